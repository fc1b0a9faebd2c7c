"""Look-up by address: one page however its address is written, the same in Python and in the browser."""

import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from build_tools.derive import Dossier
from build_tools.pages.overviews.lookup import address_key, lookup_page
from tests.chromium import borrowed, window
from tests.conftest import ROOT

SCRIPT = ROOT / "docs/assets/lookup.js"

# Addresses of one page each, and its key.
SAME = {
    "news.example/2023/deal": [
        "https://news.example/2023/deal",
        "http://www.news.example/2023/deal/",
        "HTTPS://NEWS.EXAMPLE:443/2023/deal",
        "//news.example/2023/deal",
        "  news.example/2023/deal \n",
        "https://m.news.example/2023/deal?utm_source=x&utm_medium=y#top",
        "https://amp.news.example/2023/deal/amp/",
        "https://www.m.news.example./2023/deal?fbclid=1&",
        "https://someone@news.example/2023/deal#:~:text=words",
        "https://web.archive.org/web/20230401000000/https://www.news.example/2023/deal",
        "http://web.archive.org/web/20230401id_/http://news.example/2023/deal?UTM_Campaign=z",
        "https://news.example/2023/%64eal",
    ],
    "news.example/story?id=7&page=2": [
        "https://news.example/story?id=7&page=2",
        "https://news.example/story/?page=2&gclid=abc&id=7",
        "news.example/story?utm_x=1&id=7&page=2&ref=home",
    ],
    "periodico.example/pol%C3%ADtica/fentanilo%20hoy": [
        "https://periodico.example/política/fentanilo hoy",
        "https://periodico.example/pol%c3%adtica/fentanilo%20hoy/",
    ],
    "m.example/a": ["https://m.example/a"],
    "news.example": ["https://news.example", "news.example/", "http://www2.news.example?ref=x"],
    "news.example/A%2Fb%3Fc": ["https://news.example/A%2fb%3fc"],
    "news.example/%22%3E<script>x</script>": ["https://news.example/%22%3E<script>x</script>"],
}
PAIRS = [(written, key) for key, several in SAME.items() for written in several]


@pytest.mark.parametrize(("written", "key"), PAIRS)
def test_a_page_has_one_key_however_its_address_is_written(written: str, key: str) -> None:
    assert address_key(written) == key


@pytest.mark.parametrize("key", SAME)
def test_the_key_of_a_key_is_itself(key: str) -> None:
    assert address_key(key) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/a", "https://news.example/A"),
        ("https://news.example/a", "https://news.example/a/b"),
        ("https://news.example/?id=1", "https://news.example/?id=2"),
        ("https://news.example/a", "https://other.example/a"),
        ("https://news.example/a%2Fb", "https://news.example/a/b"),
    ],
)
def test_different_pages_have_different_keys(one: str, other: str) -> None:
    assert address_key(one) != address_key(other)


def test_every_document_is_on_the_page_with_its_addresses(little: Dossier) -> None:
    page = lookup_page(little)
    for document in little.corpus.documents.values():
        assert f'href="../documents/{document.id}/"' in page
        for url in filter(None, (document.URL, document.archived)):
            assert escape(address_key(url)) in page
            assert url in page


@pytest.fixture
def table(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A page with an entry for each key of the table, and the script."""
    entries = "".join(f'<p data-keys="{escape(key)}"><a href="#">{escape(key)}</a></p>' for key in SAME)
    file = tmp_path / "page.html"
    file.write_text(
        f'<meta charset="utf-8"><div class="addresses">{entries}</div><script>{SCRIPT.read_text("utf-8")}</script>',
        "utf-8",
    )
    page = browser.new_page()
    page.goto(file.as_uri())
    yield page
    page.close()


@pytest.mark.browser
def test_the_browser_finds_each_address_of_the_table_under_the_same_key(table: Page) -> None:
    for asked, key in PAIRS:
        table.evaluate(
            "asked => { const input = document.querySelector('input'); input.value = asked;"
            " input.dispatchEvent(new Event('input')) }",
            asked.strip(),
        )
        assert table.locator("[role=status] a").all_inner_texts() == [key], asked


@pytest.fixture(scope="module")
def small(browser: Browser) -> Iterator[Page]:
    with window(browser, viewport={"width": 320, "height": 640}) as page:
        yield page


@pytest.fixture
def page(small: Page) -> Iterator[Page]:
    with borrowed(small) as page:
        yield page


@pytest.mark.browser
def test_a_look_up_by_keyboard_says_what_there_is_and_stays_in_the_address(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + "lookup/")
    field = page.get_by_label("Address of an article")
    field.focus()
    page.keyboard.type("http://filtermag.org/us-mexico-fentanyl-guns?utm_source=mail")
    page.keyboard.press("Enter")
    found = page.locator(".lookup-found")
    assert "US and Mexico Plan Joint Crackdown" in found.inner_text()
    expect(page).to_have_url(re.compile(r"\?url=http%3A%2F%2Ffiltermag\.org"))
    page.reload()
    assert field.input_value().startswith("http://filtermag.org")
    found.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("/documents/filter-2023-joint-crackdown/"))
    assert [url for url in asked if not url.startswith(address)] == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("https://filtermag.org/another", "Nothing from this page is on record. From filtermag.org: 1."),
        ("https://nowhere.example/page", "Nothing from this page is on record. From nowhere.example: nothing."),
        ("hello", "This is no address of a web page"),
        ("https://x.example/<img src=x onerror=alert(1)>", "From x.example: nothing."),
        ("https://<img src=x onerror=alert(1)>.example/", "nothing."),
    ],
)
def test_what_is_not_on_record_is_said_and_what_is_pasted_stays_text(
    page: Page,
    address: str,
    asked: str,
    said: str,
) -> None:
    page.goto(address + "lookup/")
    page.evaluate(f"location.search = '?url=' + encodeURIComponent({json.dumps(asked)})")
    page.locator(".lookup-found p").first.wait_for()
    assert said in page.locator(".lookup-found").inner_text()
    assert page.locator("img[src=x]").count() == 0


@pytest.mark.browser
def test_without_javascript_the_list_is_there_and_no_empty_field(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "lookup/")
    assert page.get_by_label("Address of an article").count() == 0
    assert page.get_by_role("link", name="https://filtermag.org/us-mexico-fentanyl-guns/").count() == 1
    context.close()


def test_the_script_is_small() -> None:
    assert SCRIPT.stat().st_size < 4000
