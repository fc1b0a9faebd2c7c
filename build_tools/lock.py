"""The evidence lock: a committed file, a line for each stretch of words that was found in the capture of its document."""

import json
from collections.abc import Container, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from build_tools.finding import Finding, Place, shown
from build_tools.schema import flaw
from build_tools.text import decode

FILE = "sources/evidence.lock"
REMEDY = "restore the file, and let `python -m build_tools lock` write it"


@dataclass(frozen=True, order=True)
class Entry:
    """A stretch of words of a record, and where it was found: the selectors of the W3C Web Annotation model.

    `record` is "kind/id" and `field` the path to the words in it, its numbers left out ("evidence.passage"). `part`
    counts the stretches of one passage or quote, which is divided where an omission stands and where a line of the
    capture ends. `capture` and `exact` are SHA-256 sums in hexadecimal digits: of the file of the capture, and of the
    words in normal form (version `normalisation`). `start` and `end` count characters of the capture in Unicode form
    NFC. `prefix` and `suffix` are as short as makes the words unique in the capture, empty where they are unique.
    """

    record: str
    field: str
    document: str
    start: int
    part: int
    end: int
    exact: str
    prefix: str
    suffix: str
    capture: str
    normalisation: int


def read(root: Path) -> tuple[tuple[Entry, ...], list[Finding]]:
    """The entries of `root`'s lock, and what is wrong with its lines. A missing file is a lock without entries."""
    path = root / FILE
    if not path.exists():
        return (), []
    if path.is_symlink() or not path.is_file():
        return (), [_finding(1, 1, "this is no file of its own; remove it")]
    decoded = decode(FILE, path.read_bytes())
    if isinstance(decoded, list):
        return (), decoded
    entries: list[Entry] = []
    findings: list[Finding] = []
    for number, line in enumerate(decoded.splitlines(), 1):
        entry = _entry(line, number)
        if isinstance(entry, Finding):
            findings.append(entry)
        elif entries and entry <= entries[-1]:
            findings.append(_finding(number, 1, f"this line is out of order, or stands twice; {REMEDY}"))
        else:
            entries.append(entry)
    return tuple(entries), findings


def written(entries: Iterable[Entry]) -> str:
    """The text of a lock with these entries: JSON Lines, sorted."""
    return "".join(json.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in sorted(set(entries)))


def outdated(lock: Sequence[Entry], forgotten: Container[Entry]) -> list[Finding]:
    """A finding for each line of a lock that holds a forgotten entry."""
    message = "no record holds these words any more; `python -m build_tools lock` removes the line"
    return [_finding(line, 1, message) for line, entry in enumerate(lock, 1) if entry in forgotten]


def differs() -> Finding:
    """The finding that a lock without another fault is not the one that the tools would write."""
    return _finding(
        1, 1, "the lock is not what the records and captures give; `python -m build_tools lock` writes it anew"
    )


def _entry(line: str, number: int) -> Entry | Finding:
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        return _finding(number, error.colno, f"this is not JSON ({error.msg}); {REMEDY}")
    except (ValueError, RecursionError):
        return _finding(number, 1, f"this is not JSON that the tools write; {REMEDY}")
    if wrong := flaw("lock", data):
        return _finding(number, 1, f"{shown(wrong)}; {REMEDY}")
    return Entry(**data)


def _finding(line: int, column: int, message: str) -> Finding:
    return Finding(FILE, Place(line, column), "lock", message)
