"""Data as YAML, without the file that they once were: every value arrives as the text that the reader reads."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from build_tools import reader
from build_tools.reader import Note
from build_tools.schema import Schema
from build_tools.writing.canonical import canonical


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
    """The lines of a mapping or a list, every text in double quotes."""
    if not value:
        yield "{}" if isinstance(value, dict) else "[]"
    elif isinstance(value, dict):
        for name, held in value.items():
            nested = isinstance(held, (dict, list))
            yield f"{_scalar(name)}:" if nested else f"{_scalar(name)}: {_scalar(held)}"
            yield from (f"  {line}" for line in (_lines(held) if nested else ()))
    else:
        for held in value:
            lines = _lines(held) if isinstance(held, (dict, list)) else iter([_scalar(held)])
            yield f"- {next(lines)}"
            yield from (f"  {line}" for line in lines)


def _scalar(value: Any) -> str:
    return json.dumps(_text(value), ensure_ascii=False)


def _text(value: Any) -> str:
    """A text, number or truth value as it stands in a file."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
