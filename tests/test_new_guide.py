"""The guide to new records: each of its commands works, and prints what the guide says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from build_tools.site import check
from tests.conftest import ROOT

GUIDE = (ROOT / "docs/contributing/new-records.md").read_text("utf-8")
ISSUE = """### Page or record with the error

https://harbour.example/claims/boats-2019/

### What stands there now

thirty-one boats

### What is wrong with it

There are thirty.

### Words of a document that show it

_No response_

### Document with those words

_No response_
"""


def blocks() -> list[tuple[str, str]]:
    """The blocks of the guide in their order, each with its language."""
    return re.findall(r"^```(sh|html|text)\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)


def test_the_guide_works_as_it_stands_and_prints_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a shell, in the folder of the project; only the folder of the exercise is another one."""
    little = tmp_path / "little"
    before = git_status()
    printed: list[str] = []
    environment = {**os.environ}
    for language, text in blocks():
        if language == "html":
            (little / "dredger.html").write_text(text, "utf-8")
            (little / "issue.md").write_text(ISSUE, "utf-8")
        elif language == "text":
            lines = iter(printed)
            assert all(line in lines for line in text.replace("/tmp/little", str(little)).splitlines()), text
        else:
            script = text.replace("/tmp/little", str(little)).replace(".venv/bin/python", sys.executable)
            done = run_in_shell(f"set -e\n{script}\nenv -0 > {tmp_path}/environment", environment)
            assert done.returncode == 0, done.stdout + done.stderr
            printed = done.stdout.splitlines()
            pairs = (tmp_path / "environment").read_text("utf-8").rstrip("\0").split("\0")
            environment = dict(pair.split("=", 1) for pair in pairs)
    monkeypatch.setenv("CAPTURES", environment["CAPTURES"])
    dossier, findings = check(little)
    assert dossier is not None
    assert findings == []
    assert ("dredging-began-2019-06",) in [short.claims for short in dossier.statuses["town-dredging-2019"].short]
    assert git_status() == before


def run_in_shell(script: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def git_status() -> str:
    return run_in_shell("git status --short sources", {**os.environ}).stdout


def test_every_command_of_the_guide_works_on_the_copy() -> None:
    commands = [line for language, text in blocks() if language == "sh" for line in text.splitlines()]
    tools = [line for line in commands if line.startswith(".venv/bin/python -m build_tools ")]
    assert len(tools) == len(commands) - 3 == 9
    assert all(" --root /tmp/little " in f"{line} " for line in tools)
