"""Cite this page: a reference that a reader can check, in formats that a reference manager reads."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import example, given
from selectolax.lexbor import LexborHTMLParser, LexborNode

from build_tools import sheet
from build_tools.bibliography import formats
from build_tools.citations import formatted
from build_tools.derive import Dossier
from build_tools.pages import pages
from build_tools.pages.parts.cite import cite_section, page_item, shown_formats
from build_tools.pages.parts.names import address
from build_tools.site import check
from tests.conftest import LITTLE, site_of
from tests.test_bibliography import composed, from_bibtex, from_ris, line
from tests.test_markup import TEXT

OVERVIEWS = ("index.md", "commitments/index.md", "disagreements/index.md", "origins/index.md", "documents/index.md")
TITLE = r"""</pre></details><img src=x onerror=alert(1)> {} \input{x} 100% "q" [a](b) THESTATEOFTHISPAGE THETITLEOFTHISPAGE"""


def cited(site: Path) -> Iterator[tuple[str, LexborHTMLParser]]:
    """Every page of a site that says how to cite it, by its address."""
    for path in sorted(site.rglob("*.html")):
        page = LexborHTMLParser(path.read_text("utf-8"))
        if page.css_first("#cite-this-page"):
            yield path.relative_to(site).as_posix().removesuffix("index.html"), page


def blocks(page: LexborHTMLParser, here: str | None = None) -> dict[str, str]:
    """The formats on a page as a reader copies them: without what is hidden, or with the address filled in."""
    found = {}
    for node in page.css("pre[data-copy]"):
        for hidden in node.css("span[hidden]"):
            if here is None:
                hidden.decompose()
        found[node.attributes["data-copy"] or ""] = text(node).replace("HERE", here or "")
    return found


def text(node: LexborNode) -> str:
    return LexborHTMLParser(
        (node.html or "").replace("<span data-here></span>", "HERE").replace('<span data-here=""></span>', "HERE")
    ).text()


def test_every_page_of_a_record_and_every_overview_says_how_to_cite_it(little: Dossier) -> None:
    written = pages(little)
    records = [address(record) for record in (*little.corpus.records(), *little.corpus.briefings.values())]
    for path in (*records, *OVERVIEWS):
        assert written[path].count(">Cite this page<") == 1, path
        assert (">The data of this page<" in written[path]) == (path in records), path
    assert not [path for path in written if path.startswith("reference/") and "Cite this page" in written[path]]


def test_the_hash_on_every_page_is_that_of_the_file_that_it_links_to(real_site: Path) -> None:
    """As a reader checks it: the file from the site, and its SHA-256."""
    found = dict(cited(real_site))
    assert len(found) > 380
    for where, page in found.items():
        told = page.css_first(".cite + p")
        assert told is not None
        shown = told.css("code")[-1].text()
        link = told.css("a")[-1].attributes["href"] or ""
        file = real_site / urljoin(f"/{where}", link).lstrip("/")
        assert file.suffix in (".json", ".sha256")
        assert sha256(file.read_bytes()).hexdigest() == shown, where
        reference = page.css_first(".cite")
        assert reference is not None
        assert f"content hash beginning {shown[:12]}" in reference.text()
        assert all(shown in block for block in blocks(page).values())
        assert len(blocks(page)) == 3


def test_the_formats_on_every_page_are_read_with_and_without_the_address(real_site: Path) -> None:
    for where, page in cited(real_site):
        title = (page.css_first("title") or page.root).text()  # type: ignore[union-attr]
        for here in ("https://site.example/" + where, None):
            told = blocks(page, here)
            (item,) = json.loads(told["CSL-JSON"])
            kind, fields = from_bibtex(told["BibTeX"])
            record = from_ris(told["RIS"])
            assert (item.get("URL"), fields.get("url"), record.get("urls")) == (here, here, [here] if here else None)
            assert (item["type"], kind, record["type_of_reference"]) == ("webpage", "misc", "ELEC")
            assert line(fields["title"]) == composed(item["title"])
            assert record["title"] == line(item["title"])
            assert line(title).startswith(line(item["title"])[:60]) or where == ""
            assert (fields["year"], fields["month"], fields["day"]) == ("2024", "feb", "8")
            assert item["issued"] == {"date-parts": [[2024, 2, 8]]}


def test_the_reference_is_what_the_processor_makes_of_the_item(little: Dossier) -> None:
    """It is asked once a site, and the title and the day are put where it puts them."""
    for title in ("Who pays", "“Enough,” they said", "Is it so?", "A treaty with D.C.", "F & G: 100 % [sic]"):
        section = cite_section(replace(little, address="https://x.example/"), "claims/x.md", title, str)
        shown = section.split("\n")[1].removeprefix('<p class="cite">').removesuffix("</p>")
        state = shown[shown.index("as of ") : shown.index(", https")]
        item = page_item(little, "claims/x.md", title) | {"URL": "https://x.example/claims/x/"}
        assert unescape(shown) == unescape(formatted(item | {"issued": {"literal": unescape(state)}}))


@given(TEXT)
@example("THETITLEOFTHISPAGE THEIDOFTHISPAGE THEHASHOFITSDATA THEADDRESSOFTHISPAGE")
@example('{\\ -- "q" & <b> \' `x` %~^ a\u0301')
def test_what_a_page_shows_in_each_format_is_the_format(little: Dossier, title: str) -> None:
    """The formats are written once a site, and what differs is put where they have it."""
    for dossier in (little, replace(little, address="https://x.example/")):
        item = page_item(dossier, "claims/boats-2019.md", title)
        shown = shown_formats(item)
        if dossier.address:
            assert {name: unescape(told) for name, told in shown.items()} == formats(item)
        else:
            hidden = re.compile(r"<span hidden>.*?<span data-here></span>.*?</span>", re.DOTALL)
            assert {name: unescape(hidden.sub("", told)) for name, told in shown.items()} == formats(item)


def test_a_statement_loses_its_full_stop_in_a_title_and_an_abbreviation_does_not(little: Dossier) -> None:
    told = [page_item(little, "claims/x.md", title)["title"] for title in ("It is so.", "It is in D.C.", "Is it?")]
    assert told == ["It is so", "It is in D.C.", "Is it?"]


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("index.md", "https://x.example/y/"),
        ("origins/index.md", "https://x.example/y/origins/"),
        ("claims/boats-2019.md", "https://x.example/y/claims/boats-2019/"),
    ],
)
def test_a_known_address_stands_in_every_format(
    little: Dossier, monkeypatch: pytest.MonkeyPatch, path: str, url: str
) -> None:
    monkeypatch.setenv("SITE_URL", "https://x.example/y")
    dossier, _ = check(LITTLE)
    assert dossier is not None
    page = pages(dossier)[path]
    assert "<span hidden>" not in page
    item = page_item(dossier, path, "T")
    assert item["URL"] == url
    assert all(url in told for told in formats(item).values())
    assert "<span hidden>" in pages(little)[path]


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The little collection with a hostile title, built for an address and with a repository."""
    root = site_of(LITTLE / "sources", tmp_path_factory.mktemp("hostile"))
    document = root / "sources/documents/harbour-survey-2018.yaml"
    document.write_text(document.read_text().replace("title: Soundings of the harbour", f"title: '{TITLE}'"))
    environment = os.environ | {"REPO_URL": "https://git.example/o/n", "SITE_URL": "https://x.example/"}
    command = [sys.executable, "-m", "build_tools", "site"]
    built = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return root / "site"


def test_a_hostile_title_is_cited_as_it_stands_and_does_nothing(hostile_site: Path) -> None:
    page = LexborHTMLParser((hostile_site / "documents/harbour-survey-2018/index.html").read_text("utf-8"))
    assert not page.css("article img")
    told = blocks(page)
    (item,) = json.loads(told["CSL-JSON"])
    assert item["title"] == TITLE
    assert line(from_bibtex(told["BibTeX"])[1]["title"]) == TITLE
    assert from_ris(told["RIS"])["title"] == TITLE
    assert item["URL"] == "https://x.example/documents/harbour-survey-2018/"
    reference = page.css_first(".cite")
    assert reference is not None
    assert reference.text().startswith(f"“{TITLE},” ")


def test_a_record_is_mended_where_it_lies_in_the_repository(hostile_site: Path, real_site: Path) -> None:
    edits = [node.attributes["href"] for _, page in cited(hostile_site) for node in page.css("a[rel=edit]")]
    standing = [path for path in (LITTLE / "sources").glob("*/*.*") if "withdrawn:" not in path.read_text("utf-8")]
    files = [path.relative_to(LITTLE).as_posix() for path in standing]
    assert sorted(map(str, edits)) == sorted(f"https://git.example/o/n/edit/main/{file}" for file in files)
    assert not [where for where, page in cited(real_site) if page.css("a[rel=edit]")]


def test_naming_the_repository_asks_no_other_host(hostile_site: Path) -> None:
    page = (hostile_site / "commitments/town-dredging-2019/index.html").read_text("utf-8")
    assert 'data-md-component="source"' not in page


def test_the_search_does_not_find_references(real_site: Path) -> None:
    index = json.loads((real_site / "search/search_index.json").read_text("utf-8"))
    assert not [entry["location"] for entry in index["docs"] if "content hash beginning" in entry["text"]]


def test_a_page_names_the_record_that_it_was_made_from(little: Dossier) -> None:
    written = pages(little)
    for record in (*little.corpus.records(), *little.corpus.briefings.values()):
        assert sheet.read(written[address(record)])[0]["record"] == little.corpus.path(record)
        assert (LITTLE / little.corpus.path(record)).is_file()
    assert "\nrecord: " not in written["commitments/index.md"]
