"""Collections whose records name one another at random: what some leave out others have, and lists are of any length."""

import random
from typing import Any

from build_tools.schema import KINDS, Schema
from tests.filling import Filled

_KEPT = 0.7  # of the fields that a record can do without


class Linked(Filled):
    """A collection of `most` records a kind, the same for the same `seed`; lists have at most `long` items.

    Where nothing may go round in a `circle`, records name earlier ones of their kind.
    """

    def __init__(self, seed: int, most: int, long: int = 3, circles: bool = True) -> None:
        super().__init__(lambda place, limit: f"{place} {self._chance.randrange(most**4)}"[-limit:], most, long)
        self._chance = random.Random(seed)
        self._circles = circles

    def _value(self, shape: Schema, place: str, number: int) -> Any:
        if shape.get("type") != "array":
            return super()._value(shape, place, number)
        count = self._chance.randint(1, min(self.long, shape.get("maxItems", self.long)))
        found = [self._value(shape["items"], place, number) for _ in range(count)]
        return [held for at, held in enumerate(found) if held and held not in found[:at]]

    def _string(self, shape: Schema, place: str, number: int) -> str | None:
        if "enum" in shape and not place.endswith(".direction"):
            return str(self._chance.choice(shape["enum"]))
        return super()._string(shape, place, number)

    def _reference(self, kind: str, place: str, number: int) -> str | None:
        if kind not in KINDS:
            return super()._reference(kind, place, number)
        before = number if kind == place.partition(".")[0] and not self._circles else self.most
        return f"{KINDS[kind]}-{self._chance.randrange(before)}" if before else None

    def _object(self, shape: Schema, place: str, number: int) -> dict[str, Any]:
        held = super()._object(shape, place, number)
        needed = {*shape.get("required", ()), *(name for way in shape.get("oneOf", ()) for name in way["required"])}
        needed = needed.union(*shape.get("dependentRequired", {}).values())
        return {name: value for name, value in held.items() if name in needed or self._chance.random() < _KEPT}
