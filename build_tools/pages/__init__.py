"""Every page of the site: one function a kind of page, each a pure function of the dossier."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from build_tools.corpus import kind_of
from build_tools.derive import Dossier, once
from build_tools.pages.overviews import listings
from build_tools.pages.overviews.board import board_page
from build_tools.pages.overviews.corrections import corrections_page
from build_tools.pages.overviews.disagreements import disagreements_page
from build_tools.pages.overviews.home import home
from build_tools.pages.overviews.lineage import lineage_page
from build_tools.pages.overviews.lookup import lookup_page
from build_tools.pages.overviews.owing import owing_page
from build_tools.pages.overviews.people import actors_index
from build_tools.pages.overviews.single import origins_index
from build_tools.pages.overviews.timeline import timeline_page
from build_tools.pages.parts.division import further
from build_tools.pages.parts.draft import Written
from build_tools.pages.parts.lengths import ROOM, several
from build_tools.pages.parts.names import address
from build_tools.pages.records.actor import actor_page
from build_tools.pages.records.briefing import briefing_page
from build_tools.pages.records.claim import claim_page
from build_tools.pages.records.commitment import commitment_page
from build_tools.pages.records.document import document_page
from build_tools.pages.records.event import event_page
from build_tools.pages.records.moved import moved_pages
from build_tools.pages.records.quote import quote_page
from build_tools.pages.records.withdrawn import withdrawn_page
from build_tools.pages.reference import tables
from build_tools.pages.reference.links import links_page
from build_tools.pages.reference.rubric import rubric_page

RECORD_PAGES: Mapping[str, Callable[[Dossier, Any], str]] = {
    "commitments": commitment_page,
    "actors": actor_page,
    "claims": claim_page,
    "quotes": quote_page,
    "documents": document_page,
    "events": event_page,
    "briefings": briefing_page,
}
SINGLE_PAGES: Mapping[str, Callable[[Dossier], str]] = {
    "index.md": home,
    "commitments/index.md": board_page,
    "actors/index.md": actors_index,
    "claims/index.md": listings.claims_index,
    "disagreements/index.md": disagreements_page,
    "quotes/index.md": listings.quotes_index,
    "documents/index.md": listings.documents_index,
    "events/index.md": listings.events_index,
    "briefings/index.md": listings.briefings_index,
    "origins/index.md": origins_index,
    "parties/index.md": owing_page,
    "timeline/index.md": timeline_page,
    "lineage/index.md": lineage_page,
    "lookup/index.md": lookup_page,
    "corrections/index.md": corrections_page,
    "reference/fields.md": tables.fields_page,
    "reference/vocabulary.md": tables.vocabulary_page,
    "reference/rubric.md": rubric_page,
    "reference/checks.md": tables.checks_page,
    "reference/links.md": links_page,
}


@once
def pages(dossier: Dossier) -> Mapping[str, str]:
    """The text of every page by its path relative to docs/."""
    return {path: write() for path, write in writers(dossier).items()}


def writers(dossier: Dossier, room: int = ROOM) -> dict[str, Callable[[], str]]:
    """What writes each page, by its path relative to docs/: so that who wants one page writes one.

    A page that is divided is written once for all of its pages, of which each has about `room` bytes.
    """
    corpus = dossier.corpus
    records = [*corpus.records(), *corpus.briefings.values()]
    found: dict[str, Callable[[], str]] = {
        **{path: partial(write, dossier) for path, write in SINGLE_PAGES.items()},
        **{address(record): partial(RECORD_PAGES[kind_of(record)], dossier, record) for record in records},
        **{f"{one.kind}/{id}.md": partial(withdrawn_page, dossier, one) for id, one in corpus.withdrawn.items()},
        **{path: partial(str, text) for path, text in moved_pages(dossier)},
    }
    for path, number in several(dossier, room).items():
        divided = Divided(found[path], number)
        found |= {further(path, place): partial(divided.page, place) for place in range(1, number + 1)}
    return found


@dataclass(frozen=True)
class Divided:
    """A page that is divided into a number of pages, once one of these is asked for."""

    write: Callable[[], str]
    number: int

    def page(self, place: int) -> str:
        return self._pages[place - 1]

    @cached_property
    def _pages(self) -> list[str]:
        page = self.write()
        assert isinstance(page, Written)
        return page.divided(self.number)
