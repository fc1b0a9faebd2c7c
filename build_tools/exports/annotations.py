"""The words of the records where they stand in their documents, as W3C Web Annotations.

An annotation page (https://www.w3.org/TR/annotation-model/#annotation-page) in the JSON-LD of that model. Each stretch of
words has a TextQuoteSelector, and a TextPositionSelector, which counts characters of the text of the document as it was
read. All of it comes from the records and the evidence lock: the texts themselves are not needed, nor given away.
"""

from collections.abc import Iterator
from typing import Any

from build_tools.corpus import kind_of
from build_tools.data import web_address
from build_tools.derive import Dossier
from build_tools.derive.verbatim.verbatim import Locked
from build_tools.excerpts import Excerpt
from build_tools.jsontext import json_text
from build_tools.lock import Entry
from build_tools.model import Quote
from build_tools.pages.parts.names import address

PATH = "data/annotations.json"


def annotations(dossier: Dossier) -> str:
    """The annotation page: an annotation for each passage, quote or name that the lock holds, in the order of the records."""
    items = list(_items(dossier))
    here = web_address(dossier, PATH, PATH)
    collection = {"id": f"{here}#all", "type": "AnnotationCollection", "total": len(items)}
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": here,
        "type": "AnnotationPage",
        "partOf": collection,
        "startIndex": 0,
        "items": items,
    }
    return json_text(page)


def _items(dossier: Dossier) -> Iterator[dict[str, Any]]:
    locked = Locked.of(dossier.lock)
    here = web_address(dossier, PATH, PATH)
    for excerpt in dossier.corpus.excerpts:
        parts = locked.parts(excerpt)
        record = excerpt.record
        if not parts:
            continue
        targets = [_target(dossier, excerpt, entry, words) for entry, words in parts]
        yield {
            "id": f"{here}#{'/'.join((kind_of(record), record.id, *map(str, excerpt.path)))}",
            "type": "Annotation",
            "motivation": "quoting" if isinstance(record, Quote) and excerpt.path == ("text",) else "linking",
            "body": web_address(dossier, PATH, address(record)),
            "target": targets[0] if len(targets) == 1 else targets,
        }


def _target(dossier: Dossier, excerpt: Excerpt, entry: Entry, words: str) -> dict[str, Any]:
    """Where a stretch of words stands: in the document at its address, or on its page here where it has none."""
    document = dossier.corpus.documents[excerpt.document]
    copy = dossier.access(document).copy
    around = {name: text for name, text in (("prefix", entry.prefix), ("suffix", entry.suffix)) if text}
    target: dict[str, Any] = {
        "source": document.URL or web_address(dossier, PATH, address(document)),
        "selector": [
            {"type": "TextQuoteSelector", "exact": words, **around},
            {"type": "TextPositionSelector", "start": entry.start, "end": entry.end},
        ],
    }
    return target | ({"state": {"type": "TimeState", "cached": copy}} if copy else {})
