"""The page of an event: when and where, who took part, what was promised and said there, and what is told of it."""

from build_tools import markup as mu
from build_tools.corpus import by_date_made
from build_tools.derive import Dossier
from build_tools.model import Claim, Commitment, Event
from build_tools.pages.parts.glance import count, glance
from build_tools.pages.parts.names import address
from build_tools.pages.parts.page import Page
from build_tools.pages.parts.renderings import spoken
from build_tools.pages.parts.rows import claims, commitments, few_or_folded

_UNDERTAKEN = "What was undertaken there"
_SAID = "What was said there"
_TOLD = "What is told of it"


def event_page(dossier: Dossier, event: Event) -> str:
    corpus = dossier.corpus
    page = Page(dossier, address(event))
    undertaken = sorted(corpus.naming(event, Commitment, "event"), key=by_date_made)
    said, told = corpus.quotes_at(event.id), corpus.naming(event, Claim, "event")
    return page.render(
        event.name,
        f"{event.name}, {event.date}.",
        mu.sentence(f"{event.date}{f', {mu.text(event.place)}' if event.place else ''}") + page.cite(event.evidence),
        glance(
            count(len(undertaken), "commitment", _UNDERTAKEN),
            count(len(said), "quote", _SAID),
            count(len(told), "statement", _TOLD),
        ),
        page.section("Who took part", mu.block("parties", mu.bullets(map(page.actor, event.participants)))),
        page.section(_UNDERTAKEN, commitments(page, undertaken)),
        page.section(_SAID, few_or_folded("Quotes", spoken(page, said))),
        page.section(_TOLD, claims(page, told)),
        page.section("How the date is known", mu.text(event.dated_by), page.note(event.note)),
    )
