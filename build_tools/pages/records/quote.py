"""The page of a quote, its permanent address: the words, who says whose they are, and how else they were rendered."""

from build_tools import markup as mu
from build_tools.derive import Dossier
from build_tools.model import Citation, Claim, Quote
from build_tools.pages.parts.glance import glance, verdict_mark
from build_tools.pages.parts.marks import label
from build_tools.pages.parts.names import address, title
from build_tools.pages.parts.page import Page
from build_tools.pages.parts.renderings import HEADING, distinctions, renderings, spoken
from build_tools.pages.parts.rows import claims, few_or_folded
from build_tools.pages.words import EXTENTS, language

_MOST = 24  # quotes of one occasion on the page of each of them


def quote_page(dossier: Dossier, quote: Quote) -> str:
    corpus = dossier.corpus
    page = Page(dossier, address(quote))
    utterance = dossier.utterances.get(quote.utterance or "")
    return page.render(
        title(quote, corpus),
        f"Words of {corpus.actors[quote.speaker].name}, as {corpus.documents[quote.document].title} prints them.",
        mu.block("said", _words(page, quote)),
        _at_a_glance(page, quote),
        page.section(HEADING, *renderings(page, utterance, quote)),
        page.section("Statements that rest on it", claims(page, corpus.naming(quote, Claim, "evidence"))),
        page.section("About these words", _facts(page, quote), page.note(quote.note)),
        page.section("Said on the same occasion", _same_occasion(page, quote)),
        page.section("Like words, said another time", mu.bullets(distinctions(page, quote))),
    )


def _words(page: Page, quote: Quote) -> str:
    """The words in full, who said them when, and who prints them."""
    said = quote.said or (page.corpus.events[quote.event].date if quote.event else None)
    source = page.corpus.documents[quote.document]
    return mu.quotation(
        mu.text(quote.text),
        mu.phrase(
            f"— {page.actor(quote.speaker)}{f', {said}' if said else ''},",
            f"in {page.source(source)}{f', {source.issued}' if source.issued else ''}",
        )
        + page.cite([Citation(quote=quote.id)]),
    )


def _at_a_glance(page: Page, quote: Quote) -> str:
    """Whether the words stand there, whether they are whole, and whether they are the original."""
    return glance(
        verdict_mark([one for one in page.dossier.verification.of(quote) if one.excerpt.path == ("text",)]),
        label(EXTENTS[quote.extent]),
        label("The original of these words") if quote.original else "",
        mu.strong("It changes the meaning") if quote.changes_meaning else "",
    )


def _facts(page: Page, quote: Quote) -> str:
    corpus = page.corpus
    return mu.terms(
        [
            (
                "Whose words",
                f"{page.actor(quote.speaker)}: “{mu.text(quote.attribution)}”{page.cite([quote.attributing])}",
            ),
            ("Language", mu.text(language(quote.language))),
            ("Said", str(quote.said or "")),
            ("Occasion", page.link(corpus.events[quote.event]) if quote.event else ""),
            ("Words of", page.link(corpus.documents[quote.source_text]) if quote.source_text else ""),
            ("Verified", _verified(page, quote)),
        ]
    )


def _verified(page: Page, quote: Quote) -> str:
    """Where in the text of the document the words stand, letter for letter."""
    starts = [one.entries[0].start for one in page.dossier.verification.of(quote) if one.entries]
    if not starts:
        return "Not compared with its document: no text of it was kept."
    return f"Word for word, from character {starts[0]:,} of the text as it was read."


def _same_occasion(page: Page, quote: Quote) -> str:
    """The quotes of its event that are no renderings of it; of very many, where they stand: each of them has this section."""
    if not quote.event:
        return ""
    quotes = page.corpus.quotes_at(quote.event)
    if len(quotes) > _MOST:
        event = page.link(page.corpus.events[quote.event])
        return f"{len(quotes):,} quotes are of this occasion, and stand on its page: {event}."
    others = [one for one in quotes if one != quote and (not quote.utterance or one.utterance != quote.utterance)]
    return few_or_folded("Quotes", spoken(page, others))
