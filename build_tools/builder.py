"""Data from the events of YAML's parser, with the place of every value, and what is refused of YAML where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from build_tools.finding import START, Finding, Place, printable, shown
from build_tools.limits import MOST_FIELDS, MOST_LEVELS, Limits
from build_tools.plain import Data, Path
from build_tools.strict import asked, between, in_flow, in_scalar
from build_tools.text import hidden_sign, place_at

MISSING = "the value is missing; write one, or remove the field"
_BRACES = 'text that begins with "{" is read as a list or as fields; put the whole in double quotes ("...")'


@dataclass
class _Open:
    """A list or mapping that is being read."""

    data: list[Data] | dict[str, Data]
    path: Path
    indent: int  # the column of its items or fields; in brackets, of those among which the brackets stand
    flow: Place | None = None  # where the outermost brackets begin
    key: str | None = None


@dataclass
class Builder:
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
        place = place_of(event)
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
            return place, "yaml", MISSING
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


def place_of(event: yaml.Event) -> Place:
    """Where the part of the file begins that a parser event stands for."""
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark else START


def _end_of(event: yaml.Event) -> Place:
    """Where the part of the file that a parser event stands for has ended."""
    mark = event.end_mark
    return Place(mark.line + 1, mark.column + 1) if mark else START
