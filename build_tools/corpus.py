"""All records, immutable, with look-ups in the words of the domain."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, cast

from build_tools.dates import Date
from build_tools.each import Each
from build_tools.excerpts import Excerpt, citations_of, excerpts_of
from build_tools.model import Actor, Citation, Claim, Commitment, Document, Event, Quote, Record, Withdrawn
from build_tools.plain import Path
from build_tools.prose import Briefing
from build_tools.reader import Note
from build_tools.schema import KINDS
from build_tools.settings import Rubric, Settings, Site, Vocabulary

_Item = TypeVar("_Item")
_Key = TypeVar("_Key")


@dataclass(frozen=True)
class Reference:
    """One record naming another: who, in which field, whom."""

    source: Record
    path: Path
    kind: str
    id: str


@dataclass(frozen=True)
class Corpus:
    """The records by id, each kind sorted by id, and where in which file each stands."""

    actors: Mapping[str, Actor]
    documents: Mapping[str, Document]
    quotes: Mapping[str, Quote]
    claims: Mapping[str, Claim]
    commitments: Mapping[str, Commitment]
    events: Mapping[str, Event]
    briefings: Mapping[str, Briefing]
    vocabulary: Vocabulary
    rubric: Rubric
    site: Site
    notes: Mapping[str, Note]
    references: tuple[Reference, ...]
    withdrawn: Mapping[str, Withdrawn] = field(default_factory=dict)

    def path(self, record: Record | Briefing | Settings) -> str:
        """The file that holds a record, or the settings."""
        if isinstance(record, Settings):
            return f"sources/{type(record).__name__.lower()}.yaml"
        ending = ".md" if isinstance(record, Briefing) else ".yaml"
        return f"sources/{kind_of(record)}/{record.id}{ending}"

    def records(self) -> Iterator[Record]:
        """Every record, kind by kind."""
        for kind in KINDS:
            yield from cast(Mapping[str, Record], getattr(self, kind)).values()

    def ids(self) -> list[str]:
        """The ids of every record and briefing."""
        return [*(record.id for record in self.records()), *self.briefings]

    def record(self, id: str) -> Record | Briefing | None:
        """The record or briefing of that id, whatever its kind."""
        kinds = (*KINDS, "briefings")
        return next((getattr(self, kind)[id] for kind in kinds if id in getattr(self, kind)), None)

    @cached_property
    def formerly(self) -> Mapping[str, Record | Briefing]:
        """The records and briefings that were renamed, by each of their former ids."""
        return {old: record for record in (*self.records(), *self.briefings.values()) for old in record.formerly}

    def naming(self, record: Record, kind: type[Record], *fields: str) -> list[Any]:
        """The records of a kind that name `record` in one of `fields` (or in any), each once, in order of id."""
        found = {
            reference.source.id: reference.source
            for reference in self._references_to[kind_of(record), record.id]
            if isinstance(reference.source, kind) and (not fields or reference.path[0] in fields)
        }
        return [found[id] for id in sorted(found)]

    def commitments_by(self, actor: Actor) -> list[Commitment]:
        return sorted(self.naming(actor, Commitment, "promisors"), key=by_date_made)

    def commitments_to(self, actor: Actor) -> list[Commitment]:
        return sorted(self.naming(actor, Commitment, "promisees"), key=by_date_made)

    def claims_on(self, commitment: Commitment) -> list[Claim]:
        """The claims that bear on a commitment, in the order of their effects' dates."""

        def date(claim: Claim) -> Date:
            return min(bearing.date for bearing in claim.bears_on if bearing.commitment == commitment.id)

        return sorted(self.naming(commitment, Claim, "bears_on"), key=date)

    def claims_making(self, commitment: Commitment, without: Container[str] = ()) -> list[Claim]:
        """The claims that say that a commitment was made, in the order of their effects' dates.

        Where nobody says so, those that say that it was asked for: to ask is to know nothing of an answer. `without`
        holds the ids of claims to imagine away.
        """
        effects = self.vocabulary.effects
        making = [
            (claim, effects[bearing.effect].asks)
            for claim in self.claims_on(commitment)
            for bearing in claim.bears_on
            if bearing.commitment == commitment.id and effects[bearing.effect].makes and claim.id not in without
        ]
        asked_for = all(asks for _, asks in making)
        return list({claim.id: claim for claim, asks in making if asks == asked_for}.values())

    def with_parts(self, commitment: Commitment) -> list[Commitment]:
        """A commitment, its parts, and the parts of those."""
        found = {commitment.id: commitment}
        waiting = [commitment]
        while waiting:
            parts = [one for one in self.naming(waiting.pop(), Commitment, "part_of") if one.id not in found]
            found |= {part.id: part for part in parts}
            waiting += parts
        return list(found.values())

    def wholes(self, commitment: Commitment) -> list[Commitment]:
        """What a commitment is part of, and what that is part of."""
        found: dict[str, Commitment] = {}
        whole = commitment.part_of
        while whole and whole not in found:
            found[whole] = self.commitments[whole]
            whole = found[whole].part_of
        return list(found.values())

    def returns_of(self, commitment: Commitment) -> list[tuple[Commitment, tuple[Citation, ...]]]:
        """What a commitment was made in return for, or was returned for it, with the words that say so."""
        own = [(self.commitments[item.commitment], item.evidence) for item in commitment.in_return_for]
        back = [
            (other, item.evidence)
            for other in self.naming(commitment, Commitment, "in_return_for")
            for item in other.in_return_for
            if item.commitment == commitment.id
        ]
        merged: dict[str, tuple[Citation, ...]] = {}
        for other, evidence in own + back:
            merged[other.id] = (*merged.get(other.id, ()), *evidence)
        return [(self.commitments[id], evidence) for id, evidence in merged.items()]

    def declared(self, record: Record, field: str) -> list[tuple[Any, str]]:
        """What an editor declared of a record and others of its kind in such a field, on either side, with the reason."""
        kind, name = kind_of(record), KINDS[kind_of(record)]
        own = [(getattr(self, kind)[getattr(item, name)], item.reason) for item in getattr(record, field)]
        back = [
            (other, item.reason)
            for other in self.naming(record, type(record), field)
            for item in getattr(other, field)
            if getattr(item, name) == record.id
        ]
        return own + back

    def quotes_by(self, actor: Actor) -> list[Quote]:
        return cast(list[Quote], self.naming(actor, Quote, "speaker"))

    def knowledge_of(self, actor: Actor) -> list[Claim]:
        """The claims for which a document names the actor as the one who knows."""
        named = self._references_to["actors", actor.id]
        claims = {r.source.id: r.source for r in named if isinstance(r.source, Claim) and "attributed_to" in r.path}
        return [claims[id] for id in sorted(claims)]

    def renderings(self, quote: Quote) -> list[Quote]:
        """The other quotes that render the same utterance."""
        return [] if quote.utterance is None else [q for q in self._utterances[quote.utterance] if q != quote]

    def quotes_at(self, event: str) -> Sequence[Quote]:
        """The quotes of an event, by its id, in order of their own."""
        return self._quotes_at.get(event, ())

    def day_of(self, claim: Claim) -> Date | None:
        """The day that a claim tells of, that of its event, or else the first on which it was published."""
        published = (self.source_of(item).issued for item in claim.evidence)
        told = claim.when or (self.events[claim.event].date if claim.event else None)
        return told or min((date for date in published if date), default=None)

    def source_of(self, citation: Citation) -> Document:
        """The document in which the cited words stand."""
        return self.documents[self.quotes[citation.quote].document if citation.quote else cast(str, citation.document)]

    def words_of(self, citation: Citation) -> str:
        """The cited words."""
        return self.quotes[citation.quote].text if citation.quote else cast(str, citation.passage)

    def citations_from(self, document: Document) -> list[tuple[Record, Citation]]:
        """Every citation of a document, with the record that rests on it."""
        return list(self._citations_from.get(document.id, ()))

    @cached_property
    def _citations_from(self) -> Mapping[str, list[tuple[Record, Citation]]]:
        return indexed(self.citations, lambda cited: self.source_of(cited[1]).id)

    @cached_property
    def citations(self) -> tuple[tuple[Record, Citation], ...]:
        """Every citation of every record: passages, quotes, and the words of roles."""
        return tuple((record, citation) for record in self.records() for _, citation in citations_of(record))

    @cached_property
    def excerpts(self) -> tuple[Excerpt, ...]:
        """Every stretch of words that a record takes from a document."""
        return tuple(excerpt for record in self.records() for excerpt in self.excerpts_in(record))

    def excerpts_in(self, record: Record) -> tuple[Excerpt, ...]:
        """Every stretch of words that one record takes from a document."""
        return self._excerpts[kind_of(record), record.id]

    @cached_property
    def _excerpts(self) -> Mapping[tuple[str, str], tuple[Excerpt, ...]]:
        records = {(kind, id): record for kind in KINDS for id, record in getattr(self, kind).items()}
        return Each(records.keys(), lambda name: tuple(excerpts_of(records[name])))

    @cached_property
    def excerpts_from(self) -> Mapping[str, tuple[Excerpt, ...]]:
        """The same by the id of the document."""
        found = indexed(self.excerpts, lambda excerpt: excerpt.document)
        return {id: tuple(excerpts) for id, excerpts in found.items()}

    @cached_property
    def mentioning(self) -> Mapping[str, list[str]]:
        """The ids of the briefings that mention a record, by its id."""
        index: dict[str, list[str]] = defaultdict(list)
        for briefing in self.briefings.values():
            for id in dict.fromkeys(mention.id for mention in briefing.mentions):
                index[id].append(briefing.id)
        return index

    @cached_property
    def _references_to(self) -> Mapping[tuple[str, str], list[Reference]]:
        return indexed(self.references, lambda reference: (reference.kind, reference.id))

    @cached_property
    def _quotes_at(self) -> Mapping[str, list[Quote]]:
        return indexed(self.quotes.values(), lambda quote: quote.event)

    @cached_property
    def _utterances(self) -> Mapping[str, list[Quote]]:
        return indexed(self.quotes.values(), lambda quote: quote.utterance)


def indexed(items: Iterable[_Item], key: Callable[[_Item], _Key | None]) -> Mapping[_Key, list[_Item]]:
    """Items by a key, in their order; those that have none are left out, and a key that none has is that of an empty list."""
    found: dict[_Key, list[_Item]] = defaultdict(list)
    for item in items:
        if own := key(item):
            found[own].append(item)
    return found


def kind_of(record: Record | Briefing) -> str:
    """The kind of a record: the name of its folder."""
    return f"{type(record).__name__.lower()}s"


def name_of(record: Record | Briefing) -> str:
    """What a record is called: its name or title, or what it says."""
    match record:
        case Actor() | Event():
            return record.name
        case Claim():
            return record.statement
        case Quote():
            return record.text
        case Document() | Commitment() | Briefing():
            return record.title


def by_date_made(commitment: Commitment) -> tuple[Date, str]:
    return commitment.made, commitment.id
