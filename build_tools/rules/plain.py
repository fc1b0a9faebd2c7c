"""What a record holds can be read and reached by everyone: letters are whole, addresses are of the public web."""

from collections.abc import Iterator, Mapping

from build_tools.corpus import Corpus
from build_tools.excerpts import excerpts_of
from build_tools.finding import shown
from build_tools.model import Record
from build_tools.plain import Data, Path
from build_tools.rules.rule import Problem
from build_tools.settings import Settings
from build_tools.text import DAMAGED, damage
from build_tools.web import never_asked


def damaged_letters(corpus: Corpus) -> Iterator[Problem]:
    """Our own words have no letters that a wrong encoding made of others; words of a document stand as the document has them."""
    held: list[tuple[Record | Settings, set[Path]]] = [
        *((record, {excerpt.path for excerpt in excerpts_of(record)}) for record in corpus.records()),
        *((settings, set()) for settings in (corpus.vocabulary, corpus.rubric, corpus.site)),
    ]
    for record, verbatim in held:
        for path, text in _texts(corpus.notes[corpus.path(record)].data):
            if (found := damage(text)) and path not in verbatim and path[-1] not in ("prefix", "suffix"):
                field = next(step for step in reversed(path) if isinstance(step, str))
                yield record, path, f'in "{field}", {shown(found[1])} {DAMAGED}'


def private_address(corpus: Corpus) -> Iterator[Problem]:
    """A web address is one that every reader can ask for, without a name or a password in it."""
    for document in corpus.documents.values():
        for field in ("URL", "archived"):
            address = getattr(document, field)
            if address and (reason := never_asked(address)):
                yield document, (field,), f"{reason}; write an address that every reader can ask for"


def _texts(data: Data | Mapping[str, Data], path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of a record, with the path to it."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, list):
        for number, item in enumerate(data):
            yield from _texts(item, (*path, number))
    else:
        for key, item in data.items():
            yield from _texts(item, (*path, key))
