"""Words that somebody searched for in vain: whether they stand in the documents after all.

Words and text are compared in the normal form of quotes, and without capitals, accents and hyphens. Unlike a quote, a
word is found in "gun-runners" and "gun’s" too: what is said to be missing is looked for wherever a reader would see it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from build_tools.captures import Capture
from build_tools.corpus import Corpus
from build_tools.derive.verbatim.locate import Text, folded
from build_tools.derive.verbatim.normal import normal
from build_tools.model import Commitment, Search
from build_tools.plain import Path


@dataclass(frozen=True)
class Hit:
    """Words of a search that stand in a document: in whose search, in which of its words, and where they were found."""

    commitment: Commitment
    path: Path
    words: str
    document: str


@dataclass(frozen=True)
class Searches:
    """All searches of a corpus, repeated in the captures that are here."""

    every: int
    repeated: int
    hits: tuple[Hit, ...]

    def __str__(self) -> str:
        """How many of how many were repeated."""
        without = self.every - self.repeated
        missing = f"; of {without} not all captures are here to search again" if without else ""
        return f"{self.repeated} of {self.every} repeated{missing}"


def searches(corpus: Corpus, captures: Mapping[str, Capture]) -> Searches:
    """Every search, repeated in the captures that are here: what it takes is linear in the words and texts searched."""
    every = [search for commitment in corpus.commitments.values() for search in commitment.searches]
    named = {id for search in every for id in search.documents}
    texts = {id: plain(Text(captures[id].text).folded) for id in named & captures.keys()}
    return Searches(len(every), sum(repeatable(search, texts) for search in every), tuple(_hits(corpus, texts)))


def repeatable(search: Search, captures: Mapping[str, object]) -> bool:
    """Whether every text that was searched is here."""
    return captures.keys() >= set(search.documents)


def _hits(corpus: Corpus, texts: Mapping[str, str]) -> Iterator[Hit]:
    for commitment in corpus.commitments.values():
        for number, search in enumerate(commitment.searches):
            for place, words in enumerate(search.words):
                path = ("searches", number, "words", place)
                found = (id for id in search.documents if id in texts and stands(words, texts[id]))
                yield from (Hit(commitment, path, words, id) for id in found)


def plain(folded: str) -> str:
    """A folded text without hyphens: "task-force" as "task force"."""
    return folded.replace("-", " ")


def stands(words: str, text: str) -> bool:
    """Whether words stand in a plain text, beginning and ending where words do."""
    wanted = plain(folded(normal(words)))
    return wanted in text and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text) is not None
