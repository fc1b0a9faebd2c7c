"""The tables as CSV (RFC 4180, with the line ends of Unix) in a Frictionless Data Package: https://datapackage.org, version 2.

A spreadsheet takes text that begins with some signs for a formula. Such text has an apostrophe before it here, and so has text that
begins with one; whoever removes the first apostrophe of a text has what is on record.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from build_tools.exports.tables import Column, Table, Value
from build_tools.jsontext import json_text

FOLDER = "tables"
PACKAGE = "datapackage.json"
# What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection), and the sign that keeps it from that.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
_GUARD = "'"
_END = "\r\n"


def spreadsheets(tables: Sequence[Table], about: dict[str, Any]) -> dict[str, str]:
    """The text of each CSV file, and of the descriptor; `about` holds what is said of the whole package."""
    texts = {f"{FOLDER}/{table.name}.csv": as_csv(table) for table in tables}
    resources = [_resource(table, texts[f"{FOLDER}/{table.name}.csv"]) for table in tables]
    package = {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", **about, "resources": resources}
    return {**texts, PACKAGE: json_text(package)}


def as_csv(table: Table) -> str:
    """A table as CSV, with a line of the names of its columns."""
    lines: list[str] = []
    writer = csv.writer(_Lines(lines), lineterminator=_END)
    writer.writerow(column.name for column in table.columns)
    for row in table.rows():
        writer.writerow(_cell(value) for value in row)
    return "".join(lines)


@dataclass(frozen=True)
class _Lines:
    """Takes lines that end as in Windows, and holds them as they end in Unix.

    The writer quotes cells for the signs of its own line end alone; a reader takes either of them for an end.
    """

    held: list[str]

    def write(self, line: str) -> None:
        self.held.append(line.removesuffix(_END) + "\n")


def _cell(value: Value) -> str:
    """A value as a cell: nothing for none, "true" and "false", text that begins no formula."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"{_GUARD}{value}" if value.startswith(_FORMULA) else value
    return str(value).lower() if isinstance(value, bool) else str(value)


def _resource(table: Table, text: str) -> dict[str, Any]:
    content = text.encode("utf-8")
    return {
        "name": table.name,
        "type": "table",
        "path": f"{FOLDER}/{table.name}.csv",
        "description": f"Computed. {table.description}" if table.computed else table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": [column.name], "reference": {"resource": column.refers, "fields": ["id"]}}
                for column in table.columns
                if column.refers
            ],
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    constraints |= {"enum": list(column.choices)} if column.choices else {}
    told = f"Computed. {column.description}" if column.computed else column.description
    return {"name": column.name, "type": column.type, "description": told} | (
        {"constraints": constraints} if constraints else {}
    )
