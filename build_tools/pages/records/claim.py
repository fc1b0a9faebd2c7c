"""The page of a claim: the statement, how sure it is, who knew it, in which words, and what hangs on it."""

from collections.abc import Iterator

from build_tools import markup as mu
from build_tools.derive import Dossier
from build_tools.derive.conflicts.figures import amount
from build_tools.model import Claim, Evidence, Figure
from build_tools.pages.parts.conflicts import disagreements_of
from build_tools.pages.parts.falls import statement_falls
from build_tools.pages.parts.glance import glance, verdict_mark, verdicts_on
from build_tools.pages.parts.marks import doubt_marks, label, origins_mark
from build_tools.pages.parts.names import address
from build_tools.pages.parts.origins import origins_section
from build_tools.pages.parts.page import Page
from build_tools.pages.parts.status import status_line
from build_tools.pages.words import CLAIM_KINDS, DIRECTIONS


def claim_page(dossier: Dossier, claim: Claim) -> str:
    page = Page(dossier, address(claim))
    return page.render(
        claim.statement,
        f"{CLAIM_KINDS[claim.kind]}, and who says so.",
        _at_a_glance(page, claim),
        page.whose_word([item for item in claim.evidence if item.direction == "supports"]),
        _figure(page, claim.figure, claim) if claim.figure else "",
        _facts(page, claim),
        page.note(claim.note),
        origins_section(page, page.dossier.origins(claim)),
        *(page.section(heading, *_words(page, claim, direction)) for direction, heading in DIRECTIONS.items()),
        *disagreements_of(page, claim),
        page.section("What it means for commitments", _effects(page, claim)),
        *statement_falls(page, claim),
    )


def _at_a_glance(page: Page, claim: Claim) -> str:
    """Of which kind it is, how many documents and origins, how many words verified, whether it is spoken against."""
    return glance(
        label(CLAIM_KINDS[claim.kind]),
        origins_mark(page.dossier.origins(claim)),
        verdict_mark(verdicts_on(page, claim)),
        doubt_marks({item.direction for item in claim.evidence}),
    )


def _facts(page: Page, claim: Claim) -> str:
    return mu.terms(
        [
            ("About", page.actors(claim.about)),
            ("When", claim.when.span() if claim.when else ""),
            ("Event", page.link(page.corpus.events[claim.event]) if claim.event else ""),
        ]
    )


def _figure(page: Page, figure: Figure, claim: Claim) -> str:
    """The number, large; what is measured, over which time, and where."""
    measure = page.corpus.vocabulary.measures[figure.measure]
    period = "; ".join(filter(None, [figure.period.span() if figure.period else "", mu.text(figure.period_note or "")]))
    return mu.block(
        "measured",
        mu.phrase(mu.span("amount", mu.text(mu.capital(amount(figure)))), page.cite(claim.evidence)),
        f"{mu.strong(f'{mu.text(measure.name)}:')} {mu.text(measure.definition)}",
        mu.terms([("Period", period), ("Place", mu.text(figure.place or ""))]),
    )


def _words(page: Page, claim: Claim, direction: str) -> Iterator[str]:
    """The words for it, against it, or with a reservation."""
    for item in claim.evidence:
        if item.direction == direction:
            words = page.quoted(page.corpus.quotes[item.quote]) if item.quote else _passage(page, item)
            yield mu.block("evidence", words, page.note(item.note), direction=direction)


def _passage(page: Page, item: Evidence) -> str:
    """The words, in which document they stand, whom it names as knowing it, and whom it has it from."""
    source = page.corpus.source_of(item)
    issued = f", {source.issued}" if source.issued else ""
    line = f"— {page.source(source)}{issued}{page.cite([item])}, {page.manner(item)}"
    return mu.quotation(mu.text(page.corpus.words_of(item)), line)


def _effects(page: Page, claim: Claim) -> str:
    commitments = [(bearing, page.corpus.commitments[bearing.commitment]) for bearing in claim.bears_on]
    items = (
        mu.blocks(f"{page.effect(b)} {page.link(one)}", f"Its status: {status_line(page, one)}")
        for b, one in commitments
    )
    return mu.block("rows", mu.bullets(items))
