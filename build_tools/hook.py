"""MkDocs calls the generator before it reads docs/, and what it builds takes the place of the site when it is whole.

No page depends on this: `make site` has called the generator already.
"""

import shutil
import signal
import sys
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

sys.path.insert(0, str(Path(__file__).parent.parent))  # MkDocs puts only this file's folder on the path

from build_tools.finding import Finding
from build_tools.lastchange import page_changes
from build_tools.publish import publish_folder
from build_tools.revisions import last_changes
from build_tools.searching import NotIndexed, chosen, document, write_index
from build_tools.site import AT_THE_ROOT, HOME, OWNED, build
from build_tools.whole import Unwritten, alone, remove, room

_log = get_plugin_logger("records")
_command: list[str] = []  # MkDocs tells what it was called for at its start, and never again
_alone = ExitStack()  # holds the lock from the start of a build to its end
_places: list[Path] = []  # of a build: the root, where it writes the site, and where that shall lie
_whole: list[bool] = []  # whether the site is
_searched: dict[str, str] = {}  # in a large site what is searched of its pages, by their addresses


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remembers what MkDocs was called for. A build that somebody ends leaves nothing unfinished behind."""
    _command[:] = [command, *(["dirty"] if dirty else [])]
    if command == "build" and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))


def on_config(config: MkDocsConfig) -> None:
    """Lets a build write where nobody looks, and keeps others from changing docs/ until it is done."""
    if "build" not in _command:
        return
    target = Path(config.site_dir).resolve()
    try:
        _alone.enter_context(alone(_root(config)))
        unfinished = room(_root(config), target)
        if "dirty" in _command and target.is_dir():
            shutil.copytree(target, unfinished)
    except (Unwritten, OSError) as error:
        raise Abort(f"{error}; the site is as it was") from None
    _places[:] = [_root(config), unfinished, target]
    config.site_dir = str(unfinished)


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def on_pre_build(config: MkDocsConfig) -> None:
    """Writes the pages from the records. Findings end a build; a preview tells them and goes on with what it can show."""
    previewing = _command == ["serve"]
    config.extra["previewing"] = previewing  # the preview reloads by a script of its own, which the policy lets through
    root = _root(config)
    try:
        _, findings, _ = build(root, previewing)
    except Unwritten as error:
        raise Abort(f"{error}; docs/ is as it was") from None
    _tell(findings)
    if findings and (not previewing or not (root / "docs" / HOME).is_file()):
        raise Abort(f"{len(findings)} findings; nothing was written")
    if config.site_url:  # without an address no list of pages is written
        days = last_changes(root)
        config.extra["changed"] = page_changes(Path(config.docs_dir), (*OWNED, *AT_THE_ROOT), days)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Chooses the search by the number of pages."""
    _searched.clear()
    try:
        chosen(config, len(files.documentation_pages()))
    except NotIndexed as error:
        raise Abort(str(error)) from None


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Notes what is searched of a page in a large site."""
    if config.extra.get("large_search"):
        _searched[page.url] = document(page)


def on_post_build(config: MkDocsConfig) -> None:
    """Writes the index of a large site. Notes that the site is whole; warnings may yet end a strict build."""
    if config.extra.get("large_search"):
        try:
            write_index(_searched, Path(config.site_dir))
        except NotIndexed as error:
            raise Abort(f"{error}; the site is as it was") from None
    _whole[:] = [True]


def on_build_error(error: Exception) -> None:
    """Notes that it is not, and tells what the file system refused."""
    _whole.clear()
    if isinstance(error, OSError) and _places:
        raise Abort(
            f"{error.filename2 or error.filename or _places[2]}: {error.strerror}; the site is as it was"
        ) from None


def on_shutdown() -> None:
    """Puts a site that is whole in the place of the former one, and removes what is unfinished."""
    if not _places:
        return
    root, unfinished, target = _places
    with _alone:
        try:
            findings = publish_folder(root, unfinished, target) if _whole else []
        except Unwritten as error:
            raise Abort(f"{error}; the site is as it was") from None
        finally:
            _places.clear()
            remove(unfinished)
    _tell(findings)
    if findings:
        raise Abort(f"{len(findings)} findings; the site is as it was")


def _tell(findings: list[Finding]) -> None:
    for finding in findings:
        _log.error(str(finding))


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Watches what people write, and not the pages written here: those would call for a second build after each."""
    server.unwatch(config.docs_dir)
    for path in sorted(Path(config.docs_dir).iterdir()):
        if path.name not in (*OWNED, *AT_THE_ROOT):
            server.watch(str(path))
    return server
