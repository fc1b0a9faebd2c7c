"""`make serve`: a saved record shows by itself; an unsound one is told in the terminal and the good pages stand."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.conftest import LITTLE, ROOT, run, site_of

PATIENCE = 60  # seconds until a preview that has not followed is taken for broken


class Preview:
    """A running preview of the little corpus: ours, or that of MkDocs."""

    def __init__(self, root: Path, *command: str) -> None:
        self.root = root
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        self.log = (root / "log").open("w+")
        told = [sys.executable, "-m", *command, self.address]
        self.process = subprocess.Popen(told, cwd=root, stdout=self.log, stderr=self.log)

    def stop(self) -> None:
        self.process.terminate()  # an interrupt is ignored by what a shell began in the background
        self.process.wait(PATIENCE)
        self.log.close()

    def page(self, path: str, **headers: str) -> str:
        with urlopen(Request(f"http://{self.address}/{path}", headers=headers), timeout=PATIENCE) as response:
            return str(response.read().decode())

    def told(self) -> str:
        return (self.root / "log").read_text()

    def builds(self) -> int:
        return self.told().count("Documentation built in")

    def change(self, old: str, new: str) -> None:
        record = self.root / "sources/actors/ada-holm.yaml"
        record.write_text(record.read_text().replace(old, new))


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not come in time"
        time.sleep(0.05)


@contextmanager
def running(root: Path, *command: str) -> Iterator[Preview]:
    preview = Preview(site_of(LITTLE / "sources", root), *command)
    try:
        until(lambda: "Serving on" in preview.told())
        yield preview
    finally:
        preview.stop()


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    with running(tmp_path, "build_tools", "serve", "--address") as preview:
        yield preview


def test_a_saved_record_shows_and_an_unsound_one_leaves_the_good_pages_standing(preview: Preview) -> None:
    assert "Mayor of Lindholm" in preview.page("actors/ada-holm/")

    preview.change("Mayor of Lindholm", "Mayor of the little town")
    assert "Mayor of the little town" in preview.page("actors/ada-holm/")
    assert "Mayor of the little town" in preview.page("actors/"), "what depends on it is right too"

    preview.change("type: person", "type: persons")
    assert "Mayor of the little town" in preview.page("actors/ada-holm/")
    until(lambda: 'sources/actors/ada-holm.yaml:2:7: unknown-value: "persons" is not one of' in preview.told())

    preview.change("type: persons", "type: person")
    preview.change("Mayor of the little town", "Mayor of Lindholm once more")
    assert "Mayor of Lindholm once more" in preview.page("actors/ada-holm/")


def test_browsers_alone_are_told_to_load_a_page_again(preview: Preview) -> None:
    page = preview.page("actors/ada-holm/", Accept="text/html")
    script = re.search(r'<script src="/([^"]+)" defer></script></body>', page)
    assert script
    assert page.replace(script[0], "</body>") == preview.page("actors/ada-holm/")
    assert "location.reload()" in preview.page(script[1])
    known = preview.page(".preview/changes")
    assert known == preview.page(".preview/changes?other") == script[1].partition("?")[2]
    preview.change("Mayor of Lindholm", "Mayor of the little town")
    assert preview.page(f".preview/changes?{known}") != known


def test_what_a_preview_does_not_have_it_says(preview: Preview) -> None:
    with pytest.raises(HTTPError, match="404") as missing:
        preview.page("nowhere/")
    assert "There is no such page" in missing.value.read().decode()
    assert "Ada Holm" in preview.page("actors/ada-holm"), "without a slash one is led to the page"
    with pytest.raises(HTTPError, match="421"):
        preview.page("", Host="elsewhere.example")


@pytest.mark.browser
def test_the_preview_of_mkdocs_shows_a_saved_record(tmp_path: Path) -> None:
    with running(tmp_path, "mkdocs", "serve", "--livereload", "-a") as preview:
        before = preview.builds()
        preview.change("Mayor of Lindholm", "Mayor of the little town")
        until(lambda: "Mayor of the little town" in preview.page("actors/ada-holm/"))
        time.sleep(2)
        assert preview.builds() == before + 1, "what the tools write must not call for another build"
        preview.change("type: person", "type: persons")
        until(lambda: 'sources/actors/ada-holm.yaml:2:7: unknown-value: "persons" is not one of' in preview.told())
        assert "Mayor of the little town" in preview.page("actors/ada-holm/")


def test_what_is_not_done_yet_is_shown_and_known_to_editors(preview: Preview) -> None:
    """A new person whom nothing names yet, and words that nobody has locked."""
    claim = "statement: No paper was signed.\nkind: fact\nevidence:\n  - document: gazette-2019-05-03-dredging\n"
    (preview.root / "sources/claims/unsigned.yaml").write_text(
        claim + "    passage: Nothing is signed yet\n    direction: supports\n"
    )
    actor = "name: Zoe Test\ntype: person\ndescription: Clerk of Lindholm.\n"
    (preview.root / "sources/actors/zoe-test.yaml").write_text(actor)
    assert "Zoe Test" in preview.page("actors/")
    until(lambda: "sources/actors/zoe-test.yaml:1:1: orphan: " in preview.told())
    assert "Not yet compared with its text" in preview.page("claims/unsigned/")
    schema = preview.root / "docs/schemas/quotes.schema.json"
    until(lambda: schema.exists() and '"zoe-test"' in schema.read_text())


def test_a_build_with_findings_leaves_pages_and_site_as_they_were(tmp_path: Path) -> None:
    root = site_of(LITTLE / "sources", tmp_path)
    assert run("mkdocs", "build", "--strict", cwd=root).returncode == 0
    before = state(root)
    record = root / "sources/actors/ada-holm.yaml"
    record.write_text(record.read_text().replace("type: person", "type: persons"))
    failed = run("mkdocs", "build", "--strict", cwd=root)
    assert failed.returncode == 1
    assert 'sources/actors/ada-holm.yaml:2:7: unknown-value: "persons"' in failed.stderr
    assert "1 findings; nothing was written" in failed.stdout
    assert state(root) == before


def test_the_hook_finds_the_tools_from_any_folder(tmp_path: Path) -> None:
    root = site_of(LITTLE / "sources", tmp_path)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    mkdocs = Path(sys.executable).parent / "mkdocs"
    built = subprocess.run(
        [mkdocs, "build", "--strict", "-f", root / "mkdocs.yml"],
        cwd=ROOT.parent,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    assert re.search("Who pays for the harbour", (root / "site/briefings/who-pays/index.html").read_text())


def state(root: Path) -> dict[str, bytes]:
    files = (path for folder in ("docs", "site") for path in (root / folder).rglob("*"))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files if path.is_file()}
