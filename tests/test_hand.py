"""Notes and records at hand, in Chromium: by pointer, keys and finger; and that nothing in them does what it should not."""

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.chromium import borrowed, served, window
from tests.conftest import LITTLE, run, site_of
from tests.test_browser import finds

pytestmark = pytest.mark.browser

COMMITMENT = "commitments/us-firearms-control-2023-03/"
PREVIEWS = [
    ("actors/us-atf/", "Person or organisation"),
    ("commitments/us-firearms-task-force-2023-04/", "Commitment"),
    ("claims/mexico-produces-no-fentanyl/", "Statement"),
    ("documents/heart-journal-2023-03-us-mexico-weigh-deal/", "Source"),
    ("events/us-mexico-security-meeting-2023-04-13/", "Event"),
    ("quotes/lopez-obrador-2023-03-no-fentanyl-nbc/", "Quote"),
    ("briefings/march-2023-deal/", "Briefing"),
]
HOSTILE = "</span></small><img src=x onerror=alert(1)> & *a* [b](javascript:alert(2)) `c` {{ 7*7 }}"


@pytest.fixture(scope="module")
def address(unsearched: str) -> str:
    """Where nothing is searched for; `searched` has a place of its own."""
    return unsearched


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Page]:
    with window(browser, viewport={"width": 1000, "height": 700}) as page:
        yield page


@pytest.fixture(scope="module")
def touched(browser: Browser) -> Iterator[Page]:
    with window(browser, viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True) as page:
        yield page


@pytest.fixture
def page(desk: Page, address: str) -> Iterator[Page]:
    with borrowed(desk) as page:
        page.goto(address + COMMITMENT)
        yield page


@pytest.fixture
def phone(touched: Page, address: str) -> Iterator[Page]:
    with borrowed(touched) as page:
        page.goto(address + COMMITMENT)
        yield page


def marks(page: Page) -> Locator:
    return page.locator("a.footnote-ref:visible")


def card(page: Page) -> Locator:
    return page.locator(".hand")


def with_more(page: Page, path: str, more: str) -> None:
    """From now on a page of the site has some more HTML at the end of its article."""

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace("</article>", f"{more}</article>", 1))

    page.route(f"**/{path}", answer)


def test_hovering_a_mark_shows_its_note_which_the_pointer_may_enter(page: Page) -> None:
    marks(page).nth(1).hover()
    expect(card(page)).to_contain_text("“does more to stop the flow of U.S. guns”")
    expect(card(page)).to_contain_text("Yahoo News, March 27, 2023.")
    expect(card(page)).to_contain_text("Verified word for word.")
    expect(card(page)).to_contain_text("1 origin: Yahoo News reprints NBC News, which relays two unnamed people")
    expect(card(page).locator("[id], .footnote-backref")).to_have_count(0)
    card(page).hover()
    page.wait_for_timeout(600)  # longer than a card stays once it is left
    card(page).get_by_role("link", name="About this source").click()
    expect(page).to_have_url(re.compile("/documents/nbc-news-2023-03-27-near-deal/$"))


def test_a_card_goes_when_the_pointer_leaves_and_when_it_is_dismissed(page: Page) -> None:
    marks(page).first.hover()
    expect(card(page)).to_be_visible()
    page.mouse.move(5, 690)
    expect(card(page)).to_have_count(0)
    marks(page).first.hover()
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)


def test_keys_open_a_note_enter_it_and_come_back(page: Page) -> None:
    mark = marks(page).first
    second = marks(page).nth(1).inner_text()
    words = page.locator(f"li[id='fn:{second}'] .note-words").inner_text()
    page.keyboard.press("Tab")
    mark.focus()
    expect(card(page)).to_be_visible()
    expect(mark).to_have_accessible_description(
        re.compile("“In return, the Biden administration.*Verified word for word")
    )
    page.keyboard.press("Tab")
    expect(card(page).get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(mark).to_be_focused()
    expect(card(page)).to_have_count(0)
    assert mark.get_attribute("aria-describedby") is None
    page.keyboard.press("Tab")
    expect(marks(page).nth(1)).to_be_focused()
    expect(card(page)).to_contain_text(words)


def test_a_card_moves_nothing(page: Page) -> None:
    places = "[...document.querySelectorAll('article *:not(.hand, .hand *, details:not([open]) *)')].map(e => e.getBoundingClientRect().toJSON())"
    for mark in (marks(page).first, page.locator(".timeline a[href*='claims/']").first):
        mark.scroll_into_view_if_needed()
        before = page.evaluate(places)
        mark.focus()
        page.keyboard.press("Shift")  # now the focus is one of keys
        mark.hover()
        expect(card(page)).to_be_visible()
        assert page.evaluate(places) == before


def test_the_first_tap_opens_a_note_and_the_next_elsewhere_closes_it(phone: Page) -> None:
    number = marks(phone).nth(2).inner_text()
    marks(phone).nth(2).tap()
    expect(card(phone)).to_contain_text(phone.locator(f"li[id='fn:{number}'] .note-words").inner_text())
    assert "#" not in phone.url
    marks(phone).nth(2).tap()
    expect(card(phone)).to_have_count(0)
    marks(phone).nth(2).tap()
    expect(card(phone)).to_be_visible()
    phone.touchscreen.tap(300, 100)
    expect(card(phone)).to_have_count(0)
    marks(phone).nth(2).tap()
    card(phone).get_by_role("link", name="Go to the note").tap()
    phone.wait_for_url(f"**#fn:{number}")
    expect(card(phone)).to_have_count(0)


def test_no_card_leaves_the_screen_of_a_phone(phone: Page) -> None:
    for number in range(0, marks(phone).count(), 3):
        marks(phone).nth(number).tap()
        box = card(phone).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 640
        assert phone.evaluate("document.documentElement.scrollWidth") == 320
        phone.keyboard.press("Escape")


def test_a_finger_on_a_link_gets_the_page_and_no_preview(phone: Page) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.resource_type))
    phone.locator("article a[href*='actors/']").first.tap()
    phone.wait_for_url("**/actors/**")
    assert "fetch" not in asked


@pytest.mark.parametrize(("path", "kind"), PREVIEWS)
def test_a_link_to_a_record_shows_what_it_leads_to(page: Page, address: str, path: str, kind: str) -> None:
    page.goto(address + path)
    title = page.locator("h1").first.evaluate("e => e.firstChild.textContent")
    line = page.locator("meta[name=description]").get_attribute("content")
    status = "".join(page.locator(".standing .status").all_inner_texts()[:1])
    assert bool(status) == path.startswith("commitments/")
    with_more(page, COMMITMENT, f"<p><a id=to href='../../{path}'>there</a></p>")
    page.goto(address + COMMITMENT)
    page.locator("#to").hover()
    expect(card(page)).to_have_text(f"{kind}{title}{line}{status}")
    expect(card(page)).to_have_role("tooltip")
    page.mouse.move(5, 5)
    expect(card(page)).to_have_count(0)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#to").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(card(page)).to_contain_text(kind)
    assert address + path not in asked  # it was read once


def test_a_preview_says_the_status_as_text(page: Page, address: str) -> None:
    path = "actors/us-atf/"
    status = "<b class=status data-stage=said>Agreed <i>on paper</i><script>alert(1)</script></b>"
    with_more(page, path, f"<p class=standing>{status}</p>")
    with_more(page, COMMITMENT, f"<p><a id=to href='../../{path}'>there</a></p>")
    page.goto(address + COMMITMENT)
    page.locator("#to").hover()
    mark = card(page).locator(".status[data-stage=said]").first
    expect(card(page).locator(".status")).to_have_count(1)
    expect(mark.locator("*")).to_have_count(0)


def test_a_link_within_a_picture_shows_its_record(page: Page, address: str) -> None:
    picture = (
        "<svg width=200 height=40><a href='../../actors/us-atf/'><text id=to x=10 y=25>The agency</text></a></svg>"
    )
    with_more(page, COMMITMENT, f"<figure>{picture}</figure>")
    page.goto(address + COMMITMENT)
    page.locator("#to").hover()
    expect(card(page)).to_be_visible()
    expect(card(page)).to_contain_text("Alcohol, Tobacco")


def test_under_a_strict_policy_cards_and_copies_do_the_same(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1000, "height": 700})
    policy = "default-src 'self'; script-src 'self'; style-src 'self'"

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, "Content-Security-Policy": policy})

    page.route(f"**/{COMMITMENT}", answer)
    page.add_init_script(
        "window.broken = []; addEventListener('securitypolicyviolation', (e) => broken.push(e.sourceFile))"
    )
    page.goto(address + COMMITMENT)
    mark = marks(page).nth(1)
    mark.hover()
    expect(card(page)).to_contain_text("Verified word for word.")
    box, place = card(page).bounding_box(), mark.bounding_box()
    assert box is not None
    assert place is not None
    assert abs(box["x"] - place["x"]) < 3
    page.mouse.move(5, 690)
    page.locator("article a[href*='actors/']").first.hover()
    expect(card(page)).to_contain_text("Person or organisation")
    broken = page.evaluate("broken")
    assert [file for file in broken if re.search(r"assets/(hand|copy)\.js", file)] == []
    page.close()


def test_without_javascript_a_note_says_all_that_its_card_says(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + COMMITMENT)
    note = page.locator("li[id^='fn:']", has_text="“does more to stop").first
    for words in (
        "“does more to stop",
        "Yahoo News, March 27",
        "Verified word for word.",
        "1 origin: Yahoo News reprints",
    ):
        expect(note).to_contain_text(words)
    context.close()


def copying(browser: Browser, address: str, permissions: list[str]) -> tuple[BrowserContext, Page]:
    context = browser.new_context(permissions=permissions)
    page = context.new_page()
    block = (
        "<div hidden><pre data-copy='BibTeX'><code>url = {<span data-here></span>}\nyear = 2024</code></pre></div>"
        "<p data-copy>A <b>reference</b> &lt;b&gt;</p>"
    )
    with_more(page, f"{COMMITMENT}?from=here", block)
    page.goto(f"{address}{COMMITMENT}?from=here#notes")
    return context, page


def test_a_button_copies_what_it_stands_beside_and_says_so(browser: Browser, address: str) -> None:
    context, page = copying(browser, address, ["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()") == f"url = {{{address}{COMMITMENT}}}\nyear = 2024"
    page.get_by_role("button", name="Copy", exact=True).press("Enter")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(2)
    assert page.evaluate("navigator.clipboard.readText()") == "A reference <b>"
    context.close()


def test_where_a_browser_does_not_let_it_copy_the_text_is_selected(browser: Browser, address: str) -> None:
    context, page = copying(browser, address, [])
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error()))")
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Selected")).to_have_count(1)
    assert page.evaluate("getSelection().toString()").strip() == "A reference <b>"
    context.close()


@pytest.mark.parametrize(
    ("words", "found", "kind"),
    [
        ("AMLO", "Andrés Manuel López Obrador", "Person or organisation"),
        ("kid gloves", "Bob Menendez: “with kid gloves”", "Quote"),
    ],
)
def test_a_result_of_the_search_says_of_which_kind_it_is(searched: Page, words: str, found: str, kind: str) -> None:
    """In the name that Chromium itself gives to those who listen."""
    finds(searched, words, found)
    assert any(name.startswith(f"{kind} {found}") for name in names_of_links(searched)), names_of_links(searched)


def names_of_links(page: Page) -> list[str]:
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    named = [node for node in tree["nodes"] if node.get("role", {}).get("value") == "link"]
    return [" ".join(node["name"]["value"].split()) for node in named if "name" in node]


def test_a_list_of_records_is_no_record_in_the_search(searched: Page) -> None:
    page = searched
    finds(page, "Disagreements", "Disagreements")
    page.evaluate(
        "document.querySelector('.md-search-result__link').setAttribute('href', new URL('commitments/?h=x', location))"
    )
    label = "getComputedStyle(document.querySelector('.md-search-result__link h1'), '::before').content"
    assert page.evaluate(label) == "none"
    page.evaluate(
        "document.querySelector('.md-search-result__link').setAttribute('href', new URL('commitments/a/?h=x', location))"
    )
    assert page.evaluate(label) == '"Commitment"'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site of the little corpus with a title, a name and quoted words that are full of signs."""
    root = site_of(LITTLE / "sources", tmp_path_factory.mktemp("hostile"))
    shutil.copytree(LITTLE / "captures", root / "captures")
    document = "gazette-2017-04-11-petition"
    for file, old, new in (
        (f"sources/documents/{document}.yaml", "title: The mayor keeps her spade dry", f"title: '{HOSTILE}'"),
        (f"sources/documents/{document}.yaml", "word_count: 84", f"word_count: {84 + len(HOSTILE.split())}"),
        (f"captures/{document}.txt", "at high tide", f"at high tide {HOSTILE}"),
        ("sources/actors/ada-holm.yaml", "name: Ada Holm", f"name: '{HOSTILE}'"),
    ):
        path = root / file
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new, 1))
    quote = root / "sources/quotes/holm-2017-04-no-digging.yaml"
    text, _, _ = quote.read_text().partition("distinct_from")  # it resembles no other any more
    quote.write_text(re.sub("text: (.*)", lambda found: f"text: '{found[1]} {HOSTILE}'", text))
    locked = run("build_tools", "lock", cwd=root)
    assert locked.returncode == 0, locked.stdout
    built = run("build_tools", "site", cwd=root)
    assert built.returncode == 0, built.stderr
    with served(root / "site") as address:
        yield address


def test_signs_in_a_note_are_shown_in_its_card_and_do_nothing(browser: Browser, hostile: str) -> None:
    page = browser.new_page(viewport={"width": 1000, "height": 700})
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/x") else None)
    page.goto(hostile + "quotes/holm-2017-04-no-digging/")
    marks(page).first.hover()
    expect(card(page).locator(".note-source")).to_contain_text(HOSTILE)
    expect(card(page).locator(".note-words")).to_have_text(
        f"“We will not dig as long as every boat can lie here at high tide {HOSTILE}”"
    )
    expect(card(page).locator(".note-known")).to_have_text(
        f"Verified word for word. 1 origin: Harbour Gazette quotes {HOSTILE}."
    )
    expect(card(page).locator("img, a[href^='javascript']")).to_have_count(0)
    page.mouse.move(5, 690)
    page.locator("article a[href*='documents/']").first.hover()
    expect(card(page).locator(".hand-title")).to_have_text(HOSTILE)
    page.close()
    assert asked == []
