"""Words are found whole: nothing is taken out of a longer word or number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.derive.verbatim.boundary import whole_words
from build_tools.derive.verbatim.locate import Text, Words, places


def stands(words: str, text: str) -> bool:
    return any(places(Text(text), Words(words)))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("able", "they are unable"),
        ("un", "they are unable"),
        ("000", "killed 50,000 people"),
        ("50", "killed 50,000 people"),
        ("5", "rose to 3.5 percent"),
        ("90", "from 70–90 people"),
        ("70", "from 70-90 people"),
        ("5", "fell to -5 degrees"),
        ("5", "fell to −5 degrees"),
        ("$5", "a loss of -$5 a day"),
        ("5", "a loss of -$5 a day"),
        ("5", "a share of .5 percent"),
        ("5", "a share of 1/5 of all"),
        ("000", "killed 50\u00a0000 people"),
        ("000", "killed 50\u202f000 people"),
        ("000", "cost 50’000 francs"),
        ("10", "at 10:30 sharp"),
        ("10", "about 10² of them"),
        ("can", "we can’t promise"),
        ("can", "we can't promise"),
        ("t promise", "we can’t promise"),
        ("intrusive", "a non-intrusive search"),
        ("19", "a COVID-19 wave"),
        ("S. agents", "the U.S. agents"),
        ("T", "AT&T said"),
        ("able", "they are un\u00adable"),
        ("able", "they are un\u200dable"),
        ("resum", "a resume\u0304 of it"),
        ("resume", "a resume\u0304\u0323 of it"),
        ("क", "यह की है"),
        ("We will stop.", "We will stop... he said"),
        ("stop..", "We will stop… he said"),
        ("5", "５5 people"),
    ],
)
def test_a_part_of_a_word_or_number_does_not_stand_there(words: str, text: str) -> None:
    assert not stands(words, text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("able", "“able”"),
        ("50,000", "killed 50,000 people"),
        ("can’t", "we can't promise"),
        ("deal", "a deal, he said"),
        ("deal", "a (deal) he said"),
        ("Mexico", "the US—Mexico—will"),
        ("the workers", "the workers’ deal"),
        ("deal", "deal"),
        ("5", "it is 5."),
        ("5", "it is 5, he said"),
        ("5", "a - 5"),
        ("$5", "a loss of $5 a day"),
        ("2019", "in 2019, 500 people"),
        ("stop", "We will stop... he said"),
        ("stop…", "We will stop... he said"),
        ("deal", "\ufeffdeal\u200e (so)"),
        ("promessa", "una promessa"),
        ("墨西哥", "美国和墨西哥达成协议"),
        ("ราคา", "ขายราคาถูก"),
    ],
)
def test_whole_words_stand_there(words: str, text: str) -> None:
    assert stands(words, text)


@given(st.text(st.sampled_from("ab5,.'’-–$ \n\u00ad\u0301…"), max_size=12), st.data())
def test_what_stands_is_never_within_letters_or_digits(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if whole_words(text, start, end):
        for place in (start, end):
            assert not (text[place - 1 : place].isalnum() and text[place : place + 1].isalnum())


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), min_size=3, max_size=8), st.data())
def test_words_between_spaces_always_stand(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(words) - 1))
    before = len(" ".join(words[:start])) + (start > 0)
    assert whole_words(text, before, before + len(words[start]))
