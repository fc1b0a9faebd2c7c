"""Look-up by address: what this site holds from a web page, however its address is written."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from build_tools import markup as mu
from build_tools.citations import gone
from build_tools.corpus import Corpus
from build_tools.derive import Dossier
from build_tools.model import Claim, Document
from build_tools.pages.parts.page import Page
from build_tools.pages.parts.rows import document as named
from build_tools.pages.parts.rows import grouped, heading, rows
from build_tools.pages.words import counted

_LEAD = "What does this site hold from a web page? Every document on record by its address."
# What follows is said again, step by step, in docs/assets/lookup.js; a test holds the two to each other.
_SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE | re.ASCII)
_ARCHIVED = re.compile(r"^web\.archive\.org/web/[0-9]+[a-z_]*/", re.IGNORECASE | re.ASCII)
_HOST_PREFIX = re.compile(r"^(?:(?:www[0-9]?|m|mobile|amp)\.)+(?=[^.]+\.)", re.ASCII)
_TRACKING = re.compile(
    r"^(?:utm_.*|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|ref|ref_src|cmp|cmpid|smid|amp|outputtype)$",
    re.IGNORECASE | re.ASCII,
)
_ESCAPED = re.compile("%([0-9a-f]{2})", re.IGNORECASE | re.ASCII)
_UNRESERVED = re.compile("[A-Za-z0-9._~-]", re.ASCII)
_OUTSIDE = re.compile("[^!-~]")


def address_key(address: str) -> str:
    """An address as it is compared: host and path, and what of the query says which page it is.

    Left out are the scheme, `www.`, `m.` and `amp.` before the host, the port, a trailing slash or `/amp`, the fragment,
    and parameters of campaigns and trackers; signs are escaped as RFC 3986 (6.2.2) normalises them. Of an address in
    the Wayback Machine it is the key of the page that was archived.
    """
    bare = _SCHEME.sub("", address.strip())
    bare, archived = _ARCHIVED.subn("", bare)
    if archived:
        return address_key(bare)
    before, _, query = bare.partition("#")[0].partition("?")
    authority, _, path = before.partition("/")
    host = re.sub(r":[0-9]*$", "", authority.rpartition("@")[2]).lower().rstrip(".")
    kept = sorted(_escaped(part) for part in query.split("&") if part and not _TRACKING.match(part.partition("=")[0]))
    path = re.sub(r"(?:/amp)?/*$", "", "/" + _escaped(path))
    return _escaped(_HOST_PREFIX.sub("", host)) + path + ("?" + "&".join(kept) if kept else "")


def _escaped(part: str) -> str:
    """A part of an address with each sign escaped where it must be and only there."""
    plain = _ESCAPED.sub(lambda found: _unescaped(found[1]), part)
    return _OUTSIDE.sub(lambda found: quote(found[0], safe=""), plain)


def _unescaped(hexadecimal: str) -> str:
    sign = chr(int(hexadecimal, 16))
    return sign if _UNRESERVED.match(sign) else "%" + hexadecimal.upper()


@dataclass(frozen=True)
class _Holdings:
    """How much is taken from each document, by its id."""

    dossier: Dossier

    @cached_property
    def quotes(self) -> Mapping[str, int]:
        return Counter(quote.document for quote in self.dossier.corpus.quotes.values())

    @cached_property
    def claims(self) -> Mapping[str, list[Claim]]:
        """The claims that rest on words of each document."""
        corpus = self.dossier.corpus
        return _by_document(corpus, lambda claim: (corpus.source_of(item).id for item in claim.evidence))

    @cached_property
    def relayed(self) -> Mapping[str, list[Claim]]:
        """The claims for which other documents relay each document."""
        return _by_document(self.dossier.corpus, lambda claim: (item.relays for item in claim.evidence if item.relays))

    def told(self, document: Document) -> str:
        """ "3 quotes, 40 statements, 2 commitments"; in words where nothing is taken from it."""
        claims, relayed = self.claims.get(document.id, []), len(self.relayed.get(document.id, ()))
        commitments = {bearing.commitment for claim in claims for bearing in claim.bears_on}
        found = (
            (self.quotes.get(document.id, 0), "quote"),
            (len(claims), "statement"),
            (len(commitments), "commitment"),
        )
        taken = [counted(number, thing) for number, thing in found if number]
        taken += [f"{counted(relayed, 'statement')} that others have from it"] if relayed else []
        return ", ".join(taken) or "only named here"


def _by_document(corpus: Corpus, documents: Callable[[Claim], Iterable[str]]) -> Mapping[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in corpus.claims.values():
        for id in dict.fromkeys(documents(claim)):
            found.setdefault(id, []).append(claim)
    return found


def lookup_page(dossier: Dossier) -> str:
    page = Page(dossier, "lookup/index.md")
    holdings = _Holdings(dossier)
    documents = sorted(dossier.corpus.documents.values(), key=lambda document: (_keys(document), document.id))
    hosts = grouped(documents, lambda document: next(iter(_keys(document)), "").partition("/")[0])
    without = [_line(page, document, holdings) for document in hosts.get("", ())]
    above = heading(2, "Without an address on record", len(without), "without-an-address")
    return page.render(
        "Look up an article",
        _LEAD,
        mu.phrase(_LEAD, f"{counted(len(documents), 'document')} are on record."),
        mu.block("addresses", *_by_host(page, hosts, holdings)),
        mu.blocks(above, rows(without)) if without else "",
        script="lookup.js",
    )


def _keys(document: Document) -> tuple[str, ...]:
    """The keys of a document's addresses: that of the page, and that of its archived copy where it is another."""
    addresses = (address for address in (document.URL, document.archived) if address)
    return tuple(dict.fromkeys(map(address_key, addresses)))


def _by_host(page: Page, hosts: Mapping[str, list[Document]], holdings: _Holdings) -> Iterator[str]:
    for host, documents in hosts.items():
        if host:
            yield mu.heading(2, mu.text(host))
            yield from (
                mu.block("address-entry", _line(page, document, holdings), keys=" ".join(_keys(document)))
                for document in documents
            )


def _line(page: Page, document: Document, holdings: _Holdings) -> str:
    """A document with what is taken from it and its addresses."""
    access = page.dossier.access(document)
    archived = mu.link("archived copy", access.copy) if access.copy else ""
    live = mu.link(mu.text(document.URL), document.URL) if document.URL else ""
    dead = mu.text(gone(access)) if access.dead else ""
    addresses = " · ".join(filter(None, (archived, live, dead) if dead else (live, archived)))
    said = mu.phrase(named(page, document), mu.span("holdings", holdings.told(document)))
    return mu.blocks(said, mu.span("addresses-of", addresses)) if addresses else said
