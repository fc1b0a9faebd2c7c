"""A release: all data in one archive, with the sums, the licences and a manifest that says what each file is.

The archive and the sums depend on the records alone, and on the libraries of SQLite and zlib that write them. The manifest also
tells the commit and the address of the site, and has beside it what the site was built with (sbom). All of them are bytes, for which no expected file is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from build_tools.corpus import kind_of
from build_tools.derive import Dossier
from build_tools.exports.sbom import PATH as BILL
from build_tools.exports.sbom import bill_of_materials
from build_tools.exports.shapes import version
from build_tools.jsontext import json_text
from build_tools.schema import KINDS

MANIFEST = "data/manifest.json"
ARCHIVE = "data/records.zip"
SUMS = "data/files.sha256"
LICENCES_TEXT = "data/licences.txt"

Licence = Mapping[str, str | None]
# As LICENSE says. What belongs to others has no licence of ours.
LICENCES: Mapping[str, Licence] = {
    "records": {
        "name": "CC-BY-4.0",
        "title": "Creative Commons Attribution 4.0 International",
        "path": "https://creativecommons.org/licenses/by/4.0/legalcode",
        "covers": "The records as we wrote them, and what is computed of them: statements, undertakings, descriptions, statuses, "
        "origins, disagreements.",
    },
    "tools": {
        "name": "MIT",
        "title": "MIT License",
        "path": "https://opensource.org/license/mit",
        "covers": "The code that wrote these files, and the JSON Schemas.",
    },
    "others": {
        "name": None,
        "title": "Not ours to license",
        "path": None,
        "covers": "Quotations and passages, and the titles, names and other metadata of documents. They belong to those who wrote, "
        "said or published them, and are quoted as evidence; what the law lets you do with them holds for you as it does for us.",
    },
}
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first time that a ZIP archive can tell
_UNIX = 3  # the system that made an archive, for which the permissions are written
_READABLE = 0o100644 << 16
_LEVEL = 4  # of deflating: half the time of the usual 6, and a tenth more bytes
# By the ending of a path, the longest that fits.
_MEDIA = {
    ".atom": "application/atom+xml",
    ".cdx.json": "application/vnd.cyclonedx+json",
    ".bib": "application/x-bibtex",
    ".csl.json": "application/vnd.citationstyles.csl+json",
    ".csv": "text/csv",
    ".feed.json": "application/feed+json",
    ".ics": "text/calendar",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".ris": "application/x-research-info-systems",
    ".schema.json": "application/schema+json",
    ".sha256": "text/plain",
    ".sqlite": "application/vnd.sqlite3",
    ".txt": "text/plain",
    ".yaml": "application/yaml",
    ".zip": "application/zip",
}


@dataclass(frozen=True)
class _Fact:
    """How many bytes a file has, and their SHA-256 in hexadecimal digits."""

    bytes: int
    sha256: str


def release(dossier: Dossier, data: Mapping[str, str | bytes]) -> dict[str, bytes]:
    """The files of the release by their paths below docs/; `data` holds every other file of data.

    Each file is made bytes of, summed and deflated before the next, so that no second copy of all data is held.
    """
    licences, held = _licences().encode("utf-8"), BytesIO()
    facts: dict[str, _Fact] = {}
    with ZipFile(held, "w") as archive:
        for path, content in sorted({**data, LICENCES_TEXT: licences}.items()):
            facts[path] = _archived(archive, path, _bytes(content))
        sums = "".join(f"{fact.sha256}  {path}\n" for path, fact in facts.items()).encode("utf-8")
        facts[SUMS] = _archived(archive, SUMS, sums)
    bill = bill_of_materials()
    facts |= {path: _fact(content) for path, content in {ARCHIVE: held.getvalue(), **bill}.items()}
    manifest = _manifest(dossier, facts)
    return {LICENCES_TEXT: licences, SUMS: sums, ARCHIVE: held.getvalue(), **bill, MANIFEST: manifest}


def _bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content


def _licences() -> str:
    """The licences in words, for people."""
    return "\n".join(
        "\n".join(filter(None, (one["title"], one["path"], one["covers"], ""))) + "\n" for one in LICENCES.values()
    )


def _archived(archive: ZipFile, path: str, content: bytes) -> _Fact:
    """Puts a file into a ZIP archive, without the times of this machine; what the manifest says of it."""
    about = ZipInfo(path, _EARLIEST)
    about.compress_type, about.create_system, about.external_attr = ZIP_DEFLATED, _UNIX, _READABLE
    archive.writestr(about, content, compresslevel=_LEVEL)
    return _fact(content)


def _fact(content: bytes) -> _Fact:
    return _Fact(len(content), sha256(content).hexdigest())


def _manifest(dossier: Dossier, files: Mapping[str, _Fact]) -> bytes:
    corpus = dossier.corpus
    counts = dict.fromkeys((*KINDS, "briefings"), 0)
    for record in (*corpus.records(), *corpus.briefings.values()):
        counts[kind_of(record)] += 1
    told: dict[str, Any] = {
        "title": corpus.site.title,
        "description": corpus.site.introduction,
        "address": dossier.address or None,
        "as_of": dossier.day.isoformat(),
        "commit": dossier.commit() or None,
        "versions": {"rubric": corpus.rubric.version, "schemas": version()},
        "records": {**counts, "withdrawn": len(corpus.withdrawn)},
        "licences": LICENCES,
        "files": [
            {
                "path": path,
                "bytes": files[path].bytes,
                "sha256": files[path].sha256,
                "mediatype": media_type(path),
                "licences": licences_of(path),
            }
            for path in sorted(files)
        ],
    }
    return json_text(told).encode("utf-8")


def media_type(path: str) -> str:
    """The media type of a file, by the ending of its path."""
    _, *parts = path.rpartition("/")[2].split(".")
    endings = (f".{'.'.join(parts[number:])}" for number in range(len(parts)))
    return next((_MEDIA[ending] for ending in endings if ending in _MEDIA), "application/octet-stream")


def licences_of(path: str) -> list[str]:
    """What of `LICENCES` a file holds. A schema for editors names records, so that it holds all three."""
    if path in (SUMS, LICENCES_TEXT):
        return ["records"]
    if path == BILL:
        return ["tools"]
    return ["records", "tools", "others"] if path.endswith((".schema.json", ".zip")) else ["records", "others"]
