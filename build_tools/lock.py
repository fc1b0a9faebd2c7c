"""The evidence lock: a committed file, a line for each stretch of words that was found in the capture of its document."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from build_tools.finding import Finding, Place
from build_tools.ledger import Ledger

FILE = "sources/evidence.lock"
_COMMAND = "python -m build_tools lock"
REMEDY = f"restore the file, and let `{_COMMAND}` write it"

MISSING = "restore the file from git, or let `python -m build_tools lock` write it where the captures are"


@dataclass(frozen=True, order=True)
class Entry:
    """A stretch of words of a record, and where it was found: the selectors of the W3C Web Annotation model.

    `record` is "kind/id" and `field` the path to the words in it, its numbers left out ("evidence.passage"). `part`
    counts the stretches of one passage or quote, which is divided where an omission stands and where a line of the
    capture ends. `exact`, `words` and `capture` are SHA-256 sums in hexadecimal digits: of the stretch and of the whole
    passage or quote, both in normal form (version `normalisation`), and of the file of the capture. `start` and `end` count characters of the capture in Unicode form
    NFC. `prefix` and `suffix` are as short as makes the words unique in the capture, empty where they are unique.
    """

    record: str
    field: str
    document: str
    start: int
    part: int
    end: int
    exact: str
    words: str
    prefix: str
    suffix: str
    capture: str
    normalisation: int


_LEDGER = Ledger(
    FILE, "lock", "lock", REMEDY, _COMMAND, lambda data: Entry(**data), lambda entry: entry.prefix + entry.suffix
)


def read(root: Path) -> tuple[tuple[Entry, ...], list[Finding]]:
    """The entries of `root`'s lock, and what is wrong with its lines. A missing file is a lock without entries."""
    entries, findings = _LEDGER.read(root)
    findings += [_LEDGER.fault(number, fault) for number, fault in _faults(entries)]
    return tuple(entries.values()), findings


def _faults(entries: Mapping[int, Entry]) -> Iterator[tuple[int, str]]:
    """What cannot be, of lines that are sound each for itself: the number of the line, and what is wrong."""
    captures: dict[str, str] = {}
    stretches: set[tuple[object, ...]] = set()
    last: Entry | None = None
    for number, entry in entries.items():
        stretch = (entry.record, entry.field, entry.document, entry.words, entry.part, entry.normalisation)
        if last and entry <= last:
            yield number, "this line is out of order, or stands twice"
        elif stretch in stretches:
            yield number, "another line is on the same words"
        if entry.end <= entry.start:
            yield number, "the words end before they begin"
        if captures.setdefault(entry.document, entry.capture) != entry.capture:
            yield number, f'other lines name another capture of "{entry.document}"'
        stretches.add(stretch)
        last = entry


def written(entries: Iterable[Entry]) -> str:
    """The text of a lock with these entries: JSON Lines, sorted."""
    return _LEDGER.written(sorted(set(entries)))


def outdated(lock: Sequence[Entry], forgotten: Container[Entry]) -> list[Finding]:
    """A finding for each line of a lock that holds a forgotten entry."""
    message = "no record holds these words any more; `python -m build_tools lock` removes the line"
    return [Finding(FILE, Place(line, 1), "lock", message) for line, entry in enumerate(lock, 1) if entry in forgotten]
