"""Entries of BibTeX and BibLaTeX as CSL-JSON items."""

import re
from collections.abc import Iterator
from typing import Any

from bibtexparser.entrypoint import parse_string

from build_tools.bibliography import TYPES
from build_tools.readable import silent
from build_tools.writing.metadata.entry import Entry, typed, types_of
from build_tools.writing.metadata.latex import LONGEST, latex_names, latex_text

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# What babel calls languages of which langcodes does not know the name.
_BABEL = {
    "acadian": "fr-CA",
    "american": "en-US",
    "australian": "en-AU",
    "austrian": "de-AT",
    "brazil": "pt-BR",
    "brazilian": "pt-BR",
    "british": "en-GB",
    "canadian": "en-CA",
    "canadien": "fr-CA",
    "mexican": "es-MX",
    "naustrian": "de-AT",
    "newzealand": "en-NZ",
    "ngerman": "de",
    "nswissgerman": "de-CH",
    "portuges": "pt",
    "spanishmx": "es-MX",
    "swissgerman": "de-CH",
    "ukenglish": "en-GB",
    "usenglish": "en-US",
}
_BIBLATEX = {"electronic": "webpage", "online": "webpage", "report": "report", "www": "webpage"}


def bibtex(text: str) -> tuple[list[Entry], list[str]]:
    """The entries of a file, and which parts of it cannot be read."""
    with silent("bibtexparser"):
        library = parse_string(text)
    entries = []
    for entry in library.entries:
        fields = {each.key.lower(): str(each.value) for each in entry.fields}
        word = entry.entry_type.lower()
        subtype = f"article-{fields.get('entrysubtype', '').lower()}"
        kind: str | None
        doubts: dict[str, str]
        if subtype in TYPES:
            del fields["entrysubtype"]
            kind, doubts = subtype, {}
        elif word == "misc":
            kind, doubts = ("webpage", {"type": 'The file says only "misc".'}) if "url" in fields else (None, {})
        else:
            kind, doubts = typed(word, [_BIBLATEX[word]] if word in _BIBLATEX else types_of(0).get(word, []))
        item = dict(_fields(fields, word))
        if "=" in str(item.get("author", "")):
            doubts |= {"author": "A name holds an equals sign; write its parts as family and given."}
        entries.append(Entry(entry.key, {"type": kind, **item}, doubts))
    faults = [
        f"line {(block.start_line or 0) + 1}: what begins here is no entry that can be read"
        for block in library.failed_blocks
    ]
    return entries, faults


def _fields(fields: dict[str, str], word: str) -> Iterator[tuple[str, Any]]:
    """The fields of an entry under the names of CSL; those that CSL has no name for keep their own."""
    if authors := fields.pop("author", ""):
        short = len(authors) <= LONGEST
        yield "author", latex_names(authors) if short else authors
    title, subtitle = fields.pop("title", ""), fields.pop("subtitle", "")
    yield "title", ": ".join(filter(None, map(latex_text, (title, subtitle))))
    address = re.search(r"https?://[^\s{}]+", fields.get("howpublished", ""))
    if address:
        fields.setdefault("url", address[0])
        del fields["howpublished"]
    if url := fields.pop("url", ""):
        yield "URL", re.sub(r"\\([_%&#~$])(\{\})?", r"\1", url).strip("{}")
    yield "issued", fields.pop("date", None) or _date(fields)
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
            text = latex_text(fields.pop(held))
            yield name, _BABEL.get(text.lower(), text) if name == "language" else text
    yield from ((name, latex_text(value)) for name, value in fields.items())


def _date(fields: dict[str, str]) -> dict[str, Any] | None:
    year, month, day = (fields.pop(name, "").strip() for name in ("year", "month", "day"))
    if not year:
        return None
    named = month[:3].lower()
    parts = [year, str(_MONTHS.index(named) + 1) if named in _MONTHS else month, day]
    known = parts[: parts.index("")] if "" in parts else parts
    return {"date-parts": [known]} if all(part.isdecimal() for part in known) else {"raw": year}
