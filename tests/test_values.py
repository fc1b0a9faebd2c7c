"""What of a web address names a page, and what only tells how a reader came to it."""

import pytest

from build_tools.values import lasting, same_page


@pytest.mark.parametrize(
    ("address", "left", "taken"),
    [
        (
            "https://a.example/x?utm_source=mail&id=7&fbclid=z",
            "https://a.example/x?id=7",
            ("utm_source=mail", "fbclid=z"),
        ),
        ("https://a.example/x?gclid=1&mc_cid=2", "https://a.example/x", ("gclid=1", "mc_cid=2")),
        ("https://a.example/x/amp/", "https://a.example/x", ("/amp/",)),
        ("https://a.example/x?outputType=amp#:~:text=dug", "https://a.example/x", ("outputType=amp", "#:~:text=dug")),
        ("https://a.example/#!/news/7", "https://a.example/#!/news/7", ()),
        ("https://a.example/amp/x?source=7&ref=8&q=a%20b&", "https://a.example/amp/x?source=7&ref=8&q=a%20b&", ()),
        ("https://[a.example/?utm_x=1", "https://[a.example/?utm_x=1", ()),
    ],
)
def test_only_what_counts_visitors_is_taken_from_an_address(address: str, left: str, taken: tuple[str, ...]) -> None:
    assert lasting(address) == (left, taken)


def test_addresses_of_one_page_are_known_as_one() -> None:
    page = same_page("https://a.example/x?id=7")
    assert same_page("http://A.example/x/?utm_medium=x&id=7#top ") == page
    assert same_page("https://a.example/x?id=8") != page
