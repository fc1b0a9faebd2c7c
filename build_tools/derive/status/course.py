"""The course of a commitment: which status it takes by which reports, moment by moment.

Every state on the way is kept, so that where a report comes in later, or is imagined away, only what follows it is worked
out anew; and what a pool of reports weighs is worked out once, however often the course is taken up again.
"""

from bisect import bisect_left
from collections import ChainMap
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from build_tools.dates import Date
from build_tools.derive.origins.lineage import Lineage
from build_tools.derive.origins.origins import Origin, Origins, origins_of, weighed
from build_tools.derive.origins.voices import Item
from build_tools.derive.status.demands import lacking
from build_tools.derive.status.succession import may_follow, setbacks
from build_tools.model import Claim, Commitment, Evidence
from build_tools.settings import Rubric, StatusTerm

# When something is taken: by its last possible day, and within a day by the order of effects; then what renews, by its id.
Moment = tuple[date, str, int]


@dataclass(frozen=True, eq=False)
class Report:
    """A claim that reports an effect, with the evidence for it that is to be had."""

    claim: Claim
    effect: str
    date: Date
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Renewal:
    """A status that another commitment leads to by renewing this one, and since when."""

    status: str
    since: Date
    commitment: str


Batch = tuple[Report, ...]  # the reports of one effect on one day


@dataclass(frozen=True, eq=False)
class Pool:
    """Reports that add up towards a status: those `before`, and some more."""

    lineage: Lineage
    commitment: Commitment
    more: Batch
    before: "Pool | None" = None

    @property
    def reports(self) -> list[Report]:
        """All of them, in the order in which they were taken."""
        runs = []
        pool: Pool | None = self
        while pool:
            runs.append(pool.more)
            pool = pool.before
        return [report for run in reversed(runs) for report in run]

    @cached_property
    def first(self) -> Report:
        """The one that was taken first."""
        return self.before.first if self.before else self.more[0]

    @property
    def items(self) -> list[Item]:
        return [(report.claim, item) for report in self.reports for item in report.evidence]

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of the claims, each once."""
        return tuple(dict.fromkeys(report.claim.id for report in self.reports))

    @cached_property
    def origins(self) -> Origins:
        """The origins of all that is reported, with the ways to them."""
        return origins_of(self.lineage, self.items)

    @cached_property
    def _weighed(self) -> tuple[Origin, ...]:
        return weighed(self.lineage, self.items)

    @cached_property
    def _lacking(self) -> dict[str, tuple[str, ...]]:
        return {}

    def lacking(self, id: str, term: StatusTerm) -> tuple[str, ...]:
        """What the reports lack of a status of the rubric, a clause a demand."""
        if not term.origins:
            return ()
        if id not in self._lacking:
            self._lacking[id] = lacking(term, self._weighed, self.commitment, self.lineage)
        return self._lacking[id]


@dataclass(frozen=True, eq=False)
class Taken:
    """A status taken: since when, by which reports or (None) which other commitment, and after which other."""

    status: str
    since: Date
    pool: Pool | None
    commitment: str | None
    before: "Taken | None"


@dataclass(frozen=True, eq=False)
class State:
    """What a commitment has come to: the last status taken, the reports of each effect, and those spent by a setback."""

    taken: Taken | None = None
    pools: Mapping[str, Pool] = field(default_factory=dict)
    spent: tuple[Pool, ...] = ()

    @property
    def status(self) -> str | None:
        return self.taken.status if self.taken else None

    @property
    def steps(self) -> list[Taken]:
        """The statuses taken, the first one first."""
        steps = []
        taken = self.taken
        while taken:
            steps.append(taken)
            taken = taken.before
        return steps[::-1]


class Course:
    """The states of a commitment from moment to moment; what is taken at a moment can be changed."""

    def __init__(self, lineage: Lineage, rubric: Rubric, commitment: Commitment) -> None:
        self.lineage, self.rubric, self.commitment = lineage, rubric, commitment
        self._moments: list[Moment] = []
        self.at: dict[Moment, Batch | Renewal] = {}
        self._states = [State()]  # before each moment as far as they are worked out, and after that
        self._pools: MutableMapping[tuple[int, int], Pool] = {}

    def put(self, moment: Moment, what: Batch | Renewal) -> None:
        """Takes reports or a renewal at a moment, in place of what was taken there; of no reports, nothing is taken."""
        place = bisect_left(self._moments, moment)
        if moment not in self.at:
            self._moments.insert(place, moment)
        del self._states[place + 1 :]
        self.at[moment] = what

    def imagined(self, instead: Mapping[Moment, Batch | Renewal]) -> "Course":
        """The course with something else at some moments; what pools weigh in this one is known to that one."""
        other = Course(self.lineage, self.rubric, self.commitment)
        other._moments, other.at, other._states = list(self._moments), dict(self.at), list(self._states)
        other._pools = ChainMap({}, self._pools)
        for moment, what in instead.items():
            other.put(moment, what)
        return other

    @property
    def state(self) -> State:
        """What the commitment has come to at the end."""
        for moment in self._moments[len(self._states) - 1 :]:
            self._states.append(self._after(self._states[-1], self.at[moment]))
        return self._states[-1]

    def _after(self, state: State, what: Batch | Renewal) -> State:
        if not what:
            return state
        if isinstance(what, tuple):
            return self._reported(state, what)
        if may_follow(self.rubric, what.status, state.status, None):
            return self._step(state, Taken(what.status, what.since, None, what.commitment, state.taken))
        return state

    def _reported(self, state: State, batch: Batch) -> State:
        """After the reports of one effect on one day: the last status that it can lead to, if to any."""
        effect = batch[0].effect
        pool = self._pool(state.pools.get(effect), batch)
        state = State(state.taken, {**state.pools, effect: pool}, state.spent)
        for id in self._within_reach(effect, state.status):
            if self._made(id, pool, batch):
                taken = state.taken
                if taken and id == taken.status:
                    confirmed = Pool(self.lineage, self.commitment, batch, taken.pool)
                    return State(
                        Taken(id, taken.since, confirmed, taken.commitment, taken.before), state.pools, state.spent
                    )
                since = max(report.date for report in batch)
                return self._step(state, Taken(id, since, pool, None, taken))
        return state

    def _step(self, state: State, taken: Taken) -> State:
        """A setback, and the end of one, begin the count of evidence anew."""
        if {taken.status, state.status} & self._setbacks:
            return State(taken, {}, (*state.spent, *state.pools.values()))
        return State(taken, state.pools, state.spent)

    def _made(self, id: str, pool: Pool, batch: Batch) -> bool:
        """Whether all that is reported of an effect meets a demand; or one report alone, to which others add doubt."""
        term = self.rubric.statuses[id]
        if not pool.lacking(id, term):
            return True
        if len(batch) == 1:
            return not self._pool(None, batch).lacking(id, term)
        return any(not Pool(self.lineage, self.commitment, (one,)).lacking(id, term) for one in batch)

    def _pool(self, before: Pool | None, batch: Batch) -> Pool:
        """A pool with a batch more: the same one for the same batch, which the pool holds, so that its `id` stays its own."""
        key = id(before), id(batch)
        if key not in self._pools:
            self._pools[key] = Pool(self.lineage, self.commitment, batch, before)
        return self._pools[key]

    def _within_reach(self, effect: str, current: str | None) -> Iterator[str]:
        """The statuses that an effect can lead to now, the last first; the present one among them."""
        for id, term in reversed(self.rubric.statuses.items()):
            if effect in term.effects and (id == current or may_follow(self.rubric, id, current, effect)):
                yield id

    @cached_property
    def _setbacks(self) -> set[str]:
        return setbacks(self.rubric)
