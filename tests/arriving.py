"""The pages of hostile collections as they are served, held beside those of a harmless collection of the same shape."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from build_tools.corpus import kind_of
from build_tools.derive import Dossier
from build_tools.framing import Framing
from build_tools.model import Record
from build_tools.pages import writers
from build_tools.searching import write_index
from build_tools.site import AT_THE_ROOT, OWNED, files, write_files
from tests.hostility import Pair
from tests.reading import parsed, shows, skeleton, whole, words

# Words around others only say which of several are meant.
AROUND = ("prefix", "suffix")
# Where two claims say of each other why they cannot both be true, the pages tell one of the reasons.
ONE_OF_TWO = {"claims.conflicts_with.reason", "claims.conflicts_with.working"}
# What is on no page of a record: the number of a document stands in
# references of some types alone, and a document that was read needs no other to name it.
UNSAID = {"documents.number", "documents.evidence.passage", *ONE_OF_TWO}
_SORTED_BY_NAMES = "actors/index.md"  # its sections are the first letters of names

Leaves = list[tuple[tuple[Any, ...], Any]]


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every value of data that holds no others, with the way to it."""
    if isinstance(value, (dict, list)):
        for name, held in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(held, (*path, name))
    else:
        yield path, value


def texts_of(dossier: Dossier, record: Record) -> Leaves:
    """What the file of a record says, value by value."""
    return list(leaves(dossier.corpus.notes[dossier.corpus.path(record)].data))


@dataclass(frozen=True)
class Expected:
    """What is expected of the pages of collections of one shape: the elements of each, and what each record's page tells.

    `told` has the ways to the texts of a record that its page shows, by the path of the page.
    """

    skeletons: Mapping[str, Counter[str]]
    told: Mapping[str, frozenset[tuple[Any, ...]]]

    @classmethod
    def of(cls, both: Pair, skeletons: Mapping[str, Counter[str]], shown: Mapping[str, str]) -> "Expected":
        """From the elements and the words of the harmless pages; what both collections say alike is no text."""
        told = {}
        for record, twin in zip(both.hostile.corpus.records(), both.harmless.corpus.records(), strict=True):
            path = page_of(record)
            pairs = zip(texts_of(both.hostile, record), texts_of(both.harmless, twin), strict=True)
            told[path] = frozenset(
                at
                for (at, text), (_, plain) in pairs
                if text != plain
                and at[-1] not in AROUND
                and place(record, at) not in ONE_OF_TWO
                and shows(shown[path], plain)
            )
        return cls(skeletons, told)

    def places(self, dossier: Dossier) -> set[str]:
        """The fields that pages tell."""
        return {place(one, at) for one in dossier.corpus.records() for at in self.told[page_of(one)]}

    def holds_elements(self, path: str, found: Counter[str]) -> None:
        """Asserts that a page has the elements of the harmless one."""
        if path != _SORTED_BY_NAMES:
            found, other = _without_lines(found), _without_lines(self.skeletons[path])
            assert found == other, (path, found - other, other - found)

    def holds_texts(self, dossier: Dossier, shown: Mapping[str, str]) -> int:
        """Asserts that the pages of records show every text that they are to tell; returns how many those were."""
        count = 0
        for record in dossier.corpus.records():
            path = page_of(record)
            for at, text in texts_of(dossier, record):
                if at in self.told[path]:
                    assert shows(shown[path], text), (path, at, text)
                    count += 1
        return count


def _without_lines(elements: Counter[str]) -> Counter[str]:
    """Elements but for the lines of labels in drawings, which break at hyphens too: letters alone have none."""
    return Counter({path: count for path, count in elements.items() if not path.endswith(">g[class]>text[x,y]")})


def page_of(record: Record) -> str:
    return f"{kind_of(record)}/{record.id}.md"


def place(record: Record, at: tuple[Any, ...]) -> str:
    """The field that is meant by a way to a value: "claims.evidence.note"."""
    return ".".join((kind_of(record), *(name for name in at if isinstance(name, str))))


class Frames:
    """The pages of collections of one shape as they are served: each in the theme's frame."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._framing: Framing | None = None

    def html(self, dossier: Dossier) -> Iterator[tuple[str, str]]:
        """Each page by its path below docs/."""
        made = writers(dossier)
        if self._framing is None:
            self._framing = Framing(self._project, self._project / "site", made, (*OWNED, *AT_THE_ROOT))
        self._framing.follow(made)
        for page in self._framing.pages:
            if page.file.src_uri in made:
                yield page.file.src_uri, self._framing.html(page)


def hold(html: Callable[[Dossier], Iterator[tuple[str, str]]], both: Pair) -> tuple[int, set[str]]:
    """Asserts that hostile pages have the elements of the harmless ones and show what is on record: how many texts, of which fields.

    `html` gives the pages of a collection, each by its path below docs/.
    """
    harmless, hostile = (_read(html(one)) for one in (both.harmless, both.hostile))
    assert hostile[0].keys() == harmless[0].keys()
    known = Expected.of(both, *harmless)
    for path, found in hostile[0].items():
        known.holds_elements(path, found)
    return known.holds_texts(both.hostile, hostile[1]), known.places(both.hostile)


def _read(pages: Iterator[tuple[str, str]]) -> tuple[dict[str, Counter[str]], dict[str, str]]:
    """The elements and the words of pages."""
    skeletons, shown = {}, {}
    for path, html in pages:
        page = whole(html)
        skeletons[path], shown[path] = skeleton(page), words(parsed(html))
    return skeletons, shown


def write_site(project: Path, dossier: Dossier, target: Path) -> Path:
    """The site of a collection in a project, without the rules' judgement of it: pages in their frames, data, exports."""
    contents = files(dossier)
    pages: dict[str, Callable[[], str]] = {
        path: partial(str, text) for path, text in contents.items() if path.endswith(".md")
    }
    framing = Framing(project, target, pages, (*OWNED, *AT_THE_ROOT))
    write_index(framing.finish(framing.draw(Every(), lambda path, meta, text: ("", {}))), target)
    write_files(target, {path: text for path, text in contents.items() if path not in pages})
    return target


class Every(Collection[str]):
    """Whatever is asked of."""

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0
