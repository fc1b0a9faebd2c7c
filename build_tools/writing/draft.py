"""A new record as commented YAML: what is known, and for each field that is not, a commented line that says what it holds.

A draft is read back and held against its schema before it is written, so that what is written is a sound record.
"""

import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from build_tools import prose, reader
from build_tools.corpus import Corpus
from build_tools.finding import Finding, printable, shown
from build_tools.meant.filenames import no_id
from build_tools.reader import Note
from build_tools.schema import KINDS, LATER, TERMS, Schema, schema
from build_tools.shapes import Shapes
from build_tools.whole import put
from build_tools.writing.canonical import canonical

_WIDTH = 110
# Text that YAML reads as itself without quotation marks, whatever follows the first sign. What needs care gets marks.
_BARE = re.compile(r"[^\W_][^\n]*|\([^\n]*")
_RISKY = re.compile(r":(\s|$)|\s#|^(true|false|null|yes|no|on|off|~)$|\s$", re.IGNORECASE)


class NotWritten(Exception):
    """Why a record was not written, in one line that says what to do."""


def draft(kind: str, values: Mapping[str, Any], doubts: Mapping[str, str]) -> str:
    """The text of a record, in canonical form. `doubts` stand as comments above their fields."""
    shape = schema(kind)
    lines: list[str] = []
    for name, field in ((name, field) for name, field in shape["properties"].items() if name not in LATER):
        lines += _comment(doubts[name]) if name in doubts else []
        lines += _field(name, values[name], field) if name in values else _blank(name, field)
    unknown = [name for name in values if name not in shape["properties"] or name in LATER]
    lines += [line for name in unknown for line in _field(name, values[name], {})]
    text = "\n".join(lines) + "\n"
    note = reader.read("draft", text.encode("utf-8"))
    formed = canonical(note, shape) if isinstance(note, Note) else text
    return formed if isinstance(formed, str) else text


def briefing(title: str) -> str:
    """The text of a new briefing."""
    return f"# {title}\n\nWrite here. A claim, quote or document is cited by its id in brackets with an at sign before it.\n"


def _comment(text: str, indent: str = "") -> Iterator[str]:
    return (
        f"{indent}# {line}" for line in textwrap.wrap(printable(text), _WIDTH - len(indent), break_long_words=False)
    )


def _blank(name: str, field: Schema) -> list[str]:
    """A field that is left empty: what it holds, and its skeleton, as comments."""
    choices = field.get("enum")
    told = field.get("description", "") + (f" One of: {', '.join(choices)}." if choices else "")
    return [*_comment(told), *(f"# {line}" for line in _skeleton(name, field))]


def _skeleton(name: str, field: Schema) -> Iterator[str]:
    """A field without its value, and those that must stand within it."""
    yield f"{name}:"
    item = field.get("items", field)
    inner = item.get("properties", {})
    first: list[str] = (item.get("oneOf") or [{}])[0].get("required", [])
    wanted = [each for each in inner if each in (*first, *item.get("required", []))]
    lines = [line for each in wanted for line in _skeleton(each, inner[each])]
    if field.get("type") == "array":
        lines = [f"{'  ' if number else '- '}{line}" for number, line in enumerate(lines)] or ["-"]
    yield from (f"  {line}" for line in lines)


def _field(name: str, value: Any, field: Schema) -> list[str]:
    """The lines of a field that has a value."""
    if isinstance(value, dict):
        return [f"{name}:", *_indented(_fields(value, field))]
    if isinstance(value, list):
        return [f"{name}:", *(line for item in value for line in _item(item, field.get("items", {})))]
    return _scalar(f"{name}: ", str(value))


def _fields(value: Mapping[str, Any], field: Schema) -> list[str]:
    """The fields of a mapping in the order of the schema; those that are left empty are named."""
    known = field.get("properties", {})
    order = sorted(value, key=lambda name: list(known).index(name) if name in known else len(known))
    lines = [line for name in order for line in _field(name, value[name], known.get(name, {}))]
    others = [name for name in known if name not in value and _fits(name, value, field)]
    return [*lines, *_comment(f"also: {', '.join(others)}")] if others else lines


def _fits(name: str, value: Mapping[str, Any], field: Schema) -> bool:
    """Whether a field can stand beside those that are there: it is no alternative to them, and has what it needs."""
    alternatives = {each for way in field.get("oneOf", []) for each in way["required"]}
    return name not in alternatives and set(field.get("dependentRequired", {}).get(name, [])) <= set(value)


def _item(item: Any, field: Schema) -> list[str]:
    lines = _fields(item, field) if isinstance(item, dict) else _scalar("", str(item))
    return [f"  {'  ' if number else '- '}{line}" for number, line in enumerate(lines)]


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _scalar(before: str, text: str) -> list[str]:
    """Text after the name of its field: as it is, or in double quotes; canonical form folds it where it is long."""
    simple = _BARE.fullmatch(text) and not _RISKY.search(text)
    return [f"{before}{text if simple else json.dumps(text, ensure_ascii=False)}"]


def ids_of(corpus: Corpus) -> dict[str, frozenset[str]]:
    """The ids that a new record can refer to, by kind."""
    settings = {kind: corpus.rubric if kind == "statuses" else corpus.vocabulary for kind in TERMS}
    terms = {kind: frozenset(getattr(settings[kind], kind)) for kind in TERMS}
    return {kind: frozenset(getattr(corpus, kind)) for kind in (*KINDS, "briefings")} | terms


def faults(kind: str, text: str, values: Mapping[str, Any], corpus: Corpus) -> list[tuple[str, Finding]]:
    """Every fault of a draft, each with the path of the field at fault. Raises `NotWritten` if it does not read as its values."""
    note = reader.read("draft", text.encode("utf-8", "surrogatepass"))
    if not isinstance(note, Note):
        return [("", finding) for finding in note]
    if note.data != values:
        raise NotWritten("these values cannot be written as they are; leave out what is no plain text")
    return [(_path(note, finding), finding) for finding in Shapes(ids_of(corpus)).check(kind, note)[1]]


def _path(note: Note, finding: Finding) -> str:
    """The dotted path of the field at which a finding points."""
    places = note.keys if finding.rule == "unknown-field" else note.values
    return next((".".join(map(str, path)) for path, place in places.items() if place == finding.place), "")


def file_of(root: Path, kind: str, id: str, corpus: Corpus) -> Path:
    """Where a new record of that id will lie. Raises `NotWritten` where the id is none, or is used."""
    if fault := no_id(id):  # before it is part of any path
        raise NotWritten(fault)
    if fault := used(root, kind, id, corpus):
        raise NotWritten(f"{fault}; give another with --id")
    return _file(root, kind, id)


def used(root: Path, kind: str, id: str, corpus: Corpus) -> str | None:
    """Why a sound id cannot be that of a new record, or None."""
    path = _file(root, kind, id)
    if former := corpus.formerly.get(id):
        return f"the id {shown(id)} was that of {corpus.path(former)}"
    if gone := corpus.withdrawn.get(id):
        return f"the id {shown(id)} was that of a record that was withdrawn on {gone.withdrawn.text}"
    record = corpus.record(id)
    if record is not None:
        return f"the id {shown(id)} is used already by {corpus.path(record)}"
    if path.exists() or path.is_symlink():
        return f"{printable(str(path))} is there already"
    return None


def _file(root: Path, kind: str, id: str) -> Path:
    return root / "sources" / kind / f"{id}{'.md' if kind == 'briefings' else '.yaml'}"


def write(path: Path, text: str) -> None:
    """Writes a new file whole or not at all; what is there already is never written over."""
    try:
        put({path: text.encode("utf-8")}, new=True)
    except FileExistsError:
        raise NotWritten(f"{printable(str(path))} is there already; give another id with --id") from None
    except OSError as error:
        raise NotWritten(f"{printable(str(path))}: {error.strerror or type(error).__name__}") from None


def briefing_faults(text: str, id: str) -> list[Finding]:
    """Every fault of the text of a new briefing."""
    read = prose.read("draft", id, text.encode("utf-8"))
    return read if isinstance(read, list) else []
