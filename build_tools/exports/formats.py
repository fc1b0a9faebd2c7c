"""Every format by its name, and the files of each, by their paths below docs/."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from build_tools.derive import Dossier
from build_tools.exports.annotations import PATH as ANNOTATIONS
from build_tools.exports.annotations import annotations
from build_tools.exports.calendar import PATH as CALENDAR
from build_tools.exports.calendar import calendar
from build_tools.exports.computed import computed_tables
from build_tools.exports.corpus import corpus_files
from build_tools.exports.database import database
from build_tools.exports.feeds import feeds
from build_tools.exports.references import references
from build_tools.exports.spreadsheets import spreadsheets
from build_tools.exports.tables import Table, written_tables

Files = Mapping[str, str | bytes]
FOLDER = "data"


@lru_cache(maxsize=1)
def tables(dossier: Dossier) -> tuple[Table, ...]:
    """All tables: those of the records, then those of what follows from them."""
    return (*written_tables(dossier.corpus), *computed_tables(dossier))


def _spreadsheets(dossier: Dossier) -> Files:
    about = {"name": "records", "title": dossier.corpus.site.title, "description": dossier.corpus.site.introduction}
    return {f"{FOLDER}/{name}": text for name, text in spreadsheets(tables(dossier), about).items()}


def _database(dossier: Dossier) -> Files:
    return {f"{FOLDER}/records.sqlite": database(tables(dossier))}


FORMATS: Mapping[str, Callable[[Dossier], Files]] = {
    "json": corpus_files,
    "csv": _spreadsheets,
    "sqlite": _database,
    "feeds": feeds,
    "calendar": lambda dossier: {CALENDAR: calendar(dossier)},
    "references": references,
    "annotations": lambda dossier: {ANNOTATIONS: annotations(dossier)},
}


def export_files(dossier: Dossier) -> dict[str, str | bytes]:
    """The files of all formats."""
    return {path: content for written in FORMATS.values() for path, content in written(dossier).items()}
