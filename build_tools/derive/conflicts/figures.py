"""What a figure says in the unit of its measure: the range that its qualifier leaves, and the range of a year's rate.

Arithmetic is exact (`Fraction`). Nothing printed is rounded; what is computed is shown beside it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction

from build_tools import dates
from build_tools.dates import Date
from build_tools.derive.conflicts.units import (
    UnitError,
    convert,
    convertible,
    for_readers,
    in_words_of_pint,
    is_ratio,
    near_unit,
)
from build_tools.finding import shown
from build_tools.model import Claim, Figure
from build_tools.settings import Vocabulary

# What "about" and "nearly" leave open, as a part of the number: a convention of ours, published on the method page.
LEEWAY = Fraction(1, 10)
_WITH_LEEWAY = ("about", "nearly")
_DAYS_OF_FOUR_YEARS = 1461


@dataclass(frozen=True)
class Interval:
    """A range of numbers: None is no bound, and an open end does not belong to it."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def meets(self, other: "Interval") -> bool:
        """Whether one number can be meant by both."""
        return not (self.below(other) or other.below(self))

    def below(self, other: "Interval") -> bool:
        """Whether every number of this is less than every number of the other."""
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))

    def __str__(self) -> str:
        """In words, the numbers exact where six decimals can hold them: "more than 22,679.6185", "1.8 to 2.2"."""
        if self.low is None or self.high is None:
            if self.low is not None:
                return f"{'more than' if self.low_open else 'at least'} {number(self.low)}"
            return (
                f"{'less than' if self.high_open else 'up to'} {number(self.high)}" if self.high is not None else "any"
            )
        if self.low == self.high:
            return number(self.low)
        below = "less than " if self.high_open else ""
        return f"{'more than ' if self.low_open else ''}{number(self.low)} to {below}{number(self.high)}"


@dataclass(frozen=True)
class Measured:
    """A claim's figure as it is compared: its interval in the unit of its measure.

    `step` says in words what was done besides converting the unit; it is empty where nothing was.
    """

    claim: str
    figure: Figure
    interval: Interval
    unit: str
    step: str = ""

    def __str__(self) -> str:
        """As printed, and what that is in the unit of the measure where that reads otherwise."""
        printed, compared = amount(self.figure), f"{self.interval} {for_readers(self.unit)}".rstrip()
        if not self.step and self.interval == interval(self.figure) and self.figure.qualifier not in _WITH_LEEWAY:
            return printed
        return f"{printed} ({', '.join(filter(None, (self.step, f'that is {compared}')))})"


def amount(figure: Figure) -> str:
    """The number of a figure with its qualifier and unit, as readers write it."""
    values = (figure.value,) if figure.value is not None else (figure.low, figure.high)
    numbers = " to ".join(f"{value:,}" for value in values if value is not None)
    return " ".join(filter(None, (figure.qualifier, numbers, figure.unit)))


def interval(figure: Figure) -> Interval:
    """The range that a figure leaves open, in its own unit.

    "more than" and "less than" leave out the number itself, "at least" and "up to" do not. "About" is 10 % to either
    side, "nearly" up to 10 % below. A number without a qualifier is exactly that number.
    """
    ends = [Fraction(end) for end in (figure.value, figure.low, figure.high) if end is not None]
    low, high = ends[0], ends[-1]
    below, above = low - LEEWAY * abs(low), high + LEEWAY * abs(high)
    return {
        None: Interval(low, high),
        "about": Interval(below, above),
        "nearly": Interval(below, high, high_open=True),
        "more than": Interval(low, None, low_open=True),
        "at least": Interval(low, None),
        "less than": Interval(None, high, high_open=True),
        "up to": Interval(None, high),
    }[figure.qualifier]


def measured(claim: Claim, figure: Figure, vocabulary: Vocabulary) -> Measured:
    """A claim's figure in the unit of its measure; UnitError where it cannot be brought there.

    A number for a whole period is divided by the length of the period where the measure is a rate, and a rate is
    multiplied by it where the measure is a number for a period. Percentages are neither: they do not add up over time.
    """
    measure = vocabulary.measures[figure.measure]
    unit, target = (in_words_of_pint(words, vocabulary) for words in (figure.unit, measure.unit))
    own = interval(figure)
    if convertible(unit, target):
        return Measured(claim.id, figure, _converted(own, unit, target), target)
    rate, total = f"{unit} / year", f"{unit} * year"
    over_time = next((words for words in (rate, total) if convertible(words, target)), None)
    if over_time is None or is_ratio(unit) or is_ratio(target):
        raise UnitError(
            f'{shown(figure.unit)} cannot be converted into {shown(measure.unit)}, the unit of "{figure.measure}"; '
            f"correct the unit, or name another measure{near_unit(figure.unit, target)}"
        )
    length = years(figure.period)
    if length is None:
        raise UnitError(
            f'{shown(figure.unit)} and {shown(measure.unit)}, the unit of "{figure.measure}", differ by a time; '
            'give the figure a "period" with both ends, or write the unit as printed, such as "people a year"'
        )
    shortest, longest = length
    by = (1 / longest, 1 / shortest) if over_time == rate else (shortest, longest)
    step = "divided by" if over_time == rate else "multiplied by"
    step = f"{step} the length of the period, {Interval(shortest, longest)} years".replace(" 1 years", " 1 year")
    return Measured(claim.id, figure, _converted(_times(own, *by), over_time, target), target, step)


def years(period: Date | None) -> tuple[Fraction, Fraction] | None:
    """The length of a period in years, at least and at most, or None where it has no length that is known.

    Whole months are twelfths of a year; other lengths are counted in days, of which a year has 365.25. An approximate
    end of an interval can lie anywhere in the year, month or day that it names.
    """
    if period is None or ".." in period.text or "X" in period.text or "" in period.text.split("/"):
        return None
    start, end = (dates.parse(text) for text in (period.text.split("/") * 2)[:2])
    after = end.latest + timedelta(days=1) if end.latest < date.max else end.latest
    longest = _years(start.earliest, after)
    if "/" not in period.text:
        return longest, longest
    first = start.latest if start.text[-1] in "~?%" else start.earliest
    last = end.earliest if end.text[-1] in "~?%" else after
    shortest = _years(first, last) if first < last else Fraction(0)
    return (shortest, longest) if shortest else None


def number(value: Fraction) -> str:
    """A number in digits: exact where six decimals can hold it, otherwise the first six digits with "about"."""
    millionths = value * 10**6
    with localcontext() as context:
        context.prec = 1000 if millionths.denominator == 1 else 6
        decimal = Decimal(value.numerator) / Decimal(value.denominator)
        digits = f"{decimal:,f}"
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return digits if millionths.denominator == 1 else f"about {digits}"


def _years(start: date, end: date) -> Fraction:
    """From the beginning of one day to that of another."""
    if start.day == end.day:
        return Fraction(12 * (end.year - start.year) + end.month - start.month, 12)
    return Fraction(4 * (end - start).days, _DAYS_OF_FOUR_YEARS)


def _times(interval: Interval, least: Fraction, most: Fraction) -> Interval:
    """The interval times a positive number between two bounds."""

    def end(value: Fraction | None, inward: Fraction, outward: Fraction) -> Fraction | None:
        return None if value is None else value * (inward if value > 0 else outward)

    low, high = end(interval.low, least, most), end(interval.high, most, least)
    return Interval(low, high, interval.low_open, interval.high_open)


def _converted(interval: Interval, unit: str, target: str) -> Interval:
    low, high = (None if end is None else convert(end, unit, target) for end in (interval.low, interval.high))
    return Interval(low, high, interval.low_open, interval.high_open)
