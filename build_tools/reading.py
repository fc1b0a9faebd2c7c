"""One file of sources/ by itself: all that its content says whatever the others hold, and what it asks of them.

Nothing here looks at another file, so that files can be read in any order, by several processes, and once for as long as
their content stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from build_tools import prose, reader, scrutiny
from build_tools.cores import shared
from build_tools.finding import Finding
from build_tools.limits import RECORD
from build_tools.limits import SETTINGS as LARGER
from build_tools.model import CLASSES, Withdrawn
from build_tools.plain import Path
from build_tools.prose import Briefing
from build_tools.reader import Note
from build_tools.schema import KINDS, WITHDRAWN, references, schema, shape_of, typed
from build_tools.settings import Rubric, Site, Vocabulary
from build_tools.structure import structured
from build_tools.validators import is_sound

_SETTINGS = {"rubric": Rubric, "site": Site, "vocabulary": Vocabulary}
_WORTH_SHARING = 512  # files


@dataclass(frozen=True)
class File:
    """A file of sources/: its kind, the id that its name gives it, and its path below the root."""

    kind: str
    id: str
    name: str
    content: bytes | None  # None for a file with a fault of its own: it is faulty, and not missing


@dataclass(frozen=True)
class Reading:
    """What a file says: its note, its briefing if it is one, and the faults that show without the others.

    `record` is what it holds as a dataclass of the model or of the settings; None where the note has not the shape of its
    kind, which it is then to be told. `references` are those of the note: the field, the kind that it names, the id.
    """

    note: Note | None = None
    briefing: Briefing | None = None
    findings: tuple[Finding, ...] = ()
    record: Any = None
    references: tuple[tuple[Path, str, str], ...] = ()
    is_sound: bool = True


# What was read of each file, by its path, with the content of which it was read.
Held = dict[str, tuple[bytes, Reading]]


def readings(files: Sequence[File], held: Held | None = None) -> Mapping[str, Reading]:
    """What each file says, by its path. `held` keeps that from call to call; a file whose content is the same is not read again.

    Its content is compared, and neither its size nor its time: a file that is written twice in the same moment, or put back
    with the time that it had, is read again, and to read 10,000 files and look at no word of them takes a fifth of a second.
    """
    held = {} if held is None else held
    before = dict(held)
    held.clear()
    new: list[File] = []
    for file in files:
        if file.content is None:
            continue
        known = before.get(file.name)
        if known is None or known[0] != file.content:
            new.append(file)
            known = (file.content, Reading())  # which holds its place, in the order of the files
        held[file.name] = known
    for file, reading in zip(new, shared(read, new, _WORTH_SHARING), strict=True):
        held[file.name] = (held[file.name][0], reading)
    return {name: reading for name, (_, reading) in held.items()}


def read(file: File) -> Reading:
    """What one file says."""
    assert file.content is not None
    if file.kind == "briefings":
        found = prose.read(file.name, file.id, file.content)
        if not isinstance(found, Briefing):
            return Reading(findings=tuple(found))
        return _shaped(file, found.matter, found, tuple(scrutiny.of_briefing(found)))
    note = reader.read(file.name, file.content, RECORD if file.id else LARGER)
    if not isinstance(note, Note):
        return Reading(findings=tuple(note))
    return _shaped(file, note, None, tuple(scrutiny.of_record(file.kind, note)))


def _shaped(file: File, note: Note | None, briefing: Briefing | None, findings: tuple[Finding, ...]) -> Reading:
    if note is None:
        return Reading(briefing=briefing, findings=findings)
    shape = shape_of(file.kind, note)
    data = typed(note.data, schema(shape))
    if not is_sound(shape, data):
        return Reading(note, briefing, findings, is_sound=False)
    return Reading(note, briefing, findings, _record(file, shape, data), tuple(references(data, schema(shape))))


def _record(file: File, shape: str, data: dict[str, Any]) -> Any:
    if shape == WITHDRAWN:
        return structured({"kind": file.kind, "id": file.id, **data}, Withdrawn)
    if shape in KINDS:
        return structured({"id": file.id, **data}, CLASSES[shape])
    return structured(data, _SETTINGS[shape]) if shape in _SETTINGS else None
