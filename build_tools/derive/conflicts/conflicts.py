"""Which claims cannot both be true, or are spoken against: figures that do not meet, what editors declared, disputing words."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from build_tools.corpus import Corpus
from build_tools.derive.conflicts.clashes import Clash, Pair, pair
from build_tools.derive.origins.lineage import Lineage
from build_tools.derive.origins.origins import Origins, called
from build_tools.model import Claim, Evidence

# In the order of precedence: what figures or an editor say of a pair is not said again of its disputing words.
KINDS = ("figures", "declared", "disputed")
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
    shared = [called(lineage.corpus, key) for key in sorted(first.keys & second.keys)]
    parts = [f"both go back to {' and '.join(shared)}"] if shared else []
    one_text = {lineage.texts.of(id) for id in first.documents} & {lineage.texts.of(id) for id in second.documents}
    descent = _descent(lineage, first.documents, second.documents) if shared or one_text else None
    if descent:
        copy, parent = (called(lineage.corpus, id) for id in descent)
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
