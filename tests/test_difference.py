"""Word differences: nothing is lost, nothing is invented, and a line of them can be read."""

from hypothesis import given
from hypothesis import strategies as st

from build_tools.derive.verbatim.difference import AROUND, MOST_WORDS, changed_words, difference, in_line, loosely

# Few words, so that texts share some.
TEXTS = st.lists(st.sampled_from(["no", "not", "fentanyl", "Fentanyl,", "is", "70,000", "70,001"])).map(" ".join)


@given(TEXTS, TEXTS)
def test_the_changes_hold_both_texts_word_by_word(old: str, new: str) -> None:
    changes = difference(old, new)
    assert " ".join(change.words for change in changes if change.kind != "added") == old
    assert " ".join(change.words for change in changes if change.kind != "removed") == new


@given(TEXTS, TEXTS)
def test_capitals_and_punctuation_may_be_let_go(old: str, new: str) -> None:
    changes = difference(old, new, loosely)
    assert " ".join(change.words for change in changes if change.kind != "removed") == new
    old_again = " ".join(change.words for change in changes if change.kind != "added").split()
    assert list(map(loosely, old_again)) == list(map(loosely, old.split()))


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert changed_words(difference(text, text)) == 0


@given(TEXTS, TEXTS)
def test_words_changed_are_counted_alike_in_both_directions(old: str, new: str) -> None:
    """Only of texts that differ in no more than one place: of several, the matching may choose others."""
    there, back = difference(old, new), difference(new, old)
    if sum(change.kind == "same" for change in there) == 0:
        assert changed_words(there) == changed_words(back) == max(len(old.split()), len(new.split()))


def test_one_changed_word_is_shown_between_its_neighbours() -> None:
    assert in_line(difference("fentanyl killed 70,000", "fentanyl caused 70,000")) == (
        "fentanyl [-killed-]{+caused+} 70,000"
    )
    assert in_line(difference("it is true", "it is not true")) == "it is {+not+} true"
    assert in_line(difference("it is not true", "it is true")) == "it is [-not-] true"


def test_long_equal_stretches_are_cut_to_the_words_beside_a_change() -> None:
    many = " ".join(f"w{number}" for number in range(50))
    line = in_line(difference(f"{many} a {many} b {many}", f"{many} c {many} d {many}"))
    assert line == "… w46 w47 w48 w49 [-a-]{+c+} w0 w1 w2 w3 … w46 w47 w48 w49 [-b-]{+d+} w0 w1 w2 w3 …"
    assert AROUND == 4


def test_a_line_holds_no_sign_that_a_terminal_would_obey() -> None:
    assert in_line(difference("a\x1b[31mb", "ab")) == "[-a\\u001b[31mb-]{+ab+}"


def test_words_are_counted_where_they_change() -> None:
    assert changed_words(difference("we do not produce it", "we don’t produce it")) == 2
    assert changed_words(difference("a b c", "a b c d")) == 1
    assert changed_words(difference("Here, we do.", "here we do", loosely)) == 0


def test_endless_texts_are_not_matched_word_by_word() -> None:
    old = " ".join(["start", *["a", "b"] * MOST_WORDS, "end"])
    new = " ".join(["start", *["b", "b", "a"] * MOST_WORDS, "end"])
    assert [change.kind for change in difference(old, new)] == ["same", "removed", "added", "same"]
