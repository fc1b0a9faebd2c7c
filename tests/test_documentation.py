"""What is documented exists, and what exists is documented."""

import re

import pytest

from build_tools.__main__ import main
from build_tools.pages import SINGLE_PAGES
from tests.conftest import ROOT
from tests.test_architecture import MODULES

TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
README = (ROOT / "README.md").read_text("utf-8")
GUIDE = (ROOT / "docs/contributing/index.md").read_text("utf-8")


def test_every_target_of_the_makefile_is_in_the_readme() -> None:
    assert TARGETS - {"help"} == set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE))


def test_every_command_of_the_tools_is_in_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = re.findall(r"^    ([a-z]+) {2,}\S", capsys.readouterr().out, re.MULTILINE)
    assert {"check", "build", "explain"} <= set(commands)
    for command in commands:
        assert re.search(rf"^\| .*`{command}[` ]", README, re.MULTILINE), command


@pytest.mark.parametrize("text", [GUIDE, (ROOT / "CONTRIBUTING.md").read_text("utf-8"), (ROOT / ".ci/run").read_text()])
def test_every_command_that_is_told_exists(text: str) -> None:
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE)) <= TARGETS


def test_the_readme_lists_the_modules_in_their_order() -> None:
    listed = re.findall(r"^  ([a-z]+)/? {2,}\S", README, re.MULTILINE)
    assert listed == [module for module in MODULES if module != "__main__"]


def test_the_picture_of_the_readme_is_there() -> None:
    for path in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README):
        assert (ROOT / path).is_file(), path


@pytest.mark.parametrize("path", sorted((ROOT / "docs/decisions").glob("[0-9]*.md")), ids=lambda path: path.name)
def test_every_decision_is_in_the_index(path: object) -> None:
    assert f"]({str(path).rpartition('/')[2]})" in (ROOT / "docs/decisions/index.md").read_text("utf-8")


def test_every_single_page_is_in_the_navigation() -> None:
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    for path in SINGLE_PAGES:
        assert re.search(f": {re.escape(path)}$", settings, re.MULTILINE), path


def test_the_example_of_the_guide_is_a_sound_record(tmp_path: object) -> None:
    """It is the first thing that a contributor copies."""
    from build_tools.load import load
    from build_tools.reader import Note, read
    from build_tools.shapes import Shapes
    from tests.conftest import LITTLE

    corpus, _ = load(LITTLE)
    assert corpus is not None
    example = re.search(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    assert example
    note = read("example", example[1].encode())
    assert isinstance(note, Note)
    ids = {"documents": frozenset(corpus.documents), "quotes": frozenset(corpus.quotes)}
    others = ("actors", "claims", "commitments", "events", "briefings", "topics", "effects", "measures", "statuses")
    assert Shapes(ids | {kind: frozenset() for kind in others}).check("claims", note)[1] == []
