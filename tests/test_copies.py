"""Likely copies among captures: what is found, what is left alone, and at what cost."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random

import pytest

from build_tools.captures import Capture
from build_tools.corpus import Corpus
from build_tools.derive import Dossier
from build_tools.derive.variants.copies import LEAST_RUNS, MOST_HOLDERS, RUN, related, resemblances
from tests.test_variants import corpus_of, document

RANDOM = Random(5)
WORDS = [f"word{number}" for number in range(5000)]


def prose(words: int) -> str:
    return " ".join(RANDOM.choices(WORDS, k=words))


def shares(little: Dossier, **texts: str) -> dict[tuple[str, str], int]:
    """The documents that resemble each other, and the share of their words in percent; the first is the oldest."""
    documents = [document(id, issued=f"20{number:02}") for number, id in enumerate(texts, 10)]
    captures = {id: Capture(text.encode()) for id, text in texts.items()}
    return {
        (found.earlier.id, found.later.id): round(100 * found.share)
        for found in resemblances(corpus_of(little, *documents), captures)
    }


def test_the_share_is_that_of_the_smaller_text(little: Dossier) -> None:
    story = prose(400)
    half = " ".join(story.split()[:200])
    assert shares(little, whole=story, half=half) == {("whole", "half"): 100}
    assert shares(little, half=half + " " + prose(200), whole=story + " " + prose(5000)) == {("half", "whole"): 49}


def test_capitals_and_punctuation_do_not_hide_a_copy(little: Dossier) -> None:
    story = prose(100)
    assert shares(little, a=story, b=story.upper().replace(" ", ",\n")) == {("a", "b"): 100}


def test_texts_of_their_own_are_left_alone(little: Dossier) -> None:
    assert shares(little, a=prose(1500), b=prose(1500)) == {}


@pytest.mark.parametrize("marks", ["“”", '""'])
def test_quoting_the_same_words_is_no_copying(little: Dossier, marks: str) -> None:
    """Two reporters heard them; without the marks they are narrative, and told."""
    said = prose(60)
    quoted = f"{marks[0]}{said}{marks[1]}"
    assert shares(little, a=f"{prose(200)} {quoted}", b=f"{quoted} {prose(200)}") == {}
    assert list(shares(little, a=f"{prose(200)} {said}", b=f"{said} {prose(200)}")) == [("a", "b")]


def test_a_name_and_a_title_make_no_copy_of_two_short_texts(little: Dossier) -> None:
    run = prose(LEAST_RUNS + RUN - 2)
    assert shares(little, a=f"{run} {prose(20)}", b=f"{run} {prose(20)}") == {}
    one_more = f"{run} further"
    assert list(shares(little, a=f"{one_more} {prose(20)}", b=f"{one_more} {prose(20)}")) == [("a", "b")]


def test_what_a_site_prints_under_everything_is_no_copy_and_known_copies_do_not_make_a_text_that(
    little: Dossier,
) -> None:
    notice = prose(40)
    ids = [f"d{number:02}" for number in range(MOST_HOLDERS + 1)]
    texts = {id: Capture(f"{prose(100)} {notice}".encode()) for id in ids}
    reporting = [document(id) for id in ids]
    assert resemblances(corpus_of(little, *reporting), texts) == ()
    copies = [replace(one, standing="copy") for one in reporting[2:]]
    assert pairs(corpus_of(little, *reporting[:2], *copies), texts) == [("d00", "d01")]


def pairs(corpus: Corpus, captures: Mapping[str, Capture]) -> list[tuple[str, str]]:
    return [(found.earlier.id, found.later.id) for found in resemblances(corpus, captures)]


def test_the_order_of_captures_does_not_matter(little: Dossier) -> None:
    story = prose(100)
    texts = {id: Capture(f"{story} {prose(number)}".encode()) for number, id in enumerate("abcd", 30)}
    corpus = corpus_of(little, *map(document, texts))
    assert resemblances(corpus, texts) == resemblances(corpus, dict(reversed(texts.items())))
    assert len(pairs(corpus, texts)) == 6


def test_documents_are_related_by_descent_through_others_and_by_a_common_source(little: Dossier) -> None:
    corpus = corpus_of(
        little,
        document("wire"),
        document("paper", ("reprint", "wire")),
        document("blog", ("relay", "paper")),
        document("rival", ("rewording", "wire")),
        document("heard", ("own-reporting", "Ada")),
        document("heard-too", ("own-reporting", "Ada")),
        document("from-outlet", ("relay", "Gazette")),
        document("from-outlet-too", ("relay", "Gazette")),
    )
    documents = corpus.documents

    def tied(one: str, other: str) -> bool:
        assert related(corpus, documents[one], documents[other]) == related(corpus, documents[other], documents[one])
        return related(corpus, documents[one], documents[other])

    assert tied("blog", "wire")
    assert tied("blog", "rival")
    assert tied("from-outlet", "from-outlet-too")
    assert not tied("heard", "heard-too")
    assert not tied("heard", "wire")


def test_a_circle_of_documents_ends(little: Dossier) -> None:
    corpus = corpus_of(little, document("a", ("relay", "b")), document("b", ("relay", "a")), document("c"))
    assert not related(corpus, corpus.documents["a"], corpus.documents["c"])


def test_a_copy_among_hundreds_of_captures_is_found(little: Dossier) -> None:
    texts = {f"d{number:03}": Capture(prose(1500).encode()) for number in range(300)}
    texts["d299"] = Capture((texts["d007"].text[:1000] + prose(1300)).encode())
    corpus = corpus_of(little, *map(document, texts))
    assert pairs(corpus, texts) == [("d007", "d299")]
