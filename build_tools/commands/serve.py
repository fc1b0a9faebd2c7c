"""`serve`: the site as the records are now, for a browser on this machine. Pages are not kept, and nothing of the site is written."""

import gc
import multiprocessing
import socket
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from build_tools.commands.terminal import line
from build_tools.derive import Dossier
from build_tools.editors import FOLDER as EDITORS
from build_tools.editors import editor_files
from build_tools.finding import Finding
from build_tools.preview import Answer, Preview
from build_tools.publish import publish
from build_tools.site import found_in

EXAMPLES = """\
  serve                         at http://127.0.0.1:8000; a page loads itself again when a file is saved
  serve --address 127.0.0.1:0   at a port that is free
"""
# What a page asks to learn that files are others than it shows, and the script that asks: browsers alone get it.
_CHANGES, _SCRIPT = "/.preview/changes", "/.preview/script.js"
_PATIENCE, _PAUSE = 25.0, 0.5  # seconds for which that question waits, and between two looks at the files
_QUIET = 2.0  # seconds after an answer in which a browser may ask for what belongs to the page
_PROGRAM = f"""\
"use strict";
(async () => {{
  const shown = new URL(document.currentScript.src).search;
  for (;;) {{
    try {{
      const now = await (await fetch("{_CHANGES}" + shown)).text();
      if ("?" + now !== shown) return location.reload();
    }} catch {{
      await new Promise((done) => setTimeout(done, 1000)); // the preview is stopped, or starts again
    }}
  }}
}})();
"""


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise ArgumentTypeError("write a host and a port, such as 127.0.0.1:8000")
    return host, int(port)


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--address", type=_address, default=("127.0.0.1", 8000), metavar="HOST:PORT", help="where (127.0.0.1:8000)"
    )


def run(options: Namespace) -> int:
    root: Path = options.root.absolute()
    teller = Teller(root)
    preview = Preview(root, teller.tell, teller.hush)
    server = Server(options.address, preview)
    print(f"Serving on http://{server.server_name}:{server.server_port}/", flush=True)
    preview.answer("")
    gc.disable()  # the server does it when nobody waits
    try:
        server.serve_forever()
    finally:
        gc.enable()
        server.server_close()
    return 0


class Teller:
    """Tells what is found, by a process of its own, so that nobody waits for it; a later change ends what it still asks."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._asking: BaseProcess | None = None

    def hush(self) -> None:
        """Ends what it still asks: it shares the processor, and memory that must be copied where a page writes to it."""
        if self._asking:
            self._asking.kill()
            self._asking.join()
            self._asking = None

    def tell(self, dossier: Dossier | None, findings: list[Finding]) -> None:
        """Asks anew, and tells."""
        self.hush()
        self._asking = multiprocessing.get_context("fork").Process(
            target=self._told, args=(dossier, findings), daemon=True
        )
        self._asking.start()

    def _told(self, dossier: Dossier | None, findings: list[Finding]) -> None:
        """In the process of its own. Editors are told the ids of the records too."""
        found = found_in(dossier) if dossier else findings
        for finding in found:
            print(line(finding))
        told = f"{len(found)} findings" if found else "sound"
        print(f"{time.strftime('%H:%M:%S')} {told}" + ("" if dossier else "; pages are as they were"), flush=True)
        if dossier:
            publish(self._root, self._root / "docs", editor_files(dossier), (EDITORS,))


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], preview: Preview) -> None:
        self.preview = preview
        self.answered: float | None = time.monotonic()  # when last, unless all was put away since
        super().__init__(address, _Handler)

    def service_actions(self) -> None:
        """Gives back the memory of what is not used any more: to look for it among all that is known of 10,000 records takes a
        second, for which Python would hold up an answer."""
        if self.answered is not None and time.monotonic() - self.answered > _QUIET:
            self.answered = None
            gc.collect()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing of a browser that went away before its answer."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def server_bind(self) -> None:
        """Without asking anybody for the name of this machine."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        try:
            address, is_asked_for_here = urlsplit(self.path), self._is_asked_for_here()
        except ValueError:
            return self._send(Answer("This is no address.", "text/plain", HTTPStatus.BAD_REQUEST))
        path = unquote(address.path)
        if not is_asked_for_here:
            answer = Answer("This preview is for this machine alone.", "text/plain", HTTPStatus.MISDIRECTED_REQUEST)
        elif path == _CHANGES:
            answer = self._changes(address.query)
        elif path == _SCRIPT:
            answer = Answer(_PROGRAM, "text/javascript")
        elif self._is_a_page_without_slash(path):
            return self._send(Answer("", status=HTTPStatus.FOUND), ("Location", f"{address.path}/"))
        else:
            answer = self.server.preview.answer(path.removeprefix("/"))
            self.server.answered = time.monotonic()
        self._send(answer)

    do_HEAD = do_GET

    def _is_asked_for_here(self) -> bool:
        """Whether the address is that of the preview: a page of elsewhere could have a name of its own lead here.

        Raises `ValueError` where the host is none.
        """
        host = urlsplit(f"//{self.headers.get('Host', '')}").hostname
        return host in ("localhost", "127.0.0.1", "::1", self.server.server_name)

    def _is_a_page_without_slash(self, path: str) -> bool:
        return "." not in path.rpartition("/")[2] and not path.endswith("/")

    def _changes(self, known: str) -> Answer:
        """What the state of the files is called, as soon as that is another than the one known."""
        end = time.monotonic() + _PATIENCE
        while (now := str(self.server.preview.stamp())) == known and time.monotonic() < end:
            time.sleep(_PAUSE)
        return Answer(now, "text/plain")

    def _send(self, answer: Answer, *headers: tuple[str, str]) -> None:
        content = (
            answer.content.encode("utf-8", "xmlcharrefreplace") if isinstance(answer.content, str) else answer.content
        )
        if answer.media_type.startswith("text/html") and "text/html" in self.headers.get("Accept", ""):
            asking = f'<script src="{_SCRIPT}?{answer.state}" defer></script></body>'
            content = content.replace(b"</body>", asking.encode())
        self.send_response(answer.status)
        for header in (
            ("Content-Type", answer.media_type),
            ("Content-Length", str(len(content))),
            ("Cache-Control", "no-store"),
            *headers,
        ):
            self.send_header(*header)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing of each request."""
