"""The lineage of a document as a picture that is two lists: what it has its text from above it, what has it from there below."""

from collections.abc import Iterator

from build_tools import markup as mu
from build_tools.model import Claim, Descent, Document
from build_tools.pages.parts.page import Page
from build_tools.pages.parts.trees import tree, with_below
from build_tools.pages.words import DESCENDANTS, HAD_FROM

HEADING = "Where it comes from, and what comes from it"


def lineage(page: Page, document: Document) -> str:
    """The parents of a document and theirs, the document, its descendants; nothing where it stands alone."""
    above = _parents(page, document, "It", {document.id})
    below = list(_descendants(page, document, {document.id}))
    if not above and not below:
        return ""
    source = mu.block("above", tree(above)) if above else ""
    this = mu.block("this", f"{mu.strong('This source:')} {_name(page, document)}")
    return mu.block("lineage", source, this, tree(below) if below else "")


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


def _parents(page: Page, document: Document, subject: str, seen: set[str]) -> list[str]:
    """What a document has its text or knowledge from, and under each what that has its own from."""
    return [_parent(page, parent, subject, seen) for parent in document.derives_from]


def _parent(page: Page, parent: Descent, subject: str, seen: set[str]) -> str:
    source = (
        _linked(page, page.corpus.documents[parent.document]) if parent.document else page.actor(parent.actor or "")
    )
    line = f"{subject} {HAD_FROM[parent.relation]} {source}{page.cite(parent.evidence)}"
    note = mu.paragraph(mu.text(parent.note), "aside") if parent.note and subject == "It" else ""
    if not parent.document or parent.document in seen:
        further = []
    else:
        seen.add(parent.document)
        further = _parents(page, page.corpus.documents[parent.document], "which", seen)
    return with_below(mu.blocks(line, note) if note else line, further)


def _descendants(page: Page, document: Document, seen: set[str]) -> Iterator[str]:
    """The documents that have their text from one, and under each those that have theirs from it; each opened once."""
    for edge in page.dossier.lineage.children(document.id):
        child = page.corpus.documents[edge.child]
        further: list[str] = []
        if child.id not in seen:
            seen.add(child.id)
            further = list(_descendants(page, child, seen))
        yield with_below(f"{DESCENDANTS[edge.relation]} {_linked(page, child)}{page.cite(edge.evidence)}", further)


def _linked(page: Page, document: Document) -> str:
    """A document in a line, and whether it was read."""
    return mu.phrase(page.document(document), "" if document.word_count else mu.span("label", "not read here"))
