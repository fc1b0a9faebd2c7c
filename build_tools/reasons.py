"""The status of a commitment and its reasons, in plain words."""

from collections.abc import Iterator

from build_tools.derive import Dossier
from build_tools.derive.status.status import Shortfall, Step
from build_tools.effects import bounds_in_words


def standing(dossier: Dossier, id: str) -> str:
    """A status in a few words, as its page has it; how long nothing was heard changes by the day, and is left out."""
    status = dossier.statuses[id]
    name = dossier.corpus.rubric.statuses[status.id].name if status.id else "No status"
    return f"{name}{', due date passed' if status.overdue else ''}{', no news' if status.lapsed else ''}"


def because(dossier: Dossier, id: str) -> Iterator[str]:
    """The reasons for a status, a clause each."""
    status = dossier.statuses[id]
    if not status.established:
        yield f"nothing on record by {status.day.isoformat()} gives it a status"
    yield from (_step(dossier, step) for step in status.established[-1:])
    yield from (_short(dossier, short) for short in status.short)
    if status.overdue:
        yield "it was due, and nothing on record settles whether it was kept"
    if status.lapsed:
        yield f"the last news is dated {status.lapsed.last_news.text}"


def _step(dossier: Dossier, step: Step) -> str:
    if not step.effect:
        return f"{step.commitment} renews it"
    name = dossier.corpus.vocabulary.effects[step.effect].name
    known = f"; {bounds_in_words(step.origins.bounds)}" if step.origins else ""
    return f"“{name}” by {', '.join(step.claims)}, dated {step.since.text}{known}"


def _short(dossier: Dossier, short: Shortfall) -> str:
    effect = dossier.corpus.vocabulary.effects[short.effect].name
    status = dossier.corpus.rubric.statuses[short.status].name
    return f"“{effect}” by {', '.join(short.claims)} falls short of “{status}”: {'; '.join(short.lacking)}"
