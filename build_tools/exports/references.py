"""References for reference managers, as BibTeX, RIS and CSL-JSON: of all documents, and of each page with its sources."""

import json
import re
from collections.abc import Mapping
from typing import Any

from build_tools.bibliography import formats
from build_tools.citations import csl, csl_date
from build_tools.data import references_paths
from build_tools.derive import Dossier
from build_tools.model import Document
from build_tools.pages import pages
from build_tools.pages.parts.cite import page_item
from build_tools.pages.parts.names import address, title

# What a page cites stands in its front matter: the ids of documents, in the order of its notes.
_CITES = re.compile(r"^cites: (\[.*\])$", re.MULTILINE)


def references(dossier: Dossier) -> dict[str, str]:
    """Every file of references, by its path below docs/."""
    corpus = dossier.corpus
    items = {id: document_item(dossier, document) for id, document in corpus.documents.items()}
    told = _files(references_paths(None), list(items.values()))
    texts = pages(dossier)
    for record in (*corpus.records(), *corpus.briefings.values()):
        own = [record.id] if isinstance(record, Document) else []
        cited = dict.fromkeys([*own, *cited_by(texts[address(record)])])
        page = page_item(dossier, address(record), title(record, corpus))
        told |= _files(references_paths(record), [page, *(items[id] for id in cited)])
    return told


def document_item(dossier: Dossier, document: Document) -> dict[str, Any]:
    """A document as a CSL-JSON item, with its address, when it was read there, and where a copy is."""
    item = csl(document)
    if document.URL:
        item["URL"] = document.URL
    if document.accessed:
        item["accessed"] = csl_date(document.accessed)
    if copy := dossier.access(document).copy:
        item["note"] = f"Archived copy: {copy}"
    return item


def cited_by(page: str) -> list[str]:
    """The ids of the documents that a record's page cites, from its text."""
    found = _CITES.search(page)
    assert found, "the page of a record says what it cites"
    return list(json.loads(found[1]))


def _files(paths: Mapping[str, str], items: list[dict[str, Any]]) -> dict[str, str]:
    return {paths[name]: text for name, text in formats(*items).items()}
