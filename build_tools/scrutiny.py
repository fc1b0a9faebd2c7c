"""What a file may not hold whatever its shape: signs that deceive, names that look like others, private data of persons.

It looks at every text of a file, also of one with other faults, and at its comments, which are published with the repository.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from build_tools import reader
from build_tools.finding import START, Finding, Place, shown
from build_tools.letters import hosts, mixed, skeleton
from build_tools.persons import private
from build_tools.plain import Data, Path
from build_tools.prose import Briefing
from build_tools.reader import Note
from build_tools.signs import deceiving

# Fields with words that a document has so: what they hold belongs to it.
_VERBATIM = frozenset({"passage", "prefix", "suffix", "attribution", "words"})
# Fields with names and titles; those of persons and organisations are told apart by their letters alone.
_TITLES = frozenset({"name", "title", "family", "given", "literal", "container-title", "publisher", "place"})
_OF_AUTHORS = frozenset({"family", "given", "literal"})
# Fields with numbers of documents, which may look like those of telephones.
_NUMBERED = frozenset({"number", "URL", "archived"})
_CODE = re.compile(r"U\+([0-9A-F]{4,6})\b")


@dataclass(frozen=True)
class _Text:
    """A text of a record: its path, the field that it stands in, and what that field is."""

    path: Path
    text: str
    field: str
    verbatim: bool
    titles: bool
    names: bool


def of_record(kind: str, note: Note) -> Iterator[Finding]:
    """What the texts and the comments of a file may not hold, each at its sign."""
    for text in _texts(note.data, kind):
        said = _said(note.data, text.path) if text.verbatim or text.titles else frozenset[str]()
        for rule, offset, message in _faults(text, said):
            yield Finding(note.path, _place(note, text, offset), rule, message)
    if "#" in note.text:
        for place, comment in reader.comments(note.text):
            for rule, offset, message in _in_prose(comment):
                yield Finding(note.path, Place(place.line, place.column + offset), rule, message)


def of_briefing(briefing: Briefing) -> Iterator[Finding]:
    """What the lines of a briefing may not hold, those of its front matter too."""
    for number, line in enumerate(briefing.text.split("\n"), 1):
        faults = [*_in_prose(line)]
        if number == briefing.top + 1:
            faults += (("look-alike", *fault) for fault in mixed(line))
        for rule, offset, message in faults:
            yield Finding(briefing.path, Place(number, offset + 1), rule, message)


def _faults(text: _Text, said: frozenset[str]) -> Iterator[tuple[str, int, str]]:
    for offset, message in deceiving(text.text, said, verbatim=text.verbatim or text.titles, name=text.names):
        yield "deceiving-sign", offset, message
    if text.titles:
        yield from (("look-alike", *fault) for fault in mixed(text.text, said, verbatim=True))
    if not text.verbatim:
        yield from (("look-alike", *fault) for fault in hosts(text.text))
        yield from (("private-data", *fault) for fault in private(text.text, numbers=text.field not in _NUMBERED))


def _in_prose(text: str) -> Iterator[tuple[str, int, str]]:
    yield from (("deceiving-sign", *fault) for fault in deceiving(text))
    yield from (("look-alike", *fault) for fault in hosts(text))
    yield from (("private-data", *fault) for fault in private(text))


def _texts(data: Data | Mapping[str, Data], kind: str, path: Path = (), field: str = "") -> Iterator[_Text]:
    if isinstance(data, str):
        verbatim = field in _VERBATIM or (kind == "quotes" and path == ("text",))
        names = field in _OF_AUTHORS or (kind == "actors" and field == "name")
        yield _Text(path, data, field, verbatim, field in _TITLES, names)
    elif isinstance(data, list):
        for number, item in enumerate(data):
            yield from _texts(item, kind, (*path, number), field)
    else:
        for key, item in data.items():
            yield from _texts(item, kind, (*path, key), key)


def _said(data: Mapping[str, Data], path: Path) -> frozenset[str]:
    """The signs that the notes beside a text, or further out, say that its document has: "U+200D"."""
    codes: set[str] = set()
    inner: Data | Mapping[str, Data] = data
    for step in path:
        if isinstance(inner, Mapping) and isinstance(note := inner.get("note"), str):
            codes.update(_CODE.findall(note))
        inner = inner[step]  # type: ignore[index]  # a step of a path into these data
    return frozenset(chr(code) for code in (int(code, 16) for code in codes) if code <= 0x10FFFF)


def _place(note: Note, text: _Text, offset: int) -> Place:
    """Where a sign of a text stands in its file; where it is written as an escape, where the text begins."""
    begin = note.place(text.path)
    starts = sorted({*note.values.values(), *note.keys.values()})
    after = bisect_right(starts, begin)
    lines = note.text.split("\n")
    end = starts[after] if after < len(starts) else Place(len(lines), len(lines[-1]) + 1)
    sign = text.text[offset]
    before = text.text.count(sign, 0, offset)
    return next(islice(_occurrences(lines, begin, end, sign), before, None), begin)


def _occurrences(lines: list[str], begin: Place, end: Place, sign: str) -> Iterator[Place]:
    for number in range(begin.line, end.line + 1):
        line = lines[number - 1]
        first = begin.column - 1 if number == begin.line else 0
        last = end.column - 1 if number == end.line else len(line)
        yield from (Place(number, column + 1) for column in range(first, last) if line[column] == sign)


def look_alikes(ids: Mapping[str, str], notes: Mapping[str, Note]) -> Iterator[Finding]:
    """Ids of records, and names of actors, that look like those of others; `ids` has the id of each file."""
    seen: dict[str, str] = {}
    for file, id in sorted(ids.items()):
        other = seen.setdefault(skeleton(id), id)
        if other != id:
            yield Finding(
                file, START, "look-alike", f"the id looks like {shown(other)}; choose one that nobody mistakes"
            )
    names: dict[str, tuple[str, str]] = {}
    called = [one for file in sorted(notes) if file.startswith("sources/actors/") for one in _called(file, notes[file])]
    for first in (True, False):
        for file, path, name in (one for one in called if (one[1] == ("name",)) is first):
            other_file, other = names.setdefault(skeleton(name), (file, name))
            if other_file != file and (first or other != name):
                how = "is the name" if other == name else f"looks like the name {shown(other)}"
                told = f"{shown(name)} {how} of {other_file}; write what tells them apart, or merge the two"
                yield Finding(file, notes[file].place(path), "look-alike", told)


def _called(file: str, note: Note) -> Iterable[tuple[str, Path, str]]:
    """The names of an actor: its own, and the others."""
    if isinstance(name := note.data.get("name"), str):
        yield file, ("name",), name
    others = note.data.get("other_names")
    for number, other in enumerate(others if isinstance(others, list) else ()):
        if isinstance(other, dict) and isinstance(name := other.get("name"), str):
            yield file, ("other_names", number, "name"), name
