"""What commands print of hostile records steers no terminal and no log; and any text whatever comes back from the exports."""

import json
import re
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_tools.__main__ import main
from build_tools.exports.corpus import PATH, corpus_text
from build_tools.exports.restore import restored
from build_tools.site import dossier_of, files
from tests.filling import Filled
from tests.hostility import admitted, own

# What would steer a terminal, turn the order of a line or begin another one, and what a log of GitHub takes for a command.
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
COMMAND = re.compile(r"^\s*::(?!error file=)|##\[", re.MULTILINE)
EVIL = (
    "\x1b[2J\x1b]0;owned\x07",
    "\n::error::owned",
    "##[add-mask]x",
    "\r::stop-commands::x",
    "\u202eexe.txt",
    "%0A::x",
)


@pytest.fixture
def broken(copy: Path) -> Path:
    """The little collection, and in it each hostile string where none may stand: as a choice, a field, an id, a date."""
    for number, text in enumerate((*EVIL, *own())):
        told = json.dumps(text)
        fields = (f"kind: {told}", f"{told}: x", f"about: [{told}]", f"when: {told}", "evidence: []")
        path = copy / f"sources/claims/hostile-{number}.yaml"
        path.write_text("\n".join(("statement: It is so.", *fields, "")), "utf-8")
    return copy


@pytest.mark.parametrize("format", ["text", "json", "github", "sarif"])
def test_findings_on_hostile_strings_steer_nothing(
    broken: Path, format: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    assert main(["check", "--root", str(broken), "--format", format]) == 1
    out, err = capsys.readouterr()
    assert "hostile-0" in out
    for told in (out, err):
        assert not STEERING.search(told)
        assert not COMMAND.search(told)
    if format == "text":
        every = {path.name for path in (broken / "sources/claims").glob("hostile-*")}
        assert every == set(re.findall(r"^sources/claims/(hostile-\d+\.yaml):\d+:\d+: ", out, re.MULTILINE))


@pytest.mark.parametrize("format", ["in words", "in JSON"])
def test_what_is_explained_of_hostile_records_steers_nothing(
    format: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = cycle(own())
    filled = Filled(lambda place, limit: next(text for text in texts if len(text) <= limit), most=2)
    filled.write(tmp_path)
    dossier, _ = dossier_of(tmp_path)
    assert dossier is not None
    for record in dossier.corpus.records():
        assert main(["explain", record.id, "--root", str(tmp_path), *(["--json"] if format == "in JSON" else [])]) == 0
        out, err = capsys.readouterr()
        assert not STEERING.search(out + err), record.id
        assert not COMMAND.search(out + err), record.id


TEXTS = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Co"]), min_size=1, max_size=60)
    .map(lambda text: text.strip())
    .filter(lambda text: bool(admitted([text]))),
    min_size=1,
    max_size=6,
)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS)
def test_any_texts_are_written_and_come_back(texts: list[str]) -> None:
    """Of records with any texts every page and export is written; what `import` reads of them is exported as it was."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / "one"
        held = cycle(texts)
        Filled(lambda place, limit: next(held)[:limit], most=2).write(root)
        dossier, findings = dossier_of(root)
        if dossier is None:  # a text that is nothing but what may not stand alone
            assert findings
            return
        written = files(dossier)
        again = Path(folder) / "two"
        for path, text in restored(str(written[PATH]).encode("utf-8")).items():
            (again / path).parent.mkdir(parents=True, exist_ok=True)
            (again / path).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        back, faults = dossier_of(again)
        assert back is not None, faults
        assert corpus_text(back) == written[PATH]
