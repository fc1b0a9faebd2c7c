"""The words of other languages by which a page is found, and its words without accents."""

import re
from dataclasses import replace

import yaml

from build_tools.derive import Dossier
from build_tools.model import Actor, OtherName
from build_tools.pages.parts.languages import in_other_words, lexicon, without_accents
from build_tools.pages.records.actor import actor_page
from build_tools.settings import Vocabulary

VOCABULARY = Vocabulary(
    {},
    {},
    {},
    {},
    (
        {"en": ("gun", "guns"), "es": ("armas",), "fr": ("armes",)},
        {"en": ("ghost gun", "ghost guns"), "es": ("armas fantasma",)},
        {"en": ("U.S.",), "es": ("Estados Unidos",)},
    ),
)


def found(text: str) -> list[str]:
    return [word for _, word in lexicon(VOCABULARY).of(text)]


def test_whole_words_are_looked_up_in_any_capitals_each_once() -> None:
    assert found("Guns, and no other gun; gunmen and begun") == ["armas", "armes"]


def test_the_longer_of_two_terms_counts() -> None:
    assert found("ghost guns") == ["armas fantasma"]
    assert found("ghost guns and guns") == ["armas fantasma", "armas", "armes"]


def test_a_term_that_ends_in_a_sign_is_found() -> None:
    assert found("U.S. guns") == ["Estados Unidos", "armas", "armes"]
    assert found("USA") == []


def test_a_vocabulary_without_labels_finds_nothing() -> None:
    assert list(lexicon(replace(VOCABULARY, labels=())).of("guns")) == []


def test_words_lose_their_accents_unless_they_stand_there_so_already() -> None:
    assert without_accents(["Andrés López, Lopez, Jalapeño"]) == ["Andres", "Jalapeno"]


def test_a_page_ends_with_the_words_of_each_language(little: Dossier) -> None:
    dredging = little.corpus.commitments["town-dredging-2019"]
    assert in_other_words(little, dredging) == (
        '<p class="other-words">In Danish: <span lang="da">havn</span>. In Spanish: <span lang="es">puerto</span>.</p>'
    )


def test_other_names_are_front_matter_and_no_sign_of_them_is_html(little: Dossier) -> None:
    """Material prints them into its results as they stand in the index."""
    hostile = 'a "b" <img src=x onerror=alert(1)> & \\ : c'
    holm = little.corpus.actors["ada-holm"]
    actor = Actor(**{**vars(holm), "other_names": (OtherName(hostile, "gazette-2019-05-03-dredging"),)})
    corpus = replace(little.corpus, actors={**little.corpus.actors, actor.id: actor})
    page = actor_page(replace(little, corpus=corpus), actor)
    matter = yaml.safe_load(page.split("---\n")[1])
    assert matter["tags"] == ["a &quot;b&quot; &lt;img src=x onerror=alert(1)&gt; &amp; \\ : c"]
    assert matter["search"] == {"boost": 2.3}
    assert not re.search("<img", page)
