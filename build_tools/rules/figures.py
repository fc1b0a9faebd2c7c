"""Figures can be compared, what is declared of them is needed, and arithmetic comes out."""

from collections.abc import Iterator

from build_tools.corpus import Corpus
from build_tools.derive import Dossier
from build_tools.derive.conflicts.arithmetic import EquationError, check
from build_tools.derive.conflicts.clashes import pair
from build_tools.derive.conflicts.figures import measured
from build_tools.derive.conflicts.units import UnitError, in_words_of_pint, understood
from build_tools.finding import shown
from build_tools.model import Claim, Compatible, Contradiction
from build_tools.plain import Path
from build_tools.rules.rule import DerivedRule, Problem, Rule
from build_tools.settings import Vocabulary


def unknown_unit(corpus: Corpus) -> Iterator[Problem]:
    """A unit is one that the vocabulary explains or pint knows, and the vocabulary explains in words that pint knows."""
    vocabulary = corpus.vocabulary
    for unit, meaning in vocabulary.units.items():
        if not understood(meaning):
            message = (
                f'pint does not know {shown(meaning)}; write a unit that it knows, such as "count" or "kilogram / year"'
            )
            yield vocabulary, ("units", unit), message
    used: tuple[tuple[Claim | Vocabulary, Path, str], ...] = (
        *((vocabulary, ("measures", id, "unit"), measure.unit) for id, measure in vocabulary.measures.items()),
        *((claim, ("figure", "unit"), claim.figure.unit) for claim in corpus.claims.values() if claim.figure),
    )
    for record, path, unit in used:
        if unit not in vocabulary.units:
            try:
                in_words_of_pint(unit, vocabulary)
            except UnitError as error:
                yield record, path, str(error)


def unconvertible_unit(corpus: Corpus) -> Iterator[Problem]:
    """The unit of a figure can be converted into that of its measure; over time, where the period is known."""
    vocabulary = corpus.vocabulary
    for claim in corpus.claims.values():
        if claim.figure:
            units = (claim.figure.unit, vocabulary.measures[claim.figure.measure].unit)
            try:
                if all(understood(vocabulary.units.get(unit, unit)) for unit in units):
                    measured(claim, claim.figure, vocabulary)
            except UnitError as error:
                yield claim, ("figure", "unit"), str(error)


def wrong_working(corpus: Corpus) -> Iterator[Problem]:
    """Each step of a working is an equation that comes out, within the precision of its right side."""
    for claim in corpus.claims.values():
        for number, item in enumerate(claim.conflicts_with):
            for step, equation in enumerate(item.working):
                try:
                    check(equation)
                except EquationError as error:
                    yield claim, ("conflicts_with", number, "working", step), str(error)


def compared_with_itself(corpus: Corpus) -> Iterator[Problem]:
    """A claim is declared compatible or in conflict with another claim, not with itself."""
    for claim, path, item in _declarations(corpus):
        if item.claim == claim.id:
            yield claim, path, 'this is the claim itself; name the other one, or, in "conflicts_with", none'


def declared_twice(corpus: Corpus) -> Iterator[Problem]:
    """What is declared of two claims is declared once, on one of them: the pages of both show it."""
    first: dict[tuple[str, str], str] = {}
    for claim, path, item in _declarations(corpus):
        if item.claim and item.claim != claim.id:
            where = f'"{path[0]}" of "{claim.id}"'
            earlier = first.setdefault(pair(claim.id, item.claim), where)
            if earlier != where or _repeated(claim, path):
                yield claim, path, f"{earlier} says of the two already what they are to each other; leave one"


def needless_declaration(dossier: Dossier) -> Iterator[Problem]:
    """Figures are declared compatible where they would else conflict, and a conflict where figures do not show it."""
    claims, figures = dossier.corpus.claims, dossier.figures
    for claim, path, item in _declarations(dossier.corpus):
        other = claims.get(item.claim or "")
        if other is None or other is claim:
            continue
        clashing = pair(claim.id, other.id) in dossier.clashes
        if path[0] == "conflicts_with":
            if clashing:
                yield claim, path, f'the figures of this and of "{other.id}" show it already; remove this'
        elif claim.figure is None or other.figure is None:
            yield (
                claim,
                path,
                f'only figures are compared, and "{(other if claim.figure else claim).id}" has none; remove this',
            )
        elif claim.figure.measure != other.figure.measure:
            message = (
                f'"{other.id}" is of another measure, "{other.figure.measure}", and not compared with this; remove this'
            )
            yield claim, path, message
        elif not clashing and {claim.id, other.id} <= figures.keys():
            yield claim, path, f'the figures of this and of "{other.id}" do not conflict; remove this'


def _declarations(corpus: Corpus) -> Iterator[tuple[Claim, Path, Compatible | Contradiction]]:
    """What editors declared of two claims, with the path to the name of the other one."""
    for claim in corpus.claims.values():
        for number, compatible in enumerate(claim.compatible_with):
            yield claim, ("compatible_with", number, "claim"), compatible
        for number, contradiction in enumerate(claim.conflicts_with):
            if contradiction.claim:
                yield claim, ("conflicts_with", number, "claim"), contradiction


def _repeated(claim: Claim, path: Path) -> bool:
    """Whether the claim that is named there is named earlier in the same list."""
    named = [item.claim for item in getattr(claim, str(path[0]))]
    number = int(path[1])
    return named[number] in named[:number]


RULES: tuple[Rule, ...] = (unknown_unit, unconvertible_unit, wrong_working, compared_with_itself, declared_twice)
DERIVED_RULES: tuple[DerivedRule, ...] = (needless_declaration,)
