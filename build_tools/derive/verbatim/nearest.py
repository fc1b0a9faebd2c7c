"""Why words do not stand in their document: what stands there in another form, or where else they stand.

Likeness only serves to say this. It never makes words verified.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from rapidfuzz import fuzz

from build_tools.derive.verbatim.difference import Change, changed_words, difference, in_line, loosely
from build_tools.derive.verbatim.locate import Text, Words, folded, places
from build_tools.derive.verbatim.normal import DOUBLE_QUOTES, SINGLE_QUOTES, normal
from build_tools.excerpts import Excerpt

ALIKE = 70  # of 100 (rapidfuzz' partial ratio): from here on, words are taken for an altered form of what stands there
NEARLY_THE_SAME = 85  # from here on, a difference says more than the places from which words were joined
OMISSIONS = ("[...]", "[…]", "...", "…")
SHORTEST_RUN = 3  # words that follow each other in the document, for words that were joined from several places
_MOST_NAMED = 3  # characters
_MARKS = SINGLE_QUOTES + DOUBLE_QUOTES
QUOTED = "the document has these words without the quotation marks around them"

Told = tuple[str, str]  # a verdict, and why


class Library(dict[str, Text]):
    """The texts of the captures by the id of their document, to be asked which hold words."""

    @cached_property
    def _holding(self) -> Mapping[str, set[str]]:
        index: dict[str, set[str]] = defaultdict(set)
        for id, text in self.items():
            for word in set(text.normal.text.split(" ")):
                index[word].add(id)
        return index

    def holders(self, words: str) -> Iterator[str]:
        """The documents in which words in normal form stand, sorted."""
        inner = words.split(" ")[1:-1]  # the outer ones may be a part of what stands between two spaces
        found = [self._holding.get(word, set()) for word in inner]
        for id in sorted(set.intersection(*found) if found else self):
            if words in self[id].normal.text and any(places(self[id], Words(words))):
                yield id


def missing(excerpt: Excerpt, texts: Library, once: Iterable[str] = ()) -> Told:
    """The verdict on words that do not stand in their document, and why: the nearest explanation first.

    `once` are words of the document that the record had in their place when it was verified.
    """
    text, plain = texts[excerpt.document], Words(excerpt.words)
    if any(places(text, plain)):
        return "not-found", "the words stand there, and not with this prefix, suffix or omission"
    for sign in OMISSIONS:
        if sign in excerpt.words and any(places(text, Words(excerpt.words, omission=sign))):
            return "altered", f'words are left out at "{sign}"; say so with the field "omission"'
    if (bare := unquoted(excerpt.words)) and any(places(text, Words(bare))):
        return "altered", QUOTED
    words, once = normal(excerpt.words), list(once)
    only_capitals = folded(words) in map(folded, once)
    if not only_capitals and (id := next(texts.holders(words), None)):
        return "not-found", f'they stand in "{id}"'
    changed = _joined(text.normal.text, words) or _changed(text, excerpt.words) or replaced(words, once)
    return ("altered" if changed else "not-found"), "; ".join(filter(None, (changed, _strange(words, text.text))))


def unquoted(words: str) -> str | None:
    """Words without the quotation marks around them, or None where there are none."""
    bare = words.strip()
    marked = len(bare) > 2 and bare[0] in _MARKS and bare[-1] in _MARKS
    return bare[1:-1].strip() if marked else None


def _changed(text: Text, words: str) -> str | None:
    """The difference to what stands in the text in nearly the same form, with the signs that each of the two has."""
    near = fuzz.partial_ratio_alignment(normal(words), text.normal.text, score_cutoff=ALIKE)
    if not near:
        return None
    start, end = _widened(text.normal.text, near.dest_start, near.dest_end)
    stands = text.text[text.normal.original(start) : text.normal.original(end)]
    changes = _trimmed(difference(stands, words, lambda word: loosely(normal(word))))
    return _told(changes if changed_words(changes) else difference(stands, words, normal))


def _trimmed(changes: Sequence[Change]) -> Sequence[Change]:
    """Without the words that the text only has before and after these."""
    kinds = [change.kind for change in changes]
    start = 1 if kinds[:2] == ["removed", "same"] else 0
    return changes[start : len(changes) - (kinds[-1:] == ["removed"])]


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of text, with the whole of the words at its ends."""
    return text.rfind(" ", 0, start + 1) + 1, (text.find(" ", end) + 1 or len(text) + 1) - 1


def replaced(words: str, once: Iterable[str]) -> str | None:
    """The difference to the words that were verified, where the two have a word in common."""
    own = set(folded(words).split())
    shared = {old: len(own & set(folded(old).split())) for old in once}
    old = max(shared, key=lambda old: (shared[old], old), default=None)
    return _told(difference(old, words)) if old and shared[old] else None


def _told(changes: Iterable[Change]) -> str:
    return f"from the document's words to these: {in_line(changes)}"


def _joined(text: str, words: str) -> str | None:
    """The several places of the text from which words were joined, where they differ from every one."""
    if fuzz.partial_ratio(words, text, score_cutoff=NEARLY_THE_SAME):
        return None
    runs = _runs(text, words)
    return f"joined from {len(runs)} places of the document: {' | '.join(runs)}" if runs else None


def _runs(text: str, words: str) -> list[str]:
    """The words as few runs that each stand in the text; none where they cannot be taken apart so."""
    left, runs = words.split(), list[str]()
    while left:
        lengths = (n for n in range(len(left), SHORTEST_RUN - 1, -1) if " ".join(left[:n]) in text)
        length = next(lengths, 0)
        if not length:
            return []
        runs.append(" ".join(left[:length]))
        left = left[length:]
    return runs


def _strange(words: str, text: str) -> str:
    """The characters beyond ASCII, look-alikes and invisible ones perhaps, that the document has nowhere."""
    strange = sorted({sign for sign in words if not sign.isascii()} - set(text))[:_MOST_NAMED]
    names = [f"U+{ord(sign):04X} ({unicodedata.name(sign, 'unnamed').lower()})" for sign in strange]
    return f"{', '.join(names)} stands nowhere in it" if names else ""
