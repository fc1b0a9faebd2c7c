"""A long page is divided into several, on which everything stands once, and to which every link still leads."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from build_tools.citations import Footnotes
from build_tools.derive import Dossier
from build_tools.exports.references import cited_by
from build_tools.framing import Framing
from build_tools.pages import writers
from build_tools.pages.parts.division import Division, further
from build_tools.pages.parts.draft import Draft
from build_tools.pages.parts.lengths import ROOM, several
from build_tools.pages.parts.pieces import joined, pieces
from build_tools.site import AT_THE_ROOT, OWNED
from build_tools.ways import location
from tests.chromium import served
from tests.conftest import ROOT

SMALL = 2000  # bytes of a page, of which even pages of the little collection are several
_LINK, _ID = re.compile(r' href="([^"]*)"'), re.compile(r' id="([^"]*)"')
_NAV = re.compile(r'<nav class="pages".*?</nav>', re.DOTALL)
_SPACE = re.compile(r"\s+")


@cache
def divided(dossier: Dossier, room: int = SMALL) -> dict[str, str]:
    return {path: write() for path, write in writers(dossier, room).items()}


def parts(pages: dict[str, str], path: str) -> list[str]:
    """The pages into which one is divided, the first of them first."""
    found = [pages[path]]
    while (next := further(path, len(found) + 1)) in pages:
        found.append(pages[next])
    return found


@pytest.fixture(scope="module")
def bodies(dossier: Dossier) -> dict[str, str]:
    """The body of some pages that can be divided, before their notes are numbered, by their paths."""
    found: dict[str, str] = {}
    text = Draft.text

    def noted(draft: Draft) -> str:
        found[draft.path] = draft.body
        return text(draft)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Draft, "text", noted)
        writing = writers(dossier)
        for path in list(several(dossier, SMALL))[:16]:
            writing[path]()
    return found


@pytest.mark.parametrize("number", [1, 2, 7])
def test_the_pages_put_together_are_the_page(bodies: dict[str, str], number: int) -> None:
    assert bodies
    for path, body in bodies.items():
        entries = [entry for part in pieces(body, number) for entry in part]
        assert _SPACE.sub("", joined(entries, set())) == _SPACE.sub("", body), path


def test_pages_are_even_and_none_is_empty(bodies: dict[str, str]) -> None:
    for path, body in bodies.items():
        for number in (2, 3):
            weights = [sum(entry.weight for entry in part) for part in pieces(body, number)]
            heaviest = max(entry.weight for part in pieces(body, number) for entry in part)
            assert min(weights) > 0, path
            assert max(weights) <= sum(weights) / number + heaviest, path


def test_more_pages_than_entries_are_pages_all_the_same() -> None:
    division = Division("<p>One.</p>\n<p>Two.</p>", 3)
    assert [division.page(number).count("<p>Page") for number in (1, 2, 3)] == [1, 1, 1]
    assert "One." in division.page(1)
    assert "Two." in division.page(2)


def test_every_link_to_a_page_that_is_divided_leads_where_its_anchor_stands(little: Dossier) -> None:
    pages = {f"/{location(path)}": text for path, text in divided(little).items()}
    whole = {f"/{location(path)}" for path in writers(little)}
    assert len(pages) > len(whole) + 20
    ids = {place: set(_ID.findall(text)) for place, text in pages.items()}
    for place, text in pages.items():
        for link in set(_LINK.findall(text)):
            target, anchor = urldefrag(unescape(link))
            found = urlsplit(urljoin(place, target)).path
            if not urlsplit(target).scheme and (found in pages or "/pages/" in found):
                assert not anchor or anchor in ids[found], (place, link)


def test_every_record_that_a_page_links_to_is_linked_from_its_pages(little: Dossier) -> None:
    pages, whole = divided(little), {path: write() for path, write in writers(little).items()}
    for path in several(little, SMALL):
        found = [linked(further(path, place), text) for place, text in enumerate(parts(pages, path), 1)]
        assert set().union(*found) >= linked(path, whole[path]).keys()


def linked(path: str, text: str) -> Counter[str]:
    """The pages of the site to which a page links, how often each."""
    targets = [urldefrag(unescape(link))[0] for link in _LINK.findall(_NAV.sub("", text))]
    return Counter(urljoin(f"/{location(path)}", target) for target in targets if "//" not in target)


def test_a_page_keeps_the_anchors_of_all_its_sections(little: Dossier) -> None:
    pages, whole = divided(little), {path: write() for path, write in writers(little).items()}
    for path in several(little, SMALL):
        wanted = set(re.findall(r'<h2 id="([^"]*)"', whole[path])) - {"notes"}
        assert wanted <= set(_ID.findall(pages[path])), path


def test_the_ways_between_pages_say_what_stands_on_each(little: Dossier) -> None:
    found = parts(divided(little), "timeline/index.md")
    assert len(found) > 2
    for number, page in enumerate(found, 1):
        above, below = _NAV.findall(page)
        assert above.startswith('<nav class="pages" aria-label="Pages" data-search-exclude>')
        assert 'aria-label="Previous and next page"' in below
        assert (above.count('rel="prev"'), above.count('rel="next"')) == (number > 1, number < len(found))
        assert above.count('aria-current="page"') == 1
        names = [re.sub("<[^>]*>", "", item) for item in re.findall("<li>(.*)</li>", above)]
        assert len(names) == len(set(names)) == len(found)
        assert f"<p>Page {number} of {len(found)}: {names[number - 1]}." in above


def test_what_is_continued_says_so_and_counts_all(little: Dossier) -> None:
    first, *others = parts(divided(little, 1500), "claims/index.md")
    continued = [heading for page in others for heading in re.findall("<h2.*</h2>", page) if "continued" in heading]
    assert continued
    every = first + "".join(others)
    for heading in continued:
        words = re.search(r">([^<]*<span class=\"count\">[^<]*</span>)<span class=\"continued\">, continued", heading)
        assert words
        assert f">{words[1]}<a " in every, "the same count stands in the heading that it continues"


def test_the_pages_of_a_record_are_cited_as_its_pages_and_the_first_cites_what_all_do(little: Dossier) -> None:
    record = next(path for path in several(little, SMALL) if not path.endswith("/index.md"))
    whole, (first, second, *_) = writers(little)[record](), parts(divided(little), record)
    assert set(cited_by(first)) == set(cited_by(whole))
    told = re.search(r"^record: .*$", whole, re.MULTILINE)
    assert told
    assert told[0] in second
    sum_of = re.compile("<code>([0-9a-f]{64})</code>")
    assert sum_of.findall(second)[-1] == sum_of.findall(whole)[-1]


def test_a_divided_page_is_written_once_for_all_its_pages(little: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Footnotes] = []
    begin = Footnotes.__init__

    def counted(notes: Footnotes, *about: object) -> None:
        made.append(notes)
        begin(notes, *about)  # type: ignore[arg-type]

    monkeypatch.setattr(Footnotes, "__init__", counted)
    writing = writers(little, SMALL)
    for number in (3, 1, 2):
        writing[further("timeline/index.md", number)]()
    assert len(made) == 1


def test_lengths_are_estimated_before_pages_are_written(dossier: Dossier) -> None:
    """No page is much longer than what several allows for a page that is whole."""
    writing = writers(dossier)
    assert several(dossier, ROOM) == {}
    for path, number in several(dossier, 20_000).items():
        assert len(writing[path]().encode()) < 60_000 + 2 * number * 20_000, path


# In the browser


@pytest.fixture(scope="module")
def site(real: Dossier, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The board, the look-up and the single origins of the real records, divided, in their frames."""
    folder = tmp_path_factory.mktemp("divided")
    rooms = {"commitments/": 8000, "lookup/": 4000, "origins/": 8000}
    texts = {
        path: partial(str, text)
        for kind, room in rooms.items()
        for path, text in divided(real, room).items()
        if path.startswith(kind)
    }
    shown = [path for path in texts if path.endswith("index.md") or "/pages/" in path]
    framing = Framing(ROOT, folder, texts, (*OWNED, *AT_THE_ROOT))
    for page in framing.pages:
        if page.file.src_uri in shown:
            target = folder / page.file.dest_uri
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(framing.html(page), "utf-8")
    shutil.copytree(ROOT / "docs/assets", folder / "assets")
    with served(folder) as address:
        yield address


@pytest.mark.browser
def test_a_choice_on_a_divided_board_is_among_all_commitments(browser: Browser, site: str, real: Dossier) -> None:
    page = browser.new_page()
    page.goto(f"{site}commitments/")
    said, cards = page.locator(".filters [role=status]"), page.locator(".board .card:visible")
    few = cards.count()
    assert 0 < few < len(real.corpus.commitments)
    expect(said).to_have_text(f"The first {few} commitments; choose among those of all pages.")
    assert "(" not in page.locator("select[name=status]").inner_text()
    page.locator("select[name=status]").select_option("asked")
    number = sum(status.id == "asked" for status in real.statuses.values())
    expect(said).to_have_text(f"{number} of {len(real.corpus.commitments)} commitments")
    expect(cards).to_have_count(number)
    for link in cards.locator("a[href]").all():
        assert "/pages/" not in str(link.evaluate("link => link.href"))
    page.goto(f"{site}commitments/?pair=mexico--united-states")
    expect(said).to_contain_text(f" of {len(real.corpus.commitments)} commitments")
    page.close()


@pytest.mark.browser
def test_a_divided_board_says_when_it_cannot_choose(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.route("**/pages/**", lambda route: route.abort())
    page.goto(f"{site}commitments/?status=asked")
    expect(page.locator(".filters [role=status]")).to_contain_text("nothing can be chosen")
    page.close()


@pytest.mark.browser
def test_a_divided_look_up_knows_every_address(browser: Browser, site: str, real: Dossier) -> None:
    page = browser.new_page()
    page.goto(f"{site}lookup/")
    here = page.locator(".addresses [data-keys]").count()
    documents = [one for one in real.corpus.documents.values() if one.URL]
    assert here < len(documents)
    for document in (documents[0], documents[len(documents) // 2], documents[-1]):
        page.locator("#lookup-address").fill(str(document.URL))
        expect(page.locator(".lookup-found")).to_contain_text("On record here:")
    page.close()


@pytest.mark.browser
def test_an_anchor_of_a_divided_page_leads_to_where_it_stands(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}origins/#on-one-origin-that-is-named")
    page.wait_for_url("**/origins/pages/*/#on-one-origin-that-is-named")
    assert page.locator("h2#on-one-origin-that-is-named").count() == 1
    page.close()
