"""Units as the library pint knows them, and those that the vocabulary explains in pint's words. Conversion is exact."""

import re
from fractions import Fraction
from functools import cache
from pathlib import Path

import pint
import pycountry

from build_tools.finding import did_you_mean, shown
from build_tools.settings import Vocabulary

LONGEST_UNIT = 60
# Names joined by * and /, each with an exponent of one digit: what pint is never asked to read cannot keep it busy.
_NAME = r"(?:%|[A-Za-zµ°][A-Za-z_]*)(?: ?(?:\*\*|\^) ?-?[1-4])?"
_EXPRESSION = re.compile(rf"{_NAME}(?: ?[*/] ?{_NAME}){{0,3}}")
# What pint raises on units that it cannot read, cannot convert or can read in two ways.
_PINT_ERRORS = (pint.PintError, ArithmeticError, AssertionError, AttributeError, KeyError, TypeError, ValueError)


class UnitError(ValueError):
    """A unit that means nothing here, or not what is asked of it; the message is for its writer."""


def in_words_of_pint(unit: str, vocabulary: Vocabulary) -> str:
    """What a unit is: in the words that the vocabulary has for it, or its own. UnitError where pint reads neither."""
    words = vocabulary.units.get(unit, unit)
    if not understood(words):
        near = {name for name in {*vocabulary.units, *_names()} if name[0].lower() == unit[0].lower()}
        suggestion = did_you_mean(unit[:LONGEST_UNIT], near)
        remedy = f"{suggestion} Otherwise" if suggestion else ";"
        raise UnitError(
            f'{shown(unit)} is no known unit{remedy} add it to "units" in sources/vocabulary.yaml, with what it is'
        )
    return words


def near_unit(unit: str, target: str) -> str:
    """`; did you mean "pound"?` for a unit that cannot be converted into another, and is perhaps misspelled; or nothing."""
    near = {name for name in _names() if name[0] == unit[0].lower()} if unit.isalpha() else set()
    return did_you_mean(unit, {name for name in near if convertible(name, target)})


@cache
def understood(unit: str) -> bool:
    """Whether pint can read a unit and convert it exactly: no decibels, which are no multiple of anything."""
    if len(unit) > LONGEST_UNIT or not _EXPRESSION.fullmatch(unit):
        return False
    try:
        registry = _registry()
        parsed = registry.parse_units(unit)
        return isinstance(registry.convert(Fraction(1), parsed, registry.get_root_units(parsed)[1]), Fraction)
    except _PINT_ERRORS:
        return False


@cache
def convertible(unit: str, target: str) -> bool:
    """Whether numbers of one unit can be converted into those of the other."""
    try:
        return all(isinstance(end, Fraction) for end in _ends(unit, target))
    except _PINT_ERRORS:
        return False


@cache
def is_ratio(unit: str) -> bool:
    """Whether a unit is one of numbers that have no dimension, such as percent."""
    return bool(_registry().parse_units(unit).dimensionless)


def convert(value: Fraction, unit: str, target: str) -> Fraction:
    """A number of one unit in the other; both are units that `convertible` has said yes to."""
    nothing, one = _ends(unit, target)
    return nothing + (one - nothing) * value


@cache
def _ends(unit: str, target: str) -> tuple[Fraction, Fraction]:
    """What 0 and 1 of a unit are in the other, between which everything else lies: degrees begin elsewhere."""
    registry = _registry()
    units = registry.parse_units(unit), registry.parse_units(target)
    return registry.convert(Fraction(0), *units), registry.convert(Fraction(1), *units)


def for_readers(unit: str) -> str:
    """A unit in pint's words as readers say it: nothing for a count, "a year" for a rate."""
    return re.sub(r" ?/ ?", " a ", re.sub(r"\bcount\b", "", unit)).strip()


@cache
def _registry() -> "pint.UnitRegistry[Fraction]":
    """Pint's units; things that are counted, which are more than a mere number; and the currencies, each by itself.

    The units are defined in a registry that is empty at first: one that had read its own file before would remember
    that a count is a mere number.
    """
    registry: pint.UnitRegistry[Fraction] = pint.UnitRegistry(None, non_int_type=Fraction, on_redefinition="ignore")
    registry.load_definitions(Path(pint.__file__).parent / "default_en.txt")
    registry.define("count = [things_counted]")
    for currency in pycountry.currencies:
        registry.define(f"{currency.alpha_3} = [currency_{currency.alpha_3}]")
    return registry


@cache
def _names() -> frozenset[str]:
    """The names of pint's units, for whoever misspelled one."""
    return frozenset(name for name in dir(_registry()) if name.islower() and len(name) > 2 and name[0] != "_")
