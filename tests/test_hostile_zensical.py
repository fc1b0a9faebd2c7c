"""Hostile strings in every field, in the pages that Zensical makes: no element is theirs, and each arrives."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from build_tools.derive import Dossier
from build_tools.schema import KINDS
from build_tools.site import files, write_files
from build_tools.ways import location
from tests.arriving import hold
from tests.conftest import LITTLE, run, site_of
from tests.hostility import Vectors, own, pair


@pytest.mark.browser
def test_our_own_strings_do_nothing_and_arrive_in_pages_of_zensical(tmp_path: Path) -> None:
    both = pair(Vectors(own(), alone=True), tmp_path, most=6)

    def html(dossier: Dossier) -> Iterator[tuple[str, str]]:
        root = tmp_path / ("hostile-site" if dossier is both.hostile else "harmless-site")
        root.mkdir()
        site_of(LITTLE / "sources", root)
        contents = files(dossier)
        write_files(root / "docs", contents)
        built = run("zensical", "build", cwd=root)
        assert built.returncode == 0, built.stderr
        for path in contents:
            if path.endswith(".md"):
                yield path, (root / "site" / location(path) / "index.html").read_text("utf-8")

    texts, told = hold(html, both)
    assert texts > 500
    assert {place.partition(".")[0] for place in told} == set(KINDS)
