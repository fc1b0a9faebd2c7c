"""A figure as a range in the unit of its measure: what its qualifier leaves open, over which time, exactly."""

from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools import dates
from build_tools.derive.conflicts import arithmetic, units
from build_tools.derive.conflicts.figures import Interval, amount, interval, measured, number, years
from build_tools.derive.conflicts.units import UnitError
from build_tools.model import Claim, Figure
from build_tools.settings import Measure, Vocabulary

VOCABULARY = Vocabulary(
    topics={},
    effects={},
    measures={
        "deaths": Measure("Deaths", "", "count"),
        "deaths-a-year": Measure("Deaths in a year", "", "count / year"),
        "seized": Measure("Seized", "", "kilograms"),
        "share": Measure("Share", "", "percent"),
        "growth": Measure("Growth", "", "percent / year"),
        "money": Measure("Money", "", "USD"),
        "warmth": Measure("Warmth", "", "degC"),
    },
    units={"people": "count", "people a year": "count / year", "US dollars": "USD", "broken": "9 ** 9"},
)


def compared(measure: str, unit: str, value: float | str, period: str | None = None, **more: str) -> Interval:
    return told(measure, unit, value, period, **more)[0]


def told(measure: str, unit: str, value: float | str, period: str | None = None, **more: str) -> tuple[Interval, str]:
    when = dates.parse(period) if period else None
    figure = Figure(measure, unit, value=Decimal(str(value)), period=when, **more)  # type: ignore[arg-type]
    found = measured(Claim("c", "", "figure", ()), figure, VOCABULARY)
    return found.interval, str(found)


@pytest.mark.parametrize(
    ("qualifier", "words", "inside", "outside"),
    [
        (None, "100", ["100"], ["99.999", "100.001"]),
        ("about", "90 to 110", ["90", "110"], ["89.999", "110.001"]),
        ("nearly", "90 to less than 100", ["90", "99.999"], ["89.999", "100"]),
        ("more than", "more than 100", ["100.001", "99999"], ["100"]),
        ("at least", "at least 100", ["100", "99999"], ["99.999"]),
        ("less than", "less than 100", ["99.999", "-5"], ["100"]),
        ("up to", "up to 100", ["100", "0"], ["100.001"]),
    ],
)
def test_what_each_qualifier_leaves_open(
    qualifier: str | None, words: str, inside: list[str], outside: list[str]
) -> None:
    found = interval(Figure("deaths", "people", value=100, qualifier=qualifier))
    assert str(found) == words
    for value in inside:
        assert found.meets(Interval(Fraction(value), Fraction(value))), value
    for value in outside:
        assert not found.meets(Interval(Fraction(value), Fraction(value))), value


def test_a_range_keeps_both_ends_and_its_qualifier() -> None:
    assert str(interval(Figure("share", "percent", low=70, high=90))) == "70 to 90"
    assert str(interval(Figure("share", "percent", low=70, high=90, qualifier="about"))) == "63 to 99"
    assert str(interval(Figure("warmth", "degC", value=-10, qualifier="about"))) == "-11 to -9"


def test_a_number_is_shown_as_printed_and_beside_it_as_compared() -> None:
    assert told("seized", "pounds", 50000, qualifier="more than")[1] == (
        "more than 50,000 pounds (that is more than 22,679.6185 kilograms)"
    )
    assert told("deaths", "people", 4)[1] == "4 people"
    assert told("deaths-a-year", "people a year", 70000, qualifier="about")[1] == (
        "about 70,000 people a year (that is 63,000 to 77,000 a year)"
    )
    assert amount(Figure("seized", "tonnes", value=Decimal("1.50"))) == "1.50 tonnes"


def test_a_total_over_a_known_time_is_a_rate_and_a_rate_a_total() -> None:
    assert told("deaths-a-year", "people", 70000, "2021")[1] == (
        "70,000 people (divided by the length of the period, 1 year, that is 70,000 a year)"
    )
    assert compared("deaths-a-year", "people", 70000, "2021-01/2021-06") == Interval(Fraction(140000), Fraction(140000))
    assert compared("deaths", "people a year", 70000, "2020/2021") == Interval(Fraction(140000), Fraction(140000))


def test_over_an_unknown_time_there_is_no_rate() -> None:
    for period in (None, "2021/..", "202X"):
        with pytest.raises(UnitError, match='give the figure a "period" with both ends'):
            compared("deaths-a-year", "people", 70000, period)


def test_an_approximate_end_makes_the_rate_a_range() -> None:
    found = compared("deaths-a-year", "people", 110000, "2023-02~/2024-02~")
    assert found.low == 110000 / Fraction(13, 12)
    assert found.high is not None
    assert 110000 < found.high < 120000


@pytest.mark.parametrize(
    ("period", "length"),
    [
        ("2021", 1),
        ("2012/2017", 6),
        ("2023-03", Fraction(1, 12)),
        ("2023-02-15/2024-02-14", 1),
        ("2023-03-01/2023-03-02", Fraction(8, 1461)),
        ("2021~", 1),
    ],
)
def test_the_length_of_a_period(period: str, length: Fraction) -> None:
    assert years(dates.parse(period)) == (length, length)


@pytest.mark.parametrize(
    ("measure", "unit"),
    [
        ("seized", "people"),  # things that are counted weigh nothing
        ("deaths", "percent"),  # and are no share
        ("share", "people"),
        ("money", "EUR"),  # no rate of exchange is on record
        ("growth", "percent"),  # percentages do not add up over time
        ("share", "percent / year"),
    ],
)
def test_what_cannot_be_converted_is_not(measure: str, unit: str) -> None:
    with pytest.raises(UnitError, match="cannot be converted"):
        compared(measure, unit, 5, "2021")


@pytest.mark.parametrize(
    "unit", ["m", "m**2", "kilogram / meter ** 3", "km/h", "%", "µg", "°C", "GBP / year", "acre * foot"]
)
def test_units_of_pint_and_their_products_are_understood(unit: str) -> None:
    assert units.understood(unit)


def test_degrees_are_converted_with_their_offset() -> None:
    assert compared("warmth", "degF", 50) == Interval(Fraction(10), Fraction(10))


@pytest.mark.parametrize(
    "unit",
    [
        "broken",
        "deaths",
        "",
        " ",
        "2 m",
        "dB",
        "m ** 9999999999",
        "10 ** 10 ** 10",
        "m*" * 500,
        "__class__",
        "count;",
        "(m",
    ],
)
def test_what_is_no_unit_is_said_to_be_none(unit: str) -> None:
    with pytest.raises(UnitError, match="is no known unit"):
        compared("deaths", unit or "\u200b", 5)


@given(st.text(alphabet=st.sampled_from("abcdeghmsy_ */^-.()0123456789%µ°\n∞"), max_size=80))
def test_no_unit_breaks_pint(unit: str) -> None:
    """It is understood, and then can be converted into itself exactly, or it is not."""
    if units.understood(unit):
        assert units.convert(Fraction(7, 3), unit, unit) == Fraction(7, 3)


SIZES = st.fractions(min_value=Fraction(1, 1000), max_value=10**9, max_denominator=1000)


@given(SIZES, SIZES)
def test_comparison_does_not_depend_on_the_unit(one: Fraction, other: Fraction) -> None:
    def meets(unit: str) -> bool:
        first, second = (units.convert(value, "pound", unit) for value in (one, other))
        return Interval(first, None, low_open=True).meets(Interval(None, second))

    assert meets("pound") == meets("kilogram") == meets("tonne")


BOUNDS = st.none() | st.integers(-5, 5).map(Fraction)


INTERVALS = st.builds(Interval, BOUNDS, BOUNDS, st.booleans(), st.booleans())


@given(INTERVALS, INTERVALS)
def test_meeting_is_symmetric_and_means_a_common_number(first: Interval, second: Interval) -> None:
    assert first.meets(second) == second.meets(first)

    def holds(side: Interval, value: Fraction) -> bool:
        above = side.low is None or value > side.low or (value == side.low and not side.low_open)
        return above and (side.high is None or value < side.high or (value == side.high and not side.high_open))

    halves = [Fraction(half, 2) for half in range(-12, 13)]
    if any(holds(first, value) and holds(second, value) for value in halves):
        assert first.meets(second)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Fraction(1, 3), "about 0.333333"),
        (Fraction(22679_6185, 10**4), "22,679.6185"),
        (Fraction(0), "0"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(10**9, 7), "about 142,857,000"),
        (Fraction(100), "100"),
    ],
)
def test_numbers_in_digits(value: Fraction, words: str) -> None:
    assert number(value) == words


@pytest.mark.parametrize(
    "equation",
    ["6.8 ** 5 = 14539", "1 + 580 / 100 = 6.8", "70000 / 14539 = 4.8", "(2 + 3) * -4 = -20", "2 ** -1 = 0.5"],
)
def test_an_equation_that_comes_out(equation: str) -> None:
    arithmetic.check(equation)


@pytest.mark.parametrize(
    ("equation", "message"),
    [
        ("6.8 ** 5 = 14540", '"6.8 ** 5" is 14539, not 14540; correct the step'),
        ("1 / 3 = 0.34", '"1 / 3" is 0.33, not 0.34; correct the step'),
        ("1 - 3 = 2", '"1 - 3" is -2, not 2; correct the step'),
        ("1 / 0 = 1", '"1 / 0" divides by nothing; correct the step'),
        ("2 ** 0.5 = 1.4", 'the exponent "1/2" is not whole, or too large to work out; take a smaller step'),
        ("9 ** 9 ** 9 = 1", 'the exponent "387420489" is not whole, or too large to work out; take a smaller step'),
        ("1 = 1 = 1", '"1 = 1 = 1" is no equation that can be checked; write ' + arithmetic.EXPECTED),
        ("7 // 2 = 3", '"7 // 2" holds more than arithmetic; write ' + arithmetic.EXPECTED),
        ("7 +* 2 = 3", '"7 +* 2" is no expression of numbers; write ' + arithmetic.EXPECTED),
        ("... = 3", '"..." is no expression of numbers; write ' + arithmetic.EXPECTED),
        ("14,539 = 14539", '"14,539 = 14539" is no equation that can be checked; write ' + arithmetic.EXPECTED),
    ],
)
def test_an_equation_that_does_not(equation: str, message: str) -> None:
    with pytest.raises(arithmetic.EquationError) as error:
        arithmetic.check(equation)
    assert str(error.value) == message


@given(st.text(alphabet="0123456789.+-*/() =", max_size=100))
def test_no_equation_keeps_the_tools_busy(equation: str) -> None:
    with suppress(arithmetic.EquationError):
        arithmetic.check(equation)
