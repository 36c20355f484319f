"""The values that names in a formula take: read, tried and drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, product
from math import prod
from random import Random

from quizzer.compute.arithmetic import Value, exact
from quizzer.compute.formula import Formula, FormulaError
from quizzer.values import number

MOST_NAMES = 8
"""Names that may vary in one card."""
MOST_VALUES = 100
"""Values that one name may take."""

_STEPS = 300
"""Steps of a formula that are taken, in all, to try it when a card is read."""
_FEWEST_TRIED = 12
"""Combinations of values for which the longest formula is tried."""
_DRAWS = 100
"""Draws after which a combination is taken that was tried."""

Vary = Mapping[str, Sequence[str]]
"""The values of each name, as they are written."""

_SPELT = re.compile(r"[-+]?[0-9.][0-9A-Za-z., ^+-]*%?")


@lru_cache(maxsize=4096)
def amount(text: str) -> Value:
    """The number that is written under `vary`: `12288`, `12,288`, `0.5`, `7B`, `15%`, `1e-3`.

    Raises FormulaError for what is none: a text, one with a unit, or one with two readings (`2k`).
    """
    found = number(text) if _SPELT.fullmatch(text) else None
    if found is None or found.unit:
        raise FormulaError(
            f"`{text}` is no number", "write it plainly, without a unit, as 12288, 0.5 or 7B"
        )
    if found.binary is not None:
        hint = f"write {found.value:,f} or {found.binary:,f}"
        raise FormulaError(f"`{text}` may be two numbers", hint)
    try:
        return exact(found.value)
    except ArithmeticError as error:
        raise FormulaError(f"`{text}` {error}", "write another number") from None


def attempt(formula: Formula, vary: Vary) -> None:
    """Raises FormulaError for the first values for which the formula has no result.

    Tried are all combinations; or, where those are too many for a formula of its length, that of
    all the smallest values, that of all the largest, one with each value, and others, as many as
    there is time for.
    """
    amounts = [[(text, amount(text)) for text in texts] for texts in vary.values()]
    most = max(_FEWEST_TRIED, _STEPS // max(formula.steps, 1))
    are_few = prod(map(len, amounts)) <= most
    for values in islice(product(*amounts) if are_few else _some(amounts), most):
        try:
            formula({name: value for name, (_, value) in zip(vary, values, strict=True)})
        except FormulaError as error:
            spelt = zip(vary, values, strict=True)
            shown = ", ".join(f"{name} = {text}" for name, (text, _) in spelt)
            raise FormulaError(f"{error.message} for {shown}", error.hint) from None


_Spelt = tuple[str, Value]


def _some(amounts: Sequence[Sequence[_Spelt]]) -> Iterator[tuple[_Spelt, ...]]:
    """The combinations to try of too many, without end."""
    yield tuple(min(several, key=_value) for several in amounts)
    yield tuple(max(several, key=_value) for several in amounts)
    for at in range(max(map(len, amounts))):
        yield tuple(several[at % len(several)] for several in amounts)
    rng = Random(0)
    while True:
        yield tuple(map(rng.choice, amounts))


def _value(spelt: _Spelt) -> Value:
    return spelt[1]


def draw(formula: Formula, vary: Vary, rng: Random) -> tuple[dict[str, str], Value]:
    """Values for which there is a result, as they are written, and that result."""
    for _ in range(_DRAWS):
        spelt = {name: rng.choice(texts) for name, texts in vary.items()}
        try:
            return spelt, _result(formula, spelt)
        except FormulaError:
            continue
    spelt = {name: min(texts, key=amount) for name, texts in vary.items()}
    return spelt, _result(formula, spelt)


def _result(formula: Formula, spelt: Mapping[str, str]) -> Value:
    return formula({name: amount(text) for name, text in spelt.items()})
