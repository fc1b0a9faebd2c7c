"""Schemas, model and words agree: whoever changes one is told what else to change."""

import json
import types
import typing
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, get_args, get_type_hints

import pytest
from jsonschema import Draft202012Validator

from build_tools import model
from build_tools.dates import Date
from build_tools.meant.fieldnames import FOLDER
from build_tools.pages import words
from build_tools.pages.parts.names import FORMS
from build_tools.schema import KINDS, SETTINGS, schema
from build_tools.settings import Rubric, Site, Vocabulary
from build_tools.structure import field_name

SHAPES = {**model.CLASSES, "site": Site, "vocabulary": Vocabulary, "rubric": Rubric}


@pytest.mark.parametrize("name", [*KINDS, *SETTINGS])
def test_schema_and_model_agree(name: str) -> None:
    agree(schema(name), SHAPES[name], name)


def agree(shape: dict[str, Any], cls: type[Any], where: str) -> None:
    """Same fields, same need for them, same types, all the way down."""
    own = [field for field in fields(cls) if field.name != "id"]
    assert {field_name(field.name) for field in own} == set(shape["properties"]), where
    hints = get_type_hints(cls)
    for field in own:
        name = field_name(field.name)
        inner = shape["properties"][name]
        optional = field.default is not MISSING and name not in choices(shape)
        assert optional == (name not in shape.get("required", [])) or name in choices(shape), f"{where}.{name}"
        hold(inner, hints[field.name], f"{where}.{name}")


def choices(shape: dict[str, Any]) -> set[str]:
    """Fields of which one or another is needed, so that each alone is not; and those with a meaning by default."""
    return {name for choice in shape.get("oneOf", []) for name in choice.get("required", [])} | {"direction"}


def hold(shape: dict[str, Any], hint: Any, where: str) -> None:
    hint = next((arg for arg in get_args(hint) if arg is not type(None)), hint) if is_optional(hint) else hint
    if typing.get_origin(hint) is tuple:
        assert shape["type"] == "array", where
        hold(shape["items"], get_args(hint)[0], where)
    elif typing.get_origin(hint) is dict:
        hold(shape["additionalProperties"], get_args(hint)[1], where)
    elif hint is Date:
        assert shape["format"] == "edtf", where
    elif is_dataclass(hint):
        assert shape["type"] == "object", where
        agree(shape, typing.cast(type[Any], hint), where)
    else:
        expected = {str: ("string", None), bool: ("boolean",), int: ("integer", "number")}[hint]
        assert shape.get("type") in expected, where


def is_optional(hint: Any) -> bool:
    return isinstance(hint, types.UnionType)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.name)
def test_every_schema_is_one_and_every_object_is_closed(path: Any) -> None:
    document = json.loads(path.read_text("utf-8"))
    Draft202012Validator.check_schema(document)
    for shape in objects(document):
        if shape.get("type") == "object":
            assert shape.get("additionalProperties") is False or isinstance(shape["additionalProperties"], dict)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_a_description_and_an_example_that_an_editor_can_show(kind: str) -> None:
    for shape in objects(schema(kind)):
        for name, field in shape.get("properties", {}).items():
            assert field["description"].endswith("."), name
            holds_fields = "properties" in field or "properties" in field.get("items", {})
            assert holds_fields or field.get("examples") or field["items"].get("examples"), name


def objects(node: Any) -> list[dict[str, Any]]:
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [found for value in inner for found in objects(value)] + ([node] if isinstance(node, dict) else [])


def test_readers_have_a_word_for_every_fixed_value() -> None:
    document, claim = schema("documents")["properties"], schema("claims")["properties"]
    descent = document["derives_from"]["items"]["properties"]
    pairs: list[tuple[typing.Iterable[str], dict[str, Any]]] = [
        (words.ACTOR_TYPES, schema("actors")["properties"]["type"]),
        (words.ACTOR_SORTS, schema("actors")["properties"]["type"]),
        (words.CLAIM_KINDS, claim["kind"]),
        (words.CLAIM_GROUPS, claim["kind"]),
        (words.DIRECTIONS, claim["evidence"]["items"]["properties"]["direction"]),
        (words.STANDINGS, document["standing"]),
        (words.HAD_FROM, descent["relation"]),
        (words.DESCENDANTS, descent["relation"]),
        (words.EXTENTS, schema("quotes")["properties"]["extent"]),
        (FORMS, schema("commitments")["properties"]["form"]),
    ]
    for known, field in pairs:
        assert list(known) == field["enum"]
