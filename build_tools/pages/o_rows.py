"""The rows and headings of overviews: a heading with its count, a record in a line with its marks, long lists folded."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from build_tools import markdown as md
from build_tools.corpus import Corpus
from build_tools.dates import Date
from build_tools.model import Claim, Commitment, Document
from build_tools.pages.marks import origins_mark
from build_tools.pages.page import Page

Item = TypeVar("Item")
Key = TypeVar("Key")

LONG = 12  # rows that a reader takes in without a choice of what to open
_AGAINST = (("disputes", "≠", "Disputed"), ("qualifies", "±", "Qualified"))


def heading(level: int, words: str, count: int, id: str) -> str:
    """A heading with the number of what stands under it; `id` is its anchor, which stays when the number changes."""
    return f"{md.heading(level, md.text(words))} {md.span('count', f'({count:,})')} {{ #{id} }}"


def label(words: str, sign: str = "") -> str:
    """Of what kind a row is, as a mark before it; `sign` says whether it tells of what happened or of a report."""
    return md.span("label", md.text(words), **({"key": sign} if sign else {}))


def rows(items: Iterable[str]) -> str:
    """Rows, each with a line between it and the next; nothing where there are none."""
    return md.block("rows", md.bullets(items))


def folded(summary: str, items: Sequence[str], limit: int = LONG) -> str:
    """Rows, under a `summary` that opens them (plain text) where there are more than `limit`."""
    listed = rows(items)
    return md.disclosure(md.text(summary), listed) if len(items) > limit else listed


def grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> Mapping[Key, list[Item]]:
    """Items by their key, in the order in which the keys are met."""
    groups: dict[Key, list[Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


def statement(page: Page, claim: Claim) -> str:
    """A statement in a row: what it says, how many documents and origins it has, whether words speak against it."""
    return md.paragraph(page.link(claim), origins_mark(page.dossier.origins(claim)), against(page, claim))


def undertaking(page: Page, commitment: Commitment) -> str:
    """A commitment in a row: its title, its status, how many documents and origins say that it was made."""
    status = page.status(page.dossier.statuses[commitment.id].id)
    return md.paragraph(page.link(commitment), status, origins_mark(page.dossier.origins(commitment)))


def document(page: Page, document: Document) -> str:
    """A document in a row: its title, where and when it was published as far as that is known."""
    container = document.container_title or document.publisher
    published = ", ".join(filter(None, (md.text(container or ""), str(document.issued or ""))))
    return f"{page.link(document)}{f' — {published}' if published else ''}"


def against(page: Page, claim: Claim) -> str:
    """Marks that say whether words on record dispute or qualify a statement, or another cannot stand beside it."""
    directions = {item.direction for item in claim.evidence}
    if page.dossier.conflicts_of(claim):
        directions.add("disputes")
    signs = (
        md.span("against", f'<span class="sign" aria-hidden="true">{sign}</span> {words}')
        for direction, sign, words in _AGAINST
        if direction in directions
    )
    return md.paragraph(*signs)


def day_of(claim: Claim, corpus: Corpus) -> Date | None:
    """The day that a statement tells of, that of its event, or else the first on which it was published."""
    published = (corpus.source_of(item).issued for item in claim.evidence)
    told = claim.when or (corpus.events[claim.event].date if claim.event else None)
    return told or min((date for date in published if date), default=None)
