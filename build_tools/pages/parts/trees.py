"""Descent as a picture that is a list: whoever knew it at the top, and under each the documents that had it from there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from build_tools import markup as mu
from build_tools.derive.origins.origins import Chain
from build_tools.model import Citation
from build_tools.pages.parts.page import Page
from build_tools.pages.words import PASSED_ON

_LOST = "does not say where it has it from"


@dataclass
class _Branch:
    """A document or actor on the way: by which relation it had it from the branch above, the words that prove it."""

    id: str
    relation: str = ""
    notes: list[Citation] = field(default_factory=list)
    lost: bool = False
    below: dict[tuple[str, str], "_Branch"] = field(default_factory=dict)


def chains_tree(page: Page, chains: Iterable[Chain]) -> str:
    """Chains of evidence, joined where they meet, from whoever knew it down to the documents in which it stands."""
    roots = _Branch("")
    for chain in chains:
        _plant(roots, chain)
    return tree(_drawn(page, branch) for branch in roots.below.values())


def tree(branches: Iterable[str]) -> str:
    """Branches, each with those below it as a list, drawn with lines from each to the next."""
    return mu.block("tree", mu.bullets(branches))


def _plant(roots: _Branch, chain: Chain) -> None:
    """Adds a chain to the branches that it shares with others."""
    branch, relation = roots, ""
    proof: tuple[Citation, ...] = ()
    for step in reversed(chain.shown):
        branch = branch.below.setdefault((step.id, relation), _Branch(step.id, relation))
        branch.notes += proof
        relation, proof = step.relation, step.evidence
    branch.notes += chain.steps[0].evidence
    if chain.lost:
        branch = roots.below[chain.steps[-1].id, ""]
        branch.lost = True


def _drawn(page: Page, branch: _Branch) -> str:
    words = mu.phrase(
        PASSED_ON.get(branch.relation, branch.relation),
        page.knower(branch.id) + page.cite(branch.notes),
        _LOST if branch.lost else "",
    )
    return with_below(words, [_drawn(page, one) for one in branch.below.values()])


def with_below(words: str, below: Sequence[str]) -> str:
    """A branch, and those below it."""
    return mu.blocks(words, mu.bullets(below)) if below else words
