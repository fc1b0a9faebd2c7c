"""Hostile strings in every field, as a browser has them: nothing runs, nothing is asked for, no element is theirs, and each arrives."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog

from build_tools import markup as mu
from build_tools.derive import Dossier
from build_tools.schema import KINDS
from build_tools.site import files, write_files
from tests.arriving import Expected, write_site
from tests.chromium import served
from tests.conftest import LITTLE, ROOT, site_of
from tests.hostility import Pair, Vectors, admitted, others, own, pair
from tests.reading import folded
from tests.test_preview import until

pytestmark = pytest.mark.browser

# What tells that a script ran, or tried to: strings of others say so by a dialog, ours by a mark on the window.
_WATCH = """
window.tried = [];
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = (...told) => { tried.push(name + told); };
addEventListener("securitypolicyviolation", (event) => tried.push(event.violatedDirective + " " + event.blockedURI));
"""
# The elements of pages in the form of tests.reading.skeleton, as this browser reads what is served, before any script changes it.
_SKELETONS = """async (paths) => {
  const skeletons = {};
  for (const path of paths) {
    const text = await (await fetch(path)).text();
    const found = skeletons[path] = {};
    const below = (node, above) => {
      for (const inner of node.children) {
        if (["INS", "DEL"].includes(inner.tagName) || inner.className === "other-words") continue;
        const here = `${above}>${inner.tagName}[${[...inner.attributes].map((one) => one.name).sort()}]`;
        found[here] = here.includes(">OL[]>LI[id]") || here.includes(">SUP[id]") ? 1 : (found[here] || 0) + 1;
        below(inner, here);
      }
    };
    below(new DOMParser().parseFromString(text, "text/html"), "");
  }
  return skeletons;
}"""
# What a page says, and what scripts on it told.
_READ = """() => ({
  tried: window.tried, ran: window.ran || null, title: document.title,
  meta: [...document.querySelectorAll("meta[content]")].map((one) => one.content),
  words: document.querySelector("article")?.textContent || "",
})"""


# What no record reaches.
_UNREACHED = ("sources", "docs/decisions", "docs/contributing")


@dataclass
class Seen:
    """What was seen of pages: how each reads, its elements, what ran or tried to, and what was asked for elsewhere."""

    pages: dict[str, dict[str, Any]] = field(default_factory=dict)
    skeletons: dict[str, dict[str, int]] = field(default_factory=dict)
    ran: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


def built(dossier: Dossier, folder: Path, removed: Sequence[str] = _UNREACHED) -> Path:
    """The site of a collection without the rules' judgement of it: the folder that MkDocs wrote."""
    root = site_of(ROOT / "sources", folder)
    for name in removed:
        shutil.rmtree(root / name)
    write_files(root / "docs", files(dossier))
    (root / "hostile.yml").write_text("INHERIT: mkdocs.yml\nhooks: []\nwatch: []\n", "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", "hostile.yml"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return root / "site"


def seen(browser: Browser, site: Path, paths: Sequence[str], every: Sequence[str] = (), **context: Any) -> Seen:
    """Opens pages one after the other and tells what was seen; of `every` page, also the elements."""
    found = Seen()
    with served(site) as address:
        held = browser.new_context(**context)
        held.add_init_script(_WATCH)
        page = held.new_page()

        def refuse(dialog: Dialog) -> None:
            found.ran.append(f"dialog {dialog.message}")
            dialog.dismiss()

        page.on("dialog", refuse)
        page.on("pageerror", lambda error: found.ran.append(f"error {error}"))
        page.on("request", lambda asked: found.asked.append(asked.url))
        for path in paths:
            page.goto(address + path, wait_until="domcontentloaded")
            told = page.evaluate(_READ)
            found.pages[path] = told
            found.ran += [f"{path}: {one}" for one in [*told["tried"], *([told["ran"]] if told["ran"] else [])]]
        found.skeletons = page.evaluate(_SKELETONS, [address + path for path in every])
        held.close()
        found.skeletons = {path.removeprefix(address): one for path, one in found.skeletons.items()}
        found.asked = [url for url in found.asked if not url.startswith(address)]
    return found


def paths_of(dossier: Dossier) -> list[str]:
    """The addresses of the pages of all records, and of the lists of them."""
    records = [
        path.removesuffix(".yaml").removeprefix("sources/") + "/"
        for path in map(dossier.corpus.path, dossier.corpus.records())
    ]
    lists = [
        "",
        *(
            f"{name}/"
            for name in (
                "actors",
                "briefings",
                "claims",
                "commitments",
                "corrections",
                "data",
                "disagreements",
                "documents",
                "events",
                "lineage",
                "lookup",
                "origins",
                "parties",
                "quotes",
                "timeline",
                "reference/rubric",
                "reference/vocabulary",
            )
        ),
    ]
    return [*lists, *records]


def hold(both: Pair, browser: Browser, folder: Path) -> None:
    """Asserts of the pages of two collections that the hostile ones do and hold what the harmless ones do, and say what is on record."""
    project = folder / "project"
    project.mkdir()
    site_of(LITTLE / "sources", project)
    paths = paths_of(both.hostile)
    hostile = write_site(project, both.hostile, folder / "hostile-site")
    harmless = write_site(project, both.harmless, folder / "harmless-site")
    found = seen(browser, hostile, paths, paths, bypass_csp=True)
    plain = seen(browser, harmless, paths, paths, bypass_csp=True)
    guarded = seen(browser, hostile, [path for path in paths if path.endswith("-1/")])
    assert found.ran == guarded.ran == []
    assert found.asked == guarded.asked == []
    known = Expected.of(both, {}, articles(plain))
    for path in paths:
        if path != "actors/":  # its sections are the first letters of names
            assert without_lines(found.skeletons[path]) == without_lines(plain.skeletons[path]), path
    assert known.holds_texts(both.hostile, articles(found)) > 100
    for record in both.hostile.corpus.commitments.values():
        page = found.pages[f"commitments/{record.id}/"]
        assert folded(page["title"]).startswith(mu.one_line(record.title))
        assert mu.one_line(record.undertaking) in page["meta"]


def without_lines(elements: dict[str, int]) -> dict[str, int]:
    """Elements but for the lines of labels in drawings, which break at hyphens too: letters alone have none."""
    return {
        path: count
        for path, count in elements.items()
        if not path.endswith(">G[class]>text[x,y]") and not path.endswith(">g[class]>text[x,y]")
    }


def articles(found: Seen) -> dict[str, str]:
    """What each page says, by its path below docs/."""
    return {f"{path.removesuffix('/')}.md": folded(page["words"]) for path, page in found.pages.items()}


def kinds_waiting(both: Pair, texts: Sequence[str]) -> dict[str, list[str]]:
    """The strings that no record of a kind has, by the kind."""
    held = {kind: "\0".join(text for place, text in both.met if place.partition(".")[0] == kind) for kind in KINDS}
    return {kind: missing for kind, all in held.items() if (missing := [text for text in texts if text not in all])}


def test_our_own_strings_do_nothing_and_arrive(browser: Browser, tmp_path: Path) -> None:
    """Each of them in records of every kind."""
    both = pair(Vectors(own(), alone=True), tmp_path, most=12)
    assert kinds_waiting(both, own()) == {}
    hold(both, browser, tmp_path)


def test_the_pages_that_a_browser_has_are_those_of_mkdocs(tmp_path: Path) -> None:
    """To the byte, with hostile texts too."""
    both = pair(Vectors(own(), alone=True), tmp_path, most=3)
    project = tmp_path / "project"
    project.mkdir()
    plain = built(both.hostile, project, removed=())
    framed = write_site(project, both.hostile, tmp_path / "site")
    for path in paths_of(both.hostile):
        page = f"{path}index.html"
        assert (framed / page).read_bytes() == (plain / page).read_bytes(), path


@pytest.mark.parametrize("kind", ["index", "pagefind"])
def test_what_the_search_shows_of_them_is_text(
    browser: Browser, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEARCH", kind)
    project = tmp_path / "project"
    project.mkdir()
    both = pair(Vectors(own(), alone=True), tmp_path, most=6)
    site = write_site(site_of(LITTLE / "sources", project), both.hostile, tmp_path / "site")
    with served(site) as address:
        held = browser.new_context(bypass_csp=True)
        held.add_init_script(_WATCH)
        page = held.new_page()
        asked: list[str] = []
        page.on("request", lambda one: asked.append(one.url))
        page.goto(address)
        results = page.locator(".md-search-result__item")
        for words in ("script", "window", "hostile", "onerror", "error"):
            field = page.locator(".md-search__input").first
            field.fill(words[:-1])
            field.press_sequentially(words[-1])
            until(lambda words=words: any(words in text.lower() for text in results.all_inner_texts()))  # type: ignore[misc]
            page.wait_for_timeout(300)
            assert page.evaluate("[window.tried, window.ran || null]") == [[], None]
            assert results.locator("script, img, svg[onload], iframe, style, [onclick], [onerror]").count() == 0
        assert [url for url in asked if not url.startswith((address, "blob:"))] == []
        held.close()


def test_where_nothing_is_escaped_the_same_strings_run(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the same harness sees scripts run as soon as the escaping is taken away.

    With elements alone: marks of notes that are none, and beginnings of declarations, end the build itself.
    """
    texts = [text for text in own() if text.startswith("<") and "ran=1" in text and "<!" not in text]
    both = pair(Vectors(texts, alone=True), tmp_path, most=3)
    monkeypatch.setattr(mu, "text", mu.one_line)
    (tmp_path / "site").mkdir()
    paths = [f"claims/{id}/" for id in both.hostile.corpus.claims]
    assert seen(browser, built(both.hostile, tmp_path / "site"), paths, bypass_csp=True).ran
    guarded = seen(browser, tmp_path / "site/site", paths)
    assert guarded.ran
    assert all("script-src" in one or "-src" in one or "base-uri" in one for one in guarded.ran), (
        "the policy stopped each"
    )


def test_the_strings_of_others_do_nothing_and_arrive(browser: Browser, tmp_path: Path) -> None:
    """Several to a field: each in many places. HOSTILE_START begins elsewhere in the list, so that each meets other places;
    with ROUNDS=all there are as many collections as it takes for each to have been in records of every kind."""
    texts = admitted(others())
    start = int(os.environ.get("HOSTILE_START", "0"))
    vectors = Vectors(texts, start)
    both = pair(vectors, tmp_path / "0", long=6)
    held = "\0".join(text for _, text in both.met)
    waiting = [text for text in texts if text not in held]  # for another round, since few fields take so much
    if not start:
        assert len(waiting) < 20
        assert all(len(text) > 300 for text in waiting)
    hold(both, browser, tmp_path / "0")
    left = kinds_waiting(both, texts)
    for number in count(1):
        left = {kind: few for kind, few in left.items() if any(len(text) <= vectors.room(kind) for text in few)}
        if os.environ.get("ROUNDS") != "all" or not left:
            break
        both = pair(vectors, tmp_path / str(number), long=6)
        hold(both, browser, tmp_path / str(number))
        missing = kinds_waiting(both, texts)
        left = {kind: [text for text in few if text in missing.get(kind, ())] for kind, few in left.items()}
