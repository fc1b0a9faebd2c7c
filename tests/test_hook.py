"""What MkDocs is told: a build with findings ends, a preview goes on with the pages that stand."""

import logging
import shutil
from pathlib import Path

import pytest
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer

from build_tools import hook
from build_tools.site import build
from tests.conftest import ROOT


@pytest.fixture
def config(copy: Path) -> MkDocsConfig:
    (copy / "docs").mkdir()
    (copy / "docs/method.md").write_text("# Method\n")
    shutil.copytree(ROOT / "build_tools", copy / "build_tools")
    shutil.copy(ROOT / "mkdocs.yml", copy)
    return load_config(str(copy / "mkdocs.yml"))


def break_a_record(copy: Path) -> None:
    (copy / "sources/actors/ada-holm.yaml").write_text("name: x\n")


def test_sound_records_become_pages(copy: Path, config: MkDocsConfig) -> None:
    hook.on_startup(command="build", dirty=False)
    hook.on_pre_build(config)
    assert (copy / "docs/actors/ada-holm.md").is_file()


def test_findings_end_a_build(copy: Path, config: MkDocsConfig, caplog: pytest.LogCaptureFixture) -> None:
    break_a_record(copy)
    hook.on_startup(command="build", dirty=False)
    with pytest.raises(Abort, match="2 findings; nothing was written"):
        hook.on_pre_build(config)
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * 2


def test_findings_do_not_end_a_preview_that_has_pages(copy: Path, config: MkDocsConfig) -> None:
    build(copy)
    before = (copy / "docs/actors/ada-holm.md").read_bytes()
    break_a_record(copy)
    hook.on_startup(command="serve", dirty=False)
    hook.on_pre_build(config)
    assert (copy / "docs/actors/ada-holm.md").read_bytes() == before


def test_findings_end_a_preview_that_has_none(copy: Path, config: MkDocsConfig) -> None:
    break_a_record(copy)
    hook.on_startup(command="serve", dirty=False)
    with pytest.raises(Abort):
        hook.on_pre_build(config)


def test_a_preview_watches_what_people_write(copy: Path, config: MkDocsConfig) -> None:
    build(copy)
    server = LiveReloadServer(builder=lambda: None, host="127.0.0.1", port=0, root=str(copy), mount_path="/")
    server.watch(config.docs_dir)
    hook.on_serve(server, config, None)
    assert {Path(path).name for path in server._watched_paths} == {"method.md"}
    server.server_close()
