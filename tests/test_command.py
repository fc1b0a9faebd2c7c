"""The command line: what it prints, and the exit codes that scripts rely on."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from build_tools.__main__ import main
from build_tools.site import check
from tests.conftest import LITTLE, ROOT, Damage


def test_check_says_what_is_sound_and_how_long_it_took(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(LITTLE)]) == 0
    assert re.fullmatch(
        r"evidence: 35 of 35 passages, quotes and names verified in 3 captures\n"
        r"searches for what is not known: 2 of 2 repeated\n"
        r"check: sound: 6 actors, 4 documents, 3 quotes, 11 claims, 4 commitments, 1 events; \d+\.\d\d s\n",
        capsys.readouterr().out,
    )


def test_findings_go_to_the_output_and_the_exit_code_is_one(
    copy: Path, findings_of: Damage, capsys: pytest.CaptureFixture[str]
) -> None:
    (finding,) = findings_of("claims/catch-2018.yaml", "low: 400", "low: 4000")
    for command in ("check", "build"):
        assert main([command, "--root", str(copy)]) == 1
        out, err = capsys.readouterr()
        assert out.splitlines()[0] == finding
        assert "evidence: 35 of 35" in out
        assert re.match(r"1 findings in \d+\.\d\d s; (nothing|no page) was written", err)
    assert [path.name for path in copy.glob("docs/*")] == ["schemas"]


def test_build_counts_what_it_changed(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build", "--root", str(copy)])
    main(["build", "--root", str(copy)])
    *_, first, _, _, second = capsys.readouterr().out.splitlines()
    written = sum(path.is_file() for path in (copy / "docs").rglob("*"))
    assert f"; {written} files of docs/ changed; " in first
    assert "; 0 files of docs/ changed; " in second


def test_a_finding_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "orphan"]) == 0
    assert capsys.readouterr().out == (
        "orphan: A quote, actor, document or event is used: another record refers to it, or a briefing mentions it.\n"
    )


def test_lock_counts_the_lines_that_it_changed(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "sources/evidence.lock").unlink()
    assert main(["lock", "--root", str(copy)]) == 0
    assert "; 35 lines of sources/evidence.lock changed; " in capsys.readouterr().out
    assert main(["lock", "--check", "--root", str(copy)]) == 0
    assert "changed" not in capsys.readouterr().out


def test_an_unknown_code_is_a_mistake_in_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "orphn"]) == 2
    assert capsys.readouterr().err == 'there is no finding "orphn"; did you mean "orphan"?\n'


def test_a_command_is_needed() -> None:
    with pytest.raises(SystemExit) as exit:
        main([])
    assert exit.value.code == 2


def test_output_can_be_cut_and_any_sign_printed(copy: Path) -> None:
    """As scripts use it: `check | head -1`, on a terminal that knows only ASCII."""
    for number in range(3000):
        (copy / f"sources/actors/é{number}.yaml").write_text("")
    command = f"{sys.executable} -m build_tools check --root {copy} | head -n 1"
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    result = subprocess.run(command, shell=True, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.stdout.startswith("sources/actors/\\xe90.yaml:1:1: file-name: ")
    assert "Traceback" not in result.stderr


def test_a_chain_of_a_thousand_actors_is_no_circle(copy: Path) -> None:
    record = (copy / "sources/actors/harbour-office.yaml").read_text()
    for number in range(1000):
        text = record.replace("name: Harbour Office", f"name: Office {number}").replace(
            "town-of-lindholm", f"office-{number + 1}"
        )
        (copy / f"sources/actors/office-{number}.yaml").write_text(text)
    (copy / "sources/actors/office-1000.yaml").write_text(record.replace("name: Harbour Office", "name: Office 1000"))
    assert {finding.rule for finding in check(copy)[1]} == {"orphan", "not-yet-verified"}
