"""Invented words: letters as in English and Spanish, in an order that neither has; texts, names and ids made of them."""

import random
import unicodedata
from itertools import accumulate

from build_tools.letters import skeleton

_ONSETS = (*"bbcddfghjkllmmnnpprrssttvwz", "br", "ch", "cl", "dr", "fl", "gr", "pl", "qu", "sh", "st", "th", "tr")
_VOWELS = (*"aaaeeeiiiooouu", "ai", "ea", "ee", "ou")
_CODAS = ("", "", "", "n", "r", "s", "l", "t", "nd", "ck", "m")
_SPANISH_ONSETS = (*"bcdfgjlmnñprstvz", "ch", "gu", "ll", "qu", "rr", "tr")
_SPANISH_VOWELS = (*"aaeeioouáéíóú", "ue", "ie", "ió")
_SPANISH_CODAS = ("", "", "", "", "n", "s", "r", "l", "z")
_COMMON, _RARE = 60, 10_000  # words of a language
_SHARE_OF_COMMON = 0.45  # of a running text
_SHORT = 12  # words, of which none is common: two short texts by chance alike would be taken for two wordings of one
LONGEST_ID = 80
_OF_A_BIRTH = ("born", "birth", "dob", "naci", "né")  # beside a day, these would be private data


class Lexicon:
    """The words of one language, drawn in the same order for the same chance."""

    def __init__(self, chance: random.Random, spanish: bool = False) -> None:
        self._chance = chance
        onsets, vowels, codas = (
            (_SPANISH_ONSETS, _SPANISH_VOWELS, _SPANISH_CODAS) if spanish else (_ONSETS, _VOWELS, _CODAS)
        )
        self._syllables, self._codas = [onset + vowel for onset in onsets for vowel in vowels], codas
        self._given: set[str] = set()
        common = [self.fresh(1) for _ in range(_COMMON)]
        self._rare = [self.fresh(chance.choice((1, 2, 2, 2, 3))) for _ in range(_RARE)]
        self._all = [*common, *self._rare]
        rare = (1 - _SHARE_OF_COMMON) / _RARE
        zipf = [1 / rank for rank in range(1, _COMMON + 1)]
        weights = [*(_SHARE_OF_COMMON * one / sum(zipf) for one in zipf), *([rare] * _RARE)]
        self._cumulated = list(accumulate(weights))

    def fresh(self, syllables: int = 3) -> str:
        """A word that this lexicon has not given before, and will not give again."""
        while True:
            word = "".join(self._chance.choices(self._syllables, k=syllables)) + self._chance.choice(self._codas)
            if word not in self._given and not word.startswith(_OF_A_BIRTH) and slug(word) not in _OF_A_BIRTH:
                self._given.add(word)
                return word
            syllables += self._chance.random() < 0.1

    def words(self, count: int) -> list[str]:
        if count <= 3:
            return [self.fresh() for _ in range(count)]
        if count < _SHORT:
            return self._chance.choices(self._rare, k=count)
        return self._chance.choices(self._all, cum_weights=self._cumulated, k=count)

    def text(self, count: int, longest: int = 10_000) -> str:
        """A text of so many words and at most so many characters, without an end."""
        words = " ".join(self.words(max(1, count)))
        return words if len(words) <= longest else words[:longest].rpartition(" ")[0]

    def sentences(self, count: int, longest: int) -> str:
        """Sentences of so many words in all, a full stop after each."""
        words = self.text(count, longest - 2 - count // 8).split(" ")
        told = []
        while words:
            length = self._chance.randint(8, 24)
            length = len(words) if len(words) < length + 4 else length
            told.append(capital(" ".join(words[:length])) + ".")
            words = words[length:]
        return " ".join(told)

    def name(self, count: int) -> str:
        """Words that were never given before, each with a capital letter."""
        return " ".join(capital(self.fresh(self._chance.choice((2, 2, 3)))) for _ in range(count))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def slug(text: str) -> str:
    """A text as a part of an id: small letters without accents, and hyphens."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return "-".join("".join(sign if sign.isalnum() else " " for sign in plain).split())


class Names:
    """Ids and names that nobody mistakes for others, names of either language."""

    def __init__(self, chance: random.Random, *lexicons: Lexicon) -> None:
        self._chance, self._lexicons = chance, lexicons
        self._ids: set[str] = set()
        self._names: set[str] = set()

    def id(self, *parts: str) -> str:
        """An id of these words that no record has, nor one that looks like it."""
        id = slug(" ".join(filter(None, parts)))[: LONGEST_ID - 20].strip("-")
        while (seen := skeleton(id)) in self._ids:
            id = f"{id[: LONGEST_ID - 15]}-{slug(self._lexicons[0].fresh(2))[:12]}"
        self._ids.add(seen)
        return id

    def name(self, count: int) -> str:
        """A name that no actor has, nor one that looks like it."""
        while True:
            name = self._chance.choice(self._lexicons).name(count)
            if (seen := skeleton(name)) not in self._names:
                self._names.add(seen)
                return name
