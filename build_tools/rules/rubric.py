"""The rubric judges every effect, and asks of no status what cannot be had."""

from collections.abc import Iterator

from build_tools.corpus import Corpus
from build_tools.derive.status.demands import NAMED
from build_tools.rules.rule import Problem
from build_tools.settings import StatusTerm


def unjudged_effect(corpus: Corpus) -> Iterator[Problem]:
    """Every effect of the vocabulary leads to a status of the rubric."""
    leading = {effect for term in corpus.rubric.statuses.values() for effect in term.effects}
    for effect in corpus.vocabulary.effects:
        if effect not in leading:
            message = (
                f'no status comes from the effect "{effect}"; add it to the effects of a status in sources/rubric.yaml'
            )
            yield corpus.vocabulary, ("effects", effect), message


def unreachable_status(corpus: Corpus) -> Iterator[Problem]:
    """Every status of the rubric can be taken: what it demands can be had, and a renewal has something to follow."""
    for id, term in corpus.rubric.statuses.items():
        for field, message in _contradictions(term):
            yield corpus.rubric, ("statuses", id, field), message
        if term.renewed_by and not term.replaces:
            message = 'it can follow no status, and a renewal comes after another; name some in "replaces"'
            yield corpus.rubric, ("statuses", id), message
        for number, other in enumerate(term.renewed_by):
            if corpus.rubric.statuses[other].renewed_by:
                message = f'no effect leads to "{other}"; name statuses that come from effects'
                yield corpus.rubric, ("statuses", id, "renewed_by", number), message
        if term.reopens and not set(term.reopens.effects) <= set(term.effects):
            message = 'these are not all among its "effects"; add them there, or remove them here'
            yield corpus.rubric, ("statuses", id, "reopens", "effects"), message


def _contradictions(term: StatusTerm) -> Iterator[tuple[str, str]]:
    """The demands of a status on origins that no origin can meet, or that are asked of none: the field, and why."""
    of_origins = ("kinds", "one_of_kinds", "on_word_of", "not_on_word_of", "not_alone_on_word_of")
    if not term.origins:
        for field in of_origins:
            if getattr(term, field):
                yield field, 'with "origins: 0" none is asked for; ask for at least one, or remove this'
        return
    if term.one_of_kinds and not set(term.one_of_kinds) & set(term.kinds or NAMED):
        yield "one_of_kinds", 'none of these is among the "kinds" that count; add one there'
    if set(term.on_word_of) & {*term.not_on_word_of, *term.not_alone_on_word_of}:
        yield "on_word_of", "the word of the same is asked for and ruled out; remove one of the two"


def useless_replacement(corpus: Corpus) -> Iterator[Problem]:
    """A status names those that it follows once, and not itself."""
    for id, term in corpus.rubric.statuses.items():
        if id in term.replaces:
            yield (
                corpus.rubric,
                ("statuses", id, "replaces", term.replaces.index(id)),
                "a status does not follow itself; remove it",
            )
        for number, other in enumerate(term.reopens.statuses if term.reopens else ()):
            if other in (id, *term.replaces):
                path = ("statuses", id, "reopens", "statuses", number)
                yield corpus.rubric, path, f'"{other}" is in "replaces" already, or is this; remove it'
