"""A web server of this machine that misbehaves in every way that tests ask for: the path says in which."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

CERTIFICATE = Path(__file__).parent / "self-signed.pem"  # with its key; made for these tests, and trusted by nobody
PAGE = "<html><head><title>News</title></head><body><p>{}</p></body></html>"


@dataclass
class Server:
    """A running server: its address, what it was asked and when, and the pages that it has besides."""

    address: str
    asked: list[tuple[str, float]] = field(default_factory=list)
    headers: list[tuple[str, list[str]]] = field(default_factory=list)
    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)

    def times(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(one == path for one, _ in self.asked)


class _Handler(BaseHTTPRequestHandler):
    told: Server
    ended: threading.Event

    def log_message(self, format: str, *arguments: object) -> None:
        pass

    def do_GET(self) -> None:
        self.told.asked.append((self.path, time.monotonic()))
        self.told.headers.append((self.path, list(self.headers.keys())))
        parts = urlsplit(self.path)
        name = parts.path.strip("/").replace("-", "_")
        if self.path in self.told.pages:
            self.answer(*self.told.pages[self.path])
        elif name.isdecimal():
            self.answer(int(name), {}, b"nothing")
        else:
            getattr(self, f"on_{name}")(unquote(parts.query))

    def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        if "Content-Type" not in headers:
            self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def on_ok(self, _: str) -> None:
        self.answer(200, {}, PAGE.format("hello").encode())

    def on_to(self, target: str) -> None:
        """Redirects for good to the address in the query."""
        self.answer(301, {"Location": target}, b"")

    def on_for_now(self, target: str) -> None:
        self.answer(302, {"Location": target}, b"")

    def on_hostile(self, target: str) -> None:
        """Says what a log of GitHub takes for commands wherever a server can say something."""
        self.close_connection = True
        said = "::error::owned ##[error]owned"
        status = "301" if target else "404"
        head = [
            f"HTTP/1.1 {status} {said}",
            f"Location: {target}",
            f"Content-Type: text/html; charset={said}",
            f"X: {said}",
        ]
        self.wfile.write("\r\n".join([*head, said, f"\r::{said}", "", f"<title>{said}</title>"]).encode())

    def on_interim(self, status: str) -> None:
        """Says something of that status, and more, before the page."""
        for line in (f"{status} Wait", "100 Continue", f"{status} Wait"):
            self.wfile.write(f"HTTP/1.1 {line}\r\nLink: </style.css>; rel=preload\r\n\r\n".encode())
        self.answer(200, {}, b"<p>a page</p>")

    def on_for_ever_soon(self, _: str) -> None:
        self._drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", 0)

    def on_gone_once(self, status: str) -> None:
        """Is not there, and then is, or says what the query says."""
        self.answer(404 if self.told.times(self.path) == 1 else int(status or 200), {}, b"<p>a page</p>")

    def on_loop(self, number: str) -> None:
        self.answer(302, {"Location": f"/loop?{int(number or 0) + 1}"}, b"")

    def on_slowly_round(self, _: str) -> None:
        """Leads on and on, each time within the patience."""
        self.ended.wait(0.3)
        self.answer(302, {"Location": "/slowly-round"}, b"")

    def on_wait(self, query: str) -> None:
        """Asks to be left alone, in the words of the query, and then answers."""
        first = self.told.times(self.path) == 1
        said = parse_qs(query)["after"][0]
        self.answer(429 if first else 200, {"Retry-After": said} if first else {}, b"<p>a page</p>")

    def on_recovers(self, _: str) -> None:
        self.answer(500 if self.told.times(self.path) == 1 else 200, {}, b"<p>a page</p>")

    def on_slow(self, _: str) -> None:
        self.ended.wait(5)

    def on_slow_headers(self, _: str) -> None:
        """A sign now and then: no single reading takes long."""
        self._drip(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x", 0.05)

    def on_slow_body(self, _: str) -> None:
        self._drip(b"HTTP/1.1 200 OK\r\n\r\n", b"x", 0.05)

    def on_endless(self, _: str) -> None:
        self._drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x" * 65_536, 0)

    def _drip(self, first: bytes, more: bytes, pause: float) -> None:
        self.close_connection = True
        try:
            self.wfile.write(first)
            while not self.ended.wait(pause):
                self.wfile.write(more)
        except OSError:
            pass  # the other end had enough

    def on_challenge(self, _: str) -> None:
        body = b"<html><head><title>Just a moment...</title></head><body>Enable JavaScript</body></html>"
        self.answer(503, {"Server": "cloudflare", "cf-mitigated": "challenge"}, body)

    def on_friendly_challenge(self, _: str) -> None:
        self.answer(200, {}, b"<html><head><title>\nJust a moment...</title></head><body></body></html>")

    def on_missing_behind_wall(self, _: str) -> None:
        self.answer(404, {"cf-mitigated": "challenge"}, b"")

    def on_old(self, _: str) -> None:
        self.close_connection = True
        self.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>an old server</p>")

    def on_no_http(self, _: str) -> None:
        self.close_connection = True
        self.wfile.write(b"220 this is a mail server\r\n")

    def on_reset(self, _: str) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.connection.close()

    def on_cut_off(self, _: str) -> None:
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<p>half")

    def on_many_headers(self, _: str) -> None:
        self.answer(200, {f"X-{number}": "x" for number in range(500)}, b"x")

    def on_huge_header(self, _: str) -> None:
        self.answer(200, {"X-Huge": "x" * 200_000}, b"x")

    def on_bad_redirect(self, _: str) -> None:
        self.answer(301, {"Location": "http://[::1"}, b"")


class _Calm(ThreadingHTTPServer):
    """Says nothing of those who hang up."""

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextmanager
def misbehaving(secure: bool = False) -> Iterator[Server]:
    """A server on 127.0.0.1, over TLS where it is to be `secure`."""
    ended = threading.Event()
    told = Server("")
    handler = type("Handler", (_Handler,), {"told": told, "ended": ended})
    server = _Calm(("127.0.0.1", 0), handler)
    if secure:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    told.address = f"{'https' if secure else 'http'}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        ended.set()
        server.shutdown()
        server.server_close()


class Hours:
    """A clock that sleeping alone moves on, for what would take long."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self._lock = threading.Lock()

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept.append(seconds)

    def clock(self) -> float:
        with self._lock:
            return sum(self.slept)
