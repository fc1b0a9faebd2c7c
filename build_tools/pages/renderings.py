"""The renderings of one utterance beside each other, with the words marked in which they differ."""

from collections.abc import Iterator

from build_tools import markdown as md
from build_tools.derive.variants.renderings import Rendering, Utterance
from build_tools.derive.verbatim.difference import Change
from build_tools.model import Quote
from build_tools.pages.page import Page, listed
from build_tools.pages.words import language


def renderings(page: Page, utterance: Utterance | None) -> Iterator[str]:
    """The rendering that the others are held against, why it is that one, and the others with their differences."""
    if utterance:
        yield _lead(utterance)
        for rendering in utterance.renderings:
            yield page.quoted(rendering.quote, md.changes(rendering.changes))
            yield md.paragraph(distance(utterance, rendering), meaning(rendering.quote))


def _lead(utterance: Utterance) -> str:
    return md.paragraph(
        f"{len(utterance.renderings)} renderings of one utterance are on record; the first is the one to compare with.",
        utterance.why,
        "In the others, words that it has and they lack are",
        md.changes([Change("removed", "struck through")]) + ", words that only they have are",
        md.changes([Change("added", "underlined")]) + "; capitals and punctuation are not compared.",
    )


def distance(utterance: Utterance, rendering: Rendering) -> str:
    """How far a rendering is from the one that it is compared with, in a sentence or two."""
    if rendering.quote == utterance.base:
        return ""
    in_language = f"in {language(rendering.quote.language)}"
    if rendering.beside is None:
        return md.text(f"{md.capital(in_language)}: renderings in two languages are not compared word by word.")
    against = "the first" if rendering.beside == utterance.base else f"the first {in_language}"
    nearest = "No other is nearer to the original." if rendering.quote in utterance.nearest else ""
    return md.paragraph(md.text(f"Beside {against}: {_counted(rendering)}."), nearest)


def _counted(rendering: Rendering) -> str:
    left_out = f"{_words(rendering.left_out)} left out at its ends" if rendering.left_out else ""
    differing = f"{_words(rendering.changed)} changed" if rendering.changed else ""
    return listed([part for part in (differing, left_out) if part]) or "the same words"


def _words(count: int) -> str:
    return "1 word" if count == 1 else f"{count} words"


def meaning(quote: Quote) -> str:
    """The editor's word on how a rendering changes what was said."""
    return f"**It changes the meaning.** {md.text(quote.changes_meaning)}" if quote.changes_meaning else ""


def distinctions(page: Page, quote: Quote) -> Iterator[str]:
    """Quotes in like words that render another act of speech, whichever of the two says so, and why."""
    for other, reason in page.corpus.declared(quote, "distinct_from"):
        yield f"{page.link(other)} — {md.text(reason)}"
