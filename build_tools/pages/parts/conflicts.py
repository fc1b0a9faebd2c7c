"""What stands against a statement: each disagreement with its sides, how sure it is and why."""

from collections.abc import Iterator

from build_tools import markup as mu
from build_tools.derive.conflicts.conflicts import Conflict
from build_tools.derive.origins.voices import KIND_WORDS
from build_tools.model import Claim
from build_tools.pages.parts.marks import solidity
from build_tools.pages.parts.names import listed
from build_tools.pages.parts.page import Page


def disagreements_of(page: Page, claim: Claim) -> list[str]:
    """The sections of a claim's page on what stands against it, and on what only seems to."""
    seeming = mu.bullets(
        f"{side(page, other)} Why it does not: {mu.text(why)}"
        for other, why in page.corpus.declared(claim, "compatible_with")
    )
    return [
        page.section("Disagreement", *(conflict_block(page, c, claim) for c in page.dossier.conflicts_of(claim))),
        page.section("What only seems to contradict it", seeming),
    ]


def conflict_block(page: Page, conflict: Conflict, known: Claim | None = None) -> str:
    """How sure it is, each side but the one whose page this is, why, what depends on what, and the arithmetic."""
    claims = [page.corpus.claims[id] for id in conflict.sides]
    lines = (
        *(side(page, claim) for claim in claims if claim != known),
        *(f"Words against it: {words}" for words in (against(page, claims[0]) if not conflict.second else ())),
        *reasons(conflict),
    )
    return mu.blocks(mu.strong(judgement(conflict)), mu.bullets(lines))


def judgement(conflict: Conflict) -> str:
    """What kind of disagreement it is, in a sentence."""
    if conflict.kind == "figures":
        return "They cannot both be right." if conflict.certain else "They may not both be right."
    if conflict.kind == "disputed":
        return "One speaks against the other." if conflict.second else "It is spoken against."
    return "The editors set them against each other." if conflict.second else "The editors find it impossible."


def side(page: Page, claim: Claim) -> str:
    """A claim, its figure, who says so, and how many first hands that is."""
    measured = page.dossier.figures.get(claim.id)
    figure = f"The figure: {mu.text(str(measured))}." if measured else ""
    return mu.phrase(page.claim(claim), figure, _origins(page, claim))


def _origins(page: Page, claim: Claim) -> str:
    """In how many documents a claim stands, how many independent origins it has, and of which kinds."""
    origins = page.dossier.origins(claim)
    kinds = {origin.kind for origin in origins.origins}
    named = listed([words for kind, words in KIND_WORDS.items() if kind in kinds])
    return mu.sentence(f"{solidity(origins)}{f' ({named})' if named else ''}")


def against(page: Page, claim: Claim) -> Iterator[str]:
    """The words that speak against a claim, and where they stand."""
    for item in claim.evidence:
        if item.direction == "disputes":
            source = page.source(page.corpus.source_of(item))
            yield f"“{mu.text(page.corpus.words_of(item))}” — {source}{page.cite([item])}, {page.manner(item)}."


def reasons(conflict: Conflict) -> Iterator[str]:
    """Why it is one, where the sides come from, and the arithmetic."""
    if conflict.second or conflict.kind == "declared":
        yield f"Why: {mu.text(conflict.reason)}"
    if conflict.copy:
        yield f"Where they come from: {mu.text(conflict.copy)}"
    if conflict.working:
        yield mu.blocks("The arithmetic:", mu.bullets(map(_equation, conflict.working)))


def _equation(equation: str) -> str:
    """An equation in the signs that readers know."""
    for sign, known in (("**", "^"), ("*", "×"), ("/", "÷"), ("-", "−")):
        equation = equation.replace(sign, known)
    return mu.text(equation)
