"""What readers type finds the page that they want among the first results, in the built site of the real records.

So it does with the search of a large site, on the same records.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.chromium import served
from tests.conftest import ROOT, built_once, site_of
from tests.test_browser import finds, search

pytestmark = pytest.mark.browser

AMLO = "Andrés Manuel López Obrador"
TASK_FORCE = "Task force to watch firearms going from the United States to Mexico"
GHOST_GUNS = "The ATF issues a rule on ghost guns"
CARTELS = "Mexican drug cartels"

FOUND = [
    # In Spanish, with accents and without.
    ("fentanilo", "Mexican crackdown on fentanyl labs, raw materials and key players"),
    ("Fiscal General", "Merrick Garland"),
    ("canciller", "Marcelo Ebrard"),
    ("grupo especial", TASK_FORCE),
    ("armas fantasma", GHOST_GUNS),
    ("sanciones", "More sanctions against the finances of fentanyl traffickers"),
    ("precursores químicos", "Help from China to reduce shipments of precursor chemicals"),
    ("precursores quimicos", "Help from China to reduce shipments of precursor chemicals"),
    ("cártel", CARTELS),
    ("cartel", CARTELS),
    ("México", "Mexico"),
    # Names and other names.
    ("AMLO", AMLO),
    ("López Obrador", AMLO),
    ("Lopez Obrador", AMLO),
    ("ATF", "U.S. Bureau of Alcohol, Tobacco, Firearms and Explosives"),
    ("DEA", "U.S. Drug Enforcement Administration"),
    ("Ebrard", "Marcelo Ebrard"),
    ("Epoch Times", "The Epoch Times"),
    # Promises, figures and quotes, as they stand on the page.
    ("task force", TASK_FORCE),
    ("ghost guns", GHOST_GUNS),
    ("50,000 pounds", "confiscated more than 50,000 pounds of fentanyl"),
    ("1.5 billion", "Under the Merida initiative the United States gave Mexico more than $1.5 billion"),
    ("baking the cake", "Alex Krotulski: “They’re not ‘baking the cake’ the same way”"),
    ("social decay", f"{AMLO}: “social decay”"),
]


@pytest.fixture(scope="module")
def large(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The same with the search of a large site."""
    root = built_once(tmp_path_factory, "large", lambda root: site_of(ROOT / "sources", root), SEARCH="pagefind")
    with served(root / "site") as address:
        page = browser.new_page()
        page.goto(address)
        search(page, AMLO, AMLO)
        yield page
        page.close()


@pytest.mark.parametrize(("words", "found"), FOUND)
def test_what_readers_type_finds_the_page_that_they_want(searched: Page, words: str, found: str) -> None:
    finds(searched, words, found)


@pytest.mark.parametrize(("words", "found"), FOUND)
def test_so_it_does_among_the_first_six_in_the_search_of_a_large_site(large: Page, words: str, found: str) -> None:
    """Six are shown at first: what a Spanish word stands for stands on dozens of pages, once on each."""
    finds(large, words, found, 6)


def test_pages_about_the_tools_do_not_crowd_out_the_records(searched: Page) -> None:
    """The decisions of the project speak of fentanyl and guns too, by way of example."""
    finds(searched, "about 10 %", "Method")
    links = searched.locator(".md-search-result__item a").evaluate_all("all => all.map(one => one.href)")
    assert links
    assert not [link for link in links if "/decisions/0" in link]
