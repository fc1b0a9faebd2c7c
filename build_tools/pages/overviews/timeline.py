"""The timeline of the whole: everything that bears a date, by month; what happened and what was reported told apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from build_tools import markup as mu
from build_tools.dates import Date
from build_tools.derive import Dossier
from build_tools.derive.status.status import Step
from build_tools.model import Commitment
from build_tools.pages.parts.marks import label, origins_mark
from build_tools.pages.parts.names import shortened
from build_tools.pages.parts.page import Page
from build_tools.pages.parts.rows import LONG, grouped, heading
from build_tools.pages.words import counted

_LEAD = (
    "Everything on record that bears a date: what happened, what was promised, what the record then showed, and what "
    "was published. What is dated within a span of days stands at its first day."
)
_LEGEND = mu.paragraph(
    '<span class="key" data-key="happened">happened, as far as is known</span> '
    '<span class="key" data-key="reported">was published</span>',
    "legend",
)
_FORMS = {"promise": "Promise", "plan": "Plan", "request": "Request"}


@dataclass(frozen=True)
class Entry:
    """Something dated: its row as words, whether it tells of a publication, and whether it is a `detail`.

    Details are what a reader of a full month opens only on demand.
    """

    date: Date
    row: str
    reported: bool = False
    detail: bool = False


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year; 0 where the year alone is known."""

    year: int
    month: int

    @classmethod
    def of(cls, when: Date) -> "Month":
        """Where a date is placed: at its first day, or at its last where it has no first."""
        first = placed(when)
        whole_year = (first.month, first.day) == (1, 1) and when.latest >= date(first.year, 12, 31)
        return cls(first.year, 0 if whole_year else first.month)

    @property
    def anchor(self) -> str:
        return f"in-{self.year:04}-{self.month:02}" if self.month else f"in-{self.year:04}"

    @property
    def name(self) -> str:
        """ "March 2023"."""
        return f"{date(2000, self.month, 1):%B} {self.year}" if self.month else f"{self.year}, month not known"

    @property
    def short(self) -> str:
        """ "Mar", beside the year."""
        return f"{date(2000, self.month, 1):%b}" if self.month else "?"


def placed(when: Date) -> date:
    """The day at which a date is placed."""
    return when.earliest if when.earliest > date.min else when.latest


def timeline_page(dossier: Dossier) -> str:
    page = Page(dossier, "timeline/index.md")
    months = _by_month([*_happened(page), *_undertaken(page), *_established(page), *_published(page), *_told(page)])
    years = grouped(months, lambda month: month.year)
    sections = (_year(year, months, members) for year, members in years.items())
    return page.render("Timeline", _LEAD, _LEAD, _LEGEND, _overview(years, months), *sections)


def _by_month(entries: Sequence[Entry]) -> Mapping[Month, list[Entry]]:
    ordered = sorted(entries, key=lambda entry: (Month.of(entry.date), placed(entry.date), entry.date.latest))
    return grouped(ordered, lambda entry: Month.of(entry.date))


def _happened(page: Page) -> Iterator[Entry]:
    for event in page.corpus.events.values():
        yield Entry(event.date, f"{label('Event', 'happened')} {page.link(event)}")


def _undertaken(page: Page) -> Iterator[Entry]:
    """The making of every commitment, with the status that it had from that day on."""
    for id, commitment in page.corpus.commitments.items():
        said = ", ".join(page.parties(commitment))
        row = f"{label(_FORMS[commitment.form], 'happened')} {page.link(commitment)}{f' — {said}' if said else ''}"
        steps = [step for step in page.dossier.statuses[id].established if _at_once(commitment, step)]
        yield Entry(commitment.made, mu.phrase(row, *(_change(page, step) for step in steps)))


def _established(page: Page) -> Iterator[Entry]:
    """Every later change of a status, with what led to it."""
    for id, commitment in page.corpus.commitments.items():
        for step in page.dossier.statuses[id].established:
            if not _at_once(commitment, step):
                row = f"{label('Status', 'happened')} {page.link(commitment)}:"
                yield Entry(step.since, mu.phrase(row, _change(page, step)))


def _at_once(commitment: Commitment, step: Step) -> bool:
    """Whether a status dates from the day on which the commitment was made, as far as these are known."""
    return placed(step.since) == placed(commitment.made)


def _change(page: Page, step: Step) -> str:
    """A status as its mark, how many origins it rests on, and why."""
    marks = mu.phrase(page.status(step.status), origins_mark(step.origins) if step.origins else "")
    return mu.phrase(marks, mu.span("why", _why(page, step)))


def _why(page: Page, step: Step) -> str:
    """What a status was taken by: the first of the statements, and how many more there are; or the later commitment."""
    if step.commitment:
        return f"since {page.link(page.corpus.commitments[step.commitment])} renews it"
    claim, more = page.corpus.claims[step.claims[0]], len(step.claims) - 1
    rest = f" and {counted(more, 'further statement')}" if more else ""
    return f"because of: {page.link(claim, shortened(claim.statement))}{rest}"


def _published(page: Page) -> Iterator[Entry]:
    for document in page.corpus.documents.values():
        if document.issued:
            container = document.container_title or document.publisher
            row = f"{label('Published', 'reported')} {page.link(document)}{f', {mu.text(container)}' if container else ''}"
            yield Entry(document.issued, row, reported=True)


def _told(page: Page) -> Iterator[Entry]:
    """The statements and quotes that have a day of their own."""
    for claim in page.corpus.claims.values():
        if claim.when:
            yield Entry(claim.when, f"{label('Statement', 'happened')} {page.link(claim)}", detail=True)
    for quote in page.corpus.quotes.values():
        if quote.said:
            yield Entry(quote.said, f"{label('Words', 'happened')} {page.link(quote)}", detail=True)


def _overview(years: Mapping[int, list[Month]], months: Mapping[Month, list[Entry]]) -> str:
    """The months by year, each a link with a bar for what happened and one for what was published."""
    most = max((count for entries in months.values() for count in _counts(entries)), default=1)
    lines = (
        mu.phrase(mu.strong(str(year)), *(_bar(month, months[month], most) for month in members))
        for year, members in years.items()
    )
    return mu.block("months", mu.bullets(lines))


def _counts(entries: Sequence[Entry]) -> tuple[int, int]:
    """How many entries tell of what happened, and how many of what was published."""
    reported = sum(entry.reported for entry in entries)
    return len(entries) - reported, reported


def _bar(month: Month, entries: Sequence[Entry], most: int) -> str:
    """A month as a link: two bars, its short name, and the number of its entries."""
    happened, reported = (f"{100 * count / most:.0f}%" for count in _counts(entries))
    bars = (
        '<svg width="100%" height="28" aria-hidden="true">'
        f'<svg y="28" width="100%" height="28" overflow="visible">'
        f'<rect class="happened" x="8%" width="38%" y="-{happened}" height="{happened}"/>'
        f'<rect class="reported" x="54%" width="38%" y="-{reported}" height="{reported}"/></svg></svg>'
    )
    unknown = "" if month.month else " month not known,"
    spoken = f'<span class="aloud">{unknown} {month.year}:</span>'
    return mu.link(f"{bars}{month.short}{spoken} {mu.span('count', str(len(entries)))}", f"#{month.anchor}")


def _year(year: int, months: Mapping[Month, list[Entry]], members: Sequence[Month]) -> str:
    count = sum(len(months[month]) for month in members)
    return mu.blocks(heading(2, str(year), count, f"year-{year:04}"), *(_month(m, months[m]) for m in members))


def _month(month: Month, entries: Sequence[Entry]) -> str:
    """What is dated in a month, day by day; the details folded where there is much else."""
    apart = len(entries) > LONG
    shown = [entry for entry in entries if not (apart and entry.detail)]
    details = [entry for entry in entries if apart and entry.detail]
    more = mu.disclosure(f"Statements and quotes of this time: {len(details)}", _days(details))
    return mu.blocks(heading(3, month.name, len(entries), month.anchor), _days(shown), more)


def _days(entries: Sequence[Entry]) -> str:
    """The entries by their dates, as readers write these."""
    dates = grouped(entries, lambda entry: entry.date.text)
    return mu.block("days", mu.bullets(_day(members) for members in dates.values()))


def _day(entries: Sequence[Entry]) -> str:
    when = entries[0].date
    said = mu.phrase(mu.span("day", mu.capital(str(when))), spread(when))
    return mu.blocks(said, mu.bullets(entry.row for entry in entries))


def spread(when: Date) -> str:
    """A visible sign of a date that is no single day, and of how many days it is one."""
    if when.earliest == when.latest:
        return mu.span("spread", "≈ near that day") if when.text[-1] in "~?%" else ""
    if when.earliest == date.min:
        return mu.span("spread", "⇤ that day or before")
    if when.latest == date.max:
        return mu.span("spread", "⇥ that day or after")
    return mu.span("spread", f"↔ one of {(when.latest - when.earliest).days + 1:,} days")
