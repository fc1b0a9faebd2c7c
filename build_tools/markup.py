"""The HTML of pages: words in a line, and blocks of them.

Text of records is data: it comes into a page through `text` alone, which escapes whatever could mean something. Words in a
line are a plain `str` of HTML; what stands by itself, such as a list, is a `Block`. Where blocks are asked for, words make
a paragraph.
"""

import re
from collections.abc import Iterable

from build_tools.derive.verbatim.difference import Change

_BREAKS = re.compile("[ \n]+")


class Block(str):
    """HTML that stands by itself: a paragraph, a list, or several of such, each on lines of its own."""

    __slots__ = ()


def text(value: str) -> str:
    """Plain text as HTML that shows exactly that text, on one line."""
    return escape(one_line(value))


def escape(value: str) -> str:
    """Text with every sign that could mean something in HTML, in an element or an attribute, as a character reference."""
    return value.translate(_REFERENCES) if _MEANINGFUL.search(value) else value


# Python-Markdown makes spaces of tabs, even in HTML.
_REFERENCES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;", "\t": "&#9;"})
_MEANINGFUL = re.compile("[&<>\"'\t]")


def one_line(value: str) -> str:
    """The text with every run of spaces and line breaks as one space."""
    value = value.strip(" \n")
    return _BREAKS.sub(" ", value) if "\n" in value or "  " in value else value


def capital(words: str) -> str:
    """Words with a capital letter at the beginning."""
    return words[:1].upper() + words[1:]


def sentence(words: str) -> str:
    """Words with a capital letter at the beginning and one full stop at the end, that of "D.C." or another."""
    return capital(words).removesuffix(".") + "."


def phrase(*parts: str) -> str:
    """The words in a line that are not empty, with spaces between them."""
    return " ".join(filter(None, parts))


def strong(words: str) -> str:
    """Words of weight."""
    return f"<strong>{words}</strong>"


def emphasis(words: str) -> str:
    """Words with stress."""
    return f"<em>{words}</em>"


def code(value: str) -> str:
    """Plain text as something that machines read: a command, the name of a field, a sum."""
    return f"<code>{text(value)}</code>"


def link(words: str, address: str) -> str:
    """A link; `address` is relative to the address of the page, or a checked web address."""
    return f'<a href="{escape(address)}">{words}</a>'


def span(classes: str, words: str, **data: str) -> str:
    """Words in a line with classes and `data-` attributes."""
    return f'<span class="{classes}"{_data(data)}>{words}</span>' if words else ""


def _data(values: dict[str, str]) -> str:
    return "".join(f' data-{name.replace("_", "-")}="{escape(value)}"' for name, value in values.items())


def blocks(*parts: str) -> Block:
    """The parts that are not empty, as blocks one after the other; words become a paragraph."""
    return Block("\n".join([part if isinstance(part, Block) else f"<p>{part}</p>" for part in parts if part]))


def paragraph(words: str, classes: str, searched: bool = True) -> Block:
    """A paragraph with classes; the search of the site looks into it if it is `searched`."""
    return Block(f'<p class="{classes}"{"" if searched else UNSEARCHED}>{words}</p>' if words else "")


# The attribute of what a search of the site is not to find.
UNSEARCHED = " data-search-exclude"


def heading(level: int, words: str, id: str = "", searched: bool = True) -> Block:
    """A heading; without an `id`, whoever writes the page gives it one from its words (`sheet.py`)."""
    named = f' id="{id}"' if id else ""
    return Block(f"<h{level}{named}{'' if searched else UNSEARCHED}>{words}</h{level}>")


def bullets(items: Iterable[str]) -> Block:
    """A list; where an item holds blocks, the words of every other are a paragraph too."""
    held = list(items)
    if not held:
        return Block()
    if any(isinstance(item, Block) for item in held):
        return Block("<ul>\n" + "\n".join([f"<li>\n{blocks(item)}\n</li>" for item in held]) + "\n</ul>")
    return Block("<ul>\n<li>" + "</li>\n<li>".join(held) + "</li>\n</ul>")


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Block:
    """A table whose cells are words; nothing where there are no rows."""
    body = "\n".join([f"<tr>\n<td>{_NEXT_CELL.join(row)}</td>\n</tr>" for row in rows])
    if not body:
        return Block()
    top = "</th>\n<th>".join(head)
    return Block(f"<table>\n<thead>\n<tr>\n<th>{top}</th>\n</tr>\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>")


_NEXT_CELL = "</td>\n<td>"


def terms(pairs: Iterable[tuple[str, str]]) -> Block:
    """A list of terms and what is said of them, in words or blocks; without the pairs of which nothing is said."""
    held = "\n".join([f"<dt>{term}</dt>\n<dd>{said}</dd>" for term, said in pairs if said])
    return Block(f"<dl>\n{held}\n</dl>" if held else "")


def block(classes: str, *held: str, tag: str = "div", **data: str) -> Block:
    """An element with classes and `data-` attributes that holds blocks; nothing where they are all empty."""
    inner = blocks(*held)
    return Block(f'<{tag} class="{classes}"{_data(data)}>\n{inner}\n</{tag}>' if inner else "")


def disclosure(summary: str, *held: str, classes: str = "") -> Block:
    """Blocks that are shown when their summary, which is words without links, is chosen; nothing where they are empty."""
    inner = blocks(*held)
    named = f' class="{classes}"' if classes else ""
    return Block(f"<details{named}>\n<summary>{summary}</summary>\n{inner}\n</details>" if inner else "")


def quotation(words: str, source: str = "") -> Block:
    """Quoted words in a block of their own, and below them whose they are."""
    return Block(f"<blockquote>\n{blocks(f'“{words}”', source)}\n</blockquote>")


def listing(value: str, language: str) -> Block:
    """Lines of code as they stand."""
    return Block(f'<pre><code class="language-{language}">{escape(value)}\n</code></pre>')


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
