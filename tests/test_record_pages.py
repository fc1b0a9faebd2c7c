"""What the pages of records answer at their top, draw, fold and count."""

import re
from dataclasses import replace

from build_tools.derive import Dossier
from build_tools.derive.verbatim.verdicts import VERDICTS
from build_tools.model import Descent
from build_tools.pages.parts.glance import verdict_mark, verdicts_on
from build_tools.pages.parts.names import address
from build_tools.pages.parts.page import Page
from build_tools.pages.parts.rows import LONG, groups, short_or_folded
from build_tools.pages.records.actor import actor_page
from build_tools.pages.records.claim import claim_page
from build_tools.pages.records.document import document_page
from build_tools.pages.records.event import event_page
from build_tools.pages.records.lineage import lineage
from build_tools.pages.records.quote import quote_page

LINKED = re.compile(r'<a href="#([^"]+)"')
HEADINGS = re.compile(r'<h2 id="([^"]+)"')
THIS = "<strong>This source:</strong>"


def test_every_count_leads_to_a_section_of_its_page(little: Dossier) -> None:
    corpus = little.corpus
    texts = [actor_page(little, one) for one in corpus.actors.values()]
    texts += [event_page(little, one) for one in corpus.events.values()]
    linked = [(text, found) for text in texts for found in LINKED.findall(text)]
    assert linked
    for text, found in linked:
        assert found in HEADINGS.findall(text)


def test_a_claim_counts_the_verdicts_on_its_passages_and_on_the_words_of_its_quotes(little: Dossier) -> None:
    for claim in little.corpus.claims.values():
        page = Page(little, address(claim))
        words = {(item.document, item.passage) if item.passage else item.quote for item in claim.evidence}
        assert len(verdicts_on(page, claim)) >= len(words)
        assert verdict_mark(verdicts_on(page, claim)) in claim_page(little, claim)


def test_one_word_that_is_not_verified_takes_the_mark_from_all(little: Dossier) -> None:
    verdict = little.verification.verdicts[0]
    sound, worse = replace(verdict, verdict="verified"), replace(verdict, verdict="altered")
    assert verdict_mark([]) == ""
    assert 'data-verdict="verified">Verified word for word<' in verdict_mark([sound])
    assert 'data-verdict="verified">2 of 2 passages verified<' in verdict_mark([sound, sound])
    assert 'data-verdict="altered">1 of 2 passages verified<' in verdict_mark([sound, worse])
    for name in VERDICTS:
        assert f'data-verdict="{name}"' in verdict_mark([replace(verdict, verdict=name)])


def test_lineage_names_parents_above_and_children_below(little: Dossier) -> None:
    documents = little.corpus.documents.values()
    edges = [(child, parent) for child in documents for parent in child.derives_from if parent.document]
    assert edges
    for child, parent in edges:
        source = little.corpus.documents[parent.document or ""]
        above, _, _ = lineage(Page(little, address(child)), child).partition(THIS)
        _, _, below = lineage(Page(little, address(source)), source).partition(THIS)
        assert f'href="../{source.id}/"' in above
        assert f'href="../{child.id}/"' in below


def test_lineage_ends_where_documents_derive_from_each_other(little: Dossier) -> None:
    """The rules refuse it; a page must not run for ever all the same."""
    corpus = little.corpus
    child, parent = next((one, p) for one in corpus.documents.values() for p in one.derives_from if p.document)
    source = corpus.documents[parent.document or ""]
    back = replace(source, derives_from=(Descent("reprint", parent.evidence, document=child.id),))
    looped = replace(little, corpus=replace(corpus, documents={**corpus.documents, source.id: back}))
    assert document_page(looped, looped.corpus.documents[child.id]).count(THIS) == 1


def test_a_list_is_folded_from_the_thirteenth_item_and_all_of_it_is_there() -> None:
    few, many = ["a"] * LONG, [f"item {number}" for number in range(LONG + 1)]
    assert "<details" not in short_or_folded("Items", few)
    folded = short_or_folded("Items", many)
    assert f'<summary>Items <span class="count">{LONG + 1}</span></summary>' in folded
    assert all(f"<li>{item}</li>" in folded for item in many)
    assert groups({"One": few[:3], "None": [], "Two": few[:2]}).count("<h3>") == 2
    assert groups({"One": few, "None": [], "Two": few}).count("<details") == 2


def test_what_would_fall_is_told_the_gravest_first(little: Dossier) -> None:
    fall = next(fall for fall in little.falls.values() if fall.restated and fall.source in little.corpus.documents)
    text = document_page(little, little.corpus.documents[fall.source])
    number = len(fall.restated)
    words = "1 commitment would" if number == 1 else f"{number} commitments would"
    assert f"<strong>Without it, {words} have another status" in text


def test_the_page_of_a_quote_says_how_each_rendering_differs_before_it_shows_them(little: Dossier) -> None:
    utterance = next(iter(little.utterances.values()))
    for rendering in utterance.renderings:
        text = quote_page(little, rendering.quote)
        assert text.index("renderings of one utterance are on record") < text.index('class="renderings"')
        assert text.count('class="rendering"') == len(utterance.renderings)
        assert text.count('<span class="label">this page</span>') == 1


def test_people_without_a_name_are_told_of_before_anything_else(little: Dossier) -> None:
    unnamed = [actor for actor in little.corpus.actors.values() if actor.type == "unnamed-sources"]
    assert unnamed
    for actor in little.corpus.actors.values():
        assert ("<strong>Nobody is named.</strong>" in actor_page(little, actor)) == (actor in unnamed)
