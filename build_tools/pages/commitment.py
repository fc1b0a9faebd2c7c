"""The page of a commitment: the undertaking, its status, the parties, what it is in return for, what is reported of it, the words."""

from build_tools import markdown as md
from build_tools.derive import Dossier
from build_tools.model import Claim, Commitment
from build_tools.pages.origins import origins_section
from build_tools.pages.page import FORMS, Page, address
from build_tools.pages.status import changes_section, status_section
from build_tools.pages.unknown import unknown_section


def commitment_page(dossier: Dossier, commitment: Commitment) -> str:
    corpus = dossier.corpus
    page = Page(dossier, address(commitment))
    claims = corpus.claims_on(commitment)
    return page.render(
        commitment.title,
        commitment.undertaking,
        md.text(commitment.undertaking) + page.cite(page.making(commitment)),
        status_section(page, commitment),
        page.section("What was undertaken", _facts(page, commitment), page.note(commitment.note)),
        page.section("In return for", _returns(page, commitment)),
        page.section("What is reported", _timeline(page, commitment, claims)),
        changes_section(page, commitment),
        origins_section(page, page.dossier.origins(commitment)),
        page.section("In their words", *(page.quoted(corpus.quotes[id]) for id in _quotes(claims))),
        unknown_section(page, commitment),
    )


def _facts(page: Page, commitment: Commitment) -> str:
    corpus, form = page.corpus, FORMS[commitment.form]
    parts = [page.link(part) for part in corpus.naming(commitment, Commitment, "part_of")]
    renewals = [page.link(later) for later in corpus.naming(commitment, Commitment, "renews")]
    due, place = commitment.due, commitment.place
    event = corpus.events[commitment.event] if commitment.event else None
    return md.terms(
        [
            ("What it is", form.name),
            (form.by, page.actors(commitment.promisors)),
            (form.to, page.actors(commitment.promisees)),
            (
                "Made",
                md.paragraph(
                    str(commitment.made) + page.cite(page.making(commitment)), f"— {page.link(event)}" if event else ""
                ),
            ),
            ("Due", f"{due.date.span()}{page.cite(due.evidence)}" if due else ""),
            ("Where", f"{md.text(place.name)}{page.cite(place.evidence)}" if place else ""),
            ("About", ", ".join(md.text(corpus.vocabulary.topics[id].name) for id in commitment.topics)),
            ("Part of", page.link(corpus.commitments[commitment.part_of]) if commitment.part_of else ""),
            ("Its parts", md.bullets(parts)),
            ("Renews", page.link(corpus.commitments[commitment.renews]) if commitment.renews else ""),
            ("Renewed by", md.bullets(renewals)),
        ]
    )


def _returns(page: Page, commitment: Commitment) -> str:
    return md.bullets(
        f"{page.commitment(other)}{page.cite(evidence)}" for other, evidence in page.corpus.returns_of(commitment)
    )


def _timeline(page: Page, commitment: Commitment, claims: list[Claim]) -> str:
    """What is reported, by the date of the effect: the effect, the statement with its notes, whose word it is."""
    effects = list(page.corpus.vocabulary.effects)
    dated = [(bearing, claim) for claim in claims for bearing in claim.bears_on if bearing.commitment == commitment.id]
    dated.sort(key=lambda entry: (entry[0].date, effects.index(entry[0].effect), entry[1].id))
    return md.bullets(f"{page.effect(bearing)} {page.claim(claim)}" for bearing, claim in dated)


def _quotes(claims: list[Claim]) -> list[str]:
    """The quotes that the claims rest on, each once."""
    return list(dict.fromkeys(item.quote for claim in claims for item in claim.evidence if item.quote))
