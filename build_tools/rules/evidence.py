"""What is said rests on words, and figures are figures."""

from collections.abc import Iterator

from build_tools.corpus import Corpus
from build_tools.rules.rule import Problem


def unsupported_claim(corpus: Corpus) -> Iterator[Problem]:
    """A claim has evidence that supports it."""
    for claim in corpus.claims.values():
        if all(item.direction != "supports" for item in claim.evidence):
            yield claim, ("evidence",), "no evidence supports this claim; add some, or turn the statement round"


def unreported_commitment(corpus: Corpus) -> Iterator[Problem]:
    """A commitment has a claim that says it was made or asked for: the vocabulary says which effects do."""
    making = ", ".join(id for id, effect in corpus.vocabulary.effects.items() if effect.makes)
    for commitment in corpus.commitments.values():
        if not corpus.claims_making(commitment):
            message = f"no claim says that this was made; let one bear on it with one of the effects {making}"
            yield commitment, (), message


def foretold_effect(corpus: Corpus) -> Iterator[Problem]:
    """A forecast can tell that a commitment is or will be made, and of no work on it: what is expected has not happened."""
    for claim in corpus.claims.values():
        for number, bearing in enumerate(claim.bears_on):
            if claim.kind == "forecast" and not corpus.vocabulary.effects[bearing.effect].makes:
                message = f'what is forecast has not happened, and "{bearing.effect}" has; remove the effect, or correct the kind'
                yield claim, ("bears_on", number, "effect"), message


def unnamed_actor(corpus: Corpus) -> Iterator[Problem]:
    """What is said of an actor rests on words: evidence, or a role with its passage."""
    for actor in corpus.actors.values():
        if not actor.evidence and not actor.roles:
            yield actor, ("description",), 'no words name this actor; add "evidence" or "roles" with a passage'


def figure_or_not(corpus: Corpus) -> Iterator[Problem]:
    """A claim of kind figure has a figure, and no other claim has one."""
    for claim in corpus.claims.values():
        if (claim.kind == "figure") != (claim.figure is not None):
            message = (
                'the kind is "figure" and the figure is missing'
                if claim.kind == "figure"
                else "a figure in a claim of another kind"
            )
            yield claim, ("kind",), f"{message}; correct the kind, or the figure"


def backward_range(corpus: Corpus) -> Iterator[Problem]:
    """A range of a figure goes from the lower number to the higher."""
    for claim in corpus.claims.values():
        figure = claim.figure
        if figure and figure.low is not None and figure.high is not None and figure.low >= figure.high:
            yield (
                claim,
                ("figure", "low"),
                f"from {figure.low} to {figure.high} is no range; write the lower number as low",
            )


def cited_twice(corpus: Corpus) -> Iterator[Problem]:
    """A claim cites each passage and each quote once."""
    for claim in corpus.claims.values():
        seen: set[tuple[str, str]] = set()
        for number, item in enumerate(claim.evidence):
            words = (corpus.source_of(item).id, " ".join(corpus.words_of(item).split()))
            if words in seen:
                yield claim, ("evidence", number), "these words are cited by this claim already; keep one of the two"
            seen.add(words)
