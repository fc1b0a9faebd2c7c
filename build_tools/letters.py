"""Letters that look like others, in names and addresses (UTS #39: skeletons, and words of one script).

A word is of one script, or of those that Chinese, Japanese and Korean write together with Latin ("highly restrictive").
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

import idna
import regex

from build_tools.finding import shown
from build_tools.signs import named, unless

_WORD = regex.compile(r"[\p{L}\p{M}]+")
_ADDRESS = regex.compile(r"https?://[^\s<>()\[\]\"]+", regex.IGNORECASE)
# Letters and digits in another dress: mathematical, of full width, in circles.
_DRESSED = ("Ll", "Lu", "Nd", "So")
_EVERYWHERE = frozenset({"COMMON", "INHERITED", "UNKNOWN"})
_TOGETHER = (
    frozenset({"LATIN", "HAN", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "HAN", "BOPOMOFO"}),
    frozenset({"LATIN", "HAN", "HANGUL"}),
)
_IGNORED = regex.compile(r"[\p{Default_Ignorable_Code_Point}]")


def skeleton(text: str) -> str:
    """What two texts have in common that look the same, whatever their letters are (UTS #39, section 4); spaces count once."""
    plain = _IGNORED.sub("", unicodedata.normalize("NFD", text))
    mapped = "".join(map(_prototype, plain))
    return " ".join(unicodedata.normalize("NFD", mapped).split())


@cache
def _prototype(sign: str) -> str:
    """What a sign looks like. The data give for each sign those that look like it; of these one stands for all."""
    alike = _alike(sign)
    if whole := [other for other in alike if len(other) > 1]:
        return whole[0]
    if len(alike) != 1:
        return sign
    (other,) = alike
    return other if len(_alike(other)) > 1 else min(sign, other)


@cache
def _alike(sign: str) -> tuple[str, ...]:
    from confusable_homoglyphs.confusables import confusables_data  # a megabyte that most checks do not need

    found = (str(one["c"]).strip("\u200e") for one in confusables_data.get(sign, ()))
    return tuple(sorted(set(found) - {sign}))


@cache
def _script(sign: str) -> str:
    from confusable_homoglyphs.categories import alias

    return str(alias(sign)).upper()


def mixed(name: str, said: frozenset[str] = frozenset(), *, verbatim: bool = False) -> Iterator[tuple[int, str]]:
    """Where in a name letters stand that look like others, with what to tell of it, the first of each kind.

    `said` are letters that a note says a document has there; `verbatim`: a note could say so.
    """
    if name.isascii():
        return
    words = [(found.start(), found[0]) for found in _WORD.finditer(name)]
    for fault in (_in_dress(name, said), _of_two_scripts(words, said), _in_disguise(words, said), _counted(name, said)):
        for offset, message in fault:
            yield offset, message + unless(name[offset], verbatim)


def _in_dress(name: str, said: frozenset[str]) -> Iterator[tuple[int, str]]:
    """The first letter or digit of another form."""
    for offset, sign in enumerate(name):
        if _dressed(sign) and sign not in said:
            plain = unicodedata.normalize("NFKC", sign)
            yield offset, f'{named(sign)} stands here in place of "{plain}"; write that'
            return


def _dressed(sign: str) -> bool:
    plain = unicodedata.normalize("NFKC", sign)
    return (
        plain != sign
        and len(plain) == 1
        and plain.isascii()
        and plain.isalnum()
        and unicodedata.category(sign) in _DRESSED
    )


def _of_two_scripts(words: list[tuple[int, str]], said: frozenset[str]) -> Iterator[tuple[int, str]]:
    """The first word of scripts that are not written together: its first letter of the script that it has fewest of."""
    for start, word in words:
        scripts = [_script(sign) if sign not in said else "COMMON" for sign in word]
        counts = Counter(script for script in scripts if script not in _EVERYWHERE)
        if len(counts) < 2 or any(set(counts) <= together for together in _TOGETHER):
            continue
        odd = scripts.index(min(counts, key=lambda script: (counts[script], script == "LATIN", script)))
        names = " and ".join(script.title() for script in sorted(counts))
        told = f"the letters of {shown(word)} are {names}, which look alike; {named(word[odd])} is one of them"
        yield start + odd, f"{told}: write the letter that is meant"
        return


def _in_disguise(words: list[tuple[int, str]], said: frozenset[str]) -> Iterator[tuple[int, str]]:
    """The first word of another script that can be read as Latin whole, where no word is of that script without a doubt."""
    scripts = {word: _script(word[0]) for _, word in words}
    plain = {script for word, script in scripts.items() if not skeleton(word).isascii()}
    for start, word in words:
        if scripts[word] not in {"LATIN", *_EVERYWHERE, *plain} and word[0] not in said:
            told = (
                f"all {scripts[word].title()} letters of {shown(word)} look like Latin ones, {named(word[0])} for one"
            )
            yield start, f"{told}; write the letters that are meant"
            return


def _counted(name: str, said: frozenset[str]) -> Iterator[tuple[int, str]]:
    """The first digit of another kind than the first digit of a name."""
    digits = [(offset, sign) for offset, sign in enumerate(name) if unicodedata.category(sign) == "Nd"]
    for offset, sign in digits:
        one = digits[0][1]
        other = ord(sign) - unicodedata.digit(sign) != ord(one) - unicodedata.digit(one)
        if other and sign not in said and not _dressed(sign):
            yield offset, f"{named(sign)} stands here among digits of another kind; write one kind"
            return


def hosts(text: str) -> Iterator[tuple[int, str]]:
    """Where in a text web addresses stand whose hosts look like others, with what to tell of it."""
    for found in _ADDRESS.finditer(text) if "://" in text else ():
        if told := _host(found[0]):
            yield found.start(), told


def _host(address: str) -> str | None:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return None  # no address: a finding of its own
    if host.isascii() and "xn--" not in host:
        return None
    for label in host.split("."):
        try:
            shown = idna.decode(label) if label.startswith("xn--") else label
        except idna.IDNAError:
            return f'"{label}" is no name that a host can have; copy the address anew'
        for _, told in mixed(shown):
            return f"in the host {host}, {told}"
    return None
