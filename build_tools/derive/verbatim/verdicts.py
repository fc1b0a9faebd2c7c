"""What can become of words that a record takes from a document, and the verdicts on all of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from build_tools.corpus import Corpus, kind_of
from build_tools.each import Each
from build_tools.excerpts import Excerpt
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


@dataclass(frozen=True, eq=False)
class Verification:
    """The verdict on every excerpt of a corpus, and the entries of the lock whose words no record holds.

    `_of` gives the verdicts on the words of one record; which entries are left, `_forgotten` says when all are known.
    """

    _corpus: Corpus
    captures: frozenset[str]
    _of: Callable[[Record], tuple[Verdict, ...]]
    _forgotten: Callable[[Sequence[Verdict]], frozenset[Entry]]

    def of(self, record: Record) -> Sequence[Verdict]:
        """The verdicts on the words of a record."""
        return self._by_record.get((kind_of(record), record.id), ())

    def from_document(self, id: str) -> Sequence[Verdict]:
        """The verdicts on the words that records have from a document."""
        records = {one.record.id: one.record for one in self._corpus.excerpts_from.get(id, ())}
        return [one for record in records.values() for one in self.of(record) if one.excerpt.document == id]

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Those on all words, in the order of the records."""
        return tuple(one for record in self._corpus.records() for one in self.of(record))

    @cached_property
    def forgotten(self) -> frozenset[Entry]:
        return self._forgotten(self.verdicts)

    @cached_property
    def _by_record(self) -> Mapping[tuple[str, str], tuple[Verdict, ...]]:
        records = {(kind_of(record), record.id): record for record in self._corpus.records()}
        return Each(records.keys(), lambda name: self._of(records[name]))

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
