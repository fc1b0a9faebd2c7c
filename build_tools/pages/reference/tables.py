"""Reference pages for contributors: the fields of each kind, the vocabulary, and what is checked."""

from collections.abc import Iterator, Mapping
from typing import Any

from build_tools import markdown as md
from build_tools.derive import Dossier
from build_tools.pages.parts.languages import OWN
from build_tools.pages.parts.search import ranked_as_list
from build_tools.pages.words import language
from build_tools.rules import explanations
from build_tools.schema import KINDS, Schema, schema
from build_tools.settings import Term, Vocabulary


def fields_page(dossier: Dossier) -> str:
    lead = "What a record of each kind holds. Editors that know JSON Schema show the same while you write."
    return md.page("Fields of records", lead, lead, *(_kind(kind) for kind in KINDS), matter=ranked_as_list())


def vocabulary_page(dossier: Dossier) -> str:
    corpus = dossier.corpus
    lead = "The topics, effects and measures that these records use: sources/vocabulary.yaml."
    words = corpus.vocabulary
    parts = (
        ("Topics", words.topics),
        ("Effects of a claim on a commitment", words.effects),
        ("Measures", words.measures),
    )
    return md.page(
        "Vocabulary",
        lead,
        md.text(lead),
        *(f"{md.heading(2, name)}\n\n{_terms(terms)}" for name, terms in parts),
        _labels(words),
        matter=ranked_as_list(),
    )


def _labels(vocabulary: Vocabulary) -> str:
    """The words for one thing in several languages, a row each, where the vocabulary has any."""
    tags = sorted({tag for words in vocabulary.labels for tag in words} - {OWN})
    head = [language(tag) for tag in (OWN, *tags)]
    rows = ([md.text(", ".join(words.get(tag, ()))) for tag in (OWN, *tags)] for words in vocabulary.labels)
    found = md.table(head, rows)
    return f"{md.heading(2, 'Words in other languages {: data-search-exclude }')}\n\n{found}" if found else ""


def checks_page(dossier: Dossier) -> str:
    lead = "What is checked before a page is written. A finding names the file, the line and one of these."
    rows = ([f"`{code}`", md.text(meaning)] for code, meaning in sorted(explanations().items()))
    return md.page("Checks", lead, lead, md.table(("Finding", "What it is for"), rows), matter=ranked_as_list())


def _kind(kind: str) -> str:
    shape = schema(kind)
    rows = ([f"`{path}`", md.text(said), md.text(example)] for path, said, example in _fields(shape, ""))
    return "\n\n".join(
        (
            md.heading(2, shape["title"]),
            md.text(shape["description"]),
            md.table(("Field", "What it holds", "Example"), rows),
        )
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
    return md.terms((f"{md.text(term.name)} (`{id}`)", md.text(term.definition)) for id, term in terms.items())
