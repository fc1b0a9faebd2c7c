"""Text in the Markdown of summaries and of `llms.txt` is shown as it stands, and does nothing, whoever reads the Markdown."""

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from build_tools import markdown as md
from build_tools.markup import one_line
from tests.reading import parsed, rendered
from tests.test_markup import HOSTILE, TEXT, tags

FRAMES = ["{}", "# {}", "- {}", "> “{}”", "[{}](x.md)"]


@given(TEXT)
@pytest.mark.parametrize("frame", FRAMES)
def test_any_text_is_shown_as_it_stands(frame: str, text: str) -> None:
    shown = parsed(rendered(frame.format(md.text(text))))
    assert one_line(text) in shown.text(deep=True).replace("\n", " ")


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_no_element_and_no_attribute(frame: str, text: str) -> None:
    for read in (rendered, MarkdownIt("gfm-like", {"linkify": False}).render):
        shown, plain = parsed(read(frame.format(md.text(text)))), parsed(read(frame.format("x")))
        assert one_line(text) in shown.text(deep=True)
        assert tags(shown) == tags(plain)
