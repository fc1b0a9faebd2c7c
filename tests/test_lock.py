"""The lock file: what is wrong with it is told by line, and only `lock` writes it, and only what is true."""

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools import lock
from build_tools.__main__ import main
from build_tools.derive.verbatim.normal import normal
from build_tools.lock import Entry, read, written
from build_tools.site import check, check_lock, write_lock
from tests.conftest import LITTLE

COPY = "coast-weekly-2019-05-copy"


@pytest.fixture
def file(copy: Path) -> Path:
    return copy / lock.FILE


def lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines(keepends=True)


def findings(copy: Path) -> list[str]:
    return [str(finding).removeprefix("sources/evidence.lock:") for finding in read(copy)[1]]


REMEDY = "restore the file, and let `python -m build_tools lock` write it"


def test_a_conflict_of_git_is_one_finding(copy: Path, file: Path) -> None:
    file.write_text(f"<<<<<<< HEAD\n{file.read_text('utf-8')}=======\n>>>>>>> other\n", "utf-8")
    assert findings(copy) == [
        "1:1: merge-conflict: a conflict of git is left here; take either side whole, then let `python -m build_tools lock` write it"
    ]


@pytest.mark.parametrize(
    ("number", "change", "told"),
    [
        (2, lambda line: "HEAD\n" + line, "{at}:1: lock: this is not JSON (Expecting value)"),
        (2, lambda line: "\n", "{at}:1: lock: this is not JSON (Expecting value)"),
        (2, lambda line: line[:40] + "\n", "{at}:38: lock: this is not JSON (Unterminated string starting at)"),
        (2, lambda line: "[" * 100_000 + "\n", "{at}:1: lock: this is not JSON that the tools write"),
        (2, lambda line: line.replace('"part": 1', f'"part": {"9" * 5000}'), "{at}:1: lock: this is not JSON that the tools write"),
        (2, lambda line: "[]\n", "{at}:1: lock: \"the line: [] is not of type 'object'\""),
        (2, lambda line: line.replace('"part": 1', '"part": 1, "parts": 1'), "{at}:1: lock: \"the line: Additional properties are not allowed ('parts' was unexpected)\""),
        (2, lambda line: line.replace('"part": 1, ', ""), "{at}:1: lock: \"the line: 'part' is a required property\""),
        (2, lambda line: line.replace('"part": 1', '"part": 0'), '{at}:1: lock: "part: 0 is less than the minimum of 1"'),
        (2, lambda line: line.replace('"part": 1', '"part": 1.0'), "{at}:1: lock: this is not JSON that the tools write"),
        (2, lambda line: line.replace('"part": 1', '"part": 2, "part": 1'), "{at}:1: lock: this is not as the tools write it"),
        (2, lambda line: line.replace(", ", ","), "{at}:1: lock: this is not as the tools write it"),
        (2, lambda line: line.replace("harbour", "h\\u0061rbour"), "{at}:1: lock: this is not as the tools write it"),
        (2, lambda line: line + line, "{next}:1: lock: this line is out of order, or stands twice"),
        (0, lambda line: line.replace("actors/ada", "actors/zda"), "{next}:1: lock: this line is out of order, or stands twice"),
        (2, lambda line: line + re.sub('(?<="start": )[0-9]+', lambda start: str(int(start[0]) + 1), line), "{next}:1: lock: another line is on the same words"),
        (2, lambda line: re.sub('"end": [0-9]+', '"end": 1', line), "{at}:1: lock: the words end before they begin"),
        (-1, lambda line: re.sub('"capture": "..', '"capture": "zz', line).replace("zz", "00"), '{at}:1: lock: other lines name another capture of "gazette-2019-05-03-dredging"'),
        (-1, lambda line: line[:-1], "{at}:1: lock: this line does not end"),
    ],
)  # fmt: skip
def test_a_faulty_line_is_told_and_nothing_is_done(
    copy: Path, file: Path, number: int, change: Callable[[str], str], told: str
) -> None:
    all_lines = lines(file)
    number %= len(all_lines)
    changed = change(all_lines[number])
    assert changed != all_lines[number]
    text = "".join([*all_lines[:number], changed, *all_lines[number + 1 :]])
    file.write_text(text, "utf-8")
    assert findings(copy) == [f"{told.format(at=number + 1, next=number + 2)}; {REMEDY}"]
    for command in (check, check_lock, write_lock):
        dossier, found, *_ = command(copy)
        assert dossier is None
        assert [finding.rule for finding in found] == ["lock"]
    assert file.read_text("utf-8") == text


def test_a_lock_is_a_file_of_utf_8_text_of_its_own(copy: Path, file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:300] + b"\xff" + content[301:])
    assert findings(copy) == ["1:301: encoding: byte 0xff is not UTF-8; save the file as UTF-8"]
    file.write_bytes(content.replace(b"\n", b"\r\n"))
    assert ": encoding: a carriage return stands here" in findings(copy)[0]
    file.unlink()
    file.symlink_to(LITTLE / lock.FILE)
    assert findings(copy) == ["1:1: lock: this is no file of its own; remove it"]
    file.unlink()
    file.symlink_to(copy / "nowhere")
    assert findings(copy) == ["1:1: lock: this is no file of its own; remove it"]
    file.unlink()
    file.mkdir()
    assert findings(copy) == ["1:1: lock: this is no file of its own; remove it"]


def test_no_lock_is_a_lock_without_lines(copy: Path, file: Path) -> None:
    file.unlink()
    assert read(copy) == ((), [])
    file.write_text("")
    assert read(copy) == ((), [])


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
SUMS = st.text("0123456789abcdef", min_size=64, max_size=64)
ENTRIES = st.builds(
    Entry,
    record=st.sampled_from(["claims/a", "quotes/b"]),
    field=st.sampled_from(["text", "evidence.passage"]),
    document=st.just("d"),
    start=st.integers(0, 9),
    part=st.integers(1, 3),
    end=st.integers(10, 20),
    exact=SUMS,
    words=SUMS,
    prefix=TEXTS,
    suffix=TEXTS,
    capture=st.just("0" * 64),
    normalisation=st.just(1),
)


@given(st.lists(ENTRIES, unique_by=lambda entry: entry.words))
def test_what_is_written_is_read_again_whatever_stands_beside_the_words(
    tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]
) -> None:
    root = tmp_path_factory.mktemp("lock")
    (root / "sources").mkdir()
    (root / lock.FILE).write_bytes(written(entries).encode("utf-8"))
    assert read(root) == (tuple(sorted(entries)), [])
    assert written(reversed(entries)) == written(entries)


# A change of each field, and what is told with the captures and without them.
TAMPERED: dict[str, tuple[Callable[[Any], Any], str, str | None]] = {
    "record": (lambda record: "claims/deal-reported", "not-yet-verified", "not-yet-verified"),
    "field": (lambda field: "roles.passage", "not-yet-verified", "not-yet-verified"),
    "document": (lambda document: "harbour-survey-2018", "not-yet-verified", "not-yet-verified"),
    "part": (lambda part: part + 1, "not-yet-verified", "altered"),
    "exact": (lambda exact: "0" * 64, "not-yet-verified", "altered"),
    "words": (lambda words: "0" * 64, "not-yet-verified", "altered"),
    "normalisation": (lambda version: version + 1, "not-yet-verified", "not-yet-verified"),
    "start": (lambda start: start + 1, "moved", None),
    "end": (lambda end: end + 1, "moved", None),
    "prefix": (lambda prefix: prefix + "x", "moved", None),
    "suffix": (lambda suffix: suffix + "x", "moved", None),
}


@pytest.mark.parametrize("name", TAMPERED)
@pytest.mark.parametrize("number", [7, -1])
def test_a_line_that_was_tampered_with_is_told(copy: Path, file: Path, name: str, number: int) -> None:
    """Where words stand, nobody can know without the captures; what they are, everybody."""
    change, with_captures, without = TAMPERED[name]
    entries, _ = read(copy)
    data = json.loads(lines(file)[number])
    data[name] = change(data[name])
    file.write_text(written([*(entry for entry in entries if entry != entries[number]), Entry(**data)]), "utf-8")
    assert {finding.rule for finding in check(copy)[1]} - {"lock"} == {with_captures}
    shutil.rmtree(copy / "captures")
    assert {finding.rule for finding in check(copy)[1]} - {"lock"} == ({without} if without else set())


@pytest.mark.parametrize("number", range(len((LITTLE / lock.FILE).read_text("utf-8").splitlines())))
def test_a_line_that_is_gone_is_told(copy: Path, file: Path, number: int) -> None:
    kept = lines(file)
    del kept[number]
    file.write_text("".join(kept), "utf-8")
    for _ in ("with the captures", "without"):
        assert [finding.rule for finding in check(copy)[1]] == ["not-yet-verified"]
        shutil.rmtree(copy / "captures", ignore_errors=True)


def test_locking_twice_changes_nothing(copy: Path, file: Path) -> None:
    before = file.read_bytes()
    assert write_lock(copy)[1:] == ([], 0)
    file.unlink()
    assert write_lock(copy)[1:] == ([], before.count(b"\n"))
    assert file.read_bytes() == before


def test_checking_the_lock_never_writes(copy: Path, file: Path) -> None:
    file.unlink()
    _, found = check_lock(copy)
    assert {finding.rule for finding in found} == {"missing-file"}
    assert not file.exists()
    assert main(["lock", "--check", "--root", str(copy)]) == 1
    assert not file.exists()
    assert main(["lock", "--root", str(copy)]) == 0
    assert main(["lock", "--check", "--root", str(copy)]) == 0


@pytest.mark.parametrize(("new", "rule"), [("400 to 1,300 tonnes", "altered"), ("seven whales", "not-found")])
def test_nothing_is_locked_where_words_are_not_true(copy: Path, file: Path, new: str, rule: str) -> None:
    claim = copy / "sources/claims/catch-2018.yaml"
    claim.write_text(claim.read_text("utf-8").replace("passage: 400 to 1,200 tonnes", f"passage: {new}"), "utf-8")
    before = file.read_bytes()
    _, found, changed = write_lock(copy)
    assert ([finding.rule for finding in found], changed) == ([rule], 0)
    assert file.read_bytes() == before


def test_other_true_words_are_locked_on_demand(copy: Path) -> None:
    claim = copy / "sources/claims/catch-2018.yaml"
    claim.write_text(claim.read_text("utf-8").replace("passage: 400 to", "passage: from 400 to"), "utf-8")
    assert [finding.rule for finding in check(copy)[1]] == ["moved"]
    assert write_lock(copy)[1:] == ([], 2)
    assert check(copy)[1] == []


def test_without_captures_lines_are_only_dropped(copy: Path, file: Path) -> None:
    """Of a record that is gone the line goes; of one that is new none comes."""
    shutil.rmtree(copy / "captures")
    claim = copy / "sources/claims/town-agreed-to-dredge.yaml"
    gone = f"  - document: {COPY}\n    passage: no money is set aside\n    direction: qualifies\n    note: The Gazette does not say so.\n"
    new = f"  - document: {COPY}\n    passage: who will pay its crew\n    direction: qualifies\n"
    text = claim.read_text("utf-8")
    claim.write_text(text.replace(gone, ""), "utf-8")
    before = set(lines(file))
    (finding,) = check(copy)[1]
    assert finding.rule == "lock"
    assert '"claims/town-agreed-to-dredge"' in lines(file)[finding.place.line - 1]
    assert write_lock(copy)[1:] == ([], 1)
    assert set(lines(file)) < before
    claim.write_text(text.replace(gone, new), "utf-8")
    assert write_lock(copy)[1:] == ([], 0)
    assert [finding.rule for finding in check(copy)[1]] == ["not-yet-verified"]


def test_one_capture_of_two_is_enough_to_lock_its_own_words(copy: Path, file: Path) -> None:
    before = file.read_bytes()
    (copy / f"captures/{COPY}.txt").unlink()
    assert check(copy)[1] == []
    assert write_lock(copy)[1:] == ([], 0)
    assert file.read_bytes() == before


def test_the_lock_says_what_sha256sum_says(copy: Path) -> None:
    """As the method page tells a reader to verify it."""
    entries, _ = read(copy)
    for entry in entries:
        capture = (copy / f"captures/{entry.document}.txt").read_bytes()
        assert hashlib.sha256(capture).hexdigest() == entry.capture
        words = normal(capture.decode("utf-8")[entry.start : entry.end])
        assert hashlib.sha256(words.encode("utf-8")).hexdigest() == entry.exact
