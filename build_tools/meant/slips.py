"""Slips of the hand in one line: a colon that is missing, another sign for it, another sign for the hyphen of a list."""

import re
import unicodedata

from build_tools.finding import shown
from build_tools.meant.fieldnames import field_names

_SPACES = "\u00a0\u2000-\u200a\u202f\u3000"  # all but the plain one
_NAME = r"(?P<name>[A-Za-z][A-Za-z0-9_-]*)"
FIELD = rf"(?P<before>[ ]*(?:- +)?){_NAME}"
_ODD_SPACE = re.compile(rf"(?P<before>[ ]*)(?P<mark>(?:-[ ]?)?(?:{_NAME}:)?)(?P<sign>[{_SPACES}])")
_LIST_SIGN = re.compile(
    r"(?P<before>[ ]*)(?P<sign>--|[\u2010-\u2015\u2212\u2022\u2023\u25e6\u00b7*+]|[0-9]+[.)]) +(?P<rest>\S.*)"
)
_HYPHEN = re.compile(rf"(?P<before>[ ]*)-(?P<rest>{_NAME}:( .*)?)")
_SLASHES = re.compile(r"(?P<before>[ ]*)//+ *(?P<rest>.*)")
_OTHER_COLON = re.compile(rf"{FIELD} ?(?P<sign>[\uff1a\ufe55\ua789\u02d0\u2236])[ {_SPACES}]*(?P<value>.*)")
_EQUALS = re.compile(rf"{FIELD} ?:?= ?(?P<value>[^>\s].*)")
_ARROW = re.compile(rf"{FIELD} ?(?:[=-]>|\u2192) ?(?P<value>\S.*)")
_NO_SPACE = re.compile(rf"{FIELD}:(?P<value>[^\s:/][^:]*)")
# Only after the name of a field that there is: else a line of text would be one.
_NO_SPACE_AT_ALL = re.compile(rf"{FIELD}:(?P<value>\S.*)")
_NO_COLON = re.compile(rf"{FIELD}(?: +(?P<value>\S.*)| *)")


def slip(line: str) -> tuple[int, str] | None:
    """The column of a slip in a line that wants to be a field, an item or a comment, and what to do; None without one."""
    if odd := _ODD_SPACE.match(line):
        where, what = ("here", "a plain one") if odd["mark"] else ("in the indent", "plain ones")
        told = f"a space of another kind (U+{ord(odd['sign']):04X}) stands {where}; write {what}"
        return odd.start("sign") + 1, told
    if item := _LIST_SIGN.fullmatch(line):
        told = f'an item of a list begins with a hyphen and a space, not with "{item["sign"]}"'
        return item.start("sign") + 1, f"{told}; write {shown('- ' + item['rest'])}"
    if item := _HYPHEN.fullmatch(line):
        told = f"a space is missing after the hyphen; write {shown('- ' + item['rest'])}"
        return len(item["before"]) + 1, told
    if comment := _SLASHES.fullmatch(line):
        return len(comment["before"]) + 1, f'a comment begins with "#"; write {shown("# " + comment["rest"])}'
    return _colon(line)


def _colon(line: str) -> tuple[int, str] | None:
    """The slip in a line that wants to be a field: what stands between its name and its value is no colon and space."""
    if field := _OTHER_COLON.fullmatch(line):
        sign = f"U+{ord(field['sign']):04X}, {unicodedata.name(field['sign'])}"
        told = f"a colon of another kind ({sign}) stands after the name of the field"
        return field.start("sign") + 1, f"{told}; write {_field(field)}"
    forms = (
        (_NO_SPACE, "a space is missing after the colon", True),
        (_NO_SPACE_AT_ALL, "a space is missing after the colon", False),
        (_EQUALS, "a colon must stand after the name of a field, not an equals sign", True),
        (_ARROW, "a colon must stand after the name of a field, not an arrow", True),
        (_NO_COLON, "a colon is missing after the name of the field", False),
    )
    for form, told, whatever in forms:
        field = form.fullmatch(line)
        if field and (whatever or field["name"] in field_names()):
            return field.start("name") + 1, f"{told}; write {_field(field)}"
    return None


def two_words(line: str) -> tuple[int, str] | None:
    """The slip in a line of two words, of which the first is perhaps a field, and the second what it holds."""
    field = re.fullmatch(rf"{FIELD} (?P<value>\S*[^\s.,;!?])", line)
    return (
        (field.start("name") + 1, f"a colon is missing after the name of the field; write {_field(field)}")
        if field
        else None
    )


def _field(match: re.Match[str]) -> str:
    """A field as it is to be written, for a message."""
    return shown(f"{match['name']}: {match['value'] or ''}".rstrip())
