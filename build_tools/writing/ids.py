"""The id that a new record could have: made from facts that do not change, as those of the collection are."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from typing import Any

from build_tools.corpus import Corpus
from build_tools.model import Actor
from build_tools.writing.search import plain

_LONGEST = 60  # an id may have 80 characters; a shorter one is easier to cite
# Words that tell nothing apart.
_SMALL = frozenset(
    (  # of English and Spanish
        *(
            "a",
            "an",
            "and",
            "are",
            "as",
            "at",
            "be",
            "been",
            "by",
            "for",
            "from",
            "has",
            "have",
            "in",
            "into",
            "is",
            "it",
        ),
        *(
            "its",
            "of",
            "on",
            "or",
            "our",
            "shall",
            "that",
            "the",
            "their",
            "this",
            "to",
            "was",
            "we",
            "were",
            "will",
            "with",
        ),
        *("al", "con", "de", "del", "el", "en", "la", "las", "los", "para", "por", "que", "se", "su", "un", "una", "y"),
    )
)
# Countries in which most people have two surnames, the father's first.
_TWO_SURNAMES = (
    *("AR", "BO", "CL", "CO", "CR", "CU", "DO", "EC", "ES", "GQ", "GT", "HN", "MX", "NI", "PA", "PE", "PR", "PY"),
    *("SV", "UY", "VE"),
)


def proposed(kind: str, values: Mapping[str, Any], corpus: Corpus, used: Iterable[str]) -> str:
    """An id that is not used, or nothing where the values hold no fact to make one of."""
    head, text, tail = _PARTS[kind](values, corpus)
    small = frozenset[str]() if kind == "actors" else _SMALL  # a name is kept whole
    words = [word for word in plain(_numbers_apart(text)).split() if word.isascii() and word not in small]
    words = [word for word in words if len(word) > 1 or word.isdecimal() or not small]
    words = [word for word in words if word not in "-".join(head).split("-")]
    taken = frozenset(used)
    first = _WORDS[kind]
    for number in range(first, first + 4):
        id = _joined((*head, *words[:number], *tail))
        if id and id not in taken:
            return id
    return next((f"{id}-{number}" for number in range(2, 100) if id and f"{id}-{number}" not in taken), "")


def _numbers_apart(text: str) -> str:
    """Text in which "14.5" is not read as 145, and "1,000" is one number."""
    return re.sub(r"(?<=\d)[.](?=\d)", " ", re.sub(r"(?<=\d),(?=\d{3}\b)", "", text))


# How many words of the title, the statement or the name an id begins with.
_WORDS = {"actors": 8, "documents": 3, "quotes": 2, "claims": 5, "commitments": 3, "events": 3, "briefings": 5}
Parts = tuple[tuple[str, ...], str, tuple[str, ...]]


def _actor(values: Mapping[str, Any], corpus: Corpus) -> Parts:
    return (), values.get("name", ""), ()


def _document(values: Mapping[str, Any], corpus: Corpus) -> Parts:
    author = (values.get("author") or [{}])[0]
    outlet = values.get("outlet") or values.get("container-title") or values.get("publisher")
    outlet = outlet or author.get("family") or author.get("literal") or ""
    earlier = [
        id for id, document in corpus.documents.items() if values.get("outlet") and document.outlet == values["outlet"]
    ]
    head = _shared(earlier) or _hyphened(outlet)
    return (head, _day(values.get("issued"))), values.get("title", ""), ()


def _quote(values: Mapping[str, Any], corpus: Corpus) -> Parts:
    speaker = values.get("speaker", "")
    earlier = [id for id, quote in corpus.quotes.items() if quote.speaker == speaker]
    actor = corpus.actors.get(speaker)
    head = _shared(earlier) or (_surname(actor, speaker) if actor and actor.type == "person" else speaker)
    event = corpus.events.get(values.get("event", ""))
    document = corpus.documents.get(values.get("document", ""))
    dates = (values.get("said"), event and event.date.text, document and document.issued and document.issued.text)
    day = next((_day(date) for date in dates if date), "")
    return (head, day[:7]), values.get("text", ""), ()


def _claim(values: Mapping[str, Any], corpus: Corpus) -> Parts:
    return (), values.get("statement", ""), ()


def _commitment(values: Mapping[str, Any], corpus: Corpus) -> Parts:
    promisors = values.get("promisors") or [""]
    earlier = [id for id, one in corpus.commitments.items() if promisors[0] in one.promisors]
    firsts = Counter(id.partition("-")[0] for id in earlier)
    own = promisors[0].partition("-")[0]
    head = max(firsts, key=lambda word: (word == own, firsts[word])) if firsts else promisors[0]
    return (head,), values.get("title", ""), (_day(values.get("made"))[:7],)


def _event(values: Mapping[str, Any], corpus: Corpus) -> Parts:
    text = plain(values.get("name", ""))
    for actor in corpus.actors.values():
        if actor.type == "person" and plain(actor.name) in text:
            text = text.replace(plain(actor.name), _surname(actor, actor.id))
    return (), text, (_day(values.get("date")),)


def _briefing(values: Mapping[str, Any], corpus: Corpus) -> Parts:
    return (), values.get("title", ""), ()


_PARTS = {
    "actors": _actor,
    "documents": _document,
    "quotes": _quote,
    "claims": _claim,
    "commitments": _commitment,
    "events": _event,
    "briefings": _briefing,
}


def _surname(actor: Actor, id: str) -> str:
    """The word by which a person is called: of three and more, where two surnames are usual, the last but one."""
    words = plain(actor.name).split()
    two = actor.country in _TWO_SURNAMES or re.search("[áéíóúñ]", actor.name.casefold())
    return words[-2] if two and len(words) > 2 and not _SMALL & set(words) else id.rpartition("-")[2]


def _shared(ids: list[str]) -> str:
    """The words before the year that all of these ids begin with: "lopez-obrador"."""
    heads = {match[0].rstrip("-") for id in ids if (match := re.match(r"[a-z-]+(?=-\d{4})", id))}
    return _beginning(heads)


def _beginning(texts: Iterable[str]) -> str:
    """The words joined by hyphens with which all of the texts begin."""
    columns = zip(*(text.split("-") for text in texts), strict=False)
    return "-".join(words[0] for words in takewhile(lambda words: len(set(words)) == 1, columns))


def _hyphened(text: str) -> str:
    return "-".join(word for word in plain(text).split() if word.isascii())


def _day(date: str | None) -> str:
    """What of a date is certain, in digits: "2023-03-27" of that day, "2023-04" of an interval within that month."""
    return _beginning(map(_digits, (date or "").split("/")))


def _digits(end: str) -> str:
    match = re.match(r"\d{4}(-\d{2})?(-\d{2})?", end)
    return match[0] if match else ""


def _joined(parts: Iterable[str]) -> str:
    """The parts in one id, cut at a word where it would be long."""
    id = ""
    for part in _words(parts):
        if len(id) + len(part) + 1 > _LONGEST:
            break
        id = f"{id}-{part}" if id else part
    return id


def _words(parts: Iterable[str]) -> Iterator[str]:
    for part in parts:
        yield from (word for word in re.split("[^a-z0-9]+", part) if word)
