"""`new`: what is written passes its schema, nothing is written over, and what is missing is told."""

import os
import pty
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.__main__ import main
from build_tools.commands.asking import Questions
from build_tools.commands.conversation import Stopped
from build_tools.derive import Dossier
from build_tools.load import load
from build_tools.meant.filenames import ID
from build_tools.model import Actor
from build_tools.reader import Note, read
from build_tools.schema import KINDS, LATER, schema
from build_tools.site import check
from build_tools.structure import written
from build_tools.writing.canonical import canonical
from build_tools.writing.draft import draft, faults
from build_tools.writing.ids import proposed
from build_tools.writing.search import matching
from build_tools.writing.values import Unfit, put
from tests.conftest import ROOT

QUOTE = (
    "--document",
    "gazette-2019-05-03-dredging",
    "--attribution",
    "the mayor said",
    "--language",
    "en",
    "--extent",
    "whole",
)


def new(copy: Path, *arguments: str) -> int:
    return main(["new", *arguments, "--root", str(copy)])


def records_of(dossier: Dossier) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every record of the corpus as values: its kind, its id, its fields as text."""
    for kind in KINDS:
        for id, record in getattr(dossier.corpus, kind).items():
            yield kind, id, dossier.corpus.notes[dossier.corpus.path(record)].data


def test_a_draft_of_any_record_reads_as_that_record_and_passes(little: Dossier) -> None:
    for kind, id, values in records_of(little):
        assert faults(kind, draft(kind, values, {"note": "look"}), values, little.corpus) == [], id


def test_a_draft_is_in_canonical_form(little: Dossier) -> None:
    for kind, id, values in records_of(little):
        text = draft(kind, values, {"note": "look"})
        note = read("draft", text.encode())
        assert isinstance(note, Note)
        assert canonical(note, schema(kind)) == text, id


@settings(max_examples=40)
@given(st.text(min_size=1, max_size=300), st.text(max_size=80))
def test_text_of_any_kind_is_written_as_it_is_or_refused(little: Dossier, text: str, doubt: str) -> None:
    values: dict[str, Any] = {"type": "person", "description": "x"}
    try:
        put(values, "name", text)
    except Unfit:
        return
    found = read("draft", draft("actors", values, {"name": doubt, "type": f"{doubt}\n- x: y"}).encode())
    assert isinstance(found, Note)
    assert found.data == values
    assert values["name"] == " ".join(text.split())


@pytest.mark.parametrize("kind", KINDS)
def test_each_field_that_is_left_empty_stands_in_the_draft_with_what_it_holds(kind: str) -> None:
    text = draft(kind, {}, {})
    fields = {name: field for name, field in schema(kind)["properties"].items() if name not in LATER}
    assert re.findall(r"^# ([A-Za-z_-]+):$", text, re.MULTILINE) == list(fields)
    plain = " ".join(text.replace("\n# ", " ").split())
    assert all(field["description"] in plain for field in fields.values())


@pytest.mark.parametrize("kind", KINDS)
def test_the_comments_of_a_draft_become_fields_when_their_signs_are_taken_away(kind: str) -> None:
    """As a contributor does: the lines without the words about them are YAML, and what is missing in it is told."""
    lines = re.findall(r"^# ((?:[A-Za-z_-]+:| .*|- .*|  -.*))$", draft(kind, {}, {}), re.MULTILINE)
    findings = read("draft", "\n".join(lines).encode())
    assert isinstance(findings, list)
    assert {finding.message for finding in findings} == {"the value is missing; write one, or remove the field"}


def test_ids_are_made_of_facts_as_those_of_the_collection_are(little: Dossier) -> None:
    def of(kind: str, values: dict[str, Any], *used: str) -> str:
        return proposed(kind, values, little.corpus, used)

    quote = {"speaker": "ada-holm", "text": "We will dig until dawn", "document": "gazette-2019-05-03-dredging"}
    assert of("quotes", quote) == "holm-2019-05-dig-until"
    assert of("quotes", quote, "holm-2019-05-dig-until") == "holm-2019-05-dig-until-dawn"
    assert of("actors", {"name": "Town of Ærø’s Ümlaut"}) == "town-of-aeros-umlaut"
    assert of("actors", {"name": "港"}) == ""
    assert (
        of("documents", {"title": "A day out", "issued": "2019-05-03/2019-05-07~", "publisher": "Coast Co."})
        == "coast-co-2019-05-day-out"
    )
    assert (
        of("commitments", {"title": "Dredging", "promisors": ["town-of-lindholm"], "made": "2019~"})
        == "town-dredging-2019"
    )
    for kind, id, values in records_of(little):
        assert ID.fullmatch(of(kind, values)), id
        assert of(kind, values, of(kind, values)) != of(kind, values), id


def test_ids_take_the_first_surname_and_leave_numbers_apart(little: Dossier) -> None:
    person = Actor(id="rodrigo-saldivar-pena", name="Rodrigo Saldívar Peña", type="person", description="x")
    corpus = replace(little.corpus, actors={**little.corpus.actors, person.id: person})
    quote = {"speaker": person.id, "text": "Nobody came", "said": "2019-05-02"}
    assert proposed("quotes", quote, corpus, ()) == "saldivar-2019-05-nobody-came"
    event = {"name": "News conference of Rodrigo Saldívar Peña", "date": "2019-05-02"}
    assert proposed("events", event, corpus, ()) == "news-conference-saldivar-2019-05-02"
    assert proposed("claims", {"statement": "It cost 14.5 million, not 1,000."}, corpus, ()) == "cost-14-5-million-not"


def test_a_part_of_a_name_or_of_another_name_finds_an_actor(little: Dossier) -> None:
    assert matching(little.corpus, "actors", "ada") == ["ada-holm"]
    assert matching(little.corpus, "actors", "HOLM Ad") == ["ada-holm"]
    assert matching(little.corpus, "actors", "the town")[0] == "town-of-lindholm"
    assert matching(little.corpus, "actors", "fishers cooperative") == ["fishers-cooperative"]
    assert matching(little.corpus, "actors", "") == []


def test_a_quote_is_written_from_flags_and_what_comes_next_is_told(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(copy, "quote", *QUOTE, "--text", "Asked what that would cost", "--speaker", "Ada Holm") == 0
    path = copy / "sources/quotes/holm-2019-05-asked-what.yaml"
    assert capsys.readouterr().out == (
        f"written: {path}\nnext: `python -m build_tools lock` verifies its words, then `python -m build_tools check`\n"
    )
    corpus, findings = load(copy)
    assert corpus is not None, findings
    assert written(corpus.quotes["holm-2019-05-asked-what"])["speaker"] == "ada-holm"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "new: say of which kind: actor, document, quote, claim, commitment, event, briefing"),
        (("quote",), "--speaker is missing: Whose words they are. For words of a text: whoever issued it."),
        (
            ("quote", *QUOTE, "--text", "x", "--speaker", "Ada"),
            'speaker: "Ada" is no id of actors; write the one that you mean: "ada-holm" (Ada Holm)',
        ),
        (
            ("quote", *QUOTE, "--text", "x", "--speaker", "ada-holn"),
            'speaker: there is no actor "ada-holn"; did you mean "ada-holm"?',
        ),
        (
            ("quote", *QUOTE, "--text", "x", "--speaker", "ada-holm", "--extent", "half"),
            'extent: "half" is not one of: whole, fragment, text',
        ),
        (
            ("quote", *QUOTE, "--text", "x", "--speaker", "ada-holm", "--id", "ada-holm"),
            'the id "ada-holm" is used already by sources/actors/ada-holm.yaml; give another with --id',
        ),
        (
            ("quote", *QUOTE, "--text", "x", "--speaker", "ada-holm", "--id", "../../x"),
            '"../../x" is no id; use at most 80 small letters and digits',
        ),
        (
            ("quote", *QUOTE, "--text", "x", "--speaker", "ada-holm", "--set", "coment=y"),
            'coment: there is no field "coment" here; did you mean "document"?',
        ),
        (
            ("quote", *QUOTE, "--text", "\x1b[31m", "--speaker", "ada-holm"),
            '"text": the text holds a control character U+001B; remove it',
        ),
        (("quote", "--text", " "), '"text": the value is empty; write one, or leave the field out'),
        (("quote", "--set", "text"), '"text": write the field, an equals sign and the value, such as "language=en"'),
        (("claim", "--set", "evidence.1.quote=x"), '"evidence.1.quote": item 1 stands before there is an item 0'),
        (("claim", "--set", "evidence.x..y=x"), '"evidence.x..y" leads to no field'),
        (("claim", "--set", "statement.0=x", "--set", "statement.x=x"), '"statement.x" leads to no field'),
        (
            ("actor", "--name", "the town"),
            '"the town" is on record, as town-of-lindholm; if this is another, give its id',
        ),
        (("claim",), "--document with --passage, or --quote is missing: "),
        (("claim", "--kind", "figure"), "--set figure.measure=X with --set figure.unit=X and --set figure.value=N"),
        (
            ("claim", "--set", "bears_on.0.effect=x"),
            "the effects of sources/vocabulary.yaml are agreed, asked, begun, completed, reported",
        ),
        (("document", "--from", "nothing.bib"), "nothing.bib: No such file or directory"),
        (("document", "--from", "http://127.0.0.1/"), "is no host of the public internet"),
        (("briefing",), "a briefing needs a title; give it with --title"),
        (("briefing", "--title", "Who <pays>"), 'title: HTML is not read here; write "&lt;" for the sign itself'),
        (("--from-issue", "nothing.md"), "nothing.md: No such file or directory"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(
    copy: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str
) -> None:
    before = sorted(copy.rglob("*"))
    kind, rest = arguments[:1], arguments[1:]
    assert main(["new", "--root", str(copy), *kind, *rest]) == 2
    out, err = capsys.readouterr()
    assert message in err
    assert "written:" not in out
    assert sorted(copy.rglob("*")) == before


@pytest.mark.parametrize("kind", KINDS)
def test_of_a_record_of_which_nothing_is_told_only_what_is_missing_is_told(
    copy: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    assert new(copy, kind) == 2
    *lines, last = capsys.readouterr().err.splitlines()
    assert all(" is missing: " in line for line in lines)
    assert last.startswith("new: no ")


def test_a_flag_may_have_underscores_and_of_an_unknown_one_the_nearest_is_told(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flags = ("--name", "Pilots", "--type", "organisation", "--description", "They steer.")
    for number, flag in enumerate(("--part-of", "--part_of")):
        assert new(copy, "actor", *flags, flag, "town-of-lindholm", "--id", f"pilots-{number}") == 0
    with pytest.raises(SystemExit):
        new(copy, "actor", "--partof", "x")
    err = capsys.readouterr().err
    assert err.startswith("usage: ")
    assert " new actor [-h]" in err
    assert 'there is no flag "--partof"; did you mean "--part-of"?' in err
    with pytest.raises(SystemExit):
        new(copy, "actor", "two", "words")
    assert '"two" belongs to no flag' in capsys.readouterr().err


def test_what_check_will_ask_for_is_told_when_a_record_is_written(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(copy, "actor", "--name", "Pilots", "--type", "organisation", "--description", "They steer.") == 0
    out = capsys.readouterr().out
    found = {finding.rule for finding in check(copy)[1]}
    assert found == {"orphan", "unnamed-actor"}
    assert all(rule in out for rule in found)
    cited = ("--document", "gazette-2019-05-03-dredging", "--passage", "thirty-one boats", "--direction", "supports")
    assert new(copy, "claim", "--statement", "Boats.", "--kind", "fact", *cited) == 0
    assert 'to do: if it bears on a commitment, write "bears_on"' in capsys.readouterr().out


def test_a_document_is_known_again_by_its_address_whatever_counts_visitors_in_it(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flags = ("document", "--type", "report", "--language", "en", "--standing", "primary", "--title")
    again = "http://GAZETTE.example/2019/05/03/dredging/amp?utm_source=x&fbclid=7#more"
    assert new(copy, *flags, "Dug", "--URL", again) == 2
    assert "is on record already, as gazette-2019-05-03-dredging" in capsys.readouterr().err
    assert new(copy, *flags, "Dug", "--URL", "https://a.example/x?id=7&mc_cid=5#top", "--id", "dug") == 0
    assert 'look again: URL: Taken from the address: "mc_cid=5 #top".' in capsys.readouterr().out
    assert "\nURL: https://a.example/x?id=7\n" in (copy / "sources/documents/dug.yaml").read_text()


def test_a_title_that_its_outlet_has_printed_already_is_a_doubt(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    title = next(iter(load(copy)[0].documents.values())).title  # type: ignore[union-attr]
    flags = ("document", "--type", "report", "--language", "en", "--standing", "primary", "--id", "again")
    outlet = next(iter(load(copy)[0].documents.values())).container_title or ""  # type: ignore[union-attr]
    assert new(copy, *flags, "--title", title, "--container-title", outlet) == 0
    assert "has this title and outlet; make sure that it is another text." in capsys.readouterr().out


def test_an_article_in_an_outlet_on_record_is_likely_a_newspapers(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy / "a.bib").write_text("@article{a, title={Dug out}, journal={Harbour Gazette}, year=2020}")
    assert new(copy, "document", "--from", str(copy / "a.bib"), "--language", "en", "--standing", "reporting") == 0
    assert '"Harbour Gazette" is an outlet, so this is likely a newspaper\'s.' in capsys.readouterr().out
    assert "\ntype: article-newspaper\n" in (copy / "sources/documents/gazette-2020-dug-out.yaml").read_text()


def test_beside_a_faulty_record_nothing_is_written(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "sources/actors/ada-holm.yaml").write_text("name: x\n")
    assert new(copy, "briefing", "--title", "Why") == 1
    out, err = capsys.readouterr()
    assert out.startswith("sources/actors/ada-holm.yaml:1:1: missing-field: ")
    assert err == "new: mend these first; nothing was written\n"


def test_what_lies_there_is_never_written_over(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "elsewhere").write_text("kept")
    path = copy / "sources/briefings/why.md"
    path.symlink_to(copy / "gone")
    assert new(copy, "briefing", "--title", "Why") in (1, 2)
    assert path.is_symlink()
    path.unlink()
    assert new(copy, "briefing", "--title", "Why") == 0
    assert new(copy, "briefing", "--title", "Why", "--id", "why") == 2
    assert 'the id "why" is used already by sources/briefings/why.md' in capsys.readouterr().err


def test_a_capture_and_its_record_are_written_both_or_neither(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = copy / "dredger.txt"
    text.write_text("three words here\n")
    flags = (
        "document",
        "--title",
        "Dredger",
        "--type",
        "report",
        "--language",
        "en",
        "--standing",
        "primary",
        "--id",
        "dredger",
    )
    (copy / "captures/dredger.txt").write_text("other")
    assert new(copy, *flags, "--capture", str(text)) == 2
    assert not (copy / "sources/documents/dredger.yaml").exists()
    (copy / "captures/dredger.txt").unlink()
    assert new(copy, *flags, "--capture", str(text)) == 0
    assert "word_count: 3\n" in (copy / "sources/documents/dredger.yaml").read_text()
    assert (copy / "captures/dredger.txt").read_text() == "three words here\n"
    assert "`python -m build_tools new quote --document dredger` for words of it" in capsys.readouterr().out


def test_flags_stand_before_what_metadata_say_and_doubts_of_the_rest_stay(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy / "a.bib").write_text(
        "@article{a, title={Dug out}, author={Ada Holm and Berg, Liv}, journal={Coast Times}, year=2020, volume=7}"
    )
    assert (
        new(
            copy,
            "document",
            "--from",
            str(copy / "a.bib"),
            "--type",
            "report",
            "--language",
            "en",
            "--standing",
            "primary",
            "--today",
            "2020-06-01",
            "--issued",
            "2020-05",
            "--dated_by",
            "Printed.",
        )
        == 0
    )
    out = capsys.readouterr().out
    assert 'not taken over: volume: "7"\n' in out
    assert 'look again: container-title: No outlet that is called "Coast Times" is on record' in out
    assert "look again: type" not in out
    text = (copy / "sources/documents/coast-times-2020-05-dug-out.yaml").read_text()
    assert "issued: 2020-05\ndated_by: Printed.\n" in text
    assert "  - family: Holm\n    given: Ada\n    actor: ada-holm\n" in text
    assert check(copy)[0] is not None


def answers(*lines: str) -> Any:
    """A `read` that gives one line after another, and then ends as a terminal does."""
    left = iter(lines)

    def read(_: str) -> str:
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    return read


def test_questions_ask_again_until_an_answer_is_sound(little: Dossier) -> None:
    told: list[str] = []
    lines = (
        *("Water came in.", "9", "1", ""),  # statement; kind: none, then the first; evidence: no quote
        *("gazette", "0", "gazette 2019", "", "before midnight", "1", "the tow", "", "n", "n"),
        *("", "not a date", "2019-05"),  # about nobody; when
    )
    asking = Questions("claims", little.corpus, answers(*lines), told.append)
    assert asking.answered({}) == {
        "statement": "Water came in.",
        "kind": "fact",
        "evidence": [
            {
                "document": "gazette-2019-05-03-dredging",
                "passage": "before midnight",
                "direction": "supports",
                "attributed_to": ["town-of-lindholm"],
            }
        ],
        "when": "2019-05",
    }
    assert any(line.startswith('"9" is not one of: fact, figure') for line in told)
    assert any(line.startswith('"not a date" is not a date as EDTF has it') for line in told)
    assert "  1  fact" in told


def asked(little: Dossier, kind: str, *lines: str) -> tuple[dict[str, Any], str]:
    """The values that these answers make, and all that was said and shown."""
    told: list[str] = []
    read = answers(*lines)
    prompts: list[str] = []

    def reading(prompt: str) -> str:
        prompts.append(prompt)
        return str(read(prompt))

    return Questions(kind, little.corpus, reading, told.append).answered({}), "\n".join([*told, *prompts])


def test_a_figure_is_asked_for_by_its_parts(little: Dossier) -> None:
    figure = ("It has 31.", "figure", "weight", "boats", "", "30", "32", "boats", "2019")
    evidence = ("", "gazette-2019-05-03-dredging", "thirty-one boats", "1", "", "n")
    values, told = asked(little, "claims", *figure, *evidence, "", "")
    assert values["figure"] == {"measure": "boats", "low": "30", "high": "32", "unit": "boats", "period": "2019"}
    assert "No measure is called that; sources/vocabulary.yaml holds the measures: depth, catch, boats." in told


def test_whoever_picked_a_wrong_document_begins_that_item_anew(little: Dossier) -> None:
    wrong = ("", "harbour-survey-2018", "")
    right = ("", "gazette-2019-05-03-dredging", "thirty-one boats", "1", "", "n")
    values, told = asked(little, "claims", "It has 31.", "fact", *wrong, *right, "", "")
    assert [item["document"] for item in values["evidence"]] == ["gazette-2019-05-03-dredging"]
    assert "Another piece of evidence? (y/N)" in told


def test_a_field_that_must_be_there_is_asked_for_until_it_is(little: Dossier) -> None:
    values, told = asked(little, "actors", "", "Pilots", "person", "They steer.", "", "")
    assert values["name"] == "Pilots"
    assert "\nname is needed; Ctrl-C stops.\n" in told


def test_a_name_on_record_is_asked_for_again_unless_it_is_meant(little: Dossier) -> None:
    values, told = asked(little, "actors", "ada HOLM", "", "Ada Holm", "y", "person", "Another.", "", "")
    assert values["name"] == "Ada Holm"
    assert told.count("is on record, as ada-holm. Is this another? (y/N)") == 2


def test_words_are_in_the_language_of_their_document_unless_told_otherwise(little: Dossier) -> None:
    lines = ("We dig", "ada-holm", "gazette-2019-05-03-dredging", "she said", "", "whole", "", "")
    values, told = asked(little, "quotes", *lines)
    assert values["language"] == "en"
    assert "language [en]:" in told


def test_an_address_on_record_is_told_while_it_is_typed(little: Dossier) -> None:
    again = "https://gazette.example/2019/05/03/dredging?utm_source=x"
    lines = ("report", "Dug", "en", "primary", "", "", "", again, "https://gazette.example/other", "")
    values, told = asked(little, "documents", *lines)
    assert values["URL"] == "https://gazette.example/other"
    assert "is on record already, as gazette-2019-05-03-dredging" in told


def test_nothing_is_asked_where_nothing_is_missing_and_whoever_stops_is_let_go(little: Dossier) -> None:
    asking = Questions("actors", little.corpus, answers())
    assert asking.answered({"name": "x", "type": "person", "description": "y"})["name"] == "x"
    with pytest.raises(Stopped):
        Questions("actors", little.corpus, answers("x"), lambda _: None).answered({})


def test_on_a_terminal_it_asks(copy: Path) -> None:
    """A real one, to the end: the record lies there."""
    lines = ["Pilots’ Guild", "4", "The pilots of the harbour.", "", "town", "", "ada-holm", "No Id", "pilots"]
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(ROOT)
        os.execv(sys.executable, [sys.executable, "-m", "build_tools", "new", "actor", "--root", str(copy)])
    os.write(terminal, "".join(f"{line}\n" for line in lines).encode())
    shown = b""
    try:
        while piece := os.read(terminal, 4096):
            shown += piece
    except OSError:  # so a terminal ends on Linux
        pass
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0, shown.decode()
    text = (copy / "sources/actors/pilots.yaml").read_text("utf-8")
    assert "name: Pilots’ Guild\n" in text
    assert "type: organisation\n" in text
    assert "part_of: town-of-lindholm\n" in text
    assert shown.decode().count("id [pilots-guild]:") == 3
    assert 'the id "ada-holm" is used already by sources/actors/ada-holm.yaml' in shown.decode()
