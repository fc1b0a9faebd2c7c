"""The search of a site with so many pages that one index file is too much to load: Pagefind's, of which a reader loads parts.

`docs/decisions/0039` says from how many pages on, and what was measured. Pagefind reads a document of each page: its text and the
headings that results lead to, without what is marked `data-search-exclude`, as Material's search reads a page.
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from html import escape, unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from build_tools.sheet import Sheet

FOLDER = "pagefind"  # below the site; the scripts of Pagefind go by this name
_MATERIAL = "material/search"
_FEWEST = 1000  # pages
# Of pages that rank below this, which list others, the beginning is searched: a result is loaded with the whole text of its page.
_LISTS = 0.5
_MOST = 20_000  # characters
_SETTINGS = ("auto", "index", "pagefind")
# What a browser loads of what Pagefind writes, but for the folders; the rest are finished dialogs, and WebAssembly for other languages.
_LOADED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "*.pf_meta", "wasm.en.pagefind")
_TAG = re.compile(r"""<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^>"']|"[^"]*"|'[^']*')*)>""", re.DOTALL)
_ID = re.compile(r"""\sid=(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
# Notes hold references and words that stand on the pages of what they cite, over and over.
_LEFT_OUT = re.compile('data-search-exclude|class="(?:headerlink|footnote)"')
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_VOID = frozenset(["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
_SILENT = frozenset({"script", "style", "object"})
# Between words of these elements and their neighbours no space is meant.
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "cite",
        "code",
        "del",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
    ]
)


class NotIndexed(Exception):
    """Why there is no index."""


def is_large(pages: int, setting: str) -> bool:
    """Whether a site of so many pages has this search. Raises `NotIndexed` for a setting that is none."""
    if setting not in _SETTINGS:
        raise NotIndexed(f"the search {setting!r} is none of {', '.join(_SETTINGS)}")
    return setting == "pagefind" or (setting == "auto" and pages >= _FEWEST)


def chosen(config: Any, pages: int) -> bool:
    """Whether a site of so many pages has this search: Material's is switched off then, and the theme is told.

    `config` is MkDocs'. Raises `NotIndexed` for a setting that is none.
    """
    large = is_large(pages, config.extra.get("search", "auto"))
    config.extra["large_search"] = large
    config.plugins[_MATERIAL].config.enabled = not large
    return large


def index_files(documents: Mapping[str, str]) -> dict[str, bytes]:
    """The files of the index, by their paths below the site, from the documents of its pages by their addresses.

    Empty documents are passed over. Raises `NotIndexed` with what Pagefind says where it fails.
    """
    with TemporaryDirectory(prefix="search-") as folder:
        _indexed(documents, Path(folder))
        found = (path for path in sorted(Path(folder).rglob("*")) if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def write_index(documents: Mapping[str, str], site: Path) -> None:
    """Writes the index of such documents, if there are any, below a site that has none. Raises `NotIndexed`."""
    if documents:
        _indexed(documents, site)


def _indexed(documents: Mapping[str, str], site: Path) -> None:
    out = site.absolute() / FOLDER
    with TemporaryDirectory(prefix="search-") as folder:
        for url, text in documents.items():
            if text:
                path = Path(folder) / url / "index.html"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
        command = [sys.executable, "-m", "pagefind", "--site", folder, "--output-path", str(out)]
        done = subprocess.run([*command, "--force-language", "en", "--quiet"], capture_output=True, text=True)
    if done.returncode:
        raise NotIndexed(f"Pagefind ended with {done.returncode}: {done.stdout}{done.stderr}")
    for path in sorted(out.iterdir()):
        if path.is_file() and not any(path.match(name) for name in _LOADED):
            path.unlink()


def document(page: Sheet) -> str:
    """A page as HTML for Pagefind, empty for one that is not to be found."""
    search = page.meta.get("search") or {}
    if search.get("exclude") or page.content is None:
        return ""
    names = " · ".join(map(str, page.meta.get("tags") or ()))
    named = f'<p data-pagefind-meta="names[data-names]" data-names="{escape(names)}"></p>' if names else ""
    weight = search.get("boost", 1)
    text = "".join(_begun(_searched(page.content)) if weight < _LISTS else _searched(page.content))
    title = "" if "<h1" in text else f"<h1>{escape(unescape(page.title or ''))}</h1>"
    return f'<html lang="en"><body data-pagefind-body>{named}<div data-pagefind-weight="{weight}">{title}{text}</div></body></html>'


def _begun(parts: Iterable[str]) -> Iterator[str]:
    """The parts of a text up to the one with which it is long enough."""
    length = 0
    for part in parts:
        yield part
        length += len(part)
        if length > _MOST:
            return


def _searched(html: str) -> Iterator[str]:
    """The text of a page and its headings, without other elements.

    An excluded heading takes its section along, and any other element what is in it.
    """
    end = 0
    within, depth = "", 0  # the element that is left out, and how deep in others of its name
    section = False  # whether a section is
    for tag in _TAG.finditer(html):
        if not within and not section:
            yield html[end : tag.start()]
        end = tag.end()
        closes, name, attributes = tag.groups(default="")
        name = name.lower()
        if within:
            depth += (-1 if closes else 1) if name == within else 0
            within = within if depth else ""
        elif name in _HEADINGS and not closes:
            section = "data-search-exclude" in attributes
            found = _ID.search(attributes)
            id = next(filter(None, found.groups()), "") if found else ""
            yield "" if section else f'<{name} id="{id}">'
        elif section:
            continue
        elif not closes and (name in _SILENT or (attributes and _LEFT_OUT.search(attributes))):
            within, depth = ("", 0) if name in _VOID else (name, 1)
        elif name in _HEADINGS:
            yield f"</{name}>"
        elif name and name not in _INLINE:
            yield " "
    if not within and not section:
        yield html[end:]
