"""The page of disagreements, and what the page of a claim says of its own."""

from collections.abc import Iterator, Sequence

from build_tools import markdown as md
from build_tools.derive import Dossier
from build_tools.derive.conflicts.conflicts import Conflict
from build_tools.derive.conflicts.figures import Measured
from build_tools.derive.origins.origins import called
from build_tools.derive.origins.voices import KIND_WORDS
from build_tools.model import Claim
from build_tools.pages.marks import solidity
from build_tools.pages.o_rows import grouped, heading
from build_tools.pages.page import Page, listed, shortened
from build_tools.pages.words import CONFLICT_KINDS

_LEAD = (
    "Figures that do not meet, statements that cannot stand beside each other, and statements that words on record "
    "speak against. Which side is right is not decided here."
)


def disagreements_page(dossier: Dossier) -> str:
    page = Page(dossier, "disagreements/index.md")
    kinds = grouped(dossier.conflicts, lambda conflict: conflict.kind)
    sections = (
        "\n\n".join((heading(2, words, len(kinds[kind]), kind), *(_opposed(page, one) for one in kinds[kind])))
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


def disagreements_of(page: Page, claim: Claim) -> list[str]:
    """The sections of a claim's page on what stands against it, and on what only seems to."""
    seeming = md.bullets(
        f"{_side(page, other)} Why it does not: {md.text(why)}"
        for other, why in page.corpus.declared(claim, "compatible_with")
    )
    return [
        page.section("Disagreement", *(conflict_block(page, c, claim) for c in page.dossier.conflicts_of(claim))),
        page.section("What only seems to contradict it", seeming),
    ]


def _opposed(page: Page, conflict: Conflict) -> str:
    """A disagreement under a headline: how sure it is, its sides beside each other, and what conflict_block adds."""
    claims = [page.corpus.claims[id] for id in conflict.sides]
    sides = [md.block("side", _side(page, claim)) for claim in claims]
    against = md.bullets(_against(page, claims[0])) if not conflict.second else ""
    words = md.block("side", md.span("side-name", "Words against it"), against)
    return "\n\n".join(
        filter(
            None,
            (
                md.heading(3, md.text(_headline(page, conflict, claims))),
                f"**{judgement(conflict)}**",
                md.block("sides", *sides, words if against else ""),
                *_reasons(conflict),
            ),
        )
    )


def _headline(page: Page, conflict: Conflict, claims: Sequence[Claim]) -> str:
    """The measure and its two figures, or who stands against whom, in plain text."""
    figures = [page.dossier.figures[id] for id in conflict.sides if id in page.dossier.figures]
    if conflict.kind == "figures" and figures:
        return f"{page.corpus.vocabulary.measures[figures[0].figure.measure].name}: {' or '.join(map(str, figures))}"
    voices = [_voices(page, claim) for claim in claims]
    return md.capital(" against ".join(voices)) if conflict.second else f"Against {voices[0]}"


def _voices(page: Page, claim: Claim) -> str:
    """Who knew what a claim says, by name, as far as that is known."""
    names = [called(page.corpus, origin.key) for origin in page.dossier.origins(claim).origins]
    return listed(names) or shortened(claim.statement)


def _reasons(conflict: Conflict) -> Iterator[str]:
    """Why it is one, where the sides come from, and the arithmetic."""
    if conflict.second or conflict.kind == "declared":
        yield f"Why: {md.text(conflict.reason)}"
    if conflict.copy:
        yield f"Where they come from: {md.text(conflict.copy)}"
    if conflict.working:
        yield md.disclosure("The arithmetic", md.bullets(map(_equation, conflict.working)))


def conflict_block(page: Page, conflict: Conflict, known: Claim | None = None) -> str:
    """How sure it is, each side but the one whose page this is, why, what depends on what, and the arithmetic."""
    claims = [page.corpus.claims[id] for id in conflict.sides]
    lines = [
        *(_side(page, claim) for claim in claims if claim != known),
        *(f"Words against it: {words}" for words in (_against(page, claims[0]) if not conflict.second else ())),
        *([f"Why: {md.text(conflict.reason)}"] if conflict.second or conflict.kind == "declared" else ()),
        *([f"Where they come from: {md.text(conflict.copy)}"] if conflict.copy else ()),
        *([f"The arithmetic:\n\n{md.bullets(map(_equation, conflict.working))}"] if conflict.working else ()),
    ]
    return f"**{judgement(conflict)}**\n\n{md.bullets(lines)}"


def judgement(conflict: Conflict) -> str:
    """What kind of disagreement it is, in a sentence."""
    if conflict.kind == "figures":
        return "They cannot both be right." if conflict.certain else "They may not both be right."
    if conflict.kind == "disputed":
        return "One speaks against the other." if conflict.second else "It is spoken against."
    return "The editors set them against each other." if conflict.second else "The editors find it impossible."


def _side(page: Page, claim: Claim) -> str:
    """A claim, its figure, who says so, and how many first hands that is."""
    measured = page.dossier.figures.get(claim.id)
    figure = f"The figure: {md.text(str(measured))}." if measured else ""
    return md.paragraph(page.claim(claim), figure, _origins(page, claim))


def _origins(page: Page, claim: Claim) -> str:
    """In how many documents a claim stands, how many independent origins it has, and of which kinds."""
    origins = page.dossier.origins(claim)
    kinds = {origin.kind for origin in origins.origins}
    named = listed([words for kind, words in KIND_WORDS.items() if kind in kinds])
    return md.sentence(f"{solidity(origins)}{f' ({named})' if named else ''}")


def _against(page: Page, claim: Claim) -> Iterator[str]:
    """The words that speak against a claim, and where they stand."""
    for item in claim.evidence:
        if item.direction == "disputes":
            source = page.source(page.corpus.source_of(item))
            yield f"“{md.text(page.corpus.words_of(item))}” — {source}{page.cite([item])}, {page.manner(item)}."


def _equation(equation: str) -> str:
    """An equation in the signs that readers know."""
    for sign, known in (("**", "^"), ("*", "×"), ("/", "÷"), ("-", "−")):
        equation = equation.replace(sign, known)
    return md.text(equation)


def _compatible(page: Page) -> Iterator[str]:
    for claim in page.corpus.claims.values():
        for item in claim.compatible_with:
            sides = (_side(page, one) for one in (claim, page.corpus.claims[item.claim]))
            yield f"**They can both be right.**\n\n{md.bullets((*sides, f'Why: {md.text(item.reason)}'))}"


def _measures(page: Page) -> Iterator[str]:
    """Each measure of which there are several figures, with these."""
    members: dict[str, list[Measured]] = {id: [] for id in page.corpus.vocabulary.measures}
    for one in page.dossier.figures.values():
        members[one.figure.measure].append(one)
    for id, several in members.items():
        if len(several) > 1:
            measure = page.corpus.vocabulary.measures[id]
            lines = md.bullets(_measured(page, one) for one in several)
            yield f"{md.heading(3, md.text(measure.name))}\n\n{md.text(measure.definition)}\n\n{lines}"


def _measured(page: Page, one: Measured) -> str:
    """A figure in a line: how much, when, where, and who says so."""
    claim, figure = page.corpus.claims[one.claim], one.figure
    time = figure.period_note or (figure.period.span() if figure.period else "of no stated time")
    said = ", ".join((str(one), time, figure.place or "of no stated place"))
    return f"{md.sentence(md.text(said))} {page.claim(claim)}"
