"""The mistakes that people make, each with its findings word for word: the page for contributors is the table of this test."""

from pathlib import Path

import pytest

from tests.mistakes import PAGE, Mistake, mistakes, told

TABLE = mistakes(PAGE.read_text("utf-8"))


@pytest.mark.parametrize("mistake", TABLE, ids=lambda mistake: mistake.title)
def test_a_mistake_is_told_as_the_page_says(mistake: Mistake, copy: Path, request: pytest.FixtureRequest) -> None:
    """`pytest tests/test_mistakes.py --accept` takes the findings as they are now; git shows what changed."""
    mistake.make(copy / "sources")
    found = told(copy)
    if request.config.getoption("--accept"):
        PAGE.write_text(mistake.with_findings(PAGE.read_text("utf-8"), found), "utf-8")
    else:
        assert found == mistake.told


def test_the_page_holds_forty_mistakes_at_least_and_none_that_is_not_tested() -> None:
    page = PAGE.read_text("utf-8")
    assert len(TABLE) >= 40
    assert len({mistake.title for mistake in TABLE}) == len(TABLE)
    assert len(TABLE) == page.count("\n### ") == page.count("```diff") == page.count("```text")


@pytest.mark.parametrize("mistake", TABLE, ids=lambda mistake: mistake.title)
def test_what_is_told_ends_with_what_to_do(mistake: Mistake) -> None:
    assert mistake.told
    for finding in mistake.told.split("\n"):
        assert any(remedy in finding for remedy in ("; ", "did you mean", "this takes", "it holds: ")), finding
