"""A collection in which every field of every kind is filled: the schemas say which there are, so that a new one is filled too.

Ids, dates, numbers and choices are the same whatever the texts are: two collections that differ only in their texts
have pages of the same shape.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from build_tools.schema import KINDS, SETTINGS, Schema, schema
from tests.conftest import LITTLE

# A text for the field at a place, such as "claims.evidence.note", with at most so many characters.
Texts = Callable[[str, int], str]

_FORMATS = {"edtf": "2019-05-{:02}", "bcp47": "es", "iso3166": "MX", "web-address": "https://news.example/{}?a=1&b=2"}
_CHANGES_STATUS = "agreed"


def is_text(shape: Schema) -> bool:
    """Whether a field takes any text: neither an id nor a value of a fixed form."""
    return shape.get("type") == "string" and not shape.keys() & {"refersTo", "enum", "format", "pattern"}


def places(name: str) -> list[str]:
    """The places of all fields of text in the records of a kind: "claims.evidence.note"."""
    return sorted(set(_places(schema(name), name)))


def _places(shape: Schema, place: str) -> Iterator[str]:
    if is_text(shape):
        yield place
    for name, field in shape.get("properties", {}).items():
        yield from _places(field, f"{place}.{name}")
    for within in ("items", "additionalProperties"):
        if isinstance(shape.get(within), dict):
            yield from _places(shape[within], place)


class Filled:
    """A collection of `most` records a kind in which lists have `long` items; `texts` gives the texts."""

    def __init__(self, texts: Texts, most: int = 4, long: int = 2) -> None:
        self.texts, self.most, self.long = texts, most, long
        self.met: list[tuple[str, str]] = []  # the places that were filled, and with what
        self._turn = 0

    def write(self, root: Path) -> None:
        """Writes the collection into `root`/sources; each record in JSON, which is YAML."""
        for kind in KINDS:
            folder = root / "sources" / kind
            folder.mkdir(parents=True)
            for number in range(self.most):
                record = self._object(schema(kind), kind, number)
                (folder / f"{KINDS[kind]}-{number}.yaml").write_text(_as_yaml(record), "utf-8")
        for name in SETTINGS:
            data = yaml.load((LITTLE / f"sources/{name}.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
            told = self._settings(data, schema(name), name)
            (root / f"sources/{name}.yaml").write_text(_as_yaml(told), "utf-8")

    def _settings(self, data: Any, shape: Schema, place: str) -> Any:
        """The settings of the little collection with other texts, but for units, which must be some."""
        if isinstance(data, dict):
            fields, others = shape.get("properties", {}), shape.get("additionalProperties")
            return {
                name: self._settings(held, fields.get(name, others), f"{place}.{name}" if name in fields else place)
                for name, held in data.items()
            }
        if isinstance(data, list):
            return [self._settings(held, shape["items"], place) for held in data]
        return self._text(shape, place) if is_text(shape) and "unit" not in place else data

    def _value(self, shape: Schema, place: str, number: int) -> Any:
        kind = shape.get("type")
        if kind == "object":
            return self._object(shape, place, number)
        if kind == "array":
            own = shape["items"].keys() & {"refersTo", "enum", "pattern"}  # of these, no two may be the same
            count = 1 if own else min(self.long, shape.get("maxItems", self.long))
            return [held for held in (self._value(shape["items"], place, number) for _ in range(count)) if held]
        if kind in ("integer", "number"):
            return 3
        return number % 2 == 0 if kind == "boolean" else self._string(shape, place, number)

    def _string(self, shape: Schema, place: str, number: int) -> str | None:
        self._turn += 1
        if is_text(shape):
            return self._text(shape, place)
        if "refersTo" in shape:
            return self._reference(shape["refersTo"], place, number)
        if shape.get("format") in _FORMATS:
            return _FORMATS[shape["format"]].format(1 + self._turn % 28)
        if place.endswith(".direction"):
            return "supports"  # a claim has some support
        if "enum" in shape:
            return str(shape["enum"][(number + self._turn) % len(shape["enum"])])
        return f"{place.rpartition('.')[2]}-{place.partition('.')[0]}-{number // 2}"

    def _text(self, shape: Schema, place: str) -> str:
        self.met.append((place, self.texts(place, shape.get("maxLength", 1000))))
        return self.met[-1][1]

    def _reference(self, kind: str, place: str, number: int) -> str | None:
        """An id of a kind: among records of the same kind an earlier one, so that nothing goes round in a circle."""
        if kind not in KINDS:
            return {"topics": "dredging", "measures": "depth", "statuses": "kept"}.get(kind, _CHANGES_STATUS)
        if place.endswith(".relays"):
            return f"{KINDS[kind]}-0"
        if kind == place.partition(".")[0] and ".evidence." not in place:
            return f"{KINDS[kind]}-{number - 1}" if number else None
        return f"{KINDS[kind]}-{1 + self._turn % (self.most - 1)}"

    def _object(self, shape: Schema, place: str, number: int) -> dict[str, Any]:
        """Every field that may stand beside the others; of alternatives now the one, now the other."""
        self._turn += 1
        fields, required = set(shape["properties"]), set(shape.get("required", ()))
        if ways := shape.get("oneOf"):
            way = ways[self._turn % len(ways)]
            others = {name for other in ways for name in other["required"]} - set(way["required"])
            required |= set(way["required"])
            fields -= others | set(re.findall(r'"required": \["(\w+)"\]', json.dumps(way.get("not", {}))))
        held = {name: self._value(shape["properties"][name], f"{place}.{name}", number) for name in sorted(fields)}
        held = {name: value for name, value in held.items() if value not in (None, [], False)}
        needed = shape.get("dependentRequired", {})
        held = {name: value for name, value in held.items() if set(needed.get(name, ())) <= set(held)}
        return held if required <= set(held) else {}


def _as_yaml(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
