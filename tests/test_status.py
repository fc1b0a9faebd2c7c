"""Statuses: which effects, by whose word, lead where; what falls short, and of what; and no hindsight."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.corpus import Corpus, Reference
from build_tools.dates import Date, parse
from build_tools.derive.origins.lineage import Lineage
from build_tools.derive.status.silence import lapse, months_after, months_between
from build_tools.derive.status.status import Status, status, status_id
from build_tools.derive.status.told import Basis
from build_tools.model import Actor, Bearing, Claim, Commitment, Descent, Document, Due, Evidence, Role
from build_tools.reader import Note, read
from build_tools.schema import schema, typed
from build_tools.settings import Rubric, Vocabulary
from build_tools.structure import structured
from tests.conftest import ROOT

Shape = TypeVar("Shape")


def settings(name: str, shape: type[Shape]) -> Shape:
    path = ROOT / f"sources/{name}.yaml"
    note = read(path.name, path.read_bytes())
    assert isinstance(note, Note)
    return structured(typed(note.data, schema(name)), shape)


RUBRIC = settings("rubric", Rubric)
VOCABULARY = settings("vocabulary", Vocabulary)

# The town promises the guild something. Its office is a part of it, the mayor speaks for it; the region is above it.
ACTORS = {
    actor.id: actor
    for actor in (
        Actor("region", "Region", "government", "x"),
        Actor("town", "Town", "government", "x", part_of="region"),
        Actor("office", "Office", "agency", "x", part_of="town"),
        Actor("court", "Court", "agency", "x", part_of="region"),
        Actor("mayor", "Mayor", "person", "x", roles=(Role("Mayor", parse("2020"), "daily", "mayor", at="town"),)),
        Actor(
            "once-mayor", "Once", "person", "x", roles=(Role("M", parse("2019"), "daily", "m", "town", former=True),)
        ),
        Actor("guild", "Guild", "organisation", "x"),
        Actor("guild-head", "Head", "person", "x", roles=(Role("Head", parse("2020"), "daily", "head", at="guild"),)),
        Actor("diver", "Diver", "person", "x"),
        Actor("surveyor", "Surveyor", "person", "x"),
        Actor("daily-news", "Daily", "outlet", "x"),
        Actor("insiders", "Insiders", "unnamed-sources", "x", part_of="town"),
        Actor("others", "Others", "unnamed-sources", "x"),
    )
}
# Documents whose names end so are texts of those bodies; all others say what they do of somebody, or of nobody.
TEXTS = {"decree": "town", "soundings": "surveyor", "petition": "guild", "ruling": "court", "leaflet": None}


def when(text: str) -> Date:
    """A date; plain days without the parser of EDTF, which is slow for all those that Hypothesis makes up."""
    return Date(date.fromisoformat(text), date.fromisoformat(text), text) if len(text) == 10 else parse(text)


def said(
    effect: str, day: str, *whom: str, of: str = "quay", published: str | None = None, text: str = "", name: str = ""
) -> Claim:
    """A claim that someone reports an effect: by the word of `whom` in one document each, or in a text of its own."""
    issued = published or day
    items = [Evidence(f"daily.{issued}", f"word of {who}", attributed_to=(who,)) for who in whom]
    items += [Evidence(f"{text or 'voice'}.{issued}", "so it stands")] if text or not whom else []
    id = name or "-".join(filter(None, (effect, day, *whom, issued, text, of)))
    return Claim(id, id, "fact", tuple(items), bears_on=(Bearing(of, effect, when(day)),))


def document(id: str) -> Document:
    kind, _, issued = id.partition(".")
    author = TEXTS.get(kind, "daily-news")
    standing = "primary" if kind in TEXTS else "reporting"
    day = None if issued == "undated" else when(issued)
    return Document(id, "webpage", id, "en", standing, issued=day, outlet=author)


QUAY = Commitment("quay", "Quay", "x", "promise", ("town",), ("t",), parse("2020"), promisees=("guild",))


def corpus_of(claims: Sequence[Claim], commitments: Sequence[Commitment] = (QUAY,)) -> Corpus:
    """A corpus of these claims, in that order, on these commitments."""
    documents = {item.document: document(item.document) for c in claims for item in c.evidence if item.document}
    links = [
        Reference(c, ("bears_on", number, "commitment"), "commitments", bearing.commitment)
        for c in claims
        for number, bearing in enumerate(c.bears_on)
    ]
    links += [Reference(c, ("renews",), "commitments", c.renews) for c in commitments if c.renews]
    return Corpus(
        actors=ACTORS,
        documents=documents,
        quotes={},
        claims={claim.id: claim for claim in claims},
        commitments={commitment.id: commitment for commitment in commitments},
        events={},
        briefings={},
        vocabulary=VOCABULARY,
        rubric=RUBRIC,
        site=None,  # type: ignore[arg-type]
        notes={},
        references=tuple(links),
    )


def on(
    day: str,
    *claims: Claim,
    commitments: Sequence[Commitment] = (QUAY,),
    of: str = "quay",
    rubric: Rubric = RUBRIC,
) -> Status:
    corpus = corpus_of(claims, commitments)
    return status(Basis(Lineage(corpus), rubric, date.fromisoformat(day)), corpus.commitments[of])


REPORTED = said("reported", "2020-01-05")
AGREED = said("agreed", "2020-02-01", "diver")
BEGUN = said("begun", "2020-03-01", "diver")
KEPT = said("completed", "2020-05-01", "diver", text="soundings")
STALLED = said("stalled", "2020-04-01", "diver")
BROKEN = said("breached", "2020-06-01", "diver", "guild")
WITHDRAWN = said("withdrawn", "2020-06-01", "mayor")

# What is on record, and the status that follows by the end of 2020.
TABLE: dict[str, tuple[list[Claim], str | None]] = {
    "nothing": ([], None),
    "a request": ([said("asked", "2020-01-01", "guild")], "asked"),
    "a report by nobody known": ([REPORTED], "reported"),
    "an agreement by nobody known": ([said("agreed", "2020-02-01")], "reported"),
    "an agreement by unnamed people": ([said("agreed", "2020-02-01", "insiders", "others")], "reported"),
    "an agreement by someone named": ([AGREED], "agreed"),
    "an agreement in a text of theirs": ([said("agreed", "2020-02-01", text="decree")], "agreed"),
    "an announcement of the town": ([said("announced", "2020-02-01", "town")], "announced"),
    "an announcement of its mayor": ([said("announced", "2020-02-01", "mayor")], "announced"),
    "an announcement of its mayor of old": ([said("announced", "2020-02-01", "once-mayor")], "reported"),
    "work, by the word of its mayor of old": ([REPORTED, said("begun", "2020-03-01", "once-mayor")], "reported"),
    "a withdrawal by its mayor of old": ([AGREED, said("withdrawn", "2020-06-01", "once-mayor")], "agreed"),
    "an announcement of its office": ([said("announced", "2020-02-01", "office")], "announced"),
    "an announcement of what it is part of": ([said("announced", "2020-02-01", "region")], "announced"),
    "an announcement in its decree": ([said("announced", "2020-02-01", text="decree")], "announced"),
    "an announcement by another": ([said("announced", "2020-02-01", "diver")], "reported"),
    "an announcement by another part of the region": ([said("announced", "2020-02-01", "court")], "reported"),
    "an announcement by its unnamed people": ([said("announced", "2020-02-01", "insiders")], "reported"),
    "work, by another": ([REPORTED, BEGUN], "under-way"),
    "work, by its own word": ([REPORTED, said("begun", "2020-03-01", "mayor")], "reported"),
    "work, by its own decree": ([REPORTED, said("begun", "2020-03-01", text="decree")], "reported"),
    "work, by a text of nobody known": ([REPORTED, said("begun", "2020-03-01", text="leaflet")], "reported"),
    "a part, by another": ([REPORTED, said("advanced", "2020-03-01", "guild")], "partly-kept"),
    "all, by another and a text": ([REPORTED, KEPT], "kept"),
    "all, by one other": ([REPORTED, said("completed", "2020-05-01", text="soundings")], "reported"),
    "all, by two others and no text": ([REPORTED, said("completed", "2020-05-01", "diver", "guild")], "reported"),
    "all, by its own word and a text": ([REPORTED, said("completed", "2020-05-01", "mayor", text="soundings")], "reported"),
    "all, by a sister body and a text": ([REPORTED, said("completed", "2020-05-01", "court", text="soundings")], "reported"),
    "all, by its own text and two others": (
        [REPORTED, said("completed", "2020-05-01", "diver", "guild", text="decree")],
        "reported",
    ),
    "all, by two claims together": (
        [REPORTED, said("completed", "2020-05-01", "diver"), said("completed", "2020-05-09", text="soundings")],
        "kept",
    ),
    "a breach, by another and the promisee": ([REPORTED, BROKEN], "broken"),
    "a breach, by the promisee alone": ([REPORTED, said("breached", "2020-06-01", "guild", "guild-head")], "reported"),
    "a breach, by one": ([REPORTED, said("breached", "2020-06-01", "diver")], "reported"),
    "a breach, by its own word and another": ([REPORTED, said("breached", "2020-06-01", "mayor", "guild")], "broken"),
    "a breach of what was asked for": (
        [said("asked", "2020-01-01", "guild"), said("breached", "2020-06-01", "diver", "guild")],
        "asked",
    ),
    "a withdrawal by its own word": ([AGREED, WITHDRAWN], "withdrawn"),
    "a withdrawal by the word of others": ([AGREED, said("withdrawn", "2020-06-01", "diver", "guild")], "agreed"),
    "a report after an agreement": ([AGREED, said("reported", "2020-07-01")], "agreed"),
    "an announcement after an agreement": ([AGREED, said("announced", "2020-07-01", "mayor")], "agreed"),
    "a stall": ([AGREED, BEGUN, STALLED], "stalled"),
    "work after a stall": ([AGREED, STALLED, said("begun", "2020-07-01", "diver")], "under-way"),
    "an agreement after a stall": ([BEGUN, STALLED, said("agreed", "2020-07-01", "diver")], "stalled"),
    "a renewal after a stall": ([BEGUN, STALLED, said("renewed", "2020-07-01", "diver")], "agreed"),
    "a breach after it was kept": ([AGREED, KEPT, BROKEN], "broken"),
    "a stall after it was kept": ([KEPT, said("stalled", "2020-07-01", "diver")], "kept"),
    "kept late": ([AGREED, BROKEN, said("completed", "2020-07-01", "diver", text="soundings")], "kept"),
    "work after a withdrawal": ([AGREED, WITHDRAWN, said("begun", "2020-07-01", "diver")], "withdrawn"),
    "an agreement after a withdrawal": ([AGREED, WITHDRAWN, said("agreed", "2020-07-01", "diver")], "withdrawn"),
    "a renewal after a withdrawal": ([AGREED, WITHDRAWN, said("renewed", "2020-07-01", "diver")], "agreed"),
    "a renewal by nobody known": ([AGREED, WITHDRAWN, said("renewed", "2020-07-01")], "withdrawn"),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLE)
def test_effects_and_those_who_report_them_lead_to_a_status(case: str) -> None:
    claims, expected = TABLE[case]
    assert on("2020-12-31", *claims).id == expected


def test_each_status_of_the_rubric_is_reached_by_some_case() -> None:
    assert {expected for _, expected in TABLE.values() if expected} == set(RUBRIC.statuses) - {"overtaken"}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2020-01-04", None),
        ("2020-01-05", "reported"),
        ("2020-02-01", "agreed"),
        ("2020-03-01", "under-way"),
        ("2020-04-30", "stalled"),
        ("2020-05-01", "kept"),
        ("2020-06-01", "broken"),
    ],
)
def test_every_past_day_has_its_status(day: str, expected: str | None) -> None:
    found = on(day, REPORTED, AGREED, BEGUN, STALLED, KEPT, BROKEN)
    assert found.id == expected
    assert [step.status for step in found.established] == [
        "reported", "agreed", "under-way", "stalled", "kept", "broken"
    ][: len(found.established)]  # fmt: skip


def test_a_status_says_since_when_by_which_claims_and_from_whom() -> None:
    found = on("2020-12-31", REPORTED, AGREED)
    assert (found.since, found.rubric, found.day) == (parse("2020-02-01"), RUBRIC.version, date(2020, 12, 31))
    last = found.established[-1]
    assert (last.effect, last.claims) == ("agreed", (AGREED.id,))
    assert last.origins is not None
    assert [origin.key for origin in last.origins.origins] == ["diver"]


def test_further_reports_confirm_a_status_and_do_not_change_its_date() -> None:
    later = said("agreed", "2020-03-01", "guild")
    found = on("2020-12-31", AGREED, later)
    assert found.since == parse("2020-02-01")
    assert found.established[-1].claims == (AGREED.id, later.id)


def test_an_effect_counts_from_the_last_day_that_its_date_can_mean() -> None:
    vague = said("agreed", "2020-02", "diver", published="2020-02-03")
    assert on("2020-02-28", vague).id is None
    assert on("2020-02-29", vague).id == "agreed"


def test_what_is_published_later_is_no_evidence_for_an_earlier_day() -> None:
    late = said("agreed", "2020-02-01", "diver", published="2020-09-01")
    assert on("2020-08-31", REPORTED, late).id == "reported"
    found = on("2020-09-01", REPORTED, late)
    assert (found.id, found.since) == ("agreed", parse("2020-02-01"))


def test_a_document_without_a_date_counts_from_the_date_of_the_effect() -> None:
    undated = said("agreed", "2020-02-01", "diver", published="undated")
    assert on("2020-01-31", undated).id is None
    assert on("2020-02-01", undated).id == "agreed"


def test_evidence_that_disputes_or_qualifies_establishes_nothing() -> None:
    for direction in ("disputes", "qualifies"):
        items = tuple(replace(item, direction=direction) for item in AGREED.evidence)
        assert on("2020-12-31", REPORTED, replace(AGREED, evidence=items)).id == "reported"


def test_what_falls_short_says_of_what() -> None:
    claim = said("agreed", "2020-02-01", "insiders", published="2020-02-01")
    (short,) = on("2020-12-31", claim).short
    assert (short.effect, short.status, short.claims) == ("agreed", "agreed", (claim.id,))
    assert short.lacking == ("it takes one named origin, and has none that counts", "unnamed people do not count")


@pytest.mark.parametrize(
    ("claim", "lacking"),
    [
        (
            said("agreed", "2020-02-01"),
            [
                "it takes one named origin, and has none that counts",
                "a text that does not say where it has it from does not count",
            ],
        ),
        (
            said("announced", "2020-02-01", "diver"),
            ["it takes one named origin, and has none that counts", "only the word of those who are to act counts"],
        ),
        (
            said("completed", "2020-02-01", "mayor", text="soundings"),
            [
                "it takes two independent named origins, and has one that counts",
                "the word of those who are to act does not count",
            ],
        ),
        (said("completed", "2020-02-01", "diver", "guild"), ["none of its origins is an official text or records or data"]),
        (
            said("breached", "2020-02-01", "guild", "guild-head"),
            [
                "it takes two independent named origins, and has one that counts",
                "the word of those to whom it was promised does not suffice alone",
            ],
        ),
        (
            said("begun", "2020-02-01", text="leaflet"),
            [
                "it takes one named origin, and has none that counts",
                "a text whose author or publisher is not on record does not count",
            ],
        ),
    ],
)  # fmt: skip
def test_each_demand_that_is_missed_is_told(claim: Claim, lacking: list[str]) -> None:
    (short,) = on("2020-12-31", REPORTED, claim).short
    assert list(short.lacking) == lacking


def test_two_to_whom_it_was_promised_do_not_make_a_breach_alone() -> None:
    promised = replace(QUAY, promisees=("guild", "surveyor"))
    alone = on("2020-12-31", REPORTED, said("breached", "2020-06-01", "guild", "surveyor"), commitments=(promised,))
    assert [short.lacking for short in alone.short] == [
        ("the word of those to whom it was promised does not suffice alone",)
    ]
    assert on("2020-12-31", REPORTED, said("breached", "2020-06-01", "guild", "diver"), commitments=(promised,)).id == "broken"  # fmt: skip


def test_a_name_that_only_a_copy_adds_establishes_nothing() -> None:
    copy = document("copy.2020-02-01")
    copy = replace(copy, standing="copy", derives_from=(Descent("rewording", (), document="voice.2020-02-01"),))
    claim = said("agreed", "2020-02-01")
    claim = replace(claim, evidence=(*claim.evidence, Evidence(copy.id, "the diver said", attributed_to=("diver",))))
    corpus = corpus_of([claim])
    corpus = replace(corpus, documents={**corpus.documents, copy.id: copy})
    found = status(Basis(Lineage(corpus), RUBRIC, date(2020, 12, 31)), QUAY)
    assert found.id == "reported"
    assert "someone whom only a copy names does not count" in found.short[0].lacking


def test_a_report_that_suffices_is_not_undone_by_one_that_names_nobody() -> None:
    """Who is named in one of two texts that are the same is not known for certain."""
    texts = {
        "voice.2020-02-01": document("voice.2020-02-01"),
        "daily.2020-02-01": replace(document("daily.2020-02-01"), derives_from=(Descent("reprint", (), document="voice.2020-02-01"),)),
    }  # fmt: skip
    corpus = replace(corpus_of([AGREED, said("agreed", "2020-02-01")]), documents=texts)
    assert status(Basis(Lineage(corpus), RUBRIC, date(2020, 12, 31)), QUAY).id == "agreed"


def test_what_the_status_would_be_without_some_evidence_can_be_asked() -> None:
    corpus = corpus_of([REPORTED, AGREED])
    basis = Basis(Lineage(corpus), RUBRIC, date(2020, 12, 31))
    assert status_id(basis, QUAY) == "agreed"
    assert status_id(basis, QUAY, {AGREED.id: ()}) == "reported"


def test_what_falls_short_of_a_status_that_was_passed_is_not_told() -> None:
    assert on("2020-12-31", said("announced", "2020-01-01", "diver"), AGREED).short == ()


def test_unnamed_people_count_once_and_only_where_nobody_named_counts() -> None:
    statuses = {**RUBRIC.statuses, "agreed": replace(RUBRIC.statuses["agreed"], origins=2, kinds=("unnamed-sources", "named-speaker"))}  # fmt: skip
    rubric = replace(RUBRIC, statuses=statuses)
    assert on("2020-12-31", said("agreed", "2020-02-01", "insiders", "others"), rubric=rubric).id == "reported"
    assert on("2020-12-31", said("agreed", "2020-02-01", "insiders", "diver"), rubric=rubric).id == "reported"
    assert on("2020-12-31", said("agreed", "2020-02-01", "guild", "diver"), rubric=rubric).id == "agreed"


def test_unnamed_people_never_speak_for_those_who_are_to_act() -> None:
    """Not even under a rubric that lets unnamed people count."""
    term = replace(RUBRIC.statuses["announced"], kinds=("unnamed-sources", "named-speaker"))
    rubric = replace(RUBRIC, statuses={**RUBRIC.statuses, "announced": term})
    assert on("2020-12-31", said("announced", "2020-02-01", "insiders"), rubric=rubric).id == "reported"


def test_a_setback_begins_the_count_anew() -> None:
    """One says that all is done, then work is stalled, then another says so: these are not two who agree."""
    first, second = said("completed", "2020-03-05", "diver"), said("completed", "2020-05-01", text="soundings")
    assert on("2020-12-31", AGREED, first, second).id == "kept"
    found = on("2020-12-31", AGREED, first, STALLED, second)
    assert found.id == "stalled"
    assert [short.claims for short in found.short] == [(first.id,), (second.id,)]


def test_silence_lapses_a_status_and_leaves_it_what_it_is() -> None:
    assert on("2020-07-04", REPORTED).lapsed is None
    found = on("2020-07-05", REPORTED)
    assert found.id == "reported"
    assert found.lapsed is not None
    assert (found.lapsed.last_news, found.lapsed.since, found.lapsed.months) == (
        parse("2020-01-05"),
        date(2020, 7, 5),
        6,
    )


def test_news_that_falls_short_is_news_all_the_same_and_a_later_copy_is_none() -> None:
    news = said("completed", "2020-06-01", "mayor")
    copy = replace(REPORTED, evidence=(*REPORTED.evidence, Evidence("copy.2020-06-01", "so it stands")))
    assert on("2020-07-05", REPORTED, news).lapsed is None
    assert on("2020-07-05", copy).lapsed is not None


def test_silence_is_counted_from_the_last_day_that_the_last_news_can_mean() -> None:
    vague = said("agreed", "2019/2020-02", "diver", published="2020-03-01")
    found = on("2021-03-01", REPORTED, vague).lapsed
    assert found is not None
    assert (found.last_news, found.since) == (parse("2019/2020-02"), date(2021, 2, 28))


def test_what_is_settled_does_not_lapse() -> None:
    assert on("2099-01-01", AGREED, KEPT).lapsed is None
    assert on("9999-12-31", AGREED).lapsed is not None


def test_a_due_date_that_passed_is_told_while_the_matter_is_open() -> None:
    due = replace(QUAY, due=Due(parse("2020-04"), ()))
    assert not on("2020-04-30", AGREED, commitments=(due,)).overdue
    assert on("2020-05-01", AGREED, commitments=(due,)).overdue
    assert not on("2020-06-01", AGREED, KEPT, commitments=(due,)).overdue
    assert not on("2020-06-01", AGREED).overdue


PIER = replace(QUAY, id="pier", renews="quay")
MOLE = replace(QUAY, id="mole", renews="pier")


def test_a_later_commitment_overtakes_what_it_renews_once_it_is_more_than_reported() -> None:
    both = (QUAY, PIER)
    reported = said("reported", "2020-03-01", of="pier")
    agreed = said("agreed", "2020-04-01", "diver", of="pier")
    assert on("2020-12-31", AGREED, reported, commitments=both).id == "agreed"
    found = on("2020-12-31", AGREED, reported, agreed, commitments=both)
    assert (found.id, found.since, found.established[-1].commitment) == ("overtaken", parse("2020-04-01"), "pier")
    assert on("2020-03-31", AGREED, reported, agreed, commitments=both).id == "agreed"


def test_what_is_kept_before_it_is_renewed_stays_kept() -> None:
    agreed = said("agreed", "2020-07-01", "diver", of="pier")
    assert on("2020-12-31", AGREED, KEPT, agreed, commitments=(QUAY, PIER)).id == "kept"


def test_what_is_kept_after_it_was_renewed_stays_overtaken() -> None:
    agreed = said("agreed", "2020-04-01", "diver", of="pier")
    assert on("2020-12-31", AGREED, KEPT, agreed, commitments=(QUAY, PIER)).id == "overtaken"


def test_a_chain_and_a_circle_of_renewals_come_to_an_end() -> None:
    claims = (
        AGREED,
        said("agreed", "2020-03-01", "diver", of="pier"),
        said("agreed", "2020-04-01", "diver", of="mole"),
    )
    circle = (replace(QUAY, renews="mole"), PIER, MOLE)
    assert [on("2020-12-31", *claims, commitments=(QUAY, PIER, MOLE), of=id).id for id in ("quay", "pier", "mole")] == [
        "overtaken", "overtaken", "agreed"
    ]  # fmt: skip
    assert on("2020-12-31", *claims, commitments=circle).id == "overtaken"


def test_an_effect_on_the_whole_is_none_on_its_parts() -> None:
    part = replace(QUAY, id="step", part_of="quay")
    assert on("2020-12-31", AGREED, commitments=(QUAY, part), of="step").id is None


def test_what_would_change_a_status_is_what_can_follow_it() -> None:
    changes = on("2020-12-31", AGREED).would_change
    assert [change.status for change in changes] == ["under-way", "partly-kept", "kept", "stalled", "broken", "withdrawn", "overtaken"]  # fmt: skip
    assert changes[0].effects == ("begun",)
    assert changes[0].demands == "one named origin; not on the word of those who are to act"
    (after,) = on("2020-12-31", AGREED, WITHDRAWN).would_change
    assert (after.status, after.effects) == ("agreed", ("renewed",))


@pytest.mark.parametrize(
    ("first", "number", "then"),
    [
        (date(2023, 3, 27), 6, date(2023, 9, 27)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2023, 12, 1), 12, date(2024, 12, 1)),
        (date(9999, 12, 1), 1, date(9999, 12, 31)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(first: date, number: int, then: date) -> None:
    assert months_after(first, number) == then


def test_months_between_are_whole() -> None:
    assert months_between(date(2023, 3, 27), date(2024, 2, 8)) == 10
    assert months_between(date(2023, 3, 8), date(2024, 2, 8)) == 11
    assert lapse(None, parse("2020"), date(2024, 1, 1)) is None


# Any records: what happened on which day of half a year, by whose word, published how many days later.
WORDS: list[tuple[str, ...]] = [(), ("diver",), ("guild",), ("mayor",), ("office",), ("insiders",), ("others",)]
DAYS = st.integers(0, 180)
EFFECTS = st.sampled_from(sorted(VOCABULARY.effects))


def claims_of(words: st.SearchStrategy[tuple[str, ...]], texts: list[str]) -> st.SearchStrategy[list[Claim]]:
    def claim(effect: str, day: int, whom: tuple[str, ...], late: int, text: str) -> Claim:
        happened = date(2020, 1, 1) + timedelta(day)
        published = (happened + timedelta(late)).isoformat()
        return said(effect, happened.isoformat(), *whom, published=published, text=text)

    one = st.builds(claim, EFFECTS, DAYS, words, st.sampled_from([0, 0, 30, 200]), st.sampled_from(texts))
    return st.lists(one, max_size=8, unique_by=lambda claim: claim.id)


ANY = claims_of(st.sampled_from(WORDS), ["", "", "soundings", "decree"])
MIDYEAR = "2020-06-30"


@given(ANY, ANY)
def test_evidence_published_after_a_day_changes_nothing_on_that_day(claims: list[Claim], later: list[Claim]) -> None:
    first = {claim.id for claim in claims}
    new = [said(c.bears_on[0].effect, c.bears_on[0].date.text, "diver", published="2020-07-01", text="soundings", name=f"new-{c.id}")
           for c in later if f"new-{c.id}" not in first]  # fmt: skip
    assert on(MIDYEAR, *claims, *new) == on(MIDYEAR, *claims)


@given(ANY, claims_of(st.sampled_from([("insiders",), ("others",), ("insiders", "others")]), [""]))
def test_unnamed_people_establish_nothing_but_that_it_is_reported(claims: list[Claim], unnamed: list[Claim]) -> None:
    claims = [said("reported", "2019-12-31"), *claims]
    known = {claim.id for claim in claims}
    more = [claim for claim in unnamed if claim.id not in known]
    taken = [step.status for step in on("2021-12-31", *claims).established]
    assert [step.status for step in on("2021-12-31", *claims, *more).established] == taken


@given(
    claims_of(st.sampled_from([("mayor",), ("town",), ("office",), ("region",), ("mayor", "insiders")]), ["", "decree"])
)
def test_those_who_are_to_act_never_make_it_kept(claims: list[Claim]) -> None:
    found = on("2021-12-31", *claims)
    assert not {"under-way", "partly-kept", "kept"} & {step.status for step in found.established}


@given(ANY, st.randoms(use_true_random=False))
def test_the_order_of_the_records_does_not_matter(claims: list[Claim], random: Random) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert on(MIDYEAR, *shuffled) == on(MIDYEAR, *claims)


PROGRESS = ("asked", "reported", "announced", "agreed", "begun", "advanced", "completed")


@given(ANY)
def test_without_setbacks_a_status_only_rises(claims: list[Claim]) -> None:
    claims = [claim for claim in claims if claim.bears_on[0].effect in PROGRESS]
    order = list(RUBRIC.statuses)
    taken = [order.index(step.status) for step in on("2021-12-31", *claims).established]
    assert taken == sorted(set(taken))


@given(ANY)
def test_each_status_follows_one_that_the_rubric_lets_it_follow(claims: list[Claim]) -> None:
    steps = [step.status for step in on("2021-12-31", *claims).established]
    for earlier, later in itertools.pairwise(steps):
        term = RUBRIC.statuses[later]
        assert earlier in (*term.replaces, *(term.reopens.statuses if term.reopens else ()))


@given(ANY)
def test_a_status_never_says_less_than_it_should_when_a_named_witness_and_a_text_are_added(claims: list[Claim]) -> None:
    """More evidence for an effect never makes its status harder to reach."""
    before = on("2020-12-31", *(c for c in claims if c.bears_on[0].effect in PROGRESS))
    more = [replace(c, evidence=(*c.evidence, Evidence("soundings.2020-01-01", "so it stands"))) for c in claims if c.bears_on[0].effect in PROGRESS]  # fmt: skip
    order = [None, *RUBRIC.statuses]
    assert order.index(on("2020-12-31", *more).id) >= order.index(before.id)


def test_ten_thousand_reports_are_judged_in_a_moment() -> None:
    """One commitment, many reports by nobody named on one day: the cost stays linear."""
    claims = [said("agreed", "2020-02-01", name=f"claim-{number}") for number in range(10_000)]
    assert on("2020-12-31", *claims).id == "reported"
