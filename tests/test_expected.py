"""The pages of the little corpus are committed: a change of the tools shows as a difference of pages."""

import shutil
from pathlib import Path

import pytest

from build_tools.derive import Dossier
from build_tools.site import AT_THE_ROOT, OWNED, build, check, files, write_files
from tests.conftest import LITTLE, Damage

EXPECTED = LITTLE / "expected"


def test_the_pages_and_the_data_are_the_expected_ones(little: Dossier, request: pytest.FixtureRequest) -> None:
    """`make accept` takes them as they are now; git shows what changed. A database's bytes are those of its library."""
    written = {name: text for name, text in files(little).items() if isinstance(text, str)}
    if request.config.getoption("--accept"):
        shutil.rmtree(EXPECTED)
        write_files(EXPECTED, written)
    expected = {path.relative_to(EXPECTED).as_posix(): path.read_bytes().decode() for path in EXPECTED.rglob("*.*")}
    assert sorted(written) == sorted(expected)
    for name, text in written.items():
        assert text == expected[name], f"{name} differs; see `make accept`"


def test_every_file_lies_in_a_folder_that_the_tools_own(little: Dossier) -> None:
    assert {name.partition("/")[0] for name in files(little)} == {*OWNED, *AT_THE_ROOT}


def test_two_builds_are_identical_and_the_second_writes_nothing(copy: Path) -> None:
    _, findings, first = build(copy)
    assert not findings
    before = contents(copy)
    assert first == len(before)
    assert build(copy)[2] == 0
    assert contents(copy) == before


def test_pages_of_removed_records_go_and_what_people_wrote_stays(copy: Path) -> None:
    briefing = copy / "sources/briefings/who-pays.md"
    build(copy)
    (copy / "docs" / "method.md").write_text("by hand")
    assert (copy / "docs/briefings/who-pays.md").exists()
    briefing.unlink()
    _, findings, changed = build(copy)
    assert (findings, changed > 0) == ([], True)
    assert not (copy / "docs/briefings/who-pays.md").exists()
    assert (copy / "docs" / "method.md").read_text() == "by hand"


def test_a_corpus_with_a_finding_changes_no_page(copy: Path, findings_of: Damage) -> None:
    build(copy)
    before = contents(copy)
    assert findings_of("claims/catch-2018.yaml", "kind: figure", "kind: figures")
    corpus, findings, changed = build(copy)
    assert (corpus, len(findings), changed) == (None, 1, 0)
    assert contents(copy) == before


def test_what_stands_in_the_way_of_pages_is_told_and_left_alone(
    copy: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A link would lead the tools to write, and to prune, in other people's folders."""
    build(copy)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "kept.md").write_text("of somebody else")
    docs = copy / "docs"
    shutil.rmtree(docs / "events")
    (docs / "events").symlink_to(elsewhere)
    (docs / "claims/catch-2018.md").unlink()
    (docs / "claims/catch-2018.md").symlink_to(elsewhere / "kept.md")
    (docs / "actors/ada-holm.md").unlink()
    (docs / "actors/ada-holm.md").mkdir()
    shutil.rmtree(docs / "quotes")
    (docs / "quotes").write_text("a file")
    _, findings, changed = build(copy)
    assert changed == 0
    assert [str(finding) for finding in findings] == [
        "docs/actors/ada-holm.md:1:1: in-the-way: a link or a folder stands where a page must; remove it",
        "docs/claims/catch-2018.md:1:1: in-the-way: a link stands among the pages; remove it",
        "docs/events:1:1: in-the-way: a link or a file stands where a folder of pages must; remove it",
        "docs/quotes:1:1: in-the-way: a link or a file stands where a folder of pages must; remove it",
    ]
    assert {path.name for path in elsewhere.iterdir()} == {"kept.md"}
    assert (elsewhere / "kept.md").read_text() == "of somebody else"


def test_checking_writes_nothing(copy: Path) -> None:
    corpus, findings = check(copy)
    assert corpus is not None
    assert not findings
    assert not (copy / "docs").exists()


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "docs").rglob("*") if path.is_file()
    }
