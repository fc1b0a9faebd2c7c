"""Reference pages for contributors: the fields of each kind, the vocabulary, and what is checked."""

from collections.abc import Iterator, Mapping
from typing import Any

from build_tools import markup as mu
from build_tools import sheet
from build_tools.derive import Dossier
from build_tools.pages.parts.languages import OWN
from build_tools.pages.parts.search import ranked_as_list
from build_tools.pages.words import language
from build_tools.rules import explanations
from build_tools.schema import KINDS, Schema, schema
from build_tools.settings import Term, Vocabulary


def fields_page(dossier: Dossier) -> str:
    lead = "What a record of each kind holds. Editors that know JSON Schema show the same while you write."
    return sheet.page("Fields of records", lead, lead, *(_kind(kind) for kind in KINDS), matter=ranked_as_list())


def vocabulary_page(dossier: Dossier) -> str:
    corpus = dossier.corpus
    lead = "The topics, effects and measures that these records use: sources/vocabulary.yaml."
    words = corpus.vocabulary
    parts = (
        ("Topics", words.topics),
        ("Effects of a claim on a commitment", words.effects),
        ("Measures", words.measures),
    )
    return sheet.page(
        "Vocabulary",
        lead,
        mu.text(lead),
        *(mu.blocks(mu.heading(2, name), _terms(terms)) for name, terms in parts),
        _labels(words),
        matter=ranked_as_list(),
    )


def _labels(vocabulary: Vocabulary) -> str:
    """The words for one thing in several languages, a row each, where the vocabulary has any."""
    tags = sorted({tag for words in vocabulary.labels for tag in words} - {OWN})
    head = [language(tag) for tag in (OWN, *tags)]
    rows = ([mu.text(", ".join(words.get(tag, ()))) for tag in (OWN, *tags)] for words in vocabulary.labels)
    found = mu.table(head, rows)
    return mu.blocks(mu.heading(2, "Words in other languages", searched=False), found) if found else ""


def checks_page(dossier: Dossier) -> str:
    lead = "What is checked before a page is written. A finding names the file, the line and one of these."
    rows = ([mu.code(code), mu.text(meaning)] for code, meaning in sorted(explanations().items()))
    return sheet.page("Checks", lead, lead, mu.table(("Finding", "What it is for"), rows), matter=ranked_as_list())


def _kind(kind: str) -> str:
    shape = schema(kind)
    rows = ([mu.code(path), mu.text(said), mu.text(example)] for path, said, example in _fields(shape, ""))
    return mu.blocks(
        mu.heading(2, shape["title"]),
        mu.text(shape["description"]),
        mu.table(("Field", "What it holds", "Example"), rows),
    )


def _fields(shape: Schema, prefix: str) -> Iterator[tuple[str, str, str]]:
    """Every field with its description and an example; those of lists and inner fields after the field that holds them."""
    for name, field in shape.get("properties", {}).items():
        needed = " Needed." if name in shape.get("required", ()) else ""
        choices = f" One of: {', '.join(field['enum'])}." if "enum" in field else ""
        yield f"{prefix}{name}", f"{field['description']}{choices}{needed}", _example(field)
        yield from _fields(field.get("items", field), f"{prefix}{name}.")


def _example(field: Schema) -> str:
    examples: list[Any] = field.get("examples") or field.get("items", {}).get("examples") or [""]
    return str(examples[0]).lower() if isinstance(examples[0], bool) else str(examples[0])


def _terms(terms: Mapping[str, Term]) -> str:
    return mu.terms((f"{mu.text(term.name)} ({mu.code(id)})", mu.text(term.definition)) for id, term in terms.items())
