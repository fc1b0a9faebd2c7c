"""The page of the data: what each file is for and for whom, how to ask, follow, check and reuse it."""

import sqlite3
from collections.abc import Iterator, Mapping
from math import floor, log10

from build_tools import markup as mu
from build_tools import sheet
from build_tools.dates import parse
from build_tools.derive import Dossier
from build_tools.exports.release import ARCHIVE, LICENCES, SUMS, media_type
from build_tools.exports.sbom import PATH as BILL
from build_tools.pages.parts.head import head
from build_tools.pages.parts.nodes import Node, Nodes
from build_tools.pages.parts.search import ranked_as_list
from build_tools.pages.parts.things import dataset

PATH = "data/index.md"
DATABASE = "data/records.sqlite"
Files = Mapping[str, str | bytes]
_LEAD = "Everything on this site, as files that other programs read. They are made of the same records as the pages, at the same time."
# Every file that has a row, with what it is for and for whom.
USES = {
    "data/records.sqlite": (
        "SQLite database",
        "To ask questions in SQL: all tables, views for common questions, and a full-text search",
    ),
    "data/datapackage.json": (
        "CSV tables",
        "For spreadsheets, R and pandas: what each file in tables/ holds, as a Frictionless Data Package",
    ),
    "data/corpus.json": ("JSON, whole", "For programs: every record and all that is computed of it, in one document"),
    "data/actors.json": (
        "JSON, people and organisations",
        "An index for programs, with the address of each record’s data",
    ),
    "data/documents.json": ("JSON, sources", "An index for programs, with the address of each record’s data"),
    "data/quotes.json": ("JSON, quotes", "An index for programs, with the address of each record’s data"),
    "data/claims.json": ("JSON, statements", "An index for programs, with the address of each record’s data"),
    "data/commitments.json": ("JSON, commitments", "An index for programs, with the address of each record’s data"),
    "data/events.json": ("JSON, events", "An index for programs, with the address of each record’s data"),
    "data/briefings.json": ("JSON, briefings", "An index for programs, with the address of each record’s data"),
    "data/sources.bib": ("BibTeX", "All sources, for LaTeX and reference managers"),
    "data/sources.ris": ("RIS", "All sources, for reference managers"),
    "data/sources.csl.json": ("CSL-JSON", "All sources, for Zotero and pandoc"),
    "data/annotations.json": (
        "Web Annotations",
        "For annotation tools: where each quote and passage stands in its document",
    ),
    "data/changes.atom": ("Atom feed", "For feed readers: every change of a status, with its reasons"),
    "data/changes.feed.json": ("JSON Feed", "The same for programs"),
    "data/calendar.ics": ("Calendar", "For calendars: due dates and events"),
    "data/records.zip": ("ZIP archive", "To keep: all data files, those of each record too"),
    "data/manifest.json": ("Manifest", "For archives: each file with its size, SHA-256, media type and licences"),
    "data/files.sha256": ("Checksums", f"To check the files with {mu.code('sha256sum')}"),
    "data/licences.txt": ("Licences", "What you may do with which part"),
    BILL: (
        "Bill of materials",
        "What the site was built with: every package of the tools with its version and sums (CycloneDX)",
    ),
}
# Questions, each with the SQL that answers it.
QUESTIONS = (
    (
        "What has become of how many commitments?",
        """SELECT coalesce(status, 'none on record') AS status, count(*) AS commitments
FROM commitments_with_status
GROUP BY status ORDER BY commitments DESC, status""",
    ),
    (
        "Whose words are quoted most often?",
        """SELECT speaker, count(*) AS quotes
FROM quotes_with_speakers
GROUP BY speaker ORDER BY quotes DESC, speaker LIMIT 5""",
    ),
    (
        "Which statements stand in several documents, and rest on a single origin?",
        """SELECT statement, documents
FROM claims_of_a_single_origin
WHERE documents > 1 ORDER BY documents DESC, id LIMIT 5""",
    ),
)
_SEARCH = """SELECT kind, id, words FROM search WHERE search MATCH 'fentanilo' ORDER BY rank"""


def guide(dossier: Dossier, files: Files) -> dict[str, str]:
    """The page, by its path below docs/; `files` are all files of data by theirs."""
    return {
        PATH: sheet.page(
            "Data",
            _LEAD,
            _LEAD,
            mu.phrase(
                f"They say what was known on {parse(dossier.day.isoformat())}.",
                f"{mu.link('The data dictionary', 'dictionary/')} says what each column holds.",
            ),
            _section("Files", mu.table(("File", "What it is for", "Size, about"), _rows(files)), _SINGLY),
            _section(
                "Questions and answers", _ASKING, *_answers(files[DATABASE]), _SEARCHING, mu.listing(_SEARCH, "sql")
            ),
            _section("Follow what changes", _FOLLOWING),
            _section("How to check the files", _CHECKING, mu.listing(_COMMANDS, "sh")),
            _section("Licences", mu.terms(_licences())),
            matter=ranked_as_list() | head(dossier, PATH, "Data", (), _dataset(dossier)),
        )
    }


def _dataset(dossier: Dossier) -> Node:
    """All data as linked data, with the whole files as what can be downloaded."""
    return dataset(Nodes(dossier, PATH), PATH, {path: media_type(path) for path in USES}) | {
        "license": LICENCES["records"]["path"]
    }


_SINGLY = (
    f"Beside the page of each record lie its data under the same address: {mu.code('commitments/….json')} with all that is "
    f"computed of it and why, and {mu.code('commitments/….yaml')} as it was written. A CSV file is in UTF-8, which a spreadsheet may have "
    "to be told. In it an apostrophe stands before text that a spreadsheet would take for a formula; whoever removes the first "
    "apostrophe of a text has what is on record."
)
_ASKING = (
    f"Open the database with {mu.code('sqlite3')}, Datasette, DB Browser or DuckDB. These answers were taken from it when this "
    "page was made."
)
_SEARCHING = "The search folds accents and capitals; this finds words in quotes, statements and undertakings:"
_FOLLOWING = (
    f"{mu.link('Changes of status', 'changes.atom')} is a feed for any reader ({mu.link('as JSON Feed', 'changes.feed.json')}); "
    "each commitment has one of its own beside its page, and so has each person or organisation that promised or was promised "
    f"something: {mu.code('commitments/….atom')}, {mu.code('actors/….atom')}. {mu.link('The calendar', 'calendar.ics')} has due "
    "dates and events. A change is told once, under an id that stays."
)
_CHECKING = (
    f"{mu.link('The checksums', 'files.sha256')} hold for the files of this site and for those in the archive alike. "
    f"{mu.link('The manifest', 'manifest.json')} has the sum of the archive, and says of which commit and day all of them are."
)
_COMMANDS = f"""unzip {ARCHIVE.rpartition("/")[2]} -d records
cd records
sha256sum --check --quiet {SUMS}"""


def _section(title: str, *held: str) -> str:
    return mu.blocks(mu.heading(2, title), *held)


def _rows(files: Files) -> Iterator[list[str]]:
    for path, (name, use) in USES.items():
        if path in files:
            # That of the bill follows from the tools, and this page from the records alone.
            weight = "" if path == BILL else size(_weight(path, files))
            yield [mu.link(name, path.removeprefix("data/")), use, weight]


def _weight(path: str, files: Files) -> int:
    """The bytes of a file; of the CSV tables, those of all that its package describes."""
    every = (
        [path, *(other for other in files if other.startswith("data/tables/"))]
        if path.endswith("package.json")
        else [path]
    )
    return sum(len(held) if isinstance(held := files[one], bytes) else len(held.encode("utf-8")) for one in every)


def size(count: int) -> str:
    """Bytes in words, to two digits, in one piece: "1.2 MB". Another version of SQLite or zlib rarely changes that."""
    for unit, name in ((10**6, "MB"), (10**3, "kB")):
        if count >= unit:
            return f"{_rounded(count / unit)}\u00a0{name}"
    return f"{count}\u00a0bytes"


def _rounded(number: float) -> str:
    """A positive number to two significant digits, without an exponent."""
    places = 1 - floor(log10(number))
    return f"{round(number, places):.{max(places, 0)}f}"


def _answers(database: str | bytes) -> Iterator[str]:
    assert isinstance(database, bytes)
    for question, query in QUESTIONS:
        head, rows = answered(database, query)
        cells = ([mu.text("" if cell is None else str(cell)) for cell in row] for row in rows)
        yield mu.blocks(
            mu.heading(3, question), mu.listing(query, "sql"), mu.table(map(mu.capital, head), cells) or "None does."
        )


def answered(database: bytes, query: str) -> tuple[list[str], list[tuple[object, ...]]]:
    """What a database answers: the names of the columns, and the rows."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(database)
        asked = connection.execute(query)
        return [column[0] for column in asked.description], asked.fetchall()
    finally:
        connection.close()


def _licences() -> Iterator[tuple[str, str]]:
    for one in LICENCES.values():
        name = mu.text(str(one["title"]))
        yield mu.link(name, one["path"]) if one["path"] else name, mu.text(str(one["covers"]))
