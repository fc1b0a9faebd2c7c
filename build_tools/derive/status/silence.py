"""How long nothing was heard: a status lapses after the silence that the rubric allows it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from build_tools.dates import Date


@dataclass(frozen=True)
class Lapse:
    """No news: the date of the last, the day on which the status lapsed, and the whole months without news."""

    last_news: Date
    since: date
    months: int


def lapse(silence: str | None, last: Date, day: date) -> Lapse | None:
    """The lapse of a status on a day, if its last news is so old; `silence` is an ISO 8601 duration, None for never."""
    if not silence:
        return None
    ends = months_after(last.latest, months(silence))
    return Lapse(last, ends, months_between(last.latest, day)) if ends <= day else None


def months(duration: str) -> int:
    """The months of an ISO 8601 duration of months or years: 12 for "P1Y"."""
    return int(duration[1:-1]) * {"M": 1, "Y": 12}[duration[-1]]


def months_after(day: date, number: int) -> date:
    """The day of that number of months later, or the last of its month where that has no such day."""
    years, month = divmod(day.month - 1 + number, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) if year <= date.max.year else date.max


def months_between(first: date, last: date) -> int:
    """Whole months from one day to a later one."""
    number = (last.year - first.year) * 12 + last.month - first.month
    return number if months_after(first, number) <= last else number - 1
