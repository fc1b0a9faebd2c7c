"""The normal form in which words are compared: the same on both sides, and published on the method page.

It folds Unicode form (NFC), white space, quotation marks, dashes and ellipsis characters, and nothing else: a letter,
a digit, a capital or a full stop that differs is a difference.
"""

import hashlib
import re
import sys
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

VERSION = 1  # of the normal form; the lock names it, and words locked under another one are verified anew

SINGLE_QUOTES = "'‘’‚‛‹›＇"
DOUBLE_QUOTES = '"“”„‟«»〝〞〟＂'
# Every dash of Unicode (category Pd), and the minus sign.
DASHES = "".join(sign for sign in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(sign) == "Pd") + "−"
_ONE_FOR_ONE = str.maketrans(
    {**dict.fromkeys(SINGLE_QUOTES, "'"), **dict.fromkeys(DOUBLE_QUOTES, '"'), **dict.fromkeys(DASHES, "-")}
)
_RUNS = re.compile(r"…|\s{2,}|[^\S ]")
_JOINS_WORDS = frozenset("-‐‑'’")
_JOINS_DIGITS = frozenset("-‐‑–−.,:")


@dataclass(frozen=True)
class NormalText:
    """A text in normal form, and where in the text (in Unicode form NFC) each of its characters comes from."""

    text: str
    _steps: tuple[int, ...]  # where in the normal form the two texts go out of step
    _shifts: tuple[int, ...]  # by how many characters the original is ahead from there on

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


def digest(words: str) -> str:
    """The SHA-256 of words in normal form, in hexadecimal digits."""
    return hashlib.sha256(normal(words).encode("utf-8")).hexdigest()


def whole_words(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] begins and ends where words and numbers do.

    Follows Unicode's word boundaries (UAX #29), by which "can’t" and "50,000" are one; hyphens join too, so that
    "intrusive" is not taken out of "non-intrusive", nor "90" out of "70–90", nor "5" out of "-5".
    """
    return not (_joined(text, start) or _joined(text, end) or _negative(text, start))


def _joined(text: str, place: int) -> bool:
    """Whether one word or number goes on across a place of the text."""
    inside = 0 < place < len(text)
    within = inside and text[place - 1].isalnum() and text[place].isalnum()
    return within or _is_joint(text, place - 1) or _is_joint(text, place)


def _is_joint(text: str, place: int) -> bool:
    """Whether the sign here joins what stands on both sides of it into one: "can’t", "3.5", "70–90", "U.S"."""
    if not 0 < place < len(text) - 1:
        return False
    before, sign, after = text[place - 1], text[place], text[place + 1]
    if before.isdigit() and after.isdigit():
        return sign in _JOINS_DIGITS
    if sign == ".":
        return before.isupper() and after.isupper() and not text[place - 2 : place - 1].isalnum()
    return sign in _JOINS_WORDS and before.isalnum() and after.isalnum()


def _negative(text: str, start: int) -> bool:
    """Whether a number begins here whose minus sign is left out."""
    signed = start > 0 and text[start - 1] in "-−" and text[start : start + 1].isdigit()
    return signed and not text[max(start - 2, 0) : start - 1].strip()
