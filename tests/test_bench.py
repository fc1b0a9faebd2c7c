"""The invented collections that the bench measures with."""

import json
from pathlib import Path

import pytest

from build_tools.site import check
from tests.bench.calls import calls
from tests.bench.check import CALLS, STAGES, faults
from tests.bench.generate import generate
from tests.bench.invented.measured import Measured, Proportions, measured
from tests.bench.peers import PEERS
from tests.bench.report import PAGE, page
from tests.bench.scale import RESULTS
from tests.conftest import ROOT

RECORDS = 60


@pytest.fixture(scope="module")
def like() -> Measured:
    return measured(ROOT)


def written(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "proportions",
    [
        Proportions(),
        Proportions(
            (("claims", 3), ("actors", 0.5)), figures=20, relays=4, variants=8, effects=3, lengths=1.5, spanish=1
        ),
    ],
    ids=["as-measured", "otherwise"],
)
def test_an_invented_collection_is_sound_by_its_captures_too(
    tmp_path: Path, like: Measured, proportions: Proportions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CAPTURES", raising=False)
    generate(tmp_path, RECORDS, seed=3, like=Measured(like.corpus, proportions), captures=True)
    dossier, findings = check(tmp_path)
    assert findings == []
    assert dossier
    assert len(dossier.corpus.ids()) == RECORDS
    assert dossier.captures
    assert {verdict.verdict for verdict in dossier.verification.verdicts} == {"verified"}


def test_one_seed_gives_one_collection(tmp_path: Path, like: Measured) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        generate(tmp_path / name, RECORDS, seed, like)
    one, again, other = (written(tmp_path / name) for name in ("one", "again", "other"))
    assert one == again
    assert not one.keys() & {name for name in other if name.count("/") > 1}


def test_no_text_of_the_measured_collection_is_in_an_invented_one(tmp_path: Path, like: Measured) -> None:
    generate(tmp_path, RECORDS, like=like)
    invented = b"".join(content for name, content in written(tmp_path).items() if name.count("/") > 1).decode()
    texts = {excerpt.words for excerpt in like.corpus.excerpts} | {one.statement for one in like.corpus.claims.values()}
    assert not [text for text in texts if len(text.split()) > 1 and text in invented]


COSTS = dict.fromkeys(STAGES, 2.0)


def test_a_stage_that_costs_no_more_and_does_not_grow_is_no_fault() -> None:
    assert [*faults(CALLS, "here", COSTS, COSTS, COSTS)] == []
    assert [*faults(CALLS, "here", COSTS, COSTS, {})] == []


def test_a_stage_that_costs_more_than_before_is_told_and_so_is_one_that_grows() -> None:
    told = faults(CALLS, "here", {**COSTS, "rules": 3.1}, {**COSTS, "rules": 3.1, "pages": 4.0}, COSTS)
    assert [*told] == [
        "rules takes 3.10 calls, and took 2.00",
        "pages grows: a record takes 2.00 times as many calls among 3,000 as among 1,000, here",
    ]


def test_calls_are_counted_alike_each_time(tmp_path: Path, like: Measured) -> None:
    generate(tmp_path, RECORDS, 1, like)
    one, again = (calls(tmp_path, ["corpus", "derive"]) for _ in range(2))
    assert one == again
    assert min(one.values()) > RECORDS


def test_the_page_of_benchmarks_is_that_of_the_results() -> None:
    assert PAGE.read_text("utf-8") == page(json.loads(RESULTS.read_text("utf-8")))


def test_what_a_page_shows_of_each_stage_is_what_was_measured() -> None:
    taken = {"cpu": 2.0, "wall": 3.0, "peak": 2**30, "bytes": 2**21, "calls": 70}
    sizes = {"10": {"pages": taken}, "100": {"pages": {**taken, "cpu": 30.0}}}
    told = page({"machine": {"Day": "2026-01-01"}, "seed": 4, "sizes": sizes, "peers": {}})
    assert '<tr><th scope="row">pages</th><td>200.00</td><td>2.0</td><td>3.0</td><td>1,024</td><td>2</td>' in told
    assert '<tr><th scope="row">pages</th><td>1.50</td></tr>' in told
    assert '<tr><th scope="row">pages</th><td>0.10</td></tr>' in told
    assert "- Seed: 4" in told


def test_peers_can_be_measured_alone() -> None:
    taken = {"cpu": 2.0, "wall": 3.0, "bytes": 2**21}
    told = page({"machine": {}, "seed": 0, "sizes": {}, "peers": {"10": {"Hugo": taken}}})
    assert "The pages of 10 records" in told
    assert "Stages" not in told


def test_what_a_page_of_the_preview_took_stands_beside_what_it_took_of_another_size() -> None:
    seconds = {"10": {"the first page": 0.5}, "1000": {"the first page": 1.25}}
    told = page({"machine": {}, "seed": 0, "sizes": {}, "preview": seconds, "peers": {}})
    assert '<th scope="col">1,000 records</th>' in told
    assert '<tr><th scope="row">the first page</th><td>0.50</td><td>1.25</td></tr>' in told


def test_light_pages_have_the_text_of_ours_and_one_title() -> None:
    ours = {"claims/one.md": '---\ntitle: "One"\nsearch:\n  boost: 2\n---\n<p>Words</p>\n', "index.md": "# Home\n"}
    given = {name: peer.given(ours) for name, peer in PEERS.items()}
    for files in given.values():
        told = [text for path, text in files.items() if path.endswith("claims/one.md")]
        assert told == ['---\ntitle: "One"\n---\n<p>Words</p>\n']
    assert given["Hugo"]["content/_index.md"] == '---\ntitle: "Home"\n---\n# Home\n'
