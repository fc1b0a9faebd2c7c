"""The whole corpus as one document in JSON, an index a kind, and the schemas of all of them.

The document holds what stands in sources/, so that `import` can write it back, and what is computed of each record.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from build_tools.data import data_files, data_path
from build_tools.derive import Dossier
from build_tools.exports.indexes import index, index_path
from build_tools.exports.places import web_address
from build_tools.exports.shapes import schema_files, schema_path, version
from build_tools.jsontext import json_line
from build_tools.model import Record
from build_tools.prose import Briefing
from build_tools.schema import KINDS, SETTINGS, schema, typed
from build_tools.structure import written

PATH = "data/corpus.json"
Data = dict[str, Any]


def corpus_files(dossier: Dossier) -> dict[str, str]:
    """The text of each document in JSON by its path relative to docs/: corpus, indexes, schemas, and each record's own."""
    indexes = {index_path(kind): _index(dossier, kind) for kind in (*KINDS, "briefings")}
    own = {path: text for path, text in data_files(dossier).items() if path.endswith(".json")}
    return {PATH: corpus_text(dossier), **indexes, **schema_files(dossier.address), **own}


def corpus_text(dossier: Dossier) -> str:
    """The whole corpus as JSON, a line for each record and for each line of the locks."""
    corpus = dossier.corpus
    settings = {name: settings_of(dossier, name) for name in SETTINGS}
    records = {kind: _array(_records(dossier, getattr(corpus, kind).values())) for kind in KINDS}
    gone = [
        {"kind": one.kind, "id": one.id, **_without_kind(written(one))} for _, one in sorted(corpus.withdrawn.items())
    ]
    parts = {
        **{name: json_line(value) for name, value in _heading(dossier, "corpus", PATH).items()},
        "settings": _mapping({name: json_line(held) for name, held in settings.items()}),
        "records": _mapping(records),
        "briefings": _array(_records(dossier, corpus.briefings.values())),
        "withdrawn": _array(map(json_line, gone)),
        "evidence_lock": _array(json_line(entry) for entry in dossier.lock),
        "link_lock": _array(json_line(link) for _, link in sorted(dossier.links.items())),
    }
    return f"{_mapping(parts)}\n"


def settings_of(dossier: Dossier, name: str) -> Data:
    """What a settings file holds, with the types of its schema."""
    held: Data = typed(dossier.corpus.notes[f"sources/{name}.yaml"].data, schema(name))
    return held


def _without_kind(told: Data) -> Data:
    return {name: value for name, value in told.items() if name != "kind"}


def _heading(dossier: Dossier, name: str, here: str) -> Data:
    """What documents of more than one record begin with."""
    return {
        "$schema": web_address(dossier, here, schema_path(name)),
        "schemas": version(),
        "as_of": dossier.day.isoformat(),
        "rubric": dossier.corpus.rubric.version,
    }


def _index(dossier: Dossier, kind: str) -> str:
    heading = _heading(dossier, f"{kind}-index", index_path(kind))
    entries = _array(map(json_line, index(dossier, kind)))
    return f"{_mapping({**{name: json_line(value) for name, value in {**heading, 'kind': kind}.items()}, 'records': entries})}\n"


def _records(dossier: Dossier, records: Iterable[Record | Briefing]) -> Iterator[str]:
    """The JSON of each record, as its own file has it, on one line."""
    files = data_files(dossier)
    return (_one_line(files[data_path(record)]) for record in records)


def _one_line(text: str) -> str:
    """JSON without its line ends and the indents after them; within a text a line end is written as an escape."""
    return "".join([line.lstrip(" ") for line in text.strip().split("\n")])


def _array(lines: Iterable[str]) -> str:
    inner = ",\n".join(lines)
    return f"[\n{inner}\n]" if inner else "[]"


def _mapping(parts: Mapping[str, str]) -> str:
    fields = ",\n".join(f'"{name}": {text}' for name, text in parts.items())
    return f"{{\n{fields}\n}}"
