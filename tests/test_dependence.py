"""What falls with a source is what a corpus without it would say: worked out whole, and compared."""

from dataclasses import replace
from pathlib import Path

import pytest

from build_tools.corpus import Corpus, Reference
from build_tools.dates import parse
from build_tools.derive import Dossier
from build_tools.derive.dependence import Fall, remaining
from build_tools.model import Bearing, Claim, Evidence
from build_tools.site import dossier_of
from tests.bench.generate import generate
from tests.bench.invented.measured import Measured, Proportions, measured
from tests.conftest import LITTLE, ROOT


def without(dossier: Dossier, source: str) -> Dossier:
    """The dossier of a corpus from which the evidence of a source is taken away, and claims that nothing supports."""
    corpus = dossier.corpus
    left: dict[str, Claim] = {}
    for claim in corpus.claims.values():
        kept = [
            remaining(dossier.lineage, (claim, item), source) if item.direction == "supports" else item
            for item in claim.evidence
        ]
        evidence: tuple[Evidence, ...] = tuple(item for item in kept if item)
        if any(item.direction == "supports" for item in evidence):
            left[claim.id] = replace(claim, evidence=evidence)
    return Dossier(replace(corpus, claims=left, references=tuple(referring(corpus, left))))


def with_claim(dossier: Dossier, claim: Claim) -> Dossier:
    """The dossier of a corpus with one claim more, in place of one of that id."""
    corpus = dossier.corpus
    claims = dict(sorted({**corpus.claims, claim.id: claim}.items()))
    links = [
        Reference(claim, ("bears_on", number, "commitment"), "commitments", one.commitment)
        for number, one in enumerate(claim.bears_on)
    ]
    return Dossier(replace(corpus, claims=claims, references=(*referring(corpus, claims), *links)))


def test_where_nobody_is_left_who_says_that_it_was_made_those_count_who_say_that_it_was_asked_for(
    little: Dossier,
) -> None:
    dredging = Bearing("town-dredging-2019", "asked", parse("2019-05"))
    words = Evidence(document="gazette-2017-04-11-petition", passage="the mayor told them", attributed_to=("ada-holm",))
    dossier = with_claim(little, Claim("asked-to-dredge", "x", "fact", (words,), bears_on=(dredging,)))
    commitment = dossier.corpus.commitments["town-dredging-2019"]
    assert "gazette-2017-04-11-petition" not in dossier.origins(commitment).documents
    fall = dossier.falls["gazette-2019-05-03-dredging"]
    assert (1, 1) in [one.after for one in fall.weakened if one.record == "commitments/town-dredging-2019"]
    for source, fall in dossier.falls.items():
        compare(dossier, without(dossier, source), fall)


def test_a_part_of_a_part_tells_of_the_whole(little: Dossier) -> None:
    corpus = little.corpus
    whole, part = corpus.commitments["harbour-petition-2017"], corpus.commitments["harbour-deal-2019"]
    link = Reference(replace(part, part_of=whole.id), ("part_of",), "commitments", whole.id)
    commitments = {**corpus.commitments, part.id: replace(part, part_of=whole.id)}
    dossier = Dossier(replace(corpus, commitments=commitments, references=(*corpus.references, link)))
    assert "fishers-landing-2019" in [one.id for one in dossier.corpus.with_parts(commitments[whole.id])]
    landing = dossier.corpus.commitments["fishers-landing-2019"]
    assert [one.id for one in dossier.corpus.wholes(landing)] == [part.id, whole.id]
    for source, fall in dossier.falls.items():
        compare(dossier, without(dossier, source), fall)


@pytest.mark.parametrize("relays", [1, 20])
def test_so_it_is_where_much_is_reported_of_few_commitments(tmp_path: Path, relays: float) -> None:
    few = (("actors", 0.2), ("commitments", 0.1))
    generate(tmp_path, 100, seed=5, like=Measured(measured(ROOT).corpus, Proportions(few, relays=relays, effects=8)))
    dossier, findings = dossier_of(tmp_path)
    assert dossier, findings
    assert max(len(dossier.corpus.claims_on(one)) for one in dossier.corpus.commitments.values()) > 10
    assert [one for fall in dossier.falls.values() for one in fall.weakened if one.record.startswith("commitments/")]
    for source, fall in dossier.falls.items():
        compare(dossier, without(dossier, source), fall)


def referring(corpus: Corpus, left: dict[str, Claim]) -> list[Reference]:
    kept = [one for one in corpus.references if not isinstance(one.source, Claim) or one.source.id in left]
    return [replace(one, source=left.get(one.source.id, one.source)) for one in kept]


@pytest.mark.parametrize("root", [LITTLE, ROOT], ids=["little", "real"])
def test_a_fall_is_what_a_corpus_without_the_source_says(root: Path) -> None:
    dossier, findings = dossier_of(root)
    assert dossier, findings
    for source, fall in dossier.falls.items():
        compare(dossier, without(dossier, source), fall)


def compare(whole: Dossier, rest: Dossier, fall: Fall) -> None:
    lost = [id for id in whole.corpus.claims if id not in rest.corpus.claims]
    assert list(fall.lost) == lost
    assert list(fall.figures) == [id for id in lost if whole.corpus.claims[id].figure]
    claims = [f"claims/{id}" for id in rest.corpus.claims if differ(whole, rest, "claims", id)]
    commitments = [f"commitments/{id}" for id in rest.corpus.commitments if differ(whole, rest, "commitments", id)]
    assert sorted(one.record for one in fall.weakened) == claims + commitments
    restated = {
        id: (whole.statuses[id].id, status.id)
        for id, status in rest.statuses.items()
        if status.id != whole.statuses[id].id
    }
    assert {one.commitment: (one.before, one.after) for one in fall.restated} == restated
    assert {*claims, *commitments, *(f"claims/{id}" for id in lost)} <= set(fall.pages)


def differ(whole: Dossier, rest: Dossier, kind: str, id: str) -> bool:
    before, after = (dossier.origins(getattr(dossier.corpus, kind)[id]) for dossier in (whole, rest))
    return (before.bounds, before.keys) != (after.bounds, after.keys)


def test_a_record_is_told_what_of_a_fall_concerns_it_and_nothing_of_others(little: Dossier) -> None:
    fall = little.falls["gazette-2019-05-03-dredging"]
    parts = [(name, fall.parts[name]) for name in sorted(fall.changed)]
    assert all(name == page for name, part in parts for page in part.pages)
    assert sorted(id for _, part in parts for id in part.lost) == list(fall.lost)
    assert sorted(id for _, part in parts for id in part.figures) == list(fall.figures)
    assert {one for _, part in parts for one in part.weakened} == set(fall.weakened)
    assert {one for _, part in parts for one in part.restated} == set(fall.restated)
    claim = little.corpus.claims["town-agreed-to-dredge"]
    assert fall.parts[f"claims/{claim.id}"] in little.falls_that_change(claim)


def test_a_text_that_was_not_read_falls_with_all_that_copies_or_relays_it(little: Dossier) -> None:
    """The Coast Weekly rewords the Gazette: what it says of the deal is gone with the Gazette."""
    gazette = little.falls["gazette-2019-05-03-dredging"]
    assert "town-agreed-to-dredge" in gazette.lost
    assert "town-agreed-to-dredge" not in little.falls["coast-weekly-2019-05-copy"].lost


def test_every_page_that_cites_a_document_changes_without_it(little: Dossier) -> None:
    pages = little.falls["gazette-2019-05-03-dredging"].pages
    assert {"actors/ada-holm", "events/council-meeting-2019-05-02", "briefings/who-pays"} <= set(pages)


def test_whatever_a_claim_alone_gives_a_commitment_is_lost_without_it(little: Dossier) -> None:
    (restated,) = little.restated_without(little.corpus.claims["fishers-land-their-catch"])
    assert (restated.commitment, restated.before, restated.after) == ("fishers-landing-2019", "reported", None)
