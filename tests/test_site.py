"""The built site of the real records: every link leads somewhere, every page can be reached, nothing is fetched."""

import json
import os
import re
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from build_tools.data import SUMS
from build_tools.derive import Dossier
from build_tools.links import internal
from build_tools.pages import pages
from build_tools.site import check
from build_tools.ways import location
from tests.conftest import ROOT, run, site_of
from tests.reading import block_of

HOST = "https://site.example/"


@cache
def parsed(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_text("utf-8"))


def html_pages(site: Path) -> dict[str, LexborHTMLParser]:
    """Every page by its address: "actors/us-atf/"."""
    return {path.relative_to(site).as_posix().removesuffix("index.html"): parsed(path) for path in site.rglob("*.html")}


def addresses(page: LexborHTMLParser, address: str) -> set[str]:
    """Every address within the site that a page links to or loads, whole."""
    found = {
        urljoin(HOST + address, value)
        for node in page.css("[href], [src]")
        if (value := node.attributes.get("href") or node.attributes.get("src"))
    }
    return {link.removeprefix(HOST) for link in found if link.startswith(HOST)}


def test_every_internal_link_anchor_and_footnote_resolves(real_site: Path) -> None:
    assert internal.check(real_site)[1] == []


def test_every_note_is_used_and_leads_back_and_notes_count_from_one(real_site: Path) -> None:
    for address, page in html_pages(real_site).items():
        notes = [node.attributes["id"] for node in page.css(".footnote li[id]")]
        used = list(dict.fromkeys(node.attributes["href"] for node in page.css("a.footnote-ref")))
        assert [f"#{note}" for note in notes] == used, address
        assert notes == [f"fn:{number}" for number in range(1, len(notes) + 1)], address
        for node in page.css(".footnote li[id]"):
            assert node.css("a.footnote-backref"), address
        content = page.css_first(".md-content")
        assert content is None or not re.search(r"[\[<]\^", content.text()), address


def test_every_page_is_reached_by_links_from_the_home_page(real_site: Path) -> None:
    found = html_pages(real_site)
    reached, waiting = set(), [""]
    while waiting:
        address = waiting.pop()
        if address in found and address not in reached:
            reached.add(address)
            waiting += [urlsplit(link).path for link in addresses(found[address], address)]
    leading = {address for address, page in found.items() if page.css("meta[http-equiv=refresh]")}  # of renamed records
    assert set(found) - reached - leading <= {"404.html"}


def test_every_record_has_its_page(real: Dossier, real_site: Path) -> None:
    for record in real.corpus.records():
        folder = f"{type(record).__name__.lower()}s"
        assert (real_site / folder / record.id / "index.html").is_file()


def test_no_page_or_style_asks_another_host_for_anything(real_site: Path) -> None:
    for address, page in html_pages(real_site).items():
        loaded = [node.attributes.get("src") for node in page.css("script[src], img[src], iframe[src], source[src]")]
        loaded += [node.attributes.get("href") for node in page.css("link[href]")]
        assert all(not urlsplit(value or "").netloc for value in loaded), address
    for style in real_site.rglob("*.css"):
        assert not re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", style.read_text("utf-8")), style


def test_the_search_knows_quotes_and_other_names(real_site: Path) -> None:
    index = json.loads((real_site / "search" / "search_index.json").read_text("utf-8"))
    found = {
        word: {entry["location"].partition("#")[0] for entry in index["docs"] if word in entry["text"]}
        for word in ("AMLO", "baking the cake")
    }
    assert "actors/andres-manuel-lopez-obrador/" in found["AMLO"]
    assert any(address.startswith("quotes/krotulski") for address in found["baking the cake"])


def test_real_records_give_the_same_pages_every_time(real: Dossier) -> None:
    again, findings = check(ROOT)
    assert again is not None, findings
    assert list(pages(real).items()) == list(pages(again).items())


@pytest.fixture(scope="session")
def zensical_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the real records as Zensical builds it: in a folder of its own, or ZENSICAL_SITE."""
    if "ZENSICAL_SITE" in os.environ:
        return Path(os.environ["ZENSICAL_SITE"])
    root = site_of(ROOT / "sources", tmp_path_factory.mktemp("zensical"))
    written = run("build_tools", "build", cwd=root)
    assert written.returncode == 0, written.stdout
    built = run("zensical", "build", cwd=root)
    assert built.returncode == 0, built.stderr
    return root / "site"


def test_both_builders_build_every_page_with_the_same_headings_and_notes(real_site: Path, zensical_site: Path) -> None:
    """MkDocs is unmaintained; its successor must find the same tree."""
    one, other = html_pages(real_site), html_pages(zensical_site)
    assert set(one) == set(other)
    assert len(one) > 300
    assert internal.check(zensical_site)[1] == []
    for address in set(one) - {"404.html"}:
        assert outline(one[address]) == outline(other[address]), address


def test_both_builders_publish_the_data_of_every_record(real_site: Path, zensical_site: Path) -> None:
    names = [path.relative_to(ROOT / "sources") for path in (ROOT / "sources").glob("*/*.yaml")]
    files = [*names, *(name.with_suffix(".json") for name in names), Path(SUMS)]
    assert len(files) > 700
    for name in files:
        assert (real_site / name).read_bytes() == (zensical_site / name).read_bytes(), name


def outline(page: LexborHTMLParser) -> list[str]:
    """The headings of a page, and its notes."""
    nodes = page.css("article h1, article h2, article h3, .footnote li")
    return [" ".join(node.text().replace("¶", "").split()) for node in nodes]


def test_the_block_of_every_page_stands_in_the_site_as_it_was_written(real: Dossier, real_site: Path) -> None:
    for path, text in pages(real).items():
        if "\ntemplate: " not in text:
            assert block_of(text) in (real_site / location(path) / "index.html").read_text("utf-8"), path
