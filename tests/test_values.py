"""What of a web address names a page, and what only tells how a reader came to it."""

import pytest

from build_tools.values import lasting, same_page, web_address
from build_tools.web import never_asked


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


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://a.example/",
        "//a.example/",
        "https:a.example",
        "https:/a.example/",
        "https://a.example\\@b.example/",
        "https://a.example/\u0085x",
        "https://a.example/\u202ex",
        "https://a.example:99999/",
        "https://a.exa%6dple/",
        "https://①②⑦.⓪.⓪.①/",
        "https://a。example/",
        "http://0177.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://127.1/",
        "https://xn--a/",
        "https://a_b..example/",
        "https://user:word@a.example/",
        "https://localhost/",
        "https://a.localhost./",
        "http://127.0.0.1/",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://printer.local/",
        "http://metadata.google.internal/",
        "http://intranet/",
    ],
)
def test_no_link_leads_where_not_every_reader_can_go(address: str) -> None:
    """Either it is no address of the web, or no host of the public internet; and a browser reads none of them otherwise."""
    try:
        web_address(address)
    except ValueError:
        return
    assert never_asked(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/",
        "HTTP://A.EXAMPLE:8080/x",
        "https://münchen.example/straße?q=ñ#ü",
        "https://8.8.8.8/",
        "https://a.example/it's_(a)_*b*,;!$&copy=1%20~[x]",
    ],
)
def test_addresses_of_the_web_are_taken_as_they_are(address: str) -> None:
    web_address(address)
    assert never_asked(address) is None
