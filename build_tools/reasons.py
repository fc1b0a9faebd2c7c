"""The status of a commitment and its reasons, in plain words."""

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter

from build_tools.corpus import Corpus
from build_tools.dates import Date
from build_tools.derive import Dossier
from build_tools.derive.status.status import Standing, Status
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


def grounds(
    corpus: Corpus,
    status: Status,
    called: Callable[[Sequence[str]], str] = ", ".join,
    dated: Callable[[Date], str] = attrgetter("text"),
) -> Iterator[str]:
    """The reasons for a status, a clause each; `called` says which claims some ids are, and `dated` writes a date."""
    if not status.established:
        yield f"nothing on record by {status.day.isoformat()} gives it a status"
    for step in status.established[-1:]:
        if step.effect:
            name = corpus.vocabulary.effects[step.effect].name
            known = f"; {bounds_in_words(step.origins.bounds)}" if step.origins else ""
            yield f"“{name}” by {called(step.claims)}, dated {dated(step.since)}{known}"
        else:
            yield f"{step.commitment} renews it"
    for short in status.short:
        effect, missed = corpus.vocabulary.effects[short.effect].name, corpus.rubric.statuses[short.status].name
        yield f"“{effect}” by {called(short.claims)} falls short of “{missed}”: {'; '.join(short.lacking)}"
    if status.overdue:
        yield "it was due, and nothing on record settles whether it was kept"
    if status.lapsed:
        yield f"the last news is dated {dated(status.lapsed.last_news)}"
