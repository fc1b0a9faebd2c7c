"""JSON Schemas (2020-12) of all documents in JSON: of a record of each kind, of the index of each kind, and of the whole corpus.

What is written is described by the schemas that the checks run, without the keywords that are theirs alone; what is computed, by
the types of the results. Each schema stands on its own: nothing else has to be fetched.
"""

import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from typing import Any

from build_tools import schema as shapes
from build_tools.editors import FORMATS
from build_tools.exports.answers import DAY, ID, answers, group
from build_tools.exports.indexes import CHOSEN, TITLES
from build_tools.jsontext import json_text
from build_tools.schema import KINDS, SETTINGS, WITHDRAWN, Schema, a

FOLDER = "data/schemas"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_OWN = frozenset({"refersTo", "expects", "alsoCalled", "ofText", "format", "$id", "$schema"})
_VERSION: Schema = {
    "type": "string",
    "description": "The first digits of the SHA-256 of these schemas.",
    "pattern": "^[0-9a-f]{12}$",
}
_ADDRESS: Schema = {"type": "string", "minLength": 1}
_PATTERNS = {**{name: pattern for name, (pattern, _) in FORMATS.items()}, "iso3166": "^[A-Z]{2}$"}


def schema_path(name: str) -> str:
    """Where a schema lies, relative to docs/."""
    return f"{FOLDER}/{name}.schema.json"


def schema_files(address: str) -> dict[str, str]:
    """The text of each schema by its path relative to docs/; `address` is that of the site, or empty."""
    told = {schema_path(name): shape for name, shape in documents().items()}
    identified = {
        path: {"$schema": _DRAFT, **({"$id": address + path} if address else {}), **shape}
        for path, shape in told.items()
    }
    return {path: json_text(shape) for path, shape in identified.items()}


@cache
def version() -> str:
    """The version of the schemas: another one whenever any of them says something else."""
    return sha256(json.dumps(documents(), sort_keys=True).encode("utf-8")).hexdigest()[:12]


@cache
def documents() -> Mapping[str, Schema]:
    """The schema of each document by its name: "claims" of the JSON of a claim, "claims-index", "corpus"."""
    kinds = (*KINDS, "briefings")
    whole = {**_corpus(), "$defs": {kind: _record(kind) for kind in kinds}}
    return {
        **{kind: _record(kind) for kind in kinds},
        **{f"{kind}-index": _index(kind) for kind in kinds},
        "corpus": whole,
    }


@cache
def importable() -> Schema:
    """The schema of the whole corpus, but for what is computed: whoever reads the records computes that anew."""
    whole = documents()["corpus"]
    told = {
        kind: {**shape, "properties": {**shape["properties"], "computed": {}}} for kind, shape in whole["$defs"].items()
    }
    return {**whole, "$defs": told}


@cache
def _record(kind: str) -> Schema:
    """The shape of the JSON of a record."""
    told = {
        "id": ID,
        "kind": {"const": kind},
        "as_of": {**DAY, "description": "The day as of which the results are told."},
        "rubric": {"type": "string", "description": "The version of the rubric under which statuses are computed."},
        "record": _briefing() if kind == "briefings" else published(shapes.schema(kind)),
        "computed": answers(kind),
    }
    return group(told, f"{a(kind).capitalize()}: what is written in its file, and what is computed of it.")


def _briefing() -> Schema:
    matter = published(shapes.schema("briefings"))
    title: Schema = {"description": "Its title.", "type": "string", "minLength": 1}
    text: Schema = {"description": "Its whole text in Markdown, as it was written.", "type": "string", "minLength": 1}
    return {
        **matter,
        "properties": {"title": title, "text": text, **matter["properties"]},
        "required": ["title", "text"],
    }


def _index(kind: str) -> Schema:
    """The shape of the index of a kind."""
    fields = _briefing()["properties"] if kind == "briefings" else published(shapes.schema(kind))["properties"]
    shape = group(
        {"id": ID, "title": fields[TITLES[kind]], "page": _ADDRESS, "data": _ADDRESS},
        "A record: its id, what it is called or says, and the addresses of its page and of its JSON.",
    )
    shape["properties"] |= {name: fields[name] for name in CHOSEN[kind]}
    if kind in _CHOSEN_COMPUTED:
        shape["properties"] |= {"computed": group(_CHOSEN_COMPUTED[kind], "Computed: what follows from all records.")}
        shape["required"].append("computed")
    heading = _heading() | {"kind": {"const": kind}}
    return group({**heading, "records": {"type": "array", "items": shape}}, f"The index of all {kind}.")


_COUNT: Schema = {"type": "integer", "minimum": 0}
_DATE: Schema = {"type": ["string", "null"], "pattern": _PATTERNS["edtf"]}
_KNOWN = {"origins_at_least": _COUNT, "origins_at_most": _COUNT}
_CHOSEN_COMPUTED: Mapping[str, dict[str, Schema]] = {
    "claims": {**_KNOWN, "disagreements": _COUNT},
    "commitments": {
        "status": {**ID, "type": ["string", "null"]},
        "since": _DATE,
        "overdue": {"type": "boolean"},
        "no_news_since": _DATE,
        **_KNOWN,
    },
}


def _heading() -> dict[str, Schema]:
    """What documents of more than one record begin with."""
    return {
        "$schema": {**_ADDRESS, "description": "The address of the schema of this document."},
        "schemas": _VERSION,
        "as_of": {**DAY, "description": "The day as of which the results are told."},
        "rubric": {"type": "string", "description": "The version of the rubric under which statuses are computed."},
    }


def _corpus() -> Schema:
    """The shape of the whole corpus; records are told under `$defs`."""
    gone = published(shapes.schema(WITHDRAWN))
    named = {"kind": {"enum": list(KINDS)}, "id": ID}
    withdrawn = {**gone, "properties": {**named, **gone["properties"]}, "required": [*named, *gone["required"]]}
    told = {
        **_heading(),
        "settings": group(
            {name: published(shapes.schema(name)) for name in SETTINGS}, "What the collection sets for itself."
        ),
        "records": group(
            {kind: _list({"$ref": f"#/$defs/{kind}"}) for kind in KINDS},
            "All records by kind, in the order of their ids.",
        ),
        "briefings": _list({"$ref": "#/$defs/briefings"}),
        "withdrawn": _list(withdrawn),
        "evidence_lock": _list(published(shapes.schema("lock"))),
        "link_lock": _list(published(shapes.schema("links"))),
    }
    return group(told, "A whole collection of records, with what is computed of it, and with its locks.")


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def published(shape: Schema) -> Schema:
    """A schema of the checks in standard keywords alone; what it asks in words is part of its description."""
    told: Schema = {}
    for key, value in shape.items():
        if key == "properties":
            told[key] = {name: published(inner) for name, inner in value.items()}
        elif key in ("items", "propertyNames", "not") or (key == "additionalProperties" and value is not False):
            told[key] = published(value)
        elif key in ("oneOf", "anyOf"):
            told[key] = [published(inner) for inner in value]
        elif key not in _OWN:
            told[key] = value
    return told | _described(shape) | _formed(shape)


def _described(shape: Schema) -> dict[str, Any]:
    """The description of a schema, with what the keywords of the checks say."""
    words = [shape["description"]] if "description" in shape else []
    words += [f"This takes {shape['expects']}."] if "expects" in shape else []
    words += [f"The id of {a(shape['refersTo'])}."] if "refersTo" in shape else []
    return {"description": " ".join(words)} if words else {}


def _formed(shape: Schema) -> dict[str, Any]:
    """The pattern of a text whose form the checks ask for by another keyword."""
    if "refersTo" in shape:
        return {name: ID[name] for name in ("pattern", "maxLength")}
    asked = shape.get("format")
    return {"pattern": _PATTERNS[asked]} if asked and "pattern" not in shape else {}
