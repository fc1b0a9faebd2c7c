"""Chromium for the tests that need it, and a server of this machine for what it opens."""

import functools
import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, several over one connection, and says nothing of it."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, format: str, *arguments: object) -> None:
        pass


class Unsearched(Quiet):
    """Serves a site whose search knows no page: to read what it knows takes a browser longer than the rest of a page."""

    def do_GET(self) -> None:
        if not self.path.endswith("/search/search_index.json"):
            super().do_GET()
            return
        index = json.loads(Path(self.translate_path(self.path)).read_bytes())
        content = json.dumps(index | {"docs": []}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def served(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """Serves a folder from this machine; yields its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


def installed() -> str:
    """Where Chromium is."""
    chromium = shutil.which("chromium")
    assert chromium, "install Chromium, for example with `apt-get install chromium`"
    return chromium


@contextmanager
def window(place: Browser | BrowserContext, **settings: Any) -> Iterator[Page]:
    """A window for several tests, one after the other, each of which borrows it: opening one costs more than most look at."""
    page = place.new_page(**settings)
    yield page
    page.close()


@contextmanager
def borrowed(page: Page) -> Iterator[Page]:
    """A window that is given back with nothing on it, nothing kept, and nothing in the way of what it asks for."""
    yield page
    page.unroute_all()
    if page.url.startswith("http"):
        page.evaluate("localStorage.clear()")
    page.mouse.move(0, 0)
    page.goto("about:blank")


@contextmanager
def launched() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=SWITCHES)
        yield browser
        browser.close()
