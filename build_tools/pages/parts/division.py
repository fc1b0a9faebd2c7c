"""A long page as several: what stands on each, the ways from one to the others, and links that lead to the page meant.

The first keeps its address; the others lie below it, at `pages/2/` and so on. No id of a record holds a slash.
"""

import re
from collections import Counter
from collections.abc import Sequence
from html import unescape
from itertools import chain
from posixpath import commonprefix

from build_tools import markup as mu
from build_tools import sheet
from build_tools.pages.parts.pieces import Entry, Frame, joined, pieces

_FURTHER = re.compile(r"/pages/[0-9]+\.md$")
_HREF = re.compile(r'(?<= href=")[^"]*')
_ABSOLUTE = re.compile("[a-z][a-z0-9+.-]*:|//")
_ID = re.compile(r'(?<= id=")[^"]*')
_GIVEN = re.compile(r'<h[1-6] id="([^"]*)"')
_SECTION = re.compile(r'<h2 id="([^"]*)"')
_LONGEST = 48  # signs of a heading in the name of a page
_MOST_KEPT = 1000  # anchors on the first page of sections that stand on others


def further(path: str, number: int) -> str:
    """The path of one of the pages into which the page at `path` is divided: "claims/pages/2.md"; of the first, its own."""
    return f"{path.removesuffix('.md').removesuffix('/index')}/pages/{number}.md" if number > 1 else path


def undivided(path: str) -> str:
    """The path, without its ending, of the page of which the one at `path` is a part: "actors/us-atf"."""
    return _FURTHER.sub(".md", path).removesuffix(".md")


class Division:
    """The HTML of a long page on a number of pages, which are counted from 1."""

    def __init__(self, html: str, number: int) -> None:
        begun: set[Frame] = set()
        parts = pieces(sheet.with_ids(html), number)
        self.names = _names(parts)
        self._held = [joined(part, begun) for part in parts]
        self._place = {id: place for place, held in enumerate(self._held, 1) for id in _ID.findall(held)}
        kept = dict.fromkeys([*_GIVEN.findall(html), *chain(*map(_SECTION.findall, self._held))])
        self._kept = [id for id in kept if self._place[id] > 1 and not id.endswith("-continued")][:_MOST_KEPT]

    def page(self, number: int) -> mu.Block:
        """What stands on a page, between the ways to the others. Its links are those of the first: see `seen`."""
        steps = mu.phrase(self._step(number - 1, "prev", "Previous page"), self._step(number + 1, "next", "Next page"))
        where = f"Page {number} of {len(self._held)}: {self.names[number - 1]}."
        above = _nav("Pages", f"<p>{mu.phrase(where, steps)}</p>", self._list(number))
        return mu.blocks(above, mu.Block(self._held[number - 1]), _nav("Previous and next page", f"<p>{steps}</p>"))

    def seen(self, html: str, number: int) -> mu.Block:
        """HTML with links as seen from the first page, as seen from another; those to an anchor lead to where that stands."""
        up = "../../" if number > 1 else ""

        def address(found: re.Match[str]) -> str:
            href = found[0]
            if href.startswith("#"):
                place = self._place.get(unescape(href[1:]), number)
                return href if place == number else up + _way(place).removeprefix("./") + href
            return href if _ABSOLUTE.match(href) else (up + href.removeprefix("./") or "./")

        return mu.Block(_HREF.sub(address, html))

    def _step(self, number: int, relation: str, words: str) -> str:
        """The way to the page before or after another."""
        if not 1 <= number <= len(self._held):
            return ""
        return f'<a rel="{relation}" href="{_way(number)}">{words}</a>'

    def _list(self, here: int) -> str:
        """All pages. On the first, each keeps the anchors of the sections that stand on it, so that links to them lead on."""
        items = []
        for number, name in enumerate(self.names, 1):
            ids = [id for id in self._kept if here == 1 and self._place[id] == number]
            kept = "".join([f'<span id="{id}"></span>' for id in ids])
            current = ' aria-current="page"' if number == here else ""
            items.append(f'<li>{kept}<a href="{_way(number)}"{current}>{name}</a></li>')
        return f"<ol>\n{chr(10).join(items)}\n</ol>"


def _way(number: int) -> str:
    """The address of a page as seen from the first."""
    return f"pages/{number}/" if number > 1 else "./"


def _nav(words: str, *held: str) -> mu.Block:
    inner = "\n".join(held)
    return mu.Block(f'<nav class="pages" aria-label="{words}"{mu.UNSEARCHED}>\n{inner}\n</nav>')


def _names(parts: Sequence[Sequence[Entry]]) -> list[str]:
    """What each page is called: the headings under which its first and its last entry stand, as HTML in a line."""
    names = list(map(_name, parts))
    several = Counter(names)
    met: Counter[str] = Counter()
    for place, name in enumerate(names):
        met[name] += 1
        if several[name] > 1:
            names[place] = f"{name}, part {met[name]} of {several[name]}"
    return names


def _name(part: Sequence[Entry]) -> str:
    named = [entry.names for entry in part if entry.names] or [("All",)]
    first, last = map(_told, (named[0], named[-1]))
    shared = len(commonprefix([first, last]))
    if first == last:
        return ": ".join(first)
    ends = ", ".join(first[shared:]) or "the beginning", ", ".join(last[shared:]) or "the end"
    return ": ".join([*last[:shared], " to ".join(ends)])


def _told(names: Sequence[str]) -> list[str]:
    """Headings, each within the one before it; without those that the next says again, as "March 2023" says "2023"."""
    kept = [name for name, inner in zip(names, [*names[1:], ""], strict=True) if name not in inner]
    return [_short(name) for name in kept]


def _short(name: str) -> str:
    """Words cut to a length, between the signs of HTML."""
    plain = unescape(name)
    return name if len(plain) <= _LONGEST else mu.text(plain[:_LONGEST].rpartition(" ")[0] or plain[:_LONGEST]) + " …"
