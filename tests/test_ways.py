"""Every link that a page has within the site leads to a page or file that there is, and to a section of it."""

import re
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from build_tools.derive import Dossier
from build_tools.site import files
from build_tools.ways import Ways, location
from tests.conftest import ROOT

_LINK, _ID = re.compile(r' href="([^"]*)"'), re.compile(r' id="([^"]*)"')


@pytest.mark.parametrize(
    ("here", "to", "seen"),
    [
        ("claims/x.md", "actors/y.md", "../../actors/y/"),
        ("claims/x.md", "claims/y.md", "../y/"),
        ("claims/x.md", "claims/x.md", "./"),
        ("claims/x.md", "claims/x.md#notes", "#notes"),
        ("claims/x.md", "claims/x.json", "../x.json"),
        ("claims/x.md", "claims/index.md", "../"),
        ("claims/x.md", "index.md", "../../"),
        ("claims/index.md", "claims/x.md", "x/"),
        ("claims/index.md", "claims/x.json", "x.json"),
        ("claims/index.md", "claims/index.md", "./"),
        ("claims/index.md", "claimants/x.md", "../claimants/x/"),
        ("claims/index.md", "data/a.md#b", "../data/a/#b"),
        ("index.md", "claims/x.md", "claims/x/"),
        ("index.md", "index.md", "./"),
        ("index.md", "policy.md", "policy/"),
    ],
)
def test_an_address_is_the_shortest_that_leads_there(here: str, to: str, seen: str) -> None:
    assert Ways(here).to(to) == seen
    path, _, anchor = to.partition("#")
    assert urljoin(f"/{location(here)}", seen) == f"/{location(path)}{f'#{anchor}' if anchor else ''}"


def test_every_link_within_the_site_leads_somewhere(little: Dossier) -> None:
    """To what the tools write, or to a page that people write, which the navigation names: MkDocs misses it there."""
    written = files(little)
    pages = {f"/{location(path)}": str(text) for path, text in written.items() if path.endswith(".md")}
    by_hand = {f"/{location(path.relative_to(ROOT / 'docs').as_posix())}" for path in (ROOT / "docs").rglob("*.md")}
    named = {f"/{location(path)}" for path in re.findall(r"\S+\.md$", (ROOT / "mkdocs.yml").read_text(), re.MULTILINE)}
    known = {f"/{path}" for path in written} | pages.keys() | (by_hand & named)
    ids = {place: set(_ID.findall(text)) for place, text in pages.items()}
    for place, text in pages.items():
        for link in set(_LINK.findall(text)):
            target, anchor = urldefrag(unescape(link))
            if not urlsplit(target).scheme:
                found = urlsplit(urljoin(place, target)).path
                assert found in known, (place, link)
                assert not anchor or anchor in ids[found], (place, link)
