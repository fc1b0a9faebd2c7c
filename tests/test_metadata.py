"""What files of references and web pages say of a document, hostile ones too, asked of a real server."""

import socket
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from build_tools.bibliography import formats
from build_tools.model import Author
from build_tools.writing.metadata.item import Found, Unusable, described
from build_tools.writing.metadata.source import LARGEST, MOST_REFERENCES, Web, found

TODAY = date(2026, 11, 22)
ITEM = {
    "id": "berg2019",
    "type": "article-newspaper",
    "title": "Town & fishers: 5% of *depth*, {half} a \\deal_ <soon>#$~^| `x` ''y''--z",
    "author": [{"family": "van der Berg", "given": "Liv"}, {"literal": "Harbour Office and Sons"}],
    "container-title": "Harbour Gazette",
    "issued": {"date-parts": [[2019, 5, 3]]},
    "URL": "https://gazette.example/2019/05/03/dredging",
    "language": "en",
}
PAGE = """<!doctype html><html lang="en-GB"><head><title>Harbour dug | Gazette</title>
<meta property="og:site_name" content="Harbour Gazette"><meta name="author" content="Liv Berg">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour dug", "datePublished": "DATE"}</script>
<link rel="canonical" href="CANONICAL"></head><body><article><h1>Harbour dug</h1><p>It is.</p></article></body></html>"""


def read(folder: Path, name: str, text: str, entry: str | None = None) -> Found:
    (folder / name).write_text(text, "utf-8")
    return found(str(folder / name), TODAY, entry)


@pytest.mark.parametrize(("name", "ending"), [("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "json")])
def test_what_the_site_offers_for_reference_managers_is_read_again(tmp_path: Path, name: str, ending: str) -> None:
    told = read(tmp_path, f"one.{ending}", formats(ITEM)[name]).metadata
    assert told.title == ITEM["title"]
    assert told.author == (Author("van der Berg", "Liv"), Author(literal="Harbour Office and Sons"))
    assert (told.container_title, told.issued, told.language) == ("Harbour Gazette", "2019-05-03", "en")
    assert ITEM["URL"] == told.URL
    assert told.dated_by == f"As the {name} file says; not compared with the document."


def test_a_type_of_which_the_file_says_too_little_is_a_doubt(tmp_path: Path) -> None:
    told = read(tmp_path, "one.bib", "@article{x, title={Dug}}")
    assert told.metadata.type == "article-journal"
    assert told.doubts["type"].startswith('The file says "article", which can be any of: article-journal')
    assert (
        read(tmp_path, "two.bib", "@article{x, title={Dug}, entrysubtype={newspaper}}").metadata.type
        == "article-newspaper"
    )


def test_signs_of_latex_are_decoded_before_names_are_taken_apart(tmp_path: Path) -> None:
    names = (
        r"Pe\~{n}a Nieto, Enrique and Mu\~noz, Jos\'{e} and Cort\~{a}o, Z and Nu{\~n}o~Ru{\'\i}z and {AT\&T and Co.}"
    )
    told = read(
        tmp_path, "one.bib", f"@book{{x, title={{A\\~{{n}}o, ni\\~no, se{{\\~n}}or~X}}, author={{{names}}}}}"
    ).metadata
    assert told.title == "Año, niño, señor X"
    assert told.author == (
        Author("Peña Nieto", "Enrique"),
        Author("Muñoz", "José"),
        Author("Cortão", "Z"),
        Author("Ruíz", "Nuño"),
        Author(literal="AT&T and Co."),
    )


def test_names_of_biblatex_are_taken_by_their_parts_and_what_holds_an_equals_sign_is_a_doubt(tmp_path: Path) -> None:
    names = "family=Bos, given=J, prefix=van den, useprefix=true and Berg, Liv"
    told = read(tmp_path, "one.bib", f"@book{{x, title={{Dug}}, author={{{names}}}}}")
    assert told.metadata.author == (Author("van den Bos", "J"), Author("Berg", "Liv"))
    assert "author" not in told.doubts
    told = read(tmp_path, "two.bib", "@book{x, title={Dug}, author={id=7}}")
    assert told.doubts["author"].startswith("A name holds an equals sign")


def test_single_quotation_marks_of_latex_are_quotation_marks_where_they_are_a_pair(tmp_path: Path) -> None:
    told = read(tmp_path, "one.bib", "@book{x, title={A `very close' call, `don't go', and `no}}")
    assert told.metadata.title == "A ‘very close’ call, ‘don't go’, and `no"


@pytest.mark.parametrize(
    ("name", "tag"),
    [("american", "en-US"), ("spanish", "es"), ("british", "en-GB"), ("mexican", "es-MX"), ("ngerman", "de")],
)
def test_names_of_languages_as_babel_has_them_become_tags(tmp_path: Path, name: str, tag: str) -> None:
    assert read(tmp_path, "one.bib", f"@book{{x, title={{Dug}}, langid={{{name}}}}}").metadata.language == tag


def test_a_newspaper_online_is_a_newspaper(tmp_path: Path) -> None:
    told = read(tmp_path, "one.bib", "@online{x, title={Dug}, entrysubtype={newspaper}, url={https://a.example/x}}")
    assert told.metadata.type == "article-newspaper"


def test_several_entries_are_named_and_one_is_chosen(tmp_path: Path) -> None:
    text = "@book{a, title={One}}\n@book{b, title={Two}}\n@book{c, title={broken\n@book{d, title={Four}}"
    with pytest.raises(
        Unusable, match=r'it holds 3 entries; choose one with --entry KEY: a \("One"\), b \("Two"\), d \("Four"\)'
    ):
        read(tmp_path, "many.bib", text)
    with pytest.raises(Unusable, match='there is no entry "bb"; it holds: a'):
        read(tmp_path, "many.bib", text, "bb")
    told = read(tmp_path, "many.bib", text, "b")
    assert told.metadata.title == "Two"
    assert told.left_out == ("line 3: what begins here is no entry that can be read",)


def test_what_has_no_place_is_told_and_not_dropped(tmp_path: Path) -> None:
    told = read(tmp_path, "one.ris", "TY  - THES\nTI  - Dug\nVL  - 7\nQQ  - odd\nER  - \n")
    assert told.metadata.type is None
    assert told.left_out == ('type: "THES" is none of the types of documents here', 'QQ: "odd"', 'volume: "7"')


@pytest.mark.parametrize(
    ("issued", "edtf"),
    [
        ({"date-parts": [[2019, 5]]}, "2019-05"),
        ({"date-parts": [["2019"]], "circa": True}, "2019~"),
        ({"date-parts": [[2019, 5, 3], [2019, 5, 4]]}, "2019-05-03/2019-05-04"),
        ({"raw": "2019-05-03T10:00:00Z"}, "2019-05-03"),
        ({"raw": "Spring 2024"}, "2024-21"),
        ("March 30, 2024", "2024-03-30"),
        ("about 2019", "2019~"),
    ],
)
def test_dates_become_edtf(issued: object, edtf: str) -> None:
    assert described({"title": "x", "issued": issued}, "the file", TODAY).metadata.issued == edtf


@pytest.mark.parametrize(
    "issued", [{"raw": "soon"}, {"date-parts": [[2019, 13]]}, {"date-parts": [["x"]]}, {"date-parts": 3}, 7]
)
def test_a_date_that_is_none_is_a_doubt(issued: object) -> None:
    told = described({"title": "x", "issued": issued}, "the file", TODAY)
    assert told.metadata.issued is told.metadata.dated_by is None
    assert told.doubts["issued"].endswith("which is no date that can be read.")


def test_a_date_in_words_is_read_and_told_and_one_of_two_meanings_is_a_doubt() -> None:
    told = described({"title": "x", "issued": {"raw": "Spring 2024"}, "dated_by": "Printed."}, "the file", TODAY)
    assert (told.metadata.issued, told.metadata.dated_by) == ("2024-21", "Printed.")
    assert told.doubts["issued"].startswith('the file says "Spring 2024", which is read as 2024-21. Compare')
    told = described({"title": "x", "issued": "3/4/2024", "dated_by": "Printed."}, "the file", TODAY)
    assert told.metadata.issued is None
    assert told.doubts["issued"].endswith("It can mean 2024-03-04 or 2024-04-03.")
    assert told.left_out == ('dated_by: "Printed.", since the date is not known',)


def test_what_is_left_out_is_told_as_a_reader_would_write_it() -> None:
    item = {"title": "x", "keywords": ["firearms", "fentanyl"], "event-date": {"raw": "last week"}, "n": {"a": [1]}}
    assert described(item, "the file", TODAY).left_out == (
        *('event-date: "last week"', 'keywords: "firearms, fentanyl"', 'n: "a: 1"'),
    )


def test_a_date_that_has_not_come_is_a_doubt() -> None:
    told = described({"title": "x", "issued": {"raw": "2026-11-23"}}, "the file", TODAY)
    assert told.metadata.issued is None
    assert told.doubts["issued"] == "the file says 2026-11-23, a day that has not come; look it up in the document."


def test_hostile_metadata_come_out_on_one_line_or_are_left_out() -> None:
    told = described(
        {
            "title": "a\n# b: \x00\u202ec \ud800",
            "container-title": "x" * 1_000_000,
            "author": [{"family": "Berg\nissued: 1900"}, 7, {}],
            "URL": "javascript:alert(1)",
            "language": "no such tongue",
            "publisher": {"deep": []},
        },
        "the file",
        TODAY,
    )
    assert told.metadata.values() == {"title": "a # b: c", "author": [{"family": "Berg issued: 1900"}]}
    assert [item.partition(":")[0] for item in told.left_out] == [
        *("author", "author", "container-title", "publisher", "URL", "language"),
    ]
    assert all(len(item) < 200 for item in told.left_out)


@pytest.mark.parametrize("ending", ["bib", "ris", "json", "html"])
@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"{" * 50_000, b"[" * 50_000, b"@a{" * 5_000, b"TY  - X\n" * 5_000]
)
def test_a_broken_file_is_refused_in_words(tmp_path: Path, ending: str, content: bytes) -> None:
    path = tmp_path / f"broken.{ending}"
    path.write_bytes(content)
    try:
        told = found(str(path), TODAY).metadata.title  # of some, HTML makes a page
    except Unusable as error:
        told = str(error).partition(": ")[2]
    assert told


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("ftp://x.example/x", "ftp://x.example/x: metadata are read from a DOI, an address that begins with https://"),
        ("a.pdf", "a.pdf: a PDF goes to --capture; what it prints of itself goes to flags, such as --title"),
    ],
)
def test_what_no_metadata_are_read_from_is_told_as_it_was_written(name: str, message: str) -> None:
    with pytest.raises(Unusable) as error:
        found(name, TODAY)
    assert str(error.value).startswith(message)


def test_an_empty_file_and_one_that_is_too_long_are_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="the file is empty; save it anew"):
        read(tmp_path, "a.html", "")
    with pytest.raises(Unusable, match="more than 1 MB; keep only the entry that is meant"):
        read(tmp_path, "a.bib", " " * (MOST_REFERENCES + 1))


def test_a_saved_page_may_hold_its_pictures(tmp_path: Path) -> None:
    picture = f'<img src="data:image/png;base64,{"A" * (LARGEST + 1)}">'
    page = PAGE.replace("DATE", "2019-05-03").replace("<article>", f"<article>{picture}")
    assert read(tmp_path, "page.html", page).metadata.title == "Harbour dug"


def test_a_host_that_nobody_finds_may_be_a_network_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "no")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    with pytest.raises(Unusable, match="no such host, or no network"):
        found("https://gone.example/", TODAY)


def test_a_huge_field_takes_no_long_time(tmp_path: Path) -> None:
    told = read(tmp_path, "huge.bib", "@book{x, title={" + "x {y} " * 150_000 + "}, author={A and B}}")
    assert told.metadata.title is None
    assert told.left_out[0].startswith("title: ")


def test_a_saved_page_says_where_its_date_is_from(tmp_path: Path) -> None:
    told = read(
        tmp_path, "page.html", PAGE.replace("DATE", "2019-05-03").replace("CANONICAL", "https://gazette.example/a")
    )
    assert (
        told.metadata.dated_by == "The page's JSON-LD says so (datePublished); not compared with what the page prints."
    )
    assert (told.metadata.type, told.metadata.title) == ("article-newspaper", "Harbour dug")
    assert (told.metadata.author, told.metadata.language) == ((Author("Berg", "Liv"),), "en-GB")
    assert (told.metadata.URL, told.metadata.accessed) == ("https://gazette.example/a", None)
    assert told.doubts["URL"] == "The saved page says that this is its address."


def test_a_page_that_lies_on_its_date_is_not_believed(tmp_path: Path) -> None:
    for lie in ("2031-01-01", "yesterday, honestly"):
        told = read(tmp_path, "page.html", PAGE.replace("DATE", lie))
        assert told.metadata.issued is None
        assert lie in told.doubts["issued"]


class Server(BaseHTTPRequestHandler):
    """Answers as good and bad sites do."""

    def do_GET(self) -> None:
        if self.path == "/doi/10.1234/good":
            self.reply(302, "", b"", Location="/csl" if "citationstyles" in self.headers["Accept"] else "/page")
        elif self.path == "/csl":
            self.reply(
                200,
                "application/vnd.citationstyles.csl+json",
                b'{"type": "journal-article", "title": "A <i>b</i> &amp; c"}',
            )
        elif self.path in ("/doi/10.1234/html", "/page"):
            self.reply(
                200,
                "text/html",
                PAGE.replace("DATE", "2019-05-03").replace("CANONICAL", "https://other.example/").encode(),
            )
        elif self.path == "/moved":
            self.reply(301, "", b"", Location="/page")
        elif self.path == "/wall":
            self.reply(403, "text/html", b"no")
        elif self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(LARGEST // 1000 + 1000):
                    self.wfile.write(b"x" * 1000)
            except OSError:
                pass
        elif self.path == "/pdf":
            self.reply(200, "application/pdf", b"%PDF")
        else:
            self.reply(404, "text/plain", b"")

    def reply(self, status: int, kind: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def asked(host: str, source: str) -> Found:
    return found(source, TODAY, asking=Web(f"{host}/doi/", private=True))


def test_a_doi_is_asked_for_its_metadata(host: str) -> None:
    for source in ("10.1234/good", "https://doi.org/10.1234/good", "http://dx.doi.org/10.1234%2Fgood"):
        told = asked(host, source)
        assert told.metadata.title == "A b & c"
        assert told.metadata.type == "article-journal"
        assert told.metadata.URL == "https://doi.org/10.1234/good"
        assert told.metadata.accessed is None


def test_a_page_is_read_at_its_address_that_day(host: str) -> None:
    told = asked(host, f"{host}/moved")
    assert told.metadata.title == "Harbour dug"
    assert f"{host}/page" == told.metadata.URL
    assert told.metadata.accessed == "2026-11-22"
    assert told.doubts["URL"] == 'The page says that its address is "https://other.example/", on another host.'


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("10.1234/none", 'there is no DOI "10.1234/none"; compare it with the document'),
        (
            "10.1234/html",
            'for the DOI "10.1234/html" come no metadata (status 200); give the address of its page instead',
        ),
        ("HOST/none", "the site answers with status 404"),
        ("HOST/wall", "the site lets no program read it (status 403); save the page in your browser and give the file"),
        ("HOST/endless", "longer than 4 MB"),
        ("HOST/pdf", 'this is no web page but "application/pdf"'),
    ],
)
def test_what_cannot_be_had_is_told_with_the_remedy(host: str, source: str, message: str) -> None:
    with pytest.raises(Unusable) as error:
        asked(host, source.replace("HOST", host))
    assert message in str(error.value)


def test_a_private_network_is_not_asked(host: str) -> None:
    with pytest.raises(Unusable, match="is no host of the public internet"):
        found(f"{host}/page", TODAY)
