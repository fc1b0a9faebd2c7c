"""What is told of a commitment day by day: the day something happened, and the day it was reported, told apart."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from build_tools import markup as mu
from build_tools.dates import Date, in_words
from build_tools.derive.origins.voices import supporting
from build_tools.derive.status.status import Shortfall, Status, Step
from build_tools.model import Bearing, Claim, Commitment, Document
from build_tools.pages.parts.page import Page


@dataclass(frozen=True)
class _Entry:
    """An effect of a day: the claims that report it, and the documents in which they do, those first published first."""

    bearing: Bearing
    claims: tuple[Claim, ...]
    documents: tuple[Document, ...]

    @property
    def days(self) -> Iterator[Date]:
        """The day of the effect, and those of its reports."""
        yield self.bearing.date
        yield from (document.issued for document in self.documents if document.issued)


def timeline(page: Page, commitment: Commitment) -> str:
    """Every effect by its date, with its days on an axis that all share, and what it did to the status."""
    entries = _entries(page, commitment)
    status = page.dossier.statuses[commitment.id]
    axis = Axis.of(day for entry in entries for day in entry.days)
    ends = mu.block("axis", mu.phrase(mu.span("from", in_words(axis.first)), mu.span("to", in_words(axis.last))))
    return mu.block("timeline", _LEGEND, ends, mu.bullets(_told(page, entry, axis, status) for entry in entries))


_LEGEND = mu.paragraph(
    '<span class="key" data-key="happened">when it happened, as far as is known</span> '
    '<span class="key" data-key="reported">when it was reported</span>',
    "legend",
)


def _entries(page: Page, commitment: Commitment) -> list[_Entry]:
    """The effects of a commitment by their days, in the order of the vocabulary."""
    claims: dict[Bearing, list[Claim]] = {}
    for claim in page.corpus.claims_on(commitment):
        for bearing in claim.bears_on:
            if bearing.commitment == commitment.id:
                claims.setdefault(bearing, []).append(claim)
    effects = list(page.corpus.vocabulary.effects)
    by_day = sorted(claims, key=lambda bearing: (bearing.date, effects.index(bearing.effect)))
    return [_Entry(bearing, tuple(claims[bearing]), _reporting(page, claims[bearing])) for bearing in by_day]


def _reporting(page: Page, claims: Iterable[Claim]) -> tuple[Document, ...]:
    """The documents that support some claims, those first published first."""
    documents = {page.corpus.source_of(item) for _, item in supporting(claims)}
    return tuple(sorted(documents, key=lambda one: (one.issued is None, one.issued or 0, one.id)))


def _told(page: Page, entry: _Entry, axis: "Axis", status: Status) -> str:
    """The effect and its day, when which documents reported it, the statements and whose word they are, what came of it."""
    reported = "; ".join(f"{page.source(one)}, {one.issued or 'on a day that is not known'}" for one in entry.documents)
    lines = (
        page.effect(entry.bearing) + strip(entry, axis),
        f"Reported by {reported}.",
        *(page.claim(claim) for claim in entry.claims),
        _outcome(page, entry, status),
    )
    return mu.blocks(*lines)


def _outcome(page: Page, entry: _Entry, status: Status) -> str:
    """Which status it led to, and which it misses."""

    def ours(one: Step | Shortfall) -> bool:
        return one.effect == entry.bearing.effect and any(claim.id in one.claims for claim in entry.claims)

    led = (f"It made the status {page.status(step.status)}." for step in status.established if ours(step))
    return mu.phrase(
        *led, *(f"It falls short of {page.status(short.status)}." for short in status.short if ours(short))
    )


@dataclass(frozen=True)
class Axis:
    """The days from the first to the last that something on a page can mean; open ends are left out."""

    first: date
    last: date

    @classmethod
    def of(cls, days: Iterable[Date]) -> "Axis":
        ends = [end for day in days for end in (day.earliest, day.latest) if date.min < end < date.max]
        return cls(min(ends, default=date.min), max(ends, default=date.max))

    def at(self, day: date) -> str:
        """Where on the axis a day stands, in percent of its length, a little off the edges."""
        whole = (self.last - self.first).days or 1
        part = min(max((day - self.first).days / whole, 0), 1)
        return f"{3 + 94 * part:.1f}%"


def strip(entry: _Entry, axis: Axis) -> str:
    """The days of an effect as a line of SVG, in which no text needs scaling; the words beside it say the same."""
    happened = entry.bearing.date
    marks = [
        '<line class="base" x1="0" x2="100%" y1="6" y2="6"/>',
        f'<line class="happened" x1="{axis.at(happened.earliest)}" x2="{axis.at(happened.latest)}" y1="6" y2="6"/>',
        *dict.fromkeys(
            f'<svg class="reported" x="{axis.at(document.issued.earliest)}" y="10"><path d="M0 1 5 9H-5z"/></svg>'
            for document in entry.documents
            if document.issued
        ),
    ]
    return f'<svg class="strip" width="100%" height="22" aria-hidden="true">{"".join(marks)}</svg>'
