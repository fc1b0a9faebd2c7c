"""No string from any field leaves its place in any output, and every string arrives: strings of our own making, in every field.

`make browser` opens such pages in Chromium, and those with the strings that others collected.
"""

import csv
import html
import json
import re
import sqlite3
import time
from collections import Counter
from io import StringIO
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from icalendar import Calendar

from build_tools import markup as mu
from build_tools import prose, reader
from build_tools.corpus import kind_of
from build_tools.exports.restore import restored
from build_tools.reader import Note
from build_tools.schema import KINDS, SETTINGS
from build_tools.site import files
from tests.arriving import AROUND, ONE_OF_TWO, UNSAID, leaves
from tests.conftest import ROOT
from tests.filling import places
from tests.hostility import Pair, Vectors, admitted, own, pair
from tests.reading import block_of, extensions, linked, opened, parsed, rendered, shows, skeleton, texts_in, words

# Units are no text: a figure that is compared needs one that is known.
_UNITS = {"vocabulary.units", "vocabulary.measures.unit"}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    return pair(Vectors(own(), alone=True), tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def written(both: Pair) -> dict[str, Any]:
    return files(both.hostile)


@pytest.fixture(scope="module")
def pages(written: dict[str, Any]) -> dict[str, Any]:
    return {path: opened(str(text)) for path, text in written.items() if path.endswith(".md")}


def test_every_field_of_text_is_filled_and_every_string_stands_somewhere(both: Pair) -> None:
    fields = {place for name in (*KINDS, *SETTINGS) for place in places(name)}
    assert {place for place, _ in both.met} == fields - _UNITS
    assert {text for _, text in both.met} == set(own())


def test_the_reader_lets_all_of_them_into_a_record() -> None:
    assert admitted(own()) == own()


def test_hostile_pages_have_the_elements_of_harmless_ones(both: Pair, pages: dict[str, Any]) -> None:
    harmless = files(both.harmless)
    assert set(pages) == {path for path in harmless if path.endswith(".md")}
    for path, (_, body) in pages.items():
        if path != "actors/index.md":  # its sections are the first letters of names
            assert skeleton(body) == skeleton(opened(str(harmless[path]))[1]), path


def test_hostile_pages_are_handed_on_as_they_are(both: Pair, written: dict[str, Any]) -> None:
    for path, text in written.items():
        if path.endswith(".md"):
            assert rendered(block_of(text)) == block_of(text), path


def test_every_text_of_a_record_is_shown_on_its_page(both: Pair, pages: dict[str, Any]) -> None:
    """Every text that is shown where it is harmless, and that is every text but few."""
    harmless = {
        path: words(opened(str(text))[1]) for path, text in files(both.harmless).items() if path.endswith(".md")
    }
    places_told: dict[str, bool] = {}
    for record, twin in zip(both.hostile.corpus.records(), both.harmless.corpus.records(), strict=True):
        kind = kind_of(record)
        own_leaves, others = (
            leaves(one.corpus.notes[one.corpus.path(record)].data) for one in (both.hostile, both.harmless)
        )
        path = f"{kind}/{twin.id}.md"
        shown = words(pages[path][1])
        for (at, text), (_, plain) in zip(own_leaves, others, strict=True):
            if text == plain:
                continue
            place = ".".join((kind, *(name for name in at if isinstance(name, str))))
            told = place not in ONE_OF_TWO and at[-1] not in AROUND and shows(harmless[path], plain)
            places_told[place] = places_told.get(place, False) or told
            assert not told or shows(shown, text), (path, place, text)
    unsaid = {place for place, told in places_told.items() if not told}
    assert {place for place in unsaid if not place.endswith(AROUND)} <= UNSAID


def test_the_front_matter_says_the_title_escaped_and_linked_data_as_it_is(both: Pair, pages: dict[str, Any]) -> None:
    for path, (matter, body) in pages.items():
        for name in ("title", "description"):
            assert not set(matter[name]) & set("<>\"'"), path
        title = body.css_first("h1")
        if title is not None:
            assert words(title).removesuffix("¶") == html.unescape(matter["title"]), path
        assert "</" not in matter.get("linked", "")
        assert all(isinstance(text, str) for text in texts_in(linked(matter)))


def test_without_escaping_the_same_strings_break_out() -> None:
    """The control: the comparison that finds nothing on the pages finds much where nothing is escaped."""

    def made_of(words: str) -> Counter[str]:
        return skeleton(parsed(f'<p title="{words}">{words}</p>'))

    plain = made_of("x")
    assert sum(made_of(text) != plain for text in own()) > 20
    assert [text for text in own() if made_of(mu.text(text)) != plain] == []


def test_every_record_arrives_in_the_corpus_in_json_and_comes_back(both: Pair, written: dict[str, Any]) -> None:
    """Read again, the files of sources/ say what they said."""
    texts = restored(written["data/corpus.json"].encode("utf-8"))
    notes = both.hostile.corpus.notes
    for path, note in notes.items():
        again = reader.read(path, texts[path].encode("utf-8"))
        assert isinstance(again, Note)
        assert again.data == note.data


def test_every_title_arrives_in_tables_feeds_calendar_and_references(both: Pair, written: dict[str, Any]) -> None:
    """Each read by a client that other people wrote."""
    corpus = both.hostile.corpus
    titles = {one.id: one.title for one in corpus.commitments.values()}
    held = sqlite3.connect(":memory:")
    held.deserialize(written["data/records.sqlite"])
    assert dict(held.execute("SELECT id, title FROM commitments")) == titles
    rows = csv.DictReader(StringIO(written["data/tables/commitments.csv"], newline=""))
    assert {row["id"]: row["title"].removeprefix("'") for row in rows} == {
        id: title.removeprefix("'") for id, title in titles.items()
    }
    for id, title in titles.items():
        path = next(path for path in written if path.endswith(f"{id}.atom"))
        (found,) = ElementTree.fromstring(written[path]).findall("{http://www.w3.org/2005/Atom}title")
        assert found.text == mu.one_line(title)
        assert json.loads(written[path.replace(".atom", ".feed.json")])["title"] == mu.one_line(title)
    events = Calendar.from_ical(written["data/calendar.ics"]).walk("VEVENT")
    assert {str(one["summary"]) for one in events} >= {mu.one_line(one.name) for one in corpus.events.values()}
    items = json.loads(next(text for path, text in written.items() if path == "data/sources.csl.json"))
    assert {one["title"] for one in items} >= {mu.one_line(one.title) for one in corpus.documents.values()}


def test_no_file_for_a_terminal_or_a_log_holds_what_steers_it(written: dict[str, Any]) -> None:
    signs = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
    assert [
        path for path, text in written.items() if isinstance(text, str) and signs.search(text.replace("\r\n", "\n"))
    ] == []


def test_strangers_markdown_sets_no_attribute_and_runs_nothing() -> None:
    """A briefing with a hostile string is refused, or makes plain elements alone, with links to the web alone."""
    taken = 0
    for text in own():
        found = prose.read("b.md", "b", f"# Title\n\nwords {text}\n\n{text}\n".encode())
        if isinstance(found, prose.Briefing):
            taken += 1
            body = parsed(found.html(["x"] * len(found.mentions)))
            attributes = {(name, value) for node in body.css("*") for name, value in node.attributes.items()}
            assert {name for name, _ in attributes} <= {"href", "class", "start"}, text
            assert all(str(value).startswith("language-") for name, value in attributes if name == "class"), text
            assert not body.css_matches("script, img, svg, iframe, style, base, meta, object, embed, form, input"), text
    assert taken > len(own()) / 3


def test_no_briefing_that_is_taken_holds_the_parser_up() -> None:
    """The worst of what is let through: brackets, headings and levels at their limits, twenty thousand characters of signs."""
    signs = ("*a ", "_a ", "` a ", "**a ", "&", "\\", "1. a\n", "(", "~", "|")
    worst = ["[ a" * prose.MOST_BRACKETS, "\n\n## a" * (prose.MOST_HEADINGS - 1), "> " * prose.MOST_LEVELS + "x"]
    worst += ["\n\n".join([sign * (4_000 // len(sign))] * 5) for sign in signs]
    for text in worst:
        found = prose.read("b.md", "b", f"# T\n\n{text}\n".encode())
        assert isinstance(found, prose.Briefing), found
        began = time.process_time()
        found.html(["x"] * len(found.mentions))
        assert time.process_time() - began < 10, text[:20]


def test_the_enabled_extensions_of_markdown_are_those_that_were_decided_on() -> None:
    """docs/decisions/0034 says why these: what reads files, runs commands, fetches or makes elements of its own is none of them."""
    settings = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
    assert set(extensions()) == {"tables", "toc"}
    assert [next(iter(one)) for one in settings["plugins"]] == ["search"]
    assert settings["hooks"] == ["build_tools/hook.py"]
