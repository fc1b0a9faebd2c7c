"""What a page weighs and how fast it shows: the bytes of a first visit and of the next, and Lighthouse's marks.

`make bench` runs it on the built site in site/. Pages are served as GitHub Pages serves them: compressed with gzip, and
kept by browsers for ten minutes. The search index counts apart, since it is asked for after the page is drawn.
Lighthouse measures with its own mobile throttling (slow 4G, a slow processor); its marks are out of 100.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.chromium import SWITCHES, Quiet, served

ROOT = Path(__file__).parent.parent.parent
SITE = ROOT / "site"
LIGHTHOUSE = Path(__file__).parent / "node_modules/lighthouse/cli/index.js"
PAGES = (
    "",
    "commitments/us-firearms-control-2023-03/",
    "actors/andres-manuel-lopez-obrador/",
    "claims/mexico-produces-no-fentanyl/",
    "documents/heart-journal-2023-03-us-mexico-weigh-deal/",
)
NEXT = "commitments/us-mexico-deal-2023-03/"
FIRST_AT_MOST, NEXT_AT_MOST = 120_000, 20_000  # bytes
INDEX = "search_index.json"
PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".csv"}


class AsHosted(Quiet):
    """Serves a folder with gzip and ten minutes of caching."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        self.send_response(200)
        if path.suffix in PACKED:
            content = gzip.compress(content, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(content)


@dataclass(frozen=True)
class Visit:
    """The bytes over the wire of each answer to one visit, headers included, by the last part of its address."""

    sizes: dict[str, int]

    @property
    def page(self) -> int:
        return sum(size for name, size in self.sizes.items() if name != INDEX)


def visit(page: Page, url: str) -> Visit:
    """Goes to a page and waits until it asks for nothing more. What the browser had kept weighs nothing."""
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.requestWillBeSent", lambda told: names.update({told["requestId"]: told["request"]["url"]}))

    def arrived(told: dict[str, object]) -> None:
        name = names.get(str(told["requestId"]), url).removeprefix(url).rpartition("/")[2] or "the page"
        sizes[name] = sizes.get(name, 0) + int(str(told["encodedDataLength"]))

    session.on("Network.loadingFinished", arrived)
    page.goto(url, wait_until="networkidle")
    session.detach()
    return Visit({name: size for name, size in sizes.items() if size})


def weigh(address: str, chromium: str) -> bool:
    """Prints what a first and a next visit weigh; whether both are within bounds."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        page = browser.new_page()
        first, following = visit(page, address + PAGES[1]), visit(page, address + NEXT)
        browser.close()
    for name, size in sorted(first.sizes.items(), key=lambda pair: (-pair[1], pair[0])):
        print(f"  {size:>8,} {name}")
    print(f"A commitment's page: {first.page:,} bytes at first (at most {FIRST_AT_MOST:,}), ", end="")
    print(
        f"{following.page:,} for the next (at most {NEXT_AT_MOST:,}); without {first.sizes.get(INDEX, 0):,} of the search."
    )
    return first.page <= FIRST_AT_MOST and following.page <= NEXT_AT_MOST


def marks(url: str, chromium: str) -> dict[str, float]:
    """Lighthouse's four marks of a page, out of 100, and its largest contentful paint in seconds ("lcp")."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        flags = f"--headless=new {' '.join(SWITCHES)}"
        node = str(Path(sys.executable).parent / "node")
        command = [
            node,
            str(LIGHTHOUSE),
            url,
            "--quiet",
            "--output=json",
            f"--output-path={report}",
            f"--chrome-flags={flags}",
        ]
        subprocess.run(command, check=True, env=os.environ | {"CHROME_PATH": chromium})
        told = json.loads(report.read_text("utf-8"))
    found = {name: round(category["score"] * 100) for name, category in told["categories"].items() if category["score"]}
    return found | {"lcp": told["audits"]["largest-contentful-paint"]["numericValue"] / 1000}


def main() -> int:
    """Measures the site in site/; 1 if a page weighs too much."""
    chromium = shutil.which("chromium")
    assert chromium, "install Chromium, for example with `apt-get install chromium`"
    with served(SITE, AsHosted) as address:
        light = weigh(address, chromium)
        for path in PAGES:
            told = ", ".join(
                f"{name} {mark:.2f} s" if name == "lcp" else f"{name} {mark:.0f}"
                for name, mark in marks(address + path, chromium).items()
            )
            print(f"/{path}: {told}", flush=True)
    return 0 if light else 1


if __name__ == "__main__":
    sys.exit(main())
