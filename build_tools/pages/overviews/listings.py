"""The indexes of statements, quotes, events and sources: rows with marks, by what readers look for, long ones folded."""

from collections.abc import Iterator, Mapping, Sequence

from build_tools import markup as mu
from build_tools import sheet
from build_tools.derive import Dossier
from build_tools.derive.variants.renderings import Rendering, Utterance
from build_tools.model import Claim, Document, Event, Quote
from build_tools.pages.overviews.timeline import placed
from build_tools.pages.parts.marks import label
from build_tools.pages.parts.names import address, shortened
from build_tools.pages.parts.page import Page, sorted_by_date
from build_tools.pages.parts.renderings import HEADING, distance, meaning
from build_tools.pages.parts.rows import LONG, document, folded, grouped, heading, rows, statement
from build_tools.pages.words import CLAIM_GROUPS, STANDING_MARKS, counted


def claims_index(dossier: Dossier) -> str:
    page = Page(dossier, "claims/index.md")
    lead = "Every checkable statement, by kind and year, in the order of the days that they tell of."
    kinds = grouped(sorted_by_date(page.corpus.claims.values(), page.corpus), lambda claim: claim.kind)
    sections = (_kind(page, kind, kinds[kind]) for kind in CLAIM_GROUPS if kind in kinds)
    return page.render("Statements", lead, lead, *sections)


def _kind(page: Page, kind: str, claims: Sequence[Claim]) -> str:
    """The statements of a kind; by year where there are many."""
    above = heading(2, CLAIM_GROUPS[kind], len(claims), CLAIM_GROUPS[kind].lower())
    if len(claims) <= LONG:
        return mu.blocks(above, rows(statement(page, claim) for claim in claims))
    return mu.blocks(above, *_years(page, claims))


def _years(page: Page, claims: Sequence[Claim]) -> Iterator[str]:
    def year(claim: Claim) -> str:
        day = page.corpus.day_of(claim)
        return f"{placed(day).year}" if day else "Of no known date"

    for name, members in sorted(grouped(claims, year).items()):
        lines = rows(statement(page, claim) for claim in members)
        yield mu.disclosure(f"{name}: {counted(len(members), 'statement')}", lines)


def documents_index(dossier: Dossier) -> str:
    page = Page(dossier, "documents/index.md")
    lead = "The documents whose words this site cites, and those that they name as their own sources."
    documents = sorted(page.corpus.documents.values(), key=lambda d: (d.issued is None, d.issued or 0, d.id))
    read = [source for source in documents if source.word_count]
    named = [source for source in documents if not source.word_count]
    ways = (
        f"{page.way('lineage/index.md', 'Where they come from')} · "
        f"{page.way('lookup/index.md', 'Look up an article by its address')}"
    )
    return page.render(
        "Sources",
        lead,
        mu.blocks(lead, ways),
        _sources(page, "Read here, word by word", "read-here", read),
        _sources(page, "Named by those, and not read here", "only-named", named),
    )


def _sources(page: Page, words: str, id: str, documents: Sequence[Document]) -> str:
    listing = rows(_source(page, source) for source in documents)
    return mu.blocks(heading(2, words, len(documents), id), listing) if documents else ""


def _source(page: Page, source: Document) -> str:
    """A document in a row: what it is, its standing, and how many of its words stand in it as they are cited here."""
    verdicts = page.dossier.verification.from_document(source.id)
    verified = sum(verdict.verdict == "verified" for verdict in verdicts)
    words = f"{verified} of {counted(len(verdicts), 'passage')} verified" if verdicts else ""
    return mu.phrase(document(page, source), label(STANDING_MARKS[source.standing]), mu.span("holdings", words))


def quotes_index(dossier: Dossier) -> str:
    page = Page(dossier, "quotes/index.md")
    lead = "Every quotation, verbatim as one document prints it; those that several documents render differently first."
    speakers = grouped(page.corpus.quotes.values(), lambda quote: quote.speaker)
    by_name = sorted(speakers, key=lambda id: (page.corpus.actors[id].name.casefold(), id))
    return page.render(
        "Quotes",
        lead,
        lead,
        _several(page, dossier.utterances),
        *(_speaker(page, id, speakers[id]) for id in by_name),
    )


def _speaker(page: Page, id: str, quotes: Sequence[Quote]) -> str:
    name = page.corpus.actors[id].name
    lines = [_quote(page, quote) for quote in quotes]
    return mu.blocks(heading(2, name, len(quotes), f"by-{id}"), folded(counted(len(quotes), "quote"), lines, 6))


def _quote(page: Page, quote: Quote) -> str:
    where = f"in {page.source(page.corpus.documents[quote.document])}"
    return mu.phrase(page.link(quote, f"“{shortened(quote.text)}”"), where)


def _several(page: Page, utterances: Mapping[str, Utterance]) -> str:
    """Each utterance that several quotes render: in which documents, by how many words they differ, what that changes."""
    above = heading(2, "Rendered in several ways", len(utterances), "rendered-in-several-ways")
    blocks = (_utterance(page, utterance) for utterance in utterances.values())
    return mu.blocks(above, *blocks) if utterances else ""


def _utterance(page: Page, utterance: Utterance) -> str:
    base = utterance.base
    words = f"“{shortened(base.text)}”"
    documents = counted(len(utterance.renderings), "rendering")
    beside = page.way(
        f"{address(base)}{sheet.anchor(HEADING)}", f"{documents} beside each other, with the differences marked"
    )
    lines = rows(_rendering(page, utterance, rendering) for rendering in utterance.renderings)
    return mu.block(
        "versions", mu.heading(3, mu.text(f"{page.corpus.actors[base.speaker].name}: {words}")), lines, beside
    )


def _rendering(page: Page, utterance: Utterance, rendering: Rendering) -> str:
    source = page.source(page.corpus.documents[rendering.quote.document])
    told = distance(utterance, rendering) or "The one that the others are held against."
    return mu.phrase(mu.strong(f"{source}."), told, meaning(rendering.quote))


def events_index(dossier: Dossier) -> str:
    page = Page(dossier, "events/index.md")
    lead = "Every dated happening, oldest first; what is dated within a span of days stands at its first day."
    events = sorted(page.corpus.events.values(), key=lambda event: (placed(event.date), event.date, event.id))
    years = grouped(events, lambda event: placed(event.date).year)
    sections = (
        mu.blocks(
            heading(2, str(year), len(members), f"year-{year:04}"), rows(_event(page, event) for event in members)
        )
        for year, members in years.items()
    )
    whole = f"{page.way('timeline/index.md', 'The timeline of the whole')} shows them among all else that bears a date."
    return page.render("Events", lead, mu.blocks(lead, whole), *sections)


def _event(page: Page, event: Event) -> str:
    """An event in a row: its date, its name, who took part, where."""
    place = f"in {mu.text(event.place)}" if event.place else ""
    present = f"with {page.actors(event.participants)}" if event.participants else ""
    details = mu.span("holdings", ", ".join(filter(None, (place, present))))
    return mu.phrase(mu.span("day", mu.capital(str(event.date))), page.link(event), details)


def briefings_index(dossier: Dossier) -> str:
    corpus = dossier.corpus
    page = Page(dossier, "briefings/index.md")
    lead = "What the record adds up to, in prose; each statement cites the record that it rests on."
    return page.render(
        "Briefings", lead, lead, mu.bullets(page.link(briefing) for briefing in corpus.briefings.values())
    )
