"""Which claims cannot both be true, or are spoken against: figures that do not meet, what editors declared, disputing words."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from build_tools.corpus import Corpus
from build_tools.dates import Date
from build_tools.derive.figures import Interval, Measured, measured
from build_tools.derive.lineage import Lineage
from build_tools.derive.origins import Origins
from build_tools.derive.units import UnitError
from build_tools.model import Claim, Evidence

# In the order of precedence: what figures or an editor say of a pair is not said again of its disputing words.
KINDS = ("figures", "declared", "disputed")
Pair = tuple[str, str]
LONGEST_PLACE = 20  # words of a place's name in which other places are looked for
OriginsOf = Callable[[Claim], Origins]


@dataclass(frozen=True)
class Conflict:
    """Two claims of which both cannot be true as they stand, or one that is impossible or spoken against.

    `first` and `second` are ids; of a pair that figures or disputing words show, in order. `certain`: both are known to
    speak of the same time and place, or an editor declared it. `copy` says how one side depends on the other, or is
    None where nothing shows that. `working` holds an editor's equations.
    """

    first: str
    second: str | None
    kind: str
    reason: str
    certain: bool = True
    copy: str | None = None
    working: tuple[str, ...] = ()

    @property
    def sides(self) -> tuple[str, ...]:
        """The ids of the claims concerned."""
        return (self.first, self.second) if self.second else (self.first,)


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


def conflicts(lineage: Lineage, clashing: Mapping[Pair, Clash], origins_of: OriginsOf) -> tuple[Conflict, ...]:
    """Every conflict, one a pair, sorted; without the figures that are declared compatible."""
    corpus = lineage.corpus
    compatible = {pair(claim.id, item.claim) for claim in corpus.claims.values() for item in claim.compatible_with}
    found = [
        *(
            Conflict(*sides, "figures", clash.reason, clash.certain)
            for sides, clash in clashing.items()
            if sides not in compatible
        ),
        *_declared(corpus),
        *_disputed(corpus),
    ]
    first: dict[tuple[str, ...], Conflict] = {}
    for conflict in sorted(found, key=lambda c: (KINDS.index(c.kind), not c.certain, c.sides, c.reason)):
        # Reasons why a claim is impossible by itself may be several; a pair is told once.
        once = tuple(sorted(conflict.sides)) if conflict.second else (conflict.first, conflict.kind, conflict.reason)
        first.setdefault(once, conflict)
    return tuple(replace(conflict, copy=_copy(conflict, lineage, origins_of)) for conflict in first.values())


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


def _declared(corpus: Corpus) -> Iterator[Conflict]:
    for claim in corpus.claims.values():
        for item in claim.conflicts_with:
            yield Conflict(claim.id, item.claim, "declared", item.reason, working=item.working)


def _disputed(corpus: Corpus) -> Iterator[Conflict]:
    """Claims that words speak against: beside the claim that these words support, where it is plain which that is."""
    supported: dict[tuple[str, str], set[str]] = defaultdict(set)
    disputed: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in corpus.claims.values():
        for item in claim.evidence:
            if item.direction in ("supports", "disputes"):
                (supported if item.direction == "supports" else disputed)[_words(item)].add(claim.id)
    against = {  # claim -> the claims that speak against it, by words that they share
        claim.id: {id for item in claim.evidence if item.direction == "supports" for id in disputed[_words(item)]}
        for claim in corpus.claims.values()
    }
    for claim in corpus.claims.values():
        for item in claim.evidence:
            if item.direction == "disputes":
                yield from _dispute(claim.id, supported[_words(item)] - {claim.id}, against[claim.id])


def _dispute(claim: str, supported: set[str], returned: set[str]) -> Iterator[Conflict]:
    """One claim's dispute with those that the disputing words support: of several, with those that are disputed in return."""
    mutual = supported & returned
    for other in sorted(mutual):
        yield Conflict(*pair(claim, other), "disputed", "The words that support each of the two dispute the other.")
    if len(supported) == 1 and not mutual:
        reason = "The words that support the one dispute the other, and not the other way round."
        yield Conflict(*pair(claim, *supported), "disputed", reason)
    if not supported or (len(supported) > 1 and not mutual):
        yield Conflict(claim, None, "disputed", "Words on record speak against it.")


def _words(item: Evidence) -> tuple[str, str]:
    """What makes two pieces of evidence the same words."""
    return (item.quote, "") if item.quote else (item.document or "", " ".join((item.passage or "").split()))


def _copy(conflict: Conflict, lineage: Lineage, origins_of: OriginsOf) -> str | None:
    """How the two sides depend on each other: a common origin, or documents of which one carries the other's text."""
    if conflict.second is None:
        return None
    first, second = (origins_of(lineage.corpus.claims[id]) for id in conflict.sides)
    shared = [_name(lineage.corpus, key) for key in sorted(first.keys & second.keys)]
    parts = [f"both go back to {' and '.join(shared)}"] if shared else []
    one_text = {lineage.texts.of(id) for id in first.documents} & {lineage.texts.of(id) for id in second.documents}
    descent = _descent(lineage, first.documents, second.documents) if shared or one_text else None
    if descent:
        copy, parent = (_name(lineage.corpus, id) for id in descent)
        return _sentence(*parts, f"{copy} derives from {parent}", so="the one is a copy, not a second finding")
    if one_text and not set(first.documents) & set(second.documents):
        parts.append("a document of the one carries the same text as a document of the other")
    return _sentence(*parts, so="they do not speak independently of each other") if parts else None


def _sentence(*parts: str, so: str) -> str:
    """What is so, and what follows."""
    words = f"{', and '.join(parts)}: {so}."
    return words[:1].upper() + words[1:]


def _descent(lineage: Lineage, documents: Sequence[str], others: Sequence[str]) -> Pair | None:
    """A document of one side that derives from one of the other side, and that one."""
    for here, there in ((documents, others), (others, documents)):
        for document in here:
            if parents := sorted(lineage.ancestors(document) & set(there) - set(here)):
                return document, parents[0]
    return None


def _name(corpus: Corpus, key: str) -> str:
    """The name by which readers know an actor, or the container of a document."""
    if key in corpus.actors:
        return corpus.actors[key].name
    document = corpus.documents[key]
    return document.container_title or f"“{document.title}”"
