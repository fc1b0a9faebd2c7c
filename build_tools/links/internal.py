"""Every link, anchor, footnote and file of a built site leads somewhere: lychee looks, without a network."""

import html
import json
import os
import re
import subprocess
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote, urlsplit

from build_tools.finding import Finding, Place, printable, shown

# What may hold links. The data files beside the pages hold addresses of the web, and none within the site.
_READ = "html,htm,css,svg,xml"
# Where an address ends that begins after one of these signs.
_END = {sign: re.compile(sign) for sign in ('"', "'")} | {">": re.compile("<")}
_PLAIN = re.compile(r"""[^"'\s>?#&}]*""")
_UNQUOTED = re.compile(r"[\s>)]")


class NoSite(Exception):
    """There is no built site to look at, or nothing to look with. The message says which."""


@dataclass(frozen=True)
class _Broken:
    """A link that leads nowhere: in which file and where, to what (a file: address), and why."""

    file: str
    place: Place
    url: str
    fault: str


def check(site: Path, address: str = "") -> tuple[int, list[Finding]]:
    """How many links a built site has within itself, and a finding for each place to which one leads in vain.

    `address` is the one for which the site was built: links that begin with it lead into the site too. Raises NoSite.
    """
    if not (site / "index.html").is_file():
        raise NoSite(f"there is no built site in {printable(str(site))}; `make site` builds one")
    with (
        TemporaryDirectory() as folder
    ):  # under a plain name: lychee and its patterns write odd ones in ways of their own
        root = Path(folder).resolve() / "site"
        root.symlink_to(site.resolve(), target_is_directory=True)
        told = json.loads(_lychee(root, address))
        broken = list(_broken(told, root))
    number = sum(len(links) for name in ("success_map", "error_map") for links in told[name].values())
    return number, sorted(_findings(site, root, broken))


def _lychee(root: Path, address: str) -> str:
    """What lychee says of the folder, as JSON."""
    program = Path(sysconfig.get_path("scripts")) / "lychee"
    options = [
        *("--offline", "--include-fragments", "--include-verbatim"),  # verbatim: scripts count as such
        *("--no-ignore", "--hidden"),  # git ignores what is built
        *("--index-files", "index.html", "--extensions", _READ, "--root-dir", str(root)),
        *("--no-progress", "--verbose", "--format", "json", "--mode", "plain"),
        *(part for known in _remaps(root, address) for part in ("--remap", known)),
    ]
    try:
        told = subprocess.run(
            [program, *options, "--", str(root)], cwd=root.parent, capture_output=True, check=False, text=True
        )
    except OSError as error:
        raise NoSite(f"lychee cannot be run ({error.strerror}); `make` sets it up in .venv") from error
    if told.returncode not in (0, 2):
        raise NoSite(f"lychee stopped: {printable(told.stderr.strip()[-300:])}")
    return told.stdout


def _remaps(root: Path, address: str) -> Iterator[str]:
    """Where links lie that begin with the address of the site, or with the path of it."""
    if address:
        path = re.escape(urlsplit(address).path.rstrip("/"))
        yield f"^{re.escape(address)}(.*)$ {root.as_uri()}/$1"
        if path:
            yield f"^{re.escape(root.as_uri())}{path}(?:/(.*))?$ {root.as_uri()}/$1"


def _broken(told: dict[str, Any], root: Path) -> Iterator[_Broken]:
    """The links within the site that lead nowhere: by lychee's word, or by what it lets pass."""
    is_folder = cache(lambda url: Path(unquote(urlsplit(url).path)).is_dir())
    within = root.as_uri()
    for file, links in told["success_map"].items():
        lines = Path(file).read_text("utf-8", "replace").split("\n")
        for link in links:
            url: str = link["url"]
            if not url.startswith(within):
                yield _at(link, file, root, "it leads out of the site")
            elif is_folder(url.partition("#")[0]) and _lacks_slash(lines, link["span"]):
                yield _at(link, file, root, "it leads to a folder")
    for file, links in [*told["error_map"].items(), *told["timeout_map"].items()]:
        yield from (_at(link, file, root, str(link["status"]["text"])) for link in links)


def _at(link: dict[str, Any], file: str, root: Path, fault: str) -> _Broken:
    place = Place(link["span"]["line"], link["span"].get("column") or 1)
    return _Broken(os.path.relpath(file, root), place, link["url"], fault)


def _lacks_slash(lines: list[str], span: dict[str, int]) -> bool:
    """Whether the address of a folder is written without the slash at its end: some hosts find nothing there."""
    line, start = next(iter(lines[span["line"] - 1 : span["line"]]), ""), (span.get("column") or 1) - 1
    plain = _PLAIN.match(line, start)
    if plain and plain[0].endswith("/"):  # so are nearly all
        return False
    before = line[start - 1 : start]
    if before not in _END:
        if line[start - 2 : start - 1] != "=":
            return False  # an address that is shown as text, where lychee counts the signs otherwise
        start -= 1  # lychee counts a quotation mark where there is none
    end = _END.get(before, _UNQUOTED).search(line, start)
    written = re.split("[?#]", html.unescape(line[start : end.start() if end else None]))[0]
    return written.strip().rpartition("/")[2] not in ("", ".", "..")


def _findings(site: Path, root: Path, broken: Iterable[_Broken]) -> Iterator[Finding]:
    """A finding for each target, at the first place that has it: what stands on every page is told once."""
    places: dict[tuple[str, str], list[_Broken]] = {}
    for link in sorted(broken, key=lambda link: (link.file, link.place)):
        places.setdefault((link.url, link.fault), []).append(link)
    for (url, fault), links in places.items():
        first, files = links[0], len({link.file for link in links})
        target = unquote(os.path.relpath(url.removeprefix("file://"), root)) if url.startswith("file:") else url
        also = f" (so do {files - 1} other files)" if files > 1 else ""
        path = printable(f"{site.as_posix()}/{first.file}")
        yield Finding(path, first.place, "broken-link", f"this leads to {shown(target)}{also}: {_words(fault)}")


def _words(fault: str) -> str:
    """A fault with its remedy."""
    told = {
        "Cannot find fragment": "the page is there, and has no such anchor; correct the part after the #",
        "Cannot find index file within directory": "the folder has no page of its own; link to a page in it",
        "it leads to a folder": "it is a folder; end the address with a slash, without which some hosts find nothing",
        "it leads out of the site": "it lies outside the site; publish it with the site or remove the link",
    }
    missing = "there is no such file; capitals and small letters count"
    return told.get(fault, missing if fault.startswith("File not found") else printable(fault))
