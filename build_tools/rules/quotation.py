"""Words are taken from what was read, fairly, and the renderings of one utterance belong together."""

from collections import defaultdict
from collections.abc import Iterator

from build_tools.corpus import Corpus
from build_tools.rules.rule import Problem

LONGEST_PASSAGE = 25
LONGEST_QUOTE = 100
LEAST_PASSAGE = 3
LARGEST_SHARE = 60
_BEGINNING = 8  # characters


def unread_document(corpus: Corpus) -> Iterator[Problem]:
    """Words are taken only from documents that were read, and of which the length is known."""
    taking = {excerpt.document: excerpt.record.id for excerpt in corpus.excerpts}
    for document in corpus.documents.values():
        if document.word_count is None and document.id in taking:
            message = f'"{taking[document.id]}" takes words from here, and "word_count" is missing; count the words, or cite where you read them'
            yield document, (), message


def long_passage(corpus: Corpus) -> Iterator[Problem]:
    """A passage or attribution has at most 25 words and a quote at most 100: enough as proof, and fair to its author."""
    for excerpt in corpus.excerpts:
        count = len(excerpt.words.split())
        if excerpt.path == ("text",):
            if count > LONGEST_QUOTE:
                yield excerpt.record, excerpt.path, f"a quote of {count} words; cut it to at most {LONGEST_QUOTE}"
        elif count > LONGEST_PASSAGE:
            message = f"a passage of {count} words; cut it to what proves the point, at most {LONGEST_PASSAGE}"
            yield excerpt.record, excerpt.path, message


def slight_passage(corpus: Corpus) -> Iterator[Problem]:
    """A passage has at least three words: what stands in any text proves nothing. Letters or digits make a word."""
    for excerpt in corpus.excerpts:
        count = sum(any(map(str.isalnum, word)) for word in excerpt.words.split())
        least = LEAST_PASSAGE if excerpt.path[-1] == "passage" else 1
        if count < least:
            message = f"too little to prove anything; take words that do by themselves, at least {least}"
            yield excerpt.record, excerpt.path, message


def large_share(corpus: Corpus) -> Iterator[Problem]:
    """The words taken from one document, each counted once, are at most 60 % of its text."""
    taken: dict[str, set[str]] = defaultdict(set)
    for _, citation in corpus.citations:
        taken[corpus.source_of(citation).id].add(corpus.words_of(citation))
    for document in corpus.documents.values():
        texts = taken[document.id] - within_another(taken[document.id])
        share = 100 * sum(len(text.split()) for text in texts) / (document.word_count or 1)
        if document.word_count and share > LARGEST_SHARE:
            yield (
                document,
                ("word_count",),
                f"{share:.0f} % of this text stand in the records; take shorter passages, at most {LARGEST_SHARE} %",
            )


def within_another(texts: set[str]) -> set[str]:
    """Those that stand within another, each sought by how it begins: thousands of one document are not compared in pairs."""
    beginning: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        beginning[text[:_BEGINNING]].append(text)
    lengths = set(map(len, beginning))
    return {
        held
        for text in texts
        for length in lengths
        for start in range(len(text) - length + 1)
        for held in beginning.get(text[start : start + length], ())
        if held != text and text.startswith(held, start)
    }


def divided_utterance(corpus: Corpus) -> Iterator[Problem]:
    """The quotes that render one utterance have one speaker and one time, and at most one is the original."""
    for quote in corpus.quotes.values():
        for other in corpus.renderings(quote):
            if other.id > quote.id:
                continue
            same = f'"{other.id}" renders the same utterance'
            if other.speaker != quote.speaker:
                yield quote, ("speaker",), f"{same} and has another speaker; correct one of the two"
            if other.said and quote.said and not other.said.meets(quote.said):
                yield quote, ("said",), f"{same}, said {other.said}; correct one of the two"
            if other.original and quote.original:
                yield quote, ("original",), f"{same} and is the original already; leave one of the two"


def lonely_utterance(corpus: Corpus) -> Iterator[Problem]:
    """An utterance is named only where several quotes render it."""
    for quote in corpus.quotes.values():
        if quote.utterance and not corpus.renderings(quote):
            yield quote, ("utterance",), "no other quote renders this utterance; check its spelling, or leave it out"
