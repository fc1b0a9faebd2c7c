"""Work of other processes: shared out to the processors of the machine, or apart, so that its memory is given back.

The result is that of one process. A worker is forked, so that it holds what its parent holds without a copy, and ends when its
parent does. `CORES=1`, and a system without fork, share nothing out.
"""

import gc
import multiprocessing
import os
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import Connection
from typing import Any, TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
# Items travel in runs, of which each processor has so many that none waits long for another.
_RUNS = 8
_FEWEST = 64  # items, for which a fork is worth its while
_FORKS = sys.platform in ("linux", "darwin")


class Ended(Exception):
    """A process that was asked for something ended without an answer: somebody killed it, or memory ran out."""


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
    if workers < 2 or len(items) < fewest or not _FORKS or _work:
        return [do(item) for item in items]
    _work[:] = [do, items]
    gc.collect()
    gc.freeze()  # a collection in a worker would copy what it shares with its parent
    try:
        with ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), _end_with_parent) as pool:
            return list(pool.map(_done, range(len(items)), chunksize=-(-len(items) // (workers * _RUNS))))
    finally:
        gc.unfreeze()
        _work.clear()


_work: list[
    Any
] = []  # what to do and the items, where a worker finds them after the fork; none but a worker forks no further


def _done(number: int) -> Any:
    do, items = _work
    return do(items[number])


def apart(do: Callable[[], _Result]) -> _Result:
    """What `do` returns, from a process of its own, which gives back what memory it took.

    Raises what `do` raises, and `Ended`.
    """
    if not _FORKS:
        return do()
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_answer, args=(do, there))
    process.start()
    there.close()
    try:
        result, error = here.recv()
    except EOFError:
        raise Ended("a process of it was killed, or had not enough memory") from None
    finally:
        process.kill()
        process.join()
    if error is not None:
        raise error
    answer: _Result = result
    return answer


def _answer(do: Callable[[], Any], there: Connection) -> None:
    _end_with_parent()
    try:
        there.send((do(), None))
    except BaseException as error:
        error.add_note(traceback.format_exc())
        there.send((None, error))


def _end_with_parent() -> None:
    """Ends this process when its parent has ended, of which nothing else tells it."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def follow() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
