"""Shares work out to the processors of the machine, in the order of its items: the result is that of one processor.

A worker is forked, so that it holds what its parent holds without a copy. `CORES=1`, and a system without fork, share nothing out.
"""

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
# Items travel in runs, of which each processor has so many that none waits long for another.
_RUNS = 8
_FEWEST = 64  # items, for which a fork is worth its while


def cores() -> int:
    """How many processors are used: CORES, or those that this process may run on."""
    declared = os.environ.get("CORES", "")
    if declared.isdecimal() and int(declared):
        return int(declared)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shared(do: Callable[[_Item], _Result], items: Sequence[_Item], fewest: int = _FEWEST) -> list[_Result]:
    """What `do` makes of each item, in their order; results travel between processes, `do` and items do not.

    An exception of `do` ends it here, and so does a worker that somebody kills. Fewer than `fewest` items stay here.
    """
    workers = cores()
    if workers < 2 or len(items) < fewest or sys.platform not in ("linux", "darwin") or _is_a_worker():
        return [do(item) for item in items]
    _work[:] = [do, items]
    gc.collect()
    gc.freeze()  # a collection in a worker would copy what it shares with its parent
    try:
        with ProcessPoolExecutor(workers, multiprocessing.get_context("fork")) as pool:
            return list(pool.map(_done, range(len(items)), chunksize=-(-len(items) // (workers * _RUNS))))
    finally:
        gc.unfreeze()
        _work.clear()


_work: list[Any] = []  # what to do and the items, where a worker finds them after the fork


def _done(number: int) -> Any:
    do, items = _work
    return do(items[number])


def _is_a_worker() -> bool:
    return multiprocessing.parent_process() is not None
