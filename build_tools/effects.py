"""The effects of a change on the site, as words for a terminal, as Markdown for a job's summary, and as JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from build_tools import report
from build_tools.finding import harmless, printable
from build_tools.pages.words import bounds_in_words

Sections = Iterator[tuple[str, list[str]]]


@dataclass(frozen=True)
class Change:
    """A record ("claims/catch-2018") with its title, and the fields that changed; none where only the layout did."""

    record: str
    title: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Renamed:
    before: str
    after: str


@dataclass(frozen=True)
class Turn:
    """The status of a commitment before and after, with the reasons for each; empty where there was no commitment."""

    commitment: str
    before: str
    after: str
    because_before: tuple[str, ...]
    because: tuple[str, ...]


@dataclass(frozen=True)
class Rests:
    """The independent origins of a claim or commitment, at least and at most, and which were gained and lost."""

    record: str
    before: tuple[int, int] | None
    after: tuple[int, int] | None
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True)
class Count:
    """How many words have a verdict before and after."""

    verdict: str
    before: int
    after: int


@dataclass(frozen=True)
class Effects:
    """All that a change does. Pages are addresses relative to the site's; `faults` say what could not be compared.

    `unseen` are words that the lock has anew, of documents whose captures are not here.
    """

    faults: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    added: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    removed: tuple[Change, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    statuses: tuple[Turn, ...] = ()
    origins: tuple[Rests, ...] = ()
    conflicts_gained: tuple[str, ...] = ()
    conflicts_lost: tuple[str, ...] = ()
    verdicts: tuple[Count, ...] = ()
    unseen: tuple[str, ...] = ()
    pages_gone: tuple[str, ...] = ()
    pages_redirected: tuple[str, ...] = ()
    pages_added: tuple[str, ...] = ()
    pages_changed: tuple[str, ...] = ()

    @property
    def none(self) -> bool:
        """Whether the change changes nothing."""
        return self == Effects()


def as_json(effects: Effects, **beside: str) -> str:
    """All effects, under the names of the fields of `Effects`, after what stands `beside` them."""
    return report.data({**beside, **asdict(effects)})


def in_markdown(effects: Effects, title: str) -> str:
    """The effects for a summary on GitHub, lists cut where they are too long for it."""
    return report.listed([(title, [NOTHING] if effects.none else []), *_sections(effects)])


def in_words(effects: Effects, title: str) -> str:
    """The effects for a terminal: a heading and a line for each."""
    lines = [printable(title)]
    for heading, items in _sections(effects):
        lines += ["", heading, *(f"  - {printable(item)}" for item in items)]
    told = [*lines, "", NOTHING] if effects.none else lines
    return harmless("\n".join(told))


NOTHING = "This changes nothing: no record, no status, no page."


def _sections(effects: Effects) -> Sections:
    """What there is to tell, under headings: what would break first, then why pages change, then which."""
    told = (
        ("Could not be compared, only listed by file", effects.faults),
        ("Addresses that lead nowhere now", effects.pages_gone),
        ("Statuses", [_turn(turn) for turn in effects.statuses]),
        ("Disagreements gained", effects.conflicts_gained),
        ("Disagreements lost", effects.conflicts_lost),
        ("Independent origins", [_origins(rests) for rests in effects.origins]),
        ("Words verified", [f"{one.verdict}: {one.before} → {one.after}" for one in effects.verdicts]),
        ("Taken as verified by the lock alone: compare these with their documents before you merge", effects.unseen),
        ("Records added", [_record(change) for change in effects.added]),
        ("Records changed", [_changed(change, bool(effects.faults)) for change in effects.changed]),
        ("Records removed", [_record(change) for change in effects.removed]),
        ("Records renamed", [f"{one.before} → {one.after}" for one in effects.renamed]),
        ("Settings changed", effects.settings),
        ("Pages added", effects.pages_added),
        ("Pages that lead to another address now", effects.pages_redirected),
        ("Pages changed", effects.pages_changed),
    )
    yield from ((f"{heading} ({len(items)})", list(items)) for heading, items in told if items)


def _record(change: Change) -> str:
    return f"{change.record}: {change.title}" if change.title else change.record


def _changed(change: Change, unread: bool) -> str:
    what = ", ".join(change.fields) or ("its file" if unread else "only layout and comments of its file")
    return f"{_record(change)} ({what})"


def _turn(turn: Turn) -> str:
    """A status before and after, each with its reasons."""
    words = f"{turn.commitment}: {turn.before or 'not on record'} → {turn.after or 'not on record'}"
    return f"{words}. {_why('Now', turn.because)}{_why('Before', turn.because_before)}".rstrip()


def _why(when: str, reasons: Sequence[str]) -> str:
    return f"{when}: {'; '.join(reasons)}. " if reasons else ""


def _origins(rests: Rests) -> str:
    lists = "".join(
        f"; {verb} {', '.join(names)}" for verb, names in (("gained", rests.gained), ("lost", rests.lost)) if names
    )
    return f"{rests.record}: {bounds_in_words(rests.before)} → {bounds_in_words(rests.after)}{lists}"
