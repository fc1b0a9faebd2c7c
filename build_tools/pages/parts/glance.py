"""What a page tells at a glance, in a row below its title: marks, and counts that lead to the sections they count."""

from collections.abc import Sequence

from build_tools import markup as mu
from build_tools import sheet
from build_tools.derive.verbatim.verdicts import VERDICTS, Verdict
from build_tools.model import Claim
from build_tools.pages.parts.page import Page
from build_tools.pages.words import counted


def glance(*marks: str) -> str:
    """Marks and counts, those that are not empty, as a list that is set as a row."""
    return mu.block("glance", mu.bullets(filter(None, marks)))


def count(number: int, thing: str, heading: str, things: str | None = None) -> str:
    """A number of things, linked to the section under `heading` that holds them; nothing where there are none."""
    words = counted(number, thing) if number == 1 or not things else f"{number} {things}"
    return mu.link(words, sheet.anchor(heading)) if number else ""


def verdict_mark(verdicts: Sequence[Verdict]) -> str:
    """How many of some words stand in their documents as those were read; of several verdicts the last of VERDICTS."""
    if not verdicts:
        return ""
    if [one.verdict for one in verdicts] == ["verified"]:
        return mu.span("verdict", "Verified word for word", verdict="verified")
    verified = sum(one.verdict == "verified" for one in verdicts)
    worst = max((one.verdict for one in verdicts), key=list(VERDICTS).index)
    return mu.span("verdict", f"{verified} of {counted(len(verdicts), 'passage')} verified", verdict=worst)


def verdicts_on(page: Page, claim: Claim) -> list[Verdict]:
    """The verdicts on all words in which a claim stands: its passages, and the texts of its quotes."""
    of = page.dossier.verification.of
    quotes = dict.fromkeys(page.corpus.quotes[item.quote] for item in claim.evidence if item.quote)
    return [*of(claim), *(one for quote in quotes for one in of(quote) if one.excerpt.path == ("text",))]
