"""Deep links: from words of a record to the same words in the live document, which a browser shows and marks.

Follows the URL Fragment Text Directives draft of the WICG (https://wicg.github.io/scroll-to-text-fragment/). What is
needed comes from the records and the lock alone, so that pages are the same whether captures are here or not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from build_tools.corpus import Corpus
from build_tools.derive.verbatim.verbatim import Locked
from build_tools.each import Each
from build_tools.excerpts import Excerpt
from build_tools.lock import Entry
from build_tools.model import Attribution, Citation


@dataclass(frozen=True)
class Stretch:
    """Words that follow each other in one block of a document, and what makes them unique there, where needed."""

    words: str
    prefix: str = ""
    suffix: str = ""


# What tells an excerpt from others: the document, the words, their prefix, suffix and omission in the record, and for
# an attribution the quote that it attributes, since "he said" stands beside many.
Wanted = tuple[str, str, str | None, str | None, str | None, str]


def stretches(corpus: Corpus, lock: Iterable[Entry]) -> Mapping[Wanted, tuple[Stretch, ...]]:
    """For every excerpt, its words as they are divided in the document; none where the lock does not hold them."""
    locked = Locked.of(lock)
    excerpts = {wanted_for(excerpt): excerpt for excerpt in corpus.excerpts}

    def divided(wanted: Wanted) -> tuple[Stretch, ...]:
        return tuple(Stretch(words, entry.prefix, entry.suffix) for entry, words in locked.parts(excerpts[wanted]))

    return Each(excerpts.keys(), divided)


def wanted_for(excerpt: Excerpt) -> Wanted:
    """By what to look up the words that a record has."""
    attributed = excerpt.record.id if excerpt.path == ("attribution",) else ""
    return excerpt.document, excerpt.words, excerpt.prefix, excerpt.suffix, excerpt.omission, attributed


def wanted(corpus: Corpus, citation: Citation) -> Wanted:
    """By what to look up the words that are cited."""
    chosen = corpus.quotes[citation.quote] if citation.quote else citation
    attributed = citation.of if isinstance(citation, Attribution) else ""
    words = corpus.words_of(citation)
    return corpus.source_of(citation).id, words, chosen.prefix, chosen.suffix, chosen.omission, attributed


def deep_link(address: str, found: Iterable[Stretch]) -> str:
    """The address with a text directive for each stretch; a fragment that it has stays, another directive goes."""
    directives = "&".join(map(directive, found))
    if not directives:
        return address
    address = address.partition(":~:")[0]
    return f"{address}{'' if '#' in address else '#'}:~:{directives}"


def directive(stretch: Stretch) -> str:
    """`text=[prefix-,]words[,-suffix]`, percent-encoded.

    The words stand there whole, however many they are: the short form of the draft, their beginning and end, marks
    whatever stands between. A browser looks for a prefix and for a suffix within one block each, so where one goes on
    over the end of a line of the capture, the signs in the block of the words (a quotation mark) become words.
    """
    before, _, opening = stretch.prefix.rpartition("\n")
    closing, _, after = stretch.suffix.partition("\n")
    if not before:
        before, opening = opening, ""
    if not after:
        closing, after = after, closing
    prefix = f"{_encoded(before)}-," if before else ""
    suffix = f",-{_encoded(after)}" if after else ""
    return f"text={prefix}{_encoded(opening + stretch.words + closing)}{suffix}"


def _encoded(words: str) -> str:
    """Words in percent-encoding: everything but letters and digits of ASCII, "_", "." and "~"; a hyphen has a meaning."""
    return quote(" ".join(words.split()), safe="").replace("-", "%2D")
