"""Work that is shared out to several processors comes back as that of one."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.cores import cores, shared


def square(number: int) -> int:
    return number * number


@given(st.integers(0, 300))
def test_several_processors_make_what_one_makes(many: int) -> None:
    numbers = range(many)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CORES", "3" if many % 10 == 0 else "1")
        made = shared(square, numbers, fewest=2)
    assert made == [square(number) for number in numbers]


def test_workers_are_other_processes_unless_one_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    def process(item: int) -> int:
        return os.getpid()

    monkeypatch.setenv("CORES", "2")
    assert os.getpid() not in shared(process, range(100))
    assert set(shared(process, range(10))) == {os.getpid()}
    monkeypatch.setenv("CORES", "1")
    assert set(shared(process, range(100))) == {os.getpid()}
    monkeypatch.setenv("CORES", "0")
    assert cores() >= 1


def test_what_fails_in_a_worker_fails_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(item: int) -> None:
        raise ValueError(f"from {item}")

    monkeypatch.setenv("CORES", "2")
    with pytest.raises(ValueError, match="from "):
        shared(fail, range(100))
