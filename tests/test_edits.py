"""Whatever somebody edits, the preview shows what a clean build of the same files shows, page by page and file by file.

`EDITS=100` before the tests tries a hundred sequences of edits.
"""

import gc
import os
import shutil
import weakref
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.structure.pages import Page

from build_tools.assembly import assemble, whole
from build_tools.commands import serve
from build_tools.derive import Dossier
from build_tools.finding import Finding
from build_tools.framing import Framing
from build_tools.pages import writers
from build_tools.preview import Preview
from build_tools.site import dossier_of
from build_tools.ways import location
from tests.conftest import LITTLE, site_of

Edit = Callable[[Path], None]
WORDS = st.text("abc äñ€中'\"<&{}|", min_size=1, max_size=20).map(lambda words: f"Said {words} again")
RECORDS = sorted(path.relative_to(LITTLE).as_posix() for path in (LITTLE / "sources").glob("*/*.yaml"))
CLAIMS = [name for name in RECORDS if "/claims/" in name]


def quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def rewrite(name: str, field: str, words: str) -> Edit:
    """Sets a text of one line of a record, where it has one."""

    def edit(root: Path) -> None:
        path = root / name
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        new = [
            f"{field}: {quoted(words)}" if line.startswith(f"{field}: ") and line[-1] not in ">|" else line
            for line in lines
        ]
        if lines:
            path.write_text("\n".join(new) + "\n", "utf-8")

    return edit


def replace(name: str, old: str, new: str) -> Edit:
    def edit(root: Path) -> None:
        path = root / name
        if path.exists():
            path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    return edit


def remove(name: str) -> Edit:
    return lambda root: (root / name).unlink(missing_ok=True)


def restore(name: str) -> Edit:
    def edit(root: Path) -> None:
        shutil.copyfile(LITTLE / name, root / name)

    return edit


def add(name: str, number: int) -> Edit:
    """A record like another, which nothing names yet."""

    def edit(root: Path) -> None:
        path = root / name
        if path.exists():
            shutil.copyfile(path, path.with_name(f"{path.stem}-{number}.yaml"))

    return edit


EDITS = st.one_of(
    st.builds(rewrite, st.sampled_from(RECORDS), st.sampled_from(["name", "title", "statement", "description"]), WORDS),
    st.builds(
        replace,
        st.sampled_from(RECORDS),
        *map(st.just, ("direction: supports", "direction: disputes")),
    ),
    st.builds(
        replace,
        st.sampled_from(CLAIMS),
        st.sampled_from(["effect: completed", "effect: agreed"]),
        st.just("effect: begun"),
    ),
    st.builds(replace, st.sampled_from(RECORDS), st.sampled_from([": ", "\n", "e"]), st.sampled_from([":", "\t", ""])),
    st.builds(remove, st.sampled_from(RECORDS)),
    st.builds(restore, st.sampled_from(RECORDS)),
    st.builds(add, st.sampled_from(CLAIMS), st.integers(2, 4)),
)


def nobody(dossier: Dossier | None, findings: list[Finding]) -> None:
    """Whom a preview tells."""


def addresses(root: Path) -> list[str]:
    """The address of every page of the site that the tools write."""
    dossier, _ = dossier_of(root)
    assert dossier
    return list(map(location, writers(dossier)))


def shown(preview: Preview, paths: list[str]) -> dict[str, str | bytes]:
    return {path: preview.answer(path).content for path in paths}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_of(LITTLE / "sources", tmp_path_factory.mktemp("edits"))


@settings(max_examples=int(os.environ.get("EDITS", "3")))
@given(st.lists(EDITS, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_a_preview_shows_after_every_edit_what_a_clean_one_shows(
    project: Path, edits: list[Edit], random: object
) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        shutil.copytree(project, root, symlinks=True)
        preview = Preview(root, nobody)
        paths = [path for path in addresses(root) if path.count("/") < 2 or random.random() < 0.1]  # type: ignore[attr-defined]
        before = shown(preview, paths)
        for edit in edits:
            edit(root)
            clean = Preview(root, nobody)
            now = shown(preview, paths)
            assert now == (shown(clean, paths) if dossier_of(root)[0] else before)
            before = now


def test_a_preview_shows_every_file_of_a_site(project: Path) -> None:
    """To the byte, but for the days on which git knows it to have changed."""
    assert not assemble(project, project / "site", whole).findings
    preview = Preview(project, nobody)
    for path in (project / "site").rglob("*"):
        name = path.relative_to(project / "site").as_posix()
        if path.is_file() and name != "sitemap.xml.gz":
            answer = preview.answer(name.removesuffix("index.html"))
            content = answer.content.encode("utf-8") if isinstance(answer.content, str) else answer.content
            assert content == path.read_bytes(), name
    assert preview.answer("nowhere/").status == 404


def test_a_page_is_made_before_what_was_found_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where making it fails."""
    order: list[str] = []

    def fails(self: Framing, page: Page) -> str:
        order.append("page")
        raise ZeroDivisionError

    monkeypatch.setattr(Framing, "html", fails)
    preview = Preview(project, lambda *_: order.append("told"), lambda: order.append("hushed"))
    with pytest.raises(ZeroDivisionError):
        preview.answer("")
    assert order == ["hushed", "page", "told"]


def test_every_page_is_shown_where_no_evidence_supports_any_statement(project: Path, tmp_path: Path) -> None:
    """Which is a finding, and no fault of a file by itself."""
    root = tmp_path / "project"
    shutil.copytree(project, root, symlinks=True)
    for path in (root / "sources/claims").iterdir():
        path.write_text(path.read_text("utf-8").replace("direction: supports", "direction: disputes"), "utf-8")
    preview = Preview(root, nobody)
    assert {preview.answer(path).status for path in addresses(root)} == {HTTPStatus.OK}


@pytest.mark.parametrize("path", ["nowhere/", "favicon.ico", "claims/nothing/", "nowhere/claims.json"])
def test_for_what_is_not_there_no_data_are_made(project: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr("build_tools.preview.export_files", lambda *_: pytest.fail("they were"))
    assert Preview(project, nobody).answer(path).status == 404


def test_memory_is_given_back_when_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ring:
        """Something that only a search for what is not used any more finds."""

        def __init__(self) -> None:
            self.itself = self

    now = 1000.0
    monkeypatch.setattr("build_tools.commands.serve.time.monotonic", lambda: now)
    gc.disable()
    try:
        with serve.Server(("127.0.0.1", 0), Preview(Path(), nobody)) as server:
            ring = weakref.ref(Ring())
            now += 1
            server.service_actions()
            assert ring(), "a browser may still ask for what belongs to the page"
            now += 2
            server.service_actions()
            assert ring() is None
            again = weakref.ref(Ring())
            now += 100
            server.service_actions()
            assert again(), "nobody has asked for anything since"
    finally:
        gc.enable()
