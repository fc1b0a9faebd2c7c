"""A thousand broken files, records made at random and bytes of any sort: each has its finding, soon, and nothing else happens."""

import json
import os
import random
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_tools.reader import Note, read
from build_tools.schema import KINDS, schema
from build_tools.shapes import Shapes
from build_tools.site import check
from build_tools.writing.canonical import canonical
from tests.conftest import LITTLE
from tests.fuzz.look import look

# How a sound record is broken: by what it holds, and by something to draw from.
Break = Callable[[bytes, random.Random], bytes]


def inserted(sign: bytes) -> Break:
    def broken(content: bytes, draw: random.Random) -> bytes:
        """At the beginning of a value, where a sign of YAML means something."""
        places = [found.end() for found in re.finditer(rb"(?m)^[a-z_]+: (?=[A-Za-z0-9])", content)]
        at = draw.choice(places)
        return content[:at] + sign + content[at:]

    return broken


def line_put(line: bytes) -> Break:
    def broken(content: bytes, draw: random.Random) -> bytes:
        """Before a field of the record."""
        at = draw.choice([found.start() for found in re.finditer(rb"(?m)^[a-z_]+:", content)])
        return content[:at] + line + b"\n" + content[at:]

    return broken


def twice(content: bytes, draw: random.Random) -> bytes:
    """A field of the record stands there once more."""
    field: bytes = draw.choice(re.findall(rb"(?m)^([a-z_]+):", content))
    return content + draw.choice([b"%s: x\n", b'"%s": x\n', b"'%s': x\n"]) % field


def cut(content: bytes, draw: random.Random) -> bytes:
    """The first field, without which a record of any kind is none, and all before the next."""
    return content[content.index(b"\n", content.index(b"\n") + 1) // 2 :]


BREAKS: dict[str, Break] = {
    **{f"put {sign!r}": inserted(sign) for sign in (b"&a ", b"*a ", b"!t ", b"!!str ", b"[", b"{", b'"', b"'", b"@", b"`", b"\t", b"\x00", b"\x07")},
    **{f"put {sign!r}": inserted(sign) for sign in (b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", "\u2028".encode(), "\x85".encode(), "\ufeff".encode(), "\ufffe".encode(), "\ufdd0".encode())},
    **{f"line {line!r}": line_put(line) for line in (b"x: y\n---", b"...", b"%YAML 1.1", b"<<: {a: b}", b"? [a]\n: b", b"no_such_field: x", b"y", b"- x", b"\r", b"a: b: c", b'"\\ud800": x', b'x: "\\x07"', b"x: &a [*a]", b"~: x", b"012: x", b"x:")},
    "twice": twice,
    "cut": cut,
    "UTF-16": lambda content, _: content.decode().encode("utf-16"),
    "UTF-32": lambda content, _: content.decode().encode("utf-32"),
    "CRLF": lambda content, _: content.replace(b"\n", b"\r\n"),
    "byte order mark": lambda content, _: b"\xef\xbb\xbf" + content,
    "empty": lambda content, _: b"",
    "a list": lambda content, _: b"- " + content.replace(b"\n", b"\n  "),
    "a text": lambda content, _: b"text\n",
    "too large": lambda content, _: content + b"# x\n" * 66_000,
    "too deep": lambda content, draw: content + b"x: " + b"[" * draw.randint(12, 15_000),
    "other bytes": lambda content, draw: draw.randbytes(draw.randint(1, 400)) + b"\xff",
}  # fmt: skip


def test_a_thousand_broken_files_have_each_their_finding_in_one_run(copy: Path) -> None:
    draw = random.Random(7)
    sound = [
        (path.parent.name, path.read_bytes())
        for kind in KINDS
        for path in sorted((LITTLE / "sources" / kind).iterdir())
    ]
    wanted = {}
    for number, (name, broken) in enumerate((one for _ in range(40) for one in BREAKS.items()), 1):
        kind, content = draw.choice(sound)
        path = copy / f"sources/{kind}/broken-{number}.yaml"
        path.write_bytes(broken(content, draw))
        wanted[f"sources/{kind}/broken-{number}.yaml"] = name
        if number == 1_000:
            break
    started = time.process_time()
    _, found = check(copy)
    seconds = time.process_time() - started
    assert len(wanted) == 1_000
    assert {path: name for path, name in wanted.items() if path not in {finding.path for finding in found}} == {}
    # Many of the broken ones bear the name of a sound record, which is told of that.
    assert {finding.path for finding in found if finding.rule != "look-alike"} <= set(wanted)
    assert all(str(finding).isprintable() for finding in found)
    assert seconds < 10


@settings(max_examples=300)
@given(
    st.one_of(st.binary(max_size=200), st.text(st.characters(exclude_categories=["Cs"]), max_size=100).map(str.encode))
)
def test_any_bytes_are_a_note_or_a_briefing_or_have_findings(content: bytes) -> None:
    look(content)


def values(shape: Any) -> st.SearchStrategy[Any]:
    """Data of a schema, sound or nearly: what `check` may meet once a file is read, so every scalar is text."""
    texts = st.one_of(
        st.sampled_from(["ada-holm", "boats-2019", "2019-05-03", "en", "GB", "true", "7", "https://a.example/x", "", "\u202e", "nul", "~"]),
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
        st.sampled_from([str(word) for word in (*shape.get("enum", ["x"]), *shape.get("examples", ["x"]))]),
    )  # fmt: skip
    if "properties" in shape:
        fields = shape["properties"]
        wanted = {name: values(fields[name]) for name in shape.get("required", ())}
        return st.fixed_dictionaries(
            wanted, optional={name: values(part) for name, part in fields.items() if name not in wanted}
        )
    if isinstance(shape.get("additionalProperties"), dict):
        return st.dictionaries(texts, values(shape["additionalProperties"]), max_size=3)
    if shape.get("type") == "array":
        return st.lists(values(shape["items"]), max_size=3)
    return texts


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_a_record_made_from_the_schema_is_checked_without_an_exception(kind: str, data: st.DataObject) -> None:
    text = json.dumps(data.draw(values(schema(kind))), ensure_ascii=False)
    note = read("n.yaml", text.encode())
    if isinstance(note, Note):
        ids = {
            name: frozenset({"ada-holm", "boats-2019"})
            for name in (*KINDS, "briefings", "topics", "effects", "measures", "statuses")
        }
        _, found = Shapes(ids).check(kind, note)
        assert all(str(finding).isprintable() for finding in found)
        written = canonical(note, schema(kind))
        if isinstance(written, str):
            again = read("n.yaml", written.encode())
            assert isinstance(again, Note)
            assert again.data == note.data


# Text as YAML 1.1 or 1.2 might read it otherwise, in a field that takes text, and in one that takes a number.
AS_TEXT = (
    "no",
    "on",
    "yes",
    "12:30:45",
    "1.10",
    "007",
    "12e34567",
    "~",
    "null",
    "true",
    "0x1f",
    "1_000",
    ".inf",
    ".nan",
    "2024-02-30",
    "=",
    "1e3",
    "NO",
)
NO_NUMBERS = (
    "012",
    "1_000",
    "1e3",
    ".inf",
    "-.inf",
    ".nan",
    "0x1f",
    "0o17",
    "1,200",
    "12:30",
    "+1",
    "1.",
    ".5",
    "--1",
    "١٢",
    "1" * 19,
    "~",
    "no",
    "",
)


@pytest.mark.parametrize("text", AS_TEXT)
def test_text_is_the_text_that_stands_there(text: str) -> None:
    note = read("n.yaml", f"name: {text}\ntype: person\ndescription: x\n".encode())
    assert isinstance(note, Note)
    data, found = Shapes({}).check("actors", note)
    assert (data["name"], found) == (text, [])


def test_what_is_no_number_and_no_date_is_a_finding(copy: Path) -> None:
    path = copy / "sources/claims/catch-2018.yaml"
    sound = path.read_text("utf-8")
    for text in NO_NUMBERS:
        path.write_text(sound.replace("low: 400", f"low: {text}"), "utf-8")
        note = read("n.yaml", path.read_bytes())
        found = note if isinstance(note, list) else Shapes({}).check("claims", note)[1]
        assert [finding.place.line for finding in found if finding.rule in ("wrong-type", "yaml")] == [5], text
    for text in (
        "2024-02-30",
        "2023-02-29",
        "2024-13-01",
        "20240208",
        "2024-2-8",
        "2024-02-08T00:00:00Z",
        "٢٠٢٤-٠٢-٠٨",
    ):
        note = read("n.yaml", f"title: x\ndate: {text}\n".encode())
        assert isinstance(note, Note)
        assert [
            finding.place.line for finding in Shapes({}).check("events", note)[1] if finding.rule == "wrong-form"
        ] == [2], text


def traversals() -> list[str]:
    own = [
        "../../etc/passwd",
        "..\\..\\win.ini",
        "%2e%2e%2f",
        "/etc/passwd",
        "....//",
        "..%c0%af",
        "a/../b",
        "file:///etc",
        "~/x",
        ".",
    ]
    folder = os.environ.get("HOSTILE")
    return [*own, *((Path(folder) / "traversal.txt").read_text("utf-8", "replace").splitlines() if folder else [])]


def test_a_path_is_no_id_in_any_reference(copy: Path) -> None:
    """In each field of each kind that refers to a record: a finding, and no file is looked for."""
    shapes = Shapes(
        {name: frozenset({"ada-holm"}) for name in (*KINDS, "briefings", "topics", "effects", "measures", "statuses")}
    )
    for climbing in filter(str.strip, traversals()):
        for kind in ("actors", "claims", "documents", "quotes", "topics"):
            assert shapes.dangling(climbing, kind)
    for kind in KINDS:
        path = sorted((copy / "sources" / kind).glob("*.yaml"))[0]
        note = read(path.name, path.read_bytes())
        assert isinstance(note, Note)
        climbed = _referring(note.data, schema(kind), "../../etc/passwd")
        found = shapes.check(kind, Note("n.yaml", climbed, note.text))[1]
        assert {finding.rule for finding in found if "etc/passwd" in finding.message} <= {"reference"}
        assert ("etc/passwd" in str(climbed)) == any("etc/passwd" in finding.message for finding in found)


def _referring(data: Any, shape: Mapping[str, Any], id: str) -> Any:
    """Data in which every reference names another id."""
    if isinstance(data, dict):
        return {key: _referring(value, shape["properties"][key], id) for key, value in data.items()}
    if isinstance(data, list):
        return [_referring(item, shape["items"], id) for item in data]
    return id if "refersTo" in shape else data
