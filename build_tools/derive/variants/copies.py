"""Likely copies: documents whose captures share runs of words, and neither of which is said to come from the other."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from build_tools.captures import Capture
from build_tools.corpus import Corpus
from build_tools.model import Document

RUN = 5  # words
LEAST_SHARE = 0.02  # of the runs of the document that has fewer
LEAST_RUNS = 10  # so that a name and a title make no copies of two short texts
MOST_HOLDERS = 20  # documents: a run that more of them hold is a formula, or what a site prints under everything

_WORD = re.compile(r"\w+")
# Two reporters may have heard the same words; what they write around them they do not share by chance.
_QUOTED = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"")


@dataclass(frozen=True)
class Resemblance:
    """Two documents, and the share of the runs of words of the smaller one that the other has too: 0 to 1."""

    earlier: Document
    later: Document
    share: float


def resemblances(corpus: Corpus, captures: Mapping[str, Capture]) -> tuple[Resemblance, ...]:
    """The documents that share more of their words than chance gives, whatever is said of their descent.

    Shingles after Broder, "On the resemblance and containment of documents" (1997): runs of `RUN` words, without
    capitals, punctuation and quotations; and containment, the shared runs as a share of the smaller document's. Each
    run leads to the documents that hold it, so the work is linear in the captured text.
    """
    documents = sorted((corpus.documents[id] for id in captures if id in corpus.documents), key=_age)
    sizes, holders = _holders(captures[document.id].text for document in documents)
    pairs = Counter(pair for held in holders for pair in combinations(_compared(held, documents), 2))
    found = []
    for (first, second), shared in sorted(pairs.items()):
        share = shared / min(sizes[first], sizes[second])
        if shared >= LEAST_RUNS and share >= LEAST_SHARE:
            found.append(Resemblance(documents[first], documents[second], share))
    return tuple(found)


def _age(document: Document) -> tuple[date, str]:
    return document.issued.earliest if document.issued else date.max, document.id


def _holders(texts: Iterable[str]) -> tuple[list[int], list[list[int]]]:
    """How many runs each text has, and of each run that several texts hold, those texts; each text by its place."""
    sizes: list[int] = []
    first: dict[int, int] = {}
    holders: dict[int, list[int]] = {}
    for number, runs in enumerate(_runs(texts)):
        sizes.append(len(runs))
        for run in runs:
            before = first.setdefault(run, number)
            if before != number:
                holders.setdefault(run, [before]).append(number)
    return sizes, list(holders.values())


def _runs(texts: Iterable[str]) -> Iterator[set[int]]:
    """The runs of words of each text, each as a number: the hash of its words' numbers, the same in every build."""
    numbers: dict[str, int] = {}
    for text in texts:
        words = [numbers.setdefault(word, len(numbers)) for word in _WORD.findall(_QUOTED.sub("\n", text.casefold()))]
        yield set(map(hash, zip(*(words[start:] for start in range(RUN)), strict=False)))


def _compared(holders: list[int], documents: Sequence[Document]) -> list[int]:
    """The documents to compare for a run that they hold; known copies of a text do not make it a formula."""
    if len(holders) > MOST_HOLDERS:
        holders = [number for number in holders if documents[number].standing != "copy"]
    return holders if len(holders) <= MOST_HOLDERS else []


def related(corpus: Corpus, one: Document, other: Document) -> bool:
    """Whether one document derives from the other, or both from a third, or from the same outlet without saying which text."""
    return not _ancestry(corpus, one.id).isdisjoint(_ancestry(corpus, other.id))


def _ancestry(corpus: Corpus, id: str) -> set[str]:
    """A document and all that its text comes from: documents, and actors whom it did not ask itself."""
    found: set[str] = set()
    open_ends = [id]
    while open_ends:
        end = open_ends.pop()
        if end not in found:
            found.add(end)
            open_ends += _parents(corpus.documents[end]) if end in corpus.documents else []
    return found


def _parents(document: Document) -> Iterator[str]:
    for parent in document.derives_from:
        if parent.document:
            yield parent.document
        elif parent.actor and parent.relation != "own-reporting":
            yield parent.actor
