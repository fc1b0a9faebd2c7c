"""Asking the web: private networks are never asked, and nothing that a server does keeps anybody waiting."""

import gzip
import socket
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from build_tools.web import LedAstray, NoAnswer, NoHost, NotAsked, addresses, ask
from tests.misbehaving import Server, misbehaving

PRIVATE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1",
    "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "2130706433", "0x7f000001", "127.1", "0",
    "::", "::1", "fe80::1", "fe80::1%lo", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::", "localhost",
    "fec0::1", "feff::1", "3fff::1", "3fff:fff::1", "5f00::1", "4000::1", "100::1", "64:ff9b:1::808:808", "192.88.99.1", "168.63.129.16",
    "::ffff:168.63.129.16", "64:ff9b::a83f:8110", "2002:a83f:8110::1", "2002:c058:6301::", "192.0.0.192", "::ffff:192.0.0.192", "2001:db9::5efe:10.0.0.1", "2a00::200:5efe:7f00:1",
    "0177.0.0.1", "0x7f.1", "0xa9fea9fe", "017700000001", "2001:0:7f00:1::80ff:fffe", "fd00:ec2::254",
    "LOCALHOST", "x.localhost", "localhost.",
]  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with misbehaving() as server:
        yield server


@pytest.mark.parametrize("host", PRIVATE)
def test_what_is_not_on_the_public_internet_is_refused(host: str) -> None:
    with pytest.raises(NotAsked, match="is no host of the public internet") as raised:
        addresses(host, 80)
    assert type(raised.value) is NotAsked


@pytest.mark.parametrize(
    "host", ["8.8.8.8", "192.0.1.1", "168.63.129.17", "2606:4700:4700::1111", "2a00::1", "64:ff9b::808:808", "::ffff:8.8.8.8", "2002:808:808::1"]
)  # fmt: skip
def test_what_is_on_it_is_asked(host: str) -> None:
    assert len(addresses(host, 80)) == 1


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/", "file:///etc/passwd", "javascript:alert(1)", "http://", "http:///x", "//a.example", "",
        "http://user@a.example/", "http://user:word@a.example/", "http://a.example:99999/", "http://[::1", "http://é..x/",
        "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "gopher://a.example/", "data:text/html,x", "http://8.8.8.8:22/", "http://8.8.8.8:0/", "https://8.8.8.8:6379/",
        "http://a.example@127.0.0.1/", "http://127.0.0.1\\@a.example/", "http://a.example/\r\nX: y", "http://a.example\t/", "http:a.example",
    ],
)  # fmt: skip
def test_only_plain_web_addresses_are_asked(url: str) -> None:
    with pytest.raises(NotAsked):
        ask(url)


def named(monkeypatch: pytest.MonkeyPatch, **hosts: list[str] | OSError) -> list[str]:
    """Gives names to numeric addresses for a test; returns the names that are looked up, as they are."""
    looked_up: list[str] = []

    def getaddrinfo(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        looked_up.append(host)
        found = hosts.get(host.partition(".")[0], [host])
        if isinstance(found, OSError):
            raise found
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in found]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return looked_up


def test_a_name_with_one_private_address_among_others_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    named(monkeypatch, mixed=["8.8.8.8", "10.0.0.1"])
    with pytest.raises(LedAstray, match=r'the name "mixed\.example" leads to no host of the public internet') as raised:
        ask("http://mixed.example/")
    assert not raised.value.redirected


def test_the_address_that_was_looked_at_is_the_one_connected_to(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that answers otherwise the second time leads nowhere else: there is no second time for the name."""
    looked_up = named(monkeypatch, news=["127.0.0.1"])
    port = server.address.rpartition(":")[2]
    assert ask(f"http://news.example:{port}/ok", private=True).status == 200
    assert looked_up.count("news.example") == 1
    assert set(looked_up) <= {"news.example", "127.0.0.1"}


def test_the_next_address_of_a_host_is_tried(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    named(monkeypatch, two=["127.0.0.9", "127.0.0.1"])
    assert ask(f"http://two.example:{server.address.rpartition(':')[2]}/ok", private=True).status == 200


@pytest.mark.parametrize(
    ("code", "kind", "told"),
    [
        (socket.EAI_NONAME, NoHost, 'there is no host "gone.example"'),
        (socket.EAI_AGAIN, NoAnswer, 'the name "gone.example" cannot be looked up now'),
    ],
)
def test_a_name_that_nobody_has_is_told_from_a_name_server_out_of_order(
    code: int, kind: type[NoAnswer], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    named(monkeypatch, gone=socket.gaierror(code, "no"))
    with pytest.raises(NoAnswer) as raised:
        ask("http://gone.example/")
    assert type(raised.value) is kind
    assert str(raised.value) == told


@pytest.mark.parametrize(
    "target", ["http://localhost:{port}/ok", "http://10.0.0.1/", "http://[::1]:{port}/ok", "//0.0.0.0:{port}/ok", "file:///etc/passwd"]
)  # fmt: skip
def test_a_redirect_to_a_private_network_is_refused(server: Server, target: str) -> None:
    before = server.times("/ok")
    with pytest.raises(LedAstray, match="it redirects to what is not asked for: ") as raised:
        ask(f"{server.address}/to?{target.format(port=server.address.rpartition(':')[2])}", private={"127.0.0.1"})
    assert raised.value.redirected
    assert server.times("/ok") == before


def test_redirects_are_followed_and_told_apart(server: Server) -> None:
    for way, permanent in (("to", True), ("for-now", False)):
        answer = ask(f"{server.address}/{way}?{server.address}/to?/ok", private=True)
        assert (answer.url, answer.status, answer.permanent) == (f"{server.address}/ok", 200, permanent)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("slow", "it takes too long"),
        ("slow-headers", "it takes too long"),
        ("slow-body", "it takes too long"),
        ("for-ever-soon", "it takes too long"),
        ("loop", "it redirects more than 8 times"),
        ("bad-redirect", "it redirects to what is no web address"),
        ("reset", "it breaks off"),
        ("cut-off", "it breaks off"),
        ("no-http", "it breaks off"),
        ("many-headers", "it breaks off"),
        ("huge-header", "it breaks off"),
    ],
)
def test_what_a_server_may_do_is_told_in_time(server: Server, path: str, told: str) -> None:
    started = time.monotonic()
    with pytest.raises(NoAnswer) as raised:
        ask(f"{server.address}/{path}", private=True, patience=0.4 if told == "it takes too long" else 20)
    assert str(raised.value) == told
    assert time.monotonic() - started < 4  # a slow server would go on for five


def test_an_endless_body_is_read_up_to_a_bound(server: Server) -> None:
    assert len(ask(f"{server.address}/endless", private=True, most=300_000).body) == 300_000


@pytest.mark.parametrize("encodings", [1, 2, 200])
def test_a_compressed_body_is_unpacked_no_further_than_the_bound(server: Server, encodings: int) -> None:
    """A hundred megabytes of nothing, packed into a tenth of one, and that into a thousandth; and a chain that has no end."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = b"".join([*(packer.compress(bytes(1 << 20)) for _ in range(100)), packer.flush()])
    for _ in range(min(encodings, 2) - 1):
        body = gzip.compress(body)
    server.pages["/bomb"] = (200, {"Content-Encoding": ", ".join(["gzip"] * encodings)}, body)
    tracemalloc.start()
    try:
        assert ask(f"{server.address}/bomb", private=True, most=100_000).body == bytes(100_000)
    except NoAnswer:
        assert encodings == 200
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 20_000_000


def test_neither_cookies_nor_what_netrc_holds_nor_a_referrer_travel(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is a proxy asked that the environment names."""
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1/")
    server.pages["/baker"] = (302, {"Location": "/ok?after", "Set-Cookie": "who=me"}, b"")
    assert ask(f"{server.address}/baker", private=True).status == 200
    named = {name.lower() for path, names in server.headers for name in names if path in ("/baker", "/ok?after")}
    assert named == {"host", "user-agent", "accept", "accept-encoding", "connection"}


def test_all_machines_on_the_way_together_have_their_time(server: Server) -> None:
    started = time.monotonic()
    with pytest.raises(NoAnswer, match="it takes too long"):
        ask(f"{server.address}/slowly-round", private=True, patience=0.4)
    assert time.monotonic() - started < 2.5


def test_an_old_server_is_understood(server: Server) -> None:
    assert ask(f"{server.address}/old", private=True).body == b"<p>an old server</p>"


@pytest.mark.parametrize("status", [102, 103, 199])
def test_what_only_announces_an_answer_is_none(server: Server, status: int) -> None:
    answer = ask(f"{server.address}/interim?{status}", private=True)
    assert (answer.status, answer.body, "link" in answer.headers) == (200, b"<p>a page</p>", False)


def test_another_protocol_is_no_announcement(server: Server) -> None:
    assert ask(f"{server.address}/interim?101", private=True).status == 101


def test_a_certificate_that_nobody_vouches_for_is_not_trusted() -> None:
    with misbehaving(secure=True) as server, pytest.raises(NoAnswer, match="its certificate is not to be trusted"):
        ask(f"{server.address}/ok", private=True)


def test_nothing_listens(server: Server) -> None:
    with socket.socket() as taken:  # bound, and listening to nobody
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(NoAnswer, match="nothing listens there"):
            ask(f"http://127.0.0.1:{taken.getsockname()[1]}/", private=True)


@pytest.mark.parametrize(("path", "asked"), [("/café", "/caf%C3%A9"), ("/à la carte", "/%C3%A0%20la%20carte"), ("/caf%C3%A9", "/caf%C3%A9"), ("/à", "/%C3%A0")])  # fmt: skip
def test_a_redirect_in_raw_utf_8_leads_where_a_browser_goes(server: Server, path: str, asked: str) -> None:
    """Python reads and writes headers as Latin-1: the server sends the bytes of UTF-8."""
    server.pages["/raw"] = (301, {"Location": path.encode("utf-8").decode("latin-1")}, b"")
    server.pages[asked] = (200, {}, b"x")
    assert ask(f"{server.address}/raw", private=True).status == 200


def test_a_redirect_that_is_no_utf_8_is_followed_as_it_came(server: Server) -> None:
    server.pages["/latin"] = (301, {"Location": "/caf\xe9"}, b"")
    server.pages["/caf%C3%A9"] = (200, {}, b"x")
    assert ask(f"{server.address}/latin", private=True).status == 200


def test_letters_of_other_scripts_travel_encoded(server: Server) -> None:
    server.pages["/caf%C3%A9?q=%E2%82%AC&r=%20"] = (200, {}, b"x")
    assert ask(f"{server.address}/café?q=€&r=%20#part", private=True).status == 200
