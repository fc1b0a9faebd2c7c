"""The tables as one SQLite database: keys that hold, views for what is asked most, and a search over words.

https://www.sqlite.org/fts5.html says how the search is asked: `SELECT * FROM search WHERE search MATCH 'fentanilo'`.
"""

import sqlite3
from collections.abc import Sequence

from build_tools.exports.tables import Column, Table

_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}


def _of_a_single_origin(kind: str, words: str) -> str:
    """The query for the records of a kind that have one origin at most, with what kinds of origin that is."""
    key = f"{kind[:-1]}_id"
    return f"""
        SELECT r.id, r.{words}, k.origins_at_least, k.origins_at_most, k.documents,
               (SELECT group_concat(kind, ' ') FROM (SELECT DISTINCT kind FROM {kind}_origins WHERE {key} = r.id ORDER BY 1)) AS origins
        FROM {kind} AS r JOIN {kind}_knowing AS k ON k.{key} = r.id
        WHERE k.origins_at_most = 1
        ORDER BY k.documents DESC, r.id"""


VIEWS = {
    "commitments_with_status": """
        SELECT c.id, c.title, c.undertaking, c.made, s.name AS status, t.since, t.overdue, t.no_news_since,
               t.origins_at_least, t.origins_at_most, t.day
        FROM commitments AS c JOIN standings AS t ON t.commitment_id = c.id LEFT JOIN statuses AS s ON s.id = t.status
        ORDER BY c.made_earliest, c.id""",
    "quotes_with_speakers": """
        SELECT q.id, q.text, a.name AS speaker, q.said, d.title AS document, d.container_title, d.issued, q.language, q.extent
        FROM quotes AS q JOIN actors AS a ON a.id = q.speaker JOIN documents AS d ON d.id = q.document
        ORDER BY q.id""",
    "claims_of_a_single_origin": _of_a_single_origin("claims", "statement"),
    "commitments_of_a_single_origin": _of_a_single_origin("commitments", "title"),
    "conflicts": """
        SELECT d.number, d.kind, f.statement AS one, s.statement AS other, d.certain, d.reason, d.dependence
        FROM disagreements AS d JOIN claims AS f ON f.id = d.first LEFT JOIN claims AS s ON s.id = d.second
        ORDER BY d.number""",
}
# What the search is over: kind, and the column that holds the words.
_SEARCHED = (("quotes", "text"), ("claims", "statement"), ("commitments", "undertaking"))


def database(tables: Sequence[Table]) -> bytes:
    """The content of a database file; the same, to the byte, for the same tables and the same version of SQLite.

    Raises `sqlite3.IntegrityError` where a row refers to one that is not there.
    """
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.execute("PRAGMA page_size = 4096")
        # Records refer to each other, in circles too. To check each row is to look through a table for each that comes later.
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN")
        for table in tables:
            connection.execute(_created(table))
        for table in tables:
            places = ", ".join("?" * len(table.columns))
            connection.executemany(f"INSERT INTO {_name(table.name)} VALUES ({places})", table.rows())
        for name, query in VIEWS.items():
            connection.execute(f"CREATE VIEW {_name(name)} AS {query}")
        _index(connection, tables)
        if wrong := connection.execute("PRAGMA foreign_key_check").fetchone():
            raise sqlite3.IntegrityError(f"a row of {wrong[0]} refers to one of {wrong[2]} that is not there")
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        return connection.serialize()
    finally:
        connection.close()


def _created(table: Table) -> str:
    parts = [_column(column) for column in table.columns]
    parts.append(f"PRIMARY KEY ({', '.join(map(_name, table.key))})")
    return f"CREATE TABLE {_name(table.name)} ({', '.join(parts)}) STRICT, WITHOUT ROWID"


def _column(column: Column) -> str:
    needed = " NOT NULL" if column.required else ""
    refers = f" REFERENCES {_name(column.refers)} (id)" if column.refers else ""
    choices = f" CHECK ({_name(column.name)} IN ({', '.join(map(_text, column.choices))}))" if column.choices else ""
    return f"{_name(column.name)} {_TYPES[column.type]}{needed}{refers}{choices}"


def _index(connection: sqlite3.Connection, tables: Sequence[Table]) -> None:
    """Indexes for what others refer to, and the search."""
    for table in tables:
        for column in table.columns:
            if column.refers and (column.name,) != table.key[:1]:
                index = _name(f"{table.name}_by_{column.name}")
                connection.execute(f"CREATE INDEX {index} ON {_name(table.name)} ({_name(column.name)})")
    connection.execute(
        'CREATE VIRTUAL TABLE search USING fts5 (kind UNINDEXED, id UNINDEXED, words, tokenize = "unicode61 remove_diacritics 2")'
    )
    for kind, words in _SEARCHED:
        connection.execute(
            f"INSERT INTO search SELECT {_text(kind)}, id, {_name(words)} FROM {_name(kind)} ORDER BY id"
        )


def _name(name: str) -> str:
    """A name as SQL has it, whatever it holds."""
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
