"""The page of an actor: who they are, what they promised and were promised, what they said, what is said of them."""

from build_tools import markup as mu
from build_tools import sheet
from build_tools.derive import Dossier
from build_tools.model import Actor, Citation, Claim, Commitment, Document, Event, OtherName, Role
from build_tools.pages.parts.falls import fall_section
from build_tools.pages.parts.glance import count, glance
from build_tools.pages.parts.marks import label
from build_tools.pages.parts.names import address, listed
from build_tools.pages.parts.page import Page
from build_tools.pages.parts.renderings import spoken
from build_tools.pages.parts.rows import LONG, claims, commitments, few_or_folded, fold, short_or_folded
from build_tools.pages.parts.status import as_of
from build_tools.pages.words import ACTOR_TYPES, counted, country, language

_THEIRS = "What they are to do"
_MUTUAL = "What they and others are to do for each other"
_FOR_THEM = "What others are to do for them"
_SAID = "What they said"
_OF_THEM = "What is said of them"
_THEIR_WORD = "What rests on their word"
_FALL = "If their word falls"


def actor_page(dossier: Dossier, actor: Actor) -> str:
    corpus = dossier.corpus
    page = Page(dossier, address(actor))
    undertaken = _undertaken(page, actor)
    quotes = corpus.quotes_by(actor)
    said, known = corpus.naming(actor, Claim, "about"), corpus.knowledge_of(actor)
    events = sorted(corpus.naming(actor, Event, "participants"), key=lambda event: (event.date, event.id))
    documents = [page.document(one) for one in corpus.naming(actor, Document, "outlet", "author")]
    return page.render(
        actor.name,
        actor.description,
        mu.text(actor.description) + page.cite(_naming(actor)),
        glance(
            label(ACTOR_TYPES[actor.type]),
            *(_counts(heading, some) for heading, some in undertaken.items()),
            count(len(quotes), "quote", _SAID),
            count(len(said), "statement about them", _OF_THEM, "statements about them"),
            count(len(known), "statement on their word", _THEIR_WORD, "statements on their word"),
        ),
        _unnamed(page, actor) if actor.type == "unnamed-sources" else "",
        _facts(page, actor),
        page.note(actor.note),
        as_of(page) if any(undertaken.values()) else "",
        *(page.section(heading, commitments(page, some, [actor.id])) for heading, some in undertaken.items()),
        page.section(_SAID, few_or_folded("Quotes", spoken(page, quotes))),
        page.section(_OF_THEM, claims(page, said)),
        page.section(_THEIR_WORD, claims(page, known, lambda claim: _known(page, claim))),
        fall_section(page, actor.id, _FALL),
        page.section("When they met whom", mu.bullets(_meeting(page, actor, event) for event in events)),
        page.section("What they published or wrote", short_or_folded("Sources", documents)),
    )


def _undertaken(page: Page, actor: Actor) -> dict[str, list[Commitment]]:
    """What the actor is to do, what all who are party to it are to do for each other, what others are to do."""
    by, to = page.corpus.commitments_by(actor), page.corpus.commitments_to(actor)
    return {
        _THEIRS: [one for one in by if one not in to],
        _MUTUAL: [one for one in by if one in to],
        _FOR_THEM: [one for one in to if one not in by],
    }


_COUNTED = {
    _THEIRS: {"promise": "promise{s} by them", "plan": "plan{s} of theirs", "request": "request{s} to them"},
    _MUTUAL: {"promise": "mutual promise{s}", "plan": "common plan{s}", "request": "mutual request{s}"},
    _FOR_THEM: {"promise": "promise{s} to them", "plan": "plan{s} for them", "request": "request{s} by them"},
}


def _counts(heading: str, some: list[Commitment]) -> str:
    """How many promises, plans and requests stand under a heading, linked to it."""
    told = []
    for form, words in _COUNTED[heading].items():
        number = sum(one.form == form for one in some)
        told += [count(number, words.format(s=""), heading, words.format(s="s"))]
    return ", ".join(filter(None, told))


def _unnamed(page: Page, actor: Actor) -> str:
    """What it means that nobody is named, and what rests on them alone."""
    fall = page.dossier.falls.get(actor.id)
    alone = [one for one in fall.weakened if one.after == (0, 0)] if fall else []
    rests = [
        counted(len(fall.lost), "statement") if fall and fall.lost else "",
        counted(len(alone), "commitment") if alone else "",
    ]
    told = listed([words for words in rests if words])
    verb = "rests" if told.startswith("1 ") and " and " not in told else "rest"
    return mu.block(
        "caution",
        f"{mu.strong('Nobody is named.')} The documents do not say who they are. So nobody can ask them, or weigh what they "
        "stand to gain, and nobody can tell whether they are the same people as others who go unnamed.",
        f"{mu.link(told, sheet.anchor(_FALL))} {verb} on their word alone." if told else "",
    )


def _naming(actor: Actor) -> list[Citation]:
    """The words that name it: those of its evidence, or else those of its offices."""
    return list(actor.evidence) or [role.citation for role in actor.roles]


def _facts(page: Page, actor: Actor) -> str:
    members = [page.link(member) for member in page.corpus.naming(actor, Actor, "part_of")]
    return mu.terms(
        [
            ("Offices", mu.bullets(_role(page, role) for role in actor.roles)),
            ("Part of", page.actor(actor.part_of) if actor.part_of else ""),
            ("Its parts", fold("Its parts", members) if len(members) > LONG else ", ".join(members)),
            ("Country", mu.text(country(actor.country)) if actor.country else ""),
            ("Also called", ", ".join(_other_name(page, other) for other in actor.other_names)),
        ]
    )


def _role(page: Page, role: Role) -> str:
    at = f", {page.actor(role.at)}" if role.at else ""
    note = page.cite([role.citation])
    former = ", formerly" if role.former else ""
    return f"{mu.text(role.title)}{former}{at} — in {role.when}{note}"


def _other_name(page: Page, other: OtherName) -> str:
    """A name, and in which language where the document that has it is not in English."""
    tag = page.corpus.documents[other.document].language
    foreign = f" ({mu.text(language(tag))})" if not tag.startswith("en") else ""
    return f"{mu.text(other.name)}{foreign}{page.cite([other.citation])}"


def _known(page: Page, claim: Claim) -> str:
    """A claim in a line, which need not say whose word it is."""
    return mu.phrase(page.link(claim) + page.cite(claim.evidence), page.doubts(claim.evidence))


def _meeting(page: Page, actor: Actor, event: Event) -> str:
    others = [id for id in event.participants if id != actor.id]
    return mu.phrase(page.event(event), f"— with {page.actors(others)}" if others else "")
