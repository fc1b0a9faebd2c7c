"""What the record tells of a commitment, as it grows from day to day, and what it would tell without some evidence."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from build_tools.dates import Date
from build_tools.derive.origins.lineage import Lineage
from build_tools.derive.status.course import Batch, Course, Moment, Renewal, Report, State
from build_tools.model import Commitment, Evidence
from build_tools.settings import Rubric

# What is left of the evidence in support of some claims, by their ids, where part of it is imagined away.
Left = Mapping[str, Sequence[Evidence]]
_Name = tuple[str, int]  # a claim, and which of its effects


@dataclass(frozen=True)
class Basis:
    """What statuses are computed from: the records and their lineage, a rubric, a day."""

    lineage: Lineage
    rubric: Rubric
    day: date


@dataclass(frozen=True)
class _News:
    """An effect as a claim reports it from a day on, when further evidence for it was published."""

    day: date
    moment: Moment
    name: _Name
    report: Report
    place: int  # among all of them

    @property
    def newness(self) -> tuple[date, date, int]:
        """What makes one the last news: its date, and of the same dates the first place."""
        return self.report.date.latest, self.report.date.earliest, -self.place


class _Reported:
    """The course of a commitment by the effects that were reported of it up to a day."""

    def __init__(self, lineage: Lineage, rubric: Rubric, commitment: Commitment) -> None:
        self.course = Course(lineage, rubric, commitment)
        self.last: _News | None = None  # that of the last effect; copies and later reports of it are no news
        self.news = sorted(_news(lineage, commitment), key=lambda news: news.day)
        self._next = 0
        self._at: dict[Moment, dict[_Name, Report]] = defaultdict(dict)
        self._moments_of: dict[str, set[Moment]] = defaultdict(set)

    def move(self, day: date) -> None:
        """Takes in what became known up to a day, which is no earlier than the last."""
        changed: set[Moment] = set()
        while self._next < len(self.news) and self.news[self._next].day <= day:
            one = self.news[self._next]
            self._next += 1
            self._at[one.moment][one.name] = one.report
            self._moments_of[one.name[0]].add(one.moment)
            self.last = max(self.last or one, one, key=lambda news: news.newness)
            changed.add(one.moment)
        for moment in changed:
            self.course.put(moment, _batch(self._at[moment]))

    def instead(self, left: Left, day: date) -> dict[Moment, Batch]:
        """The reports that would be others with what is left of some evidence, as of the day that was moved to."""
        corpus = self.course.lineage.corpus
        found: dict[Moment, Batch] = {}
        for moment in {moment for id in left for moment in self._moments_of.get(id, ())}:
            kept = {}
            for name, report in self._at[moment].items():
                evidence = report.evidence
                if name[0] in left:
                    evidence = tuple(item for item in left[name[0]] if _published(corpus.source_of(item).issued) <= day)
                if evidence:
                    kept[name] = Report(report.claim, report.effect, report.date, evidence)
            found[moment] = _batch(kept)
        return found


class Told:
    """What the record tells of a commitment up to a day: by reports of its effects, and by what renews it."""

    def __init__(self, lineage: Lineage, rubric: Rubric, commitment: Commitment) -> None:
        self._own = _Reported(lineage, rubric, commitment)
        later = lineage.corpus.naming(commitment, Commitment, "renews")
        self._later = [_Reported(lineage, rubric, one) for one in later]
        self._renewed: dict[Moment, Renewal] = {}
        self.day = date.min

    def move(self, day: date) -> None:
        """Takes in what became known up to a day, which is no earlier than the last."""
        self.day = day
        self._own.move(day)
        for later in self._later:
            later.move(day)
        renewed = _renewals([later.course for later in self._later])
        for moment, renewal in _changed(self._renewed, renewed).items():
            self._own.course.put(moment, renewal)
        self._renewed = renewed

    @property
    def commitment(self) -> Commitment:
        return self._own.course.commitment

    @property
    def rubric(self) -> Rubric:
        return self._own.course.rubric

    @property
    def state(self) -> State:
        """What the commitment has come to."""
        return self._own.course.state

    @property
    def last(self) -> Date | None:
        """The date of the last effect that was reported."""
        return self._own.last.report.date if self._own.last else None

    @property
    def days(self) -> set[date]:
        """Every day on which something becomes known."""
        return {news.day for reported in (self._own, *self._later) for news in reported.news}

    def without(self, left: Left) -> str | None:
        """Which status it would have with what is left of some evidence."""
        instead: dict[Moment, Batch | Renewal] = {**self._own.instead(left, self.day)}
        others = [(later, later.instead(left, self.day)) for later in self._later]
        if any(changed for _, changed in others):
            renewed = _renewals([later.course.imagined(changed) for later, changed in others])
            instead |= _changed(self._renewed, renewed)
        return (self._own.course.imagined(instead) if instead else self._own.course).state.status


def _batch(reports: Mapping[_Name, Report]) -> Batch:
    return tuple(reports[name] for name in sorted(reports))


def _changed(before: Mapping[Moment, Renewal], after: Mapping[Moment, Renewal]) -> dict[Moment, Batch | Renewal]:
    """What is to be taken at moments at which other renewals are known than before."""
    nothing: Batch = ()
    gone = {moment: nothing for moment in before if moment not in after}
    return gone | {moment: one for moment, one in after.items() if before.get(moment) != one}


def _renewals(later: Sequence[Course]) -> dict[Moment, Renewal]:
    """The statuses that later commitments lead to by renewing one, by what was reported of them."""
    found = {}
    for course in later:
        steps = course.state.steps
        for number, (id, term) in enumerate(course.rubric.statuses.items()):
            reached = next((step.since for step in steps if step.status in term.renewed_by), None)
            if reached:
                found[reached.latest, course.commitment.id, number] = Renewal(id, reached, course.commitment.id)
    return found


def _published(issued: Date | None) -> date:
    """From which day a document counts; one that bears no date always does."""
    return issued.latest if issued else date.min


def _news(lineage: Lineage, commitment: Commitment) -> Iterator[_News]:
    """The effects on a commitment: each anew whenever further evidence in its support is published."""
    corpus = lineage.corpus
    order = {effect: number for number, effect in enumerate(corpus.vocabulary.effects)}
    for place, claim in enumerate(corpus.claims_on(commitment)):
        items = [item for item in claim.evidence if item.direction == "supports"]
        days = [_published(corpus.source_of(item).issued) for item in items]
        for number, bearing in enumerate(claim.bears_on):
            if bearing.commitment == commitment.id:
                moment = bearing.date.latest, "", order[bearing.effect]
                for day in {max(bearing.date.latest, published) for published in days}:
                    evidence = tuple(item for item, published in zip(items, days, strict=True) if published <= day)
                    report = Report(claim, bearing.effect, bearing.date, evidence)
                    yield _News(day, moment, (claim.id, number), report, place)
