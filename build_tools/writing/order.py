"""The fields of a record in the order of its schema: lines are moved, and a comment goes with the field below it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from build_tools.plain import Path
from build_tools.reader import Note, read
from build_tools.schema import Schema


def wanted(data: Mapping[str, Any], shape: Schema) -> list[str]:
    """The names of fields in the order of the schema; after them those that it does not know, as they stand."""
    known = [name for name in shape.get("properties", {}) if name in data]
    return [*known, *(name for name in data if name not in known)]


def in_order(note: Note, shape: Schema) -> Note:
    """The note with the fields of each mapping in the order of the schema."""
    for path, names in list(_disordered(note.data, shape, ())):
        if block := _block(note, path):
            text = "\n".join(_moved(note, block, path, names))
            moved = read(note.path, text.encode())
            if isinstance(moved, Note) and moved.data == note.data:
                note = moved
    return note


def _disordered(data: Any, shape: Schema, path: Path) -> Iterator[tuple[Path, list[str]]]:
    """The mappings whose fields are out of order, the innermost first, and the order that they should have."""
    if isinstance(data, list):
        for number, item in enumerate(data):
            yield from _disordered(item, shape.get("items", {}), (*path, number))
    elif isinstance(data, dict):
        fields, others = shape.get("properties", {}), shape.get("additionalProperties", {})
        for name, value in data.items():
            inner = fields.get(name, others if isinstance(others, dict) else {})
            yield from _disordered(value, inner, (*path, name))
        names = wanted(data, shape)
        if names != list(data):
            yield path, names


@dataclass(frozen=True)
class _Block:
    """The lines of a mapping, counted from 0: where each field begins, and where the last one ends."""

    column: int
    begins: tuple[int, ...]
    end: int


def _block(note: Note, path: Path) -> _Block | None:
    """The lines of a mapping, or None where it does not have a line for each field."""
    lines = note.text.split("\n")
    places = [note.keys[(*path, name)] for name in _mapping(note, path)]
    first, column = places[0].line - 1, places[0].column
    if any(place.column != column for place in places) or len({place.line for place in places}) < len(places):
        return None
    if any(lines[place.line - 1][: column - 1].strip() for place in places[1:]):
        return None
    if set(lines[first][: column - 1]) - {" ", "-"}:
        return None
    inside = max(place for found, place in note.values.items() if found[: len(path)] == path)
    after = [place.line - 1 for place in (*note.keys.values(), *note.values.values()) if place > inside]
    end = _lead(lines, min(after, default=len(lines)), column)
    return _Block(column, tuple(place.line - 1 for place in places), end)


def _mapping(note: Note, path: Path) -> dict[str, Any]:
    data: Any = note.data
    for step in path:
        data = data[step]
    assert isinstance(data, dict)
    return data


def _lead(lines: list[str], line: int, column: int) -> int:
    """Where the comments and empty lines above a line begin; what is indented further belongs to what stands before."""
    while line and _is_remark(lines[line - 1], column):
        line -= 1
    return line


def _is_remark(line: str, column: int) -> bool:
    text = line.lstrip(" ")
    return not text or (text.startswith("#") and len(line) - len(text) < column)


def _moved(note: Note, block: _Block, path: Path, names: list[str]) -> Iterator[str]:
    """The lines of the note, the fields of a mapping in the order of `names`."""
    lines = note.text.split("\n")
    first = block.begins[0]
    prefix = lines[first][: block.column - 1]
    lines[first] = " " * len(prefix) + lines[first][len(prefix) :]
    starts = [_head_end(lines, first) if not path else first]
    starts += [_lead(lines, begin, block.column) for begin in block.begins[1:]]
    ends = [*starts[1:], block.end]
    own = dict(zip(_mapping(note, path), zip(starts, block.begins, ends, strict=True), strict=True))
    yield from lines[: starts[0]]
    for number, name in enumerate(names):
        start, begin, end = own[name]
        yield from lines[start:begin]
        yield (prefix if number == 0 else " " * len(prefix)) + lines[begin][len(prefix) :]
        yield from lines[begin + 1 : end]
    yield from lines[block.end :]


def _head_end(lines: list[str], first: int) -> int:
    """Where the comments on a file end and those on its first field begin: at an empty line, or a word to editors."""
    heads = [
        number + 1 for number in range(first) if not lines[number].strip() or "yaml-language-server" in lines[number]
    ]
    return max(heads, default=0)
