"""Words are found exactly, where they are meant, and told apart by the fewest words beside them."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from build_tools.derive.verbatim.locate import Selector, Text, Words, best, places, selector
from build_tools.derive.verbatim.normal import normal

# Few words, so that the same stand in several places.
WORD = st.sampled_from(["no", "not", "No", "nó", "deal", "we", "70", "“so”", "—", "and…"])
LINE = st.lists(WORD, min_size=1, max_size=12).map(" ".join)
TEXT = st.lists(LINE, min_size=1, max_size=6).map("\n".join)


def browsers_places(text: str, words: str) -> int:
    """How often a browser finds words: in any case, with and without accents, as whole words."""
    plain, wanted = map(plainly, (text, words))
    starts = (n for n in range(len(plain)) if plain.startswith(wanted, n))
    return sum(not touches(plain, n) and not touches(plain, n + len(wanted)) for n in starts)


def plainly(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", normal(text).lower())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def touches(text: str, place: int) -> bool:
    return text[place - 1 : place].isalnum() and text[place : place + 1].isalnum()


def chosen(text: str, found: Selector) -> str:
    return f"{found.prefix} {text[found.start : found.end]} {found.suffix}"


@given(TEXT, st.data())
def test_a_place_holds_the_words(text: str, data: st.DataObject) -> None:
    words = " ".join(data.draw(st.lists(WORD, min_size=1, max_size=4)))
    for place in places(Text(text), Words(words)):
        assert normal(" ".join(text[start:end] for start, end in place)) == normal(words)


@given(TEXT, st.data())
def test_words_of_the_text_are_found_in_it(text: str, data: st.DataObject) -> None:
    words = text.split()
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assert any(places(Text(text), Words(" ".join(words[start:end]))))


@given(TEXT, st.data())
def test_prefix_words_and_suffix_stand_in_one_place_alone(text: str, data: st.DataObject) -> None:
    words = " ".join(data.draw(st.lists(WORD, min_size=1, max_size=2)))
    for place in places(Text(text), Words(words)):
        for span in place:
            found = selector(Text(text), *span)
            if found.unique:
                assert browsers_places(text, chosen(text, found)) == 1
            else:
                assert (found.prefix, found.suffix) == ("", "")
                assert browsers_places(text, text[slice(*span)]) > 1


@given(TEXT, st.data())
def test_no_shorter_prefix_or_suffix_would_do(text: str, data: st.DataObject) -> None:
    """Within a line. Dashes alone are no words: they tell no two places apart."""
    text = text.replace("—", "they").replace("\n", " ")
    words = " ".join(data.draw(st.lists(WORD, min_size=1, max_size=2)))
    for place in places(Text(text), Words(words)):
        for span in place:
            found = selector(Text(text), *span)
            exact = text[slice(*span)]
            before, after = found.prefix.split(), found.suffix.split()
            if before:
                assert browsers_places(text, " ".join([*before[1:], exact, *after])) > 1
            if after:
                assert browsers_places(text, " ".join([*before, exact, *after[:-1]])) > 1


@given(TEXT, st.data())
def test_the_prefix_and_suffix_of_a_record_say_which_place_is_meant(text: str, data: st.DataObject) -> None:
    words = text.split()
    start = data.draw(st.integers(0, len(words) - 1))
    before, after = " ".join(words[:start][-3:]), " ".join(words[start + 1 :][:3])
    meant = Words(words[start], before or None, after or None)
    for place in places(Text(text), meant):
        begin, end = place[0][0], place[-1][1]
        assert normal(text[:begin]).endswith(normal(before))
        assert normal(text[end:]).startswith(normal(after))


def test_words_that_stand_twice_take_the_fewest_words_beside_them() -> None:
    text = Text("The deal is off, they said. The deal is on, they said.")
    assert best(text, Words("they said")) == (Selector(17, 26, "off,", ""),)
    assert best(text, Words("they said", prefix="on,")) == (Selector(44, 53, "on,", ""),)
    assert best(text, Words("The deal is")) == (Selector(0, 11, "", "off,"),)


def test_other_capitals_and_accents_are_another_place_for_a_browser() -> None:
    assert best(Text("López spoke. LOPEZ left."), Words("López")) == (Selector(0, 5, "", "spoke."),)


def test_places_that_overlap_are_told_apart() -> None:
    text = Text("no deal no deal no")
    assert not any(found.unique for found in [selector(text, 0, 10)] if (found.prefix, found.suffix) == ("", ""))
    assert selector(text, 8, 18) == Selector(8, 18, "deal", "")


def test_lines_that_are_repeated_whole_are_not_unique() -> None:
    assert best(Text("\n".join(["Ada Holm"] * 4)), Words("Ada Holm")) == (Selector(0, 8, "", "", unique=False),)


def test_the_place_nearest_to_a_quote_is_meant() -> None:
    text = Text("she said this. Then she said that. In the end she said no.")
    assert best(text, Words("she said"), near=50)[0].start == 46
    assert best(text, Words("she said"), near=16)[0].start == 20


def test_words_are_divided_where_a_line_ends() -> None:
    text = Text("We will dig\n until every boat  \n\ncan lie here")
    assert list(places(text, Words("dig until every boat can lie"))) == [((8, 11), (13, 29), (33, 40))]


def test_words_are_divided_where_something_is_left_out() -> None:
    text = Text("We will, after all that, dig until every boat can lie here at low tide.")
    left_out = Words("We will [...] dig [...] at low tide", omission="[...]")
    (place,) = places(text, left_out)
    assert [text.text[start:end] for start, end in place] == ["We will", "dig", "at low tide"]
    assert not any(places(text, Words("dig [...] We will", omission="[...]")))
    assert not any(places(text, Words("We will [...] dig")))
    assert not any(places(text, Words("[...] dig", omission="[...]")))


def test_a_word_that_nothing_tells_from_ten_thousand_others_has_its_first_place() -> None:
    assert best(Text("no " * 20_000), Words("no")) == (Selector(0, 2, unique=False),)
