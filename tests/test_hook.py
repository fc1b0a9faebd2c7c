"""What MkDocs is told: a build with findings ends, a preview goes on with the pages that stand."""

import logging
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer

from build_tools import hook
from build_tools.site import build
from build_tools.whole import PLACE
from tests.conftest import LITTLE, ROOT, run, site_of
from tests.test_all_or_nothing import files, small_disk


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


@pytest.fixture
def begun(config: MkDocsConfig) -> Iterator[Path]:
    """A build that has begun beside a site of an earlier one; where the site lies."""
    site = Path(config.site_dir)
    site.mkdir()
    (site / "index.html").write_text("former")
    hook.on_startup(command="build", dirty=False)
    hook.on_config(config)
    assert Path(config.site_dir) != site
    assert site not in Path(config.site_dir).parents
    hook.on_pre_build(config)
    Path(config.site_dir).mkdir()
    (Path(config.site_dir) / "index.html").write_text("new")
    yield site
    hook.on_startup(command="serve", dirty=False)


def test_a_site_takes_the_place_of_the_former_one_when_it_is_whole(config: MkDocsConfig, begun: Path) -> None:
    assert (begun / "index.html").read_text() == "former"
    hook.on_post_build(config)
    assert (begun / "index.html").read_text() == "former", "warnings may yet end a strict build"
    hook.on_shutdown()
    assert (begun / "index.html").read_text() == "new"
    assert not Path(config.site_dir).exists()


@pytest.mark.parametrize("error", [Abort("warnings"), OSError(28, "No space left on device", "site/x.html"), None])
def test_a_build_that_fails_leaves_the_former_site(config: MkDocsConfig, begun: Path, error: Exception | None) -> None:
    """Warnings of a strict build, a full disk, and Ctrl-C, of which MkDocs tells no hook."""
    if error:
        hook.on_post_build(config)
        told = pytest.raises(Abort, match=r"site/x.html: No space left on device; the site is as it was")
        with told if isinstance(error, OSError) else nullcontext():
            hook.on_build_error(error=error)
    hook.on_shutdown()
    assert (begun / "index.html").read_text() == "former"
    assert not Path(config.site_dir).exists()


def test_a_site_with_a_file_of_somebody_else_is_refused(
    config: MkDocsConfig, begun: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (begun / "mine.html").write_text("mine")
    hook.on_post_build(config)
    with pytest.raises(Abort, match="1 findings; the site is as it was"):
        hook.on_shutdown()
    assert "site/mine.html:1:1: in-the-way: the tools did not write this file" in caplog.text
    assert {path.name: path.read_text() for path in begun.iterdir()} == {"index.html": "former", "mine.html": "mine"}


@pytest.mark.browser
def test_a_build_of_mkdocs_killed_at_any_moment_leaves_a_whole_site(tmp_path: Path) -> None:
    root = site_of(LITTLE / "sources", tmp_path)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "-d", str(tmp_path / "public")]
    started = time.monotonic()
    subprocess.run(command, cwd=root, check=True)
    took = time.monotonic() - started
    before = {path: path.read_bytes() for path in (tmp_path / "public").rglob("*") if path.is_file()}
    kills = int(os.environ.get("KILLS", "2"))
    for number in range(kills):
        with subprocess.Popen(command, cwd=root, stderr=subprocess.DEVNULL) as child:
            time.sleep(took * (0.3 + 0.7 * number / kills))
            child.kill()
        after = {path: path.read_bytes() for path in (tmp_path / "public").rglob("*") if path.is_file()}
        assert {
            path
            for path in before
            if path.name not in ("sitemap.xml", "sitemap.xml.gz") and before[path] != after.get(path)
        } == set()
    subprocess.run(command, cwd=root, check=True)
    assert list((root / PLACE / "apart").rglob("*.html")) == []


@pytest.mark.browser
@pytest.mark.parametrize("search", ["index", "pagefind"])
def test_on_a_full_disk_mkdocs_leaves_the_former_site(tmp_path: Path, search: str) -> None:
    """Full before the pages are written, while files are copied, and among the last pages of the site."""
    with small_disk(tmp_path / "disk", "96m") as disk:
        root = site_of(LITTLE / "sources", disk)
        assert run("mkdocs", "build", "--quiet", cwd=root, SEARCH=search).returncode == 0
        before = files(root / "site")
        record = root / "sources/actors/ada-holm.yaml"
        record.write_text(record.read_text().replace("Mayor of Lindholm", "Mayor of the little town"))
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        whole = sum(map(len, before.values()))
        for left in (0, whole // 4, whole // 2, whole - 500_000):
            (disk / "filler").write_bytes(bytes(free - left))
            made = run("mkdocs", "build", "--quiet", cwd=root, SEARCH=search)
            assert made.returncode == 1, (left, made.stderr)
            (told,) = made.stdout.strip().splitlines()
            assert told.startswith(str(disk))
            assert told.partition(": No space left on device; ")[2] in ("docs/ is as it was", "the site is as it was")
            assert "Traceback" not in made.stderr
            assert files(root / "site") == before
            assert files(root / PLACE).keys() <= {".gitignore", "lock", "written.json"}
        (disk / "filler").unlink()
        assert run("mkdocs", "build", "--quiet", cwd=root, SEARCH=search).returncode == 0
        assert files(root / "site") != before
