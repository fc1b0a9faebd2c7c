"""The page at the address of a record that was withdrawn: when, and why. What it said is in the history of the records."""

from build_tools import markdown as md
from build_tools.derive import Dossier
from build_tools.model import Withdrawn
from build_tools.pages.parts.page import Page
from build_tools.pages.words import RECORDS


def withdrawn_page(dossier: Dossier, one: Withdrawn) -> str:
    page = Page(dossier, f"{one.kind}/{one.id}.md")
    what = RECORDS[one.kind].lower()
    return md.page(
        name(one),
        f"This {what} was withdrawn from this site on {one.withdrawn}.",
        md.text(f"The {what} that stood here was withdrawn from this site."),
        reason(one),
        f"{page.way('corrections/index.md', 'All corrections')}",
        hide=("navigation", "toc"),
        matter=["search:", "  exclude: true"],
    )


def name(one: Withdrawn) -> str:
    """What a record that was withdrawn is called: its kind, and the id by which links name it."""
    return f"{RECORDS[one.kind]} “{one.id}”, withdrawn from this site"


def reason(one: Withdrawn) -> str:
    """The day, and why, as Markdown."""
    return f"**{md.text(str(one.withdrawn))}.** {md.text(md.sentence(one.reason))}"
