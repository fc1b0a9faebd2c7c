"""Words by which readers of other languages, and those who leave out accents, search for what a page is about."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from build_tools import markup as mu
from build_tools.derive import Dossier, once
from build_tools.model import Actor, Claim, Commitment, Document, Event, Quote, Record
from build_tools.pages.words import language
from build_tools.prose import Briefing
from build_tools.settings import Vocabulary

OWN = "en"  # the language of the pages
_WORD = re.compile(r"\w+")

Label = tuple[str, str]  # a BCP 47 tag, and a word of that language


@dataclass(frozen=True)
class Lexicon:
    """What the words of the vocabulary are called in other languages, to be looked up in one pass over a text."""

    pattern: re.Pattern[str]
    labels: Mapping[str, tuple[Label, ...]]

    def of(self, text: str) -> Iterator[Label]:
        """The words of other languages for the words in a text, each once, as they come up; of two, the longer counts."""
        found = (label for match in self.pattern.finditer(text) for label in self.labels[match[0].casefold()])
        yield from dict.fromkeys(found)


def lexicon(vocabulary: Vocabulary) -> Lexicon:
    """The lexicon of a vocabulary."""
    labels: dict[str, tuple[Label, ...]] = {}
    for words in vocabulary.labels:
        others = tuple((tag, word) for tag in sorted(words) if tag != OWN for word in words[tag])
        for form in words[OWN]:
            labels[form.casefold()] = (*labels.get(form.casefold(), ()), *others)
    forms = "|".join(re.escape(form) for form in sorted(labels, key=lambda form: (-len(form), form)))
    return Lexicon(re.compile(rf"(?<!\w)(?:{forms or '(?!)'})(?!\w)", re.IGNORECASE), labels)


@once
def lexicon_of(dossier: Dossier) -> Lexicon:
    """The lexicon of a corpus, worked out once for all its pages."""
    return lexicon(dossier.corpus.vocabulary)


def in_other_words(dossier: Dossier, record: Record | Briefing) -> str:
    """A line with the words of other languages for what a record is about, and with its words without their accents."""
    told = " \n".join(about(record))
    by_language: dict[str, list[str]] = defaultdict(list)
    for tag, word in lexicon_of(dossier).of(told):
        by_language[tag].append(word)
    lines = [_in_language(tag, words) for tag, words in sorted(by_language.items())]
    plain = without_accents([told, *(word for words in by_language.values() for word in words)])
    lines += [f"Without accents: {mu.text(', '.join(plain))}"] if plain else []
    return mu.paragraph(f"{'. '.join(lines)}.", "other-words") if lines else mu.Block()


def _in_language(tag: str, words: Iterable[str]) -> str:
    """The tag is one of BCP 47, which the schema holds it to: letters, digits and hyphens."""
    return f'In {mu.text(language(tag))}: <span lang="{tag}">{mu.text(", ".join(words))}</span>'


def without_accents(texts: Iterable[str]) -> list[str]:
    """The words of some texts that have accents, without them, each once, where they do not stand there so already."""
    words = dict.fromkeys(word for text in texts for word in _WORD.findall(unicodedata.normalize("NFC", text)))
    return list(dict.fromkeys(plain for word in words if (plain := _unaccented(word)) not in words))


def _unaccented(word: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


def about(record: Record | Briefing) -> Iterator[str]:
    """The texts that say what a record is about."""
    match record:
        case Actor():
            yield from (record.name, record.description)
            yield from (other.name for other in record.other_names)
            yield from (role.title for role in record.roles)
        case Claim():
            yield record.statement
        case Commitment():
            yield from (record.title, record.undertaking)
        case Quote():
            yield record.text
        case Event():
            yield record.name
        case Document() | Briefing():
            yield record.title
