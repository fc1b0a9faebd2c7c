"""The whole site without MkDocs' loop over pages: those of the tools are HTML already, and the theme's frame is drawn once a folder.

What MkDocs does for a page that people wrote it does here too; so it does for pages in the navigation, of which each has a frame
of its own. The site is byte for byte what `mkdocs build` makes: the tests compare. `make site BUILDER=mkdocs` does without this.
"""

import logging
import os
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs import utils
from mkdocs.commands.build import _build_template, _build_theme_template, _populate_page, get_context
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from build_tools import sheet
from build_tools.cores import shared
from build_tools.frames import Frames
from build_tools.searching import FOLDER, chosen, document, index_files

# What writes the text of each page of the tools, by its path below docs/.
Writers = Mapping[str, Callable[[], str]]
# The day of a page's last change, and the files that lie beside it, from its path, its front matter, and its HTML if the tools wrote it.
About = Callable[[str, Mapping[str, Any], str | None], tuple[str, dict[str, str]]]
_SEARCH = "material/search"
_SEARCH_INDEX = "search/search_index.json"
# Where the index of the search lies, below the site.
SEARCH_FOLDERS = ("search", FOLDER)


class Warned(Exception):
    """How often MkDocs warned of something, which ends a strict build."""


class Searched(NamedTuple):
    """What is searched of a page: its entries in the index of a small site, or its document in that of a large one."""

    entries: list[dict[str, Any]]
    document: str


@dataclass(frozen=True)
class Drawn:
    """What came of drawing a page: what is searched of it, where it leads if it only leads to another, when it changed last, and the
    files beside it."""

    searched: Searched
    moved_to: str
    changed: str
    beside: dict[str, str]


class Framing:
    """A site to be made, below `target`, of the hand-written pages of a project and of those that `writers` write."""

    def __init__(self, root: Path, target: Path, writers: Writers, owned: Iterable[str]) -> None:
        self._target, self._made = target, set[Path]()
        self._config = config = _settings(root, target)
        self._search: Any = config.plugins[_SEARCH]
        theirs = [
            _file(config, path, config.docs_dir) for path in _written_by_hand(Path(config.docs_dir), frozenset(owned))
        ]
        ours = [_file(config, path) for path in writers]
        self._files = Files(sorted([*theirs, *ours], key=_place))
        self._env = config.theme.get_env()
        self._files.add_files_from_theme(self._env, config)
        set_exclusions(self._files, config)
        self._large = chosen(config, len(self._files.documentation_pages()))
        self._static = Files([file for file in self._files if file.src_dir])
        self._nav: Navigation = get_navigation(self._files, config)
        self._untitled = [page for page in self._nav.pages if page.title is None]
        self.follow(writers)

    def follow(self, writers: Writers) -> None:
        """Has the same pages with other texts."""
        self._writers = writers
        for page in self._untitled:  # the menu shows their titles
            self._fill(page)

    @cached_property
    def pages(self) -> list[Page]:
        """Every page, in the order of the site."""
        return [file.page or Page(None, file, self._config) for file in self._files.documentation_pages()]

    @cached_property
    def _places(self) -> Mapping[str, File]:
        return {file.dest_uri: file for file in self._files}

    def at(self, path: str) -> Page | None:
        """The page at a path of the site ("actors/us-atf/"), if there is one."""
        file = self._places.get(f"{path}index.html" if path.endswith("/") or not path else "")
        return (file.page or Page(None, file, self._config)) if file else None

    def static(self, path: str) -> bytes | None:
        """The content of a file of the theme, or of one that people put beside the pages."""
        file = self._places.get(path)
        return file.content_bytes if file and file.src_dir and not file.is_documentation_page() else None

    def template(self, name: str) -> str:
        """What the theme makes of no page in particular: "404.html"."""
        return _build_template(name, self._env.get_template(name), self._files, self._config, self._nav)

    @cached_property
    def _listed(self) -> frozenset[str]:
        return frozenset(page.file.src_uri for page in self._nav.pages)

    @cached_property
    def _frames(self) -> Frames:
        def context(page: Any) -> Mapping[str, Any]:
            return get_context(self._nav, [], self._config, page)

        return Frames(self._env, context)

    def html(self, page: Page) -> str:
        """A page as it is served. Its entries are all that the search index then holds."""
        self._fill(page)
        context = get_context(self._nav, [], self._config, page)
        self._search.search_index.entries = []
        self._search.on_page_context(context, page=page, config=self._config, nav=self._nav)
        path = page.file.src_uri
        if path in self._writers and path not in self._listed and Frames.fits(page):
            return self._frames.html(page)
        page.active = True
        try:
            return self._env.get_template(page.meta.get("template", "main.html")).render(context)
        finally:
            page.active = False

    def _fill(self, page: Page) -> None:
        """Reads a page: its front matter, and its content, which is known of those that the tools wrote."""
        write = self._writers.get(page.file.src_uri)
        if write is None:
            _populate_page(page, self._config, self._files)
        else:
            page.meta, page.content = sheet.read(write())

    def search_files(self) -> Mapping[str, str | bytes]:
        """The index of the search by the paths of its files, for which every page is drawn."""

        def searched(page: Page) -> Searched:
            self.html(page)
            return self._searched(page)

        found = shared(searched, self.pages)
        return index_files(self._documents(found)) if self._large else {_SEARCH_INDEX: self._index(found)}

    def _searched(self, page: Page) -> Searched:
        """What is searched of a page that was just drawn."""
        return Searched([], document(page)) if self._large else Searched(self._search.search_index.entries, "")

    def _documents(self, found: Iterable[Searched]) -> dict[str, str]:
        """What is searched of each page of a large site, by its address."""
        return {page.url: one.document for page, one in zip(self.pages, found, strict=True)}

    def _index(self, found: Iterable[Searched]) -> str:
        """The index of a small site, of what is searched of each page."""
        self._search.search_index.entries = [entry for one in found for entry in one.entries]
        return str(self._search.search_index.generate_search_index(None))

    def put(self, path: str, content: str | bytes) -> None:
        """Writes a file of the site, which is nobody else's yet."""
        place = self._target / path
        if place.parent not in self._made:  # to ask the file system each time takes as long as to write
            place.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(place.parent)
        place.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)

    def draw(self, paths: Container[str], about: About) -> dict[str, Drawn]:
        """Writes pages, by their paths below docs/, and what lies beside them.

        Raises `Warned` where MkDocs has a warning, which it has told.
        """
        pages = [page for page in self.pages if page.file.src_uri in paths]
        drawn = shared(lambda page: self._drawn(page, about), pages)
        if warnings := sum(warned for _, warned in drawn):
            raise Warned(f"{warnings} warnings, told above")
        return {page.file.src_uri: one for page, (one, _) in zip(pages, drawn, strict=True)}

    def _drawn(self, page: Page, about: About) -> tuple[Drawn, int]:
        """What came of a page that is written now, and how many warnings MkDocs gave."""
        with _warnings() as count:
            self.put(page.file.dest_uri, self.html(page).encode("utf-8", "xmlcharrefreplace"))
        path, meta = page.file.src_uri, page.meta
        more = about(path, meta, page.content if path in self._writers else None)
        drawn = Drawn(self._searched(page), meta.get("moved_to", ""), *more)
        for path, text in drawn.beside.items():
            self.put(path, text)
        page.markdown = page.content = None
        return drawn, sum(number for _, number in count.get_counts())

    def finish(self, drawn: Mapping[str, Drawn]) -> dict[str, str]:
        """Writes what is made of all pages, once all are drawn: their list, the search index; and the files of the theme.

        The index of a large site is left: of what this returns `searching.write_index` makes it.
        """
        self._static.copy_static_files()
        for page in self.pages:
            if moved_to := drawn[page.file.src_uri].moved_to:
                page.meta = {"moved_to": moved_to}
        self._config.extra["changed"] = {path: one.changed for path, one in drawn.items() if one.changed}
        for template in self._config.theme.static_templates:
            _build_theme_template(template, self._env, self._files, self._config, self._nav)
        found = [drawn[page.file.src_uri].searched for page in self.pages]
        if self._large:
            return self._documents(found)
        self.put(_SEARCH_INDEX, self._index(found))
        return {}


@contextmanager
def _warnings() -> Iterator[utils.CountHandler]:
    """Counts what MkDocs warns of meanwhile."""
    count, log = utils.CountHandler(), logging.getLogger("mkdocs")
    count.setLevel(logging.WARNING)
    log.addHandler(count)
    try:
        yield count
    finally:
        log.removeHandler(count)


def _settings(root: Path, target: Path) -> MkDocsConfig:
    """The settings of mkdocs.yml; its hooks are for MkDocs' own builds."""
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(target), strict=True)
    search = config.plugins[_SEARCH]
    search.on_startup(command="build", dirty=False)
    search.on_config(config)
    return config


def _file(config: MkDocsConfig, path: str, folder: str | None = None) -> File:
    return File(path, folder, config.site_dir, config.use_directory_urls)


def _written_by_hand(docs: Path, owned: Container[str]) -> Iterator[str]:
    """The files of docs/ but for those that the tools write there for MkDocs, which may be of another day."""
    for folder, folders, names in os.walk(docs):
        here = Path(folder).relative_to(docs)
        if folder == str(docs):
            folders[:] = [name for name in folders if name not in owned]
            names = [name for name in names if name not in owned]
        yield from ((here / name).as_posix() for name in names)


def _place(file: File) -> tuple[object, ...]:
    """Where MkDocs meets a file on its walk through docs/: first those of a folder, its index before the others, then those below."""
    *folders, name = file.src_uri.split("/")
    stem = re.sub(r"\.[^.]*$", "", name)
    return (*((1, folder) for folder in folders), (0, stem not in ("index", "README"), name))
