"""Whatever ends a command, and whenever: the pages and the site are the former ones or the new ones, whole."""

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from build_tools import whole
from build_tools.__main__ import main
from build_tools.publish import publish, publish_folder
from build_tools.site import build
from build_tools.whole import PLACE, Unwritten, alone, change, finish, put
from tests.conftest import LITTLE, ROOT
from tests.dying import killed

Files = dict[str, bytes]
OLD = {"actors/a.md": "A", "actors/b.md": "B", "claims/c.md": "C", "index.md": "Home"}
NEW = {"actors/a.md": "A", "actors/d.md": "D", "events/e.md": "E", "index.md": "Other"}
PARTS = ("actors", "claims", "events")
SIDES = ({name: text.encode() for name, text in OLD.items()}, {name: text.encode() for name, text in NEW.items()})


def files(folder: Path) -> Files:
    """Every file of a folder; nothing where it is not there."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def part(held: Files, name: str) -> Files:
    return {path: content for path, content in held.items() if path.partition("/")[0] == name}


def tidy(root: Path) -> None:
    """Nothing unfinished is left."""
    assert {path.name for path in (root / PLACE).iterdir()} <= {".gitignore", "lock", "written.json"}


@pytest.mark.parametrize("at_once", [True, False], ids=["in one step", "in several"])
def test_killed_before_any_change_of_the_file_system_the_next_command_finds_the_pages_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool
) -> None:
    """At the kill itself each folder is the former or the new one, wherever the system exchanges in one step."""
    if not at_once:
        monkeypatch.setattr(whole, "_renameat2", lambda: None)
    elif whole._renameat2() is None:
        pytest.skip("this system has no renameat2")
    step, half = 0, 0
    while True:
        step += 1
        root = tmp_path / str(step)
        root.mkdir()
        publish(root, root / "docs", OLD, PARTS)
        if not killed(lambda root=root: publish(root, root / "docs", NEW, PARTS), step):  # type: ignore[misc]
            break
        found = files(root / "docs")
        half += found not in SIDES
        if at_once:
            assert all(part(found, name) in [part(side, name) for side in SIDES] for name in (*PARTS, "index.md"))
        finish(root)
        assert files(root / "docs") in SIDES
        assert publish(root, root / "docs", NEW, PARTS)[1] == []
        tidy(root)
        assert files(root / "docs") == SIDES[1]
        shutil.rmtree(root)
    assert files(root / "docs") == SIDES[1]
    assert step > 30
    assert half > 0, "no kill came between two exchanges: then nothing was tested"


@pytest.mark.parametrize("at_once", [True, False], ids=["in one step", "in several"])
def test_killed_before_any_change_the_site_is_whole_at_once_or_with_the_next_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool
) -> None:
    if not at_once:
        monkeypatch.setattr(whole, "_renameat2", lambda: None)
    elif whole._renameat2() is None:
        pytest.skip("this system has no renameat2")
    step = 0
    while True:
        step += 1
        root = tmp_path / str(step)
        for folder, texts in (("site", OLD), ("new", OLD), ("newer", NEW)):
            put({root / folder / name: text.encode() for name, text in texts.items()}, lasting=False)
        assert publish_folder(root, root / "new", root / "site") == []
        if not killed(lambda root=root: publish_folder(root, root / "newer", root / "site"), step):  # type: ignore[misc]
            break
        if at_once:
            assert files(root / "site") in SIDES
        finish(root)
        assert files(root / "site") in SIDES
        shutil.rmtree(root)
    assert files(root / "site") == SIDES[1]


def test_a_rename_that_is_killed_is_finished_or_has_not_begun(tmp_path: Path) -> None:
    before: Files = {"a.yaml": b"a", "b.yaml": b"b"}
    after: Files = {"b.yaml": b"of c", "c.yaml": b"a"}
    sources, found = tmp_path / "sources", []
    for step in range(1, 99):
        shutil.rmtree(sources, ignore_errors=True)
        put({sources / name: content for name, content in before.items()}, lasting=False)
        wanted = {sources / name: after.get(name) for name in ("a.yaml", "b.yaml", "c.yaml")}
        if not killed(lambda wanted=wanted: change(tmp_path, wanted), step):  # type: ignore[misc]
            break
        finish(tmp_path)
        found.append(files(sources))
    assert files(sources) == after
    assert all(one in (before, after) for one in found)
    assert before in found
    assert after in found


def test_what_was_changed_after_a_kill_is_left_alone(tmp_path: Path) -> None:
    """Somebody set the records back by hand: the other half of what was begun must not come over them."""
    before: Files = {"a.yaml": b"a", "b.yaml": b"b"}
    for step in range(1, 99):
        root = tmp_path / str(step)
        sources = root / "sources"
        put({sources / name: content for name, content in before.items()}, lasting=False)
        wanted: dict[Path, bytes | None] = {sources / "a.yaml": b"A", sources / "b.yaml": b"B"}
        assert killed(lambda root=root, wanted=wanted: change(root, wanted), step)  # type: ignore[misc]
        if files(sources) != before:
            break
    assert files(sources) == {"a.yaml": b"A", "b.yaml": b"b"}
    put({sources / "a.yaml": b"by hand"})
    assert "its files were changed since" in finish(root)
    assert files(sources) == {"a.yaml": b"by hand", "b.yaml": b"b"}
    assert b"a" in files(root / PLACE / "left").values()
    assert finish(root) == ""


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Files, Files]:
    """A project with its pages, whose records have changed since; the pages that it has, and those that it is to have."""
    root = tmp_path_factory.mktemp("sides")
    for name in ("sources", "captures"):
        shutil.copytree(LITTLE / name, root / name)
    assert not build(root)[1]
    old = files(root / "docs")
    path = root / "sources/events/council-meeting-2019-05-02.yaml"
    path.write_text(path.read_text("utf-8").replace("name: ", "name: The ", 1), "utf-8")
    (root / "sources/briefings/who-pays.md").unlink()
    copy = root.with_name("sides-new")
    shutil.copytree(root, copy)
    assert not build(copy)[1]
    new = files(copy / "docs")
    assert old != new
    return root, old, new


def kill_builds(root: Path, old: Files, new: Files, folder: Path, times: int) -> int:
    """Kills builds at moments spread over the time that one takes; returns how often new pages stood."""
    found = 0
    copy = folder / "timed"
    shutil.copytree(root, copy)
    started = time.monotonic()
    assert not killed(lambda: build(copy), 10**9)
    took = time.monotonic() - started
    shutil.rmtree(copy)
    for number in range(times):
        shutil.copytree(root, copy)
        if not (child := os.fork()):
            try:
                build(copy)
            finally:
                os._exit(0)
        time.sleep(took * (number + random.random()) / times)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        finish(copy)
        assert files(copy / "docs") in (old, new)
        found += files(copy / "docs") == new
        shutil.rmtree(copy)
    return found


def test_a_build_that_is_killed_leaves_the_former_pages_or_the_new_ones(
    sides: tuple[Path, Files, Files], tmp_path: Path
) -> None:
    kill_builds(*sides, tmp_path, int(os.environ.get("KILLS", "3")))


def test_two_builds_at_once_do_not_mix(sides: tuple[Path, Files, Files], tmp_path: Path) -> None:
    """Two versions of the records are published to one folder, over and over, by two processes."""
    children = []
    for texts in (OLD, NEW):
        if not (child := os.fork()):
            code = 1
            try:
                for _ in range(40):
                    assert publish(tmp_path, tmp_path / "docs", texts, PARTS)[1] == []
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    assert files(tmp_path / "docs") in SIDES
    tidy(tmp_path)


def test_who_waits_is_told_and_a_killed_holder_keeps_nobody_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(whole, "_QUIET", 0.1)
    monkeypatch.setattr(whole, "_PATIENCE", 0.2)
    reading, writing = os.pipe()
    if not (child := os.fork()):
        with alone(tmp_path):
            os.write(writing, b"held")
            time.sleep(60)
    assert os.read(reading, 4) == b"held"
    with pytest.raises(Unwritten, match="another command is writing here and does not end"), alone(tmp_path):
        pass
    assert "another command is writing here; waiting for its end" in capsys.readouterr().err
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with alone(tmp_path), alone(tmp_path):
        pass


def test_what_the_tools_did_not_write_is_refused_and_stays(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    publish(tmp_path, docs, OLD, PARTS)
    (docs / "actors/mine.md").write_text("mine")
    (docs / "actors/d.md").write_text("mine, by the name of a page to come")
    (docs / "claims/c.md").write_text("changed by hand, of a page that goes")
    os.mkfifo(docs / "claims/pipe")
    before = files(docs)
    told = "the tools did not write this file, and would remove it; move it away, or remove it"
    assert [str(one) for one in publish(tmp_path, docs, NEW, PARTS)[1]] == [
        "docs/claims/pipe:1:1: in-the-way: this is no plain file; remove it"
    ]
    (docs / "claims/pipe").unlink()
    changed, findings = publish(tmp_path, docs, NEW, PARTS)
    assert (changed, [str(finding) for finding in findings]) == (
        0,
        [
            f"docs/actors/d.md:1:1: in-the-way: {told}",
            f"docs/actors/mine.md:1:1: in-the-way: {told}",
            f"docs/claims/c.md:1:1: in-the-way: {told}",
        ],
    )
    assert files(docs) == before
    for number in range(9):
        (docs / f"claims/{number}.txt").write_text("mine")
    assert str(publish(tmp_path, docs, NEW, PARTS)[1][-1]).endswith("; 9 more files are in the way")


@pytest.mark.parametrize("lost", ["", "{", "[]", '{"docs": 1}', '{"docs": {"actors/a.md": 1}}'])
def test_pages_of_which_nothing_is_noted_any_more_are_taken_over(tmp_path: Path, lost: str) -> None:
    """Pages of an earlier version of the tools, or a note that was removed: only files of other names are refused."""
    docs = tmp_path / "docs"
    publish(tmp_path, docs, OLD, PARTS)
    (tmp_path / PLACE / "written.json").unlink() if not lost else (tmp_path / PLACE / "written.json").write_text(lost)
    (docs / "index.md").write_text("of an earlier version")
    _, findings = publish(tmp_path, docs, NEW, PARTS)
    assert [finding.path for finding in findings] == ["docs/actors/b.md", "docs/claims/c.md"]
    shutil.rmtree(docs / "actors")
    shutil.rmtree(docs / "claims")
    assert publish(tmp_path, docs, NEW, PARTS)[1] == []
    assert files(docs) == SIDES[1]


def test_folders_that_somebody_sets_back_are_no_strangers(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    publish(tmp_path, docs, OLD, PARTS)
    shutil.copytree(docs, tmp_path / "kept")
    publish(tmp_path, docs, NEW, PARTS)
    shutil.rmtree(docs)
    shutil.copytree(tmp_path / "kept", docs)
    assert publish(tmp_path, docs, NEW, PARTS) == (5, [])


def test_what_does_not_change_keeps_its_time_and_an_unchanged_build_writes_nothing(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    publish(tmp_path, docs, OLD, PARTS)
    os.utime(docs / "actors/a.md", (1, 1))
    publish(tmp_path, docs, NEW, PARTS)
    assert (docs / "actors/a.md").stat().st_mtime == 1
    before = {path: path.lstat().st_mtime_ns for path in (*docs.rglob("*"), docs, tmp_path / PLACE / "written.json")}
    assert publish(tmp_path, docs, NEW, PARTS) == (0, [])
    assert {path: path.lstat().st_mtime_ns for path in before} == before


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system of that size. Skips where none can be mounted."""
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here; errors of a full disk are tested by injection alone")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_the_former_pages(
    sides: tuple[Path, Files, Files], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, old, new = sides
    with small_disk(tmp_path / "disk", "64m") as disk:
        for name in ("sources", "captures", "docs", PLACE):
            shutil.copytree(root / name, disk / name)
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        for left in (0, 40_000, 200_000):
            (disk / "filler").write_bytes(bytes(free - left))
            assert main(["build", "--root", str(disk)]) == 2
            err = capsys.readouterr().err
            assert err.startswith(f"build: {disk}")
            assert "No space left on device; everything is as it was" in err
            assert files(disk / "docs") == old
            assert not (disk / PLACE / "unfinished").exists()
        (disk / "filler").unlink()
        assert main(["build", "--root", str(disk)]) == 0
        assert files(disk / "docs") == new


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO])
def test_what_the_file_system_refuses_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, sides: tuple[Path, Files, Files]
) -> None:
    """At the last exchange, when the others are done: they are undone."""
    publish(tmp_path, tmp_path / "docs", OLD, PARTS)
    exchange, left = whole._exchange, [4]

    def refused(one: Path, other: Path) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise OSError(code, os.strerror(code), str(one))
        exchange(one, other)

    monkeypatch.setattr(whole, "_exchange", refused)
    with pytest.raises(Unwritten, match=os.strerror(code)):
        publish(tmp_path, tmp_path / "docs", NEW, PARTS)
    assert left[0] < 0, "what was done was undone"
    assert files(tmp_path / "docs") == SIDES[0]
    tidy(tmp_path)


def test_a_folder_on_another_file_system_is_exchanged_too(tmp_path: Path) -> None:
    for name in ("docs", "site"):
        with small_disk(tmp_path / name, "1m") as disk:
            for texts, side in zip((OLD, NEW), SIDES, strict=True):
                if name == "docs":
                    assert publish(tmp_path, disk, texts, PARTS)[1] == []
                else:
                    with alone(tmp_path):
                        place = whole.room(tmp_path, disk)
                        put({place / path: text.encode() for path, text in texts.items()})
                        assert publish_folder(tmp_path, place, disk) == []
                        whole.remove(place)
                assert files(disk) == side
                assert {path.name for path in disk.iterdir()} == {path.partition("/")[0] for path in side}


@pytest.mark.parametrize("sent", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.browser)])
def test_a_command_that_is_ended_cleans_up(copy: Path, sent: signal.Signals) -> None:
    program = (
        "import runpy, signal, time; signal.signal(signal.SIGINT, signal.default_int_handler); from build_tools import whole\n"
        "def commit(*given):\n    print('now', flush=True); time.sleep(30)\n"
        "import build_tools.publish; build_tools.publish.commit = commit\n"
        "runpy.run_module('build_tools', run_name='__main__')"
    )
    command = [sys.executable, "-c", program, "build", "--root", str(copy)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"now\n"
        child.send_signal(sent)
        assert child.wait(20) == 128 + sent
    assert files(copy / "docs") == {}
    tidy(copy)


def test_a_site_that_another_builder_wrote_takes_the_place_of_the_former_one(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in ("former", "new"):
        put({copy / "other/index.html": text.encode()})
        assert main(["build", "--root", str(copy), "--publish", str(copy / "other")]) == 0
        assert files(copy / "site") == {"index.html": text.encode()}
        assert not (copy / "other").exists()
    assert main(["build", "--root", str(copy), "--publish", str(copy / "other")]) == 2
    assert "holds no site; build one there first" in capsys.readouterr().err
    put({copy / "other/index.html": b"newer", copy / "site/mine.html": b"mine"})
    assert main(["build", "--root", str(copy), "--publish", str(copy / "other")]) == 1
    assert "site/mine.html:1:1: in-the-way: " in capsys.readouterr().out
    assert files(copy / "site") == {"index.html": b"new", "mine.html": b"mine"}
