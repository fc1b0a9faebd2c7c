"""Mentions of records are found where Markdown has text, and nowhere else, at their places in the file."""

from hypothesis import given
from hypothesis import strategies as st

from build_tools.finding import Place
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
    body = result.body({mention: f"<{mention.id}>" for mention in result.mentions})
    assert body == (
        TEXT.split("\n", 2)[2]
        .replace("[w](@b)", "<b>")
        .replace("quoted [@a]", "quoted <a>")
        .replace("[@a][@c]", "<a><c>")
        .replace("[@d]", "<d>")
        .replace("[@e]", "<e>")
        .rstrip("\n")
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
