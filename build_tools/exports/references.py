"""References for reference managers, as BibTeX, RIS and CSL-JSON: of all documents, and of each page with its sources."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from build_tools import sheet
from build_tools.bibliography import formats
from build_tools.citations import csl, csl_date
from build_tools.data import references_paths
from build_tools.derive import Dossier
from build_tools.model import Document, Record
from build_tools.pages import pages
from build_tools.pages.parts.cite import page_item
from build_tools.pages.parts.names import address, title
from build_tools.prose import Briefing

Cites = Callable[[str], Sequence[str]]


def references(dossier: Dossier, cites: Cites | None = None) -> dict[str, str]:
    """Every file of references, by its path below docs/; `cites` tells the documents that a page cites, from its path.

    Without it, the pages of the records are written to see what they cite.
    """
    items = {id: document_item(dossier, document) for id, document in dossier.corpus.documents.items()}
    told = _files(references_paths(None), list(items.values()))
    for record in (*dossier.corpus.records(), *dossier.corpus.briefings.values()):
        told |= _of_record(dossier, record, items, cites or partial(_cited, dossier))
    return told


def references_of(dossier: Dossier, record: Record | Briefing, cites: Cites) -> dict[str, str]:
    """The files of references of one record's page."""
    ids = _ids(record, cites)
    return _of_record(dossier, record, {id: document_item(dossier, dossier.corpus.documents[id]) for id in ids}, cites)


def _of_record(
    dossier: Dossier, record: Record | Briefing, items: Mapping[str, dict[str, Any]], cites: Cites
) -> dict[str, str]:
    page = page_item(dossier, address(record), title(record, dossier.corpus))
    return _files(references_paths(record), [page, *(items[id] for id in _ids(record, cites))])


def _ids(record: Record | Briefing, cites: Cites) -> list[str]:
    own = [record.id] if isinstance(record, Document) else []
    return list(dict.fromkeys([*own, *cites(address(record))]))


def _cited(dossier: Dossier, path: str) -> list[str]:
    return cited_by(pages(dossier)[path])


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
