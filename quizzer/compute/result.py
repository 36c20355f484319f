"""Results as they are read: with as many digits as the tolerance is worth, and in larger units."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import NamedTuple

from quizzer.compute.arithmetic import Value
from quizzer.values import Number, margin, number

_ROUNDED = "0.5%"
"""How far off one may be, unless the card says, if the answer is not whole."""

_FEWEST = 3
_SHORT = 5
"""Digits up to which a result is not rounded."""
_MOST = 30
_FINER = 10
"""How many times finer than the tolerance the answer is rounded."""
_PLAIN = Decimal("1e-4"), Decimal("1e15")
"""Sizes from and below which a number is written without a power of ten."""


class Shown(NamedTuple):
    """A result as it is read, and whether that is all of it."""

    text: str
    is_exact: bool


def shown(result: Value, tolerance: str) -> Shown:
    """A result in digits: whole numbers to the last, others to a tenth of the tolerance."""
    full = _decimal(result)
    size = abs(full)
    digits = _digits(size, tolerance)
    short = _to(full, max(digits, _SHORT))
    if not isinstance(result, float) and Fraction(short) == result:
        return Shown(_text(short), is_exact=True)
    if isinstance(result, int) and (size < _PLAIN[1] or not margin(tolerance, Number(size))):
        return Shown(f"{result:,}", is_exact=True)
    if size < _PLAIN[1]:
        digits = max(digits, full.adjusted() + 1)
    return Shown(_text(_to(full, digits)), is_exact=False)


def tolerated(result: Value, tolerance: str) -> str:
    """How far off one may be: where the card does not say, a whole number has to be met."""
    if margin(tolerance, Number(Decimal(1))):
        return tolerance
    return "" if isinstance(result, int) else _ROUNDED


_BYTES = ("B", "byte", "bytes")
_DECIMAL_BYTES = ("B", "kB", "MB", "GB", "TB")
_BINARY_BYTES = ("B", "KiB", "MiB", "GiB", "TiB")
_SCALES = ("", "thousand", "million", "billion", "trillion")
_LONG = 10**4, 10**6
"""Bytes and other numbers that are given in larger units too."""


def otherwise(result: Value, unit: str) -> tuple[str, ...]:
    """A long number in larger units: bytes in GB and in GiB, others in billions."""
    size = abs(_decimal(result))
    if size >= _PLAIN[1]:
        return ()
    if unit in _BYTES:
        if size < _LONG[0]:
            return ()
        return _scaled(result, 1000, _DECIMAL_BYTES), _scaled(result, 1024, _BINARY_BYTES)
    counted = number(f"1 {unit}") if unit else None
    if size >= _LONG[1] and (counted is None or counted.value == 1):
        return (_scaled(result, 1000, _SCALES),)
    return ()


def _scaled(result: Value, step: int, names: tuple[str, ...]) -> str:
    """A number with three digits or all that are whole, in the largest unit that it fills."""
    value, (name, *larger) = _decimal(result), names
    while larger and abs(_to(value, _FEWEST)) >= step:
        value /= step
        name, *larger = larger
    return f"{_text(_to(value, max(_FEWEST, value.adjusted() + 1)))} {name}"


def _digits(size: Decimal, tolerance: str) -> int:
    """Digits that a result is rounded to."""
    if not size:
        return _FEWEST
    allowed = margin(tolerance, Number(size)) or margin(_ROUNDED, Number(size))
    needed = size.adjusted() - (2 * allowed / _FINER).adjusted() + 1
    return min(max(_FEWEST, needed), _MOST)


def _decimal(value: Value) -> Decimal:
    above, below = value.as_integer_ratio()
    return Context(prec=60).divide(Decimal(above), Decimal(below))


def _to(value: Decimal, digits: int) -> Decimal:
    return Context(prec=digits, rounding=ROUND_HALF_UP).plus(value)


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def _text(value: Decimal) -> str:
    """A number in digits, in groups of three; if very large or small, with a power of ten."""
    least, most = _PLAIN
    if value and not least <= abs(value) < most:
        power = value.adjusted()
        return f"{_plain(value.scaleb(-power))} × 10{str(power).translate(_RAISED)}"
    return _plain(value)


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
