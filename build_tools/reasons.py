"""The status of a commitment and its reasons, in plain words."""

from collections.abc import Iterator

from build_tools.corpus import Corpus
from build_tools.derive import Dossier
from build_tools.derive.status.history import Standing
from build_tools.derive.status.status import Shortfall, Status, Step
from build_tools.pages.words import bounds_in_words
from build_tools.settings import Rubric


def standing(dossier: Dossier, id: str) -> str:
    """A status in a few words, as its page has it; how long nothing was heard changes by the day, and is left out."""
    status = dossier.statuses[id]
    return in_brief(dossier.corpus.rubric, Standing(status.id, status.overdue, status.lapsed is not None))


def in_brief(rubric: Rubric, standing: Standing) -> str:
    """What a commitment has come to, in a few words."""
    name = rubric.statuses[standing.status].name if standing.status else "No status"
    return f"{name}{', due date passed' if standing.overdue else ''}{', no news' if standing.lapsed else ''}"


def because(dossier: Dossier, id: str) -> Iterator[str]:
    """The reasons for the status of a commitment, a clause each."""
    return grounds(dossier.corpus, dossier.statuses[id])


def grounds(corpus: Corpus, status: Status) -> Iterator[str]:
    """The reasons for a status, a clause each."""
    if not status.established:
        yield f"nothing on record by {status.day.isoformat()} gives it a status"
    yield from (_step(corpus, step) for step in status.established[-1:])
    yield from (_short(corpus, short) for short in status.short)
    if status.overdue:
        yield "it was due, and nothing on record settles whether it was kept"
    if status.lapsed:
        yield f"the last news is dated {status.lapsed.last_news.text}"


def _step(corpus: Corpus, step: Step) -> str:
    if not step.effect:
        return f"{step.commitment} renews it"
    name = corpus.vocabulary.effects[step.effect].name
    known = f"; {bounds_in_words(step.origins.bounds)}" if step.origins else ""
    return f"“{name}” by {', '.join(step.claims)}, dated {step.since.text}{known}"


def _short(corpus: Corpus, short: Shortfall) -> str:
    effect = corpus.vocabulary.effects[short.effect].name
    status = corpus.rubric.statuses[short.status].name
    return f"“{effect}” by {', '.join(short.claims)} falls short of “{status}”: {'; '.join(short.lacking)}"
