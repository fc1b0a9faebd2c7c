"""The fields of a record as flags: one for each that is a text or a list of texts, and for the words of its evidence."""

from argparse import ArgumentParser, Namespace
from typing import Any

from build_tools.commands.asking import author_fields
from build_tools.finding import shown
from build_tools.schema import KINDS, LATER, schema
from build_tools.writing.values import Unfit

# What stands within a citation and can be given by itself.
_CITED = ("document", "passage", "direction", "relays")
_BRIEFING = {"title": {"description": "The title.", "type": "string"}}


def flags(parser: ArgumentParser, kind: str) -> None:
    """A flag for each field that is a text or a list of texts."""
    fields: dict[str, Any] = schema(kind)["properties"] if kind in KINDS else _BRIEFING
    for name, shape in ((name, shape) for name, shape in fields.items() if name not in LATER):
        listed = name == "author" or "properties" not in shape.get("items", {"properties": 0})
        if listed or shape.get("type") not in ("array", "object"):
            several: dict[str, Any] = {"action": "append"} if listed else {}
            parser.add_argument(
                f"--{name}", dest=f"field {name}", metavar="X", help=quoted(meaning(shape, listed)), **several
            )
    evidence: dict[str, Any] = fields.get("evidence", {})
    cited = evidence.get("items", {}).get("properties", {})
    for name in (name for name in _CITED if name in cited and name not in fields):
        parser.add_argument(f"--{name}", dest=f"cited {name}", metavar="X", help=quoted(meaning(cited[name])))
    for name in (name for name in ("quote", "attributed_to") if name in cited):
        flag = f"--{name.replace('_', '-')}"
        parser.add_argument(
            flag, dest=f"cited {name}", action="append", metavar="X", help=quoted(meaning(cited[name], True))
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
