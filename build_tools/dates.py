"""Dates as EDTF (ISO 8601-2, levels 0 and 1): their bounds, and the words that readers are shown."""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from build_tools.finding import LEFT_OUT, says_nothing, shown
from build_tools.meant.dates import meant

_LEVELS_0_AND_1 = frozenset({"Date", "UncertainOrApproximate", "Season", "Unspecified", "Interval", "Level1Interval"})
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_QUALIFIERS = {"~": "about ", "?": "probably ", "%": "perhaps about ", "": ""}
_POINT = re.compile(
    r"(?P<year>[0-9]{2}(?:[0-9][0-9X]|XX))(?:-(?P<month>[0-9]{2}|XX))?(?:-(?P<day>[0-9]{2}|XX))?(?P<qualifier>[~?%]?)"
)
# Without digits that are not known, and seasons.
_PLAIN = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-9]{2}))?)?[~?%]?")

EXPECTED = (
    'a date such as "2023", "2023-03", "2023-03-27", "2023-03-27~" (approximate) or "2023-03-27/2023-04-13" (between)'
)


@dataclass(frozen=True, order=True)
class Date:
    """A date of which not everything need be known.

    `earliest` and `latest` are the first and last day that it can mean; an open end is the first or last day of the
    calendar. Dates sort by these. `text` is the EDTF as written.
    """

    earliest: date
    latest: date
    text: str = field(compare=False)

    def meets(self, other: "Date") -> bool:
        """Whether one day can be meant by both."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def __str__(self) -> str:
        """For something that happened once, at a time of which this is known: "between March 27 and April 13, 2023"."""
        start, slash, end = self.text.partition("/")
        if not slash:
            return _point(start)
        if start == ".." or not start:
            return f"by {_point(end)}"
        if end == ".." or not end:
            return f"{_point(start)} or later"
        return f"between {_shortened(start, end)} and {_point(end)}"

    def span(self) -> str:
        """For something that lasted the whole time: "from 2012 to 2017"."""
        start, slash, end = self.text.partition("/")
        if not slash:
            return _point(start)
        if start == ".." or not start:
            return f"until {_point(end)}"
        if end == ".." or not end:
            return f"since {_point(start)}"
        return f"from {_shortened(start, end)} to {_point(end)}"


@cache
def parse(text: str) -> Date:
    """The date that an EDTF string means; ValueError, in words for its writer, where it means none."""
    try:
        for end in text.split("/"):
            if end not in ("", "..") and not _POINT.fullmatch(end):
                raise ValueError(text)  # before the library, which fails on much in ways of its own
        earliest, latest = _bounds(text)
        result = Date(earliest, latest, text)
        str(result)  # a date that cannot be said in words is none of ours
    except (ValueError, TypeError, AttributeError) as error:
        raise ValueError(_refusal(text)) from error
    if earliest > latest:
        raise ValueError(f"{shown(text)} ends before it begins; write the earlier date first")
    return result


def _bounds(text: str) -> tuple[date, date]:
    """The first and the last day that an EDTF string means; ValueError, TypeError or AttributeError where it means none.

    Most dates are plain, alone or two of them with a stroke between; these are read here, as the library reads them, since
    it takes 15 ms for each.
    """
    ends = [_PLAIN.fullmatch(end) for end in text.split("/")]
    start, end = ends[0], ends[-1]
    if len(ends) > 2 or start is None or end is None:
        return bounds_by_library(text)
    first = date(int(start["year"]), int(start["month"] or 1), int(start["day"] or 1))
    year, month = int(end["year"]), int(end["month"] or 12)
    return first, date(year, month, int(end["day"] or monthrange(year, month)[1]))


def bounds_by_library(text: str) -> tuple[date, date]:
    """The same of any string, by the library edtf."""
    from edtf import parse_edtf  # its grammar takes a while to build
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(text)
    except EDTFParseException as error:
        raise ValueError(text) from error
    if type(parsed).__name__ not in _LEVELS_0_AND_1:
        raise ValueError(text)
    earliest = _day(parsed.lower_strict(), date.min) if text[0] != "/" else date.min
    latest = _day(parsed.upper_strict(), date.max) if text[-1] != "/" else date.max
    return earliest, latest


def _refusal(text: str) -> str:
    """Why a text is no date, with what it is likely to mean."""
    if says_nothing(text):
        return f"{shown(text)} is no date; {LEFT_OUT}"
    likely = [f'"{edtf}"' for edtf in meant(text) if edtf != text and _is_date(edtf)]
    if likely:
        return f"{shown(text)} is not how a date is written here (EDTF); did you mean {' or '.join(likely)}?"
    day = re.fullmatch(r"([0-9]{4}-(?:0[1-9]|1[0-2]))-[0-9]{2}", text)
    if day and day[1][:4] != "0000":
        return f"{shown(text)} is not a day of the calendar; {_point(day[1])} has {parse(day[1]).latest.day} days"
    return f"{shown(text)} is not a date as EDTF has it; write {EXPECTED}"


def _is_date(text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


def in_words(day: date) -> str:
    """A day as readers write it: "February 8, 2024"."""
    return str(parse(day.isoformat()))


def _day(bound: Any, open_end: date) -> date:
    """A bound of the edtf library (a struct_time, or an infinite float for an open end) as a day."""
    return open_end if isinstance(bound, float) else date(*bound[:3])


def _point(text: str) -> str:
    """One end of an interval, or a whole date that is not one, in words."""
    match = _POINT.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, month, day, qualifier = match["year"], match["month"], match["day"], match["qualifier"]
    words = _year(year)
    if month in _SEASONS:
        words = f"{_SEASONS[month]} {words}"
    elif month and month != "XX":
        name = f"{date(2000, int(month), 1):%B}"
        words = f"{name} {int(day)}, {words}" if day and day != "XX" else f"{name} {words}"
    return _QUALIFIERS[qualifier] + words


def _year(year: str) -> str:
    if year.endswith("XX"):
        return f"the years {year[:-2]}00 to {year[:-2]}99"
    if year.endswith("X"):
        return f"the {year[:-1]}0s"
    return year


def _shortened(start: str, end: str) -> str:
    """The first of two days in words, without the year where both are plain dates of one year."""
    words = _point(start)
    same_year = start[:4] == end[:4] and len(start) > 4
    return words.removesuffix(f" {start[:4]}").removesuffix(",") if same_year else words
