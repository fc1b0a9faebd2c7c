"""The page of an actor: who they are, what they promised and were promised, what they said, what is said of them."""

from build_tools import markdown as md
from build_tools.derive import Dossier
from build_tools.model import Actor, Citation, Claim, Document, Event, Role
from build_tools.pages.falls import fall_section
from build_tools.pages.page import Page, address, sorted_by_date
from build_tools.pages.words import ACTOR_TYPES, country


def actor_page(dossier: Dossier, actor: Actor) -> str:
    corpus = dossier.corpus
    page = Page(dossier, address(actor))
    events = sorted(corpus.naming(actor, Event, "participants"), key=lambda event: (event.date, event.id))
    return page.render(
        actor.name,
        actor.description,
        md.text(actor.description) + page.cite(_naming(actor)),
        _facts(page, actor),
        page.note(actor.note),
        page.section("What they are to do", md.bullets(map(page.commitment, corpus.commitments_by(actor)))),
        page.section("What others are to do for them", md.bullets(map(page.commitment, corpus.commitments_to(actor)))),
        page.section("What they said", *map(page.quoted, corpus.quotes_by(actor))),
        page.section("What is said of them", _claims(page, corpus.naming(actor, Claim, "about"))),
        page.section("What rests on their word", _claims(page, corpus.knowledge_of(actor))),
        fall_section(page, actor.id, "If their word falls"),
        page.section("When they met whom", md.bullets(_meeting(page, actor, event) for event in events)),
        page.section(
            "What they published or wrote",
            md.bullets(map(page.document, corpus.naming(actor, Document, "outlet", "author"))),
        ),
    )


def _naming(actor: Actor) -> list[Citation]:
    """The words that name it: those of its evidence, or else those of its offices."""
    return list(actor.evidence) or [role.citation for role in actor.roles]


def _facts(page: Page, actor: Actor) -> str:
    members = [page.link(member) for member in page.corpus.naming(actor, Actor, "part_of")]
    names = [md.text(other.name) + page.cite([other.citation]) for other in actor.other_names]
    return md.terms(
        [
            ("What it is", ACTOR_TYPES[actor.type]),
            ("Also called", ", ".join(names)),
            ("Country", md.text(country(actor.country)) if actor.country else ""),
            ("Part of", page.actor(actor.part_of) if actor.part_of else ""),
            ("Its parts", ", ".join(members)),
            ("Offices", md.bullets(_role(page, role) for role in actor.roles)),
        ]
    )


def _role(page: Page, role: Role) -> str:
    at = f", {page.actor(role.at)}" if role.at else ""
    note = page.cite([role.citation])
    former = ", formerly" if role.former else ""
    return f"{md.text(role.title)}{former}{at} — in {role.when}{note}"


def _claims(page: Page, claims: list[Claim]) -> str:
    return md.bullets(page.claim(claim) for claim in sorted_by_date(claims, page.corpus))


def _meeting(page: Page, actor: Actor, event: Event) -> str:
    others = [id for id in event.participants if id != actor.id]
    return md.paragraph(page.event(event), f"— with {page.actors(others)}" if others else "")
