"""Work that is shared out to several processors comes back as that of one."""

import os
import signal
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.cores import Ended, apart, cores, shared
from tests.conftest import ROOT

SLEEPER = """
import time
from build_tools.cores import apart, shared
def sleep(*_):
    print("sleeping", flush=True)
    time.sleep(600)
"""


def square(number: int) -> int:
    return number * number


def process(item: int) -> int:
    return os.getpid()


def fail(item: int) -> None:
    raise ValueError(f"from {item}")


@given(st.integers(0, 300))
def test_several_processors_make_what_one_makes(many: int) -> None:
    numbers = range(many)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CORES", "3" if many % 10 == 0 else "1")
        made = shared(square, numbers, fewest=2)
    assert made == [square(number) for number in numbers]


def test_workers_are_other_processes_unless_one_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORES", "2")
    assert os.getpid() not in shared(process, range(100))
    assert set(shared(process, range(10))) == {os.getpid()}
    monkeypatch.setenv("CORES", "1")
    assert set(shared(process, range(100))) == {os.getpid()}
    monkeypatch.setenv("CORES", "0")
    assert cores() >= 1


def test_what_fails_in_a_worker_fails_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORES", "2")
    with pytest.raises(ValueError, match="from "):
        shared(fail, range(100))


def test_what_is_done_apart_comes_back_from_another_process() -> None:
    assert apart(os.getpid) != os.getpid()
    with pytest.raises(ValueError, match="from 7"):
        apart(lambda: fail(7))


def test_what_is_done_apart_shares_work_out_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORES", "2")
    one, *others = apart(lambda: [os.getpid(), *shared(process, range(100))])
    assert len({one, *others}) >= 2
    assert one not in others


def test_a_process_that_is_killed_is_told() -> None:
    with pytest.raises(Ended, match="was killed"):
        apart(lambda: os.kill(os.getpid(), signal.SIGKILL))


@pytest.mark.parametrize("asked", ["apart(sleep)", "shared(sleep, range(2), fewest=2)"])
def test_workers_end_with_the_process_that_asked_them(asked: str) -> None:
    """They hold its standard output, which else would not end."""
    command = [sys.executable, "-c", f"{SLEEPER}\n{asked}"]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | {"CORES": "2"}, stdout=subprocess.PIPE) as asking:
        assert asking.stdout
        assert asking.stdout.readline() == b"sleeping\n"
        asking.kill()
        asking.communicate(timeout=60)
