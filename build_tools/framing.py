"""The whole site without MkDocs' loop over pages: those of the tools are HTML already, and the theme's frame is drawn once a folder.

What MkDocs does for a page that people wrote it does here too; so it does for pages in the navigation, of which each has a frame
of its own. The site is byte for byte what `mkdocs build` makes: the tests compare. `make site BUILDER=mkdocs` does without this.
"""

import logging
import os
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mkdocs import utils
from mkdocs.commands.build import _build_template, _build_theme_template, _populate_page, get_context
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from build_tools.cores import shared
from build_tools.frames import Frames
from build_tools.searching import FOLDER, chosen, document, index_files

_SEARCH = "material/search"
_SEARCH_INDEX = "search/search_index.json"
# Where the index of the search lies, below the site.
SEARCH_FOLDERS = ("search", FOLDER)


class Warned(Exception):
    """How often MkDocs warned of something, which ends a strict build."""


class Texts(Mapping[str, str]):
    """Texts by their paths, each written when it is asked for, and not kept."""

    def __init__(self, writers: Mapping[str, Callable[[], str]]) -> None:
        self._writers = writers

    def __getitem__(self, path: str) -> str:
        return self._writers[path]()

    def __contains__(self, path: object) -> bool:
        return path in self._writers

    def __iter__(self) -> Iterator[str]:
        return iter(self._writers)

    def __len__(self) -> int:
        return len(self._writers)


@dataclass(frozen=True)
class Drawn:
    """What came of drawing a page: its entries in the search index, or in a large site what is searched of it; the documents that it
    cites, where it leads if it only leads to another, when it changed last, and the data that it tells the sum of."""

    entries: Sequence[Mapping[str, Any]]
    document: str
    cites: Sequence[str]
    moved_to: str
    changed: str
    data: str


# The day of a page's last change and its data, from its path, and its text if the tools wrote it.
About = Callable[[str, str | None], tuple[str, str]]


class Framing:
    """A site to be made of the hand-written pages of a project and of `texts`, the pages of the tools by their path below docs/."""

    def __init__(
        self,
        root: Path,
        target: Path,
        texts: Mapping[str, str],
        owned: Iterable[str],
        previewing: bool = False,
    ) -> None:
        self._config = config = _settings(root, target)
        self._search: Any = config.plugins[_SEARCH]
        config.extra["previewing"] = previewing
        theirs = [
            _file(config, path, config.docs_dir) for path in _written_by_hand(Path(config.docs_dir), frozenset(owned))
        ]
        ours = [_file(config, path) for path in texts]
        self._files = Files(sorted([*theirs, *ours], key=_place))
        self._env = config.theme.get_env()
        self._files.add_files_from_theme(self._env, config)
        set_exclusions(self._files, config)
        self._large = chosen(config, len(self._files.documentation_pages()))
        self._static = Files([file for file in self._files if file.src_dir])
        self._nav: Navigation = get_navigation(self._files, config)
        self._untitled = [page for page in self._nav.pages if page.title is None]
        self.follow(texts)

    def follow(self, texts: Mapping[str, str]) -> None:
        """Has the same pages with other texts."""
        self._texts = texts
        for page in self._untitled:  # the menu shows their titles
            self._fill(page)

    @cached_property
    def pages(self) -> Sequence[Page]:
        """Every page, in the order of the site."""
        return [file.page or Page(None, file, self._config) for file in self._files.documentation_pages()]

    @property
    def paths(self) -> Sequence[str]:
        """The path below docs/ of every page."""
        return [page.file.src_uri for page in self.pages]

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
        if path in self._texts and path not in self._listed and Frames.fits(page):
            return self._frames.html(page)
        page.active = True
        try:
            return self._env.get_template(page.meta.get("template", "main.html")).render(context)
        finally:
            page.active = False

    def _fill(self, page: Page) -> None:
        """Reads a page: its front matter, and its content, which is known of those that the tools wrote."""
        text = self._texts.get(page.file.src_uri)
        if text is None:
            _populate_page(page, self._config, self._files)
        else:
            body, page.meta = get_data(text)
            page.markdown, page.content = body, body.strip()

    def search_files(self) -> Mapping[str, str | bytes]:
        """The index of the search by the paths of its files, for which every page is drawn."""

        def searched(pages: Sequence[Page]) -> list[tuple[str, Sequence[Mapping[str, Any]], str]]:
            return [(page.url, *self._searched(page)) for page in pages if self.html(page)]

        runs = [found for run in shared(searched, self.pages) for found in run]
        if self._large:
            return index_files({url: document for url, _, document in runs})
        self._search.search_index.entries = [entry for _, entries, _ in runs for entry in entries]
        return {_SEARCH_INDEX: str(self._search.search_index.generate_search_index(None))}

    def _searched(self, page: Page) -> tuple[Sequence[Mapping[str, Any]], str]:
        """What the search index holds of a page that was just drawn: its entries, or in a large site a document."""
        if self._large:
            return (), document(page)
        return self._search.search_index.entries, ""

    def draw(self, paths: Container[str], about: About) -> dict[str, Drawn]:
        """Writes pages, by their paths below docs/.

        Raises `Warned` where MkDocs has a warning, which it has told.
        """
        runs = shared(
            lambda pages: self._drawn(pages, about), [page for page in self.pages if page.file.src_uri in paths]
        )
        if warnings := sum(warned for _, warned in runs):
            raise Warned(f"{warnings} warnings, told above")
        return {path: drawn for run, _ in runs for path, drawn in run.items()}

    def _drawn(self, pages: Sequence[Page], about: About) -> tuple[dict[str, Drawn], int]:
        """What came of each page, and how many warnings MkDocs gave."""
        drawn, warnings = {}, utils.CountHandler()
        warnings.setLevel(logging.WARNING)
        logging.getLogger("mkdocs").addHandler(warnings)
        try:
            for page in pages:
                html, path, meta = self.html(page), page.file.src_uri, page.meta
                utils.write_file(html.encode("utf-8", errors="xmlcharrefreplace"), page.file.abs_dest_path)
                more = about(path, page.markdown if path in self._texts else None)
                drawn[path] = Drawn(*self._searched(page), meta.get("cites", ()), meta.get("moved_to", ""), *more)
                page.markdown = page.content = None
        finally:
            logging.getLogger("mkdocs").removeHandler(warnings)
        return drawn, sum(count for _, count in warnings.get_counts())

    def finish(self, drawn: Mapping[str, Drawn]) -> None:
        """Writes what is made of all pages, once all are drawn: their list, the search index; and the files of the theme."""
        self._static.copy_static_files()
        for page in self.pages:
            if moved_to := drawn[page.file.src_uri].moved_to:
                page.meta = {"moved_to": moved_to}
        self._config.extra["changed"] = {path: one.changed for path, one in drawn.items() if one.changed}
        for template in self._config.theme.static_templates:
            _build_theme_template(template, self._env, self._files, self._config, self._nav)
        if self._large:
            files = index_files({page.url: drawn[page.file.src_uri].document for page in self.pages})
            for path, content in files.items():
                utils.write_file(content, str(Path(self._config.site_dir) / path))
            return
        self._search.search_index.entries = [entry for page in self.pages for entry in drawn[page.file.src_uri].entries]
        self._search.on_post_build(config=self._config)


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
