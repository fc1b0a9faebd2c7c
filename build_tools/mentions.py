"""Mentions of records in Markdown: `[@id]` cites a record, `[words](@id)` links to its page; and what only looks like one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from build_tools.finding import Place, shown

_MENTION = re.compile(r"\[@(?P<cited>[^\[\]\s]+)\]|\[(?P<words>[^\[\]\n]+)\]\(@(?P<linked>[^()\s]+)\)")
_UNREAD = re.compile(r"\[@[^\[\]\n]*\]|\[@ ?\S*|\[[^\[\]]*\]\(@(?:[^()\n]*\)|\S*)")
_IN_PARENTHESES = re.compile(r"@(?:[^()\n]*\)|\S*)")
_BARE = re.compile(r"\[(?P<cited>[a-z0-9]+(?:-[a-z0-9]+)+)\](?![(\[:])")


@dataclass(frozen=True)
class Mention:
    """A record cited (`words` is None) or linked to, and where in the text that stands."""

    id: str
    words: str | None
    place: Place
    length: int


def parser(kind: type[MarkdownIt] = MarkdownIt) -> MarkdownIt:
    """A parser to which mentions are tokens of their own, and so is what only looks like one."""
    found = kind("commonmark")
    for rule in (_mention, _unread, _bare):
        found.inline.ruler.before("link", rule.__name__.strip("_"), rule)
    return found


class _Renderer(MarkdownIt):
    """Makes links to the web alone."""

    def validateLink(self, url: str) -> bool:
        return url.startswith(("http://", "https://"))


def rendered(text: str, words: Iterable[str]) -> str:
    """Markdown as HTML, with the next of some `words`, which are HTML, in the place of each mention.

    Of HTML in it, and of pictures, nothing is made.
    """
    return str(_renderer().render(text, {"words": iter(words)})).rstrip("\n")


@cache
def _renderer() -> MarkdownIt:
    found = parser(_Renderer).disable("image")
    found.options["html"] = False
    found.add_render_rule("mention", lambda self, tokens, at, options, held: next(held["words"]))
    found.add_render_rule("bare", lambda self, tokens, at, options, held: f"[{tokens[at].meta['id']}]")
    return found


def mentions(block: Token, lines: list[str], kind: str = "mention") -> Iterator[Mention]:
    """The mentions in a block of text, with their places in the file; of kind "bare", ids in brackets without their @."""
    for token in block.children or ():
        if token.type == kind:
            place = _place(block, token.meta["at"], lines)
            yield Mention(token.meta["id"], token.meta["words"], place, token.meta["to"] - token.meta["at"])


def unread(block: Token, lines: list[str]) -> Iterator[tuple[Place, str]]:
    """Where in a block of text something looks like a mention and is none, and what to do about it."""
    for token in block.children or ():
        told = "a mention that cannot be read; write [@id], or [words](@id) on one line"
        if token.type == "unread":
            written = " ".join(block.content[token.meta["at"] : token.meta["to"]].split())
            yield _place(block, token.meta["at"], lines), f"here stands {shown(written)}, {told}"
        elif str(token.attrGet("href") or "").startswith("@") and block.map:
            yield Place(block.map[0] + 1, 1), f"here stands {told}"


def _place(block: Token, offset: int, lines: list[str]) -> Place:
    """Where in the file a character of a block stands.

    A block's content is its lines without what marks the block (indent, `>`, `-`), so each is found again in its line.
    """
    assert block.map is not None
    line = block.map[0] + block.content.count("\n", 0, offset)
    start = block.content.rfind("\n", 0, offset) + 1
    end = block.content.find("\n", offset)
    content = block.content[start : end if end >= 0 else None]
    return Place(line + 1, lines[line].index(content) + offset - start + 1)


def _mention(state: StateInline, silent: bool) -> bool:
    """A rule of markdown-it-py: so a mention in a code span or a code block stays the text that it is."""
    return _taken(state, silent, "mention", _MENTION.match(state.src, state.pos))


def _unread(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos - 1 : state.pos] == "(" and (match := _IN_PARENTHESES.match(state.src, state.pos)):
        return _taken(state, silent, "unread", match, state.pos - 1)
    return _taken(state, silent, "unread", _UNREAD.match(state.src, state.pos))


def _bare(state: StateInline, silent: bool) -> bool:
    return _taken(state, silent, "bare", _BARE.match(state.src, state.pos))


def _taken(state: StateInline, silent: bool, kind: str, match: re.Match[str] | None, start: int | None = None) -> bool:
    """Takes what a pattern matches as a token of some kind; whether there was something to take."""
    if not match:
        return False
    if not silent:
        found = match.groupdict()
        token = state.push(kind, "", 0)
        token.meta = {
            "id": found.get("cited") or found.get("linked"),
            "words": found.get("words"),
            "at": match.start() if start is None else start,
            "to": match.end(),
        }
    state.pos = match.end()
    return True
