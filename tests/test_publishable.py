"""Beside the pages, only what no browser runs is published, and nothing from outside the folder."""

import os
from pathlib import Path

import pytest

from build_tools.publishable import unpublishable
from build_tools.site import AT_THE_ROOT, OWNED, build
from tests.conftest import ROOT

ALLOWED = "here only files that end in .md, .png are published, since a browser runs some of the others in the name of the site; remove it"
LINK = "a link stands here, and what it leads to would be published; put the file itself here, or remove the link"


@pytest.mark.parametrize(
    "name", ["x.html", "x.xhtml", "x.svg", "x.js", "x.HTM", "x.md.html", "x", "how/x.xml", "how/assets/x.js"]
)
def test_what_a_browser_could_run_is_told_and_no_page_is_written(copy: Path, name: str) -> None:
    path = copy / "docs" / name
    path.parent.mkdir(parents=True)
    path.write_text("<script>alert(1)</script>")
    _, findings, _ = build(copy)
    assert [str(finding) for finding in findings] == [f"docs/{name}:1:1: unpublishable: {ALLOWED}"]
    assert not list((copy / "docs").rglob("*.md"))


def test_links_and_what_is_no_file_are_told_and_never_opened(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "assets").mkdir(parents=True)
    (docs / "a.md").symlink_to("/etc/hostname")
    (docs / "b").symlink_to("/etc")
    (docs / "assets/c.svg").symlink_to("nowhere")
    os.mkfifo(docs / "d.md")
    found = [str(finding) for finding in sorted(unpublishable(docs, ()))]
    assert found == [
        f"docs/a.md:1:1: unpublishable: {LINK}",
        f"docs/assets/c.svg:1:1: unpublishable: {LINK}",
        f"docs/b:1:1: unpublishable: {LINK}",
        "docs/d.md:1:1: unpublishable: this is no regular file; remove it",
    ]


def test_our_own_folder_holds_nothing_else() -> None:
    assert list(unpublishable(ROOT / "docs", (*OWNED, *AT_THE_ROOT))) == []
