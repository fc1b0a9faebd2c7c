"""From the whole corpus as JSON back to the files of sources/.

Faults are told by place, as JSON Pointers have it (RFC 6901). What is written is read back first: every record says what the
document says, or nothing is written.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from build_tools import lock, reachable, reader
from build_tools.data import briefing_data
from build_tools.exports.shapes import importable
from build_tools.finding import Finding, printable, shown
from build_tools.load import load
from build_tools.lock import Entry
from build_tools.reader import Note
from build_tools.schema import KINDS, SETTINGS, WITHDRAWN, schema
from build_tools.validators import flaws
from build_tools.writing.plain import as_texts, as_yaml

Files = dict[str, str]
Names = tuple[str | int, ...]
_MOST_TOLD = 20
_LONGEST_EXPONENT = 3  # "+18", "-18"


class NotRestored(Exception):
    """Why a document gives no records: `faults`, each with its place in the document, or empty for the document itself."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{place}: {fault}" for place, fault in faults))
        self.faults = faults


@dataclass(frozen=True)
class _Source:
    """A file of sources/: the place in the document of what it holds, and its text."""

    place: Names
    text: str


def restored(content: bytes) -> Files:
    """The text of each file of sources/ by its path, from a corpus in JSON. Raises `NotRestored`."""
    told = _read(content)
    found = islice(flaws(importable(), told), _MOST_TOLD)
    _refuse((_pointer(path), fault) for path, fault in found)
    sources = _sources(told)
    texts = {name: source.text for name, source in sources.items()} | _locks(told)
    _refuse(_faults(told, sources, texts))
    return texts


def write(folder: Path, texts: Files) -> None:
    """Writes the files below a folder. Raises `OSError`, `UnicodeError` where a text has no bytes."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))


def _refuse(faults: Iterator[tuple[str, str]]) -> None:
    if found := list(faults):
        raise NotRestored(found)


def _read(content: bytes) -> Any:
    """The document that bytes hold, its decimal numbers with their digits."""
    try:
        told = json.loads(
            content.decode("utf-8-sig"), parse_float=_number, parse_constant=_no_number, object_pairs_hook=_fields
        )
        json.dumps(told, default=str, ensure_ascii=False).encode("utf-8")
    except UnicodeDecodeError as error:
        fault = f"byte {error.start} is not UTF-8; export the collection anew"
    except UnicodeEncodeError:
        fault = "a text holds half of a sign (a lone surrogate); remove it"
    except json.JSONDecodeError as error:
        fault = f"this is not JSON (line {error.lineno}, column {error.colno}: {error.msg}); export the collection anew"
    except RecursionError:
        fault = "this is nested too deeply; export the collection anew"
    except ValueError as error:
        fault = printable(str(error))
    else:
        return told
    raise NotRestored([("", fault)])


def _number(text: str) -> Decimal:
    """A number with a fraction or an exponent."""
    exponent = text.lower().partition("e")[2]
    if len(exponent) > _LONGEST_EXPONENT:
        raise ValueError(f"{shown(text)} is too large or too small a number; write it in at most 18 digits")
    return Decimal(text)


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON; write the number, or remove the field")


def _fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The fields of a mapping; one that stands twice would be lost without a word."""
    told = dict(pairs)
    if len(told) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the field {shown(twice)} stands twice in one group; keep one of the two")
    return told


def _sources(told: Any) -> dict[str, _Source]:
    """The file of each record, briefing and setting, by its path."""
    found: dict[str, _Source] = {}

    def add(name: str, place: Names, text: str) -> None:
        if name in found:
            raise NotRestored(
                [(_pointer(place), f"this has the id of {_pointer(found[name].place)}; give one of them another")]
            )
        found[name] = _Source(place, text)

    for name in SETTINGS:
        add(f"sources/{name}.yaml", ("settings", name), as_yaml(told["settings"][name], schema(name)))
    for kind in KINDS:
        for number, one in enumerate(told["records"][kind]):
            place = ("records", kind, number, "record")
            add(f"sources/{kind}/{one['id']}.yaml", place, as_yaml(one["record"], schema(kind)))
    for number, one in enumerate(told["withdrawn"]):
        left = {name: value for name, value in one.items() if name not in ("kind", "id")}
        add(f"sources/{one['kind']}/{one['id']}.yaml", ("withdrawn", number), as_yaml(left, schema(WITHDRAWN)))
    for number, one in enumerate(told["briefings"]):
        add(f"sources/briefings/{one['id']}.md", ("briefings", number, "record"), one["record"]["text"])
    return found


def _locks(told: Any) -> Files:
    """The locks that are not empty, as the tools write them."""
    entries, links = [Entry(**one) for one in told["evidence_lock"]], list(map(reachable.link, told["link_lock"]))
    texts = {lock.FILE: lock.written(entries), reachable.FILE: reachable.written(links)}
    return {name: text for name, text in texts.items() if text}


def _faults(told: Any, sources: Mapping[str, _Source], texts: Files) -> Iterator[tuple[str, str]]:
    """What keeps the files from being sound, or from saying what the document says."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, texts)
        corpus, findings = load(root)
        entries, faulty = lock.read(root)
        links, wrong = reachable.read(root)
    yield from (_placed(finding, sources) for finding in [*findings, *faulty, *wrong])
    if corpus is None:
        return
    for name, source in sources.items():
        held = _held(told, source.place)
        if not name.endswith(".md") and corpus.notes[name].data != as_texts(held):
            yield _pointer(source.place), "this cannot be written as it is; leave out what is no plain text"
    for number, one in enumerate(told["briefings"]):
        if one["record"] != briefing_data(corpus.briefings[one["id"]]):
            place = _pointer(("briefings", number, "record"))
            yield place, "the title, corrections or former ids are not those of the text; write what the text says"
    for part, count in (("evidence_lock", len(entries)), ("link_lock", len(links))):
        if count != len(told[part]) and not faulty and not wrong:
            yield _pointer((part,)), "an entry stands here twice; keep one of the two"


def _held(told: Any, place: Names) -> Any:
    """What stands at a place; of a withdrawn record, what its file holds."""
    for name in place:
        told = told[name]
    return (
        {name: value for name, value in told.items() if name not in ("kind", "id")} if place[0] == WITHDRAWN else told
    )


def _placed(finding: Finding, sources: Mapping[str, _Source]) -> tuple[str, str]:
    """A finding in a file, at its place in the document."""
    source = sources.get(finding.path)
    if source is None:
        part = {lock.FILE: "evidence_lock", reachable.FILE: "link_lock"}.get(finding.path)
        return _pointer((part,) if part else ()), f"{finding.rule}: {finding.message}"
    if finding.path.endswith(".md"):
        return _pointer(
            (*source.place, "text")
        ), f"{finding.rule}: {finding.message} (line {finding.place.line} of the text)"
    note = reader.read(finding.path, source.text.encode("utf-8"))
    return _pointer((*source.place, *_field(note, finding))), f"{finding.rule}: {finding.message}"


def _field(note: Note | list[Finding], finding: Finding) -> Names:
    """The path of the field at which a finding points."""
    if not isinstance(note, Note):
        return ()
    places = note.keys if finding.rule == "unknown-field" else note.values
    return next((path for path, place in places.items() if place == finding.place), ())


def _pointer(path: Names) -> str:
    """A path as a JSON Pointer (RFC 6901)."""
    return "".join(f"/{str(name).replace('~', '~0').replace('/', '~1')}" for name in path)
