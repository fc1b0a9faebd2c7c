"""A page as a file: its front matter, and its blocks as one block of HTML, which Python-Markdown hands on as it is.

Each line of the front matter is a name and a value in JSON, which is YAML too.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from typing import Any, Protocol

from build_tools.markup import UNSEARCHED, blocks, heading, one_line, text

_HEADING = re.compile(rf'<h([1-6])(?: id="([^"]*)")?({UNSEARCHED})?>(.*?)</h\1>')
_TAG = re.compile(r"<[^>]*>")
_NO_WORD = re.compile(r"[^\w\s-]")
_GAP = re.compile(r"[-\s]+")
_NUMBERED = re.compile(r"(.*)_([0-9]+)", re.DOTALL)


class Sheet(Protocol):
    """What the theme and the search look at of a page that was read; MkDocs' `Page` is one."""

    @property
    def url(self) -> str: ...
    @property
    def meta(self) -> Mapping[str, Any]: ...
    @property
    def content(self) -> str | None: ...
    @property
    def title(self) -> str | None: ...
    @property
    def canonical_url(self) -> str | None: ...


def page(
    title: str,
    description: str,
    *held: str,
    above: str = "",
    hide: Sequence[str] = (),
    matter: Mapping[str, Any] | None = None,
) -> str:
    """A whole page: its front matter, what stands `above` its title, that as text, and the blocks that are not empty.

    `hide` names what the theme is not to show beside it: "navigation", "toc". `matter` is more front matter.
    """
    body, (top, *sections) = with_anchors(blocks(above, heading(1, text(title)), *held))
    own: dict[str, Any] = {"title": printed(title), "description": printed(description), "top": top.id}
    own |= {"hide": hide} if hide else {}
    if len(sections) > 1 and "toc" not in hide:
        own["contents"] = [{"id": one.id, "title": one_line(one.words)} for one in sections]
    lines = (f"{name}: {_json(value)}" for name, value in {**own, **(matter or {})}.items())
    return "\n".join(["---", *lines, "---", "", '<div class="sheet">', body, "</div>", ""])


def read(page: str) -> tuple[dict[str, Any], str]:
    """The front matter of such a page, and what stands below it."""
    matter, _, body = page.removeprefix("---\n").partition("\n---\n")
    lines = (line.partition(": ") for line in matter.split("\n"))
    return {name: json.loads(value) for name, _, value in lines}, body.strip()


@dataclass(frozen=True)
class Section:
    """The id of a heading, and its words as HTML without elements."""

    id: str
    words: str


def with_anchors(body: str) -> tuple[str, list[Section]]:
    """The body with an anchor for each heading and a link to it; and the headings of the levels 1 and 2."""
    sections: list[Section] = []

    def linked(found: re.Match[str]) -> str:
        level, id, unsearched, words = found.groups(default="")
        if level in "12":
            sections.append(Section(id, _TAG.sub("", words)))
        mark = f'<a class="headerlink" href="#{id}" title="Link to this section">&para;</a>'
        return f'<h{level} id="{id}"{unsearched}>{words}{mark}</h{level}>'

    return _HEADING.sub(linked, with_ids(body)), sections


def with_ids(body: str) -> str:
    """The body with an id for each heading: those that Python-Markdown's `toc` makes of the words.

    One that is given is never another heading's.
    """
    used = {found[2] for found in _HEADING.finditer(body) if found[2]}

    def named(found: re.Match[str]) -> str:
        level, id, unsearched, words = found.groups(default="")
        if not id:
            id = _unused(slug(unescape(_TAG.sub("", words))), used)
            used.add(id)
        return f'<h{level} id="{id}"{unsearched}>{words}</h{level}>'

    return _HEADING.sub(named, body)


def anchor(words: str) -> str:
    """The address within a page of the section under a heading of plain words."""
    return f"#{slug(words)}"


@lru_cache(maxsize=4096)
def slug(words: str) -> str:
    """Plain text as an id, as Python-Markdown's `toc` makes it: the letters, digits and hyphens of ASCII."""
    kept = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return _GAP.sub("-", _NO_WORD.sub("", kept).strip().lower())


def _unused(id: str, used: set[str]) -> str:
    """The id, or the first with a number after it that is not used."""
    while id in used or not id:
        counted = _NUMBERED.fullmatch(id)
        id = f"{counted[1]}_{int(counted[2]) + 1}" if counted else f"{id}_1"
    return id


# What YAML takes for the end of a line, or for no sign at all, where it is not escaped.
_UNWRITTEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def _json(value: Any) -> str:
    return _UNWRITTEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def printed(value: str) -> str:
    """Text for the front matter that Material prints into the page as it stands: escaped for HTML, on one line."""
    return one_line(escape(value))
