"""A date as CSL-JSON has it, in EDTF; and what one in words can mean."""

import re
from typing import Any

from build_tools import dates
from build_tools.meant.dates import meant


def edtf(told: Any) -> str | None:
    """A date of CSL as EDTF, or None where it is told in other words or is none. An approximate one (`circa`) is marked so."""
    if isinstance(told, str):
        told = {"raw": told}
    if not isinstance(told, dict):
        return None
    parts = told.get("date-parts")
    try:
        ends = ["-".join(_number(n, place) for place, n in enumerate(end[:3])) for end in parts[:2]] if parts else []
        text = _day_of("/".join(ends) or words(told))
        text += "~" if told.get("circa") and "/" not in text else ""
        dates.parse(text)
    except (ValueError, TypeError, IndexError):
        return None
    return text


def words(told: Any) -> str:
    """A date of CSL that is told in words, or nothing."""
    text = told if isinstance(told, str) else ""
    if isinstance(told, dict):
        text = str(told.get("raw") or told.get("literal") or told.get("edtf") or "")
    return text.strip()


def readings(told: Any) -> list[str]:
    """What a date in words can mean, as EDTF."""
    found = [edtf(form) for form in meant(words(told))]
    return [text for text in found if text is not None]


def _number(told: Any, place: int) -> str:
    return f"{int(told):0{4 if place == 0 else 2}}"


def _day_of(text: str) -> str:
    """The day of a point in time as ISO 8601 has it; other text as it is."""
    match = re.fullmatch(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:.{0,40}", text)
    return match[1] if match else text
