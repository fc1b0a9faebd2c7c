"""What every schema must have, so that no field of the future is without a bound, and what no value may be."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
import re2

from build_tools.limits import MOST_FIELDS
from build_tools.meant.fieldnames import FOLDER
from build_tools.reader import Note, read
from build_tools.schema import KINDS, SETTINGS
from build_tools.shapes import Shapes
from build_tools.validators import flaw, flaws, has_format
from tests.conftest import LITTLE

FILES = sorted(FOLDER.glob("*.json"))
Schema = dict[str, Any]
_NO_SCHEMA = frozenset({"examples", "enum", "required", "dependentRequired"})


def within(shape: Any, path: str = "") -> Iterator[tuple[str, Schema]]:
    """Every schema in a schema, with its path."""
    if isinstance(shape, dict):
        yield path, shape
        for key, part in shape.items():
            if key not in _NO_SCHEMA:
                yield from within(part, f"{path}/{key}")
    elif isinstance(shape, list):
        for number, part in enumerate(shape):
            yield from within(part, f"{path}/{number}")


SHAPES = [
    (f"{file.stem}{path}", shape) for file in FILES for path, shape in within(json.loads(file.read_text("utf-8")))
]
PATTERNS = sorted({shape["pattern"] for _, shape in SHAPES if isinstance(shape.get("pattern"), str)})


def test_every_value_has_a_bound() -> None:
    for path, shape in SHAPES:
        wanted = {
            "string": {"maxLength", "enum"},
            "array": {"maxItems"},
            "object": {"maxProperties"} if shape.get("additionalProperties") is not False else {"additionalProperties"},
            "integer": {"maximum", "description"},
        }.get(str(shape.get("type")), set())
        assert not wanted or wanted & set(shape), path
        assert shape.get("maxLength", 0) <= 100_000, path
        assert shape.get("maxProperties", 0) <= MOST_FIELDS, path
        if isinstance(shape.get("properties"), dict):
            assert shape["type"] == "object", path


def test_every_pattern_is_anchored_and_means_one_script() -> None:
    """`\\d` and `\\w` take the digits and letters of every script in Python, and only ASCII in ECMA-262."""
    assert PATTERNS
    for pattern in PATTERNS:
        assert pattern.startswith("^"), pattern
        assert pattern.endswith("$"), pattern
        assert not any(sign in pattern for sign in ("\\d", "\\w", "\\b", "(?", "\\1")), pattern
        assert "$" not in pattern[:-1], pattern
        re2.compile(pattern)  # a regular expression in the strict sense: nothing that refers back or looks around


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_pattern_is_matched_in_linear_time(pattern: str) -> None:
    validator = {"type": "object", "properties": {"a": {"type": "string", "pattern": pattern}}}
    for sign in ("a", "0", "-", "a-", "a.", "1-", "A", "/", "a/", "1.", "http://", "https://a", "P1", "é", " "):
        text = (sign * 20_000)[:20_000] + "\x00"
        started = time.process_time()
        assert list(flaws(validator, {"a": text}))
        assert time.process_time() - started < 0.2, sign


def test_no_pattern_takes_a_line_end_or_the_digits_of_another_script() -> None:
    for pattern, sound in (
        ("^[a-z]+$", "abc"),
        ("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "2024-02-08"),
        ("^[0-9a-f]{64}$", "0" * 64),
    ):
        shape = {"type": "string", "pattern": pattern}
        assert list(flaws(shape, sound)) == []
        for wrong in (f"{sound}\n", f"\n{sound}", f"{sound}\r\n", f"{sound}\n{sound}", "٢٠٢٤-٠٢-٠٨"):
            assert list(flaws(shape, wrong)), wrong


def test_a_line_of_a_lock_is_held_to_its_pattern_to_the_end() -> None:
    line = json.loads((LITTLE / "sources/evidence.lock").read_text("utf-8").partition("\n")[0])
    assert flaw("lock", line) is None
    assert flaw("lock", {**line, "record": line["record"] + "\n"})
    assert flaw("lock", {**line, "exact": "0" * 63 + "\n"})


def test_nothing_is_fetched() -> None:
    """Where a schema refers to another file, the file lies here; a remote one is refused and not asked for."""
    for path, shape in SHAPES:
        if "$ref" in shape:
            file, _, pointer = shape["$ref"].partition("#/$defs/")
            assert not file or (FOLDER / file).is_file(), path
            assert pointer, path
    with pytest.raises(Exception, match="Unresolvable"):
        list(flaws({"$ref": "http://127.0.0.1:9/schema.json"}, "a"))


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "JAVASCRIPT:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"),
        *("//example.org", "/x", "ftp://example.org/", "https:example.org", "https://", "http:///x", "https://a b.example/", "\x01https://a.example"),
        *("https://a.example/\n", "https://a.example/\u2028", "https://a.example:99999999/", "https://[::1", "mailto:a@b.example", "https://a..example/"),
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused(address: str) -> None:
    assert not has_format("web-address", address)


HOSTILE_TEXTS = (
    *("1" * 9_000, "9999999999-01-01", "-9999-01-01", "0000", "0000-00-00", "2024-02-30", "2023-02-29", "y-17e7", "2024-13", "[2024", "{2024,2025}"),
    *("[" * 9_000, "(" * 9_000, "2024/" * 2_000, "2024-" * 2_000, "XXXX-XX-XX", "..", "../..", "/", "//", "2024-02-08T00:00:00Z", "٢٠٢٤", "²⁰²⁴"),
    *("en-" * 3_000, "a-" * 4_000, "x-" + "a" * 9_000, "i-klingon", "en_US", "-", "--", "en\n", "éé", "\x00", "\ud800", "🏴" * 3_000, "a\u0301" * 4_000),
    *("https://" + "a." * 4_000, "https://" + "[" * 8_000, "https://" * 1_100, "https://xn--" + "a" * 5_000, "http://[::ffff:127.0.0.1]/", "https://a.example/" + "%" * 8_000),
    *("United " * 1_200, "M" * 9_000, "mx", "MX\n", "ＭＸ", "nul", "con", "January " * 1_100, "1st of " * 1_200, "5 de mayo de " * 600),
)  # fmt: skip


@pytest.mark.parametrize("name", ["edtf", "bcp47", "iso3166", "web-address", "file-name"])
def test_no_hostile_text_stops_or_slows_the_check_of_a_form(name: str) -> None:
    for text in HOSTILE_TEXTS:
        started = time.process_time()
        assert has_format(name, text) in (True, False)
        assert time.process_time() - started < 1, text[:20]


PUMPS = (
    "a",
    " ",
    "a ",
    "-",
    "1",
    "1,",
    "2024-",
    "[",
    "(",
    "http://",
    "a.",
    "\n",
    '"',
    "'",
    ":",
    ": ",
    "a:",
    "%",
    "@",
    "[@a",
    "…",
    "é",
    "/",
)


@pytest.mark.parametrize("kind", [*KINDS, *SETTINGS])
def test_the_check_of_a_record_is_linear_in_its_longest_texts(kind: str) -> None:
    """Every text of a sound record at its longest, of one sign: whatever is found, it is found soon."""
    folder = LITTLE / "sources"
    path = folder / f"{kind}.yaml" if kind in SETTINGS else sorted((folder / kind).glob("*.yaml"))[0]
    note = read(path.name, path.read_bytes())
    assert isinstance(note, Note)
    shapes = Shapes(
        {
            name: frozenset({"ada-holm", "boats-2019"})
            for name in (*KINDS, "briefings", "topics", "effects", "measures", "statuses")
        }
    )
    for pump in PUMPS:
        longest = pumped(note.data, (pump * 12_000)[:12_000])
        started = time.process_time()
        found = shapes.check(kind, Note(note.path, longest, note.text))[1]
        assert found
        assert time.process_time() - started < 2, pump


def pumped(data: Any, text: str) -> Any:
    if isinstance(data, dict):
        return {key: pumped(value, text) for key, value in data.items()}
    return [pumped(item, text) for item in data] if isinstance(data, list) else text
