"""A document that is read: its text, which grows with the words that records take from it, and where each stands."""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Generic, TypeVar

from build_tools.derive.verbatim.normal import VERSION, digest
from build_tools.lock import Entry
from tests.bench.invented.words import Lexicon, capital

_Item = TypeVar("_Item")
_PARAGRAPH = 6  # stretches of words


@dataclass(frozen=True)
class Record:
    """A record as it is going to be written."""

    kind: str
    id: str
    data: dict[str, Any]


@dataclass
class Reading:
    """A document while records are made of it: its parents, its records, its quotes, its text."""

    id: str
    day: date
    lexicon: Lexicon
    language: str
    share: float  # of the text that is taken
    copy: bool = False
    parents: list[str] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    quotes: list[Record] = field(default_factory=list)
    briefings: dict[str, str] = field(default_factory=dict)
    _text: list[str] = field(default_factory=list)
    _length: int = 0
    _taken: list[tuple[str, str, str, int]] = field(default_factory=list)  # record, field, words, start
    _passages: list[tuple[str, int]] = field(default_factory=list)

    def _write(self, text: str) -> int:
        """Where a text begins that is added at the end."""
        start = self._length
        self._text.append(text)
        self._length += len(text)
        return start

    def take(self, record: str, path: str, words: str, marks: str = "") -> str:
        """Adds words that a record ("kind/id") takes, between quotation marks or not, and some that none does."""
        count = round(len(words.split()) * (1 / self.share - 1))
        if count:
            self._write(self.lexicon.sentences(count, 10_000) + " ")
        opened, closed = (marks[0], marks[1]) if marks else ("", "")
        self._write(opened)
        start = self._write(words)
        self._write(closed + (".\n" if len(self._taken) % _PARAGRAPH == 0 else ". "))
        self._taken.append((record, path, words, start))
        return words

    def passage(self, record: str, path: str, count: int, again: bool = False) -> str:
        """Words of the text, for a record: some that another record has, or others."""
        if again and self._passages:
            words, start = self._passages[-1]
            self._taken.append((record, path, words, start))
            return words
        words = self.take(record, path, capital(self.lexicon.text(max(4, min(count, 25)), 240)))
        self._passages.append((words, self._taken[-1][3]))
        return words

    @property
    def text(self) -> str:
        return "".join(self._text)

    def entries(self) -> Iterator[Entry]:
        """The lines of the evidence lock for what was taken."""
        capture = hashlib.sha256(self.text.encode("utf-8")).hexdigest()
        for record, path, words, start in self._taken:
            exact, whole = digest(words), digest(f" {words} ")
            yield Entry(record, path, self.id, start, 1, start + len(words), exact, whole, "", "", capture, VERSION)


class Renown(Generic[_Item]):
    """What is spoken of again: each mention repeats an earlier one, a recent one as likely as one of long ago.

    The age of the mention that is repeated is distributed evenly on a logarithmic scale. So few are named in much of what is
    said, most are named once, and the share of the most renowned falls as a collection grows, since attention moves on.
    """

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._mentions: list[_Item] = []
        self._waiting: list[_Item] = []

    def add(self, item: _Item, waiting: bool = False) -> None:
        """Takes something new in; what is `waiting` is named before anything else is named again."""
        self._mentions.append(item)
        if waiting:
            self._waiting.append(item)

    def pick(self) -> _Item:
        if self._waiting:
            return self._waiting.pop(0)
        age = int(len(self._mentions) ** self._chance.random())
        self._mentions.append(self._mentions[-age])
        return self._mentions[-1]

    def several(self, count: int) -> list[_Item]:
        """So many that differ, or fewer where chance names one again and again."""
        return list(dict.fromkeys(self.pick() for _ in range(count)))

    def unnamed(self) -> list[_Item]:
        """What was never named; it waits no longer."""
        left, self._waiting = self._waiting, []
        return left

    def __bool__(self) -> bool:
        return bool(self._mentions)


def dated(day: date, like: str) -> str:
    """A day as precisely, and with as much doubt, as another date has it: "2023-03~", "2023", "2023-03-27"."""
    bare = like.rstrip("~?%")
    doubt = like[len(bare) :]
    if "/" in bare and ".." not in bare:
        return f"{day - timedelta(days=12)}/{day}"
    return f"{day.isoformat()[: len(bare)] if len(bare) in (4, 7) else day}{doubt}"
