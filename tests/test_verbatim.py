"""Every verdict, with the captures and without them, from the smallest change to a copy of the little corpus."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_tools.corpus import Corpus, kind_of
from build_tools.derive import Dossier
from build_tools.derive.verbatim.normal import normal
from build_tools.derive.verbatim.verbatim import Locked, locking, verify
from build_tools.derive.verbatim.verdicts import VERDICTS, Verdict
from build_tools.excerpts import Excerpt
from build_tools.pages import pages
from build_tools.site import check, dossier_of, write_lock

GAZETTE = "gazette-2019-05-03-dredging"
COPY = "coast-weekly-2019-05-copy"


def damage(root: Path, file: str, old: str, new: str) -> None:
    path = root / "sources" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def told(root: Path) -> list[tuple[str, str, str]]:
    """The verdicts other than "verified", with the words and the reason."""
    dossier, findings = dossier_of(root)
    assert dossier is not None, findings
    verdicts = dossier.verification.verdicts
    return [(v.verdict, v.excerpt.words, v.reason) for v in verdicts if v.verdict != "verified"]


def without_captures(root: Path) -> Path:
    shutil.rmtree(root / "captures")
    return root


@pytest.fixture
def two_lines(copy: Path) -> Path:
    """A collection with a passage that goes over the end of a line, one with an omission, and both locked."""
    damage(
        copy,
        "claims/deal-reported.yaml",
        "evidence:\n",
        f"evidence:\n  - document: {GAZETTE}\n    passage: sailed on to Ærø. The petition of 2017\n    direction: supports\n"
        f"  - document: {GAZETTE}\n    passage: the town [...] pays for the digging\n    omission: '[...]'\n    direction: supports\n"
        f"  - document: {GAZETTE}\n    passage: which counts thirty-one boats. On the steps\n    direction: supports\n",
    )
    _, findings, changed = write_lock(copy)
    assert (findings, changed) == ([], 6)
    return copy


def test_everything_is_verified_with_the_captures_and_without(copy: Path) -> None:
    dossier, findings = check(copy)
    assert dossier is not None
    assert not findings
    count = len(dossier.corpus.excerpts)
    every = f"{count} of {count} passages, quotes and names verified"
    assert str(dossier.verification) == f"{every} in {len(dossier.captures)} captures"
    dossier, findings = check(without_captures(copy))
    assert not findings
    assert str(dossier and dossier.verification) == f"{every} by the lock alone: no captures are here to compare with"


@pytest.mark.parametrize(
    ("file", "old", "new", "verdict", "reason", "by_the_lock"),
    [
        (
            "claims/catch-2018.yaml",
            "passage: 400 to 1,200",
            "passage: 400 to 1,300",
            "altered",
            "400 to [-1,200-]{+1,300+} tonnes",
            "altered",
        ),
        ("claims/town-agreed-to-dredge.yaml", "no money is set", "money is set", "moved", "[-no-] money is", "altered"),
        (
            "quotes/holm-2019-05-deeper-gazette.yaml",
            "text: We will",
            "text: We will not",
            "altered",
            "We will {+not+} dig",
            "altered",
        ),
        ("actors/ada-holm.yaml", "passage: Mayor Ada", "passage: Mayor Eva", "altered", "[-Ada-]{+Eva+}", "altered"),
        ("actors/ada-holm.yaml", "passage: Mayor Ada Holm", "passage: Mayor Ada", "moved", "[-Holm-]", "altered"),
        (
            "claims/catch-2018.yaml",
            "passage: 400 to",
            "passage: of 400 to",
            "altered",
            "[-from-]{+of+} 400",
            "altered",
        ),
        ("claims/catch-2018.yaml", "passage: 400 to", "passage: from 400 to", "moved", "{+from+} 400", "altered"),
        ("claims/catch-2018.yaml", "tonnes\n    dir", "Tonnes\n    dir", "altered", "{+Tonnes+}", "altered"),
        (
            "claims/catch-2018.yaml",
            "tonnes\n    dir",
            "tоnnes\n    dir",
            "altered",
            "U+043E (cyrillic small letter o) stands nowhere in it",
            "altered",
        ),
        (
            "claims/catch-2018.yaml",
            "tonnes\n    dir",
            "ton\u200bnes\n    note: It has U+200B.\n    dir",
            "altered",
            "U+200B (zero width space) stands nowhere in it",
            "altered",
        ),
        (
            "claims/catch-2018.yaml",
            "passage: 400 to 1,200 tonnes",
            "passage: the Harbour Gazette wrote",
            "not-found",
            f'they stand in "{COPY}"',
            "altered",
        ),
        (
            "claims/catch-2018.yaml",
            f"document: {GAZETTE}",
            f"document: {COPY}",
            "not-found",
            f'they stand in "{GAZETTE}"',
            "not-yet-verified",
        ),
        ("claims/catch-2018.yaml", "passage: 400 to 1,200 tonnes", "passage: whales", "not-found", "", "altered"),
        (
            "claims/catch-2018.yaml",
            "passage: 400 to 1,200 tonnes",
            "passage: the town agreed to dredge",
            "moved",
            "these words stand in the document, and others were found here",
            "moved",
        ),
        (
            "claims/deal-reported.yaml",
            "passage: a deal, two years after the petition",
            "passage: The council met the fishers and auctioned here",
            "altered",
            "joined from 2 places of the document",
            "altered",
        ),
        (
            "claims/deal-reported.yaml",
            "passage: a deal, two years after the petition",
            "passage: a deal … after the petition",
            "altered",
            'words are left out at "…"; say so with the field "omission"',
            "altered",
        ),
        (
            "claims/catch-2018.yaml",
            "tonnes\n    dir",
            "tonnes\n    prefix: at least\n    dir",
            "not-found",
            "the words stand there, and not with this prefix, suffix or omission",
            "altered",
        ),
        (
            "claims/catch-2018.yaml",
            "tonnes\n    dir",
            "tonnes\n    prefix: at anything from\n    dir",
            "not-yet-verified",
            "they were verified with another prefix, suffix or omission",
            "altered",
        ),
    ],
)
def test_one_change_of_words_has_one_verdict(
    copy: Path, file: str, old: str, new: str, verdict: str, reason: str, by_the_lock: str
) -> None:
    """With the captures and, for whoever has not got them, by the lock alone; every other excerpt stays verified."""
    damage(copy, file, old, new)
    ((found, _, why),) = told(copy)
    assert found == verdict
    assert reason in why
    ((found, _, _),) = told(without_captures(copy))
    assert found == by_the_lock


def test_the_words_of_two_quotes_that_change_places_are_moved(copy: Path) -> None:
    quotes = [copy / "sources/quotes" / f"holm-2019-05-deeper-{name}.yaml" for name in ("copy", "gazette")]
    damage(copy, "quotes/holm-2019-05-deeper-copy.yaml", f"document: {COPY}", f"document: {GAZETTE}")
    damage(
        copy,
        "quotes/holm-2019-05-deeper-copy.yaml",
        "attribution: the mayor is said to have promised",
        "attribution: named no figure",
    )
    damage(
        copy,
        "quotes/holm-2019-05-deeper-copy.yaml",
        "text: We shall dig till every boat may lie here",
        "text: Nothing is signed yet.",
    )
    write_lock(copy)
    assert told(copy) == []
    texts = [path.read_text("utf-8") for path in quotes]
    first, second = "Nothing is signed yet.", "We will dig until every boat can lie here at low tide."
    quotes[0].write_text(texts[0].replace(first, second), "utf-8")
    quotes[1].write_text(texts[1].replace(second, first).replace('prefix: "the mayor said: “"\n', ""), "utf-8")
    assert [verdict for verdict, _, _ in told(copy)] == ["moved", "moved"]
    assert {verdict for verdict, _, _ in told(without_captures(copy))} <= {"moved", "altered"}


def test_words_of_a_document_that_nobody_captured(copy: Path) -> None:
    """Its words were never counted: no text of it was kept."""
    damage(copy, "claims/catch-2018.yaml", f"document: {GAZETTE}", "document: harbour-survey-2018")
    assert [verdict for verdict, _, _ in told(copy)] == ["no-capture"]


def test_a_lock_that_lost_all_lines_of_a_document_is_told(copy: Path) -> None:
    lock = copy / "sources/evidence.lock"
    kept = [line for line in lock.read_text("utf-8").splitlines(True) if json.loads(line)["document"] != COPY]
    lock.write_text("".join(kept), "utf-8")
    for root in (copy, without_captures(copy)):
        assert {verdict for verdict, _, _ in told(root)} == {"not-yet-verified"}


def test_a_capture_that_changed_is_told_even_where_all_words_still_stand(copy: Path) -> None:
    capture = copy / f"captures/{COPY}.txt"
    capture.write_text(capture.read_text("utf-8").replace("Friday", "friday"), "utf-8")
    assert {verdict for verdict, _, _ in told(copy)} == {"capture-changed"}


def test_a_passage_over_the_end_of_a_line_is_bound_together(two_lines: Path) -> None:
    """The second halves of two passages change places: each half is locked, and each passage is not."""
    damage(two_lines, "claims/deal-reported.yaml", "Ærø. The petition of 2017", "Ærø. On the steps")
    damage(
        two_lines,
        "claims/deal-reported.yaml",
        "thirty-one boats. On the steps",
        "thirty-one boats. The petition of 2017",
    )
    assert [verdict for verdict, _, _ in told(two_lines)] == ["altered", "altered"]
    assert [verdict for verdict, _, _ in told(without_captures(two_lines))] == ["altered", "altered"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the town [...] pays for the digging\n    omission: '[...]'", "the town pays for the digging"),
        ("the town [...] pays for the digging\n    omission: '[...]'", "the town [...] pays for the digging"),
        ("the town [...] pays for the digging", "the town [...] pays for the fish"),
        ("the town [...] pays for the digging", "pays for the digging [...] the town"),
    ],
)
def test_an_omission_cannot_be_dropped_or_misused(two_lines: Path, old: str, new: str) -> None:
    damage(two_lines, "claims/deal-reported.yaml", old, new)
    assert len(told(two_lines)) == 1
    assert [verdict for verdict, _, _ in told(without_captures(two_lines))] == ["altered"]


def test_quotation_marks_dashes_and_white_space_may_be_written_otherwise(copy: Path) -> None:
    damage(copy, "actors/fishers-cooperative.yaml", "the Fishers’ Cooperative", "the  Fishers'\u00a0Cooperative")
    assert told(copy) == []
    assert told(without_captures(copy)) == []


def test_the_order_of_evidence_and_of_records_changes_no_verdict(copy: Path) -> None:
    dossier, _ = check(copy)
    assert dossier is not None
    before = dict.fromkeys(normal(v.excerpt.words) for v in dossier.verification.verdicts)
    path = copy / "sources/claims/town-agreed-to-dredge.yaml"
    head, _, rest = path.read_text("utf-8").partition("evidence:\n")
    evidence, _, tail = rest.partition("bears_on:\n")
    items = evidence.split("  - ")[1:]
    path.write_text(f"{head}evidence:\n{''.join('  - ' + item for item in reversed(items))}bears_on:\n{tail}", "utf-8")
    again, findings = check(copy)
    assert not findings
    assert again is not None
    assert dict.fromkeys(sorted(normal(v.excerpt.words) for v in again.verification.verdicts)) == dict.fromkeys(
        sorted(before)
    )
    assert locking(again.corpus, again.lock, again.captures) == dossier.lock


def test_the_pages_are_the_same_with_the_captures_and_without(little: Dossier) -> None:
    assert pages(little) == pages(replace(little, captures={}))


def test_words_altered_by_someone_without_captures_cannot_be_locked(copy: Path) -> None:
    damage(copy, "claims/catch-2018.yaml", "passage: 400 to 1,200", "passage: 400 to 1,300")
    _, findings, changed = write_lock(without_captures(copy))
    assert ([finding.rule for finding in findings], changed) == (["altered"], 0)


def test_every_verdict_is_explained(little: Dossier) -> None:
    assert {verdict.verdict for verdict in little.verification.verdicts} <= set(VERDICTS)


def test_an_entry_has_its_words_of_the_record(two_lines: Path) -> None:
    dossier, _ = check(two_lines)
    assert dossier is not None
    locked = Locked(dossier.lock)
    texts = {id: capture.text for id, capture in dossier.captures.items()}
    for excerpt in dossier.corpus.excerpts:
        parts = locked.parts(excerpt)
        assert parts
        for entry, words in parts:
            assert normal(texts[entry.document][entry.start : entry.end]) == normal(words)
        joined = " ".join(words for _, words in parts)
        assert joined == " ".join(excerpt.words.replace(excerpt.omission or "\0", " ").split())


# What a careless or malicious hand does to words: each gives other words, never the same in normal form.
LETTERS = "abcdefghijklmnopqrstuvwxyzåéABCDEFG0123456789,.;:!?()аеоﬁ\u200b\u00ad\u0301\u202e"


def changes(words: str) -> Iterator[st.SearchStrategy[str]]:
    at = st.integers(0, len(words))
    sign = st.sampled_from(LETTERS)
    yield st.builds(lambda place, sign: words[:place] + sign + words[place:], at, sign)
    yield st.builds(lambda place, sign: words[:place] + sign + words[place + 1 :], at, sign)
    yield st.builds(lambda place: words[:place] + words[place + 1 :], at)
    yield st.builds(lambda place, word: f"{words[:place]} {word} {words[place:]}", at, st.sampled_from(["not", "no"]))
    yield st.permutations(words.split()).map(" ".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_change_of_words_is_ever_verified(little: Dossier, data: st.DataObject) -> None:
    """With the captures or without; and whoever is not touched stays verified."""
    excerpts = little.corpus.excerpts
    number = data.draw(st.integers(0, len(excerpts) - 1))
    words = data.draw(st.one_of(*changes(excerpts[number].words)))
    if normal(words) in ("", normal(excerpts[number].words)):
        return
    touched = (*excerpts[:number], replace(excerpts[number], words=words), *excerpts[number + 1 :])
    for captures in (little.captures, {}):
        verdicts = verify(with_excerpts(little.corpus, touched), little.lock, captures).verdicts
        assert verdicts[number].verdict != "verified"
        assert all(v.verdict == "verified" for v in of_others(verdicts, excerpts[number]))


def with_excerpts(corpus: Corpus, excerpts: tuple[Excerpt, ...]) -> Corpus:
    """The corpus as if its records had these words."""
    other = replace(corpus)
    by_record: dict[tuple[str, str], tuple[Excerpt, ...]] = {(kind_of(one), one.id): () for one in corpus.records()}
    for excerpt in excerpts:
        by_record[kind_of(excerpt.record), excerpt.record.id] += (excerpt,)
    other.__dict__["_excerpts"] = by_record
    return other


def of_others(verdicts: tuple[Verdict, ...], touched: Excerpt) -> list[Verdict]:
    return [verdict for verdict in verdicts if verdict.excerpt.record.id != touched.record.id]
