"""The data of each record as files: what is written, and what is computed of it with its reasons."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from hashlib import sha256
from posixpath import commonprefix

from build_tools.cores import shared
from build_tools.corpus import kind_of
from build_tools.derive import Dossier, once
from build_tools.explain import Data, explanation
from build_tools.jsontext import json_text
from build_tools.model import Record
from build_tools.prose import Briefing
from build_tools.structure import written
from build_tools.ways import location

# One line a record as it was written, as `sha256sum` writes them: `sha256sum -c` reads it at the root of the site.
SUMS = "reference/records.sha256"
# What `explanation` repeats from the record, which stands beside it here.
_REPEATED = frozenset({"record", "as_of", "statement", "undertaking", "bears_on", "compatible_with"})
# What is computed from the texts of the documents, which most machines do not have: all must write the same file.
_FROM_CAPTURES = frozenset({"resembles"})


@once
def data_files(dossier: Dossier) -> Mapping[str, str]:
    """The text of every data file by its path relative to docs/: two files a record, and the list of the sums of all records."""
    records = _records(dossier)
    missing = [record for record in records if data_path(record) not in _told(dossier)]
    made = shared(partial(_text, dossier), missing)
    _told(dossier).update(zip(map(data_path, missing), made, strict=True))
    told = {data_path(record): data_text(dossier, record) for record in records}
    return {**told, **{original_path(record): original(dossier, record) for record in records}, SUMS: sums(dossier)}


def data_text(dossier: Dossier, record: Record | Briefing) -> str:
    """The text of the data file of a record."""
    told, path = _told(dossier), data_path(record)
    if path not in told:
        told[path] = _text(dossier, record)
    return told[path]


def remember(dossier: Dossier, texts: Mapping[str, str]) -> None:
    """Takes over the texts of data files that were made elsewhere, by their paths."""
    _told(dossier).update(texts)


@once
def _told(dossier: Dossier) -> dict[str, str]:
    """The texts of the data files that were asked for."""
    return {}


def _text(dossier: Dossier, record: Record | Briefing) -> str:
    return json_text(data(dossier, record))


@once
def sums(dossier: Dossier) -> str:
    """The list of all records as they were written, each with its sum."""
    originals = {original_path(record): original(dossier, record) for record in _records(dossier)}
    return "".join(f"{digest(originals[path])}  {path}\n" for path in sorted(originals))


def _records(dossier: Dossier) -> list[Record | Briefing]:
    return [*dossier.corpus.records(), *dossier.corpus.briefings.values()]


def data_path(record: Record | Briefing) -> str:
    """Where the data of a record lie, relative to docs/: "actors/us-atf.json"."""
    return f"{kind_of(record)}/{record.id}.json"


def original_path(record: Record | Briefing) -> str:
    """Where the record lies as it was written: "actors/us-atf.yaml". A briefing's own ending is that of pages."""
    ending = "txt" if isinstance(record, Briefing) else "yaml"
    return f"{kind_of(record)}/{record.id}.{ending}"


def data(dossier: Dossier, record: Record | Briefing) -> Data:
    """A record as it is written, under the names of its schema, and under `computed` all that follows for it."""
    told = explanation(dossier, record)
    left_out = _REPEATED | _FROM_CAPTURES
    return {
        "id": record.id,
        "kind": kind_of(record),
        "as_of": dossier.day.isoformat(),
        "rubric": dossier.corpus.rubric.version,
        "record": briefing_data(record) if isinstance(record, Briefing) else written(record, number=Decimal),
        "computed": {name: value for name, value in told.items() if name not in left_out},
    }


def briefing_data(briefing: Briefing) -> Data:
    """A briefing as it is written: its title, its text, and what its front matter says."""
    more = {"corrections": written(briefing.corrections), "formerly": list(briefing.formerly)}
    return {"title": briefing.title, "text": briefing.text, **{name: value for name, value in more.items() if value}}


def original(dossier: Dossier, record: Record | Briefing) -> str:
    """The text of the file that holds a record, to the byte."""
    if isinstance(record, Briefing):
        return record.text
    return dossier.corpus.notes[dossier.corpus.path(record)].text


def digest(text: str) -> str:
    """The SHA-256 of a file's text, in hexadecimal digits, as `sha256sum` prints it."""
    return sha256(text.encode("utf-8")).hexdigest()


def feed_path(record: Record | None) -> str:
    """Where the feed of changes on a commitment or an actor lies, or (None) that of all, without its ending."""
    return f"{kind_of(record)}/{record.id}" if record else "data/changes"


# The names of the formats of references, and how the names of their files end.
REFERENCES = {"BibTeX": "bib", "RIS": "ris", "CSL-JSON": "csl.json"}


def references_paths(record: Record | Briefing | None) -> dict[str, str]:
    """Where the references of a record's page and its sources lie, or (None) those of all documents, by format."""
    stem = f"{kind_of(record)}/{record.id}" if record else "data/sources"
    return {name: f"{stem}.{ending}" for name, ending in REFERENCES.items()}


def web_address(dossier: Dossier, here: str, to: str) -> str:
    """The address of a page or file given by its path below docs/: whole where the site's is known, else as seen from `here`."""
    place = location(to)
    if dossier.address:
        return dossier.address + place
    seen = seen_from(here.rpartition("/")[0], place.rstrip("/"))
    return seen if place == to else f"{seen}/"


def seen_from(folder: str, to: str) -> str:
    """The way from a folder to a folder or file, both given by their paths below docs/ ("" for docs/ itself): "../claims"."""
    start, end = folder.split("/") if folder else [], to.split("/") if to else []
    shared = len(commonprefix([start, end]))
    return "/".join([".."] * (len(start) - shared) + end[shared:]) or "."
