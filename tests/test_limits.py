"""Nothing that a file holds crashes the tools, holds them up or fills the machine: each limit is a finding."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from build_tools import limits, prose
from build_tools.limits import LOCK, MOST_FILES, RECORD, SETTINGS
from build_tools.reader import Note, read
from tests.conftest import ROOT
from tests.test_load import findings

BOMBS = {
    "brackets": "a: " + "[" * 100_000,
    "brackets on lines": "a: " + "[\n " * 50_000,
    "closed brackets": "a:\n  " + "[" * 8_000 + "]" * 8_000,
    "braces": "a: " + "{\n " * 50_000,
    "braces with names": "a: " + "{a: " * 4_000,
    "hyphens": "a:\n  " + "- " * 8_000 + "x",
    "question marks": "? " * 8_000 + "x",
    "names that are lists": "? " + "[\n " * 40_000,
    "indents": "".join(" " * level + "a:\n" for level in range(500)),
    "fields": "".join(f"k{number}: 1\n" for number in range(200_000)),
    "short fields": "".join(f"k{number}: 1\n" for number in range(20_000)),
    "items": "a:\n" + "- x\n" * 60_000,
    "items in brackets": "a: [\n" + " x, x, x, x,\n" * 19_000 + " ]",
    "a long name": "k" * 200_000 + ": 1",
    "a long value": "a: " + "x" * 250_000,
    "a large file": "a: |\n" + "  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n" * 60_000,
    "an open quote": 'a: "' + "\n" * 200_000,
    "anchors": "".join(f"k{number}: &a{number} x\n" for number in range(10_000)),
    "laughs": "a: &a [x, x]\n" + "".join(f"{n}: &{n} [*{m}, *{m}]\n" for m, n in zip("abcdefgh", "bcdefghi", strict=True)),
    "merges": "a: &a {x: 1}\n" + "b: {<<: [*a, *a, *a]}\n" * 5_000,
    "directives": "%TAG ! x\n" * 20_000,
    "escapes": 'a: "' + "\\x\n" * 50_000,
}  # fmt: skip
READING = """
import json, re, sys, time
from pathlib import Path
from build_tools.reader import read
for name, text in json.load(sys.stdin).items():
    print(name, end=": ", flush=True)
    started = time.process_time()
    result = read("n.yaml", text.encode())
    assert isinstance(result, list) and 0 < len(result) <= 20, result
    assert time.process_time() - started < 1, "too slow"
    # In kB; getrusage would tell the peak of the process that began this one, where that was higher.
    assert int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) < 200_000, "too large"
    print("refused")
"""


def test_no_bomb_crashes_the_parser_or_holds_it_up() -> None:
    """In a process of its own, since a crash of the parser would end it."""
    done = subprocess.run(
        [sys.executable, "-c", READING], input=json.dumps(BOMBS), capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, (done.returncode, done.stdout[-80:], done.stderr)
    assert done.stdout.count("refused") == len(BOMBS)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a" * (256 * 1024 + 1), "1:1: limit: the file has more than 256 KiB, the most that is read, so that no file can hold up the tools; divide or shorten it"),
        (b"a: b\nc: " + b"d" * 16 * 1024, "2:1: limit: the line has more than 16 KiB, the most that is read, so that no file can hold up the tools; divide or shorten it"),
        (b"a: " + b"[" * 13, "1:15: limit: more than 12 levels of lists and fields; no record needs so many"),
        (b"a:\n" + b"- x\n" * 10_000, "10000:3: limit: the file has more than 10,000 values, the most that are read, so that no file can hold up the tools; divide it"),
        (b"".join(b"k%d: x\n" % number for number in range(5_001)), "5000:8: limit: more than 5,000 fields stand in one place, the most that are read, so that no file can hold up the tools; divide it"),
    ],
)  # fmt: skip
def test_each_limit_of_a_record_is_told(content: bytes, told: str) -> None:
    result = read("n.yaml", content)
    assert isinstance(result, list)
    assert [str(finding) for finding in result] == [f"n.yaml:{told}"]


def test_what_is_within_the_limits_is_read() -> None:
    assert isinstance(read("n.yaml", b"a:\n" + b"- xxxxxxxxxxxxxxxxxxxxxx\n" * 9_990), Note)
    assert isinstance(read("n.yaml", b"a: " + b"d" * (16 * 1024 - 3)), Note)
    assert isinstance(read("n.yaml", b"a:\n" + b"- x\n" * 12_000, SETTINGS), Note)
    assert RECORD.whole == 256 * 1024


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"# T\n\n" + b"a " * 2_500, "3:1: limit: the line has more than 4 KiB"),
        (b"# T\n\n" + b"[a]\n" * 1_500, "3:1: limit: the paragraph has more than 4 KiB"),
        (b"# T\n" + b"\n" * 5_001, "1:1: limit: the file has more than 5,000 lines"),
        (b"# T\n\n" + b"a\n\n" * 100_000, "1:1: limit: the file has more than 256 KiB"),
    ],
)
def test_each_limit_of_a_briefing_is_told(content: bytes, told: str) -> None:
    result = prose.read("n.md", "n", content)
    assert isinstance(result, list)
    (finding,) = result
    assert str(finding).startswith(f"n.md:{told}, the most that ")


@pytest.mark.parametrize("sign", ["[", "![", "[@a] ", "[a](@ b", "*a **b ", "_a", "`a``b", "<", "&#", "](", "- ", "> "])
def test_a_briefing_of_one_sign_is_read_in_time(sign: str) -> None:
    started = time.process_time()
    prose.read("n.md", "n", ("# T\n\n" + (sign * (4_000 // len(sign)) + "\n\n") * 2).encode())
    assert time.process_time() - started < 1


def test_a_lock_and_a_vocabulary_that_are_too_large_are_told(copy: Path) -> None:
    with (copy / "sources/evidence.lock").open("wb") as opened:
        opened.truncate(LOCK.whole + 1)  # a hole: nothing on the disk
    with (copy / "sources/vocabulary.yaml").open("ab") as opened:
        opened.truncate(SETTINGS.whole + 1)
    told = findings(copy)
    assert [one.partition(",")[0] for one in told] == [
        "sources/evidence.lock:1:1: limit: the file has more than 256 MiB",
        "sources/vocabulary.yaml:1:1: limit: the file has more than 2 MiB",
    ]


def test_a_folder_with_too_many_files_is_one_finding(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_FILES", 30)
    assert findings(copy) == [
        "sources:1:1: limit: more than 30 files lie here, the most that are read, so that no file can hold up the tools; divide the collection"
    ]
    assert MOST_FILES >= 100_000
    monkeypatch.setattr(limits, "MOST_FILES", MOST_FILES)
    for number in range(5):
        with (copy / f"sources/claims/large-{number}.yaml").open("wb") as opened:
            opened.truncate(210 * 1024 * 1024)
    assert findings(copy) == [
        "sources:1:1: limit: the files here have more than 1 GiB, the most that are read, so that no file can hold up the tools; divide the collection"
    ]


def test_no_link_is_followed_wherever_it_lies(copy: Path) -> None:
    sources = copy / "sources"
    (sources / ".hidden").mkdir()
    (sources / ".hidden/deep").symlink_to("/etc")
    (sources / "claims/.hidden.yaml").symlink_to("/etc/hostname")
    (sources / "claims/loop.yaml").symlink_to("loop.yaml")
    (sources / "claims/nowhere.yaml").symlink_to("gone.yaml")
    (sources / "quotes/folder").symlink_to(sources / "claims")
    (sources / "claims/.#catch-2018.yaml").symlink_to("me@here.7:1")  # Emacs, while somebody edits
    assert [told.partition(": ")[0] for told in findings(copy)] == [
        f"sources/{name}:1:1"
        for name in (".hidden/deep", "claims/.hidden.yaml", "claims/loop.yaml", "claims/nowhere.yaml", "quotes/folder")
    ]


def test_a_folder_of_records_that_is_a_link_is_told(copy: Path) -> None:
    (copy / "sources/claims").rename(copy / "elsewhere")
    (copy / "sources/claims").symlink_to(copy / "elsewhere")
    assert "sources/claims:1:1: file-name: this is a link to another place; put the file itself here" in findings(copy)
    (copy / "sources").rename(copy / "others")
    (copy / "sources").symlink_to("others")
    assert findings(copy) == ["sources:1:1: file-name: this is a link to another place; put the folder itself here"]


def test_what_is_no_file_is_never_opened(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To open a pipe would wait for ever."""
    paths = ("claims/a.yaml", "vocabulary.yaml", "briefings/a.md", "evidence.lock", "links.lock")
    wanted = sorted(f"sources/{path}:1:1" for path in paths)
    monkeypatch.chdir(copy / "sources")  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("bound")
        for make in (os.mkfifo, lambda path: os.link("bound", path), os.mkdir):
            for path in paths:
                Path(path).unlink(missing_ok=True)
                make(path)
            told = [one.partition(": ")[0] for one in findings(copy) if "sources/bound" not in one]
            assert told == wanted


NAMES = [
    *("con", "nul", "prn", "aux", "com1", "lpt9", "COM1", "index", "a" * 81, "A", "a b", "a.b", "a_b", "-a", "a-"),
    *("é", "e\u0301", "ａ", "а", "a\n", "a\x1b[31m", "a\u202eb", "a\u200bb", "a..\\b", "~a", "a:b", "a*", "CON .a"),
]  # fmt: skip


def test_a_name_that_is_no_id_on_every_machine_is_one_finding(copy: Path) -> None:
    names = [*NAMES, *(os.fsdecode(name) for name in (b"\xff\xfe", b"\xc0\xae\xc0\xae", b"a\xed\xa0\x80"))]
    for name in names:
        (copy / f"sources/actors/{name}.yaml").write_text("name: X\ntype: person\ndescription: x\n")
    (copy / f"sources/actors/{'a' * 252}.x").write_text("name: X\n")  # with ".yaml" it is longer than a name can be
    told = [one for one in findings(copy) if ": look-alike: " not in one]  # which some are, besides
    assert len(told) == len(names) + 1
    assert not [one for one in told if "cannot be read" in one]
    assert all(one.isprintable() and ":1:1: file-name: " in one for one in told)


def test_names_that_differ_only_by_case_or_form_never_both_pass(copy: Path) -> None:
    for name in ("Ada-Holm", "ADA-HOLM", "ada-hölm", "ada-ho\u0308lm"):
        (copy / f"sources/actors/{name}.yaml").write_text("name: X\ntype: person\ndescription: x\n")
    assert sum(": file-name: " in told for told in findings(copy)) == 4
