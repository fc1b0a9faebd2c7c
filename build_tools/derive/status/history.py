"""How the status of a commitment changed from day to day: what the record showed on each day on which it could change."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from build_tools.derive.status.silence import months, months_after
from build_tools.derive.status.status import Basis, Status, status
from build_tools.model import Commitment


@dataclass(frozen=True)
class Standing:
    """What a commitment has come to: its status (None for none), whether its due date passed, whether there is no news."""

    status: str | None = None
    overdue: bool = False
    lapsed: bool = False


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
    for day in sorted(_days(basis, commitment)):
        if day <= basis.day:
            found = status(replace(basis, day=day), commitment)
            after = Standing(found.id, found.overdue, found.lapsed is not None)
            if after != before:
                yield Turn(commitment.id, day, before, after, found)
                before = after


def _days(basis: Basis, commitment: Commitment) -> set[date]:
    """Every day on which something can have changed, and more."""
    corpus = basis.lineage.corpus
    days: set[date] = set()
    for one in (commitment, *corpus.naming(commitment, Commitment, "renews")):
        for claim in corpus.claims_on(one):
            days |= {bearing.date.latest for bearing in claim.bears_on if bearing.commitment == one.id}
            days |= {issued.latest for item in claim.evidence if (issued := corpus.source_of(item).issued)}
    silences = {term.silence for term in basis.rubric.statuses.values() if term.silence}
    days |= {months_after(day, months(silence)) for day in days for silence in silences if day < date.max}
    if commitment.due and commitment.due.date.latest < date.max:
        days.add(commitment.due.date.latest + timedelta(days=1))
    return days
