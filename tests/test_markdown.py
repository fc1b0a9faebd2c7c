"""Whatever a record says is shown as it stands, and does nothing, once Python-Markdown has read the page."""

import html

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborNode

from build_tools import markdown as md
from build_tools.citations import reference
from build_tools.derive.verbatim.difference import Change
from build_tools.model import Author, Document
from tests.reading import rendered

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


@given(TEXT)
@pytest.mark.parametrize("frame", ["{}", "- {}", "Term\n:   {}", "> “{}”", "| a |\n| --- |\n| {} |", "[{}](x.md)"])
def test_any_text_is_shown_as_it_stands(frame: str, text: str) -> None:
    shown = rendered(frame.format(md.text(text)))
    assert md.one_line(text) in shown.text(deep=True).replace("\n", " ")


@pytest.mark.parametrize("frame", ["{}", "# {}", "- {}", "Term\n:   {}", "> “{}”", "[^1]\n\n[^1]: {}", "[{}](x.md)"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_no_element_and_no_attribute(frame: str, text: str) -> None:
    page, plain = rendered(frame.format(md.text(text))), rendered(frame.format("x"))
    assert md.one_line(text) in page.text(deep=True)
    assert tags(page) == tags(plain)


@given(TEXT)
@example("</title><script>alert(1)</script>")
@example('x" onmouseover="alert(1)')
def test_the_front_matter_holds_the_title_escaped(title: str) -> None:
    page = md.page(title, title, "body")
    matter = (
        yaml.safe_load(page.split("---")[1]) if "---" not in title else yaml.safe_load(page[4 : page.index("\n---\n")])
    )
    assert html.unescape(matter["title"]) == md.one_line(title)
    assert not set(matter["title"]) & set('<>"')


@pytest.mark.parametrize("text", HOSTILE)
def test_a_reference_shows_its_title_as_printed(text: str) -> None:
    document = Document(
        "x", type="article-newspaper", title=text, language="en", standing="reporting", author=(Author(literal=text),)
    )
    shown = rendered(reference(document)).text(deep=True)
    assert " ".join(shown.split()).count(" ".join(text.split())) == 2  # the processor has only one kind of space
    assert tags(rendered(reference(document))) == ["p"]
    assert tags(rendered(f"Term\n:   {reference(document)}")) == tags(rendered("Term\n:   x"))


def test_a_reference_leaves_names_of_outlets_as_printed() -> None:
    document = Document("x", "article-newspaper", "una nota", "es", "reporting", container_title="infobae y la verdad")
    assert reference(document) == "“una nota,” <i>infobae y la verdad</i>, n.d."


@given(TEXT, TEXT)
def test_changes_are_shown_as_they_stand_marked_and_told_to_those_who_listen(old: str, new: str) -> None:
    changes = [Change("removed", old), Change("added", new), Change("same", "x")]
    shown = rendered(f"> “{md.changes(changes)}”")
    assert [node.text(deep=True).replace("\n", " ") for node in shown.css("del, ins")] == [
        f"[not here: {md.one_line(old)}]",
        f"[only here: {md.one_line(new)}]",
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_changes_make_no_element_of_their_own(text: str) -> None:
    shown, plain = (rendered(f"> “{md.changes([Change('added', words)])}”") for words in (text, "x"))
    assert tags(shown) == tags(plain)


@pytest.mark.parametrize(
    "address",
    [
        "HTTP://a.example/)[y](javascript:alert(1)",
        "https://a.example/)[y](javascript:alert(1)",
        "https://a.example/'()*_[x]_*;$!&copy=1&amp;lt=2&#106;{:onclick=x}",
    ],
)
def test_a_link_leads_to_its_whole_address(address: str) -> None:
    (link,) = rendered(f"a {md.link('words', address)} *b* _c_").css("a")
    assert link.attributes == {"href": address}
    assert link.text() == "words"


def tags(page: LexborNode) -> list[str | None]:
    return [node.tag for node in page.css("*")][1:]


def test_a_sentence_ends_with_one_full_stop() -> None:
    assert md.sentence("april 13, 2023, Washington, D.C.") == "April 13, 2023, Washington, D.C."
    assert md.sentence("about 2023") == "About 2023."
