"""What somebody meant whose record has a fault of shape: another field, another value, another form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from build_tools.finding import identifier, look_alike, nearest, says_nothing, shown
from build_tools.meant.dates import meant as dates_meant
from build_tools.meant.lists import items_meant
from build_tools.meant.numbers import number_meant

_MOST_PLACES = 3
_LEAST_ALIKE = 0.65  # for the names of fields, of which there are few: "confidence" is not "evidence"
_NEVER_WRITTEN = {
    "confidence": "how sure something is shows in its evidence and its origins; remove the line",
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
    path: tuple[str | int, ...]
    in_name: bool  # whether the name of a field is at fault, and not its value
    message: str
    within: Mapping[str, tuple[str, ...]]
    beyond: Mapping[str, tuple[str, ...]]


def misspelled(fault: Fault) -> set[str]:
    """The fields that stand there under another name: each is one fault, and not two."""
    fields = fault.schema.get("properties", {})
    return {field for name in fault.instance if name not in fields for field in _near(name, fields)}


def field_meant(name: str, fields: dict[str, Any], fault: Fault) -> str:
    """What somebody meant who wrote the name of a field: another place in the record, another field, another kind."""
    if known := _known_as(name, fields):
        return f"; did you mean {' or '.join(map(shown, known))}?"
    if name == "id" and not fault.path:
        return "; the name of the file is the id; remove the line"
    if name in fault.within:
        return f"; it is a field of {' and '.join(fault.within[name][:_MOST_PLACES])}: move it, or check its indent"
    if name in _NEVER_WRITTEN:
        return f"; {_NEVER_WRITTEN[name]}"
    if near := _near(name, fields):
        return f"; did you mean {' or '.join(map(shown, near))}?{look_alike(name)}"
    other = f"it is a field of {' and '.join(fault.beyond[name][:_MOST_PLACES])}; " if name in fault.beyond else ""
    return f"; {other}the fields {'here ' if other else ''}are {', '.join(fields)}"


def _near(name: str, fields: dict[str, Any]) -> list[str]:
    """The field that people know under a name, or those whose own names are near."""
    return _known_as(name, fields) or list(nearest(name, fields, least=_LEAST_ALIKE))


def _known_as(name: str, fields: dict[str, Any]) -> list[str]:
    return [
        field for field, shape in fields.items() if identifier(name) in map(identifier, shape.get("alsoCalled", ()))
    ]


def in_place_of(fault: Fault) -> str:
    """What to write in place of a value of a wrong type, where that is plain."""
    value, wanted = fault.instance, fault.limit
    if isinstance(value, str):
        return _in_place_of_text(fault, value)
    if wanted == "array" and isinstance(value, dict):
        return '; write "- " before the first of these fields, and indent the others as far as that one'
    if wanted == "string" and isinstance(value, dict) and list(value) == ["id"]:
        return _write(f"{_hyphen(fault)}{value['id']}")
    if wanted in ("string", "object") and isinstance(value, list):
        return (
            '; keep one item, without its "- " or brackets' if len(value) > 1 else '; remove the "- " or the brackets'
        )
    return ""


def _in_place_of_text(fault: Fault, text: str) -> str:
    match fault.limit:
        case "integer" | "number":
            return number_meant(text, whole=fault.limit == "integer")
        case "boolean":
            truth = _TRUTHS.get(text.casefold())
            return f'; did you mean "{truth}"?' if truth else ""
        case "array" if fault.schema.get("items", {}).get("type") == "string":
            items = ", ".join(items_meant(text))
            return _write(f"[{items}]") if items else ""
        case _:
            return _field_of_text(fault, text)


def _field_of_text(fault: Fault, text: str) -> str:
    """The field to write where a mere text stands in the place of fields, or of a list of them."""
    field = fault.schema.get("items", fault.schema).get("ofText")
    hyphen = "- " if fault.limit == "array" else _hyphen(fault)
    return _write(f"{hyphen}{field}: {text}") if field and not says_nothing(text) else ""


def _write(text: str) -> str:
    return f"; write {shown(text)}"


def _hyphen(fault: Fault) -> str:
    """What begins the line of a value."""
    return "- " if fault.path and isinstance(fault.path[-1], int) else ""


def in_form(fault: Fault) -> str:
    """An id made of what stands there, or the days that a date can mean, where the pattern asks for one."""
    if fault.keyword != "pattern":
        return ""
    text = str(fault.instance)
    likely = (identifier(text), *dates_meant(text))
    found = [shown(one) for one in dict.fromkeys(likely) if re.search(fault.limit, one)]
    return f"; did you mean {' or '.join(found)}?" if found else ""
