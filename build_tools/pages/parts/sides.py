"""Sides: the country of those who are to act and of those to whom they are bound, and who is bound to whom."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from build_tools.corpus import Corpus
from build_tools.model import Commitment
from build_tools.pages.words import country


@dataclass(frozen=True, order=True)
class Side:
    """A country, or a body that stands for itself; `id` is what addresses call it: "united-states"."""

    name: str
    id: str


NOBODY = Side("nobody in particular", "")  # to whom a plan is promised; no side of a record has an empty id


@dataclass(frozen=True, order=True)
class Pair:
    """A side that is to act, and the one towards which."""

    by: Side
    to: Side

    @property
    def id(self) -> str:
        """What addresses call it: "mexico--united-states". No id of a side holds two hyphens in a row."""
        return f"{self.by.id}--{self.to.id}"


class Sides:
    """The side of every actor of a corpus.

    It is the actor's country, or that of the body of which it is part. Where the commitments concern one country alone,
    that would tell nobody from anybody: there, as for whoever has no country, the side is the widest body.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def of(self, actor: str) -> Side:
        code = self._country(actor) if self._several_countries else None
        if code:
            return Side(country(code), slug(country(code)))
        body = self._corpus.actors[self._bodies(actor)[-1]]
        return Side(body.name, body.id)

    def all_of(self, actors: Iterable[str]) -> list[Side]:
        """The sides of some actors, each once, by name."""
        return sorted({self.of(id) for id in actors})

    def pairs(self, commitment: Commitment) -> Mapping[Pair, list[tuple[str, str]]]:
        """Who is bound to whom by a commitment: the pairs of sides, and of each the pairs of actors (by, to).

        To whom nobody is named, `to` is empty. A side is bound to itself only where no other side takes part: in what
        two promise each other, neither promises itself anything.
        """
        found: dict[Pair, list[tuple[str, str]]] = {}
        for by in commitment.promisors:
            for to in commitment.promisees or ("",):
                if by != to:
                    pair = Pair(self.of(by), self.of(to) if to else NOBODY)
                    found.setdefault(pair, []).append((by, to))
        between = {pair: actors for pair, actors in found.items() if pair.by != pair.to}
        return between or found

    @cached_property
    def _several_countries(self) -> bool:
        """Whether those who take part in commitments are of more than one country."""
        commitments = self._corpus.commitments.values()
        actors = {id for one in commitments for id in (*one.promisors, *one.promisees)}
        return len({code for id in actors if (code := self._country(id))}) > 1

    def _country(self, actor: str) -> str | None:
        return next((code for id in self._bodies(actor) if (code := self._corpus.actors[id].country)), None)

    def _bodies(self, actor: str) -> list[str]:
        """An actor, the body of which it is part, and so on to the widest."""
        bodies = [actor]
        while (body := self._corpus.actors[bodies[-1]].part_of) and body not in bodies:
            bodies.append(body)
        return bodies


def slug(name: str) -> str:
    """A name as part of an address, in the form of the ids of records: "Côte d'Ivoire" is "cote-d-ivoire"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", plain.lower()).strip("-")
