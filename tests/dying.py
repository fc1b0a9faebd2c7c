"""Kills a part of a test, as `kill -9` would, before a chosen change of the file system: in a process of its own."""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import pytest

from build_tools import whole

_CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.chmod"}


def killed(action: Callable[[], object], before: int) -> bool:
    """Whether an action was killed before that change, counted from 1; where it has fewer, it ends.

    Changes are what the interpreter tells of (PEP 578), files opened to be written too, and each call of renameat2(2).
    """
    if child := os.fork():
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert code in (0, -signal.SIGKILL)
        return code != 0
    try:
        _die(before)
        action()
        os._exit(0)
    finally:
        os._exit(1)


def _die(before: int) -> None:
    left = [before]

    def step() -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(event: str, arguments: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if event in _CHANGES or writes:
            step()

    call = whole._renameat2()

    def renameat2(*arguments: Any) -> int:
        step()
        assert call is not None
        return call(*arguments)

    if call:
        pytest.MonkeyPatch().setattr(whole, "_renameat2", lambda: renameat2)
    sys.addaudithook(heard)
