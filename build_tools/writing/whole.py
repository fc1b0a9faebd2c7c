"""Changes several files: all of them, or none."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path


def change(contents: Mapping[Path, bytes | None]) -> None:
    """Makes each file hold its content, or removes it where that is None. Raises `OSError`, and then all is as before."""
    before = {path: path.read_bytes() if path.exists() else None for path in contents}
    unfinished: dict[Path, Path] = {}
    done: list[Path] = []
    try:
        for path, content in contents.items():
            if content is not None:
                unfinished[path] = path.with_name(f".{path.name}.{os.getpid()}")
                _write(unfinished[path], path, content)
        for path in contents:
            done.append(path)
            if path in unfinished:
                os.replace(unfinished[path], path)
            else:
                path.unlink()
    except BaseException:  # whoever stops the command half way gets back what was there, too
        for path in done:
            _restore(path, before[path])
        raise
    finally:
        for path in unfinished.values():
            path.unlink(missing_ok=True)


def _write(unfinished: Path, path: Path, content: bytes) -> None:
    with unfinished.open("xb") as opened:
        opened.write(content)
    if path.exists():
        shutil.copymode(path, unfinished)


def _restore(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    elif not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)
