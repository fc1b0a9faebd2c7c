"""Every kind of page for every reader: axe finds no fault, keys alone do everything, nothing breaks the policy.

The kinds derive from the site: every page at its root, the list of every folder, and the page of middling length of every folder, so
that a new kind of page is held to the same without a line here.
"""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.chromium import borrowed, window
from tests.test_preview import until

pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COMMITMENT = "commitments/us-firearms-control-2023-03/"
LIST = "commitments/"
Colours = Literal["light", "dark"]
WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SMALL: ViewportSize = {"width": 320, "height": 640}
BOTH: tuple[tuple[ViewportSize, Colours], ...] = ((WIDE, "light"), (PHONE, "dark"))


def kinds_of(site: Path) -> list[str]:
    """Addresses within the site: its root, the page that is not there, and of each folder its list and its middling page."""
    chosen = [site / "404.html", site / "index.html"]
    for folder in sorted(path for path in site.iterdir() if path.is_dir()):
        chosen += folder.glob("index.html")
        pages = sorted(folder.glob("*/index.html"), key=lambda page: (page.stat().st_size, page))
        chosen += pages[len(pages) // 2 :][:1]
    return [page.relative_to(site).as_posix().removesuffix("index.html") for page in chosen]


@pytest.fixture(scope="module")
def kept(browser: Browser) -> Iterator[Page]:
    with window(browser) as page:
        yield page


@pytest.fixture
def page(kept: Page) -> Iterator[Page]:
    """A wide page in light colours."""
    with borrowed(kept) as page:
        page.set_viewport_size(WIDE)
        page.emulate_media(media="null", color_scheme="light", reduced_motion="reduce")
        yield page


def read_by(browser: Browser, size: ViewportSize, colours: Colours) -> Page:
    """A page on a desk, or on a phone that is touched."""
    touched = size == PHONE
    context = browser.new_context(
        viewport=size, color_scheme=colours, reduced_motion="reduce", has_touch=touched, is_mobile=touched
    )
    return context.new_page()


def told_by(page: Page) -> list[str]:
    """What the page will complain of: errors, and everything that its policy forbade."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    return told


def faults(page: Page) -> list[str]:
    """What axe finds in the page as it is now: the rule and where, one line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    options: dict[str, Any] = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [f"{fault['id']}: {node['target']} {node['html'][:160]}" for fault in found for node in fault["nodes"]]


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('article details').forEach(fold => { fold.open = true })")


def text_of(page: Page) -> Counter[str]:
    """The words that a reader sees in the page's text, without what only a script could work, which is taken out."""
    page.evaluate(
        """() => {
          const works = "button, form, dialog, [popover], script, style, span:has(> [data-here])";
          document.querySelector("article").querySelectorAll(works).forEach(part => part.remove());
        }"""
    )
    return shown_by(page)


def shown_by(page: Page) -> Counter[str]:
    """The words that a reader sees in the page's text, once everything is unfolded."""
    unfold(page)
    return Counter(re.findall(r"\w+", page.locator("article").first.inner_text().casefold()))


def focused(page: Page) -> str:
    """What has the focus, as a reader would name it; empty for nothing."""
    return str(
        page.evaluate(
            """() => {
              const part = document.activeElement;
              return part === document.body ? "" : (part.ariaLabel || part.innerText || part.name || "").trim();
            }"""
        )
    )


def outlined(page: Page) -> bool:
    """Whether what has the focus is drawn with an outline."""
    return bool(page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth) >= 2"))


def tab_to(page: Page, name: str, most: int = 400) -> None:
    """Presses Tab until that has the focus; on the way, whatever has it is outlined."""
    for _ in range(most):
        page.keyboard.press("Tab")
        assert focused(page) == "" or outlined(page), focused(page)
        if focused(page) == name:
            return
    raise AssertionError(f"no way to {name!r} by Tab")


@pytest.mark.parametrize(("size", "colours"), BOTH)
def test_axe_finds_no_fault_in_any_kind_of_page(
    browser: Browser, unsearched: str, real_site: Path, size: ViewportSize, colours: Colours
) -> None:
    """Wide in light colours and on a phone in dark ones, with everything unfolded; and nothing breaks the policy."""
    page = read_by(browser, size, colours)
    told = told_by(page)
    found = []
    for path in kinds_of(real_site):
        page.goto(unsearched + path)
        unfold(page)
        found += [f"{path}: {fault}" for fault in faults(page)]
    page.context.close()
    assert found == []
    assert told == []


@pytest.mark.parametrize(("size", "colours"), [(WIDE, "dark"), (PHONE, "light")])
def test_axe_finds_no_fault_in_what_opens(browser: Browser, address: str, size: ViewportSize, colours: Colours) -> None:
    """The other colours at each width; a section of the header, then the search with results."""
    page = read_by(browser, size, colours)
    told = told_by(page)
    page.goto(address + COMMITMENT)
    page.locator("summary", has_text="Evidence").click()
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.locator(".md-search-result__meta", has_text="Type to start searching").wait_for(state="attached")
    if size == PHONE:
        page.get_by_role("button", name="Search").click()
    page.locator(".md-search__input").press_sequentially("fentanyl")
    page.locator(".md-search-result__item").first.wait_for()
    assert faults(page) == []
    page.context.close()
    assert told == []


def test_every_kind_of_page_fits_a_small_phone_and_says_the_same_without_javascript(
    browser: Browser, page: Page, unsearched: str, real_site: Path
) -> None:
    plain = browser.new_context(java_script_enabled=False, viewport=SMALL).new_page()
    page.set_viewport_size(SMALL)
    for path in kinds_of(real_site):
        page.goto(unsearched + path)
        plain.goto(unsearched + path)
        assert text_of(page) - shown_by(plain) == Counter(), path
        for reader in (page, plain):
            assert reader.evaluate("document.documentElement.scrollWidth") <= 320, path
    plain.context.close()


def test_keys_lead_past_the_header_and_open_its_sections(page: Page, address: str) -> None:
    page.goto(address + COMMITMENT)
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('article').contains(document.activeElement)")
    page.goto(address + COMMITMENT)
    tab_to(page, "Evidence")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "Statements"
    page.keyboard.press("Escape")
    assert focused(page) == "Evidence"
    assert page.locator(".menu__section[open]").count() == 0
    page.keyboard.press("Enter")
    tab_to(page, "Quotes")
    page.keyboard.press("Enter")
    page.wait_for_url(address + "quotes/")
    assert page.locator(".menu__title--here").inner_text() == "Evidence"


def test_a_section_that_the_focus_leaves_closes(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("summary", has_text="Evidence").click()
    tab_to(page, "About")
    assert page.locator(".menu__section[open]").count() == 0


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_keys_open_the_search_go_to_its_results_and_come_back(page: Page, address: str, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    page.goto(address)
    page.locator(".md-search-result__meta", has_text="Type to start searching").wait_for(state="attached")
    if size == PHONE:
        tab_to(page, "Search")
        page.keyboard.press("Enter")
    else:
        tab_to(page, "About")
        page.keyboard.press("Tab")
    assert page.locator("[role=dialog][aria-label='Search this site'] .md-search__inner").is_visible()
    until(lambda: page.evaluate("document.activeElement.name") == "query")
    page.keyboard.type("fentanyl")
    page.locator(".md-search-result__item").first.wait_for()
    until(lambda: went_down(page))
    page.keyboard.press("Escape")
    assert not page.locator("#__search").is_checked()
    until(lambda: focused(page) == ("Search" if size == PHONE else "About"))
    if size == PHONE:
        assert page.evaluate("document.activeElement.matches('button')")
        assert not page.locator(".md-search__input").is_visible()


def went_down(page: Page) -> bool:
    """Presses the arrow; whether a result has the focus, which it cannot before the search has answered."""
    page.keyboard.press("ArrowDown")
    return bool(page.evaluate("document.activeElement.matches('.md-search-result a')"))


def test_tab_goes_through_the_search_and_out_of_it(page: Page, address: str) -> None:
    page.goto(address)
    tab_to(page, "Dark colours")
    assert not page.locator("#__search").is_checked()


def test_keys_choose_the_colours_and_the_choice_is_kept(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(address)
    assert page.locator("body").get_attribute("data-md-color-scheme") == "default"
    tab_to(page, "Dark colours")
    page.keyboard.press("Space")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    assert page.get_by_role("button", name="Dark colours").get_attribute("aria-pressed") == "true"
    page.goto(address + LIST)
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    context.close()


def test_keys_follow_a_note_there_and_back(page: Page, address: str) -> None:
    page.goto(address + COMMITMENT)
    mark = page.locator("a.footnote-ref").first
    mark.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#fn:1$"))
    back = page.locator("li#fn\\:1 a.footnote-backref").first
    back.focus()
    assert outlined(page)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#fnref:1"))


def test_tab_visits_every_link_of_a_page_once_and_leaves_it(page: Page, address: str) -> None:
    """No trap: from the first stop on, each press of Tab goes further, and the last goes out of the page."""
    page.goto(address + COMMITMENT)
    page.evaluate("window.visited = new Set()")
    for stops in range(1000):
        page.keyboard.press("Tab")
        if focused(page) == "" and stops:
            break
        again = page.evaluate("visited.has(document.activeElement) || !visited.add(document.activeElement)")
        assert not again, focused(page)
    assert stops > 40
    links = page.locator("article a[href]:visible").count()
    within = page.evaluate("[...visited].filter(part => part.matches('article a[href]')).length")
    assert within == links


def test_nothing_moves_for_readers_who_ask_for_that(page: Page, address: str) -> None:
    page.goto(address + COMMITMENT)
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter(part => {
          const style = getComputedStyle(part);
          return style.transitionDuration !== "0s" || style.animationName !== "none" || style.scrollBehavior === "smooth";
        }).map(part => part.outerHTML.slice(0, 80))"""
    )
    assert moving == []


def test_no_inline_script_runs(browser: Browser, address: str) -> None:
    """The policy is there and holds: what a record might smuggle into a page would not run."""
    context = browser.new_context()
    page = context.new_page()
    page.route(
        address + COMMITMENT,
        lambda route: route.fulfill(
            body=route.fetch().text().replace("</article>", "<script>document.title = 'ran'</script></article>"),
            content_type="text/html",
        ),
    )
    told = told_by(page)
    page.goto(address + COMMITMENT)
    assert page.title().startswith("Tighter control")
    assert len(told) == 1
    assert "Content Security Policy" in told[0]
    context.close()


def test_the_page_on_paper_holds_its_notes_and_their_addresses(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(address + COMMITMENT)
    notes = page.locator(".footnote > ol > li")
    quoted = [passage for note in notes.all_inner_texts() for passage in re.findall("“([^”]{20,})”", note)]
    addresses = page.locator(".footnote a[href^='http']").evaluate_all("links => links.map(link => link.href)")
    assert quoted
    assert addresses
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    printed = "".join(told_on_paper(tmp_path / "page.pdf").split())
    assert [passage for passage in quoted if "".join(passage.split()) not in printed] == []
    assert [url for url in addresses if url not in printed] == []
    assert "Onthispage" not in printed


def told_on_paper(path: Path) -> str:
    """The text of a PDF, by poppler's pdftotext; words broken at the end of a line are left broken."""
    return subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True).stdout


def test_what_is_folded_is_open_on_paper(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(address + COMMITMENT)
    page.evaluate(
        "document.querySelector('article').insertAdjacentHTML('beforeend', '<details><summary>More</summary><p>unfolded words</p></details>')"
    )
    page.pdf(path=tmp_path / "page.pdf")
    assert "unfolded words" in told_on_paper(tmp_path / "page.pdf")


def test_on_paper_the_colours_are_those_of_paper_whatever_the_screen_has(page: Page, address: str) -> None:
    page.goto(address + COMMITMENT)
    page.emulate_media(media="print", color_scheme="light")
    of_light = colours_of(page)
    page.emulate_media(media="screen", color_scheme="dark")
    page.reload()
    assert colours_of(page) != of_light
    page.emulate_media(media="print", color_scheme="dark")
    assert colours_of(page) == of_light


def colours_of(page: Page) -> list[list[str]]:
    """Of each part of the page, the colours in which it, its ground and its line are drawn."""
    found: list[list[str]] = page.evaluate(
        """() => [...document.querySelectorAll("article *")].map((part) => {
          const { color, backgroundColor, borderColor } = getComputedStyle(part);
          return [part.tagName + "." + part.className, color, backgroundColor, borderColor];
        })"""
    )
    return found
