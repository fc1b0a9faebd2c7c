"""The whole site without MkDocs' loop over pages: those of the tools are HTML already, and the theme's frame is drawn once a folder.

What MkDocs does for a page that people wrote it does here too; so it does for pages in the navigation, of which each has a frame
of its own. The site is byte for byte what `mkdocs build` makes: the tests compare. `make site BUILDER=mkdocs` does without this.
"""

import logging
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mkdocs import utils
from mkdocs.commands.build import _build_theme_template, _populate_page, get_context
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from build_tools.cores import shared
from build_tools.frames import Frames
from build_tools.searching import chosen

_SEARCH = "material/search"


@dataclass(frozen=True)
class _Run:
    """What came of a run of pages: the entries of the search index, where pages moved to, how many warnings MkDocs gave."""

    entries: Sequence[Mapping[str, Any]]
    moved: Mapping[str, str]
    warnings: int


class Framing:
    """A site to be made of the hand-written pages of a project and of what the tools write, by its path below docs/.

    `texts` are their pages, `beside` the names of their other files, which are somebody else's to write.
    """

    def __init__(
        self,
        root: Path,
        target: Path,
        texts: Mapping[str, str],
        beside: Iterable[str],
        owned: Iterable[str],
        previewing: bool = False,
    ) -> None:
        self._texts = texts
        self._config = config = _settings(root, target)
        config.extra["previewing"] = previewing
        theirs = [file for file in get_files(config) if file.src_uri.partition("/")[0] not in frozenset(owned)]
        ours = [File(path, None, config.site_dir, config.use_directory_urls) for path in (*texts, *beside)]
        self._files = Files(sorted([*theirs, *ours], key=_place))
        self._env = config.theme.get_env()
        self._files.add_files_from_theme(self._env, config)
        set_exclusions(self._files, config)
        self._search = chosen(config, len(self._files.documentation_pages()))
        self._static = Files([file for file in self._files if file.src_dir])
        self._nav: Navigation = get_navigation(self._files, config)
        for file in self._files.documentation_pages():
            _ = file.page or Page(None, file, config)
        for page in self._nav.pages:
            if page.title is None:  # the menu shows it
                self._fill(page)

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Every page by its path below docs/, in the order of the site."""
        return {file.src_uri: file.page for file in self._files.documentation_pages() if file.page}

    @cached_property
    def _listed(self) -> frozenset[str]:
        return frozenset(page.file.src_uri for page in self._nav.pages)

    @cached_property
    def _frames(self) -> Frames:
        def context(page: Any) -> Mapping[str, Any]:
            return get_context(self._nav, [], self._config, page)

        return Frames(self._env, context)

    def html(self, page: Page) -> str:
        """A page as it is served. Its entries are added to the search index."""
        self._fill(page)
        context = get_context(self._nav, [], self._config, page)
        self._config.plugins[_SEARCH].on_page_context(context, page=page, config=self._config, nav=self._nav)
        if page.file.src_uri not in self._listed and Frames.fits(page):
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

    def write(self, changed: Callable[[], Mapping[str, str]] = dict) -> None:
        """Writes the site: every page, the files of the theme and those beside the pages, the list of pages, the search index.

        `changed` tells when each page was changed last. Raises `ValueError` where MkDocs has a warning, which it has told.
        """
        self._static.copy_static_files()
        runs = shared(self._written, list(self.pages.values()))
        if warnings := sum(run.warnings for run in runs):
            raise ValueError(f"{warnings} warnings, told above")
        for path, address in (entry for run in runs for entry in run.moved.items()):
            self.pages[path].meta = {"moved_to": address}
        self._config.extra["changed"] = changed() if self._config.site_url else {}
        for template in self._config.theme.static_templates:
            _build_theme_template(template, self._env, self._files, self._config, self._nav)
        if self._search:
            self._search.write(Path(self._config.site_dir))
            return
        search = self._config.plugins[_SEARCH]
        search.search_index.entries = [entry for run in runs for entry in run.entries]
        search.on_post_build(config=self._config)

    def _written(self, pages: Sequence[Page]) -> _Run:
        index = self._config.plugins[_SEARCH].search_index
        index.entries, moved, warnings = [], {}, utils.CountHandler()
        warnings.setLevel(logging.WARNING)
        logging.getLogger("mkdocs").addHandler(warnings)
        try:
            for page in pages:
                html = self.html(page)
                utils.write_file(html.encode("utf-8", errors="xmlcharrefreplace"), page.file.abs_dest_path)
                if self._search:
                    self._search.add(page)
                if "moved_to" in page.meta:
                    moved[page.file.src_uri] = page.meta["moved_to"]
                page.markdown = page.content = None
        finally:
            logging.getLogger("mkdocs").removeHandler(warnings)
        return _Run(index.entries, moved, sum(count for _, count in warnings.get_counts()))


def _settings(root: Path, target: Path) -> MkDocsConfig:
    """The settings of mkdocs.yml; its hooks are for MkDocs' own builds."""
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(target), strict=True)
    search = config.plugins[_SEARCH]
    search.on_startup(command="build", dirty=False)
    search.on_config(config)
    return config


def _place(file: File) -> tuple[object, ...]:
    """Where MkDocs meets a file on its walk through docs/: first those of a folder, its index before the others, then those below."""
    *folders, name = file.src_uri.split("/")
    stem = re.sub(r"\.[^.]*$", "", name)
    return (*((1, folder) for folder in folders), (0, stem not in ("index", "README"), name))
