"""What each item of evidence says of who knows: the document that speaks, the text it passes on, whom it names."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import cast

from build_tools.corpus import Corpus
from build_tools.derive.origins.lineage import Lineage
from build_tools.model import Claim, Commitment, Document, Evidence

# Kinds of origin in words, the weightiest first.
KIND_WORDS = {
    "official-text": "an official text",
    "records": "records or data",
    "observation": "own observation",
    "named-speaker": "a named speaker",
    "unnamed-sources": "unnamed people",
    "unknown": "a text that does not say where it has it from",
}
KINDS = tuple(KIND_WORDS)
# Documents of these CSL types hold what somebody said, and are no official texts even where they are primary ones.
_SPOKEN = ("broadcast", "interview", "speech")
_BODIES = ("agency", "company", "government", "organisation")

Item = tuple[Claim, Evidence]


def supporting(claims: Iterable[Claim]) -> list[Item]:
    """The evidence in support of some claims."""
    return [(claim, item) for claim in claims for item in claim.evidence if item.direction == "supports"]


def making(corpus: Corpus, commitment: Commitment, without: Container[str] = ()) -> list[Item]:
    """The evidence that a commitment was made, that of its parts included: who tells of a part tells of the whole.

    `without` holds the ids of claims to imagine away.
    """
    claims = {
        claim.id: claim for part in corpus.with_parts(commitment) for claim in corpus.claims_making(part, without)
    }
    return supporting(claims.values())


@dataclass(frozen=True)
class Voice:
    """One item of evidence: the document that speaks, the text whose word it passes on, and who is said to know.

    `text` stands for every document that carries the same text, `own` for those of the document itself; they differ
    where the item relays. `anchors` are ids; an item without anchors does not say where it has it from.
    """

    item: Evidence
    document: Document
    own: str
    text: str
    anchors: frozenset[str]
    kind: str
    outlets: frozenset[str]

    @classmethod
    def of(cls, lineage: Lineage, claim: Claim, item: Evidence) -> "Voice":
        # By the identity of the item, which is held beside the voice: to compare items is to compare all their words.
        known = lineage.voices.get((claim.kind, id(item)))
        if known is None:
            known = lineage.voices[claim.kind, id(item)] = (item, cls._of(lineage, claim, item))
        return cast(Voice, known[1])

    @classmethod
    def _of(cls, lineage: Lineage, claim: Claim, item: Evidence) -> "Voice":
        corpus = lineage.corpus
        document = corpus.source_of(item)
        home = corpus.documents[item.relays] if item.relays else document
        anchors, outlets = _knowing(lineage, item, home)
        own, text = lineage.texts.of(document.id), lineage.texts.of(home.id)
        return cls(item, document, own, text, anchors, _kind(corpus, claim, item, home, anchors), outlets)

    @property
    def relays(self) -> bool:
        return self.item.relays is not None


def _knowing(lineage: Lineage, item: Evidence, home: Document) -> tuple[frozenset[str], frozenset[str]]:
    """Who is said to know, and the outlets among those: they report, and do not know it first-hand.

    What the writers of a text saw themselves is known by the text.
    """
    corpus = lineage.corpus
    named = set(item.attributed_to)
    if item.quote:
        quote = corpus.quotes[item.quote]
        text = corpus.documents[quote.source_text] if quote.source_text else None
        named.add(lineage.knower(text) if text and text.standing == "primary" else quote.speaker)
    elif not named and home.standing == "primary":
        named.add(lineage.knower(home))
    outlets = {id for id in named if id in corpus.actors and corpus.actors[id].type == "outlet"}
    if item.observed:
        return frozenset({lineage.texts.of(home.id)} | named - outlets), frozenset()
    return frozenset(named - outlets), frozenset(outlets)


def _kind(corpus: Corpus, claim: Claim, item: Evidence, home: Document, anchors: frozenset[str]) -> str:
    """What kind of origin an item names."""
    quote = corpus.quotes[item.quote] if item.quote else None
    text = corpus.documents[quote.source_text] if quote and quote.source_text else home
    if not anchors:
        return "unknown"
    if all(is_unnamed(corpus, anchor) for anchor in anchors):
        return "unnamed-sources"
    if text.standing == "primary" and text.type not in _SPOKEN:
        return "official-text"
    if item.observed:
        return "observation"
    bodies = all(id in corpus.actors and corpus.actors[id].type in _BODIES for id in anchors)
    return "records" if bodies and (claim.kind == "figure" or text.standing == "analysis") else "named-speaker"


def is_unnamed(corpus: Corpus, id: str) -> bool:
    return id in corpus.actors and corpus.actors[id].type == "unnamed-sources"
