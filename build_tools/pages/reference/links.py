"""Which web addresses of the records still answer: the dead, those of which nothing is known, the moved and the changed."""

from collections import Counter
from collections.abc import Callable, Iterable

from build_tools import markup as mu
from build_tools import sheet
from build_tools.dates import parse
from build_tools.derive import Dossier
from build_tools.links.places import Address, addresses
from build_tools.pages.parts.page import Page
from build_tools.pages.parts.search import ranked_as_list
from build_tools.reachable import VERDICTS, Link

_LEAD = "Whether the web addresses in the records still answer."
_HOW = (
    f"An answer holds for the day on which it was given. {mu.code('python -m build_tools links --external')} asks anew."
)
_NOT_YET = "Nobody has asked them so far."

Row = tuple[Address, Link]


def links_page(dossier: Dossier) -> str:
    page = Page(dossier, "reference/links.md")
    every = addresses(dossier.corpus)
    rows = [(one, dossier.links[one.address]) for one in every if one.address in dossier.links]
    if not rows:
        return sheet.page("Links", _LEAD, mu.phrase(_LEAD, _NOT_YET, _HOW), matter=ranked_as_list())
    return sheet.page(
        "Links",
        _LEAD,
        mu.phrase(_LEAD, _counts(rows, len(every)), _HOW),
        mu.terms((mu.capital(verdict), f"{mu.capital(said)}.") for verdict, said in VERDICTS.items()),
        _section(page, "Dead", rows, lambda link: link.verdict == "dead", _dead),
        _section(page, "Nothing certain", rows, lambda link: link.verdict == "unknown", _unknown),
        _section(page, "Moved", rows, lambda link: bool(link.leads_to), _moved),
        _section(page, "Changed", rows, lambda link: bool(link.lost), _changed),
        matter=ranked_as_list(),
    )


def _counts(rows: Iterable[Row], every: int) -> str:
    """How many of how many were asked, when last, and what became of them."""
    links = [link for _, link in rows]
    verdicts = Counter(link.verdict for link in links)
    told = ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in VERDICTS)
    last = parse(max(link.checked for link in links))
    return f"{len(links)} of {every} addresses were asked, the last on {last}: {told}."


def _section(
    page: Page, words: str, rows: Iterable[Row], wanted: Callable[[Link], bool], said: Callable[[Page, Row], str]
) -> str:
    """The addresses of one sort in a list, each with the records that have it."""
    return page.section(
        words,
        mu.bullets(
            mu.phrase(f"{_records(page, one)}:", mu.link(mu.text(link.address), link.address), said(page, (one, link)))
            for one, link in rows
            if wanted(link)
        ),
    )


def _records(page: Page, one: Address) -> str:
    """The records in which an address stands, linked."""
    records = dict.fromkeys(place.record for place in one.places if place.record is not None)
    return ", ".join(page.link(record) for record in records) or "The settings of this site"


def _dead(page: Page, row: Row) -> str:
    one, link = row
    copy = page.dossier.access(one.document).copy if one.document else link.archived
    archived = f"{mu.link('Archived copy', copy)}." if copy and copy != one.address else "No archived copy is known."
    return f"Dead since {parse(link.dead)}: {mu.text(link.reason)}. {archived}"


def _unknown(page: Page, row: Row) -> str:
    link = row[1]
    dead = f" It was dead on {parse(link.dead)}." if link.dead else ""
    alive = f" It answered on {parse(link.alive)}." if link.alive else ""
    return f"Since {parse(link.since)}: {mu.text(link.reason)}.{dead}{alive}"


def _moved(page: Page, row: Row) -> str:
    link = row[1]
    manner = "It has moved for good to" if link.permanent else "It leads for now to"
    return f"{manner} {mu.link(mu.text(link.leads_to), link.leads_to)}."


def _changed(page: Page, row: Row) -> str:
    """Which records have words that no longer stand in the page."""
    records = [page.corpus.record(name.partition("/")[2]) for name in row[1].lost]
    lost = ", ".join(page.link(record) for record in records if record is not None)
    return f"Words of these records were not found in it on {parse(row[1].checked)}: {lost}."
