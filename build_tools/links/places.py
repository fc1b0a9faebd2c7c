"""The web addresses of the records, and where in which file each stands."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from build_tools.corpus import Corpus
from build_tools.excerpts import Excerpt
from build_tools.finding import Place
from build_tools.model import Document, Record
from build_tools.plain import Data, Path
from build_tools.prose import Briefing, web_links
from build_tools.reachable import key
from build_tools.schema import SETTINGS, Schema, schema


@dataclass(frozen=True)
class Written:
    """A web address where it stands in a file; `record` has it in `field` ("URL"), or is a briefing that links to it."""

    address: str
    path: str
    place: Place
    record: Record | Briefing | None
    field: str


@dataclass(frozen=True)
class Address:
    """A web address without its fragment, the places where it stands, and the words that records take from it.

    `document` is the one that is published there, if any.
    """

    address: str
    places: tuple[Written, ...]
    excerpts: tuple[Excerpt, ...]
    document: Document | None


def addresses(corpus: Corpus) -> list[Address]:
    """Every web address of the records and briefings, each once, sorted."""
    places: dict[str, list[Written]] = defaultdict(list)
    for one in _every(corpus):
        places[key(one.address)].append(one)
    excerpts: dict[str, list[Excerpt]] = defaultdict(list)
    for excerpt in corpus.excerpts:
        excerpts[excerpt.document].append(excerpt)
    return [_address(address, found, excerpts) for address, found in sorted(places.items())]


def _address(address: str, places: list[Written], excerpts: Mapping[str, list[Excerpt]]) -> Address:
    documents = list(dict.fromkeys(one.record for one in places if isinstance(one.record, Document)))
    taken = tuple(excerpt for document in documents for excerpt in excerpts.get(document.id, ()))
    return Address(address, tuple(places), taken, documents[0] if documents else None)


def _every(corpus: Corpus) -> Iterator[Written]:
    for record in corpus.records():
        path = corpus.path(record)
        yield from _of_note(corpus, path, path.split("/")[1], record)
    for name in SETTINGS:
        yield from _of_note(corpus, f"sources/{name}.yaml", name, None)
    for briefing in corpus.briefings.values():
        for address, place in web_links(briefing):
            yield Written(address, briefing.path, place, briefing, "")


def _of_note(corpus: Corpus, path: str, name: str, record: Record | None) -> Iterator[Written]:
    note = corpus.notes[path]
    for field, address in _addresses(note.data, schema(name), ()):
        yield Written(address, path, note.place(field), record, str(field[-1]))


def _addresses(data: Data, shape: Schema, path: Path) -> Iterator[tuple[Path, str]]:
    """Every value that the schema says is a web address, with the path to it."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _addresses(value, shape.get("properties", {}).get(name, {}), (*path, name))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _addresses(value, shape.get("items", {}), (*path, number))
    elif shape.get("format") == "web-address":
        yield path, data
