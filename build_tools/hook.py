"""MkDocs calls the generator before it reads docs/. No page depends on this: `make site` has called it already."""

import sys
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger

sys.path.insert(0, str(Path(__file__).parent.parent))  # MkDocs puts only this file's folder on the path

from build_tools.lastchange import page_changes
from build_tools.revisions import last_changes
from build_tools.site import AT_THE_ROOT, HOME, OWNED, build

_log = get_plugin_logger("records")
_command: list[str] = []  # MkDocs tells what it was called for at its start, and never again


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remembers what MkDocs was called for."""
    _command[:] = [command]


def on_pre_build(config: MkDocsConfig) -> None:
    """Writes the pages from the records. Findings end a build; a preview tells them and goes on with what it can show."""
    previewing = _command == ["serve"]
    config.extra["previewing"] = previewing  # the preview reloads by a script of its own, which the policy lets through
    root = Path(config.config_file_path).parent
    _, findings, _ = build(root, previewing)
    for finding in findings:
        _log.error(str(finding))
    if findings and (not previewing or not (root / "docs" / HOME).is_file()):
        raise Abort(f"{len(findings)} findings; nothing was written")
    if config.site_url:  # without an address no list of pages is written
        days = last_changes(root)
        config.extra["changed"] = page_changes(Path(config.docs_dir), (*OWNED, *AT_THE_ROOT), days)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Watches what people write, and not the pages written here: those would call for a second build after each."""
    server.unwatch(config.docs_dir)
    for path in sorted(Path(config.docs_dir).iterdir()):
        if path.name not in (*OWNED, *AT_THE_ROOT):
            server.watch(str(path))
    return server
