"""The pages of the little corpus are committed: a change of the tools shows as a difference of pages."""

from pathlib import Path

import pytest

from build_tools.corpus import Corpus
from build_tools.pages import pages
from build_tools.site import OWNED, build, check, write
from tests.conftest import LITTLE, Damage

EXPECTED = LITTLE / "expected"


def test_the_pages_are_the_expected_ones(little: Corpus, request: pytest.FixtureRequest) -> None:
    """`make accept` takes the pages as they are now; git shows what changed."""
    written = pages(little)
    if request.config.getoption("--accept"):
        write(EXPECTED, written)
    expected = {path.relative_to(EXPECTED).as_posix(): path.read_text("utf-8") for path in EXPECTED.rglob("*.md")}
    assert sorted(written) == sorted(expected)
    for name, text in written.items():
        assert text == expected[name], f"{name} differs; see `make accept`"


def test_every_page_lies_in_a_folder_that_the_tools_own(little: Corpus) -> None:
    assert {name.partition("/")[0] for name in pages(little)} == {*OWNED, "index.md"}


def test_two_builds_are_identical_and_the_second_writes_nothing(copy: Path) -> None:
    _, findings, first = build(copy)
    assert not findings
    before = contents(copy)
    assert first == len(before)
    assert build(copy)[2] == 0
    assert contents(copy) == before


def test_pages_of_removed_records_go_and_what_people_wrote_stays(copy: Path) -> None:
    build(copy)
    (copy / "docs" / "method.md").write_text("by hand")
    (copy / "docs" / "quotes" / "stale" / "old.md").parent.mkdir()
    (copy / "docs" / "quotes" / "stale" / "old.md").write_text("of a record that is gone")
    assert build(copy)[2] == 1
    assert not (copy / "docs" / "quotes" / "stale").exists()
    assert (copy / "docs" / "method.md").read_text() == "by hand"


def test_a_corpus_with_a_finding_changes_no_page(copy: Path, findings_of: Damage) -> None:
    build(copy)
    before = contents(copy)
    assert findings_of("claims/catch-2018.yaml", "kind: figure", "kind: figures")
    corpus, findings, changed = build(copy)
    assert (corpus, len(findings), changed) == (None, 1, 0)
    assert contents(copy) == before


def test_checking_writes_nothing(copy: Path) -> None:
    corpus, findings = check(copy)
    assert corpus is not None
    assert not findings
    assert not (copy / "docs").exists()


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "docs").rglob("*") if path.is_file()
    }
