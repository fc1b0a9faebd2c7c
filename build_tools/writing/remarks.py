"""The comments of a record keep their place: each stays beside the field or item that it stood at, at its indent."""

from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.finding import Place
from build_tools.plain import Path
from build_tools.reader import Note, comments


@dataclass(frozen=True)
class _Start:
    """A line on which a field or an item begins."""

    line: int
    indent: int
    path: Path


def beside(note: Note) -> tuple[Path | None, ...]:
    """For each comment of a note, in order, the field or item at whose indent it stands; None on the line of one."""
    starts = _starts(note)
    lines = note.text.split("\n")
    return tuple(_beside(place, starts) if _alone(lines, place) else None for place, _ in comments(note.text))


def at_margin(text: str) -> str:
    """The text with the comments that have lines of their own at its margin, where they cannot become part of anything."""
    lines = text.split("\n")
    for place, _ in comments(text):
        if _alone(lines, place):
            lines[place.line - 1] = lines[place.line - 1].lstrip(" ")
    return "\n".join(lines)


def indented(note: Note, paths: Sequence[Path | None]) -> str:
    """The text of a note with each comment that has a line of its own at the indent of the field or item of its path."""
    starts = _starts(note)
    by_path = {start.path: start.indent for start in reversed(starts)}
    lines = note.text.split("\n")
    found = comments(note.text)
    if len(found) != len(paths):
        return note.text
    for (place, _), path in zip(found, paths, strict=True):
        if _alone(lines, place):
            known = path if path in by_path else _beside(Place(place.line, 1), starts)
            lines[place.line - 1] = " " * by_path.get(known or (), 0) + lines[place.line - 1].lstrip(" ")
    return "\n".join(lines)


def _starts(note: Note) -> list[_Start]:
    """The lines on which something begins, in order, each with the outermost of the fields and items that begin there."""
    lines = note.text.split("\n")
    first: dict[int, Path] = {}
    for path, place in sorted({**note.values, **note.keys}.items(), key=lambda found: (found[1], len(found[0]))):
        if path in note.keys or (path and isinstance(path[-1], int)):
            first.setdefault(place.line, path)
    return [_Start(line, len(lines[line - 1]) - len(lines[line - 1].lstrip(" ")), path) for line, path in first.items()]


def _alone(lines: list[str], place: Place) -> bool:
    """Whether a comment has its line for itself."""
    return not lines[place.line - 1][: place.column - 1].strip()


def _beside(comment: Place, starts: Sequence[_Start]) -> Path | None:
    """What follows a comment; where that is indented less, the last thing before that is indented no further than it."""
    indent = comment.column - 1
    following = next((start for start in starts if start.line > comment.line), None)
    if following and indent <= following.indent:
        return following.path
    if not following and not indent:
        return ()  # at the end of the file, and of no list in it
    before = (start.path for start in reversed(starts) if start.line < comment.line and start.indent <= indent)
    path = next(before, ())
    return following.path if following and following.path[: len(path)] == path else path
