"""The invented collections that the bench measures with."""

from pathlib import Path

import pytest

from build_tools.site import check
from tests.bench.generate import generate
from tests.bench.invented.measured import Measured, Proportions, measured
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
