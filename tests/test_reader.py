"""Every scalar is the text that stands there; what a plain note does not need is refused, with a place and a remedy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.finding import Place
from build_tools.reader import Note, read


def test_scalars_are_text_and_every_value_has_its_place() -> None:
    note = read("n.yaml", b"a: NO\nb: [12:30:45, 2023-03-27]\nc:\n  - d: 012\n    e: ~\nf: >-\n  two\n  lines\n")
    assert isinstance(note, Note)
    assert note.data == {"a": "NO", "b": ["12:30:45", "2023-03-27"], "c": [{"d": "012", "e": "~"}], "f": "two lines"}
    assert note.place(("b", 1)) == Place(2, 15)
    assert note.place(("c", 0, "e")) == Place(5, 8)
    assert note.key_place(("c", 0, "e")) == Place(5, 5)
    assert note.place(("c", 0, "not there")) == note.place(("c", 0)) == Place(4, 5)


def test_columns_count_characters_and_not_bytes() -> None:
    note = read("n.yaml", "ä: {é: x}\n".encode())
    assert isinstance(note, Note)
    assert note.place(("ä", "é")) == Place(1, 8)


REFUSED = {
    "a: b: c\n": '1:5: yaml: a colon and a space inside text; put the text in double quotes ("...") (mapping values are not allowed in this context)',
    "a: 1\nb: 2\na: 3\n": '3:1: yaml: the field "a" stands already in line 1; keep one of the two',
    'a: 1\n"a": 3\n': '2:1: yaml: the field "a" stands already in line 1; keep one of the two',
    "a:\nb: 1\n": "1:3: yaml: the value is missing; write one, or remove the field",
    "a: &x 1\n": "1:4: yaml: the anchor &x is not read here; remove it (text that begins with & needs quotes)",
    "a: *x\n": "1:4: yaml: *x stands for another part of the file; write that part out (text that begins with * needs quotes)",
    "*x : 1\n": "1:1: yaml: *x stands for another part of the file; write that part out (text that begins with * needs quotes)",
    "a: !!int 1\n": "1:4: yaml: the tag tag:yaml.org,2002:int is not read here; remove it (text that begins with ! needs quotes)",
    "a: 1\n---\nb: 1\n": "2:1: yaml: a second document begins here; one file holds one record",
    "%YAML 1.2\n---\na: 1\n": "1:1: yaml: lines that begin with % are not read here; remove them",
    "? [a]\n: b\n": "1:3: yaml: a list or mapping stands where the name of a field must stand",
    "<<: {a: b}\n": "1:1: yaml: merging of mappings is not read here; write the fields out",
    'a: 1\nb: "x\n': "2:4: yaml: quotes or brackets that are never closed; write the sign that closes them (while scanning a quoted scalar found unexpected end of stream)",
    "a: [x\n": "1:4: yaml: brackets that are not closed on their line; write the bracket that closes them (while parsing a flow sequence did not find expected ',' or ']')",
    "a: @x\n": "1:4: yaml: a sign that cannot begin text; put the text in double quotes (while scanning for the next token found character that cannot start any token)",
    "a: 1\nb\nc: 1\n": "2:1: yaml: a line without \"field: \"; check its indent, or the quotes of the line above (while scanning a simple key could not find expected ':')",
    "- a\n": '1:1: yaml: the file does not begin with a field; write "field: value" lines',
    "text\n": '1:1: yaml: the file does not begin with a field; write "field: value" lines',
    "a: 400 to # 1,200\n# a line of its own\n": "1:4: yaml: what follows the # is read as a comment and lost; put the text in double quotes",
    "a: {b: 1}\na: {b: 2}\n": '2:1: yaml: the field "a" stands already in line 1; keep one of the two',
    "? \n: x\n": "1:2: yaml: the name of the field is missing; write it before the colon",
    'a: "x\\0y"\n': "1:4: encoding: the text holds a control character U+0000; remove it",
    "a: x\uffffy\n": "1:5: encoding: a control character U+FFFF stands here; remove it",
    'a: " "\n': "1:4: yaml: the value is missing; write one, or remove the field",
    "a: &x\n": "1:4: yaml: the anchor &x is not read here; remove it (text that begins with & needs quotes)",
    "a:\n  b:\n c: 1\n": "3:2: yaml: a line that does not fit its neighbours; check its indent and its quotes (while parsing a block mapping did not find expected key)",
    "": '1:1: yaml: the file is empty; write "field: value" lines',
    "a: 1\nb:\tc\n": "2:3: encoding: a tab stands here; write spaces instead",
    "a: 1\r\nb: c\r\n": "1:5: encoding: a carriage return stands here; save the file with Unix line ends (LF)",
    "\ufeffa: 1\n": "1:1: encoding: a byte order mark stands here; save the file as UTF-8 without a byte order mark",
    "a: x\x00y\n": "1:5: encoding: a control character U+0000 stands here; remove it",
    "a: x\u2028y\n": "1:5: encoding: a control character U+2028 stands here; remove it",
    "a: " + "[" * 10_000: "1:15: limit: more than 12 levels of lists and fields; no record needs so many",
}


@pytest.mark.parametrize(("text", "message"), REFUSED.items(), ids=[repr(text[:20]) for text in REFUSED])
def test_what_is_refused(text: str, message: str) -> None:
    result = read("n.yaml", text.encode())
    assert isinstance(result, list)
    assert [str(finding) for finding in result] == [f"n.yaml:{message}"]


@pytest.mark.parametrize("content", ["a: é\n".encode("latin-1"), "a: x\n".encode("utf-16"), b"a: \xc0\x80\n"])
def test_what_is_not_utf8_is_refused(content: bytes) -> None:
    result = read("n.yaml", content)
    assert isinstance(result, list)
    (finding,) = result
    assert finding.rule == "encoding"
    assert finding.message.endswith("is not UTF-8; save the file as UTF-8")


def test_all_faults_that_can_be_seen_are_told_at_once() -> None:
    result = read("n.yaml", b"a: &x 1\na: !t 2\nb:\n")
    assert isinstance(result, list)
    assert [str(finding.place.line) for finding in result] == ["1", "2", "2", "3"]


@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                ": ",
                "b",
                "\n",
                "  ",
                "- ",
                "[",
                "]",
                "{",
                "}",
                '"',
                "'",
                " #",
                "&x ",
                "*x",
                "!t ",
                "|",
                ">-",
                "? ",
                "---",
                "%",
                ",",
            ]
        )
    )
)
def test_any_text_is_a_note_or_has_findings(parts: list[str]) -> None:
    result = read("n.yaml", "".join(parts).encode())
    if isinstance(result, Note):
        assert set(result.values) >= set(result.keys)
    else:
        assert result
