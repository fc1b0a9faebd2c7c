"""Hostile strings in every field that goes into references and annotations: what other clients read there is what is on record."""

import json
from collections import ChainMap
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string

from build_tools.corpus import kind_of
from build_tools.derive import Dossier
from build_tools.derive.verbatim.normal import normal
from build_tools.exports.annotations import annotations
from build_tools.exports.references import document_item, references, references_of
from tests.hostility import Vectors, own, pair
from tests.test_bibliography import composed, line, printed
from tests.test_references import targets


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """Documents enough for each string to be the title of one."""
    return pair(Vectors(own(), alone=True), tmp_path_factory.mktemp("hostile"), most=24).hostile


@pytest.fixture(scope="module")
def told(hostile: Dossier) -> dict[str, str]:
    """Every page is taken to cite every document."""
    corpus = hostile.corpus
    records = (*corpus.records(), *corpus.briefings.values())
    known = (references_of(hostile, record, corpus.documents) for record in records)
    return references(hostile, dict(ChainMap(*known)))


@pytest.fixture(scope="module")
def items(hostile: Dossier) -> list[dict[str, Any]]:
    return [document_item(hostile, document) for document in hostile.corpus.documents.values()]


def names(item: dict[str, Any]) -> list[str]:
    """The names of those who wrote it, each in words as RIS has it."""
    parts = (
        [one.get("literal")] if "literal" in one else [one.get("family"), one.get("given")]
        for one in item.get("author", ())
    )
    return [", ".join(line(part) for part in one if part) for one in parts]


def test_ris_says_every_field_on_one_line(told: dict[str, str], items: list[dict[str, Any]]) -> None:
    records = rispy.loads(told["data/sources.ris"])
    assert len(records) == len(items)
    for record, item in zip(records, items, strict=True):
        assert record["title"] == line(item["title"])
        assert record.get("authors", []) == names(item)
        for field, name in (("secondary_title", "container-title"), ("publisher", "publisher")):
            assert record.get(field) == (line(item[name]) if name in item else None)
        number = record.get("issn", record.get("note"))
        assert number == (line(item["number"]) if "number" in item else None)


def test_bibtex_says_every_field_on_one_line_in_form_nfc(told: dict[str, str], items: list[dict[str, Any]]) -> None:
    library = parse_string(told["data/sources.bib"])
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == [item["id"] for item in items]
    for entry, item in zip(library.entries, items, strict=True):
        fields = {field.key: line(printed(field.value)) for field in entry.fields if field.key != "url"}
        assert fields["title"] == composed(item["title"])
        for name in ("container-title", "publisher", "number"):
            assert name not in item or composed(item[name]) in fields.values(), (name, item[name])
        for author in item.get("author", ()):
            for part in author.values():
                assert composed(part) in fields["author"]


def test_csl_json_is_the_items(told: dict[str, str], items: list[dict[str, Any]]) -> None:
    assert json.loads(told["data/sources.csl.json"]) == items


def test_what_a_page_cites_is_readable_beside_it(told: dict[str, str], items: list[dict[str, Any]]) -> None:
    """The page itself first, whose title is a record's."""
    for path, text in told.items():
        if path.startswith("data/"):
            continue
        if path.endswith(".bib"):
            library = parse_string(text)
            assert not library.failed_blocks
            assert len(library.entries) > len(items) - 1
        elif path.endswith(".ris"):
            assert len(rispy.loads(text)) >= len(items)


def test_annotations_quote_each_stretch_of_each_record_at_its_place(hostile: Dossier) -> None:
    """All words of every field that has any, in their order, each with what stands around it in the text."""
    excerpts = {
        "/".join((kind_of(one.record), one.record.id, *map(str, one.path))): one for one in hostile.corpus.excerpts
    }
    found = {item["id"].partition("#")[2]: targets(item) for item in json.loads(annotations(hostile))["items"]}
    assert list(found) == list(excerpts)
    for id, excerpt in excerpts.items():
        document, text, end = hostile.corpus.documents[excerpt.document], hostile.captures[excerpt.document].text, 0
        for target in found[id]:
            quote, position = target["selector"]
            assert target["source"] == (document.URL or f"../documents/{document.id}/")
            assert position["start"] >= end, id
            assert alike(text[position["start"] : position["end"]]) == alike(quote["exact"]), id
            assert alike(text[: position["start"]]).endswith(alike(quote.get("prefix", ""))), id
            assert alike(text[position["end"] :]).startswith(alike(quote.get("suffix", ""))), id
            end = position["end"]
        told = "".join(target["selector"][0]["exact"] for target in found[id])
        assert alike(told) == alike(excerpt.words.replace(excerpt.omission or "\0", "")), id


def alike(text: str) -> str:
    """A text without what the comparison of words takes for the same, white space among it."""
    return normal(text).replace(" ", "")
