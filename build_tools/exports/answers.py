"""JSON Schemas of what is computed, made from the types of the results: what `explanation` tells of each kind of record."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from build_tools.dates import Date
from build_tools.derive.conflicts.conflicts import Conflict
from build_tools.derive.dependence import Fall, Restated
from build_tools.derive.origins.lineage import Edge
from build_tools.derive.origins.origins import Chain, Origins, Step
from build_tools.derive.status.status import Status
from build_tools.derive.variants.renderings import Utterance
from build_tools.derive.verbatim.verdicts import VERDICTS
from build_tools.editors import FORMATS
from build_tools.lock import Entry
from build_tools.model import CLASSES, Citation, Claim, Evidence, Search
from build_tools.schema import Schema

# What is computed of a record of each kind, beside the verdicts on its words, under the names that `explanation` gives.
_ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "actors": {"claims": list[Claim], "without_their_word": Fall | None},
    "documents": {
        "derives_from": tuple[Edge, ...],
        "derived": tuple[Edge, ...],
        "same_text": str,
        "without_it": Fall | None,
    },
    "quotes": {"utterance": Utterance | None, "claims": list[Claim]},
    "claims": {
        "evidence": tuple[Evidence, ...],
        "origins": Origins,
        "conflicts": tuple[Conflict, ...],
        "statuses": Mapping[str, Status],
        "changes_without": tuple[Fall, ...],
        "statuses_without_it": tuple[Restated, ...],
    },
    "commitments": {
        "status": Status,
        "origins": Origins,
        "searched_in_vain": tuple[Search, ...],
        "conflicts": list[Conflict],
        "changes_without": tuple[Fall, ...],
    },
    "events": {"claims": list[Claim]},
}
_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
ID: Schema = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 80}
DESCRIPTION = "What follows for this record from all records: computed, and written by nobody."


def answers(kind: str) -> Schema:
    """The shape of what is computed of a record of a kind, or of a briefing."""
    if kind == "briefings":
        return group({"rests_on": {**_array(ID), "description": "The records that it cites or links to."}}, DESCRIPTION)
    told = {name: shape_of(hint) for name, hint in _ANSWERS[kind].items()}
    return group({"words": _array(_verdict()), **told}, DESCRIPTION)


def group(properties: Mapping[str, Schema], description: str) -> Schema:
    """The shape of a mapping that has all of these fields, and no others."""
    return {
        "description": description,
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def shape_of(hint: Any) -> Schema:
    """The shape of a value of a type, as `explanation` tells it: records by their ids, dates as text."""
    if get_origin(hint) is not None:
        return _of_several(hint)
    return {"type": _TYPES[hint]} if hint in _TYPES else _of_class(hint)


def _of_several(hint: Any) -> Schema:
    """The shape of a list, a mapping, one of some values, or a choice of types."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin in (Union, UnionType):
        return {"anyOf": [shape_of(one) for one in inner]}
    if issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": shape_of(inner[1])}
    if origin is tuple and inner[-1] is not ...:
        parts = [shape_of(one) for one in inner]
        return {"type": "array", "prefixItems": parts, "items": False, "minItems": len(parts)}
    return _array(shape_of(inner[0]))


@cache
def _of_class(held: type[Any]) -> Schema:
    """The shape of a value of a class: what `explanation` has a word of its own for, or the fields of a dataclass."""
    if held is date:
        return DAY
    if held is Date:
        return {"description": FORMATS["edtf"][1], "type": "string", "pattern": FORMATS["edtf"][0]}
    if held in CLASSES.values():
        return {**ID, "description": f"The id of a record: {held.__name__.lower()}."}
    text: Schema = {"type": "string"}
    cited = {"document": {**ID, "description": "The document."}, "words": {**text, "description": "The words."}}
    if held is Citation:
        return group(cited, "Words of a document.")
    if held is Chain:
        return group({"words": text, "steps": _array(shape_of(Step))}, _purpose(Chain))
    assert is_dataclass(held), held
    hints = get_type_hints(held)
    own = {field.name: shape_of(hints[field.name]) for field in fields(held)}
    return group(own | cited if held is Evidence else own, _purpose(held))


def _purpose(held: type[Any]) -> str:
    """The first paragraph of a class's docstring, on one line."""
    return " ".join((held.__doc__ or "").partition("\n\n")[0].split())


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _verdict() -> Schema:
    """The verdict on a stretch of words, and where in its document it stands."""
    text: Schema = {"type": "string"}
    return group(
        {
            "record": {**text, "description": 'The record in which the words stand: "kind/id".'},
            "field": {**text, "description": "The path to them in it."},
            "words": {**text, "description": "The words."},
            "document": {**ID, "description": "The document from which they are."},
            "verdict": {"enum": list(VERDICTS), "description": "What became of them."},
            "reason": {**text, "description": "Why, where that needs words."},
            "selectors": _array(shape_of(Entry)),
        },
        "Whether words stand in their document, and where.",
    )
