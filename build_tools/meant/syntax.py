"""What is meant by somebody whose file is not YAML: from what libyaml says of it, and from the line where it says so."""

import re

from build_tools.finding import Place, shown
from build_tools.meant.slips import FIELD, slip, two_words

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
_SOUND = re.compile(rf"{FIELD}:(?: +(?P<value>\S.*)| *)")
_ITEM = re.compile(r"(?P<before>[ ]*)- ")
_LONG_TEXT = re.compile(r"[^\s\"'\[{|>]\S*(?: \S+){2,}(?<![.!?:;”’»)\]])")  # three words at least, and no end to them
_INDENTED = "the line is indented further than its field takes, and is read as more of the text above; indent it like its neighbours"

Told = tuple[Place, str]


def syntax_fault(lines: list[str], place: Place, said: str) -> Told:
    """Where a file goes wrong and what to do about it, from where libyaml gave up (`place`) and what it said."""
    told = next((told for words, look in _LOOKS if words in said and (told := look(lines, place))), None)
    if told:
        return told
    advice = next(
        (advice for words, advice in _ADVICE if words in said),
        "the line is not YAML; compare it with the same line of another record",
    )
    return place, f"{advice} ({said})"


def _line(lines: list[str], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _slip(lines: list[str], place: Place) -> Told | None:
    """The slip in the line itself."""
    found = slip(_line(lines, place.line))
    return (Place(place.line, found[0]), found[1]) if found else None


def _unfinished(lines: list[str], place: Place) -> Told | None:
    """For a line that is no field: it goes on with the text above, is an item without its hyphen, or misses its colon."""
    line, above = _line(lines, place.line), _SOUND.fullmatch(_line(lines, place.line - 1))
    if above and _LONG_TEXT.fullmatch(above["value"] or "") and _indent(line) <= len(above["before"]):
        told = "the text of the line above goes on here; indent this line further than its field"
        return Place(place.line, _indent(line) + 1), told
    if _in_list(lines, place.line):
        told = f"a hyphen is missing before the item of the list; write {shown('- ' + line.strip())}"
        return Place(place.line, _indent(line) + 1), told
    if found := slip(line) or two_words(line):
        return Place(place.line, found[0]), found[1]
    return None


def _in_list(lines: list[str], number: int) -> bool:
    """Whether a line stands where an item of the list above it would begin."""
    item = _ITEM.match(_line(lines, number - 1))
    return item is not None and len(item["before"]) == _indent(_line(lines, number))


def _colon(lines: list[str], place: Place) -> Told | None:
    """For a colon that is a field's own: the line is read as more of the text above, by that line's fault or by its indent."""
    key = re.fullmatch(FIELD, _line(lines, place.line)[: place.column - 1])
    if not key:
        return None
    owner, between = _above(lines, place.line)
    field = _SOUND.fullmatch(_line(lines, owner))
    for number in between:
        line = _line(lines, number)
        goes_on = field and field["value"] and _indent(line) >= len(field["before"])
        if not goes_on and (found := slip(line) or two_words(line)):
            return Place(number, found[0]), found[1]
    if between and _ITEM.match(line := _line(lines, between[-1])):
        told = "fields stand below this item, and it is a mere text; write the name of its field, a colon and a space before it"
        return Place(between[-1], _indent(line) + 1), told
    if field and key.start("name") > field.start("name"):
        return Place(place.line, key.start("name") + 1), _INDENTED
    if between:
        told = 'a line without "field: ", and the lines below it are read as more of it; write the name of its field and a colon before it'
        return Place(between[0], _indent(_line(lines, between[0])) + 1), told
    return None


def _above(lines: list[str], number: int) -> tuple[int, list[int]]:
    """The nearest line above that is a sound field (0 without one), and the lines between, blank ones and comments left out."""
    between: list[int] = []
    for above in range(number - 1, 0, -1):
        line = _line(lines, above)
        if _SOUND.fullmatch(line):
            return above, between
        if line.strip() and not line.lstrip().startswith("#"):
            between.insert(0, above)
    return 0, between


def _misfit(lines: list[str], place: Place) -> Told | None:
    """For a field that stands where an item of the list above would begin: an item without its hyphen, or a field of the last one."""
    key = _SOUND.fullmatch(_line(lines, place.line))
    deeper = _indent(_line(lines, place.line + 1)) > _indent(_line(lines, place.line))
    fields = set()
    for number in range(place.line - 1, 0, -1) if key else ():
        field = _SOUND.fullmatch(_line(lines, number))
        fields.add(field["name"] if field else None)
        item = _ITEM.match(_line(lines, number))
        if key and item and len(item["before"]) == len(key["before"]):
            line = shown("- " + _line(lines, place.line).strip())
            told = "the line is a field of the item above, and is indented too little; indent it like the fields of that item"
            if deeper or key["name"] in fields:
                told = (
                    f"a hyphen is missing before the item of the list; write {line}, and indent its other fields as far"
                )
            return Place(place.line, key.start("name") + 1), told
    return None


def _after_value(lines: list[str], place: Place) -> Told | None:
    """For what follows a value that has ended: a comma, or text whose beginning is read as a value of its own."""
    line = _line(lines, place.line)
    before, after = line[: place.column - 1].rstrip(), line[place.column - 1 :]
    if after.strip() == ",":
        return place, "a comma stands at the end of the line; remove it"
    if found := re.match(rf"{FIELD}: +(?P<sign>[\[{{]).*[\]}}]$", before):
        told = f'text that begins with "{found["sign"]}" is read as a list or as fields; put the whole in double quotes ("...")'
        return Place(place.line, found.start("sign") + 1), told
    if not before or before[-1] not in "\"'":
        return None
    if before.endswith("'"):
        return (
            place,
            "text goes on after the quotation mark that ends it; put the whole in double quotes, or write '' for an apostrophe",
        )
    return (
        place,
        'text goes on after the quotation mark that ends it; put the whole in single quotes, or write \\" for each mark within',
    )


def _folded(lines: list[str], place: Place) -> Told | None:
    """For text on the line of the sign below which it must begin."""
    sign = re.search(r"(?<=[ ])[|>][0-9+-]{0,2}(?= )", _line(lines, place.line))
    if not sign:
        return None
    told = f'the text begins on the line below "{sign[0]}"; move it there and indent it, or remove the "{sign[0]}"'
    return Place(place.line, sign.start() + 1), told


def _first(lines: list[str], place: Place) -> Told | None:
    """For lines that do not fit the first one."""
    number = next((number for number, line in enumerate(lines, 1) if _SOUND.fullmatch(line)), place.line)
    if number < place.line and (indent := _indent(lines[number - 1])):
        return Place(number, indent + 1), "the first field is indented, and those below it are not; remove the spaces"
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


# Where to look for the fault by what libyaml says, the likeliest first.
_LOOKS = (
    ("could not find expected ':'", _unfinished),
    ("mapping values are not allowed", _colon),
    ("did not find expected key", _after_value),
    ("did not find expected '-'", _misfit),
    ("did not find expected comment or line break", _folded),
    ("did not find expected <document start>", _first),
    ("", _slip),
)
