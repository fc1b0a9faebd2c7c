"""The forms on GitHub, and what is made of their answers."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from build_tools.__main__ import main
from build_tools.derive import Dossier
from build_tools.load import load
from build_tools.model import Document
from build_tools.reader import Note, read
from build_tools.writing.issue import FORMS, NoForm, filled, meant, nearest
from tests.conftest import ROOT

FOLDER = ROOT / ".github/ISSUE_TEMPLATE"
SOURCE = {
    "URL": "https://coast.example/2020/dredger",
    "title": "The dredger is here",
    "container-title": "Harbour Gazette",
    "author": "Berg, Liv\nCoast Union",
    "issued": "2020-05-03",
    "type": "News article",
    "standing": "It reports what happened or was said",
    "language": "English",
}
ERROR = {
    "record": "https://harbour.example/x/claims/boats-2019/#origins",
    "now": "Thirty-One  boats",
    "wrong": "There are 30.",
}
CHALLENGE = {
    "record": "town-dredging-2019",
    "expected": "kept",
    "words": "all is dug",
    "source": "https://gazette.example/2019/05/03/dredging",
}


def body(form: str, answers: dict[str, str]) -> str:
    """What GitHub makes of a filled form."""
    return "\n\n".join(f"### {each.label}\n\n{answers.get(each.id) or '_No response_'}" for each in FORMS[form])


def run(copy: Path, text: str, *flags: str) -> int:
    (copy / "issue.md").write_text(text, "utf-8")
    return main(["new", "--root", str(copy), "--from-issue", str(copy / "issue.md"), *flags])


def test_the_forms_and_their_settings_pass_the_schemas_of_github() -> None:
    forms = [str(FOLDER / f"{form}.yml") for form in FORMS]
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted([*FORMS, "config"])
    for name, files in (("forms", forms), ("config", [str(FOLDER / "config.yml")])):
        command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.github-issue-{name}", *files]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("form", FORMS)
def test_the_questions_of_a_form_are_the_ones_that_are_read(form: str) -> None:
    note = read(form, (FOLDER / f"{form}.yml").read_bytes())
    assert isinstance(note, Note)
    body: Any = note.data["body"]
    items = [item for item in body if item["type"] != "markdown"]
    found = [(item["id"], item["attributes"]["label"], item["attributes"].get("options")) for item in items]
    asked = [(each.id, each.label, list(each.choices) if each.choices else None) for each in FORMS[form]]
    assert found == asked


def test_a_suggested_source_becomes_a_checked_record(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(copy, body("suggest-a-source", SOURCE), "--today", "2020-06-01") == 0
    assert f"written: {copy}/sources/documents/gazette-2020-05-03-dredger-here.yaml" in capsys.readouterr().out
    corpus, findings = load(copy)
    assert corpus is not None, findings
    document = corpus.documents["gazette-2020-05-03-dredger-here"]
    assert (document.type, document.standing, document.language) == ("article-newspaper", "reporting", "en")
    assert [author.family or author.literal for author in document.author] == ["Berg", "Coast Union"]
    assert document.outlet == "harbour-gazette"
    assert document.dated_by == "As whoever suggested the source says; not compared with the document."


def test_a_date_as_people_write_it_is_taken_with_how_it_is_known(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = {**SOURCE, "issued": "May 3, 2020", "dated_by": "Printed under the title."}
    assert run(copy, body("suggest-a-source", told), "--today", "2020-06-01") == 0
    assert 'whoever suggested the source says "May 3, 2020", which is read as 2020-05-03.' in capsys.readouterr().out
    text = (copy / "sources/documents/gazette-2020-05-03-dredger-here.yaml").read_text("utf-8")
    assert "\nissued: 2020-05-03\ndated_by: Printed under the title.\n" in text


def test_a_source_that_is_here_already_is_not_written_again(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(copy, body("suggest-a-source", {**SOURCE, "URL": CHALLENGE["source"]})) == 2
    assert "is on record already, as gazette-2019-05-03-dredging" in capsys.readouterr().err


def test_a_suggestion_of_which_too_little_is_known_is_told_and_nothing_is_written(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(copy.rglob("*.yaml"))
    assert run(copy, body("suggest-a-source", {"title": "x"})) == 2
    assert "--standing is missing: What its word is worth" in capsys.readouterr().err
    assert sorted(copy.rglob("*.yaml")) == before


def test_an_error_leads_to_the_line(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(copy, body("report-an-error", ERROR)) == 0
    assert capsys.readouterr().out == (
        "report an error:\n"
        "  record: claim boats-2019: The cooperative of the fishers has thirty-one boats.\n"
        "  edit: sources/claims/boats-2019.yaml:1:12 (statement)\n"
        "  what stands there now: Thirty-One boats\n"
        "  what is wrong with it: There are 30.\n"
        "  words of a document that show it: no answer\n"
        "  document with those words: no answer\n"
        "  document: none is named; ask for one, since a correction rests on words of a document\n"
    )


def test_a_challenge_is_told_with_the_status_and_what_it_follows_from(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(copy, body("challenge-a-status", CHALLENGE)) == 0
    out = capsys.readouterr().out
    assert "  status now: Agreed, as of 2020-07-01\n" in out
    assert "  it follows from: sources/claims/town-agreed-to-dredge.yaml:21: agreed, 2019-05-02\n" in out
    assert "  document: on record as gazette-2019-05-03-dredging\n" in out
    assert run(copy, body("challenge-a-status", {**CHALLENGE, "expected": "Done!", "record": "boats-2019"})) == 0
    assert "  no commitment: claims have no status; ask which commitment is meant\n" in capsys.readouterr().out


def test_a_record_that_is_not_there_is_told_with_the_nearest(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(copy, body("report-an-error", {**ERROR, "record": "boat-2019"})) == 1
    assert 'record: "boat-2019" names no record; did you mean "boats-2019"?' in capsys.readouterr().out


def test_records_are_known_by_page_file_id_and_address(little: Dossier) -> None:
    corpus = little.corpus
    for answer in (
        "boats-2019",
        "sources/claims/boats-2019.yaml",
        "https://h.example/claims/boats-2019/",
        "/claims/boats-2019.html",
    ):
        record = meant(answer, corpus)
        assert record is not None
        assert record.id == "boats-2019", answer
    assert isinstance(meant("https://gazette.example/2019/05/03/dredging", corpus), Document)
    assert nearest("no such words", corpus) == ""
    assert nearest("Ada Holm", corpus).startswith('; did you mean "ada-holm"')


def test_headings_fences_and_html_in_an_answer_are_part_of_it() -> None:
    answer = "### Not a question\n```\n### Title\n</details><script>alert(1)</script>\n\x1b[31m\u202ered\n````"
    _, answers = filled("issue.md", body("report-an-error", {**ERROR, "wrong": answer}).encode())
    assert answers["wrong"] == "### Not a question\n```\n### Title\n</details><script>alert(1)</script>\n[31mred\n````"
    assert answers["words"] == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            body("report-an-error", {**ERROR, "now": "### What is wrong with it"}),
            'issue.md:9:1: the heading "What is wrong with it" stands already in line 7; one of the two is part of an answer: change its words',
        ),
        (
            body("report-an-error", ERROR).replace("### What is wrong with it", ""),
            'issue.md:13:1: the heading "Words of a document that show it" is not where the form has it; put it back',
        ),
        (
            body("report-an-error", ERROR).partition("### Words")[0],
            'issue.md:13:1: the heading "### Words of a document that show it" is missing; save the text of the issue as it is',
        ),
        (
            body("suggest-a-source", {**SOURCE, "type": "News articles"}),
            'issue.md:26:1: "News articles" is none of the choices of the form; did you mean "News article"?',
        ),
        ("", "issue.md:1:1: this is no filled form"),
        ("# x\n" * 250_000, "issue.md:1:1: more than 300 kB, and no form is so long; cut the answers"),
    ],
)
def test_what_is_no_filled_form_is_refused_with_the_place(text: str, message: str) -> None:
    with pytest.raises(NoForm) as error:
        filled("issue.md", text.encode())
    assert str(error.value).startswith(message)


def test_hostile_answers_reach_the_terminal_without_their_signs(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hostile = "\x1b]0;owned\x07 \u202e " + "x" * 5000
    assert (
        run(copy, body("report-an-error", dict.fromkeys(("record", "now", "wrong", "words", "source"), hostile))) == 1
    )
    assert all(sign.isprintable() or sign == "\n" for sign in capsys.readouterr().out)
    assert run(copy, body("suggest-a-source", {**SOURCE, "title": hostile})) == 2
    assert all(sign.isprintable() or sign == "\n" for sign in capsys.readouterr().err)


def test_a_takedown_asks_for_nothing_private_and_leads_to_the_record(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = (FOLDER / "ask-for-a-takedown.yml").read_text("utf-8")
    assert "Everyone can read this. Write nothing private here" in form
    assert "](../security/advisories/new)" in form
    assert "type: textarea" not in form
    answers = {"record": "ada-holm", "kind": "Family, health or beliefs", "where": "In our own words"}
    assert run(copy, body("ask-for-a-takedown", answers)) == 0
    told = capsys.readouterr().out
    assert "  record: actor ada-holm: Ada Holm\n" in told
    assert "  what the page should not say: Family, health or beliefs\n" in told
