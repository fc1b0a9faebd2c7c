"""Signs that deceive are found with their names and places; text of every writing passes; words of a document may hold what it has."""

import json
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.letters import hosts, mixed, skeleton
from build_tools.persons import private
from build_tools.signs import deceiving
from build_tools.site import check
from tests.conftest import Damage

FOUND = {
    "bidirectional controls": "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c\u200e\u200f",
    "without width": "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f",
    "operators that do not show": "\u2061\u2062\u2063\u2064",
    "fillers": "\u115f\u1160\u3164\uffa0\u17b4\u17b5\u180e\u2800",
    "tags": "\U000e0001\U000e0041\U000e007f",
    "variation selectors": "\ufe00\ufe0f\U000e0100\u180b",
    "annotations": "\ufff9\ufffa\ufffb\ufffc",
    "private use": "\ue000\uf8ff\U000f0000\U0010fffd",
    "no signs": "\ufdd0\ufffe\U0001ffff\u0378",
    "spaces": "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u200a\u205f\u3000\u2028",
}
# Text that is what it looks like, in writings and signs that need what deceives elsewhere.
SOUND = (
    "Nguyễn Ái Quốc",
    unicodedata.normalize("NFD", "Nguyễn Thị Định"),
    "Tłı̨chǫ, Diné Bizaad: Shį́į́ʼ, Nêhiyawêwin, Lakȟóta, hǝn̓q̓ǝmin̓ǝm̓, Pꞌurhépecha",
    "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים, יְרוּשָׁלִַ֔ם",
    "بِسْمِ ٱللَّٰهِ ٱلرَّحْمَٰنِ",
    "می\u200cخواهم",
    "क्\u200dष और क्\u200cष",
    "ශ්\u200dරී ලංකා",
    "རྒྱུ་འབྲས་བསྒྲུབས",
    "ស្ត្រី",
    "葛\U000e0100飾区\u3000東京",
    "👩\u200d❤\ufe0f\u200d👨 🏳\ufe0f\u200d🌈 👍🏽 1\ufe0f\u20e3 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f 🇲🇽",
    "⠓⠑⠇⠇⠕⠀⠺⠕⠗⠇⠙",
    "US$\u202f5, 10\u2009kg, No.\u00a07",
)
NAMES = (
    "Andrés Manuel López Obrador",
    "Владимир Владимирович",
    "Указ о NATO",
    "東京Tower",
    "카카오Talk",
    "Ελληνική Δημοκρατία",
    "№ 5™, 2½ × H₂O",
)


@pytest.mark.parametrize("kind", FOUND)
def test_a_sign_that_deceives_is_told_with_its_code_and_its_name(kind: str) -> None:
    for sign in FOUND[kind]:
        ((offset, message),) = list(deceiving(f"a {sign} b", name=True))
        assert offset == 2
        assert message.startswith(f"U+{ord(sign):04X} {unicodedata.name(sign, '(without a name)')} stands here")


@pytest.mark.parametrize("text", SOUND)
def test_text_of_every_writing_passes(text: str) -> None:
    assert list(deceiving(text)) == []


@pytest.mark.parametrize("name", NAMES)
def test_names_of_one_script_and_of_scripts_written_together_pass(name: str) -> None:
    assert list(mixed(name)) == []


@pytest.mark.parametrize(
    "text",
    [
        "😀\ufe0f\ufe0f",  # a second selector shows nothing, and could carry something
        "a\ufe0f",
        "👨\u200d",
        "a\u200db",
        "🏴\U000e0061\U000e0062\U000e0063\U000e007f",
        "葛\U000e0100\U000e0101",
        "in\u00ad\u00adside",
        "\u3164\u2800",
        "\u0301a",
        "Z\u0337\u0321\u0322\u031b\u0348a",
        "e\u0301\u0301",
    ],
)
def test_what_is_harmless_once_in_its_place_is_found_elsewhere(text: str) -> None:
    assert list(deceiving(text))


@pytest.mark.parametrize(
    "name", ["pаypal", "Сосоа Company", "РЕМЕХ", "𝐀TF", "ＡＴＦ", "2٠23", "Εbrard Casaubón Ебрард", "Ⓐtf"]
)
def test_a_name_in_letters_of_others_is_found(name: str) -> None:
    assert [message for _, message in mixed(name)]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://xn--80ak6aa92e.com/", True),
        ("see https://аpple.com", True),
        ("HTTPS://XN--80AK6AA92E.com/", True),
        ("https://xn--zz999999999/", True),
        ("https://münchen.de/", False),
        ("https://xn--80aswg.xn--p1ai/x", False),
        ("https://президент.рф/", False),
        ("https://nbcnews.com/аbc", False),
    ],
)
def test_a_host_in_letters_of_others_is_found(address: str, found: bool) -> None:
    assert bool(list(hosts(address))) is found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("paypal", "pаypаl"),
        ("modern", "modem"),
        ("ATF", "АТF"),
        ("Ill", "lll"),
        ("Ada Holm", "Ada\u00a0\u200bHolm"),
    ],
)
def test_what_looks_the_same_has_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_what_looks_different_has_not() -> None:
    assert len({skeleton(name) for name in ("Ada Holm", "Ida Holm", "Ada Holt", "ada holm")}) == 4


@given(st.text(max_size=60))
def test_no_text_is_too_much_for_any_of_them(text: str) -> None:
    for found in (deceiving(text), deceiving(text, name=True), mixed(text), hosts(text), private(text)):
        assert all(0 <= offset < len(text) for offset, _ in found)
    assert skeleton(skeleton(text)) is not None


@pytest.mark.parametrize("sign", ["\u200d", "\u202e\u202c", "\ue000"])
def test_words_of_a_document_hold_what_it_has_where_a_note_names_it(findings_of: Damage, copy: Path, sign: str) -> None:
    capture = copy / "captures/gazette-2019-05-03-dredging.txt"
    capture.write_text(capture.read_text("utf-8").replace("the mayor said", f"the {sign}mayor said"), "utf-8")
    (copy / "sources/evidence.lock").unlink()
    quote = "quotes/holm-2019-05-deeper-gazette.yaml"
    found = findings_of(quote, "the mayor said", f"the {sign}mayor said")
    assert f'or say in its note that the document has it, as "U+{ord(sign[0]):04X}"' in "\n".join(found)
    note = f"note: The Gazette printed {' and '.join(f'U+{ord(one):04X}' for one in sign)}.\nlanguage: en"
    found = findings_of(quote, "language: en", note)
    assert not [finding for finding in found if "deceiving-sign" in finding]


def test_a_note_excuses_nothing_in_words_of_our_own(findings_of: Damage) -> None:
    note = "with U+202E\u202e\u202c.\nnote: U+202E and U+202C."
    found = findings_of("claims/boats-2019.yaml", "boats.", note)
    assert [finding.split(": ")[1] for finding in found] == ["deceiving-sign", "deceiving-sign"]


def test_an_escape_is_told_where_its_text_begins(findings_of: Damage) -> None:
    (finding,) = findings_of(
        "actors/ada-holm.yaml", "description: Mayor of Lindholm.", 'description: "Mayor\\u200b of Lindholm."'
    )
    assert finding.startswith("sources/actors/ada-holm.yaml:3:14: deceiving-sign: U+200B ")


def test_a_soft_hyphen_that_was_copied_along_is_told_kindly(findings_of: Damage) -> None:
    (finding,) = findings_of("claims/boats-2019.yaml", "thirty-one boats\n", "thir\u00adty-one boats\n")
    assert finding.endswith(
        "; remove the soft hyphen (U+00AD SOFT HYPHEN) that came along when they were copied: it does not show"
    )


def test_files_with_other_faults_are_told_of_these_too(findings_of: Damage) -> None:
    found = findings_of("claims/boats-2019.yaml", "kind: figure\n", "kind: figures\nnote: Li\u200bv, liv@gazette.net\n")
    assert {finding.split(": ")[1] for finding in found} == {"deceiving-sign", "private-data", "unknown-value"}


def test_two_ids_that_look_alike_are_found(copy: Path) -> None:
    actors = copy / "sources/actors"
    (actors / "adm-town.yaml").write_text((actors / "town-of-lindholm.yaml").read_text("utf-8"), "utf-8")
    (actors / "adrn-town.yaml").write_text((actors / "ada-holm.yaml").read_text("utf-8"), "utf-8")
    told = [str(finding) for finding in check(copy)[1]]
    assert (
        'sources/actors/adrn-town.yaml:1:1: look-alike: the id looks like "adm-town"; choose one that nobody mistakes'
        in told
    )


HOSTILE = os.environ.get("HOSTILE", "")


@pytest.mark.skipif(not HOSTILE, reason="HOSTILE names no folder with strings of others")
def test_harmless_strings_of_others_pass() -> None:
    """All but the separator of lines, which reading refuses before, as it does tabs."""
    strings = [text for text in json.loads((Path(HOSTILE) / "legit.json").read_text("utf-8")) if "\u2028" not in text]
    assert len(strings) >= 80
    for text in strings:
        assert [*deceiving(text), *hosts(text), *mixed(text), *private(text)] == [], text
