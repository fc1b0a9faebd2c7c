"""The site as the records are now, on this machine alone: a page is made when somebody asks for it.

Before each page the files are looked at, and what changed is read again. No page is kept, so that none can be older than the records
behind it: what depends on a change is right because it is made anew. Findings of shape leave the last sound records standing.
"""

import mimetypes
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from http import HTTPStatus
from pathlib import Path

from build_tools.assembly import LATE
from build_tools.data import data_files
from build_tools.derive import Dossier
from build_tools.editors import editor_files
from build_tools.exports.beside import beside, paths_beside
from build_tools.exports.formats import export_files
from build_tools.exports.references import cited_by
from build_tools.exports.release import media_type
from build_tools.finding import Finding
from build_tools.framing import SEARCH_FOLDERS, Framing, Writers
from build_tools.model import Record
from build_tools.pages import writers
from build_tools.pages.parts.names import address
from build_tools.prose import Briefing
from build_tools.site import AT_THE_ROOT, OWNED, Memory, dossier_of

# What pages are made of, below the root of a project.
_RECORDS, _AROUND = "sources", ("mkdocs.yml", "build_tools/theme")


@dataclass(frozen=True)
class Answer:
    """What is sent back: the content, its media type, whether there is such a page, and what the state of the files is called that it shows."""

    content: str | bytes
    media_type: str = "text/html; charset=utf-8"
    status: HTTPStatus = HTTPStatus.OK
    state: str = ""


class Preview:
    """The site of a project. `tell` hears what was found, or why pages are as they were; several may ask at once.

    `hush` is asked to be still before a change is read, so that nothing holds up the page.
    """

    def __init__(
        self, root: Path, tell: Callable[[Dossier | None, list[Finding]], None], hush: Callable[[], None] = lambda: None
    ) -> None:
        self._root, self._tell, self._hush = root, tell, hush
        self._one = threading.RLock()
        self._memory = Memory()
        self._stamp: object = None
        self._framing: tuple[object, Framing] | None = None  # with what it was made for
        self._shown: _Shown | None = None

    def stamp(self) -> object:
        """What is another when a file is another of those that pages are made of: written, added, removed or renamed."""
        return hash((_seen(self._root / _RECORDS), self._around()))

    def _around(self) -> object:
        """The same of what is no record: settings, theme, pages that people write."""
        by_hand = [path for path in (self._root / "docs").iterdir() if path.name not in (*OWNED, *AT_THE_ROOT)]
        return tuple(_seen(path) for path in (*(self._root / name for name in _AROUND), *sorted(by_hand)))

    def answer(self, path: str) -> Answer:
        """What lies at a path of the site ("actors/us-atf/"), as the files are now."""
        with self._one:
            stamp = self.stamp()
            news = None if stamp == self._stamp else self._follow()
            self._stamp = stamp
            try:
                return replace(self._answer(path), state=str(stamp))
            finally:
                if news:  # is told once the page is made, which it would hold up
                    self._tell(*news)

    def _answer(self, path: str) -> Answer:
        if self._shown is None:
            told = "<!doctype html><title>Findings</title><p>The records have findings, which the terminal tells.</p>"
            return Answer(told, status=HTTPStatus.SERVICE_UNAVAILABLE)
        return self._shown.answer(path)

    def _follow(self) -> tuple[Dossier | None, list[Finding]]:
        """Reads what changed: the dossier of it, and findings. Records that are none leave what is shown."""
        self._hush()
        dossier, findings = dossier_of(self._root, memory=self._memory)
        if dossier is not None:
            self._shown = _Shown(dossier, self._framed)
        return dossier, findings

    def _framed(self, writers: Writers) -> Framing:
        """Frames for these pages, which are those of before if only records changed."""
        made_for = (self._around(), tuple(writers))
        if self._framing is None or self._framing[0] != made_for:
            self._framing = made_for, Framing(self._root, self._root / "site", writers, (*OWNED, *AT_THE_ROOT))
        else:
            self._framing[1].follow(writers)
        return self._framing[1]


class _Shown:
    """The site of a dossier, of which nothing is made before it is asked for."""

    def __init__(self, dossier: Dossier, framed: Callable[[Writers], Framing]) -> None:
        self._dossier = dossier
        self._writers = writers(dossier)
        late = {path: partial(self._written, path) for path in LATE}
        self._framing = framed({**self._writers, **late})

    def answer(self, path: str) -> Answer:
        if page := self._framing.at(path):
            return Answer(self._framing.html(page))
        if path in ("404.html", "sitemap.xml"):
            return Answer(self._framing.template(path), _type(path))
        if path.partition("/")[0] in SEARCH_FOLDERS:
            content = self._search.get(path)
        else:
            content = self._framing.static(path) or self._of_record(path) or self._of_all(path)
        if content is None:
            return Answer(self._framing.template("404.html"), status=HTTPStatus.NOT_FOUND)
        return Answer(content, _type(path))

    def _of_record(self, path: str) -> str | None:
        """A file that stands beside the page of a record."""
        record = self._dossier.corpus.record(path.partition("/")[2].partition(".")[0])
        if record is None or path not in paths_beside(record):
            return None
        return self._beside(record).get(path)

    def _beside(self, record: Record | Briefing) -> dict[str, str]:
        return beside(self._dossier, record, cited_by(self._writers[address(record)]()))

    def _of_all(self, path: str) -> str | bytes | None:
        """A file that is made of all records; none of them are made for what can be none, such as a page that is not there."""
        first, _, rest = path.partition("/")
        may_be = not rest.endswith("/") if first in OWNED and rest else path in AT_THE_ROOT
        return self._exports.get(path) if may_be else None

    def _written(self, path: str) -> str:
        return str(self._exports[path])

    @cached_property
    def _search(self) -> Mapping[str, str | bytes]:
        return self._framing.search_files()

    @cached_property
    def _exports(self) -> Mapping[str, str | bytes]:
        """All other files, which are made together."""
        corpus = self._dossier.corpus
        records = (*corpus.records(), *corpus.briefings.values())
        known = {path: text for record in records for path, text in self._beside(record).items()}
        return {**data_files(self._dossier), **editor_files(self._dossier), **export_files(self._dossier, known)}


def _type(path: str) -> str:
    found = mimetypes.guess_type(path)[0] or media_type(path)
    return f"{found}; charset=utf-8" if found.startswith("text/") else found


def _seen(path: Path | os.DirEntry[str]) -> tuple[object, ...]:
    """What tells one state of a file, or of all files below a folder, from another."""
    try:
        if path.is_dir():
            with os.scandir(path) as entries:
                return path.name, *sorted(map(_seen, entries))
        about = path.stat()
        return path.name, about.st_mtime_ns, about.st_size, about.st_ino
    except OSError:
        return (path.name,)
