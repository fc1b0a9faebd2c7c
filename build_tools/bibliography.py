"""References for reference managers: CSL-JSON items as BibTeX, as RIS, and as CSL-JSON itself.

The fields of BibTeX are those of Patashnik's "BibTeXing" (1988) and, where it has none, of biblatex; those of RIS are the
tags of its specification as Zotero reads them. A field that a format has no place for is not left out: it goes where
reference managers keep what has no place.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import rispy
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat
from pylatexenc.latexencode import (
    RULE_DICT,
    RULE_REGEX,
    UnicodeToLatexConversionRule,
    UnicodeToLatexEncoder,
)

from build_tools.jsontext import json_line, json_text

Item = Mapping[str, Any]

# By CSL type, for each type that a document on record can have: BibTeX's and RIS's.
TYPES = {
    "article-journal": ("article", "JOUR"),
    "article-magazine": ("article", "MGZN"),
    "article-newspaper": ("article", "NEWS"),
    "bill": ("misc", "BILL"),
    "book": ("book", "BOOK"),
    "broadcast": ("misc", "MPCT"),
    "hearing": ("misc", "HEAR"),
    "interview": ("misc", "PCOMM"),
    "legal_case": ("misc", "CASE"),
    "legislation": ("misc", "STAT"),
    "post": ("misc", "ICOMM"),
    "post-weblog": ("misc", "BLOG"),
    "regulation": ("misc", "STAT"),
    "report": ("techreport", "RPRT"),
    "speech": ("misc", "SLIDE"),
    "treaty": ("misc", "STAT"),
    "webpage": ("misc", "ELEC"),
}
# What BibTeX calls what holds a work, and whoever publishes it, where that is not `howpublished` and `publisher`.
_HOLDERS = {"article": "journal", "book": "series", "techreport": "series"}
_PUBLISHERS = {"techreport": "institution"}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_SPACE = re.compile(r"\s+")


def formats(*items: Item) -> dict[str, str]:
    """CSL-JSON items in each format, by the name of the format; each text ends with a line break."""
    return {"BibTeX": bibtex(*items), "RIS": ris(*items), "CSL-JSON": csl_json(*items)}


def in_each_format(words: str) -> dict[str, str]:
    """A title, a name or a note as it stands in a text of each format, by the name of the format."""
    return {"BibTeX": latex(words), "RIS": _one_line(words), "CSL-JSON": json_line(words)[1:-1]}


def address_in_each_format(address: str) -> dict[str, str]:
    """A web address as it stands in a text of each format."""
    plain = _plain_address(address)
    return {"BibTeX": plain, "RIS": plain, "CSL-JSON": json_line(address)[1:-1]}


def csl_json(*items: Item) -> str:
    """A list of the items, as the CSL-JSON schema has it."""
    return json_text(items)


def bibtex(*items: Item) -> str:
    """The items as BibTeX entries in UTF-8; what means something to BibTeX or LaTeX is written as LaTeX has it."""
    return "\n\n".join(_bibtex(json_line(item)) for item in items)


@lru_cache(maxsize=4096)  # many pages cite one document
def _bibtex(item: str) -> str:
    layout = BibtexFormat()  # type: ignore[no-untyped-call]
    layout.indent = "  "
    return write_string(Library([_entry(json.loads(item))]), unparse_stack=[], bibtex_format=layout)


def _entry(item: Item) -> Entry:
    fields = [Field(name, value) for name, value in _bibtex_fields(item)]
    return Entry(TYPES[item["type"]][0], item["id"], fields)


def _bibtex_fields(item: Item) -> Iterator[tuple[str, str]]:
    """The fields of an entry with their values as they stand in the file."""
    kind = TYPES[item["type"]][0]
    if authors := item.get("author"):
        yield "author", f"{{{' and '.join(map(_bibtex_name, authors))}}}"
    yield "title", f"{{{{{latex(item['title'])}}}}}"  # the inner pair keeps its capitals from the styles
    names = {
        "container-title": _HOLDERS.get(kind, "howpublished"),
        "publisher": _PUBLISHERS.get(kind, "publisher"),
        "number": "number",
        "language": "language",
        "note": "note",
    }
    yield from ((name, f"{{{latex(item[held])}}}") for held, name in names.items() if held in item)
    yield from _bibtex_date(item.get("issued", {}))
    if "accessed" in item:
        yield "urldate", f"{{{latex(_date_words(item['accessed'], '-'))}}}"
    if "URL" in item:
        yield "url", f"{{{_plain_address(item['URL'])}}}"


def _bibtex_name(author: Mapping[str, str]) -> str:
    """A name as BibTeX reads it; one in words stands in braces, so that it is not taken apart."""
    if "literal" in author:
        return f"{{{latex(author['literal'])}}}"
    parts = [latex(author[part]) for part in ("family", "given") if part in author]
    return ", ".join(f"{{{part}}}" if re.search(r",|\band\b", part) else part for part in parts)


def _bibtex_date(date: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The year, month and day; a date in words is the year, as BibTeX allows."""
    if "literal" in date:
        yield "year", f"{{{latex(date['literal'])}}}"
    for name, number in zip(("year", "month", "day"), date.get("date-parts", [[]])[0], strict=False):
        yield name, _MONTHS[number - 1] if name == "month" else f"{{{number}}}"


@lru_cache(maxsize=1024)  # the site's own name stands in each entry
def latex(value: str) -> str:
    """Text on one line as LaTeX that prints exactly that text; letters stay as they are, in UTF-8 and form NFC.

    Braces are written as commands: BibTeX counts them even where a backslash stands before them.
    """
    line = unicodedata.normalize("NFC", _one_line(value))
    return str(_LATEX.unicode_to_latex(line)) if _MEANS_SOMETHING.search(line) else line


# What any of the rules below is for: the encoder goes from sign to sign, and most texts have none of these.
_MEANS_SOMETHING = re.compile(r"[#$%&_\\{}~^<>|`]|--|''")


_LATEX = UnicodeToLatexEncoder(
    conversion_rules=[
        # Signs that TeX would join: dashes, and quotation marks after the old fashion.
        UnicodeToLatexConversionRule(
            RULE_REGEX,
            [(re.compile("-(?=-)"), "-{}"), (re.compile("'(?=')"), "'{}"), (re.compile("`"), r"\\textasciigrave{}")],
        ),
        UnicodeToLatexConversionRule(
            RULE_DICT,
            {
                **{ord(sign): f"\\{sign}" for sign in "#$%&_"},
                ord("\\"): r"\textbackslash{}",
                ord("{"): r"\textbraceleft{}",
                ord("}"): r"\textbraceright{}",
                ord("~"): r"\textasciitilde{}",
                ord("^"): r"\textasciicircum{}",
                ord("<"): r"\textless{}",
                ord(">"): r"\textgreater{}",
                ord("|"): r"\textbar{}",
            },
        ),
    ],
    replacement_latex_protection="none",
    unknown_char_policy="keep",
    unknown_char_warning=False,
)


def ris(*items: Item) -> str:
    """The items as RIS records."""
    return "\n".join(_ris(json_line(item)) for item in items)


@lru_cache(maxsize=4096)
def _ris(item: str) -> str:
    return str(rispy.dumps([dict(_ris_fields(json.loads(item)))], implementation=_Ris))


class _Ris(rispy.RisWriter):  # type: ignore[misc]
    """RIS without a number before the record, which some readers take for a fault."""

    def set_header(self, count: int) -> str:
        return ""


def _ris_fields(item: Item) -> Iterator[tuple[str, str | list[str]]]:
    """The fields of a record under the names that rispy gives to the tags."""
    kind = TYPES[item["type"]][1]
    yield "type_of_reference", kind
    if authors := item.get("author"):
        yield "authors", [_ris_name(author) for author in authors]
    names = {
        "title": "title",
        "container-title": "secondary_title",
        "publisher": "publisher",
        "number": "issn" if kind == "RPRT" else "note",  # the tags SN and M1, in which managers look for it
        "language": "language",
    }
    yield from ((name, _one_line(item[held])) for held, name in names.items() if held in item)
    if year := item.get("issued", {}).get("date-parts"):
        yield "year", f"{year[0][0]:04}"
    for held, name in (("issued", "date"), ("accessed", "access_date")):
        if held in item:
            yield name, _ris_date(item[held])
    if "note" in item:
        yield "notes", [_one_line(item["note"])]
    if "URL" in item:
        yield "urls", [_plain_address(item["URL"])]


def _ris_name(author: Mapping[str, str]) -> str:
    names = [author["literal"]] if "literal" in author else [author.get("family"), author.get("given")]
    return ", ".join(_one_line(name) for name in names if name)


def _ris_date(date: Mapping[str, Any]) -> str:
    """A date as RIS has it: year, month and day, each with a slash after it, and whatever is said in words."""
    if "literal" in date:
        return f"///{_one_line(date['literal'])}"
    parts = [f"{number:02}" for number in date["date-parts"][0]]
    return "/".join([*parts, "", "", ""][:4])


def _date_words(date: Mapping[str, Any], joint: str) -> str:
    """A date as its numbers, joined, or as its words."""
    return str(date["literal"]) if "literal" in date else joint.join(f"{number:02}" for number in date["date-parts"][0])


def _plain_address(address: str) -> str:
    """A web address without what the formats read as signs of their own, which no address needs unencoded."""
    return quote(_one_line(address), safe="%/:=&?~#+!$,;'@()*[]|<>\"^`")


def _one_line(value: str) -> str:
    return _SPACE.sub(" ", value).strip()
