"""What a collection sets for itself, beside its records: its vocabulary, its rubric, its site; as frozen dataclasses."""

from dataclasses import dataclass

from build_tools.dates import Date


@dataclass(frozen=True)
class Term:
    """A word of the vocabulary."""

    name: str
    definition: str


@dataclass(frozen=True)
class Effect(Term):
    """What a claim can do to a commitment; `makes`: it says that it was made, or asked for; `asks`: only the latter."""

    makes: bool = False
    asks: bool = False


@dataclass(frozen=True)
class Measure(Term):
    """What figures measure; `unit` is the one in which they are compared."""

    unit: str


@dataclass(frozen=True)
class Vocabulary:
    """The terms of a collection; `labels` are the words for one thing by language, as SKOS has them: the first preferred."""

    topics: dict[str, Term]
    effects: dict[str, Effect]
    measures: dict[str, Measure]
    units: dict[str, str]
    labels: tuple[dict[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Reopening:
    """Statuses that another can follow too, by these effects alone."""

    effects: tuple[str, ...]
    statuses: tuple[str, ...]


@dataclass(frozen=True)
class StatusTerm(Term):
    """A status of the rubric: the sign and the stage that it is shown by, the effects and origins that it demands, and
    whose word counts."""

    sign: str
    stage: str
    effects: tuple[str, ...] = ()
    origins: int = 0
    kinds: tuple[str, ...] = ()
    one_of_kinds: tuple[str, ...] = ()
    on_word_of: tuple[str, ...] = ()
    not_on_word_of: tuple[str, ...] = ()
    not_alone_on_word_of: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    reopens: Reopening | None = None
    renewed_by: tuple[str, ...] = ()
    silence: str | None = None


@dataclass(frozen=True)
class Rubric:
    """What each status demands; the statuses stand in their order."""

    version: str
    issued: Date
    statuses: dict[str, StatusTerm]


@dataclass(frozen=True)
class Site:
    title: str
    introduction: str
    as_of: Date


Settings = Site | Vocabulary | Rubric
