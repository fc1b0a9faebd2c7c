"""Every format by its name, and the files of each, by their paths below docs/."""

from collections.abc import Callable, Mapping
from functools import partial

from build_tools.data import data_files
from build_tools.derive import Dossier, once
from build_tools.editors import editor_files
from build_tools.exports.annotations import PATH as ANNOTATIONS
from build_tools.exports.annotations import annotations
from build_tools.exports.calendar import PATH as CALENDAR
from build_tools.exports.calendar import calendar
from build_tools.exports.computed import computed_tables
from build_tools.exports.corpus import corpus_files
from build_tools.exports.database import database
from build_tools.exports.dictionary import dictionary
from build_tools.exports.feeds import feeds
from build_tools.exports.guide import guide
from build_tools.exports.references import Known, references
from build_tools.exports.release import LICENCES, release
from build_tools.exports.spreadsheets import spreadsheets
from build_tools.exports.tables import Table, written_tables
from build_tools.exports.welcome import welcome

Files = Mapping[str, str | bytes]
FOLDER = "data"


@once
def tables(dossier: Dossier) -> tuple[Table, ...]:
    """All tables: those of the records, then those of what follows from them."""
    return (*written_tables(dossier.corpus), *computed_tables(dossier))


def _spreadsheets(dossier: Dossier) -> Files:
    about = {
        "name": "records",
        "title": dossier.corpus.site.title,
        "description": dossier.corpus.site.introduction,
        "licenses": [{name: LICENCES["records"][name] for name in ("name", "path", "title")}],
    }
    return {f"{FOLDER}/{name}": text for name, text in spreadsheets(tables(dossier), about).items()}


def _database(dossier: Dossier) -> Files:
    return {f"{FOLDER}/records.sqlite": database(tables(dossier))}


def _release(dossier: Dossier) -> Files:
    """The release of all data, whatever is asked for beside it, and what machines ask for at the root of a site."""
    return _released(dossier, _data(dossier))


def _released(dossier: Dossier, formats: Files) -> Files:
    data = {**data_files(dossier), **editor_files(dossier), **formats}
    return {**release(dossier, data), **welcome(dossier, data)}


FORMATS: Mapping[str, Callable[[Dossier], Files]] = {
    "json": corpus_files,
    "csv": _spreadsheets,
    "sqlite": _database,
    "feeds": feeds,
    "calendar": lambda dossier: {CALENDAR: calendar(dossier)},
    "references": references,
    "annotations": lambda dossier: {ANNOTATIONS: annotations(dossier)},
    "release": _release,
}


@once
def _data(dossier: Dossier) -> Files:
    """The files of all formats but the release, which is made of them."""
    return _formats(dossier, FORMATS)


def _formats(dossier: Dossier, formats: Mapping[str, Callable[[Dossier], Files]]) -> Files:
    """The files of these formats but for the release."""
    made = (formats[name](dossier) for name in formats if name != "release")
    return {path: content for files in made for path, content in files.items()}


def export_files(dossier: Dossier, known: Known | None = None) -> dict[str, str | bytes]:
    """The files of all formats, and the pages that say what they are for; references that are `known` are not made again."""
    data = _formats(dossier, {**FORMATS, "references": partial(references, known=known)}) if known else _data(dossier)
    files = {**data, **_released(dossier, data)}
    return {**files, **guide(dossier, files), **dictionary(tables(dossier))}
