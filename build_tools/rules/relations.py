"""Records that need each other find each other, and none stands twice or on itself."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Any

from build_tools.corpus import Corpus, kind_of
from build_tools.derive.origins.lineage import COPYING
from build_tools.model import Record
from build_tools.plain import Path
from build_tools.rules.rule import Problem
from build_tools.schema import KINDS
from build_tools.values import same_page


def orphan(corpus: Corpus) -> Iterator[Problem]:
    """A quote, actor, document or event is used: another record refers to it, or a briefing mentions it."""
    used = {(reference.kind, reference.id) for reference in corpus.references if reference.source.id != reference.id}
    mentioned = {mention.id for briefing in corpus.briefings.values() for mention in briefing.mentions}
    for record in corpus.records():
        kind = kind_of(record)
        if (
            kind in ("quotes", "actors", "documents", "events")
            and (kind, record.id) not in used
            and record.id not in mentioned
        ):
            yield (
                record,
                (),
                f"nothing uses this {KINDS[kind]}; refer to it from another record, or remove the file",
            )


def id_used_twice(corpus: Corpus) -> Iterator[Problem]:
    """A former id is the id of no record, and a former id of one record alone: no id is given to another one later."""
    for record in (*corpus.records(), *corpus.briefings.values()):
        for number, id in enumerate(record.formerly):
            if id == record.id:
                yield record, ("formerly", number), "this is the id that it has now; remove it here"
            elif id in corpus.withdrawn:
                message = f'"{id}" was the id of a record that was withdrawn; ids are never used twice'
                yield record, ("formerly", number), message
            elif corpus.record(id):
                message = f'"{id}" is the id of a record; ids are never used twice, so give that record another one'
                yield record, ("formerly", number), message
            elif corpus.formerly[id] is not record:
                message = f'"{corpus.formerly[id].id}" was called so too; leave it to the one of the two that was'
                yield record, ("formerly", number), message


def copy_without_parent(corpus: Corpus) -> Iterator[Problem]:
    """A document whose standing is "copy" names what it was copied from."""
    for document in corpus.documents.values():
        if document.standing == "copy" and not any(d.relation in COPYING for d in document.derives_from):
            yield document, ("standing",), 'a copy of what? name the parent in "derives_from", as reprint or rewording'


def copy_of_a_copy(corpus: Corpus) -> Iterator[Problem]:
    """A document that carries the text of a copy is a copy as well."""
    for document in corpus.documents.values():
        for number, parent in enumerate(document.derives_from):
            carried = corpus.documents[parent.document] if parent.document and parent.relation in COPYING else None
            if carried and carried.standing == "copy" != document.standing:
                message = f'"{carried.id}" is a copy, and so is what carries its text; write "standing: copy", or name the original here'
                yield document, ("derives_from", number, "document"), message


def relay_without_descent(corpus: Corpus) -> Iterator[Problem]:
    """Evidence that relays a document stands in a document that derives from it."""
    for claim in corpus.claims.values():
        for number, item in enumerate(claim.evidence):
            source = corpus.source_of(item)
            if item.relays and item.relays not in {parent.document for parent in source.derives_from}:
                message = f'"{source.id}" does not say that it derives from "{item.relays}"; add that to its "derives_from", with the passage'
                yield claim, ("evidence", number, "relays"), message


def circle(corpus: Corpus) -> Iterator[Problem]:
    """Nothing is part of itself, holds a role at itself, renews or derives from itself, not through others either."""
    for kind, fields in (
        ("actors", ("part_of", "roles")),
        ("commitments", ("part_of",)),
        ("commitments", ("renews",)),
        ("documents", ("derives_from",)),
    ):
        parents: dict[str, set[str]] = defaultdict(set)
        paths: dict[str, Path] = {}
        for reference in corpus.references:
            if (
                kind_of(reference.source) == reference.kind == kind
                and reference.path[0] in fields
                and "evidence" not in reference.path
            ):
                parents[reference.source.id].add(reference.id)
                paths.setdefault(reference.source.id, reference.path)
        for members in _circles(parents):
            id = min(members)
            yield (
                getattr(corpus, kind)[id],
                paths[id],
                f'"{paths[id][0]}" leads from here back to here; break the circle',
            )


def return_for_itself(corpus: Corpus) -> Iterator[Problem]:
    """A commitment is made in return for another one, and that is written on one side only."""
    for commitment in corpus.commitments.values():
        for number, item in enumerate(commitment.in_return_for):
            path: Path = ("in_return_for", number, "commitment")
            other = corpus.commitments[item.commitment]
            if other is commitment:
                yield commitment, path, "in return for itself; name the commitment of the other side"
            elif commitment.id in {back.commitment for back in other.in_return_for} and other.id < commitment.id:
                yield (
                    commitment,
                    path,
                    f'"{other.id}" says so already; leave one of the two, the other page shows it too',
                )


def named_twice(corpus: Corpus) -> Iterator[Problem]:
    """A list names each thing once: a parent, a commitment in return, an effect on a commitment."""
    lists: tuple[tuple[Record, str, list[Any]], ...] = (
        *((d, "derives_from", [p.document or p.actor for p in d.derives_from]) for d in corpus.documents.values()),
        *((c, "in_return_for", [r.commitment for r in c.in_return_for]) for c in corpus.commitments.values()),
        *((q, "distinct_from", [o.quote for o in q.distinct_from]) for q in corpus.quotes.values()),
        *((d, "distinct_from", [o.document for o in d.distinct_from]) for d in corpus.documents.values()),
        *((c, "bears_on", [(b.commitment, b.effect) for b in c.bears_on]) for c in corpus.claims.values()),
    )
    for record, field, things in lists:
        for number, thing in enumerate(things):
            if thing in things[:number]:
                yield record, (field, number), "this stands in the list already; merge the two"


def said_twice(corpus: Corpus) -> Iterator[Problem]:
    """No record stands twice: one name an actor, one address a document, one wording a quote, one statement a claim."""
    keys: tuple[tuple[str, str, Callable[[Any], object]], ...] = (
        ("actors", "name", lambda actor: actor.name.casefold()),
        ("documents", "URL", lambda document: document.URL and same_page(document.URL)),
        ("quotes", "text", lambda quote: (quote.document, quote.speaker, quote.text)),
        ("claims", "statement", lambda claim: claim.statement.casefold()),
        ("commitments", "title", lambda commitment: commitment.title.casefold()),
    )
    for kind, field, key in keys:
        first: dict[object, Record] = {}
        for record in getattr(corpus, kind).values():
            value = key(record)
            if value and first.setdefault(value, record) is not record:
                copied = record.id in first[value].id  # "copy-of-ada-holm" is the newer one
                newer, older = (first[value], record) if copied else (record, first[value])
                yield newer, (field,), f'the same stands in "{older.id}"; merge the two, or tell them apart'


def _circles(parents: dict[str, set[str]]) -> Iterator[set[str]]:
    """The circles among `parents`, each as its members; one that shares members with another may go untold."""
    while True:
        try:
            TopologicalSorter(parents).prepare()
            return
        except CycleError as error:
            members = set(error.args[1])
            yield members
            parents = {id: above - members if id in members else above for id, above in parents.items()}
