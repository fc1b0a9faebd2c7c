"""The records as tables: one a kind, and one for each list of a kind, all from the fields that the schemas declare.

A field that holds one value is a column; fields within a field are columns with both names ("due_date"). A list is a table of
its own ("claims_evidence"): whose it is ("claim_id"), the number of the item, and what the item holds. A date in EDTF has two
more columns, the first and the last day that it can mean.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from build_tools import dates
from build_tools.corpus import Corpus, kind_of
from build_tools.model import Record
from build_tools.prose import Briefing
from build_tools.schema import KINDS, SINGULAR, Schema, schema
from build_tools.settings import Term
from build_tools.structure import written

Value = str | int | float | bool | None
Row = tuple[Value, ...]
Data = Mapping[str, Any]
Path = tuple[str, ...]
_Held = Sequence[tuple[str, Data]]  # what each record of a kind holds, by its id
# The tables of terms, in the order in which others refer to them.
_TERMS = ("topics", "effects", "measures", "statuses")
_FIRST, _LAST = "The first day that {} can mean.", "The last day that {} can mean."


@dataclass(frozen=True)
class Column:
    """A column, and its type among those of Frictionless ("string", "integer", "number", "boolean", "date").

    `refers` is the table of which its values are ids; `computed` says that it follows from other fields.
    """

    name: str
    type: str
    description: str
    required: bool = False
    refers: str = ""
    choices: tuple[str, ...] = ()
    computed: bool = False


@dataclass(frozen=True)
class Table:
    """A table: its rows, in order, and the columns that tell each of them from every other."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    computed: bool = False


def written_tables(corpus: Corpus) -> list[Table]:
    """The tables of what stands in sources/: terms, briefings, and each kind with its lists."""
    terms = [_terms(corpus, kind) for kind in _TERMS]
    kinds = [table for kind in KINDS for table in _tables(kind, _held(corpus, kind))]
    return [*terms, *kinds, *_briefings(corpus)]


def _terms(corpus: Corpus, kind: str) -> Table:
    """The table of the terms of a kind: those of the vocabulary, or the statuses of the rubric."""
    holder: Any = corpus.rubric if kind == "statuses" else corpus.vocabulary
    terms: Mapping[str, Term] = getattr(holder, kind)
    shape = schema("rubric" if kind == "statuses" else "vocabulary")["properties"][kind]
    fields = [_Field((), name, field, shape["additionalProperties"]) for name, field in _plain(shape)]
    columns = (_id(kind), *(column for field in fields for column in field.columns))

    def rows() -> Iterator[Row]:
        for id, term in terms.items():
            yield id, *(value for field in fields for value in field.values(written(term)))

    return Table(kind, shape["description"], columns, ("id",), rows)


def _plain(shape: Schema) -> Iterator[tuple[str, Schema]]:
    """The fields of a term that hold one value."""
    for name, field in shape["additionalProperties"]["properties"].items():
        if field["type"] not in ("array", "object"):
            yield name, field


def _id(kind: str) -> Column:
    return Column("id", "string", f"The id of the {SINGULAR[kind]}.", required=True)


@dataclass(frozen=True)
class _Field:
    """A field that holds one value: the fields that it stands in, its name, its schema, and that of what holds it."""

    within: Path
    name: str
    shape: Schema
    holder: Schema

    @property
    def columns(self) -> Iterator[Column]:
        """Its column; for a date those of its bounds too."""
        name, shape = _joined(*self.within, self.name), self.shape
        required = not self.within and self.name in self.holder.get("required", ())
        refers = shape.get("refersTo", "")
        yield Column(
            name, shape["type"], shape["description"], required, refers, tuple(shape.get("enum", ())), computed=False
        )
        if self.is_date:
            yield Column(f"{name}_earliest", "date", _FIRST.format(f'"{name}"'), computed=True)
            yield Column(f"{name}_latest", "date", _LAST.format(f'"{name}"'), computed=True)

    @property
    def is_date(self) -> bool:
        return self.shape.get("format") == "edtf"

    def values(self, data: Data) -> Iterator[Value]:
        """Its value in what a record or an item of a list holds, as many as it has columns."""
        for name in self.within:
            data = data.get(name, {})
        value = data.get(self.name)
        yield False if value is None and self.shape["type"] == "boolean" else value
        if self.is_date:
            yield from bounds(value)


def bounds(edtf: str | None) -> tuple[str | None, str | None]:
    """The first and the last day that a date can mean, as "2023-03-27"; None for an open end, or where there is no date."""
    if edtf is None:
        return None, None
    found = dates.parse(edtf)
    first, last = found.earliest, found.latest
    return (first.isoformat() if first > date.min else None), (last.isoformat() if last < date.max else None)


@dataclass(frozen=True)
class _List:
    """A list: the names of the lists and fields that lead to it from a record, and what an item of it is."""

    way: Path
    shape: Schema


def _joined(*names: str) -> str:
    """Names as one, as SQL has them without quotation marks."""
    return "_".join(names).replace("-", "_")


def _split(shape: Schema, within: Path = ()) -> tuple[list[_Field], list[_List]]:
    """The fields of a mapping that hold one value, and its lists; those of the fields within it among them."""
    fields: list[_Field] = []
    lists: list[_List] = []
    for name, field in shape["properties"].items():
        if field["type"] == "array":
            lists.append(_List((*within, name), field))
        elif field["type"] == "object":
            inner = _split(field, (*within, name))
            fields += inner[0]
            lists += inner[1]
        else:
            fields.append(_Field(within, name, field, shape))
    return fields, lists


def _tables(kind: str, held: _Held) -> Iterator[Table]:
    """The table of a kind, then one for each of its lists."""
    shape = schema(kind)
    fields, lists = _split(shape)
    columns = (_id(kind), *(column for field in fields for column in field.columns))

    def rows() -> Iterator[Row]:
        for id, data in held:
            yield id, *(value for field in fields for value in field.values(data))

    yield Table(kind, shape["description"], columns, ("id",), rows)
    for one in lists:
        yield from _listed(kind, held, (one,))


def _held(corpus: Corpus, kind: str) -> _Held:
    """What the records of a kind hold; it is asked for by each of their tables, in each format."""
    records: Mapping[str, Record] = getattr(corpus, kind)
    return tuple((id, written(record)) for id, record in records.items())


def _listed(kind: str, held: _Held, lists: Sequence[_List]) -> Iterator[Table]:
    """The table of the last of some lists, each within an item of the one before; then those of the lists within it."""
    item = lists[-1].shape["items"]
    plain = item["type"] != "object"
    fields, inner = (
        ([_Field((), "value", {**lists[-1].shape, **item}, {"required": ["value"]})], []) if plain else _split(item)
    )
    name = _joined(kind, *(name for one in lists for name in one.way))
    whose = Column(f"{SINGULAR[kind]}_id", "string", f"The {SINGULAR[kind]} whose it is.", True, kind)
    numbers = [
        Column(f"{_joined(*one.way)}_number", "integer", f"Which item of {_joined(*one.way)!r}, from 1.", True)
        for one in lists
    ]
    columns = (whose, *numbers, *(column for field in fields for column in field.columns))

    def rows() -> Iterator[Row]:
        for id, data in held:
            for place, value in _items(data, lists):
                told = {"value": value} if plain else value
                yield id, *place, *(one for field in fields for one in field.values(told))

    yield Table(name, lists[-1].shape["description"], columns, (whose.name, *(one.name for one in numbers)), rows)
    for one in inner:
        yield from _listed(kind, held, (*lists, one))


def _items(data: Data, lists: Sequence[_List]) -> Iterator[tuple[tuple[int, ...], Any]]:
    """Every item of the last of some lists within each other, with the number of each of them, from 1."""
    first, *rest = lists
    held: Any = data
    for name in first.way:
        held = held.get(name) or ({} if name != first.way[-1] else [])
    for number, item in enumerate(held, 1):
        if not rest:
            yield (number,), item
        else:
            yield from (((number, *place), value) for place, value in _items(item, rest))


def _briefings(corpus: Corpus) -> Iterator[Table]:
    """The briefings, and what each of them cites or links to."""
    yield Table(
        "briefings",
        "Prose that cites records.",
        (
            _id("briefings"),
            Column("title", "string", "Its title.", True),
            Column("text", "string", "Its text in Markdown, as it was written.", True),
        ),
        ("id",),
        lambda: ((one.id, one.title, one.text) for one in corpus.briefings.values()),
    )
    yield Table(
        "briefings_mentions",
        "The records that a briefing cites or links to, in reading order.",
        (
            Column("briefing_id", "string", "The briefing whose it is.", True, "briefings"),
            Column("number", "integer", "Which mention, from 1.", True),
            Column("kind", "string", "The kind of the record.", True),
            Column("record", "string", "The id of the record.", True),
            Column("cited", "boolean", "Whether it is cited as evidence; else it is a link in words of its own.", True),
        ),
        ("briefing_id", "number"),
        lambda: _mentions(corpus),
    )


def _mentions(corpus: Corpus) -> Iterator[Row]:
    for briefing in corpus.briefings.values():
        for number, mention in enumerate(briefing.mentions, 1):
            record: Record | Briefing | None = corpus.record(mention.id)
            assert record is not None
            yield briefing.id, number, kind_of(record), mention.id, mention.words is None
