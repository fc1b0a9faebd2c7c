"""The text of a file: UTF-8 with Unix line ends, and nothing in it that a reader would not see."""

import re

from build_tools.finding import Finding, Place

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\t]")

_NAMES = {"\t": "tab", "\r": "carriage return", "\ufeff": "byte order mark"}
_REMEDIES = {
    "\t": "write spaces instead",
    "\r": "save the file with Unix line ends (LF)",
    "\ufeff": "save the file as UTF-8 without a byte order mark",
}


def decode(path: str, content: bytes) -> str | list[Finding]:
    """The text of a file that is UTF-8 without control characters, or what is wrong with it."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        message = f"byte 0x{content[error.start]:02x} is not UTF-8; save the file as UTF-8"
        return [Finding(path, _place_after(before), "encoding", message)]
    found = _FORBIDDEN.search(text)
    if not found:
        return text
    message = f"a {_name(found[0])} stands here; {_REMEDIES.get(found[0], 'remove it')}"
    return [Finding(path, _place_after(text[: found.start()]), "encoding", message)]


def hidden_sign(text: str) -> str | None:
    """The name of the first sign in the text that a reader would not see, or None."""
    found = _FORBIDDEN.search(text)
    return _name(found[0]) if found else None


def _name(sign: str) -> str:
    return _NAMES.get(sign, f"control character U+{ord(sign):04X}")


def _place_after(text: str) -> Place:
    return Place(text.count("\n") + 1, len(text) - text.rfind("\n"))
