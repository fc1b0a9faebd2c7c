"""Asking the public web for one address: private networks are refused, after names are looked up and after redirects too.

Whoever writes a record chooses which addresses are asked, and on whose machine that happens; so nothing that is not on the
public internet is asked, and no answer is longer than its bound. The address that was looked at is the one connected to.
"""

import ipaddress
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.connectionpool import HTTPConnectionPool

AGENT = "promises-on-record (link check; one request at a time)"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PORTS = {"http": 80, "https": 443}
_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 8


class NotAsked(Exception):
    """An address that is not asked for: not of the web, or of a private network. The message says which."""


class NoAnswer(Exception):
    """Nothing came back that can be read: no such name, no connection, no trust, no end. The message says what."""


@dataclass(frozen=True)
class Answer:
    """What came back: the address that answered in the end, its status, its headers in small letters, its first bytes."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    permanent: bool  # whether every redirect on the way was a permanent one; True where there was none


def ask(url: str, *, accept: str = "*/*", private: bool = False, most: int = 4_000_000, patience: float = 20) -> Answer:
    """The answer at an http or https address, after redirects: at most `most` bytes of it, within `patience` seconds.

    `private` lets private networks be asked, for tests alone. Raises NotAsked and NoAnswer.
    """
    until = time.monotonic() + patience
    permanent = True
    for _ in range(_MOST_REDIRECTS):
        answer = _ask_once(url, accept, private, most, until)
        target = answer.headers.get("location")
        if answer.status not in _REDIRECTS or not target:
            return Answer(url, answer.status, answer.headers, answer.body, permanent)
        permanent = permanent and answer.status in (301, 308)
        url = urljoin(url, target)
    raise NoAnswer(f"it redirects more than {_MOST_REDIRECTS} times")


def addresses(host: str, port: int, private: bool = False) -> list[str]:
    """The numeric addresses of a host. Raises NotAsked where any of them is not on the public internet."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoAnswer(f'there is no host "{host}"') from error
    numbers = list(dict.fromkeys(str(place[4][0]) for place in found))
    if not private and not all(map(_public, numbers)):
        raise NotAsked(f'"{host}" is no host of the public internet')
    return numbers


def _public(number: str) -> bool:
    address = ipaddress.ip_address(number.partition("%")[0])
    return all(inner.is_global and not inner.is_multicast for inner in (address, *_within(address)))


def _within(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> Iterator[ipaddress.IPv4Address]:
    """The addresses of version 4 that one of version 6 stands for."""
    if isinstance(address, ipaddress.IPv6Address):
        yield from filter(None, (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())))
        if address in _NAT64:
            yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


def _ask_once(url: str, accept: str, private: bool, most: int, until: float) -> Answer:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise NotAsked("this is no web address") from error
    if parts.scheme not in _PORTS or not host or parts.username is not None:
        raise NotAsked("only http and https addresses are asked, without a name or password in them")
    port = port or _PORTS[parts.scheme]
    pool = _pool(parts.scheme, host, port, addresses(host, port, private)[0])
    target = urllib3.util.Url(path=parts.path or "/", query=parts.query or None).url
    named = f"[{host}]" if ":" in host else host
    headers = {
        "Host": named if port == _PORTS[parts.scheme] else f"{named}:{port}",
        "User-Agent": AGENT,
        "Accept": accept,
        "Accept-Encoding": "identity",
    }
    patience = urllib3.Timeout(total=max(until - time.monotonic(), 0.1))
    try:
        with pool.urlopen(
            "GET",
            target,
            headers=headers,
            redirect=False,
            retries=False,
            timeout=patience,
            preload_content=False,
            assert_same_host=False,
        ) as answer:
            return Answer(
                url,
                answer.status,
                {name.lower(): value for name, value in answer.headers.items()},
                _read(answer, most, until),
                True,
            )
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise NoAnswer(_why(error)) from error
    finally:
        pool.close()


def _pool(scheme: str, host: str, port: int, number: str) -> HTTPConnectionPool:
    """Connections to the address that was looked at; a certificate must be for the host that was asked for."""
    if scheme == "http":
        return HTTPConnectionPool(number, port)
    return urllib3.HTTPSConnectionPool(number, port, server_hostname=host, assert_hostname=host)


def _read(answer: urllib3.BaseHTTPResponse, most: int, until: float) -> bytes:
    """The first bytes of a body, which may have no end or come one by one."""
    body = b""
    while len(body) < most and (piece := answer.read1(min(65_536, most - len(body)))):
        body += piece
        if time.monotonic() > until:
            raise NoAnswer("it takes too long")
    return body


def _why(error: Exception) -> str:
    words = {
        urllib3.exceptions.SSLError: "its certificate is not to be trusted",
        urllib3.exceptions.TimeoutError: "it takes too long",
        urllib3.exceptions.NewConnectionError: "nothing listens there",
        urllib3.exceptions.ProtocolError: "it breaks off",
    }
    return next((told for kind, told in words.items() if isinstance(error, kind)), "it cannot be reached")
