"""Writes the pages and the data, all or nothing. What changed is written, what is owned and gone is removed."""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from build_tools import captures, lock, reachable, revisions, whole
from build_tools.derive import Dossier
from build_tools.derive.verbatim.verbatim import Locked, locking
from build_tools.editors import FOLDER as EDITORS
from build_tools.editors import editor_files
from build_tools.exports.welcome import LLMS, ROBOTS
from build_tools.finding import START, Finding
from build_tools.load import load
from build_tools.publish import publish
from build_tools.publishable import unpublishable
from build_tools.reachable import Link
from build_tools.reading import Held
from build_tools.rules import check as check_rules
from build_tools.rules import check_words
from build_tools.rules.verbatim import UNTRUE
from build_tools.schema import KINDS

T = TypeVar("T")
# The folders below docs/ that belong to the tools whole.
OWNED = (
    "actors",
    "briefings",
    "claims",
    "commitments",
    "corrections",
    "data",
    "disagreements",
    "documents",
    "events",
    "lineage",
    "lookup",
    "origins",
    "parties",
    "quotes",
    "reference",
    "schemas",
    "timeline",
)
HOME = "index.md"
# The files that lie beside those folders.
AT_THE_ROOT = (HOME, ROBOTS, LLMS)
# What somebody looks at while it is not done: a record that nothing uses or names yet, words that nobody has locked.
UNFINISHED = frozenset({"not-yet-verified", "orphan", "unnamed-actor"})


def check(root: Path) -> tuple[Dossier | None, list[Finding]]:
    """The dossier of `root`/sources and every finding; rules are asked once the shape of every record is sound.

    What lies beside the pages in docs/ and must not be published is a finding too.
    """
    dossier, findings = dossier_of(root)
    found = found_in(dossier) if dossier else findings
    return dossier, sorted([*found, *unpublishable(root / "docs", (*OWNED, *AT_THE_ROOT))])


def found_in(dossier: Dossier, rules: Callable[[Dossier], list[Finding]] = check_rules) -> list[Finding]:
    """The findings of rules, and of the lock."""
    found = [*rules(dossier), *lock.outdated(dossier.lock, dossier.verification.forgotten)]
    return sorted(found if dossier.lock else _without_lock(found))


def _without_lock(findings: list[Finding]) -> list[Finding]:
    """The findings, those on words that no lock could know as one."""
    unknown = [finding for finding in findings if finding.rule == "not-yet-verified"]
    others = [finding for finding in findings if finding not in unknown]
    missing = Finding(
        lock.FILE,
        START,
        "missing-file",
        f"{len(unknown)} passages, quotes and names have no evidence lock; {lock.MISSING}",
    )
    return [*others, missing] if unknown else others


@dataclass
class Memory:
    """What was read of files, for whoever reads them again: it is read anew where a file is another."""

    records: Held = field(default_factory=dict)
    _locks: dict[Path, tuple[object, Any]] = field(default_factory=dict)

    def lock(self, path: Path, read: Callable[[], T]) -> T:
        """What `read` makes of a lock, which the tools alone write: it is known by its time, size and place on the disk, and not opened here."""
        try:
            about = path.lstat()
        except OSError:  # which is told by whoever reads it
            return read()
        seen = about.st_mtime_ns, about.st_size, about.st_ino
        if path not in self._locks or self._locks[path][0] != seen:
            self._locks[path] = seen, read()
        found: T = self._locks[path][1]
        return found


def dossier_of(
    root: Path, day: date | None = None, memory: Memory | None = None
) -> tuple[Dossier | None, list[Finding]]:
    """The dossier of `root`/sources as of a day, or None and the faults of shape that keep it from being one."""
    memory = memory or Memory()
    corpus, findings = load(root, memory.records)
    entries, faults = memory.lock(root / lock.FILE, partial(_locked, root))
    links, faulty = memory.lock(root / reachable.FILE, partial(reachable.read, root))
    if corpus is None or faults or faulty:
        return None, sorted([*findings, *faults, *faulty])
    found, unreadable = captures.read(captures.folder(root), corpus.documents)
    if unreadable:
        return None, unreadable
    return Dossier(corpus, entries, found, day, address(), links, partial(revisions.clean, root)), []


@dataclass(frozen=True)
class Summary:
    """A dossier in words: how many records it has of each kind, and how much of its evidence was verified against captures."""

    records: str
    evidence: tuple[str, ...]


def summary(dossier: Dossier | None) -> Summary | None:
    """The summary of a dossier, if there is one."""
    if dossier is None:
        return None
    told = [f"evidence: {dossier.verification}"]
    told += [f"searches for what is not known: {dossier.searches}"] if dossier.searches.every else []
    return Summary(", ".join(f"{len(getattr(dossier.corpus, kind))} {kind}" for kind in KINDS), tuple(told))


def _locked(root: Path) -> tuple[Locked, list[Finding]]:
    entries, findings = lock.read(root)
    return Locked(entries), findings


def address() -> str:
    """The address for which the site is built, with a slash at its end: SITE_URL, as in mkdocs.yml; or nothing."""
    declared = os.environ.get("SITE_URL", "").strip().rstrip("/")
    return f"{declared}/" if declared else ""


def files(dossier: Dossier) -> dict[str, str | bytes]:
    """The content of every file that the tools write, by its path relative to docs/: pages, data, schemas, exports."""
    # Imported when there is something to write: a check needs nothing of what these take.
    from build_tools.data import data_files
    from build_tools.exports.formats import export_files
    from build_tools.pages import pages

    return {**pages(dossier), **data_files(dossier), **editor_files(dossier), **export_files(dossier)}


def check_lock(root: Path) -> tuple[Dossier | None, list[Finding]]:
    """The dossier of `root`/sources, and every finding on its words, their captures and the lock; writes nothing."""
    dossier, findings = dossier_of(root)
    return dossier, found_in(dossier, check_words) if dossier else findings


def write_lock(root: Path) -> tuple[Dossier | None, list[Finding], int]:
    """Verifies all words whose captures are here and writes the lock: the dossier, findings, and how many lines changed.

    Words that do not stand in their documents change nothing.
    """
    dossier, findings = dossier_of(root)
    if dossier is None or (findings := check_words(dossier, UNTRUE)):
        return dossier, findings, 0
    entries = locking(dossier.corpus, dossier.lock, dossier.captures)
    if entries != dossier.lock:
        whole.put({root / lock.FILE: lock.written(entries).encode("utf-8")})
    return replace(dossier, lock=entries), [], len(set(entries) ^ set(dossier.lock))


def write_links(root: Path, links: Iterable[Link]) -> int:
    """Writes the link lock, whole or not at all; returns how many lines changed."""
    before, _ = reachable.read(root)
    now = list(links)
    changed = len(set(now) ^ set(before.values()))
    if changed:
        whole.put({root / reachable.FILE: reachable.written(now).encode("utf-8")})
    return changed


def build(root: Path, previewing: bool = False) -> tuple[Dossier | None, list[Finding], int]:
    """Writes `root`/docs from `root`/sources: the dossier, the findings, and how many files changed.

    A corpus with findings changes no page; editors are told its ids all the same. A preview shows what is `UNFINISHED`.
    Raises `Unwritten`, and then all is as before.
    """
    whole.finish(root)
    dossier, findings = check(root)
    if dossier is None:
        return None, findings, 0
    sound = not findings or (previewing and all(finding.rule in UNFINISHED for finding in findings))
    texts, owned = (files(dossier), OWNED) if sound else (editor_files(dossier), (EDITORS,))
    changed, in_the_way = publish(root, root / "docs", texts, owned)
    return dossier, sorted([*findings, *in_the_way]), changed


def write_files(folder: Path, contents: Mapping[str, str | bytes]) -> int:
    """Makes each file of `folder` hold its content; returns how many it wrote. Raises `OSError`."""
    held = {folder / name: text.encode("utf-8") if isinstance(text, str) else text for name, text in contents.items()}
    changed = {path: content for path, content in held.items() if not path.is_file() or path.read_bytes() != content}
    whole.put(changed, lasting=False)
    return len(changed)
