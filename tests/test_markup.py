"""Whatever a record says is shown as it stands, and does nothing, in the HTML of pages; and a page is handed on as it is."""

import html
from collections.abc import Callable

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data
from selectolax.lexbor import LexborNode

from build_tools import markup as mu
from build_tools import sheet
from build_tools.citations import reference
from build_tools.derive import Dossier
from build_tools.derive.verbatim.difference import Change
from build_tools.model import Author, Document
from build_tools.site import files
from tests.reading import block_of, parsed, rendered

HOSTILE = [
    "<script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    "*not* _emphasis_ **at** __all__ `code` ~~no~~ ==no== ^no^ $no$",
    "[link](javascript:alert(1)) ![x](https://x.example/x.png) <https://x.example>",
    "[^1] [^1]: x",
    "# heading",
    "1. first",
    "2023. A year",
    "- item",
    "2023.",
    ": term",
    "‘said’, he’. “she”.",
    "+ item",
    "--- --- ===",
    "> quoted",
    ": defined",
    "| a | b |",
    "&amp; &#60; &lt; &nbsp;",
    "a  \\*b\\* \\\\ c\\",
    "{: #id .class onclick=alert(1) }",
    "!!! note",
    '"quoted" ‘quoted’ “quoted” — … 5 < 6 > 4 & 3',
    "*[HTML]: x",
    "Ñandú 漢字 עברית 👩‍👩‍👧",
    "a\u00a0b\u2009c",
]
# One line of what the reader lets through: no control characters, no line separators, no lone surrogates, no noncharacters of YAML.
TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufffe\uffff"), min_size=1
).filter(str.strip)


FRAMES: dict[str, Callable[[str], str]] = {
    "a paragraph": lambda words: mu.blocks(words),
    "a heading": lambda words: mu.heading(2, words),
    "a list": lambda words: mu.bullets([words]),
    "a list within one": lambda words: mu.bullets([mu.blocks(words, mu.bullets([words]))]),
    "a term": lambda words: mu.terms([(words, words)]),
    "a quotation": lambda words: mu.quotation(words, words),
    "a table": lambda words: mu.table([words], [[words]]),
    "a link": lambda words: mu.link(words, "../x/"),
    "a summary": lambda words: mu.disclosure(words, words),
}


@given(TEXT)
@example("a\tb")
@pytest.mark.parametrize("frame", FRAMES)
def test_any_text_is_shown_as_it_stands(frame: str, text: str) -> None:
    shown = parsed(FRAMES[frame](mu.text(text)))
    assert mu.one_line(text) in shown.text(deep=True)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_no_element_and_no_attribute(frame: str, text: str) -> None:
    shown, plain = parsed(FRAMES[frame](mu.text(text))), parsed(FRAMES[frame]("x"))
    assert mu.one_line(text) in shown.text(deep=True)
    assert tags(shown) == tags(plain)


@given(TEXT)
@example("tabs\tand  two spaces")
@example("[TOC] ///Footnotes Go Here/// *[HTML]: x")
def test_python_markdown_hands_a_page_on_as_it_is(text: str) -> None:
    blocks = (frame(mu.text(text)) for frame in FRAMES.values())
    page = sheet.page(text, text, *blocks, mu.Block(f"<pre>{mu.escape(mu.one_line(text))}\n\n    a\n- b\n</pre>"))
    assert rendered(block_of(page)) == block_of(page)


def test_python_markdown_hands_every_page_on_as_it_is(little: Dossier) -> None:
    for path, text in files(little).items():
        if path.endswith(".md"):
            assert rendered(block_of(str(text))) == block_of(str(text)), path
            assert sheet.read(str(text))[::-1] == get_data(str(text).rstrip("\n")), path


@given(TEXT)
@example("</title><script>alert(1)</script>")
@example('x" onmouseover="alert(1)')
def test_the_front_matter_holds_the_title_escaped(title: str) -> None:
    more = {"tags": [title, {"title": title}], "search": {"boost": 2.3, "exclude": True}}
    page = sheet.page(title, title, "body", hide=("toc",), matter=more)
    matter = yaml.safe_load(page[4 : page.index("\n---\n")])
    assert (matter, block_of(page)) == sheet.read(page)
    assert matter.items() >= more.items()
    assert html.unescape(matter["title"]) == mu.one_line(title)
    assert not set(matter["title"]) & set('<>"')


@given(st.lists(TEXT, max_size=5))
@example(["Status", "Status", "status_1", "…", "Título", "a  b - c", "_"])
def test_headings_have_the_ids_that_python_markdown_would_give_them(titles: list[str]) -> None:
    """And each another; on a page that is written by hand, links lead to the same."""
    signs = str.maketrans(dict.fromkeys("`*_[]<>&\\{}!#|~:", "x"))  # which mean something in Markdown
    titles = [f"w {mu.one_line(title.translate(signs))}" for title in titles]
    known = parsed(rendered("\n\n".join(f"## {title}" for title in titles)))
    body, sections = sheet.with_anchors(mu.blocks(*(mu.heading(2, mu.text(title)) for title in titles)))
    ids = [node.attributes["id"] for node in parsed(body).css("h2")]
    assert ids == [node.attributes["id"] for node in known.css("h2")]
    assert ids == [section.id for section in sections]
    assert len(set(ids)) == len(ids)


def test_an_id_that_is_given_stays_and_is_no_other_headings() -> None:
    held = (mu.heading(2, "Figures"), mu.heading(2, "Numbers", "figures"), mu.heading(3, "Figures"))
    shown = parsed(sheet.with_anchors(mu.blocks(*held))[0])
    assert [node.attributes["id"] for node in shown.css("h2, h3")] == ["figures_1", "figures", "figures_2"]
    assert [node.attributes["href"] for node in shown.css("a.headerlink")] == ["#figures_1", "#figures", "#figures_2"]


def test_words_are_a_paragraph_where_blocks_are_asked_for_and_beside_items_that_hold_blocks() -> None:
    assert mu.blocks("a", "", mu.bullets(["b"])) == "<p>a</p>\n<ul>\n<li>b</li>\n</ul>"
    assert tags(parsed(mu.bullets(["a", mu.blocks("b", "c")]))) == ["ul", "li", "p", "li", "p", "p"]
    assert not mu.bullets([]) + mu.blocks("", "") + mu.table(["a"], []) + mu.terms([("a", "")]) + mu.block("x", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_reference_shows_its_title_as_printed(text: str) -> None:
    document = Document(
        "x", type="article-newspaper", title=text, language="en", standing="reporting", author=(Author(literal=text),)
    )
    shown = parsed(mu.blocks(reference(document)))
    assert (
        " ".join(shown.text(deep=True).split()).count(" ".join(text.split())) == 2
    )  # the processor has one kind of space
    assert tags(shown) == ["p"]


def test_a_reference_leaves_names_of_outlets_as_printed() -> None:
    document = Document("x", "article-newspaper", "una nota", "es", "reporting", container_title="infobae y la verdad")
    assert reference(document) == "“una nota,” <i>infobae y la verdad</i>, n.d."


@given(TEXT, TEXT)
def test_changes_are_shown_as_they_stand_marked_and_told_to_those_who_listen(old: str, new: str) -> None:
    changes = [Change("removed", old), Change("added", new), Change("same", "x")]
    shown = parsed(mu.quotation(mu.changes(changes)))
    assert [node.text(deep=True) for node in shown.css("del, ins")] == [
        f"[not here: {mu.one_line(old)}]",
        f"[only here: {mu.one_line(new)}]",
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_changes_make_no_element_of_their_own(text: str) -> None:
    shown, plain = (parsed(mu.quotation(mu.changes([Change("added", words)]))) for words in (text, "x"))
    assert tags(shown) == tags(plain)


@pytest.mark.parametrize(
    "address",
    [
        "HTTP://a.example/)[y](javascript:alert(1)",
        "https://a.example/)[y](javascript:alert(1)",
        "https://a.example/\"'()*_[x]_*;$!&copy=1&amp;lt=2&#106;{:onclick=x}<b>",
    ],
)
def test_a_link_leads_to_its_whole_address(address: str) -> None:
    (link,) = parsed(f"a {mu.link('words', address)} *b* _c_").css("a")
    assert link.attributes == {"href": address}
    assert link.text() == "words"


def tags(page: LexborNode) -> list[str | None]:
    return [node.tag for node in page.css("*")][1:]


def test_a_sentence_ends_with_one_full_stop() -> None:
    assert mu.sentence("april 13, 2023, Washington, D.C.") == "April 13, 2023, Washington, D.C."
    assert mu.sentence("about 2023") == "About 2023."
