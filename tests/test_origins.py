"""Origins are counted by who knew it, not by who printed it: bounds that copies and further descent never raise."""

import random
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.corpus import Corpus
from build_tools.dates import parse
from build_tools.derive.origins.lineage import Lineage
from build_tools.derive.origins.origins import Origins, called, origins_of
from build_tools.derive.origins.voices import supporting
from build_tools.model import Actor, Author, Citation, Claim, Descent, Document, Evidence, Quote, Role
from build_tools.settings import Rubric, Site, Vocabulary

PROOF = (Citation("x", "words"),)


def actor(id: str, type: str = "person", part_of: str | None = None) -> Actor:
    return Actor(id, f"The {id}", type, "Somebody.", part_of=part_of)


def document(id: str, *parents: tuple[str, str], standing: str = "reporting") -> Document:
    descent = tuple(Descent(relation, PROOF, document=parent) for relation, parent in parents)
    return Document(id, "webpage", f"Text {id}", "en", standing, derives_from=descent)


def says(document: str, *knowing: str, relays: str | None = None, observed: bool = False) -> Evidence:
    return Evidence(document, f"words of {document}", attributed_to=knowing, relays=relays, observed=observed)


ACTORS = (
    *map(actor, ("ada", "bo", "cy")),
    actor("two-people", "unnamed-sources"),
    actor("a-source", "unnamed-sources"),
    actor("daily", "outlet"),
    actor("weekly", "outlet"),
    actor("town", "government"),
    actor("office", "agency", part_of="town"),
)


@dataclass(frozen=True)
class Case:
    """Documents and the evidence in them for one claim."""

    documents: tuple[Document, ...]
    evidence: tuple[Evidence, ...]
    kind: str = "fact"
    quotes: tuple[Quote, ...] = ()
    actors: tuple[Actor, ...] = ACTORS

    @property
    def corpus(self) -> Corpus:
        claim = Claim("c", "It is so.", self.kind, self.evidence)
        return Corpus(
            actors={one.id: one for one in self.actors},
            documents={one.id: one for one in self.documents},
            quotes={one.id: one for one in self.quotes},
            claims={"c": claim},
            commitments={},
            events={},
            briefings={},
            vocabulary=Vocabulary({}, {}, {}, {}),
            rubric=Rubric("1.0.0", parse("2024-01-01"), {}),
            site=Site("t", "i", parse("2024-01-01")),
            notes={},
            references=(),
        )

    @property
    def origins(self) -> Origins:
        return origins_of(Lineage(self.corpus), supporting(self.corpus.claims.values()))

    @property
    def bounds(self) -> tuple[int, int]:
        return self.origins.at_least, self.origins.at_most

    @property
    def chains(self) -> list[str]:
        corpus = self.corpus
        return [
            chain.words(lambda step: called(corpus, step.id))
            for origin in self.origins.origins
            for chain in origin.chains
        ]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(origin.key, origin.kind) for origin in self.origins.origins]


def case(*evidence: Evidence, documents: tuple[Document, ...] = ()) -> Case:
    known = {one.id: one for one in documents}
    for item in evidence:
        for id in (item.document, item.relays):
            if id:
                known.setdefault(id, document(id))
    return Case(tuple(known.values()), evidence)


@pytest.mark.parametrize(
    ("evidence", "bounds", "why"),
    [
        ([says("n")], (0, 1), "its own voice: somebody knew it, and nobody says who"),
        ([says("n"), says("m")], (0, 2), "two that do not say so may be one, or two"),
        ([says("n", "ada")], (1, 1), "one named"),
        ([says("n", "ada"), says("m", "ada")], (1, 1), "the same one, in two texts"),
        ([says("n", "ada", "bo")], (2, 2), "two named"),
        ([says("n", "ada"), says("m", "bo")], (2, 2), "two named, each in a text"),
        ([says("n", "ada"), says("n")], (1, 1), "a text names her once and repeats it without"),
        ([says("n", "two-people")], (1, 1), "unnamed people"),
        ([says("n", "two-people"), says("m", "a-source")], (1, 2), "unnamed people may be the same"),
        ([says("n", "two-people"), says("m", "ada")], (1, 2), "an unnamed one may be Ada"),
        ([says("n", "daily")], (0, 1), "an outlet reports, and does not know"),
        ([says("n", "daily", "weekly")], (0, 2), "two outlets may have it from two"),
        ([says("n", "daily", "weekly"), says("m", "daily")], (0, 2), "one of them named again"),
        ([says("n", "daily"), says("n", "weekly"), says("n")], (0, 2), "a text that names them one by one"),
        ([says("n", "daily", "weekly", "ada")], (1, 1), "one named beside them knows it"),
        ([says("n", "town"), says("m", "office")], (1, 1), "an office and the town that it is part of"),
        ([says("n", observed=True)], (1, 1), "seen by the writer"),
        ([says("n", "ada"), says("m", relays="n")], (1, 1), "one relays the other"),
        ([says("n"), says("m", "ada", relays="n")], (0, 1), "who relays cannot know more than the text on record"),
        ([says("m", "ada", relays="n")], (1, 1), "who relays a text that is not on record"),
        ([says("n", "ada"), says("m", relays="n"), says("k", relays="m")], (1, 1), "a relay of a relay"),
        ([says("n", "bo"), says("n", "ada", relays="k")], (2, 2), "one text heard one and relays another"),
    ],
)
def test_bounds(evidence: list[Evidence], bounds: tuple[int, int], why: str) -> None:
    assert case(*evidence).bounds == bounds, why


def test_a_copy_that_names_somebody_new_adds_nobody_for_certain() -> None:
    original, copy = document("n"), document("copy", ("reprint", "n"), standing="copy")
    assert case(says("n", "ada"), says("copy", "bo"), documents=(original, copy)).bounds == (1, 2)
    assert case(says("n"), says("copy", "bo"), documents=(original, copy)).bounds == (0, 1)


def test_what_a_copy_alone_says_of_a_text_that_was_read_is_not_certain() -> None:
    """A claim of its own, and an effect of its own: the text that was read says nothing of it."""
    copy = document("copy", ("reprint", "n"), standing="copy")
    unread, read = document("n"), replace(document("n"), word_count=100)
    assert case(says("copy", "ada"), documents=(unread, copy)).bounds == (1, 1)
    assert case(says("copy", "ada"), documents=(read, copy)).bounds == (0, 1)


def test_what_a_relay_alone_says_of_a_text_that_was_read_is_not_certain() -> None:
    late = document("late", ("relay", "n"))
    read = replace(document("n"), word_count=100)
    assert case(says("late", "ada", relays="n"), documents=(document("n"), late)).bounds == (1, 1)
    assert case(says("late", "ada", relays="n"), documents=(read, late)).bounds == (0, 1)
    assert case(says("late", "ada"), documents=(read, late)).bounds == (1, 1)  # it heard her itself


def test_two_texts_of_one_original_are_one_even_where_it_was_not_read() -> None:
    texts = (document("n"), document("a", ("reprint", "n")), document("b", ("rewording", "n"), standing="copy"))
    assert case(says("a"), says("b"), documents=texts).bounds == (0, 1)
    assert case(says("a", "two-people"), says("b", "two-people"), documents=texts).bounds == (1, 1)


def test_the_chain_is_told_in_words() -> None:
    texts = (
        replace(document("n"), container_title="The News"),
        replace(document("copy", ("rewording", "n"), standing="copy"), container_title="The Mirror"),
        replace(document("late", ("relay", "n")), container_title="The Late Post"),
    )
    told = case(says("copy", "two-people"), says("late", relays="n"), documents=texts)
    assert told.chains == [
        "The Mirror rewords The News, which relays the two-people",
        "The Late Post relays The News, which relays the two-people",
    ]


def test_the_way_to_each_of_several_outlets_is_told() -> None:
    """As far as it can be followed; what names neither goes with each."""
    told = case(says("n", "daily", "weekly"), says("n"))
    assert told.kinds == [("daily", "unknown"), ("weekly", "unknown")]
    lost = "does not say where it has it from"
    assert told.chains == [
        f"Text n {lost}",
        f"Text n relays The daily, which {lost}",
        f"Text n {lost}",
        f"Text n relays The weekly, which {lost}",
    ]


def test_a_copy_has_its_quotes_from_what_it_copies() -> None:
    texts = (document("n"), document("copy", ("rewording", "n"), standing="copy"))
    quote = Quote("q", "words", "ada", "copy", "said", "en", "whole")
    told = Case(texts, (Evidence(quote="q"),), quotes=(quote,))
    assert told.chains == ["Text copy rewords Text n, which quotes The ada"]


def test_every_step_of_a_chain_has_the_words_that_prove_it() -> None:
    texts = (document("n"), document("late", ("relay", "n")))
    (origin,) = case(says("late", "ada", relays="n"), documents=texts).origins.origins
    assert [(step.id, bool(step.evidence)) for step in origin.chains[0].steps] == [
        ("late", True),
        ("n", True),
        ("ada", False),  # no edge of the record leads from there to her: the passage of the first step names her
    ]


def test_kinds_of_origin_are_kept_apart() -> None:
    official = replace(document("law", standing="primary"), author=(Author(literal="Town", actor="town"),))
    quote = Quote("q", "words", "ada", "n", "said", "en", "whole")
    of_a_text = Quote("p", "words", "bo", "n", "wrote", "en", "text", source_text="law")
    evidence = (says("n", "two-people"), says("m", observed=True), says("law"), says("k", "daily"), Evidence(quote="q"))
    told = Case((document("n"), document("m"), document("k"), official), evidence, quotes=(quote,))
    assert told.kinds == [
        ("town", "official-text"),
        ("m", "observation"),
        ("ada", "named-speaker"),
        ("two-people", "unnamed-sources"),
        ("daily", "unknown"),
    ]
    assert told.bounds == (3, 5)
    figures = replace(told, kind="figure", evidence=(says("n", "office"),))
    assert figures.kinds == [("office", "records")]
    assert replace(told, evidence=(Evidence(quote="p"),), quotes=(of_a_text,)).kinds == [("town", "official-text")]


def test_what_somebody_says_in_a_video_is_no_official_text() -> None:
    video = replace(document("video", standing="primary"), type="broadcast", author=(Author(literal="A", actor="ada"),))
    assert case(says("video"), documents=(video,)).kinds == [("ada", "named-speaker")]


def test_whoever_holds_a_role_at_a_body_is_not_independent_of_it() -> None:
    mayor = replace(ACTORS[0], roles=(Role("Mayor", parse("2024"), "n", "words", at="town"),))
    told = replace(case(says("n", "ada"), says("m", "office")), actors=(mayor, *ACTORS[1:]))
    assert told.bounds == (2, 2)  # two parts of the town know it
    assert replace(told, evidence=(says("n", "ada"), says("m", "town"))).bounds == (1, 1)


def test_texts_of_one_outlet_or_writer_are_no_two_witnesses() -> None:
    daily = [replace(document(id), outlet="daily") for id in "nm"]
    seen = [says(id, observed=True) for id in "nm"]
    assert case(*seen).bounds == (2, 2)
    assert case(*seen, documents=tuple(daily)).bounds == (1, 1)
    by_ada = replace(document("n"), author=(Author(family="A", actor="ada"),))
    assert case(says("n", observed=True), says("m", "ada"), documents=(by_ada,)).bounds == (1, 1)


TEXTS = "abcdef"
PEOPLE = st.lists(
    st.sampled_from(["ada", "bo", "two-people", "a-source", "daily", "weekly", "office", "town"]), max_size=3
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Documents that descend from those before them in the alphabet, and evidence in some of them."""
    documents = []
    for number, id in enumerate(TEXTS):
        above = st.sampled_from(TEXTS[:number]) if number else st.nothing()
        relation = st.sampled_from(["reprint", "rewording", "relay"])
        parents = draw(st.lists(st.tuples(relation, above), max_size=2)) if number else []
        standing, words = draw(st.sampled_from(["reporting", "copy", "primary"])), draw(st.sampled_from([None, 9]))
        documents.append(replace(document(id, *parents, standing=standing), word_count=words))
    item = st.builds(
        lambda id, people, relays, observed: says(id, *people, relays=relays, observed=observed),
        st.sampled_from(TEXTS),
        PEOPLE,
        st.none() | st.sampled_from(TEXTS),
        st.booleans(),
    )
    return Case(tuple(documents), tuple(draw(st.lists(item, min_size=1, max_size=5))))


@given(cases())
def test_at_least_is_never_more_than_at_most_and_each_origin_is_told(told: Case) -> None:
    assert 0 <= told.bounds[0] <= told.bounds[1]
    assert told.bounds[1] <= len(told.origins.origins)
    assert all(origin.chains for origin in told.origins.origins)


@given(cases(), st.sampled_from(["reprint", "rewording", "relay"]), st.sampled_from(TEXTS), st.sampled_from(TEXTS))
def test_a_new_edge_never_raises_a_bound(told: Case, relation: str, child: str, parent: str) -> None:
    def more(one: Document) -> Document:
        descent = Descent(relation, PROOF, document=parent)
        return replace(one, derives_from=(*one.derives_from, descent)) if one.id == child else one

    before, after = told.bounds, replace(told, documents=tuple(map(more, told.documents))).bounds
    assert after[0] <= before[0]
    assert after[1] <= before[1]


@given(cases(), st.sampled_from(["reprint", "rewording"]), st.data())
def test_a_copy_never_raises_the_lower_bound(told: Case, relation: str, data: st.DataObject) -> None:
    """A copy of a document on record: it may say it in its own voice, attribute it as that does, or to whom it likes."""
    copied = data.draw(st.sampled_from(sorted({str(item.document) for item in told.evidence})))
    copy = replace(document("copy", (relation, copied), standing="copy"), word_count=9)
    said = says("copy", *data.draw(PEOPLE))
    with_copy = replace(told, documents=(*told.documents, copy), evidence=(*told.evidence, said))
    assert with_copy.bounds[0] <= told.bounds[0]


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(told: Case, chance: random.Random) -> None:
    documents, evidence, actors = list(told.documents), list(told.evidence), list(told.actors)
    for things in (documents, evidence, actors):
        chance.shuffle(things)
    assert Case(tuple(documents), tuple(evidence), actors=tuple(actors)).origins == told.origins


def test_a_ring_of_documents_ends() -> None:
    """The rule `circle` tells it; until it is mended nothing hangs."""
    ring = (document("a", ("reprint", "b")), document("b", ("rewording", "a")))
    assert case(says("a"), says("b"), documents=ring).bounds == (0, 1)
