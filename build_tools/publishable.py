"""What of docs/ may be published: regular files, of the kinds that their folder is for. A browser takes some kinds for programs.

What begins with a dot is published neither by MkDocs nor by Zensical, and passed over here.
"""

import os
import stat
from collections.abc import Container, Iterator
from pathlib import Path

from build_tools.finding import START, Finding, printable

# By folder below docs/, and for all others: what people write there, and in assets/ what the maintainers do.
_ALLOWED = {
    "assets": (".css", ".js", ".png", ".svg"),
    "": (".md", ".png"),
}


def unpublishable(docs: Path, owned: Container[str]) -> Iterator[Finding]:
    """A finding for everything below `docs` that must not be published; `owned` are the folders and files of the tools."""
    for folder, folders, names in os.walk(docs):
        here = Path(folder)
        if here == docs:
            folders[:] = [name for name in folders if name not in owned]
            names = [name for name in names if name not in owned]
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (here / name for name in sorted([*folders, *names]) if not name.startswith(".")):
            if fault := _fault(path, path.relative_to(docs)):
                yield Finding(printable(path.relative_to(docs.parent).as_posix()), START, "unpublishable", fault)


def _fault(path: Path, name: Path) -> str | None:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return (
            "a link stands here, and what it leads to would be published; put the file itself here, or remove the link"
        )
    if stat.S_ISDIR(mode):
        return None
    if not stat.S_ISREG(mode):
        return "this is no regular file; remove it"
    folder = name.parts[0] if len(name.parts) > 1 and name.parts[0] in _ALLOWED else ""
    if path.suffix.lower() not in _ALLOWED[folder]:
        allowed = ", ".join(_ALLOWED[folder])
        return f"here only files that end in {allowed} are published, since a browser runs some of the others in the name of the site; remove it"
    return None
