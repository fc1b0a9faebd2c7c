"""Links within a built site: each that leads nowhere is told once, and none that leads somewhere is."""

from pathlib import Path

import pytest

from build_tools.__main__ import main
from tests.conftest import run

PAGE = """<!doctype html>
<html lang="en"><head><title>A</title><link rel="stylesheet" href="assets/a.css"><script src="assets/a.js"></script></head>
<body><h1 id="top">A</h1>
{}
<p>word<sup id="fnref:1"><a href="#fn:1">1</a></sup></p>
<ol><li id="fn:1"><a href="#fnref:1">back</a></li></ol>
</body></html>
"""
SOUND = [
    '<a href="b/">x</a>', '<a href="b/#part">x</a>', '<a href="b/index.html">x</a>', '<a href="./">x</a>', '<a href=".">x</a>',
    '<a href="b/?q=1">x</a>', '<a href="b/?q=1#part">x</a>', '<a href="/b/">x</a>', '<a href="#">x</a>', '<a href="">x</a>',
    '<a href="#top">x</a>', '<a href="d%20%C3%A9/">x</a>', '<a href="d é/">x</a>', "<a href='d é/'>x</a>", "<a href=b/>x</a>",
    '<a href="b/#caf%C3%A9">x</a>', '<a href="b/#:~:text=hello">x</a>', '<a href="https://elsewhere.example/no">x</a>',
    '<a href="mailto:a@b.example">x</a>', '<img src="assets/a.png" alt="">', '<a href="data.json">x</a>', '<a href="x.tar.gz">x</a>',
]  # fmt: skip
MISSING = "there is no such file; capitals and small letters count"
ANCHOR = "the page is there, and has no such anchor; correct the part after the #"
FOLDER = "it is a folder; end the address with a slash, without which some hosts find nothing"
BROKEN = [
    ('<a href="c/">x</a>', "c", MISSING),
    ('<a href="B/">x</a>', "B", MISSING),
    ('<a href="b/#Part">x</a>', "b#Part", ANCHOR),
    ('<a href="b/#none">x</a>', "b#none", ANCHOR),
    ('<a href="b/?q=1#none">x</a>', "b?q=1#none", ANCHOR),
    ('<a href="#none">x</a>', "index.html#none", ANCHOR),
    ('<a href="#fn:2">2</a>', "index.html#fn:2", ANCHOR),
    ('<a href="b">x</a>', "b", FOLDER),
    ("<a href=b>x</a>", "b", FOLDER),
    ('<a href="b#part">x</a>', "b#part", FOLDER),
    ('<a href="b?q=1">x</a>', "b?q=1", FOLDER),
    ('é <a href="b">x</a>', "b", FOLDER),
    ('<a href="empty/">x</a>', "empty", "the folder has no page of its own; link to a page in it"),
    ('<a href="d%20%C3%A8/">x</a>', "d è", MISSING),
    ('<a href="c/?q=1">x</a>', "c?q=1", MISSING),
    ('<a href="/c/">x</a>', "c", MISSING),
    ('<img src="assets/none.png" alt="">', "assets/none.png", MISSING),
    ('<img src="assets/a.png" srcset="assets/none.png 2x" alt="">', "assets/none.png", MISSING),
    ('<script src="assets/none.js"></script>', "assets/none.js", MISSING),
    ('<link rel="stylesheet" href="assets/none.css">', "assets/none.css", MISSING),
    ('<pre><a href="none/">x</a></pre>', "none", MISSING),
    ('<a href="../outside.txt">x</a>', "../outside.txt", MISSING),
    ('<a href="file:///etc/passwd">x</a>', "../../../etc/passwd", "it lies outside the site; publish it with the site or remove the link"),
    ('<a href="a\x1b[31m/">x</a>', "a\\u001b[31m", MISSING),
]  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small built site, in a folder with signs that patterns give a meaning."""
    root = tmp_path / "a [b] (c)+ é$1"
    for name in ("b", "d é", "assets", "empty"):
        (root / name).mkdir(parents=True)
    (root / "index.html").write_text(PAGE.format(""), "utf-8")
    below = PAGE.replace('"assets', '"../assets').format('<h2 id="part">x</h2><h2 id="café">x</h2>')
    for name in ("b", "d é"):
        (root / name / "index.html").write_text(below, "utf-8")
    for name in ("assets/a.js", "assets/a.png", "data.json", "x.tar.gz", "../outside.txt"):
        (root / name).write_text("")
    (root / "assets/a.css").write_text("a { background: url(a.png) }")
    return root


def links(site: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    code = main(["links", "--internal", str(site)])
    return code, [line.replace(f"{site}/", "") for line in capsys.readouterr().out.splitlines()[:-1]]


def test_sound_links_of_every_form_are_sound(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "index.html").write_text(PAGE.format("\n".join(SOUND)), "utf-8")
    assert links(site, capsys) == (0, [])


@pytest.mark.parametrize(("link", "target", "told"), BROKEN, ids=[link for link, _, _ in BROKEN])
def test_a_broken_link_is_told_at_its_place(
    site: Path, link: str, target: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "index.html").write_text(PAGE.format(link), "utf-8")
    code, found = links(site, capsys)
    (line,) = found
    assert code == 1
    assert line.startswith("index.html:4:")
    assert line.endswith(f': broken-link: this leads to "{target}": {told}')


def test_a_removed_file_is_missed_by_style_sheets_and_pages(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "assets/a.png").unlink()
    assert links(site, capsys) == (1, [f'assets/a.css:1:17: broken-link: this leads to "assets/a.png": {MISSING}'])


def test_what_stands_on_every_page_is_told_once(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "assets/a.js").unlink()
    _, (line,) = links(site, capsys)
    assert 'this leads to "assets/a.js" (so do 2 other files)' in line


def test_a_site_that_is_built_for_an_address_is_looked_at_under_it(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its own address, in links and in the map of the site; and the page that a host shows for any address."""
    monkeypatch.setenv("SITE_URL", "https://site.example/notes")
    own = "https://site.example/notes/"
    (site / "sitemap.xml").write_text(f"<urlset><url><loc>{own}b/</loc></url><url><loc>{own}c/</loc></url></urlset>")
    (site / "404.html").write_text('<a href="/notes/b/">x</a> <a href="/notes/d/">x</a> <a href="/notes/b/#no">x</a>')
    shown = f"<pre>  url = {{{own}b/}}</pre><pre>[{{&quot;a&quot;: &quot;b&quot;,\n&quot;URL&quot;: &quot;{own}b/&quot;}}]</pre>"
    links_of = f'<a href="{own}b/#part">x</a> <a href="{own}none/">x</a> <a href="/notes/.">x</a> {shown}'
    (site / "index.html").write_text(PAGE.format(links_of), "utf-8")
    code, found = links(site, capsys)
    assert code == 1
    assert [line.partition(": ")[0].partition(":")[0] + " " + line.split('"')[1] for line in found] == [
        "404.html d",
        "404.html b#no",
        "index.html none",
        "sitemap.xml c",
    ]


def test_pages_that_git_ignores_are_looked_at(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / ".gitignore").write_text("*")
    (site / ".git").mkdir()
    (site / ".hidden").mkdir()
    (site / ".hidden/index.html").write_text('<a href="none/">x</a>')
    assert links(site, capsys) == (
        1,
        [f'.hidden/index.html:1:10: broken-link: this leads to ".hidden/none": {MISSING}'],
    )


def test_without_a_built_site_the_command_is_mistaken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["links", "--internal", str(tmp_path / "none")]) == 2
    assert "there is no built site in" in capsys.readouterr().err


def test_no_test_of_a_change_asks_the_web() -> None:
    """The addresses of records are asked where somebody says so, and nothing is asked unless it is said which."""
    told = run("build_tools", "links", cwd=Path(__file__).parent.parent)
    assert told.returncode == 2
    assert "one of the arguments --internal --external is required" in told.stderr
