"""What the parser lets through and YAML 1.2 does not, or reads otherwise: each a place and what to do about it.

The parser is libyaml 0.2.5, held against yaml-test-suite and a second parser in the tests. Lines and columns count from 1.
"""

import re
from collections.abc import Iterator

from build_tools.finding import Place

Told = Iterator[tuple[Place, str]]
_BLOCKS = ("|", ">")
_HEADER = re.compile(r"[|>][0-9+-]*")


def in_scalar(lines: list[str], style: str | None, begin: Place, end: Place, indent: int) -> Told:
    """Of a text: `style` is the sign it begins with, if any; `indent` the column of the fields or items it stands among."""
    if style in _BLOCKS:
        yield from _in_block(lines, begin, end, indent)
    elif style:
        yield from in_flow(lines, begin, end, indent)


def in_flow(lines: list[str], begin: Place, end: Place, indent: int) -> Told:
    """Of what has a sign at its end: a text in quotes, a list or fields in brackets."""
    for number in range(begin.line + 1, end.line + 1):
        line = lines[number - 1]
        column = len(line) - len(line.lstrip(" ")) + 1
        if line.strip() and column <= indent:
            told = (
                "the line belongs to what begins above it, and stands no further in than its field; indent it further"
            )
            yield Place(number, column), told
            return


def asked(lines: list[str], begin: Place) -> Told:
    """Of a name in brackets: the parser takes a question mark before it for a sign of its own."""
    if lines[begin.line - 1][begin.column - 2 : begin.column - 1] == "?" and begin.column > 1:
        yield (
            Place(begin.line, begin.column - 1),
            'a question mark begins this text; put the text in double quotes ("...")',
        )


def between(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Of what stands between two parts of a file, signs and comments: where in the text, and what to do about it."""
    for found in _COMMENT.finditer(text, start, end):
        if found.start() and not text[found.start() - 1].isspace():
            yield found.start(), _GLUED


_COMMENT = re.compile("#[^\n]*")
_GLUED = "a # without a space before it begins no comment; write a space, or put the text in double quotes"


def _in_block(lines: list[str], begin: Place, end: Place, indent: int) -> Told:
    header = _HEADER.match(lines[begin.line - 1], begin.column - 1)
    assert header is not None
    if begin.column <= indent:
        yield begin, f'"{header[0]}" stands no further in than its field; put it behind the colon'
    if lines[begin.line - 1][header.end() : header.end() + 1] == "#":
        yield Place(begin.line, header.end() + 1), _GLUED
    if end.line >= len(lines) and lines[-1] and not header[0].endswith("-"):
        yield (
            Place(len(lines), len(lines[-1]) + 1),
            "the last line of the text has no end; end the file with a new line",
        )
