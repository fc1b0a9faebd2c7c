"""The index of briefings."""

from build_tools import markdown as md
from build_tools.derive import Dossier
from build_tools.pages.page import Page


def briefings_index(dossier: Dossier) -> str:
    corpus = dossier.corpus
    page = Page(dossier, "briefings/index.md")
    lead = "What the record adds up to, in prose; each statement cites the record that it rests on."
    return page.render(
        "Briefings", lead, lead, md.bullets(page.link(briefing) for briefing in corpus.briefings.values())
    )
