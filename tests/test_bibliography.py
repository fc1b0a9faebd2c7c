"""References in each format: what a reference manager reads is what the item says, whatever its signs."""

import json
import re
from collections.abc import Mapping
from typing import Any
from unicodedata import normalize

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Entry
from hypothesis import example, given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from build_tools.bibliography import TYPES, bibtex, csl_json, formats, latex, ris
from build_tools.citations import csl
from build_tools.derive import Dossier
from build_tools.schema import schema
from build_tools.site import check
from tests.conftest import ROOT

ITEM: dict[str, Any] = {
    "id": "some-report",
    "type": "report",
    "title": "On harbours",
    "container-title": "Harbour papers",
    "publisher": "Harbour Office",
    "number": "HO-21-3",
    "language": "en",
    "author": [{"family": "Holm", "given": "Ada"}, {"literal": "Office of Weights and Measures"}],
    "issued": {"date-parts": [[2019, 5, 3]]},
    "accessed": {"date-parts": [[2020, 7]]},
    "note": "Read in the library.",
    "URL": "https://example.org/a_b?c=%7Bd%7D&e=1#f~g",
}
HOSTILE = [
    r"{}",
    r"}} @article{x, title = {",
    r"a { b",
    r"\input{/etc/passwd} \\ \{",
    r"100 % of $5 & #1_a ~b ^c",
    "she said \"so\", ‘so’ “so” `so` ''so'' --- so -- so",
    "two\nlines\n\nER  - \nTY  - BOOK",
    "Лодки 港口 Úrsula ñandú ﷺ e\u0301",
    "<b>bold</b> &amp; a|b",
    "ends with a backslash \\",
    "@comment{x} %",
    "?` !` a'' b",
]

# What LaTeX itself prints for the commands of its kernel that the library does not know.
KERNEL = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^", "textasciigrave": "`"}
KERNEL |= {"textless": "<", "textgreater": ">", "textbar": "|"}


def printed(source: str) -> str:
    """What LaTeX prints for a source, by the decoder of the library."""
    context = get_default_latex_context_db()
    context.add_context_category("kernel", [MacroTextSpec(name, sign) for name, sign in KERNEL.items()], prepend=True)
    return str(
        LatexNodes2Text(latex_context=context, keep_comments=True, strict_latex_spaces=True).latex_to_text(source)
    )


def line(text: str) -> str:
    return " ".join(text.split())


def composed(text: str) -> str:
    """Text on one line in form NFC, the only one that LaTeX prints whole."""
    return normalize("NFC", line(text))


def from_bibtex(text: str) -> tuple[str, dict[str, str]]:
    """The type of the one entry in a file, and its fields as they are printed, by a parser of BibTeX."""
    library = parse_string(text)
    assert not library.failed_blocks
    (entry,) = library.blocks
    assert isinstance(entry, Entry)
    plain = {field.key: field.value for field in entry.fields}
    shown = {name: value if name == "url" else printed(value) for name, value in plain.items() if name != "author"}
    return entry.entry_type, shown | ({"author": plain["author"]} if "author" in plain else {})


def from_ris(text: str) -> dict[str, Any]:
    (record,) = rispy.loads(text)
    return dict(record)


def test_bibtex_says_what_the_item_says() -> None:
    assert from_bibtex(bibtex(ITEM)) == (
        "techreport",
        {
            "author": "Holm, Ada and {Office of Weights and Measures}",
            "title": "On harbours",
            "series": "Harbour papers",
            "institution": "Harbour Office",
            "number": "HO-21-3",
            "language": "en",
            "note": "Read in the library.",
            "year": "2019",
            "month": "may",
            "day": "3",
            "urldate": "2020-07",
            "url": ITEM["URL"],
        },
    )


def test_ris_says_what_the_item_says() -> None:
    assert from_ris(ris(ITEM)) == {
        "type_of_reference": "RPRT",
        "authors": ["Holm, Ada", "Office of Weights and Measures"],
        "title": "On harbours",
        "secondary_title": "Harbour papers",
        "publisher": "Harbour Office",
        "issn": "HO-21-3",
        "language": "en",
        "year": "2019",
        "date": "2019/05/03/",
        "access_date": "2020/07//",
        "notes": ["Read in the library."],
        "urls": [ITEM["URL"]],
    }


def test_csl_json_is_the_item() -> None:
    assert json.loads(csl_json(ITEM)) == [ITEM]


def test_a_date_in_words_stays_in_words() -> None:
    item = ITEM | {"issued": {"literal": "about 1995"}}
    assert from_bibtex(bibtex(item))[1]["year"] == "about 1995"
    assert from_ris(ris(item))["date"] == "///about 1995"


def test_names_are_not_taken_apart_at_their_own_commas_and_ands() -> None:
    author = [{"family": "Sand and Gravel", "given": "A."}, {"family": "Ande", "given": "B., Jr."}, {"literal": "X, Y"}]
    told = from_bibtex(bibtex(ITEM | {"author": author}))[1]["author"]
    assert told == "{Sand and Gravel}, A. and Ande, {B., Jr.} and {X, Y}"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_signs_arrive_in_every_format_and_do_nothing(hostile: str) -> None:
    held = ("title", "container-title", "publisher", "number", "note")
    item = ITEM | dict.fromkeys(held, hostile) | {"author": [{"literal": hostile}]}
    fields = from_bibtex(bibtex(item))[1]
    names = ("title", "series", "institution", "number", "note")
    assert {line(fields[name]) for name in names} == {composed(hostile)}
    assert line(printed(fields["author"])) == composed(hostile)
    record = from_ris(ris(item))
    assert record.keys() == from_ris(ris(ITEM)).keys()
    assert {record[name] for name in ("title", "secondary_title", "publisher", "issn")} == {line(hostile)}
    assert record["authors"] == record["notes"] == [line(hostile)]
    assert json.loads(csl_json(item)) == [item]


@given(st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs")), max_size=30))
@example("-----")
@example("''''")
def test_latex_prints_any_text(text: str) -> None:
    assert line(printed(latex(text))) == composed(text)


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=30).filter(str.strip)
)
def test_any_title_is_read_back(text: str) -> None:
    item = ITEM | {"title": text}
    assert line(from_bibtex(bibtex(item))[1]["title"]) == composed(text)
    assert from_ris(ris(item))["title"] == line(text)


@pytest.mark.parametrize("address", ["https://example.org/{a}/\\b c", "https://example.org/ñ"])
def test_an_address_breaks_out_of_no_field(address: str) -> None:
    url = from_bibtex(bibtex(ITEM | {"URL": address}))[1]["url"]
    assert re.fullmatch(r"https://example\.org/[!-z|~%]+", url)
    assert from_ris(ris(ITEM | {"URL": address}))["urls"] == [url]


def test_every_type_of_document_has_its_type_in_each_format() -> None:
    assert set(TYPES) == set(schema("documents")["properties"]["type"]["enum"])
    for name, (kind, tag) in TYPES.items():
        item = ITEM | {"type": name}
        assert from_bibtex(bibtex(item))[0] == kind
        assert from_ris(ris(item))["type_of_reference"] == tag
        assert tag in rispy.config.TYPE_OF_REFERENCE_MAPPING


def test_the_documents_on_record_are_read_back(little: Dossier) -> None:
    real, findings = check(ROOT)
    assert real is not None, findings
    for dossier in (little, real):
        for document in dossier.corpus.documents.values():
            compare(csl(document))


def compare(item: Mapping[str, Any]) -> None:
    told = formats(item)
    kind, fields = from_bibtex(told["BibTeX"])
    record = from_ris(told["RIS"])
    assert (kind, record["type_of_reference"]) == TYPES[item["type"]]
    assert line(fields["title"]) == record["title"] == line(item["title"])
    if "container-title" in item:
        assert record["secondary_title"] == line(item["container-title"])
        assert line(item["container-title"]) in map(line, fields.values())
    assert json.loads(told["CSL-JSON"]) == [item]
