"""References for reference managers, as BibTeX, RIS and CSL-JSON: of all documents, and of each page with its sources."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from build_tools import sheet
from build_tools.bibliography import formats
from build_tools.citations import csl, csl_date
from build_tools.data import references_paths
from build_tools.derive import Dossier, once
from build_tools.each import Each
from build_tools.model import Document, Record
from build_tools.pages import pages
from build_tools.pages.parts.cite import page_item
from build_tools.pages.parts.names import address, title
from build_tools.prose import Briefing

Known = Mapping[str, str]


def references(dossier: Dossier, known: Known = MappingProxyType({})) -> dict[str, str]:
    """Every file of references, by its path below docs/. Of records for which none is `known` the pages are written, to see what they cite."""
    corpus = dossier.corpus
    told = _files(references_paths(None), list(_items(dossier).values()))
    for record in (*corpus.records(), *corpus.briefings.values()):
        own = {path: known[path] for path in references_paths(record).values() if path in known}
        told |= own or references_of(dossier, record, cited_by(pages(dossier)[address(record)]))
    return told


def references_of(dossier: Dossier, record: Record | Briefing, cited: Iterable[str]) -> dict[str, str]:
    """The files of references of a record's page, which cites these documents."""
    page = page_item(dossier, address(record), title(record, dossier.corpus))
    own = [record.id] if isinstance(record, Document) else []
    return _files(references_paths(record), [page, *(_items(dossier)[id] for id in dict.fromkeys([*own, *cited]))])


@once
def _items(dossier: Dossier) -> Mapping[str, dict[str, Any]]:
    documents = dossier.corpus.documents
    return Each(documents.keys(), lambda id: document_item(dossier, documents[id]))


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
    return list(sheet.read(page)[0]["cites"])


def _files(paths: Mapping[str, str], items: list[dict[str, Any]]) -> dict[str, str]:
    return {paths[name]: text for name, text in formats(*items).items()}
