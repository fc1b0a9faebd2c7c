"""The shape of records: JSON Schema 2020-12, one schema a kind, and findings worded for someone who never saw one.

Three keywords are ours. `refersTo: actors` makes an id that no actor has an error of this value. `expects` says in
words what a pattern or a choice asks for. Text becomes a number or a truth value only where the schema says so.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path as FilePath
from typing import Any, cast
from urllib.parse import urlsplit

import langcodes
import pycountry
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from build_tools import dates
from build_tools.finding import Finding, did_you_mean
from build_tools.reader import Data, Note, Path

# Kinds of record and what one of each is called: the words of messages and pages.
KINDS = {
    "actors": "actor",
    "documents": "document",
    "quotes": "quote",
    "claims": "claim",
    "commitments": "commitment",
    "events": "event",
}
TERMS = {"topics": "topic", "effects": "effect", "measures": "measure"}
SINGULAR = {**KINDS, **TERMS, "briefings": "briefing"}
# Single files beside the folders of records.
SETTINGS = ("site", "vocabulary")

FOLDER = FilePath(__file__).parent / "schemas"
Schema = dict[str, Any]
# The ids that can be referred to, by kind.
Ids = Mapping[str, frozenset[str]]


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


class Shapes:
    """Checks notes against the schemas of their kinds, and references against the ids there are."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids
        keywords = {"refersTo": self._refers_to}
        validator = extend(Draft202012Validator, keywords)  # type: ignore[no-untyped-call]
        self._validators = {name: validator(schema(name), format_checker=_formats()) for name in (*KINDS, *SETTINGS)}

    def check(self, kind: str, note: Note) -> tuple[dict[str, Any], list[Finding]]:
        """The note's data with the types of the schema, and every fault of its shape, sorted."""
        data = typed(note.data, schema(kind))
        errors = list(self._validators[kind].iter_errors(data))
        mistaken = {tuple(error.absolute_path) for error in errors if error.validator == "type"}
        telling = [error for error in errors if error.validator == "type" or tuple(error.absolute_path) not in mistaken]
        return data, sorted({_finding(note, *said) for error in telling for said in _said(error)})

    def dangling(self, id: str, kind: str) -> str | None:
        """What is wrong with a reference to the record `id` of `kind`, or None."""
        if id in self.ids[kind]:
            return None
        if other := self.home(id):
            return f'"{id}" is {a(other)}, and this takes {a(kind)}'
        return f'there is no {SINGULAR[kind]} "{id}"{did_you_mean(id, self.ids[kind])}'

    def home(self, id: str) -> str | None:
        """The kind of the record or briefing of that id, or None."""
        return next((kind for kind in (*KINDS, "briefings") if id in self.ids[kind]), None)

    def unknown(self, id: str) -> str:
        """The message that no record has this id."""
        every = frozenset[str]().union(*(self.ids[kind] for kind in (*KINDS, "briefings")))
        return f'there is no record "{id}"{did_you_mean(id, every)}'

    def _refers_to(self, validator: Validator, kind: str, id: Data, schema: Schema) -> Iterator[ValidationError]:
        if isinstance(id, str) and (message := self.dangling(id, kind)):
            yield ValidationError(message)

    def other_home(self, kind: str, note: Note) -> str | None:
        """The kind that a note is a sound record of, where it has not the fields of the kind in whose folder it lies."""
        own = schema(kind)
        if set(own["required"]) <= set(note.data) <= set(own["properties"]):
            return None
        homes = (home for home in KINDS if home != kind)
        return next((home for home in homes if self._validators[home].is_valid(typed(note.data, schema(home)))), None)


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
    if wanted in ("integer", "number") and re.fullmatch(r"-?(0|[1-9][0-9]*)", value):
        return int(value)
    if wanted == "number" and re.fullmatch(r"-?(0|[1-9][0-9]*)\.[0-9]+", value):
        return Decimal(value)
    if wanted == "boolean" and value in ("true", "false"):
        return value == "true"
    return value


@cache
def _formats() -> FormatChecker:
    checker = FormatChecker(())

    def checks(name: str, check: Callable[[str], object]) -> None:
        checker.checks(name, raises=ValueError)(lambda value: not isinstance(value, str) or check(value) is not False)

    checks("edtf", dates.parse)
    checks("bcp47", _language)
    checks("iso3166", _country)
    checks("web-address", _web_address)
    return checker


def _language(tag: str) -> None:
    if not re.fullmatch("[A-Za-z0-9-]+", tag) or not langcodes.tag_is_valid(tag):
        raise ValueError(f'"{tag}" is not a language tag such as "en" or "es-MX" (BCP 47)')


def _country(code: str) -> None:
    if not re.fullmatch("[A-Z]{2}", code) or not pycountry.countries.get(alpha_2=code):
        raise ValueError(f'"{code}" is not a country code of two capital letters such as "MX" (ISO 3166-1)')


def _web_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r'[\s<>"\\^`{|}]', address)
    except ValueError:
        sound = False
    if not sound:
        raise ValueError(f'"{address}" is not a web address; write it whole, beginning with https://')


# What is said of an error: the path it stands at, whether the key or the value is at fault, the rule, the message.
Said = tuple[Path, bool, str, str]


def _finding(note: Note, path: Path, at_key: bool, rule: str, message: str) -> Finding:
    return Finding(note.path, note.key_place(path) if at_key else note.place(path), rule, message)


def _said(error: ValidationError) -> Iterator[Said]:
    """What to tell the writer about one error of jsonschema's."""
    path: Path = tuple(error.absolute_path)
    wording = _WORDING.get(str(error.validator), _unworded)
    for key, rule, message in wording(error, cast(Schema, error.schema)):
        yield (*path, key) if key else path, key is not None, rule, message


Worded = Iterator[tuple[str | None, str, str]]


def _missing(error: ValidationError, schema: Schema) -> Worded:
    for name in cast(list[str], error.validator_value):
        if name not in cast(Schema, error.instance):
            meaning = schema.get("properties", {}).get(name, {}).get("description", "")
            yield None, "missing-field", f'the field "{name}" is missing; it holds: {meaning}'


def _unknown(error: ValidationError, schema: Schema) -> Worded:
    known = schema["properties"]
    for name in cast(Schema, error.instance):
        if name not in known:
            yield name, "unknown-field", f'there is no field "{name}" here{did_you_mean(name, known) or _fields(known)}'


def _fields(known: Schema) -> str:
    return "; the fields are " + ", ".join(known)


def _type(error: ValidationError, schema: Schema) -> Worded:
    wanted = {
        "string": "text",
        "array": 'a list: each item on a line of its own that begins with "- "',
        "object": "fields of its own, on lines with a deeper indent",
        "integer": 'a whole number in digits, such as "1697"',
        "number": 'a number in digits, such as "70" or "1.5", without separators',
        "boolean": '"true" or "false"',
    }[cast(str, error.validator_value)]
    found = {"list": "a list", "dict": "fields"}.get(type(error.instance).__name__, f'"{error.instance}"')
    yield None, "wrong-type", f"here stands {found}, and this takes {wanted}"


def _choice(error: ValidationError, schema: Schema) -> Worded:
    choices = cast(list[str], error.validator_value)
    value = str(error.instance)
    yield None, "unknown-value", f'"{value}" is not one of: {", ".join(choices)}{did_you_mean(value, choices)}'


def _expected(error: ValidationError, schema: Schema) -> Worded:
    key = str(error.instance) if "propertyNames" in error.absolute_schema_path else None
    yield key, "wrong-form", f"this takes {schema['expects']}"


def _format(error: ValidationError, schema: Schema) -> Worded:
    yield None, "wrong-form", str(error.cause)


def _reference(error: ValidationError, schema: Schema) -> Worded:
    yield None, "reference", error.message


def _together(error: ValidationError, schema: Schema) -> Worded:
    for name, needed in cast(dict[str, list[str]], error.validator_value).items():
        for other in needed:
            if name in cast(Schema, error.instance) and other not in cast(Schema, error.instance):
                yield None, "missing-field", f'the field "{other}" is missing; "{name}" cannot stand without it'


def _measured(error: ValidationError, schema: Schema) -> Worded:
    limit = error.validator_value
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
        }[str(error.validator)],
    )


def _unworded(error: ValidationError, schema: Schema) -> Worded:
    raise AssertionError(f"the schemas use {error.validator}, for which schema.py has no words")


_WORDING: dict[str, Callable[[ValidationError, Schema], Worded]] = {
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


def a(kind: str) -> str:
    word = SINGULAR[kind]
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def references(data: Any, shape: Schema, path: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """Every reference in a record's data: where it stands, the kind it refers to, and the id."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from references(value, shape["properties"][key], (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from references(value, shape["items"], (*path, number))
    elif "refersTo" in shape:
        yield path, shape["refersTo"], data
