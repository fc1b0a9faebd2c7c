"""Feeds of changes of status, as Atom (RFC 4287) and as JSON Feed 1.1 (https://jsonfeed.org/version/1.1).

There is one of the whole site, one of each commitment, and one of each person or body that promises or is promised something. An
entry is one change: what a commitment had come to, what it has come to, why, and by which evidence. Its id is made of what
changed, and of the first id that the commitment had; that of a feed, of the first id that its record had.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from html import escape
from itertools import chain
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from feedgen.feed import FeedGenerator

from build_tools.data import feed_path
from build_tools.derive import Dossier
from build_tools.derive.status.history import Turn
from build_tools.exports.places import web_address
from build_tools.jsontext import json_text
from build_tools.markup import capital, one_line, sentence
from build_tools.model import Actor, Claim, Commitment, Document
from build_tools.pages.parts.names import address, listed, title
from build_tools.reasons import grounds, in_brief

_NAMES = uuid5(NAMESPACE_URL, "promises-on-record")


@dataclass(frozen=True)
class Entry:
    """A change, as a feed tells it; `page` is the path of the commitment's page below docs/.

    The reasons name the claims by their number.
    """

    id: UUID
    title: str
    day: datetime
    page: str
    reasons: tuple[str, ...]
    claims: tuple[Claim, ...]


def feeds(dossier: Dossier) -> dict[str, str]:
    """Every feed, by its path below docs/."""
    entries = {id: [_entry(dossier, turn) for turn in turns] for id, turns in dossier.turns.items()}
    site = dossier.corpus.site.title
    told = dict(_in_formats(dossier, None, f"{site}: changes of status", "index.md", list(chain(*entries.values()))))
    for commitment in dossier.corpus.commitments.values():
        told |= _in_formats(
            dossier,
            commitment,
            title(commitment, dossier.corpus),
            address(commitment),
            entries[commitment.id],
        )
    for actor in dossier.corpus.actors.values():
        if own := _of(dossier, actor):
            found = [entry for commitment in own for entry in entries[commitment.id]]
            told |= _in_formats(dossier, actor, title(actor, dossier.corpus), address(actor), found)
    return told


def _of(dossier: Dossier, actor: Actor) -> list[Commitment]:
    """The commitments by and to an actor."""
    found = [*dossier.corpus.commitments_by(actor), *dossier.corpus.commitments_to(actor)]
    return list({one.id: one for one in found}.values())


def _entry(dossier: Dossier, turn: Turn) -> Entry:
    corpus = dossier.corpus
    commitment = corpus.commitments[turn.commitment]
    before, after = (in_brief(corpus.rubric, one) for one in (turn.before, turn.after))
    change = f"{before} → {after}" if turn.before.status else after
    told = "/".join((*(commitment.formerly or (commitment.id,))[:1], turn.day.isoformat(), repr(turn.after)))
    told_of = (
        *(step.claims for step in turn.reasons.established[-1:]),
        *(short.claims for short in turn.reasons.short),
    )
    claims = list(dict.fromkeys(chain.from_iterable(told_of)))

    def numbers(ids: Sequence[str]) -> str:
        return f"statement{'s' if len(ids) > 1 else ''} {listed([str(claims.index(id) + 1) for id in ids])}"

    reasons = grounds(corpus, turn.reasons, numbers, str)
    return Entry(
        uuid5(_NAMES, told),
        one_line(f"{commitment.title}: {change}"),
        datetime.combine(turn.day, time(), UTC),
        address(commitment),
        (f"Before: {before}. Now: {after}.", *(capital(sentence(reason)) for reason in reasons)),
        tuple(corpus.claims[id] for id in claims),
    )


def _in_formats(
    dossier: Dossier, record: Actor | Commitment | None, name: str, page: str, entries: Sequence[Entry]
) -> Iterator[tuple[str, str]]:
    """The feed of a record, or (None) that of all, in each format, with its path."""
    path = feed_path(record)
    known_by = feed_path(replace(record, id=record.formerly[0])) if record and record.formerly else path
    newest = sorted(entries, key=lambda entry: (entry.day, entry.title, entry.id), reverse=True)
    yield f"{path}.atom", _atom(dossier, path, uuid5(_NAMES, known_by), name, page, newest)
    yield f"{path}.feed.json", _json_feed(dossier, path, name, page, newest)


def _atom(dossier: Dossier, path: str, id: UUID, name: str, page: str, entries: Sequence[Entry]) -> str:
    feed = FeedGenerator()
    feed.id(id.urn)
    feed.title(one_line(name))
    feed.author(name=one_line(dossier.corpus.site.title))
    feed.language("en")
    feed.generator("")
    feed.updated(max((entry.day for entry in entries), default=datetime.combine(dossier.day, time(), UTC)))
    feed.link(href=web_address(dossier, path, page), rel="alternate", type="text/html")
    feed.link(href=web_address(dossier, path, f"{path}.atom"), rel="self", type="application/atom+xml")
    for entry in entries:
        told = feed.add_entry(order="append")
        told.id(entry.id.urn)
        told.title(entry.title)
        told.published(entry.day)
        told.updated(entry.day)
        told.link(href=web_address(dossier, path, entry.page), rel="alternate", type="text/html")
        told.content(_html(dossier, path, entry), type="html")
    return str(feed.atom_str(pretty=True).decode("utf-8"))


def _json_feed(dossier: Dossier, path: str, name: str, page: str, entries: Iterable[Entry]) -> str:
    told: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": one_line(name),
        "home_page_url": web_address(dossier, path, page),
        "feed_url": web_address(dossier, path, f"{path}.feed.json"),
        "language": "en",
        "authors": [{"name": one_line(dossier.corpus.site.title)}],
        "items": [
            {
                "id": entry.id.urn,
                "url": web_address(dossier, path, entry.page),
                "title": entry.title,
                "content_html": _html(dossier, path, entry),
                "date_published": entry.day.isoformat().replace("+00:00", "Z"),
            }
            for entry in entries
        ],
    }
    return json_text(told)


def _html(dossier: Dossier, path: str, entry: Entry) -> str:
    """Why, and by which evidence: each statement, and the documents that support it."""
    corpus = dossier.corpus

    def link(record: Claim | Document, words: str) -> str:
        return f'<a href="{escape(web_address(dossier, path, address(record)))}">{escape(words)}</a>'

    def item(claim: Claim) -> str:
        supporting = (corpus.source_of(one) for one in claim.evidence if one.direction == "supports")
        documents = {document.id: document for document in supporting}.values()
        return f"{link(claim, claim.statement)} ({', '.join(link(one, title(one, corpus)) for one in documents)})"

    reasons = "".join(f"<p>{escape(reason)}</p>" for reason in entry.reasons)
    items = "".join(f"<li>{item(claim)}</li>" for claim in entry.claims)
    return f"{reasons}<ol>{items}</ol>" if items else reasons
