"""Files of references and of annotations: what their readers find is what the pages cite and the lock holds."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypandoc
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from citeproc.source.json import CiteProcJSON
from pyld import jsonld

from build_tools.bibliography import formats
from build_tools.data import references_paths
from build_tools.derive import Dossier
from build_tools.exports.annotations import PATH, annotations
from build_tools.exports.formats import FORMATS
from build_tools.exports.references import cited_by, document_item, references
from build_tools.pages import pages
from build_tools.pages.parts.cite import page_item
from build_tools.pages.parts.names import address, title
from build_tools.site import check, write_lock
from tests.conftest import Damage
from tests.test_bibliography import HOSTILE, composed, line, printed

MODEL = "http://www.w3.org/ns/oa#"


def test_every_document_stands_in_the_list_of_all_in_each_format(dossier: Dossier) -> None:
    told = references(dossier)
    ids = list(dossier.corpus.documents)
    titles = [line(document.title) for document in dossier.corpus.documents.values()]
    library = parse_string(told["data/sources.bib"])
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == ids
    assert [record["title"] for record in rispy.loads(told["data/sources.ris"])] == titles
    items = json.loads(told["data/sources.csl.json"])
    assert [item["id"] for item in items] == ids
    assert set(CiteProcJSON(items)) == set(ids)
    addresses = [document.URL for document in dossier.corpus.documents.values()]
    assert [item.get("URL") for item in items] == addresses


def test_beside_each_record_lies_its_page_first_and_then_what_the_page_cites(dossier: Dossier) -> None:
    told, corpus = references(dossier), dossier.corpus
    for record in (*corpus.records(), *corpus.briefings.values()):
        page = pages(dossier)[address(record)]
        ways = re.findall(r'href="([^"]+)/">About this source<', page)
        noted = [record.id if way == "." else way.rpartition("/")[2] for way in ways]
        own = [record.id] if record.id in corpus.documents else []
        expected = list(dict.fromkeys([*own, *noted]))
        assert cited_by(page) == list(dict.fromkeys(noted))
        paths = references_paths(record)
        first, *others = json.loads(told[paths["CSL-JSON"]])
        assert first == page_item(dossier, address(record), title(record, corpus))
        assert [item["id"] for item in others] == expected
        library = parse_string(told[paths["BibTeX"]])
        assert not library.failed_blocks
        assert [entry.key for entry in library.entries] == [first["id"], *expected]
        assert len(rispy.loads(told[paths["RIS"]])) == 1 + len(expected)
        assert all(f'href="../{path.rpartition("/")[2]}"' in page for path in paths.values())


@pytest.mark.parametrize(
    ("path", "format"), [("bib", "biblatex"), ("bib", "bibtex"), ("ris", "ris"), ("csl.json", "csljson")]
)
def test_pandoc_reads_every_document_in_each_format(dossier: Dossier, path: str, format: str) -> None:
    told = pypandoc.convert_text(references(dossier)[f"data/sources.{path}"], "csljson", format=format)
    documents = dossier.corpus.documents
    items = json.loads(told)
    assert [item["title"] for item in items] == [line(one.title) for one in documents.values()]
    assert [item.get("URL") for item in items] == [one.URL for one in documents.values()]
    if format != "ris":  # of which pandoc makes keys of its own
        assert [item["id"] for item in items] == list(documents)


def test_no_page_and_no_document_have_one_key(dossier: Dossier) -> None:
    """A key of a page has a sign that no id has, whatever the ids are."""
    for path in ("claims/a-b.md", "index.md", "claims/index.md"):
        key = page_item(dossier, path, "T")["id"]
        assert ":" in key or key == "index"


def test_hostile_titles_stay_in_their_entries() -> None:
    items = [{"id": f"n{n}", "type": "report", "title": text, "note": text} for n, text in enumerate(HOSTILE)]
    told = formats(*items)
    library = parse_string(told["BibTeX"])
    assert not library.failed_blocks
    assert [line(printed(entry["title"])) for entry in library.entries] == list(map(composed, HOSTILE))
    assert [record["title"] for record in rispy.loads(told["RIS"])] == list(map(line, HOSTILE))
    assert [item["title"] for item in json.loads(told["CSL-JSON"])] == HOSTILE


def test_an_archived_copy_and_the_day_of_reading_are_told(little: Dossier) -> None:
    document = replace(
        next(iter(little.corpus.documents.values())),
        URL="https://example.org/a",
        archived="https://archive.example/a",
        accessed=little.corpus.site.as_of,
    )
    item = document_item(little, document)
    assert item["note"] == "Archived copy: https://archive.example/a"
    assert item["accessed"] == {"date-parts": [[2020, 7, 1]]}
    assert item["URL"] == "https://example.org/a"


def test_machines_with_and_without_the_texts_write_the_same_files(little: Dossier) -> None:
    assert little.captures
    for name in ("references", "annotations"):
        assert FORMATS[name](replace(little, captures={})) == FORMATS[name](little)


def test_every_stretch_that_the_lock_holds_is_annotated_at_its_place(little: Dossier) -> None:
    """Whoever has the text of a document finds the words there by either selector."""
    told = json.loads(annotations(little))
    sources = {document.URL or f"../documents/{id}/": id for id, document in little.corpus.documents.items()}
    stretches = 0
    for item in told["items"]:
        for target in targets(item):
            quote, position = target["selector"]
            text = little.captures[sources[target["source"]]].text
            found = text[position["start"] : position["end"]]
            assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
            assert words(found) == words(quote["exact"])
            assert words(quote.get("prefix", "") + found) in words(text[: position["end"]])
            stretches += 1
    assert stretches >= len(little.lock)
    assert told["partOf"]["total"] == len(told["items"])


def words(text: str) -> str:
    """A text without what normalisation takes for the same: white space, and the forms of quotation marks and dashes."""
    return re.sub(r"[\s“”‘’\"'–—-]+|\.{3}|…", "", text)


def test_quotes_are_quoted_and_passages_linked_to_their_records(dossier: Dossier) -> None:
    items = json.loads(annotations(dossier))["items"]
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        kind, id, *field = item["id"].partition("#")[2].split("/")
        assert item["body"] == f"../{kind}/{id}/"
        assert item["motivation"] == ("quoting" if kind == "quotes" and field == ["text"] else "linking")
    assert {item["motivation"] for item in items} == {"quoting", "linking"}


def test_annotations_are_what_a_reader_of_the_model_reads(little: Dossier) -> None:
    """The few terms of the model's context that the file uses, for a reader that asks no network."""
    terms: dict[str, Any] = {
        "id": "@id",
        "type": "@type",
        "@vocab": MODEL,
        "as": "https://www.w3.org/ns/activitystreams#",
    }
    terms |= {"items": {"@id": "as:items", "@container": "@list"}, "partOf": {"@id": "as:partOf", "@type": "@id"}}
    terms |= {name: {"@id": f"oa:{at}", "@type": "@id"} for name, at in (("body", "hasBody"), ("target", "hasTarget"))}
    terms |= {"source": {"@id": "oa:hasSource", "@type": "@id"}, "selector": {"@id": "oa:hasSelector"}, "oa": MODEL}

    def load(url: str, options: object) -> dict[str, Any]:
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": terms}}

    dossier = replace(little, address="https://site.example/")
    (page,) = jsonld.expand(json.loads(annotations(dossier)), {"documentLoader": load})
    assert page["@id"] == f"https://site.example/{PATH}"
    (held,) = page["https://www.w3.org/ns/activitystreams#items"]
    for item in held["@list"]:
        assert item["@type"] == [f"{MODEL}Annotation"]
        assert item[f"{MODEL}hasBody"][0]["@id"].startswith("https://site.example/")
        for target in item[f"{MODEL}hasTarget"]:
            assert target[f"{MODEL}hasSource"][0]["@id"].startswith("https://")
            assert len(target[f"{MODEL}hasSelector"]) == 2


def test_words_that_nobody_found_are_not_annotated(little: Dossier) -> None:
    assert json.loads(annotations(replace(little, lock=())))["items"] == []


def test_a_hostile_passage_arrives_in_its_annotation(copy: Path, findings_of: Damage) -> None:
    """The words are verified against a text that has these very signs."""
    hostile = "It ends with </script>{{ 7*7 }} & <b> and no more"
    for path, old, new in (
        ("captures/gazette-2019-05-03-dredging.txt", "which counts thirty-one boats", f"{hostile} boats"),
        ("sources/claims/boats-2019.yaml", "which counts thirty-one boats", f"'{hostile}'"),
    ):
        text = (copy / path).read_text("utf-8")
        assert old in text
        (copy / path).write_text(text.replace(old, new), "utf-8")
    write_lock(copy)
    dossier, findings = check(copy)
    assert dossier is not None, findings
    items = json.loads(annotations(dossier))["items"]
    assert hostile in [target["selector"][0]["exact"] for item in items for target in targets(item)]


def targets(item: dict[str, Any]) -> list[Any]:
    return item["target"] if isinstance(item["target"], list) else [item["target"]]
