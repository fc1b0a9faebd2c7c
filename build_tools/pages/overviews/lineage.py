"""The lineage of all documents: whoever knew it at the top, and under each the documents that had it from there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
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

_LEAD = "From whom each document on record has what it says, as far as the documents tell."


@dataclass
class _Drawing:
    """The picture while it is drawn: who had it from whom, and which documents stand in it already."""

    page: Page
    below: Mapping[str, Sequence[Edge]]
    drawn: set[str] = field(default_factory=set)

    def root(self, id: str) -> str:
        """An actor or a text that nothing on record precedes, with all that descends from it."""
        name = (
            self.document(self.page.corpus.documents[id]) if id in self.page.corpus.documents else self.page.knower(id)
        )
        return with_below(name, self._under(id))

    def document(self, document: Document, evidence: Sequence[Citation] = ()) -> str:
        """A document where it first stands: its name, its date, whether it was read; links to it from elsewhere lead here."""
        self.drawn.add(document.id)
        read = mu.span("read", "● read here" if document.word_count else "○ only named", read=_yes(document))
        named = _named(self.page, document) + self.page.cite(evidence)
        return f'<span id="of-{document.id}"></span>{named} {read}'

    def _under(self, id: str) -> list[str]:
        return [self._branch(edge) for edge in self.below.get(id, ())]

    def _branch(self, edge: Edge) -> str:
        """A document under what it descends from, with those below it the first time only."""
        child, relation = self.page.corpus.documents[edge.child], PASSED_ON[edge.relation]
        if child.id in self.drawn:
            where = mu.link("drawn above", f"#of-{child.id}")
            return f"{relation} {self.page.source(child)}{self.page.cite(edge.evidence)} ({where})"
        return with_below(f"{relation} {self.document(child, edge.evidence)}", self._under(child.id))


def lineage_page(dossier: Dossier) -> str:
    page = Page(dossier, "lineage/index.md")
    below = _below(dossier)
    roots, alone = _roots(dossier, below)
    drawing = _Drawing(page, below)
    picture = [drawing.root(id) for id in roots]
    # A circle of documents has no first; whatever of it is not drawn yet begins a tree of its own.
    picture += [drawing.root(id) for id in dossier.corpus.documents if id not in drawing.drawn and id not in alone]
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
    sizes = {id: len(_descendants(below, id)) for id in heads}
    return sorted(heads, key=lambda id: (-sizes[id], id)), [id for id in origins if id not in below]


def _descendants(below: Mapping[str, Sequence[Edge]], id: str) -> frozenset[str]:
    """The documents that descend from an actor or a document, directly or through others."""
    found: set[str] = set()
    waiting = [id]
    while waiting:
        children = {edge.child for edge in below.get(waiting.pop(), ())} - found
        found |= children
        waiting += sorted(children)
    return frozenset(found - {id})


def _shared(page: Page) -> str:
    """From which one document most of those that were read descend, and whom that document heard itself."""
    documents = page.corpus.documents
    read = {id for id, document in documents.items() if document.word_count}
    below = _below(page.dossier)
    shared = {id: len(read & _descendants(below, id)) for id in documents if id in below}
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
