"""The page of a claim: the statement, who says so in which words, its figure, and what it does to which commitment."""

from build_tools import markdown as md
from build_tools.derive import Dossier
from build_tools.derive.conflicts.figures import amount
from build_tools.model import Claim, Evidence, Figure
from build_tools.pages.disagreements import disagreements_of
from build_tools.pages.origins import origins_section
from build_tools.pages.page import Page, address
from build_tools.pages.words import CLAIM_KINDS, DIRECTIONS


def claim_page(dossier: Dossier, claim: Claim) -> str:
    page = Page(dossier, address(claim))
    return page.render(
        claim.statement,
        f"{CLAIM_KINDS[claim.kind]}, and who says so.",
        md.paragraph(f"{CLAIM_KINDS[claim.kind]}.", page.whose_word(claim.evidence)),
        _facts(page, claim),
        page.note(claim.note),
        *(
            page.section(heading, *(_evidence(page, item) for item in claim.evidence if item.direction == direction))
            for direction, heading in DIRECTIONS.items()
        ),
        origins_section(page, page.dossier.origins(claim)),
        *disagreements_of(page, claim),
        page.section("What it means for commitments", _effects(page, claim)),
    )


def _facts(page: Page, claim: Claim) -> str:
    return md.terms(
        [
            ("About", page.actors(claim.about)),
            ("When", claim.when.span() if claim.when else ""),
            ("Event", page.link(page.corpus.events[claim.event]) if claim.event else ""),
            *(_figure(page, claim.figure, claim) if claim.figure else ()),
        ]
    )


def _figure(page: Page, figure: Figure, claim: Claim) -> list[tuple[str, str]]:
    measure = page.corpus.vocabulary.measures[figure.measure]
    period = [figure.period.span() if figure.period else "", md.text(figure.period_note or "")]
    return [
        ("Figure", f"{md.text(amount(figure))}{page.cite(claim.evidence)}"),
        ("What is measured", f"{md.text(measure.name)}: {md.text(measure.definition)}"),
        ("Period", "; ".join(filter(None, period))),
        ("Place", md.text(figure.place or "")),
    ]


def _evidence(page: Page, item: Evidence) -> str:
    """The words, in which document they stand, whom it names as knowing it, and whom it has it from."""
    words = page.quoted(page.corpus.quotes[item.quote]) if item.quote else _passage(page, item)
    return "\n\n".join(filter(None, (words, page.note(item.note))))


def _passage(page: Page, item: Evidence) -> str:
    source = page.corpus.source_of(item)
    issued = f", {source.issued}" if source.issued else ""
    line = f"— {page.source(source)}{issued}{page.cite([item])}, {page.manner(item)}"
    return md.quotation(md.text(page.corpus.words_of(item)), line)


def _effects(page: Page, claim: Claim) -> str:
    commitments = page.corpus.commitments
    return md.bullets(f"{page.effect(b)} {page.link(commitments[b.commitment])}" for b in claim.bears_on)
