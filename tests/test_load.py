"""What lies in sources/ that is not a record there, and what happens to records of a faulty neighbour."""

import os
from pathlib import Path

import pytest

from build_tools.site import check

ACTOR = "name: X\ntype: person\ndescription: x\n"
COPY = 'this looks like a copy of "catch-2018.yaml": remove it, or give it an id of its own'
MISPLACED = {
    "claims/Catch 2018.yaml": '"Catch 2018" is no id; use at most 80 small letters and digits, in words joined by single hyphens; did you mean "catch-2018.yaml"?',
    "claims/a--b.yaml": '"a--b" is no id; use at most 80 small letters and digits, in words joined by single hyphens; did you mean "a-b.yaml"?',
    f"claims/{'a' * 81}.yaml": f'"{"a" * 80}…" is no id; use at most 80 small letters and digits, in words joined by single hyphens',
    "claims/catch.yml": 'the name of a file in sources/claims/ ends in ".yaml"; did you mean "catch.yaml"?',
    "claims/Catch.yaml.txt": 'the name of a file in sources/claims/ ends in ".yaml"; did you mean "catch.yaml"?',
    "claims/photo.png": 'the name of a file in sources/claims/ ends in ".yaml"; put other files elsewhere',
    "claims/catch.json": 'the name of a file in sources/claims/ ends in ".yaml"; did you mean "catch.yaml"?',
    "claims/catch": 'the name of a file in sources/claims/ ends in ".yaml"; did you mean "catch.yaml"?',
    **{
        f"claims/catch-2018{ending}": f'the name of a file in sources/claims/ ends in ".yaml"; {COPY}'
        for ending in (".yaml~", ".yml.bak", ".yaml.orig", ".json")
    },
    **{
        f"claims/{name}.yaml": f'"{name}" is no id; use at most 80 small letters and digits, in words joined by single hyphens; {COPY}'
        for name in ("catch-2018 copy", "catch-2018 (1)", "Copy of catch-2018", "catch-2018 - Copy")
    },
    "briefings/note.yaml": 'the name of a file in sources/briefings/ ends in ".md"; did you mean "note.md"?',
    "claims/index.yaml": '"index" is the page that lists the others; give this another id',
    "notes.yaml": "records lie in the folders actors, documents, quotes, claims, commitments, events, briefings of sources/",
    "claims/ada-holm.yaml": "the id is used already by sources/actors/ada-holm.yaml; an id names one record of all kinds",
}


@pytest.mark.parametrize(("name", "message"), MISPLACED.items(), ids=[name[:30] for name in MISPLACED])
def test_a_file_that_is_no_record_there_is_told(copy: Path, name: str, message: str) -> None:
    path = copy / "sources" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(ACTOR)
    assert findings(copy) == [f"sources/{name}:1:1: file-name: {message}"]


@pytest.mark.parametrize(
    ("name", "folder", "message"),
    [
        ("people/x.yaml", "people", "records lie in the folders actors, documents, quotes, claims, commitments, events, briefings of sources/"),
        ("claims/2018/x.yaml", "claims/2018", "a folder stands where a file must stand; move what it holds up, and remove it"),
    ],
)  # fmt: skip
def test_a_folder_that_is_none_of_the_collection_is_told_once(copy: Path, name: str, folder: str, message: str) -> None:
    path = copy / "sources" / name
    path.parent.mkdir()
    path.write_text(ACTOR)
    assert findings(copy) == [f"sources/{folder}:1:1: file-name: {message}"]


def test_a_name_that_is_not_text_is_told(copy: Path) -> None:
    (copy / "sources/actors" / os.fsdecode(b"\xff.yaml")).write_text(ACTOR)
    assert findings(copy) == [
        'sources/actors/\\udcff.yaml:1:1: file-name: "\\udcff" is no id; use at most 80 small letters and digits,'
        " in words joined by single hyphens"
    ]


def test_a_vocabulary_that_cannot_be_read_is_one_finding(copy: Path) -> None:
    """The records that use its terms have no fault."""
    (copy / "sources/vocabulary.yaml").write_text("")
    assert findings(copy) == ['sources/vocabulary.yaml:1:1: yaml: the file is empty; write "field: value" lines']


def test_a_file_that_may_not_be_read_is_told(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert findings(copy)[0] == (
        "sources/actors/ada-holm.yaml:1:1: file-name: this file cannot be read (Permission denied); check its permissions"
    )


def test_what_is_no_file_is_told(copy: Path) -> None:
    """To read from a pipe would wait for ever."""
    os.mkfifo(copy / "sources/actors/pipe.yaml")
    assert findings(copy) == ["sources/actors/pipe.yaml:1:1: file-name: this is no file that holds text; remove it"]


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
    (copy / "sources/site.yaml").write_text("title: x\nas_of: 2019-06-01\n")
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
        for name in ("rubric", "site", "vocabulary")
    ]


def test_a_deleted_record_is_told_where_it_is_missed(copy: Path) -> None:
    (copy / "sources/actors/people-close-to-the-talks.yaml").unlink()
    assert findings(copy) == [
        f'sources/{place}: reference: there is no actor "people-close-to-the-talks"; write its record in sources/actors/ first'
        for place in ("claims/town-agreed-to-dredge.yaml:9:21", "documents/gazette-2019-05-03-dredging.yaml:22:12")
    ]


def findings(root: Path) -> list[str]:
    return [str(finding) for finding in check(root)[1]]
