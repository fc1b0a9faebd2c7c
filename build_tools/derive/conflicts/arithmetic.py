"""Equations that an editor writes down, such as "6.8 ** 5 = 14539": worked out exactly, and held to what they say."""

import ast
import operator
import re
from collections.abc import Callable
from fractions import Fraction

from build_tools.finding import shown

LONGEST_EQUATION = 100
# How many bits the numbers of a step may have: more than any figure needs, and little to work with.
LARGEST_NUMBER = 4096
_SIGNS = re.compile(r"[-0-9.+*/() ]+")
_RIGHT = re.compile(r"-?[0-9]{1,40}(?:\.([0-9]{1,40}))?")
_OPERATIONS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
EXPECTED = 'numbers, + - * / **, brackets, one "=" and one number after it, such as "6.8 ** 5 = 14539"'


class EquationError(ValueError):
    """An equation that cannot be read or does not come out; the message is for its writer."""


def check(equation: str) -> None:
    """Works out the left side of an equation; EquationError unless it is the right side, within its last digit.

    The right side is a number as printed: "4.8" stands for everything from 4.75 to 4.85.
    """
    left, equals, right = (part.strip() for part in equation.partition("="))
    digits = _RIGHT.fullmatch(right)
    if not equals or not digits or not _SIGNS.fullmatch(left) or len(equation) > LONGEST_EQUATION:
        raise EquationError(f"{shown(equation)} is no equation that can be checked; write {EXPECTED}")
    found = value(left)
    if abs(found - Fraction(right)) > Fraction(1, 2 * 10 ** len(digits[1] or "")):
        raise EquationError(f"{shown(left)} is {_rounded(found, len(digits[1] or ''))}, not {right}; correct the step")


def value(expression: str) -> Fraction:
    """What an expression of numbers comes to; EquationError where it comes to nothing."""
    try:
        return _value(ast.parse(expression.strip(), mode="eval").body, expression.strip())
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        if isinstance(error, EquationError):
            raise
        raise EquationError(f"{shown(expression)} is no expression of numbers; write {EXPECTED}") from error
    except ZeroDivisionError as error:
        raise EquationError(f"{shown(expression)} divides by nothing; correct the step") from error


def _value(node: ast.expr, source: str) -> Fraction:
    match node:
        case ast.Constant():
            return Fraction(ast.get_source_segment(source, node) or "")  # the digits, which a float would round
        case ast.UnaryOp(op=ast.USub()):
            return -_value(node.operand, source)
        case ast.BinOp(op=ast.Pow()):
            return _power(_value(node.left, source), _value(node.right, source))
        case ast.BinOp() if type(node.op) in _OPERATIONS:
            return _OPERATIONS[type(node.op)](_value(node.left, source), _value(node.right, source))
        case _:
            raise EquationError(f"{shown(source)} holds more than arithmetic; write {EXPECTED}")


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    """A power with a whole exponent, of a size that can be worked out."""
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if exponent.denominator != 1 or bits * abs(exponent) > LARGEST_NUMBER:
        raise EquationError(
            f"the exponent {shown(exponent)} is not whole, or too large to work out; take a smaller step"
        )
    return base ** int(exponent)


def _rounded(value: Fraction, decimals: int) -> str:
    """A number with so many decimals, the half rounded up."""
    units = int((abs(value) * 10**decimals * 2 + 1) // 2)
    digits = str(units).rjust(decimals + 1, "0")
    sign = "-" if value < 0 and units else ""
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}" if decimals else f"{sign}{digits}"
