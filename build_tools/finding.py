"""A located problem: where it is, what is wrong, and what to do about it."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein


@dataclass(frozen=True, order=True)
class Place:
    """A character of a file; lines and columns count from 1."""

    line: int
    column: int


START = Place(1, 1)


@dataclass(frozen=True, order=True)
class Finding:
    """One fault in one place. Findings sort by file, then by place."""

    path: str
    place: Place
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.place.line}:{self.place.column}: {self.rule}: {self.message}"


# So many places of a file with one and the same fault are told one by one; of more, the first, and how many others there are.
_MOST_ALIKE = 3


def gathered(findings: Iterable[Finding]) -> list[Finding]:
    """Findings, sorted; where a file names one missing thing in many places, the first is told, with the number of the others."""
    alike: dict[object, list[Finding]] = {}
    for finding in sorted(findings):
        key = (finding.path, finding.message) if finding.rule == "reference" else finding
        alike.setdefault(key, []).append(finding)
    few = [one for found in alike.values() if len(found) <= _MOST_ALIKE for one in found]
    many = [found for found in alike.values() if len(found) > _MOST_ALIKE]
    told = [replace(one, message=f"{one.message} (and in {len(rest)} other places here)") for one, *rest in many]
    return sorted([*few, *told])


LONGEST_SHOWN = 80
LEFT_OUT = "where nothing is known, leave the field out"
_NOTHING = frozenset(
    {"null", "~", "none", "nil", "n/a", "na", "unknown", "not known", "tbd", "tba", "?", "??", "-", "–", "—"}
)

# What is proposed for a word that is not known: at most so many others, from a likeness of 0.6 (Damerau-Levenshtein) on,
# and only those that are about as good as the best. A part, or nearly one, is less sure than the same word with a slip.
MOST_NEAR = 3
_LEAST_ALIKE = 0.6
_AS_GOOD = 0.1
_PART = 0.8
_COVERED = 0.1  # more for a part that is most of the whole
_SHORTEST_PART = 3  # letters of a word that is a whole part of the other: "atf" in "us-atf"
_SHORTEST_RUN = 5  # letters of a word that is nearly a part: "obredor" in "lopez-obrador"
_RUN_ALIKE = 0.8
_LONGEST_COMPARED = 120


def printable(text: str) -> str:
    """Text on one line, with a code in the place of every sign that a terminal would not print."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)


def harmless(text: str) -> str:
    """Text in which a log of GitHub takes nothing for a command: no `##[` anywhere, no `::` at the head of a line."""
    return re.sub(r"((?:\A|[\r\n])[^\S\r\n]*):(?=:)", r"\1: ", text).replace("##[", "# #[")


def shown(value: object) -> str:
    """What stands in a file, between quotation marks and cut where it is long, for a message."""
    text = printable(str(value))
    return f'"{text}"' if len(text) <= LONGEST_SHOWN else f'"{text[:LONGEST_SHOWN]}…"'


def says_nothing(text: str) -> bool:
    """Whether a text stands for a value that is not known."""
    return text.strip().casefold() in _NOTHING


def did_you_mean(word: str, known: Iterable[str], names: Mapping[str, Iterable[str]] | None = None) -> str:
    """`; did you mean "x"?` for the nearest known words, at most three, or nothing where none is near.

    `names` are further names of some of them; where one of these is what is near, it is told beside the word.
    """
    near = nearest(word, known, names)
    if not near:
        return ""
    *others, last = [shown(id) + ("" if name == id else f" ({shown(name)[1:-1]})") for id, name in near.items()]
    return f"; did you mean {', '.join(others)}{' or ' if others else ''}{last}?{look_alike(word)}"


def look_alike(word: str) -> str:
    """The first sign of a word that only looks like a letter of ours or a hyphen, named; nothing where there is none."""
    odd = next((sign for sign in word if not sign.isascii() and _looks_alike(sign)), None)
    return f' The "{odd}" that stands here is U+{ord(odd):04X}, {unicodedata.name(odd, "unnamed")}' if odd else ""


def _looks_alike(sign: str) -> bool:
    letter = sign.isalpha() and not unicodedata.name(sign, "").startswith("LATIN")
    return letter or unicodedata.category(sign) == "Pd"


def nearest(
    word: str, known: Iterable[str], names: Mapping[str, Iterable[str]] | None = None, least: float = _LEAST_ALIKE
) -> dict[str, str]:
    """The nearest known words, the best first, each with which of its names is near: itself, or a further one."""
    likeness: dict[str, tuple[float, str]] = {}
    for id in sorted(known):
        own = [(_alike(word, name), name == id, name) for name in (id, *(names or {}).get(id, ()))]
        score, _, name = max(own)
        likeness[id] = (score, name)
    best = max((score for score, _ in likeness.values()), default=0)
    least = max(least, best - _AS_GOOD)
    near = sorted((-score, id) for id, (score, _) in likeness.items() if score >= least)
    return {id: likeness[id][1] for _, id in near[:MOST_NEAR]}


def _alike(word: str, known: str) -> float:
    """How alike two words are, from 0 to 1: by slips of the keys, or since one is a part of the other."""
    one, other = folded(word), folded(known)
    slips = DamerauLevenshtein.normalized_similarity(one, other, score_cutoff=_LEAST_ALIKE)
    short, long = sorted((set(one.split()), set(other.split())), key=lambda words: sum(map(len, words)))
    if not any(map(str.isalpha, " ".join(short))):
        part = 0.0  # a year is a part of many ids
    elif short <= long and max(map(len, short), default=0) >= _SHORTEST_PART:
        part = 1.0
    elif min(len(one), len(other)) >= _SHORTEST_RUN:
        part = fuzz.partial_ratio(one, other, score_cutoff=100 * _RUN_ALIKE) / 100
    else:
        part = 0.0
    covered = min(len(one), len(other)) / (max(len(one), len(other)) or 1)
    return max(slips, part * (_PART + _COVERED * covered))


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """A word without what people leave out or change: capitals, accents, hyphens and other signs between its parts."""
    plain = unicodedata.normalize("NFKD", word[:_LONGEST_COMPARED]).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(sign for sign in plain if not unicodedata.combining(sign))))


def identifier(text: str) -> str:
    """Text as an id: small letters and digits, in words joined by single hyphens."""
    return folded(text).replace(" ", "-")
