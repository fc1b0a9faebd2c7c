"""From data that passed its schema to the dataclasses of the model, and back."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any, TypeVar

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from build_tools import dates
from build_tools.dates import Date

Shape = TypeVar("Shape")


def field_name(attribute: str) -> str:
    """The name that a field of a dataclass has in the records."""
    return {"container_title": "container-title"}.get(attribute, attribute)


def structured(data: dict[str, Any], shape: type[Shape]) -> Shape:
    """Data that passed its schema, as the dataclass `shape`."""
    return _converter.structure(data, shape)


def written(value: Any, number: Callable[[Decimal], Any] = float) -> Any:
    """A record, or a part of one, as JSON has it: fields under the schema's names, and only those that say something.

    Its id is left out, as it is in the file. `number` says what becomes of numbers with a fraction: doubles, as in most
    readers of JSON, or something that keeps their digits.
    """
    if isinstance(value, Date):
        return value.text
    if is_dataclass(value):
        held = {field_name(f.name): getattr(value, f.name) for f in fields(value) if f.name != "id"}
        return {
            name: written(part, number) for name, part in held.items() if part not in (None, ()) and part is not False
        }
    if isinstance(value, tuple):
        return [written(item, number) for item in value]
    return number(value) if isinstance(value, Decimal) else value


def _by_field_name(shape: type[Any]) -> Any:
    names = {f.name: override(rename=field_name(f.name)) for f in fields(shape)}
    return make_dict_structure_fn(shape, _converter, **names)  # type: ignore[arg-type]


_converter = Converter()
_converter.register_structure_hook_factory(is_dataclass, _by_field_name)
_converter.register_structure_hook(Date, lambda text, _: dates.parse(text))
_converter.register_structure_hook(int | Decimal | None, lambda number, _: number)
