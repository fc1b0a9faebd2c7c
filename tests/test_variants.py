"""Renderings of one utterance, and likely variants: which is held against which, what is found, and what is left alone."""

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.corpus import Corpus
from build_tools.dates import parse
from build_tools.derive import Dossier
from build_tools.derive.variants.renderings import (
    THE_EARLIEST,
    THE_FIRST,
    THE_NEAREST,
    THE_ORIGINAL,
    Utterance,
    steps_from_first_hand,
    utterance,
)
from build_tools.derive.variants.variants import alike, likely_variants, of_two_speakers, plain
from build_tools.model import Descent, Document, OtherQuote, Quote
from build_tools.pages.parts.renderings import distance

# Renderings of one utterance each: as two translators or reporters have it, or could.
VARIANTS = [
    (
        "Here, we do not produce fentanyl, and we do not have consumption of fentanyl",
        "We don’t produce fentanyl here and we don’t have fentanyl consumption",
    ),
    (
        "Here, we do not produce fentanyl, and we do not have consumption of fentanyl",
        "We do not make fentanyl here, nor do we consume it",
    ),
    ("We will dig until every boat can lie here at low tide.", "We shall dig till every boat may lie here"),
    (
        "I don’t know how many more lives have to be lost for Mexico to get engaged.",
        "How many more lives must be lost for Mexico to engage?",
    ),
    ("They had very good results, he said", "good results"),
    ("is smart enough to know pouring more money into interdiction", "smart enough to know more money"),
]
# Words of one speaker on one subject that are two acts of speech.
STRANGERS = [
    (
        "How are we going to talk about migration, how are we going to talk about fighting drugs or fentanyl?",
        "How are we going to sit down at a table and talk about fighting drugs if one of their agencies is leaking information and damaging me?",
    ),
    ("It’s still way too high.", "We have seen the numbers flatten, I would say, so we are hoping"),
    ("was never raised.", "wasn’t the subject of the meeting"),
    ("substantially", "we want to reduce it substantially this year"),
    ("no", "We do not"),
]


@pytest.mark.parametrize("pair", VARIANTS)
def test_renderings_of_one_utterance_are_alike(pair: tuple[str, str]) -> None:
    one, other = map(plain, pair)
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize("pair", STRANGERS)
def test_other_words_on_the_same_subject_are_not(pair: tuple[str, str]) -> None:
    one, other = map(plain, pair)
    assert not alike(one, other)
    assert not alike(other, one)


def quote(id: str, text: str, document: str | None = None, **fields: Any) -> Quote:
    known = {"speaker": "Ada", "attribution": "she said", "language": "en", "extent": "whole"}
    return Quote(id, text, document=document or id, **(known | fields))


def document(id: str, *descent: tuple[str, str], issued: str | None = None, standing: str = "reporting") -> Document:
    """A document, and what it has from which parent: an actor where the parent's id begins with a capital letter."""
    parents = tuple(
        Descent(relation, (), actor=parent) if parent[0].isupper() else Descent(relation, (), document=parent)
        for relation, parent in descent
    )
    return Document(id, "webpage", id, "en", standing, issued=parse(issued) if issued else None, derives_from=parents)


def corpus_of(little: Dossier, *records: Quote | Document) -> Corpus:
    """A corpus of nothing but these quotes and documents."""
    quotes = {one.id: one for one in records if isinstance(one, Quote)}
    documents = {one.id: one for one in records if isinstance(one, Document)}
    return replace(little.corpus, quotes=quotes, documents=documents)


def found(corpus: Corpus) -> list[tuple[str, str]]:
    return [(one.id, other.id) for one, other in likely_variants(corpus)]


HERE = "We will dig until every boat can lie here"
THERE = "We shall dig till every boat can lie here"


def test_the_later_of_two_likely_variants_is_told_beside_the_earlier(little: Dossier) -> None:
    assert found(corpus_of(little, quote("b", HERE), quote("a", THERE))) == [("b", "a")]


def test_of_several_the_most_alike_is_named(little: Dossier) -> None:
    three = [quote("a", THERE), quote("b", HERE.upper()), quote("c", HERE)]
    assert found(corpus_of(little, *three)) == [("b", "a"), ("c", "b")]


@pytest.mark.parametrize(
    "fields",
    [
        {"speaker": "Berg"},
        {"language": "da"},
        {"utterance": "u"},
        {"distinct_from": (OtherQuote("a", "Years apart."),)},
    ],
    ids=str,
)
def test_other_speakers_other_languages_and_what_is_linked_or_told_apart_are_left_alone(
    little: Dossier, fields: dict[str, Any]
) -> None:
    assert found(corpus_of(little, quote("a", THERE, utterance="u"), quote("b", HERE, **fields))) == []


def test_the_same_words_are_one_speakers_unless_told_apart(little: Dossier) -> None:
    def found(*quotes: Quote) -> list[tuple[str, str]]:
        return [(one.id, other.id) for one, other in of_two_speakers(corpus_of(little, *quotes))]

    first, second = quote("a", HERE), quote("b", f"{HERE.upper()}!", speaker="somebody-else")
    assert found(first, second) == [("b", "a")]
    assert found(first, replace(second, distinct_from=(OtherQuote("a", "Both read it out."),))) == []
    assert found(first, replace(second, text=THERE)) == []
    assert found(replace(first, text="So be it"), replace(second, text="So be it")) == []


def test_what_is_told_apart_from_one_rendering_is_told_apart_from_all(little: Dossier) -> None:
    apart = (OtherQuote("a", "Years apart."),)
    quotes = [quote("a", THERE, utterance="u"), quote("b", HERE, utterance="u"), quote("c", HERE, distinct_from=apart)]
    assert found(corpus_of(little, *quotes)) == []


@given(st.permutations(range(6)))
def test_the_order_of_records_does_not_matter(little: Dossier, order: list[int]) -> None:
    texts = [HERE, THERE, HERE + " again", "Something else", "We will dig", "till every boat"]
    quotes = [quote(f"q{number}", texts[number]) for number in range(6)]
    assert found(corpus_of(little, *(quotes[number] for number in order))) == found(corpus_of(little, *quotes))


def test_a_variant_among_a_thousand_quotes_of_one_speaker_is_found(little: Dossier) -> None:
    random = Random(7)
    words = [f"word{number}" for number in range(3000)]
    quotes = [
        quote(f"q{n:04}", " ".join(random.choices(words[:40], k=8) + random.choices(words, k=8))) for n in range(1000)
    ]
    changed = quotes[17].text.split()
    changed[12] = "otherwise"
    assert found(corpus_of(little, *quotes, quote("z", " ".join(changed)))) == [("z", "q0017")]


def side_by_side(little: Dossier, *records: Quote | Document) -> Utterance:
    corpus = corpus_of(little, *records)
    return utterance(corpus, list(corpus.quotes.values()))


REPORT = document("report", ("own-reporting", "Ada"), issued="2019-05-03")
REPRINT = document("reprint", ("reprint", "report"), issued="2019-05-04")
REWORDING = document("rewording", ("rewording", "report"), issued="2019-05-03")
RELAY = document("relay", ("relay", "rewording"), ("own-reporting", "Berg"), issued="2019-05-05")
NOWHERE = document("nowhere", issued="2019-05-01")


def test_steps_from_first_hand_count_what_changes_the_words(little: Dossier) -> None:
    corpus = corpus_of(little, REPORT, REPRINT, REWORDING, RELAY, NOWHERE)
    steps = {one.id: steps_from_first_hand(corpus, one, "Ada") for one in corpus.documents.values()}
    assert steps == {"report": 0, "reprint": 0, "rewording": 1, "relay": 2, "nowhere": float("inf")}
    assert steps_from_first_hand(corpus, RELAY, "Berg") == 0


def test_a_circle_of_documents_ends(little: Dossier) -> None:
    circle = [document("one", ("relay", "two")), document("two", ("reprint", "one"))]
    assert steps_from_first_hand(corpus_of(little, *circle), circle[0], "Ada") == float("inf")


def test_the_original_comes_first_wherever_it_stands(little: Dossier) -> None:
    found = side_by_side(
        little, REPORT, RELAY, REWORDING, quote("a", HERE, "report"), quote("b", HERE, "relay", original=True)
    )
    assert (found.base.id, found.why) == ("b", THE_ORIGINAL)


def test_else_the_nearest_to_first_hand_else_the_earliest_else_the_first_by_id(little: Dossier) -> None:
    pairs = [
        (quote("b", HERE, "report"), quote("a", THERE, "rewording"), THE_NEAREST),
        (quote("b", HERE, "report"), quote("a", THERE, "reprint"), THE_EARLIEST),
        (quote("b", HERE, "report"), quote("c", THERE, "report"), THE_FIRST),
    ]
    for first, second, why in pairs:
        found = side_by_side(little, REPORT, REPRINT, REWORDING, first, second)
        assert (found.base.id, found.why) == ("b", why)


def test_differences_are_counted_and_the_nearest_to_the_original_is_known(little: Dossier) -> None:
    quotes = [
        quote("original", HERE, "report", original=True),
        quote("near", "we will dig until EVERY boat may lie here.", "reprint"),
        quote("far", "We shall dig till every ship may lie there", "rewording"),
    ]
    found = side_by_side(little, REPORT, REPRINT, REWORDING, *quotes)
    assert {one.quote.id: one.changed for one in found.renderings} == {"original": 0, "near": 1, "far": 5}
    assert [one.id for one in found.nearest] == ["near"]
    unknown = side_by_side(little, REPORT, REPRINT, REWORDING, replace(quotes[0], original=False), *quotes[1:])
    assert unknown.nearest == ()


def test_what_a_fragment_leaves_out_at_its_ends_is_counted_apart(little: Dossier) -> None:
    fragment = quote("b", "dig till every boat", "reprint", extent="fragment")
    found = side_by_side(little, REPORT, REPRINT, quote("a", HERE, "report", original=True), fragment)
    assert (found.renderings[1].changed, found.renderings[1].left_out) == (1, 5)


def test_two_languages_are_not_compared_and_each_has_a_first_of_its_own(little: Dossier) -> None:
    quotes = [
        quote("a", HERE, "report", original=True),
        quote("b", "Vi graver til hver båd kan ligge her", "reprint", language="da"),
        quote("c", "Vi graver til alle både kan ligge her", "rewording", language="da-DK"),
    ]
    found = side_by_side(little, REPORT, REPRINT, REWORDING, *quotes)
    assert [one.beside and one.beside.id for one in found.renderings] == [None, None, "b"]
    assert [len(one.changes) > 0 for one in found.renderings] == [False, False, True]


def test_the_pages_say_in_words_what_differs(little: Dossier) -> None:
    whole = quote("a", HERE, "report", original=True)
    danish = quote("b", "Vi graver", "reprint", language="da")
    same = quote("c", HERE + ".", "rewording")
    found = side_by_side(little, REPORT, REPRINT, REWORDING, whole, danish, same)
    assert [distance(found, one) for one in found.renderings] == [
        "",
        "In Danish: renderings in two languages are not compared word by word.",
        "Beside the first: the same words.",
    ]
