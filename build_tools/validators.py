"""Whether data have the shape of a schema: asked in a moment of all, and with the place and the words of each fault of the rest."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING, Any, cast

from jsonschema_rs import validator_for

if TYPE_CHECKING:  # where nothing is wrong with a record, nobody waits for it
    from jsonschema import FormatChecker
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

from build_tools import dates
from build_tools.finding import LONGEST_SHOWN, shown
from build_tools.meant.filenames import no_id
from build_tools.plain import Path
from build_tools.schema import Schema, schema
from build_tools.values import country, language, web_address

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
    for error in validator_of(shape).iter_errors(data):
        held = shown(error.instance)
        said = "stands here, and does not fit" if len(error.message) > LONGEST_SHOWN else ""
        told = cast(Schema, error.schema).get("description", "")
        yield (
            tuple(error.absolute_path),
            f"{f'{held} {said}' if said else error.message}{f'; it holds: {told}' if told else ''}",
        )


@cache
def _written_by_tools(name: str) -> "Validator":
    return validator_of(schema(name))


Keyword = Callable[["Validator", Any, Any, Schema], "Iterable[ValidationError]"]


def validator_of(shape: Schema, **keywords: Keyword) -> "Validator":
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
