"""JSON Schemas for editors: what the checks accept, with the ids of this collection to choose from.

Editors read YAML 1.2, in which 2023 is a number; the tools read text. So these schemas accept as text whatever is no
list and no group of fields. https://github.com/redhat-developer/yaml-language-server says which keywords it adds.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from build_tools import schema as shapes
from build_tools.corpus import Corpus, kind_of
from build_tools.dates import EXPECTED
from build_tools.derive import Dossier, once
from build_tools.jsontext import json_text
from build_tools.model import Actor, Claim, Commitment, Document, Event, Quote, Record
from build_tools.schema import KINDS, SETTINGS, SINGULAR, WITHDRAWN, Schema
from build_tools.settings import Term
from build_tools.values import countries

FOLDER = "schemas"
_LONGEST_WORDS = 160
_NUMBER = r"^-?(0|[1-9][0-9]{0,17})"
_NUMBERS = {
    "integer": (f"{_NUMBER}$", "a whole number in digits, without separators"),
    "number": (rf"{_NUMBER}(\.[0-9]{{1,18}})?$", "a number in digits, without separators, with a point for decimals"),
    "boolean": ("^(true|false)$", "true or false"),
}
_POINT = r"[0-9]{2}([0-9][0-9X]|XX)(-(0[1-9]|1[0-2]|2[1-4]|XX)(-(0[1-9]|[12][0-9]|3[01]|XX))?)?[~?%]?"
# What the checks ask of a format: as a pattern that takes at least what they take, and in words.
FORMATS = {
    "edtf": (rf"^({_POINT}|[.]{{2}})?(/({_POINT}|[.]{{2}})?)?$", EXPECTED),
    "bcp47": (r"^([A-Za-z]{2,3}|[ixIX])(-[A-Za-z0-9]{1,8})*$", 'a language tag such as "en" or "es-MX" (BCP 47)'),
    "web-address": (r'^https?://[^\s<>"\\^`{|}]+$', "a web address; write it whole, beginning with https://"),
}
# Ours, or of no use to an editor; an example that is offered for insertion would be somebody else's words.
_LEFT_OUT = frozenset({"refersTo", "expects", "alsoCalled", "ofText", "format", "examples", "$id", "$schema"})
# Ids that YAML 1.2 reads as something else than text.
_NO_TEXT = re.compile("true|false|null|[0-9]+(e[0-9]{1,2})?")
# Not a choice of four types, since the language server would then offer "true" and "null" for every text.
_TEXT: Schema = {"if": {"type": ["array", "object"]}, "then": {"type": "string", "errorMessage": "this takes text"}}


@once
def editor_files(dossier: Dossier) -> Mapping[str, str]:
    """The text of each schema by its path relative to docs/: one for each kind of record, and for each settings file."""
    return {_path(name): _json(editor_schema(name, dossier)) for name in (*KINDS, *SETTINGS)}


def _path(name: str) -> str:
    return f"{FOLDER}/{name}.schema.json"


def _json(told: Schema) -> str:
    return json_text(told)


def editor_schema(name: str, dossier: Dossier) -> Schema:
    """The schema of a kind for editors; what is referred to stands once, under `$defs`, however often it is needed."""
    needed: set[str] = set()
    told = _told(shapes.schema(name), needed)
    if name in KINDS:
        withdrawn = _told(shapes.schema(WITHDRAWN), needed)
        told = {"if": {"required": [WITHDRAWN]}, "then": withdrawn, "else": told}
    address = {"$id": dossier.address + _path(name)} if dossier.address else {}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **address,
        **told,
        "$defs": {name: _definition(name, dossier.corpus) for name in sorted(needed)},
    }


def _told(shape: Schema, needed: set[str]) -> Schema:
    """A schema as editors need it; `needed` takes the names of the definitions that it points to."""
    told: Schema = {}
    for key, value in shape.items():
        if key == "properties":
            told[key] = {name: _told(inner, needed) for name, inner in value.items()}
        elif key in ("items", "propertyNames") or (key == "additionalProperties" and value is not False):
            told[key] = _told(value, needed)
        elif key not in _LEFT_OUT:
            told[key] = value
    if shape.get("type") == "string":
        told |= _text(shape, told, needed)
    elif shape.get("type") in _NUMBERS:
        pattern, words = _NUMBERS[shape["type"]]
        told |= {"type": [shape["type"], "string"], **_pattern(pattern, words)}
    return told


def _text(shape: Schema, told: Schema, needed: set[str]) -> Schema:
    """What takes the place of `"type": "string"`: a choice, a form, or any text; with an example in its description."""
    del told["type"]
    if "enum" in shape:
        return {}
    refers: str = "countries" if shape.get("format") == "iso3166" else shape.get("refersTo", "text")
    needed.add(refers)
    if refers != "text":
        return {"$ref": f"#/$defs/{refers}"}
    # In an "anyOf", since the server writes no colon after a field of which it only sees the keywords beside a "$ref".
    more: Schema = {"anyOf": [{"$ref": "#/$defs/text"}]}
    if "description" in shape and "examples" in shape:
        examples = ", ".join(json.dumps(example, ensure_ascii=False) for example in shape["examples"])
        more["description"] = f"{shape['description']} For example: {examples}"
    if "pattern" in shape:
        return more | _pattern(shape["pattern"], shape["expects"])
    return more | (_pattern(*FORMATS[shape["format"]]) if "format" in shape else {})


def _pattern(pattern: str, words: str) -> Schema:
    return {"pattern": pattern, "patternErrorMessage": f"this takes {words}"}


def _definition(name: str, corpus: Corpus) -> Schema:
    """What schemas point to by a name: text, the countries, or the ids of a kind of record or term."""
    if name == "text":
        return _TEXT
    if name == "countries":
        return _choice(countries(), "no country has this code; write two capital letters such as MX")
    if name in KINDS:
        names = {record.id: _words(record, corpus) for record in corpus.records() if kind_of(record) == name}
    else:
        terms: Mapping[str, Term] = getattr(corpus.rubric if name == "statuses" else corpus.vocabulary, name)
        names = {id: f"{term.name}: {term.definition}" for id, term in terms.items()}
    return _choice(names, f"no {SINGULAR[name]} has this id; `make check` names the nearest")


def _choice(names: Mapping[str, str], otherwise: str) -> Schema:
    """Values to choose from, each with words that say what it is; those that YAML reads as no text, as that too."""
    typed = {id: _as_yaml(id) for id in names if _NO_TEXT.fullmatch(id)}
    words = [*names.values(), *(names[id] for id in typed)]
    return {
        "enum": [*names, *typed.values()],
        "enumDescriptions": [_short(one) for one in words],
        "errorMessage": otherwise,
    }


def _as_yaml(id: str) -> Any:
    return {"true": True, "false": False, "null": None}[id] if id.isalpha() else float(id)


def _words(record: Record, corpus: Corpus) -> str:
    """What somebody who looks for a record knows of it."""
    match record:
        case Actor():
            others = ", ".join(dict.fromkeys(other.name for other in record.other_names))
            return f"{record.name}{f' ({others})' if others else ''}. {record.description}"
        case Document():
            return ", ".join(filter(None, (record.title, record.container_title, str(record.issued or ""))))
        case Quote():
            return f"{corpus.actors[record.speaker].name}: {record.text}"
        case Claim():
            return record.statement
        case Commitment():
            return record.title
        case Event():
            return f"{record.name}, {record.date}"


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_WORDS else f"{words[: _LONGEST_WORDS - 1]}…"
