"""Work that is shared out to several processors comes back as that of one."""

import os
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.cores import cores, shared


def squares(numbers: Sequence[int]) -> list[int]:
    return [number * number for number in numbers]


@given(st.integers(0, 300))
def test_several_processors_make_what_one_makes(many: int) -> None:
    numbers = range(many)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CORES", "3" if many % 10 == 0 else "1")
        made = [square for run in shared(squares, numbers, fewest=2) for square in run]
    assert made == squares(numbers)


def test_workers_are_other_processes_unless_one_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    def process(items: Sequence[int]) -> int:
        return os.getpid()

    monkeypatch.setenv("CORES", "2")
    assert os.getpid() not in shared(process, range(100))
    assert shared(process, range(10)) == [os.getpid()]
    monkeypatch.setenv("CORES", "1")
    assert shared(process, range(100)) == [os.getpid()]
    monkeypatch.setenv("CORES", "0")
    assert cores() >= 1


def test_what_fails_in_a_worker_fails_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(items: Sequence[int]) -> None:
        raise ValueError(f"from {items[0]}")

    monkeypatch.setenv("CORES", "2")
    with pytest.raises(ValueError, match="from "):
        shared(fail, range(100))
