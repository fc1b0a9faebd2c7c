"""The page of an event: when, where and with whom, what was said and promised there, and what is told of it."""

from build_tools import markdown as md
from build_tools.derive import Dossier
from build_tools.model import Claim, Commitment, Event, Quote
from build_tools.pages.page import Page, address, sorted_by_date


def event_page(dossier: Dossier, event: Event) -> str:
    corpus = dossier.corpus
    page = Page(dossier, address(event))
    return page.render(
        event.name,
        f"{event.name}, {event.date}.",
        md.sentence(f"{event.date}{f', {md.text(event.place)}' if event.place else ''}") + page.cite(event.evidence),
        md.terms(
            [("How the date is known", md.text(event.dated_by)), ("Who took part", page.actors(event.participants))]
        ),
        page.note(event.note),
        page.section(
            "What was undertaken there", md.bullets(map(page.commitment, corpus.naming(event, Commitment, "event")))
        ),
        page.section("What was said there", *map(page.quoted, corpus.naming(event, Quote, "event"))),
        page.section(
            "What is told of it",
            md.bullets(map(page.claim, sorted_by_date(corpus.naming(event, Claim, "event"), corpus))),
        ),
    )
