"""Findings for machines: JSON, GitHub's annotations and summaries, SARIF; and what `--changed` tells."""

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from build_tools import report
from build_tools.__main__ import main
from build_tools.commands import terminal
from build_tools.finding import Finding, Place, harmless
from build_tools.revisions import changed_since
from build_tools.rules import explanations
from tests.conftest import LITTLE, Damage
from tests.repository import committed, git

HOSTILE = (
    "a::set-output name=x::y\r\n::error::owned\n##[add-mask]z 100%0A @octocat #12 :tada: www.example.org "
    "https://example.org </details><script>alert(1)</script> `code` **bold** [link](1) {0} \x1b[31m\x07\u202e\x9b"
)
ROOT = Path()


def finding(path: str = "sources/claims/x.yaml", line: int = 1, rule: str = "orphan", message: str = "m") -> Finding:
    return Finding(path, Place(line, 5), rule, message)


def test_json_has_one_object_a_finding_and_nothing_else(
    copy: Path, findings_of: Damage, capsys: pytest.CaptureFixture[str]
) -> None:
    findings_of("claims/catch-2018.yaml", "low: 400", "low: 4000")
    assert main(["check", "--format", "json", "--root", str(copy)]) == 1
    out, err = capsys.readouterr()
    (told,) = json.loads(out)
    assert list(told) == ["path", "line", "column", "rule", "message", "help"]
    assert told["path"] == "sources/claims/catch-2018.yaml"
    assert told["help"] == explanations()[told["rule"]]
    assert err == "check: 1 findings\n"


@pytest.mark.parametrize("format", ["json", "sarif", "github"])
def test_a_sound_collection_has_nothing_for_machines_either(format: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", format, "--root", str(LITTLE)]) == 0
    out, err = capsys.readouterr()
    if format == "github":
        assert out == ""
    else:
        told = json.loads(out)
        assert (told if format == "json" else told["runs"][0]["results"]) == []
    assert err == "check: nothing found\n"


def test_an_annotation_is_escaped_as_github_reads_it() -> None:
    """As `toCommandValue` and `escapeProperty` of actions/toolkit have it; other control characters are shown as codes."""
    told = report.as_annotations([finding("sources/a,b:c%.yaml", 3, "x", "100%\r\nnext\rlast: a, b\x1b")], ROOT)
    assert told == ("::error file=sources/a%2Cb%3Ac%25.yaml,line=3,col=5,title=x::100%25%0Anext%0Alast: a, b\\u001b")


def test_paths_are_those_of_the_repository_where_the_records_lie_deeper() -> None:
    assert "file=tests/little/sources/claims/x.yaml," in report.as_annotations([finding()], Path("tests/little"))


def test_a_hostile_message_is_one_command_of_github_and_no_other() -> None:
    """A runner takes a line for a command if it begins with `::`, or else if `##[` stands anywhere in it."""
    told = report.as_annotations([finding(message=HOSTILE, path=f"sources/{HOSTILE}")], ROOT)
    assert len(re.split("[\r\n\x85\u2028]", told)) == 1
    command, _, data = told.removeprefix("::").partition("::")
    assert command.count(",") == 3
    assert unquote(data).startswith("a::set-output")
    assert "##[" not in report.data([HOSTILE])
    assert json.loads(report.data([HOSTILE])) == [HOSTILE]
    assert report.data([HOSTILE]).isascii()
    assert "##[" not in terminal.line(finding(message=HOSTILE))


@pytest.mark.parametrize(
    "text", ["::error::x", "\u00a0 ::x", "a\n\t::x", "a\r::x", "a\r\n:::x", "a ##[error]x", "###[x", "\n\n::x"]
)
def test_text_is_made_harmless_to_a_log_of_github_and_stays_readable(text: str) -> None:
    told = harmless(text)
    assert not [line for line in re.split("[\r\n]", told) if line.strip().startswith("::")]
    assert "##[" not in told
    assert told.replace(": :", "::").replace("# #[", "##[") == text
    assert harmless("a::b, #[c], https://x.example/##") == "a::b, #[c], https://x.example/##"


def test_the_most_useful_annotations_come_first_and_no_more_than_github_shows() -> None:
    """One a rule and file before repetitions; of these, those in changed files."""
    repeated = [finding("sources/a.yaml", line, "x") for line in range(1, 12)]
    others = [finding("sources/b.yaml", 1, "x"), finding("sources/a.yaml", 20, "y")]
    others += [finding("sources/z.yaml", 1, "x"), finding("sources/z.yaml", 2, "x")]
    first = report.most_useful([*repeated, *others], {"sources/z.yaml"})
    assert [(one.path, one.rule, one.place.line) for one in first[:6]] == [
        ("sources/z.yaml", "x", 1),
        ("sources/a.yaml", "x", 1),
        ("sources/a.yaml", "y", 20),
        ("sources/b.yaml", "x", 1),
        ("sources/z.yaml", "x", 2),
        ("sources/a.yaml", "x", 2),
    ]
    assert len(first) == 15
    assert len(report.as_annotations(first, ROOT).splitlines()) == 10


def test_every_finding_is_in_the_summary(
    copy: Path, findings_of: Damage, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        (copy / f"sources/actors/office-{number}.yaml").write_text("name: Office\n")
    summary = copy / "summary.md"
    summary.write_text("before\n\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert main(["check", "--format", "github", "--root", str(copy)]) == 1
    out = capsys.readouterr().out.splitlines()
    assert len(out) == 10
    assert all(line.startswith("::error file=") for line in out)
    told = summary.read_text("utf-8")
    assert told.startswith("before\n\n### ")
    assert len(re.findall("^- ", told, re.MULTILINE)) == int(re.findall(r"### (\d+) findings", told)[0])
    assert all(f"office&#45;{number}" in told or f"office-{number}" in told for number in range(12))


def test_a_summary_that_cannot_be_written_is_a_mistake(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["check", "--format", "github", "--root", str(copy), "--summary", str(copy)]
    assert main(command) == 2
    assert "the summary cannot be written" in capsys.readouterr().err
    assert main(["check", "--root", str(copy), "--summary", str(copy / "x.md")]) == 2
    assert capsys.readouterr().err == "check: --summary goes with --format github\n"


def test_hostile_text_in_a_summary_is_text() -> None:
    """Read as GitHub reads Markdown, by the same rules (GFM): no tag, no link, and nothing that it makes a mention of later."""
    told = report.listed([(HOSTILE, [HOSTILE])])
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(told)
    inline = [child for token in tokens for child in token.children or ()]
    assert {token.type for token in inline} == {"text", "text_special"} or {token.type for token in inline} == {"text"}
    assert {token.tag for token in tokens} - {""} == {"h3", "ul", "li", "p"}
    shown = "".join(token.content for token in inline)
    for sign in ("@octocat", "#12", ":tada:", "##["):
        assert sign not in shown
    assert "www." not in told
    assert "https://" not in told
    assert shown.isprintable() or shown.replace("\u200b", "").isprintable()
    assert "</details><script>alert(1)</script> `code` **bold** [link](1) {0}" in shown


def test_a_summary_stays_below_what_github_takes_and_says_what_it_leaves_out() -> None:
    told = report.listed([(f"part {part}", ["@" * 300] * 2000) for part in range(6)])
    assert len(told.encode()) < 1024 * 1024
    assert re.search(r"^- … and 19\d\d more$", told, re.MULTILINE)


def test_sarif_has_what_the_standard_requires(tmp_path: Path) -> None:
    """The parts of the schema of SARIF 2.1.0 that apply to such a log: https://docs.oasis-open.org/sarif/sarif/v2.1.0/."""
    found = [finding(), finding("sources/claims/é ü.yaml", 7, "x", "see [words](@id), {0}")]
    log = json.loads(report.as_sarif(found, ROOT))
    Draft202012Validator(SARIF).validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    last = run["results"][-1]
    assert last["locations"][0]["physicalLocation"]["region"] == {"startLine": 7, "startColumn": 5}
    assert last["message"]["text"] == "see [words] (@id), {{0}}"


def test_columns_of_sarif_count_characters_as_findings_do(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sign beyond the basic plane is one of them, and two of the units that SARIF counts unless told otherwise."""
    path = copy / "sources/claims/catch-2018.yaml"
    path.write_text(path.read_text() + 'note: {"🐟🐟": 1, "🐟🐟": 2}\n')
    main(["check", "--format", "sarif", "--root", str(copy)])
    run = json.loads(capsys.readouterr().out)["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    line = path.read_text().splitlines()[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 :].startswith(('"🐟🐟": 2', "{"))


def test_changed_tells_what_changed_files_have_and_what_they_cause_elsewhere(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    was = copy / "sources/claims/catch-2018.yaml"
    was.write_text(was.read_text().replace("low: 400", "low: 4000"))  # a finding that was there before
    committed(copy)
    document = copy / "sources/documents/harbour-survey-2018.yaml"
    document.unlink()
    (copy / "sources/actors/new-office.yaml").write_text("name: New Office\n")
    changed = {"sources/documents/harbour-survey-2018.yaml", "sources/actors/new-office.yaml"}
    assert changed_since(copy, "HEAD") == changed
    assert main(["check", "--changed", "HEAD", "--root", str(copy)]) == 1
    told = capsys.readouterr().out
    assert "sources/actors/new-office.yaml:1:1: missing-field" in told
    assert "there is no document" in told


def test_findings_that_were_there_before_are_counted_and_do_not_fail(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    was = copy / "sources/claims/catch-2018.yaml"
    was.write_text(was.read_text().replace("low: 400", "low: 4000"))
    commit = committed(copy)
    assert main(["check", "--changed", "HEAD", "--root", str(copy)]) == 0
    assert capsys.readouterr().out == f"check: nothing found since {commit[:10]}; 1 others, which were there before\n"
    was.write_text(was.read_text() + "note: Another look.\n")
    assert main(["check", "--changed", "HEAD", "--root", str(copy)]) == 1
    assert main(["check", "--changed", "HEAD", "--format", "json", "--root", str(copy)]) == 1


def test_a_base_without_the_shape_of_today_is_said(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    was = copy / "sources/claims/catch-2018.yaml"
    sound = was.read_text()
    was.write_text(sound.replace("kind: figure", "kind: figures"))
    committed(copy)
    was.write_text(sound.replace("low: 400", "low: 4000"))
    assert main(["check", "--changed", "HEAD", "--root", str(copy)]) == 1
    assert "could be checked for its shape alone" in capsys.readouterr().out


def test_where_the_rules_cannot_be_asked_every_fault_is_told(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A fault of shape that was there before would hide what the change broke."""
    for name, old, new in (("catch-2018", "kind: figure", "kind: figures"), ("boats-2019", "thirty-one", "thirty-two")):
        path = copy / f"sources/claims/{name}.yaml"
        committed(copy)
        path.write_text(path.read_text().replace(old, new))
    assert main(["check", "--changed", "HEAD", "--root", str(copy)]) == 1
    out = capsys.readouterr().out
    assert "claims/catch-2018.yaml:2:7" in out
    assert "words and rules come after these" in out


@pytest.mark.parametrize(
    ("base", "message"),
    [
        ("nowhere", 'there is no revision "nowhere"; fetch it'),
        ("--output=x", 'there is no revision "--output=x"'),
        ("\x1b[31m", 'there is no revision "\\u001b[31m"'),
    ],
)
def test_a_revision_that_is_not_there_is_a_mistake(
    copy: Path, capsys: pytest.CaptureFixture[str], base: str, message: str
) -> None:
    committed(copy)
    for command in (["check", f"--changed={base}"], ["diff", "--", base]):
        assert main([*command[:1], "--root", str(copy), *command[1:]]) == 2
        assert message in capsys.readouterr().err


def test_without_a_repository_or_git_the_message_says_so(
    copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(copy.parent))
    assert main(["check", "--changed", "main", "--root", str(copy)]) == 2
    assert "this folder is in no repository of git" in capsys.readouterr().err
    monkeypatch.setenv("PATH", "")
    assert main(["check", "--changed", "main", "--root", str(copy)]) == 2
    assert "git is not here" in capsys.readouterr().err


def test_what_is_compared_is_the_fork_and_not_what_came_after_it(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fork = committed(copy)
    was = copy / "sources/claims/catch-2018.yaml"
    sound = was.read_text()
    was.write_text(sound + "note: Later on main.\n")
    committed(copy)
    git(copy, "branch", "later")
    git(copy, "reset", "--quiet", "--hard", fork)
    assert main(["check", "--changed", "later", "--root", str(copy)]) == 0
    assert f"since {fork[:10]}" in capsys.readouterr().out


TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "additionalProperties": False,
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "additionalProperties": False,
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name", "rules"],
                                "additionalProperties": False,
                                "properties": {
                                    "name": {"type": "string", "minLength": 1},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "required": ["id"],
                                            "additionalProperties": False,
                                            "properties": {"id": {"type": "string"}, "shortDescription": TEXT},
                                        },
                                    },
                                },
                            }
                        },
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message"],
                            "additionalProperties": False,
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": TEXT,
                                "locations": {
                                    "type": "array",
                                    "items": {
                                        "type": "object",
                                        "additionalProperties": False,
                                        "properties": {
                                            "physicalLocation": {
                                                "type": "object",
                                                "required": ["artifactLocation", "region"],
                                                "additionalProperties": False,
                                                "properties": {
                                                    "artifactLocation": {
                                                        "type": "object",
                                                        "additionalProperties": False,
                                                        "properties": {
                                                            "uri": {
                                                                "type": "string",
                                                                "pattern": r"^[A-Za-z0-9._~/%-]+$",
                                                            }
                                                        },
                                                    },
                                                    "region": {
                                                        "type": "object",
                                                        "additionalProperties": False,
                                                        "properties": {
                                                            "startLine": {"type": "integer", "minimum": 1},
                                                            "startColumn": {"type": "integer", "minimum": 1},
                                                        },
                                                    },
                                                },
                                            }
                                        },
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}
