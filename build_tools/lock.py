"""The evidence lock: a committed file, a line for each stretch of words that was found in the capture of its document."""

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
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


def read(root: Path) -> tuple[tuple[Entry, ...], list[Finding]]:
    """The entries of `root`'s lock, and what is wrong with its lines. A missing file is a lock without entries."""
    path = root / FILE
    if path.is_symlink() or (path.exists() and not path.is_file()):
        return (), [_finding(1, 1, "this is no file of its own; remove it")]
    try:
        decoded = decode(FILE, path.read_bytes())
    except FileNotFoundError:
        return (), []
    except OSError as error:
        return (), [_finding(1, 1, f"this file cannot be read ({error.strerror}); check its permissions")]
    if isinstance(decoded, list):
        return (), decoded
    entries = [_entry(line, number) for number, line in enumerate(_lines(decoded), 1)]
    sound = {number: entry for number, entry in enumerate(entries, 1) if isinstance(entry, Entry)}
    findings = [entry for entry in entries if isinstance(entry, Finding)]
    findings += [_finding(number, 1, f"{fault}; {REMEDY}") for number, fault in _faults(sound)]
    if decoded and not decoded.endswith("\n"):
        findings.append(_finding(len(entries), 1, f"this line does not end; {REMEDY}"))
    return tuple(sound.values()), findings


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []


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
    return "".join(_line(entry) + "\n" for entry in sorted(set(entries)))


def _line(entry: Entry) -> str:
    """An entry as JSON; letters stand as they are, unless the surroundings hold signs that no reader would see."""
    visible = (entry.prefix + entry.suffix).isprintable()
    return json.dumps(asdict(entry), ensure_ascii=not visible)


def outdated(lock: Sequence[Entry], forgotten: Container[Entry]) -> list[Finding]:
    """A finding for each line of a lock that holds a forgotten entry."""
    message = "no record holds these words any more; `python -m build_tools lock` removes the line"
    return [_finding(line, 1, message) for line, entry in enumerate(lock, 1) if entry in forgotten]


def _entry(line: str, number: int) -> Entry | Finding:
    try:
        data = json.loads(line, parse_float=int)  # no number of the lock has a fraction: int refuses it
    except json.JSONDecodeError as error:
        return _finding(number, error.colno, f"this is not JSON ({error.msg}); {REMEDY}")
    except (ValueError, RecursionError):
        return _finding(number, 1, f"this is not JSON that the tools write; {REMEDY}")
    if wrong := flaw("lock", data):
        return _finding(number, 1, f"{shown(wrong)}; {REMEDY}")
    entry = Entry(**data)
    return entry if _line(entry) == line else _finding(number, 1, f"this is not as the tools write it; {REMEDY}")


def _finding(line: int, column: int, message: str) -> Finding:
    return Finding(FILE, Place(line, column), "lock", message)
