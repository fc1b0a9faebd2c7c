"""The forms in which people write numbers, and what each means in digits, for the remedy of a number that is not."""

import re
from decimal import Decimal, InvalidOperation

_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?P<sign>[ ,.'’_\u00a0\u202f])[0-9]{3})(?:(?P=sign)[0-9]{3})*(?:[.,][0-9]+)?")
_NUMBER = re.compile(r"[0-9]+(?:[ ,.'’_\u00a0\u202f][0-9]+)*")
_POWER = re.compile(r"[0-9]{1,9}(?:[.][0-9]{1,9})?[eE][+]?[0-9]{1,2}")
_MINUS = re.compile("^[\u2010-\u2015\u2212](?=[0-9])")
_WORDS = {"thousand": 10**3, "k": 10**3, "million": 10**6, "billion": 10**9}
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_PERCENT = ("%", "percent", "per cent")
# The qualifiers of a figure, and the words and signs that say the same.
_QUALIFIERS = {
    "about": ("about", "around", "approximately", "approx.", "roughly", "some", "circa", "ca.", "ca", "c.", "~", "≈"),
    "nearly": ("nearly", "almost"),
    "more than": ("more than", "over", "above", ">"),
    "at least": ("at least", "+", "or more", ">=", "≥"),
    "less than": ("less than", "fewer than", "under", "below", "<"),
    "up to": ("up to", "at most", "as many as", "<=", "≤"),
}
_UNITS = {word: number for number, word in enumerate(_SMALL.split())} | {
    word: 10 * number for number, word in enumerate(_TENS.split(), 2)
}
_QUALIFIER_OF = {word: qualifier for qualifier, words in _QUALIFIERS.items() for word in words}
_LONGEST = 60  # characters
_MOST_DIGITS = 18


def number_meant(text: str, whole: bool) -> str:
    """The remedy for a text that is no number in digits: `; write "1200"`, or nothing. `whole`: only a whole number will do."""
    if len(text) > _LONGEST:
        return ""
    number = f"{Decimal(text):f}" if _POWER.fullmatch(text) else _in_words(text)
    if number is not None:
        return _remedy(number, "", whole)
    minus = "-" if _MINUS.match(text) else ""
    text = re.sub(r"(?<![0-9])[.](?=[0-9])", "0.", _MINUS.sub("", text))
    found = [(match[0], _plain(match[0])) for match in _NUMBER.finditer(text)]
    numbers = [number for _, number in found if number is not None]
    if not whole and len(numbers) == len(found) == 2 and re.fullmatch(r"[^-–—a-z]+(?:[-–—]| to )[^-–—a-z]+", text):
        return f'; write "low: {numbers[0]}" and "high: {numbers[1]}"'
    if len(numbers) != 1 or len(found) != 1:
        return ""
    rest = text.replace(found[0][0], "", 1).strip()
    if scale := _WORDS.get(rest.casefold()):
        return _remedy(minus + f"{(Decimal(numbers[0]) * scale).normalize():f}", "", whole)
    return _remedy(minus + numbers[0], rest, whole)


def _remedy(number: str, rest: str, whole: bool) -> str:
    """The remedy for a number, and for what stands beside it."""
    if len(number) > _MOST_DIGITS or (whole and "." in number) or not rest.isprintable() or '"' in rest:
        return ""
    if whole or not rest:
        return f'; write "{number}"'
    if rest.casefold() in _PERCENT:
        return f'; write "{number}", and "percent" as the unit'
    if qualifier := _QUALIFIER_OF.get(rest.casefold()):
        return f'; write "{number}", and "{qualifier}" as the qualifier'
    return f'; write "{number}", and the "{rest}" in "qualifier" or "unit"'


def _in_words(text: str) -> str | None:
    """A whole number that is written in English words, or None."""
    words = re.sub(r"[-\s]+|\band\b", " ", text.casefold()).split()
    if not words or not all(word in _UNITS or word in _WORDS or word == "hundred" for word in words):
        return None
    total = part = 0
    for word in words:
        if word in _UNITS:
            part += _UNITS[word]
        elif word == "hundred":
            part = (part or 1) * 100
        else:
            total, part = total + (part or 1) * _WORDS[word], 0
    return str(total + part)


def _plain(text: str) -> str | None:
    """A number in digits without separators and with a point before its decimals, or None where it could be two things."""
    grouped = _GROUPED.fullmatch(text)
    if grouped:
        whole, _, decimals = text.rpartition(".") if grouped["sign"] != "." and "." in text else (text, "", "")
        if grouped["sign"] != "," and "," in text:
            whole, _, decimals = text.rpartition(",")
        text = re.sub("[^0-9]", "", whole) + (f".{decimals}" if decimals else "")
    elif re.fullmatch("[0-9]+,[0-9]+", text):
        text = text.replace(",", ".")
    try:
        number = f"{Decimal(text):f}" if len(text) <= _MOST_DIGITS and "_" not in text else None
    except InvalidOperation:
        return None
    return number
