"""The index of each kind."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from build_tools import markdown as md
from build_tools.corpus import Corpus, by_date_made
from build_tools.derive import Dossier
from build_tools.model import Actor, Commitment, Quote
from build_tools.pages.page import Page, listed, shortened, sorted_by_date
from build_tools.pages.status import as_of, status_line
from build_tools.pages.words import ACTOR_GROUPS, CLAIM_GROUPS

Item = TypeVar("Item")
Key = TypeVar("Key", str, bool)


def commitments_index(dossier: Dossier) -> str:
    page = Page(dossier, "commitments/index.md")
    lead = (
        "What was promised, planned or asked for, by whom and to whom. Each page says who reports it, in which words."
    )
    return page.render("Commitments", lead, md.paragraph(lead, as_of(page)), *_promises(page, _undertaking))


def actors_index(dossier: Dossier) -> str:
    corpus = dossier.corpus
    page = Page(dossier, "actors/index.md")
    lead = "Everyone who promises, is promised something, speaks, publishes or is spoken of; of people only the public role."
    actors = sorted(corpus.actors.values(), key=lambda actor: actor.name.casefold())
    sections = _grouped(page, ACTOR_GROUPS, actors, lambda actor: actor.type, lambda actor: _actor(page, actor))
    return page.render("People and organisations", lead, lead, *sections)


def claims_index(dossier: Dossier) -> str:
    corpus = dossier.corpus
    page = Page(dossier, "claims/index.md")
    lead = "Every checkable statement, by kind, in the order of the days that they tell of."
    sections = _grouped(
        page, CLAIM_GROUPS, sorted_by_date(corpus.claims.values(), corpus), lambda claim: claim.kind, page.link
    )
    return page.render("Statements", lead, lead, *sections)


def documents_index(dossier: Dossier) -> str:
    corpus = dossier.corpus
    page = Page(dossier, "documents/index.md")
    lead = "The documents whose words this site cites, and those that they name as their own sources."
    read = {True: "Read here, word by word", False: "Named by those, and not read here"}
    documents = sorted(corpus.documents.values(), key=lambda d: (d.issued is None, d.issued or 0, d.id))
    sections = _grouped(page, read, documents, lambda document: document.word_count is not None, page.document)
    return page.render("Sources", lead, lead, *sections)


def quotes_index(dossier: Dossier) -> str:
    corpus = dossier.corpus
    page = Page(dossier, "quotes/index.md")
    lead = "Every quotation, verbatim as one document prints it, by speaker."
    speakers = {actor.id: actor.name for actor in sorted(corpus.actors.values(), key=lambda a: a.name.casefold())}
    sections = _grouped(
        page, speakers, corpus.quotes.values(), lambda quote: quote.speaker, lambda quote: _quote(page, quote)
    )
    several = page.section("Rendered in several ways", md.bullets(_utterances(page)))
    return page.render("Quotes", lead, lead, several, *sections)


def events_index(dossier: Dossier) -> str:
    corpus = dossier.corpus
    page = Page(dossier, "events/index.md")
    lead = "Every dated happening, oldest first."
    events = sorted(corpus.events.values(), key=lambda event: (event.date, event.id))
    return page.render(
        "Events", lead, lead, md.bullets(f"{md.sentence(str(event.date))} {page.link(event)}" for event in events)
    )


def briefings_index(dossier: Dossier) -> str:
    corpus = dossier.corpus
    page = Page(dossier, "briefings/index.md")
    lead = "What the record adds up to, in prose; each statement cites the record that it rests on."
    return page.render(
        "Briefings", lead, lead, md.bullets(page.link(briefing) for briefing in corpus.briefings.values())
    )


def _promises(page: Page, line: Callable[[Page, Commitment, Sequence[str]], str]) -> list[str]:
    """The commitments by who is to act, those with most to do first; requests apart, since nobody undertook them."""
    commitments = sorted(page.corpus.commitments.values(), key=by_date_made)
    groups: dict[tuple[str, ...], list[Commitment]] = {}
    for commitment in commitments:
        if commitment.form != "request":
            roots = {_root(page.corpus, id) for id in commitment.promisors}
            groups.setdefault(tuple(sorted(roots)), []).append(commitment)
    by_size = sorted(groups, key=lambda ids: (-len(groups[ids]), ids))
    sections = [
        page.section(
            listed([page.corpus.actors[id].name for id in ids]), md.bullets(line(page, c, ids) for c in groups[ids])
        )
        for ids in by_size
    ]
    requests = [line(page, commitment, ()) for commitment in commitments if commitment.form == "request"]
    return [*sections, page.section("Asked for, with no undertaking on record", md.bullets(requests))]


def _root(corpus: Corpus, id: str) -> str:
    """The widest body that an actor is part of."""
    while parent := corpus.actors[id].part_of:
        id = parent
    return id


def _promise(page: Page, commitment: Commitment, heading: Sequence[str]) -> str:
    said = ", ".join((*page.parties(commitment, known=heading), str(commitment.made)))
    return f"{page.link(commitment)} — {said}.{page.cite(page.making(commitment))} {status_line(page, commitment)}"


def _undertaking(page: Page, commitment: Commitment, heading: Sequence[str]) -> str:
    return md.paragraph(_promise(page, commitment, heading), md.text(commitment.undertaking))


def _actor(page: Page, actor: Actor) -> str:
    names = ", ".join(md.text(other.name) for other in actor.other_names)
    return f"{page.link(actor)} — {md.text(actor.description)}{f' Also: {names}.' if names else ''}"


def _quote(page: Page, quote: Quote) -> str:
    return page.link(quote, f"“{shortened(quote.text)}”")


def _utterances(page: Page) -> Iterator[str]:
    """Each utterance that several quotes render: the words, where they stand, and whether the meaning changes."""
    corpus = page.corpus
    for utterance in page.dossier.utterances.values():
        quotes = [rendering.quote for rendering in utterance.renderings]
        where = listed([page.source(corpus.documents[quote.document]) for quote in quotes])
        changing = [page.source(corpus.documents[quote.document]) for quote in quotes if quote.changes_meaning]
        warning = f"The meaning changes in {listed(changing)}." if changing else ""
        words = page.link(utterance.base)
        yield md.paragraph(words, f"— in {where}.", warning)


def _grouped(
    page: Page,
    headings: Mapping[Key, str],
    items: Iterable[Item],
    group: Callable[[Item], Key],
    line: Callable[..., str],
) -> list[str]:
    """A section for each group that has items, in the order of `headings`."""
    members: dict[Key, list[Item]] = {}
    for item in items:
        members.setdefault(group(item), []).append(item)
    return [
        page.section(heading, md.bullets(line(item) for item in members.get(key, ())))
        for key, heading in headings.items()
    ]
