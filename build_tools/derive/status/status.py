"""The status of a commitment on a day: a fold over its dated effects under the rubric, with its reasons.

An effect counts on a day when its own date has surely come and evidence for it was published by then. What was
published later is not used: the status of a day is what the record showed on that day.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from build_tools.dates import Date
from build_tools.derive.origins.lineage import Lineage
from build_tools.derive.origins.origins import Origins, origins_of
from build_tools.derive.origins.voices import Item
from build_tools.derive.status.demands import lacking
from build_tools.derive.status.silence import Lapse, lapse
from build_tools.derive.status.succession import Change, changes, may_follow, setbacks
from build_tools.model import Claim, Commitment, Evidence
from build_tools.settings import Rubric, StatusTerm


@dataclass(frozen=True)
class Step:
    """A status taken: by which effect of which claims, or by which other commitment, and since when."""

    status: str
    since: Date
    effect: str | None = None
    claims: tuple[str, ...] = ()
    origins: Origins | None = None
    commitment: str | None = None


@dataclass(frozen=True)
class Shortfall:
    """An effect that is reported and leads to no status: which status it misses, and what it lacks, a clause each."""

    effect: str
    date: Date
    claims: tuple[str, ...]
    status: str
    lacking: tuple[str, ...]
    origins: Origins


@dataclass(frozen=True)
class Status:
    """The status of a commitment as the record showed it on `day`; `id` is None where nothing was on record by then.

    `established` are the statuses taken, the last of them the present one; `short` the effects that miss one which
    could follow it. `overdue`: the last day on which it was due has passed, and the matter is open.
    """

    id: str | None
    since: Date | None
    established: tuple[Step, ...]
    short: tuple[Shortfall, ...]
    rubric: str
    day: date
    lapsed: Lapse | None
    overdue: bool
    would_change: tuple[Change, ...]


@dataclass(frozen=True)
class Basis:
    """What statuses are computed from: the records and their lineage, a rubric, a day.

    `left` says what is left of an item of evidence: all of it, unless something is to be imagined away.
    """

    lineage: Lineage
    rubric: Rubric
    day: date
    left: Callable[[Item], Evidence | None] = lambda item: item[1]


@dataclass(frozen=True)
class _Report:
    """A claim that reports an effect by some day, with the evidence that supports it and was published by then."""

    claim: Claim
    effect: str
    date: Date
    evidence: tuple[Evidence, ...]


def status(basis: Basis, commitment: Commitment) -> Status:
    """The status of a commitment, with its reasons."""
    reports = list(_reports(basis, commitment))
    fold = _fold(basis, commitment, reports, _renewals(basis, commitment))
    current = fold.steps[-1] if fold.steps else None
    return Status(
        id=current.status if current else None,
        since=current.since if current else None,
        established=tuple(taken.told(basis.lineage) for taken in fold.steps),
        short=tuple(fold.shortfalls()),
        rubric=basis.rubric.version,
        day=basis.day,
        lapsed=lapse(fold.silence, _last_news(reports), basis.day) if reports else None,
        overdue=bool(fold.silence and commitment.due and commitment.due.date.latest < basis.day),
        would_change=tuple(changes(basis.rubric, fold.current)),
    )


def status_id(basis: Basis, commitment: Commitment) -> str | None:
    """Which status a commitment has, without the reasons."""
    return _fold(basis, commitment, list(_reports(basis, commitment)), _renewals(basis, commitment)).current


def _reports(basis: Basis, commitment: Commitment) -> Iterator[_Report]:
    """The effects on a commitment that count on the day."""
    for claim in basis.lineage.corpus.claims_on(commitment):
        bearings = [b for b in claim.bears_on if b.commitment == commitment.id and b.date.latest <= basis.day]
        evidence = tuple(_evidence(basis, claim)) if bearings else ()
        if evidence:
            yield from (_Report(claim, bearing.effect, bearing.date, evidence) for bearing in bearings)


def _evidence(basis: Basis, claim: Claim) -> Iterator[Evidence]:
    """What supports a claim, and was published by the day or bears no date."""
    for item in claim.evidence:
        issued = basis.lineage.corpus.source_of(item).issued
        if item.direction == "supports" and (issued is None or issued.latest <= basis.day):
            left = basis.left((claim, item))
            if left:
                yield left


def _last_news(reports: Sequence[_Report]) -> Date:
    """The date of the last effect, established or not; copies and later reports of it are no news."""
    return max((report.date for report in reports), key=lambda date: (date.latest, date.earliest))


# A status that a renewal leads to, since when, and the commitment that renews.
_Renewal = tuple[str, Date, str]


def _renewals(basis: Basis, commitment: Commitment) -> Iterator[_Renewal]:
    """The statuses that later commitments lead to by renewing this one, by what was reported of them."""
    for later in basis.lineage.corpus.naming(commitment, Commitment, "renews"):
        taken = _fold(basis, later, list(_reports(basis, later)), ()).steps
        for id, term in basis.rubric.statuses.items():
            reached = [step.since for step in taken if step.status in term.renewed_by]
            if reached:
                yield id, reached[0], later.id


def _fold(basis: Basis, commitment: Commitment, reports: list[_Report], renewals: Iterable[_Renewal]) -> "_Fold":
    """Takes effects and renewals in the order of their last possible days, and of the vocabulary within a day."""
    fold = _Fold(basis.lineage, basis.rubric, commitment)
    effects = {effect: number for number, effect in enumerate(basis.lineage.corpus.vocabulary.effects)}

    def moment(report: _Report) -> tuple[date, int]:
        return report.date.latest, effects[report.effect]

    later = sorted(renewals, key=lambda renewal: (renewal[1].latest, renewal[2]))
    for (day, _), batch in groupby(sorted(reports, key=lambda r: (*moment(r), r.claim.id)), moment):
        while later and later[0][1].latest < day:
            fold.renew(*later.pop(0))
        fold.take(list(batch))
    for renewal in later:
        fold.renew(*renewal)
    return fold


@dataclass
class _Taken:
    """A step while it may still be confirmed by further reports."""

    status: str
    since: Date
    reports: list[_Report]
    commitment: str | None = None

    def told(self, lineage: Lineage) -> Step:
        if not self.reports:
            return Step(self.status, self.since, commitment=self.commitment)
        origins = origins_of(lineage, _items(self.reports))
        return Step(self.status, self.since, self.reports[0].effect, _claims(self.reports), origins)


@dataclass
class _Fold:
    """The statuses taken so far, and for each effect the reports that add up towards one."""

    lineage: Lineage
    rubric: Rubric
    commitment: Commitment
    steps: list[_Taken] = field(default_factory=list)
    pools: dict[str, list[_Report]] = field(default_factory=dict)
    spent: list[list[_Report]] = field(default_factory=list)

    @property
    def current(self) -> str | None:
        return self.steps[-1].status if self.steps else None

    @property
    def silence(self) -> str | None:
        """How long the present status lasts without news, as an ISO 8601 duration; None if it lasts for good."""
        return self.rubric.statuses[self.current].silence if self.current else None

    def take(self, reports: list[_Report]) -> None:
        """Takes the reports of one effect on one day: the last status that it can lead to, if to any."""
        effect = reports[0].effect
        pool = self.pools.setdefault(effect, [])
        pool += reports
        for id in self._within_reach(effect):
            if self._made(self.rubric.statuses[id], pool, reports):
                if id == self.current:
                    self.steps[-1].reports += reports
                else:
                    self._step(_Taken(id, max(report.date for report in reports), list(pool)))
                return

    def _within_reach(self, effect: str) -> list[str]:
        """The statuses that an effect can lead to now, the last first; the present one among them."""
        leading = [id for id, term in self.rubric.statuses.items() if effect in term.effects]
        return [
            id for id in reversed(leading) if id == self.current or may_follow(self.rubric, id, self.current, effect)
        ]

    def renew(self, id: str, since: Date, commitment: str) -> None:
        """Takes a status that another commitment leads to."""
        if may_follow(self.rubric, id, self.current, None):
            self._step(_Taken(id, since, [], commitment))

    def _step(self, taken: _Taken) -> None:
        """A setback, and the end of one, begin the count of evidence anew."""
        if {taken.status, self.current} & setbacks(self.rubric):
            self.spent += self.pools.values()
            self.pools = {}
        self.steps.append(taken)

    def shortfalls(self) -> Iterator[Shortfall]:
        """The effects that miss a status which could follow the present one, in the order in which they were reported."""
        for reports in sorted((*self.spent, *self.pools.values()), key=lambda pool: pool[0].date.latest):
            effect = reports[0].effect
            terms = [(id, term) for id, term in self.rubric.statuses.items() if effect in term.effects]
            for id, term in terms[-1:]:
                if may_follow(self.rubric, id, self.current, effect) and (missed := self._lacking(term, reports)):
                    origins = origins_of(self.lineage, _items(reports))
                    yield Shortfall(effect, reports[-1].date, _claims(reports), id, missed, origins)

    def _made(self, term: StatusTerm, pool: list[_Report], reports: list[_Report]) -> bool:
        """Whether all that is reported of an effect meets a demand; or one report alone, to which others add doubt."""
        return any(not self._lacking(term, some) for some in (pool, *([report] for report in reports)))

    def _lacking(self, term: StatusTerm, reports: list[_Report]) -> tuple[str, ...]:
        if not term.origins:
            return ()
        return lacking(term, origins_of(self.lineage, _items(reports)), self.commitment, self.lineage)


def _items(reports: Sequence[_Report]) -> list[Item]:
    return [(report.claim, item) for report in reports for item in report.evidence]


def _claims(reports: Sequence[_Report]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(report.claim.id for report in reports))
