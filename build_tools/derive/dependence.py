"""What falls with a source: each statement and commitment that would be worse off without a document or an origin.

Computed, not drawn: the evidence is weighed again without what the source gives, for what rests on it alone, so that
the cost is that of the evidence, and not of the sources times the records.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from build_tools.corpus import Corpus, kind_of
from build_tools.derive.origins.lineage import Lineage
from build_tools.derive.origins.origins import key_of, origins_of
from build_tools.derive.origins.voices import Item, Voice, making, supporting
from build_tools.model import Claim, Commitment, Evidence

# What is left of an item of evidence without a source: None where nothing is.
Without = Callable[[Item], Evidence | None]


@dataclass(frozen=True)
class Weakened:
    """A claim or commitment ("kind/id") with other origins than before, as their bounds: at least, at most."""

    record: str
    before: tuple[int, int]
    after: tuple[int, int]


@dataclass(frozen=True)
class Restated:
    """A commitment whose status would be another: its id, the status before and after; None is none at all."""

    commitment: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Fall:
    """What would change without a document or an origin.

    `lost` are the claims that nothing else supports, `figures` those of them that are figures, `pages` the records
    ("kind/id") whose pages would change.
    """

    source: str
    lost: tuple[str, ...]
    figures: tuple[str, ...]
    weakened: tuple[Weakened, ...]
    restated: tuple[Restated, ...]
    pages: tuple[str, ...]

    @cached_property
    def changed(self) -> frozenset[str]:
        """The claims and commitments ("kind/id") that would be worse off."""
        lost = {f"claims/{id}" for id in self.lost}
        return frozenset(
            lost | {one.record for one in self.weakened} | {f"commitments/{one.commitment}" for one in self.restated}
        )


@dataclass(frozen=True, eq=False)
class Dependence:
    """What rests on the documents and origins of a corpus.

    `status` gives the id of a commitment's status with the evidence that a function leaves of it.
    """

    lineage: Lineage
    status: Callable[[Commitment, Without], str | None]

    def fall(self, source: str) -> Fall:
        """What would change without the document or origin of this id."""
        corpus = self.lineage.corpus

        def without(item: Item) -> Evidence | None:
            return remaining(self.lineage, item, source)

        claims = [corpus.claims[id] for id in sorted(self._touched.get(source, ()))]
        commitments = _concerned(corpus, claims)
        lost = [claim for claim in claims if not _left(supporting([claim]), without)]
        gone = frozenset(claim.id for claim in lost)
        weakened = [
            *self._weakened(
                ((one, supporting([one]), supporting([one])) for one in claims if one not in lost), without
            ),
            *self._weakened(((one, making(corpus, one), making(corpus, one, gone)) for one in commitments), without),
        ]
        restated = [found for commitment in commitments for found in self._restated(commitment, without)]
        figures = tuple(claim.id for claim in lost if claim.figure)
        fall = Fall(source, tuple(claim.id for claim in lost), figures, tuple(weakened), tuple(restated), ())
        pages = fall.changed | self._citing.get(source, set()) | _mentioning(corpus, fall.changed)
        return replace(fall, pages=tuple(sorted(pages)))

    def without_claim(self, claim: Claim) -> tuple[Restated, ...]:
        """The commitments that would have another status without a claim."""

        def without(item: Item) -> Evidence | None:
            return None if item[0].id == claim.id else item[1]

        commitments = _concerned(self.lineage.corpus, [claim])
        return tuple(found for commitment in commitments for found in self._restated(commitment, without))

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Every document and origin on which a claim rests, by id."""
        return tuple(sorted(self._touched))

    def sources_of(self, record: Claim | Commitment) -> list[str]:
        """The documents and origins that can change a record: those on which it rests, or the claims on it and its parts."""
        if isinstance(record, Claim):
            return sorted(self._sources.get(record.id, ()))
        corpus = self.lineage.corpus
        claims = {claim.id for part in corpus.with_parts(record) for claim in corpus.claims_on(part)}
        return sorted({source for id in claims for source in self._sources.get(id, ())})

    def _weakened(
        self, evidence: Iterable[tuple[Claim | Commitment, list[Item], list[Item]]], without: Without
    ) -> Iterable[Weakened]:
        """The records with other origins, by their evidence as it is, and as it would be chosen from what is left."""
        for record, items, chosen in evidence:
            before, after = origins_of(self.lineage, items), origins_of(self.lineage, _left(chosen, without))
            if (before.bounds, before.keys) != (after.bounds, after.keys):
                yield Weakened(f"{kind_of(record)}/{record.id}", before.bounds, after.bounds)

    def _restated(self, commitment: Commitment, without: Without) -> Iterable[Restated]:
        before, after = self.status(commitment, lambda item: item[1]), self.status(commitment, without)
        if before != after:
            yield Restated(commitment.id, before, after)

    @cached_property
    def _sources(self) -> Mapping[str, set[str]]:
        """The sources from which each claim has evidence."""
        sources: dict[str, set[str]] = defaultdict(set)
        for claim, item in supporting(self.lineage.corpus.claims.values()):
            sources[claim.id] |= passed_on(self.lineage, item) | _knowing(self.lineage, (claim, item))
        return sources

    @cached_property
    def _touched(self) -> Mapping[str, set[str]]:
        """The claims that have evidence from each source."""
        touched: dict[str, set[str]] = defaultdict(set)
        for claim, sources in self._sources.items():
            for source in sources:
                touched[source].add(claim)
        return touched

    @cached_property
    def _citing(self) -> Mapping[str, set[str]]:
        """The records that have words from each document, as "kind/id"."""
        citing: dict[str, set[str]] = defaultdict(set)
        for excerpt in self.lineage.corpus.excerpts:
            citing[excerpt.document].add(f"{kind_of(excerpt.record)}/{excerpt.record.id}")
        return citing


def remaining(lineage: Lineage, item: Item, source: str) -> Evidence | None:
    """What is left of an item of evidence without a document, or without the word of an origin."""
    _, evidence = item
    if source in passed_on(lineage, evidence):
        return None
    knowing = _knowing(lineage, item)
    if source not in knowing:
        return evidence
    if knowing == {source}:
        return None
    return replace(evidence, attributed_to=tuple(id for id in evidence.attributed_to if id != source))


def passed_on(lineage: Lineage, evidence: Evidence) -> frozenset[str]:
    """The documents with which an item falls: that in which it stands, what it relays, and the texts that these copy."""
    spoken = [lineage.corpus.source_of(evidence).id, *filter(None, [evidence.relays])]
    return frozenset(spoken) | {str(edge.document) for id in spoken for edge in lineage.copied(id)}


def _knowing(lineage: Lineage, item: Item) -> set[str]:
    """The origins that an item names, or where it names none, that others name which carry the text it passes on."""
    claim, evidence = item
    voice = Voice.of(lineage, claim, evidence)
    anchors = voice.anchors
    if not anchors:
        others = (Voice.of(lineage, *other) for other in supporting([claim]))
        anchors = frozenset().union(*(one.anchors for one in others if one.text == voice.text and not one.relays))
    return {key_of(lineage, anchor) for anchor in anchors}


def _left(items: Iterable[Item], without: Without) -> list[Item]:
    """The items of which something is left."""
    return [(claim, left) for claim, item in items if (left := without((claim, item)))]


def _concerned(corpus: Corpus, claims: Iterable[Claim]) -> list[Commitment]:
    """The commitments on which some claims bear, and those of which these are parts."""
    ids = {bearing.commitment for claim in claims for bearing in claim.bears_on}
    whole = {whole.id for id in ids for whole in corpus.wholes(corpus.commitments[id])}
    return [corpus.commitments[id] for id in sorted(ids | whole)]


def _mentioning(corpus: Corpus, changed: Iterable[str]) -> set[str]:
    """The briefings that mention a record that changes."""
    ids = {name.partition("/")[2] for name in changed}
    return {f"briefings/{id}" for one in ids for id in corpus.mentioning.get(one, ())}
