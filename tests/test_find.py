"""The search of a large site in Chromium, on a little one that is told to have it: its keys, what it loads, and what is shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.chromium import borrowed, served, window
from tests.conftest import LITTLE, built_once, run, site_of
from tests.test_accessibility import BOTH, Colours, faults, focused, read_by, told_by
from tests.test_assembly import differing, held
from tests.test_browser import search
from tests.test_preview import until

pytestmark = pytest.mark.browser

HOSTILE = "</title><img src=x onerror=alert(1)> &amp; <b>*soundings*</b>"


def make(root: Path) -> None:
    """The little collection with a document of a hostile title."""
    site_of(LITTLE / "sources", root)
    document = root / "sources/documents/harbour-survey-2018.yaml"
    document.write_text(document.read_text().replace("title: Soundings of the harbour", f"title: '{HOSTILE}'"))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_once(tmp_path_factory, "find", make, SEARCH="pagefind")


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    with served(root / "site") as address:
        yield address


@pytest.fixture(scope="module")
def wide(browser: Browser) -> Iterator[Page]:
    with window(browser, viewport={"width": 1280, "height": 900}) as page:
        yield page


@pytest.fixture
def page(wide: Page, address: str) -> Iterator[Page]:
    with borrowed(wide) as page:
        page.goto(address)
        yield page


def results(page: Page) -> list[str]:
    return page.locator(".md-search-result__item h1").all_inner_texts()


def status(page: Page) -> str:
    return page.get_by_role("status").inner_text()


def test_nothing_is_loaded_before_it_is_opened_and_nothing_of_another_host(browser: Browser, address: str) -> None:
    page = browser.new_page()
    told = told_by(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/pagefind/" in url or "search_index" in url]
    search(page, "harbour", "Harbour Office")
    assert [url for url in asked if url.endswith(".pf_index")]
    assert [url for url in asked if not url.startswith(address)] == []
    assert len(page.workers) == 1  # which compiles WebAssembly; the page's own policy does not let it
    assert told == []
    page.close()


def test_hostile_words_stay_words(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/x") else None)
    search(page, "soundings", HOSTILE)
    assert page.locator("mark", has_text="soundings").first.inner_text().startswith("<b>*soundings*</b>")
    for words in (HOSTILE, "<img src=x onerror=alert(2)>", "\\ (* [a", '"', "%00 ' \\u0000"):
        page.locator(".md-search__input").fill(words)
        until(lambda: "matching document" in status(page) or "Type to" in status(page))
    page.goto(f"{address}?h=(%5B*%20%3Cimg%20src=x%3E%20harbour")
    until(lambda: page.locator("article mark").count() > 0)
    assert page.locator("img[src=x]").count() == 0
    assert asked == []


def test_keys_open_it_go_to_its_results_and_come_back(page: Page) -> None:
    for key in "sf/":
        page.get_by_role("button", name="Dark colours").focus()
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.name") == "query"
        assert page.locator("#__search").is_checked()
        page.keyboard.press("Escape")
        assert not page.locator("#__search").is_checked()
        until(lambda: focused(page) == "Dark colours")
    page.keyboard.press("/")
    page.keyboard.type("harbour office")
    until(lambda: "matching documents" in status(page))
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('li:first-child > a')")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "query"
    page.keyboard.press("Enter")
    page.wait_for_url("**/actors/harbour-office/?h=harbour+office")
    assert {"Harbour", "Office"} <= set(page.locator("article mark").all_inner_texts())


def test_it_is_told_how_many_pages_are_found(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("spade")
    until(lambda: status(page) == "8 matching documents")
    assert len(results(page)) == 6
    page.locator(".md-search__scrollwrap").evaluate("all => all.scrollTo(0, all.scrollHeight)")
    until(lambda: len(results(page)) == 8)
    assert status(page) == "8 matching documents"


def test_results_are_grouped_by_page_and_lead_to_sections(page: Page, address: str) -> None:
    search(page, "deepen", "Dredging of the harbour")
    item = page.locator(".md-search-result__item", has=page.locator("h1", has_text="Dredging of the harbour")).first
    assert "deepen" in item.locator("mark").first.inner_text()
    section = item.locator("a", has=page.locator("h2")).first
    heading = section.locator("h2").inner_text()
    section.click()
    page.wait_for_url("**/?h=deepen#*")
    assert page.locator(":target").inner_text().startswith(heading)
    assert not page.locator("#__search").is_checked()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("low-tide", "At low tide the harbour is less than two metres deep."),
        ("“low tide”", "At low tide the harbour is less than two metres deep."),
        ('"low tide"', "At low tide the harbour is less than two metres deep."),
        ("the harbour office", "Harbour Office"),
    ],
)
def test_what_stands_between_words_and_common_words_do_not_matter(page: Page, words: str, found: str) -> None:
    search(page, words, found)


def test_what_is_not_found_is_told_and_clearing_begins_anew(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("zzyzzx")
    until(lambda: status(page) == "No matching documents")
    assert results(page) == []
    page.get_by_role("button", name="Clear the search").click()
    until(lambda: status(page) == "Type to start searching")


def test_a_search_in_the_address_is_answered_and_more_results_come_with_scrolling(page: Page, address: str) -> None:
    page.goto(f"{address}?q=harbour")
    until(lambda: len(results(page)) == 6)
    page.locator(".md-search__scrollwrap").evaluate("all => all.scrollTo(0, all.scrollHeight)")
    until(lambda: len(results(page)) > 6)


@pytest.mark.parametrize(("size", "colours"), BOTH)
def test_axe_finds_no_fault_in_its_results(browser: Browser, address: str, size: object, colours: Colours) -> None:
    page = read_by(browser, size, colours)  # type: ignore[arg-type]
    told = told_by(page)
    page.goto(address)
    button = page.locator("[data-search]")
    if button.is_visible():
        button.click()
    search(page, "harbour", "Harbour Office")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
    page.context.close()
    assert told == []


def test_an_index_that_does_not_come_is_told(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(address)
    page.keyboard.press("/")
    until(lambda: status(page) == "The search could not be loaded")
    page.close()


def test_the_site_in_one_process_has_the_same_bytes(root: Path) -> None:
    made = run("build_tools", "site", "--out", "assembled", cwd=root, SEARCH="pagefind")
    assert made.returncode == 0, made.stderr
    plain = held(root / "site")
    assert len([path for path in plain if path.startswith("pagefind/fragment/")]) > 50
    assert not [path for path in plain if path.startswith("search/")]
    assert differing(plain, held(root / "assembled")) == []


def test_a_setting_that_is_none_leaves_the_site_as_it_was(root: Path) -> None:
    for command in (["mkdocs", "build", "--strict"], ["build_tools", "site"]):
        made = run(*command, cwd=root, SEARCH="pagefnid")
        assert made.returncode != 0
        assert "the search 'pagefnid' is none of auto, index, pagefind" in made.stderr + made.stdout
