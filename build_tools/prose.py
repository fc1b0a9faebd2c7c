"""Briefings: prose in Markdown that cites records. `[@id]` cites a record, `[words](@id)` links to its page.

Above the title may stand front matter (YAML between two lines of three hyphens) with corrections and former ids, and nothing else.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise

from markdown_it.token import Token

from build_tools import reader
from build_tools.finding import Finding, Place, shown
from build_tools.limits import BRIEFING, MOST_TOLD, too_much
from build_tools.mentions import Mention, mentions, parser, rendered, unread
from build_tools.model import Correction
from build_tools.reader import Note
from build_tools.structure import structured
from build_tools.text import DAMAGED, damage, decode
from build_tools.values import web_address
from build_tools.web import never_asked

_MATTER = re.compile(r"---(?P<fields>\n(?s:.*?\n))---\n")

# What no briefing may hold, or what another reader of Markdown than ours could take for markup of its own.
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

# Parsers ask of every bracket in a paragraph where it closes, of every heading whether another is called like it, and call
# themselves once more for every list or quotation within another. Far more than any prose has, and far from slow.
MOST_BRACKETS = 100
MOST_HEADINGS = 200
MOST_LEVELS = 12
_PARAGRAPH = re.compile(r"(?:.+\n?)+")
_HEADING = re.compile(r"^ {0,3}(?:#|=+ *$|-+ *$)", re.MULTILINE)
_NESTED = re.compile(r"^[ >*+\-0-9.)]+", re.MULTILINE)
_LEVEL = re.compile(r"    |>|[*+\-](?= )|[0-9][.)](?= )")
_ADDRESS = re.compile(r"\]\((https?://[^\s)]*)")


@dataclass(frozen=True)
class Briefing:
    """A briefing: its title, its lines, its mentions of records in reading order, and the front matter that it may have.

    `bare` are what would be mentions if an @ stood before them, where a record has that id.
    The lines of the front matter are empty among the `lines`, so that places are those in the file.
    """

    id: str
    path: str
    title: str
    lines: tuple[str, ...]
    mentions: tuple[Mention, ...]
    bare: tuple[Mention, ...] = ()
    matter: Note | None = field(default=None, compare=False)

    @property
    def text(self) -> str:
        """The briefing as it was written."""
        head = f"---{self.matter.text}---\n" if self.matter else ""
        return head + "\n".join(self.lines[self.top :])

    @property
    def top(self) -> int:
        """How many lines stand above the title."""
        return self.matter.text.count("\n") + 1 if self.matter else 0

    @property
    def formerly(self) -> tuple[str, ...]:
        """The ids that it had before, where its front matter has the right shape."""
        found = self.matter.data.get("formerly") if self.matter else None
        return tuple(str(id) for id in found) if isinstance(found, list) else ()

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """What was set right in it, where its front matter has the right shape."""
        found = self.matter.data.get("corrections", []) if self.matter else []
        return tuple(structured(one, Correction) for one in found if isinstance(one, dict))

    def html(self, words: Iterable[str]) -> str:
        """The text below the title as HTML, with `words`, which are HTML, in the places of its mentions."""
        return rendered("\n".join(self.lines[self.top + 1 :]), words)


def read(path: str, id: str, content: bytes) -> Briefing | list[Finding]:
    """The briefing that `content` holds, or the findings that keep it from being one."""
    text = too_much(path, content, BRIEFING) or decode(path, content)
    if not isinstance(text, str):
        return text
    matter = None
    if head := _MATTER.match(text):
        matter = reader.read(path, head["fields"].encode())
        text = "\n" * head[0].count("\n") + text[head.end() :]
    findings = [] if matter is None or isinstance(matter, Note) else matter
    lines = text.split("\n")
    findings += islice(_first_in_lines(path, lines), MOST_TOLD)
    if limits := list(islice(_limits(text), MOST_TOLD)):
        return sorted([*findings, *(Finding(path, _place(text, at), "briefing", told) for at, told in limits)])
    if not findings:
        found_at = islice(_addresses(text), MOST_TOLD)
        findings = [Finding(path, _place(text, at), "briefing", told) for at, told in found_at]
    if len(findings) >= MOST_TOLD:
        return sorted(findings)
    blocks = parser().parse(text)
    found, bare = (
        tuple(one for block in blocks for one in mentions(block, lines, kind)) for kind in ("mention", "bare")
    )
    top = head[0].count("\n") if head else 0
    findings += _faults(path, lines, top, found)
    findings += [Finding(path, place, "briefing", told) for block in blocks for place, told in unread(block, lines)]
    findings += [Finding(path, place, "briefing", told) for place, told in _headings(blocks, lines, top)]
    findings += _damages(path, lines)
    if findings or isinstance(matter, list):
        return sorted(findings)[:MOST_TOLD]
    return Briefing(id, path, lines[top].removeprefix("# ").strip(), tuple(lines), found, bare, matter)


def _limits(text: str) -> Iterator[tuple[int, str]]:
    """Where a text has more of something than prose has, and a parser would be held up by it; what it is."""
    for paragraph in _PARAGRAPH.finditer(text):
        if paragraph[0].count("[") > MOST_BRACKETS:
            at = paragraph.start() + paragraph[0].index("[")
            yield (
                at,
                f"more than {MOST_BRACKETS} square brackets open in one paragraph; begin a new one, after an empty line",
            )
    headings = [match.start() for match in _HEADING.finditer(text)]
    if len(headings) > MOST_HEADINGS:
        yield headings[MOST_HEADINGS], f"more than {MOST_HEADINGS} headings; write several briefings"
    for start in _NESTED.finditer(text):
        if len(_LEVEL.findall(start[0])) > MOST_LEVELS:
            yield start.start(), f"more than {MOST_LEVELS} levels of lists and quotations; no prose needs so many"


def _addresses(text: str) -> Iterator[tuple[int, str]]:
    """Where a link leads to what is no web address of the records, and what is wrong with it."""
    for match in _ADDRESS.finditer(text):
        try:
            web_address(match[1])
            told = never_asked(match[1])
            told = f"{told}; write one that every reader can ask for" if told else ""
        except ValueError as error:
            told = str(error)
        if told:
            yield match.start(1), told


def _faults(path: str, lines: list[str], top: int, mentions: tuple[Mention, ...]) -> Iterator[Finding]:
    """What is wrong with the title, below `top` lines, and with what looks like a mention."""
    place = Place(top + 1, 1)
    if not lines[top].startswith("# ") or not lines[top].strip("# "):
        yield Finding(path, place, "briefing", 'the first line is the title; begin it with "# "')
    elif not "".join(lines[top + 1 :]).strip():
        yield Finding(path, place, "briefing", "nothing stands below the title; write the briefing there")
    if any(mention.place.line == top + 1 for mention in mentions):
        yield Finding(path, place, "briefing", "a title cites and links nothing; do it in the text below")


def _headings(blocks: list[Token], lines: list[str], top: int) -> Iterator[tuple[Place, str]]:
    """What is wrong with the headings below the title, and with what only looks like one."""
    for opening, block in pairwise(blocks):
        first = block.map[0] if block.map else 0
        if opening.type == "heading_open" and opening.tag == "h1" and first > top:
            yield Place(first + 1, 1), 'a briefing has one title; begin the headings below it with "## "'
        for number, line in enumerate(block.content.split("\n") if opening.type == "paragraph_open" else ()):
            if heading := re.match(r"(#{1,6})([^#\s].*)", line):
                told = (
                    f"a space is missing after {shown(heading[1])}; write {shown(f'##{heading[1][2:]} {heading[2]}')}"
                )
                yield Place(first + number + 1, lines[first + number].index("#") + 1), told


def _damages(path: str, lines: list[str]) -> Iterator[Finding]:
    """The letters of a briefing that a wrong encoding made of others, the first of each line."""
    for number, line in enumerate(lines, 1):
        if found := damage(line):
            yield Finding(path, Place(number, found[0] + 1), "encoding", f"{shown(found[1])} {DAMAGED}")


def web_links(briefing: Briefing) -> Iterator[tuple[str, Place]]:
    """The web addresses that a briefing links to, each with its place: that of its paragraph where it is not found there."""
    for block in parser().parse(briefing.text):
        for token in block.children or ():
            address = str(token.attrGet("href") or "")
            if address.startswith(("http://", "https://")) and block.map:
                lines = range(*block.map)
                line = next((line for line in lines if address in briefing.lines[line]), lines[0])
                yield address, Place(line + 1, briefing.lines[line].find(address) + 1 or 1)


def _first_in_lines(path: str, lines: list[str]) -> Iterator[Finding]:
    """What is not read here, the first of its sort in each line: one fault is told once."""
    for number, line in enumerate(lines, 1):
        for pattern, message in _REFUSED:
            if match := pattern.search(line):
                yield Finding(path, Place(number, match.start() + 1), "briefing", message)


def _place(text: str, at: int) -> Place:
    """Where the character at an offset stands."""
    return Place(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
