"""The search of a large site: from how many pages on, what of a page is searched, and an index that is the same every time."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from build_tools.searching import NotIndexed, document, index_files, is_large


@dataclass(frozen=True)
class Made:
    """A page as MkDocs hands it on."""

    content: str | None = "<h1 id='harbour'>The harbour</h1><p>Deep water.</p>"
    url: str = "events/harbour/"
    meta: dict[str, Any] = field(default_factory=dict)
    title: str | None = "The &amp; harbour"
    canonical_url: str | None = None


def text(page: Made) -> str:
    """What is searched, as a parser of HTML reads it."""
    body = LexborHTMLParser(document(page)).body
    assert body is not None
    return " ".join(body.text().split())


@pytest.mark.parametrize(
    ("pages", "setting", "large"),
    [(999, "auto", False), (1000, "auto", True), (1000, "index", False), (1, "pagefind", True)],
)
def test_the_number_of_pages_chooses_the_search_and_a_setting_forces_it(pages: int, setting: str, large: bool) -> None:
    assert is_large(pages, setting) is large


def test_a_setting_that_is_none_is_told() -> None:
    with pytest.raises(NotIndexed, match="'pagefnid' is none of auto, index, pagefind"):
        is_large(1, "pagefnid")


@pytest.mark.parametrize(
    ("html", "searched"),
    [
        ("<p>a<b>b</b>c<sup data-search-exclude><a>1</a></sup></p><p>d</p>", "The & harbour abc d"),
        ('<p title="a > b">c</p><!-- <p>no</p> -->', "The & harbour c"),
        ("<div data-search-exclude><div>no</div>no</div><p>yes</p>", "The & harbour yes"),
        ("<p>a</p><h2 id=x data-search-exclude>no</h2><p>no</p><h2 id=y>b</h2>", "The & harbour a b"),
        ('<h1>T<a class="headerlink" href=#t>&para;</a></h1>x<script>no</script>', "Tx"),
        ('<p>a</p><div class="footnote"><ol><li>no</li></ol></div><p>b</p>', "The & harbour a b"),
        (
            "<p>1 &lt; 2 &amp;amp; <i>&lt;img src=x onerror=alert(1)&gt;</i></p>",
            "The & harbour 1 < 2 &amp; <img src=x onerror=alert(1)>",
        ),
        (
            "<details><summary>a</summary>b</details><table><tr><td>c</td><td>d</td></tr></table>",
            "The & harbour a b c d",
        ),
    ],
)
def test_what_is_searched_is_the_text_without_what_is_marked(html: str, searched: str) -> None:
    assert text(Made(html)) == searched


def test_headings_keep_their_places() -> None:
    headings = LexborHTMLParser(document(Made("<h1 id=\"a\">A</h1><h2 class=x id='b'>B</h2><h3 id=c>C</h3>"))).css(
        "h1, h2, h3"
    )
    assert [(node.tag, node.attributes.get("id"), node.text()) for node in headings] == [
        ("h1", "a", "A"),
        ("h2", "b", "B"),
        ("h3", "c", "C"),
    ]


def test_other_names_and_the_rank_of_a_page_are_told() -> None:
    tree = LexborHTMLParser(document(Made(meta={"tags": ['"Ada" <b>', "Dr. Holm"], "search": {"boost": 2.3}})))
    (names,) = tree.css("[data-pagefind-meta]")
    assert names.attributes["data-names"] == '"Ada" <b> · Dr. Holm'
    assert [node.attributes["data-pagefind-weight"] for node in tree.css("[data-pagefind-weight]")] == ["2.3"]


def test_a_page_that_is_not_to_be_found_is_not_searched() -> None:
    assert document(Made(meta={"search": {"exclude": True}})) == ""


@pytest.mark.parametrize(("boost", "length"), [(0.2, 20_000), (1, 60_000)])
def test_of_a_page_that_lists_others_the_beginning_is_searched(boost: float, length: int) -> None:
    found = text(Made("<p>harbour</p>" * 10_000, meta={"search": {"boost": boost}}))
    assert length * 0.8 < len(found) < length * 1.5


def test_the_index_is_the_same_in_whatever_order_pages_come_and_holds_what_browsers_load() -> None:
    texts = {f"events/{number}/": document(Made(f"<h1>Page {number}</h1><p>harbour</p>")) for number in range(40)}
    first, second = index_files(texts), index_files(dict(reversed(texts.items())))
    assert first == second
    assert {path.rpartition(".")[2] for path in first} == {
        "js",
        "json",
        "pf_meta",
        "pf_index",
        "pf_fragment",
        "pagefind",
    }
    assert len([path for path in first if path.endswith(".pf_fragment")]) == 40
    assert not [path for path in first if "ui" in path]


def test_where_pagefind_fails_that_is_told() -> None:
    with pytest.raises(NotIndexed, match="Pagefind ended with 1: "):
        index_files({})
