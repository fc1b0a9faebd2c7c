"""The page of a quote, its permanent address: the words, who says whose they are, and how else they were rendered."""

from build_tools import markdown as md
from build_tools.corpus import Corpus
from build_tools.derive import Dossier
from build_tools.model import Claim, Quote
from build_tools.pages.page import Page, address, sorted_by_date, title
from build_tools.pages.renderings import distinctions, renderings
from build_tools.pages.words import EXTENTS, language


def quote_page(dossier: Dossier, quote: Quote) -> str:
    corpus = dossier.corpus
    page = Page(dossier, address(quote))
    return page.render(
        title(quote, corpus),
        f"Words of {corpus.actors[quote.speaker].name}, as {corpus.documents[quote.document].title} prints them.",
        page.quoted(quote),
        _facts(page, quote),
        page.note(quote.note),
        page.section(
            "The same words as others render them",
            *renderings(page, dossier.utterances.get(quote.utterance or "")),
        ),
        page.section("Like words, said another time", md.bullets(distinctions(page, quote))),
        page.section("Statements that rest on it", md.bullets(map(page.claim, _resting(corpus, quote)))),
    )


def _facts(page: Page, quote: Quote) -> str:
    corpus = page.corpus
    return md.terms(
        [
            (
                "Whose words",
                f"{page.actor(quote.speaker)}: “{md.text(quote.attribution)}”{page.cite([quote.attributing])}",
            ),
            ("What it is", EXTENTS[quote.extent]),
            ("Language", md.text(language(quote.language))),
            ("Said", str(quote.said or "")),
            ("Occasion", page.link(corpus.events[quote.event]) if quote.event else ""),
            ("Words of", page.link(corpus.documents[quote.source_text]) if quote.source_text else ""),
            ("Rendering", "The original of these words" if quote.original else ""),
            ("Verified", _verified(page, quote)),
        ]
    )


def _verified(page: Page, quote: Quote) -> str:
    """Where in the text of the document the words stand, letter for letter."""
    starts = [one.entries[0].start for one in page.dossier.verification.of(quote) if one.entries]
    if not starts:
        return "Not compared with its document: no text of it was kept."
    return f"Word for word, from character {starts[0]:,} of the text as it was read."


def _resting(corpus: Corpus, quote: Quote) -> list[Claim]:
    return sorted_by_date(corpus.naming(quote, Claim, "evidence"), corpus)
