"""The shape of records: JSON Schema 2020-12, one schema a kind, and findings worded for someone who never saw one.

Four keywords are ours. `refersTo: actors` makes an id that no actor has an error of this value. `expects` says in
words what a pattern or a choice asks for. `alsoCalled` holds names under which people know a field, `ofText` names the field that a mere text belongs in. And text becomes a number or a truth value only where the schema says so.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from jsonschema_rs import validator_for

if TYPE_CHECKING:  # where nothing is wrong with a record, nobody waits for it
    from jsonschema import FormatChecker
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

from build_tools import dates
from build_tools.finding import LEFT_OUT, LONGEST_SHOWN, Finding, did_you_mean, says_nothing, shown
from build_tools.meant.fieldnames import FOLDER
from build_tools.meant.filenames import no_id
from build_tools.meant.remedies import Fault
from build_tools.reader import Data, Note, Path
from build_tools.values import country, language, web_address
from build_tools.wording import told

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
# What is left of a record that was withdrawn.
WITHDRAWN = "withdrawn"
# Single files beside the folders of records.
SETTINGS = ("rubric", "site", "vocabulary")
# What happens to a record later; no new one has them.
LATER = frozenset({"corrections", "formerly"})

Schema = dict[str, Any]
_MOST_TERMS = 24  # that a message lists
# The ids that can be referred to, by kind. A kind that is missing is not known, and references to it are not judged.
Ids = Mapping[str, frozenset[str]]
# What else records and terms are called, by kind and id: where an id is wrong, one of these may be meant.
Names = Mapping[str, Mapping[str, tuple[str, ...]]]


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


def shape_of(kind: str, note: Note) -> str:
    """The name of the schema for a note of a kind: that kind's, or another where it holds what is left of a record."""
    return WITHDRAWN if kind in KINDS and WITHDRAWN in note.data else kind


class Shapes:
    """Checks notes against the schemas of their kinds, and references against the ids there are."""

    def __init__(
        self,
        ids: Ids,
        names: Names | None = None,
        formerly: Mapping[str, str] = MappingProxyType({}),
        withdrawn: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """`names` holds what records and terms are called, `formerly` what records with former ids are called now.

        `withdrawn` holds the days on which records were withdrawn.
        """
        self.ids, self.names, self.formerly, self.withdrawn = ids, names or {}, formerly, withdrawn
        self._validators: dict[str, Validator] = {}

    def _validator(self, name: str) -> "Validator":
        if name not in self._validators:
            self._validators[name] = _validator(schema(name), refersTo=self._refers_to)
        return self._validators[name]

    def check(self, kind: str, note: Note) -> tuple[dict[str, Any], list[Finding]]:
        """The note's data with the types of the schema, and every fault of its shape, sorted."""
        data = typed(note.data, schema(kind))
        faults = [_fault(error, kind) for error in self._validator(kind).iter_errors(data)]
        mistaken = {fault.path for fault in faults if fault.keyword == "type"}
        narrower = {fault.path for fault in faults if fault.keyword == "pattern"}
        telling = [fault for fault in faults if fault.keyword == "type" or fault.path not in mistaken]
        telling = [fault for fault in telling if fault.keyword != "format" or fault.path not in narrower]
        return data, sorted({finding for fault in telling for finding in told(fault, note)})

    def dangling(self, id: str, kind: str) -> str | None:
        """What is wrong with a reference to the record `id` of `kind`, or None."""
        if kind not in self.ids or id in self.ids[kind]:
            return None
        if self.formerly.get(id) in self.ids[kind] or id in self.withdrawn:
            return self._gone(id)
        if other := self.home(id):
            return f"{shown(id)} is {a(other)}, and this takes {a(kind)}"
        if says_nothing(id):
            return f"there is no {SINGULAR[kind]} {shown(id)}; {LEFT_OUT}"
        near = did_you_mean(id, self.ids[kind], self.names.get(kind))
        return f"there is no {SINGULAR[kind]} {shown(id)}{near or self._remedy(kind)}"

    def _remedy(self, kind: str) -> str:
        """What to do about an id that nothing is near to."""
        file = f"sources/{'rubric' if kind == 'statuses' else 'vocabulary'}.yaml"
        if kind in TERMS and len(self.ids[kind]) <= _MOST_TERMS:
            return f"; the {kind} of {file} are {', '.join(sorted(self.ids[kind]))}"
        if kind in TERMS:
            return f"; {file} holds the {kind}"
        return f"; write its record in sources/{kind}/ first"

    def home(self, id: str) -> str | None:
        """The kind of the record or briefing of that id, or None."""
        return next((kind for kind in (*KINDS, "briefings") if id in self.ids[kind]), None)

    def unknown(self, id: str) -> str:
        """The message that no record has this id."""
        if id in self.formerly or id in self.withdrawn:
            return self._gone(id)
        every = frozenset[str]().union(*(self.ids[kind] for kind in (*KINDS, "briefings")))
        names = {id: own for kind in KINDS for id, own in self.names.get(kind, {}).items()}
        return f"there is no record {shown(id)}{did_you_mean(id, every, names)}"

    def _gone(self, id: str) -> str:
        if id in self.withdrawn:
            return f"{shown(id)} was withdrawn on {self.withdrawn[id]}; nothing can rest on it any more"
        return f"{shown(id)} is called {shown(self.formerly[id])} now; write that"

    def _refers_to(self, validator: "Validator", kind: str, id: Data, schema: Schema) -> "Iterator[ValidationError]":
        from jsonschema.exceptions import ValidationError

        if isinstance(id, str) and (message := self.dangling(id, kind)):
            yield ValidationError(message)

    def other_home(self, kind: str, note: Note) -> str | None:
        """The kind that a note is a sound record of, where it has not the fields of the kind in whose folder it lies."""
        own = schema(kind)
        if set(own["required"]) <= set(note.data) <= set(own["properties"]):
            return None
        homes = (home for home in KINDS if home != kind)
        return next((home for home in homes if self._validator(home).is_valid(typed(note.data, schema(home)))), None)


# No format has longer texts; whether one is of it, nobody waits for.
_LONGEST_OF_A_FORMAT = 2_000


def is_sound(name: str, data: Any) -> bool:
    """Whether `typed` data have the shape of a schema, their references aside: asked of all, and in a tenth of the time.

    Where it says no, `Shapes.check` has the last word, and the words for it. The validator here compares numbers as
    doubles, which with the digits that records have is no less exact.
    """
    return bool(_quick(name).is_valid(data))


@cache
def _quick(name: str) -> Any:
    checks: dict[str, Callable[..., bool]] = {format: partial(_conforms, format) for format in _FORMATS}
    return validator_for(schema(name), formats=checks, validate_formats=True)


def _conforms(format: str, text: str) -> bool:
    if len(text) > _LONGEST_OF_A_FORMAT:
        return False
    try:
        _FORMATS[format](text)
    except ValueError:
        return False
    return True


def flaw(name: str, data: Any) -> str | None:
    """What is wrong with data that only the tools write, such as a line of the lock, in the validator's words."""
    if is_sound(name, data):
        return None
    error = next(_written_by_tools(name).iter_errors(data), None)
    return None if error is None else f"{'.'.join(map(str, error.absolute_path)) or 'the line'}: {error.message}"


def flaws(shape: Schema, data: Any) -> Iterator[tuple[Path, str]]:
    """Where data depart from a schema that stands on its own, and how, in the validator's words and those of the schema."""
    for error in _validator(shape).iter_errors(data):
        held = shown(error.instance)
        said = "stands here, and does not fit" if len(error.message) > LONGEST_SHOWN else ""
        told = cast(Schema, error.schema).get("description", "")
        yield (
            tuple(error.absolute_path),
            f"{f'{held} {said}' if said else error.message}{f'; it holds: {told}' if told else ''}",
        )


@cache
def _written_by_tools(name: str) -> "Validator":
    return _validator(schema(name))


Keyword = Callable[["Validator", Any, Any, Schema], "Iterable[ValidationError]"]


def _validator(shape: Schema, **keywords: Keyword) -> "Validator":
    """A validator with keywords of ours, which fetches nothing: what no file here defines cannot be referred to."""
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend
    from referencing import Registry

    keywords |= {"pattern": _pattern, "format": Draft202012Validator.VALIDATORS["format"]}
    bounded = {name: partial(_within_length, keyword) for name, keyword in keywords.items()}
    validator = extend(Draft202012Validator, bounded)  # type: ignore[no-untyped-call]
    return cast("Validator", validator(shape, format_checker=_formats(), registry=Registry()))


def _within_length(
    keyword: Keyword, validator: "Validator", limit: Any, instance: Any, shape: Schema
) -> "Iterable[ValidationError]":
    """What a keyword finds in a text that is not too long: nobody waits for more, since `maxLength` tells of it."""
    long = isinstance(instance, str) and len(instance) > shape.get("maxLength", len(instance))
    return () if long else keyword(validator, limit, instance, shape)


def _pattern(validator: "Validator", pattern: str, text: Any, shape: Schema) -> "Iterator[ValidationError]":
    """As ECMA-262 has it, on which JSON Schema rests: `$` is the end, where Python would let a line end follow."""
    from jsonschema.exceptions import ValidationError

    if isinstance(text, str) and not re.fullmatch(pattern, text):
        yield ValidationError(f"{text!r} does not match {pattern!r}")


def _fault(error: "ValidationError", kind: str) -> Fault:
    return Fault(
        keyword=str(error.validator),
        limit=error.validator_value,
        instance=error.instance,
        schema=cast(Schema, error.schema),
        path=tuple(error.absolute_path),
        in_name="propertyNames" in error.absolute_schema_path,
        message=str(error.cause or error.message),
        within=_places_within(kind),
        beyond=_places_beyond(kind),
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
def _formats() -> "FormatChecker":
    from jsonschema import FormatChecker

    checker = FormatChecker(())
    for name, check in _FORMATS.items():
        checker.checks(name, raises=ValueError)(partial(_has_format, check))
    return checker


def _file_name(id: str) -> None:
    """Refuses what cannot name a file on every machine."""
    if fault := no_id(id):
        raise ValueError(fault)


_FORMATS: dict[str, Callable[[str], object]] = {
    "edtf": dates.parse,
    "bcp47": language,
    "iso3166": country,
    "web-address": web_address,
    "file-name": _file_name,
}


def has_format(name: str, value: str) -> bool:
    """Whether a text is of a format of the schemas, such as "edtf" or "web-address"."""
    return bool(_formats().conforms(value, name))


def _has_format(check: Callable[[str], object], value: object) -> bool:
    """True; ValueError, in words for the writer, where `check` raises it. Other types are another keyword's business."""
    if isinstance(value, str):
        check(value)
    return True


@cache
def _places_within(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Where in the records of a kind fields of some name stand, in words."""
    return _grouped(_places(schema(kind), "the record itself"))


@cache
def _places_beyond(kind: str) -> Mapping[str, tuple[str, ...]]:
    """The other kinds of which fields of some name are."""
    return _grouped((name, a(other)) for other in KINDS if other != kind for name in schema(other)["properties"])


def _places(shape: Schema, holder: str) -> Iterator[tuple[str, str]]:
    if isinstance(others := shape.get("additionalProperties"), dict):
        yield from _places(others, holder)
    for name, field in shape.get("properties", {}).items():
        yield name, holder
        yield from _places(field.get("items", field), f'"{name}"')


def _grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for name, place in pairs:
        found.setdefault(name, {})[place] = None
    return {name: tuple(places) for name, places in found.items()}


def a(kind: str) -> str:
    """What one record of a kind is called, with its article."""
    word = SINGULAR[kind]
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def references(data: Any, shape: Schema, path: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """Every reference in data that have their shape: where it stands, the kind it refers to, and the id."""
    if isinstance(data, dict):
        for key, value in data.items():
            inner = shape.get("properties", {}).get(key, shape.get("additionalProperties"))
            yield from references(value, inner, (*path, key)) if isinstance(inner, dict) else ()
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from references(value, shape["items"], (*path, number))
    elif "refersTo" in shape:
        yield path, shape["refersTo"], data
