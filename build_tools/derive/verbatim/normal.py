"""The normal form in which words are compared: the same on both sides, and published on the method page.

It folds Unicode form (NFC), white space, quotation marks, dashes and ellipsis characters, and nothing else: a letter,
a digit, a capital or a full stop that differs is a difference.
"""

import hashlib
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

VERSION = 1  # of the normal form; the lock names it, and words locked under another one are verified anew

SINGLE_QUOTES = "'‘’‚‛‹›＇"
DOUBLE_QUOTES = '"“”„‟«»〝〞〟＂'
# Every dash of Unicode 15 (category Pd), and the minus sign; written out, so that a later Unicode changes no digest.
DASHES = "-֊־᠆‐‑‒–—―⸗⸚⸺⸻⹀⹝〜〰゠︱︲﹘﹣－𐺭᐀−"
_ONE_FOR_ONE = str.maketrans(
    {**dict.fromkeys(SINGLE_QUOTES, "'"), **dict.fromkeys(DOUBLE_QUOTES, '"'), **dict.fromkeys(DASHES, "-")}
)
_RUNS = re.compile(r"…|\s{2,}|[^\S ]")


@dataclass(frozen=True)
class NormalText:
    """A text in normal form, and where in the text (in Unicode form NFC) each of its characters comes from."""

    text: str
    _steps: tuple[int, ...]  # where in the normal form the two texts go out of step
    _shifts: tuple[int, ...]  # by how many characters the original is ahead from there on

    @cached_property
    def _originals(self) -> tuple[int, ...]:
        return tuple(step + shift for step, shift in zip(self._steps, self._shifts, strict=True))

    def offset(self, original: int) -> int:
        """The offset in the normal form of an offset in the original, where no run of white space begins or goes on."""
        step = bisect_right(self._originals, original) - 1
        return original - self._shifts[step] if step >= 0 else original

    def original(self, offset: int) -> int:
        """The offset in the original of an offset in the normal form."""
        step = bisect_right(self._steps, offset) - 1
        return offset + self._shifts[step] if step >= 0 else offset


def normal_text(text: str) -> NormalText:
    """A text of Unicode form NFC in normal form, with the way back."""
    pieces: list[str] = []
    steps: list[int] = []
    shifts: list[int] = []
    length = last = 0
    for run in _RUNS.finditer(text):
        fold = "..." if run[0] == "…" else " "
        pieces += (text[last : run.start()], fold)
        length += run.start() - last + len(fold)
        last = run.end()
        if len(fold) != len(run[0]):
            steps.append(length)
            shifts.append(last - length)
    pieces.append(text[last:])
    return NormalText("".join(pieces).translate(_ONE_FOR_ONE), tuple(steps), tuple(shifts))


def normal(words: str) -> str:
    """Words in normal form, without space around them."""
    return normal_text(unicodedata.normalize("NFC", words)).text.strip(" ")


@lru_cache(2**16)  # a preview verifies the words of all records anew after each change of one
def digest(words: str) -> str:
    """The SHA-256 of words in normal form, in hexadecimal digits."""
    return hashlib.sha256(normal(words).encode("utf-8")).hexdigest()
