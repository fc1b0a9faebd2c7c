"""What stands in the head of a page for machines, as front matter; theme/partials/machines.html prints it."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from build_tools import markup as mu
from build_tools.data import data_path, feed_path, references_paths
from build_tools.derive import Dossier
from build_tools.model import Actor, Commitment, Document, Record
from build_tools.pages.parts.cite import page_item, record_of
from build_tools.pages.parts.nodes import Node, Nodes, node
from build_tools.pages.parts.things import thing
from build_tools.prose import Briefing

_HOME = "index.md"


def head(
    dossier: Dossier, path: str, title: str, sources: Iterable[Document], main: Node | None = None
) -> dict[str, Any]:
    """The front matter of the page at `path`: linked data, tags of reference managers, other forms, its sources.

    `main` is what the page is about, where that is no record.
    """
    record = record_of(dossier, path)
    item = page_item(dossier, path, title)
    nodes = Nodes(dossier, path)
    about = main or (thing(nodes, record) if record else None)
    title, site = mu.one_line(item["title"]), mu.one_line(dossier.corpus.site.title)
    return {
        "linked": script(_linked(nodes, path, item["title"], about)),
        "citation": {"title": title, "site": site, "date": f"{dossier.day:%Y/%m/%d}"},
        "alternates": list(_alternates(dossier, record)),
        **({"cites": [source.id for source in sources]} if record else {}),
    }


def script(told: Node) -> str:
    """JSON in ASCII in which nothing can end the element of HTML around it."""
    text = json.dumps(told, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _linked(nodes: Nodes, path: str, title: str, main: Node | None) -> Node:
    """The page as JSON-LD: a page of the site, as of a day, that is about something."""
    site = node("WebSite", id=nodes.at(_HOME), name=mu.one_line(nodes.corpus.site.title))
    if path == _HOME:
        site["description"] = mu.one_line(nodes.corpus.site.introduction)
        return {"@context": "https://schema.org", **site}
    page = node(
        "WebPage" if main else "CollectionPage",
        url=nodes.at(path),
        name=title,
        inLanguage="en",
        dateModified=nodes.dossier.day.isoformat(),
        isPartOf=site,
        mainEntity=main,
    )
    return {"@context": "https://schema.org", **page}


def _alternates(dossier: Dossier, record: Record | Briefing | None) -> Iterator[dict[str, str]]:
    """The other forms of a page: its data, its feeds, its reference with its sources; paths below docs/."""
    if record:
        yield _alternate("application/json", data_path(record), "The data of this page")
    if record is None or (not isinstance(record, Briefing) and _has_feed(dossier, record)):
        feed = feed_path(record)
        yield _alternate("application/atom+xml", f"{feed}.atom", "Changes of status")
        yield _alternate("application/feed+json", f"{feed}.feed.json", "Changes of status")
    references = references_paths(record)["CSL-JSON"]
    words = "This page and its sources" if record else "All sources"
    yield _alternate("application/vnd.citationstyles.csl+json", references, words)


def _alternate(type: str, path: str, title: str) -> dict[str, str]:
    return {"type": type, "path": path, "title": title}


def _has_feed(dossier: Dossier, record: Record) -> bool:
    """Whether changes of status concern a record: it is a commitment, or undertakes one, or is owed one."""
    corpus = dossier.corpus
    party = isinstance(record, Actor) and (corpus.commitments_by(record) or corpus.commitments_to(record))
    return isinstance(record, Commitment) or bool(party)
