"""Deep links, as addresses and in Chromium: the right words of a served page are marked, and only they."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from PIL import Image, ImageChops, ImageDraw
from playwright.sync_api import Browser, Page

from build_tools.captures import Capture
from build_tools.corpus import Corpus
from build_tools.derive import Dossier
from build_tools.derive.verbatim.deeplink import Stretch, deep_link, directive, stretches
from build_tools.derive.verbatim.verbatim import locking
from build_tools.excerpts import Excerpt
from build_tools.pages import pages
from build_tools.readable import readable
from build_tools.site import check, write_lock
from tests.chromium import served
from tests.conftest import LITTLE

LAYOUTS = Path(__file__).parent / "layouts"
LONG = (
    "Where the owner of a vessel fails to pay the dues within thirty days of the day on which they were asked for in "
    "writing, the harbour authority may, after it has given the owner not less than seven days’ notice of its intention "
    "to do so, detain the vessel, her tackle and her furniture until the dues, the costs of the detention and such "
    "interest as the Minister may by order prescribe have been paid, or until the owner has given security for them to "
    "the satisfaction of the authority."
)


@pytest.mark.parametrize(
    ("stretch", "text"),
    [
        (Stretch("two words"), "text=two%20words"),
        (Stretch("words", "right before", "after"), "text=right%20before-,words,-after"),
        (Stretch("a, b-c & 4 %"), "text=a%2C%20b%2Dc%20%26%204%20%25"),
        (Stretch("#x=y;(z)/?[]<>\"'"), "text=%23x%3Dy%3B%28z%29%2F%3F%5B%5D%3C%3E%22%27"),
        (Stretch("“Ærø”—9…"), "text=%E2%80%9C%C3%86r%C3%B8%E2%80%9D%E2%80%949%E2%80%A6"),
        (Stretch("one\n two\u00a0three"), "text=one%20two%20three"),
        (Stretch("x", "a-", ",b"), "text=a%2D-,x,-%2Cb"),
        (Stretch("x", "a.\n“", ""), "text=a.-,%E2%80%9Cx"),
        (Stretch("x", "", ".”\nb"), "text=x.%E2%80%9D,-b"),
        (Stretch("x", "a\n", "\nb"), "text=a-,x,-b"),
        (Stretch("_.~"), "text=_.~"),
    ],
)
def test_signs_that_mean_something_in_a_directive_are_encoded(stretch: Stretch, text: str) -> None:
    assert directive(stretch) == text


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://a.example/b?c=d", "https://a.example/b?c=d#:~:text=x&text=y"),
        ("https://a.example/b#c", "https://a.example/b#c:~:text=x&text=y"),
        ("https://a.example/b#", "https://a.example/b#:~:text=x&text=y"),
        ("https://a.example/b#c:~:text=z", "https://a.example/b#c:~:text=x&text=y"),
    ],
)
def test_an_address_keeps_its_fragment_and_takes_one_directive_a_stretch(address: str, link: str) -> None:
    assert deep_link(address, [Stretch("x"), Stretch("y")]) == link
    assert deep_link(address, []) == address


def test_words_that_are_not_in_the_lock_lead_to_the_document_as_a_whole(little: Dossier) -> None:
    written = pages(Dossier(little.corpus, ()))
    assert ":~:" not in "".join(written.values())
    assert '<a href="https://gazette.example/2019/05/03/dredging">“' in written["claims/catch-2018.md"]


def test_links_are_the_same_whether_captures_are_here_or_not(little: Dossier) -> None:
    assert pages(Dossier(little.corpus, little.lock, {})) == pages(little)


@dataclass(frozen=True)
class Case:
    """Words that a record takes from a layout, and what must be marked there: words and which of several they are."""

    layout: str
    words: str
    marked: tuple[tuple[str, int], ...] = ()
    prefix: str | None = None
    suffix: str | None = None
    omission: str | None = None


HELD = "We have found the money, and we will keep the line open."
REMIT = "The harbour authority may remit the dues in whole or in part where it thinks fit."
EELS = "You do not count eels; you wait for them"
CASES = {
    "plain": Case("news", "twelve weeks after the last boat left"),
    "in a caption": Case("news", "where she has lain since March"),
    "set for display; its prefix is in the block before": Case(
        "news", HELD, ((f"“{HELD}”", 0),), prefix="not crossed at all. “"
    ),
    "stands twice, the second is meant": Case("news", HELD, ((HELD, 1),), prefix="heard it first. “"),
    "across a link, emphasis and an ampersand": Case(
        "news", "without notice on 9 March; two thousand people signed a petition within a week. Smith & Sons, who own"
    ),
    "across two paragraphs": Case(
        "news",
        "from 80 to 83.60 crowns. Children travel free of charge.",
        (("from 80 to 83.60 crowns.", 0), ("Children travel free of charge.", 0)),
    ),
    "a space that does not break, percent, comma": Case("news", "Fares rise by 4.5 %, from 80"),
    "elsewhere in small letters": Case("news", "The Line Between Nordby and Sund"),
    "elsewhere in capitals, and in a heading": Case("news", "The line between Nordby and Sund"),
    "straight quotation marks and a hyphen between spaces": Case(
        "wire", '"We are not closing - we are breathing out."'
    ),
    "curly marks of the record for straight ones": Case(
        "wire",
        "“We cannot sell what we make,” the owner said.",
        (('"We cannot sell what we make," the owner said.', 0),),
    ),
    "straight marks of the record for curly ones": Case(
        "wire", "The owner's own forecast", (("The owner’s own forecast", 0),)
    ),
    "en and em dashes": Case("wire", "so far – until the spring—or until prices recover"),
    "signs of another encoding": Case("wire", "a loss of 30,000 tonnes, or 12,5 % – is “cautious”."),
    "hyphens": Case("wire", "A mid-sized rival, Nor-Alu, said that it had no such plans."),
    "across a line break": Case(
        "wire",
        "told on Wednesday night, by telephone.",
        (("told on Wednesday night,", 0), ("by telephone.", 0)),
    ),
    "loose text before a block": Case("wire", "38 of them in R&D; they opened in 1968"),
    "percent without a space": Case("wire", "Shares fell 7.2% at once, and then 50% of that"),
    "within a word in emphasis": Case("magazine", "what the river Gudenå has let through. He has done so since 1988;"),
    "in a sentence of links, and again for display": Case("magazine", EELS, ((EELS, 0),), suffix=",” he"),
    "for display, and before in a sentence of links": Case(
        "magazine", EELS, ((f"“{EELS}", 1),), prefix="nobody looks.” “"
    ),
    "numbers in bold and a narrow space": Case("magazine", "1,204 eels, 50 % fewer than in a good year"),
    "other letters, a dash, a hidden space": Case(
        "magazine", "Ålelauget på Søhøjlandet, doubts it—but has no other figure"
    ),
    "a soft hyphen": Case("magazine", "“Naïve,” they say of him, and buy him coffee."),
    "an ellipsis character for three dots": Case(
        "magazine", "the water is high ... and nobody looks", (("the water is high … and nobody looks", 0),)
    ),
    "very long": Case("law", LONG),
    "stands twice, in numbered sections": Case("law", REMIT, ((REMIT, 1),), suffix="(3) Paragraph"),
    "the first of two, in numbered sections": Case("law", REMIT, ((REMIT, 0),), suffix="(3) Where"),
    "elsewhere in capitals": Case("law", "The dues are to be applied to the dredging"),
    "across two items": Case(
        "law",
        "a vessel in distress; a vessel of the lifeboat service;",
        (("a vessel in distress;", 0), ("a vessel of the lifeboat service;", 0)),
    ),
    "with words left out": Case(
        "law",
        "The owner of a vessel [...] shall pay the dues",
        (("The owner of a vessel", 0), ("shall pay the dues", 0)),
        omission="[...]",
    ),
    "a cell of a table": Case("law", "31.00"),
}


def link_to(case: Case, address: str, little: Dossier) -> str:
    """The deep link to a case's words in the served layout, made as the site makes it: captured, locked, linked."""
    content = readable(f"{case.layout}.html", (LAYOUTS / f"{case.layout}.html").read_bytes()).encode()
    chosen = (case.prefix, case.suffix, case.omission)
    record = little.corpus.claims["catch-2018"]
    excerpt = Excerpt(record, ("evidence", 0, "passage"), case.layout, case.words, *chosen)
    corpus = cast(Corpus, SimpleNamespace(excerpts=(excerpt,)))
    found = stretches(corpus, locking(corpus, (), {case.layout: Capture(content)}))
    assert len(found) == 1, "the words do not stand in the capture"
    return deep_link(f"{address}{case.layout}.html", *found.values())


@pytest.mark.parametrize(
    ("name", "directives"),
    [
        ("plain", "text=twelve%20weeks%20after%20the%20last%20boat%20left"),
        ("elsewhere in small letters", "text=Sund.-,The%20Line%20Between%20Nordby%20and%20Sund"),
        ("elsewhere in capitals, and in a heading", "text=The%20line%20between%20Nordby%20and%20Sund,-opens"),
        (
            "in a sentence of links, and again for display",
            "text=You%20do%20not%20count%20eels%3B%20you%20wait%20for%20them,-%2C%E2%80%9D%20he",
        ),
        (
            "for display, and before in a sentence of links",
            "text=looks.%E2%80%9D-,%E2%80%9CYou%20do%20not%20count%20eels%3B%20you%20wait%20for%20them",
        ),
        ("across a line break", "text=told%20on%20Wednesday%20night%2C&text=by%20telephone."),
        ("with words left out", "text=%281%29-,The%20owner%20of%20a%20vessel&text=shall%20pay%20the%20dues"),
    ],
)
def test_what_tells_a_place_from_others_is_as_short_and_as_near_as_can_be(
    little: Dossier, name: str, directives: str
) -> None:
    """Words of the same line before words of another, and signs in the block of the words as words."""
    case = CASES[name]
    assert link_to(case, "", little) == f"{case.layout}.html#:~:{directives}"


def test_of_a_sentence_and_its_copy_set_for_display_the_one_in_the_text_is_meant(little: Dossier) -> None:
    assert link_to(Case("news", HELD), "", little).endswith("text=first.%20%E2%80%9C-," + directive(Stretch(HELD))[5:])


# Where words stand on the page, as boxes in pixels from its head. White space counts as one space, and what only hints
# at where a line may break does not count.
BOXES = """(marked) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const places = [];
  let text = "";
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest("script, style")) continue;
    [...node.data].forEach((sign, offset) => {
      if ("\\u00ad\\u200b".includes(sign)) return;
      const space = /\\s/.test(sign);
      if (space && text.endsWith(" ")) return;
      text += space ? " " : sign;
      places.push([node, offset]);
    });
  }
  return marked.flatMap(([words, which]) => {
    let start = -1;
    for (let n = 0; n <= which; n++) start = text.indexOf(words, start + 1);
    if (start < 0) throw new Error("not on the page: " + words);
    const range = document.createRange();
    const [last, end] = places[start + words.length - 1];
    range.setStart(...places[start]);
    range.setEnd(last, end + 1);
    return [...range.getClientRects()]
      .filter((box) => box.width >= 1 && box.height >= 1)
      .map((box) => [box.left + scrollX, box.top + scrollY, box.right + scrollX, box.bottom + scrollY]);
  });
}"""

Boxes = list[list[float]]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A window for all that is opened here: each one of its own costs more than what is looked at in it."""
    page = browser.new_page(viewport={"width": 800, "height": 500})
    yield page
    page.close()


def opened(page: Page, link: str) -> Page:
    """A window with a page as a link opens it, anew, with what the link marks in magenta."""
    page.goto("about:blank")
    page.goto(link)
    page.add_style_tag(content="::target-text { background: rgb(255, 0, 255); color: black }")
    page.wait_for_timeout(200)  # the browser looks for the words again until shortly after the page is loaded
    return page


def magenta(page: Page) -> Image.Image:
    """The whole page as a mask: white where it is magenta."""
    red, green, blue = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB").split()
    vivid = ImageChops.darker(
        red.point(lambda value: 255 * (value > 180)), blue.point(lambda value: 255 * (value > 180))
    )
    return ImageChops.darker(vivid, green.point(lambda value: 255 * (value < 120)))


def share(mask: Image.Image, box: list[float]) -> float:
    """How much of a box is white, from 0 to 1."""
    crop = mask.crop((round(box[0]), round(box[1]), round(box[2]), round(box[3])))
    return crop.histogram()[255] / (crop.width * crop.height)


def beyond(mask: Image.Image, boxes: Boxes) -> tuple[int, int, int, int] | None:
    """Where the mask is white outside the boxes, by more than a hair's breadth; None where it is not."""
    rest = mask.copy()
    for left, top, right, bottom in boxes:
        ImageDraw.Draw(rest).rectangle((left - 2, top - 2, right + 2, bottom + 2), fill=0)
    return rest.getbbox()


def marks(page: Page, marked: tuple[tuple[str, int], ...]) -> bool:
    """Whether these words are marked on a page, and nothing else."""
    boxes: Boxes = page.evaluate(BOXES, [list(item) for item in marked])
    mask = magenta(page)
    assert boxes
    return all(share(mask, box) > 0.5 for box in boxes) and beyond(mask, boxes) is None


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(LAYOUTS) as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize("name", CASES)
def test_the_right_words_and_only_they_are_marked(page: Page, address: str, little: Dossier, name: str) -> None:
    case = CASES[name]
    opened(page, link_to(case, address, little))
    marked = case.marked or ((case.words, 0),)
    assert marks(page, marked)
    boxes: Boxes = page.evaluate(BOXES, [list(marked[0])])
    top, height = page.evaluate("[scrollY, innerHeight]")
    assert top <= boxes[0][1] <= top + height


@pytest.mark.browser
def test_these_tests_tell_the_wrong_place_too_much_and_nothing_from_the_right(page: Page, address: str) -> None:
    opened(page, deep_link(f"{address}news.html", [Stretch(HELD, prefix="first. “")]))
    assert marks(page, ((HELD, 1),))
    assert not marks(page, ((HELD, 0),))
    assert not marks(page, ((HELD, 0), (HELD, 1)))
    assert not marks(page, (("We have found the money,", 1),))
    assert not marks(page, ((f"heard it first. “{HELD}", 0),))
    assert not marks(opened(page, f"{address}news.html"), ((HELD, 1),))


@pytest.mark.browser
@pytest.mark.parametrize(
    ("layout", "stretch"),
    [
        ("magazine", Stretch("Every morning at four, the keeper")),  # its first letter is set apart
        ("wire", Stretch("so far - until the spring")),  # the page has another dash
        ("wire", Stretch("on Wednesday night, by telephone")),  # a line break stands between
        ("news", Stretch("found the mone")),  # part of a word
        ("news", Stretch(HELD, prefix="first.")),  # a quotation mark stands between
        ("law", Stretch(LONG.replace("thirty", "forty"))),  # one word is another
    ],
)
def test_where_chromium_does_not_find_the_words_it_marks_none(
    page: Page, address: str, layout: str, stretch: Stretch
) -> None:
    """Nothing is marked rather than something else, and the page opens at its head."""
    opened(page, deep_link(f"{address}{layout}.html", [stretch]))
    assert magenta(page).getbbox() is None
    assert page.evaluate("scrollY") == 0


@pytest.mark.browser
@pytest.mark.parametrize(
    ("body", "stretch", "found"),
    [
        ("one “two” don’t", Stretch('"two" don\'t'), True),
        ("one «two»", Stretch("“two”"), False),
        ("one – two", Stretch("one - two"), False),
        ("one - two", Stretch("one – two"), False),
        ("one…", Stretch("one..."), True),
        ("one&nbsp;two&#8239;%", Stretch("one two %"), True),
        ("cof&shy;fee t&#8203;wo", Stretch("coffee two"), True),
        ("ONE CAFÉ cafe&#769; ﬁsh straße Ærø", Stretch("one cafe café fish strasse aero"), True),
        ("o<b>ne</b> <a href=x>two</a><i style='display: none'>x</i> three", Stretch("one two three"), True),
        ("one<br>two", Stretch("one two"), False),
        ("one</p><p>two", Stretch("one two"), False),
        ("<span style='float: left'>O</span>ne two", Stretch("One two"), False),
        ("one <button>share</button> two", Stretch("one two"), False),
        ("one.<sup>1</sup> Two", Stretch("one. Two"), False),
        ("oneself", Stretch("one"), False),
        ("one</p><p>two", Stretch("two", prefix="one"), True),
        ("one: “two", Stretch("two", prefix="one:"), False),
        ("one: “two", Stretch("two", prefix="one: “"), True),
        ("one</p><p>“two", Stretch("two", prefix="one “"), False),
        ("слово и ещё " * 90 + "конец", Stretch("слово и ещё " * 90 + "конец"), True),
    ],
)
def test_what_chromium_finds_is_what_the_decision_page_says(
    page: Page, tmp_path: Path, body: str, stretch: Stretch, found: bool
) -> None:
    (tmp_path / "x.html").write_text(f"<!doctype html><meta charset=utf-8><p>{body}</p>", "utf-8")
    with served(tmp_path) as address:
        opened(page, deep_link(f"{address}x.html", [stretch]))
        assert (magenta(page).getbbox() is not None) == found


@pytest.mark.browser
def test_the_links_of_a_page_of_the_site_lead_to_the_words(page: Page, copy: Path) -> None:
    """From the records to the browser: every note of a quote's page, in a page made of the Gazette's text."""
    text = (LITTLE / "captures/gazette-2019-05-03-dredging.txt").read_text("utf-8")
    signs = str.maketrans({"&": "&amp;", "<": "&lt;"})
    blocks = "".join(f"<p>{line}</p>\n" for line in text.translate(signs).splitlines())
    (copy / "gazette.html").write_text(f'<!doctype html><meta charset="utf-8"><body>{blocks}', "utf-8")
    with served(copy) as address:
        record = copy / "sources/documents/gazette-2019-05-03-dredging.yaml"
        told = record.read_text().replace("https://gazette.example/2019/05/03/dredging", f"{address}gazette.html")
        record.write_text(told)
        assert write_lock(copy)[1] == []
        dossier, findings = check(copy)
        assert dossier is not None, findings
        notes = pages(dossier)["quotes/holm-2019-05-deeper-gazette.md"].partition(">Notes<")[2]
        links = re.findall(r'<a href="(http://127[^"]*)">(“.*?”)</a>', notes)
        assert len(links) > 2
        for link, words in links:
            assert marks(opened(page, unescape(link)), ((unescape(words)[1:-1], 0),)), words
