"""What to tell someone who never saw a schema about a fault of shape: where, what is wrong, what to do."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from build_tools.dateforms import meant as dates_meant
from build_tools.finding import Finding, did_you_mean, identifier, nearest, shown
from build_tools.numerals import number_meant
from build_tools.reader import Note, Path

_MOST_PLACES = 3
_NEVER_WRITTEN = {
    "id": "the name of the file is the id; remove the line",
    "status": "a status is computed from the claims that bear on a commitment; remove the line",
}
_TRUTHS = {
    "yes": "true",
    "y": "true",
    "on": "true",
    "true": "true",
    "no": "false",
    "n": "false",
    "off": "false",
    "false": "false",
}


@dataclass(frozen=True)
class Fault:
    """A value that breaks a keyword of its schema: what the keyword asks for (`limit`), and what stands there.

    `within` and `beyond` say, for names of fields, where in such a record and of which other kinds they are fields.
    """

    keyword: str
    limit: Any
    instance: Any
    schema: dict[str, Any]
    path: Path
    in_name: bool  # whether the name of a field is at fault, and not its value
    message: str
    within: Mapping[str, tuple[str, ...]]
    beyond: Mapping[str, tuple[str, ...]]


def told(fault: Fault, note: Note) -> Iterator[Finding]:
    """The findings that a fault amounts to, at the places of the note."""
    for key, rule, message in _WORDING.get(fault.keyword, _unworded)(fault):
        place = note.key_place((*fault.path, key)) if key else note.place(fault.path)
        yield Finding(note.path, place, rule, message)


# The field at fault (None for the value that holds it), the code, and the message.
Worded = Iterator[tuple[str | None, str, str]]


def _missing(fault: Fault) -> Worded:
    fields = fault.schema.get("properties", {})
    misspelled = _misspelled(fault)
    for name in fault.limit:
        if name not in fault.instance and name not in misspelled:
            meaning = fields.get(name, {}).get("description", "")
            yield None, "missing-field", f'the field "{name}" is missing; it holds: {meaning}'


def _misspelled(fault: Fault) -> set[str]:
    """The fields that stand there under another name: each is one fault, and not two."""
    fields = fault.schema.get("properties", {})
    return {field for name in fault.instance if name not in fields for field in _near(name, fields)}


def _unknown(fault: Fault) -> Worded:
    fields = fault.schema["properties"]
    for name in fault.instance:
        if name not in fields:
            yield name, "unknown-field", f"there is no field {shown(name)} here{_field_meant(name, fields, fault)}"


def _field_meant(name: str, fields: dict[str, Any], fault: Fault) -> str:
    """What somebody meant who wrote the name of a field: another place in the record, another field, another kind."""
    if name in fault.within:
        return f"; it is a field of {' and '.join(fault.within[name][:_MOST_PLACES])}: move it, or check its indent"
    if name in _NEVER_WRITTEN:
        return f"; {_NEVER_WRITTEN[name]}"
    if near := _near(name, fields):
        return f"; did you mean {' or '.join(map(shown, near))}?"
    if name in fault.beyond:
        return f"; it is a field of {' and '.join(fault.beyond[name][:_MOST_PLACES])}; the fields here are {', '.join(fields)}"
    return f"; the fields are {', '.join(fields)}"


def _near(name: str, fields: dict[str, Any]) -> list[str]:
    """The field that people know under a name, or those whose own names are near."""
    known = [
        field for field, shape in fields.items() if identifier(name) in map(identifier, shape.get("alsoCalled", ()))
    ]
    return known or list(nearest(name, fields))


def _type(fault: Fault) -> Worded:
    wanted = {
        "string": "text",
        "array": 'a list: each item on a line of its own that begins with "- "',
        "object": "fields of its own, on lines with a deeper indent",
        "integer": 'a whole number in digits, such as "1697"',
        "number": 'a number in digits, such as "70" or "1.5", without separators',
        "boolean": '"true" or "false"',
    }[fault.limit]
    found = {"list": "a list", "dict": "a group of fields"}.get(type(fault.instance).__name__, shown(fault.instance))
    yield None, "wrong-type", f"here stands {found}, and this takes {wanted}{_remedy(fault)}"


def _remedy(fault: Fault) -> str:
    """What to write in place of a value of a wrong type, where that is plain."""
    value, wanted = fault.instance, fault.limit
    if wanted in ("integer", "number") and isinstance(value, str):
        return number_meant(value, whole=wanted == "integer")
    if wanted == "boolean" and str(value).casefold() in _TRUTHS:
        return f'; did you mean "{_TRUTHS[str(value).casefold()]}"?'
    if wanted == "array" and isinstance(value, str) and fault.schema.get("items", {}).get("type") == "string":
        return f"; write {shown(f'[{value}]')}" if value else ""
    if wanted == "array" and isinstance(value, dict):
        return '; write "- " before the first of these fields, and indent the others as far as that one'
    if wanted in ("string", "object") and isinstance(value, list):
        return (
            '; keep one item, without its "- " or brackets' if len(value) > 1 else '; remove the "- " or the brackets'
        )
    return ""


def _choice(fault: Fault) -> Worded:
    choices = fault.limit
    value = str(fault.instance)
    yield None, "unknown-value", f"{shown(value)} is not one of: {', '.join(choices)}{did_you_mean(value, choices)}"


def _expected(fault: Fault) -> Worded:
    key = str(fault.instance) if fault.in_name else None
    yield key, "wrong-form", f"this takes {fault.schema['expects']}{_meant(fault)}"


def _meant(fault: Fault) -> str:
    """An id made of what stands there, or the day of a date, where the pattern asks for one."""
    if fault.keyword != "pattern":
        return ""
    text = str(fault.instance)
    likely = (identifier(text), *dates_meant(text))
    found = next((one for one in likely if re.search(fault.limit, one)), None)
    return f'; did you mean "{found}"?' if found else ""


def _format(fault: Fault) -> Worded:
    yield None, "wrong-form", fault.message


def _reference(fault: Fault) -> Worded:
    yield None, "reference", fault.message


def _together(fault: Fault) -> Worded:
    misspelled = _misspelled(fault)
    for name, needed in fault.limit.items():
        for other in needed:
            if name in fault.instance and other not in fault.instance and other not in misspelled:
                yield None, "missing-field", f'the field "{other}" is missing; "{name}" cannot stand without it'


def _measured(fault: Fault) -> Worded:
    limit = fault.limit
    yield (
        None,
        "wrong-size",
        {
            "minLength": "the text is empty; write it, or remove the field",
            "maxLength": f"the text is longer than {limit} characters",
            "minItems": "the list is empty; write an item, or remove the field",
            "maxItems": f"the list has more than {limit} items",
            "minProperties": "no term stands here; write at least one",
            "minimum": f"the number is less than {limit}",
            "maximum": f"the number is more than {limit}",
            "uniqueItems": "an item stands in the list twice; keep one of the two",
        }[fault.keyword],
    )


def _unworded(fault: Fault) -> Worded:
    raise AssertionError(f"the schemas use {fault.keyword}, for which wording.py has no words")


_WORDING: dict[str, Callable[[Fault], Worded]] = {
    "required": _missing,
    "additionalProperties": _unknown,
    "type": _type,
    "enum": _choice,
    "pattern": _expected,
    "oneOf": _expected,
    "format": _format,
    "refersTo": _reference,
    "dependentRequired": _together,
    **dict.fromkeys(
        ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "minimum", "maximum", "uniqueItems"),
        _measured,
    ),
}
