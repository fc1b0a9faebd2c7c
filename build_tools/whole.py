"""Changes files and folders whole: all that belong together or none, also where a command is killed or a disk is full.

What is new is first written in full where nobody reads it. A journal then names what changes places with what, and each change
of places is one step of the file system. Whoever is killed between two steps leaves the journal, by which the next command
finishes them. What must not be done twice at once is done under a lock, which ends with the process that holds it.
"""

import ctypes
import errno
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from filelock import FileLock, Timeout

from build_tools.finding import printable

PLACE = ".built"  # of the lock, the journal, what is not finished, and what was written; git ignores it
_JOURNAL, _DRAFT, _UNFINISHED, _LEFT = "journal.json", "journal.unfinished", "unfinished", "left"
_QUIET, _PATIENCE = 2.0, 600.0  # seconds after which a command that waits for another says so, and gives up
_KEEP, _EXCHANGE = 1, 2  # RENAME_NOREPLACE and RENAME_EXCHANGE of renameat2(2)
_HERE = -100  # AT_FDCWD: paths are as they are for the process


class Unwritten(Exception):
    """Why nothing was changed, in one line."""


@dataclass(frozen=True)
class _Move:
    """Two places that change what lies in them. `before` and `after` are the sums of what lies at `target`, empty for nothing."""

    target: str
    unfinished: str
    before: str
    after: str


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Nobody else changes what belongs to `root` meanwhile; who has this already may enter it again. Raises `Unwritten`."""
    with _explained(root):
        place = root.absolute() / PLACE
        place.mkdir(exist_ok=True)
        if not (place / ".gitignore").exists():
            (place / ".gitignore").write_text("*\n")
        lock = FileLock(place / "lock", is_singleton=True, fallback_to_soft=False, preserve_lock_file=True)
        try:
            lock.acquire(timeout=_QUIET)
        except Timeout:
            print("another command is writing here; waiting for its end", file=sys.stderr)
            try:
                lock.acquire(timeout=_PATIENCE)
            except Timeout:
                raise Unwritten("another command is writing here and does not end; stop it, then try again") from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _explained(root: Path) -> Iterator[None]:
    """Tells why the file system refuses something."""
    try:
        yield
    except NotImplementedError:
        raise Unwritten(f"{printable(str(root))}: this file system has no locks; work on another") from None
    except OSError as error:
        raise Unwritten(
            f"{printable(str(error.filename or root))}: {error.strerror or type(error).__name__}"
        ) from error


@contextmanager
def prepared(root: Path) -> Iterator[Callable[[Path], Path]]:
    """A while in which somebody prepares and commits: alone, from a clean start, and leaving nothing unfinished behind.

    It gives a function from a target to its room: an empty place on the same file system, where nobody looks. Raises `Unwritten`.
    """
    rooms: list[Path] = []

    def room(target: Path) -> Path:
        rooms.append(_room(root / PLACE / _UNFINISHED, target, len(rooms)))
        return rooms[-1]

    with alone(root), _explained(root):
        finish(root)
        for name in (_DRAFT, _UNFINISHED):
            remove(root / PLACE / name)
        try:
            yield room
        finally:
            if not (root / PLACE / _JOURNAL).exists():
                for path in (*rooms, root / PLACE / _DRAFT, root / PLACE / _UNFINISHED):
                    with suppress(OSError):
                        remove(path)


def room(root: Path, target: Path) -> Path:
    """A room for what takes long to prepare, outside the while of `prepared`. Ask `alone`, and `remove` it in the end."""
    return _room(root / PLACE / "apart", target, 0)


def _room(unfinished: Path, target: Path, number: int) -> Path:
    unfinished, target = unfinished.absolute(), target.absolute()
    near = next(folder for folder in target.parents if folder.is_dir())
    unfinished.mkdir(exist_ok=True)
    if os.path.ismount(target):
        found = target / f".{_UNFINISHED}"
    elif near.stat().st_dev == unfinished.stat().st_dev:
        found = unfinished / str(number) / target.name
    else:
        found = near / f".{target.name}.{_UNFINISHED}"
    remove(found)
    found.parent.mkdir(exist_ok=True)
    return found


def remove(path: Path) -> None:
    """Removes a file or a folder with all that is in it, or nothing where nothing is."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def commit(
    root: Path, moves: Mapping[Path, Path], lasting: bool = False, known: Mapping[Path, str] = MappingProxyType({})
) -> None:
    """Lets each target have what lies in its room, or nothing where the room is empty: all of them, or none. Ask `alone`.

    Until the journal stands, all is as before; once it stands, `finish` brings about the rest. An exchange is undone by an
    exchange, and the sums tell on which side of it a target is, so that neither can be done twice. `lasting` journals
    outlive a failure of power. Sums that are `known` are not worked out again. Raises `OSError`.
    """
    for target in moves:
        target.parent.mkdir(parents=True, exist_ok=True)
    sums = {path: known.get(path) or sum_of(path) for path in (*moves, *moves.values())}
    due = [
        _Move(os.path.relpath(target, root), os.path.relpath(unfinished, root), sums[target], sums[unfinished])
        for target, unfinished in moves.items()
        if sums[target] != sums[unfinished]
    ]
    if due:
        place = root / PLACE
        _write(place / _DRAFT, place / _JOURNAL, json.dumps([asdict(move) for move in due]).encode(), lasting)
        os.replace(place / _DRAFT, place / _JOURNAL)
        try:
            for move in due:
                _exchange(root / move.target, root / move.unfinished)
        except BaseException:
            _settle(root, due, forward=False)
            (place / _JOURNAL).unlink()
            raise
        (place / _JOURNAL).unlink()


def finish(root: Path) -> str:
    """Finishes what a command was killed in the midst of, and says so; empty where there is nothing. Raises `Unwritten`.

    Where somebody has changed one of the files since, all is left as it is, and what was taken away lies beside the journal.
    """
    place = root / PLACE
    if not (place / _JOURNAL).exists():
        return ""
    with alone(root), _explained(root):
        try:
            moves = [_Move(**move) for move in json.loads((place / _JOURNAL).read_text("utf-8"))]
        except FileNotFoundError:
            return ""  # who held the lock has done it
        except (ValueError, TypeError):
            moves = []
        whole = bool(moves) and _settle(root, moves, forward=True)
        if not whole and (place / _UNFINISHED).exists():
            remove(place / _LEFT)
            os.replace(place / _UNFINISHED, place / _LEFT)
        (place / _JOURNAL).unlink()
        for path in (*(root / move.unfinished for move in moves if whole), place / _UNFINISHED):
            remove(path)
    if whole:
        return "finished what a command that was killed had begun to write"
    return f"a command was killed while it wrote, and its files were changed since: look at them; what it replaced lies in {PLACE}/{_LEFT}"


def _settle(root: Path, moves: list[_Move], forward: bool) -> bool:
    """Brings every target to one side, if all are on one of the two; returns whether they are."""
    due = []
    for move in moves:
        target, unfinished = root / move.target, root / move.unfinished
        _complete(target, unfinished)
        found = sum_of(target), sum_of(unfinished)
        if found not in ((move.before, move.after), (move.after, move.before)):
            return False
        if found[0] != (move.after if forward else move.before):
            due.append((target, unfinished))
    for places in due:
        _exchange(*places)
    return True


def _exchange(one: Path, other: Path) -> None:
    """Lets two places change what lies in them, in one step where the system can; one of them may be empty."""
    if not os.path.lexists(one):
        _moved(other, one)
    elif not os.path.lexists(other):
        _moved(one, other)
    elif not _renamed(one, other, _EXCHANGE):
        os.rename(one, _aside(other))
        os.rename(other, one)
        os.rename(_aside(other), other)


def _moved(source: Path, target: Path) -> None:
    """Moves to an empty place; not over what came to lie there since it was looked at, where the system can tell."""
    if not _renamed(source, target, _KEEP):
        os.rename(source, target)


def _aside(path: Path) -> Path:
    return path.with_name(f"{path.name}.aside")


def _complete(target: Path, unfinished: Path) -> None:
    """Ends an exchange in several steps that was cut short: the first is undone, the second followed by the third."""
    if os.path.lexists(_aside(unfinished)):
        os.rename(_aside(unfinished), unfinished if os.path.lexists(target) else target)


def _renamed(one: Path, other: Path, how: int) -> bool:
    """Whether Linux has renamed in its own way; False where the system or the file system has none."""
    call = _renameat2()
    if call is None:
        return False
    if call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), how) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(one))


@cache
def _renameat2() -> Callable[..., int] | None:
    try:
        call: Callable[..., int] = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return None
    return call


def sum_of(path: Path) -> str:
    """The SHA-256 of a file, or of the names and contents of all files below a folder; empty for nothing."""
    if not path.is_dir() or path.is_symlink():
        return sum_of_bytes(path.read_bytes()) if os.path.lexists(path) else ""
    found = {inner.relative_to(path).as_posix(): inner for inner in path.rglob("*")}
    return sum_of_folder({name: sum_of(inner) for name, inner in found.items() if not inner.is_dir()})


def sum_of_folder(sums: Mapping[str, str]) -> str:
    """The SHA-256 of a folder in which the files have these names and sums."""
    lines = (f"{name} {sums[name]}" for name in sorted(sums))
    return sum_of_bytes("\n".join(("folder", *lines)).encode("utf-8", "surrogateescape"))


def sum_of_bytes(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def change(root: Path, contents: Mapping[Path, bytes | None]) -> None:
    """Makes each file hold its content, or removes it where that is None: all or none. Raises `Unwritten`."""
    with prepared(root) as room:
        moves = {path: room(path) for path in contents}
        for path, content in contents.items():
            if content is not None:
                _write(moves[path], path, content, lasting=True)
        commit(root, moves, lasting=True)


def put(contents: Mapping[Path, bytes], new: bool = False, lasting: bool = True) -> None:
    """Makes each file hold its content, and is never seen half way in one of them: all are written before the first shows.

    `new` files are never written over what is there (`FileExistsError`); `lasting` ones outlive a failure of power. Raises
    `OSError`.
    """
    unfinished = {path: path.with_name(f".{path.name}.{os.getpid()}") for path in contents}
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(unfinished[path], path, content, lasting)
        for path in contents:
            if not new:
                os.replace(unfinished[path], path)
            elif not _renamed(unfinished[path], path, _KEEP):
                os.link(unfinished[path], path)
    finally:
        for path in unfinished.values():
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _write(unfinished: Path, path: Path, content: bytes, lasting: bool) -> None:
    with unfinished.open("wb") as opened:
        opened.write(content)
        if lasting:
            opened.flush()
            os.fsync(opened.fileno())
    if path.exists():
        shutil.copymode(path, unfinished)
