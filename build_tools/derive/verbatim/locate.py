"""Finds words in a capture, exactly, and says where as the selectors of the W3C Web Annotation model do."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from build_tools.derive.verbatim.boundary import whole_words
from build_tools.derive.verbatim.normal import NormalText, normal, normal_text

_WORD = re.compile(r"\S+")
_SURROUNDINGS = 400  # characters on each side among which a prefix or suffix is looked for
_MOST_WORDS = 12  # of a prefix or suffix
_MOST_PLACES = 10  # among which one that can be told apart from others is looked for

Span = tuple[int, int]  # start and end, as offsets in the text of a capture


@dataclass(frozen=True)
class Selector:
    """A stretch of a text: its offsets, and a prefix and suffix (a TextQuoteSelector's) that make it `unique`."""

    start: int
    end: int
    prefix: str = ""
    suffix: str = ""
    unique: bool = True


@dataclass(frozen=True)
class Text:
    """The text of a capture, in Unicode form NFC."""

    text: str

    @cached_property
    def normal(self) -> NormalText:
        return normal_text(self.text)

    @cached_property
    def folded(self) -> str:
        """The normal form as a browser searches it."""
        return folded(self.normal.text)


class _Plain(dict[int, str]):
    """Characters as they are found without capitals and accents, each worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        small = unicodedata.normalize("NFD", sign)[0].lower()
        return self.setdefault(code, small if len(small) == 1 else sign)


_PLAIN = _Plain()


def folded(words: str) -> str:
    """Words without capitals and accents, a character for a character."""
    return words.translate(_PLAIN)


@dataclass(frozen=True)
class Words:
    """Words to be found: `omission` is the sign in them that stands for words left out; what must stand around them."""

    words: str
    prefix: str | None = None
    suffix: str | None = None
    omission: str | None = None

    @property
    def pieces(self) -> list[str]:
        """The words in normal form, divided where an omission stands."""
        return [normal(piece) for piece in self.words.split(self.omission or "\0")]


def places(text: Text, words: Words) -> Iterator[tuple[Span, ...]]:
    """Every place at which the words stand, in order: one span for each stretch of them that stands in one line.

    The pieces beside an omission follow each other, each at the first place after the one before.
    """
    return (_lines(text, place) for place in _found(text, words))


def _found(text: Text, words: Words) -> Iterator[list[Span]]:
    """Every place at which the words stand, as offsets in the normal form: one span for each piece."""
    first, *rest = words.pieces
    if not all((first, *rest)):
        return
    for start, end in _occurrences(text, first):
        spans = [(start, end)]
        for piece in rest:
            following = next(_occurrences(text, piece, spans[-1][1]), None)
            if following is None:
                return
            spans.append(following)
        if not (words.prefix or words.suffix) or _stands_between(text.normal.text, spans[0][0], spans[-1][1], words):
            yield spans


def best(text: Text, words: Words, near: int | None = None) -> tuple[Selector, ...]:
    """The selectors of the place that is meant, or none: the nearest to `near`.

    Where nothing says which, it is one that can be told apart, one in running text (a sentence set for display stands
    alone in its line), the first.
    """
    if near is not None:
        nearest = min(_found(text, words), key=lambda place: abs(text.normal.original(place[0][0]) - near), default=[])
        return tuple(selector(text, *span) for span in _lines(text, nearest))

    def order(place: tuple[Selector, ...]) -> tuple[bool, bool, int]:
        return not all(part.unique for part in place), _stands_alone(text.text, place), place[0].start

    choices = (tuple(selector(text, *span) for span in place) for place in islice(places(text, words), _MOST_PLACES))
    return min(choices, key=order, default=())


def _stands_alone(text: str, place: Sequence[Selector]) -> bool:
    """Whether the lines in which the words stand have no others."""
    start, end = place[0].start, place[-1].end
    last = text.find("\n", end)
    beside = text[text.rfind("\n", 0, start) + 1 : start] + text[end : last if last >= 0 else len(text)]
    return not any(map(str.isalnum, beside))


def _occurrences(text: Text, words: str, after: int = 0) -> Iterator[tuple[int, int]]:
    """Where words in normal form stand as whole words, as offsets in the normal form."""
    within = text.normal
    start = within.text.find(words, after)
    while start >= 0:
        end = start + len(words)
        within_dots = ".." in (within.text[start - 1 : start + 1], within.text[end - 1 : end + 1])
        if not within_dots and whole_words(text.text, within.original(start), within.original(end)):
            yield start, end
        start = within.text.find(words, start + 1)


def _stands_between(text: str, start: int, end: int, words: Words) -> bool:
    """Whether the prefix and suffix that the record asks for stand right before and after."""
    prefix, suffix = normal(words.prefix or ""), normal(words.suffix or "")
    before, after = text[max(0, start - _SURROUNDINGS) : start], text[end : end + _SURROUNDINGS]
    return before.rstrip(" ").endswith(prefix) and after.lstrip(" ").startswith(suffix)


def _lines(text: Text, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Stretches of the normal form as offsets in the text, divided where a line ends."""
    return tuple(line for start, end in spans for line in _divided(text, start, end))


def _divided(text: Text, start: int, end: int) -> Iterator[Span]:
    place = text.normal.original(start)
    for line in text.text[place : text.normal.original(end)].split("\n"):
        if stripped := line.strip():
            begin = place + line.index(stripped)
            yield begin, begin + len(stripped)
        place += len(line) + 1


def selector(text: Text, start: int, end: int) -> Selector:
    """A stretch with the fewest words beside it without which another place could be meant, of its own line if these do.

    Other places are those that a browser would find: in any case of letters, with and without accents. Where the
    lines beside do not tell the places apart, prefix and suffix are empty and the selector is not unique.
    """
    first, last = text.normal.offset(start), text.normal.offset(end)
    others = list(_others(text.folded, first, last))
    if not others:
        return Selector(start, end)
    before, after = _before(text.text, start), _after(text.text, end)
    heads = [text.folded[text.normal.offset(place) : first] for place in before]
    tails = [text.folded[last : text.normal.offset(place)] for place in after]
    alike = {(_as_before(text.folded, place, heads), _as_after(text.folded, after, tails)) for place, after in others}
    far_before = bool(before) and "\n" in text.text[before[0] : start]
    far_after = bool(after) and "\n" in text.text[end : after[0]]
    choices = []
    for prefix in range(len(before) + 1):
        suffix = max((same_after + 1 for same_before, same_after in alike if same_before >= prefix), default=0)
        if suffix <= len(after):
            far = (prefix > 0 and far_before) + (suffix > 0 and far_after)
            choices.append((far, prefix + suffix, suffix, prefix))
    *_, suffix, prefix = min(choices, default=(0, 0))
    return Selector(
        start,
        end,
        text.text[before[prefix - 1] : start].rstrip() if prefix else "",
        text.text[end : after[suffix - 1]].lstrip() if suffix else "",
        unique=prefix + suffix > 0,
    )


def _others(text: str, start: int, end: int) -> Iterator[Span]:
    """Where else in the folded text a browser would find the words that stand at a place of it."""
    words = text[start:end]
    place = text.find(words)
    while place >= 0:
        after = place + len(words)
        if place != start and not _within_word(text, place) and not _within_word(text, after):
            yield place, after
        place = text.find(words, place + 1)


def _within_word(text: str, place: int) -> bool:
    """Whether a browser, which looks for whole words, would not begin or end here."""
    return text[place - 1 : place].isalnum() and text[place : place + 1].isalnum()


def _before(text: str, place: int) -> list[int]:
    """Where the words before a place begin, nearest first: in its line, or in the one before where none precedes in it."""
    begin = max(0, place - _SURROUNDINGS)
    stretch = text[begin:place].rstrip()
    line = stretch.rfind("\n", 0, next(_letters(stretch, range(len(stretch) - 1, -1, -1)), 0)) + 1
    return [word.start() for word in _words(text, begin + line, begin + len(stretch))][::-1][:_MOST_WORDS]


def _after(text: str, place: int) -> list[int]:
    """Where the words after a place end: in its line, or in the next where none follows in it."""
    stretch = text[place : place + _SURROUNDINGS]
    line = stretch.find("\n", next(_letters(stretch, range(len(stretch))), 0))
    words = _words(text, place, place + (line if line >= 0 else len(stretch)))
    return [word.end() for word in islice(words, _MOST_WORDS)]


def _letters(text: str, places: Iterable[int]) -> Iterator[int]:
    """Those of the places at which letters and digits stand."""
    return (place for place in places if text[place].isalnum())


def _words(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What stands between spaces, where it has a letter or a digit: punctuation alone tells no two places apart."""
    return (word for word in _WORD.finditer(text, start, end) if any(map(str.isalnum, word[0])))


def _as_before(text: str, place: int, heads: Sequence[str]) -> int:
    """How many of the words before another place are those of `heads`, nearest first."""
    alike = (text.endswith(head, 0, place) and not _within_word(text, place - len(head)) for head in heads)
    return next((n for n, same in enumerate(alike) if not same), len(heads))


def _as_after(text: str, place: int, tails: Sequence[str]) -> int:
    alike = (text.startswith(tail, place) and not _within_word(text, place + len(tail)) for tail in tails)
    return next((n for n, same in enumerate(alike) if not same), len(tails))
