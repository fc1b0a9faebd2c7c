"""What was searched for in vain: where words would be found, what is repeated, and what the page says of it."""

from dataclasses import replace
from pathlib import Path
from shutil import rmtree

import pytest

from build_tools.derive import Dossier
from build_tools.derive.verbatim.searches import Searches, plain, searches, stands
from build_tools.pages.records.commitment import commitment_page
from build_tools.site import check

TEXT = plain("the task-force's guns, a gun's barrel; say 'no', and mexico is 1.5 billion short")


@pytest.mark.parametrize(
    "words", ["Task force", "task-force", "guns", "gun", "México", "say 'no'", "no", "1.5 Billion", "AND MEXICO"]
)
def test_words_are_found_in_any_capitals_accents_and_hyphens_and_over_line_ends(words: str) -> None:
    assert stands(words, TEXT)


@pytest.mark.parametrize("words", ["ask", "tasks", "billions", "gunman", "mexican", "not"])
def test_words_are_not_found_within_longer_words(words: str) -> None:
    assert not stands(words, TEXT)


def test_words_over_the_end_of_a_line_are_found(little: Dossier) -> None:
    """The Gazette sets its lead in one line and its sequel in the next."""
    assert one_search(little, "<soon> By Liv Berg").hits
    assert not one_search(little, "<soon> Liv Berg").hits


def one_search(little: Dossier, words: str) -> Searches:
    dredging = little.corpus.commitments["town-dredging-2019"]
    search = replace(dredging.searches[0], words=(words,))
    corpus = replace(little.corpus, commitments={dredging.id: replace(dredging, searches=(search,))})
    return searches(corpus, little.captures)


def test_it_is_told_how_many_searches_were_repeated(little: Dossier) -> None:
    assert str(little.searches) == "2 of 2 repeated"
    one = {id: text for id, text in little.captures.items() if id.startswith("coast")}
    assert str(searches(little.corpus, one)) == "1 of 2 repeated; of 1 not all captures are here to search again"


def test_the_page_is_the_same_whether_the_search_can_be_repeated_or_not(little: Dossier) -> None:
    dredging = little.corpus.commitments["town-dredging-2019"]
    assert ": not found." in commitment_page(little, dredging)
    assert commitment_page(Dossier(little.corpus, little.lock), dredging) == commitment_page(little, dredging)


def test_without_captures_a_search_is_no_finding(copy: Path) -> None:
    rmtree(copy / "captures")
    assert check(copy)[1] == []
