"""The renderings of one utterance side by side: which one the others are held against and why, and how they differ."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from build_tools.corpus import Corpus
from build_tools.derive.variants.variants import language
from build_tools.derive.verbatim.difference import Change, changed_words, difference, loosely
from build_tools.model import Document, Quote

THE_ORIGINAL = "It is the original."
THE_NEAREST = "Which is the original is not known. By what the documents say of their descent, this one stands nearest to first hand."
THE_EARLIEST = (
    "Which is the original is not known. Of the documents that stand nearest to first hand, this one's is the earliest."
)
THE_FIRST = (
    "Which is the original is not known, nor which stands nearest to first hand: this one is the first by its id alone."
)


@dataclass(frozen=True)
class Rendering:
    """A quote, the rendering in its language that it is held against, and how it differs from that, word by word.

    `beside` is None for the first of a language. `changed` counts the words that differ, capitals and punctuation
    aside; `left_out` those at its ends that a fragment does not give.
    """

    quote: Quote
    beside: Quote | None = None
    changes: tuple[Change, ...] = ()
    changed: int = 0
    left_out: int = 0


@dataclass(frozen=True)
class Utterance:
    """The renderings of an act of speech, the one that the others are held against first, and why it is that one."""

    renderings: tuple[Rendering, ...]
    why: str

    @property
    def base(self) -> Quote:
        return self.renderings[0].quote

    @property
    def nearest(self) -> tuple[Quote, ...]:
        """Those that differ least from the original; none where it is not known, or all differ alike."""
        compared = [rendering for rendering in self.renderings if rendering.beside == self.base]
        least = min((rendering.changed for rendering in compared), default=0)
        nearest = tuple(rendering.quote for rendering in compared if rendering.changed == least)
        return nearest if self.base.original and len(nearest) < len(compared) else ()


def utterances(corpus: Corpus) -> Mapping[str, Utterance]:
    """Every utterance that several quotes render, by its name."""
    groups: dict[str, list[Quote]] = {}
    for quote in corpus.quotes.values():
        if quote.utterance:
            groups.setdefault(quote.utterance, []).append(quote)
    return {name: utterance(corpus, groups[name]) for name in sorted(groups) if len(groups[name]) > 1}


def utterance(corpus: Corpus, quotes: list[Quote]) -> Utterance:
    """The renderings in order: the original, then by steps from first hand, by date, by id."""
    ranks = sorted((_rank(corpus, quote), quote.id) for quote in quotes)
    ordered = [corpus.quotes[id] for _, id in ranks]
    first: dict[str, Quote] = {}
    renderings = []
    for quote in ordered:
        base = first.setdefault(language(quote), quote)
        renderings.append(Rendering(quote) if base == quote else compared(base, quote))
    return Utterance(tuple(renderings), _why(ranks[0][0], ranks[1][0]))


Rank = tuple[bool, float, date]


def _rank(corpus: Corpus, quote: Quote) -> Rank:
    document = corpus.documents[quote.document]
    issued = document.issued.earliest if document.issued else date.max
    return not quote.original, steps_from_first_hand(corpus, document, quote.speaker), issued


def _why(first: Rank, second: Rank) -> str:
    """What puts a rendering before the next one."""
    if not first[0]:
        return THE_ORIGINAL
    return THE_NEAREST if first[1] < second[1] else THE_EARLIEST if first[2] < second[2] else THE_FIRST


def steps_from_first_hand(corpus: Corpus, document: Document, speaker: str) -> float:
    """The fewest relays and rewordings between a document and one that heard the speaker, or asked on its own account.

    A reprint keeps the words and is no step. Infinite where no document says where it has its text from.
    """
    queue = deque([(document, 0)])
    seen: set[str] = set()
    while queue:
        reached, steps = queue.popleft()
        if reached.id in seen:
            continue
        seen.add(reached.id)
        if _at_first_hand(reached, speaker):
            return steps
        for parent in reached.derives_from:
            if parent.document and parent.relation == "reprint":
                queue.appendleft((corpus.documents[parent.document], steps))
            elif parent.document:
                queue.append((corpus.documents[parent.document], steps + 1))
    return float("inf")


def _at_first_hand(document: Document, speaker: str) -> bool:
    """A primary text, one that heard the speaker, or one that asked people and draws on no other document."""
    asked = [parent.actor for parent in document.derives_from if parent.relation == "own-reporting"]
    alone = not any(parent.document for parent in document.derives_from)
    return document.standing == "primary" or speaker in asked or (bool(asked) and alone)


def compared(base: Quote, quote: Quote) -> Rendering:
    """A rendering held against another in its language."""
    changes = difference(base.text, quote.text, loosely)
    left_out = _left_out(changes) if quote.extent == "fragment" else 0
    return Rendering(quote, base, changes, changed_words(changes) - left_out, left_out)


def _left_out(changes: tuple[Change, ...]) -> int:
    """How many words of the other text stand before and after all that this one has."""
    ends = (changes[:2], changes[:-3:-1])
    lost = [end[0] for end in ends if end[0].kind == "removed" and all(change.kind != "added" for change in end)]
    return sum(len(change.words.split(" ")) for change in lost)
