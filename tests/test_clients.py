"""Other people's programs read the exports, and find in them what the pages say."""

import asyncio
import csv
import json
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any

import feedparser
import frictionless
import pytest
from datasette.app import Datasette
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import etree

from build_tools.__main__ import main
from build_tools.derive import Dossier
from build_tools.exports.database import database as make_database
from build_tools.exports.feeds import feeds
from build_tools.exports.formats import export_files, tables
from build_tools.exports.spreadsheets import as_csv, spreadsheets
from build_tools.exports.tables import Column, Table
from build_tools.model import Commitment
from build_tools.pages import pages
from build_tools.reasons import standing
from build_tools.site import check, dossier_of, write_files
from tests.conftest import Damage

Paths = Mapping[str, Path]
# What a spreadsheet, a reader of CSV or of HTML could take for something else than text.
HOSTILE = (
    "=cmd|'/C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "'=1",
    "''",
    "＝1",
    'a "quoted", cell',
    "two\nlines",
    "two\r\nlines",
    "an old\rline end",
    "a; b\tc",
    "nul\x00sign",
    "\ufeffmark",
    " spaces ",
    "",
    "null",
    "true",
    "2023-03",
    "</script><b>",
    "🐟 مرحبا é",
)


@pytest.fixture(scope="session")
def exported(request: pytest.FixtureRequest, dossier: Dossier, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with all exports of a corpus: those of the real one are in its site."""
    if dossier.corpus.site != request.getfixturevalue("little").corpus.site:
        site: Path = request.getfixturevalue("real_site")
        return site
    folder = tmp_path_factory.mktemp("exported")
    write_files(folder, export_files(dossier))
    return folder


@pytest.fixture
def database(exported: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"file:{exported / 'data/records.sqlite'}?mode=ro", uri=True)
    yield connection
    connection.close()


def sound(package: Path) -> bool:
    """Whether frictionless finds types, keys, foreign keys, sizes and sums as they should be, without a word of warning."""
    report = frictionless.validate(str(package))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    return not (report.errors or report.warnings or any(task.warnings for task in report.tasks))


def test_frictionless_finds_the_package_sound(little: Dossier, tmp_path: Path) -> None:
    write_files(tmp_path, export_files(little))
    assert sound(tmp_path / "data/datapackage.json")


@pytest.mark.browser
def test_frictionless_finds_the_package_of_the_site_sound(real_site: Path) -> None:
    assert sound(real_site / "data/datapackage.json")


def test_frictionless_finds_what_is_wrong(tmp_path: Path) -> None:
    """So that it would tell of a row that leads nowhere, of two with one key, of a type, of a changed file."""
    number, person = Column("id", "integer", "Its number.", True), Column("who", "integer", "Whose.", refers="people")
    people = Table("people", "People.", (number,), ("id",), lambda: iter([(1,), (1,), ("one",)]))
    words = Table("words", "Words.", (number, person), ("id",), lambda: iter([(1, 1), (2, 3)]))
    files = spreadsheets([people, words], {"name": "words"})
    write_files(tmp_path, files | {"tables/words.csv": files["tables/words.csv"] + "3,1\n"})
    found = {type for (type,) in frictionless.validate(str(tmp_path / "datapackage.json")).flatten(["type"])}
    assert {"foreign-key", "primary-key", "type-error", "hash-count", "byte-count"} <= found


def test_a_row_that_refers_to_nothing_makes_no_database(dossier: Dossier) -> None:
    made = [table for table in tables(dossier) if table.name != "actors"]
    actors = next(table for table in tables(dossier) if table.name == "actors")
    fewer = replace(actors, rows=lambda: islice(actors.rows(), 1, None))
    with pytest.raises(sqlite3.IntegrityError, match="refers to one of actors that is not there"):
        make_database([*made, fewer])


def test_the_database_is_whole(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_sql_tells_the_status_and_origins_of_every_commitment_as_the_pages_do(
    dossier: Dossier, database: sqlite3.Connection
) -> None:
    rows = database.execute(
        "SELECT id, status, since, overdue, no_news_since IS NOT NULL, origins_at_least, origins_at_most "
        "FROM commitments_with_status ORDER BY id"
    )
    assert rows.fetchall() == [row(dossier, one) for _, one in sorted(dossier.corpus.commitments.items())]


def row(dossier: Dossier, one: Commitment) -> tuple[object, ...]:
    status = dossier.statuses[one.id]
    name = dossier.corpus.rubric.statuses[status.id].name if status.id else None
    assert (name or "").casefold() in standing(dossier, one.id).casefold()
    since = status.since.text if status.since else None
    return one.id, name, since, status.overdue, status.lapsed is not None, *dossier.origins(one).bounds


def test_sql_tells_who_said_what_as_the_pages_do(dossier: Dossier, database: sqlite3.Connection) -> None:
    corpus = dossier.corpus
    rows = database.execute("SELECT speaker, text, document FROM quotes_with_speakers ORDER BY id").fetchall()
    assert rows == [
        (corpus.actors[quote.speaker].name, quote.text, corpus.documents[quote.document].title)
        for _, quote in sorted(corpus.quotes.items())
    ]


def test_sql_tells_what_rests_on_a_single_origin_as_the_page_does(
    dossier: Dossier, database: sqlite3.Connection
) -> None:
    page = pages(dossier)["origins/index.md"]
    for kind in ("claims", "commitments"):
        rows = database.execute(f"SELECT id, documents FROM {kind}_of_a_single_origin").fetchall()
        assert {id for id, _ in rows} == set(re.findall(rf'"\.\./{kind}/([a-z0-9-]+)/"', page))
        records = getattr(dossier.corpus, kind)
        assert dict(rows) == {id: len(dossier.origins(records[id]).documents) for id, _ in rows}
    (number,) = database.execute(
        "SELECT count(*) FROM claims_of_a_single_origin WHERE origins = 'unnamed-sources'"
    ).fetchone()
    told = re.search(r"(\d+) statements? on unnamed people only", pages(dossier)["index.md"])
    assert number == (int(told[1]) if told else 0)


def test_sql_tells_the_disagreements(dossier: Dossier, database: sqlite3.Connection) -> None:
    rows = database.execute("SELECT one, other, reason, certain FROM conflicts").fetchall()
    claims = dossier.corpus.claims
    assert rows == [
        (claims[one.first].statement, claims[one.second].statement if one.second else None, one.reason, one.certain)
        for one in dossier.conflicts
    ]


def test_the_search_folds_accents_and_capitals(real: Dossier) -> None:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(export_files(real)["data/records.sqlite"])  # type: ignore[arg-type]

    def found(words: str) -> set[tuple[str, str]]:
        return set(connection.execute("SELECT kind, id FROM search WHERE search MATCH ?", (words,)))

    accented = {("claims", id) for id, claim in real.corpus.claims.items() if "López" in claim.statement}
    assert accented
    assert accented <= found("lopez") == found("LÓPEZ") == found("López")
    assert found('"no such words stand anywhere"') == set()
    connection.close()


def test_datasette_answers_a_query(exported: Path, dossier: Dossier) -> None:
    async def asked(query: str) -> Any:
        served = Datasette(immutables=[str(exported / "data/records.sqlite")])
        await served.invoke_startup()
        answer = await served.client.get("/records.json", params={"sql": query, "_shape": "array"})
        assert answer.status_code == 200, answer.text
        return answer.json()

    rows = asyncio.run(asked("SELECT id, status FROM commitments_with_status ORDER BY id"))
    statuses = dossier.corpus.rubric.statuses
    told = {id: statuses[one.id].name if one.id else None for id, one in dossier.statuses.items()}
    assert {one["id"]: one["status"] for one in rows} == told


def package(folder: Path, texts: tuple[str, ...]) -> Table:
    """A table of texts, written into a folder as a package."""
    columns = (Column("id", "integer", "Its number.", True), Column("words", "string", "The words."))
    table = Table("words", "Words.", columns, ("id",), lambda: iter(enumerate(texts)))
    write_files(folder, spreadsheets([table], {"name": "words"}))
    return table


def unguarded(cell: str) -> str:
    return cell.removeprefix("'")


def test_hostile_cells_arrive_as_text(tmp_path: Path) -> None:
    """No cell begins a formula, and without the first apostrophe each is what was written. An empty text is no text."""
    table = package(tmp_path, HOSTILE)
    with (tmp_path / "tables/words.csv").open(encoding="utf-8", newline="") as opened:
        cells = [cell for _, cell in list(csv.reader(opened))[1:]]
    assert tuple(map(unguarded, cells)) == HOSTILE
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n", "＝")]
    assert as_csv(table) == (tmp_path / "tables/words.csv").read_bytes().decode("utf-8")


def test_frictionless_reads_hostile_cells_as_text(tmp_path: Path) -> None:
    package(tmp_path, HOSTILE)
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid
    found: Any = frictionless.Package(str(tmp_path / "datapackage.json"))
    rows = found.get_resource("words").read_rows()
    assert [unguarded(row["words"] or "") for row in rows] == list(HOSTILE)


@pytest.mark.browser
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_hostile_cells_as_text(tmp_path: Path) -> None:
    """No cell is a formula, each holds what the file holds; a line end in a cell may be another, and "true" be TRUE."""
    texts = tuple(text for text in HOSTILE if (text.isprintable() or "\n" in text) and text == text.strip(" "))
    package(tmp_path, texts)
    # The numbers are commas, double quotation marks, UTF-8, and from the first line on, as its dialogue asks them.
    told = [
        "soffice",
        "--headless",
        "--infilter=CSV:44,34,76,1",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--convert-to",
        "fods",
    ]
    converted = [*told, "--outdir", str(tmp_path), str(tmp_path / "tables/words.csv")]
    subprocess.run(converted, check=True, capture_output=True, timeout=120)
    sheet = etree.parse(tmp_path / "words.fods")
    names = {
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    }
    assert sheet.xpath("count(//@table:formula)", namespaces=names) == 0
    rows = sheet.xpath("//table:table-row", namespaces=names)[1 : len(texts) + 1]
    cells = [row.findall("table:table-cell", names)[1] for row in rows]
    shown = ["\n".join("".join(one.itertext()) for one in cell.findall("text:p", names)) for cell in cells]
    expected = [text.replace("\r\n", "\n").replace("true", "TRUE") for text in texts]
    assert [unguarded(text) for text in shown] == expected


@given(st.lists(st.text(st.characters(codec="utf-8")), max_size=8))
def test_every_text_comes_back_from_csv(texts: list[str]) -> None:
    column = Column("words", "string", "The words.", True)
    text = as_csv(Table("words", "Words.", (column, column), ("words",), lambda: iter([(one, "x") for one in texts])))
    read = list(csv.reader(StringIO(text, newline="")))[1:]
    assert [unguarded(cell) for cell, _ in read] == texts


def atoms(told: Mapping[str, str]) -> dict[str, Any]:
    return {path: feedparser.parse(text.encode("utf-8")) for path, text in told.items() if path.endswith(".atom")}


def entries(told: Mapping[str, str]) -> dict[str, set[str]]:
    """The ids of the entries of each feed, Atom and JSON, by its path."""
    found = {path: [entry.id for entry in feed.entries] for path, feed in atoms(told).items()}
    found |= {
        path: [item["id"] for item in json.loads(text)["items"]]
        for path, text in told.items()
        if path.endswith(".json")
    }
    assert all(len(set(ids)) == len(ids) for ids in found.values()), "an id stands once in a feed"
    return {path: set(ids) for path, ids in found.items()}


def test_feedparser_reads_every_feed(dossier: Dossier) -> None:
    told = feeds(replace(dossier, address="https://example.org/x/"))
    read = atoms(told)
    assert len(read) > len(dossier.corpus.commitments)
    for path, feed in read.items():
        assert not feed.bozo, (path, feed.get("bozo_exception"))
        assert feed.version == "atom10"
        assert feed.feed.id.startswith("urn:uuid:")
        assert feed.feed.title
        assert [link.href for link in feed.feed.links if link.rel == "self"] == [f"https://example.org/x/{path}"]
        for entry in feed.entries:
            assert entry.id.startswith("urn:uuid:")
            assert entry.title
            assert entry.link.startswith("https://example.org/x/commitments/")
            assert entry.updated_parsed
            assert entry.content[0].value
    assert len({feed.feed.id for feed in read.values()}) == len(read)
    every = {id for ids in entries(told).values() for id in ids}
    assert len(every) == sum(map(len, dossier.turns.values())) == len(read["data/changes.atom"].entries)


def test_json_feeds_are_what_their_specification_asks_for(dossier: Dossier) -> None:
    """https://jsonfeed.org/version/1.1: what must be there, what must be text, and how dates are written."""
    told = feeds(replace(dossier, address="https://example.org/x/"))
    for path, text in told.items():
        if not path.endswith(".json"):
            continue
        feed = json.loads(text)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert isinstance(feed["title"], str)
        assert isinstance(feed["items"], list)
        assert feed["feed_url"] == f"https://example.org/x/{path}"
        assert feed["home_page_url"].startswith("https://example.org/x/")
        assert all(author.keys() & {"name", "url", "avatar"} for author in feed["authors"])
        assert "author" not in feed, "deprecated in 1.1"
        for item in feed["items"]:
            assert isinstance(item["id"], str)
            assert item["content_html"]
            assert item["url"].startswith("https://example.org/x/")
            assert date.fromisoformat(item["date_published"].removesuffix("T00:00:00Z"))
        pair = entries({name: told[name] for name in (path, path.replace(".feed.json", ".atom"))})
        assert len(set(map(frozenset, pair.values()))) == 1, "both formats tell the same"


def test_a_rename_changes_no_id(copy: Path, little: Dossier) -> None:
    before = feeds(little)
    for old in ("town-dredging-2019", "ada-holm", "town-of-lindholm", "town-agreed-to-dredge"):
        assert main(["rename", old, f"{old}-renamed", "--root", str(copy)]) == 0
    after, _ = check(copy)
    assert after is not None
    told = {path.replace("-renamed", ""): text for path, text in feeds(after).items()}
    assert entries(told) == entries(before)
    assert {path: feed.feed.id for path, feed in atoms(told).items()} == {
        path: feed.feed.id for path, feed in atoms(before).items()
    }


def test_an_unrelated_change_changes_no_feed(copy: Path, little: Dossier, findings_of: Damage) -> None:
    assert not findings_of("actors/ada-holm.yaml", "Mayor of Lindholm", "Mayor of Lindholm since 2015")
    after, _ = check(copy)
    assert after is not None
    assert feeds(after) == feeds(little)


_BEGUN = """\
statement: The fishers have begun to land their catch in Lindholm.
kind: fact
about: [fishers-cooperative]
evidence:
  - quote: holm-2019-05-deeper-gazette
    direction: supports
bears_on:
  - commitment: fishers-landing-2019
    effect: begun
    date: 2019-06-30
"""


def test_a_change_of_one_status_shows_once_in_the_right_feeds_and_nowhere_else(copy: Path) -> None:
    day = date(2019, 10, 1)
    before, _ = dossier_of(copy, day)
    (copy / "sources/claims/fishers-have-begun.yaml").write_text(_BEGUN, "utf-8")
    after, _ = dossier_of(copy, day)
    assert before is not None
    assert after is not None
    old, new = feeds(before), feeds(after)
    assert old.keys() == new.keys()
    changed = {path for path in old if old[path] != new[path]}
    places = (
        "data/changes",
        "commitments/fishers-landing-2019",
        "actors/fishers-cooperative",
        "actors/town-of-lindholm",
    )
    assert changed == {f"{place}{ending}" for place in places for ending in (".atom", ".feed.json")}
    was, now = entries(old), entries(new)
    added = [now[path] - was[path] for path in sorted(changed)]
    assert all(was[path] <= now[path] for path in was), "nothing that was told is gone"
    assert len(added[0]) == 1
    assert all(one == added[0] for one in added)
    (entry,) = [one for one in atoms(new)["data/changes.atom"].entries if one.id in added[0]]
    assert entry.title == "Landing of the catch: Reported → Under way"
    assert "fishers-have-begun" in entry.content[0].value


def test_icalendar_reads_the_calendar(dossier: Dossier) -> None:
    corpus = dossier.corpus
    told = export_files(dossier)["data/calendar.ics"]
    calendar = Calendar.from_ical(told)
    assert calendar.errors == []
    found = list(calendar.walk("VEVENT"))
    assert all(one.errors == [] for one in found)
    due = [one for one in corpus.commitments.values() if one.due]
    assert sorted(str(one["summary"]) for one in found) == sorted(
        [*(event.name for event in corpus.events.values()), *(f"Due: {one.title}" for one in due)]
    )
    assert len({str(one["uid"]) for one in found}) == len(found)
    assert all(one.decoded("dtstart") < one.decoded("dtend") for one in found)
    assert isinstance(told, str)
    assert all(len(line.encode("utf-8")) <= 75 for line in told.split("\r\n")), "lines are folded (RFC 5545, 3.1)"
