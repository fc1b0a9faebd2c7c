"""The printed lines of a PDF, read by a process of its own: a file of a stranger may ask for any time and any memory."""

import io
import json
import subprocess
import sys
from contextlib import suppress

PATIENCE = 60  # seconds; the slowest PDF of a newspaper that was seen took three
_MEMORY = 2_000_000_000  # bytes
_LONGEST = 20_000_000  # characters of text


class Unprinted(ValueError):
    """Why no line can be had, in a few words."""


def printed(content: bytes, patience: float = PATIENCE) -> list[str]:
    """The lines of a PDF, page by page, those without a sign left out. Raises `Unprinted`."""
    try:
        ended = subprocess.run([sys.executable, "-I", __file__], input=content, capture_output=True, timeout=patience)
    except subprocess.TimeoutExpired:
        raise Unprinted(f"it takes longer than {patience:.0f} seconds") from None
    try:
        told = json.loads(ended.stdout)
    except ValueError:
        raise Unprinted("it asks for too much memory or time") from None
    if isinstance(told, str):
        raise Unprinted(told)
    return [str(line) for line in told]


def _lines(content: bytes) -> list[str] | str:
    """The lines, or why there are none."""
    import pypdf
    from pypdf.errors import PyPdfError

    lines: list[str] = []
    length = 0  # of all lines, in characters
    try:
        for page in pypdf.PdfReader(io.BytesIO(content)).pages:
            text = page.extract_text()
            lines += (line for line in text.splitlines() if line.strip())
            length += len(text)
            if length > _LONGEST:
                return "its text is too long"
    except PyPdfError as error:
        return " ".join(str(error).split()) or type(error).__name__
    except Exception as error:  # a broken file makes the library fail in ways of every kind
        return type(error).__name__
    return lines


def _bound() -> None:
    """Bounds what this process may take, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))


if __name__ == "__main__":
    _bound()
    sys.stdout.write(json.dumps(_lines(sys.stdin.buffer.read())))
