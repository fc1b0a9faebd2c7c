"""A CSL-JSON item as the fields of a document; what is doubtful becomes a comment, and what has no place is told."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote

import langcodes

from build_tools import dates
from build_tools.finding import shown
from build_tools.model import Author
from build_tools.schema import schema
from build_tools.structure import written
from build_tools.validators import has_format
from build_tools.writing.metadata.csldate import edtf, readings, words

Item = Mapping[str, Any]

DOI = re.compile(r"10\.[0-9]{4,9}/\S{1,200}")
_MOST_AUTHORS = 50
# Signs that show nothing, or turn the direction of what follows them: in metadata they are damage or a trick.
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]")
# Types of CSL 1.0.2 and of Crossref for which records have another word.
_TYPES = {
    "article": "article-journal",
    "chapter": "book",
    "entry-encyclopedia": "book",
    "journal-article": "article-journal",
    "monograph": "book",
    "motion_picture": "broadcast",
    "paper-conference": "article-journal",
    "personal_communication": "interview",
    "post-forum": "post",
}
# What every item has for the use of programs alone.
_FOR_PROGRAMS = {"id", "citation-key", "citation-label", "indexed", "deposited", "reference", "link", "relation"}


class Unusable(Exception):
    """Why nothing can be had from a source, in one line that says what to do."""


@dataclass(frozen=True)
class Metadata:
    """What is known of a document, under the names of CSL; dates are EDTF."""

    type: str | None = None
    title: str | None = None
    author: tuple[Author, ...] = ()
    container_title: str | None = None
    publisher: str | None = None
    number: str | None = None
    issued: str | None = None
    dated_by: str | None = None
    URL: str | None = None
    accessed: str | None = None
    language: str | None = None

    def values(self) -> dict[str, Any]:
        """The fields of a document's record that it knows."""
        return dict(written(self))


@dataclass(frozen=True)
class Found:
    """Metadata, what to look at again (by the name of the field), and what has no place in a record."""

    metadata: Metadata
    doubts: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def described(item: Item, by: str, today: date) -> Found:
    """The fields of a document that a CSL-JSON item tells. `by` says who tells them: "the BibTeX file".

    Nothing in the item is trusted: text is put on one line and freed of signs that show nothing; what cannot be a field
    of a document is left out, and told.
    """
    return _Reading(item, by, today).found()


@dataclass
class _Reading:
    """One item being read; `doubts` and `left_out` grow on the way."""

    item: Item
    by: str
    today: date
    doubts: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def found(self) -> Found:
        issued = self.date("issued")
        dated_by = self.line("dated_by")
        metadata = Metadata(
            type=self.type(),
            title=self.line("title"),
            author=tuple(self.authors()),
            container_title=self.line("container-title"),
            publisher=self.line("publisher"),
            number=self.line("number"),
            issued=issued,
            dated_by=dated_by or f"As {self.by} says; not compared with the document." if issued else None,
            URL=self.address(),
            accessed=self.date("accessed"),
            language=self.language(),
        )
        if issued:
            read = self.doubts.get("issued", "")
            self.doubts["issued"] = f"{read} Compare this date with the one that the document prints.".strip()
        elif dated_by:
            self.left_out.append(f"dated_by: {shown(dated_by)}, since the date is not known")
        return Found(metadata, self.doubts, (*self.left_out, *self.others()))

    def line(self, name: str) -> str | None:
        """A text on one line, short enough for its field."""
        value = self.item.get(name)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            if value not in (None, [], {}):
                self.left_out.append(f"{name}: no text")
            return None
        text = one_line(value)
        most = schema("documents")["properties"].get(name, {}).get("maxLength", 300)
        if len(text) > most:
            self.left_out.append(f"{name}: {len(text)} characters, and at most {most} are taken: {shown(text)}")
            return None
        if text != " ".join(value.split()) and unicodedata.normalize("NFC", value) == value:
            self.doubts[name] = "Signs that show nothing were removed from this."
        return text or None

    def type(self) -> str | None:
        told = self.line("type")
        choices = schema("documents")["properties"]["type"]["enum"]
        if told is None or told in choices:
            return told
        if told not in _TYPES:
            self.left_out.append(f"type: {shown(told)} is none of the types of documents here")
            return None
        self.doubts["type"] = f"{self.by} says {shown(told)}, for which records have no word of their own."
        return _TYPES[told]

    def authors(self) -> Iterator[Author]:
        told = self.item.get("author") or []
        if not isinstance(told, list):
            self.left_out.append("author: no list of names")
            return
        if len(told) > _MOST_AUTHORS:
            self.left_out.append(f"author: {len(told) - _MOST_AUTHORS} more than the first {_MOST_AUTHORS}")
        for name in told[:_MOST_AUTHORS]:
            author = _author(name) if isinstance(name, dict) else None
            if author:
                yield author
            else:
                self.left_out.append(f"author: {shown(name)}")

    def date(self, name: str) -> str | None:
        """A date as EDTF, unless it is none or has not come."""
        told = self.item.get(name)
        if told in (None, "", {}, []):
            return None
        said = shown(_plain(told))
        exact = edtf(told)
        meant = [exact] if exact else readings(told)
        if len(meant) != 1:
            several = f" It can mean {' or '.join(meant)}." if meant else ""
            self.doubts[name] = f"{self.by} says {said}, which is no date that can be read.{several}"
            return None
        (text,) = meant
        if dates.parse(text).earliest > self.today:
            self.doubts[name] = f"{self.by} says {text}, a day that has not come; look it up in the document."
            return None
        if text != exact:
            self.doubts[name] = f"{self.by} says {said}, which is read as {text}."
        return text

    def address(self) -> str | None:
        doi = self.line("DOI")
        for told in filter(None, (self.line("URL"), f"https://doi.org/{quote(doi, '/:;()')}" if doi else None)):
            if has_format("web-address", told) and len(told) <= 500:
                return told
            self.left_out.append(f"URL: {shown(told)} is no web address")
        return None

    def language(self) -> str | None:
        """A language tag; a language told by its name ("english") is taken for its tag."""
        told = self.line("language")
        if told is None:
            return None
        tag = told.replace("_", "-")
        if has_format("bcp47", tag):
            return tag
        try:
            return langcodes.find(told).to_tag()
        except (LookupError, ValueError):
            self.left_out.append(f"language: {shown(told)}")
            return None

    def others(self) -> Iterator[str]:
        """What the item says besides."""
        taken = {
            *_FOR_PROGRAMS,
            *("type", "title", "author", "container-title", "publisher", "number", "issued", "dated_by"),
            *("URL", "DOI", "accessed", "language"),
        }
        for name in sorted(set(self.item) - taken, key=str)[:20]:
            if self.item[name] not in (None, "", [], {}):
                yield f"{shown(name)[1:-1]}: {shown(_plain(self.item[name]))}"


def one_line(text: str) -> str:
    """Text on one line, in Unicode form NFC, without signs that show nothing."""
    kept = "".join(
        sign for sign in _UNSEEN.sub("", text) if sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cs")
    )
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def _author(name: Mapping[str, Any]) -> Author | None:
    """A name of CSL; particles and suffixes stand where readers write them."""
    part = {
        key: one_line(value)[:300]
        for key, value in name.items()
        if isinstance(value, str) and isinstance(key, str) and one_line(value)
    }
    if "literal" in part or "name" in part:
        return Author(literal=part.get("literal") or part["name"])
    family = " ".join(filter(None, (part.get(key) for key in ("dropping-particle", "non-dropping-particle", "family"))))
    given = ", ".join(filter(None, (part.get("given"), part.get("suffix"))))
    if not family:
        return Author(literal=given) if given else None
    return Author(family=family, given=given or None)


def _plain(value: Any) -> str:
    """A value as a reader would write it, and not as the program holds it."""
    if isinstance(value, list):
        return one_line(", ".join(_plain(item) for item in value[:20]))[:500]
    if isinstance(value, dict):
        return one_line(words(value) or ", ".join(f"{key}: {_plain(item)}" for key, item in list(value.items())[:20]))[
            :500
        ]
    return one_line(value if isinstance(value, str) else str(value)[:500])
