"""What an invented collection is told with: its words, how much of each kind is due, and what was named so far."""

import math
import random
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import chain
from typing import Any

from tests.bench.invented.measured import Measured
from tests.bench.invented.reading import Reading, Record, Renown
from tests.bench.invented.words import Lexicon, Names

BEGIN, YEARS = date(1999, 1, 4), 25
DOCUMENTS_OF_A_YEAR = 18


@dataclass
class Teller:
    """The state of a collection of `records` records while it is told."""

    like: Measured
    records: int
    seed: int
    made: Counter[str] = field(default_factory=Counter)
    window: deque[Reading] = field(default_factory=deque)
    left: list[str] = field(default_factory=list)  # ids that nothing names
    named: set[str] = field(default_factory=set)  # actors that a record names
    unmade: list[str] = field(default_factory=list)  # commitments that no claim says were made
    measures: dict[str, str] = field(default_factory=dict)  # invented ones, and the real one that each resembles

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.english, self.spanish = Lexicon(self.chance), Lexicon(self.chance, spanish=True)
        self.names = Names(self.chance, self.english, self.spanish)
        self.counts = self.like.counts(self.records)
        self.days = 365 * min(YEARS, self.counts["documents"] / DOCUMENTS_OF_A_YEAR)
        self.actors, self.speakers, self.bodies = (Renown[str](self.chance) for _ in range(3))
        self.outlets, self.events = Renown[str](self.chance), Renown[tuple[str, str]](self.chance)
        self.originals, self.commitments = Renown[str](self.chance), Renown[str](self.chance)
        self.metrics, self.places = Renown[str](self.chance), Renown[str](self.chance)
        self.topics = [self.names.id(self.english.fresh()) for _ in range(self._topics())]
        self.titles: dict[str, str] = {}

    def _topics(self) -> int:
        """How many topics there are: new ones come ever more rarely, as new words do in a text (Heaps' law)."""
        real = self.like.corpus
        return max(3, round(len(real.vocabulary.topics) * math.sqrt(self.records / len(real.ids()))))

    def _due(self, kind: str) -> int:
        """How many records of a kind the documents so far must have brought, less those that there are."""
        told = self.made["documents"] / self.counts["documents"]
        return max(0, round(self.counts[kind] * told) - self.made[kind])

    def _length(self, text: str | None, longest: int) -> int:
        """How many words a text like another has."""
        return max(1, min(longest, round(len((text or "").split()) * self.like.proportions.lengths)))

    def _prose(self, like: str | None, longest: int = 1000) -> str | None:
        """A text of our own that is as long as another, or none for none."""
        return self.english.sentences(self._length(like, 300), longest) if like else None

    def _cited(self, reading: Reading, record: str, path: str) -> dict[str, str]:
        count = self.like.passages.one(self.chance)
        again = self.chance.random() < self.like.again
        return {"document": reading.id, "passage": reading.passage(record, path, count, again)}

    def _keep(self, reading: Reading, kind: str, id: str, data: dict[str, Any], counted: bool = True) -> Record:
        """Keeps a record with the document that it was made of."""
        if self.chance.random() < self.like.proportions.corrections:
            on = (reading.day + timedelta(days=30)).isoformat()
            data["corrections"] = [{"on": on, "text": self.english.sentences(24, 600)}]
        record = Record(kind, id, data)
        reading.records.append(record)
        self.named.update(one for one in _texts(data) if one in self.titles)
        if counted and kind != "documents":
            self.made[kind] += 1
        return record

    def _of(self, kind: str) -> Any:
        return self._shapes[kind].one(self.chance)

    @cached_property
    def _shapes(self) -> dict[str, Any]:
        return {kind: self.like.all(kind) for kind in ("actors", "events", "commitments", "briefings")}

    def _place(self) -> str:
        if not self.places or self.chance.random() < 0.3:
            self.places.add(self.names.name(2))
        return self.places.pick()

    def _who(self, count: int) -> list[str]:
        return self.actors.several(count) if self.actors else []


def _texts(value: object) -> Iterator[str]:
    """Every text in the data of a record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from chain.from_iterable(map(_texts, value.values()))
    elif isinstance(value, list):
        yield from chain.from_iterable(map(_texts, value))
