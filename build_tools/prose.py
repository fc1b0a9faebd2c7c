"""Briefings: prose in Markdown that cites records. `[@id]` cites a record, `[words](@id)` links to its page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from build_tools.finding import START, Finding, Place
from build_tools.text import decode

_MENTION = re.compile(r"\[@(?P<cited>[^\[\]\s]+)\]|\[(?P<words>[^\[\]\n]+)\]\(@(?P<linked>[^()\s]+)\)")

# What Python-Markdown could take for markup of its own, whatever CommonMark says of it.
_REFUSED = (
    (re.compile("<"), 'HTML is not read here; write "&lt;" for the sign itself'),
    (re.compile(r"\[\^"), "footnotes are made from citations; write [@id]"),
    (re.compile(r"!\[(?!@)"), "pictures are not read here"),
    (
        re.compile(r"\]\((?!@|https?://)"),
        "link to a record with [words](@id), or to an address that begins with https://",
    ),
    (re.compile(r"\]:"), "brackets and a colon would define an address or a note; put the colon elsewhere"),
)


@dataclass(frozen=True)
class Mention:
    """A record cited (`words` is None) or linked to, and where in the text that stands."""

    id: str
    words: str | None
    place: Place
    length: int


@dataclass(frozen=True)
class Briefing:
    """A briefing: its title, the lines below the title, and its mentions of records in reading order."""

    id: str
    path: str
    title: str
    lines: tuple[str, ...]
    mentions: tuple[Mention, ...]

    @property
    def text(self) -> str:
        """The briefing as it was written."""
        return "\n".join(self.lines)

    def body(self, replaced: dict[Mention, str]) -> str:
        """The text below the title, each mention replaced."""
        lines = list(self.lines)
        for mention in reversed(self.mentions):
            line, column = mention.place.line - 1, mention.place.column - 1
            lines[line] = lines[line][:column] + replaced[mention] + lines[line][column + mention.length :]
        return "\n".join(lines[1:]).strip("\n")


def read(path: str, id: str, content: bytes) -> Briefing | list[Finding]:
    """The briefing that `content` holds, or the findings that keep it from being one."""
    text = decode(path, content)
    if not isinstance(text, str):
        return text
    findings = [
        Finding(path, _place(text, match.start()), "briefing", message)
        for pattern, message in _REFUSED
        for match in _first_in_lines(pattern, text)
    ]
    lines = text.split("\n")
    tokens = _parser().parse(text)
    if not lines[0].startswith("# ") or not lines[0].strip("# "):
        findings.append(Finding(path, START, "briefing", 'the first line is the title; begin it with "# "'))
    elif not text.partition("\n")[2].strip():
        findings.append(Finding(path, START, "briefing", "nothing stands below the title; write the briefing there"))
    mentions = tuple(mention for token in tokens for mention in _mentions(token, lines))
    unread = "here stands a mention that cannot be read; write [@id], or [words](@id) on one line"
    findings += [Finding(path, place, "briefing", unread) for place in _unread(tokens)]
    if any(mention.place.line == 1 for mention in mentions):
        findings.append(Finding(path, START, "briefing", "a title cites and links nothing; do it in the text below"))
    if findings:
        return sorted(findings)
    return Briefing(id, path, lines[0].removeprefix("# ").strip(), tuple(lines), mentions)


def web_links(briefing: Briefing) -> Iterator[tuple[str, Place]]:
    """The web addresses that a briefing links to, each with its place: that of its paragraph where it is not found there."""
    for block in _parser().parse(briefing.text):
        for token in block.children or ():
            address = str(token.attrGet("href") or "")
            if address.startswith(("http://", "https://")) and block.map:
                lines = range(*block.map)
                line = next((line for line in lines if address in briefing.lines[line]), lines[0])
                yield address, Place(line + 1, briefing.lines[line].find(address) + 1 or 1)


def _first_in_lines(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The first match in each line that has one: one fault is told once."""
    last = -1
    for match in pattern.finditer(text):
        line = text.count("\n", 0, match.start())
        if line != last:
            yield match
        last = line


def _unread(tokens: list[Token]) -> Iterator[Place]:
    """Where something looks like a mention and is none."""
    for block in tokens:
        for token in block.children or ():
            text = token.type == "text" and re.search(r"\[@|\(@", token.content)
            if (text or str(token.attrGet("href") or "").startswith("@")) and block.map:
                yield Place(block.map[0] + 1, 1)
                break


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    parser.inline.ruler.before("link", "mention", _mention)
    return parser


def _mention(state: StateInline, silent: bool) -> bool:
    """A rule of markdown-it-py: so a mention in a code span or a code block stays the text that it is."""
    match = _MENTION.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("mention", "", 0)
        token.meta = {
            "id": match["cited"] or match["linked"],
            "words": match["words"],
            "at": match.start(),
            "to": match.end(),
        }
    state.pos = match.end()
    return True


def _mentions(block: Token, lines: list[str]) -> Iterator[Mention]:
    """The mentions in a block of text, with their places in the file.

    A block's content is its lines without what marks the block (indent, `>`, `-`), so each is found again in its line.
    """
    for token in block.children or ():
        if token.type == "mention":
            assert block.map is not None
            before = block.content[: token.meta["at"]].split("\n")
            line = block.map[0] + len(before) - 1
            content = block.content.split("\n")[len(before) - 1]
            column = lines[line].index(content) + len(before[-1])
            length = token.meta["to"] - token.meta["at"]
            yield Mention(token.meta["id"], token.meta["words"], Place(line + 1, column + 1), length)


def _place(text: str, offset: int) -> Place:
    return Place(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
