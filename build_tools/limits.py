"""What is read at all: files of their own, and of these no more than any record needs; before anything looks inside."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from build_tools.finding import START, Finding, Place


@dataclass(frozen=True)
class Limits:
    """The most that a file may hold: bytes, bytes in a line, values (lists and groups of fields count too).

    `lines` is their number and `paragraph` the bytes between two empty ones, of a text in which that matters: the parser
    of Markdown looks at each line in many ways, and again and again at what stands between them.
    """

    whole: int
    line: int
    values: int = 0
    lines: int | None = None
    paragraph: int | None = None


KIB = 1024
RECORD = Limits(whole=256 * KIB, line=16 * KIB, values=10_000)
BRIEFING = Limits(whole=256 * KIB, line=4 * KIB, lines=5_000, paragraph=4 * KIB)
# Of these there is one a collection, and they grow with it.
SETTINGS = Limits(whole=2 * KIB * KIB, line=16 * KIB, values=50_000)
LOCK = Limits(whole=256 * KIB * KIB, line=KIB * KIB)

MOST_LEVELS = 12  # of lists and fields
MOST_FIELDS = 5_000  # of one group
MOST_TOLD = 20  # findings in one file; who has mended these sees the others
MOST_FILES = 200_000  # in sources/
MOST_TOGETHER = KIB * KIB * KIB  # bytes of all of them
_WHY = "so that no file can hold up the tools"


def too_much(path: str, content: bytes, limits: Limits) -> list[Finding]:
    """What of a file is more than is read of one: the whole, or its first line that is too long."""
    if len(content) > limits.whole:
        message = f"the file has more than {_size(limits.whole)}, the most that is read, {_WHY}; divide or shorten it"
        return [Finding(path, START, "limit", message)]
    if limits.lines and content.count(b"\n") > limits.lines:
        message = f"the file has more than {limits.lines:,} lines, the most that are read, {_WHY}; divide or shorten it"
        return [Finding(path, START, "limit", message)]
    parts = [("line", b"\n", limits.line)]
    parts += [("paragraph", b"\n\n", limits.paragraph)] if limits.paragraph else []
    for name, mark, most in parts:
        start = 0
        for part in content.split(mark):
            if len(part) > most:
                message = f"the {name} has more than {_size(most)}, the most that is read, {_WHY}; divide or shorten it"
                return [Finding(path, Place(content.count(b"\n", 0, start) + 1, 1), "limit", message)]
            start += len(part) + len(mark)
    return []


def content(path: Path, limits: Limits) -> bytes:
    """The content of a file, up to a byte more than the most that is read. Raises `OSError`."""
    with path.open("rb") as opened:
        return opened.read(limits.whole + 1)


def unfit(mode: int) -> str | None:
    """Why something of that mode (`st_mode`) is no file of its own, or None: it is not opened, since to open a pipe is to wait for ever."""
    if stat.S_ISLNK(mode):
        return "this is a link to another place; put the file itself here"
    return None if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else "this is no file that holds text; remove it"


def too_many(folder: Path) -> str | None:
    """Why a folder holds more than is read, what lies in folders within counted; or None."""
    found = list(islice(lying(folder), MOST_FILES + 1))
    if len(found) > MOST_FILES:
        return f"more than {MOST_FILES:,} files lie here, the most that are read, {_WHY}; divide the collection"
    if sum(entry.stat(follow_symlinks=False).st_size for entry in found) > MOST_TOGETHER:
        return f"the files here have more than {_size(MOST_TOGETHER)}, the most that are read, {_WHY}; divide the collection"
    return None


def lying(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Everything in a folder and in those within, hidden things too; no link is followed, and what cannot be read is passed over."""
    waiting = [os.fspath(folder)]
    while waiting:
        with suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                yield entry


def _size(count: int) -> str:
    power = next((power for power in (3, 2) if count >= KIB**power), 1)
    return f"{count // KIB**power} {['KiB', 'MiB', 'GiB'][power - 1]}"
