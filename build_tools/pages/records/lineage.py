"""The lineage of a document as a picture that is two lists: what it has its text from above it, what has it from there below.

It shows the documents nearest to this one; the page on all sources has them all.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from build_tools import markup as mu
from build_tools.model import Claim, Descent, Document
from build_tools.pages.parts.page import Page
from build_tools.pages.parts.trees import tree, with_below
from build_tools.pages.words import DESCENDANTS, HAD_FROM

HEADING = "Where it comes from, and what comes from it"
MOST = 24  # documents on either side


def lineage(page: Page, document: Document) -> str:
    """The parents of a document and theirs, the document, its descendants; nothing where it stands alone."""
    graph = page.dossier.lineage
    near_above = _nearest(document.id, lambda id: [edge.document for edge in graph.parents(id) if edge.document])
    near_below = _nearest(document.id, lambda id: [edge.child for edge in graph.children(id)])
    above = _parents(page, document, "It", _Shown(near_above[:MOST], {document.id}))
    below = list(_descendants(page, document, _Shown(near_below[:MOST], {document.id})))
    if not above and not below:
        return ""
    source = mu.block("above", tree(above)) if above else ""
    this = mu.block("this", f"{mu.strong('This source:')} {_name(page, document)}")
    further = [words for words, near in (("up", near_above), ("down", near_below)) if len(near) > MOST]
    all_sources = page.way("lineage/index.md", "Where the sources come from")
    more = f"Documents further {' and '.join(further)} stand under {all_sources}." if further else ""
    return mu.blocks(mu.block("lineage", source, this, tree(below) if below else ""), more)


@dataclass(frozen=True)
class _Shown:
    """The ids of the documents that a picture shows beside the one that it is of, and of those opened so far."""

    near: Sequence[str]
    opened: set[str]

    def has(self, document: str) -> bool:
        return document in self.opened or document in self.near


def _nearest(start: str, next_to: Callable[[str], Iterable[str]]) -> list[str]:
    """The documents that are reached from one, those after the fewest steps first: one more than are shown, if there are."""
    found = {start: None}
    waiting = deque([start])
    while waiting and len(found) <= MOST + 1:
        more = dict.fromkeys(id for id in next_to(waiting.popleft()) if id not in found)
        found |= more
        waiting += more
    return list(found)[1 : MOST + 2]


def relayed(page: Page, document: Document) -> list[str]:
    """The claims for which another document relays this one."""
    return [
        page.link(claim) + page.cite(item for item in claim.evidence if item.relays == document.id)
        for claim in page.corpus.naming(document, Claim, "evidence")
        if any(item.relays == document.id for item in claim.evidence)
    ]


def _name(page: Page, document: Document) -> str:
    """What readers know the document by, without a link to where they are."""
    outlet = page.corpus.actors[document.outlet].name if document.outlet else None
    words = [outlet or document.container_title or document.title, str(document.issued or "")]
    return mu.text(", ".join(filter(None, words)))


def _parents(page: Page, document: Document, subject: str, shown: _Shown) -> list[str]:
    """What a document has its text or knowledge from, and under each what that has its own from."""
    parents = [parent for parent in document.derives_from if not parent.document or shown.has(parent.document)]
    return [_parent(page, parent, subject, shown) for parent in parents]


def _parent(page: Page, parent: Descent, subject: str, shown: _Shown) -> str:
    source = (
        _linked(page, page.corpus.documents[parent.document]) if parent.document else page.actor(parent.actor or "")
    )
    line = f"{subject} {HAD_FROM[parent.relation]} {source}{page.cite(parent.evidence)}"
    note = mu.paragraph(mu.text(parent.note), "aside") if parent.note and subject == "It" else ""
    if not parent.document or parent.document in shown.opened:
        further = []
    else:
        shown.opened.add(parent.document)
        further = _parents(page, page.corpus.documents[parent.document], "which", shown)
    return with_below(mu.blocks(line, note) if note else line, further)


def _descendants(page: Page, document: Document, shown: _Shown) -> Iterator[str]:
    """The documents that have their text from one, and under each those that have theirs from it; each opened once."""
    for edge in page.dossier.lineage.children(document.id):
        if shown.has(edge.child):
            child = page.corpus.documents[edge.child]
            further: list[str] = []
            if child.id not in shown.opened:
                shown.opened.add(child.id)
                further = list(_descendants(page, child, shown))
            yield with_below(f"{DESCENDANTS[edge.relation]} {_linked(page, child)}{page.cite(edge.evidence)}", further)


def _linked(page: Page, document: Document) -> str:
    """A document in a line, and whether it was read."""
    return mu.phrase(page.document(document), "" if document.word_count else mu.span("label", "not read here"))
