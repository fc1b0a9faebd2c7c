"""What verification costs: 10,000 quotes in 1,000 captures of 10 kB, beside the least that any verifier must do.

`make bench` runs it. The captures are invented words; half of the quotes stand twice, or over the end of a line.
The peer is the floor that anyone pays who reads the captures and looks for the quotes: hashlib's SHA-256 of each
capture, and Python's own `str.count` of each quote in its capture, without any normal form, whole words or selectors.
"""

import hashlib
import random
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.captures import Capture
from build_tools.corpus import Corpus
from build_tools.derive.verbatim.verbatim import locking, verify
from build_tools.load import load
from build_tools.lock import Entry

CAPTURES = 1_000
SIZE = 10_000  # characters of a capture
QUOTES = 10  # of each capture
WORDS = 20  # of a quote
LINE = 60  # words of a line of a capture
RUNS = 3
LITTLE = Path(__file__).parent.parent / "little"


@dataclass(frozen=True)
class Collection:
    """A corpus of quotes alone, and the captures in which they stand."""

    corpus: Corpus
    captures: Mapping[str, Capture]


def collection(captures: int = CAPTURES, quotes: int = QUOTES) -> Collection:
    """An invented collection; the same on every machine."""
    chance = random.Random(5)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyzéü", k=chance.randint(2, 11))) for _ in range(5_000)]
    corpus, _ = load(LITTLE)
    assert corpus is not None
    (document, *_), (quote, *_) = corpus.documents.values(), corpus.quotes.values()
    texts = {f"document-{number}": _text(chance, words) for number in range(captures)}
    found = {
        f"quote-{number}-{id}": replace(quote, id=f"quote-{number}-{id}", document=id, text=taken, attribution=said)
        for id, text in texts.items()
        for number, (taken, said) in enumerate(_taken(chance, text) for _ in range(quotes))
    }
    return Collection(
        replace(
            corpus,
            actors={},
            documents={id: replace(document, id=id, derives_from=(), interests=(), evidence=()) for id in texts},
            quotes=found,
            claims={},
            commitments={},
            events={},
        ),
        {id: Capture(text.encode("utf-8")) for id, text in texts.items()},
    )


def _text(chance: random.Random, words: list[str]) -> str:
    lines: list[str] = []
    while sum(map(len, lines)) < SIZE:
        line = " ".join(chance.choices(words, k=LINE)) + " … he said."
        lines += [line] * chance.choice((1, 1, 1, 2))
    return "\n".join(lines)[:SIZE]


def _taken(chance: random.Random, text: str) -> tuple[str, str]:
    """Words of a text, and its words "he said"."""
    words = text.split()
    start = chance.randrange(len(words) - WORDS - 1)
    return " ".join(words[start : start + WORDS]), "he said"


def damaged(corpus: Corpus) -> Corpus:
    """The same corpus with one word changed in every quote."""

    def change(text: str) -> str:
        words = text.split()
        return " ".join([*words[: WORDS // 2], "unheard-of", *words[WORDS // 2 + 1 :]])

    return replace(corpus, quotes={id: replace(quote, text=change(quote.text)) for id, quote in corpus.quotes.items()})


def floor(made: Collection) -> int:
    """SHA-256 of every capture, and the places of every quote as it stands; returns how many there are."""
    for capture in made.captures.values():
        hashlib.sha256(capture.content).hexdigest()
    texts = {id: capture.content.decode("utf-8") for id, capture in made.captures.items()}
    return sum(texts[quote.document].count(quote.text) for quote in made.corpus.quotes.values())


def fresh(made: Collection) -> Collection:
    """The same collection with nothing remembered."""
    captures = {id: Capture(capture.content) for id, capture in made.captures.items()}
    return Collection(replace(made.corpus), captures)


def median(do: Callable[[Collection], object], made: Collection) -> float:
    """Seconds of one processor, the median of some runs, each from the beginning."""
    taken = []
    for _ in range(RUNS):
        again = fresh(made)
        started = time.process_time()
        do(again)
        taken.append(time.process_time() - started)
    return statistics.median(taken)


def lock_of(made: Collection) -> tuple[Entry, ...]:
    return locking(made.corpus, (), made.captures)


def main() -> None:
    made = collection()
    lock = lock_of(made)
    verification = verify(made.corpus, lock, made.captures)
    assert verification.counted("verified") == len(verification.verdicts), "the invented collection is not sound"
    size = sum(len(capture.content) for capture in made.captures.values())
    print(
        f"{len(made.corpus.quotes)} quotes with their attributions, {len(made.captures)} captures, {size / 1e6:.1f} MB"
    )
    peer = median(floor, made)
    print(f"{'':44}{'CPU':>8}     times the floor")
    print(f"{'hashlib.sha256 and str.count (the floor)':44}{peer:8.2f} s   1.0")
    tasks: dict[str, Callable[[Collection], object]] = {
        "verify with the captures": lambda made: verify(made.corpus, lock, made.captures),
        "verify without them": lambda made: verify(made.corpus, lock, {}),
        "lock, from nothing": lock_of,
        "verify with a word of every quote changed": lambda made: verify(damaged(made.corpus), lock, made.captures),
    }
    for name, task in tasks.items():
        seconds = median(task, made)
        print(f"{name:44}{seconds:8.2f} s   {seconds / peer:.1f}")


if __name__ == "__main__":
    main()
