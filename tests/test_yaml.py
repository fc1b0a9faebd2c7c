"""YAML read by two parsers: what ours takes, the other takes too and reads alike; and what is refused stands on a page."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.limits import RECORD
from build_tools.plain import plain_data
from build_tools.reader import Note, noted, read
from build_tools.text import decode
from tests.conftest import ROOT
from tests.second import alike, reads_alike

PAGE = (ROOT / "docs/contributing/yaml.md").read_text("utf-8")
ROWS = re.findall(r"^\| ([^|]+) \| `((?:[^`|]|\\\|)+)`([^|]*) \|", PAGE, re.MULTILINE)
REASONS = [words for words, _, _ in ROWS]

needs_vectors = pytest.mark.skipif(
    "HOSTILE" not in os.environ, reason="HOSTILE names no folder with the vectors of others"
)


def suite(kind: str) -> list[Any]:
    """The cases of yaml-test-suite of a kind, "valid" or "error"."""
    folder = Path(os.environ.get("HOSTILE", "")) / "yaml/yaml-test-suite"
    cases = json.loads((folder / "index.json").read_text("utf-8")) if "HOSTILE" in os.environ else []
    return [
        pytest.param(case, (folder.parent / case["file"]).read_bytes(), id=case["id"])
        for case in cases
        if case["kind"] == kind
    ]


@needs_vectors
@pytest.mark.parametrize(("case", "content"), suite("error"))
def test_what_is_no_yaml_is_refused(case: Any, content: bytes) -> None:
    assert isinstance(read("n.yaml", content), list)


@needs_vectors
@pytest.mark.parametrize(("case", "content"), suite("valid"))
def test_what_is_yaml_is_read_to_the_same_data_or_refused_for_a_reason_of_the_page(case: Any, content: bytes) -> None:
    result = read("n.yaml", content)
    if isinstance(result, Note):
        assert [alike(result.data, data) for data in case["json_docs"]] == [True]
    else:
        assert [told.message for told in result if any(words in told.message for words in REASONS)]


@pytest.mark.parametrize(("words", "example", "more"), ROWS, ids=REASONS)
def test_what_the_page_says_is_refused_is_refused(words: str, example: str, more: str) -> None:
    text = example.replace("\\|", "|").replace("⏎", "\n").replace("⇥", "\t") + ("" if "without" in more else "\n")
    result = read("n.yaml", text.encode())
    assert isinstance(result, list)
    assert any(words in told.message for told in result)


PARTS = st.sampled_from(
    [
        *("a", "b c", "é", "1", "0x1f", "007", "1.10", ".inf", "no", "~", "null", "true", "12:30", "2024-02-30", "1e3"),
        *(" ", "  ", "\n", "\n  ", "\n    ", ":", ": ", "- ", "-", "? ", "?", ",", "[", "]", "{", "}", '"', "'", "\\"),
        *(" #", "#", "|", "|2", ">", ">-", ">+", "---", "...", "%", "&", "*", "!", "@", "`", "=", "<<", "\\x41", "\\n"),
        *("k: v\n", "  m: w\n", "a:\n", "  - x\n", '"q"', "'s'", "[x, y]", "{p: q}", "\n\n"),
    ]
)


@settings(max_examples=400)
@given(st.sampled_from(["", "a: ", "a:\n  - "]), st.lists(PARTS, max_size=12))
def test_what_is_read_is_read_alike_by_a_second_parser(start: str, parts: list[str]) -> None:
    text = start + "".join(parts)
    result = read("n.yaml", text.encode())
    if isinstance(result, Note):
        assert reads_alike(text, result.data)


@settings(max_examples=400)
@given(st.sampled_from(["a: ", "a:\n  - ", "a: [b, ", "a: >-\n  b\n"]), st.lists(PARTS, max_size=12))
def test_what_is_read_without_a_second_look_is_what_that_would_give(start: str, parts: list[str]) -> None:
    text = decode("n.yaml", f"{start}{''.join(parts)}\n".encode())
    if isinstance(text, str) and (data := plain_data(text, RECORD)) is not None:
        whole = noted("n.yaml", text, RECORD)
        assert isinstance(whole, Note)
        assert whole.data == data


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a: "b"#c\n', "1:7"),
        ("a: [#c\n  b]\n", "1:5"),
        ("a: >#c\n  b\n", "1:5"),
        ('a: "b\nc"\n', "2:1"),
        ("a: [b,\nc]\n", "2:1"),
        ("a:\n  - {b: c,\n  d: e}\n", "3:3"),
        ("a:\n>-\n  b\n", "2:1"),
        ("a: |\n  b", "2:4"),
        ("a: {?b: c}\n", "1:5"),
    ],
)
def test_what_parsers_read_apart_is_refused_in_its_place(text: str, line: str) -> None:
    assert not reads_alike(text, {"a": "b"})
    result = read("n.yaml", text.encode())
    assert isinstance(result, list)
    assert [f"{told.place.line}:{told.place.column}" for told in result] == [line]


def test_the_records_of_this_repository_are_read_alike() -> None:
    for path in sorted((ROOT / "sources").rglob("*.yaml")):
        note = read(path.name, path.read_bytes())
        assert isinstance(note, Note)
        assert reads_alike(note.text, note.data), path
