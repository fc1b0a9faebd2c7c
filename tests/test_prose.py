"""Mentions of records are found where Markdown has text, and nowhere else, at their places in the file."""

from hypothesis import given
from hypothesis import strategies as st

from build_tools.finding import Place
from build_tools.mentions import rendered
from build_tools.prose import Briefing, read

TEXT = """# A title with `[@nothing]`

> quoted [@a], and more
> - in a list [w](@b) and `[@not-this]`

    a block of code [@nor-this]

1. first
   second [@a][@c]

   | a | [@d] |

Setext [@e]
-----------
[not this](https://h.example) `` ` [@nor-that] ``
"""


def briefing(text: str) -> Briefing:
    result = read("b.md", "b", text.encode())
    assert isinstance(result, Briefing), result
    return result


def test_mentions_stand_where_markdown_has_text() -> None:
    found = [(mention.id, mention.words, mention.place) for mention in briefing(TEXT).mentions]
    assert found == [
        ("a", None, Place(3, 10)),
        ("b", "w", Place(4, 15)),
        ("a", None, Place(9, 11)),
        ("c", None, Place(9, 15)),
        ("d", None, Place(11, 10)),
        ("e", None, Place(13, 8)),
    ]


def test_only_mentions_are_replaced() -> None:
    result = briefing(TEXT)
    shown = result.html([f"<b>{mention.id}</b>" for mention in result.mentions])
    assert (
        shown
        == """<blockquote>
<p>quoted <b>a</b>, and more</p>
<ul>
<li>in a list <b>b</b> and <code>[@not-this]</code></li>
</ul>
</blockquote>
<pre><code>a block of code [@nor-this]
</code></pre>
<ol>
<li>
<p>first
second <b>a</b><b>c</b></p>
<p>| a | <b>d</b> |</p>
</li>
</ol>
<h2>Setext <b>e</b></h2>
<p><a href="https://h.example">not this</a> <code>` [@nor-that]</code></p>"""
    )


def test_no_html_no_picture_and_no_link_but_to_the_web_is_made_of_what_was_let_through() -> None:
    """All of it is refused where it is read; should one way be overlooked, this is the second lock."""
    text = "{: onclick=x } [TOC]\n\n<script>x</script>\n\na <b onclick=x>b</b> ![c](https://h.example/c.png) [d](javascript:x) [e](data:x) [some-id]"
    assert rendered(text, ()) == (
        "<p>{: onclick=x } [TOC]</p>\n"
        "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"
        '<p>a &lt;b onclick=x&gt;b&lt;/b&gt; !<a href="https://h.example/c.png">c</a> [d](javascript:x) [e](data:x) [some-id]</p>'
    )


@given(
    st.lists(
        st.sampled_from(["[@a]", "[w](@b)", "`", "*", "> ", "- ", "\n", "\n\n", " ", "x", "[", "]", "    ", "## "])
    )
)
def test_a_mention_stands_where_it_says(parts: list[str]) -> None:
    result = briefing("# T\n\nx\n\n" + "".join(parts))
    for mention in result.mentions:
        line, column = mention.place.line - 1, mention.place.column - 1
        written = result.lines[line][column : column + mention.length]
        assert written == (f"[{mention.words}](@{mention.id})" if mention.words else f"[@{mention.id}]")
