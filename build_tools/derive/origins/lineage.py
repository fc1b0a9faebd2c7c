"""Who is part of whom, and which documents carry one text: what makes two voices one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from build_tools.corpus import Corpus, indexed
from build_tools.model import Actor, Citation, Document, Evidence

COPYING = ("reprint", "rewording")  # the relations by which a document carries its parent's text


class Groups:
    """Ids that are taken together (disjoint sets, by union and find). What was joined is never parted again."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def of(self, member: str) -> str:
        """The member that stands for the group of this one: the first of them, by id."""
        above = self._above.get(member, member)
        if self._above.get(above, above) == above:
            return above
        path = [member]
        while (above := self._above.get(path[-1], path[-1])) != path[-1]:
            path.append(above)
        self._above.update(dict.fromkeys(path, path[-1]))
        return path[-1]

    def join(self, *members: str) -> None:
        first, *rest = sorted(map(self.of, members))
        self._above.update(dict.fromkeys(rest, first))

    def count(self, members: Iterable[str]) -> int:
        """How many groups these are of."""
        return len({self.of(member) for member in members})


@dataclass(frozen=True)
class Edge:
    """What one document has from another document or from an actor, and the words that prove it."""

    child: str
    relation: str
    document: str | None
    actor: str | None
    evidence: tuple[Citation, ...]


@dataclass(frozen=True, eq=False)
class Lineage:
    """The graph of descent over documents and actors."""

    corpus: Corpus

    @cached_property
    def voices(self) -> dict[tuple[str, int], tuple[Evidence, object]]:
        """What each item of evidence was found to say, as `voices` works it out: each is asked for many times."""
        return {}

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every edge with its proving words, in the order of the records."""
        return tuple(
            Edge(document.id, parent.relation, parent.document, parent.actor, parent.evidence)
            for document in self.corpus.documents.values()
            for parent in document.derives_from
        )

    @cached_property
    def texts(self) -> Groups:
        """The documents by the text that they carry: a reprint, a rewording and their original are one."""
        groups = Groups()
        for edge in self.edges:
            if edge.document and edge.relation in COPYING:
                groups.join(edge.document, edge.child)
        return groups

    @cached_property
    def read(self) -> frozenset[str]:
        """The texts that were read, and not in a copy alone, each by the document that stands for it in `texts`."""
        documents = self.corpus.documents.values()
        return frozenset(self.texts.of(one.id) for one in documents if one.word_count and one.standing != "copy")

    @cached_property
    def _copied(self) -> dict[str, list[Edge]]:
        copied: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            if edge.document and edge.relation in COPYING:
                copied[edge.child].append(edge)
        return copied

    @cached_property
    def _relayed(self) -> dict[tuple[str, str], Edge]:
        return {(edge.child, edge.document or edge.actor or ""): edge for edge in self.edges}

    @cached_property
    def _edges_from(self) -> Mapping[str, list[Edge]]:
        return indexed(self.edges, lambda edge: edge.child)

    @cached_property
    def _edges_to(self) -> Mapping[str, list[Edge]]:
        return indexed(self.edges, lambda edge: edge.document)

    def parents(self, document: str) -> tuple[Edge, ...]:
        """The edges from a document to what it has its text or knowledge from."""
        return tuple(self._edges_from.get(document, ()))

    def children(self, document: str) -> tuple[Edge, ...]:
        """The edges from other documents to this one."""
        return tuple(self._edges_to.get(document, ()))

    def edge(self, child: str, parent: str) -> Edge | None:
        """The edge from a document to a parent, document or actor, if there is one."""
        return self._relayed.get((child, parent))

    def copied(self, document: str) -> tuple[Edge, ...]:
        """The way from a document up to the first text that it carries; the first parent where there are several."""
        if document not in self._ways:
            self._ways[document] = tuple(self._way(document))
        return self._ways[document]

    @cached_property
    def _ways(self) -> dict[str, tuple[Edge, ...]]:
        return {}

    def _way(self, document: str) -> Iterator[Edge]:
        seen = {document}
        while edges := self._copied.get(document):
            document = str(edges[0].document)
            if document in seen:
                return
            seen.add(document)
            yield edges[0]

    def carried(self, document: str) -> frozenset[str]:
        """The documents whose text a document carries, itself among them, on the way to the first."""
        if document not in self._carried:
            self._carried[document] = frozenset({document, *(str(edge.document) for edge in self.copied(document))})
        return self._carried[document]

    @cached_property
    def _carried(self) -> dict[str, frozenset[str]]:
        return {}

    def original(self, document: str) -> str:
        """The first text that a document carries: its own where it copies none."""
        way = self.copied(document)
        return str(way[-1].document) if way else document

    def ancestors(self, document: str) -> frozenset[str]:
        """The documents from which a document derives by any relation, directly or through others."""
        found: set[str] = set()
        waiting = [document]
        while waiting:
            parents = {
                parent.document for parent in self.corpus.documents[waiting.pop()].derives_from if parent.document
            }
            waiting += parents - found
            found |= parents
        return frozenset(found - {document})

    def bodies(self, actor: str) -> frozenset[str]:
        """The actor and every body that it is part of or holds a role at, those of which these are part too."""
        if actor not in self._bodies:
            found: set[str] = set()
            waiting = [actor]
            while waiting:
                id = waiting.pop()
                if id not in found and id in self.corpus.actors:
                    found.add(id)
                    waiting += _above(self.corpus.actors[id])
            self._bodies[actor] = frozenset(found)
        return self._bodies[actor]

    @cached_property
    def _bodies(self) -> dict[str, frozenset[str]]:
        return {}

    def offices(self, actor: str) -> frozenset[str]:
        """The bodies of those whom an actor is part of or holds a role at, but for the roles that are over."""
        record = self.corpus.actors[actor]
        held = [record.part_of, *(role.at for role in record.roles if not role.former)]
        return frozenset().union(*(self.bodies(id) for id in held if id))

    def speakers(self, key: str) -> frozenset[str]:
        """The actors whose word an origin is: the actor that it is, or those who wrote or published the text.

        Whoever copies a text has not written it.
        """
        if key in self.corpus.actors:
            return frozenset({key})
        return self._writers.get(self.texts.of(key), frozenset())

    @cached_property
    def _writers(self) -> dict[str, frozenset[str]]:
        """Who wrote or published each text."""
        writers: dict[str, set[str]] = defaultdict(set)
        for document in self.corpus.documents.values():
            if document.standing != "copy":
                named = (document.outlet, *(author.actor for author in document.author))
                writers[self.texts.of(document.id)] |= {id for id in named if id}
        return {text: frozenset(named) for text, named in writers.items()}

    def knower(self, document: Document) -> str:
        """Whoever speaks in an official text: the author or publisher on record, else the text itself."""
        return next((a.actor for a in document.author if a.actor), document.outlet or self.texts.of(document.id))


def _above(actor: Actor) -> list[str]:
    return [id for id in (actor.part_of, *(role.at for role in actor.roles)) if id]
