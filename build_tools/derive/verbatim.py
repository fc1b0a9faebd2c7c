"""Whether the words of the records stand in their documents: one verdict for each passage, quote and name.

With the captures here, words are compared with them. Without, they are compared with what the lock says was found:
whoever changes a word after it was verified is told so without having the text. Nothing is accepted because it is
similar; likeness only serves to say what was altered.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from build_tools.captures import Capture
from build_tools.corpus import Corpus, Excerpt, kind_of
from build_tools.derive.difference import difference, in_line
from build_tools.derive.locate import Selector, Text, Words, best, places
from build_tools.derive.normal import VERSION, digest, normal
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
ALIKE = 70  # of 100 (rapidfuzz' partial ratio): from here on, words are taken for an altered form of what stands there
NEARLY_THE_SAME = 85  # from here on, a difference says more than the places from which words were joined
OMISSIONS = ("[...]", "[…]", "...", "…")
SHORTEST_RUN = 3  # words that follow each other in the document, for words that were joined from several places


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
    captures: int

    def of(self, record: Record) -> list[Verdict]:
        """The verdicts on the words of a record."""
        return [verdict for verdict in self.verdicts if verdict.excerpt.record is record]

    def counted(self, *verdicts: str) -> int:
        """How many excerpts have one of these verdicts."""
        return sum(verdict.verdict in verdicts for verdict in self.verdicts)

    def __str__(self) -> str:
        """How many of how many were verified, and against what."""
        every, verified, never = len(self.verdicts), self.counted("verified"), self.counted("no-capture")
        against = (
            f"in {self.captures} captures"
            if self.captures
            else "by the lock alone: no captures are here to compare with"
        )
        without = f"; of {never} no capture was ever made" if never else ""
        return f"{verified} of {every} passages, quotes and names verified {against}{without}"


def verify(corpus: Corpus, lock: Sequence[Entry], captures: Mapping[str, Capture]) -> Verification:
    """The verdict on every excerpt, in the order of the records."""
    locked = Locked(lock)
    texts = {id: Text(capture.text) for id, capture in captures.items()}
    pairs = [(excerpt, locked.entries(excerpt)) for excerpt in corpus.excerpts]
    left = set(lock) - {entry for _, entries in pairs for entry in entries}
    replaced = {entry_key(entry) for entry in left}
    read = {entry.document for entry in lock}
    verdicts = []
    for excerpt, entries in pairs:
        was_other = key(excerpt) in replaced
        if excerpt.document in captures:
            capture = captures[excerpt.document]
            verdicts.append(_compared(excerpt, entries, was_other, capture, texts))
        else:
            verdicts.append(_remembered(excerpt, entries, was_other, excerpt.document in read))
    told = {key(verdict.excerpt) for verdict in verdicts if verdict.verdict != "verified"}
    forgotten = frozenset(entry for entry in left if entry_key(entry) not in told)
    return Verification(tuple(verdicts), forgotten, len(texts))


def locking(corpus: Corpus, lock: Sequence[Entry], captures: Mapping[str, Capture]) -> tuple[Entry, ...]:
    """The entries that the lock should have: what the captures here show, and for other documents what was locked."""
    locked = Locked(lock)
    texts = {id: Text(capture.text) for id, capture in captures.items()}
    entries: set[Entry] = set()
    nearby: dict[str, int] = {}  # where the words of a quote begin, for the attribution that follows them
    for excerpt in corpus.excerpts:
        if excerpt.document not in captures:
            entries |= set(locked.entries(excerpt))
            continue
        near = nearby.get(excerpt.record.id) if excerpt.path == ("attribution",) else None
        found = best(texts[excerpt.document], _words(excerpt), near)
        if found and excerpt.path == ("text",):
            nearby[excerpt.record.id] = found[0].start
        entries |= set(_entries(excerpt, found, captures[excerpt.document], texts[excerpt.document]))
    return tuple(sorted(entries))


def _entries(excerpt: Excerpt, found: Sequence[Selector], capture: Capture, text: Text) -> Iterator[Entry]:
    for part, selector in enumerate(found, 1):
        yield Entry(
            *key(excerpt),
            start=selector.start,
            part=part,
            end=selector.end,
            exact=digest(text.text[selector.start : selector.end]),
            prefix=selector.prefix,
            suffix=selector.suffix,
            capture=capture.sha256,
            normalisation=VERSION,
        )


Key = tuple[str, str, str]


def key(excerpt: Excerpt) -> Key:
    """What an entry says of the record that has the words: "kind/id", the field, the document."""
    field = ".".join(step for step in excerpt.path if isinstance(step, str))
    return f"{kind_of(excerpt.record)}/{excerpt.record.id}", field, excerpt.document


def entry_key(entry: Entry) -> Key:
    return entry.record, entry.field, entry.document


class Locked:
    """The lock, to be asked for the entries of an excerpt."""

    def __init__(self, lock: Iterable[Entry]) -> None:
        self._entries: dict[tuple[Key, int, str], list[Entry]] = defaultdict(list)
        for entry in lock:
            if entry.normalisation == VERSION:
                self._entries[entry_key(entry), entry.part, entry.exact].append(entry)

    def entries(self, excerpt: Excerpt) -> tuple[Entry, ...]:
        """The entries under which the words were found, one for each stretch; none where they were not."""
        return tuple(entry for entry, _ in self.parts(excerpt))

    def parts(self, excerpt: Excerpt) -> tuple[tuple[Entry, str], ...]:
        """The entries of an excerpt, each with its words of the record."""
        found: list[tuple[Entry, str]] = []
        for piece in excerpt.words.split(excerpt.omission or "\0"):
            words = piece.split()
            while words:
                stretch = self._stretch(key(excerpt), len(found) + 1, words)
                if stretch is None:
                    return ()
                found.append(stretch)
                words = words[len(stretch[1].split()) :]
        return tuple(found)

    def _stretch(self, key: Key, part: int, words: list[str]) -> tuple[Entry, str] | None:
        """The longest beginning of the words that is locked as this part."""
        for length in range(len(words), 0, -1):
            stretch = " ".join(words[:length])
            if entries := self._entries.get((key, part, digest(stretch))):
                return entries[0], stretch
        return None


def _remembered(excerpt: Excerpt, entries: tuple[Entry, ...], replaced: bool, read: bool) -> Verdict:
    """The verdict by the lock alone."""
    if entries:
        return Verdict(excerpt, "verified", entries=entries)
    if replaced:
        return Verdict(excerpt, "altered", "these are not the words that were verified here")
    return Verdict(excerpt, "not-yet-verified" if read else "no-capture")


def _compared(
    excerpt: Excerpt, entries: tuple[Entry, ...], replaced: bool, capture: Capture, texts: Mapping[str, Text]
) -> Verdict:
    """The verdict by the capture."""
    text = texts[excerpt.document]
    found = list(places(text, _words(excerpt)))
    if not found:
        return _missing(excerpt, texts)
    if not entries:
        reason = "these words stand in the document, and are not those that were found here" if replaced else ""
        return Verdict(excerpt, "moved" if replaced else "not-yet-verified", reason)
    if any(entry.capture != capture.sha256 for entry in entries):
        return Verdict(excerpt, "capture-changed", entries=entries)
    if tuple((entry.start, entry.end) for entry in entries) not in found:
        where = ", ".join(str(place[0][0]) for place in found[:3])
        reason = f"these words stand at character {where}, and were found at {entries[0].start}"
        return Verdict(excerpt, "moved", reason, entries)
    return Verdict(excerpt, "verified", entries=entries)


def _words(excerpt: Excerpt) -> Words:
    return Words(excerpt.words, excerpt.prefix, excerpt.suffix, excerpt.omission)


def _missing(excerpt: Excerpt, texts: Mapping[str, Text]) -> Verdict:
    """What became of words that do not stand in their document: the nearest explanation first."""
    text, plain = texts[excerpt.document], Words(excerpt.words)
    if any(places(text, plain)):
        return Verdict(excerpt, "not-found", "the words stand there, and not with this prefix, suffix or omission")
    for sign in OMISSIONS:
        if sign in excerpt.words and any(places(text, Words(excerpt.words, omission=sign))):
            return Verdict(excerpt, "altered", f'words are left out at "{sign}"; say so with the field "omission"')
    elsewhere = next((id for id, other in texts.items() if any(places(other, plain))), None)
    if elsewhere:
        return Verdict(excerpt, "not-found", f'they stand in "{elsewhere}"')
    return _altered(excerpt, text.normal.text, normal(excerpt.words))


def _altered(excerpt: Excerpt, text: str, words: str) -> Verdict:
    """Words that stand in the text in another form, or in several places; else they do not stand there."""
    near = fuzz.partial_ratio_alignment(words, text, score_cutoff=ALIKE)
    runs = _runs(text, words)
    if runs and not (near and near.score >= NEARLY_THE_SAME):
        return Verdict(excerpt, "altered", f"joined from {len(runs)} places of the document: {' | '.join(runs)}")
    if near:
        stands = _widened(text, near.dest_start, near.dest_end)
        return Verdict(excerpt, "altered", f"from the document's words to these: {in_line(difference(stands, words))}")
    return Verdict(excerpt, "not-found")


def _widened(text: str, start: int, end: int) -> str:
    """A stretch of text, with the whole of the words at its ends."""
    return text[text.rfind(" ", 0, start + 1) + 1 : (text.find(" ", end) + 1 or len(text) + 1) - 1]


def _runs(text: str, words: str) -> list[str]:
    """The words as few runs that each stand in the text; none where they cannot be taken apart so."""
    left, runs = words.split(), list[str]()
    while left:
        lengths = (n for n in range(len(left), SHORTEST_RUN - 1, -1) if " ".join(left[:n]) in text)
        length = next(lengths, 0)
        if not length:
            return []
        runs.append(" ".join(left[:length]))
        left = left[length:]
    return runs
