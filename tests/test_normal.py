"""The normal form folds what the method page says and nothing else, and its offsets lead back."""

import hashlib
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.derive.verbatim.normal import DASHES, DOUBLE_QUOTES, SINGLE_QUOTES, digest, normal, normal_text
from tests.conftest import ROOT

# Any text, and text that is dense with what is folded.
DENSE = st.text(st.sampled_from("ae.…-—−'’\"“ \u00a0\n\u2003\u00e9\u0301\u0338"))
TEXTS = st.one_of(st.text(), DENSE)
FOLDED = frozenset(SINGLE_QUOTES + DOUBLE_QUOTES + DASHES + "…")


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@given(TEXTS)
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@given(TEXTS)
def test_the_normal_form_is_in_unicode_form_nfc(text: str) -> None:
    assert nfc(normal(text)) == normal(text)


@given(TEXTS, st.integers(min_value=0), st.integers(min_value=0))
def test_offsets_lead_back_to_what_was_folded(text: str, start: int, length: int) -> None:
    text = nfc(text)
    found = normal_text(text)
    start = start % (len(found.text) + 1)
    end = min(start + length % 50, len(found.text))
    if ".." in (found.text[start - 1 : start + 1], found.text[end - 1 : end + 1]):
        return  # an ellipsis is not divided
    stretch = text[found.original(start) : found.original(end)]
    assert normal_text(stretch).text == found.text[start:end]


@given(TEXTS, st.integers(min_value=0))
def test_offsets_lead_there_and_back(text: str, offset: int) -> None:
    found = normal_text(nfc(text))
    offset = offset % (len(found.text) + 1)
    if found.text[offset - 1 : offset + 1] != "..":
        assert found.offset(found.original(offset)) == offset


@given(st.text(st.characters(exclude_categories=["Zs", "Zl", "Zp", "Cc", "Cs", "Pd"]), min_size=1))
def test_what_is_not_named_is_not_folded(text: str) -> None:
    text = nfc(text)
    if not FOLDED & set(text):
        assert normal(text) == text


@given(st.text(), st.characters(codec="utf-8"), st.characters(codec="utf-8"), st.text())
def test_a_single_change_of_a_character_is_a_change_unless_both_are_folded_into_one(
    before: str, one: str, other: str, after: str
) -> None:
    old, new = nfc(before + one + after), nfc(before + other + after)
    alike = (set(SINGLE_QUOTES), set(DOUBLE_QUOTES), set(DASHES))
    folded = any({one, other} <= group for group in alike) or (one.isspace() and other.isspace())
    at_an_end = one.isspace() or other.isspace()  # space at the ends, and beside space, is let go
    if nfc(one) != nfc(other) and not folded and not at_an_end and old != new:
        assert digest(old) != digest(new)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Here, we don’t”", '"Here, we don\'t"'),
        ("«no»", '"no"'),
        ("seventy–eighty", "seventy-eighty"),
        ("they — all of them — agreed", "they - all of them - agreed"),
        ("−5", "-5"),
        ("and so…", "and so..."),
        ("50\u00a0000", "50 000"),
        (" one\n two\u2003three ", "one two three"),
        ("Lo\u0301pez", "López"),
    ],
)
def test_what_is_folded(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("López", "Lopez"),
        ("The", "the"),
        ("70,000", "70.000"),
        ("pact", "pаct"),  # a Cyrillic letter
        ("find", "ﬁnd"),
        ("deal", "de\u00adal"),
        ("deal", "deal\u200b"),
        ("deal", "\u202edeal"),
        ("5", "５"),
        ("agreed", "agreed."),
        ("and so", "and so…"),
        ("he said..", "he said…"),
        ('"', "'"),
        ("a - b", "a -- b"),
        ("5′", "5'"),
    ],
)
def test_what_is_never_folded(one: str, other: str) -> None:
    assert normal(one) != normal(other)


def test_every_dash_of_unicode_15_is_a_dash() -> None:
    """The set is written out in the code, so that no newer Python changes a digest."""
    known = {sign for sign in map(chr, range(0x110000)) if unicodedata.category(sign) == "Pd"}
    assert known | {"−"} >= set(DASHES)
    assert set(DASHES) >= {sign for sign in known if unicodedata.ucd_3_2_0.category(sign) == "Pd"}


@pytest.mark.parametrize("signs", [SINGLE_QUOTES, DOUBLE_QUOTES, DASHES])
def test_every_folded_character_is_published_on_the_method_page(signs: str) -> None:
    rows = (ROOT / "docs/method.md").read_text("utf-8").splitlines()
    published = [{chr(int(code, 16)) for code in re.findall(r"U\+([0-9A-F]{4,6})", row)} for row in rows]
    assert set(signs) in published


def test_a_digest_is_that_of_sha256sum() -> None:
    assert digest(" “Here”\n we don’t ") == hashlib.sha256(b'"Here" we don\'t').hexdigest()
