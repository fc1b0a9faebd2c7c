"""The schemas of records: JSON Schema 2020-12, one a kind, and what they say of types and references.

Four keywords are ours. `refersTo: actors` makes an id that no actor has an error of this value. `expects` says in
words what a pattern or a choice asks for. `alsoCalled` holds names under which people know a field, `ofText` names the field that a mere text belongs in. And text becomes a number or a truth value only where the schema says so.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any, cast

from build_tools.meant.fieldnames import FOLDER
from build_tools.plain import Data, Path
from build_tools.reader import Note

# Kinds of record and what one of each is called: the words of messages and pages.
KINDS = {
    "actors": "actor",
    "documents": "document",
    "quotes": "quote",
    "claims": "claim",
    "commitments": "commitment",
    "events": "event",
}
TERMS = {"topics": "topic", "effects": "effect", "measures": "measure", "statuses": "status"}
SINGULAR = {**KINDS, **TERMS, "briefings": "briefing"}
# What is left of a record that was withdrawn.
WITHDRAWN = "withdrawn"
# Single files beside the folders of records.
SETTINGS = ("rubric", "site", "vocabulary")
# What happens to a record later; no new one has them.
LATER = frozenset({"corrections", "formerly"})

Schema = dict[str, Any]


@cache
def schema(name: str) -> Schema:
    """The schema of a kind (or of "site" or "vocabulary"), every $ref replaced by what it points to."""
    return cast(Schema, _inlined(_load(f"{name}.schema.json"), f"{name}.schema.json"))


@cache
def _load(name: str) -> Any:
    return json.loads((FOLDER / name).read_text("utf-8"))


def _inlined(node: Any, file: str) -> Any:
    if isinstance(node, list):
        return [_inlined(item, file) for item in node]
    if not isinstance(node, dict):
        return node
    own = {key: _inlined(value, file) for key, value in node.items() if key not in ("$ref", "$defs")}
    if "$ref" not in node:
        return own
    target, _, pointer = node["$ref"].partition("#/$defs/")
    target = target or file
    return {**_inlined(_load(target)["$defs"][pointer], target), **own}


def shape_of(kind: str, note: Note) -> str:
    """The name of the schema for a note of a kind: that kind's, or another where it holds what is left of a record."""
    return WITHDRAWN if kind in KINDS and WITHDRAWN in note.data else kind


def typed(value: Data, schema: Schema) -> Any:
    """`value` with integers, decimals and truth values where the schema asks for them and the text is one."""
    if isinstance(value, dict):
        fields, others = schema.get("properties", {}), schema.get("additionalProperties", {})
        return {
            key: typed(item, fields.get(key, others if isinstance(others, dict) else {})) for key, item in value.items()
        }
    if isinstance(value, list):
        return [typed(item, schema.get("items", {})) for item in value]
    wanted = schema.get("type")
    if wanted in ("integer", "number") and re.fullmatch(r"-?(0|[1-9][0-9]{0,17})", value):
        return int(value)
    if wanted == "number" and re.fullmatch(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}", value):
        return Decimal(value)
    if wanted == "boolean" and value in ("true", "false"):
        return value == "true"
    return value


def a(kind: str) -> str:
    """What one record of a kind is called, with its article."""
    word = SINGULAR[kind]
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def references(data: Any, shape: Schema, path: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """Every reference in data that have their shape: where it stands, the kind it refers to, and the id."""
    if isinstance(data, dict):
        for key, value in data.items():
            inner = shape.get("properties", {}).get(key, shape.get("additionalProperties"))
            yield from references(value, inner, (*path, key)) if isinstance(inner, dict) else ()
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from references(value, shape["items"], (*path, number))
    elif "refersTo" in shape:
        yield path, shape["refersTo"], data
