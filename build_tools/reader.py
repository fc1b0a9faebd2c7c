"""A YAML file as plain data that remembers its lines and columns.

Every scalar is read as the text that stands there, whatever YAML 1.1 or 1.2 would make of it: types are the schema's
business. Of YAML only what a plain note needs is accepted; the rest is refused with a finding that names the remedy.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import yaml

from build_tools.builder import MISSING, Builder, place_of
from build_tools.finding import START, Finding, Place
from build_tools.limits import MOST_TOLD, RECORD, Limits, too_much
from build_tools.meant.syntax import BEGUN, syntax_fault
from build_tools.plain import Data, Path, plain_data
from build_tools.text import decode

_COMMENT = re.compile(r"(?:^|(?<=\s))#.*", re.MULTILINE)


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
    def _places(self) -> "Builder":
        builder = Builder(self.path, self.text, self.text.split("\n"))
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
    data = plain_data(text, limits)
    return noted(path, text, limits) if data is None else Note(path, data, text)


def noted(path: str, text: str, limits: Limits) -> Note | list[Finding]:
    """The note that a text holds, every sign of it looked at, or the findings that keep it from being one.

    The parser is asked for one event after the other and never for a tree, which it would build by calling itself: what
    is nested too deep, or too much, ends the reading where the limit is met.
    """
    builder = Builder(path, text, text.split("\n"))
    try:
        for event in yaml.parse(text, Loader=yaml.CLoader):
            builder.take(event)
            if builder.documents > 1 or len(builder.findings) >= MOST_TOLD:
                return builder.findings
            if beyond := builder.beyond(limits):
                return [Finding(path, place_of(event), "limit", beyond)]
    except yaml.MarkedYAMLError as error:
        # What seems to be missing may only have been cut off by the error, and what is refused may be its cause.
        told = [found for found in builder.findings if found.message != MISSING]
        fault = _syntax(path, builder.lines, error)
        return told if fault.place.line in {found.place.line for found in told} else [*told, fault]
    if not builder.findings and not isinstance(builder.root, dict):
        what = "is empty" if builder.root is None else "does not begin with a field"
        builder.find(START, "yaml", f'the file {what}; write "field: value" lines')
    if builder.findings:
        return builder.findings
    assert isinstance(builder.root, dict)
    return Note(path, builder.root, text)


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


def _syntax(path: str, lines: list[str], error: yaml.MarkedYAMLError) -> Finding:
    begun = error.context_mark if error.context in BEGUN else None
    mark = begun or error.problem_mark or error.context_mark
    place = Place(mark.line + 1, mark.column + 1) if mark else START
    place, message = syntax_fault(lines, place, " ".join(filter(None, (error.context, error.problem))))
    return Finding(path, place, "yaml", message)
