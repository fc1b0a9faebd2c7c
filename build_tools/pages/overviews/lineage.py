"""The lineage of all documents: whoever knew it at the top, and under each the documents that had it from there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from build_tools import markup as mu
from build_tools.derive import Dossier
from build_tools.derive.origins.lineage import Edge
from build_tools.model import Citation, Document
from build_tools.pages.parts.names import listed, shortened
from build_tools.pages.parts.page import Page
from build_tools.pages.parts.rows import heading, rows
from build_tools.pages.parts.trees import tree, with_below
from build_tools.pages.words import PASSED_ON, counted

DEEPEST = 24  # documents one under the other in a tree; what lies deeper begins one of its own
_LEAD = "From whom each document on record has what it says, as far as the documents tell."


@dataclass
class _Drawing:
    """The picture while it is drawn: who had it from whom, and which documents stand in it already."""

    page: Page
    below: Mapping[str, Sequence[Edge]]
    drawn: set[str] = field(default_factory=set)
    waiting: list[str] = field(default_factory=list)  # documents too deep in their trees to have theirs there

    def roots(self, ids: Iterable[str]) -> Iterator[str]:
        """Trees of what is not drawn yet, each followed by those of what lies too deep in it."""
        for id in ids:
            self.waiting.append(id)
            while self.waiting:
                if (id := self.waiting.pop(0)) not in self.drawn:
                    yield self.root(id)

    def root(self, id: str) -> str:
        """An actor or a text that nothing on record precedes, with all that descends from it."""
        name = (
            self.document(self.page.corpus.documents[id]) if id in self.page.corpus.documents else self.page.knower(id)
        )
        return with_below(name, self._under(id, 1))

    def document(self, document: Document, evidence: Sequence[Citation] = ()) -> str:
        """A document where it first stands: its name, its date, whether it was read; links to it from elsewhere lead here."""
        self.drawn.add(document.id)
        read = mu.span("read", "● read here" if document.word_count else "○ only named", read=_yes(document))
        named = _named(self.page, document) + self.page.cite(evidence)
        return f'<span id="of-{document.id}"></span>{named} {read}'

    def _under(self, id: str, depth: int) -> list[str]:
        return [self._branch(edge, depth) for edge in self.below.get(id, ())]

    def _branch(self, edge: Edge, depth: int) -> str:
        """A document under what it descends from, with those below it the first time only."""
        child, relation = self.page.corpus.documents[edge.child], PASSED_ON[edge.relation]
        if child.id in self.drawn or (depth >= DEEPEST and child.id in self.below):
            below = child.id not in self.drawn
            self.waiting += [child.id] if below else []
            where = mu.link("drawn below" if below else "drawn above", f"#of-{child.id}")
            return f"{relation} {self.page.source(child)}{self.page.cite(edge.evidence)} ({where})"
        return with_below(f"{relation} {self.document(child, edge.evidence)}", self._under(child.id, depth + 1))


def lineage_page(dossier: Dossier) -> str:
    page = Page(dossier, "lineage/index.md")
    below = _below(dossier)
    roots, alone = _roots(dossier, below)
    drawing = _Drawing(page, below)
    # A circle of documents has no first; whatever of it is not drawn yet begins a tree of its own.
    single_ones = set(alone)
    picture = list(drawing.roots([*roots, *(id for id in dossier.corpus.documents if id not in single_ones)]))
    single = rows(drawing.root(id) for id in alone)
    return page.render(
        "Where the sources come from",
        _LEAD,
        mu.phrase(_LEAD, _shared(page)),
        mu.blocks(heading(2, "Descent", len(picture), "descent"), _KEY, tree(picture)) if picture else "",
        mu.blocks(heading(2, "No descent on record", len(alone), "no-descent"), _ALONE, single) if alone else "",
    )


_KEY = (
    "At the top of each tree stands whoever knew something, or the text that nothing on record precedes; the number is "
    "that of trees. A document that has it from several stands under each, whole the first time."
)
_ALONE = "Of these, no document on record says where they have it from, nor do others on record descend from them."


def _yes(document: Document) -> str:
    return "yes" if document.word_count else "no"


def _named(page: Page, document: Document) -> str:
    """A document in the name of its publisher, its title, its date."""
    outlet = page.corpus.actors[document.outlet].name if document.outlet else None
    name = outlet or document.container_title or document.publisher
    title = page.link(document, shortened(document.title))
    return ", ".join(filter(None, (mu.text(name or ""), title, str(document.issued or "at an unknown date"))))


def _below(dossier: Dossier) -> Mapping[str, list[Edge]]:
    """The edges down from each actor and document, those to the documents first published first."""
    documents = dossier.corpus.documents
    below: dict[str, list[Edge]] = defaultdict(list)
    for edge in dossier.lineage.edges:
        below[edge.document or edge.actor or ""].append(edge)
    for edges in below.values():
        edges.sort(key=lambda e: (documents[e.child].issued is None, documents[e.child].issued or 0, e.child))
    return below


def _roots(dossier: Dossier, below: Mapping[str, Sequence[Edge]]) -> tuple[list[str], list[str]]:
    """What heads a tree, that with most read documents below it first; and the documents that stand alone."""
    documents = dossier.corpus.documents
    origins = [id for id, document in documents.items() if not document.derives_from]
    heads = {id for id in below if id not in documents or not documents[id].derives_from}
    sizes = _descending(below, documents)
    return sorted(heads, key=lambda id: (-sizes[id], id)), [id for id in origins if id not in below]


def _descending(below: Mapping[str, Sequence[Edge]], counted: Iterable[str]) -> dict[str, int]:
    """How many of some documents descend from each actor and document, directly or through others.

    Those that descend from one are the bits of a number, so that thousands are joined at once. A circle is gone round
    until nothing is added.
    """
    bits = {id: 1 << place for place, id in enumerate(counted)}
    found = dict.fromkeys(below, 0)
    order, again = _children_first(below), True
    while again:
        again = False
        for id in order:
            joined = 0
            for edge in below[id]:
                joined |= bits.get(edge.child, 0) | found.get(edge.child, 0)
            again = again or joined != found[id]
            found[id] = joined
    return {id: (joined & ~bits.get(id, 0)).bit_count() for id, joined in found.items()}


def _children_first(below: Mapping[str, Sequence[Edge]]) -> list[str]:
    """What others descend from, each after those of these that descend from it, but for circles."""
    order: dict[str, None] = {}
    met: set[str] = set()
    waiting = list(below)
    while waiting:
        id = waiting.pop()
        if id in met:
            order.setdefault(id)
        else:
            met.add(id)
            waiting += [id, *(edge.child for edge in below[id] if edge.child in below and edge.child not in met)]
    return list(order)


def _shared(page: Page) -> str:
    """From which one document most of those that were read descend, and whom that document heard itself."""
    documents = page.corpus.documents
    read = {id for id, document in documents.items() if document.word_count}
    below = _below(page.dossier)
    shared = {id: number for id, number in _descending(below, read).items() if id in documents}
    told = f"{counted(len(documents), 'document')} are on record, {len(read)} of them read here word by word."
    most = max(shared, key=lambda id: (shared[id], id), default=None)
    if most is None or shared[most] < 2:
        return f"{told} No two of those descend from one document."
    parents = documents[most].derives_from
    heard = [page.knower(parent.actor) for parent in parents if parent.actor and parent.relation == "own-reporting"]
    rest = f", which heard {listed(heard)}" if heard else ""
    return (
        f"{told} {shared[most]} of those descend, in whole or in part, from one: {_named(page, documents[most])}{rest}."
    )
