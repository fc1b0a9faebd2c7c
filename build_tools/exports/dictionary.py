"""The data dictionary: every table with its columns, types and keys, as the tables declare them."""

from collections.abc import Iterator, Sequence

from build_tools import markup as mu
from build_tools import sheet
from build_tools.exports.tables import Column, Table
from build_tools.pages.parts.search import ranked_as_list

PATH = "data/dictionary.md"
_LEAD = "Every table of the CSV files and of the SQLite database, with what its columns hold."
_HOW = (
    "A record is a row of the table of its kind. A list of a record is a table of its own: whose it is, the number of the item, "
    "and what the item holds. A date in EDTF has two more columns, the first and the last day that it can mean; both are empty "
    "where there is no such day. What is computed follows from the records, and nobody typed it."
)
_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false; 1 or 0 in SQLite",
    "date": "day, as 2023-03-27",
}


def dictionary(tables: Sequence[Table]) -> dict[str, str]:
    """The page of the data dictionary, by its path below docs/."""
    parts = (_written(tables, computed) for computed in (False, True))
    text = sheet.page("Data dictionary", _LEAD, _LEAD, _HOW, *parts, matter=ranked_as_list())
    return {PATH: text}


def _written(tables: Sequence[Table], computed: bool) -> str:
    """The tables of what is on record, or of what is computed of it."""
    title = "What is computed" if computed else "What is on record"
    return mu.blocks(mu.heading(2, title), *(_table(table) for table in tables if table.computed == computed))


def _table(table: Table) -> str:
    rows = ([mu.code(column.name), _TYPES[column.type], "; ".join(_said(column, table))] for column in table.columns)
    return mu.blocks(
        mu.heading(3, mu.code(table.name)),
        mu.phrase(mu.text(table.description), f"{mu.link('As CSV', f'../tables/{table.name}.csv')}."),
        mu.table(("Column", "Type", "What it holds"), rows),
    )


def _said(column: Column, table: Table) -> Iterator[str]:
    """What a column holds, whether it is part of the key, and what it refers to."""
    yield mu.text(column.description.removesuffix("."))
    if column.name in table.key:
        yield mu.strong("key" if len(table.key) == 1 else "part of the key")
    elif column.required:
        yield "never empty"
    if column.refers:
        yield f"the {mu.code('id')} of one of {mu.link(mu.code(column.refers), f'#{column.refers}')}"
    if column.choices:
        yield f"one of {', '.join(map(mu.code, column.choices))}"
    if column.computed and not table.computed:
        yield "computed"
