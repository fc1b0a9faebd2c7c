"""The page of a commitment: the undertaking, who to whom, its status, what is told of it day by day, what it rests on."""

from build_tools import markup as mu
from build_tools.derive import Dossier
from build_tools.model import Claim, Commitment, Quote
from build_tools.pages.parts.conflicts import conflict_block
from build_tools.pages.parts.names import FORMS, address
from build_tools.pages.parts.origins import origins_section
from build_tools.pages.parts.page import Page
from build_tools.pages.parts.renderings import spoken
from build_tools.pages.parts.status import status_section
from build_tools.pages.records.effects import timeline
from build_tools.pages.records.parties import drawn
from build_tools.pages.records.unknown import unknown_section


def commitment_page(dossier: Dossier, commitment: Commitment) -> str:
    page = Page(dossier, address(commitment))
    claims = dossier.corpus.claims_on(commitment)
    return page.render(
        commitment.title,
        commitment.undertaking,
        mu.text(commitment.undertaking) + page.cite(page.making(commitment)),
        drawn(page, commitment),
        status_section(page, commitment),
        _facts(page, commitment),
        page.note(commitment.note),
        page.section("Day by day", timeline(page, commitment)),
        page.section("In return for", _returns(page, commitment)),
        origins_section(page, page.dossier.origins(commitment)),
        page.section("Disagreements", *_disagreements(page, claims)),
        page.section("In their words", *spoken(page, _quotes(page, claims))),
        after=[unknown_section(page, commitment)],
    )


def _facts(page: Page, commitment: Commitment) -> str:
    corpus, form = page.corpus, FORMS[commitment.form]
    parts = [page.link(part) for part in corpus.naming(commitment, Commitment, "part_of")]
    renewals = [page.link(later) for later in corpus.naming(commitment, Commitment, "renews")]
    due, place = commitment.due, commitment.place
    event = corpus.events[commitment.event] if commitment.event else None
    return mu.terms(
        [
            ("What it is", form.name),
            ("Made", mu.phrase(str(commitment.made), f"— {page.link(event)}" if event else "")),
            ("Due", f"{due.date.span()}{page.cite(due.evidence)}" if due else ""),
            ("Where", f"{mu.text(place.name)}{page.cite(place.evidence)}" if place else ""),
            ("About", ", ".join(mu.text(corpus.vocabulary.topics[id].name) for id in commitment.topics)),
            ("Part of", page.link(corpus.commitments[commitment.part_of]) if commitment.part_of else ""),
            ("Its parts", mu.bullets(parts)),
            ("Renews", page.link(corpus.commitments[commitment.renews]) if commitment.renews else ""),
            ("Renewed by", mu.bullets(renewals)),
        ]
    )


def _returns(page: Page, commitment: Commitment) -> str:
    return mu.bullets(
        f"{page.commitment(other)}{page.cite(evidence)}" for other, evidence in page.corpus.returns_of(commitment)
    )


def _disagreements(page: Page, claims: list[Claim]) -> list[str]:
    """The disagreements that concern what is told of a commitment, each once."""
    found = {conflict: None for claim in claims for conflict in page.dossier.conflicts_of(claim)}
    return [conflict_block(page, conflict) for conflict in found]


def _quotes(page: Page, claims: list[Claim]) -> list[Quote]:
    """The quotes that the claims rest on."""
    return [page.corpus.quotes[item.quote] for claim in claims for item in claim.evidence if item.quote]
