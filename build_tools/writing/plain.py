"""Data as YAML, without the file that they once were: every value arrives as the text that the reader reads."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from build_tools import reader
from build_tools.reader import Note
from build_tools.schema import Schema
from build_tools.writing.canonical import canonical

# Names of fields that need no quotes in YAML 1.2.
_PLAIN = re.compile(r"(?!(true|false|null)$)[A-Za-z][A-Za-z0-9_-]*", re.IGNORECASE)


def as_yaml(data: dict[str, Any], shape: Schema) -> str:
    """Data as YAML, in canonical form where that loses nothing."""
    text = "".join(f"{line}\n" for line in _lines(data))
    note = reader.read("", text.encode("utf-8"))
    formed = canonical(note, shape) if isinstance(note, Note) else text
    return formed if isinstance(formed, str) else text


def as_texts(value: Any) -> Any:
    """Data as the reader has them: every value as text."""
    if isinstance(value, dict):
        return {name: as_texts(held) for name, held in value.items()}
    return [as_texts(held) for held in value] if isinstance(value, list) else _text(value)


def _lines(value: dict[str, Any] | list[Any]) -> Iterator[str]:
    """The lines of a mapping or a list, texts in double quotes."""
    if not value:
        yield "{}" if isinstance(value, dict) else "[]"
    elif isinstance(value, dict):
        for name, held in value.items():
            nested = isinstance(held, (dict, list))
            yield f"{_name(name)}:" if nested else f"{_name(name)}: {_scalar(held)}"
            yield from (f"  {line}" for line in (_lines(held) if nested else ()))
    else:
        for held in value:
            lines = _lines(held) if isinstance(held, (dict, list)) else iter([_scalar(held)])
            yield f"- {next(lines)}"
            yield from (f"  {line}" for line in lines)


def _name(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else _scalar(name)


def _scalar(value: Any) -> str:
    """A number or a truth value as it is, a text in double quotes; canonical form takes off those that nobody needs."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else _text(value)


def _text(value: Any) -> str:
    """A text, number or truth value as it stands in a file."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
