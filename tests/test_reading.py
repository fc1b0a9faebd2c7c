"""A file is read by itself, once for as long as its content stays, and by whichever process: the corpus is the same."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_tools import reading
from build_tools.load import load
from build_tools.reader import Note, read
from build_tools.reading import File, Held, Reading
from build_tools.schema import KINDS, SETTINGS, WITHDRAWN, schema, shape_of, typed
from build_tools.validators import flaws, is_sound
from tests.conftest import LITTLE

RECORDS = [
    (shape_of(path.parent.name, note), note)
    for kind in KINDS
    for path in sorted((LITTLE / "sources" / kind).iterdir())
    if isinstance(note := read(path.name, path.read_bytes()), Note)
]
VALUES: tuple[Any, ...] = (
    *("", "x", "a" * 3000, "2023-13", "2023-03-27", "2023~", "https://a.org", "http:/a", "true", "MX", "xx-", "es"),
    *(
        "1.5",
        "-1",
        "10000001",
        "9007199254740993.5",
        "1." + "0" * 17 + "1",
        "claim",
        "supports",
        "\u2028",
        "P1Y",
        "a\n",
    ),
    *([], {}, ["a", "a"], ["x"], {"name": "x"}, [{"document": "x"}], {"date": "2023"}, [[]]),
)


def _inner(data: Any) -> list[tuple[Any, Any]]:
    """Every list and group of fields in data, with each of its keys."""
    pairs = list(data.items() if isinstance(data, dict) else enumerate(data)) if isinstance(data, (dict, list)) else []
    return [(data, key) for key, _ in pairs] + [found for _, value in pairs for found in _inner(value)]


def _copy(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _copy(value) for key, value in data.items()}
    return [_copy(value) for value in data] if isinstance(data, list) else data


@settings(max_examples=300)
@given(st.sampled_from(RECORDS), st.lists(st.tuples(st.integers(0), st.sampled_from((None, *VALUES))), max_size=2))
def test_what_has_its_shape_has_it_by_both_validators(record: tuple[str, Note], damages: list[tuple[int, Any]]) -> None:
    shape, note = record
    data: Any = _copy(note.data)
    for number, value in damages:
        if places := _inner(data):
            holder, key = places[number % len(places)]
            if value is None:
                del holder[key]
            else:
                holder[key] = _copy(value)
    data = typed(data, schema(shape))
    assert is_sound(shape, data) == (next(flaws(schema(shape), data), None) is None)


@pytest.mark.parametrize("shape", [*KINDS, *SETTINGS, "briefings", WITHDRAWN])
def test_references_stand_where_they_are_looked_for(shape: str) -> None:
    def references(node: Any) -> int:
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        return ("refersTo" in node if isinstance(node, dict) else 0) + sum(map(references, inner))

    def found(node: dict[str, Any]) -> int:
        others = node.get("additionalProperties")
        inner = [*node.get("properties", {}).values(), *([others] if isinstance(others, dict) else [])]
        return ("refersTo" in node) + sum(map(found, inner)) + (found(node["items"]) if "items" in node else 0)

    assert references(schema(shape)) == found(schema(shape))


def test_several_processes_read_what_one_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = load(LITTLE)
    monkeypatch.setattr(reading, "_WORTH_SHARING", 2)
    monkeypatch.setenv("CORES", "2")
    assert load(LITTLE) == alone


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0), st.sampled_from(("old", "same", "more", "less", "gone", "new"))), max_size=5))
def test_what_is_held_from_call_to_call_changes_nothing(tmp_path: Path, edits: list[tuple[int, str]]) -> None:
    root = tmp_path / "held"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(LITTLE / "sources", root / "sources")
    held: Held = {}
    load(root, held)
    files = sorted(path for path in (root / "sources").rglob("*") if path.suffix in (".yaml", ".md"))
    for number, edit in edits:
        path = files[number % len(files)]
        text = path.read_text("utf-8") if path.exists() else ""
        if edit == "gone":
            path.unlink(missing_ok=True)
        elif edit == "new":
            path.with_stem(f"{path.stem}-new").write_text(text, "utf-8")
        else:
            path.write_text({"old": text, "same": text, "more": f"{text}more: x\n", "less": text[:-9]}[edit], "utf-8")
        assert load(root, held) == load(root)


def test_what_is_the_same_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(LITTLE / "sources", tmp_path / "sources")
    held: Held = {}
    load(tmp_path, held)
    again: list[str] = []
    original = reading.read

    def noticed(file: File) -> Reading:
        again.append(file.name)
        return original(file)

    monkeypatch.setattr(reading, "read", noticed)
    changed = next((tmp_path / "sources/actors").glob("*.yaml"))
    changed.write_text(changed.read_text("utf-8").replace("name: ", "name: New ", 1), "utf-8")
    load(tmp_path, held)
    assert again == [changed.relative_to(tmp_path).as_posix()]
