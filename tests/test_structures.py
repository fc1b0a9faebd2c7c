"""Collections of any structure: fields gone, ids of other records, circles, empty lists. What has no findings becomes pages.

`STRUCTURES` says how many are tried, `LINKED` how many records a kind those have that name one another at random.
"""

import json
import os
import shutil
from copy import deepcopy
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_tools.derive import Dossier
from build_tools.finding import Finding
from build_tools.pages import writers
from build_tools.preview import Preview
from build_tools.site import UNFINISHED, check, files, found_in
from build_tools.ways import location
from tests.conftest import LITTLE, site_of
from tests.linking import Linked

_RECORDS = {
    path.relative_to(LITTLE).as_posix(): yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    for path in sorted((LITTLE / "sources").glob("*/*.yaml"))
}
_IDS = {Path(path).stem: path.split("/")[1] for path in _RECORDS}
_DATES = (
    "2019",
    "2019-05",
    "2018-01-01/2019-12-31",
    "../2019-05-03",
    "2019-05-03/..",
    "2019-05~",
    "2017",
    "2031-01-01",
)
# Words that nobody has compared: of such a collection pages are made in a preview.
_SHOWN = UNFINISHED | {"no-capture"}

_MANY = int(os.environ.get("STRUCTURES", "12"))


def ways(value: Any, before: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The ways to all parts of a record but the whole."""
    held = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way for name, part in held for way in ((*before, name), *ways(part, (*before, name)))]


def changed(draw: st.DrawFn, record: Any, own: str) -> Any:
    """A record with one part of it gone, twice, empty, or another: an id of its kind or of another, its own, a date, a choice."""
    record = deepcopy(record)
    way = draw(st.sampled_from(ways(record)))
    above = record
    for name in way[:-1]:
        above = above[name]
    value = above[way[-1]]
    if isinstance(value, str) and value in _IDS and draw(st.integers(0, 4)):
        same = [id for id, kind in _IDS.items() if kind == _IDS[value]]
        above[way[-1]] = draw(st.sampled_from([*same, own, *(list(_IDS) if not draw(st.integers(0, 4)) else [])]))
    elif isinstance(value, str) and value[:4].isdigit() and draw(st.integers(0, 4)):
        above[way[-1]] = draw(st.sampled_from(_DATES))
    elif isinstance(value, list) and draw(st.booleans()):
        above[way[-1]] = draw(st.sampled_from([[], value * 2, value[:1], value[::-1]]))
    else:
        del above[way[-1]]
    return record


@st.composite
def structures(draw: st.DrawFn) -> dict[str, Any]:
    """Some records of the little collection, changed."""
    found = {path: _RECORDS[path] for path in draw(st.lists(st.sampled_from(sorted(_RECORDS)), min_size=1, max_size=3))}
    for path in found:
        for _ in range(draw(st.integers(1, 3))):
            if ways(found[path]):
                found[path] = changed(draw, found[path], Path(path).stem)
    return found


def pages_of(records: dict[str, Any]) -> int:
    """How many pages the little collection has with other records; none where there are findings."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(LITTLE / "sources", root / "sources")
        for path, record in records.items():
            (root / path).write_text(json.dumps(record, ensure_ascii=False), "utf-8")
        dossier, findings = check(root)
        assert all(isinstance(finding, Finding) for finding in findings)
        if dossier is None or any(finding.rule not in _SHOWN for finding in findings):
            return 0
        return sum(bool(write()) for write in writers(dossier).values())


@settings(max_examples=_MANY, deadline=None, suppress_health_check=list(HealthCheck))
@given(structures())
def test_any_structure_has_findings_or_becomes_pages(records: dict[str, Any]) -> None:
    pages_of(records)


def test_without_a_change_there_are_pages() -> None:
    assert pages_of({}) > 50


class Previewed:
    """A preview of a project whose records are replaced again and again."""

    def __init__(self, root: Path) -> None:
        self._root = site_of(LITTLE / "sources", root)
        self._heard: tuple[Dossier | None, list[Finding]] = None, []
        self._preview = Preview(self._root, self._hear)

    def _hear(self, dossier: Dossier | None, findings: list[Finding]) -> None:
        self._heard = dossier, findings

    def of(self, records: Linked) -> Dossier:
        """What it makes of records: every page and file answers."""
        shutil.rmtree(self._root / "sources")
        records.write(self._root)
        self._preview.answer("")
        dossier, findings = self._heard
        assert dossier is not None, [str(finding) for finding in findings[:5]]
        assert all(self._preview.answer(location(path)).status == HTTPStatus.OK for path in writers(dossier))
        for path, content in files(dossier).items():
            assert path.endswith(".md") or self._preview.answer(path).content == content, path
        return dossier


@pytest.fixture(scope="module")
def previewed(tmp_path_factory: pytest.TempPathFactory) -> Previewed:
    return Previewed(tmp_path_factory.mktemp("previewed"))


@settings(max_examples=max(1, _MANY // 6), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32), st.booleans())
def test_however_records_name_one_another_there_are_pages_and_files_in_the_preview_too(
    previewed: Previewed, seed: int, circles: bool
) -> None:
    """Of what the rules find fault with too: a preview shows it beside the findings."""
    dossier = previewed.of(Linked(seed, int(os.environ.get("LINKED", "4")), circles=circles))
    assert all(isinstance(finding, Finding) for finding in found_in(dossier))
