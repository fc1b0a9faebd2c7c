"""What to tell someone who never saw a schema about a fault of shape: where, what is wrong, what to do."""

from collections.abc import Callable, Iterator

from build_tools.finding import Finding, did_you_mean, shown
from build_tools.meant.remedies import Fault, field_meant, in_form, in_place_of, misspelled
from build_tools.reader import Note


def told(fault: Fault, note: Note) -> Iterator[Finding]:
    """The findings that a fault amounts to, at the places of the note."""
    for key, rule, message in _WORDING.get(fault.keyword, _unworded)(fault):
        place = note.key_place((*fault.path, key)) if key else note.place(fault.path)
        yield Finding(note.path, place, rule, message)


# The field at fault (None for the value that holds it), the code, and the message.
Worded = Iterator[tuple[str | None, str, str]]


def _missing(fault: Fault) -> Worded:
    fields = fault.schema.get("properties", {})
    renamed = misspelled(fault)
    for name in fault.limit:
        if name not in fault.instance and name not in renamed:
            meaning = fields.get(name, {}).get("description", "")
            yield None, "missing-field", f'the field "{name}" is missing; it holds: {meaning}'


def _unknown(fault: Fault) -> Worded:
    fields = fault.schema["properties"]
    for name in fault.instance:
        if name not in fields:
            yield name, "unknown-field", f"there is no field {shown(name)} here{field_meant(name, fields, fault)}"


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
    yield None, "wrong-type", f"here stands {found}, and this takes {wanted}{in_place_of(fault)}"


def _choice(fault: Fault) -> Worded:
    choices = fault.limit
    value = str(fault.instance)
    yield None, "unknown-value", f"{shown(value)} is not one of: {', '.join(choices)}{did_you_mean(value, choices)}"


def _expected(fault: Fault) -> Worded:
    if fault.keyword == "oneOf" and set(fault.instance) - set(fault.schema["properties"]):
        return  # a field with another name is the fault
    key = str(fault.instance) if fault.in_name else None
    yield key, "wrong-form", f"this takes {fault.schema['expects']}{in_form(fault)}"


def _format(fault: Fault) -> Worded:
    yield None, "wrong-form", fault.message


def _reference(fault: Fault) -> Worded:
    yield None, "reference", fault.message


def _together(fault: Fault) -> Worded:
    renamed = misspelled(fault)
    for name, needed in fault.limit.items():
        for other in needed:
            if name in fault.instance and other not in fault.instance and other not in renamed:
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
            "maxProperties": f"more than {limit} terms stand here",
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
    "uniqueItems": _measured,
    **dict.fromkeys(
        ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minimum", "maximum"),
        _measured,
    ),
}
