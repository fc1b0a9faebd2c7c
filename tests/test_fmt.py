"""`fmt` writes every record in canonical form, and touches nothing else."""

from pathlib import Path

import pytest

from build_tools.__main__ import main
from build_tools.site import check


def formatted(copy: Path, *arguments: str) -> int:
    return main(["fmt", *arguments, "--root", str(copy)])


def sources(copy: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (copy / "sources").rglob("*.*")}


def test_a_formatted_corpus_is_as_sound_as_before_and_stays_as_it_is(copy: Path) -> None:
    path = copy / "sources/actors/ada-holm.yaml"
    lines = path.read_text("utf-8").splitlines()
    path.write_text(
        "\n".join(["description: 'Mayor of Lindholm.'", *(x for x in lines if "description" not in x)]), "utf-8"
    )
    assert formatted(copy) == 0
    assert path.read_text("utf-8").startswith("name:")
    assert check(copy)[1] == []
    before = sources(copy)
    assert formatted(copy) == 0
    assert formatted(copy, "--check") == 0
    assert sources(copy) == before


def test_the_little_corpus_is_in_canonical_form(copy: Path) -> None:
    assert formatted(copy, "--check") == 0


def test_check_names_the_line_and_writes_nothing(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = copy / "sources/site.yaml"
    path.write_text(path.read_text("utf-8") + "\n\n", "utf-8")
    (copy / "sources/actors/ada-holm.yaml").write_text("description: b\nname: a\n", "utf-8")
    before = sources(copy)
    assert formatted(copy, "--check") == 1
    told = capsys.readouterr().out.splitlines()
    remedy = "format: not in canonical form from here on; `python -m build_tools fmt` writes it so"
    last = path.read_text("utf-8").count("\n")
    assert told[:2] == [f"sources/actors/ada-holm.yaml:1:1: {remedy}", f"sources/site.yaml:{last}:1: {remedy}"]
    assert sources(copy) == before


def test_a_file_with_a_fault_is_told_and_the_others_are_formatted(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken, other = copy / "sources/actors/ada-holm.yaml", copy / "sources/actors/harbour-office.yaml"
    broken.write_text("name: [a\n", "utf-8")
    other.write_text("description: b\nname: a\n", "utf-8")
    assert formatted(copy) == 1
    assert "sources/actors/ada-holm.yaml:1:7: yaml: brackets that are not closed" in capsys.readouterr().out
    assert broken.read_text("utf-8") == "name: [a\n"
    assert other.read_text("utf-8") == "name: a\ndescription: b\n"


def test_only_the_files_that_are_named_are_formatted(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy)
    for name in ("ada-holm", "harbour-office"):
        (copy / f"sources/actors/{name}.yaml").write_text("description: b\nname: a\n", "utf-8")
    assert main(["fmt", "sources/actors/ada-holm.yaml"]) == 0
    assert (copy / "sources/actors/ada-holm.yaml").read_text("utf-8") == "name: a\ndescription: b\n"
    assert (copy / "sources/actors/harbour-office.yaml").read_text("utf-8") == "description: b\nname: a\n"


@pytest.mark.parametrize("name", ["sources/briefings/who-pays.md", "sources/actors/nobody.yaml", "captures/x.yaml"])
def test_what_is_no_record_is_a_mistake_in_the_command(
    copy: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sources(copy)
    assert formatted(copy, str(copy / name)) == 2
    assert "is no record or settings of sources/" in capsys.readouterr().err
    assert sources(copy) == before
