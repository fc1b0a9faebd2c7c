"""JSON as text, in UTF-8: decimal numbers keep their digits, and what is the same is written the same."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson


def json_text(value: Any) -> str:
    """A value as lines of JSON, indented by two spaces; ends with a line end."""
    return orjson.dumps(value, _plain, orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode("utf-8")


def json_line(value: Any) -> str:
    """A value as JSON on one line."""
    return orjson.dumps(value, _plain).decode("utf-8")


def as_data(value: Any) -> Any:
    """A value as it is read back from JSON: what is a tuple is a list."""
    return orjson.loads(orjson.dumps(value))


def _plain(value: Any) -> Any:
    """What the library does not know, as something that it does. It would make a decimal number a binary one."""
    if isinstance(value, Decimal):
        return orjson.Fragment(f"{value:f}")
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")
