"""The built site as a reader has it, in Chromium: it asks nobody else, works on a phone, and its search finds."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import borrowed, served, window
from tests.conftest import LITTLE, run, site_of
from tests.test_preview import PATIENCE, running, until

pytestmark = pytest.mark.browser

KINDS = [
    "",
    "commitments/us-firearms-control-2023-03/",
    "actors/andres-manuel-lopez-obrador/",
    "claims/mexico-produces-no-fentanyl/",
    "documents/heart-journal-2023-03-us-mexico-weigh-deal/",
    "quotes/lopez-obrador-2023-03-no-fentanyl-nbc/",
    "events/us-mexico-security-meeting-2023-04-13/",
    "briefings/march-2023-deal/",
    "commitments/",
    "claims/",
    "timeline/",
    "lineage/",
    "lookup/",
    "origins/",
    "disagreements/",
    "actors/",
    "quotes/",
    "reference/fields/",
    "contributing/",
]


def search(page: Page, words: str, found: str) -> None:
    """Asks the search with keys, as a reader does, once it says that it is ready; waits for a title among the first five.

    The search answers each key, so that the first titles to show are those of the first letters.
    """
    page.locator(".md-search-result__meta", has_text="Type to start searching").wait_for(state="attached")
    page.locator(".md-search__input").first.press_sequentially(words)
    titles = page.locator(".md-search-result__item h1")
    until(lambda: any(found in title for title in titles.all_inner_texts()[:5]))


def finds(page: Page, words: str, found: str, most: int = 5) -> None:
    """Types words in the place of others, and waits for a title among the first results."""
    field = page.locator(".md-search__input").first
    titles = page.locator(".md-search-result__item h1")
    field.fill("")
    until(lambda: titles.count() == 0)
    field.fill(words[:-1])
    field.press_sequentially(words[-1])
    until(lambda: any(found in title for title in titles.all_inner_texts()[:most]))


@pytest.fixture(scope="module")
def small(browser: Browser) -> Iterator[Page]:
    with window(browser, viewport={"width": 320, "height": 640}) as page:
        yield page


@pytest.fixture
def phone(small: Page) -> Iterator[Page]:
    with borrowed(small) as page:
        yield page


@pytest.mark.parametrize("path", KINDS)
def test_a_page_asks_no_other_host_has_no_error_and_fits_a_phone(phone: Page, address: str, path: str) -> None:
    asked: list[str] = []
    told: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    phone.on("pageerror", lambda error: told.append(str(error)))
    phone.goto(address + path)
    phone.wait_for_load_state("networkidle")
    assert asked
    assert [url for url in asked if not url.startswith(address)] == []
    assert told == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("AMLO", "Andrés Manuel López Obrador"),
        ("baking the cake", "Alex Krotulski: “They’re not ‘baking the cake’ the same way"),
        ("kid gloves", "Bob Menendez: “with kid gloves”"),
    ],
)
def test_the_search_finds_other_names_and_quotes(searched: Page, words: str, found: str) -> None:
    finds(searched, words, found)


def test_without_javascript_every_word_is_there_and_notes_lead_there_and_back(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "commitments/us-firearms-control-2023-03/")
    page.locator("a.footnote-ref").first.click()
    expect(page).to_have_url(re.compile("#fn:1$"))
    page.locator("li#fn\\:1 a.footnote-backref").first.click()
    expect(page).to_have_url(re.compile("#fnref:1"))
    context.close()


def test_a_saved_record_shows_in_the_browser_by_itself(browser: Browser, tmp_path: Path) -> None:
    with running(tmp_path, "build_tools", "serve", "--address") as preview:
        page = browser.new_page()
        page.goto(f"http://{preview.address}/actors/ada-holm/")
        preview.change("Mayor of Lindholm", "Mayor of the little town")
        page.get_by_text("Mayor of the little town").first.wait_for(timeout=PATIENCE * 1000)
        page.close()


def test_signs_in_a_title_are_shown_and_do_nothing(browser: Browser, tmp_path: Path) -> None:
    """In the page, in its title and among the results of a search."""
    root = site_of(LITTLE / "sources", tmp_path)
    document = root / "sources/documents/harbour-survey-2018.yaml"
    title = "</title><img src=x onerror=alert(1)> & <b>*soundings*</b> {{ 7*7 }}"
    document.write_text(document.read_text().replace("title: Soundings of the harbour", f"title: '{title}'"))
    assert run("build_tools", "site", cwd=root).returncode == 0
    asked: list[str] = []
    with served(root / "site") as address:
        page = browser.new_page()
        page.on("dialog", lambda dialog: asked.append(dialog.message))
        page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/x") else None)
        page.goto(address + "documents/harbour-survey-2018/")
        assert page.title().startswith(title)
        assert page.locator("h1").first.inner_text().startswith(title)
        search(page, "soundings", title)
        assert page.locator("img[src=x]").count() == 0
        page.close()
    assert asked == []
