"""The whole site from the records, in the place of the former one: pages in their frames, data, exports; all or nothing.

Or a part of it, for one of several machines that share the pages out, and the whole of such parts: the bytes are the same.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from build_tools.cores import apart
from build_tools.data import data_files, remember, sums
from build_tools.derive import Dossier
from build_tools.editors import editor_files
from build_tools.exports.beside import beside, paths_beside
from build_tools.exports.dictionary import PATH as DICTIONARY
from build_tools.exports.formats import export_files
from build_tools.exports.guide import PATH as GUIDE
from build_tools.finding import Finding
from build_tools.framing import Drawn, Framing, Searched, Writers
from build_tools.lastchange import page_change
from build_tools.pages import writers
from build_tools.pages.parts.cite import record_of
from build_tools.pages.parts.names import address
from build_tools.publish import publish_folder
from build_tools.revisions import last_changes
from build_tools.searching import write_index
from build_tools.site import AT_THE_ROOT, OWNED, Summary, check, summary
from build_tools.site import address as site_address
from build_tools.whole import alone, finish, remove, room

# The pages that tell of the data, which are made of what the others cite.
LATE = frozenset({GUIDE, DICTIONARY})
# What a part says of itself.
_PART = "part.json"
# Writes a site, or a part of one, of a dossier into a folder: how many pages, and what is left to index of a large site.
Make = Callable[[Path, Path, Dossier], tuple[int, Mapping[str, str]]]


class Misfit(Exception):
    """Why parts make no whole, in one line."""


@dataclass(frozen=True)
class Made:
    """What came of making a site: what the records are, how many pages were written, and the findings, with which nothing was."""

    summary: Summary | None
    findings: list[Finding]
    pages: int = 0
    unindexed: Mapping[str, str] = field(default_factory=dict)


def assemble(root: Path, target: Path, make: Make) -> Made:
    """Makes a site of `root` and puts it in the place of `target`. A corpus with findings changes nothing.

    Raises `Unwritten`, `Warned`, `NotIndexed`, `Misfit` and `Ended`.
    """
    finish(root)
    with alone(root):
        unfinished = room(root, target)
        try:
            # Pagefind takes as much memory as the records do with all that is made of them: these are given back before.
            made = apart(partial(_made, root, unfinished, make))
            if made.findings:
                return made
            write_index(made.unindexed, unfinished)
            return replace(made, findings=publish_folder(root, unfinished, target))
        finally:
            remove(unfinished)


def _made(root: Path, target: Path, make: Make) -> Made:
    dossier, findings = check(root)
    if dossier is None or findings:
        return Made(summary(dossier), findings)
    return Made(summary(dossier), findings, *make(root, target, dossier))


def whole(root: Path, target: Path, dossier: Dossier) -> tuple[int, Mapping[str, str]]:
    """The whole site."""
    dossier.settle()  # before processes are forked, each of which would compute it again
    site = _Site(root, target, dossier)
    drawn = site.draw(site.paths)
    return site.finish(drawn, {path: text for page in drawn.values() for path, text in page.beside.items()})


def part(number: int, of: int, root: Path, target: Path, dossier: Dossier) -> tuple[int, Mapping[str, str]]:
    """The pages of one of several parts of the site, and what lies beside them: for `whole_of`."""
    site = _Site(root, target, dossier)
    paths = site.paths[len(site.paths) * (number - 1) // of : len(site.paths) * number // of]
    drawn = site.draw(paths)
    pages = {path: asdict(replace(page, beside={})) for path, page in drawn.items()}
    site.put(_PART, json.dumps({"state": _state(dossier), "of": of, "pages": pages}))
    return len(drawn), {}


def whole_of(folders: Iterable[Path], root: Path, target: Path, dossier: Dossier) -> tuple[int, Mapping[str, str]]:
    """The whole site of its parts. Raises `Misfit` where they are of other records, or not all."""
    site = _Site(root, target, dossier)
    drawn: dict[str, Drawn] = {}
    for folder in folders:
        drawn |= _told(folder, _state(dossier))
        for path in folder.rglob("*"):
            if path.is_file() and path.name != _PART:
                site.put(path.relative_to(folder).as_posix(), path.read_bytes())
    if missing := [path for path in site.paths if path not in drawn]:
        raise Misfit(f"{len(missing)} pages are in no part, {missing[0]} for one; name all parts")
    records = (*dossier.corpus.records(), *dossier.corpus.briefings.values())
    return site.finish(drawn, {path: (target / path).read_text("utf-8") for path in chain(*map(paths_beside, records))})


def _told(folder: Path, state: str) -> dict[str, Drawn]:
    """What came of drawing the pages of a part."""
    try:
        told: dict[str, Any] = json.loads((folder / _PART).read_text("utf-8"))
    except (OSError, ValueError):
        raise Misfit(f"{folder} holds no part of a site; make one with --part") from None
    if told["state"] != state:
        raise Misfit(f"{folder} is a part of the site of other records; make all parts of the same commit")
    return {path: Drawn(**{**page, "searched": Searched(*page["searched"])}) for path, page in told["pages"].items()}


def _state(dossier: Dossier) -> str:
    """What is another when the pages are: the records, the settings, the locks, the day, the address."""
    settings = "".join(note.text for name, note in dossier.corpus.notes.items() if name.count("/") == 1)
    locks = (*map(repr, dossier.lock), *(repr(dossier.links[key]) for key in sorted(dossier.links)))
    return sha256("\n".join((sums(dossier), settings, *locks, str(dossier.day), site_address())).encode()).hexdigest()


class _Site:
    """A site in the making. Its own pages are drawn first, then those that tell of its data."""

    def __init__(self, root: Path, target: Path, dossier: Dossier) -> None:
        self._dossier = dossier
        self._days = last_changes(root) if site_address() else {}
        self._data: dict[str, str | bytes] = {}
        late = {path: partial(self._late, path) for path in LATE}
        self._writers: Writers = {**writers(dossier), **late}
        self._framing = Framing(root, target, self._writers, (*OWNED, *AT_THE_ROOT))
        self.put = self._framing.put
        paths = (page.file.src_uri for page in self._framing.pages)
        self.paths = [path for path in paths if path not in LATE]

    def draw(self, paths: Iterable[str]) -> dict[str, Drawn]:
        """Writes pages."""
        return self._framing.draw(frozenset(paths), self._about)

    def finish(self, drawn: Mapping[str, Drawn], beside: Mapping[str, str]) -> tuple[int, Mapping[str, str]]:
        """Writes all but the pages that are drawn and what lies beside them: how many pages the site has, and what is left to index."""
        self._data = _data(self._dossier, beside)
        for path, content in self._data.items():
            if path not in LATE and path not in beside:
                self.put(path, content)
        every = {**drawn, **self.draw(LATE)}
        return len(every), self._framing.finish(every)

    def _about(self, path: str, meta: Mapping[str, Any], text: str | None) -> tuple[str, dict[str, str]]:
        day = page_change(path, text, self._days) if self._days else ""
        record = record_of(self._dossier, path)
        return day, beside(self._dossier, record, meta["cites"]) if record and path == address(record) else {}

    def _late(self, path: str) -> str:
        if not self._data:  # a menu without titles wants them before a page is drawn
            self._data = _data(self._dossier, {})
        return str(self._data[path])


def _data(dossier: Dossier, known: Mapping[str, str]) -> dict[str, str | bytes]:
    """Every file but the pages, and the pages that tell of them; what lies beside the pages may be `known`."""
    remember(dossier, known)
    return {**data_files(dossier), **editor_files(dossier), **export_files(dossier, known)}
