"""Files of references: the entries of a BibTeX, RIS or CSL-JSON file as CSL-JSON items.

Which words of BibTeX and RIS stand for which type of CSL is read from the table by which `bibliography` writes them.
"""

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts, split_multiple_persons_names
from pylatexenc.latex2text import LatexNodes2Text

from build_tools.bibliography import TYPES
from build_tools.finding import shown
from build_tools.readable import silent
from build_tools.writing.metadata.item import Item, Unusable

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BIBLATEX = {"electronic": "webpage", "online": "webpage", "report": "report", "www": "webpage"}
_LONGEST = 4000  # characters of LaTeX, which the library reads in the time of their square
# Commands that `bibliography` writes and the library has no sign for.
_UNKNOWN = {
    r"\textasciicircum{}": "^",
    r"\textasciigrave{}": "`",
    r"\textbar{}": "|",
    r"\textbraceleft{}": r"\{",
    r"\textbraceright{}": r"\}",
    r"\textgreater{}": ">",
    r"\textless{}": "<",
}
_INLINE = re.compile(r"</?(?:i|b|em|strong|sub|sup|scp|sc|span)(?:\s[^<>]{0,80})?>", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """One entry of a file as a CSL-JSON item, and what is doubtful of it by the name of the field."""

    key: str
    item: Item
    doubts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class References:
    """The entries of a file, by their keys, and which parts of it cannot be read."""

    entries: Mapping[str, Entry]
    faults: tuple[str, ...] = ()


def references(ending: str, content: bytes) -> References:
    """The entries of a file whose name has that ending. Raises `Unusable` where it holds none that can be read."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unusable("the file is not UTF-8; save it as UTF-8") from None
    try:
        entries, faults = READERS[ending](text)
    except Unusable:
        raise
    except Exception as error:  # a broken file makes the libraries fail in ways of every kind
        raise Unusable(f"the file cannot be read ({type(error).__name__}); export it anew") from None
    if not entries:
        raise Unusable(f"no entry that can be read is in this file{''.join(f'; {fault}' for fault in faults)}")
    return References(_by_key(entries), tuple(faults))


def _by_key(entries: list[Entry]) -> dict[str, Entry]:
    """The entries by their keys; a key that is used already gets a number."""
    found: dict[str, Entry] = {}
    for entry in entries:
        key, number = entry.key, 1
        while key in found:
            number += 1
            key = f"{entry.key}-{number}"
        found[key] = entry
    return found


def _types_of(column: int) -> dict[str, list[str]]:
    """The types of CSL that a word of BibTeX (column 0) or RIS (column 1) can stand for."""
    found: dict[str, list[str]] = {}
    for csl, words in TYPES.items():
        found.setdefault(words[column], []).append(csl)
    return found


def _typed(word: str, types: list[str]) -> tuple[str | None, dict[str, str]]:
    """The first type that a word stands for, and the doubt where it stands for several."""
    if not types:
        return word, {}
    doubt = {"type": f"The file says {shown(word)}, which can be any of: {', '.join(types)}."}
    return types[0], doubt if len(types) > 1 else {}


def _bibtex(text: str) -> tuple[list[Entry], list[str]]:
    with silent("bibtexparser"):
        library = parse_string(text)
    entries = []
    for entry in library.entries:
        fields = {each.key.lower(): str(each.value) for each in entry.fields}
        word = entry.entry_type.lower()
        subtype = f"article-{fields.pop('entrysubtype', '')}"
        if word == "misc":
            kind, doubts = ("webpage", {"type": 'The file says only "misc".'}) if "url" in fields else (None, {})
        elif word == "article" and subtype in TYPES:
            kind, doubts = subtype, {}
        else:
            kind, doubts = _typed(word, [_BIBLATEX[word]] if word in _BIBLATEX else _types_of(0).get(word, []))
        item = dict(_of_bibtex(fields, word))
        entries.append(Entry(entry.key, {"type": kind, **item}, doubts))
    faults = [
        f"line {(block.start_line or 0) + 1}: what begins here is no entry that can be read"
        for block in library.failed_blocks
    ]
    return entries, faults


def _of_bibtex(fields: dict[str, str], word: str) -> Iterator[tuple[str, Any]]:
    """The fields of an entry under the names of CSL; those that CSL has no name for keep their own."""
    if authors := fields.pop("author", ""):
        short = len(authors) <= _LONGEST
        yield "author", [_bibtex_name(name) for name in split_multiple_persons_names(authors)] if short else authors
    title, subtitle = fields.pop("title", ""), fields.pop("subtitle", "")
    yield "title", ": ".join(filter(None, map(latex_text, (title, subtitle))))
    address = re.search(r"https?://[^\s{}]+", fields.get("howpublished", ""))
    if address:
        fields.setdefault("url", address[0])
        del fields["howpublished"]
    if url := fields.pop("url", ""):
        yield "URL", re.sub(r"\\([_%&#~$])(\{\})?", r"\1", url).strip("{}")
    yield "issued", fields.pop("date", None) or _bibtex_date(fields)
    yield "accessed", fields.pop("urldate", None)
    names = {
        "container-title": ("journaltitle", "journal", "booktitle", "howpublished"),
        "publisher": ("publisher", "institution", "organization"),
        "number": ("number",) if word in ("techreport", "report", "misc") else (),
        "language": ("langid", "language"),
        "DOI": ("doi",),
    }
    for name, own in names.items():
        held = next((each for each in own if each in fields), None)
        if held:
            yield name, latex_text(fields.pop(held))
    yield from ((name, latex_text(value)) for name, value in fields.items())


def _bibtex_name(name: str) -> dict[str, str]:
    """A name; one in braces is not taken apart."""
    if name.startswith("{") and name.endswith("}"):
        return {"literal": latex_text(name)}
    try:
        parts = parse_single_name_into_parts(name)
    except InvalidNameError:
        return {"literal": latex_text(name)}
    family = latex_text(" ".join((*parts.von, *parts.last)))
    given = latex_text(" ".join(parts.first))
    suffix = latex_text(" ".join(parts.jr))
    return {"family": family, "given": given, "suffix": suffix} if given else {"literal": family}


def _bibtex_date(fields: dict[str, str]) -> dict[str, Any] | None:
    year, month, day = (fields.pop(name, "").strip() for name in ("year", "month", "day"))
    if not year:
        return None
    named = month[:3].lower()
    parts = [year, str(_MONTHS.index(named) + 1) if named in _MONTHS else month, day]
    known = parts[: parts.index("")] if "" in parts else parts
    return {"date-parts": [known]} if all(part.isdecimal() for part in known) else {"raw": year}


def latex_text(value: str) -> str:
    """LaTeX as plain text; a bare percent sign is one, and no comment. What no field takes stays as it is."""
    if len(value) > _LONGEST:
        return value
    for command, sign in _UNKNOWN.items():
        value = value.replace(command, sign)
    try:
        return str(LatexNodes2Text(math_mode="verbatim").latex_to_text(re.sub(r"(?<!\\)%", r"\\%", value)))
    except Exception:  # broken LaTeX makes the library fail in ways of every kind
        return value


def _ris(text: str) -> tuple[list[Entry], list[str]]:
    found = rispy.loads(text)
    begun = len(re.findall(r"^TY  - ", text, re.MULTILINE))
    faults = [f'{begun - len(found)} entries do not end with "ER  - " and are left out'] if begun > len(found) else []
    entries = []
    for number, fields in enumerate(found, 1):
        word = fields.pop("type_of_reference", "")
        kind, doubts = _typed(word, _types_of(1).get(word, []))
        key = str(fields.pop("id", number))
        entries.append(Entry(key, {"type": kind, **dict(_of_ris(fields, word))}, doubts))
    return entries, faults


def _of_ris(fields: dict[str, Any], word: str) -> Iterator[tuple[str, Any]]:
    """The fields of a record of RIS under the names of CSL; those that CSL has no name for keep rispy's."""
    yield "author", [_ris_name(name) for held in ("authors", "first_authors") for name in fields.pop(held, [])]
    names = {
        "title": ("title", "primary_title"),
        "container-title": ("secondary_title", "journal_name", "alternate_title3"),
        "publisher": ("publisher",),
        "number": ("issn",) if word == "RPRT" else ("note",),
        "language": ("language",),
        "DOI": ("doi",),
    }
    for name, own in names.items():
        held = next((each for each in own if each in fields), None)
        if held:
            yield name, fields.pop(held)
    urls = fields.pop("urls", [])
    yield "URL", urls[0] if urls else None
    yield "other addresses", ", ".join(urls[1:])
    year = fields.pop("year", None) or fields.pop("publication_year", None)
    yield "issued", _ris_date(str(fields.pop("date", None) or year or ""))
    yield "accessed", _ris_date(str(fields.pop("access_date", "")))
    yield from fields.pop("unknown_tag", {}).items()
    yield from fields.items()


def _ris_name(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    return {"family": family.strip(), "given": given.strip()} if comma else {"literal": name}


def _ris_date(text: str) -> dict[str, Any] | None:
    """A date of RIS, "2019/05/03/" or what of it is known; ISO 8601 as others write it."""
    known = [part for part in text.split("/")[:3] if part]
    if known and all(part.isdecimal() for part in known):
        return {"date-parts": [known]}
    return {"raw": text.strip("/")} if text else None


def _csl(text: str) -> tuple[list[Entry], list[str]]:
    data = json.loads(text)
    items = data if isinstance(data, list) else [data]
    entries = [
        Entry(str(item.get("id", number))[:100], {name: _unmarked(value) for name, value in item.items()})
        for number, item in enumerate(items, 1)
        if isinstance(item, dict) and "title" in item
    ]
    others = len(items) - len(entries)
    return entries, [f"{others} items without a title are left out"] if others else []


def _unmarked(value: Any) -> Any:
    """Text without the HTML that CSL-JSON and Crossref allow in it."""
    if isinstance(value, str):
        return html.unescape(_INLINE.sub("", value))
    return [_unmarked(item) for item in value] if isinstance(value, list) else value


READERS: Mapping[str, Callable[[str], tuple[list[Entry], list[str]]]] = {"bib": _bibtex, "ris": _ris, "json": _csl}
