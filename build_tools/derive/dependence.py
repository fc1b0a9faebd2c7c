"""What falls with a source: each statement and commitment that would be worse off without a document or an origin.

Computed, not drawn: the evidence is weighed again without what the source gives, for what rests on it alone, so that
the cost is that of the evidence, and not of the sources times the records.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from build_tools.corpus import Corpus, kind_of
from build_tools.derive.origins.lineage import Lineage
from build_tools.derive.origins.origins import Origins, bounds, key_of, weighed
from build_tools.derive.origins.voices import Item, Voice, making, supporting
from build_tools.derive.origins.weighing import Weighing
from build_tools.derive.status.told import Left
from build_tools.each import Each
from build_tools.model import Claim, Commitment, Evidence


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

    @cached_property
    def parts(self) -> Mapping[str, "Fall"]:
        """What of it concerns each claim and commitment ("kind/id") that would be worse off."""
        weakened = {one.record: one for one in self.weakened}
        restated = {f"commitments/{one.commitment}": one for one in self.restated}
        lost, figures = set(self.lost), set(self.figures)

        def part(name: str) -> Fall:
            kind, _, id = name.partition("/")
            of_claim = (id,) if kind == "claims" else ()
            return Fall(
                self.source,
                tuple(id for id in of_claim if id in lost),
                tuple(id for id in of_claim if id in figures),
                tuple(one for one in (weakened.get(name),) if one),
                tuple(one for one in (restated.get(name),) if one),
                (name,),
            )

        return Each(self.changed, part)


@dataclass(frozen=True)
class _Making:
    """What says that a commitment was made, and with each claim those that say so of the commitment or of the same part of it."""

    weighing: Weighing
    with_others: Mapping[str, Sequence[frozenset[str]]]

    @classmethod
    def of(cls, lineage: Lineage, commitment: Commitment) -> "_Making":
        with_others: dict[str, list[frozenset[str]]] = defaultdict(list)
        for part in lineage.corpus.with_parts(commitment):
            claims = frozenset(claim.id for claim in lineage.corpus.claims_making(part))
            for id in claims:
                with_others[id].append(claims)
        return cls(Weighing(lineage, making(lineage.corpus, commitment)), with_others)


@dataclass(frozen=True, eq=False)
class Dependence:
    """What rests on the documents and origins of a corpus.

    `origins` gives those of a claim or commitment, `status` the id of a commitment's status with what is left of the
    evidence of some claims.
    """

    lineage: Lineage
    origins: Callable[[Claim | Commitment], Origins]
    status: Callable[[Commitment, Left], str | None]

    def fall(self, source: str) -> Fall:
        """What would change without the document or origin of this id."""
        corpus = self.lineage.corpus
        claims = [corpus.claims[id] for id in sorted(self._touched.get(source, ()))]
        left = {claim.id: remains(self.lineage, claim, source) for claim in claims}
        commitments = _concerned(corpus, claims)
        lost = [claim for claim in claims if not left[claim.id]]
        after: list[tuple[Claim | Commitment, tuple[int, int] | None]] = [
            *((one, self._with(one, [(one, item) for item in left[one.id]])) for one in claims if left[one.id]),
            *((one, self._made_otherwise(one, left)) for one in commitments),
        ]
        weakened = tuple(
            Weakened(f"{kind_of(record)}/{record.id}", self.origins(record).bounds, others)
            for record, others in after
            if others
        )
        restated = [found for commitment in commitments for found in self._restated(commitment, left)]
        figures = tuple(claim.id for claim in lost if claim.figure)
        fall = Fall(source, tuple(claim.id for claim in lost), figures, weakened, tuple(restated), ())
        pages = fall.changed | self._citing.get(source, set()) | _mentioning(corpus, fall.changed)
        return replace(fall, pages=tuple(sorted(pages)))

    def without_claim(self, claim: Claim) -> tuple[Restated, ...]:
        """The commitments that would have another status without a claim."""
        commitments = _concerned(self.lineage.corpus, [claim])
        return tuple(found for commitment in commitments for found in self._restated(commitment, {claim.id: ()}))

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

    def _with(self, record: Claim | Commitment, items: Sequence[Item]) -> tuple[int, int] | None:
        """The bounds of a record with no other evidence than this; None where its origins are the same ones."""
        before, found = self.origins(record), weighed(self.lineage, items)
        after = bounds(self.lineage, found)
        same = (before.bounds, before.keys) == (after, frozenset(origin.key for origin in found))
        return None if same else after

    def _made_otherwise(self, commitment: Commitment, left: Left) -> tuple[int, int] | None:
        """The bounds of a commitment of which other evidence is left that it was made; None where its origins are the same."""
        told = self._making[commitment.id]
        concerned = {id: left[id] for id in told.with_others.keys() & left.keys()}
        gone = {id for id, items in concerned.items() if not items}
        if not any(others <= gone for id in gone for others in told.with_others[id]):
            return told.weighing.without(concerned) if concerned else None
        # Nobody is left who says that it was made, or a part of it: those count who say that it was asked for.
        claims = {claim.id: claim for claim, _ in making(self.lineage.corpus, commitment, gone)}.values()
        items = [
            (claim, item) for claim in claims for item in left.get(claim.id, [item for _, item in supporting([claim])])
        ]
        return self._with(commitment, items)

    @cached_property
    def _making(self) -> Mapping[str, _Making]:
        commitments = self.lineage.corpus.commitments
        return Each(commitments.keys(), lambda id: _Making.of(self.lineage, commitments[id]))

    def _restated(self, commitment: Commitment, left: Left) -> Iterable[Restated]:
        before, after = self.status(commitment, {}), self.status(commitment, left)
        if before != after:
            yield Restated(commitment.id, before, after)

    @cached_property
    def _sources(self) -> Mapping[str, set[str]]:
        """The sources from which each claim has evidence."""
        sources: dict[str, set[str]] = defaultdict(set)
        for claim, item in supporting(self.lineage.corpus.claims.values()):
            sources[claim.id] |= passed_on(self.lineage, item)
            sources[claim.id] |= _knowing(self.lineage, (claim, item))
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


def remains(lineage: Lineage, claim: Claim, source: str) -> tuple[Evidence, ...]:
    """What is left of the evidence in support of a claim, without a document or the word of an origin."""
    left = (remaining(lineage, item, source) for item in supporting([claim]))
    return tuple(item for item in left if item)


def passed_on(lineage: Lineage, evidence: Evidence) -> frozenset[str]:
    """The documents with which an item falls: that in which it stands, what it relays, and the texts that these copy."""
    own = lineage.carried(lineage.corpus.source_of(evidence).id)
    return own | lineage.carried(evidence.relays) if evidence.relays else own


def _knowing(lineage: Lineage, item: Item) -> set[str]:
    """The origins that an item names, or where it names none, that others name which carry the text it passes on."""
    claim, evidence = item
    voice = Voice.of(lineage, claim, evidence)
    anchors = voice.anchors
    if not anchors:
        others = (Voice.of(lineage, *other) for other in supporting([claim]))
        anchors = frozenset().union(*(one.anchors for one in others if one.text == voice.text and not one.relays))
    return {key_of(lineage, anchor) for anchor in anchors}


def _concerned(corpus: Corpus, claims: Iterable[Claim]) -> list[Commitment]:
    """The commitments on which some claims bear, and those of which these are parts."""
    ids = {bearing.commitment for claim in claims for bearing in claim.bears_on}
    whole = {whole.id for id in ids for whole in corpus.wholes(corpus.commitments[id])}
    return [corpus.commitments[id] for id in sorted(ids | whole)]


def _mentioning(corpus: Corpus, changed: Iterable[str]) -> set[str]:
    """The briefings that mention a record that changes."""
    ids = {name.partition("/")[2] for name in changed}
    return {f"briefings/{id}" for one in ids for id in corpus.mentioning.get(one, ())}
