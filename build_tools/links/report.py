"""What to tell of the web addresses: a line for each place at which one is dead, has moved, has changed or is not known or read."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from build_tools.finding import Finding, printable
from build_tools.links.places import Address
from build_tools.reachable import Link


def report(every: Iterable[Address], links: Mapping[str, Link], refused: Mapping[str, str]) -> list[Finding]:
    """The lines, sorted by place; `refused` holds why addresses were not asked."""
    return sorted(
        Finding(place.path, place.place, code, message)
        for one in every
        for code, message in _told(one, links.get(one.address), refused.get(one.address))
        for place in one.places
    )


def _told(one: Address, link: Link | None, refused: str | None) -> Iterator[tuple[str, str]]:
    """What is to be told of an address: the code and the message."""
    address = printable(one.address)
    if refused:
        yield "refused-link", f"{address} is not asked: {printable(refused)}; write an address that everyone can open"
    if link is None:
        return
    if link.verdict == "dead":
        yield "dead-link", f"{address} is dead since {link.dead}: {printable(link.reason)}; {_remedy(one, link)}"
    if link.verdict == "unknown":
        dead = f" (it was dead on {link.dead})" if link.dead else ""
        yield "unknown-link", f"{address} said nothing certain{dead}: {printable(link.reason)}; open it in a browser"
    if link.leads_to:
        yield "moved-link", f"{address} leads to {printable(link.leads_to)}; {_advice(link)}"
    if link.unread:
        yield (
            "unread-page",
            f"{address} answers, but its words could not be looked for: {printable(link.unread)}; open it in a browser",
        )
    if link.lost:
        yield "changed-page", f"{address} has no longer the words of {', '.join(link.lost)}; read it again"


def _advice(link: Link) -> str:
    """What to do about a redirect: only one that leads to the page of the record, for good, is to be written down."""
    if link.lost or link.unread or not (link.words or _depth(link.leads_to) == _depth(link.address)):
        return "look at it first"
    return "update the record to that address" if link.permanent else "for now; nothing needs to be done"


def _depth(address: str) -> int:
    return len([segment for segment in urlsplit(address).path.split("/") if segment])


def _remedy(one: Address, link: Link) -> str:
    recorded = one.document.archived if one.document else None
    if recorded and recorded != one.address:
        return f"its page shows the archived copy on record, {printable(recorded)}"
    if link.archived:
        return f'check this copy, and write it into the record as "archived": {printable(link.archived)}'
    return "correct it, or find a copy in an archive"
