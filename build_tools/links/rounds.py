"""A round: every address of the records is asked that was not found alive of late, and what became of each is told."""

import queue
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from traceback import extract_tb

from build_tools.corpus import kind_of
from build_tools.excerpts import Excerpt
from build_tools.finding import printable
from build_tools.links.archive import archived_copy
from build_tools.links.asking import Asking
from build_tools.links.judging import judged
from build_tools.links.places import Address
from build_tools.links.words import Sought, sought
from build_tools.reachable import Link, key
from build_tools.values import web_address
from build_tools.web import Answer, LedAstray, NoAnswer, NotAsked, host_of

_LONGEST = 500  # characters of an address, as in the schemas
_AT_ONCE = 8  # hosts that are asked side by side


@dataclass(frozen=True)
class Outcome:
    """What became of an address in a round: its new line in the lock, or why it was not asked.

    `answered` says whether a machine answered: where none did in a whole round, the network here is at fault. `fault` is where
    the tools themselves failed at it.
    """

    address: Address
    link: Link | None = None
    refused: str = ""
    answered: bool = False
    fault: str = ""


def due(every: Iterable[Address], before: Mapping[str, Link], today: date, fresh: int) -> list[Address]:
    """The addresses to be asked: not those found alive less than `fresh` days ago, with as many words as they have now."""
    last = (today - timedelta(days=fresh)).isoformat()

    def is_fresh(one: Address) -> bool:
        link = before.get(one.address)
        if link is None or link.verdict != "alive" or not last < link.checked <= today.isoformat():
            return False
        return bool(link.unread) or link.words == len(one.excerpts)

    return [one for one in every if not is_fresh(one)]


def is_online(every: Sequence[Address], wanted: Sequence[Address], before: Mapping[str, Link], asking: Asking) -> bool:
    """Whether one of the addresses that are not due, since they were alive of late, answers as it did.

    Asked where none of those that are due answered: their names may all be gone, or the network here may be. One on another
    host than theirs is asked, if there is any.
    """
    hosts = {host_of(one.address) for one in wanted}
    alive = [before[one.address] for one in every if one not in wanted]
    if not alive:
        return False
    witness = max(alive, key=lambda link: (host_of(link.address) not in hosts, link.checked, link.address))
    try:
        got = asking.answer(witness.address)
    except NotAsked:
        return False
    same = isinstance(got, Answer) and host_of(got.url) == host_of(witness.leads_to or witness.address)
    return same and judged(witness.address, got)[0] == "alive"


def asked(every: Sequence[Address], before: Mapping[str, Link], today: date, asking: Asking) -> Iterator[Outcome]:
    """What became of each address, as soon as it is known: hosts side by side, the addresses of one in turn."""
    hosts: dict[str, list[Address]] = defaultdict(list)
    for one in every:
        hosts[host_of(one.address)].append(one)
    waiting: queue.SimpleQueue[list[Address]] = queue.SimpleQueue()
    told: queue.SimpleQueue[Outcome | Exception] = queue.SimpleQueue()
    for group in hosts.values():
        waiting.put(group)

    def work() -> None:
        try:
            while True:
                for one in waiting.get_nowait():
                    told.put(_outcome(one, before.get(one.address), today.isoformat(), asking))
        except queue.Empty:
            return
        except Exception as error:  # told where the round is followed, not in a thread of which nobody hears
            told.put(error)

    for _ in range(min(_AT_ONCE, len(hosts))):
        threading.Thread(target=work, daemon=True).start()  # whoever stops the round waits for no answer
    for _ in every:
        outcome = told.get()
        if isinstance(outcome, Exception):
            raise outcome
        yield outcome


def _outcome(one: Address, before: Link | None, today: str, asking: Asking) -> Outcome:
    """What became of an address; where the tools fail at it, that costs nothing of what is known of it and of others."""
    try:
        return _found(one, before, today, asking)
    except Exception as error:
        place = extract_tb(error.__traceback__)[-1]
        fault = f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}"
        link = _link(one, before, today, "unknown", f"the tools failed at it ({type(error).__name__})")
        return Outcome(one, link, answered=True, fault=fault)


def _found(one: Address, before: Link | None, today: str, asking: Asking) -> Outcome:
    try:
        if not _can_be_kept(one.address):
            raise NotAsked(f"this is no web address, or has more than {_LONGEST} characters")
        got, answered = _answer(one.address, asking)
    except NotAsked as error:
        return Outcome(one, refused=str(error))
    verdict, reason = judged(one.address, got)
    words = Sought()
    if isinstance(got, Answer) and verdict == "alive":
        words = sought(got, one.excerpts, one.document.word_count if one.document else None)
    link = _link(one, before, today, verdict, reason)
    told = replace(
        link,
        leads_to=_leads_to(one.address, got) if verdict == "alive" else "",
        permanent=isinstance(got, Answer) and got.permanent,
        archived=link.archived or (_archived(one, asking) if link.dead else ""),
        words=words.number,
        lost=tuple(sorted({_record(excerpt) for excerpt in words.lost})),
        unread=printable(words.unread)[:400],
    )
    return Outcome(one, told, answered=answered)


def _answer(address: str, asking: Asking) -> tuple[Answer | NoAnswer, bool]:
    """What came back, and whether from a machine. Where an address leads to what is not asked for, nothing did that says anything."""
    try:
        got = asking.answer(address)
    except LedAstray as error:
        return NoAnswer(str(error)), error.redirected
    return got, isinstance(got, Answer)


def _link(one: Address, before: Link | None, today: str, verdict: str, reason: str) -> Link:
    """The line of an address with this verdict, and with what was known of it before."""
    dead = (before.dead if before and verdict != "alive" else "") or (today if verdict == "dead" else "")
    since = before.since if before and before.verdict == verdict else today
    return Link(
        address=one.address,
        verdict=verdict,
        reason=printable(reason)[:400],
        checked=today,
        since=dead if verdict == "dead" else since,
        dead=dead,
        alive=today if verdict == "alive" else before.alive if before else "",
        leads_to="",
        permanent=False,
        archived=before.archived if before and dead and _wants_copy(one) else "",
        words=0,
        lost=(),
        unread="",
    )


def _record(excerpt: Excerpt) -> str:
    return f"{kind_of(excerpt.record)}/{excerpt.record.id}"


def _leads_to(address: str, got: Answer | NoAnswer) -> str:
    """Where an address redirects to, where that is another address that can stand in a record."""
    if isinstance(got, NoAnswer) or key(got.url) == address or not _can_be_kept(got.url):
        return ""
    return key(got.url)


def _can_be_kept(address: str) -> bool:
    try:
        web_address(address)
    except ValueError:
        return False
    return len(address) <= _LONGEST and address.isprintable()


def _wants_copy(one: Address) -> bool:
    """Whether a copy of a page that is gone is of use: that of a document which names none. Found once, it stays."""
    return one.document is not None and not one.document.archived


def _archived(one: Address, asking: Asking) -> str:
    """A copy of a page that is gone, as it was when the document was read or published."""
    if one.document is None or not _wants_copy(one):
        return ""
    day = one.document.accessed or one.document.issued
    return archived_copy(one.address, day.latest.isoformat() if day else "", asking)
