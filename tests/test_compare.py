"""What a change does to the site: `diff` over a repository with the little corpus, changed in one way or another."""

import json
import re
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from markdown_it import MarkdownIt

from build_tools.__main__ import main
from build_tools.compare import compare
from build_tools.derive import Dossier
from build_tools.effects import Effects, in_markdown, in_words
from build_tools.site import dossier_of, files
from tests.conftest import LITTLE, ROOT
from tests.repository import committed, git


@pytest.fixture
def project(copy: Path) -> Path:
    """A repository with the little corpus and a page that somebody wrote."""
    (copy / "docs").mkdir()
    (copy / "docs/method.md").write_text("# Method\n")
    committed(copy)
    return copy


def edit(project: Path, file: str, old: str, new: str) -> None:
    path = project / "sources" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def effects(project: Path, capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict[str, Any]:
    """What `diff --format json` says of a project since its last commit."""
    assert main(["diff", "HEAD", *arguments, "--format", "json", "--root", str(project)]) == code
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def test_a_change_without_effect_says_so(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "README.md").write_text("Nothing of the site.\n")
    for format in ("text", "markdown"):
        assert main(["diff", "HEAD", "--format", format, "--root", str(project)]) == 0
        assert "no record, no status, no page." in capsys.readouterr().out
    told = effects(project, capsys)
    assert {name for name, value in told.items() if value} == {"base", "head"}


def test_a_withdrawn_effect_changes_a_status_and_the_report_says_why(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, _ = dossier_of(LITTLE)
    assert before is not None
    claim = next(
        one for one in before.corpus.claims.values() if one.bears_on and before.statuses[one.bears_on[0].commitment].id
    )
    path = f"claims/{claim.id}.yaml"
    text = (project / "sources" / path).read_text()
    (project / "sources" / path).write_text(re.sub(r"(?ms)^bears_on:\n(?:[ -].*\n)+", "", text))
    told = effects(project, capsys)
    (turn,) = [one for one in told["statuses"] if one["commitment"] == claim.bears_on[0].commitment]
    was = before.corpus.rubric.statuses[str(before.statuses[turn["commitment"]].id)].name
    assert turn["before"].startswith(was)
    assert not turn["after"].startswith(was) or turn["because"] != turn["because_before"]
    assert any(claim.id in reason for reason in turn["because_before"])
    assert turn["because"]
    assert {"record": f"claims/{claim.id}", "title": claim.statement, "fields": ["bears_on"]} in told["changed"]
    assert f"commitments/{turn['commitment']}/" in told["pages_changed"]
    main(["diff", "HEAD", "--root", str(project)])
    out = capsys.readouterr().out
    assert f"  - {turn['commitment']}: {turn['before']} → {turn['after']}. Now: {'; '.join(turn['because'])}." in out


def test_a_new_record_is_added_with_its_pages_origins_and_verdicts(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = (project / "sources/claims/town-agreed-to-dredge.yaml").read_text()
    (project / "sources/claims/town-agreed-again.yaml").write_text(claim)
    told = effects(project, capsys)
    assert [one["record"] for one in told["added"]] == ["claims/town-agreed-again"]
    assert "claims/town-agreed-again/" in told["pages_added"]
    (origins,) = [one for one in told["origins"] if one["record"] == "claims/town-agreed-again"]
    assert origins["before"] is None
    assert origins["gained"]
    assert [one["verdict"] for one in told["verdicts"]] == ["not-yet-verified"]
    assert told["removed"] == told["pages_gone"] == []


def test_a_gone_page_is_called_out_first(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (project / "sources/briefings").iterdir():
        path.unlink()
    (project / "docs/method.md").unlink()
    told = effects(project, capsys)
    assert told["pages_gone"] == ["briefings/who-pays/", "method/"]
    assert [one["record"] for one in told["removed"]] == ["briefings/who-pays"]
    main(["diff", "HEAD", "--root", str(project)])
    assert capsys.readouterr().out.splitlines()[2:5] == [
        "Addresses that lead nowhere now (2)",
        "  - briefings/who-pays/",
        "  - method/",
    ]


def test_a_page_that_becomes_the_first_of_a_folder_keeps_its_address(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "docs/method").mkdir()
    (project / "docs/method.md").rename(project / "docs/method/index.md")
    assert effects(project, capsys)["pages_gone"] == []


def test_disagreements_gained_and_lost_are_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit = committed(project)
    edit(
        project,
        "claims/boats-2019.yaml",
        "kind:",
        "conflicts_with:\n  - claim: catch-doubled\n    reason: Boats cannot double.\nkind:",
    )
    told = effects(project, capsys)
    assert told["conflicts_gained"] == ["boats-2019 and catch-doubled (declared): Boats cannot double."]
    assert told["conflicts_lost"] == []
    committed(project)
    back = effects(project, capsys, commit)  # the other way round: from what both have in common, which is the older
    assert {name for name, value in back.items() if value} == {"base", "head"}


def test_comments_and_layout_are_told_from_fields(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, "claims/boats-2019.yaml", "statement:", "# A comment.\nstatement:")
    (changed,) = effects(project, capsys)["changed"]
    assert changed["fields"] == []
    main(["diff", "HEAD", "--root", str(project)])
    assert "(only layout and comments of its file)" in capsys.readouterr().out


def test_settings_and_the_day_of_statuses_are_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = project / "sources/site.yaml"
    settings.write_text(re.sub("as_of: .*", "as_of: 2031-01-01", settings.read_text()))
    told = effects(project, capsys)
    assert told["settings"][0].startswith("statuses are as of 2031-01-01, before ")
    assert told["settings"][1] == "sources/site.yaml: as_of"
    for turn in told["statuses"]:
        assert ", no news" in turn["after"]
        assert any(reason.startswith("the last news is dated 20") for reason in turn["because"])
        late = "it was due, and nothing on record settles whether it was kept" in turn["because"]
        assert late == (", due date passed" in turn["after"])
    assert any("due date passed" in turn["after"] for turn in told["statuses"])
    assert told["statuses"]


def test_two_revisions_are_compared_whatever_lies_in_the_folder(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project, "claims/boats-2019.yaml", "statement:", "note: New.\nstatement:")
    head = committed(project)
    edit(project, "claims/catch-2018.yaml", "low: 400", "low: [")
    assert main(["diff", "HEAD~1", "HEAD", "--format", "json", "--root", str(project)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["head"] == head
    assert [one["fields"] for one in told["changed"]] == [["note"]]
    assert told["faults"] == []


def test_an_earlier_shape_is_told_by_files_alone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, "claims/boats-2019.yaml", "kind: figure", "sort: figure")
    committed(project)
    edit(project, "claims/boats-2019.yaml", "sort: figure", "kind: figure")
    told = effects(project, capsys)
    assert told["faults"][0] == "the earlier records do not pass the schemas of these tools: 2 findings"
    assert [one["record"] for one in told["changed"]] == ["claims/boats-2019"]
    edit(project, "claims/boats-2019.yaml", "kind: figure", "sort: figures")
    assert effects(project, capsys, code=1)["faults"][3].startswith("the later records do not pass")


def test_every_command_that_the_page_on_pull_requests_tells_works(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs/contributing/pull-requests.md").read_text("utf-8")
    commands = re.findall(r"^\.venv/bin/python -m build_tools (.*)$", page, re.MULTILINE)
    assert len(commands) == 3
    for command in commands:
        assert main([*command.split(), "--root", str(project)]) == 0, command
    told = re.findall(r"^\| (`.+?`) \|", page, re.MULTILINE)
    assert re.findall("`([a-z]+)`", " ".join(told)) == ["path", "line", "column", "rule", "message", "help"]


def with_renamed(dossier: Dossier, old: str, new: str) -> Dossier:
    """The dossier with a claim under another id, which remembers the former one; for claims that nothing refers to."""
    claims = dict(dossier.corpus.claims)
    claims[new] = replace(claims.pop(old), id=new, formerly=(old,))
    notes = {**dossier.corpus.notes, f"sources/claims/{new}.yaml": dossier.corpus.notes[f"sources/claims/{old}.yaml"]}
    corpus = replace(dossier.corpus, claims=MappingProxyType(dict(sorted(claims.items()))), notes=notes)
    return replace(dossier, corpus=corpus)


def test_a_renamed_record_is_neither_gone_nor_new_and_its_address_is_redirected_or_gone(little: Dossier) -> None:
    renamed = with_renamed(little, "boats-2019-copy", "boats-of-2019-copy")
    pages = {"claims/boats-2019-copy.md": "old", "claims/other.md": "same"}
    later = {"claims/boats-of-2019-copy.md": "old", "claims/other.md": "same"}
    told = compare(little, renamed, pages, later)
    assert (told.renamed[0].before, told.renamed[0].after) == ("claims/boats-2019-copy", "claims/boats-of-2019-copy")
    assert told.added == told.removed == ()
    assert told.pages_gone == ("claims/boats-2019-copy/",)
    redirected = compare(little, renamed, pages, {**later, "claims/boats-2019-copy.md": "a redirect"})
    assert redirected.pages_gone == ()
    assert redirected.pages_redirected == ("claims/boats-2019-copy/",)
    assert redirected.pages_changed == ()


HOSTILE = "</details><script>alert(1)</script> **b** `c` @octocat #12 ::set-output name=x::y ##[error]z www.example.org \x1b[31m\u202e"


def test_hostile_titles_do_nothing_in_any_format(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What YAML cannot hold, no record has; the rest goes through a record, and what it cannot, through the effects."""
    title = HOSTILE.replace("\x1b[31m\u202e", "")
    actor = (project / "sources/actors/harbour-office.yaml").read_text()
    named = re.sub("(?m)^name: .*", lambda _: f"name: {json.dumps('::error::' + title)}", actor)
    (project / "sources/actors/zz-new.yaml").write_text(named)
    assert main(["diff", "HEAD", "--root", str(project)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert not [line for line in lines if line.strip().startswith("::") or "##[" in line]
    assert main(["diff", "HEAD", "--format", "json", "--root", str(project)]) == 0
    out = capsys.readouterr().out
    assert "##[" not in out
    assert [one["record"] for one in json.loads(out)["added"]] == ["actors/zz-new"]


def test_hostile_words_of_results_are_text_in_markdown_and_on_a_terminal() -> None:
    told = Effects(settings=(HOSTILE,), pages_gone=(HOSTILE,), faults=(HOSTILE,))
    words = in_words(told, HOSTILE)
    assert words.replace("\n", "").isprintable()
    assert "##[" not in words
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(in_markdown(told, HOSTILE))
    assert {token.tag for token in tokens} - {""} == {"h3", "ul", "li", "p"}
    inline = [child for token in tokens for child in token.children or ()]
    assert not [token for token in inline if not token.type.startswith("text")]


def test_markdown_is_cut_with_a_count_and_json_never() -> None:
    told = Effects(pages_changed=tuple(f"claims/{'@' * 500}{number}/" for number in range(5000)))
    markdown = in_markdown(told, "title")
    assert len(markdown.encode()) < 1024 * 1024
    assert re.search(r"^- … and \d+ more$", markdown, re.MULTILINE)
    assert "### Pages changed &#40;5000&#41;" in markdown


def test_nothing_of_a_revision_is_run_and_nothing_here_is_changed(
    project: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Filters, attributes and links of a revision do nothing; its tools are not used."""
    (project / ".gitattributes").write_text("* export-ignore filter=own\n")
    (project / "build_tools").mkdir()
    (project / "build_tools/__init__.py").write_text("raise SystemExit(9)\n")
    (project / "sources/claims/elsewhere.yaml").symlink_to("/etc/hostname")
    committed(project)
    git(project, "config", "filter.own.smudge", f"touch {project}/run; cat")
    (project / "sources/claims/elsewhere.yaml").unlink()
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    told = effects(project, capsys)
    assert told["faults"] == told["added"] == told["removed"] == []
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_pages_are_written_by_the_tools_as_they_are(little: Dossier) -> None:
    pages = {path: text for path, text in files(little).items() if isinstance(text, str) and path.endswith(".md")}
    assert compare(little, little, pages, pages).none
