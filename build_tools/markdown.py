"""Safe text, headings and lists in Markdown, for what is no page: summaries on GitHub, and `llms.txt`.

Text of records is data: every character that could mean something to Markdown or HTML is written as a numeric
character reference, because not every reader of Markdown takes a backslash away.
"""

import re
from collections.abc import Iterable

from build_tools.markup import one_line

# Signs that mean something wherever they stand or only at the start of a line, and spaces that Markdown would strip.
_MEANINGFUL = re.compile(r"[^\S \n]|[][!\"#$&()*+:<=>@\\^_`{|}~]|(?<!\w)[-./]|(?<=\d)\.(?= |$)|--+|//")


def text(value: str) -> str:
    """Plain text as Markdown that shows exactly that text, on one line."""
    return _MEANINGFUL.sub(lambda found: "".join(f"&#{ord(sign)};" for sign in found[0]), one_line(value))


def heading(level: int, words: str) -> str:
    """A heading; `words` is Markdown."""
    return f"{'#' * level} {words}"


def blocks(*parts: str) -> str:
    """The parts that are not empty, as blocks one after the other."""
    return "\n\n".join(filter(None, parts))


def bullets(items: Iterable[str]) -> str:
    """A list of lines."""
    return "\n".join(f"- {item}" for item in items)
