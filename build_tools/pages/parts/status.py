"""The status of a commitment on its page and in a line, with its reasons."""

from collections.abc import Iterator, Sequence

from build_tools import markup as mu
from build_tools.dates import in_words
from build_tools.derive.status.silence import months
from build_tools.derive.status.status import Shortfall, Status, Step
from build_tools.derive.status.succession import Change
from build_tools.model import Commitment
from build_tools.pages.parts.marks import origins_mark
from build_tools.pages.parts.page import Page
from build_tools.pages.words import counted
from build_tools.settings import StatusTerm


def status_section(page: Page, commitment: Commitment) -> str:
    """The status of a commitment, what is not heard of it since, and why it is this one and what would change it."""
    status = page.dossier.statuses[commitment.id]
    *before, last = status.established or (None,)
    reasons = mu.terms(
        [
            ("Established by", _by(page, last) if last else ""),
            ("Before that", mu.bullets(_step(page, step) for step in before if step)),
            ("What falls short", mu.bullets(_short(page, short) for short in status.short)),
            ("What would change it", mu.bullets(_change(page, change) for change in status.would_change)),
            (
                "Worked out",
                f"under {page.rubric(f'rubric {status.rubric}')}, from what was published by {in_words(status.day)}",
            ),
        ]
    )
    return page.section(
        "Status",
        mu.block(
            "standing",
            _verdict(page, status, commitment),
            _silence(page, status),
            _due(page, status, commitment),
            mu.disclosure("Why this status, and what would change it", reasons, classes="why"),
            stage=page.corpus.rubric.statuses[status.id].stage if status.id else "none",
        ),
    )


def _change(page: Page, change: Change) -> str:
    effects = [page.corpus.vocabulary.effects[id].name for id in change.effects]
    reported = f"the effect {' or '.join(f'“{mu.text(name)}”' for name in effects)}, known from " if effects else ""
    return f"{page.status(change.status)}: {reported}{mu.text(change.demands)}."


def status_line(page: Page, commitment: Commitment) -> str:
    """The status of a commitment in a few words: "Reported, no news for 10 months." """
    status = page.dossier.statuses[commitment.id]
    silent = f", no news for {counted(status.lapsed.months, 'month')}" if status.lapsed else ""
    overdue = ", due date passed" if status.overdue else ""
    return f"{page.status(status.id)}{overdue}{silent}."


def as_of(page: Page) -> str:
    """The day and the rubric by which every status on a page is told."""
    rubric = page.rubric(f"rubric {page.corpus.rubric.version}")
    return f"Statuses are as of {in_words(page.dossier.day)}, under {rubric}."


def _verdict(page: Page, status: Status, commitment: Commitment) -> str:
    """The status and what it rests on as marks, since when, and what the status means."""
    marks = f"{page.status(status.id)} {origins_mark(page.dossier.origins(commitment))}"
    if not status.id:
        return mu.blocks(marks, f"Nothing that was on record by {in_words(status.day)} gives it a status.")
    since = f"Dated {status.since}." if status.since else ""
    return mu.blocks(marks, mu.phrase(since, mu.text(page.corpus.rubric.statuses[status.id].definition)))


def _by(page: Page, step: Step) -> str:
    """What a status was taken by: claims with their notes, or the commitment that renews."""
    if step.commitment:
        return f"{page.link(page.corpus.commitments[step.commitment])}, which renews it"
    return mu.bullets(_claims(page, step.claims))


def _claims(page: Page, ids: Sequence[str]) -> Iterator[str]:
    for id in ids:
        claim = page.corpus.claims[id]
        notes = page.cite(item for item in claim.evidence if item.direction == "supports")
        yield mu.phrase(page.link(claim) + notes, page.doubts(claim.evidence))


def _step(page: Page, step: Step) -> str:
    by = (
        page.link(page.corpus.commitments[step.commitment]) if step.commitment else " ".join(_claims(page, step.claims))
    )
    return f"{page.status(step.status)}, {step.since}: {by}"


def _short(page: Page, short: Shortfall) -> str:
    """An effect that leads to no status: what is said, by which claims, and what that lacks."""
    said = " ".join(_claims(page, short.claims))
    return f"{page.status(short.status)}, {short.date}: {said} {mu.sentence(mu.text('; '.join(short.lacking)))}"


def _silence(page: Page, status: Status) -> str:
    if not status.lapsed or not status.id:
        return ""
    term = page.corpus.rubric.statuses[status.id]
    silence = mu.strong(f"No news for {counted(status.lapsed.months, 'month')}:")
    silent = f"{silence} the last is dated {status.lapsed.last_news}."
    return f"{silent} “{mu.text(term.name)}” lapses after {length(term)} without news."


def _due(page: Page, status: Status, commitment: Commitment) -> str:
    if not status.overdue or not commitment.due:
        return ""
    note = page.cite(commitment.due.evidence)
    passed = f"{mu.strong('Due date passed:')} {mu.sentence(commitment.due.date.span())}{note}"
    return f"{passed} Nothing on record by {in_words(status.day)} settles whether it was kept."


def length(term: StatusTerm) -> str:
    """How long a status lasts without news, in words: "6 months", "1 year"."""
    if not term.silence:
        return ""
    number = months(term.silence)
    return counted(number // 12, "year") if number % 12 == 0 else counted(number, "month")
