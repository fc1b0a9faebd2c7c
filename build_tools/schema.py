"""The shape of records: JSON Schema 2020-12, one schema a kind, and findings worded for someone who never saw one.

Two keywords are ours. `refersTo: actors` makes an id that no actor has an error of this value. `expects` says in
words what a pattern or a choice asks for. And text becomes a number or a truth value only where the schema says so.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache, partial
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
from build_tools.finding import Finding, did_you_mean, shown
from build_tools.reader import Data, Note, Path
from build_tools.wording import Fault, told

# Kinds of record and what one of each is called: the words of messages and pages.
KINDS = {
    "actors": "actor",
    "documents": "document",
    "quotes": "quote",
    "claims": "claim",
    "commitments": "commitment",
    "events": "event",
}
TERMS = {"topics": "topic", "effects": "effect", "measures": "measure", "statuses": "status"}
SINGULAR = {**KINDS, **TERMS, "briefings": "briefing"}
# Single files beside the folders of records.
SETTINGS = ("rubric", "site", "vocabulary")

FOLDER = FilePath(__file__).parent / "schemas"
Schema = dict[str, Any]
# The ids that can be referred to, by kind. A kind that is missing is not known, and references to it are not judged.
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
        faults = [_fault(error) for error in self._validators[kind].iter_errors(data)]
        mistaken = {fault.path for fault in faults if fault.keyword == "type"}
        telling = [fault for fault in faults if fault.keyword == "type" or fault.path not in mistaken]
        return data, sorted({finding for fault in telling for finding in told(fault, note)})

    def dangling(self, id: str, kind: str) -> str | None:
        """What is wrong with a reference to the record `id` of `kind`, or None."""
        if kind not in self.ids or id in self.ids[kind]:
            return None
        if other := self.home(id):
            return f"{shown(id)} is {a(other)}, and this takes {a(kind)}"
        return f"there is no {SINGULAR[kind]} {shown(id)}{did_you_mean(id, self.ids[kind])}"

    def home(self, id: str) -> str | None:
        """The kind of the record or briefing of that id, or None."""
        return next((kind for kind in (*KINDS, "briefings") if id in self.ids[kind]), None)

    def unknown(self, id: str) -> str:
        """The message that no record has this id."""
        every = frozenset[str]().union(*(self.ids[kind] for kind in (*KINDS, "briefings")))
        return f"there is no record {shown(id)}{did_you_mean(id, every)}"

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


def flaw(name: str, data: Any) -> str | None:
    """What is wrong with data that only the tools write, such as a line of the lock, in the validator's words."""
    error = next(_written_by_tools(name).iter_errors(data), None)
    return None if error is None else f"{'.'.join(map(str, error.absolute_path)) or 'the line'}: {error.message}"


@cache
def _written_by_tools(name: str) -> Validator:
    return cast(Validator, Draft202012Validator(schema(name)))


def _fault(error: ValidationError) -> Fault:
    return Fault(
        keyword=str(error.validator),
        limit=error.validator_value,
        instance=error.instance,
        schema=cast(Schema, error.schema),
        path=tuple(error.absolute_path),
        in_name="propertyNames" in error.absolute_schema_path,
        message=str(error.cause or error.message),
    )


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
    if wanted in ("integer", "number") and re.fullmatch(r"-?(0|[1-9][0-9]{0,17})", value):
        return int(value)
    if wanted == "number" and re.fullmatch(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}", value):
        return Decimal(value)
    if wanted == "boolean" and value in ("true", "false"):
        return value == "true"
    return value


@cache
def _formats() -> FormatChecker:
    checker = FormatChecker(())
    formats: dict[str, Callable[[str], object]] = {
        "edtf": dates.parse,
        "bcp47": _language,
        "iso3166": _country,
        "web-address": web_address,
    }
    for name, check in formats.items():
        checker.checks(name, raises=ValueError)(partial(_has_format, check))
    return checker


def _has_format(check: Callable[[str], object], value: object) -> bool:
    """True; ValueError, in words for the writer, where `check` raises it. Other types are another keyword's business."""
    if isinstance(value, str):
        check(value)
    return True


def _language(tag: str) -> None:
    if not re.fullmatch("[A-Za-z0-9-]+", tag) or not langcodes.tag_is_valid(tag):
        raise ValueError(f'{shown(tag)} is not a language tag such as "en" or "es-MX" (BCP 47)')


def _country(code: str) -> None:
    if not re.fullmatch("[A-Z]{2}", code) or not pycountry.countries.get(alpha_2=code):
        raise ValueError(f'{shown(code)} is not a country code of two capital letters such as "MX" (ISO 3166-1)')


def web_address(address: str) -> None:
    """Raises ValueError, in words for the writer, where this is no address of the web that can be linked to."""
    try:
        parts = urlsplit(address)
        named = all((parts.hostname or "").split(".")) and parts.port != 0
        sound = parts.scheme in ("http", "https") and named and not re.search(r'[\s<>"\\^`{|}]', address)
    except ValueError:
        sound = False
    if not sound:
        raise ValueError(f"{shown(address)} is not a web address; write it whole, beginning with https://")


def a(kind: str) -> str:
    """What one record of a kind is called, with its article."""
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
