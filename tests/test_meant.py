"""What was meant: the nearest ids and names, and dates, numbers, languages and countries in the forms that people write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools import dates, values
from build_tools.finding import MOST_NEAR, Place, did_you_mean, identifier
from build_tools.meant import syntax
from build_tools.meant.dates import meant
from build_tools.meant.lists import items_meant
from build_tools.meant.numbers import number_meant

NAMES = {
    "andres-manuel-lopez-obrador": ("Andrés Manuel López Obrador", "AMLO", "López Obrador"),
    "joe-biden": ("Joe Biden",),
    "us-atf": ("Bureau of Alcohol, Tobacco, Firearms and Explosives", "ATF"),
    "united-states": ("United States", "U.S."),
    "press-call-2024-02-08": ("Press call",),
    "press-call-2024-03-08": ("Press call",),
    "press-call-2024-04-08": ("Press call",),
    "press-call-2024-05-08": ("Press call",),
}


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("joe-bidne", '"joe-biden"'),
        ("Joe Biden", '"joe-biden"'),
        ("joe_biden", '"joe-biden"'),
        ("biden", '"joe-biden"'),
        ("us-aft", '"us-atf"'),
        ("amlo", '"andres-manuel-lopez-obrador" (AMLO)'),
        ("lopez-obredor", '"andres-manuel-lopez-obrador" (López Obrador)'),
        ("andres-obrador", '"andres-manuel-lopez-obrador"'),
        ("u.s.", '"united-states" (U.S.)'),
        ("press-call-2024-06-08", '"press-call-2024-02-08", "press-call-2024-03-08" or "press-call-2024-04-08"'),
    ],
)
def test_the_nearest_are_proposed_by_id_and_by_every_name(word: str, near: str) -> None:
    assert did_you_mean(word, NAMES, NAMES) == f"; did you mean {near}?"


@pytest.mark.parametrize("word", ["", "x", "zebra", "us", "---"])
def test_nothing_is_proposed_where_nothing_is_near(word: str) -> None:
    assert did_you_mean(word, ["joe-biden", "press-call-2024-02-08"]) == ""


def test_a_name_that_is_hostile_is_shown_on_one_line_without_its_signs() -> None:
    assert did_you_mean("red", ["x"], {"x": ("red\x1b[2J\n",)}) == '; did you mean "x" (red\\u001b[2J\\u000a)?'


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=6))
def test_any_words_can_be_compared(word: str, known: list[str]) -> None:
    assert did_you_mean(word, known).count('", "') < MOST_NEAR


def test_an_id_is_made_of_any_text() -> None:
    assert identifier("  Señor López: “No!”, 2023 ") == "senor-lopez-no-2023"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("27.03.2023", ["2023-03-27"]),
        ("27. 3. 2023", ["2023-03-27"]),
        ("03/04/2023", ["2023-03-04", "2023-04-03"]),
        ("3/27/2023", ["2023-03-27"]),
        ("27-03-2023", ["2023-03-27"]),
        ("2023/03/04", ["2023-03-04"]),
        ("2023-27-03", ["2023-03-27"]),
        ("2023-3", ["2023-03"]),
        ("20230327", ["2023-03-27"]),
        ("2023-03-27T10:00:00Z", ["2023-03-27"]),
        ("March 27, 2023", ["2023-03-27"]),
        ("Monday, March 27th, 2023", ["2023-03-27"]),
        ("27 Mar. 2023", ["2023-03-27"]),
        ("27 de marzo de 2023", ["2023-03-27"]),
        ("sept 2023", ["2023-09"]),
        ("spring of 2023", ["2023-21"]),
        ("winter 2023", ["2023-24"]),
        ("the 1990s", ["199X"]),
        ("Q4 2023", ["2023-10/2023-12"]),
        ("circa 2023", ["2023~"]),
        ("~ March 2023", ["2023-03~"]),
        ("2012-2017", ["2012/2017"]),
        ("between 27 March 2023 and 13 April 2023", ["2023-03-27/2023-04-13"]),
        ("2023-03-27 – 2023-04-13", ["2023-03-27/2023-04-13"]),
        ("2023–03–27", ["2023-03-27"]),
        ("March 27, 2023, 10:00 AM EDT", ["2023-03-27"]),
        ("2023-03-27/28", ["2023-03-27/2023-03-28"]),
        ("2023-03-??", ["2023-03"]),
        ("mid-March 2023", ["2023-03-11/2023-03-20"]),
        ("late February 2024", ["2024-02-21/2024-02-29"]),
        ("before 2023-03-27", ["../2023-03-27"]),
        ("after March 27, 2023", ["2023-03-27/.."]),
        ("27.03.23", []),
        ("unknown", []),
        ("yesterday", []),
        ("2023-99-99", []),
        ("1 " * 100, []),
    ],
)
def test_a_date_in_another_form_is_read_as_whoever_wrote_it_meant_it(text: str, edtf: list[str]) -> None:
    assert list(meant(text)) == edtf
    for one in edtf:
        dates.parse(one)


@pytest.mark.parametrize("text", ["unknown", "n/a", "~", "TBD"])
def test_what_stands_for_nothing_is_to_be_left_out(text: str) -> None:
    with pytest.raises(ValueError, match="where nothing is known, leave the field out"):
        dates.parse(text)


@pytest.mark.parametrize(
    "text",
    ["• a-b • c-d", "– a-b – c-d", "1. a-b 2. c-d", "-- a-b -- c-d", "(a-b, c-d)", "a-b and c-d", "-a-b; c-d", "“a-b” & c-d"],
)  # fmt: skip
def test_the_items_of_a_list_are_read_without_what_stands_between_them(text: str) -> None:
    assert items_meant(text) == ["a-b", "c-d"]


@given(st.text(max_size=60))
def test_no_text_is_too_odd_to_look_for_items_in(text: str) -> None:
    assert all(items_meant(text))


def test_a_year_is_not_near_to_every_id_that_holds_it() -> None:
    assert did_you_mean("2024", NAMES) == ""


def test_a_sign_that_looks_like_another_is_named() -> None:
    assert did_you_mean("us-аtf", NAMES) == (
        '; did you mean "us-atf"? The "а" that stands here is U+0430, CYRILLIC SMALL LETTER A'
    )


@given(st.text(alphabet="0123456789-/. ,~maybetorcqTZ", max_size=30))
def test_no_text_is_too_odd_to_look_for_a_date_in(text: str) -> None:
    assert len(meant(text)) <= 4


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("1,200", '; write "1200"'),
        ("1 200 300", '; write "1200300"'),
        ("1.234.567", '; write "1234567"'),
        ("1.234,5", '; write "1234.5"'),
        ("1,234.5", '; write "1234.5"'),
        ("3,5", '; write "3.5"'),
        ("0,123", '; write "0.123"'),
        (".5", '; write "0.5"'),
        ("50 %", '; write "50", and "percent" as the unit'),
        ("2.5 million", '; write "2500000"'),
        ("$5", '; write "5", and the "$" in "qualifier" or "unit"'),
        ("more than 50", '; write "50", and "more than" as the qualifier'),
        ("50000+", '; write "50000", and "at least" as the qualifier'),
        ("ca. 50", '; write "50", and "about" as the qualifier'),
        ("−50", '; write "-50"'),
        ("5e4", '; write "50000"'),
        ("50_000", '; write "50000"'),
        ("fifty", '; write "50"'),
        ("two hundred and five thousand", '; write "205000"'),
        ("30–50", '; write "low: 30" and "high: 50"'),
        ("30 to 50", '; write "low: 30" and "high: 50"'),
        ("1,2,3", ""),
        ("fifty boats", ""),
        ("5_0", ""),
        ("12:30", ""),
        ("5 or 6", ""),
    ],
)
def test_a_number_in_another_form_is_read_where_it_can_be_one_only(text: str, remedy: str) -> None:
    assert number_meant(text, whole=False) == remedy


def test_of_a_number_that_must_be_whole_nothing_is_rounded() -> None:
    assert number_meant("about 320 words", whole=True) == '; write "320"'
    assert number_meant("3,5", whole=True) == ""


@given(st.text(alphabet="0123456789.,'’  %–-$amillion\x1b\"", max_size=30), st.booleans())
def test_no_text_is_too_odd_to_look_for_a_number_in(text: str, whole: bool) -> None:
    assert number_meant(text, whole).isprintable()


@pytest.mark.parametrize(
    ("check", "text", "meant"),
    [
        (values.language, "spanish", "es"),
        (values.language, "en_GB", "en-GB"),
        (values.country, "dk", "DK"),
        (values.country, "USA", "US"),
        (values.country, "UK", "GB"),
        (values.country, "Mexico", "MX"),
        (values.web_address, "www.site.example/x", "https://www.site.example/x"),
        (values.web_address, "htps://site.example", "https://site.example"),
        (values.web_address, "https://https://site.example/x", "https://site.example/x"),
        (values.web_address, "<https://site.example/x>", "https://site.example/x"),
    ],
)
def test_a_value_in_another_form_is_proposed_in_the_right_one(check: object, text: str, meant: str) -> None:
    assert callable(check)
    with pytest.raises(ValueError, match="did you mean") as told:
        check(text)
    assert str(told.value).endswith(f'; did you mean "{meant}"?')
    check(meant)


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (values.language, "12345"),
        (values.language, ""),
        (values.country, "EU"),
        (values.country, "XX"),
        (values.country, ""),
        (values.web_address, "javascript:alert(1)"),
        (values.web_address, "mailto:x"),
        (values.web_address, "nowhere"),
        (values.web_address, ""),
    ],
)
def test_nothing_is_proposed_for_a_value_that_means_nothing(check: object, text: str) -> None:
    assert callable(check)
    with pytest.raises(ValueError, match="is not a") as told:
        check(text)
    assert "did you mean" not in str(told.value)


@given(st.lists(st.text(max_size=30), max_size=4), st.integers(1, 6), st.integers(1, 40), st.text(max_size=30))
def test_no_line_is_too_odd_to_look_for_the_fault_in(lines: list[str], line: int, column: int, said: str) -> None:
    every = (
        said,
        "could not find expected ':'",
        "mapping values are not allowed",
        "did not find expected key",
        "did not find expected '-'",
        "did not find expected comment or line break",
        "did not find expected <document start>",
    )
    for words in every:
        place, message = syntax.syntax_fault(lines, Place(line, column), words)
        assert place.line >= 1
        assert message
