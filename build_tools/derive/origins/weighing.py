"""The origins behind much evidence, weighed again where a little of it is imagined away, at the cost of that little.

Whoever is said to know, and whether a copy alone says so, is worked out apart for each group of voices that pass on the same
texts or lead to the same outlets. So only the groups of what is imagined away are weighed anew.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property
from itertools import chain

from build_tools.derive.origins.lineage import Groups, Lineage
from build_tools.derive.origins.origins import Origin, bodies_of, weighed
from build_tools.derive.origins.voices import Item, Voice, is_unnamed
from build_tools.model import Claim, Evidence


class Weighing:
    """What some evidence weighs."""

    def __init__(self, lineage: Lineage, items: Iterable[Item]) -> None:
        items = list(items)
        self._lineage, self._groups = lineage, Groups()
        for claim, item in items:
            voice = Voice.of(lineage, claim, item)
            self._groups.join(voice.own, voice.text, *voice.outlets)
        self._claims: dict[str, Claim] = {}
        self._members: dict[str, list[Item]] = defaultdict(list)
        self._groups_of: dict[str, set[str]] = defaultdict(set)
        for claim, item in items:
            group = self._group((claim, item))
            self._claims[claim.id] = claim
            self._members[group].append((claim, item))
            self._groups_of[claim.id].add(group)
        self._found = {group: weighed(lineage, members) for group, members in self._members.items()}
        self._known, self._certain, self._unknown = _tallies([], chain.from_iterable(self._found.values()))

    def _group(self, item: Item) -> str:
        return self._groups.of(Voice.of(self._lineage, *item).own)

    def without(self, left: Mapping[str, Sequence[Evidence]]) -> tuple[int, int] | None:
        """At least and at most how many origins are independent with what is `left` of the evidence of some claims, by their ids.

        None where the origins are the same ones, and as many.
        """
        concerned = self._groups_of.keys() & left.keys()
        groups = {group for id in concerned for group in self._groups_of[id]}
        kept: dict[str, list[Item]] = defaultdict(list)
        for id in concerned:
            for item in left[id]:
                kept[self._group((self._claims[id], item))].append((self._claims[id], item))
        for group in groups:
            kept[group] += [(claim, item) for claim, item in self._members[group] if claim.id not in concerned]
        before = chain.from_iterable(self._found[group] for group in groups)
        after = chain.from_iterable(weighed(self._lineage, kept[group]) for group in groups)
        known, certain, unknown = _tallies(before, after)
        bounds = self._bounds(known, certain, unknown)
        changed = any(
            bool(self._known[key] or self._unknown[key])
            != bool(self._known[key] + known[key] or self._unknown[key] + unknown[key])
            for key in known.keys() | unknown.keys()
        )
        return bounds if changed or bounds != self._bounds(Counter(), Counter(), Counter()) else None

    def _bounds(self, known: Counter[str], certain: Counter[str], unknown: Counter[str]) -> tuple[int, int]:
        """The bounds with so many more or fewer origins."""
        at_least, people = self._independent_certain.with_these(*_turned(self._certain, certain))
        at_most, others = self._independent.with_these(*_turned(self._known, known))
        return at_least or min(people, 1), at_most + others + self._lost + unknown.total()

    @cached_property
    def _lost(self) -> int:
        return self._unknown.total()

    @cached_property
    def _independent(self) -> "_Independent":
        return _Independent(self._lineage, self._known)

    @cached_property
    def _independent_certain(self) -> "_Independent":
        return _Independent(self._lineage, self._certain)


class _Independent:
    """How many of some origins are independent, and how many of them have no name; by their ids."""

    def __init__(self, lineage: Lineage, keys: Iterable[str]) -> None:
        self._lineage, self._keys = lineage, frozenset(keys)
        named = self._named(self._keys)
        self._unnamed = len(self._keys) - len(named)
        self._bodies = bodies_of(lineage, named)
        self._together: dict[str, set[str]] = defaultdict(set)
        for key in named:
            self._together[self._bodies.of(key)].add(key)

    def with_these(self, gone: Set[str], come: Set[str]) -> tuple[int, int]:
        """The same without some of them, and with others. Who is gone parts none but those who were one with them."""
        unnamed = self._unnamed + len(come - self._named(come)) - len(gone - self._named(gone))
        if come:
            named = self._named(self._keys - gone | come)
            return bodies_of(self._lineage, named).count(named), unnamed
        parted = {self._bodies.of(key) for key in self._named(gone)}
        left = {key for group in parted for key in self._together[group]} - gone
        return len(self._together) - len(parted) + bodies_of(self._lineage, left).count(left), unnamed

    def _named(self, keys: Iterable[str]) -> set[str]:
        return {key for key in keys if not is_unnamed(self._lineage.corpus, key)}


def _tallies(before: Iterable[Origin], after: Iterable[Origin]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """How many more groups of voices know, know for certain, and do not know where they have it from, by the origin."""
    known, certain, unknown = Counter[str](), Counter[str](), Counter[str]()
    for origins, number in ((before, -1), (after, 1)):
        for origin in origins:
            (unknown if origin.kind == "unknown" else known)[origin.key] += number
            if origin.certain:
                certain[origin.key] += number
    return known, certain, unknown


def _turned(before: Counter[str], more: Counter[str]) -> tuple[set[str], set[str]]:
    """Whom nobody names any more, and who is named anew."""
    gone = {key for key, number in more.items() if before[key] and not before[key] + number}
    come = {key for key, number in more.items() if not before[key] and number > 0}
    return gone, come
