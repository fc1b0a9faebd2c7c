"""The fields of a record as flags: one for each that is a text or a list of texts, and for the words of its evidence."""

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any, NoReturn

from build_tools.commands.asking import author_fields
from build_tools.finding import did_you_mean, shown
from build_tools.schema import KINDS, LATER, schema
from build_tools.writing.values import Unfit

# What stands within a citation and can be given by itself.
_CITED = ("document", "passage", "direction", "relays")
# Fields of several parts, and what gives them.
_SEVERAL = {
    "evidence": "--document with --passage, or --quote",
    "figure": "--set figure.measure=X with --set figure.unit=X and --set figure.value=N (or .low and .high)",
}
_BRIEFING = {"title": {"description": "The title.", "type": "string"}}


class Flags(ArgumentParser):
    """A parser that takes underscores for hyphens, and says of an unknown flag which one is near and how this kind is used."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        found, others = super().parse_known_args([_hyphened(each) for each in args or ()], namespace)
        if others:
            self._refuse(others)
        return found, others

    def _refuse(self, others: Sequence[str]) -> NoReturn:
        flag = next((each.partition("=")[0] for each in others if each.startswith("-")), "")
        if not flag:
            self.error(f"{shown(others[0])} belongs to no flag; put a value of several words in quotation marks")
        known = [each for action in self._actions for each in action.option_strings if each.startswith("--")]
        self.error(f"there is no flag {shown(flag)}{did_you_mean(flag, known)}")


def _hyphened(argument: str) -> str:
    """An argument in which the name of a flag has hyphens."""
    match = re.match(r"--[A-Za-z_-]+(?==|$)", argument)
    return match[0].replace("_", "-") + argument[match.end() :] if match else argument


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def told_by(kind: str, name: str) -> str:
    """That a field is missing, how it is given, and what it holds."""
    return f"{_SEVERAL.get(name, _flag(name))} is missing: {meaning(schema(kind)['properties'][name])}"


def flags(parser: ArgumentParser, kind: str) -> None:
    """A flag for each field that is a text or a list of texts."""
    fields: dict[str, Any] = schema(kind)["properties"] if kind in KINDS else _BRIEFING
    for name, shape in ((name, shape) for name, shape in fields.items() if name not in LATER):
        listed = name == "author" or "properties" not in shape.get("items", {"properties": 0})
        if listed or shape.get("type") not in ("array", "object"):
            several: dict[str, Any] = {"action": "append"} if listed else {}
            parser.add_argument(
                _flag(name), dest=f"field {name}", metavar="X", help=quoted(meaning(shape, listed)), **several
            )
    evidence: dict[str, Any] = fields.get("evidence", {})
    cited = evidence.get("items", {}).get("properties", {})
    for name in (name for name in _CITED if name in cited and name not in fields):
        parser.add_argument(_flag(name), dest=f"cited {name}", metavar="X", help=quoted(meaning(cited[name])))
    for name in (name for name in ("quote", "attributed_to") if name in cited):
        parser.add_argument(
            _flag(name), dest=f"cited {name}", action="append", metavar="X", help=quoted(meaning(cited[name], True))
        )


def meaning(shape: dict[str, Any], several: bool = False) -> str:
    """What a field holds, in words."""
    choices = f" One of: {', '.join(shape['enum'])}." if "enum" in shape else ""
    return f"{shape.get('description', '')}{choices}{' Can be repeated.' if several else ''}"


def quoted(text: str) -> str:
    """Text in which argparse finds nothing to replace."""
    return text.replace("%", "%%")


def given(options: Namespace) -> dict[str, str]:
    """Every value that flags give, by its dotted path."""
    told: dict[str, str] = {}
    flags = {name: value for name, value in vars(options).items() if value is not None}
    for name, value in flags.items():
        if name == "field author":
            for number, text in enumerate(value):
                told |= author_fields(f"author.{number}", text)
        elif name.startswith("field "):
            path = name.removeprefix("field ")
            told |= {f"{path}.{n}": text for n, text in enumerate(value)} if isinstance(value, list) else {path: value}
    told |= _evidence(
        {name.removeprefix("cited "): value for name, value in flags.items() if name.startswith("cited ")}
    )
    for each in getattr(options, "set", []):
        path, equals, text = each.partition("=")
        if not equals:
            raise Unfit(f'{shown(each)}: write the field, an equals sign and the value, such as "language=en"')
        told[path] = text
    return told


def _evidence(cited: dict[str, Any]) -> dict[str, str]:
    """The items of evidence that flags give: a passage of a document, and each quote; the rest holds for all of them."""
    given: dict[str, str] = {}
    words: dict[str, str] = {name: cited[name] for name in ("document", "passage", "relays") if name in cited}
    items: list[dict[str, str]] = [*([words] if words else []), *({"quote": quote} for quote in cited.get("quote", []))]
    for number, item in enumerate(items or ([{}] if cited else [])):
        attributed = cited.get("attributed_to", []) if number == 0 else []  # a quote has its speaker
        whole = item | ({"direction": cited["direction"]} if "direction" in cited else {})
        given |= {f"evidence.{number}.{name}": text for name, text in whole.items()}
        given |= {f"evidence.{number}.attributed_to.{n}": text for n, text in enumerate(attributed)}
    return given
