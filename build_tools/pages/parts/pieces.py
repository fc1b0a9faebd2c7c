"""The HTML of a long page cut into pieces: between the entries of its lists, which keep the headings under which they stand.

What is cut is HTML of `markup.py`: every element in it is closed, and text holds no `<`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*?(/?)>")
_HEADING = re.compile(r"<h([1-6])(?: [^>]*)?>(.*)</h[1-6]>", re.DOTALL)
_WITHIN = re.compile(r"^<details[^>]*>\s*<summary>(.*?)</summary>|<h[1-6](?: [^>]*)?>(.*?)</h[1-6]>", re.DOTALL)
_ANY_TAG = re.compile(r"<[^>]*>")
_NUMBER = r"[0-9]+(?:,[0-9]{3})*"
_COUNT = re.compile(
    rf'\s*<span class="count">.*?</span>|^{_NUMBER} [a-z]+(?: and {_NUMBER} [a-z]+)?$|: {_NUMBER}(?: [a-z]+)?$'
)
_ID = re.compile(r' id="([^"]*)"')
_MARK = re.compile(r"<\^\d+>")
_VOID = frozenset({"br", "hr", "img", "input", "wbr"})
# What may be cut between the elements that it holds, and what first stays with each part of it.
_OPENED = frozenset({"dd", "details", "div", "dl", "li", "ol", "section", "ul"})
_LEADS = {"details": "summary", "li": "p"}
_TERM = 7  # a term stands above what is said of it like a heading below the six of HTML
_NOTE = 1100  # bytes of a note, which stands on every page that has a mark of it
_CONTINUED = '<span class="continued">, continued</span>'


@dataclass(frozen=True, eq=False)
class Frame:
    """An element around entries, or a heading above them: how it begins first and on a later page, how it ends, its words."""

    first: str
    again: str
    end: str = ""
    name: str = ""
    level: int = 0


@dataclass(frozen=True)
class Entry:
    """HTML that stays whole, and the frames in which it stands, the outermost first."""

    html: str
    frames: tuple[Frame, ...]

    @property
    def weight(self) -> int:
        """How many bytes it adds to a page, its notes among them."""
        return len(self.html.encode()) + _NOTE * len(set(_MARK.findall(self.html)))

    @property
    def names(self) -> tuple[str, ...]:
        """The headings and summaries above it, and the first that it holds, as HTML without elements."""
        within = _WITHIN.search(self.html)
        own = _plain(within[1] or within[2]) if within else ""
        return tuple(filter(None, (*(frame.name for frame in self.frames), own)))


def pieces(html: str, number: int) -> list[list[Entry]]:
    """The entries of a page on so many pages, in their order and evenly; the last are empty where there are too few."""
    whole = Entry(html, ()).weight
    waiting = list(_entries(html, whole // number // 16, ()))
    left = sum(entry.weight for entry in waiting)
    waiting.reverse()
    found: list[list[Entry]] = []
    for pages in range(number, 0, -1):
        share, held = left / pages, 0
        page: list[Entry] = []
        while waiting and (not page or (len(waiting) >= pages and held + waiting[-1].weight / 2 <= share)):
            page.append(waiting.pop())
            held += page[-1].weight
        left -= held
        found.append(page)
    return found


def joined(page: Sequence[Entry], begun: set[Frame]) -> str:
    """The entries of a page in their frames, of which those that have `begun` on an earlier page say so."""
    lines: list[str] = []
    stack: list[Frame] = []
    for entry in page:
        kept = _shared(stack, entry.frames)
        lines += [frame.end for frame in reversed(stack[kept:]) if frame.end]
        for frame in entry.frames[kept:]:
            lines.append(frame.again if frame in begun else frame.first)
            begun.add(frame)
        stack = list(entry.frames)
        lines.append(entry.html)
    lines += [frame.end for frame in reversed(stack) if frame.end]
    return "\n".join(lines)


def _shared(stack: Sequence[Frame], frames: Sequence[Frame]) -> int:
    """How many frames two entries share."""
    return next(
        (n for n, (one, other) in enumerate(zip(stack, frames, strict=False)) if one is not other),
        min(len(stack), len(frames)),
    )


def _entries(html: str, grain: int, around: tuple[Frame, ...]) -> Iterator[Entry]:
    """The entries in some HTML; elements of more bytes than the grain are cut where they may be."""
    above: list[Frame] = []
    bare = False  # whether the last heading has nothing under it so far
    for element in _elements(html):
        if (heading := _heading(element)) is not None:
            if bare and above[-1].level >= heading.level:
                yield Entry(above[-1].first, (*around, *above[:-1]))
            above = [*(frame for frame in above if frame.level < heading.level), heading]
            bare = True
            continue
        bare = False
        if len(element) > grain and (opened := _opened(element)) is not None:
            frame, inner = opened
            yield from _entries(inner, grain, (*around, *above, frame))
        else:
            yield Entry(element, (*around, *above))
    if bare:
        yield Entry(above[-1].first, (*around, *above[:-1]))


def _elements(html: str) -> Iterator[str]:
    """The elements that stand beside each other, and the words between them."""
    depth, start = 0, 0
    for tag in _TAG.finditer(html):
        closes, name, closed = tag.groups()
        if closed or name in _VOID:
            continue
        if not depth and not closes:
            yield from filter(None, [html[start : tag.start()].strip()])
            start = tag.start()
        depth += -1 if closes else 1
        if not depth:
            yield html[start : tag.end()]
            start = tag.end()
    yield from filter(None, [html[start:].strip()])


def _heading(element: str) -> Frame | None:
    found = _HEADING.fullmatch(element)
    if found:
        level, words = found.groups()
        id = _ID.search(element[: found.start(2)])
        named = f' id="{id[1]}-continued"' if id else ""
        again = f"<h{level}{named}>{words}{_CONTINUED}</h{level}>"
        return Frame(element, again, name=_plain(words), level=int(level))
    if element.startswith("<dt"):
        return Frame(element, _ID.sub("", element), name=_plain(element), level=_TERM)
    return None


def _opened(element: str) -> tuple[Frame, str] | None:
    """The frame of an element that may be cut, and what is in it."""
    begin = _TAG.match(element)
    if begin is None or begin[2] not in _OPENED:
        return None
    end = f"</{begin[2]}>"
    inner = element[begin.end() : -len(end)]
    lead = ""
    if begin[2] in _LEADS:
        lead = next(_elements(inner), "")
        lead = lead if lead.startswith(f"<{_LEADS[begin[2]]}>") else ""
        inner = inner.replace(lead, "", 1)
        if not lead:
            return None
    if not inner.strip():
        return None
    first = "\n".join(filter(None, [begin[0], lead]))
    again = _ID.sub("", first).replace("</summary>", f"{_CONTINUED}</summary>")
    name = _plain(lead) if begin[2] == "details" else ""
    return Frame(first, again, end, name), inner


def _plain(words: str) -> str:
    """Words without elements, and without the count behind them."""
    return _COUNT.sub("", _ANY_TAG.sub("", _COUNT.sub("", words)).strip())
