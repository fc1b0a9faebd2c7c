"""The guide to new records: each of its commands works, and prints what the guide says."""

import re
import shlex
from pathlib import Path

import pytest

from build_tools.__main__ import main
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


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)


def test_each_command_of_the_guide_works(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(copy)
    (copy / "dredger.html").write_text(blocks("html")[0], "utf-8")
    (copy / "issue.md").write_text(ISSUE, "utf-8")
    commands = [line for block in blocks("sh") for line in block.splitlines()]
    assert len(commands) == 9
    for command in commands:
        words = shlex.split(command)
        assert words[:3] == [".venv/bin/python", "-m", "build_tools"]
        assert main(words[3:]) == 0, command
    printed = capsys.readouterr().out.splitlines()
    for line in "".join(blocks("text")).splitlines():
        assert line in printed
    dossier, findings = check(copy)
    assert dossier is not None
    assert findings == []
    assert ("dredging-began-2019-06",) in [short.claims for short in dossier.statuses["town-dredging-2019"].short]
