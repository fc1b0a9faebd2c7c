"""The status of a commitment on a day: a fold over its dated effects under the rubric, with its reasons.

An effect counts on a day when its own date has surely come and evidence for it was published by then. What was
published later is not used: the status of a day is what the record showed on that day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from build_tools.dates import Date
from build_tools.derive.origins.origins import Origins
from build_tools.derive.status.course import Taken
from build_tools.derive.status.silence import Lapse, lapse
from build_tools.derive.status.succession import Change, changes, may_follow
from build_tools.derive.status.told import Basis, Left, Told
from build_tools.model import Commitment


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
class Standing:
    """What a commitment has come to: its status (None for none), whether its due date passed, whether there is no news."""

    status: str | None = None
    overdue: bool = False
    lapsed: bool = False


def status(basis: Basis, commitment: Commitment) -> Status:
    """The status of a commitment, with its reasons."""
    return explained(told(basis, commitment))


def status_id(basis: Basis, commitment: Commitment, left: Left | None = None) -> str | None:
    """Which status a commitment has, without the reasons; or would have with what is left of the evidence of some claims."""
    return told(basis, commitment).without(left or {})


def told(basis: Basis, commitment: Commitment) -> Told:
    """What the record tells of a commitment by the day."""
    found = Told(basis.lineage, basis.rubric, commitment)
    found.move(basis.day)
    return found


def standing(told: Told) -> Standing:
    """What a commitment has come to, without the reasons."""
    return Standing(told.state.status, _overdue(told), _lapse(told) is not None)


def explained(told: Told) -> Status:
    """The status by what is told of a commitment, with its reasons."""
    taken = told.state.taken
    return Status(
        id=told.state.status,
        since=taken.since if taken else None,
        established=tuple(map(_step, told.state.steps)),
        short=tuple(_shortfalls(told)),
        rubric=told.rubric.version,
        day=told.day,
        lapsed=_lapse(told),
        overdue=_overdue(told),
        would_change=tuple(changes(told.rubric, told.state.status)),
    )


def _step(taken: Taken) -> Step:
    if not taken.pool:
        return Step(taken.status, taken.since, commitment=taken.commitment)
    pool = taken.pool
    return Step(taken.status, taken.since, pool.first.effect, pool.claims, pool.origins)


def _silence(told: Told) -> str | None:
    """How long the present status lasts without news, as an ISO 8601 duration; None if it lasts for good."""
    return told.rubric.statuses[told.state.status].silence if told.state.status else None


def _lapse(told: Told) -> Lapse | None:
    return lapse(_silence(told), told.last, told.day) if told.last else None


def _overdue(told: Told) -> bool:
    due = told.commitment.due
    return bool(_silence(told) and due and due.date.latest < told.day)


def _shortfalls(told: Told) -> Iterator[Shortfall]:
    """The effects that miss a status which could follow the present one, in the order in which they were reported."""
    state, statuses = told.state, told.rubric.statuses
    for pool in sorted((*state.spent, *state.pools.values()), key=lambda pool: pool.first.date.latest):
        effect = pool.first.effect
        for id in [id for id, term in statuses.items() if effect in term.effects][-1:]:
            if may_follow(told.rubric, id, state.status, effect) and (missed := pool.lacking(id, statuses[id])):
                yield Shortfall(effect, pool.more[-1].date, pool.claims, id, missed, pool.origins)
