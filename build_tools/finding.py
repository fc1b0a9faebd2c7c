"""A located problem: where it is, what is wrong, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Place:
    """A character of a file; lines and columns count from 1."""

    line: int
    column: int


START = Place(1, 1)


@dataclass(frozen=True, order=True)
class Finding:
    """One fault in one place. Findings sort by file, then by place."""

    path: str
    place: Place
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.place.line}:{self.place.column}: {self.rule}: {self.message}"


LONGEST_SHOWN = 80


def printable(text: str) -> str:
    """Text on one line, with a code in the place of every sign that a terminal would not print."""
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)


def shown(value: object) -> str:
    """What stands in a file, between quotation marks and cut where it is long, for a message."""
    text = printable(str(value))
    return f'"{text}"' if len(text) <= LONGEST_SHOWN else f'"{text[:LONGEST_SHOWN]}…"'


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean "x"?` for the nearest known word, or nothing where none is near."""
    near = get_close_matches(word, sorted(known), n=1)
    return f'; did you mean "{near[0]}"?' if near else ""
