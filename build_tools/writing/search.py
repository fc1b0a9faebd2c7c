"""Records and terms by what people call them: a name, a title, words of a quote, or a part of one."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from build_tools.corpus import Corpus

# By kind, what a record of it is called.
_CALLED: Mapping[str, Callable[[Any], tuple[str, ...]]] = {
    "actors": lambda actor: (actor.name, *(other.name for other in actor.other_names)),
    "documents": lambda document: (document.title,),
    "quotes": lambda quote: (quote.text,),
    "claims": lambda claim: (claim.statement,),
    "commitments": lambda commitment: (commitment.title,),
    "events": lambda event: (event.name,),
}


def plain(text: str) -> str:
    """Words in small letters without accents and punctuation, single spaces between them."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("ø", "o").replace("ł", "l").replace("æ", "ae"))
    kept = "".join(
        sign if sign.isalnum() else " "
        for sign in letters.replace(".", "")
        if not unicodedata.combining(sign) and sign not in "'’"
    )
    return " ".join(kept.split())


def called(corpus: Corpus, kind: str) -> dict[str, tuple[str, ...]]:
    """What every record (or term of the vocabulary) of a kind is called, by its id; the first is what to show."""
    if kind in _CALLED:
        return {id: _CALLED[kind](record) for id, record in getattr(corpus, kind).items()}
    settings = corpus.rubric if kind == "statuses" else corpus.vocabulary
    return {id: (term.name,) for id, term in getattr(settings, kind).items()}


def bearers(corpus: Corpus, kind: str, name: str) -> list[str]:
    """The ids of those that are called exactly so, capitals and accents aside."""
    wanted = plain(name)
    return [id for id, names in called(corpus, kind).items() if wanted and wanted in map(plain, names)]


def matching(corpus: Corpus, kind: str, words: str) -> list[str]:
    """The ids of those in whose id or names every one of the words begins a word; those called exactly so first."""
    wanted = plain(words).split()
    exact = bearers(corpus, kind, words)
    found = [
        id
        for id, names in called(corpus, kind).items()
        if wanted and any(_begins(wanted, plain(name).split()) for name in (id, *names))
    ]
    return [*exact, *(id for id in found if id not in exact)]


def _begins(wanted: Iterable[str], words: list[str]) -> bool:
    return all(any(word.startswith(each) for word in words) for each in wanted)
