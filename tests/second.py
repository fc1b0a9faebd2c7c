"""A second parser of YAML, independent of the one that the reader uses: whether it reads a text to the same data.

py-yaml12 follows YAML 1.2 and makes numbers, truth values and null of what looks like them (the core schema), where the
reader leaves text; so a value of it is compared with what the text would mean there.
"""

import math
from typing import Any

import yaml12

_NULL = ("~", "null", "Null", "NULL", "")
_TRUE, _FALSE = ("true", "True", "TRUE"), ("false", "False", "FALSE")


def reads_alike(text: str, ours: Any) -> bool:
    """Whether the second parser takes a text too, and reads the same data from it."""
    try:
        return alike(ours, yaml12.parse_yaml(text))
    except ValueError:
        return False


def alike(ours: Any, typed: Any) -> bool:
    """Whether data of which every scalar is text is what typed data say."""
    if isinstance(typed, dict):
        return (
            isinstance(ours, dict)
            and len(ours) == len(typed)
            and all(any(alike(key, name) and alike(ours[key], value) for name, value in typed.items()) for key in ours)
        )
    if isinstance(typed, list):
        return isinstance(ours, list) and len(ours) == len(typed) and all(map(alike, ours, typed))
    return isinstance(ours, str) and _means(ours, typed)


def _means(text: str, value: Any) -> bool:
    if isinstance(value, str):
        return text == value
    if value is None or isinstance(value, bool):
        return text in (_NULL if value is None else _TRUE if value else _FALSE)
    if text[:2] in ("0x", "0o"):
        return bool(int(text, 0) == value)
    try:
        number = float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    except ValueError:
        return False
    return bool(number == value or (math.isnan(number) and math.isnan(value)))
