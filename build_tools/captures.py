"""Captures: the texts of documents as they were read, in a folder of their own outside the repository."""

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from build_tools.finding import START, Finding, did_you_mean, printable, shown
from build_tools.meant.filenames import ID
from build_tools.readable import LARGEST, Unreadable, readable
from build_tools.whole import put


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


class NotCaptured(Exception):
    """Why a capture was not stored, in one line that names the remedy."""


def capture(root: Path, id: str, file: Path, replace: bool = False) -> tuple[Path, Capture, bool]:
    """Stores the readable text of `file` as the capture of a document: where, what, and whether it is new.

    The document must be on record. A capture with another text is left alone unless it is to be replaced. Raises
    `NotCaptured`, and has then changed nothing.
    """
    known = {path.stem for path in (root / "sources/documents").glob("*.yaml") if ID.fullmatch(path.stem)}
    if id not in known:
        remedy = did_you_mean(id, known) or "; write its record first"
        raise NotCaptured(f"there is no document {shown(id)}{remedy}")
    try:
        content = readable(file.name, _content(file)).encode("utf-8")
        path = folder(root) / f"{id}.txt"
        return path, Capture(content), _store(path, content, replace)
    except Unreadable as error:
        raise NotCaptured(f"{_name(file)}: {printable(str(error))}") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NotCaptured(f"{_name(Path(error.filename or file))}: {reason}") from None


def _content(file: Path) -> bytes:
    """What a file holds, up to a sign more than the largest that is read."""
    with file.open("rb") as opened:
        return opened.read(LARGEST + 1)


def _name(file: Path) -> str:
    return printable(str(file))


def _store(path: Path, content: bytes, replace: bool) -> bool:
    """Writes a capture whole or not at all; returns whether it changed anything."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise NotCaptured(f"{_name(path)}: a link or a folder stands where the capture must; remove it")
    if path.exists() and path.read_bytes() == content:
        return False
    if path.exists() and not replace:
        raise NotCaptured(
            f"{_name(path)}: another text is stored already; look at both, and add --replace to replace it"
        )
    put({path: content})
    return True
