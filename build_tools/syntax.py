"""What is meant by somebody whose file is not YAML: from what libyaml says of it, and from the line where it says so."""

import re

from build_tools.finding import Place, shown

# What libyaml says, and what it means to someone who wrote a note.
_ADVICE = (
    ("mapping values are not allowed", 'a colon and a space inside text; put the text in double quotes ("...")'),
    ("could not find expected ':'", 'a line without "field: "; check its indent, or the quotes of the line above'),
    ("cannot start any token", "a sign that cannot begin text; put the text in double quotes"),
    ("did not find expected key", "a line that does not fit its neighbours; check its indent and its quotes"),
    ("did not find expected '-'", "a line that does not fit the list above it; check its indent"),
    ("unexpected end of stream", "quotes or brackets that are never closed; write the sign that closes them"),
    ("did not find expected ',' or", "brackets that are not closed on their line; write the bracket that closes them"),
    (
        "did not find expected node content",
        "brackets that are not closed, or hold no value; close them, or write the value",
    ),
    ("unknown escape character", "a backslash inside double quotes; use single quotes, or write it twice"),
    (
        "block sequence entries are not allowed",
        "a list that begins on the line of its field; begin it on the next line",
    ),
)
# What was begun and not ended: the fault is where it begins, not where libyaml gave up.
BEGUN = (
    "while scanning a quoted scalar",
    "while scanning a simple key",
    "while parsing a flow sequence",
    "while parsing a flow mapping",
)
_FIELD = r"(?P<before>[ ]*(?:- )?)(?P<name>[A-Za-z][A-Za-z0-9_-]*)"
_NO_SPACE = re.compile(rf"{_FIELD}:(?P<value>[^\s:/][^:]*)$")
_EQUALS = re.compile(rf"{_FIELD} ?= ?(?P<value>\S.*)$")
_TWO_WORDS = re.compile(rf"{_FIELD} (?P<value>\S+)$")
_HYPHEN = re.compile(r"(?P<before>[ ]*)-(?P<rest>[A-Za-z][A-Za-z0-9_-]*:( .*)?)$")
_ODD_INDENT = re.compile("[ ]*(?P<sign>[\u00a0\u2000-\u200a\u202f\u3000])")


def syntax_fault(lines: list[str], place: Place, said: str) -> tuple[Place, str]:
    """Where a file goes wrong and what to do about it, from where libyaml gave up (`place`) and what it said."""
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    if odd := _ODD_INDENT.match(line):
        sign = f"U+{ord(odd['sign']):04X}"
        return Place(
            place.line, odd.start("sign") + 1
        ), f"a space of another kind ({sign}) stands in the indent; write plain ones"
    if "could not find expected ':'" in said and (found := _unfinished(line)):
        return Place(place.line, place.column), found
    if "mapping values are not allowed" in said and (told := _indented(lines, line, place)):
        return told
    if "did not find expected key" in said and (found := _after_quotes(line, place.column)):
        return place, found
    advice = next(
        (advice for words, advice in _ADVICE if words in said),
        "the line is not YAML; compare it with the same line of another record",
    )
    return place, f"{advice} ({said})"


def _unfinished(line: str) -> str | None:
    """The remedy for a line that wants to be a field, and whose colon or space is missing."""
    forms = (
        (_NO_SPACE, "a space is missing after the colon"),
        (_EQUALS, "a colon must stand after the name of a field, not an equals sign"),
        (_TWO_WORDS, "a colon is missing after the name of the field"),
    )
    for form, told in forms:
        if match := form.match(line):
            return f"{told}; write {shown(': '.join(match.group('name', 'value')))}"
    return None


def _indented(lines: list[str], line: str, place: Place) -> tuple[Place, str] | None:
    """For a colon that is a field's own: the line is read as more of the text above, by its indent or by that line's fault."""
    key = re.fullmatch(rf"{_FIELD}", line[: place.column - 1])
    if not key or place.line == 1:
        return None
    above = next((number for number in range(place.line - 1, 0, -1) if lines[number - 1].strip()), 0)
    if above and (hyphen := _HYPHEN.match(lines[above - 1])):
        told = f"a space is missing after the hyphen; write {shown('- ' + hyphen['rest'])}"
        return Place(above, len(hyphen["before"]) + 1), told
    told = "the line is indented further than its field takes, and is read as more of the text above; indent it like its neighbours"
    return Place(place.line, key.start("name") + 1), told


def _after_quotes(line: str, column: int) -> str | None:
    """The remedy for text that goes on after the quotation mark that ends it."""
    before = line[: column - 1].rstrip()
    if not before.endswith(('"', "'")) or column == 1:
        return None
    if before.endswith("'"):
        return "text goes on after the quotation mark that ends it; put the whole in double quotes, or write '' for an apostrophe"
    return 'text goes on after the quotation mark that ends it; put the whole in single quotes, or write \\" for each mark within'
