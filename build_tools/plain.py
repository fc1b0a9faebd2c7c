"""A YAML text as plain data, without places: in a quarter of the time, where nothing in it must be looked at twice."""

from typing import Any

import yaml

from build_tools.limits import MOST_FIELDS, MOST_LEVELS, Limits

Path = tuple[str | int, ...]
Data = str | list["Data"] | dict[str, "Data"]


def plain_data(text: str, limits: Limits) -> dict[str, Data] | None:
    """The data of a text in which nothing must be looked at twice, as of most; None for every other.

    `reader.noted` reads the same of it, and takes four times as long, since it notes where everything stands.
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
    """Builds data from the events of a parser, as `Builder` does, and no places; raises `_Odd` for whatever that may refuse."""

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
