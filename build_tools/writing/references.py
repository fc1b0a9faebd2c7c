"""The places at which a record is named, and the texts of those files with another id there and nothing else changed."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from build_tools import prose, reader
from build_tools.corpus import Corpus, Reference, kind_of
from build_tools.finding import Place
from build_tools.mentions import Mention
from build_tools.model import Record
from build_tools.plain import Path
from build_tools.prose import Briefing
from build_tools.reader import Note


@dataclass(frozen=True)
class Exchanged:
    """The text of each file that changes, and at how many places a record is named in it, by the path of the file."""

    texts: Mapping[str, str]
    places: Mapping[str, int]
    unsafe: tuple[str, ...]  # files in which the id cannot be exchanged by its place


def exchanged(corpus: Corpus, record: Record | Briefing, new: str) -> Exchanged:
    """The files that name a record with its new id in them, and its own with the former one among `formerly`."""
    own = corpus.path(record)
    places = _places(corpus, record)
    texts = {name: _replaced(_text(corpus, name), found, record.id, new) for name, found in places.items()}
    texts[own] = _with_former(texts.get(own, _text(corpus, own)), record, corpus.notes.get(own))
    unsafe = tuple(name for name, text in sorted(texts.items()) if not _says(corpus, record, new, name, text))
    return Exchanged(texts, {name: len(found) for name, found in sorted(places.items())}, unsafe)


def _text(corpus: Corpus, name: str) -> str:
    briefing = _briefing(corpus, name)
    return briefing.text if briefing else corpus.notes[name].text


def _briefing(corpus: Corpus, name: str) -> Briefing | None:
    return next((briefing for briefing in corpus.briefings.values() if briefing.path == name), None)


def _naming(corpus: Corpus, record: Record | Briefing) -> list[Reference]:
    kind = kind_of(record)
    return [reference for reference in corpus.references if (reference.kind, reference.id) == (kind, record.id)]


def _places(corpus: Corpus, record: Record | Briefing) -> dict[str, list[Place]]:
    """Every place at which a record is named, by file."""
    found: dict[str, list[Place]] = defaultdict(list)
    for reference in _naming(corpus, record):
        name = corpus.path(reference.source)
        found[name].append(corpus.notes[name].place(reference.path))
    for briefing in corpus.briefings.values():
        found[briefing.path] += [_place_of_id(mention) for mention in briefing.mentions if mention.id == record.id]
    return {name: places for name, places in found.items() if places}


def _place_of_id(mention: Mention) -> Place:
    """An id is the last of a mention but for a bracket."""
    return Place(mention.place.line, mention.place.column + mention.length - 1 - len(mention.id))


def _replaced(text: str, places: list[Place], old: str, new: str) -> str:
    """The text with `new` for the first `old` from each place on."""
    lines = text.split("\n")
    for place in sorted(places, reverse=True):
        number, column = place.line - 1, place.column - 1
        while old not in lines[number][column:] and number + 1 < len(lines):  # what is folded stands below its sign
            number, column = number + 1, 0
        lines[number] = lines[number][:column] + lines[number][column:].replace(old, new, 1)
    return "\n".join(lines)


def _with_former(text: str, record: Record | Briefing, note: Note | None) -> str:
    """The text of a record with its id among the former ones: below the last of them, or at the end."""
    if record.formerly and note:
        last = note.place(("formerly", len(record.formerly) - 1))
        lines = text.split("\n")
        before, after = lines[last.line - 1][: last.column - 1], lines[last.line - 1][last.column - 1 :]
        if before.strip() == "-":
            lines.insert(last.line, before + record.id)
        else:
            lines[last.line - 1] = (
                f"{before}{record.formerly[-1]}, {record.id}{after.removeprefix(record.formerly[-1])}"
            )
        return "\n".join(lines)
    field = f"formerly:\n  - {record.id}\n"
    if isinstance(record, Briefing):
        others = note.text if note else "\n"
        body = text.removeprefix(f"---{others}---\n")
        return f"---{others}{field}---\n{body}"
    return text + ("" if text.endswith("\n") else "\n") + field


def _says(corpus: Corpus, record: Record | Briefing, new: str, name: str, text: str) -> bool:
    """Whether a changed text, read again, says what the file said, with the new id and the former one."""
    own = {"formerly": [*record.formerly, record.id]} if name == corpus.path(record) else {}
    if briefing := _briefing(corpus, name):
        then = prose.read(name, briefing.id, text.encode())
        mentions = [new if mention.id == record.id else mention.id for mention in briefing.mentions]
        former = tuple(own.get("formerly", briefing.formerly))
        return isinstance(then, Briefing) and ([m.id for m in then.mentions], then.formerly) == (mentions, former)
    paths = {reference.path for reference in _naming(corpus, record) if corpus.path(reference.source) == name}
    found = reader.read(name, text.encode())
    data: Any = _changed(corpus.notes[name].data, lambda path, value: new if path in paths else value)
    return isinstance(found, Note) and found.data == data | own


def _changed(value: Any, change: Callable[[Path, str], str], path: Path = ()) -> Any:
    """Data with each text in it changed as its path asks for."""
    if isinstance(value, dict):
        return {key: _changed(item, change, (*path, key)) for key, item in value.items()}
    if isinstance(value, list):
        return [_changed(item, change, (*path, number)) for number, item in enumerate(value)]
    return change(path, value)
