"""Which status can follow which under the rubric, and what would bring the next."""

from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.derive.status.demands import demanded
from build_tools.settings import Rubric


@dataclass(frozen=True)
class Change:
    """What would change a status: to which, by which effects, and what that demands, in words."""

    status: str
    effects: tuple[str, ...]
    demands: str


def may_follow(rubric: Rubric, id: str, current: str | None, effect: str | None) -> bool:
    """Whether a status can follow the present one, by an effect or (None) by a renewal."""
    term = rubric.statuses[id]
    if current is None:
        return effect is not None
    reopens = term.reopens is not None and effect in term.reopens.effects and current in term.reopens.statuses
    return current in term.replaces or reopens


def setbacks(rubric: Rubric) -> set[str]:
    """The statuses from which the rubric lets a commitment return to an earlier one."""
    order = list(rubric.statuses)
    return {
        later
        for id, term in rubric.statuses.items()
        for later in (*term.replaces, *(term.reopens.statuses if term.reopens else ()))
        if order.index(later) > order.index(id)
    }


def changes(rubric: Rubric, current: str | None) -> Iterator[Change]:
    """What could change the present status, in the order of the rubric."""
    for id, term in rubric.statuses.items():
        effects = tuple(effect for effect in term.effects if may_follow(rubric, id, current, effect))
        if effects:
            yield Change(id, effects, demanded(term))
        elif term.renewed_by and may_follow(rubric, id, current, None):
            names = ", ".join(rubric.statuses[status].name for status in term.renewed_by)
            yield Change(id, (), f"a later commitment that renews it, and has one of the statuses {names}")
