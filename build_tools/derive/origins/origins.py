"""Who knew it first-hand: the independent origins of a statement, at least and at most, each with the chains to it.

Both bounds count groups that are only ever joined: by a copied text, by one document relaying another, by one actor
being part of another. So a further edge of descent never raises a bound, and a copy never raises the lower one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from build_tools.corpus import Corpus
from build_tools.derive.origins.lineage import Groups, Lineage
from build_tools.derive.origins.voices import KINDS, Item, Voice, is_unnamed
from build_tools.model import Citation

LONGEST = 24  # steps of a way that are all shown


@dataclass(frozen=True)
class Step:
    """A step of a chain: to a document or an actor, by a relation, with the words that prove it."""

    id: str
    relation: str = ""
    evidence: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Chain:
    """The way from the document in which something stands to whoever knew it, or to where the way is `lost`."""

    steps: tuple[Step, ...]
    lost: bool

    @property
    def way(self) -> tuple[str, ...]:
        """The ids of the documents and actors on the way."""
        return tuple(step.id for step in self.steps)

    @property
    def shown(self) -> tuple[Step, ...]:
        """The steps as they are shown: of a very long way both ends, by way of so many others between them."""
        steps = self.steps
        if len(steps) <= LONGEST:
            return steps
        first, last = steps[: LONGEST // 2], steps[-LONGEST // 2 :]
        return *first, replace(last[0], relation=f"by way of {len(steps) - LONGEST} others"), *last[1:]

    def words(self, name: Callable[[Step], str]) -> str:
        """ "Latin Post relays NBC News, which relays two people", each step by its `name`, in order."""
        steps = self.shown
        first, *rest = map(name, steps)
        told = [
            f"{_VERBS.get(step.relation, f'goes back {step.relation} to')} {words}"
            for step, words in zip(steps[1:], rest, strict=True)
        ]
        told += [_LOST] if self.lost else [] if told else [_KNOWS]
        return f"{first} {', which '.join(told)}"


@dataclass(frozen=True)
class Origin:
    """Where chains of evidence end: an actor or a document, of a kind, with the chains that lead there.

    An origin of kind "unknown" is a text or an outlet that does not say where it has it from: it counts in the upper
    bound alone. So does one that is not `certain`: a copy alone names it.
    """

    key: str
    kind: str
    chains: tuple[Chain, ...] = ()
    certain: bool = False


@dataclass(frozen=True)
class Origins:
    """The origins of something, and how many of them are independent: at least, and at most.

    `documents` are the documents in which it stands, copies among them, by id.
    """

    at_least: int
    at_most: int
    origins: tuple[Origin, ...]
    documents: tuple[str, ...]

    @property
    def bounds(self) -> tuple[int, int]:
        """At least and at most how many are independent."""
        return self.at_least, self.at_most

    @property
    def keys(self) -> frozenset[str]:
        """The ids of the origins."""
        return frozenset(origin.key for origin in self.origins)


def origins_of(lineage: Lineage, items: Sequence[Item]) -> Origins:
    """The origins behind some evidence. An order of records or items makes no difference."""
    voices = [Voice.of(lineage, claim, item) for claim, item in items]
    found = tuple(_origins(lineage, voices, _chains(lineage, voices)))
    return Origins(*bounds(lineage, found), found, tuple(sorted({voice.document.id for voice in voices})))


def weighed(lineage: Lineage, items: Sequence[Item]) -> tuple[Origin, ...]:
    """The same origins without their chains, for whoever asks only how they weigh: a small part of the work."""
    return tuple(_origins(lineage, [Voice.of(lineage, claim, item) for claim, item in items], {}))


def independent(lineage: Lineage, origins: Iterable[Origin]) -> int:
    """How many of some origins are independent at least; people without names are one, where nobody else is."""
    certain = {origin.key for origin in origins if origin.certain}
    named = {key for key in certain if not is_unnamed(lineage.corpus, key)}
    return bodies_of(lineage, named).count(named) or int(bool(certain))


def bounds(lineage: Lineage, origins: Sequence[Origin]) -> tuple[int, int]:
    """At least and at most how many of some origins are independent."""
    known = {origin.key for origin in origins if origin.kind != "unknown"}
    named = {key for key in known if not is_unnamed(lineage.corpus, key)}
    apart = len(known - named) + sum(origin.kind == "unknown" for origin in origins)
    return independent(lineage, origins), bodies_of(lineage, named).count(named) + apart


def _certain(lineage: Lineage, voices: Sequence[Voice]) -> set[str]:
    """Who is named so that no copy can have added them: what all that carry a text say alike, but for the copies.

    A copy counts, and so does a document that relays a text, where nothing better is to be had: where the text itself
    is not cited here and was not read.
    """
    speaking = {voice.own for voice in voices}
    texts: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    copies = {voice.document.id for voice in voices if voice.document.standing == "copy"}
    for voice in voices:
        named = texts[voice.own][voice.document.id]
        if not voice.relays:
            named |= voice.anchors
        elif voice.text not in speaking | lineage.read:
            texts[voice.text][voice.document.id] |= voice.anchors
    certain: set[str] = set()
    for text, documents in texts.items():
        counted = [named for id, named in documents.items() if id not in copies]
        if not counted and text not in lineage.read:
            counted = list(documents.values())
        certain |= set.intersection(*counted) if counted else set()
    return certain


def _lost(voices: Sequence[Voice]) -> Iterator[tuple[str | None, list[Voice]]]:
    """The voices of which nobody is said to know it, nor by what they relay or copy: those that lead to one outlet or text.

    Whoever of these names no outlet goes with each that the others name.
    """
    groups = Groups()
    for voice in voices:
        groups.join(voice.own, voice.text, *voice.outlets)
    known = {groups.of(voice.text) for voice in voices if voice.anchors}
    lost: dict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        if groups.of(voice.text) not in known:
            lost[groups.of(voice.text)].append(voice)
    for members in lost.values():
        outlets = sorted({outlet for voice in members for outlet in voice.outlets})
        for outlet in outlets or (None,):
            yield outlet, [voice for voice in members if not voice.outlets or outlet in voice.outlets]


def bodies_of(lineage: Lineage, anchors: Iterable[str]) -> Groups:
    """Actors of which one is part of the other, as one, and texts with those who wrote or published them."""
    groups = Groups()
    present = set(anchors)
    for anchor in sorted(present):
        for speaker in sorted(lineage.speakers(anchor)):
            groups.join(anchor, speaker, *(lineage.bodies(speaker) & present))
    return groups


def _origins(lineage: Lineage, voices: Sequence[Voice], chains: Mapping[str, Sequence[Chain]]) -> Iterator[Origin]:
    """Each origin with its kind, and its `chains` by its id, the weightiest kind first, then by key."""
    certain, kinds = _certain(lineage, voices), _kinds(lineage, voices)
    found = [Origin(key_of(lineage, id), kind, tuple(chains.get(id, ())), id in certain) for id, kind in kinds.items()]
    for outlet, members in _lost(voices):
        told = [_chain(lineage, one, outlet if outlet in one.outlets else None) for one in _sorted(members)]
        ways = {chain.way: chain for chain in told}
        found.append(Origin(outlet or min(way[-1] for way in ways), "unknown", tuple(ways.values())))
    yield from sorted(found, key=lambda origin: (KINDS.index(origin.kind), origin.key))


def _kinds(lineage: Lineage, voices: Iterable[Voice]) -> dict[str, str]:
    """Who is said to know, by id, and of which kind they are: the weightiest that any voice gives them."""
    kinds: dict[str, str] = {}
    for anchors, kind in {(voice.anchors, voice.kind) for voice in voices}:
        for anchor in anchors:
            known = kinds.get(anchor, kind)
            kinds[anchor] = kind if KINDS.index(kind) < KINDS.index(known) else known
    return {id: "unnamed-sources" if is_unnamed(lineage.corpus, id) else kinds[id] for id in sorted(kinds)}


def _chains(lineage: Lineage, voices: Sequence[Voice]) -> Mapping[str, Sequence[Chain]]:
    """The ways to whoever is said to know, by id, each once."""
    chains: dict[str, dict[tuple[str, ...], Chain]] = defaultdict(dict)
    of_texts, in_texts = _by_text(voices), _by_text([voice for voice in voices if not voice.relays])
    for voice in _sorted(voices):
        for anchor in sorted(_behind(voice, of_texts)):
            chain = _chain(lineage, voice, anchor if anchor in voice.anchors | in_texts[voice.text] else None)
            chains[anchor].setdefault(chain.way, chain)
    return {anchor: tuple(ways.values()) for anchor, ways in chains.items()}


def _by_text(voices: Sequence[Voice]) -> Mapping[str, set[str]]:
    """Who is said to know by all that pass on one text."""
    named: dict[str, set[str]] = defaultdict(set)
    for voice in voices:
        named[voice.text] |= voice.anchors
    return named


def _sorted(voices: Iterable[Voice]) -> list[Voice]:
    def order(voice: Voice) -> tuple[object, ...]:
        item = voice.item
        told = (item.quote or "", item.passage or "", item.relays or "", item.attributed_to, item.observed)
        return voice.document.id, *told

    return sorted(voices, key=order)


def key_of(lineage: Lineage, anchor: str) -> str:
    """What readers know an origin by: an actor, or the first of the documents that carry a text."""
    return lineage.original(anchor) if anchor in lineage.corpus.documents else anchor


def _behind(voice: Voice, of_texts: Mapping[str, set[str]]) -> Iterable[str]:
    """Who is said to know what a voice says: by itself, or else by the others that carry the text it passes on."""
    return voice.anchors if voice.anchors or voice.outlets else of_texts[voice.text]


def _chain(lineage: Lineage, voice: Voice, end: str | None) -> Chain:
    """From the document that speaks, by what it relays and copies, to an end; or as far as it can be followed.

    An end is whoever knows, or an outlet, where the way is lost.
    """
    start, relays = voice.document.id, voice.item.relays
    steps = [Step(start, evidence=(voice.item,))]
    if relays:
        edge = lineage.edge(start, relays)
        steps.append(Step(relays, "relay", edge.evidence if edge else ()))
    else:
        steps += (Step(str(edge.document), edge.relation, edge.evidence) for edge in lineage.copied(start))
    last = lineage.corpus.documents[steps[-1].id]
    if end is not None and end not in (lineage.knower(last), lineage.texts.of(last.id)):
        edge = lineage.edge(last.id, end)
        steps.append(Step(end, "quote" if voice.item.quote else "relay", edge.evidence if edge else ()))
    return Chain(tuple(steps), end is None or end in voice.outlets)


_LOST = "does not say where it has it from"
_KNOWS = "knows it first-hand"
_VERBS = {"reprint": "reprints", "rewording": "rewords", "relay": "relays", "quote": "quotes"}


def called(corpus: Corpus, id: str) -> str:
    """The name by which readers know an actor, or the container of a document."""
    if id in corpus.actors:
        name = corpus.actors[id].name
        return name[:1].lower() + name[1:] if is_unnamed(corpus, id) else name
    document = corpus.documents[id]
    outlet = corpus.actors[document.outlet].name if document.outlet else None
    return document.container_title or outlet or document.title
