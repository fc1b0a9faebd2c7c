"""What follows from the records. Pure, each result with its reasons; in reading order:

- `verbatim`: whether words stand in their documents, and where;
- `origins`: who knew it first-hand;
- `variants`: the same words in several places;
- `conflicts`: what cannot both be true;
- `status`: what has become of a commitment, under the rubric;
- `dependence`: what falls with a source.

`Dossier` holds a corpus and computes each of these once, when it is first asked for; `once` does so for what others make of it.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, wraps
from typing import Any, TypeVar

from build_tools.captures import Capture
from build_tools.corpus import Corpus, kind_of
from build_tools.derive.conflicts.clashes import Clash, Pair, clashes, measured_figures
from build_tools.derive.conflicts.conflicts import Conflict, conflicts
from build_tools.derive.conflicts.figures import Measured
from build_tools.derive.dependence import Dependence, Fall, Restated
from build_tools.derive.origins.knowledge import Knowledge, Known
from build_tools.derive.origins.lineage import Lineage
from build_tools.derive.origins.origins import Origins, origins_of
from build_tools.derive.origins.voices import making, supporting
from build_tools.derive.status.history import Turn, history
from build_tools.derive.status.status import Status, explained, told
from build_tools.derive.status.told import Basis, Told
from build_tools.derive.variants.copies import Resemblance, resemblances
from build_tools.derive.variants.renderings import Utterance, utterances
from build_tools.derive.variants.variants import likely_variants
from build_tools.derive.verbatim.deeplink import Stretch, Wanted, stretches, wanted
from build_tools.derive.verbatim.searches import Searches, searches
from build_tools.derive.verbatim.verbatim import verify
from build_tools.derive.verbatim.verdicts import Verification
from build_tools.each import Each
from build_tools.lock import Entry
from build_tools.model import Citation, Claim, Commitment, Document, Quote
from build_tools.reachable import Link, key


@dataclass(frozen=True)
class Access:
    """Where to read a document: its own address, or its copy once that is dead; an archived copy; since when it is dead.

    Each is empty where there is none; the day is written as "2026-11-22".
    """

    read: str
    copy: str
    dead: str

    @property
    def live(self) -> bool:
        """Whether its own address is on record, and not known to be dead."""
        return bool(self.read) and not self.dead


@dataclass(frozen=True, eq=False)
class Dossier:
    """A corpus, the lock of its evidence, the captures that are here, the day as of which it is read, the site's address."""

    corpus: Corpus
    lock: tuple[Entry, ...] = ()
    captures: Mapping[str, Capture] = field(default_factory=dict)
    asked_for: date | None = None
    address: str = ""  # with a slash at its end; empty where the site is built for an address that is not known
    links: Mapping[str, Link] = field(
        default_factory=dict
    )  # what came back from web addresses when they were asked last
    commit: Callable[[], str] = str  # asks for the commit that holds these records as they are; an empty one for none
    made: dict[Any, Any] = field(default_factory=dict, init=False)  # what functions that are decorated with `once` made

    def settle(self) -> None:
        """Computes all that follows from the records."""
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                getattr(self, name)

    @cached_property
    def verification(self) -> Verification:
        """The verdict on every stretch of words that a record takes from a document."""
        return verify(self.corpus, self.lock, self.captures)

    @cached_property
    def searches(self) -> Searches:
        """What was searched for in vain, searched again."""
        return searches(self.corpus, self.captures)

    @cached_property
    def utterances(self) -> Mapping[str, Utterance]:
        """The renderings of each utterance that several quotes render, by its name."""
        return utterances(self.corpus)

    @cached_property
    def likely_variants(self) -> tuple[tuple[Quote, Quote], ...]:
        """Quotes in similar words that are neither linked nor told apart: the later by id, and one that it is like."""
        return likely_variants(self.corpus)

    @cached_property
    def resemblances(self) -> tuple[Resemblance, ...]:
        """The documents whose captures share more of their words than chance gives."""
        return resemblances(self.corpus, self.captures)

    @cached_property
    def resembling(self) -> Mapping[str, tuple[Resemblance, ...]]:
        """The same by each of the two documents, by id."""
        index: dict[str, list[Resemblance]] = defaultdict(list)
        for one in self.resemblances:
            index[one.earlier.id].append(one)
            index[one.later.id].append(one)
        return {id: tuple(found) for id, found in index.items()}

    @cached_property
    def lineage(self) -> Lineage:
        """The graph of descent over documents and actors."""
        return Lineage(self.corpus)

    @cached_property
    def _origins(self) -> dict[str, Origins]:
        return {}

    def origins(self, record: Claim | Commitment) -> Origins:
        """The origins of a claim, or of what says that a commitment was made."""
        if record.id not in self._origins:
            items = supporting([record]) if isinstance(record, Claim) else making(self.corpus, record)
            self._origins[record.id] = origins_of(self.lineage, items)
        return self._origins[record.id]

    @cached_property
    def statuses(self) -> Mapping[str, Status]:
        """The status of every commitment on the day, by id."""
        return Each(self.corpus.commitments.keys(), lambda id: explained(self._told[id]))

    @cached_property
    def _told(self) -> Mapping[str, Told]:
        """What the record tells of every commitment by the day, by id."""
        basis, commitments = Basis(self.lineage, self.corpus.rubric, self.day), self.corpus.commitments
        return Each(commitments.keys(), lambda id: told(basis, commitments[id]))

    @cached_property
    def turns(self) -> Mapping[str, tuple[Turn, ...]]:
        """Every change of a status up to the day, by the commitment's id."""
        basis = Basis(self.lineage, self.corpus.rubric, self.day)
        commitments = self.corpus.commitments
        return Each(commitments.keys(), lambda id: tuple(history(basis, commitments[id])))

    def stretches(self, citation: Citation) -> tuple[Stretch, ...]:
        """The cited words as they are divided in their document; none where the lock does not hold them."""
        return self._stretches.get(wanted(self.corpus, citation), ())

    @cached_property
    def _stretches(self) -> Mapping[Wanted, tuple[Stretch, ...]]:
        return stretches(self.corpus, self.lock)

    def knowledge(self, citation: Citation) -> Knowledge:
        """The verdict on the cited words, and the origins behind them."""
        return self._known.of(citation)

    @cached_property
    def _known(self) -> Known:
        return Known(self.lineage, self.verification, self._stretches)

    @cached_property
    def figures(self) -> Mapping[str, Measured]:
        """Every figure in the unit of its measure, by the id of its claim."""
        return measured_figures(self.corpus)

    @cached_property
    def clashes(self) -> Mapping[Pair, Clash]:
        """Every pair of figures that clash, declared compatible or not."""
        return clashes(self.figures.values())

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Every disagreement on record."""
        return conflicts(self.lineage, self.clashes, self.origins)

    def conflicts_of(self, claim: Claim) -> tuple[Conflict, ...]:
        """The disagreements that concern a claim."""
        return self._conflicts_by_claim.get(claim.id, ())

    @cached_property
    def _conflicts_by_claim(self) -> Mapping[str, tuple[Conflict, ...]]:
        index: dict[str, list[Conflict]] = defaultdict(list)
        for conflict in self.conflicts:
            for id in conflict.sides:
                index[id].append(conflict)
        return {id: tuple(found) for id, found in index.items()}

    @cached_property
    def falls(self) -> Mapping[str, Fall]:
        """What would change without each document and origin on which something rests, by its id."""
        sources = dict.fromkeys(self._dependence.sources)
        return Each(sources.keys(), self._dependence.fall)

    def falls_that_change(self, record: Claim | Commitment) -> tuple[Fall, ...]:
        """The falls of documents and origins that would change a record, each as far as it concerns that record."""
        name = f"{kind_of(record)}/{record.id}"
        falls = (self.falls[source] for source in self._dependence.sources_of(record))
        return tuple(fall.parts[name] for fall in falls if name in fall.changed)

    def restated_without(self, claim: Claim) -> tuple[Restated, ...]:
        """The commitments that would have another status without a claim."""
        return self._dependence.without_claim(claim)

    @cached_property
    def _dependence(self) -> Dependence:
        return Dependence(self.lineage, self.origins, lambda commitment, left: self._told[commitment.id].without(left))

    def access(self, document: Document) -> Access:
        """Where a document can be read, and since when its own address is dead, as far as the link lock knows."""
        link = self.links.get(key(document.URL)) if document.URL else None
        dead = link.dead if link else ""
        copy = document.archived or (link.archived if link else "")
        return Access((copy if dead else "") or document.URL or "", copy, dead)

    @property
    def day(self) -> date:
        """The day as of which statuses are told: the one asked for, or the one that the site declares."""
        return self.asked_for or self.corpus.site.as_of.earliest


_Made = TypeVar("_Made")


def once(make: Callable[[Dossier], _Made]) -> Callable[[Dossier], _Made]:
    """Lets a function compute what it makes of a dossier once, to be kept as long as that."""

    @wraps(make)
    def kept(dossier: Dossier) -> _Made:
        if make not in dossier.made:
            dossier.made[make] = make(dossier)
        found: _Made = dossier.made[make]
        return found

    return kept
