"""The web addresses of records: three verdicts, asked politely, kept in a file, and nothing called dead that may not be."""

import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from build_tools import reachable, web
from build_tools.__main__ import main
from build_tools.links.archive import archived_copy
from build_tools.links.asking import Asking, Pace, retry_after
from build_tools.links.judging import judged
from build_tools.links.places import addresses
from build_tools.links.words import Sought, sought
from build_tools.rules import plain
from build_tools.site import build, check
from build_tools.web import Answer, NoAnswer, NoHost
from tests.misbehaving import Hours, Server, misbehaving

GAZETTE = "sources/documents/gazette-2019-05-03-dredging.yaml"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ARCHIVE = "https://archive.org/wayback/available?url="
COPY = "http://web.archive.org/web/20190601000000/https://gazette.example/2019/05/03/dredging"


@pytest.fixture
def server() -> Iterator[Server]:
    with misbehaving() as server:
        yield server


@pytest.fixture(autouse=True)
def own_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The records of these tests have addresses of this machine, which no record of a collection may have."""
    monkeypatch.setattr(plain, "never_asked", lambda address: None)


def asking(hours: Hours, archive: str = "", patience: float = 20) -> Asking:
    """Asks private networks too, without waiting; what the archive would say is given."""

    def ask(url: str, *, pace: web.Pace) -> Answer:
        if url.startswith(ARCHIVE):
            return Answer(url, 200, {}, archive.encode(), True)
        return web.ask(url, pace=pace, private={"127.0.0.1"}, patience=patience)

    return Asking(ask, Pace(sleep=hours.sleep, clock=hours.clock), lambda: NOW)


FRONT_PAGES = (
    "/", "/index.html", "/default.aspx", "/?utm_source=x&utm_medium=y", "/?fbclid=1", "/es/", "/es", "/en-us/index.php",
)  # fmt: skip
NO_FRONT_PAGES = ("/?p=12", "/us/", "/es/news", "/index", "/?utm_source=x&p=12", "/espa/")


@pytest.mark.parametrize(
    ("path", "times", "verdict", "reason"),
    [
        ("ok", 1, "alive", ""),
        ("old", 1, "alive", ""),
        ("endless", 1, "alive", ""),
        ("recovers", 2, "alive", ""),
        ("wait?after=7", 2, "alive", ""),
        ("interim?103", 1, "alive", ""),
        ("404", 2, "dead", "it answers 404 (Not Found)"),
        ("410", 2, "dead", "it answers 410 (Gone)"),
        ("to?/404", 2, "dead", "it answers 404 (Not Found)"),
        ("gone-once", 2, "alive", ""),
        ("gone-once?410", 2, "dead", "it answers 410 (Gone)"),
        ("gone-once?500", 2, "unknown", "it answers 500 (Internal Server Error)"),
        ("gone-once?403", 2, "unknown", "it answers 403 (Forbidden), as walls against programs do"),
        ("401", 1, "unknown", "it answers 401 (Unauthorized), as walls against programs do"),
        ("403", 1, "unknown", "it answers 403 (Forbidden), as walls against programs do"),
        ("429", 3, "unknown", "it answers 429 (Too Many Requests), as walls against programs do"),
        ("451", 1, "unknown", "it answers 451 (Unavailable For Legal Reasons), as walls against programs do"),
        ("400", 1, "unknown", "it answers 400 (Bad Request)"),
        ("500", 3, "unknown", "it answers 500 (Internal Server Error)"),
        ("503", 3, "unknown", "it answers 503 (Service Unavailable)"),
        ("599", 1, "unknown", "it answers 599"),
        ("challenge", 3, "unknown", "a wall against programs answers (status 503)"),
        ("friendly-challenge", 1, "unknown", "a wall against programs answers (status 200)"),
        ("missing-behind-wall", 2, "unknown", "a wall against programs answers (status 404)"),
        ("slow", 3, "unknown", "it takes too long"),
        ("loop", 3, "unknown", "it redirects more than 8 times"),
        ("reset", 3, "unknown", "it breaks off"),
        ("many-headers", 3, "unknown", "it breaks off"),
        *(
            (f"to?{front}", 1, "unknown", "it leads to the front page now; whether the page stands elsewhere is not known")
            for front in FRONT_PAGES
        ),
        *((f"to?{page}", 1, "alive", "") for page in NO_FRONT_PAGES),
    ],
)  # fmt: skip
def test_what_a_server_does_gives_a_verdict(server: Server, path: str, times: int, verdict: str, reason: str) -> None:
    for page in (*FRONT_PAGES, *NO_FRONT_PAGES):
        server.pages[page] = (200, {}, b"<p>a page</p>")
    url = f"{server.address}/{path}"
    assert judged(url, asking(Hours(), patience=0.3 if path == "slow" else 20).answer(url)) == (verdict, reason)
    assert server.times(f"/{path}") == times


def test_bad_tls_is_unknown() -> None:
    """The page may be there, and a reader may go on; that its certificate ran out is mended more often than not."""
    with misbehaving(secure=True) as server:
        url = f"{server.address}/ok"
        assert judged(url, asking(Hours()).answer(url)) == ("unknown", "its certificate is not to be trusted")


def test_a_host_that_nobody_has_is_dead_and_one_that_cannot_be_looked_up_is_not() -> None:
    assert judged("http://x.example/", NoHost("there is no host")) == ("dead", "there is no host")
    assert judged("http://x.example/", NoAnswer("cannot be looked up now"))[0] == "unknown"


def test_a_page_that_cloudflare_watches_without_a_challenge_is_alive() -> None:
    body = b'<title>News</title><script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>'
    assert (
        judged("http://x.example/a", Answer("http://x.example/a", 200, {"server": "cloudflare"}, body, True))[0]
        == "alive"
    )


@pytest.mark.parametrize(
    ("title", "wall"),
    [
        ("<title lang=en>Just a moment...</title>", True),
        ("<title>\n Just a moment…\n</title>", True),
        ("<title>Just a moment&hellip;</title>", True),
        ("<TITLE>Attention Required! | Cloudflare</TITLE>", True),
        ("<title>Access denied | www.a.example used Cloudflare to restrict access</title>", True),
        ("<title>Access Denied - A Firewall</title>", True),
        ("<title>Are you a robot?</title>", True),
        ("<title>Just a moment in history: the deal</title>", False),
        ("<title>Access Denied: how refugees are turned away</title>", False),
        ("<title>Access Denied - How refugees are turned away</title>", False),
        ("<title>Just a moment-to-moment account</title>", False),
        ("<title>News</title><svg><title>Access denied</title></svg>", False),
        ("<titles>Access denied</title>", False),
        ("<title>Just a moment", False),
    ],
)
def test_a_wall_is_known_by_its_whole_title(server: Server, title: str, wall: bool) -> None:
    """So that an article is not taken for a wall, whatever its status, nor a wall for a page that is gone."""
    for status, verdict in ((200, "alive"), (404, "dead")):
        server.pages["/x"] = (status, {}, f"<html><head>{title}</head><body><p>x</p></body></html>".encode())
        url = f"{server.address}/x"
        assert judged(url, asking(Hours()).answer(url))[0] == ("unknown" if wall else verdict)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120), (" 7 ", 7), ("0", 0), ("", 0), ("soon", 0), ("-5", 0), ("1e9", 0), ("9" * 400, 999_999_999),
        ("Sun, 22 Nov 2026 12:00:30 GMT", 30), ("Sun, 22 Nov 2026 11:00:00 GMT", 0), ("Sun, 99 Nov 2026", 0),
        ("Sun, 22 Nov 2026 12:00:30 -0000", 30),
    ],
)  # fmt: skip
def test_retry_after_is_read_in_seconds_and_as_a_date(said: str, seconds: float) -> None:
    assert retry_after(Answer("", 429, {"retry-after": said}, b"", True), NOW) == seconds


@pytest.mark.parametrize(("after", "times", "waited"), [("40", 2, 40), ("Sun,+22+Nov+2026+12:01:00+GMT", 2, 60), ("100000", 1, 0)])  # fmt: skip
def test_a_host_is_left_alone_for_as_long_as_it_asks_within_reason(
    server: Server, after: str, times: int, waited: float
) -> None:
    hours = Hours()
    asking(hours).answer(f"{server.address}/wait?after={after}")
    assert server.times(f"/wait?after={after}") == times
    assert sum(hours.slept) == pytest.approx(waited)


def test_pauses_between_tries_grow(server: Server) -> None:
    hours = Hours()
    asking(hours).answer(f"{server.address}/503")
    assert hours.slept == pytest.approx([3, 15])


def test_what_is_gone_is_asked_for_again_after_a_pause_and_never_more_than_four_times(server: Server) -> None:
    hours = Hours()
    asking(hours).answer(f"{server.address}/404")
    assert hours.slept == pytest.approx([3])
    server.pages["/x"] = (503, {}, b"")

    def gone_in_the_end(url: str, *, pace: web.Pace) -> Answer:
        server.pages["/x"] = (404 if server.times("/x") == 2 else 503, {}, b"")
        return web.ask(url, pace=pace, private=True)

    Asking(gone_in_the_end, Pace(sleep=hours.sleep, clock=hours.clock)).answer(f"{server.address}/x")
    assert server.times("/x") == 4


def test_one_request_at_a_time_goes_to_a_host_and_the_pace_is_kept(server: Server, copy: Path) -> None:
    """With the real clock; also where one host is asked for the sake of several, through redirects."""
    from concurrent.futures import ThreadPoolExecutor

    asks = Asking(partial(web.ask, private=True), Pace(interval=0.15))
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(asks.answer, [f"{server.address}/ok", f"{server.address}/to?/ok"] * 2))
    times = [at for _, at in server.asked]
    assert len(times) == 6
    assert all(later - earlier >= 0.14 for earlier, later in pairwise(times))


# The whole command, on the little corpus, of which one document has an address and an archived copy.


Links = Callable[..., tuple[int, list[str], dict[str, Any]]]


def point(copy: Path, server: Server, path: str, archived: str | None = None) -> None:
    """Lets the document stand at a path of the server, and its copy at another, or nowhere."""
    text = (copy / GAZETTE).read_text("utf-8")
    text = re.sub("(?m)^URL: .*", f"URL: {server.address}/{path}", text)
    text = re.sub("(?m)^archived: .*\n", f"archived: {server.address}/{archived}\n" if archived else "", text)
    (copy / GAZETTE).write_text(text, "utf-8")
    briefing = copy / "sources/briefings/who-pays.md"
    briefing.write_text(briefing.read_text("utf-8").replace("(https://method.example/)", "(@ada-holm)"), "utf-8")


@pytest.fixture
def links(copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Links:
    """Runs `links --external` on the copy: the exit code, what is told, and the lines of the lock by the path asked."""

    def run(*options: str, archive: str = "", today: str = "2026-11-22") -> tuple[int, list[str], dict[str, Any]]:
        monkeypatch.setattr("build_tools.commands.links.Asking", lambda: asking(Hours(), archive))
        code = main(["links", "--external", "--root", str(copy), "--today", today, *options])
        file = copy / reachable.FILE
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        links = [json.loads(line) for line in lines if line.startswith("{")]
        held = {re.sub("^http://[^/]*/", "", link["address"]): link for link in links}
        out, err = capsys.readouterr()
        return code, [*out.splitlines(), *err.splitlines()], held

    return run


def article(copy: Path) -> bytes:
    """A page that holds the text of the capture of the document."""
    text = (copy / "captures/gazette-2019-05-03-dredging.txt").read_text("utf-8")
    paragraphs = "".join(f"<p>{line}</p>" for line in text.replace("&", "&amp;").replace("<", "&lt;").splitlines())
    return f'<html><head><meta charset="utf-8"></head><body><script>var x</script>{paragraphs}</body></html>'.encode()


def test_a_page_with_all_its_words_is_alive_and_nothing_is_told_of_it(copy: Path, server: Server, links: Links) -> None:
    point(copy, server, "article")
    server.pages["/article"] = (200, {"Content-Type": "text/html"}, article(copy))
    code, told, held = links()
    assert (code, len(told)) == (0, 1)
    assert re.match(r"links: 1 addresses, 1 asked: 1 alive, 0 dead, 0 unknown; 1 lines of sources/links.lock", told[0])
    assert held["article"]["words"] > 10
    assert (held["article"]["lost"], held["article"]["unread"]) == ([], "")
    assert check(copy)[1] == []


def test_words_that_a_page_has_no_longer_are_told_and_the_page_is_alive(
    copy: Path, server: Server, links: Links
) -> None:
    point(copy, server, "article")
    changed = article(copy).replace(b"agreed to dredge", b"agreed to consider dredging")
    server.pages["/article"] = (200, {"Content-Type": "text/html"}, changed)
    code, told, held = links("--strict")
    assert code == 0
    assert held["article"]["verdict"] == "alive"
    assert held["article"]["lost"] == ["claims/town-agreed-to-dredge"]
    assert told[0] == (
        f"{GAZETTE}:9:6: changed-page: {server.address}/article has no longer the words of claims/town-agreed-to-dredge; "
        "read it again"
    )


@pytest.mark.parametrize(
    ("kind", "encoding", "declared", "unread"),
    [
        ("text/html", "utf-8", "", ""),
        ('text/html; charset="UTF-16"', "utf-16", "", ""),
        ("text/html; charset=windows-1252", "cp1252", "utf-8", ""),
        ("text/html; charset=latin1", "cp1252", "", ""),
        ("text/html; charset=no-such", "utf-8", "utf-8", ""),
        ("text/plain; charset=windows-1252", "cp1252", "", ""),
        ("text/html; charset=utf-8", "cp1252", "utf-8", "its text cannot be read: the text is not in the encoding utf-8; save the file as UTF-8"),
        ("image/png", "utf-8", "", "it is no web page, PDF or text"),
        ("application/pdf", "utf-8", "", "its text cannot be read: the PDF cannot be read"),
    ],
)  # fmt: skip
def test_a_page_is_read_in_its_encoding_or_it_is_said_why_not(
    copy: Path, server: Server, links: Links, kind: str, encoding: str, declared: str, unread: str
) -> None:
    point(copy, server, "article")
    page = article(copy).decode().replace('charset="utf-8"', f'charset="{declared}"')
    if kind.startswith("text/plain"):
        page = (copy / "captures/gazette-2019-05-03-dredging.txt").read_text("utf-8")
    server.pages["/article"] = (200, {"Content-Type": kind}, page.encode(encoding, "xmlcharrefreplace"))
    _, _, held = links()
    assert held["article"]["unread"].startswith(unread)
    assert bool(held["article"]["unread"]) == bool(unread)
    assert held["article"]["lost"] == []


def test_a_page_that_a_script_would_have_to_write_has_not_changed(copy: Path, server: Server, links: Links) -> None:
    point(copy, server, "ok")
    _, _, held = links()
    assert held["ok"]["unread"] == "what came back is much shorter than the text that was read"


def test_a_dead_page_is_dead_since_the_first_day_and_a_wall_in_between_changes_nothing(
    copy: Path, server: Server, links: Links
) -> None:
    point(copy, server, "x")
    server.pages["/x"] = (200, {}, article(copy))
    links(today="2026-11-01")
    told = {}
    for day, status in (("08", 404), ("15", 403), ("22", 404), ("29", 403)):
        server.pages["/x"] = (status, {}, b"")
        _, _, held = links(today=f"2026-11-{day}")
        told[day] = (held["x"]["verdict"], held["x"]["since"], held["x"]["dead"], held["x"]["alive"])
    assert told == {
        "08": ("dead", "2026-11-08", "2026-11-08", "2026-11-01"),
        "15": ("unknown", "2026-11-15", "2026-11-08", "2026-11-01"),
        "22": ("dead", "2026-11-08", "2026-11-08", "2026-11-01"),
        "29": ("unknown", "2026-11-29", "2026-11-08", "2026-11-01"),
    }
    server.pages["/x"] = (200, {}, article(copy))
    _, _, held = links(today="2026-12-06")
    assert (held["x"]["since"], held["x"]["dead"], held["x"]["alive"]) == ("2026-12-06", "", "2026-12-06")


def test_dead_links_are_told_with_their_archived_copy_and_fail_only_where_that_is_asked_for(
    copy: Path, server: Server, links: Links
) -> None:
    point(copy, server, "404", archived="ok")
    code, told, _ = links()
    assert code == 0
    assert re.sub(r"127.0.0.1:\d+", "HOST", told[0]) == (
        f"{GAZETTE}:9:6: dead-link: http://HOST/404 is dead since 2026-11-22: it answers 404 (Not Found); "
        "its page shows the archived copy on record, http://HOST/ok"
    )
    assert links("--strict")[0] == 1


def test_a_copy_is_looked_for_where_none_is_on_record_and_used_on_the_pages(
    copy: Path, server: Server, links: Links
) -> None:
    point(copy, server, "404")
    closest = {"closest": {"available": True, "status": "200", "url": COPY}}
    _, told, held = links(archive=json.dumps({"archived_snapshots": closest}))
    copied = COPY.replace("http:", "https:", 1)
    assert held["404"]["archived"] == copied
    assert told[0].endswith(f'check this copy, and write it into the record as "archived": {copied}')
    dossier, findings, _ = build(copy)
    assert findings == []
    assert dossier is not None
    page = (copy / "docs/documents/gazette-2019-05-03-dredging.md").read_text("utf-8")
    assert f'<a href="{copied}">Archived copy</a>' in page
    assert "The original is gone since November 22, 2026" in page
    assert ">Read it<" not in page
    claim = (copy / "docs/claims/town-agreed-to-dredge.md").read_text("utf-8")
    assert f'<a href="{copied}#:~:text=the%20town%20agreed%20to%20dredge' in claim
    assert "The original is gone since November 22, 2026" in claim
    assert f'href="{server.address}/404' not in claim
    listed = (copy / "docs/reference/links.md").read_text("utf-8")
    assert "1 of 1 addresses were asked, the last on November 22, 2026: 0 alive, 1 dead, 0 unknown." in listed
    assert "Dead since November 22, 2026: it answers 404 (Not Found)." in listed
    assert f'<a href="{copied}">Archived copy</a>' in listed


@pytest.mark.parametrize(
    "said",
    [
        "", "{}", "[]", "null", '{"archived_snapshots": {}}', "[" * 100_000,
        json.dumps({"archived_snapshots": {"closest": {"available": True, "status": "404", "url": COPY}}}),
        json.dumps({"archived_snapshots": {"closest": {"available": False, "status": "200", "url": COPY}}}),
        json.dumps({"archived_snapshots": {"closest": {"available": True, "status": "200", "url": "javascript:alert(1)"}}}),
        json.dumps({"archived_snapshots": {"closest": {"available": True, "status": "200", "url": "https://web.archive.org.evil.example/web/20190601000000/x"}}}),
        json.dumps({"archived_snapshots": {"closest": {"available": True, "status": "200", "url": COPY + "> <b"}}}),
        json.dumps({"archived_snapshots": {"closest": {"available": True, "status": "200", "url": COPY + "x" * 500}}}),
    ],
)  # fmt: skip
def test_what_is_no_copy_of_the_archive_is_none(said: str) -> None:
    assert archived_copy("https://a.example/", "2019-05-03", asking(Hours(), said)) == ""


def test_redirects_are_told_with_the_new_address(copy: Path, server: Server, links: Links) -> None:
    point(copy, server, "to?/article", archived="for-now?/article")
    server.pages["/article"] = (200, {"Content-Type": "text/html"}, article(copy))
    code, told, held = links()
    assert code == 0
    assert [re.sub(r"127.0.0.1:\d+", "HOST", line) for line in told[:2]] == [
        f"{GAZETTE}:9:6: moved-link: http://HOST/to?/article leads to http://HOST/article; update the record to that address",
        f"{GAZETTE}:11:11: moved-link: http://HOST/for-now?/article leads to http://HOST/article; for now; nothing needs to be done",
    ]
    assert held["to?/article"]["leads_to"] == f"{server.address}/article"


@pytest.mark.parametrize("way", ["to", "for-now"])
@pytest.mark.parametrize("text", ["Sorry, this page does not exist.", "Please log in.", "We value your privacy. " * 20])
def test_a_soft_404_a_login_and_a_cookie_wall_are_told_and_are_no_new_address(
    copy: Path, server: Server, links: Links, way: str, text: str
) -> None:
    point(copy, server, f"{way}?/other")
    server.pages["/other"] = (200, {}, f"<html><body><p>{text}</p></body></html>".encode())
    _, told, held = links()
    assert held[f"{way}?/other"]["verdict"] == "alive"
    assert [re.sub(r"127.0.0.1:\d+", "HOST", line) for line in told[:-1]] == [
        f"{GAZETTE}:9:6: moved-link: http://HOST/{way}?/other leads to http://HOST/other; look at it first",
        f"{GAZETTE}:9:6: unread-page: http://HOST/{way}?/other answers, but its words could not be looked for: "
        "what came back is much shorter than the text that was read; open it in a browser",
    ]


def test_a_page_that_lost_words_is_looked_at_before_its_new_address_is_written_down(
    copy: Path, server: Server, links: Links
) -> None:
    point(copy, server, "to?/other")
    server.pages["/other"] = (200, {}, article(copy).replace(b"agreed to dredge", b"agreed to think"))
    assert links()[1][1].endswith("/other; look at it first")


@pytest.mark.parametrize(
    ("way", "target", "advice"),
    [
        ("to", "/ok", "update the record to that address"),
        ("to", "/a/b", "look at it first"),
        ("for-now", "/ok", "for now; nothing needs to be done"),
        ("for-now", "/a/b", "look at it first"),
    ],
)
def test_where_there_is_nothing_to_look_for_a_path_of_the_same_depth_will_do(
    server: Server, way: str, target: str, advice: str
) -> None:
    from build_tools.finding import START
    from build_tools.links.places import Address, Written
    from build_tools.links.report import report
    from build_tools.links.rounds import asked

    server.pages["/a/b"] = (200, {}, b"<p>x</p>")
    url = f"{server.address}/{way}?{target}"
    one = Address(url, (Written(url, "sources/actors/x.yaml", START, None, "URL"),), (), None)
    (outcome,) = asked([one], {}, date(2026, 11, 22), asking(Hours()))
    assert outcome.link is not None
    (told,) = report([one], {url: outcome.link}, {})
    assert told.message == f"{url} leads to {server.address}{target}; {advice}"


def test_a_document_without_quoted_words_is_compared_with_its_length(server: Server) -> None:
    page = asking(Hours()).answer(f"{server.address}/ok")
    assert isinstance(page, Answer)
    assert sought(page, (), 320).unread == "what came back is much shorter than the text that was read"
    assert sought(page, (), 1) == sought(page, (), None) == Sought()


def test_a_private_address_is_a_finding_of_its_own(copy: Path, server: Server, links: Links) -> None:
    point(copy, server, "ok", archived="x")
    file = copy / GAZETTE
    file.write_text(re.sub("(?m)^archived: .*", "archived: http://10.0.0.1/admin", file.read_text("utf-8")), "utf-8")
    code, told, held = links()
    assert code == 0
    assert (
        f'{GAZETTE}:11:11: refused-link: http://10.0.0.1/admin is not asked: "10.0.0.1" is no host of the public internet; '
        "write an address that everyone can open"
    ) in told
    assert list(held) == ["ok"]
    assert links("--strict")[0] == 1


def test_a_redirect_to_a_private_address_says_nothing_certain_and_wipes_no_history(
    copy: Path, server: Server, links: Links
) -> None:
    point(copy, server, "x")
    server.pages["/x"] = (404, {}, b"")
    closest = {"closest": {"available": True, "status": "200", "url": COPY}}
    links(today="2026-11-01", archive=json.dumps({"archived_snapshots": closest}))
    server.pages["/x"] = (302, {"Location": "http://10.0.0.1/"}, b"")
    code, told, held = links("--strict", today="2026-11-08")
    assert code == 0
    assert told[0].startswith(
        f"{GAZETTE}:9:6: unknown-link: {server.address}/x said nothing certain (it was dead on 2026-11-01): "
    )
    assert (held["x"]["verdict"], held["x"]["since"], held["x"]["dead"]) == ("unknown", "2026-11-08", "2026-11-01")
    assert held["x"]["reason"] == (
        'it redirects to what is not asked for: "10.0.0.1" is no host of the public internet'
    )
    assert held["x"]["archived"] == COPY.replace("http:", "https:", 1)
    server.pages["/x"] = (404, {}, b"")
    assert links(today="2026-11-15")[2]["x"]["since"] == "2026-11-01"


def test_what_answered_of_late_is_not_asked_again(copy: Path, server: Server, links: Links) -> None:
    point(copy, server, "article", archived="404")
    server.pages["/article"] = (200, {"Content-Type": "text/html"}, article(copy))
    links(today="2026-11-01")
    links(today="2026-11-06")
    assert (server.times("/article"), server.times("/404")) == (1, 4)
    links(today="2026-11-07")
    assert server.times("/article") == 2
    links("--fresh", "0", today="2026-11-07")
    assert server.times("/article") == 3
    links(today="2026-10-01")  # a clock that was wrong keeps nobody from asking
    assert server.times("/article") == 4


@pytest.mark.parametrize("target", ["/a\x1b[31m", "/" + "x" * 600, "/<b>", '/"'])
def test_a_new_address_that_no_record_could_hold_is_not_written_down(
    copy: Path, server: Server, links: Links, target: str
) -> None:
    point(copy, server, "moved")
    server.pages["/moved"] = (301, {"Location": target}, b"")
    server.pages[quote(target)] = server.pages[quote(target, safe="/[")] = (200, {}, b"<p>x</p>")
    assert links()[2]["moved"]["leads_to"] == ""
    assert links()[2]["moved"]["verdict"] == "alive"
    assert check(copy)[1] == []


def test_an_address_that_no_record_has_is_dropped(copy: Path, server: Server, links: Links) -> None:
    point(copy, server, "ok", archived="403")
    assert set(links()[2]) == {"ok", "403"}
    point(copy, server, "ok")
    assert set(links()[2]) == {"ok"}


def test_where_nothing_answers_the_network_is_at_fault_and_nothing_is_written(
    copy: Path, monkeypatch: pytest.MonkeyPatch, links: Links
) -> None:
    nobody_has(monkeypatch)
    code, told, held = links()
    assert (code, held) == (1, {})
    assert told == ["no address answered: is this machine on the network? Nothing was written."]


@pytest.mark.parametrize(
    "path",
    ["hostile", "hostile?/ok", "hostile?/%23%23[error]x", "hostile?/?::error::x", "hostile?::error::x", "hostile?//%0a::error::x/",
     "hostile?http://%23%23[error]x/", "hostile?http://::error::x/", "hostile?/a%0d%0a::error::x", "page", "print"],
)  # fmt: skip
def test_nothing_that_a_server_says_is_a_command_in_what_is_printed(
    copy: Path, server: Server, links: Links, path: str
) -> None:
    """Of which standard error goes to a log that is public and takes commands."""
    point(copy, server, path.replace("[", "%5B").replace("]", "%5D"), archived="ok")
    page = b"<meta charset='::error::x'><title>##[error]x</title><p>\n::error::x\n##[error]x</p>"
    server.pages["/page"] = (200, {"Content-Type": "text/html"}, page)
    server.pages["/?::error::x"] = (200, {}, page)
    server.pages["/print"] = (
        200,
        {"Content-Type": "application/pdf"},
        b"%PDF-1.4\n1 0 obj\n<< ##[error] >>\n::error::x",
    )
    _, told, held = links()
    assert len(held) == 2
    assert [line for line in told if line.lstrip().startswith("::") or "##[" in line] == []
    assert check(copy)[1] == []


def nobody_has(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Lets the name server say of these names, or of all where none is given, that nobody has them."""
    whole = socket.getaddrinfo

    def getaddrinfo(host: str, *arguments: Any, **named: Any) -> Any:
        if host in names or not names:
            raise socket.gaierror(socket.EAI_NONAME, "no")
        return whole(host, *arguments, **named)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


@pytest.mark.parametrize("online", [True, False])
def test_a_dead_name_is_told_from_a_dead_network_by_an_address_that_was_alive(
    copy: Path, server: Server, links: Links, monkeypatch: pytest.MonkeyPatch, online: bool
) -> None:
    """Where it is the only address that is due, nothing else says whether there is a network."""
    point(copy, server, "x", archived="ok")
    links(today="2026-11-20")
    file = copy / GAZETTE
    file.write_text(re.sub("(?m)^URL: .*", "URL: http://gone.example/x", file.read_text("utf-8")), "utf-8")
    nobody_has(monkeypatch, *(["gone.example"] if online else []))
    before = server.times("/ok")
    code, told, held = links()
    if online:
        assert (code, held["x"]["verdict"], held["x"]["reason"]) == (0, "dead", 'there is no host "gone.example"')
        assert (server.times("/ok"), held["ok"]["checked"]) == (before + 1, "2026-11-20")
    else:
        assert (code, told) == (1, ["no address answered: is this machine on the network? Nothing was written."])


@pytest.mark.parametrize("instead", [(302, {"Location": "http://localhost/login"}), (403, {}), (503, {})])
def test_an_address_that_no_longer_answers_as_it_did_is_no_witness(
    copy: Path, server: Server, links: Links, monkeypatch: pytest.MonkeyPatch, instead: tuple[int, dict[str, str]]
) -> None:
    """A network that leads all who are not known to it to one page is none."""
    point(copy, server, "x", archived="y")
    server.pages["/x"] = server.pages["/y"] = (200, {}, b"<p>x</p>")
    links(today="2026-11-20")
    file = copy / GAZETTE
    file.write_text(re.sub("(?m)^URL: .*", "URL: http://gone.example/x", file.read_text("utf-8")), "utf-8")
    nobody_has(monkeypatch, "gone.example")
    server.pages["/y"] = (*instead, b"")
    assert links()[0] == 1


def test_who_stops_it_loses_nothing(copy: Path, server: Server, links: Links, monkeypatch: pytest.MonkeyPatch) -> None:
    point(copy, server, "ok", archived="404")
    links(today="2026-11-01")

    def stopped(items: Iterator[Any], total: int, doing: str) -> Iterator[Any]:
        yield next(items)
        raise KeyboardInterrupt

    monkeypatch.setattr("build_tools.commands.links.followed", stopped)
    code, told, held = links("--fresh", "0")
    assert code == 1
    assert told[-1] == "stopped before every address was asked; what is known is written"
    assert sorted(link["checked"] for link in held.values()) == ["2026-11-01", "2026-11-22"]
    assert not list((copy / "sources").glob(".links*"))


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda line: "HEAD\n", "1:1: links: this is not JSON (Expecting value)"),
        (lambda line: line.replace('"dead"', '"gone"', 1), "1:1: links: \"verdict: 'gone' is not one of ['alive', 'dead', 'unknown']\""),
        (lambda line: line.replace("2026-11-22", "2026-13-22", 1), '1:1: links: "2026-13-22" is no day of the calendar'),
        (lambda line: line.replace("http://", "javascript:", 1), '1:1: links: "address: '),
        (lambda line: line + line, "2:1: links: this line is out of order, or stands twice"),
        (lambda line: line.replace(", ", ","), "1:1: links: this is not as the tools write it"),
        (lambda line: line[:-1], "1:1: links: this line does not end"),
    ],
)  # fmt: skip
def test_a_faulty_line_is_told_and_nothing_is_done(
    copy: Path, server: Server, links: Links, damage: Callable[[str], str], told: str
) -> None:
    point(copy, server, "404", archived="ok")
    links()
    file = copy / reachable.FILE
    line = next(line for line in file.read_text("utf-8").splitlines(keepends=True) if '"dead", ' in line)
    file.write_text(damage(line), "utf-8")
    dossier, findings = check(copy)
    assert dossier is None
    assert str(findings[0]).startswith(f"sources/links.lock:{told}")
    assert main(["links", "--external", "--root", str(copy)]) == 1
    assert file.read_text("utf-8") == damage(line)


def test_the_addresses_of_briefings_are_asked_too(copy: Path) -> None:
    with (copy / "sources/briefings/who-pays.md").open("a") as file:
        file.write("\nSee [the port](https://port.example/a#b), `[not](https://no.example)`.\n")
    dossier, findings = check(copy)
    assert dossier is not None, findings
    (found,) = [one for one in addresses(dossier.corpus) if "port" in one.address]
    lines = (copy / "sources/briefings/who-pays.md").read_text("utf-8").splitlines()
    assert found.address == "https://port.example/a"
    assert (found.places[0].place.line, found.places[0].place.column) == (len(lines), 16)


def test_a_fault_of_the_tools_at_one_address_is_told_and_loses_nothing(
    copy: Path, server: Server, links: Links, monkeypatch: pytest.MonkeyPatch
) -> None:
    point(copy, server, "404", archived="ok")
    links(today="2026-11-01")

    def broken(url: str, got: Answer) -> tuple[str, str]:
        if url.endswith("404"):
            raise RuntimeError("::error::x ##[error]x")
        return judged(url, got)

    monkeypatch.setattr("build_tools.links.rounds.judged", broken)
    code, told, held = links("--fresh", "0")
    assert code == 1
    assert re.fullmatch(
        r"the tools failed at http://\S+/404: RuntimeError in test_external_links.py:\d+; please tell .*", told[-1]
    )
    assert (held["404"]["verdict"], held["404"]["dead"], held["404"]["reason"]) == (
        "unknown", "2026-11-01", "the tools failed at it (RuntimeError)",
    )  # fmt: skip
    assert (held["ok"]["verdict"], held["ok"]["checked"]) == ("alive", "2026-11-22")


@pytest.mark.parametrize("declared", ["undefined", "punycode"])
def test_a_page_with_a_senseless_encoding_is_read_and_the_round_goes_on(
    copy: Path, server: Server, links: Links, declared: str
) -> None:
    point(copy, server, "article", archived="404")
    body = article(copy).replace(b'"utf-8"', declared.encode())
    server.pages["/article"] = (200, {"Content-Type": "text/html"}, body)
    code, _, held = links()
    assert (code, held["404"]["verdict"], held["article"]["verdict"]) == (0, "dead", "alive")
    assert (held["article"]["lost"], held["article"]["unread"]) == ([], "")


def test_hosts_are_asked_side_by_side(copy: Path, server: Server) -> None:
    """A host that is slow keeps nobody else waiting."""
    from build_tools.links.places import Address
    from build_tools.links.rounds import asked

    port = server.address.rpartition(":")[2]
    every = [Address(f"http://127.0.0.{n}:{port}/ok", (), (), None) for n in range(1, 4)]

    def slow(url: str, *, pace: web.Pace) -> Answer:
        time.sleep(0.5)
        return Answer(url, 200, {}, b"", True)

    started = time.monotonic()
    outcomes = list(asked(every, {}, date(2026, 11, 22), Asking(slow)))
    assert len(outcomes) == 3
    assert time.monotonic() - started < 1.4


def test_the_page_of_links_tells_each_sort_in_words_for_people(copy: Path, server: Server, links: Links) -> None:
    point(copy, server, "article", archived="403")
    changed = article(copy).replace(b"agreed to dredge", b"agreed to think")
    server.pages["/article"] = (301, {"Location": "/moved"}, b"")
    server.pages["/moved"] = (200, {"Content-Type": "text/html"}, changed)
    links()
    dossier, findings, _ = build(copy)
    assert dossier is not None, findings
    told = (copy / "docs/reference/links.md").read_text("utf-8")
    gazette = "../../documents/gazette-2019-05-03-dredging/"
    assert "2 of 2 addresses were asked, the last on November 22, 2026: 1 alive, 0 dead, 1 unknown." in told
    assert '<h2 id="dead">' not in told
    assert re.search(
        rf'>Nothing certain<.*\n<ul>\n<li><a href="{gazette}">.*</a>: .* Since November 22, 2026: it answers 403 ', told
    )
    assert re.search(
        rf'>Moved<.*\n<ul>\n<li>.* It has moved for good to <a href="{server.address}/moved">.*</a>\.', told
    )
    assert re.search(
        r'>Changed<.*\n<ul>\n<li>.*were not found in it on November 22, 2026: <a href="\.\./\.\./claims/town-agreed-to-dredge/">.*</a>\.',
        told,
    )


def test_a_dead_document_with_a_copy_on_record_is_read_there_and_a_live_one_is_not(
    copy: Path, server: Server, links: Links
) -> None:
    point(copy, server, "404", archived="ok")
    build(copy)
    page = copy / "docs/documents/gazette-2019-05-03-dredging.md"
    assert f'<a href="{server.address}/404">Read it</a>' in page.read_text("utf-8")
    links()
    build(copy)
    text = page.read_text("utf-8")
    assert ">Read it<" not in text
    assert f'<a href="{server.address}/ok">Archived copy</a>' in text
    assert "The original is gone since November 22, 2026" in text
    lookup = (copy / "docs/lookup/index.md").read_text("utf-8")
    assert lookup.index(f'"{server.address}/ok"') < lookup.index(f'"{server.address}/404"')
