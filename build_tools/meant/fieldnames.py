"""The names that fields have, in any schema: a line that begins with one wants to be that field."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "schemas"


@cache
def field_names() -> frozenset[str]:
    """The names of the fields of records and settings, at any depth."""
    return frozenset(name for path in FOLDER.glob("*.json") for name in _names(json.loads(path.read_text("utf-8"))))


def _names(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _names(item)
    elif isinstance(node, dict):
        fields = node.get("properties")
        yield from fields if isinstance(fields, dict) else ()
        for value in node.values():
            yield from _names(value)
