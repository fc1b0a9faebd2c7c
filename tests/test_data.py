"""The data of each record: complete, the same everywhere, and checked with `sha256sum` alone."""

import json
import subprocess
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from build_tools.corpus import kind_of
from build_tools.data import SUMS, data, data_files, data_path, digest, original_path
from build_tools.derive import Dossier
from build_tools.model import CLASSES
from build_tools.site import build, check
from build_tools.structure import structured
from tests.conftest import Damage


def read(text: str) -> Any:
    return json.loads(text, parse_float=Decimal)


def test_the_record_in_the_data_is_the_record(dossier: Dossier) -> None:
    """Nothing that was written is lost or changed on its way into JSON: it reads back as the same record."""
    files = data_files(dossier)
    for record in dossier.corpus.records():
        told = read(files[data_path(record)])
        again = structured({"id": told["id"], **told["record"]}, CLASSES[told["kind"]])
        assert again == record


def test_every_field_stands_under_the_name_that_it_has_in_the_file(dossier: Dossier) -> None:
    files = data_files(dossier)
    for record in dossier.corpus.records():
        written = dossier.corpus.notes[dossier.corpus.path(record)].data
        said = {name for name, value in written.items() if value != "false"}
        assert said <= read(files[data_path(record)])["record"].keys()


def test_the_other_file_is_the_record_to_the_byte(copy: Path) -> None:
    dossier, findings, _ = build(copy)
    assert dossier is not None, findings
    for record in [*dossier.corpus.records(), *dossier.corpus.briefings.values()]:
        published = copy / "docs" / original_path(record)
        assert published.read_bytes() == (copy / dossier.corpus.path(record)).read_bytes()


def test_a_commitment_has_what_is_computed_apart_from_what_is_written(little: Dossier) -> None:
    told = data(little, little.corpus.commitments["town-dredging-2019"])
    assert list(told) == ["id", "kind", "as_of", "rubric", "record", "computed"]
    assert (told["id"], told["kind"]) == ("town-dredging-2019", "commitments")
    assert (told["as_of"], told["rubric"]) == ("2020-07-01", "0.1.0")
    assert "status" not in told["record"]
    assert told["computed"]["status"]["established"]
    assert told["computed"]["origins"]["at_least"] == 1
    assert not told["record"].keys() & {"id", "kind"}


def test_a_briefing_has_its_text_and_what_it_rests_on(little: Dossier) -> None:
    told = data(little, little.corpus.briefings["who-pays"])
    assert told["record"]["text"].startswith("# ")
    assert told["computed"]["rests_on"]


def test_the_data_tell_of_the_day_that_is_asked_for(little: Dossier) -> None:
    early = data(replace(little, asked_for=date(2019, 5, 2)), little.corpus.commitments["town-dredging-2019"])
    assert (early["as_of"], early["computed"]["status"]["id"]) == ("2019-05-02", None)


def test_machines_with_and_without_the_texts_write_the_same_data(little: Dossier) -> None:
    assert little.captures
    assert little.resemblances
    assert data_files(replace(little, captures={})) == data_files(little)


def test_the_list_of_sums_is_what_sha256sum_reads(copy: Path) -> None:
    build(copy)
    checked = subprocess.run(
        ["sha256sum", "--strict", "-c", SUMS], cwd=copy / "docs", capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    listed = [line.partition("  ")[2] for line in (copy / "docs" / SUMS).read_text("utf-8").splitlines()]
    records = [path.relative_to(copy / "sources") for path in (copy / "sources").glob("*/*.*")]
    names = {path.with_suffix(".txt") if path.suffix == ".md" else path for path in records}
    assert listed == sorted(map(str, names - {Path("claims/dredging-free.yaml")})), "of all but the withdrawn"


def test_a_changed_word_changes_the_sum_of_its_record_and_of_all(
    little: Dossier, copy: Path, findings_of: Damage
) -> None:
    assert not findings_of("actors/ada-holm.yaml", "Mayor of Lindholm", "Mayor of Lindholm since 2015")
    changed, _ = check(copy)
    assert changed is not None
    before, after = data_files(little), data_files(changed)
    assert {name for name in before if digest(before[name]) != digest(after[name])} == {
        "actors/ada-holm.json",
        "actors/ada-holm.yaml",
        SUMS,
    }


def test_data_of_removed_records_go(copy: Path) -> None:
    build(copy)
    held = [copy / f"docs/briefings/who-pays.{ending}" for ending in ("json", "txt")]
    assert all(path.is_file() for path in held)
    (copy / "sources/briefings/who-pays.md").unlink()
    build(copy)
    assert not any(path.exists() for path in held)


def test_signs_of_a_record_stay_in_their_place(copy: Path, findings_of: Damage) -> None:
    hostile = '</script>"}],\\u0000 {{ 7*7 }} "Ж'
    assert not findings_of("documents/harbour-survey-2018.yaml", "Soundings of the harbour", f"'{hostile}'")
    dossier, _ = check(copy)
    assert dossier is not None
    document = dossier.corpus.documents["harbour-survey-2018"]
    assert kind_of(document) == "documents"
    assert json.loads(data_files(dossier)[data_path(document)])["record"]["title"] == hostile
