"""Arithmetic in bounds: what is rational stays exact.

So 0.1 * 30 is 3, and rounded up still 3. Only roots, logarithms and powers that are not rational,
and fractions that grow too long, go on as floats; a difference that leaves too few of their digits
is no result.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

LARGEST = 10**40
"""How far from zero a value, the result of any step, and so the answer, may be; and one part of so
many is the least that any may be if it is not zero.
"""

MANY = 300
"""Numbers up to which a function takes any, and digits up to which one can be rounded."""

_EXACT_BITS = 400
"""Longer fractions, and powers that would be, are not kept exact."""
_LOST = 1e-7
"""A difference of floats that is less than this share of them has too few digits."""

Value = int | Fraction | float


class NoResultError(ArithmeticError):
    """Why a step has no result."""


_TOO_LARGE = "goes beyond 10^40"
_TOO_SMALL = "comes closer to zero than 10^-40"
_UNREAL = "has no real value"
_CANCELLED = "loses its digits in a difference of almost the same"


def bounded(value: Value) -> Value:
    """A value that is neither too large nor, but for zero, too small; whole ones as integers.

    Raises ArithmeticError for any other.
    """
    if isinstance(value, int):
        if -LARGEST <= value <= LARGEST:
            return value
        raise NoResultError(_TOO_LARGE)
    above, below = _ratio(value)
    if not -LARGEST * below <= above <= LARGEST * below:
        raise NoResultError(_TOO_LARGE)
    if above and abs(above) * LARGEST < below:
        raise NoResultError(_TOO_SMALL)
    if isinstance(value, float):
        return value or 0
    if below == 1:
        return int(above)
    return value if below.bit_length() <= _EXACT_BITS else float(value)


def _ratio(value: Value) -> tuple[int, int]:
    return value.as_integer_ratio()


def exact(number: Decimal) -> Value:
    """A number as it is written. Raises ArithmeticError for one that is not bounded."""
    if number and abs(number.adjusted()) > len(str(LARGEST)):
        raise NoResultError(_TOO_LARGE if number.adjusted() > 0 else _TOO_SMALL)
    return bounded(int(number) if number == int(number) else Fraction(number))


class Function(NamedTuple):
    """What a formula may call, and how many numbers it takes."""

    call: Callable[..., Value]
    fewest: int = 1
    most: int = 1


def _sum(one: Value, other: Value) -> Value:
    total = one + other
    if isinstance(total, float) and abs(total) < _LOST * abs(float(one)):
        raise NoResultError(_CANCELLED)
    return total


def _difference(one: Value, other: Value) -> Value:
    return _sum(one, -other)


def _quotient(one: Value, other: Value) -> Value:
    if isinstance(one, float) or isinstance(other, float):
        return one / other
    return Fraction(one) / other


def _floor_quotient(one: Value, other: Value) -> Value:
    return (
        _floor(one / other) if isinstance(one, float) or isinstance(other, float) else one // other
    )


def _remainder(one: Value, other: Value) -> Value:
    return _difference(one, other * _floor_quotient(one, other))


def _power(base: Value, exponent: Value) -> Value:
    """A power; it is computed by multiplying only if it is whole and the result not too long."""
    if not base or not exponent:
        if not base and exponent < 0:
            raise ZeroDivisionError
        return int(not exponent)
    is_odd = False
    if isinstance(exponent, int):
        if not isinstance(base, float):
            bits = max(part.bit_length() for part in _ratio(base))
            if bits * abs(exponent) <= _EXACT_BITS or abs(base) == 1:
                exponent = exponent % 2 if abs(base) == 1 else exponent
                return base**exponent if exponent > 0 else Fraction(base) ** exponent
        is_odd = base < 0 and exponent % 2 == 1
        base = -base if base < 0 else base
    elif base < 0:
        raise NoResultError(_UNREAL)
    size = exponent * _logarithm(base)
    if abs(size) > math.log(LARGEST) + 1:
        raise NoResultError(_TOO_LARGE if size > 0 else _TOO_SMALL)
    return -math.exp(size) if is_odd else math.exp(size)


def _logarithm(value: Value) -> float:
    """The natural logarithm, with as many digits near 1 as elsewhere."""
    if value <= 0:
        raise NoResultError(_UNREAL)
    if 0.5 < value < 2 and value != 1:
        return math.log1p(_difference(value, 1))
    return math.log(value)


def _log2(value: Value) -> Value:
    logarithm = _logarithm(value) / math.log(2)
    whole = round(logarithm)
    return whole if value == Fraction(2) ** whole else logarithm


def _sqrt(value: Value) -> Value:
    if value < 0:
        raise NoResultError(_UNREAL)
    if not isinstance(value, float):
        root = Fraction(*map(math.isqrt, _ratio(value)))
        if root * root == value:
            return root
    return math.sqrt(value)


def _snapped(value: Value) -> Value:
    """A float that only its last digits keep from being whole, as that."""
    if isinstance(value, float) and math.isclose(value, round(value), rel_tol=1e-12):
        return round(value)
    return value


def _floor(value: Value) -> Value:
    return math.floor(_snapped(value))


def _ceil(value: Value) -> Value:
    return math.ceil(_snapped(value))


def _rounded(value: Value, digits: Value | None = None) -> Value:
    if digits is None:
        return round(value)
    if not isinstance(digits, int) or abs(digits) >= MANY:
        raise NoResultError(_UNREAL)
    return value if isinstance(value, int) and digits >= 0 else round(Fraction(value), digits)


FUNCTIONS = {
    "min": Function(min, 2, MANY),
    "max": Function(max, 2, MANY),
    "sqrt": Function(_sqrt),
    "log2": Function(_log2),
    "ceil": Function(_ceil),
    "floor": Function(_floor),
    "round": Function(_rounded, 1, 2),
}
OPERATORS: Mapping[type[ast.operator], Callable[..., Value]] = {
    ast.Add: _sum,
    ast.Sub: _difference,
    ast.Mult: operator.mul,
    ast.Div: _quotient,
    ast.FloorDiv: _floor_quotient,
    ast.Mod: _remainder,
    ast.Pow: _power,
}
SIGNS: Mapping[type[ast.unaryop], Callable[..., Value]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
