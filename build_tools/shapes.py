"""The shape of records and their references, in findings worded for someone who never saw a schema."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:  # where nothing is wrong with a record, nobody waits for it
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

from build_tools.finding import LEFT_OUT, Finding, did_you_mean, says_nothing, shown
from build_tools.meant.remedies import Fault
from build_tools.plain import Data
from build_tools.reader import Note
from build_tools.schema import KINDS, SINGULAR, TERMS, Schema, a, schema, typed
from build_tools.validators import validator_of
from build_tools.wording import told

_MOST_TERMS = 24  # that a message lists
# The ids that can be referred to, by kind. A kind that is missing is not known, and references to it are not judged.
Ids = Mapping[str, frozenset[str]]
# What else records and terms are called, by kind and id: where an id is wrong, one of these may be meant.
Names = Mapping[str, Mapping[str, tuple[str, ...]]]


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
            self._validators[name] = validator_of(schema(name), refersTo=self._refers_to)
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
