"""The link lock: a committed file, a line for each web address of the records: whether it answers, and since when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

from build_tools.finding import Finding, shown
from build_tools.ledger import Ledger

FILE = "sources/links.lock"
_COMMAND = "python -m build_tools links --external"
_REMEDY = f"restore the file, or remove it and let `{_COMMAND}` write it"
VERDICTS = {
    "alive": "the address answers, and with a page",
    "dead": "the address answers that it has no such page, or no machine has its name",
    "unknown": "what came back says neither: a wall against programs, a fault of the server, no answer in time",
}


@dataclass(frozen=True, order=True)
class Link:
    """What came back from a web address, which has no fragment. Days are written as "2026-11-22", and empty where none is.

    `checked` is the day on which it was asked last, `since` the first of those on which the verdict was the same, `dead`
    the day since which it is dead (through days of which nothing is known), `alive` the last day on which it was not.
    `leads_to` is where it redirects to, `permanent` whether for good. `archived` is a copy that an archive has of a dead page.
    `words` counts the words of records that were looked for in it; `lost` names the records whose words do not stand in it
    ("kind/id"); `unread` says why none could be looked for.
    """

    address: str
    verdict: str
    reason: str
    checked: str
    since: str
    dead: str
    alive: str
    leads_to: str
    permanent: bool
    archived: str
    words: int
    lost: tuple[str, ...]
    unread: str


def link(data: Mapping[str, Any]) -> Link:
    """The link of which a line of the lock tells."""
    return Link(**{**data, "lost": tuple(data["lost"])})


_LEDGER = Ledger(FILE, "links", "links", _REMEDY, _COMMAND, link, lambda one: one.address + one.leads_to + one.archived)


def read(root: Path) -> tuple[Mapping[str, Link], list[Finding]]:
    """The links of `root`'s lock by address, and what is wrong with its lines. A missing file is a lock without links."""
    links, findings = _LEDGER.read(root)
    findings += [
        _LEDGER.fault(line, "this line is out of order, or stands twice")
        for (_, before), (line, link) in pairwise(links.items())
        if link.address <= before.address
    ]
    findings += [
        _LEDGER.fault(line, f"{shown(day)} is no day of the calendar")
        for line, link in links.items()
        for day in (link.checked, link.since, link.dead, link.alive)
        if day and not _is_day(day)
    ]
    return {link.address: link for link in links.values()}, findings


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def written(links: Iterable[Link]) -> str:
    """The text of a link lock: JSON Lines, sorted by address."""
    return _LEDGER.written(sorted(links))


def key(address: str) -> str:
    """The address under which the lock has a link: without the part that only a browser uses."""
    return urldefrag(address)[0]
