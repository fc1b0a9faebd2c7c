"""The canonical form of records: nothing that is said is lost, and there is one way to write it."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from build_tools.reader import Note, comments, read
from build_tools.schema import schema
from build_tools.writing.canonical import canonical
from tests.conftest import ROOT

CLAIMS = schema("claims")
HARD = (
    "no",
    "~",
    "1.50",
    "2023-03",
    "a: b",
    "a #b",
    "# a",
    "- a",
    "it's",
    '"so"',
    "[a",
    "*a",
    "é\u00a0ü",
    "a" * 130,
    "'",
    "\\",
    ": ",
    "{}",
    "<<",
)
WORDS = st.one_of(
    st.sampled_from(HARD),
    st.text(st.sampled_from("ab :#-'\"[]{},&*!|>%@`\\?~é“ \n"), max_size=40),
    st.lists(st.sampled_from(["of", "the", "harbour:", "#5", "“deep”", "it's"]), min_size=20, max_size=60).map(
        " ".join
    ),
)
NAMES = st.sampled_from(
    ["statement", "kind", "about", "evidence", "passage", "document", "note", "figure", "other", "no"]
)
DATA = st.dictionaries(
    NAMES,
    st.recursive(
        WORDS,
        lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(NAMES, inner, min_size=1, max_size=4),
        max_leaves=8,
    ),
    min_size=1,
    max_size=5,
)


def formatted(text: str, kind: str = "claims") -> str:
    note = read("x.yaml", text.encode())
    assert isinstance(note, Note), note
    found = canonical(note, schema(kind))
    assert isinstance(found, str), found
    return found


@settings(max_examples=40, suppress_health_check=[HealthCheck.filter_too_much])
@given(
    data=DATA,
    style=st.sampled_from([None, '"', "'", ">", "|"]),
    flow=st.booleans(),
    width=st.sampled_from([20, 80, 1000]),
)
def test_what_the_reader_reads_is_the_same_afterwards_and_twice_is_once(
    data: Any, style: Any, flow: Any, width: int
) -> None:
    text = yaml.safe_dump(
        data, default_style=style, default_flow_style=flow, width=width, allow_unicode=True, sort_keys=False
    )
    before = read("x.yaml", text.encode())
    assume(isinstance(before, Note))
    assert isinstance(before, Note)
    once = canonical(before, CLAIMS)
    assert isinstance(once, str)
    after = read("x.yaml", once.encode())
    assert isinstance(after, Note)
    assert after.data == before.data
    assert canonical(after, CLAIMS) == once


@settings(max_examples=40, suppress_health_check=[HealthCheck.filter_too_much])
@given(
    data=DATA,
    style=st.sampled_from([None, '"', ">"]),
    where=st.lists(st.integers(0, 20), min_size=1, max_size=3),
    deeper=st.booleans(),
)
def test_comments_survive(data: Any, style: Any, where: list[int], deeper: bool) -> None:
    lines = yaml.safe_dump(data, default_style=style, width=80, allow_unicode=True, sort_keys=False).split("\n")
    for number in where:
        at = min(number, len(lines) - 1)
        indent = len(lines[at]) - len(lines[at].lstrip()) + 2 * deeper
        lines.insert(at, f"{' ' * indent}# remark {number}")
    before = read("x.yaml", "\n".join(lines).encode())
    assume(isinstance(before, Note))
    assert isinstance(before, Note)
    assume(comments(before.text))
    once = canonical(before, CLAIMS)
    assert isinstance(once, str), before.text
    assert sorted(text for _, text in comments(once)) == sorted(text for _, text in comments(before.text))
    after = read("x.yaml", once.encode())
    assert isinstance(after, Note)
    assert after.data == before.data
    assert canonical(after, CLAIMS) == once, before.text


def test_fields_stand_in_the_order_of_the_schema_and_a_comment_goes_with_the_field_below_it() -> None:
    text = """\
# yaml-language-server: $schema=../actors.json
# Why it matters which type this is.
type:   'agency'

# The name.
name: "Harbour Office"
roles:
- # What stands behind the dash.
  document: gazette
  # Verbatim.
  passage: "the Office: which keeps it"
  title: '2019'
  # At the end of the first.
# Between two.
- {when: "2019-05", title: Keeper, document: gazette, passage: "keeps, it"}
  # At the end of the list.
other_names: [{document: gazette, name: no}]   # On its line.
# At the end.
"""
    assert (
        formatted(text, "actors")
        == """\
# yaml-language-server: $schema=../actors.json

# The name.
name: Harbour Office
other_names: [{name: no, document: gazette}]   # On its line.
# Why it matters which type this is.
type: agency
roles:
  # What stands behind the dash.
  - title: "2019"
    document: gazette
    # Verbatim.
    passage: "the Office: which keeps it"
    # At the end of the first.
  # Between two.
  - {title: Keeper, when: 2019-05, document: gazette, passage: "keeps, it"}
  # At the end of the list.
# At the end.
"""
    )


@pytest.mark.parametrize(
    ("written", "canonical_form"),
    [
        ("note: 'plain'", "note: plain"),
        ('note: "no"', 'note: "no"'),  # what other readers of YAML would not take for text keeps its quotes
        ('note: "2023"', 'note: "2023"'),
        ("note: 1.50", "note: 1.50"),
        ("note: ~", "note: ~"),
        ("note: 'a: b'", 'note: "a: b"'),
        ("note: '\"so\" he said'", "note: '\"so\" he said'"),
        ('note: "so" # why', 'note: "so" # why'),  # without quotes it would be read as lost text
        ('note: "a\\u202eb"', 'note: "a\\u202Eb"'),  # nobody would see it otherwise
        ("note:\n  two\n  lines", "note: two lines"),
        ("note: >-\n     folded\n     as it was", "note: >-\n  folded\n  as it was"),
        ("note: |-\n    # as\n    it is", "note: |-\n  # as\n  it is"),
        (
            "note: >-\n  " + ("words " * 30).strip(),
            "note: >-\n  " + ("words " * 19).strip() + "\n  " + ("words " * 11).strip(),
        ),
        ("note: " + "words " * 30, "note: >-\n  " + ("words " * 19).strip() + "\n  " + ("words " * 11).strip()),
        ("about: [" + "someone, " * 20 + "x]", "about:\n" + "  - someone\n" * 20 + "  - x"),
        ("---\nnote: x\n...", "note: x"),
    ],
)
def test_each_text_has_its_style(written: str, canonical_form: str) -> None:
    assert formatted(written + "\n") == canonical_form + "\n"
    assert formatted(canonical_form + "\n") == canonical_form + "\n"


@pytest.mark.parametrize("path", sorted((ROOT / "sources").glob("quotes/*.yaml"))[::8], ids=lambda path: path.stem)
def test_the_real_records_are_in_canonical_form(path: Path) -> None:
    text = path.read_text("utf-8")
    assert formatted(text, "quotes") == text


def test_what_cannot_be_written_without_a_loss_is_a_finding() -> None:
    note = read("x.yaml", b"{note: x}\n# lost by the writer of YAML\n")
    assert isinstance(note, Note)
    assert str(canonical(note, CLAIMS)).startswith("x.yaml:1:1: format: this cannot be put into canonical form")
