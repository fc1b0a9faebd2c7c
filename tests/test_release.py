"""The release: the same bytes everywhere, every file in its manifest, and pages that say what the files hold."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from build_tools.derive import Dossier
from build_tools.exports.dictionary import PATH as DICTIONARY
from build_tools.exports.formats import export_files, tables
from build_tools.exports.guide import DATABASE, QUESTIONS, USES, answered, size
from build_tools.exports.guide import PATH as GUIDE
from build_tools.exports.release import ARCHIVE, MANIFEST, SUMS, media_type
from build_tools.exports.welcome import LLMS, ROBOTS
from build_tools.lastchange import page_changes
from build_tools.revisions import clean, last_changes
from build_tools.site import AT_THE_ROOT, OWNED, build, files
from tests.conftest import ROOT, Damage
from tests.repository import committed, git


def manifest(dossier: Dossier) -> Any:
    return json.loads(export_files(dossier)[MANIFEST])


def text(content: str | bytes) -> str:
    assert isinstance(content, str)
    return content


def data_of(dossier: Dossier) -> set[str]:
    """The paths of all files of data: what is no page, and not for the root of the site."""
    return {path for path in files(dossier) if not path.endswith(".md") and path not in AT_THE_ROOT}


def test_the_manifest_lists_every_file_of_data_and_nothing_else(little: Dossier) -> None:
    told = manifest(little)
    assert {one["path"] for one in told["files"]} == data_of(little) - {MANIFEST}
    assert all(one["licences"] and set(one["licences"]) <= told["licences"].keys() for one in told["files"])
    assert told["records"] | {"withdrawn": 1, "commitments": 4, "briefings": 1} == told["records"]
    assert (told["as_of"], told["versions"]["rubric"], told["address"]) == ("2020-07-01", "0.1.0", None)


def test_every_file_of_data_has_a_media_type_of_its_own(little: Dossier) -> None:
    assert not [path for path in data_of(little) if media_type(path) == "application/octet-stream"]
    assert media_type("actors/ada-holm.feed.json") == "application/feed+json"
    assert media_type("nothing.known") == "application/octet-stream"


def test_sha256sum_checks_the_site_and_the_archive(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The files lie in both at the same places, and the manifest says of each what it is."""
    build(copy)
    unpacked = tmp_path_factory.mktemp("unpacked")
    shutil.unpack_archive(copy / "docs" / ARCHIVE, unpacked)
    for folder in (copy / "docs", unpacked):
        command = ["sha256sum", "--strict", "--check", "--quiet", SUMS]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
    listed = [line.partition("  ")[2] for line in (unpacked / SUMS).read_text("utf-8").splitlines()]
    held = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    assert held == {*listed, SUMS}
    for one in json.loads((copy / "docs" / MANIFEST).read_text("utf-8"))["files"]:
        path = copy / "docs" / one["path"]
        printed = subprocess.run(["sha256sum", path], capture_output=True, text=True, check=True).stdout
        assert (one["bytes"], one["sha256"]) == (path.stat().st_size, printed.partition(" ")[0])


def test_the_archive_has_no_times_of_this_machine(little: Dossier) -> None:
    archive = ZipFile(BytesIO(export_files(little)[ARCHIVE]))  # type: ignore[arg-type]
    assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert archive.testzip() is None
    names = archive.namelist()
    assert names == [*sorted(set(names) - {SUMS}), SUMS]


def test_machines_with_and_without_the_texts_write_the_same_release(little: Dossier) -> None:
    without = replace(little, captures={})
    assert export_files(without) == export_files(little)


def test_the_commit_is_told_where_all_files_are_as_it_has_them(copy: Path) -> None:
    assert clean(copy) == ""
    commit = committed(copy)
    build(copy)
    (copy / ".gitignore").write_text("/docs/\n")
    assert clean(copy) == "", "a file that is not committed"
    commit = committed(copy)
    assert clean(copy) == commit
    dossier, _, _ = build(copy)
    assert dossier is not None
    assert manifest(dossier)["commit"] == commit
    assert build(copy)[2] == 0, "a second build of one commit writes nothing"
    path = copy / "sources/actors/ada-holm.yaml"
    path.write_text(path.read_text("utf-8") + "# changed\n", "utf-8")
    assert clean(copy) == ""


def test_the_days_of_the_last_changes_are_those_of_git(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert last_changes(copy) == {}
    build(copy)
    (copy / ".gitignore").write_text("/docs/*\n!/docs/by-hand.md\n")
    (copy / "docs/by-hand.md").write_text("[All](claims/boats-2019.md)")
    git(copy, "init", "--quiet", "--initial-branch=main")
    git(copy, "add", "--all")
    _commit(copy, "2019-01-02T23:30:00 -0500", "commit", "--quiet", "--message", "early")
    path = copy / "sources/claims/boats-2019.yaml"
    path.write_text(path.read_text("utf-8") + "# later\n", "utf-8")
    _commit(copy, "2020-03-04T12:00:00 +0000", "commit", "--all", "--quiet", "--message", "late")
    days = last_changes(copy)
    assert days["sources/claims/boats-2019.yaml"] == "2020-03-04"
    assert days["sources/actors/ada-holm.yaml"] == "2019-01-03", "in UTC"
    pages = page_changes(copy / "docs", (*OWNED, *AT_THE_ROOT), days)
    assert pages["claims/boats-2019.md"] == pages["claims/index.md"] == "2020-03-04"
    assert pages["reference/rubric.md"] == "2019-01-03"
    assert pages["by-hand.md"] == "2019-01-03", "a page written by hand changes with its own file alone"
    assert pages["quotes/holm-2017-04-no-digging.md"] == "2019-01-03"
    (copy / "sources/actors/ada-holm.yaml").write_text("of no commit")
    assert "sources/actors/ada-holm.yaml" not in last_changes(copy)
    shallow = tmp_path_factory.mktemp("shallow") / "clone"
    git(copy, "clone", "--quiet", "--depth=1", f"file://{copy}", str(shallow))
    assert last_changes(shallow) == {}
    assert page_changes(shallow / "docs", OWNED, {}) == {}


def _commit(folder: Path, when: str, *arguments: str) -> None:
    environment = {"GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when, "PATH": "/usr/bin:/bin"}
    own = ("-c", "user.name=Tests", "-c", "user.email=tests@example.org", "-c", "core.hooksPath=")
    subprocess.run(["git", *own, "-C", str(folder), *arguments], env=environment, check=True, capture_output=True)


def test_the_page_of_the_data_has_a_row_for_each_file(little: Dossier) -> None:
    """A file without words on what it is for is told to nobody."""
    own = {path for path in data_of(little) if path.startswith("data/") and path.count("/") == 1}
    assert own <= USES.keys()
    page = text(files(little)[GUIDE])
    for path in own:
        assert f'<td><a href="{path[5:]}">' in page, path
    assert "data/nothing.json" not in page


def test_the_answers_on_the_page_are_those_of_the_database(little: Dossier) -> None:
    database = export_files(little)[DATABASE]
    assert isinstance(database, bytes)
    page = text(files(little)[GUIDE])
    head, rows = answered(database, QUESTIONS[0][1])
    assert head == ["status", "commitments"]
    assert sorted(rows) == [("Agreed", 1), ("Overtaken", 1), ("Reported", 2)]
    for status, count in rows:
        assert f"<td>{status}</td>\n<td>{count}</td>" in page


def test_the_dictionary_tells_every_table_and_column(little: Dossier) -> None:
    page = text(files(little)[DICTIONARY])
    for table in tables(little):
        above = f'<h3 id="{table.name}"><code>{table.name}</code>'
        assert page.count(above) == 1
        section = page.partition(above)[2].partition("\n<h")[0]
        assert re.findall("<tr>\n<td><code>(.*?)</code></td>", section) == [column.name for column in table.columns]
        for column in table.columns:
            if column.refers:
                assert f'<a href="#{column.refers}">' in section


def test_both_pages_are_in_the_navigation() -> None:
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert all(f": {path}\n" in settings for path in (GUIDE, DICTIONARY))


def test_what_machines_ask_for_at_the_root_leads_to_files_that_are_there(little: Dossier) -> None:
    written = {*files(little), *(path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md"))}
    told = text(files(little)[LLMS])
    assert told.startswith(f"# {little.corpus.site.title}\n\n> ")
    links = [line.partition("](")[2].partition(")")[0] for line in told.splitlines() if line.startswith("- [")]
    for link in links:
        assert {link, f"{link}index.md", f"{link.rstrip('/')}.md"} & written, link
    assert text(files(little)[ROBOTS]) == "User-agent: *\nAllow: /\n"
    addressed = replace(little, address="https://example.org/x/")
    assert text(files(addressed)[ROBOTS]).endswith("\nSitemap: https://example.org/x/sitemap.xml\n")
    assert "](https://example.org/x/data/)" in text(files(addressed)[LLMS])


def test_what_the_tools_write_is_ignored_by_git() -> None:
    done = git(ROOT, "check-ignore", *(f"docs/{name}" for name in AT_THE_ROOT), "docs/data/index.md")
    assert len(done.splitlines()) == len(AT_THE_ROOT) + 1


def test_hostile_words_stay_in_their_place(copy: Path, findings_of: Damage) -> None:
    hostile = "](x) <script>alert(1)</script> | ` # {{ x }}"
    assert not findings_of("actors/ada-holm.yaml", "name: Ada Holm", f"name: '{hostile}'")
    assert not findings_of("site.yaml", "title: ", "title: '> # [x](javascript:x) ' #")
    dossier, found, _ = build(copy)
    assert dossier is not None, found
    page, llms = text(files(dossier)[GUIDE]), text(files(dossier)[LLMS])
    assert "<script>" not in page
    assert "<td>](x) &lt;script&gt;" in page, "the speaker with most quotes stands in a cell"
    assert "](javascript:" not in llms
    assert llms.startswith("# &#62; &#35;")
    assert manifest(dossier)["title"].startswith("> # [x]")


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0\u00a0bytes"),
        (999, "999\u00a0bytes"),
        (1000, "1.0\u00a0kB"),
        (268_279, "270\u00a0kB"),
        (1_249_280, "1.2\u00a0MB"),
    ],
)
def test_sizes_are_told_to_two_digits(count: int, words: str) -> None:
    assert size(count) == words
