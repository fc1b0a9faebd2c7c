"""The page of disagreements: each under a headline with its sides beside each other, and the figures of each measure."""

from collections.abc import Iterator, Sequence

from build_tools import markup as mu
from build_tools.derive import Dossier
from build_tools.derive.conflicts.conflicts import Conflict
from build_tools.derive.conflicts.figures import Measured
from build_tools.derive.origins.origins import called
from build_tools.model import Claim
from build_tools.pages.parts.conflicts import against, judgement, reasons, side
from build_tools.pages.parts.names import listed, shortened
from build_tools.pages.parts.page import Page
from build_tools.pages.parts.rows import grouped, heading
from build_tools.pages.words import CONFLICT_KINDS

_LEAD = (
    "Figures that do not meet, statements that cannot stand beside each other, and statements that words on record "
    "speak against. Which side is right is not decided here."
)


def disagreements_page(dossier: Dossier) -> str:
    page = Page(dossier, "disagreements/index.md")
    kinds = grouped(dossier.conflicts, lambda conflict: conflict.kind)
    sections = (
        mu.blocks(heading(2, words, len(kinds[kind]), kind), *(_opposed(page, one) for one in kinds[kind]))
        for kind, words in CONFLICT_KINDS.items()
        if kind in kinds
    )
    return page.render(
        "Disagreements",
        _LEAD,
        _LEAD,
        "" if dossier.conflicts else "No disagreement is on record.",
        *sections,
        page.section("Figures that only seem to contradict", *_compatible(page)),
        page.section("Figures of one measure, side by side", *_measures(page)),
    )


def _opposed(page: Page, conflict: Conflict) -> str:
    """A disagreement under a headline: how sure it is, its sides beside each other, and what conflict_block adds."""
    claims = [page.corpus.claims[id] for id in conflict.sides]
    sides = [mu.block("side", side(page, claim)) for claim in claims]
    opposing = mu.bullets(against(page, claims[0])) if not conflict.second else ""
    words = mu.block("side", mu.span("side-name", "Words against it"), opposing)
    return mu.blocks(
        mu.heading(3, mu.text(_headline(page, conflict, claims))),
        mu.strong(judgement(conflict)),
        mu.block("sides", *sides, words if opposing else ""),
        *reasons(conflict),
    )


def _headline(page: Page, conflict: Conflict, claims: Sequence[Claim]) -> str:
    """The measure and its two figures, or who stands against whom, in plain text."""
    figures = [page.dossier.figures[id] for id in conflict.sides if id in page.dossier.figures]
    if conflict.kind == "figures" and figures:
        return f"{page.corpus.vocabulary.measures[figures[0].figure.measure].name}: {' or '.join(map(str, figures))}"
    voices = [_voices(page, claim) for claim in claims]
    return mu.capital(" against ".join(voices)) if conflict.second else f"Against {voices[0]}"


def _voices(page: Page, claim: Claim) -> str:
    """Who knew what a claim says, by name, as far as that is known."""
    names = [called(page.corpus, origin.key) for origin in page.dossier.origins(claim).origins]
    return listed(names) or shortened(claim.statement)


def _compatible(page: Page) -> Iterator[str]:
    for claim in page.corpus.claims.values():
        for item in claim.compatible_with:
            sides = (side(page, one) for one in (claim, page.corpus.claims[item.claim]))
            yield mu.blocks(mu.strong("They can both be right."), mu.bullets((*sides, f"Why: {mu.text(item.reason)}")))


def _measures(page: Page) -> Iterator[str]:
    """Each measure of which there are several figures, with these."""
    members: dict[str, list[Measured]] = {id: [] for id in page.corpus.vocabulary.measures}
    for one in page.dossier.figures.values():
        members[one.figure.measure].append(one)
    for id, several in members.items():
        if len(several) > 1:
            measure = page.corpus.vocabulary.measures[id]
            lines = mu.bullets(_measured(page, one) for one in several)
            yield mu.blocks(mu.heading(3, mu.text(measure.name)), mu.text(measure.definition), lines)


def _measured(page: Page, one: Measured) -> str:
    """A figure in a line: how much, when, where, and who says so."""
    claim, figure = page.corpus.claims[one.claim], one.figure
    time = figure.period_note or (figure.period.span() if figure.period else "of no stated time")
    said = ", ".join((str(one), time, figure.place or "of no stated place"))
    return f"{mu.sentence(mu.text(said))} {page.claim(claim)}"
