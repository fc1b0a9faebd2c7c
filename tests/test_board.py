"""The board of commitments and who owes whom: their numbers agree with the records; the filters do what they say."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, expect
from selectolax.lexbor import LexborHTMLParser

from build_tools.derive import Dossier
from build_tools.pages.overviews.arrows import Arrow, picture
from build_tools.pages.overviews.board import board_page, form_id, origin_ids
from build_tools.pages.overviews.owing import owing_page
from build_tools.pages.parts.sides import NOBODY, Pair, Side, Sides, slug
from build_tools.site import build
from tests.chromium import borrowed, served, window
from tests.conftest import LITTLE, ROOT, run, site_of

MEXICO, UNITED_STATES = Side("Mexico", "mexico"), Side("United States", "united-states")
FEBRUARY = {"from": "2024-02-01", "to": "2024-02-29"}


def cards(html: str) -> list[dict[str, str]]:
    """The facts of every card of a board, by their names without "data-"."""
    tags = re.findall(r'<article class="card"([^>]*)>', html)
    return [{name: unescape(value) for name, value in re.findall(r'data-([a-z]+)="([^"]*)"', tag)} for tag in tags]


def chosen(facts: list[dict[str, str]], asked: dict[str, str]) -> int:
    """How many cards a choice leaves, reckoned as the script should."""
    kept = [one for one in facts if all(asked[name] in one[name].split() for name in asked.keys() - {"from", "to"})]
    first, last = asked.get("from", ""), asked.get("to", "9999-12-31")
    return sum(first <= one["to"] and one["from"] <= last for one in kept)


# Sides


def test_a_side_is_the_country_of_an_actor_or_of_its_body(real: Dossier) -> None:
    sides = Sides(real.corpus)
    assert sides.of("us-atf") == UNITED_STATES
    assert sides.of("andres-manuel-lopez-obrador") == MEXICO
    assert sides.of("trilateral-fentanyl-committee").id == "trilateral-fentanyl-committee"


def test_where_all_are_of_one_country_the_sides_are_the_widest_bodies(little: Dossier) -> None:
    sides = Sides(little.corpus)
    assert sides.of("harbour-office") == Side("Town of Lindholm", "town-of-lindholm")
    assert sides.of("fishers-cooperative") == Side("Fishers’ Cooperative", "fishers-cooperative")


def test_what_two_promise_each_other_binds_each_to_the_other_and_none_to_itself(real: Dossier) -> None:
    sides = Sides(real.corpus)
    mutual = sides.pairs(real.corpus.commitments["us-mexico-deal-2023-03"])
    assert mutual == {
        Pair(MEXICO, UNITED_STATES): [("mexico", "united-states")],
        Pair(UNITED_STATES, MEXICO): [("united-states", "mexico")],
    }


def test_a_side_is_bound_to_itself_where_nobody_else_takes_part(real: Dossier) -> None:
    within = Sides(real.corpus).pairs(real.corpus.commitments["us-escalation-in-mexico-2023"])
    assert list(within) == [Pair(UNITED_STATES, UNITED_STATES)]


def test_a_plan_binds_to_nobody_in_particular(real: Dossier) -> None:
    plan = Sides(real.corpus).pairs(real.corpus.commitments["cbp-el-paso-inspection-system-2023-03"])
    assert plan == {Pair(UNITED_STATES, NOBODY): [("us-cbp", "")]}


def test_names_in_addresses_have_the_form_of_ids() -> None:
    assert [slug(name) for name in ("Côte d'Ivoire", "United States", "Türkiye")] == [
        "cote-d-ivoire",
        "united-states",
        "turkiye",
    ]


# What is on the pages


@pytest.mark.parametrize("which", ["little", "real"])
def test_every_commitment_has_one_card_with_its_facts(which: str, request: pytest.FixtureRequest) -> None:
    dossier: Dossier = request.getfixturevalue(which)
    facts = cards(board_page(dossier))
    commitments = dossier.corpus.commitments.values()
    assert len(facts) == len(commitments)
    for name, expected in (
        ("status", [dossier.statuses[one.id].id or "none" for one in commitments]),
        ("form", [form_id(one) for one in commitments]),
        ("topic", [" ".join(one.topics) for one in commitments]),
        ("origins", [" ".join(origin_ids(dossier.origins(one))) for one in commitments]),
        ("from", [one.made.earliest.isoformat() for one in commitments]),
        ("to", [one.made.latest.isoformat() for one in commitments]),
    ):
        assert sorted(one[name] for one in facts) == sorted(expected), name


@pytest.mark.parametrize("which", ["little", "real"])
def test_every_value_of_a_card_can_be_chosen_and_every_choice_has_a_card(
    which: str, request: pytest.FixtureRequest
) -> None:
    html = board_page(request.getfixturevalue(which))
    for name, options in re.findall(r'<select name="([a-z]+)">(.*?)</select>', html):
        values = set(re.findall(r'value="([^"]+)"', options))
        if name == "made":
            periods = (value.split("/") for value in values)
            assert all(chosen(cards(html), {"from": first, "to": last}) for first, last in periods)
        else:
            assert values == {id for one in cards(html) for id in one[name].split()}, name


@pytest.mark.parametrize("which", ["little", "real"])
def test_each_number_of_the_table_is_that_of_the_picture_and_of_the_board(
    which: str, request: pytest.FixtureRequest
) -> None:
    dossier: Dossier = request.getfixturevalue(which)
    page, facts = owing_page(dossier), cards(board_page(dossier))
    table = table_of(page)
    assert table
    assert table == picture_of(page)
    for query, number in table.items():
        assert number == chosen(facts, dict(parse_qsl(query))), query


@pytest.mark.parametrize("which", ["little", "real"])
def test_the_numbers_add_up_to_the_pairs_of_the_records(which: str, request: pytest.FixtureRequest) -> None:
    dossier: Dossier = request.getfixturevalue(which)
    sides = Sides(dossier.corpus)
    pairs = sum(len(sides.pairs(one)) for one in dossier.corpus.commitments.values())
    assert sum(table_of(owing_page(dossier)).values()) == pairs


def table_of(page: str) -> dict[str, int]:
    """The numbers of the tables, by what their links choose."""
    links = LexborHTMLParser(page).css("table a")
    return {urlsplit(link.attributes["href"] or "").query: int(link.text()) for link in links}


def picture_of(page: str) -> dict[str, int]:
    """The numbers of the pictures, by what their links choose."""
    links = LexborHTMLParser(page).css("svg.owing a")
    return {urlsplit(link.attributes["href"] or "").query: int(link.text()) for link in links}


def test_a_pair_within_one_side_counts_once_in_the_list_too(real: Dossier) -> None:
    assert "<summary>Within United States: 3</summary>" in owing_page(real)


def test_no_two_counts_of_a_picture_touch() -> None:
    """However many sides there are, and however long their names."""
    sides = [Side(f"A body with quite a long name, number {number}", f"b-{number}") for number in range(9)]
    arrows = [Arrow(Pair(by, to), 1 + len(by.id), "#", "x") for by in sides for to in (*sides, NOBODY) if by != to]
    drawn = LexborHTMLParser(picture(arrows, "Who to whom"))
    heights = sorted(float(circle.attributes["cy"] or "") for circle in drawn.css("circle"))
    assert len(heights) == 81
    assert min(after - before for before, after in pairwise(heights)) >= 30
    ends = sorted(float(re.split("[ML ]", head.attributes["d"] or "")[4]) for head in drawn.css("path.head"))
    assert min(after - before for before, after in pairwise(ends)) >= 30


def test_hostile_names_stay_words(copy: Path) -> None:
    """In the options of the form, in the boxes of the picture and in what it says aloud."""
    name = '</option></select><script>alert(1)</script> "x" &amp; {{ 7*7 }}'
    path = copy / "sources/actors/fishers-cooperative.yaml"
    path.write_text(path.read_text().replace("name: Fishers’ Cooperative", f"name: '{name}'"))
    assert build(copy)[1] == []
    for page in ("commitments", "parties"):
        text = (copy / "docs" / page / "index.md").read_text()
        assert "<script" not in text
        assert LexborHTMLParser(text).css("script") == []
    options = LexborHTMLParser((copy / "docs/commitments/index.md").read_text()).css("option")
    assert name in [option.text() for option in options]


def test_the_script_of_the_board_is_small() -> None:
    assert (ROOT / "docs/assets/board.js").stat().st_size < 6500


# In the browser


@pytest.fixture(scope="module")
def address(unsearched: str) -> str:
    """Nothing is searched for here."""
    return unsearched


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    with window(browser, viewport={"width": 390, "height": 844}) as page:
        page.set_default_timeout(10_000)
        yield page


@pytest.fixture
def board(phone: Page, address: str) -> Iterator[Page]:
    told: list[str] = []

    def hear(error: Error) -> None:
        told.append(str(error))

    phone.on("pageerror", hear)
    with borrowed(phone) as page:
        page.goto(f"{address}commitments/")
        yield page
    phone.remove_listener("pageerror", hear)
    assert told == []


def shown(page: Page) -> Locator:
    return page.locator(".board .card:visible")


def query(page: Page) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(page.url).query))


def more(page: Page) -> None:
    page.locator(".filters summary").click()


@pytest.mark.browser
@pytest.mark.parametrize(
    "asked",
    [
        {"side": "mexico"},
        {"status": "asked"},
        {"topic": "firearms"},
        {"actor": "us-cbp"},
        {"pair": "mexico--united-states"},
        {"form": "undertaken"},
        {"origins": "none"},
        {"side": "mexico", "topic": "firearms"},
    ],
    ids=lambda asked: "+".join(asked),
)
def test_a_filter_leaves_what_it_says_and_stands_in_the_address(
    board: Page, real: Dossier, asked: dict[str, str]
) -> None:
    more(board)
    for name, value in asked.items():
        board.locator(f"select[name={name}]").select_option(value)
    number = chosen(cards(board_page(real)), asked)
    assert 0 < number < 28
    expect(shown(board)).to_have_count(number)
    assert query(board) == asked
    expect(board.locator(".filters [role=status]")).to_have_text(f"{number} of 28 commitments")
    for name, value in asked.items():
        option = board.locator(f"select[name={name}] option[value='{value}']")
        assert option.inner_text().endswith(f" ({number})")
    headings = board.locator(".board .group:visible h2")
    assert headings.count() == board.locator(".board .group:has(.card:not([hidden]))").count()


@pytest.mark.browser
def test_a_month_is_chosen_in_one_step_and_days_by_two(board: Page, real: Dossier) -> None:
    board.get_by_label("Made in").select_option("2024-02-01/2024-02-29")
    assert query(board) == FEBRUARY
    number = chosen(cards(board_page(real)), FEBRUARY)
    expect(shown(board)).to_have_count(number)
    more(board)
    board.get_by_label("Made from").fill("2023-04-14")
    board.get_by_label("Made until").fill("2023-04-14")
    assert query(board) == {"from": "2023-04-14", "to": "2023-04-14"}
    expect(board.get_by_label("Made in")).to_have_value("")
    day = chosen(cards(board_page(real)), {"from": "2023-04-14", "to": "2023-04-14"})
    assert day not in (0, number)
    expect(shown(board)).to_have_count(day)


@pytest.mark.browser
def test_a_shared_address_a_reload_and_the_way_back_restore_the_choice(board: Page, address: str) -> None:
    board.goto(f"{address}commitments/?side=mexico&from=2024-02-01&to=2024-02-29")
    number = shown(board).count()
    assert 0 < number < 28
    expect(board.get_by_label("Who is to act")).to_have_value("mexico")
    expect(board.get_by_label("Made in")).to_have_value("2024-02-01/2024-02-29")
    board.reload()
    expect(shown(board)).to_have_count(number)
    board.get_by_label("Topic").select_option("firearms")
    fewer = shown(board).count()
    assert fewer < number
    shown(board).first.locator("a").first.click()
    board.wait_for_url(re.compile("commitments/[^?]"))
    board.go_back()
    expect(shown(board)).to_have_count(fewer)
    board.go_back()
    expect(shown(board)).to_have_count(number)
    expect(board.get_by_label("Topic")).to_have_value("")
    assert parse_qs(urlsplit(board.url).query).keys() == {"side", "from", "to"}


@pytest.mark.browser
def test_what_an_address_holds_that_means_nothing_is_ignored(board: Page, address: str) -> None:
    board.goto(f"{address}commitments/?side=<img src=x onerror=alert(1)>&status=constructor&from=soon&x=y&origins=one")
    expect(board.get_by_label("Who is to act")).to_have_value("")
    expect(board.get_by_label("Status")).to_have_value("")
    expect(board.locator("select[name=origins]")).to_have_value("one")
    assert board.locator(".filters details").get_attribute("open") is not None
    assert board.locator("img[src=x]").count() == 0


@pytest.mark.browser
def test_where_nothing_matches_it_says_so_and_one_button_shows_all(board: Page, address: str) -> None:
    board.goto(f"{address}commitments/?side=china&form=undertaken")
    expect(board.locator(".filters [role=status]")).to_have_text("0 of 28 commitments: nothing matches all of this.")
    assert board.locator(".board .group:visible").count() == 0
    board.get_by_role("button", name="Show all").click()
    expect(shown(board)).to_have_count(28)
    assert urlsplit(board.url).query == ""
    expect(board.get_by_role("button", name="Show all")).to_have_count(0)
    expect(board.get_by_label("Who is to act")).to_be_focused()


@pytest.mark.browser
def test_the_keyboard_alone_chooses(board: Page) -> None:
    board.get_by_label("Who is to act").focus()
    board.keyboard.type("Mex")
    expect(board.get_by_label("Who is to act")).to_have_value("mexico")
    for _ in range(4):
        board.keyboard.press("Tab")
    board.keyboard.press("Enter")
    expect(board.get_by_label("Who to whom")).to_be_visible()
    assert query(board) == {"side": "mexico"}


@pytest.mark.browser
@pytest.mark.parametrize("path", ["commitments/?status=reported", "parties/"])
def test_without_javascript_everything_is_there(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + path)
    if path == "parties/":
        page.locator("svg.owing a").first.click()
        expect(page).to_have_url(re.compile(r"/commitments/\?form=undertaken&pair="))
    expect(page.locator(".board .card:visible")).to_have_count(28)  # once a page that a link leads to is there
    assert page.locator("form.filters").is_hidden()
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_is_readable_on_the_narrowest_phone(browser: Browser, address: str, scheme: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{address}parties/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for drawn in page.locator("svg.owing").all():
        scale = drawn.evaluate("svg => svg.getScreenCTM().a")
        size = drawn.locator("text").first.evaluate("text => parseFloat(getComputedStyle(text).fontSize)")
        assert size * scale >= 11
        assert all((box := link.bounding_box()) and box["width"] >= 24 for link in drawn.locator("a").all())
    page.close()


@pytest.mark.browser
def test_print_has_what_is_shown_and_by_what_it_was_chosen(board: Page, address: str) -> None:
    board.goto(f"{address}commitments/?side=mexico")
    number = shown(board).count()
    board.emulate_media(media="print")
    expect(shown(board)).to_have_count(number)
    expect(board.get_by_label("Who is to act")).to_be_visible()
    expect(board.get_by_label("Status")).to_be_hidden()


@pytest.mark.browser
def test_a_little_board_of_another_subject_works_as_well(browser: Browser, tmp_path: Path) -> None:
    root = site_of(LITTLE / "sources", tmp_path)
    assert run("build_tools", "site", cwd=root).returncode == 0
    with served(root / "site") as other:
        page = browser.new_page()
        page.goto(f"{other}commitments/?side=fishers-cooperative")
        expect(shown(page)).to_have_count(2)
        page.close()
