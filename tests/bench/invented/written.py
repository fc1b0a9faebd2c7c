"""Records as the text of files: plain YAML, long texts folded."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

WIDTH = 104
# What stands as it is: no sign that YAML would take for its own.
_PLAIN = re.compile(r"[^\W_](?:[^\n:#\[\]{}]|:(?=\S))*", re.UNICODE)


def yaml(data: Mapping[str, Any]) -> str:
    """A record as YAML. Fields that are None or empty are left out."""
    return "\n".join(_fields(data, "")) + "\n"


def _fields(data: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in data.items():
        if value is None or value in ([], {}, ""):
            continue
        if isinstance(value, Mapping):
            yield f"{indent}{key}:"
            yield from _fields(value, indent + "  ")
        elif isinstance(value, Sequence) and not isinstance(value, str):
            yield f"{indent}{key}:"
            yield from _items(value, indent + "  ")
        else:
            yield from _text(f"{indent}{key}:", value, indent + "  ")


def _items(items: Sequence[Any], indent: str) -> Iterator[str]:
    for item in items:
        if isinstance(item, Mapping):
            first, *rest = _fields(item, indent + "  ")
            yield f"{indent}- {first.lstrip()}"
            yield from rest
        else:
            yield from _text(f"{indent}-", item, indent + "  ")


def _text(head: str, value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, bool):
        yield f"{head} {'true' if value else 'false'}"
        return
    text = str(value)
    if len(text) + len(head) < WIDTH:
        yield f"{head} {text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)}"
        return
    yield f"{head} >-"
    line = indent
    for word in text.split(" "):
        if len(line) + len(word) > WIDTH and line != indent:
            yield line
            line = indent
        line += word if line == indent else f" {word}"
    yield line
