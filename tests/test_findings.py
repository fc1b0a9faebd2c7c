"""Every kind of error and every rule, by the smallest damage to a sound little corpus: each finding word for word."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools import site
from build_tools.derive import Dossier
from build_tools.rules import SHAPES, check, every_rule
from build_tools.rules.rule import code
from tests.conftest import Damage

FOLDER = Path(__file__).parent / "damages"
SHAPE_DAMAGES = yaml.safe_load((FOLDER / "shapes.yaml").read_text("utf-8"))
RULE_DAMAGES = yaml.safe_load((FOLDER / "rules.yaml").read_text("utf-8"))


@pytest.mark.parametrize("damage", SHAPE_DAMAGES + RULE_DAMAGES, ids=lambda damage: repr(damage["by"][:40]))
def test_the_smallest_damage_is_told_word_for_word(findings_of: Damage, damage: dict[str, Any]) -> None:
    found = findings_of(damage["in"], damage["replace"], damage["by"])
    assert [finding.removeprefix("sources/") for finding in found] == damage["findings"]


def test_words_of_a_damaged_document_stand_as_it_has_them(findings_of: Damage, copy: Path) -> None:
    """Letters that a wrong encoding damaged are verbatim where the document has them so."""
    capture = copy / "captures/gazette-2019-05-03-dredging.txt"
    capture.write_text(capture.read_text("utf-8").replace("thirty-one", "thirtyâ€“one"), "utf-8")
    found = findings_of("claims/boats-2019.yaml", "thirty-one boats\n", "thirtyâ€“one boats\n")
    assert not [finding for finding in found if "damaged-letters" in finding or "altered" in finding]


def test_every_rule_is_triggered() -> None:
    assert told_by(RULE_DAMAGES) >= {code(rule) for rule in every_rule()}


def test_every_code_is_explained_and_every_explained_code_is_told() -> None:
    of_files = {
        "yaml",
        "encoding",
        "file-name",
        "missing-file",
        "foreign-record",
        "in-the-way",
        "lock",
        "format",
        "links",
        "limit",
        "unpublishable",
    }  # test_publishable.py, test_reader.py, test_load.py, test_expected.py, test_lock.py, test_fmt.py, test_external_links.py
    of_rules = told_by(RULE_DAMAGES) - {code(rule) for rule in every_rule()}
    assert of_rules <= of_files
    assert told_by(SHAPE_DAMAGES) | of_files == set(SHAPES)


def test_every_rule_says_what_it_is_for() -> None:
    assert all((rule.__doc__ or "").endswith(".") for rule in every_rule())


def test_the_little_corpus_is_sound(little: Dossier) -> None:
    assert check(little) == []


def told_by(damages: list[dict[str, Any]]) -> set[str]:
    return {finding.split(": ")[1] for damage in damages for finding in damage["findings"]}


def test_one_record_that_is_gone_is_told_in_each_file_and_not_over_and_over(copy: Path) -> None:
    id = "gazette-2019-05-03-dredging"
    (copy / f"sources/documents/{id}.yaml").unlink()
    told = site.check(copy)[1]
    naming = {
        path.relative_to(copy).as_posix()
        for path in (copy / "sources").rglob("*.[ym]*")
        if id in path.read_text("utf-8")
    }
    assert {finding.path for finding in told} == naming
    assert all(number <= 3 for number in Counter(finding.path for finding in told).values())


def test_a_lock_that_is_gone_is_one_finding(copy: Path) -> None:
    (copy / "sources/evidence.lock").unlink()
    (finding,) = site.check(copy)[1]
    assert str(finding) == (
        "sources/evidence.lock:1:1: missing-file: 35 passages, quotes and names have no evidence lock; restore the file from "
        "git, or let `python -m build_tools lock` write it where the captures are"
    )


def test_a_lock_that_an_editor_wrote_anew_is_one_mistake(copy: Path) -> None:
    path = copy / "sources/evidence.lock"
    path.write_text(path.read_text("utf-8").replace('": ', '":'), "utf-8")
    told = [finding.message for finding in site.check(copy)[1]]
    assert len(told) == 4
    assert told[-1].startswith("32 more lines are not as the tools write them; ")
