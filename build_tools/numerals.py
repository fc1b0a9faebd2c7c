"""The forms in which people write numbers, and what each means in digits, for the remedy of a number that is not."""

import re
from decimal import Decimal, InvalidOperation

_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?P<sign>[ ,.'’\u00a0\u202f])[0-9]{3})(?:(?P=sign)[0-9]{3})*(?:[.,][0-9]+)?")
_NUMBER = re.compile(r"[0-9]+(?:[ ,.'’\u00a0\u202f][0-9]+)*")
_WORDS = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_PERCENT = ("%", "percent", "per cent")
_LONGEST = 60  # characters
_MOST_DIGITS = 18


def number_meant(text: str, whole: bool) -> str:
    """The remedy for a text that is no number in digits: `; write "1200"`, or nothing. `whole`: only a whole number will do."""
    if len(text) > _LONGEST:
        return ""
    text = re.sub(r"(?<![0-9])[.](?=[0-9])", "0.", text)
    found = [(match[0], _plain(match[0])) for match in _NUMBER.finditer(text)]
    numbers = [number for _, number in found if number is not None]
    if not whole and len(numbers) == len(found) == 2 and re.fullmatch(r"[^-–—a-z]+(?:[-–—]| to )[^-–—a-z]+", text):
        return f'; write "low: {numbers[0]}" and "high: {numbers[1]}"'
    if len(numbers) != 1 or len(found) != 1:
        return ""
    rest = text.replace(found[0][0], "", 1).strip()
    word = next((word for word in _WORDS if rest.casefold() == word), None)
    number = f"{(Decimal(numbers[0]) * _WORDS[word]).normalize():f}" if word else numbers[0]
    if whole and "." in number:
        return ""
    if not whole and rest.casefold() in _PERCENT:
        return f'; write "{number}", and "percent" as the unit'
    besides = "" if word or whole or rest in ("", "+") else f', and the "{rest}" in "qualifier" or "unit"'
    return f'; write "{number}"{besides}' if rest.isprintable() and '"' not in rest else ""


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
        number = f"{Decimal(text):f}" if len(text) <= _MOST_DIGITS else None
    except InvalidOperation:
        return None
    return number
