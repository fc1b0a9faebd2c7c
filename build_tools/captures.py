"""Captures: the texts of documents as they were read, in a folder of their own outside the repository."""

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from build_tools.finding import START, Finding, printable


@dataclass(frozen=True)
class Capture:
    """The text of a document as it was read."""

    content: bytes

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the file, in hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def text(self) -> str:
        """The text in Unicode form NFC. Offsets into a capture count the characters (code points) of this."""
        return unicodedata.normalize("NFC", self.content.decode("utf-8"))


def folder(root: Path) -> Path:
    """Where the captures of a collection lie: in the folder that the variable CAPTURES names, else in root/captures."""
    return Path(os.environ.get("CAPTURES") or root / "captures")


def read(folder: Path, documents: Iterable[str]) -> tuple[Mapping[str, Capture], list[Finding]]:
    """The captures of these documents that lie in the folder, by the id of the document, and those that are no text."""
    found: dict[str, Capture] = {}
    findings = []
    for id in documents:
        path = folder / f"{id}.txt"
        try:
            capture = Capture(path.read_bytes())
            found[id] = capture
            capture.text.isascii()
        except FileNotFoundError:
            continue
        except (OSError, UnicodeDecodeError):
            message = "this capture is no file of UTF-8 text that can be read; capture the document anew"
            findings.append(Finding(printable(str(path)), START, "capture", message))
    return found, findings
