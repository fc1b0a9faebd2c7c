"""What a record costs does not grow with the others: very long ways are shown in part, and nothing is weighed again and again."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.corpus import Reference
from build_tools.derive import Dossier
from build_tools.derive.origins.lineage import Lineage
from build_tools.derive.origins.origins import LONGEST
from build_tools.derive.status import course
from build_tools.derive.status.demands import lacking
from build_tools.derive.status.history import history
from build_tools.derive.status.told import Basis
from build_tools.model import Citation, Descent, Evidence
from build_tools.pages.overviews.lineage import lineage_page
from build_tools.pages.records.claim import claim_page
from build_tools.pages.records.document import document_page
from build_tools.pages.records.lineage import MOST
from build_tools.pages.records.quote import quote_page
from build_tools.rules.quotation import within_another
from build_tools.settings import StatusTerm
from tests.test_status import QUAY, RUBRIC, corpus_of, said

COPIES = 700  # more than a function can call itself


@pytest.fixture(scope="module")
def chain(little: Dossier) -> Dossier:
    """The little collection with documents that reprint one another in one chain; a claim cites the last."""
    corpus = little.corpus
    first, claim = corpus.documents["gazette-2019-05-03-dredging"], corpus.claims["boats-2019"]
    documents, references, notes = dict(corpus.documents), list(corpus.references), dict(corpus.notes)
    before = first.id
    for number in range(COPIES):
        id = f"copy-{number:04}"
        descent = Descent("reprint", (Citation(document=id, passage="reprinted"),), document=before)
        documents[id] = replace(first, id=id, title=f"Copy {number}", derives_from=(descent,))
        notes[corpus.path(documents[id])] = notes[corpus.path(first)]
        references.append(Reference(documents[id], ("derives_from", 0, "document"), "documents", before))
        before = id
    own = next(item for item in claim.evidence if item.passage)
    cited = replace(claim, evidence=(Evidence(before, own.passage, attributed_to=own.attributed_to),))
    claims = {**corpus.claims, claim.id: cited}
    return Dossier(replace(corpus, documents=documents, claims=claims, references=tuple(references), notes=notes))


def test_a_very_long_way_is_shown_by_its_ends(chain: Dossier) -> None:
    claim = chain.corpus.claims["boats-2019"]
    way = chain.origins(claim).origins[0].chains[0]
    assert len(way.steps) > COPIES
    assert (way.shown[0], way.shown[-1], len(way.shown)) == (way.steps[0], way.steps[-1], LONGEST)
    left_out = len(way.steps) - LONGEST
    assert f"which goes back by way of {left_out} others to" in way.words(lambda step: step.id)
    assert f"by way of {left_out} others" in claim_page(chain, claim)


def test_a_document_shows_its_neighbours_and_where_the_others_are(chain: Dossier) -> None:
    page = document_page(chain, chain.corpus.documents[f"copy-{COPIES // 2:04}"])
    picture = page.partition('<div class="lineage"')[2].partition('<h2 id="')[0]
    assert len(re.findall(r'href="\.\./copy-\d+/', picture)) == 2 * MOST
    assert 'Documents further up and down stand under <a href="../../lineage/">' in picture


def test_the_page_of_all_sources_has_each_once_however_deep_it_lies(chain: Dossier) -> None:
    page = lineage_page(chain)
    anchors = re.findall(r'id="of-([^"]*)"', page)
    assert len(anchors) == len(set(anchors))
    assert set(anchors) >= set(chain.corpus.documents)
    assert set(re.findall(r'href="#of-([^"]*)"', page)) <= set(anchors)


def test_reports_are_weighed_anew_only_where_something_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice as many reports of a commitment take about twice as many weighings, for all of its history."""
    weighed: list[str] = []

    def counted(term: StatusTerm, *others: Any) -> tuple[str, ...]:
        weighed.append(term.name)
        return lacking(term, *others)

    def weighings(reports: int) -> int:
        weighed.clear()
        days = [(date(2020, 1, 1) + timedelta(days=number)).isoformat() for number in range(reports)]
        claims = [said("agreed", day, "diver", name=f"report-{number:04}") for number, day in enumerate(days)]
        basis = Basis(Lineage(corpus_of(claims)), RUBRIC, date(2022, 1, 1))
        assert list(history(basis, QUAY))
        return len(weighed)

    monkeypatch.setattr(course, "lacking", counted)
    assert 0 < weighings(80) <= 2.2 * weighings(40)


def test_what_is_imagined_away_leaves_what_was_weighed_before(little: Dossier) -> None:
    """The course of a commitment is the same one after it was asked what it would be without each claim."""
    asked, other = (Dossier(little.corpus, little.lock, little.captures) for _ in range(2))
    found = [asked.restated_without(claim) for claim in asked.corpus.claims.values()]
    assert any(found)
    told = [[(one.id, one.established, one.short) for one in each.statuses.values()] for each in (asked, other)]
    assert told[0] == told[1]


def test_an_occasion_of_very_many_quotes_is_led_to_and_not_repeated_with_each(little: Dossier) -> None:
    corpus = little.corpus
    quote = next(one for one in corpus.quotes.values() if one.event)
    event = corpus.events[str(quote.event)]

    def page(quotes: int) -> str:
        elsewhere = {id: replace(one, event=None) for id, one in corpus.quotes.items()}
        others = [replace(quote, id=f"like-{number:03}", utterance=None) for number in range(quotes)]
        return quote_page(
            Dossier(replace(corpus, quotes={**elsewhere, quote.id: quote, **{one.id: one for one in others}})), quote
        )

    assert "are of this occasion" not in page(19)
    assert "like-018" in page(19)
    many = page(299)
    assert "300 quotes are of this occasion, and stand on its page:" in many
    assert f"../../events/{event.id}/" in many
    assert "like-018" not in many
    assert len(many) < len(page(19))


@given(st.sets(st.text("ab ", min_size=1, max_size=14), max_size=14))
def test_texts_within_others_are_found_without_comparing_them_in_pairs(texts: set[str]) -> None:
    assert within_another(texts) == {text for text in texts if any(text in other for other in texts - {text})}
