"""Files of references: the entries of a BibTeX, RIS or CSL-JSON file as CSL-JSON items."""

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import rispy

from build_tools.writing.metadata.bibtex import bibtex
from build_tools.writing.metadata.entry import Entry, typed, types_of
from build_tools.writing.metadata.item import Unusable

_INLINE = re.compile(r"</?(?:i|b|em|strong|sub|sup|scp|sc|span)(?:\s[^<>]{0,80})?>", re.IGNORECASE)


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


def _ris(text: str) -> tuple[list[Entry], list[str]]:
    found = rispy.loads(text)
    begun = len(re.findall(r"^TY  - ", text, re.MULTILINE))
    faults = [f'{begun - len(found)} entries do not end with "ER  - " and are left out'] if begun > len(found) else []
    entries = []
    for number, fields in enumerate(found, 1):
        word = fields.pop("type_of_reference", "")
        kind, doubts = typed(word, types_of(1).get(word, []))
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


READERS: Mapping[str, Callable[[str], tuple[list[Entry], list[str]]]] = {"bib": bibtex, "ris": _ris, "json": _csl}
