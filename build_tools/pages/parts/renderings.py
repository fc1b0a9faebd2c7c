"""The renderings of one utterance beside each other, with the words marked in which they differ."""

from collections.abc import Iterator, Sequence

from build_tools import markup as mu
from build_tools.derive.variants.renderings import Rendering, Utterance
from build_tools.derive.verbatim.difference import Change
from build_tools.model import Citation, Quote
from build_tools.pages.parts.names import listed
from build_tools.pages.parts.page import Page
from build_tools.pages.words import language

HEADING = "How others render these words"  # of the section of a quote that holds them


def renderings(page: Page, utterance: Utterance | None, here: Quote | None = None) -> Iterator[str]:
    """How the renderings differ in a sentence, each as a card, and how to read them; `here` is the quote of this page."""
    if utterance:
        yield _summary(page, utterance)
        yield mu.block("renderings", *(_card(page, utterance, one, here) for one in utterance.renderings))
        yield _reading(utterance)


def _summary(page: Page, utterance: Utterance) -> str:
    """What each of the others, in the language of the first, does to the words of the first."""
    told = [
        f"{_source(page, one.quote)} has {_counted(one)}"
        for one in utterance.renderings
        if one.beside == utterance.base
    ]
    beside = f"Beside {_source(page, utterance.base)}, {'; '.join(told)}." if told else ""
    return mu.phrase(f"{len(utterance.renderings)} renderings of one utterance are on record.", beside)


def _source(page: Page, quote: Quote) -> str:
    return page.source(page.corpus.documents[quote.document])


def _card(page: Page, utterance: Utterance, rendering: Rendering, here: Quote | None) -> str:
    """Where a rendering is printed, its words with the changes, how far it is from the first."""
    quote = rendering.quote
    own = mu.span("label", "this page") if quote == here else page.link(quote, "its page")
    words = mu.changes(rendering.changes) or mu.text(quote.text)
    return mu.block(
        "rendering",
        f"{mu.strong(_source(page, quote))}{page.cite([Citation(quote=quote.id)])} · {own}",
        mu.quotation(words),
        distance(utterance, rendering) or "The others are compared with this one.",
        meaning(quote),
    )


def _reading(utterance: Utterance) -> str:
    """Why the first is the first, and what the marks mean."""
    return mu.phrase(
        f"The first is the one to compare with. {utterance.why}",
        "In the others, words that it has and they lack are",
        mu.changes([Change("removed", "struck through")]) + ", words that only they have are",
        mu.changes([Change("added", "underlined")]) + "; capitals and punctuation are not compared.",
    )


def distance(utterance: Utterance, rendering: Rendering) -> str:
    """How far a rendering is from the one that it is compared with, in a sentence or two."""
    if rendering.quote == utterance.base:
        return ""
    in_language = f"in {language(rendering.quote.language)}"
    if rendering.beside is None:
        return mu.text(f"{mu.capital(in_language)}: renderings in two languages are not compared word by word.")
    against = "the first" if rendering.beside == utterance.base else f"the first {in_language}"
    nearest = "No other is nearer to the original." if rendering.quote in utterance.nearest else ""
    return mu.phrase(mu.text(f"Beside {against}: {_counted(rendering)}."), nearest)


def _counted(rendering: Rendering) -> str:
    left_out = f"{_words(rendering.left_out)} left out at its ends" if rendering.left_out else ""
    differing = f"{_words(rendering.changed)} changed" if rendering.changed else ""
    return listed([part for part in (differing, left_out) if part]) or "the same words"


def _words(count: int) -> str:
    return "1 word" if count == 1 else f"{count} words"


def meaning(quote: Quote) -> str:
    """The editor's word on how a rendering changes what was said."""
    return f"{mu.strong('It changes the meaning.')} {mu.text(quote.changes_meaning)}" if quote.changes_meaning else ""


def distinctions(page: Page, quote: Quote) -> Iterator[str]:
    """Quotes in like words that render another act of speech, whichever of the two says so, and why."""
    for other, reason in page.corpus.declared(quote, "distinct_from"):
        yield f"{page.link(other)} — {mu.text(reason)}"


def spoken(page: Page, quotes: Sequence[Quote]) -> list[str]:
    """Quotes as blocks, of each utterance the rendering that the others are held against, with these folded."""
    utterances = page.dossier.utterances
    spoken = {quote.utterance or quote.id: (quote, utterances.get(quote.utterance or "")) for quote in quotes}
    return [_with_others(page, quote, utterance) for quote, utterance in spoken.values()]


def _with_others(page: Page, quote: Quote, utterance: Utterance | None) -> str:
    others = mu.disclosure("How others print these words, and where they differ", *renderings(page, utterance))
    return mu.blocks(page.quoted(utterance.base if utterance else quote), others)
