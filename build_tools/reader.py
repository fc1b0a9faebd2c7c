"""A YAML file as plain data that remembers its lines and columns.

Every scalar is read as the text that stands there, whatever YAML 1.1 or 1.2 would make of it: types are the schema's
business. Of YAML only what a plain note needs is accepted; the rest is refused with a finding that names the remedy.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from build_tools.finding import START, Finding, Place, printable, shown
from build_tools.limits import MOST_TOLD, RECORD, Limits, too_much
from build_tools.meant.syntax import BEGUN, syntax_fault
from build_tools.strict import asked, between, in_flow, in_scalar
from build_tools.text import decode, hidden_sign, place_at

Path = tuple[str | int, ...]
Data = str | list["Data"] | dict[str, "Data"]

MOST_LEVELS = 12
MOST_FIELDS = 5_000  # of one group
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*", re.MULTILINE)
_MISSING = "the value is missing; write one, or remove the field"
_BRACES = 'text that begins with "{" is read as a list or as fields; put the whole in double quotes ("...")'


@dataclass(frozen=True)
class Note:
    """The data of one file, its text as it was written, and the place of every value and every key in it.

    Places are worked out when the first is asked for: of a sound file none is.
    """

    path: str
    data: dict[str, Data]
    text: str

    @property
    def values(self) -> Mapping[Path, Place]:
        return self._places.values

    @property
    def keys(self) -> Mapping[Path, Place]:
        return self._places.keys

    @cached_property
    def _places(self) -> "_Builder":
        builder = _Builder(self.path, self.text, self.text.split("\n"))
        for event in yaml.parse(self.text, Loader=yaml.CLoader):
            builder.take(event)
        return builder

    def place(self, path: Path) -> Place:
        """Where the value at `path` begins; for a value that is not there, where its nearest ancestor does."""
        while path not in self.values:
            path = path[:-1]
        return self.values[path]

    def key_place(self, path: Path) -> Place:
        """Where the key that leads to `path` begins."""
        return self.keys.get(path, self.place(path))


def read(path: str, content: bytes, limits: Limits = RECORD) -> Note | list[Finding]:
    """The note that `content` holds, or the findings that keep it from being one. `path` is for messages only."""
    text = too_much(path, content, limits) or decode(path, content)
    if not isinstance(text, str):
        return text
    data = plain(text, limits)
    return noted(path, text, limits) if data is None else Note(path, data, text)


def noted(path: str, text: str, limits: Limits) -> Note | list[Finding]:
    """The note that a text holds, every sign of it looked at, or the findings that keep it from being one.

    The parser is asked for one event after the other and never for a tree, which it would build by calling itself: what
    is nested too deep, or too much, ends the reading where the limit is met.
    """
    builder = _Builder(path, text, text.split("\n"))
    try:
        for event in yaml.parse(text, Loader=yaml.CLoader):
            builder.take(event)
            if builder.documents > 1 or len(builder.findings) >= MOST_TOLD:
                return builder.findings
            if beyond := builder.beyond(limits):
                return [Finding(path, _place_of(event), "limit", beyond)]
    except yaml.MarkedYAMLError as error:
        # What seems to be missing may only have been cut off by the error, and what is refused may be its cause.
        told = [found for found in builder.findings if found.message != _MISSING]
        fault = _syntax(path, builder.lines, error)
        return told if fault.place.line in {found.place.line for found in told} else [*told, fault]
    if not builder.findings and not isinstance(builder.root, dict):
        what = "is empty" if builder.root is None else "does not begin with a field"
        builder.find(START, "yaml", f'the file {what}; write "field: value" lines')
    if builder.findings:
        return builder.findings
    assert isinstance(builder.root, dict)
    return Note(path, builder.root, text)


def plain(text: str, limits: Limits) -> dict[str, Data] | None:
    """The data of a text in which nothing must be looked at twice, as of most; None for every other.

    `noted` reads the same of it, and takes four times as long, since it notes where everything stands.
    """
    if "#" in text or "\\" in text or not text.endswith("\n"):
        return None
    builder = _Plain(text)
    try:
        for event in yaml.parse(text, Loader=yaml.CLoader):
            builder.take(event)
    except (_Odd, yaml.MarkedYAMLError):
        return None
    return builder.root if 0 < builder.values <= limits.values else None


class _Odd(Exception):
    """What must be looked at twice."""


class _Plain:
    """Builds data from the events of a parser, as `_Builder` does, and no places; raises `_Odd` for whatever that may refuse."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: dict[str, Data] = {}
        self.data: Any = None  # the list or mapping that is being read
        self.key: str | None = None  # of its field that waits for a value
        self.column = 0  # at which it begins
        self.line: int | None = None  # on which it must end, in brackets
        self.around: list[tuple[Any, int, int | None]] = []  # those around it: themselves, their columns and lines
        self.values = 0

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            if self.line is not None and self.line != event.end_mark.line:
                raise _Odd
            self.data, self.column, self.line = self.around.pop()
        elif kind is yaml.MappingStartEvent:
            self._begin(event, {} if self.around else self.root)
        elif kind is yaml.SequenceStartEvent and self.around:
            self._begin(event, [])
        elif kind not in _FRAME or (kind is yaml.DocumentStartEvent and (self.values or event.version or event.tags)):
            raise _Odd

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if event.anchor or event.tag or not event.value.strip() or self.data is None or not self._is_whole(event):
            raise _Odd
        if self.key is not None or type(self.data) is list:
            self._put(event.value)
        elif event.value in self.data or event.value == "<<" or len(self.data) >= MOST_FIELDS - 1:
            raise _Odd
        else:
            self.key = event.value

    def _is_whole(self, event: Any) -> bool:
        """Whether a text stands on lines of its own, or on one, and no question mark before it in brackets."""
        begin = event.start_mark
        if event.style in ("|", ">"):
            return bool(begin.column > self.column)
        within_line = not event.style or begin.line == event.end_mark.line
        return within_line and (self.line is None or self.text[begin.index - 1] != "?")

    def _begin(self, event: Any, data: Any) -> None:
        is_key = self.key is None and type(self.data) is dict
        if event.anchor or event.tag or is_key or len(self.around) >= MOST_LEVELS:
            raise _Odd
        self._put(data)
        self.around.append((self.data, self.column, self.line))
        self.data, self.column = data, event.start_mark.column
        if event.flow_style and self.line is None:
            self.line = event.start_mark.line

    def _put(self, value: Data) -> None:
        self.values += 1
        if self.key is not None:
            self.data[self.key], self.key = value, None
        elif self.data is not None:
            self.data.append(value)


_FRAME = frozenset({yaml.StreamStartEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent, yaml.StreamEndEvent})


def comments(text: str) -> list[tuple[Place, str]]:
    """The comments of a text that can be read, in their order, each from its # to the end of its line."""
    found: list[tuple[Place, str]] = []
    end = 0
    for event in yaml.parse(text, Loader=yaml.CLoader):
        if event.start_mark and event.end_mark:
            for match in _COMMENT.finditer(text, end, event.start_mark.index):
                line, before = text.count("\n", 0, match.start()), text.rfind("\n", 0, match.start())
                found.append((Place(line + 1, match.start() - before), match[0]))
            end = max(end, event.end_mark.index)
    return found


def _place_of(event: yaml.Event) -> Place:
    """Where the part of the file begins that a parser event stands for."""
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark else START


def _end_of(event: yaml.Event) -> Place:
    """Where the part of the file that a parser event stands for has ended."""
    mark = event.end_mark
    return Place(mark.line + 1, mark.column + 1) if mark else START


def _syntax(path: str, lines: list[str], error: yaml.MarkedYAMLError) -> Finding:
    begun = error.context_mark if error.context in BEGUN else None
    mark = begun or error.problem_mark or error.context_mark
    place = Place(mark.line + 1, mark.column + 1) if mark else START
    place, message = syntax_fault(lines, place, " ".join(filter(None, (error.context, error.problem))))
    return Finding(path, place, "yaml", message)


@dataclass
class _Open:
    """A list or mapping that is being read."""

    data: list[Data] | dict[str, Data]
    path: Path
    indent: int  # the column of its items or fields; in brackets, of those among which the brackets stand
    flow: Place | None = None  # where the outermost brackets begin
    key: str | None = None


@dataclass
class _Builder:
    """Builds data from parser events with a stack of its own, so that no depth of nesting can exhaust Python's."""

    path: str
    text: str
    lines: list[str]
    read: int = 0  # how much of the text the events so far have covered
    findings: list[Finding] = field(default_factory=list)
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    root: Data | None = None
    open: list[_Open] = field(default_factory=list)
    documents: int = 0

    def find(self, place: Place, rule: str, message: str) -> None:
        self.findings.append(Finding(self.path, place, rule, message))

    def beyond(self, limits: Limits) -> str | None:
        """The limit that what was read so far is beyond, in words, or None."""
        if len(self.open) > MOST_LEVELS:
            return f"more than {MOST_LEVELS} levels of lists and fields; no record needs so many"
        if len(self.values) > limits.values:
            return f"the file has more than {limits.values:,} values, the most that are read, so that no file can hold up the tools; divide it"
        if self.open and len(self.open[-1].data) >= MOST_FIELDS and isinstance(self.open[-1].data, dict):
            return f"more than {MOST_FIELDS:,} fields stand in one place, the most that are read, so that no file can hold up the tools; divide it"
        return None

    def take(self, event: yaml.Event) -> None:
        place = _place_of(event)
        if event.start_mark and event.end_mark:
            for offset, told in between(self.text, self.read, event.start_mark.index):
                self.find(place_at(self.text, offset), "yaml", told)
            self.read = max(self.read, event.end_mark.index)
        for message in _refusals(event):
            self.find(place, "yaml", message)
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents == 2:
                self.find(place, "yaml", "a second document begins here; one file holds one record")
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event, place)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin({} if isinstance(event, yaml.MappingStartEvent) else [], place, bool(event.flow_style))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._end(_end_of(event))
        elif isinstance(event, yaml.AliasEvent):
            self._put(f"*{event.anchor}", place)

    def _expects_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1].data, dict) and self.open[-1].key is None

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> None:
        top = self.open[-1] if self.open else None
        if (event.value or event.style) and not (event.anchor or event.tag):
            for where, told in in_scalar(self.lines, event.style, place, _end_of(event), top.indent if top else 0):
                self.find(where, "yaml", told)
            for where, told in asked(self.lines, place) if top and top.flow else ():
                self.find(where, "yaml", told)
        if self._expects_key():
            self._key(event.value, place)
            return
        if not event.value.strip() and not event.anchor and not event.tag:
            if not self.open:
                return  # the file holds nothing
            self.find(*self._missing(place))
        if not event.style and self._comment_follows(event):
            self.find(place, "yaml", "what follows the # is read as a comment and lost; put the text in double quotes")
        if sign := hidden_sign(event.value):
            self.find(place, "encoding", f"the text holds a {sign}; remove it")
        self._put(event.value, place)

    def _missing(self, place: Place) -> tuple[Place, str, str]:
        """The finding for a value that is missing; after a brace without a colon, somebody meant text in braces."""
        before = self.lines[place.line - 1][: place.column - 1] if place.line <= len(self.lines) else ""
        brace = before.rfind("{")
        if brace < 0 or ":" in before[brace:]:
            return place, "yaml", _MISSING
        return Place(place.line, brace + 1), "yaml", _BRACES

    def _comment_follows(self, event: yaml.Event) -> bool:
        """Whether a comment begins on the line on which a value ends."""
        mark = event.end_mark
        if mark is None or mark.line >= len(self.lines):  # a value cut off by the end of the file
            return False
        return self.lines[mark.line][mark.column :].lstrip().startswith("#")

    def _key(self, key: str, place: Place) -> None:
        if sign := hidden_sign(key):
            self.find(place, "encoding", f"the name of the field holds a {sign}; remove it")
        if key == "":
            self.find(place, "yaml", "the name of the field is missing; write it before the colon")
        top = self.open[-1]
        path = (*top.path, key)
        if path in self.keys:
            line = self.keys[path].line
            self.find(place, "yaml", f"the field {shown(key)} stands already in line {line}; keep one of the two")
            key += "\0"  # so that what stands below is not told as repeated too
        if key == "<<":
            self.find(place, "yaml", "merging of mappings is not read here; write the fields out")
        self.keys.setdefault(path, place)
        top.key = key

    def _begin(self, data: list[Data] | dict[str, Data], place: Place, in_brackets: bool) -> None:
        if self._expects_key():
            self.find(place, "yaml", "a list or mapping stands where the name of a field must stand")
            self.open[-1].key = ""
        outer = self.open[-1] if self.open else _Open([], (), 0)
        path = self._put(data, place)
        self.open.append(
            _Open(data, path, outer.indent, outer.flow or place) if in_brackets else _Open(data, path, place.column)
        )

    def _end(self, end: Place) -> None:
        closed = self.open.pop()
        if closed.flow and not (self.open and self.open[-1].flow):
            for where, told in in_flow(self.lines, closed.flow, end, closed.indent):
                self.find(where, "yaml", told)

    def _put(self, value: Data, place: Place) -> Path:
        """Puts a value where the innermost open list or mapping takes its next one; returns the path to it."""
        if self._expects_key():
            self._key(str(value), place)
            return self.open[-1].path
        if not self.open:
            self.root = value
            path: Path = ()
        else:
            top = self.open[-1]
            if isinstance(top.data, list):
                path = (*top.path, len(top.data))
                top.data.append(value)
            else:
                assert top.key is not None
                path = (*top.path, top.key)
                top.data[top.key] = value
                top.key = None
        self.values[path] = place
        return path


def _refusals(event: yaml.Event) -> Iterator[str]:
    """What of YAML is refused whatever it stands on: tags, anchors, aliases, directives."""
    if isinstance(event, yaml.AliasEvent):
        yield f"*{printable(str(event.anchor))} stands for another part of the file; write that part out (text that begins with * needs quotes)"
    elif isinstance(event, yaml.NodeEvent) and event.anchor:
        yield f"the anchor &{printable(event.anchor)} is not read here; remove it (text that begins with & needs quotes)"
    if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) and event.tag:
        yield f"the tag {printable(event.tag)} is not read here; remove it (text that begins with ! needs quotes)"
    if isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
        yield "lines that begin with % are not read here; remove them"
