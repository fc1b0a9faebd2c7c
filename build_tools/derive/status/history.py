"""How the status of a commitment changed from day to day: what the record showed on each day on which it could change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from build_tools.derive.status.silence import months, months_after
from build_tools.derive.status.status import Standing, Status, explained, standing
from build_tools.derive.status.told import Basis, Told
from build_tools.model import Commitment


@dataclass(frozen=True)
class Turn:
    """A change of what a commitment has come to: on which day the record showed it first, before, after, and the reasons."""

    commitment: str
    day: date
    before: Standing
    after: Standing
    reasons: Status


def history(basis: Basis, commitment: Commitment) -> Iterator[Turn]:
    """Every change up to the day of the basis, the first one first.

    Days are those of the record: a report of March that was published in May changes the status in May.
    """
    before = Standing()
    told = Told(basis.lineage, basis.rubric, commitment)
    for day in sorted(_days(basis, commitment, told)):
        if day <= basis.day:
            told.move(day)
            after = standing(told)
            if after != before:
                yield Turn(commitment.id, day, before, after, explained(told))
                before = after


def _days(basis: Basis, commitment: Commitment, told: Told) -> set[date]:
    """Every day on which something can have changed, and more."""
    effects = {
        bearing.date.latest
        for claim in basis.lineage.corpus.claims_on(commitment)
        for bearing in claim.bears_on
        if bearing.commitment == commitment.id
    }
    silences = {months(term.silence) for term in basis.rubric.statuses.values() if term.silence}
    days = told.days | {months_after(day, number) for day in effects for number in silences if day < date.max}
    if commitment.due and commitment.due.date.latest < date.max:
        days.add(commitment.due.date.latest + timedelta(days=1))
    return days
