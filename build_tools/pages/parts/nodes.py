"""Nodes of linked data: JSON-LD with the types and properties of schema.org, and the things on record in brief.

https://schema.org/docs/full.html has the types, and each property's page those that may have it. A thing is known by the
address of its page. A date that is not known to a plain day, month or year is left to the page: schema.org cannot say it.
"""

import re
from collections.abc import Iterable
from typing import Any

from build_tools.dates import Date
from build_tools.derive import Dossier
from build_tools.model import Document, Event
from build_tools.pages.parts.names import address
from build_tools.ways import Ways, location

Node = dict[str, Any]

# By CSL type; what is not here is a CreativeWork.
DOCUMENTS = {
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "bill": "Legislation",
    "book": "Book",
    "interview": "Conversation",
    "legislation": "Legislation",
    "post": "SocialMediaPosting",
    "post-weblog": "BlogPosting",
    "regulation": "Legislation",
    "report": "Report",
    "treaty": "Legislation",
    "webpage": "WebPage",
}
# By the type of an actor. Unnamed sources are neither a person nor an organisation.
ACTORS = {
    "person": "Person",
    "government": "GovernmentOrganization",
    "agency": "GovernmentOrganization",
    "organisation": "Organization",
    "company": "Organization",
    "outlet": "NewsMediaOrganization",
    "criminal-group": "Organization",
    "unnamed-sources": "Thing",
}
_PLAIN = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?")


def node(type: str, **properties: Any) -> Node:
    """A node without what is not known; `id` is its "@id", and a list of one is that one."""
    held = {"@id" if name == "id" else name: _single(value) for name, value in properties.items()}
    return {"@type": type, **{name: value for name, value in held.items() if value not in (None, "", [])}}


def _single(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def plain(date: Date | None) -> str | None:
    """A date as schema.org has it (ISO 8601), where that can say it."""
    return date.text if date and _PLAIN.fullmatch(date.text) else None


class Nodes:
    """The things on record in brief; addresses are relative to the page at `path`, where that of the site is not known."""

    def __init__(self, dossier: Dossier, path: str) -> None:
        self.dossier = dossier
        self.corpus = dossier.corpus
        self._ways = Ways(path)

    def at(self, path: str) -> str:
        """The address of a page or file, given by its path below docs/."""
        return self.dossier.address + location(path) if self.dossier.address else self._ways.to(path)

    def actor(self, id: str) -> Node:
        """An actor in brief."""
        actor = self.corpus.actors[id]
        return node(ACTORS[actor.type], id=self.at(address(actor)), name=actor.name)

    def document(self, document: Document) -> Node:
        """A document in brief."""
        kind, url = DOCUMENTS.get(document.type, "CreativeWork"), document.URL
        return node(kind, id=self.at(address(document)), name=document.title, url=url)

    def event(self, event: Event) -> Node:
        """An event in brief."""
        return node("Event", id=self.at(address(event)), name=event.name)

    def named(self, ids: Iterable[str]) -> list[Node]:
        """The persons and organisations among some actors, each once: only such can say, promise or attend."""
        found = [self.actor(id) for id in dict.fromkeys(ids)]
        return [actor for actor in found if actor["@type"] != "Thing"]
