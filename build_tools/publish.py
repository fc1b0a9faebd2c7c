"""Puts generated folders in the place of earlier ones: what the tools did not write is never removed, but told."""

import json
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from build_tools.cores import shared
from build_tools.finding import START, Finding, printable
from build_tools.whole import PLACE, commit, prepared, remove, sum_of, sum_of_bytes, sum_of_folder

_WRITTEN = "written.json"
_MOST = 20  # versions of a file that are remembered, for folders that somebody sets back
_WORTH_SHARING = 5_000  # files whose sums are worked out
_MOST_TOLD = 3  # files in the way that are told one by one
# The sums (SHA-256) of what was written to each path, the last last; kept after the file is gone.
Sums = Mapping[str, list[str]]


def publish(
    root: Path, folder: Path, texts: Mapping[str, str | bytes], owned: Iterable[str]
) -> tuple[int, list[Finding]]:
    """Makes the folders of `folder` that are `owned`, and the files beside them, hold exactly `texts`: all or nothing.

    How many files changed, and what is in the way, for which nothing is changed. What does not change keeps its time. Raises
    `Unwritten`.
    """
    with prepared(root) as room:
        held = {name: text.encode("utf-8") if isinstance(text, str) else text for name, text in texts.items()}
        new = {name: sum_of_bytes(content) for name, content in held.items()}
        in_the_way = [*_obstacles(folder, held, owned)]
        if in_the_way:
            return 0, sorted(in_the_way)
        old = _sums(folder, owned, held)
        known = _known(root, folder)
        if strange := _strangers(folder, old, new, known):
            return 0, strange
        changed = {name for name in {*old, *new} if old.get(name) != new.get(name)}
        moves = {folder / top: room(folder / top) for top in sorted(set(map(_top, changed)))}
        for name, content in held.items():
            if target := moves.get(folder / _top(name)):
                inner = name.partition("/")[2]
                _prepare(folder / name, target / inner if inner else target, content if name in changed else None)
        _remember(root, folder, known, new, moves, room)
        commit(root, moves)
        return len(changed), []


def publish_folder(root: Path, unfinished: Path, folder: Path) -> list[Finding]:
    """Puts a folder that somebody built in the place of another, whole; returns what is in the way, and then changes nothing.

    A mount cannot be exchanged, but what it holds. Raises `Unwritten`.
    """
    with prepared(root) as room:
        new = _sums(unfinished, ("",), ())
        tops = {path.name for path in folder.iterdir()} - {unfinished.name} if folder.is_dir() else set()
        if links := [finding for top in tops for finding in _links(folder, folder / top)]:
            return sorted(links)
        old = _sums(folder, [top for top in tops if (folder / top).is_dir()], tops)
        known = _known(root, folder)
        if strange := _strangers(folder, old, new, known):
            return strange
        moves = {folder: unfinished}
        if os.path.ismount(folder):
            tops |= {path.name for path in unfinished.iterdir()}
            moves = {folder / top: unfinished / top for top in sorted(tops)}
        _remember(root, folder, known, new, moves, room)
        commit(root, moves, known={unfinished: sum_of_folder(new)})
        remove(unfinished)
        return []


def _obstacles(folder: Path, texts: Iterable[str], owned: Iterable[str]) -> Iterator[Finding]:
    """What would make writing go astray: links to other places, folders for files, files for folders."""
    for path in (folder, *(folder / name for name in owned)):
        if path.is_symlink() or (path.exists() and not path.is_dir()):
            yield _obstacle(folder, path, "a link or a file stands where a folder of pages must; remove it")
        elif path != folder and path.exists():
            yield from _links(folder, path)
    for path in (folder / name for name in texts):
        if path.is_dir() or (path.parent == folder and os.path.lexists(path) and not _is_plain(path)):
            yield _obstacle(folder, path, "a link or a folder stands where a page must; remove it")


def _links(folder: Path, inner: Path) -> Iterator[Finding]:
    for path in (inner, *inner.rglob("*")):
        if path.is_symlink():
            yield _obstacle(folder, path, "a link stands among the pages; remove it")
        elif not path.is_dir() and not _is_plain(path):
            yield _obstacle(folder, path, "this is no plain file; remove it")


def _is_plain(path: Path) -> bool:
    return stat.S_ISREG(path.lstat().st_mode)


def _sums(folder: Path, owned: Iterable[str], beside: Iterable[str]) -> dict[str, str]:
    """The sum of each file in the owned folders, and of those `beside` them, by its path."""
    paths = [path for name in owned for path in (folder / name).rglob("*") if not path.is_dir()]
    paths += [folder / name for name in beside if "/" not in name and (folder / name).is_file()]
    names = (path.relative_to(folder).as_posix() for path in paths)
    return dict(zip(names, shared(sum_of, paths, _WORTH_SHARING), strict=True))


def _strangers(folder: Path, old: Mapping[str, str], new: Mapping[str, str], known: Sums) -> list[Finding]:
    """What lies in a folder and was not written there by the tools.

    Of a part of which nothing is known (it was written before that was noted, or the note is lost), a file that goes by the
    name of a new one is taken for an earlier version of it.
    """
    noted = {_top(name) for name in known}

    def is_ours(name: str) -> bool:
        if name in new:
            return old[name] == new[name] or name in known or _top(name) not in noted
        return old[name] in known.get(name, ())

    strange = [name for name in sorted(old) if not is_ours(name)]
    told = "the tools did not write this file, and would remove it; move it away, or remove it"
    more = f"; {len(strange) - _MOST_TOLD} more files are in the way" if len(strange) > _MOST_TOLD else ""
    found = [_obstacle(folder, folder / name, told) for name in strange[:_MOST_TOLD]]
    return [*found[:-1], _obstacle(folder, folder / strange[len(found) - 1], told + more)] if found else []


def _top(name: str) -> str:
    """The part of a folder that a file belongs to, which is exchanged as one."""
    return name.partition("/")[0]


def _obstacle(folder: Path, path: Path, message: str) -> Finding:
    return Finding(printable(path.relative_to(folder.parent).as_posix()), START, "in-the-way", message)


def _prepare(old: Path, unfinished: Path, content: bytes | None) -> None:
    """Writes a file, or where its content is None takes the old one over, with its time."""
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    if content is not None:
        unfinished.write_bytes(content)
        return
    try:
        os.link(old, unfinished)
    except OSError:  # a file system without hard links
        shutil.copy2(old, unfinished)


def _all_known(root: Path) -> dict[str, dict[str, list[str]]]:
    """What was written to which folder; nothing where that is lost or damaged."""
    with suppress(OSError, ValueError, AttributeError, TypeError):
        held = json.loads((root / PLACE / _WRITTEN).read_text("utf-8"))
        return {folder: {name: list(map(str, sums)) for name, sums in files.items()} for folder, files in held.items()}
    return {}


def _name(root: Path, folder: Path) -> str:
    return Path(os.path.relpath(folder, root)).as_posix()


def _known(root: Path, folder: Path) -> Sums:
    """What was written to a folder, as far as it is known."""
    return _all_known(root).get(_name(root, folder), {})


def _remember(
    root: Path,
    folder: Path,
    known: Sums,
    new: Mapping[str, str],
    moves: dict[Path, Path],
    room: Callable[[Path], Path],
) -> None:
    """Adds to the moves what is known of a folder from then on."""
    sums = {name: list(held) for name, held in known.items()}
    for name, sum in new.items():
        held = [one for one in sums.get(name, []) if one != sum]
        sums[name] = [*held, sum][-_MOST:]
    if sums != known:
        target = root / PLACE / _WRITTEN
        every = {**_all_known(root), _name(root, folder): sums}
        moves[target] = room(target)
        moves[target].write_text(json.dumps(every, sort_keys=True), "utf-8")
