"""What the preview answers to requests that no page makes: nothing of another folder, no other host, and never a traceback."""

import http.client
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import LITTLE
from tests.test_preview import PATIENCE, Preview, running

_CLIMBING = (
    "/../secret.txt",
    "/../../../../../../etc/passwd",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/..%2F..%2F..%2Fetc%2Fpasswd",
    "/%252e%252e%252fsecret.txt",
    "/..\\secret.txt",
    "/..%5csecret.txt",
    "//etc/passwd",
    "/%2fetc%2fpasswd",
    "/actors/../../secret.txt",
    "/actors/%2e%2e/%2e%2e/secret.txt",
    "/sources/site.yaml",
    "/mkdocs.yml",
    "/.git/config",
    "/secret.txt%00.html",
    "/actors/ada-holm/%00",
    "/%ff%fe.html",
    "/%",
    "/?x=%00",
    "/" + "a" * 20_000 + "/",
    "/" + "a/" * 20_000,
    "/" + "../" * 5_000 + "etc/passwd",
    "/search/../../secret.txt",
    "/data/..%2f..%2fsecret.txt",
    "http://[/",
    "//[/",
    "*",
)
_HOSTS = (
    "",
    "elsewhere.example",
    "localhost.elsewhere.example",
    "[",
    "[::1",
    "a" * 5_000,
    "127.0.0.1@elsewhere.example",
)


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder: Path = tmp_path_factory.mktemp("asked") / "project"
    folder.mkdir()
    (folder.parent / "secret.txt").write_text("the secret")
    with running(folder, "build_tools", "serve", "--address") as preview:
        yield preview
    assert "Traceback" not in preview_log(folder)


def preview_log(folder: Path) -> str:
    return (folder / "log").read_text()


def asked(preview: Preview, request: bytes) -> tuple[int, bytes]:
    """The status and the whole of an answer to bytes that may be no sound request."""
    host, _, port = preview.address.partition(":")
    with socket.create_connection((host, int(port)), PATIENCE) as connection:
        connection.sendall(request)
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        return answer.status, answer.read()


def get(preview: Preview, path: str, host: str | None = None, method: str = "GET") -> tuple[int, bytes]:
    told = preview.address if host is None else host
    return asked(preview, f"{method} {path} HTTP/1.1\r\nHost: {told}\r\nConnection: close\r\n\r\n".encode())


@pytest.mark.parametrize("path", _CLIMBING, ids=lambda path: path[:30])
def test_no_path_leads_out_of_the_site(preview: Preview, path: str) -> None:
    status, content = get(preview, path)
    assert status in (200, 302, 400, 404), status
    assert b"the secret" not in content
    assert b"root:" not in content
    assert b"theme:" not in content
    assert "Traceback" not in preview.told(), preview.told()


@pytest.mark.parametrize("host", _HOSTS, ids=lambda host: host[:30])
def test_another_host_is_answered_nothing(preview: Preview, host: str) -> None:
    status, content = get(preview, "/actors/ada-holm/", host)
    assert status in (400, 421), status
    assert b"Ada Holm" not in content
    assert "Traceback" not in preview.told(), preview.told()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "X" * 300])
def test_a_preview_is_read_alone(preview: Preview, method: str) -> None:
    assert get(preview, "/actors/ada-holm/", method=method)[0] == 501
    assert "Traceback" not in preview.told(), preview.told()


def test_no_answer_holds_a_header_that_a_path_asked_for(preview: Preview) -> None:
    status, content = get(preview, "/actors%0d%0aSet-Cookie:%20a=b")
    assert status in (302, 400, 404)
    assert b"Set-Cookie" not in content


@pytest.mark.parametrize(
    "request_", [b"\r\n\r\n", b"\0\0\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\r\n\r\n"]
)
def test_what_is_no_request_ends_nothing(preview: Preview, request_: bytes) -> None:
    host, _, port = preview.address.partition(":")
    with socket.create_connection((host, int(port)), PATIENCE) as connection:
        connection.sendall(request_)
        connection.shutdown(socket.SHUT_WR)
        assert b"Ada Holm" not in connection.recv(100_000)
    assert get(preview, "/actors/ada-holm/")[0] == 200
    assert "Traceback" not in preview.told(), preview.told()


def test_who_goes_away_before_the_answer_and_many_at_once_harm_nobody(preview: Preview) -> None:
    host, _, port = preview.address.partition(":")
    for _ in range(5):
        with socket.create_connection((host, int(port)), PATIENCE) as connection:
            connection.sendall(b"GET /lineage/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    names = [path.stem for path in (LITTLE / "sources/actors").glob("*.yaml")]
    alone = {name: get(preview, f"/actors/{name}/") for name in names}
    with ThreadPoolExecutor(8) as side_by_side:
        together = dict(zip(names, side_by_side.map(lambda name: get(preview, f"/actors/{name}/"), names), strict=True))
    assert together == alone
    assert "Traceback" not in preview.told(), preview.told()
