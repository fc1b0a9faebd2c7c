"""The built site as a reader has it, in Chromium: it asks nobody else, works on a phone, and its search finds."""

import functools
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

pytestmark = pytest.mark.browser

SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
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
    "reference/fields/",
    "contributing/",
]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(real_site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(real_site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    assert chromium, "install Chromium, for example with `apt-get install chromium`"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    yield page
    page.close()


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
def test_the_search_finds_other_names_and_quotes(browser: Browser, address: str, words: str, found: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.locator(".md-search__input").first.fill(words)
    page.locator(".md-search-result__item").first.wait_for()
    results = page.locator(".md-search-result__item h1").all_inner_texts()
    assert any(found in result for result in results[:5]), results[:5]
    page.close()


def test_without_javascript_every_word_is_there_and_notes_lead_there_and_back(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "commitments/us-firearms-control-2023-03/")
    page.locator("a.footnote-ref").first.click()
    assert page.url.endswith("#fn:1")
    page.locator("li#fn\\:1 a.footnote-backref").first.click()
    assert "#fnref:1" in page.url
    context.close()
