"""Likely variants: quotes of one speaker in similar words that no one tied to one utterance, or told apart."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from rapidfuzz import fuzz

from build_tools.corpus import Corpus
from build_tools.derive.difference import loosely
from build_tools.model import Quote

# How these were measured, the decision "Likely variants and likely copies" tells.
LEAST_LIKENESS = 65.0  # of token_sort_ratio, 0 to 100
LEAST_FRAGMENT = 2  # words
LEAST_REWORDED_FRAGMENT = 4  # words
LEAST_FRAGMENT_LIKENESS = 85.0  # of partial_ratio, 0 to 100
# What keeps the work linear where one speaker has thousands of quotes.
MOST_COMPARED = 20
COMMON = 100  # quotes: a word that more of them have leads to none


def likely_variants(corpus: Corpus) -> tuple[tuple[Quote, Quote], ...]:
    """Each quote that is like one with an earlier id, neither linked nor told apart, and beside it the most alike.

    A quote is compared with those of the same speaker, in the same language, that share most words with it.
    """
    groups: dict[tuple[str, str], list[Quote]] = defaultdict(list)
    for quote in corpus.quotes.values():
        groups[quote.speaker, language(quote)].append(quote)
    apart = distinctions(corpus)
    found: dict[str, tuple[float, str]] = {}
    for one, other in chain.from_iterable(map(_neighbours, groups.values())):
        earlier, later = sorted((one, other), key=lambda quote: quote.id)
        if act(one) != act(other) and (act(one), act(other)) not in apart and alike(one.text, other.text):
            rank = (-likeness(one.text, other.text), earlier.id)
            found[later.id] = min(found.get(later.id, rank), rank)
    return tuple((corpus.quotes[id], corpus.quotes[earlier]) for id, (_, earlier) in sorted(found.items()))


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


def alike(one: str, other: str) -> bool:
    """Whether two texts may render the same words: whole beside whole, or a fragment beside what it was taken from."""
    shorter, longer = sorted((plain(one), plain(other)), key=lambda text: len(text.split()))
    words = len(shorter.split())
    return (
        fuzz.token_sort_ratio(shorter, longer) >= LEAST_LIKENESS
        or (words >= LEAST_FRAGMENT and f" {shorter} " in f" {longer} ")
        or (words >= LEAST_REWORDED_FRAGMENT and fuzz.partial_ratio(shorter, longer) >= LEAST_FRAGMENT_LIKENESS)
    )


def likeness(one: str, other: str) -> float:
    """How alike two texts are as wholes, in whatever order their words stand: 0 to 100."""
    return float(fuzz.token_sort_ratio(plain(one), plain(other)))


def plain(text: str) -> str:
    """The words of a text without capitals and punctuation."""
    return " ".join(map(loosely, text.split()))


def _neighbours(quotes: Sequence[Quote]) -> Iterator[tuple[Quote, Quote]]:
    """Each quote with those that share most words with it, the shorter first among equals; a pair may come twice."""
    words = [sorted(set(plain(quote.text).split())) for quote in quotes]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(words):
        for word in own:
            holders[word].append(number)
    for number, quote in enumerate(quotes):
        shared = Counter(chain.from_iterable(holders[w] for w in words[number] if len(holders[w]) <= COMMON))
        del shared[number]
        nearest = sorted(shared, key=lambda other: (-shared[other], len(words[other]), other))
        yield from ((quote, quotes[other]) for other in nearest[:MOST_COMPARED])
