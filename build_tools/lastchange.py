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
    if not changes:
        return {}
    theirs = frozenset(owned)
    found = {}
    for path in sorted(docs.rglob("*.md")):
        name = path.relative_to(docs).as_posix()
        written = name.partition("/")[0] in theirs
        files = _behind(name, path.read_text("utf-8")) if written else {f"docs/{name}"}
        if days := [changes[file] for file in files if file in changes]:
            found[name] = max(days)
    return found


def _behind(name: str, text: str) -> set[str]:
    """The files of sources/ of which a page with this name could be made, and those of the pages that it links to."""
    here = name.removesuffix(".md").removesuffix("index")
    linked = {normpath(join(here, target)) for target in set(_LINK.findall(text))}
    stems = {one.removeprefix("reference/") for one in (here, *linked)}
    return {f"sources/{stem}{ending}" for stem in stems for ending in (".yaml", ".md")}
