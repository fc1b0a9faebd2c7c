"""How one text differs from another, word by word, for pages and for a line of a terminal."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from posixpath import commonprefix
from typing import Literal

from build_tools.finding import printable

# A quote has at most 100 words. Matching takes time with the square of the words, at worst, so it is not begun where
# a text has more than this many from the first change to the last.
MOST_WORDS = 300
AROUND = 4  # words of an equal stretch that are shown on each side of a change
LONGEST = 20  # words of a change that are shown in a line

Kind = Literal["same", "added", "removed"]


@dataclass(frozen=True)
class Change:
    """A stretch of words, one space between them, that two texts share or that only one of them has."""

    kind: Kind
    words: str


def exactly(word: str) -> str:
    """A word as it stands: every sign counts."""
    return word


def loosely(word: str) -> str:
    """A word without capitals and punctuation: ‘Here,’ and ‘here’ are one."""
    return "".join(filter(str.isalnum, word.casefold())) or word


def difference(old: str, new: str, alike: Callable[[str], str] = exactly) -> tuple[Change, ...]:
    """What changes from `old` to `new`, in reading order; words are what white space divides.

    Words are the same where `alike` maps them to one text; the new text's are given then. "same" and "removed" are the
    words of the old text, "same" and "added" those of the new. Longest matching block first, after Ratcliff and
    Obershelp (difflib), without its heuristics.
    """
    before, after = old.split(), new.split()
    first, second = [alike(word) for word in before], [alike(word) for word in after]
    stretches: list[tuple[Kind, list[str]]] = []
    for tag, i, j, k, m in _blocks(first, second):
        if tag == "equal":
            stretches.append(("same", after[k:m]))
        else:
            stretches += [("removed", before[i:j]), ("added", after[k:m])]
    return tuple(Change(kind, " ".join(words)) for kind, words in stretches if words)


def _blocks(old: list[str], new: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Difflib's operations; what both texts begin and end with is set aside first."""
    head = len(commonprefix([old, new]))
    tail = len(commonprefix([old[head:][::-1], new[head:][::-1]]))
    inner_old, inner_new = old[head : len(old) - tail], new[head : len(new) - tail]
    yield "equal", 0, head, 0, head
    if max(len(inner_old), len(inner_new)) > MOST_WORDS:
        yield "replace", head, len(old) - tail, head, len(new) - tail
    else:
        for tag, i, j, k, m in SequenceMatcher(None, inner_old, inner_new, autojunk=False).get_opcodes():
            yield tag, head + i, head + j, head + k, head + m
    yield "equal", len(old) - tail, len(old), len(new) - tail, len(new)


def in_line(changes: Iterable[Change]) -> str:
    """The changes in one line of a terminal, in wdiff's notation: `fentanyl [-killed-]{+caused+} 70,000`.

    Of equal stretches only the words beside a change are shown, of very long changes only their ends.
    """
    changes = tuple(changes)
    last = len(changes) - 1
    pieces = []
    for number, change in enumerate(changes):
        replaces = change.kind == "added" and number > 0 and changes[number - 1].kind == "removed"
        pieces += ["" if replaces or number == 0 else " ", _noted(change, number == 0, number == last)]
    return printable("".join(pieces))


def _noted(change: Change, first: bool, last: bool) -> str:
    words = change.words.split(" ")
    match change.kind:
        case "same":
            return _cut(words, 0 if first else AROUND, 0 if last else AROUND)
        case "removed":
            return f"[-{_cut(words, LONGEST // 2, LONGEST // 2)}-]"
        case _:
            return f"{{+{_cut(words, LONGEST // 2, LONGEST // 2)}+}}"


def _cut(words: list[str], head: int, tail: int) -> str:
    """The first and the last words, with an ellipsis for those between."""
    if len(words) <= head + tail:
        return " ".join(words)
    return " ".join([*words[:head], "…", *words[len(words) - tail :]])


def changed_words(changes: Iterable[Change]) -> int:
    """How many words differ: of each place that changes, the words of the side that has more there."""
    count = removed = 0
    for change in changes:
        words = len(change.words.split(" ")) if change.kind != "same" else 0
        count += max(words - removed, 0) if change.kind == "added" else words
        removed = words if change.kind == "removed" else 0
    return count
