"""Lists of records on pages of other records: commitments with their status, and long lists grouped and folded."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from build_tools import markdown as md
from build_tools.model import Claim, Commitment
from build_tools.pages.page import Page, sorted_by_date
from build_tools.pages.status import status_line
from build_tools.pages.words import CLAIM_GROUPS

FEW = 12  # items that a reader takes in without folding


def commitments(page: Page, some: Iterable[Commitment], known: Sequence[str] = ()) -> str:
    """Commitments, each with its status and its parties; promisors that are `known` go unsaid."""
    return md.block("rows", md.bullets(_commitment(page, one, known) for one in some))


def _commitment(page: Page, commitment: Commitment, known: Sequence[str]) -> str:
    parties = ", ".join((*page.parties(commitment, known), str(commitment.made)))
    return f"{page.link(commitment)}\n\n{status_line(page, commitment).removesuffix('.')} · {md.capital(parties)}"


def groups(lists: Mapping[str, Sequence[str]]) -> str:
    """Lists by their names, each under a heading; folded under the name and the count where they are long together."""
    found = {words: items for words, items in lists.items() if items}
    if sum(map(len, found.values())) <= FEW:
        return "\n\n".join(f"{md.heading(3, words)}\n\n{md.bullets(items)}" for words, items in found.items())
    return "\n\n".join(fold(words, items) for words, items in found.items())


def fold(words: str, items: Sequence[str]) -> str:
    """A list under a summary that tells how long it is."""
    return md.disclosure(_summary(words, len(items)), md.bullets(items), classes="fold")


def short_or_folded(words: str, items: Sequence[str]) -> str:
    """A list as it is where it is short, and folded where it is long."""
    return md.bullets(items) if len(items) <= FEW else fold(words, items)


def few_or_folded(words: str, blocks: Sequence[str]) -> str:
    """Blocks one after the other, under a summary that tells how many where they are many."""
    together = "\n\n".join(blocks)
    return together if len(blocks) <= FEW else md.disclosure(_summary(words, len(blocks)), together, classes="fold")


def _summary(words: str, number: int) -> str:
    return f'{words} <span class="count">{number}</span>'


def claims(page: Page, some: Iterable[Claim], line: Callable[[Claim], str] | None = None) -> str:
    """Claims by their dates, each in a `line`; by kind, and folded, where they are many."""
    line = line or page.claim
    ordered = sorted_by_date(some, page.corpus)
    if len(ordered) <= FEW:
        return md.bullets(map(line, ordered))
    return groups(by_kind(ordered, line))


def by_kind(some: Iterable[Claim], line: Callable[[Claim], str]) -> dict[str, list[str]]:
    """Claims, each in a line, under the names of their kinds."""
    lists: dict[str, list[str]] = {kind: [] for kind in CLAIM_GROUPS}
    for claim in some:
        lists[claim.kind].append(line(claim))
    return {CLAIM_GROUPS[kind]: lines for kind, lines in lists.items()}
