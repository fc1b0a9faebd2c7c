"""What a note says of the words it holds: whether they were verified, and who knew what they are cited for."""

from dataclasses import replace

import pytest

from build_tools.citations import who_knew
from build_tools.derive import Dossier
from build_tools.derive.origins.origins import bounds
from build_tools.derive.verbatim.verdicts import VERDICT_MARKS, VERDICTS
from build_tools.model import Citation
from build_tools.site import check
from tests.conftest import ROOT

GAZETTE, COPY = "gazette-2019-05-03-dredging", "coast-weekly-2019-05-copy"


def said(dossier: Dossier, document: str, passage: str) -> str:
    known = dossier.knowledge(Citation(document=document, passage=passage))
    return who_knew(dossier.corpus, known.origins) if known.origins else "nothing"


@pytest.mark.parametrize(
    ("document", "passage", "words"),
    [
        (GAZETTE, "the town agreed to dredge", "1 origin:</span> Harbour Gazette relays people close to the talks."),
        (
            GAZETTE,
            "less than 1.90 metres",
            "1 origin:</span> Harbour Gazette relays Soundings of the harbour, which relays Harbour Office.",
        ),
        (
            GAZETTE,
            "which counts thirty-one boats",
            "At most 1 origin:</span> Harbour Gazette does not say where it has it from.",
        ),
    ],
)
def test_the_origins_behind_words_are_those_of_the_items_that_cite_them(
    little: Dossier, document: str, passage: str, words: str
) -> None:
    """The mayor's word, in the same claim and the same document, is not behind the words of others there."""
    assert said(little, document, passage) == f'<span class="origins">{words}'


def test_words_that_relay_lead_on_to_whom_the_relayed_document_names(little: Dossier) -> None:
    assert said(little, COPY, "the town has agreed to dig") == (
        '<span class="origins">1 to 2 origins:</span> Coast Weekly relays Harbour Gazette, which relays Ada Holm; '
        "Coast Weekly relays Harbour Gazette, which relays people close to the talks."
    )


@pytest.mark.parametrize("passage", ["no money is set aside", "the Harbour Gazette wrote"])
def test_nothing_is_said_of_origins_where_words_support_no_claim(little: Dossier, passage: str) -> None:
    """The first only qualify one; the second show where a text comes from."""
    assert said(little, COPY, passage) == "nothing"


def test_words_that_two_claims_cite_have_the_origins_of_both(little: Dossier) -> None:
    passage = "the town agreed to dredge"
    corpus = little.corpus
    deal = corpus.claims["deal-reported"]
    item = replace(deal.evidence[0], passage=passage, attributed_to=("fishers-cooperative",))
    claims = {**corpus.claims, deal.id: replace(deal, evidence=(item,))}
    both = replace(little, corpus=replace(corpus, claims=claims))
    assert said(both, GAZETTE, passage) == (
        '<span class="origins">1 to 2 origins:</span> Harbour Gazette relays Fishers’ Cooperative; '
        "Harbour Gazette relays people close to the talks."
    )


def test_a_verdict_goes_with_the_words(little: Dossier) -> None:
    """Without the captures and with a lock that has forgotten them, nobody has compared them."""
    citation = Citation(document=GAZETTE, passage="the town agreed to dredge")
    assert little.knowledge(citation).verdict == "verified"
    rest = tuple(entry for entry in little.lock if entry.document != GAZETTE)
    assert replace(little, lock=rest, captures={}).knowledge(citation).verdict == "not-yet-verified"


def test_every_verdict_has_a_mark() -> None:
    assert VERDICT_MARKS.keys() == VERDICTS.keys()


def test_the_real_notes_name_no_origin_that_their_claims_do_not_have() -> None:
    dossier, findings = check(ROOT)
    assert dossier is not None, findings
    for claim in dossier.corpus.claims.values():
        for item in claim.evidence:
            known = dossier.knowledge(item)
            if item.direction != "supports":
                continue
            assert known.origins is not None
            resting = [
                other
                for other in dossier.corpus.claims.values()
                if any(
                    dossier.corpus.words_of(one) == dossier.corpus.words_of(item)
                    for one in other.evidence
                    if one.direction == "supports"
                )
            ]
            assert known.origins.keys <= frozenset().union(*(dossier.origins(other).keys for other in resting))
            assert known.origins.bounds == bounds(dossier.lineage, known.origins.origins)
            assert {chain.steps[0].id for origin in known.origins.origins for chain in origin.chains} == {
                dossier.corpus.source_of(item).id
            }
