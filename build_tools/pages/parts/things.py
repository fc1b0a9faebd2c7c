"""What a page is about, as linked data: one function a kind of record, with the types and properties of schema.org.

docs/decisions/0029 says why these.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from build_tools import markup as mu
from build_tools.model import Actor, Author, Claim, Commitment, Document, Event, Quote, Record
from build_tools.pages.parts.names import address
from build_tools.pages.parts.nodes import ACTORS, DOCUMENTS, Node, Nodes, node, plain
from build_tools.prose import Briefing


def thing(nodes: Nodes, record: Record | Briefing) -> Node:
    """All that is told of a record."""
    return _KINDS[type(record)](nodes, record)


def dataset(nodes: Nodes, path: str, files: Mapping[str, str]) -> Node:
    """All data as a Dataset on the page at `path`; `files` maps paths below docs/ to media types."""
    site = nodes.corpus.site
    return node(
        "Dataset",
        id=nodes.at(path),
        name=site.title,
        description=mu.one_line(site.introduction),
        dateModified=nodes.dossier.day.isoformat(),
        isAccessibleForFree=True,
        distribution=[
            node("DataDownload", contentUrl=nodes.at(file), encodingFormat=type) for file, type in files.items()
        ],
    )


def _actor(nodes: Nodes, actor: Actor) -> Node:
    told = nodes.actor(actor.id) | node(
        ACTORS[actor.type],
        description=actor.description,
        alternateName=list(dict.fromkeys(other.name for other in actor.other_names)),
    )
    whole = nodes.actor(actor.part_of) if actor.part_of else None
    if actor.type == "person":
        held = [role for role in actor.roles if not role.former]
        bodies = [nodes.actor(id) for id in dict.fromkeys(role.at for role in held if role.at)]
        own = {"jobTitle": [role.title for role in held], "affiliation": bodies or whole}
    elif actor.type == "unnamed-sources":
        own = {}
    else:
        place = node("PostalAddress", addressCountry=actor.country) if actor.country else None
        own = {"parentOrganization": whole, "address": place}
    return told | node(ACTORS[actor.type], **own)


def _document(nodes: Nodes, document: Document) -> Node:
    kind = DOCUMENTS.get(document.type, "CreativeWork")
    outlet = nodes.actor(document.outlet) if document.outlet else None
    publisher = node("Organization", name=document.publisher) if document.publisher else None
    container = document.container_title
    return nodes.document(document) | node(
        kind,
        author=[_author(nodes, author) for author in document.author],
        publisher=outlet or publisher,
        isPartOf=node("CreativeWork", name=container) if container else None,
        datePublished=plain(document.issued),
        inLanguage=document.language,
        identifier=document.number,
        archivedAt=nodes.dossier.access(document).copy,
        isBasedOn=[nodes.document(nodes.corpus.documents[id]) for id in _parents(document)],
    )


def _author(nodes: Nodes, author: Author) -> Node:
    """An author; of a name in one piece nobody knows whether it is a person's, so that its node has no type."""
    if author.actor:
        return nodes.actor(author.actor)
    if author.literal:
        return {"name": author.literal}
    name = " ".join(filter(None, (author.given, author.family)))
    return node("Person", name=name, givenName=author.given, familyName=author.family)


def _quotation(nodes: Nodes, quote: Quote) -> Node:
    event = nodes.corpus.events[quote.event] if quote.event else None
    text = nodes.corpus.documents[quote.source_text] if quote.source_text else None
    return node(
        "Quotation",
        id=nodes.at(address(quote)),
        text=quote.text,
        inLanguage=quote.language,
        spokenByCharacter=nodes.named([quote.speaker]),
        isPartOf=nodes.document(nodes.corpus.documents[quote.document]),
        dateCreated=plain(quote.said),
        recordedAt=nodes.event(event) if event else None,
        isBasedOn=nodes.document(text) if text else None,
    )


def _claim(nodes: Nodes, claim: Claim) -> Node:
    supporting = [item for item in claim.evidence if item.direction == "supports"]
    quoted = [nodes.corpus.quotes[item.quote].speaker for item in supporting if item.quote]
    knowing = [id for item in supporting for id in item.attributed_to]
    first = _first(nodes, claim)
    return node(
        "Claim",
        id=nodes.at(address(claim)),
        text=claim.statement,
        inLanguage="en",
        author=nodes.named([*knowing, *quoted]),
        about=[nodes.actor(id) for id in claim.about],
        appearance=[nodes.document(one) for one in _appearances(nodes, claim)],
        firstAppearance=nodes.document(first) if first else None,
    )


def _appearances(nodes: Nodes, claim: Claim) -> list[Document]:
    """The documents in which a claim stands, each once; not those that dispute or qualify it."""
    found = (nodes.corpus.source_of(item) for item in claim.evidence if item.direction == "supports")
    return list({document.id: document for document in found}.values())


def _first(nodes: Nodes, claim: Claim) -> Document | None:
    """The document in which a claim stood first, where that is known: by descent, or else by date."""
    supporting = [item for item in claim.evidence if item.direction == "supports"]
    found = [*(nodes.corpus.source_of(item).id for item in supporting), *(item.relays for item in supporting)]
    known = {id: nodes.corpus.documents[id] for id in found if id}
    relaying = {nodes.corpus.source_of(item).id for item in supporting if item.relays}
    derived = {id for id, document in known.items() if known.keys() & set(_parents(document))}
    roots = [document for id, document in known.items() if id not in relaying | derived]
    if len(roots) == 1:
        return roots[0]
    dated = sorted((document.issued, document.id) for document in roots if document.issued)
    clear = len(dated) == len(roots) > 1 and dated[0][0].latest < dated[1][0].earliest
    return nodes.corpus.documents[dated[0][1]] if clear else None


def _commitment(nodes: Nodes, commitment: Commitment) -> Node:
    """An act of speech, whose subject is what is to be done. How far that has come, schema.org cannot say."""
    by, to = nodes.named(commitment.promisors), nodes.named(commitment.promisees)
    asked = commitment.form == "request"
    return node(
        "AskAction" if asked else "CommunicateAction",
        id=nodes.at(address(commitment)),
        name=commitment.title,
        agent=to if asked else by,
        recipient=by if asked else to,
        startTime=plain(commitment.made),
        about=node(
            "PlanAction",
            description=commitment.undertaking,
            agent=[{"@id": one["@id"]} for one in by],
            scheduledTime=plain(commitment.due.date) if commitment.due else None,
            location=node("Place", name=commitment.place.name) if commitment.place else None,
        ),
        subjectOf=[
            node("Claim", id=nodes.at(address(claim)), text=claim.statement)
            for claim in nodes.corpus.claims_making(commitment)
        ],
    )


def _event(nodes: Nodes, event: Event) -> Node:
    day = plain(event.date)
    return nodes.event(event) | node(
        "Event",
        startDate=day,
        description="" if day else mu.sentence(str(event.date)),
        location=node("Place", name=event.place) if event.place else None,
        attendee=nodes.named(event.participants),
    )


def _briefing(nodes: Nodes, briefing: Briefing) -> Node:
    return node("Article", id=nodes.at(address(briefing)), headline=briefing.title, inLanguage="en")


_KINDS: Mapping[type, Callable[[Nodes, Any], Node]] = {
    Actor: _actor,
    Document: _document,
    Quote: _quotation,
    Claim: _claim,
    Commitment: _commitment,
    Event: _event,
    Briefing: _briefing,
}


def _parents(document: Document) -> Sequence[str]:
    return [descent.document for descent in document.derives_from if descent.document]
