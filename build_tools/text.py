"""The text of a file: UTF-8 with Unix line ends, without marks of git, and nothing in it that a reader would not see."""

import re

from build_tools.finding import Finding, Place

# The last two code points of each plane are no characters (Unicode, 23.7), nor are these thirty-two.
_NONE = "\ufdd0-\ufdef" + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_FORBIDDEN = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\t{_NONE}]")
_CONFLICT = re.compile(r"^[ \t]*(?P<mark>(?:<{7}|>{7}|[|]{7})(?=[ \r\n])|={7}(?=\r?$))", re.MULTILINE)
_MARKS = tuple(7 * sign for sign in "<>|=")
# Text in UTF-8 that was read as Windows-1252: an accented letter becomes two signs, a curly quotation mark or a dash three.
_MISREAD = re.compile(
    "[ÂÃ][\u00a0-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]|â[€‚ƒ„…†‡ˆ‰Š‹Œ][\u00a0-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]"
)

_NAMES = {"\t": "tab", "\r": "carriage return", "\ufeff": "byte order mark"}
_REMEDIES = {
    "\t": "write spaces instead",
    "\r": "save the file with Unix line ends (LF)",
    "\ufeff": "save the file as UTF-8 without a byte order mark",
}
DAMAGED = "stands where a wrong encoding damaged a letter; copy the words anew"
_ONE_SIDE = "keep one side and remove the three lines"


def decode(path: str, content: bytes, remedy: str = _ONE_SIDE) -> str | list[Finding]:
    """The text of a file that is UTF-8 without control characters, or what is wrong with it.

    `remedy` is what to do about a conflict that git left.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        message = f"byte 0x{content[error.start]:02x} is not UTF-8; save the file as UTF-8"
        return [Finding(path, _place_after(before), "encoding", message)]
    if any(mark in text for mark in _MARKS) and (conflict := _CONFLICT.search(text)):
        place = _place_after(text[: conflict.start("mark")])
        return [Finding(path, place, "merge-conflict", f"a conflict of git is left here; {remedy}")]
    # What is printable holds nothing that is forbidden, and most texts are: this is asked in a tenth of the time.
    found = None if text.replace("\n", "").isprintable() else _FORBIDDEN.search(text)
    if not found:
        return text
    remedy = _REMEDIES.get(found[0], "remove it")
    if found[0] == "\t" and not text[found.end() :].partition("\n")[0].strip():
        remedy = "remove it"
    message = f"a {_name(found[0])} stands here; {remedy}"
    return [Finding(path, _place_after(text[: found.start()]), "encoding", message)]


def hidden_sign(text: str) -> str | None:
    """The name of the first sign in the text that a reader would not see, or None."""
    found = _FORBIDDEN.search(text)
    return _name(found[0]) if found else None


def damage(text: str) -> tuple[int, str] | None:
    """Where in a text signs stand that a wrong encoding made of others, and which they are; None where there are none."""
    if found := _MISREAD.search(text):
        return found.start(), found[0]
    return (text.index("\ufffd"), "\ufffd") if "\ufffd" in text else None


def _name(sign: str) -> str:
    return _NAMES.get(sign, f"control character U+{ord(sign):04X}")


def place_at(text: str, offset: int) -> Place:
    """Where a character of a text stands, in lines and columns."""
    return Place(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _place_after(text: str) -> Place:
    return place_at(text, len(text))
