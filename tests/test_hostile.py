"""No string from any field leaves its place in any output, and every string arrives: strings of our own making, in every field.

`make browser` opens such pages in Chromium, and those with the strings that others collected.
"""

import html
from collections.abc import Iterator
from typing import Any

import pytest

from build_tools import markdown as md
from build_tools.corpus import kind_of
from build_tools.schema import KINDS, SETTINGS
from build_tools.site import files
from tests.filling import places
from tests.hostility import Pair, Vectors, admitted, own, pair
from tests.reading import linked, opened, rendered, shows, skeleton, texts_in, words

# Units are no text: a figure that is compared needs one that is known.
_UNITS = {"vocabulary.units", "vocabulary.measures.unit"}
# Words around others only say which of several are meant.
_AROUND = ("prefix", "suffix")
# Where two claims say of each other why they cannot both be true, the pages tell one of the reasons.
_ONE_OF_TWO = {"claims.conflicts_with.reason", "claims.conflicts_with.working"}
# What is on no page of a record: the number of a document stands in
# references of some types alone, and a document that was read needs no other to name it.
_UNSAID = {"documents.number", "documents.evidence.passage", *_ONE_OF_TWO}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    return pair(Vectors(own(), alone=True), tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def written(both: Pair) -> dict[str, Any]:
    return files(both.hostile)


@pytest.fixture(scope="module")
def pages(written: dict[str, Any]) -> dict[str, Any]:
    return {path: opened(text) for path, text in written.items() if path.endswith(".md")}


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
            assert skeleton(body) == skeleton(opened(harmless[path])[1]), path


def test_every_text_of_a_record_is_shown_on_its_page(both: Pair, pages: dict[str, Any]) -> None:
    """Every text that is shown where it is harmless, and that is every text but few."""
    harmless = {path: words(opened(text)[1]) for path, text in files(both.harmless).items() if path.endswith(".md")}
    places_told: dict[str, bool] = {}
    for record, twin in zip(both.hostile.corpus.records(), both.harmless.corpus.records(), strict=True):
        kind = kind_of(record)
        own_leaves, others = (
            _leaves(one.corpus.notes[one.corpus.path(record)].data) for one in (both.hostile, both.harmless)
        )
        path = f"{kind}/{twin.id}.md"
        shown = words(pages[path][1])
        for (at, text), (_, plain) in zip(own_leaves, others, strict=True):
            if text == plain:
                continue
            place = ".".join((kind, *(name for name in at if isinstance(name, str))))
            told = place not in _ONE_OF_TWO and at[-1] not in _AROUND and shows(harmless[path], plain)
            places_told[place] = places_told.get(place, False) or told
            assert not told or shows(shown, text), (path, place, text)
    unsaid = {place for place, told in places_told.items() if not told}
    assert {place for place in unsaid if not place.endswith(_AROUND)} <= _UNSAID


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    if isinstance(value, (dict, list)):
        for name, held in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(held, (*path, name))
    else:
        yield path, value


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
    plain = skeleton(rendered("x"))
    assert sum(skeleton(rendered(text)) != plain for text in own()) > 25
    assert [text for text in own() if skeleton(rendered(md.text(text))) != plain] == []
