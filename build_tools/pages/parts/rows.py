"""Rows of records on other pages: a record in a line with its marks, headings with counts, long lists grouped and folded."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from build_tools import markup as mu
from build_tools.model import Claim, Commitment, Document
from build_tools.pages.parts.marks import doubt_marks, origins_mark
from build_tools.pages.parts.page import Page, sorted_by_date
from build_tools.pages.parts.status import status_line
from build_tools.pages.words import CLAIM_GROUPS

LONG = 12  # rows that a reader takes in without a choice of what to open
Item = TypeVar("Item")
Key = TypeVar("Key")


def heading(level: int, words: str, count: int, id: str) -> str:
    """A heading with the number of what stands under it; `id` is its anchor, which stays when the number changes."""
    return mu.heading(level, f"{mu.text(words)} {mu.span('count', f'({count:,})')}", id)


def rows(items: Iterable[str]) -> str:
    """Rows, each with a line between it and the next; nothing where there are none."""
    return mu.block("rows", mu.bullets(items))


def folded(summary: str, items: Sequence[str], limit: int = LONG) -> str:
    """Rows, under a `summary` that opens them (plain text) where there are more than `limit`."""
    listed = rows(items)
    return mu.disclosure(mu.text(summary), listed) if len(items) > limit else listed


def grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> Mapping[Key, list[Item]]:
    """Items by their key, in the order in which the keys are met."""
    groups: dict[Key, list[Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


def statement(page: Page, claim: Claim) -> str:
    """A statement in a row: what it says, how many documents and origins it has, whether words speak against it."""
    return mu.phrase(page.link(claim), origins_mark(page.dossier.origins(claim)), against(page, claim))


def undertaking(page: Page, commitment: Commitment) -> str:
    """A commitment in a row: its title, its status, how many documents and origins say that it was made."""
    status = page.status(page.dossier.statuses[commitment.id].id)
    return mu.phrase(page.link(commitment), status, origins_mark(page.dossier.origins(commitment)))


def document(page: Page, document: Document) -> str:
    """A document in a row: its title, where and when it was published as far as that is known."""
    container = document.container_title or document.publisher
    published = ", ".join(filter(None, (mu.text(container or ""), str(document.issued or ""))))
    return f"{page.link(document)}{f' — {published}' if published else ''}"


def against(page: Page, claim: Claim) -> str:
    """Marks that say whether words on record dispute or qualify a statement, or another cannot stand beside it."""
    conflicts = {"disputes"} if page.dossier.conflicts_of(claim) else set()
    return doubt_marks({item.direction for item in claim.evidence} | conflicts)


def commitments(page: Page, some: Iterable[Commitment], known: Sequence[str] = ()) -> str:
    """Commitments, each with its status and its parties; promisors that are `known` go unsaid."""
    return mu.block("rows", mu.bullets(_commitment(page, one, known) for one in some))


def _commitment(page: Page, commitment: Commitment, known: Sequence[str]) -> str:
    parties = ", ".join((*page.parties(commitment, known), str(commitment.made)))
    stands = status_line(page, commitment).removesuffix(".")
    return mu.blocks(page.link(commitment), f"{stands} · {mu.capital(parties)}")


def groups(lists: Mapping[str, Sequence[str]]) -> str:
    """Lists by their names, each under a heading; folded under the name and the count where they are long together."""
    found = {words: items for words, items in lists.items() if items}
    if sum(map(len, found.values())) <= LONG:
        return mu.blocks(
            *(part for words, items in found.items() for part in (mu.heading(3, words), mu.bullets(items)))
        )
    return mu.blocks(*(fold(words, items) for words, items in found.items()))


def fold(words: str, items: Sequence[str]) -> str:
    """A list under a summary that tells how long it is."""
    return mu.disclosure(_summary(words, len(items)), mu.bullets(items), classes="fold")


def short_or_folded(words: str, items: Sequence[str]) -> str:
    """A list as it is where it is short, and folded where it is long."""
    return mu.bullets(items) if len(items) <= LONG else fold(words, items)


def few_or_folded(words: str, blocks: Sequence[str]) -> str:
    """Blocks one after the other, under a summary that tells how many where they are many."""
    together = mu.blocks(*blocks)
    return together if len(blocks) <= LONG else mu.disclosure(_summary(words, len(blocks)), together, classes="fold")


def _summary(words: str, number: int) -> str:
    return f'{words} <span class="count">{number}</span>'


def claims(page: Page, some: Iterable[Claim], line: Callable[[Claim], str] | None = None) -> str:
    """Claims by their dates, each in a `line`; by kind, and folded, where they are many."""
    line = line or page.claim
    ordered = sorted_by_date(some, page.corpus)
    if len(ordered) <= LONG:
        return mu.bullets(map(line, ordered))
    return groups(by_kind(ordered, line))


def by_kind(some: Iterable[Claim], line: Callable[[Claim], str]) -> dict[str, list[str]]:
    """Claims, each in a line, under the names of their kinds."""
    lists: dict[str, list[str]] = {kind: [] for kind in CLAIM_GROUPS}
    for claim in some:
        lists[claim.kind].append(line(claim))
    return {CLAIM_GROUPS[kind]: lines for kind, lines in lists.items()}
