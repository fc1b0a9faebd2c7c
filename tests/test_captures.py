"""Captures: the readable text of pages, PDFs and plain files, stored whole or not at all."""

import hashlib
import logging
import os
import re
import threading
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from build_tools.__main__ import main
from build_tools.captures import Capture
from build_tools.printed import Unprinted, printed
from build_tools.readable import LARGEST, Unreadable, readable, silent, whole
from tests.conftest import LITTLE

LAYOUTS = Path(__file__).parent / "layouts"
GAZETTE = "gazette-2019-05-03-dredging"
TEXT = (LITTLE / f"captures/{GAZETTE}.txt").read_bytes()


def lines_of(layout: str) -> list[str]:
    return readable(f"{layout}.html", (LAYOUTS / f"{layout}.html").read_bytes()).splitlines()


def page(body: str) -> list[str]:
    """The readable lines of a small page between whose first and last paragraph `body` stands."""
    first, last = "The first words of a page.", "The last words of a page."
    html = (
        f"<html><head><title>x</title></head><body><article><p>{first}</p>{body}<p>{last}</p></article></body></html>"
    )
    found = readable("x.html", html.encode()).splitlines()
    assert (found[0], found[-1]) == (first, last)
    return found[1:-1]


def pdf(*pages: str) -> bytes:
    """A PDF that prints these lines of text in Helvetica."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, text in enumerate(pages):
        shown = " T* ".join(f"({line}) Tj" for line in text.split("\n"))
        stream = f"BT /F1 12 Tf 14 TL 50 700 Td {shown} ET"
        look = f"/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R {look} >>")
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    content, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(f"{len(content):010} 00000 n \n")
        content += f"{number} 0 obj\n{text}\nendobj\n".encode("cp1252")
    count = len(objects) + 1
    table = f"xref\n0 {count}\n0000000000 65535 f \n{''.join(places)}trailer << /Root 1 0 R /Size {count} >>\n"
    return content + f"{table}startxref\n{len(content)}\n%%EOF\n".encode()


def test_a_news_page_keeps_its_headline_caption_pull_quote_and_paragraphs_and_nothing_else() -> None:
    found = lines_of("news")
    assert found[:2] == [
        "Ferry to sail again from the first of July",
        "The ferry Nordby at her berth, where she has lain since March. Harbour archive",
    ]
    assert "A spring without boats" in found
    assert found.count("“We have found the money, and we will keep the line open.”") == 1
    assert (
        "The line was closed without notice on 9 March; two thousand people signed a petition within a week. "
        "Smith & Sons, who own the boat, had lost a third of their crew by then." in found
    )
    assert "Fares rise by 4.5 %, from 80 to 83.60 crowns." in found
    gone = ("cookie", "Sport", "window", "Related", "Bridge", "believe", "rights", "Advertisement", "font:")
    assert [line for line in found if any(word in line for word in gone)] == []


def test_a_page_of_loose_text_and_line_breaks_loses_none_and_glues_none() -> None:
    """In the encoding that its like declare and do not mean."""
    found = lines_of("wire")
    assert found[:2] == [
        "SMELTER CUTS OUTPUT BY A THIRD",
        "KALUND, May 2 - The smelter at Kalund will cut its output by a third from July 1, its owner told reporters on Thursday.",
    ]
    assert "The works employ 412 people, 38 of them in R&D; they opened in 1968." in found
    assert "Shares fell 7.2% at once, and then 50% of that came back." in found
    assert "The owner’s own forecast – a loss of 30,000 tonnes, or 12,5 % – is “cautious”." in found
    assert found[-1] == "(Reporting by the metals desk)"


def test_elements_within_a_sentence_do_not_change_it() -> None:
    found = lines_of("magazine")
    assert found[0] == "The man who counts eels"
    assert (
        "Every morning at four, the keeper of the weir counts what the river Gudenå has let through. "
        "He has done so since 1988; nobody asked him to." in found
    )
    assert "doubts it—but has no other figure. “Naïve,” they say of him, and buy him coffee." in "\n".join(found)


def test_the_headings_sections_items_and_cells_of_a_law_are_lines() -> None:
    found = lines_of("law")
    assert found[found.index("3 Exemptions") :][:4] == [
        "3 Exemptions",
        "(1) No dues are payable by—",
        "a vessel in distress;",
        "a vessel of the lifeboat service;",
    ]
    assert found[-2:] == ["Over 20 metres", "74.25"]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p><b>Bold</b> <i>it</i> <b><i>x</i></b> <code>y</code> <q>z</q>.</p>", ["Bold it x y z."]),
        ("<div>One.<div>Two.</div>Three<br>four <em>five</em>.</div>", ["One.", "Two.", "Three", "four five."]),
        ("<ul><li>One <a href=x>two</a> <i>three</i></li><li>Four</li></ul>", ["One two three", "Four"]),
        ("<table><tr><td><b>A</b> <i>b</i></td><td>12</td></tr></table>", ["A b", "12"]),
        ("<blockquote>Said <b>so</b></blockquote>", ["Said so"]),
        ("<p>a&nbsp;b &amp;amp; &lt;i&gt; &mdash; &#x1F600;</p>", ["a b &amp; <i> — 😀"]),
        ("<p>cof&shy;fee&#8203;s</p>", ["coffees"]),
        ("<p>cafe&#769;</p>", ["café"]),
        ("<p>one\n   two</p>", ["one two"]),
        ("<script>alert(1)</script><style>p {}</style><!-- no --><p>yes</p>", ["yes"]),
    ],
)
def test_what_html_becomes(body: str, lines: list[str]) -> None:
    assert page(body) == lines


def test_a_pdf_is_read_page_by_page_and_line_by_line() -> None:
    content = pdf("Report on the harbour\nThe “soundings” of 2018", "Page two – the end")
    assert readable("x.PDF", content) == "Report on the harbour\nThe “soundings” of 2018\nPage two – the end\n"


def test_plain_text_stands_as_it_is_with_unix_line_ends_in_nfc() -> None:
    content = "\ufeff\r\n\r\n One\t1\r\n\r\ntwo cafe\u0301\0 \r\n\r\n".encode()
    assert readable("x.txt", content) == "One\t1\n\ntwo café\ufffd\n"


def test_what_was_read_reads_the_same_again() -> None:
    for layout in ("news", "wire", "magazine", "law"):
        text = "\n".join(lines_of(layout)) + "\n"
        assert readable("x.txt", text.encode()) == text


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.doc", b"", "no text is read from this kind of file; give one that ends in txt, html, htm, pdf"),
        ("x", b"", "no text is read from this kind of file; give one that ends in txt, html, htm, pdf"),
        ("x.txt", b"\xff", "the text is not in the encoding utf-8; save the file as UTF-8"),
        ("x.txt", b" \n\t\n", "no text was found in it; save the text as .txt by hand"),
        ("x.txt", b"a" * (LARGEST + 1), "more than 50 MB; save the text alone as .txt"),
        ("x.html", b"", "the file is empty; save it anew"),
        ("x.html", b"only words", "this is no HTML; if it is plain text, let its name end in .txt"),
        ("x.html", b"<html><body><img src=x></body></html>", "no text was found in it; save the text as .txt by hand"),
        (
            "x.html",
            b"<html><body>" + b"<div>" * 9999 + b"x",
            "no text was found in it; save the text as .txt by hand",
        ),
        (
            "x.html",
            b"<meta charset=iso-8859-8><p>\xff</p>",
            "the text is not in the encoding iso8859-8; save the file as UTF-8",
        ),
        ("x.pdf", b"", "the file is empty; save it anew"),
        ("x.txt", b"", "the file is empty; save it anew"),
        (
            "x.pdf",
            b"%PDF-1.4\nnothing",
            "the PDF cannot be read (Stream has ended unexpectedly); save its text as .txt by hand",
        ),
    ],
    ids=lambda value: repr(value[:20]),
)
def test_what_cannot_be_read_is_told_in_one_line(name: str, content: bytes, message: str) -> None:
    with pytest.raises(Unreadable) as error:
        readable(name, content)
    assert str(error.value) == message


@pytest.mark.parametrize("declared", ["klingon", "undefined", "punycode", "base64", "idna", "unicode_escape"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_page_that_declares_what_is_no_encoding_of_the_web_is_read_all_the_same(declared: str, encoding: str) -> None:
    """At once, too: the codec punycode would need minutes for a page of this length."""
    text = "“Café”, he said — twice. " * 20_000
    html = f"<html><head><meta charset={declared}></head><body><p>{text}</p></body></html>"
    assert whole("x.html", html.encode(encoding)).strip() == text.strip()
    assert readable("x.html", html.replace(text, text[:50]).encode(encoding)).strip() == text[:50].strip()


@pytest.mark.parametrize("cut", range(60, 700, 40))
def test_a_pdf_that_was_cut_off_is_read_or_refused(cut: int, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        told = readable("x.pdf", pdf("Report on the harbour")[:cut]).rstrip("\n")
    except Unreadable as error:
        told = str(error)
    assert told == "Report on the harbour" or re.fullmatch(
        "the PDF cannot be read .*|no text was found in it; .*", told
    )
    assert capsys.readouterr() == ("", "")


def test_complaints_of_libraries_are_kept_back_where_several_files_are_read_at_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """They quote what strangers wrote, and standard error may be a log that takes commands."""
    broken = (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog ##[error] >>\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF"
    )

    def read(number: int) -> None:
        with suppress(Unreadable):
            readable("x.pdf", broken if number % 2 else pdf("Report on the harbour"))

    before = logging.getLogger("pypdf").level
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(read, range(6)))
    assert logging.getLogger("pypdf").level == before
    assert capsys.readouterr() == ("", "")


def test_who_keeps_a_log_silent_keeps_it_so_to_the_end() -> None:
    entered = threading.Event()

    def other() -> None:
        with silent("some.package"):
            entered.set()

    log = logging.getLogger("some.package")
    with silent("some.package"):
        thread = threading.Thread(target=other)
        thread.start()
        assert not entered.wait(0.05)
        assert not log.isEnabledFor(logging.CRITICAL)
    thread.join()
    assert entered.is_set()
    assert log.level == logging.NOTSET


def told(*arguments: object, root: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(["capture", *map(str, arguments), "--root", str(root)])
    out, err = capsys.readouterr()
    return code, out.replace(str(root), "."), err.replace(str(root), ".")


def test_a_text_is_stored_and_what_to_do_next_is_told(
    copy: Path,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In the folder that the variable CAPTURES names, which need not be there."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "new/captures"
    monkeypatch.setenv("CAPTURES", str(elsewhere))
    (copy / "x.txt").write_bytes(TEXT)
    code, out, err = told(GAZETTE, copy / "x.txt", root=copy, capsys=capsys)
    assert (code, err) == (0, "")
    assert out == (
        f"stored: {elsewhere}/{GAZETTE}.txt: 320 words, SHA-256 {hashlib.sha256(TEXT).hexdigest()}\n"
        "next: `python -m build_tools lock`\n"
    )
    assert {path.name: path.read_bytes() for path in elsewhere.iterdir()} == {f"{GAZETTE}.txt": TEXT}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_is_decoded_by_its_byte_order_mark(encoding: str) -> None:
    mark = "\ufeff" if encoding.endswith("e") else ""
    assert readable("x.txt", f"{mark}Año\n".encode(encoding)) == "Año\n"


def test_what_the_record_says_already_is_not_told_again_and_another_title_is(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = copy / f"sources/documents/{GAZETTE}.yaml"
    record.write_text(record.read_text().replace("word_count: 320\n", ""))
    assert told(GAZETTE, copy / f"captures/{GAZETTE}.txt", root=copy, capsys=capsys)[1].endswith(
        f'next: "word_count: 320" in sources/documents/{GAZETTE}.yaml, then `python -m build_tools lock`\n'
    )
    html = "<html><head><title>{}</title></head><body><article><p>Boats.</p></article></body></html>"
    record.write_text(f"{record.read_text()}word_count: 1\n")
    (copy / "x.html").write_text(html.format("Cookies and privacy"))
    out = told(GAZETTE, copy / "x.html", "--replace", root=copy, capsys=capsys)[1].splitlines()
    assert out[1:] == [
        'look again: its title is "Cookies and privacy"; is this the text of that document?',
        "next: `python -m build_tools lock`",
    ]
    (copy / "x.html").write_text(html.format(re.findall("title: (.*)", record.read_text())[0]))
    assert "look again" not in told(GAZETTE, copy / "x.html", "--replace", root=copy, capsys=capsys)[1]


def test_another_text_replaces_a_capture_only_when_it_is_asked_to(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = copy / f"captures/{GAZETTE}.txt"
    (copy / "x.txt").write_bytes(TEXT)
    assert told(GAZETTE, copy / "x.txt", root=copy, capsys=capsys)[1].startswith(
        f"unchanged: ./captures/{GAZETTE}.txt: "
    )
    (copy / "x.txt").write_text("Another text.")
    assert told(GAZETTE, copy / "x.txt", root=copy, capsys=capsys) == (
        2,
        "",
        f"capture: ./captures/{GAZETTE}.txt: another text is stored already; look at both, and add --replace to replace it\n",
    )
    assert place.read_bytes() == TEXT
    assert told(GAZETTE, copy / "x.txt", "--replace", root=copy, capsys=capsys)[0] == 0
    assert place.read_text() == "Another text.\n"


@pytest.mark.parametrize(
    ("id", "file", "message"),
    [
        (
            "gazete-2019-05-03-dredging",
            "x.txt",
            'there is no document "gazete-2019-05-03-dredging"; did you mean "gazette-2019-05-03-dredging"?',
        ),
        ("../sources/site", "x.txt", 'there is no document "../sources/site"; write its record first'),
        ("/etc/passwd", "x.txt", 'there is no document "/etc/passwd"; write its record first'),
        ("A\nB", "x.txt", 'there is no document "A\\u000aB"; write its record first'),
        (".", "x.txt", 'there is no document "."; write its record first'),
        (GAZETTE, "y.txt", "./y.txt: No such file or directory"),
        (GAZETTE, "sources", "./sources: Is a directory"),
        (GAZETTE, "empty.html", "./empty.html: the file is empty; save it anew"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_stored(
    copy: Path, capsys: pytest.CaptureFixture[str], id: str, file: str, message: str
) -> None:
    (copy / "x.txt").write_text("Another text.")
    (copy / "empty.html").touch()
    (copy / "sources/documents/..yaml").touch()
    before = sorted((copy / "captures").iterdir())
    assert told(id, copy / file, root=copy, capsys=capsys) == (2, "", f"capture: {message}\n")
    assert sorted((copy / "captures").iterdir()) == before


def test_a_link_in_place_of_the_capture_is_not_followed(
    copy: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path_factory.mktemp("other") / "kept.txt"
    other.write_text("of somebody else")
    (copy / "x.txt").write_text("Another text.")
    place = copy / f"captures/{GAZETTE}.txt"
    place.unlink()
    for target in (other, other.with_name("not there")):
        place.symlink_to(target)
        assert told(GAZETTE, copy / "x.txt", "--replace", root=copy, capsys=capsys) == (
            2,
            "",
            f"capture: ./captures/{GAZETTE}.txt: a link or a folder stands where the capture must; remove it\n",
        )
        place.unlink()
    assert [path.name for path in other.parent.iterdir()] == ["kept.txt"]
    assert other.read_text() == "of somebody else"


def test_a_capture_is_whole_or_as_it_was(
    copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the last step fails, nothing is left behind."""

    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device", str(target))

    (copy / "x.txt").write_text("Another text.")
    monkeypatch.setattr(os, "replace", full)
    code, _, err = told(GAZETTE, copy / "x.txt", "--replace", root=copy, capsys=capsys)
    assert (code, err) == (2, f"capture: ./captures/{GAZETTE}.txt: No space left on device\n")
    assert Capture((copy / f"captures/{GAZETTE}.txt").read_bytes()).text == TEXT.decode()
    assert [path.name for path in (copy / "captures").iterdir() if path.suffix != ".txt"] == []


def pdf_of(stream: bytes, filters: bytes = b"") -> bytes:
    """A PDF of one page with that content."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<<%b/Length %d>>stream\n%b\nendstream" % (filters, len(stream), stream),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj%b endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 5\n0000000000 65535 f \n%btrailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(body),
    )


def test_a_pdf_that_would_take_for_ever_or_all_memory_is_refused_in_time() -> None:
    assert printed(pdf_of(b"BT /F 1 Tf (Deeper.) Tj ET")) == ["Deeper."]
    with pytest.raises(Unprinted, match="it takes longer than 1 seconds"):
        printed(pdf_of(b"BT /F 1 Tf " + b"(a) Tj 0 0 Td " * 400_000 + b"ET"), patience=1)
    packed = zlib.compress(bytes(300_000_000))
    with pytest.raises(Unprinted):
        printed(pdf_of(packed, b"/Filter/FlateDecode"))


@pytest.mark.parametrize(
    "tag",
    [
        " ".join(f"a{number}" for number in range(60_000)),
        "".join(f"a{number}='>'" for number in range(60_000)),
        "z=x' " + " ".join(f'a{number}="<p "' for number in range(60_000)),
        "x=" + "".join(f"/a{number} = 1" for number in range(60_000)),
    ],
    ids=["bare", "marks", "apostrophe", "slashes"],
)
def test_a_tag_of_countless_attributes_is_refused_at_once(tag: str) -> None:
    started = time.monotonic()
    with pytest.raises(Unreadable, match="a tag has more than 5000 attributes"):
        readable("x.html", f"<p>Deeper.<p {tag}>".encode())
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("bomb", ["<p " * 99_000, "<a b='" * 99_000, "<a b=\"<a b='" * 49_000, "<div>" * 100_000])
def test_a_page_of_nothing_but_beginnings_is_read_in_time(bomb: str) -> None:
    started = time.monotonic()
    with suppress(Unreadable):
        readable("x.html", bomb.encode())
    assert time.monotonic() - started < 15


def test_a_page_of_countless_tags_is_refused() -> None:
    with pytest.raises(Unreadable, match="more than 100000 tags"):
        readable("x.html", b"<p>a" * 100_001)
