"""What is known of cited words: whether they stand in their document, and who knew what they are cited for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from build_tools.corpus import kind_of
from build_tools.derive.origins.lineage import Lineage
from build_tools.derive.origins.origins import Origin, Origins, bounds, origins_of
from build_tools.derive.origins.voices import KINDS, Item, supporting
from build_tools.derive.verbatim.deeplink import Stretch, Wanted, wanted, wanted_for
from build_tools.derive.verbatim.verdicts import VERDICTS, Verification
from build_tools.excerpts import Excerpt
from build_tools.model import Citation, Claim, Evidence

# Words of a document: its id, the words, and how they are divided there, which tells one place of theirs from another.
Words = tuple[str, str, tuple[Stretch, ...]]


@dataclass(frozen=True)
class Knowledge:
    """The verdict on some words (one of VERDICTS), and the origins behind them; None where no claim rests on them."""

    verdict: str
    origins: Origins | None


class Known:
    """What is known of all words that records take from documents, worked out for those that are asked for."""

    def __init__(
        self, lineage: Lineage, verification: Verification, stretches: Mapping[Wanted, tuple[Stretch, ...]]
    ) -> None:
        self._lineage, self._verification, self._stretches = lineage, verification, stretches
        self._found: dict[Words, Knowledge] = {}

    def of(self, citation: Citation) -> Knowledge:
        """What is known of the cited words. Where verdicts on the same words differ: the last of VERDICTS."""
        words = self._words(wanted(self._lineage.corpus, citation))
        if words not in self._found:
            self._found[words] = self._known(words)
        return self._found[words]

    def _words(self, wanted: Wanted) -> Words:
        return wanted[0], wanted[1], self._stretches.get(wanted, ())

    def _known(self, words: Words) -> Knowledge:
        """The words are looked for among those of their document that read alike, divided as they are."""
        records = {(kind_of(one.record), one.record.id): one.record for one in self._excerpts[words[:2]]}
        verdicts = [one for record in records.values() for one in self._verification.of(record)]
        told = {one.verdict for one in verdicts if self._words(wanted_for(one.excerpt)) == words}
        items: dict[str, list[Evidence]] = defaultdict(list)
        for claim, item in self._items.get(words[:2], ()):
            if self._words(wanted(self._lineage.corpus, item)) == words:
                items[claim.id].append(item)
        origins = _origins(self._lineage, words[0], items) if items else None
        return Knowledge(max(told, key=list(VERDICTS).index), origins)

    @cached_property
    def _excerpts(self) -> Mapping[tuple[str, str], list[Excerpt]]:
        index: dict[tuple[str, str], list[Excerpt]] = defaultdict(list)
        for excerpt in self._lineage.corpus.excerpts:
            index[excerpt.document, excerpt.words].append(excerpt)
        return index

    @cached_property
    def _items(self) -> Mapping[tuple[str, str], list[Item]]:
        corpus = self._lineage.corpus
        index: dict[tuple[str, str], list[Item]] = defaultdict(list)
        for claim, item in supporting(corpus.claims.values()):
            index[corpus.source_of(item).id, corpus.words_of(item)].append((claim, item))
        return index


def _origins(lineage: Lineage, document: str, items: Mapping[str, Sequence[Evidence]]) -> Origins:
    """The origins behind words of a document, by the items of evidence that cite them in each claim."""
    claims = lineage.corpus.claims
    found = _merged(origin for id, cited in items.items() for origin in _behind(lineage, document, claims[id], cited))
    return Origins(*bounds(lineage, found), found, (document,))


def _behind(lineage: Lineage, document: str, claim: Claim, items: Sequence[Evidence]) -> Sequence[Origin]:
    """The origins of a claim to which some items of one document lead, with the chains that begin there.

    Other documents are heard too: one that is relayed here may say whom it has it from. Where that leads to nobody,
    the origins are those whom the document names elsewhere for the same claim.
    """
    every = [item for _, item in supporting([claim])]
    others = [item for item in every if lineage.corpus.source_of(item).id != document]
    found = _from(document, origins_of(lineage, [(claim, item) for item in (*items, *others)]))
    if all(origin.kind == "unknown" for origin in found):
        return _from(document, origins_of(lineage, [(claim, item) for item in every]))
    return found


def _from(document: str, origins: Origins) -> list[Origin]:
    """The origins to which chains lead from a document, with those chains alone."""
    chains = {
        origin: tuple(chain for chain in origin.chains if chain.steps[0].id == document) for origin in origins.origins
    }
    return [replace(origin, chains=chains) for origin, chains in chains.items() if chains]


def _merged(origins: Iterable[Origin]) -> tuple[Origin, ...]:
    """Origins of several claims, each once, the weightiest kind first, then by key."""
    merged: dict[str, Origin] = {}
    for origin in origins:
        merged[origin.key] = _joined(merged.get(origin.key, origin), origin)
    return tuple(sorted(merged.values(), key=lambda origin: (KINDS.index(origin.kind), origin.key)))


def _joined(one: Origin, other: Origin) -> Origin:
    """One origin as two claims have it; a chain that is lost for one and not for the other is not lost."""
    chains = sorted((*one.chains, *other.chains), key=lambda chain: not chain.lost)
    ways = {chain.way: chain for chain in chains}
    kind = min(one.kind, other.kind, key=KINDS.index)
    return Origin(one.key, kind, tuple(ways.values()), one.certain or other.certain)
