"""Likely variants: quotes of one speaker in similar words that no one tied to one utterance, or told apart."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain

from rapidfuzz import fuzz

from build_tools.corpus import Corpus
from build_tools.derive.verbatim.difference import loosely
from build_tools.model import Quote

# How these were measured, the decision "Likely variants and likely copies" tells.
LEAST_SHARED = 0.5  # of the words of the one that has fewer
LEAST_LIKENESS = 60.0  # of token_sort_ratio, 0 to 100
LEAST_FRAGMENT = 2  # words
LEAST_OF_TWO_SPEAKERS = 5  # words, that two speakers hardly say alike
LEAST_REWORDED_FRAGMENT = 4  # words
LEAST_FRAGMENT_LIKENESS = 85.0  # of partial_ratio, 0 to 100
# What keeps the work linear where one speaker has thousands of quotes.
MOST_COMPARED = 20
COMMON = 100  # quotes: a word that more of them have leads to none


@dataclass(frozen=True)
class Plain:
    """A text without capitals and punctuation."""

    text: str
    words: frozenset[str]
    count: int


def plain(text: str) -> Plain:
    words = [loosely(word) for word in text.split()]
    return Plain(" ".join(words), frozenset(words), len(words))


def likely_variants(corpus: Corpus) -> tuple[tuple[Quote, Quote], ...]:
    """Each quote that is like one with an earlier id, neither linked nor told apart, and beside it the most alike.

    A quote is compared with those of the same speaker, in the same language, that share most words with it.
    """
    groups: dict[tuple[str, str], list[Quote]] = defaultdict(list)
    for quote in corpus.quotes.values():
        groups[quote.speaker, language(quote)].append(quote)
    apart = distinctions(corpus)
    texts = {quote.id: plain(quote.text) for quote in corpus.quotes.values()}
    found: dict[str, tuple[float, str]] = {}
    for one, other in chain.from_iterable(_neighbours(quotes, texts) for quotes in groups.values()):
        if act(one) != act(other) and (act(one), act(other)) not in apart and alike(texts[one.id], texts[other.id]):
            earlier, later = sorted((one.id, other.id))
            rank = (-likeness(texts[earlier], texts[later]), earlier)
            found[later] = min(found.get(later, rank), rank)
    return tuple((corpus.quotes[id], corpus.quotes[earlier]) for id, (_, earlier) in sorted(found.items()))


def of_two_speakers(corpus: Corpus) -> tuple[tuple[Quote, Quote], ...]:
    """Each quote whose words one with an earlier id gives to another speaker, not told apart, and the first such."""
    apart = distinctions(corpus)
    groups: dict[tuple[str, str], list[Quote]] = defaultdict(list)
    for quote in corpus.quotes.values():
        words = plain(quote.text)
        if words.count >= LEAST_OF_TWO_SPEAKERS:
            groups[words.text, language(quote)].append(quote)
    first = [(quote, group[0]) for group in groups.values() for quote in group[1:]]
    return tuple(pair for pair in first if pair[0].speaker != pair[1].speaker and tuple(map(act, pair)) not in apart)


def distinctions(corpus: Corpus) -> frozenset[tuple[str, str]]:
    """The pairs of acts of speech that records tell apart, both ways round."""
    pairs = [
        (act(quote), act(corpus.quotes[other.quote]))
        for quote in corpus.quotes.values()
        for other in quote.distinct_from
    ]
    return frozenset(pairs) | {(other, one) for one, other in pairs}


def act(quote: Quote) -> str:
    """The act of speech that a quote renders: its utterance, or that of this one quote."""
    return f"utterance {quote.utterance}" if quote.utterance else f"quote {quote.id}"


def language(quote: Quote) -> str:
    """The language of a quote, whatever its country or script."""
    return quote.language.partition("-")[0].lower()


def alike(one: Plain, other: Plain) -> bool:
    """Whether two texts may render the same words: whole beside whole, or a fragment beside what it was taken from."""
    shorter, longer = (one, other) if one.count <= other.count else (other, one)
    if len(shorter.words & longer.words) < LEAST_SHARED * min(len(shorter.words), len(longer.words)):
        return False
    return (
        likeness(shorter, longer) >= LEAST_LIKENESS
        or (shorter.count >= LEAST_FRAGMENT and f" {shorter.text} " in f" {longer.text} ")
        or (
            shorter.count >= LEAST_REWORDED_FRAGMENT
            and fuzz.partial_ratio(shorter.text, longer.text) >= LEAST_FRAGMENT_LIKENESS
        )
    )


def likeness(one: Plain, other: Plain) -> float:
    """How alike two texts are as wholes, in whatever order their words stand: 0 to 100."""
    return float(fuzz.token_sort_ratio(one.text, other.text))


def _neighbours(quotes: Sequence[Quote], texts: Mapping[str, Plain]) -> Iterator[tuple[Quote, Quote]]:
    """Each quote with those that share most words with it, the shorter first among equals; a pair may come twice."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, quote in enumerate(quotes):
        for word in texts[quote.id].words:
            holders[word].append(number)
    sizes = [len(texts[quote.id].words) for quote in quotes]
    for number, quote in enumerate(quotes):
        leading = (holders[word] for word in texts[quote.id].words if len(holders[word]) <= COMMON)
        shared = Counter(chain.from_iterable(leading))
        del shared[number]
        nearest = nsmallest(MOST_COMPARED, shared, key=lambda other: (-shared[other], sizes[other], other))
        yield from ((quote, quotes[other]) for other in nearest)
