"""The page of corrections: what was set right on any page, and what was withdrawn, the newest first."""

from collections.abc import Iterator

from build_tools import markup as mu
from build_tools.dates import Date
from build_tools.derive import Dossier
from build_tools.pages.parts.page import Page
from build_tools.pages.parts.rows import rows
from build_tools.pages.records.withdrawn import name, reason

_LEAD = (
    "Errors that stood on a page of this site and were set right, and records that were withdrawn, the newest first. "
    "Each page says so as well."
)


def corrections_page(dossier: Dossier) -> str:
    page = Page(dossier, "corrections/index.md")
    corrected = sorted(_corrected(page), reverse=True)
    withdrawn = sorted(_withdrawn(page), reverse=True)
    return page.render(
        "Corrections",
        _LEAD,
        mu.text(_LEAD),
        page.section("Set right", rows(line for _, line in corrected) or "Nothing so far."),
        page.section("Withdrawn", rows(line for _, line in withdrawn) or "Nothing so far."),
        f"{page.way('policy.md', 'The policy')} says how to ask for a correction.",
    )


def _corrected(page: Page) -> Iterator[tuple[Date, str]]:
    for record in (*page.corpus.records(), *page.corpus.briefings.values()):
        for correction in record.corrections:
            yield correction.on, mu.phrase(page.correction(correction), f"— {page.link(record)}")


def _withdrawn(page: Page) -> Iterator[tuple[Date, str]]:
    for one in page.corpus.withdrawn.values():
        yield one.withdrawn, mu.phrase(f"{page.way(f'{one.kind}/{one.id}.md', name(one))}.", reason(one))
