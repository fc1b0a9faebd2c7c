"""Other builders on the same pages, each with a theme of ten lines of ours, and sphinx-needs on the same records.

They are what `tests/bench/peers.lock` and `tests/bench/package-lock.json` pin, in folders of the bench alone. What they are given
is made before their time begins; each starts from nothing.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.stages import cpu, folder_size

HERE = Path(__file__).parent
BIN, INSTALLED, NODE = Path(sys.executable).parent, HERE / ".peers/bin", HERE / "node_modules"
_MATTER = re.compile(r"\A---\n(.*?\n)---\n(.*)", re.DOTALL)
_INDEX = re.compile(r"\bindex[.]md$")  # which Hugo takes for a list
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
# The same ten lines in the language of each.
FRAME = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>\n'
    '<body><nav><a href="/">Home</a> <a href="/claims/">Statements</a> <a href="/actors/">People</a></nav>\n'
    "<main>{content}</main></body></html>\n"
)
# Writes the text under the front matter of each page as Markdown; headings with signs before them, as people write them.
_WRITTEN = """
import json, sys
from markdownify import markdownify

def written(page):
    _, matter, text = page.split("---\\n", 2)
    return f"---\\n{matter}---\\n{markdownify(text, heading_style='ATX')}"

json.dump(list(map(written, json.load(sys.stdin))), sys.stdout)
"""


@dataclass(frozen=True)
class Peer:
    """A builder: what it is given (files by path, of the pages by path), the command in that folder, and where it writes."""

    given: Callable[[Mapping[str, str]], Mapping[str, str]]
    command: tuple[str, ...]
    written: str
    version: tuple[str, ...]


def _parts(text: str) -> tuple[str, str, str]:
    """Title, front matter and text of a page."""
    matter, body = found.groups() if (found := _MATTER.match(text)) else ("", text)
    titled = re.search(r"^title: (.+)$", matter, re.MULTILINE) or _TITLE.search(body)
    return (titled[1] if titled else "A page").strip('"'), matter, body


def _light(pages: Mapping[str, str]) -> dict[str, str]:
    """The pages with a title for front matter and nothing else."""
    told = {path: _parts(text) for path, text in pages.items()}
    return {path: f"---\ntitle: {json.dumps(title)}\n---\n{body}" for path, (title, _, body) in told.items()}


def _mkdocs(pages: Mapping[str, str]) -> dict[str, str]:
    frame = FRAME.format(title="{{ page.title }}", content="{{ page.content }}")
    config = {
        "site_name": "Peer",
        "nav": ["index.md"],
        "plugins": [],
        "theme": {"name": None, "custom_dir": "theme"},
        "markdown_extensions": ["attr_list", "def_list", "footnotes", "md_in_html", "tables"],
    }
    docs = {f"docs/{path}": text for path, text in _light(pages).items()}
    return {**docs, "mkdocs.yml": json.dumps(config), "theme/main.html": frame, "theme/404.html": frame}


def _zensical(pages: Mapping[str, str]) -> dict[str, str]:
    config = {"site_name": "Peer", "nav": ["index.md"], "theme": {"name": "material", "variant": "classic"}}
    return {**{f"docs/{path}": text for path, text in _light(pages).items()}, "mkdocs.yml": json.dumps(config)}


def _hugo(pages: Mapping[str, str]) -> dict[str, str]:
    frame = FRAME.format(title="{{ .Title }}", content="{{ .Content }}")
    config = (
        'baseURL = "https://example.org/"\ndisableKinds = ["taxonomy","term","rss","sitemap"]\n'
        "[markup.goldmark.renderer]\nunsafe = true\n[markup.goldmark.parser.attribute]\nblock = true\n"
    )
    content = {f"content/{_INDEX.sub('_index.md', path)}": text for path, text in _light(pages).items()}
    layouts = {f"layouts/{name}.html": frame for name in ("index", "_default/list", "_default/single")}
    return {**content, **layouts, "hugo.toml": config}


def _hugo_ready(pages: Mapping[str, str]) -> dict[str, str]:
    """The pages as HTML that Hugo only frames."""
    found = {re.sub(r"^(content/.*)[.]md$", r"\1.html", path): text for path, text in _hugo(pages).items()}
    return {**found, "hugo.toml": found["hugo.toml"] + "[security]\nallowContent = ['.*']\n"}


def _hugo_written(pages: Mapping[str, str]) -> dict[str, str]:
    """The pages with their text as Markdown, as `markdownify` writes it."""
    given = _hugo(pages)
    paths = [path for path in given if path.startswith("content/")]
    command = (f"{INSTALLED}/python", "-c", _WRITTEN)
    told = json.dumps([given[path] for path in paths])
    written = json.loads(subprocess.run(command, input=told, capture_output=True, text=True, check=True).stdout)
    return {**given, **dict(zip(paths, written, strict=True))}


def _eleventy(pages: Mapping[str, str]) -> dict[str, str]:
    config = (
        "export default (config) => { config.setInputDirectory('content'); config.setOutputDirectory('site');\n"
        "config.addGlobalData('layout', 'page.njk'); config.setQuietMode(true);\n"
        "return { markdownTemplateEngine: false, htmlTemplateEngine: false }; }\n"
    )
    frame = FRAME.format(title="{{ title }}", content="{{ content | safe }}")
    content = {f"content/{path}": text for path, text in _light(pages).items()}
    return {**content, "content/_includes/page.njk": frame, "eleventy.config.mjs": config}


PEERS: Mapping[str, Peer] = {
    "mkdocs build, a theme of ten lines, no search": Peer(
        _mkdocs, (f"{BIN}/mkdocs", "build", "--quiet"), "site", (f"{BIN}/mkdocs", "--version")
    ),
    "Zensical, Material's theme, its search": Peer(
        _zensical, (f"{BIN}/zensical", "build", "--clean"), "site", (f"{BIN}/zensical", "--version")
    ),
    "Hugo": Peer(_hugo, (f"{INSTALLED}/hugo", "--quiet"), "public", (f"{INSTALLED}/hugo", "version")),
    "Eleventy": Peer(
        _eleventy,
        (f"{BIN}/node", f"{NODE}/@11ty/eleventy/cmd.cjs", "--config=eleventy.config.mjs"),
        "site",
        (f"{BIN}/node", f"{NODE}/@11ty/eleventy/cmd.cjs", "--version"),
    ),
}
# The pages are HTML in files that end as Markdown does. Hugo is given them also as HTML, and as people write for it.
FOR_HUGO = {
    "Hugo, pages as HTML": Peer(_hugo_ready, PEERS["Hugo"].command, "public", PEERS["Hugo"].version),
    "Hugo, pages as Markdown": Peer(_hugo_written, PEERS["Hugo"].command, "public", PEERS["Hugo"].version),
}


def needs(records: Mapping[str, tuple[str, list[str]]]) -> dict[str, str]:
    """The records as sphinx-needs has them: a page of its own for each, with a need and its links."""
    config = (
        "project = 'Peer'\nextensions = ['sphinx_needs']\nhtml_theme = 'basic'\nsuppress_warnings = ['needs']\n"
        "needs_id_regex = r'[a-z0-9-]+'\nneeds_build_json = True\nhtml_use_index = False\nhtml_copy_source = False\n"
    )
    pages = {
        f"{id}.rst": f"{id}\n{'=' * len(id)}\n\n.. req:: {id}\n   :id: {id}\n   :links: {', '.join(links)}\n\n   {text}\n"
        for id, (text, links) in records.items()
    }
    tree = "".join(f"   {id}\n" for id in records)
    return {**pages, "index.rst": f"Records\n=======\n\n.. toctree::\n\n{tree}", "conf.py": config}


NEEDS = Peer(
    lambda _: {},
    (f"{INSTALLED}/sphinx-build", "-q", "-j", "auto", ".", "built"),
    "built",
    (f"{INSTALLED}/sphinx-build", "--version"),
)


def put(folder: Path, files: Mapping[str, str]) -> None:
    """Writes files into a folder that is new."""
    shutil.rmtree(folder, ignore_errors=True)
    for parent in {(folder / path).parent for path in files}:
        parent.mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        (folder / path).write_text(text, "utf-8")


def built(peer: Peer, folder: Path) -> dict[str, float]:
    """What a peer takes in a folder that holds what it was given: CPU and wall seconds, bytes and files that it wrote."""
    shutil.rmtree(folder / peer.written, ignore_errors=True)
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "ELEVENTY_DISABLE_UPDATE": "1"}
    started, wall = cpu(), time.perf_counter()
    done = subprocess.run(peer.command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    taken = {"cpu": cpu() - started, "wall": time.perf_counter() - wall}
    pages = sum(1 for _ in (folder / peer.written).rglob("*.html"))
    return {**taken, "bytes": folder_size(folder / peer.written), "pages": pages}


def version_of(peer: Peer) -> str:
    """What a peer calls itself, as far as its number."""
    done = subprocess.run(peer.version, capture_output=True, text=True, check=True)
    found = re.search(r"\d+[.]\d+[.\d]*", done.stdout + done.stderr)
    return found[0] if found else "unknown"
