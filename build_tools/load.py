"""From the folder sources/ to a corpus: every file read, every record checked against its schema."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from stat import S_ISDIR
from typing import Any

from build_tools import scrutiny
from build_tools.corpus import Corpus, Reference
from build_tools.finding import START, Finding, gathered, identifier, printable
from build_tools.limits import RECORD, content, lying, too_many, unfit
from build_tools.limits import SETTINGS as LARGER
from build_tools.lock import FILE as LOCK
from build_tools.meant.filenames import misnamed
from build_tools.model import Withdrawn
from build_tools.plain import Data
from build_tools.prose import Briefing
from build_tools.reachable import FILE as LINKS
from build_tools.reader import Note
from build_tools.reading import File, Held, Reading, readings
from build_tools.schema import KINDS, SETTINGS, TERMS, WITHDRAWN, a, shape_of
from build_tools.shapes import Shapes

CITABLE = ("claims", "quotes", "documents")
_FOLDERS = (*KINDS, "briefings")
_SETTINGS = frozenset(f"sources/{name}.yaml" for name in SETTINGS)


def load(root: Path, held: Held | None = None) -> tuple[Corpus | None, list[Finding]]:
    """The corpus of `root`/sources, or None and every fault of shape or reference that keeps it from being one.

    `held` keeps what was read of each file: whoever calls again with it reads what has changed since, and checks all.
    """
    if told := _unread(root / "sources"):
        return None, [told]
    files, findings = _files(root)
    found = readings(files, held)
    notes = {name: reading.note for name, reading in found.items() if reading.note}
    findings += (finding for reading in found.values() for finding in reading.findings)
    ids = _ids(files, notes)
    unsound = [file for file in files if file.name in found and not found[file.name].is_sound]
    strays = _strays(unsound, notes, ids)
    findings += strays.values()
    findings += scrutiny.look_alikes({file.name: file.id for file in files if file.id}, notes)
    gone = {file.id: str(notes[file.name].data[WITHDRAWN]) for file in files if _withdrawn(file, notes)}
    shapes = Shapes(ids, _names(files, notes), _formerly(files, notes), gone)
    for file in files:
        if file.name in notes and file.name not in strays and _is_faulty(found[file.name], ids):
            findings += shapes.check(shape_of(file.kind, notes[file.name]), notes[file.name])[1]
    briefings = {reading.briefing.id: reading.briefing for reading in found.values() if reading.briefing}
    for briefing in briefings.values():
        findings += _mentions_of_nothing(briefing, shapes)
    return (None, gathered(findings)) if findings else (_corpus(files, found, notes, briefings), [])


def _is_faulty(reading: Reading, ids: Mapping[str, frozenset[str]]) -> bool:
    """Whether a note has not its shape, or refers to what is not there; references to a kind that is not known are not judged."""
    return not reading.is_sound or any(kind in ids and id not in ids[kind] for _, kind, id in reading.references)


def _corpus(
    files: Sequence[File],
    found: Mapping[str, Reading],
    notes: Mapping[str, Note],
    briefings: Mapping[str, Briefing],
) -> Corpus:
    records: dict[str, Any] = {kind: {} for kind in KINDS}
    withdrawn: dict[str, Withdrawn] = {}
    links: list[Reference] = []
    for file in sorted(files, key=lambda file: file.id):
        reading = found[file.name]
        if isinstance(reading.record, Withdrawn):
            withdrawn[file.id] = reading.record
        elif file.kind in KINDS:
            records[file.kind][file.id] = reading.record
            links += (Reference(reading.record, *reference) for reference in reading.references)
    return Corpus(
        **records,
        briefings=briefings,
        **{name: found[f"sources/{name}.yaml"].record for name in SETTINGS},
        notes=notes,
        references=tuple(links),
        withdrawn=withdrawn,
    )


def _unread(sources: Path) -> Finding | None:
    """Why nothing of sources/ is read at all, or None."""
    if sources.is_symlink():
        message = "this is a link to another place; put the folder itself here"
        return Finding(sources.name, START, "file-name", message)
    fault = too_many(sources)
    return Finding(sources.name, START, "limit", fault) if fault else None


def _files(root: Path) -> tuple[list[File], list[Finding]]:
    """The files of sources/ that lie and are named as records are, and a finding for each that is not, or is missing."""
    files: list[File] = []
    findings: list[Finding] = []
    first: dict[str, str] = {}
    for path, name in _listed(root / "sources"):
        kind, id = (path.stem, "") if name in _SETTINGS else (name.split("/")[1], path.stem)
        held = None
        try:
            fault = _misplaced(path, name, kind)
            if fault is None and id and first.setdefault(id, name) != name:
                fault = f"the id is used already by {first[id]}; an id names one record of all kinds"
            held = None if fault else content(path, RECORD if id else LARGER)
        except OSError as error:
            fault = f"this file cannot be read ({error.strerror}); check its permissions"
        if fault:
            findings.append(Finding(name, START, "file-name", fault))
        files.append(File(kind, id if held is not None else identifier(id.partition(".")[0]), name, held))
    for name in sorted(_SETTINGS - {file.name for file in files}):
        findings.append(
            Finding(name, START, "missing-file", "this file is missing; every collection of records has one")
        )
    return files, [*findings, *_links(root, {finding.path for finding in findings})]


def _links(root: Path, told: set[str]) -> Iterator[Finding]:
    """Every other link in sources/, hidden ones and those in hidden folders too, but for the locks of Emacs: they lead nowhere."""
    for entry in lying(root / "sources"):
        if not entry.is_symlink():
            continue
        path = Path(entry.path)
        name = printable(path.relative_to(root).as_posix())
        emacs = path.name.startswith(".#") and not path.exists()
        if name not in {*told, LOCK, LINKS} and not emacs:
            yield Finding(name, START, "file-name", "this is a link to another place; remove it")


def _listed(sources: Path) -> Iterator[tuple[Path, str]]:
    """What lies in sources/ and in its folders, in order, each with its name from the root; hidden files are left to the
    editors that made them."""
    for path, name in _seen(sources, sources.name):
        if name in (LOCK, LINKS):
            continue
        if path.name in _FOLDERS and path.is_dir() and not path.is_symlink():
            yield from _seen(path, name)
        else:
            yield path, name


def _seen(folder: Path, called: str) -> list[tuple[Path, str]]:
    if not folder.is_dir():
        return []
    try:
        names = sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except PermissionError:
        return [(folder, called)]
    return [(folder / name, printable(f"{called}/{name}")) for name in names]


def _misplaced(path: Path, name: str, kind: str) -> str | None:
    """Why a file cannot be a record where it lies, or None."""
    mode = path.lstat().st_mode
    if fault := unfit(mode):
        return fault
    is_folder = S_ISDIR(mode)
    if is_folder and not os.access(path, os.R_OK | os.X_OK):
        return "this folder cannot be read; check its permissions"
    if name.count("/") != 2 and name not in _SETTINGS:
        return f"records lie in the folders {', '.join(_FOLDERS)} of sources/"
    if is_folder:
        return "a folder stands where a file must stand; move what it holds up, and remove it"
    return None if name in _SETTINGS else misnamed(path, kind)


def _strays(files: Sequence[File], notes: Mapping[str, Note], ids: dict[str, frozenset[str]]) -> dict[str, Finding]:
    """The records that lie in the folder of another kind, by file; `ids` is set right, so that no reference suffers."""
    shapes = Shapes(dict(ids))
    strays: dict[str, Finding] = {}
    for file in files:
        if file.kind in KINDS and file.name in notes and (home := shapes.other_home(file.kind, notes[file.name])):
            message = f"this has the fields of {a(home)}, not of {a(file.kind)}; move the file to sources/{home}/"
            strays[file.name] = Finding(file.name, START, "foreign-record", message)
            ids[file.kind] -= {file.id}
            ids[home] |= {file.id}
    return strays


def _ids(files: list[File], notes: Mapping[str, Note]) -> dict[str, frozenset[str]]:
    """Every id that can be referred to; those of files with faults too, since they are faulty and not missing.

    Kinds of terms that neither vocabulary nor rubric holds, or that they cannot be read for, are left out.
    """
    standing = [file for file in files if not _withdrawn(file, notes)]
    ids = {kind: frozenset(file.id for file in standing if file.kind == kind) for kind in _FOLDERS}
    settings = [notes[name].data for name in ("sources/vocabulary.yaml", "sources/rubric.yaml") if name in notes]
    terms = {kind: data[kind] for data in settings for kind in TERMS if kind in data}
    return ids | {kind: frozenset(found) for kind, found in terms.items() if isinstance(found, dict)}


def _withdrawn(file: File, notes: Mapping[str, Note]) -> bool:
    """Whether a file holds what is left of a record that was withdrawn."""
    return file.name in notes and shape_of(file.kind, notes[file.name]) == WITHDRAWN


def _formerly(files: list[File], notes: Mapping[str, Note]) -> dict[str, str]:
    """What each record with a former id is called now, by that id."""
    lists = ((file.id, notes[file.name].data.get("formerly")) for file in files if file.id and file.name in notes)
    return {old: id for id, found in lists if isinstance(found, list) for old in found if isinstance(old, str)}


def _names(files: list[File], notes: Mapping[str, Note]) -> dict[str, dict[str, tuple[str, ...]]]:
    """What records and terms are called, by kind and id, whether they are sound or not."""
    names: dict[str, dict[str, tuple[str, ...]]] = {kind: {} for kind in (*KINDS, *TERMS)}
    for file in files:
        if file.kind in KINDS and file.name in notes:
            names[file.kind][file.id] = tuple(_called(notes[file.name].data))
    settings = [notes[name].data for name in ("sources/vocabulary.yaml", "sources/rubric.yaml") if name in notes]
    for kind in TERMS:
        for terms in (data.get(kind) for data in settings):
            if isinstance(terms, dict):
                names[kind] |= {id: tuple(_called(term)) for id, term in terms.items()}
    return names


def _called(data: Data) -> Iterator[str]:
    """The name or title of a record or term, and the other names that it has."""
    if isinstance(data, dict):
        others = data.get("other_names")
        for holder in (data, *(others if isinstance(others, list) else ())):
            if isinstance(holder, dict):
                yield from (name for field in ("name", "title") if isinstance(name := holder.get(field), str))


def _mentions_of_nothing(briefing: Briefing, shapes: Shapes) -> Iterator[Finding]:
    """The mentions of a briefing that lead nowhere, and its citations of what is no evidence."""
    for mention in briefing.mentions:
        kind = shapes.home(mention.id)
        if kind is None:
            yield Finding(briefing.path, mention.place, "reference", shapes.unknown(mention.id))
        elif mention.words is None and kind not in CITABLE:
            message = f'"{mention.id}" is {a(kind)}, which proves nothing; cite a claim, quote or document, or link: [words](@{mention.id})'
            yield Finding(briefing.path, mention.place, "reference", message)
    for bare in briefing.bare:
        if kind := shapes.home(bare.id):
            meant = f"[@{bare.id}]" if kind in CITABLE else f"[words](@{bare.id})"
            message = f'"[{bare.id}]" is mere text without the sign @; write {meant}'
            yield Finding(briefing.path, bare.place, "reference", message)
