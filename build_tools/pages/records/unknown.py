"""What is not known of a commitment: what its record leaves open, and what was searched for in vain."""

import re
from collections.abc import Iterator

from build_tools import markup as mu
from build_tools.dates import Date
from build_tools.model import Commitment, Search
from build_tools.pages.parts.names import listed
from build_tools.pages.parts.page import Page
from build_tools.pages.words import counted

_MADE = {"promise": "promised", "plan": "announced", "request": "asked for"}
_LEAD = (
    "Somebody searched the texts for answers to these questions, and none of the words stands there. "
    "That a text does not say it does not mean that it did not happen."
)


def unknown_section(page: Page, commitment: Commitment) -> str:
    """The section of a commitment's page on what is not known."""
    return page.section(
        "What is not known",
        mu.bullets(_left_open(page, commitment)),
        *_searched(page, commitment.searches),
    )


def _left_open(page: Page, commitment: Commitment) -> Iterator[str]:
    """What the record does not tell, a sentence each."""
    if not _is_day(commitment.made):
        yield f"On which day it was {_MADE[commitment.form]} is not known."
    open_ends = [words for known, words in ((commitment.due, "By when"), (commitment.place, "where")) if not known]
    if open_ends:
        yield f"{mu.capital(' and '.join(open_ends))} it is to be done is not stated."
    actors = [page.corpus.actors[id] for id in commitment.promisors]
    if all(actor.type == "government" for actor in actors):
        yield f"No office or person that is to act is named, only {page.actors(commitment.promisors)}."
    if commitment.form == "promise" and not page.corpus.returns_of(commitment):
        yield "Whether it was promised in return for anything is not on record."
    yield from _outcome(page, commitment)


def _outcome(page: Page, commitment: Commitment) -> Iterator[str]:
    """Whether anything settles the matter, and since when nothing is heard of it."""
    status = page.dossier.statuses[commitment.id]
    if status.lapsed:
        silent = counted(status.lapsed.months, "month")
        yield f"Nothing later is on record than what is dated {status.lapsed.last_news}: no news for {silent}."
    if status.id and not page.corpus.rubric.statuses[status.id].silence:
        return
    if commitment.form == "request":
        yield f"What {page.actors(commitment.promisors)} answered, and whether it was done, is not on record."
    else:
        yield "Nothing on record settles whether it was kept."


def _is_day(date: Date) -> bool:
    """Whether a date is one day, without doubt."""
    return re.fullmatch(r"\d{4}-\d\d-\d\d", date.text) is not None


def _searched(page: Page, searches: tuple[Search, ...]) -> Iterator[str]:
    """What the list of searches is, and the searches."""
    if searches:
        yield _LEAD
        yield mu.terms((mu.text(search.question), _search(page, search)) for search in searches)


def _search(page: Page, search: Search) -> str:
    """For which words which texts were searched, and when."""
    words = ", ".join(f"“{mu.text(words)}”" for words in search.words)
    texts = listed([page.source(page.corpus.documents[id]) for id in search.documents])
    when = f"on {search.on}" if _is_day(search.on) else f"({search.on})"
    return mu.phrase(f"Searched for {words} in {texts} {when}: not found.", mu.text(search.note or ""))
