"""Safe text, links, headings, lists and tables in the Markdown that Python-Markdown reads.

Text of records is data: every character that could mean something to Markdown or HTML is written as a numeric
character reference, because Python-Markdown leaves a backslash standing before some of them.
"""

import json
import re
from collections.abc import Iterable, Sequence
from html import escape

from build_tools.derive.verbatim.difference import Change

# Signs that mean something wherever they stand or only at the start of a line, and spaces that Markdown would strip.
_MEANINGFUL = re.compile(r"[^\S \n]|[][!\"#$&()*+:<=>@\\^_`{|}~]|(?<!\w)[-./]|(?<=\d)\.(?= |$)|--+|//")
_BREAKS = re.compile("[ \n]+")


def text(value: str) -> str:
    """Plain text as Markdown that shows exactly that text, on one line."""
    return _MEANINGFUL.sub(lambda found: "".join(f"&#{ord(sign)};" for sign in found[0]), one_line(value))


def one_line(value: str) -> str:
    """The text with every run of spaces and line breaks as one space."""
    return _BREAKS.sub(" ", value).strip(" ")


def capital(words: str) -> str:
    """Words with a capital letter at the beginning."""
    return words[:1].upper() + words[1:]


def sentence(words: str) -> str:
    """Words with a capital letter at the beginning and one full stop at the end, that of "D.C." or another."""
    return capital(words).removesuffix(".") + "."


def link(words: str, address: str) -> str:
    """A link; `words` is Markdown, `address` a relative path or a checked web address."""
    return f"[{words}](<{address.replace('&', '&amp;')}>)" if "://" in address else f"[{words}]({address})"


def heading(level: int, words: str) -> str:
    """A heading; `words` is Markdown."""
    return f"{'#' * level} {words}"


def anchor(words: str) -> str:
    """The address within a page of the section under a heading of plain words, as Python-Markdown makes it."""
    return "#" + words.lower().replace(" ", "-")


def paragraph(*parts: str) -> str:
    """The parts that are not empty, as one paragraph."""
    return " ".join(filter(None, parts))


def blocks(*parts: str) -> str:
    """The parts that are not empty, as blocks one after the other."""
    return "\n\n".join(filter(None, parts))


def bullets(items: Iterable[str]) -> str:
    """A list; an item of several lines is indented under its bullet, and stands apart from the next.

    Without an empty line between them, Python-Markdown takes the next item for one of the list within this one.
    """
    lines = ["- " + item.replace("\n", "\n    ") for item in items]
    return ("\n\n" if any("\n" in line for line in lines) else "\n").join(lines)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of Markdown cells; nothing where there are no rows."""
    lines = [list(head), *(list(row) for row in rows)]
    if len(lines) == 1:
        return ""
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def terms(pairs: Iterable[tuple[str, str]]) -> str:
    """A list of terms and what is said of them, without the pairs of which nothing is said."""
    return "\n\n".join(f"{term}\n:   {said}" for term, said in pairs if said)


def block(classes: str, *held: str, tag: str = "div", **data: str) -> str:
    """An element with classes and `data-` attributes that holds blocks of Markdown; nothing where they are all empty."""
    inner = blocks(*held)
    attributes = "".join(f' data-{name.replace("_", "-")}="{escape(value)}"' for name, value in data.items())
    return f'<{tag} class="{classes}"{attributes} markdown="1">\n\n{inner}\n\n</{tag}>' if inner else ""


def span(classes: str, words: str, **data: str) -> str:
    """Words in a line, which are Markdown, with classes and `data-` attributes."""
    attributes = "".join(f' data-{name.replace("_", "-")}="{escape(value)}"' for name, value in data.items())
    return f'<span class="{classes}"{attributes}>{words}</span>' if words else ""


def disclosure(summary: str, *held: str, classes: str = "") -> str:
    """Blocks that are shown when their summary, which is HTML without links, is chosen; nothing where they are empty."""
    inner = blocks(*held)
    opening = f'<details class="{classes}" markdown="1">' if classes else '<details markdown="1">'
    return f"{opening}\n<summary>{summary}</summary>\n\n{inner}\n\n</details>" if inner else ""


def quotation(words: str, source: str) -> str:
    """Quoted words in a block of their own, and a line that says whose they are; both are Markdown.

    Python-Markdown makes one block of two that follow each other; the empty comment keeps them apart.
    """
    return f"> “{words}”\n>\n> {source}\n\n<!-- -->"


# What a mark of a change says to those who do not see it; the brackets serve where there is no style sheet.
_SPOKEN = {"removed": ("del", "[not here: "), "added": ("ins", "[only here: ")}


def changes(found: Iterable[Change]) -> str:
    """A text with its changes marked, struck through and underlined; it reads aloud which is which."""
    return " ".join(map(_change, found))


def _change(change: Change) -> str:
    words = text(change.words)
    if change.kind == "same":
        return words
    tag, before = _SPOKEN[change.kind]
    return f"<{tag}>{_aloud(before)}{words}{_aloud(']')}</{tag}>"


def _aloud(words: str) -> str:
    """Words for those who listen, which the style sheet hides from those who look."""
    return f'<span class="aloud">{words}</span>'


# Where Python-Markdown is to put the notes, if not at the very end.
NOTES_HERE = "///Footnotes Go Here///"


def page(
    title: str,
    description: str,
    *held: str,
    above: str = "",
    hide: Sequence[str] = (),
    matter: Iterable[str] = (),
) -> str:
    """A whole page: its front matter, what stands `above` its title, that as text, and the blocks that are not empty.

    `hide` names what the theme is not to show beside it: "navigation", "toc". `matter` is more front matter (YAML).
    """
    lines = [f"title: {quoted(title)}", f"description: {quoted(description)}"]
    lines += ["hide:", *(f"  - {part}" for part in hide)] if hide else []
    body = blocks(above, heading(1, text(title)), *held)
    return "\n".join(["---", *lines, *matter, "---", "", body, ""])


# What YAML takes for the end of a line, or for no sign at all, where it is not escaped.
_UNWRITTEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def plain(value: str) -> str:
    """Text for the front matter, on one line, as it is: whoever prints it into a page escapes it."""
    return _UNWRITTEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(one_line(value), ensure_ascii=False))


def quoted(value: str) -> str:
    """Text for the front matter, escaped for HTML because Material prints it into the page as it stands."""
    return plain(escape(value))
