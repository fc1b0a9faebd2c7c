"""Asking the public web for one address: private networks are refused, after names are looked up and after redirects too.

Whoever writes a record chooses which addresses are asked, and on whose machine that happens; so nothing that is not on the
public internet is asked, and no answer is longer than its bound. The address that was looked at is the one connected to.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Container, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from http.client import SWITCHING_PROTOCOLS, HTTPException, HTTPResponse
from urllib.parse import quote, urljoin, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util.ssl_match_hostname import CertificateError

from build_tools.finding import shown

AGENT = "promises-on-record (link check; one request at a time)"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_GLOBAL = ipaddress.ip_network("2000::/3")  # what is handed out of version 6
# What `is_global` takes for public: examples of documents, protocols' own, relays of 6to4, services of clouds to their machines.
_NOT_PUBLIC = tuple(map(ipaddress.ip_network, ("3fff::/20", "192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32")))
_PORTS = {"http": 80, "https": 443}
_ASKED = (
    80,
    443,
    8080,
    8443,
)  # on others stand mail servers, databases and what else a stranger may want to have knocked at
_PRIVATE = (".localhost", ".local", ".internal", ".lan", ".home.arpa")  # names that no public server has
_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 8
_MOST_PATIENT = 3  # times the patience with one machine, for all on the way
_ISATAP = (0x00005EFE, 0x02005EFE)  # before an address of version 4 (RFC 5214)
_MOST_PLACES = 4  # numeric addresses of one host that are tried
_ENCODED = "!$%&'()*+,/:;=?@-._~"  # stand as they are: what is encoded already stays so
# What a name server says of a name that nobody has; other answers may be of a server that is out of order.
_NOBODY = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}

# Whether private networks may be asked, for tests alone: all of them, or these hosts.
Private = bool | Container[str]
# Entered with the name of a host around each request to it, so that somebody can keep a pace.
Pace = Callable[[str], AbstractContextManager[object]]


class NotAsked(Exception):
    """An address that is not asked for: not of the web, or of a private network. The message says which."""


class LedAstray(NotAsked):
    """An address that leads, by a name server or `redirected` by a machine, to what is not asked for. It may lead elsewhere later."""

    def __init__(self, message: str, redirected: bool) -> None:
        super().__init__(message)
        self.redirected = redirected


class NoAnswer(Exception):
    """Nothing came back that can be read: no such name, no connection, no trust, no end. The message says what."""


class NoHost(NoAnswer):
    """No machine has this name."""


@dataclass(frozen=True)
class Answer:
    """What came back: the address that answered in the end, its status, its headers in small letters, its first bytes."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    permanent: bool  # whether every redirect on the way was a permanent one; True where there was none


def ask(
    url: str,
    *,
    accept: str = "*/*",
    private: Private = False,
    most: int = 4_000_000,
    patience: float = 20,
    pace: Pace = lambda host: nullcontext(),
) -> Answer:
    """The answer at an http or https address, after redirects: at most `most` bytes of it.

    Each machine on the way has `patience` seconds, all together three times that. Nothing is kept from one to the next, and
    neither cookies nor what .netrc holds are sent. Proxies that the environment names are not used, since they would look
    names up again. Raises NotAsked and NoAnswer.
    """
    permanent, until = True, time.monotonic() + _MOST_PATIENT * patience
    for redirects in range(_MOST_REDIRECTS):
        try:
            answer = _ask_once(url, accept, private, most, patience, pace)
        except NotAsked as error:
            if redirects == 0:
                raise
            raise LedAstray(f"it redirects to what is not asked for: {error}", redirected=True) from error
        target = answer.headers.get("location")
        if answer.status not in _REDIRECTS or not target:
            return Answer(url, answer.status, answer.headers, answer.body, permanent)
        permanent = permanent and answer.status in (301, 308)
        url = _joined(url, _of_utf8(target))
        if time.monotonic() >= until:
            raise NoAnswer("it takes too long")
    raise NoAnswer(f"it redirects more than {_MOST_REDIRECTS} times")


def addresses(host: str, port: int, private: Private = False) -> list[str]:
    """The numeric addresses of a host. Raises NotAsked, or LedAstray, where any of them is not on the public internet."""
    allowed = _allowed(host, private)
    own = NotAsked(f"{shown(host)} is no host of the public internet")
    if not allowed and f".{host.lower().rstrip('.')}".endswith(".localhost"):  # whatever a name server says (RFC 6761)
        raise own
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise NoHost(f"there is no host {shown(host)}") from error
    except OSError as error:
        if error.errno in _NOBODY:
            raise NoHost(f"there is no host {shown(host)}") from error
        raise NoAnswer(f"the name {shown(host)} cannot be looked up now") from error
    numbers = list(dict.fromkeys(str(place[4][0]) for place in found))
    if allowed or all(map(_public, numbers)):
        return numbers
    if _is_number(host):
        raise own
    raise LedAstray(f"the name {shown(host)} leads to no host of the public internet", redirected=False)


def _allowed(host: str, private: Private) -> bool:
    return private if isinstance(private, bool) else host in private


def host_of(url: str) -> str:
    """The name of the host of an address, in small letters; empty where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_number(host: str) -> bool:
    """Whether a host is a numeric address, in any of its forms, and no name."""
    try:
        return ":" in host or bool(socket.inet_aton(host))
    except OSError:
        return False


def _of_utf8(header: str) -> str:
    """A header, which `http.client` reads as Latin-1, as the UTF-8 that servers write; else as it came."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def never_asked(url: str) -> str | None:
    """Why an address cannot be one of the public internet, as its text alone shows, or None."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.username is not None:
        return "a name or a password stands in the address"
    with suppress(ValueError):
        return None if _public(host) else "the address is one of a private network"
    return "the address is one of a private network" if "." not in host or host.endswith(_PRIVATE) else None


def _joined(url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError as error:
        raise NoAnswer("it redirects to what is no web address") from error


def _public(number: str) -> bool:
    address = ipaddress.ip_address(number.partition("%")[0])
    return all(_is_public(inner) for inner in (address, *_within(address)))


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and (address.ipv4_mapped is not None or address in _NAT64):
        return True  # by the address of version 4 within it
    handed_out = address.version == 4 or address in _GLOBAL
    refused = any(address in network for network in _NOT_PUBLIC)
    return handed_out and address.is_global and not address.is_multicast and not refused


def _within(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> Iterator[ipaddress.IPv4Address]:
    """The addresses of version 4 that one of version 6 stands for."""
    if isinstance(address, ipaddress.IPv6Address):
        yield from filter(None, (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())))
        if address in _NAT64 or int(address) >> 32 & 0xFFFFFFFF in _ISATAP:
            yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


def _ask_once(url: str, accept: str, private: Private, most: int, patience: float, pace: Pace) -> Answer:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        host = host and (host if host.isascii() else host.encode("idna").decode("ascii"))
    except ValueError as error:
        raise NotAsked("this is no web address") from error
    if parts.scheme not in _PORTS or not host or parts.username is not None:
        raise NotAsked("only http and https addresses are asked, without a name or password in them")
    port = _PORTS[parts.scheme] if port is None else port
    if any(sign in url for sign in "\t\r\n"):  # which `urlsplit` drops
        raise NotAsked("a tab or a line break stands in the address")
    target = quote(parts.path or "/", safe=_ENCODED) + (f"?{quote(parts.query, safe=_ENCODED)}" if parts.query else "")
    named = f"[{host}]" if ":" in host else host
    headers = {
        "Host": named if port == _PORTS[parts.scheme] else f"{named}:{port}",
        "User-Agent": AGENT,
        "Accept": accept,
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    numbers = addresses(host, port, private)
    if port not in _ASKED and not _allowed(host, private):
        raise NotAsked(f"only the ports of web servers are asked: {', '.join(map(str, _ASKED))}")
    with pace(host):
        until = time.monotonic() + patience
        try:
            with _connected(parts.scheme, host, port, numbers[:_MOST_PLACES], until) as connection:
                connection.request("GET", target, headers=headers, preload_content=False)
                answer = connection.getresponse()
                named_headers = {name.lower(): value for name, value in answer.headers.items()}
                return Answer(url, answer.status, named_headers, _read(answer, most, until), True)
        except (urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError) as error:
            raise NoAnswer("it takes too long" if time.monotonic() >= until else _why(error)) from error


@contextmanager
def _connected(scheme: str, host: str, port: int, numbers: list[str], until: float) -> Iterator[HTTPConnection]:
    """A connection to the first of a host's addresses that takes one, cut when its time is over.

    A server that sends a sign now and then would outlast any bound on a single reading; so a timer ends the connection.
    """
    tried: list[HTTPConnection] = []
    timer = threading.Timer(until - time.monotonic(), lambda: _cut(tried[-1:]))
    timer.daemon = True
    timer.start()
    try:
        for number in numbers:
            tried.append(_to(scheme, host, port, number, until))
            try:
                tried[-1].connect()
                break
            except (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError):
                if number == numbers[-1]:
                    raise
        yield tried[-1]
    finally:
        timer.cancel()
        for connection in tried:
            connection.close()


class _Final(HTTPResponse):
    """The answer after those that only announce it: 102 and 103, as well as 100, which the library skips by itself."""

    def begin(self) -> None:
        super().begin()
        while 100 <= self.status < 200 and self.status != SWITCHING_PROTOCOLS:
            self.headers = self.msg = None  # type: ignore[assignment]
            super().begin()


def _to(scheme: str, host: str, port: int, number: str, until: float) -> HTTPConnection:
    """A connection, not made yet, to the address that was looked at; a certificate must be for the host asked for."""
    left = max(until - time.monotonic(), 0.1)
    if scheme == "http":
        connection = HTTPConnection(number, port, timeout=left)
    else:
        connection = HTTPSConnection(number, port, timeout=left, server_hostname=host, assert_hostname=host)
    connection.response_class = _Final
    return connection


def _cut(connections: list[HTTPConnection]) -> None:
    for connection in connections:
        if connection.sock is not None:
            with suppress(OSError):  # it may be closed already
                connection.sock.shutdown(socket.SHUT_RDWR)


def _read(answer: urllib3.HTTPResponse, most: int, until: float) -> bytes:
    """The first bytes of a body, which may have no end or come one by one."""
    body = b""
    while len(body) < most and (piece := answer.read1(min(65_536, most - len(body)))):
        body += piece
        if time.monotonic() > until:
            break
    if time.monotonic() >= until:
        raise TimeoutError
    return body


def _why(error: Exception) -> str:
    words: dict[tuple[type[Exception], ...], str] = {
        (ssl.SSLError, urllib3.exceptions.SSLError, CertificateError): "its certificate is not to be trusted",
        (urllib3.exceptions.NewConnectionError,): "nothing listens there",  # urllib3 counts it among timeouts
        (urllib3.exceptions.TimeoutError, TimeoutError): "it takes too long",
        (urllib3.exceptions.ProtocolError, HTTPException, ConnectionError): "it breaks off",
    }
    return next((told for kinds, told in words.items() if isinstance(error, kinds)), "it cannot be reached")
