"""Figures of one measure that do not meet: which, and how sure it is that they speak of one time and place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from build_tools.corpus import Corpus
from build_tools.dates import Date
from build_tools.derive.conflicts.figures import Interval, Measured, measured
from build_tools.derive.conflicts.units import UnitError

Pair = tuple[str, str]
LONGEST_PLACE = 20  # words of a place's name in which other places are looked for


@dataclass(frozen=True)
class Clash:
    """Two figures of one measure whose ranges do not meet, of times and places that may be the same."""

    reason: str
    certain: bool


def measured_figures(corpus: Corpus) -> dict[str, Measured]:
    """Every figure in the unit of its measure, by the id of its claim; those that a rule finds fault with are left out."""
    found = {}
    for claim in corpus.claims.values():
        if claim.figure:
            try:
                found[claim.id] = measured(claim, claim.figure, corpus.vocabulary)
            except UnitError:
                continue
    return found


def clashes(figures: Iterable[Measured]) -> dict[Pair, Clash]:
    """Every pair of figures of one measure that clash, declared compatible or not."""
    by_measure: dict[str, dict[_Key, list[Measured]]] = defaultdict(lambda: defaultdict(list))
    for one in figures:
        by_measure[one.figure.measure][_key(one)].append(one)
    return {
        (first.claim, second.claim): clash
        for measure in sorted(by_measure)
        for key, other_key in _unlike(by_measure[measure])
        for one in by_measure[measure][key]
        for other in by_measure[measure][other_key]
        for first, second in [sorted((one, other), key=lambda side: side.claim)]
        if (clash := _clash(first, second))
    }


def pair(one: str, other: str) -> Pair:
    """Two ids in order."""
    return min(one, other), max(one, other)


@dataclass(frozen=True)
class _Key:
    """What figures of one measure are compared by: those of which all this is the same are compared once."""

    place: str | None
    start: date
    end: date
    interval: Interval

    @property
    def order(self) -> tuple[date, date, str]:
        return self.start, self.end, str(self.interval)


def _key(one: Measured) -> _Key:
    """A period that is not stated may be any."""
    period = one.figure.period
    start, end = (period.earliest, period.latest) if period else (date.min, date.max)
    return _Key(_place(one.figure.place), start, end, one.interval)


def _unlike(keys: Iterable[_Key]) -> Iterator[tuple[_Key, _Key]]:
    """The pairs of which the ranges do not meet, and the places and times may be the same.

    Only places and times that may be the same are set beside each other, so that a long series costs no more than its
    length.
    """
    by_place: dict[str | None, list[_Key]] = defaultdict(list)
    for key in keys:
        by_place[key.place].append(key)
    for place, here in by_place.items():
        for around in {None, place, *_runs(place)} & by_place.keys():
            pairs = _of_one_time(here, by_place[around])
            yield from ((one, other) for one, other in pairs if not one.interval.meets(other.interval))


def _of_one_time(here: Sequence[_Key], there: Sequence[_Key]) -> Iterator[tuple[_Key, _Key]]:
    """The pairs of which one is of `here`, one of `there`, and the periods have a day in common; each pair once."""
    under_way: tuple[list[_Key], list[_Key]] = ([], [])
    sides = [(key, 0) for key in here] + ([(key, 1) for key in there] if there is not here else [])
    for key, side in sorted(sides, key=lambda entry: entry[0].order):
        opposite = 1 - side if there is not here else 0
        under_way[opposite][:] = [other for other in under_way[opposite] if other.end >= key.start]
        yield from ((other, key) for other in under_way[opposite])
        under_way[side].append(key)


def _runs(place: str | None) -> Iterator[str]:
    """Every run of words in the name of a place: "tijuana mexico" has "tijuana", "tijuana mexico", "mexico"."""
    words = (place or "").split()[:LONGEST_PLACE]
    for start in range(len(words)):
        yield from (" ".join(words[start:end]) for end in range(start + 1, len(words) + 1))


def _place(words: str | None) -> str | None:
    """A place's name as it is compared: without commas, whatever its capital letters."""
    return None if words is None else " ".join(words.casefold().replace(",", " ").split())


def _clash(first: Measured, second: Measured) -> Clash | None:
    """Why two figures whose ranges do not meet clash, or None where they are of different times or places."""
    time = _same_time(first.figure.period, second.figure.period)
    place = _same_place(first.figure.place, second.figure.place)
    if time is None or place is None:
        return None
    reason = f"{first} and {second}: these ranges do not meet. {time.words} {place.words}"
    return Clash(reason, time.certain and place.certain)


@dataclass(frozen=True)
class _Sameness:
    """That two figures are, or may be, of one time or place, in a sentence."""

    certain: bool
    words: str


def _same_time(first: Date | None, second: Date | None) -> _Sameness | None:
    if first is None or second is None:
        which = "Neither says" if first == second else "One does not say"
        return _Sameness(False, f"{which} of which time it is.")
    if not first.meets(second):
        return None
    if first == second:
        exact = not set("~?%X") & set(first.text + second.text) and ".." not in first.text + second.text
        return _Sameness(exact, f"Both are of one time: {first.span()}.")
    return _Sameness(False, f"Their times overlap in part, {first.span()} and {second.span()}: both may be true.")


def _same_place(first: str | None, second: str | None) -> _Sameness | None:
    """Places are words: the same words are one place, and words that hold the other's may be the place around it."""
    if first is None or second is None:
        which = "Neither says" if first == second else "One does not say"
        return _Sameness(False, f"{which} of which place it is.")
    here, there = _place(first), _place(second)
    if here == there:
        return _Sameness(True, f"Both are of one place: {first}.")
    if f" {here} " in f" {there} " or f" {there} " in f" {here} ":
        return _Sameness(False, f"One place may lie in the other, {first} and {second}: both may be true.")
    return None
