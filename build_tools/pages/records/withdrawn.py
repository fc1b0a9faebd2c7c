"""The page at the address of a record that was withdrawn: when, and why. What it said is in the history of the records."""

from build_tools import markup as mu
from build_tools import sheet
from build_tools.derive import Dossier
from build_tools.model import Withdrawn
from build_tools.pages.parts.page import Page
from build_tools.pages.words import RECORDS


def withdrawn_page(dossier: Dossier, one: Withdrawn) -> str:
    page = Page(dossier, f"{one.kind}/{one.id}.md")
    what = RECORDS[one.kind].lower()
    return sheet.page(
        name(one),
        f"This {what} was withdrawn from this site on {one.withdrawn}.",
        mu.text(f"The {what} that stood here was withdrawn from this site."),
        reason(one),
        page.way("corrections/index.md", "All corrections"),
        hide=("navigation", "toc"),
        matter={"search": {"exclude": True}},
    )


def name(one: Withdrawn) -> str:
    """What a record that was withdrawn is called: its kind, and the id by which links name it."""
    return f"{RECORDS[one.kind]} “{one.id}”, withdrawn from this site"


def reason(one: Withdrawn) -> str:
    """The day, and why, as words in a line."""
    return f"{mu.strong(f'{mu.text(str(one.withdrawn))}.')} {mu.text(mu.sentence(one.reason))}"
