"""`explain ID`: the whole reasoning behind any record, in words and as JSON, as of any day."""

import json
from pathlib import Path
from typing import Any

import pytest

from build_tools.__main__ import main
from build_tools.derive import Dossier
from build_tools.explain import explanation, in_words
from tests.conftest import LITTLE


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["explain", *arguments, "--json", "--root", str(LITTLE)]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_record_is_explained_in_words_and_as_json(little: Dossier) -> None:
    for id in little.corpus.ids():
        record = little.corpus.record(id)
        assert record
        data = explanation(little, record)
        assert json.loads(json.dumps(data)) == data
        assert in_words(data).startswith(f"record: {data['record']}\nas of: ")


def test_a_claim_has_its_verdicts_origins_conflicts_and_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    claim = told(capsys, "town-agreed-to-dredge")
    assert {words["verdict"] for words in claim["words"]} == {"verified"}
    assert "quotes/holm-2019-05-deeper-gazette" in {words["record"] for words in claim["words"]}
    assert claim["evidence"][0]["attributed_to"] == ["people-close-to-the-talks"]
    assert claim["words"][0]["selectors"][0]["start"] > 0
    assert (claim["origins"]["at_least"], claim["origins"]["at_most"]) == (1, 2)
    chains = [chain["words"] for origin in claim["origins"]["origins"] for chain in origin["chains"]]
    assert "Harbour Gazette relays people close to the talks" in chains
    assert claim["statuses"]["town-dredging-2019"]["rubric"] == "0.1.0"
    assert {fall["source"] for fall in claim["changes_without"]} >= {"ada-holm", "gazette-2019-05-03-dredging"}


def test_a_figure_names_what_it_disagrees_with(capsys: pytest.CaptureFixture[str]) -> None:
    (conflict, *_) = told(capsys, "harbour-depth-2018")["conflicts"]
    assert "harbour-depth-2018" in (conflict["first"], conflict["second"])
    assert conflict["reason"]


def test_a_commitment_has_its_status_on_any_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "town-dredging-2019", "--as-of", "2019-05-02")["status"]["id"] is None
    assert told(capsys, "town-dredging-2019", "--as-of", "2019-05-10")["status"]["id"] == "agreed"
    assert told(capsys, "town-dredging-2019")["as_of"] == "2020-07-01"


def test_a_document_and_an_actor_have_what_falls_with_them(capsys: pytest.CaptureFixture[str]) -> None:
    document = told(capsys, "gazette-2019-05-03-dredging")
    assert [edge["document"] or edge["actor"] for edge in document["derives_from"]]
    assert document["without_it"]["lost"]
    assert told(capsys, "people-close-to-the-talks")["without_their_word"]["weakened"]


def test_a_quote_has_its_renderings(capsys: pytest.CaptureFixture[str]) -> None:
    utterance = told(capsys, "holm-2019-05-deeper-copy")["utterance"]
    assert [one["quote"] for one in utterance["renderings"]] == [
        "holm-2019-05-deeper-gazette",
        "holm-2019-05-deeper-copy",
    ]


def test_in_words_there_is_a_line_for_each_thing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "town-agreed-to-dredge", "--root", str(LITTLE)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "record: claims/town-agreed-to-dredge"
    assert "    verdict: verified" in lines
    assert "  at least: 1" in lines


def test_an_unknown_record_is_a_mistake_in_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "ada-holn", "--root", str(LITTLE)]) == 2
    assert capsys.readouterr().err == 'there is no record "ada-holn"; did you mean "ada-holm"?\n'


def test_records_that_cannot_be_read_are_told(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "sources/site.yaml").write_text("title: x\n")
    assert main(["explain", "ada-holm", "--root", str(copy)]) == 1
    assert "sources/site.yaml:1:1: missing-field" in capsys.readouterr().out


def test_a_day_is_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit:
        main(["explain", "ada-holm", "--as-of", "2024-13-01"])
    assert exit.value.code == 2
    assert '"2024-13-01" is no day; write one such as 2024-02-08' in capsys.readouterr().err


def test_a_record_is_known_by_its_kind_and_id_as_other_commands_print_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "actors/ada-holm", "--root", str(LITTLE)]) == 0
    assert capsys.readouterr().out.startswith("record: actors/ada-holm\n")
    assert main(["explain", "claims/ada-holm", "--root", str(LITTLE)]) == 2
    assert capsys.readouterr().err == '"ada-holm" is one of the actors; leave out "claims/"\n'
