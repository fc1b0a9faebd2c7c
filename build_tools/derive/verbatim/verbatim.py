"""Whether the words of the records stand in their documents: one verdict for each passage, quote and name.

With the captures here, words are compared with them. Without, they are compared with what the lock says was found:
whoever changes a word after it was verified is told so without having the text. Nothing is accepted because it is
similar; likeness only serves to say what was altered.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Self

from build_tools.captures import Capture
from build_tools.corpus import Corpus, kind_of
from build_tools.derive.verbatim.locate import Selector, Text, Words, best
from build_tools.derive.verbatim.nearest import QUOTED, Library, missing, replaced, unquoted
from build_tools.derive.verbatim.normal import VERSION, digest, normal
from build_tools.derive.verbatim.verdicts import Verdict, Verification
from build_tools.excerpts import Excerpt
from build_tools.lock import Entry
from build_tools.model import Record


def verify(corpus: Corpus, lock: Sequence[Entry], captures: Mapping[str, Capture]) -> Verification:
    """The verdict on every excerpt, in the order of the records; on those of one record when it is asked for."""
    locked, texts = Locked.of(lock), _texts(captures)

    def of(record: Record) -> tuple[Verdict, ...]:
        return tuple(_verdicts(corpus, record, captures, texts, locked))

    def forgotten(verdicts: Sequence[Verdict]) -> frozenset[Entry]:
        told = {key(verdict.excerpt) for verdict in verdicts if verdict.verdict != "verified"}
        held = {entry for excerpt in corpus.excerpts for entry in locked.entries(excerpt)}
        return frozenset(entry for entry in lock if entry not in held and entry_key(entry) not in told)

    return Verification(corpus, frozenset(texts), of, forgotten)


def _verdicts(
    corpus: Corpus, record: Record, captures: Mapping[str, Capture], texts: Library, locked: "Locked"
) -> Iterator[Verdict]:
    """The verdicts on the words of a record, which depend on its own entries of the lock, and on no other record's words."""
    excerpts = corpus.excerpts_in(record)
    held = [locked.entries(excerpt) for excerpt in excerpts]
    left = set(locked.held_by(record)) - {entry for entries in held for entry in entries}
    unused = _by_key(left)
    for (excerpt, standing), entries in zip(_standing(excerpts, captures, texts, locked), held, strict=True):
        others = unused.get(key(excerpt), [])
        if standing is None:
            yield _remembered(excerpt, entries, others, locked, corpus)
            continue
        once = [normal(texts[entry.document].text[entry.start : entry.end]) for entry in others]
        if standing:
            yield _compared(excerpt, entries, others, standing, replaced(normal(excerpt.words), once))
        else:
            yield Verdict(excerpt, *missing(excerpt, texts, once))


def locking(corpus: Corpus, lock: Sequence[Entry], captures: Mapping[str, Capture]) -> tuple[Entry, ...]:
    """The entries that the lock should have: what the captures here show, and for other documents what was locked."""
    locked = Locked.of(lock)
    entries: set[Entry] = set()
    for excerpt, standing in _standing(corpus.excerpts, captures, _texts(captures), locked):
        entries |= set(locked.entries(excerpt) if standing is None else standing)
    return tuple(sorted(entries))


def _texts(captures: Mapping[str, Capture]) -> Library:
    return Library({id: Text(capture.text) for id, capture in captures.items()})


def _standing(
    excerpts: Iterable[Excerpt], captures: Mapping[str, Capture], texts: Mapping[str, Text], locked: "Locked"
) -> Iterator[tuple[Excerpt, tuple[Entry, ...] | None]]:
    """Every excerpt with the entries that say where it stands: none where it does not, None without a capture."""
    near: int | None = None  # where the words of a quote begin, for the attribution that stands near them
    for excerpt in excerpts:
        if excerpt.document not in captures:
            yield excerpt, None
            continue
        attribution = excerpt.path == ("attribution",)
        found = best(texts[excerpt.document], _words(excerpt), near if attribution else None)
        near = found[0].start if found else locked.start(key(excerpt))
        yield excerpt, tuple(_entries(excerpt, found, captures[excerpt.document], texts[excerpt.document]))


def _entries(excerpt: Excerpt, found: Sequence[Selector], capture: Capture, text: Text) -> Iterator[Entry]:
    whole = asked_for(excerpt)
    for part, selector in enumerate(found, 1):
        yield Entry(
            *key(excerpt),
            start=selector.start,
            part=part,
            end=selector.end,
            exact=digest(text.text[selector.start : selector.end]),
            words=whole,
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


def asked_for(excerpt: Excerpt) -> str:
    """The digest of the words of an excerpt, between the prefix and suffix that the record asks for."""
    return digest(f"{excerpt.prefix or ''} {excerpt.words} {excerpt.suffix or ''}")


def _by_key(entries: Iterable[Entry]) -> Mapping[Key, list[Entry]]:
    found: dict[Key, list[Entry]] = defaultdict(list)
    for entry in sorted(entries):
        found[entry_key(entry)].append(entry)
    return found


class Locked(tuple[Entry, ...]):
    """The entries of a lock, to be asked for those of an excerpt."""

    @classmethod
    def of(cls, lock: Iterable[Entry]) -> Self:
        """The same lock, if it can be asked already."""
        return lock if isinstance(lock, cls) else cls(lock)

    def __init__(self, lock: Iterable[Entry]) -> None:
        super().__init__()
        self._entries: dict[tuple[Key, str], list[Entry]] = defaultdict(list)
        self._holders: dict[tuple[str, str], str] = {}
        self._starts: dict[Key, int] = {}
        self._records: dict[str, list[Entry]] = defaultdict(list)
        for entry in sorted(self, key=lambda entry: entry.part):
            if entry.normalisation == VERSION:
                self._entries[entry_key(entry), entry.words].append(entry)
                self._holders.setdefault((entry.document, entry.words), entry.record)
                self._starts.setdefault(entry_key(entry), entry.start)
                self._records[entry.record].append(entry)

    def held_by(self, record: Record) -> Sequence[Entry]:
        """The entries for words of a record, those that it holds no longer among them."""
        return self._records.get(f"{kind_of(record)}/{record.id}", ())

    def entries(self, excerpt: Excerpt) -> tuple[Entry, ...]:
        """The entries under which the words were found, one for each stretch; none where they were not."""
        return tuple(entry for entry, _ in self.parts(excerpt))

    def parts(self, excerpt: Excerpt) -> tuple[tuple[Entry, str], ...]:
        """The entries of an excerpt, each with its words of the record: every word in one of them, and in no other order."""
        stretches = [piece.split() for piece in excerpt.words.split(excerpt.omission or "\0")]
        found: list[tuple[Entry, str]] = []
        for entry in self._entries.get((key(excerpt), asked_for(excerpt)), ()):
            words = next((words for words in stretches if words), [])
            stretch = _beginning(words, entry.exact)
            if stretch is None or entry.part != len(found) + 1:
                return ()
            found.append((entry, stretch))
            del words[: len(stretch.split())]
        return () if any(stretches) else tuple(found)

    def holder(self, excerpt: Excerpt) -> str | None:
        """The other record for which the same words were found in the same document."""
        holder = self._holders.get((excerpt.document, asked_for(excerpt)))
        return None if holder == key(excerpt)[0] else holder

    def start(self, key: Key) -> int | None:
        """Where the first words of a field were found."""
        return self._starts.get(key)

    @property
    def is_current(self) -> bool:
        """Whether it holds words in the normal form of these tools."""
        return bool(self._holders)


def _beginning(words: list[str], exact: str) -> str | None:
    """The longest beginning of the words that has this digest."""
    stretches = (" ".join(words[:length]) for length in range(len(words), 0, -1))
    return next((stretch for stretch in stretches if digest(stretch) == exact), None)


def _remembered(
    excerpt: Excerpt, entries: tuple[Entry, ...], others: Sequence[Entry], locked: Locked, corpus: Corpus
) -> Verdict:
    """The verdict by the lock alone. Where there is a lock, every document of which the words were counted was captured."""
    if entries:
        return Verdict(excerpt, "verified", entries=entries)
    bare = unquoted(excerpt.words)
    if bare and locked.entries(replace(excerpt, words=bare)):
        return Verdict(excerpt, "altered", QUOTED)
    if others and (holder := locked.holder(excerpt)):
        return Verdict(excerpt, "moved", f'these words were found for "{holder}", and others here')
    if others:
        return Verdict(excerpt, "altered", "these are not the words that were verified here")
    captured = locked.is_current and corpus.documents[excerpt.document].word_count is not None
    return Verdict(excerpt, "not-yet-verified" if captured else "no-capture")


_FOUND = "they stand in it, and are not locked yet"


def _compared(
    excerpt: Excerpt,
    entries: tuple[Entry, ...],
    others: Sequence[Entry],
    standing: tuple[Entry, ...],
    change: str | None,
) -> Verdict:
    """The verdict by the capture, for words that stand in it; `others` are the entries of words that the record had."""
    if not entries and _spans(standing) in (_spans(place) for place in _places(others)):
        return Verdict(excerpt, "not-yet-verified", "they were verified with another prefix, suffix or omission")
    if not entries:
        reason = f"these words stand in the document, and others were found here{f' ({change})' if change else ''}"
        return Verdict(excerpt, *(("moved", reason) if others else ("not-yet-verified", _FOUND)))
    if any(entry.capture != standing[0].capture for entry in entries):
        return Verdict(excerpt, "capture-changed", entries=entries)
    if entries != standing:
        return Verdict(excerpt, "moved", _apart(entries, standing), entries)
    return Verdict(excerpt, "verified", entries=entries)


def _apart(entries: tuple[Entry, ...], standing: tuple[Entry, ...]) -> str:
    """How the lock tells another place than the one where words stand."""
    was, now = _spans(entries), _spans(standing)
    if was != now:
        return f"these words stand at characters {', '.join(now)}, and the lock has {', '.join(was)}"
    return "the prefix or suffix in the lock is not the one that tells this place from others"


def _spans(entries: Iterable[Entry]) -> list[str]:
    return [f"{entry.start} to {entry.end}" for entry in entries]


def _places(entries: Iterable[Entry]) -> Iterable[list[Entry]]:
    """Entries by the passage or quote that they are parts of."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.words].append(entry)
    return found.values()


def _words(excerpt: Excerpt) -> Words:
    return Words(excerpt.words, excerpt.prefix, excerpt.suffix, excerpt.omission)
