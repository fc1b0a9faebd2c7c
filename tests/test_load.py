"""What lies in sources/ that is not a record there, and what happens to records of a faulty neighbour."""

from pathlib import Path

import pytest

from build_tools.site import check

ACTOR = "name: X\ntype: person\ndescription: x\n"
MISPLACED = {
    "claims/Catch 2018.yaml": '"Catch 2018" is no id; use at most 80 small letters and digits, in words joined by single hyphens',
    "claims/a--b.yaml": '"a--b" is no id; use at most 80 small letters and digits, in words joined by single hyphens',
    f"claims/{'a' * 81}.yaml": f'"{"a" * 81}" is no id; use at most 80 small letters and digits, in words joined by single hyphens',
    "claims/catch.yml": 'the name of a file in sources/claims/ ends in ".yaml"',
    "claims/photo.png": 'the name of a file in sources/claims/ ends in ".yaml"',
    "briefings/note.yaml": 'the name of a file in sources/briefings/ ends in ".md"',
    "notes.yaml": "records lie in the folders actors, documents, quotes, claims, commitments, events, briefings of sources/,"
    " and in no folder below those",
    "people/x.yaml": "records lie in the folders actors, documents, quotes, claims, commitments, events, briefings of sources/,"
    " and in no folder below those",
    "claims/2018/x.yaml": "records lie in the folders actors, documents, quotes, claims, commitments, events, briefings of"
    " sources/, and in no folder below those",
    "claims/ada-holm.yaml": "the id is used already by sources/actors/ada-holm.yaml; an id names one record of all kinds",
}


@pytest.mark.parametrize(("name", "message"), MISPLACED.items(), ids=[name[:30] for name in MISPLACED])
def test_a_file_that_is_no_record_there_is_told(copy: Path, name: str, message: str) -> None:
    path = copy / "sources" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(ACTOR)
    assert findings(copy) == [f"sources/{name}:1:1: file-name: {message}"]


def test_a_link_is_no_record(copy: Path) -> None:
    (copy / "sources/actors/elsewhere.yaml").symlink_to("/etc/hostname")
    assert findings(copy) == [
        "sources/actors/elsewhere.yaml:1:1: file-name: this is a link to another place; put the file itself here"
    ]


def test_hidden_files_are_left_to_the_editors_that_made_them(copy: Path) -> None:
    (copy / "sources/actors/.ada-holm.yaml.swp").write_bytes(b"\x00")
    assert findings(copy) == []


def test_a_record_of_another_kind_is_one_finding(copy: Path) -> None:
    (copy / "sources/actors/harbour-office.yaml").rename(copy / "sources/claims/harbour-office.yaml")
    assert findings(copy) == [
        "sources/claims/harbour-office.yaml:1:1: foreign-record: "
        "this has the fields of an actor, not of a claim; move the file to sources/actors/"
    ]


def test_a_file_that_cannot_be_read_is_faulty_and_not_missing(copy: Path) -> None:
    """The records that refer to it have no fault."""
    (copy / "sources/documents/gazette-2019-05-03-dredging.yaml").write_text("title: [x\n")
    (finding,) = findings(copy)
    assert finding.startswith("sources/documents/gazette-2019-05-03-dredging.yaml:1:8: yaml: brackets")


def test_faults_of_several_files_are_told_in_one_run_in_order(copy: Path) -> None:
    (copy / "sources/site.yaml").write_text("title: x\n")
    (copy / "sources/actors/ada-holm.yaml").write_bytes(b"\xff")
    (copy / "sources/briefings/who-pays.md").write_text("no title\n")
    assert [finding.partition(": ")[0] for finding in findings(copy)] == [
        "sources/actors/ada-holm.yaml:1:1",
        "sources/briefings/who-pays.md:1:1",
        "sources/site.yaml:1:1",
    ]


def test_a_collection_without_its_settings_is_told_so(tmp_path: Path) -> None:
    assert findings(tmp_path) == [
        f"sources/{name}.yaml:1:1: missing-file: this file is missing; every collection of records has one"
        for name in ("site", "vocabulary")
    ]


def test_a_deleted_record_is_told_where_it_is_missed(copy: Path) -> None:
    (copy / "sources/actors/people-close-to-the-talks.yaml").unlink()
    assert findings(copy) == [
        f'sources/{place}: reference: there is no actor "people-close-to-the-talks"'
        for place in ("claims/town-agreed-to-dredge.yaml:9:21", "documents/gazette-2019-05-03-dredging.yaml:22:12")
    ]


def findings(root: Path) -> list[str]:
    return [str(finding) for finding in check(root)[1]]
