"""Every hostile string in every field of every kind, on the pages as they are served: no element is theirs, and each arrives.

Pages are drawn from collections that are filled anew in each round, with the next strings for each field, until each string has
been in each field that has room for it. `ROUNDS` says how many rounds there are, `ROUNDS=all` as many as that takes.
"""

import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from build_tools.schema import KINDS
from tests.arriving import AROUND, UNSAID, Frames, hold
from tests.conftest import LITTLE, site_of
from tests.filling import places
from tests.hostility import Vectors, admitted, others, own, pair


@pytest.fixture
def frames(tmp_path: Path) -> Frames:
    """Frames of a project of its own, to be filled again and again with collections of one shape."""
    return Frames(site_of(LITTLE / "sources", tmp_path))


def rounds(
    frames: Frames, vectors: Vectors, folder: Path, most: int, long: int, default: str
) -> Iterator[tuple[int, set[str]]]:
    """How many texts the pages of each collection showed, and of which fields; as many rounds as ROUNDS says."""
    wanted = os.environ.get("ROUNDS", default)
    for number in count():
        if number and (str(number) == wanted or not vectors.waiting()):
            return
        place = folder / f"round-{number}"
        yield hold(frames.html, pair(vectors, place, most, long))
        shutil.rmtree(place)


def test_our_own_strings_do_nothing_in_any_field_and_arrive(frames: Frames, tmp_path: Path) -> None:
    found = list(rounds(frames, Vectors(own(), alone=True), tmp_path, 4, 2, "2"))
    unsaid = {place for name in KINDS for place in places(name)}.difference(*(told for _, told in found))
    assert {place for place in unsaid if not place.endswith(AROUND)} <= UNSAID
    assert sum(texts for texts, _ in found) > 300 * len(found)


@pytest.mark.browser
def test_each_of_our_own_strings_in_each_field_does_nothing_and_arrives(frames: Frames, tmp_path: Path) -> None:
    """Some records a kind: the rounds are over sooner than with many."""
    vectors = Vectors(own(), alone=True)
    assert sum(texts for texts, _ in rounds(frames, vectors, tmp_path, 2, 1, "all")) > 80 * len(own())
    assert vectors.waiting() == {} or "ROUNDS" in os.environ


@pytest.mark.browser
def test_the_strings_of_others_do_nothing_in_any_field_and_arrive(frames: Frames, tmp_path: Path) -> None:
    """Several to a field, as many as it has room for."""
    texts = admitted(others())
    vectors = Vectors(texts)
    for _ in rounds(frames, vectors, tmp_path, 4, 2, "3"):
        pass
    assert vectors.given() > 3 * len(texts)
