"""The whole site in one process is, to the byte, what MkDocs makes in its own loop, and all or nothing like it."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from build_tools.__main__ import main
from build_tools.derive import Dossier
from build_tools.framing import Framing
from build_tools.pages import writers
from build_tools.site import AT_THE_ROOT, OWNED
from build_tools.whole import PLACE
from tests.conftest import LITTLE, ROOT, run, site_of
from tests.test_all_or_nothing import small_disk

# MkDocs' own loop, made once by whoever tests (`.ci/run`), of the real records; the days in it are those of git.
PLAIN = "PLAIN_SITE"


def held(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The little corpus with this project's pages, and its site as MkDocs makes it, in site/."""
    root = site_of(LITTLE / "sources", tmp_path_factory.mktemp("plain"))
    built = run("mkdocs", "build", "--strict", cwd=root)
    assert built.returncode == 0, built.stderr
    return root


@pytest.mark.parametrize("processors", ["1", "3"])
def test_the_site_is_that_of_mkdocs_to_the_byte(
    project: Path, processors: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CORES", processors)
    made = run("build_tools", "site", "--out", "assembled", cwd=project)
    assert made.returncode == 0, made.stderr
    plain = held(project / "site")
    assert len(plain) > 200
    assert differing(plain, held(project / "assembled")) == []


def test_the_whole_of_its_parts_is_the_site_to_the_byte(project: Path) -> None:
    parts = [f"part{number}" for number in (1, 2, 3)]
    for number, name in enumerate(parts, 1):
        made = run("build_tools", "site", "--part", f"{number}/3", "--out", name, cwd=project)
        assert made.returncode == 0, made.stderr
    few = run("build_tools", "site", "--of", *parts[:2], "--out", "joined", cwd=project)
    assert (few.returncode, "pages are in no part" in few.stderr) == (2, True)
    made = run("build_tools", "site", "--of", *parts, "--out", "joined", cwd=project)
    assert made.returncode == 0, made.stderr
    assert differing(held(project / "site"), held(project / "joined")) == []
    record = project / "sources/actors/ada-holm.yaml"
    text = record.read_text()
    record.write_text(text.replace("Mayor of Lindholm", "Mayor"))
    other = run("build_tools", "site", "--of", *parts, "--out", "joined", cwd=project)
    record.write_text(text)
    assert other.returncode == 2
    assert "part1 is a part of the site of other records" in other.stderr


def test_the_site_has_an_address_and_days_as_that_of_mkdocs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://promises.example/here/")
    monkeypatch.setenv("REPO_URL", "https://git.example/records")
    root = site_of(LITTLE / "sources", tmp_path)
    (root / ".gitignore").write_text(
        "__pycache__\n/site\n/assembled\n" + "".join(f"/docs/{name}\n" for name in (*OWNED, *AT_THE_ROOT))
    )
    for command in (
        ["init", "--quiet"],
        ["add", "."],
        ["-c", "user.name=x", "-c", "user.email=x", "commit", "-qm", "x"],
    ):
        os.spawnlp(os.P_WAIT, "git", "git", "-C", str(root), *command)
    assert run("mkdocs", "build", "--strict", cwd=root).returncode == 0
    assert run("build_tools", "site", "--out", "assembled", cwd=root).returncode == 0
    plain = held(root / "site")
    assert b"<lastmod>" in plain["sitemap.xml"]
    assert differing(plain, held(root / "assembled")) == []


@pytest.mark.skipif(PLAIN not in os.environ, reason=f"{PLAIN} names no site that MkDocs made; .ci/run makes one")
def test_the_real_site_is_that_of_mkdocs_to_the_byte(real_site: Path) -> None:
    assert differing(held(Path(os.environ[PLAIN])), held(real_site)) == []


@pytest.fixture
def begun(copy: Path) -> Iterator[Path]:
    """A project whose site was made once."""
    shutil.copytree(ROOT / "build_tools/theme", copy / "build_tools/theme")
    shutil.copy(ROOT / "build_tools/hook.py", copy / "build_tools")
    (copy / "docs").mkdir()
    (copy / "docs/method.md").write_text("# Method\n")
    settings = (ROOT / "mkdocs.yml").read_text().split("nav:")[0] + "plugins:\n  - search\n"
    (copy / "mkdocs.yml").write_text(settings)
    assert main(["site", "--root", str(copy)]) == 0
    yield copy
    assert not list((copy / PLACE).rglob("*.html"))


def test_findings_leave_the_former_site(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = held(begun / "site")
    record = begun / "sources/actors/ada-holm.yaml"
    record.write_text(record.read_text().replace("type: person", "type: persons"))
    assert main(["site", "--root", str(begun)]) == 1
    assert 'sources/actors/ada-holm.yaml:2:7: unknown-value: "persons"' in capsys.readouterr().out
    assert held(begun / "site") == before


def test_a_warning_of_mkdocs_leaves_the_former_site(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = held(begun / "site")
    (begun / "docs/method.md").write_text("# Method\n\n[nowhere](nowhere.md)\n")
    assert main(["site", "--root", str(begun)]) == 2
    assert "site: 1 warnings, told above; the site is as it was" in capsys.readouterr().err
    assert held(begun / "site") == before


def test_a_file_of_somebody_else_in_the_site_is_refused(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (begun / "site/mine.html").write_text("mine")
    before = held(begun / "site")
    assert main(["site", "--root", str(begun)]) == 1
    assert "site/mine.html:1:1: in-the-way: " in capsys.readouterr().out
    assert held(begun / "site") == before


def test_a_page_is_written_once(little: Dossier) -> None:
    written: list[str] = []
    noting = {path: partial(_noted, written, path, write) for path, write in writers(little).items()}
    framing = Framing(ROOT, ROOT / "nowhere", noting, (*OWNED, *AT_THE_ROOT))
    for page in framing.pages:
        framing.html(page)
    assert sorted(written) == sorted(noting)


def _noted(written: list[str], path: str, write: Callable[[], str]) -> str:
    written.append(path)
    return write()


def test_a_full_disk_leaves_the_former_site(begun: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with small_disk(tmp_path / "disk", "96m") as disk:
        for name in ("sources", "captures", "docs", "build_tools", "site", PLACE):
            shutil.copytree(begun / name, disk / name)
        shutil.copy(begun / "mkdocs.yml", disk)
        before = held(disk / "site")
        capsys.readouterr()
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        for left in (0, 1_000_000):
            (disk / "filler").write_bytes(bytes(free - left))
            made = run("build_tools", "site", "--root", str(disk), cwd=ROOT)
            assert made.returncode == 2, made.stderr
            assert "No space left on device" in made.stderr
            assert "Traceback" not in made.stderr
            assert held(disk / "site") == before
        (disk / "filler").unlink()
        assert run("build_tools", "site", "--root", str(disk), cwd=ROOT).returncode == 0


def test_killed_at_any_moment_the_former_site_or_the_new_one_stands(begun: Path) -> None:
    """KILLS says how often."""
    before = held(begun / "site")
    record = begun / "sources/actors/ada-holm.yaml"
    record.write_text(record.read_text().replace("Mayor of Lindholm", "Mayor of the little town"))
    command = [sys.executable, "-m", "build_tools", "site", "--root", str(begun)]
    started = time.monotonic()
    assert main(["site", "--root", str(begun), "--out", "after"]) == 0
    took = 1 + time.monotonic() - started
    after = held(begun / "after")
    assert differing(before, after)
    kills = int(os.environ.get("KILLS", "2"))
    for number in range(kills):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
            time.sleep(took * (number + 1) / (kills + 0.5))
            child.kill()
        assert held(begun / "site") in (before, after), number
    assert main(["site", "--root", str(begun)]) == 0
    assert differing(held(begun / "site"), after) == []
