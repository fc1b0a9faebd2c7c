"""How many pages a long page is divided into, told from what stands on it before it is written.

Whoever wants one page of ten thousand must know the addresses of all, and cannot write them for that. So the length is estimated,
from the number and the names of the records that a page lists; the division (`division.py`) then fills so many pages evenly.
The bytes that a record adds were measured on invented collections (docs/decisions/0041).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from math import ceil

from build_tools.corpus import kind_of, name_of
from build_tools.derive import Dossier
from build_tools.model import Claim, Record

ROOM = 200_000  # bytes of a page that is one of several
_SPARE = 1.5  # a page so much longer than that is still one

# The bytes that a record adds to the page of one that it names, by the kinds of the two.
_NAMING: Mapping[str, Mapping[str, int]] = {
    "actors": {"claims": 1800, "quotes": 1600, "commitments": 700, "events": 900, "documents": 300, "actors": 200},
    "documents": {"claims": 600, "quotes": 500, "documents": 600, "commitments": 400, "events": 400, "actors": 400},
    "events": {"claims": 2400, "quotes": 2600, "commitments": 700},
    "commitments": {"claims": 4500, "commitments": 600},
    "claims": {"claims": 2000},
    "quotes": {"claims": 400, "quotes": 2500},
}
_FALLING = 300  # bytes of a line on what would change without a source


def several(dossier: Dossier, room: int = ROOM) -> dict[str, int]:
    """The pages that are divided, by their paths, and into how many each; `room` is how many bytes one of several may have."""
    lengths = (*_of_overviews(dossier), *_of_records(dossier))
    return {path: ceil(length / room) for path, length in lengths if length > room * _SPARE}


def _of_overviews(dossier: Dossier) -> Iterator[tuple[str, int]]:
    """The lengths of the pages that list records."""
    corpus = dossier.corpus
    claims, commitments, quotes = corpus.claims.values(), corpus.commitments.values(), corpus.quotes.values()
    documents, events, actors = corpus.documents.values(), corpus.events.values(), corpus.actors.values()
    yield "claims/index.md", _listed(claims, 250)
    yield "quotes/index.md", 400 * len(quotes)
    yield "documents/index.md", _listed(documents, 200)
    yield "events/index.md", _listed(events, 100) + 100 * sum(len(event.participants) for event in events)
    names = sum(1 + len(actor.other_names) for actor in actors)
    yield "actors/index.md", sum(len(actor.description) for actor in actors) + 200 * names
    yield (
        "commitments/index.md",
        _listed(commitments, 900) + 60 * sum(len(one.promisors) + len(one.promisees) for one in commitments),
    )
    yield (
        "parties/index.md",
        sum(max(len(one.promisors) * len(one.promisees), 1) * (len(one.title) + 500) for one in commitments),
    )
    dated: list[Record] = [*documents, *events, *(claim for claim in claims if claim.when)]
    yield (
        "timeline/index.md",
        _listed(dated, 230) + 300 * sum(bool(quote.said) for quote in quotes) + _listed(commitments, 900),
    )
    yield "origins/index.md", _listed(claims, 300) + _listed(commitments, 300)
    yield "lineage/index.md", 600 * len(documents) + 1300 * sum(len(document.derives_from) for document in documents)
    yield "lookup/index.md", _listed(documents, 500)
    spoken_against = sum(any(item.direction == "disputes" for item in claim.evidence) for claim in claims)
    declared = sum(len(claim.conflicts_with) + len(claim.compatible_with) for claim in claims)
    disagreements = len(dossier.clashes) + spoken_against + declared
    yield "disagreements/index.md", 5000 * disagreements + 700 * len(dossier.figures)
    yield (
        "corrections/index.md",
        400 * sum(len(one.corrections) for one in corpus.records()) + 400 * len(corpus.withdrawn),
    )


def _listed(records: Iterable[Record], more: int) -> int:
    """The bytes of records in a list: their names, and so many more for each."""
    return sum(len(name_of(record)) + more for record in records)


def _of_records(dossier: Dossier) -> Iterator[tuple[str, int]]:
    """The lengths of the pages of records: what names each adds to it, and what would fall with it through others."""
    named: Counter[tuple[str, str]] = Counter()
    statements: Counter[str] = Counter()  # that take words from each document
    below: dict[str, set[str]] = defaultdict(set)
    for reference in dossier.corpus.references:
        source = reference.source
        if naming := _NAMING.get(reference.kind):
            named[reference.kind, reference.id] += naming.get(kind_of(source), 0)
        if reference.kind == "documents" and isinstance(source, Claim):
            statements[reference.id] += 1
        if reference.path[0] == "derives_from":
            below[reference.id].add(source.id)
    for (kind, id), length in named.items():
        falling = sum(statements[one] for one in _descending(below, id)) if id in below else 0
        yield f"{kind}/{id}.md", length + _FALLING * falling


def _descending(below: Mapping[str, Set[str]], id: str) -> Set[str]:
    """The documents that descend from a document or an actor, directly or through others."""
    found: set[str] = set()
    waiting = [id]
    while waiting:
        children = below.get(waiting.pop(), set()) - found
        found |= children
        waiting += children
    return found
