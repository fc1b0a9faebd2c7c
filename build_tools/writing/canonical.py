"""A record in canonical form: the order of its fields, the width of its lines, its quotes; comments keep their place."""

import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import pairwise
from typing import Any, cast
from unicodedata import category

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.emitter import RoundTripEmitter
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    FoldedScalarString,
    LiteralScalarString,
    PlainScalarString,
    SingleQuotedScalarString,
)

from build_tools.finding import START, Finding
from build_tools.reader import Note, comments, read
from build_tools.schema import Schema
from build_tools.writing.order import in_order, wanted
from build_tools.writing.remarks import at_margin, beside, indented

WIDTH = 120
_UNWRITABLE = (
    "this cannot be put into canonical form without a loss; put its comments on lines of their own above a field"
)

# What other readers take for a number, a truth value or nothing, where no quotes stand (YAML 1.2.2, 10.3.2; "yes" in 1.1).
_TYPED = re.compile(
    r"~|null|Null|NULL|(?i:true|false|yes|no|on|off|y|n)|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_FOLD = re.compile(r"(?<=\S) (?=\S)")


def canonical(note: Note, shape: Schema) -> str | Finding:
    """The text of a note in canonical form, or a finding where that would change its data or lose a comment."""
    found = read(note.path, _written(note, shape).encode())
    if isinstance(found, Note) and found.data == note.data and _comments(found) == _comments(note):
        return found.text
    return Finding(note.path, START, "format", _UNWRITABLE)


def _comments(note: Note) -> Counter[str]:
    return Counter(comment.rstrip() for _, comment in comments(note.text))


def _written(note: Note, shape: Schema) -> str:
    """The text of a note in canonical form; what cannot be read any more, or says something else, has to be refused."""
    note = in_order(note, shape)
    paths = beside(note)
    try:
        styled = read(note.path, _styled(at_margin(note.text), shape).encode())
    except Exception:  # whatever the library cannot write, the file is left alone, and a finding says so
        return ""
    if not isinstance(styled, Note):
        return ""
    placed = read(note.path, indented(styled, paths).encode())
    return in_order(placed, shape).text if isinstance(placed, Note) else ""


def _styled(text: str, shape: Schema) -> str:
    """The text with canonical indents, quotes and widths, its fields where they were."""
    yaml = YAML()
    yaml.Resolver = _Resolver
    yaml.Emitter = _Emitter
    yaml.preserve_quotes = True
    yaml.width = 1_000_000  # lines are broken here, and not by the emitter
    yaml.indent(mapping=2, sequence=4, offset=2)
    data = yaml.load(text)
    _style(data, shape, 0, 0)
    out = StringIO()
    yaml.dump(data, out)
    return out.getvalue().strip("\n") + "\n"


class _Resolver(VersionedResolver):
    """Takes every scalar for text, as the reader does."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        return self.DEFAULT_SCALAR_TAG if kind is ScalarNode else super().resolve(kind, value, implicit)


class _Emitter(RoundTripEmitter):
    """Quotes with the sign that needs fewer escapes: double quotes, unless the text holds them itself."""

    def choose_scalar_style(self) -> Any:
        style = super().choose_scalar_style()
        if style not in ("'", '"'):
            return style
        value = self.event.value
        single = value.count('"') + value.count("\\") > value.count("'")
        return "'" if single and self.analysis.allow_single_quoted and "\n" not in value else '"'

    def write_double_quoted(self, text: str, split: bool = True) -> None:
        """As it does, but signs that nobody sees stand as escapes."""
        self.allow_unicode = not _steered(text)
        super().write_double_quoted(text, split)
        self.allow_unicode = True


def _style(node: CommentedMap | CommentedSeq, shape: Schema, begins: int, column: int, inside: bool = False) -> None:
    """Gives every value of a list or mapping its style: in brackets where it stood so, and fits in the line.

    It `begins` in one column, and its keys or items stand in another; `inside` says that brackets stand around it.
    """
    brackets = inside or bool(node.fa.flow_style() and begins + _breadth(node) <= WIDTH)
    if not brackets:
        node.fa.set_block_style()
    elif isinstance(node, CommentedMap) and not node.ca.items:
        for key in wanted(node, shape):
            node.move_to_end(key)
    for key, value, inner in list(_parts(node, shape)):
        starts = column + (len(key) + 2 if isinstance(key, str) else 0)
        if isinstance(value, CommentedSeq):
            _style(value, inner, starts, column + 4, brackets)
        elif isinstance(value, CommentedMap):
            _style(value, inner, starts, column + 2 if isinstance(key, str) else column, brackets)
        elif not _has_comment(node, key):
            below = column + 2 if isinstance(key, str) else column
            node[key] = _inline(value, True) if brackets else _text(value, WIDTH - starts, WIDTH - below)


def _parts(node: CommentedMap | CommentedSeq, shape: Schema) -> Iterator[tuple[Any, Any, Schema]]:
    if isinstance(node, CommentedSeq):
        yield from ((number, value, shape.get("items", {})) for number, value in enumerate(node))
        return
    fields, others = shape.get("properties", {}), shape.get("additionalProperties", {})
    for key, value in node.items():
        yield key, value, fields.get(key, others if isinstance(others, dict) else {})


def _has_comment(node: CommentedMap | CommentedSeq, key: str | int) -> bool:
    """Whether a comment stands on the line of a value: without quotes it would be read as lost text."""
    return any(str(getattr(token, "value", "")).startswith("#") for token in node.ca.items.get(key) or ())


def _text(value: str, room: int, room_below: int) -> str:
    """A text in the style that it takes: folded where it was or where its line is too short for it, else on its line."""
    if isinstance(value, FoldedScalarString):
        return value if "\n" in value or _fits(value, room_below) else _folded(value, room_below)
    foldable = "\n" not in value and value == value.strip() and _FOLD.search(value)
    return _folded(value, room_below) if foldable and len(value) > room else _inline(value)


def _inline(value: str, brackets: bool = False) -> str:
    """A text on one line, in quotes only where it needs them; what has lines of its own keeps them."""
    if isinstance(value, (FoldedScalarString, LiteralScalarString)):
        return value
    quoted = isinstance(value, (DoubleQuotedScalarString, SingleQuotedScalarString))
    if quoted and (_TYPED.fullmatch(value) or _steered(value) or not _reads_plain(value, brackets)):
        return cast(str, DoubleQuotedScalarString(value))
    return cast(str, PlainScalarString(value))


def _reads_plain(text: str, brackets: bool) -> bool:
    """Whether the reader reads a text as it is where no quotes stand."""
    note = read("", f"x: {f'[{text}]' if brackets else text}\n".encode())
    return isinstance(note, Note) and note.data == {"x": [text] if brackets else text}


def _steered(text: str) -> bool:
    """Whether a text holds signs that are not seen, such as those that turn the direction of writing."""
    return any(category(sign) == "Cf" for sign in text)


def _fits(value: FoldedScalarString, room: int) -> bool:
    """Whether the lines of a folded text, as they are, fit."""
    breaks = [-1, *getattr(value, "fold_pos", ()), len(value)]
    return all(end - start - 1 <= room for start, end in pairwise(breaks))


def _folded(value: str, room: int) -> str:
    """A text folded at single spaces, each line as long as fits."""
    folds: list[int] = []
    start, last = 0, 0
    for end in [*(found.start() for found in _FOLD.finditer(value)), len(value)]:
        if end - start > room and last > start:
            folds.append(last)
            start = last + 1
        last = end
    folded = FoldedScalarString(value)
    folded.fold_pos = folds
    if comment := getattr(value, "comment", None):
        folded.comment = comment
    return cast(str, folded)


def _breadth(value: Any) -> int:
    """How many columns a value in brackets takes on one line, at the least."""
    if isinstance(value, CommentedMap):
        return 2 + sum(len(key) + 2 + _breadth(item) + 2 for key, item in value.items())
    if isinstance(value, CommentedSeq):
        return 2 + sum(_breadth(item) + 2 for item in value)
    return len(value)
