"""Hostile strings, put into every field of a collection; and the same collection with harmless words in their place."""

import json
import os
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path
from unittest.mock import patch

import pytest
import yaml

from build_tools import reader, scrutiny
from build_tools.captures import Capture
from build_tools.derive import Dossier
from build_tools.derive.verbatim.verbatim import locking
from build_tools.excerpts import Excerpt
from build_tools.finding import Finding
from build_tools.reader import Note
from build_tools.site import dossier_of
from tests.filling import Filled

_APART = 0.618034  # of the list, from place to place: multiples of this spread evenly (the golden section)
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


@cache
def own() -> tuple[str, ...]:
    """The strings of our own making, of all categories."""
    categories = yaml.safe_load((Path(__file__).parent / "hostile.yaml").read_text("utf-8"))
    return tuple(text for texts in categories.values() for text in texts)


def others() -> tuple[str, ...]:
    """The strings that others collected, in the folder that the variable HOSTILE names."""
    if "HOSTILE" not in os.environ:
        pytest.skip("the strings that others collected are not here: the variable HOSTILE names no folder")
    folder = Path(os.environ["HOSTILE"])
    injections = json.loads((folder / "injection.json").read_text("utf-8"))
    plain = [text for name in ("naughty", "legit") for text in json.loads((folder / f"{name}.json").read_text("utf-8"))]
    return tuple(dict.fromkeys([*(one["string"] for one in injections), *plain]))


def admitted(texts: Sequence[str]) -> tuple[str, ...]:
    """Those that the reader lets into a record, as they are."""
    return tuple(text for text in texts if _reads(text))


def _reads(text: str) -> bool:
    try:
        note = reader.read("", json.dumps({"text": text}, ensure_ascii=False).encode("utf-8"))
    except UnicodeEncodeError:  # half of a character
        return False
    return isinstance(note, Note) and note.data["text"] == text


class Vectors:
    """Gives each field the next strings of a list that it has not had yet: as many as it has room for, or one alone.

    Every place goes through the list by itself, from another beginning in every round, so that in enough rounds each
    string has been in each place. A string that is longer than a place allows is passed over.
    """

    def __init__(self, texts: Sequence[str], start: int = 0, alone: bool = False) -> None:
        self._texts, self._start, self._alone = texts, start, alone
        self._next: dict[str, int] = {}
        self._given: dict[str, set[str]] = {}
        self._limits: dict[str, int] = {}

    def __call__(self, place: str, limit: int) -> str:
        number = self._next.get(place, self._start + int(len(self._texts) * (_APART * len(self._next) % 1)))
        held, given = "", self._given.setdefault(place, set())
        self._limits[place] = limit
        for _ in range(len(self._texts)):
            text = self._texts[number % len(self._texts)]
            longer = f"{held} {text}" if held else text
            if len(longer) <= limit:
                held = longer
                given.add(text)
            elif len(text) <= limit:
                break  # it comes next time
            number += 1
            if held and self._alone:
                break
        self._next[place] = number
        return held

    def given(self) -> int:
        """How many pairs of a string and a place there were."""
        return sum(map(len, self._given.values()))

    def room(self, kind: str) -> int:
        """How long a text the roomiest field of a kind takes."""
        return max(limit for place, limit in self._limits.items() if place.partition(".")[0] == kind)

    def waiting(self) -> dict[str, int]:
        """How many strings have not been in a place that has room for them, for each place that was filled."""
        missing = {
            place: sum(len(text) <= self._limits[place] and text not in given for text in self._texts)
            for place, given in self._given.items()
        }
        return {place: count for place, count in missing.items() if count}


def harmless(text: str) -> str:
    """Text of the same length in letters alone, spaces where they were; the same for the same text."""
    letters = random.Random(text)
    return "".join(sign if sign.isspace() else letters.choice(_LETTERS) for sign in text)


@dataclass(frozen=True)
class Pair:
    """Two collections of one shape, one with hostile texts; and what stands at which place of the hostile one."""

    hostile: Dossier
    harmless: Dossier
    met: tuple[tuple[str, str], ...]


def pair(texts: Vectors, folder: Path, most: int = 4, long: int = 2) -> Pair:
    """The collections of some strings, written into a folder and read from it; their words stand in captures, and are locked."""
    hostile = Filled(texts, most, long)
    dossier = _held(hostile, folder / "hostile")
    again = iter(hostile.met)
    twin = _held(Filled(lambda place, limit: harmless(next(again)[1]), most, long), folder / "harmless")
    return Pair(dossier, twin, tuple(hostile.met))


def _held(filled: Filled, root: Path) -> Dossier:
    """The collection, read without the scrutiny of deceiving signs: what it refuses must do nothing either."""
    filled.write(root)
    with patch.multiple(scrutiny, of_record=_nothing, of_briefing=_nothing, look_alikes=_nothing):
        dossier, findings = dossier_of(root)
    assert dossier is not None, [str(one) for one in islice(findings, 5)]
    captures = {
        id: Capture("\n\n".join(map(_in_its_place, excerpts)).encode("utf-8"))
        for id, excerpts in grouped(dossier.corpus.excerpts).items()
    }
    return replace(dossier, captures=captures, lock=locking(dossier.corpus, (), captures))


def _nothing(*_: object) -> list[Finding]:
    return []


def _in_its_place(excerpt: Excerpt) -> str:
    return " ".join(filter(None, (excerpt.prefix, excerpt.words, excerpt.suffix)))


def grouped(excerpts: Iterable[Excerpt]) -> dict[str, list[Excerpt]]:
    """The words that records take from documents, by document."""
    found: dict[str, list[Excerpt]] = {}
    for excerpt in excerpts:
        found.setdefault(excerpt.document, []).append(excerpt)
    return found
