"""The words that records take from documents, and their citations, each with the way to it within the record."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, cast

from build_tools.dates import Date
from build_tools.model import Actor, Citation, Quote, Record, Role
from build_tools.plain import Path
from build_tools.structure import field_name


@dataclass(frozen=True)
class Excerpt:
    """Words that a record takes from a document, where in the record they stand, and which of several they are."""

    record: Record
    path: Path
    document: str
    words: str
    prefix: str | None = None
    suffix: str | None = None
    omission: str | None = None


def citations_of(record: Record) -> Iterator[tuple[Path, Citation]]:
    """Every citation in a record, the words of roles among them, with the path to it."""

    def within(value: Any, path: Path) -> Iterator[tuple[Path, Citation]]:
        if isinstance(value, Citation):
            yield path, value
        elif isinstance(value, Role):
            yield path, value.citation
        elif isinstance(value, tuple):
            for number, item in enumerate(value):
                if not isinstance(item, str):
                    yield from within(item, (*path, number))
        else:
            for name, written in _inner(cast(Any, type(value))):
                inner = getattr(value, name)
                if inner and not isinstance(inner, str):
                    yield from within(inner, (*path, written))

    return within(record, ())


@cache
def _inner(shape: Any) -> tuple[tuple[str, str], ...]:
    """The fields in which citations may stand: what they are called here, and in the records."""
    if not is_dataclass(shape) or shape is Date:
        return ()
    return tuple((field.name, field_name(field.name)) for field in fields(shape))


def excerpts_of(record: Record) -> Iterator[Excerpt]:
    """What a record takes from documents: passages, other names, the text and the attribution of a quote."""
    if isinstance(record, Quote):
        chosen = (record.prefix, record.suffix, record.omission)
        yield Excerpt(record, ("text",), record.document, record.text, *chosen)
        yield Excerpt(record, ("attribution",), record.document, record.attribution)
    for path, citation in citations_of(record):
        if citation.document and citation.passage:
            chosen = (citation.prefix, citation.suffix, citation.omission)
            yield Excerpt(record, (*path, "passage"), citation.document, citation.passage, *chosen)
    if isinstance(record, Actor):
        for number, other in enumerate(record.other_names):
            yield Excerpt(record, ("other_names", number, "name"), other.document, other.name)
