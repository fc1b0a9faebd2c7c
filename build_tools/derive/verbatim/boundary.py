"""Where words and numbers begin and end, so that "able" is not taken out of "unable", nor "000" out of "50,000".

Follows Unicode's word boundaries (UAX #29), by which "can’t", "50,000" and a letter with its combining marks are one,
and goes on where a cut would change what is said: hyphens join ("non-intrusive", "70–90"), and a minus sign or a
decimal point belongs to its number ("-5", ".5").
"""

import re
import unicodedata

_JOINS_WORDS = frozenset("-‐‑﹣－'‘’＇_&@")
# Between digits also the signs of ranges, decimals, times and fractions, and the spaces that group thousands.
_JOINS_DIGITS = _JOINS_WORDS | frozenset("‒–—−.,:/⁄∕٫٬\u00a0\u2007\u2008\u2009\u202f")
_MINUS_OR_POINT = frozenset("-‐‑–−﹣－.")
# Scripts that put no space between words: Han, Hiragana, Thai, Lao, Myanmar, Khmer. Words of theirs end anywhere.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u309f"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_APART = ("", " ", "\n")  # between these there is nothing to be asked
_WINDOW = 12  # characters on each side of a place, invisible ones among them, that are looked at


def whole_words(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] begins and ends where words and numbers do."""
    if text[start - 1 : start] in _APART and _ends_plainly(text, end):
        return True
    before, after = _sides(text, start)
    return not (_joined(before, after) or _signed(before, after) or _joined(*_sides(text, end)))


def _ends_plainly(text: str, end: int) -> bool:
    """Whether space follows, or a sign that ends a phrase and then space; asked first, since most words end so."""
    following = text[end : end + 1]
    return following in _APART or (following in ",;:?!”" and text[end + 1 : end + 2] in _APART)


def _sides(text: str, place: int) -> tuple[str, str]:
    """What can be seen before and after a place; soft hyphens and marks of direction stand between nothing."""
    return _seen(text[max(0, place - _WINDOW) : place]), _seen(text[place : place + _WINDOW])


def _seen(text: str) -> str:
    if text.isascii() or text.replace("\n", " ").isprintable():
        return text
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def _joined(before: str, after: str) -> bool:
    """Whether one word or number goes on from what stands before to what stands after."""
    if not before or not after:
        return False
    if _is_joint(before[:-1], before[-1] + after) or _is_joint(before, after):
        return True
    marked = _is_mark(after[0]) and not before[-1].isspace()
    return marked or _run_on(before[-1], after[0]) or before[-1] == after[0] == "."


def _run_on(sign: str, following: str) -> bool:
    """Whether two characters beside each other are of one word."""
    if not (_is_of_word(sign) and _is_of_word(following)):
        return False
    number = sign.isdigit() or following.isdigit()
    return number or not (_UNSPACED.match(sign) or _UNSPACED.match(following))


def _is_joint(before: str, after: str) -> bool:
    """Whether the first sign of `after` joins its neighbours into one: "can’t", "3.5", "70–90", "U.S"."""
    if not before or len(after) < 2:
        return False
    sign, following = after[0], after[1]
    if before[-1].isdigit() and following.isdigit():
        return sign in _JOINS_DIGITS
    if sign == ".":
        return before[-1].isupper() and following.isupper() and not before[-2:-1].isalnum()
    return sign in _JOINS_WORDS and _is_of_word(before[-1]) and _is_of_word(following)


def _signed(before: str, after: str) -> bool:
    """Whether a number begins here whose minus sign or decimal point is left out."""
    number = after[1:] if _is_currency(after[:1]) else after
    sign = before[:-1] if _is_currency(before[-1:]) else before
    return number[:1].isdigit() and sign[-1:] in _MINUS_OR_POINT and bool(sign) and not sign[-2:-1].isalnum()


def _is_of_word(sign: str) -> bool:
    return sign.isalnum() or _is_mark(sign)


def _is_mark(sign: str) -> bool:
    """Whether the sign is an accent or a vowel of the letter before it."""
    return unicodedata.category(sign)[0] == "M"


def _is_currency(sign: str) -> bool:
    return bool(sign) and unicodedata.category(sign) == "Sc"
