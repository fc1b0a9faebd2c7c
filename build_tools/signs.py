"""Signs that deceive whoever reads a text: those that do not show, that turn the order of others, or that hide them.

What shows and what does not is Unicode's own data: the properties of its signs, as the package `regex` has them, so that
it does not depend on the version of Python.
"""

import unicodedata
from collections.abc import Iterator
from itertools import groupby, pairwise

import regex

# What of these signs text really needs, each only where it does its work (UTS #51 for pictures, UAX #31 for joiners).
_NEEDED = r"""
    (?P<needed>
    \U0001F3F4 (?:\U000E0067\U000E0062(?:\U000E0065\U000E006E\U000E0067|\U000E0073\U000E0063\U000E0074|\U000E0077\U000E006C\U000E0073)) \U000E007F
    | \p{Extended_Pictographic} [\uFE0E\uFE0F]? \p{Emoji_Modifier}?
        (?: \u200D \p{Extended_Pictographic} \uFE0F? \p{Emoji_Modifier}? )*
    | [0-9\#*] \uFE0F \u20E3
    | \p{Han} [\U000E0100-\U000E01EF]
    | (?<=\p{scx=Arab}) \u200C (?=\p{scx=Arab})
    | (?<=\p{L}\p{M}*\p{ccc=9}) [\u200C\u200D]
    | (?<=\p{Braille}) \u2800 (?=\p{Braille})
    | (?<=[\p{Han}\p{Hira}\p{Kana}\u3001-\u303F]) \u3000 | \u3000 (?=[\p{Han}\p{Hira}\p{Kana}\u3001-\u303F])
    | \p{Prepended_Concatenation_Mark}
    )"""
# Between the letters of a word in prose a soft hyphen does its work, and some spaces do theirs; in a name they hide.
_IN_PROSE = r"| (?P<prose> (?<=\p{L}) \u00AD (?=\p{L}) | [\u00A0\u2009\u202F] )"
_UNSEEN = (
    r"| (?P<sign> [\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}\p{Cn}\uFFFC\u2800] | (?!\x20)[\p{Zs}\p{Zl}\p{Zp}] )"
)
_SIGNS = {
    False: regex.compile(_NEEDED + _IN_PROSE + _UNSEEN, regex.VERBOSE),
    True: regex.compile(_NEEDED + _UNSEEN, regex.VERBOSE),
}
_SEEN = regex.compile(r"[^\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]")
_MARK = regex.compile(r"(?!\p{Default_Ignorable_Code_Point})[\p{Mn}\p{Me}]")
_TWO_MARKS = regex.compile(f"(?:{_MARK.pattern}){{2}}")
_CLUSTER = regex.compile(r"\X")
_MOST_MARKS = 4  # on one letter, as UTS #39 (5.4) proposes; points and accents of Hebrew seldom need more than three
_TURNS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"}
_ISOLATES = dict.fromkeys("\u2066\u2067\u2068", "\u2069")
_OF_ORDER = frozenset((*_TURNS, *_ISOLATES, "\u202c", "\u2069", "\u200e", "\u200f", "\u061c"))


def named(sign: str) -> str:
    """A sign as its code point and its name in Unicode: "U+200B ZERO WIDTH SPACE"."""
    return f"{code(sign)} {unicodedata.name(sign, '(without a name)')}"


def code(sign: str) -> str:
    return f"U+{ord(sign):04X}"


def unless(sign: str, verbatim: bool) -> str:
    """What else can be done about a sign in words that a document may have so."""
    return f', or say in its note that the document has it, as "{code(sign)}"' if verbatim else ""


def deceiving(
    text: str, said: frozenset[str] = frozenset(), *, verbatim: bool = False, name: bool = False
) -> Iterator[tuple[int, str]]:
    """Where in a text signs deceive, each once, with what to tell of it.

    `said` are the signs that a note says a document has there; `verbatim`: a note could say so. `name`: the text is the
    name of somebody, in which nothing is hidden, not even a soft hyphen or a space of another kind.
    """
    if text.isascii():
        return
    if text.strip() and not _SEEN.search(text):
        yield (
            0,
            f"nothing that shows stands here, {named(text.strip()[0])} for one; write the text, or remove the field",
        )
        return
    told = set(said)
    for found in _SIGNS[name].finditer(text):
        sign = found["sign"]
        if sign and sign not in told:
            told.add(sign)
            yield found.start(), _told(sign) + unless(sign, verbatim)
    yield from _unclosed(text, said)
    yield from _heaped(text, said, verbatim)


def _told(sign: str) -> str:
    kind = unicodedata.category(sign)
    if sign in _OF_ORDER:
        return f"{named(sign)} stands here, which can turn the order of what is read; remove it"
    if kind.startswith("Z"):
        return f"{named(sign)} stands here, which looks like a space; write an ordinary one"
    if regex.match(r"\p{Co}", sign):
        return f"{named(sign)} stands here, for private use: everyone may see another sign; write what is meant"
    if regex.match(r"\p{Cn}(?<!\p{Default_Ignorable_Code_Point})|\p{NChar}", sign):
        return f"{named(sign)} stands here, which is no sign of Unicode; remove it"
    return f"{named(sign)} stands here, which does not show; remove it"


def _unclosed(text: str, said: frozenset[str]) -> Iterator[tuple[int, str]]:
    """What turns the order of signs, by a note's word, and is not turned back within the text: it would turn the page's."""
    open: list[tuple[int, str, str]] = []
    for offset, sign in enumerate(text):
        if end := (_TURNS | _ISOLATES).get(sign):
            open.append((offset, sign, end))
        elif open and sign == open[-1][2]:
            open.pop()
    for offset, sign, end in open:
        if sign in said:
            yield offset, f"{named(sign)} stands here and is not closed; write {code(end)} where its order ends"


def _heaped(text: str, said: frozenset[str], verbatim: bool) -> Iterator[tuple[int, str]]:
    """Where more marks stand on a letter than any writing needs, one twice, or one on no letter."""
    if _MARK.match(text) and text[0] not in said:
        alone = f"{named(text[0])} stands here without a letter below it; write the letter"
        yield 0, alone + unless(text[0], verbatim)
    if not _TWO_MARKS.search(unicodedata.normalize("NFD", text)):
        return
    for cluster in _CLUSTER.finditer(text):
        signs = unicodedata.normalize("NFD", cluster[0])
        for is_mark, run in groupby(signs, key=lambda sign: bool(_MARK.match(sign))):
            marks = list(run)
            heap = next((two for one, two in pairwise(marks) if one == two), None)
            mark = marks[_MOST_MARKS] if len(marks) > _MOST_MARKS else heap
            if is_mark and mark and mark not in said:
                what = f"{len(marks)} marks stand on one letter, {named(mark)} among them"
                yield cluster.start(), f"{what}; write those that the letter has{unless(mark, verbatim)}"
                return
