"""A record under another id: its file, every reference to it, the lines of the lock, its capture; and the former id kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools import captures, lock
from build_tools.corpus import Corpus, kind_of
from build_tools.finding import Finding, did_you_mean, printable, shown
from build_tools.load import load
from build_tools.lock import Entry
from build_tools.meant.filenames import no_id
from build_tools.model import Record
from build_tools.prose import Briefing
from build_tools.writing.references import exchanged


class NotRenamed(Exception):
    """Why a record was not renamed, in one line that names the remedy."""


@dataclass(frozen=True)
class Renaming:
    """What renaming a record changes: the new content of each file, None for one that goes, and how many places of
    which file name the record."""

    path: Path  # of the record from then on
    contents: Mapping[Path, bytes | None]
    places: Mapping[str, int]
    lines_of_lock: int
    capture: Path | None  # where the text of a document lies from then on


def renaming(root: Path, old: str, new: str) -> Renaming | list[Finding]:
    """What renaming the record `old` to `new` changes, or the findings of shape of the records. Writes nothing.

    Raises `NotRenamed` where there is no such record, or it cannot be called so.
    """
    corpus, findings = load(root)
    entries, faults = lock.read(root)
    if corpus is None or faults:
        return sorted(findings + faults)
    record = _record(corpus, old)
    if fault := _refusal(corpus, record, new):
        raise NotRenamed(fault)
    found = exchanged(corpus, record, new)
    if found.unsafe:
        raise NotRenamed(f"{found.unsafe[0]}: an id stands here in a way that this cannot change; write it plainly")
    path = corpus.path(record)
    target = root / path.rpartition("/")[0] / f"{new}{Path(path).suffix}"
    contents: dict[Path, bytes | None] = {
        target if name == path else root / name: text.encode() for name, text in found.texts.items()
    }
    locked = [_relocked(entry, record, new) for entry in entries]
    changed = sum(one != other for one, other in zip(locked, entries, strict=True))
    if changed:
        contents[root / lock.FILE] = lock.written(locked).encode()
    capture = _capture(root, record, new)
    if capture:
        contents |= {capture[1]: capture[0].read_bytes(), capture[0]: None}
    return Renaming(target, {**contents, root / path: None}, found.places, changed, capture[1] if capture else None)


def _record(corpus: Corpus, id: str) -> Record | Briefing:
    """The record or briefing of that id. Raises `NotRenamed` where there is none."""
    if record := corpus.record(id):
        return record
    if id in corpus.withdrawn:
        raise NotRenamed(f"{shown(id)} was withdrawn on {corpus.withdrawn[id].withdrawn.text}")
    if id in corpus.formerly:
        raise NotRenamed(f'{shown(id)} is called "{corpus.formerly[id].id}" now')
    raise NotRenamed(f"there is no record {shown(id)}{did_you_mean(id, corpus.ids())}")


def _refusal(corpus: Corpus, record: Record | Briefing, new: str) -> str | None:
    """Why a record cannot have this id, or None."""
    if new == record.id:
        return f"{shown(new)} is its id already"
    if fault := no_id(new):
        return fault
    if other := corpus.record(new):
        return f"{shown(new)} is the id of {corpus.path(other)}; choose another"
    if new in corpus.withdrawn:
        return f"{shown(new)} was the id of a record that was withdrawn, and ids are never used twice; choose another"
    if new in corpus.formerly:
        return (
            f'{shown(new)} is a former id of "{corpus.formerly[new].id}", and ids are never used twice; choose another'
        )
    return None


def _relocked(entry: Entry, record: Record | Briefing, new: str) -> Entry:
    """An entry of the lock in which a record has its new id."""
    kind = kind_of(record)
    if entry.record == f"{kind}/{record.id}":
        entry = replace(entry, record=f"{kind}/{new}")
    return replace(entry, document=new) if kind == "documents" and entry.document == record.id else entry


def _capture(root: Path, record: Record | Briefing, new: str) -> tuple[Path, Path] | None:
    """Where the text of a document lies, and where it shall lie, if it is here."""
    folder = captures.folder(root)
    path, target = folder / f"{record.id}.txt", folder / f"{new}.txt"
    if kind_of(record) != "documents" or not path.exists():
        return None
    if path.is_symlink() or target.exists() or target.is_symlink():
        raise NotRenamed(f"{printable(str(target))}: another text is there, or a link; move it away first")
    return path, target
