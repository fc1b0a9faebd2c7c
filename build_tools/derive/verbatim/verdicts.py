"""What can become of words that a record takes from a document, and the verdicts on all of them."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from build_tools.corpus import Excerpt, kind_of
from build_tools.lock import Entry
from build_tools.model import Record

VERDICTS = {
    "verified": "the words stand in the document as it was read",
    "altered": "the document has these words in another form",
    "moved": "the words stand in the document, and not where they were found",
    "not-found": "the document has no such words",
    "not-yet-verified": "nobody has compared the words with the document",
    "no-capture": "no text of the document was ever kept",
    "capture-changed": "the text of the document is another than the one in which the words were found",
}


# The same as a mark beside the words.
VERDICT_MARKS = {
    "verified": "Verified word for word",
    "altered": "Changed since it was verified",
    "moved": "Found in another place than before",
    "not-found": "Not found in its text",
    "not-yet-verified": "Not yet compared with its text",
    "no-capture": "No text of it was kept to compare",
    "capture-changed": "Its text has changed since it was verified",
}


@dataclass(frozen=True)
class Verdict:
    """What became of an excerpt: one of VERDICTS, why in words, and where it stands or stood."""

    excerpt: Excerpt
    verdict: str
    reason: str = ""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Verification:
    """The verdict on every excerpt of a corpus, and the entries of the lock whose words no record holds."""

    verdicts: tuple[Verdict, ...]
    forgotten: frozenset[Entry]
    captures: frozenset[str]

    def of(self, record: Record) -> Sequence[Verdict]:
        """The verdicts on the words of a record."""
        return self._by_record.get((kind_of(record), record.id), ())

    def from_document(self, id: str) -> Sequence[Verdict]:
        """The verdicts on the words that records have from a document."""
        return self._by_document.get(id, ())

    @cached_property
    def _by_record(self) -> Mapping[tuple[str, str], Sequence[Verdict]]:
        return _grouped(self.verdicts, lambda one: (kind_of(one.excerpt.record), one.excerpt.record.id))

    @cached_property
    def _by_document(self) -> Mapping[str, Sequence[Verdict]]:
        return _grouped(self.verdicts, lambda one: one.excerpt.document)

    def counted(self, *verdicts: str) -> int:
        """How many excerpts have one of these verdicts."""
        return sum(verdict.verdict in verdicts for verdict in self.verdicts)

    def __str__(self) -> str:
        """How many of how many were verified, and against what."""
        every, verified, never = len(self.verdicts), self.counted("verified"), self.counted("no-capture")
        compared = sum(one.verdict == "verified" and one.excerpt.document in self.captures for one in self.verdicts)
        here, alone = f"in {len(self.captures)} captures", "by the lock alone"
        if not self.captures:
            against = f" {alone}: no captures are here to compare with"
        elif compared < verified:
            against = f": {compared} {here}, {verified - compared} {alone}"
        else:
            against = f" {here}"
        without = f"; of {never} no capture was ever made" if never else ""
        return f"{verified} of {every} passages, quotes and names verified{against}{without}"


Group = TypeVar("Group", bound=Hashable)


def _grouped(verdicts: Iterable[Verdict], group: Callable[[Verdict], Group]) -> Mapping[Group, Sequence[Verdict]]:
    groups: dict[Group, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        groups[group(verdict)].append(verdict)
    return groups
