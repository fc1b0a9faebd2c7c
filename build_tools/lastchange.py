"""When each page last changed, for the list of pages that search engines read: what git knows of the files behind it.

A page that the tools write shows its record and those that it links to, so that its day is that of the newest of them.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from posixpath import join, normpath

_LINK = re.compile(r'href="([^":?#]+/)["?#]')  # to a page: its address ends with a slash


def page_changes(docs: Path, owned: Iterable[str], changes: Mapping[str, str]) -> dict[str, str]:
    """The day of the last change of each page by its path below `docs`; `changes` are those of files below its parent.

    `owned` are the names of what the tools write there. A page of which no file is known has no day.
    """
    theirs = frozenset(owned)
    found = {}
    for path in sorted(docs.rglob("*.md")) if changes else ():
        name = path.relative_to(docs).as_posix()
        if day := page_change(name, path.read_text("utf-8") if name.partition("/")[0] in theirs else None, changes):
            found[name] = day
    return found


def page_change(name: str, text: str | None, changes: Mapping[str, str]) -> str:
    """The day of the last change of a page, or an empty text; `text` is that of a page that the tools wrote."""
    files = {f"docs/{name}"} if text is None else _behind(name, text)
    return max((changes[file] for file in files if file in changes), default="")


def _behind(name: str, text: str) -> set[str]:
    """The files of sources/ of which a page with this name could be made, and those of the pages that it links to."""
    here = name.removesuffix(".md").removesuffix("index")
    linked = {normpath(join(here, target)) for target in set(_LINK.findall(text))}
    stems = {one.removeprefix("reference/") for one in (here, *linked)}
    return {f"sources/{stem}{ending}" for stem in stems for ending in (".yaml", ".md")}
