"""Dates say what is known and no more, to the rules as bounds and to readers as words."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.dates import bounds_by_library, parse

# EDTF; first and last day; once, at a time of which this is known; lasting the whole time
SOUND = [
    ("2023", "2023-01-01", "2023-12-31", "2023", "2023"),
    ("2023-03", "2023-03-01", "2023-03-31", "March 2023", "March 2023"),
    ("2023-03-27", "2023-03-27", "2023-03-27", "March 27, 2023", "March 27, 2023"),
    ("2023-03-27~", "2023-03-27", "2023-03-27", "about March 27, 2023", "about March 27, 2023"),
    ("2023-03?", "2023-03-01", "2023-03-31", "probably March 2023", "probably March 2023"),
    ("2023%", "2023-01-01", "2023-12-31", "perhaps about 2023", "perhaps about 2023"),
    ("2023-21", "2023-03-01", "2023-05-31", "spring 2023", "spring 2023"),
    ("202X", "2020-01-01", "2029-12-31", "the 2020s", "the 2020s"),
    ("20XX", "2000-01-01", "2099-12-31", "the years 2000 to 2099", "the years 2000 to 2099"),
    ("2023-03-XX", "2023-03-01", "2023-03-31", "March 2023", "March 2023"),
    ("2012/2017", "2012-01-01", "2017-12-31", "between 2012 and 2017", "from 2012 to 2017"),
    (
        "2023-03-27/2023-04-13",
        "2023-03-27",
        "2023-04-13",
        "between March 27 and April 13, 2023",
        "from March 27 to April 13, 2023",
    ),
    (
        "2022-12/2023-01~",
        "2022-12-01",
        "2023-01-31",
        "between December 2022 and about January 2023",
        "from December 2022 to about January 2023",
    ),
    ("2023-21/2023-22", "2023-03-01", "2023-08-31", "between spring and summer 2023", "from spring to summer 2023"),
    ("../2023", "0001-01-01", "2023-12-31", "by 2023", "until 2023"),
    ("/2023", "0001-01-01", "2023-12-31", "by 2023", "until 2023"),
    ("2023-03/..", "2023-03-01", "9999-12-31", "March 2023 or later", "since March 2023"),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "once", "lasting"), SOUND)
def test_what_a_date_means(text: str, earliest: str, latest: str, once: str, lasting: str) -> None:
    parsed = parse(text)
    assert (parsed.earliest, parsed.latest) == (date.fromisoformat(earliest), date.fromisoformat(latest))
    assert (str(parsed), parsed.span()) == (once, lasting)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 2023",
        "2023-3-1",
        "2024-02-30",
        "2023-13",
        "27 March 2023",
        "2023-03-27T10:00:00",
        "2023-03-27\n",
        "１９９９",
        "Y12000",
        "[2022,2023]",
        "~2023",
        "-0100",
        "0000",
        "../..",
        "/",
        "unknown/2023",
        "..",
        "../",
        "/..",
        "../u",
        "/../",
        "2023/2024/2025",
        "%0503S2",
        "2105-0X",
        "0524-1X%0Xtail",
        "2023-XX-27",
        "12:30:45",
        "2023-03-27/foo",
    ],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not (a da|how)"):
        parse(text)


@given(st.text(alphabet="0123456789-/.~?%XuSTYZ []{}, \n", max_size=24))
def test_any_text_is_a_date_that_can_be_said_or_none(text: str) -> None:
    try:
        parsed = parse(text)
    except ValueError:
        return
    assert parsed.earliest <= parsed.latest
    assert str(parsed)
    assert parsed.span()


def test_an_interval_goes_forward() -> None:
    with pytest.raises(ValueError, match="ends before it begins; write the earlier date first"):
        parse("2023-04/2023-03")


def test_dates_sort_by_their_first_day() -> None:
    texts = ["2023-03-27", "2023-03", "2022-12-31", "2023-03-27/2023-04-13", "../2023"]
    assert [parsed.text for parsed in sorted(map(parse, texts))] == [
        "../2023",
        "2022-12-31",
        "2023-03",
        "2023-03-27",
        "2023-03-27/2023-04-13",
    ]


_POINTS = st.tuples(
    st.sampled_from(("0000", "0001", "1900", "2023", "2024", "9999")),
    st.sampled_from(
        ("", "-00", "-01", "-02", "-09", "-12", "-13", "-21", "-02-00", "-02-29", "-06-30", "-12-31", "-04-31")
    ),
    st.sampled_from(("", "~", "?", "%")),
).map("".join)


@settings(max_examples=40)
@given(st.lists(_POINTS, min_size=1, max_size=2).map("/".join))
def test_dates_that_are_read_without_the_library_are_those_of_the_library(text: str) -> None:
    try:
        bounds = bounds_by_library(text)
    except (ValueError, TypeError, AttributeError):
        bounds = None
    try:
        parsed = parse(text)
    except ValueError:
        assert bounds is None or bounds[0] > bounds[1]
    else:
        assert (parsed.earliest, parsed.latest) == bounds
