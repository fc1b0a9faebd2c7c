"""What the records of a real collection are like: how many of each kind, and each record as a shape for invented ones."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any, Generic, TypeVar

from build_tools.corpus import Corpus
from build_tools.excerpts import citations_of
from build_tools.load import load
from build_tools.model import Bearing, Claim, Document, Quote
from build_tools.schema import KINDS

_Item = TypeVar("_Item")
LARGEST_SHARE = 0.45  # of a text that is taken, well below what a rule allows


@dataclass(frozen=True)
class Proportions:
    """How an invented collection departs from the one that was measured: each number multiplies what was found there.

    `kinds` are the shares of kinds of record; `figures`, `relays` and `variants` the shares of claims with a figure, of
    evidence that relays a document, and of quotes that render an utterance; `effects` the effects on a commitment;
    `lengths` those of texts. `corrections` and `spanish` are shares themselves: of records that were corrected, and of
    documents in Spanish.
    """

    kinds: tuple[tuple[str, float], ...] = ()
    figures: float = 1
    relays: float = 1
    variants: float = 1
    effects: float = 1
    lengths: float = 1
    corrections: float = 0.02
    spanish: float = 0.12


@dataclass(frozen=True)
class Shapes(Generic[_Item]):
    """Records to be resembled, some oftener than others."""

    items: Sequence[_Item]
    cumulated: Sequence[float]

    def one(self, chance: random.Random) -> _Item:
        return chance.choices(self.items, cum_weights=self.cumulated)[0]


def shapes(items: Sequence[_Item], weight: Callable[[_Item], float] = lambda _: 1.0) -> Shapes[_Item]:
    return Shapes(items, list(accumulate(map(weight, items))))


@dataclass(frozen=True)
class Measured:
    """A real collection, asked for what an invented one shall be like."""

    corpus: Corpus
    proportions: Proportions = Proportions()

    def counts(self, records: int) -> dict[str, int]:
        """How many records of each kind make up so many in all: claims are what is left when the others are counted."""
        wanted = dict(self.proportions.kinds)
        found = {kind: len(getattr(self.corpus, kind)) * wanted.get(kind, 1.0) for kind in (*KINDS, "briefings")}
        whole = sum(found.values())
        counts = {kind: max(1, round(records * share / whole)) for kind, share in found.items() if kind != "claims"}
        return {**counts, "claims": max(1, records - sum(counts.values()))}

    @cached_property
    def read(self) -> Shapes[Document]:
        """Documents that were read."""
        return shapes([one for one in self.corpus.documents.values() if one.word_count])

    @cached_property
    def known(self) -> Shapes[Document]:
        """Documents that are known through others alone."""
        return shapes([one for one in self.corpus.documents.values() if not one.word_count])

    @cached_property
    def first_named(self) -> float:
        """How many of the documents that others derive from are first known through them: 0 to 1."""
        parents = [d.document for one in self.corpus.documents.values() for d in one.derives_from if d.document]
        return len(self.known.items) / len(parents)

    @cached_property
    def quotes(self) -> Shapes[Quote]:
        return shapes(
            list(self.corpus.quotes.values()), lambda quote: self.proportions.variants if quote.utterance else 1
        )

    @cached_property
    def bearing(self) -> Shapes[Claim]:
        """Claims that bear on a commitment."""
        return shapes([one for one in self.corpus.claims.values() if one.bears_on], self._weight)

    @cached_property
    def telling(self) -> Shapes[Claim]:
        """Claims that bear on none."""
        return shapes([one for one in self.corpus.claims.values() if not one.bears_on], self._weight)

    def _weight(self, claim: Claim) -> float:
        relayed = self.proportions.relays if any(item.relays for item in claim.evidence) else 1
        return relayed * (self.proportions.figures if claim.figure else 1)

    @cached_property
    def making(self) -> Shapes[str]:
        """Effects that say that a commitment was made or asked for, as often as they are found."""
        effects = self.corpus.vocabulary.effects
        return shapes([one.effect for one in self._bearings if effects[one.effect].makes])

    @cached_property
    def effects_of_each(self) -> float:
        """How many effects there are on a commitment, in the middle."""
        return self.proportions.effects * len(self._bearings) / len(self.corpus.commitments)

    @cached_property
    def _bearings(self) -> list[Bearing]:
        return [one for claim in self.corpus.claims.values() for one in claim.bears_on]

    @cached_property
    def taken(self) -> float:
        """The share of a text that its records take: 0 to 1."""
        words = {(excerpt.document, excerpt.words) for excerpt in self.corpus.excerpts}
        read = sum(one.word_count or 0 for one in self.corpus.documents.values())
        return min(LARGEST_SHARE, sum(len(text.split()) for _, text in words) / read)

    @cached_property
    def again(self) -> float:
        """How often a passage is cited that another record cites already: 0 to 1."""
        cited = [(c.document, c.passage) for one in self.corpus.records() for _, c in citations_of(one) if c.passage]
        return 1 - len(set(cited)) / len(cited)

    @cached_property
    def passages(self) -> Shapes[int]:
        """The lengths of passages, in words."""
        return shapes([len(e.words.split()) for e in self.corpus.excerpts if e.path[-1] == "passage"])

    @cached_property
    def topics(self) -> Shapes[int]:
        return shapes([len(one.topics) for one in self.corpus.commitments.values()])

    @cached_property
    def measures(self) -> Shapes[str]:
        """What figures measure, as often as they do."""
        return shapes(list(Counter(one.figure.measure for one in self.corpus.claims.values() if one.figure)))

    @cached_property
    def figures(self) -> Shapes[Claim]:
        return shapes([one for one in self.corpus.claims.values() if one.figure])

    def all(self, kind: str) -> Shapes[Any]:
        """Every record of a kind, each as often as the others."""
        return shapes(list(getattr(self.corpus, kind).values()))


def measured(root: Path, proportions: Proportions = Proportions()) -> Measured:
    """What the collection in `root`/sources is like. Raises `ValueError` where it cannot be read."""
    corpus, findings = load(root)
    if corpus is None:
        raise ValueError(f"{root} cannot be measured: {findings[0]}")
    return Measured(corpus, proportions)
