"""Cards with fresh numbers: formulas, read and evaluated within bounds, and instances of cards.

A formula is arithmetic as Python writes it. Python's parser sees it only when nothing stands in it
but numbers, known names, operators and brackets; its syntax tree is checked before it is evaluated,
and each result on the way before the next step. So no card takes noticeable time or memory.
"""

from __future__ import annotations

import ast
import math
import operator
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain, product
from keyword import iskeyword
from random import Random
from typing import NamedTuple

from quizzer.card import Card
from quizzer.values import number

LONGEST = 300
"""Characters of a formula."""
DEEPEST = 50
"""Steps of a formula that wait for one another, as in a sum of so many terms."""
LARGEST = 10**40
"""How far from zero a value, the result of any step, and so the answer, may be."""
MOST_NAMES = 8
"""Names that may vary in one card."""

_TRIED = 1000
"""Combinations of values up to which all are tried when a card is read."""
_DRAWS = 100
"""Draws after which a combination is taken that was tried."""
_ROUNDED = "0.5%"
"""How far off one may be if the answer cannot be written whole: three digits are enough."""

Value = int | float
_Step = Callable[[Mapping[str, Value]], Value]


class FormulaError(ValueError):
    """What is wrong with a formula, a value or a name, and what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class _Function(NamedTuple):
    """What a formula may call, and how many numbers it takes."""

    call: Callable[..., Value]
    fewest: int = 1
    most: int = 1


def _power(base: Value, exponent: Value) -> Value:
    """A power that is refused, where it is whole, before it is too large to be computed."""
    if isinstance(base, int) and isinstance(exponent, int):
        least_bits = exponent * (abs(base).bit_length() - 1)
        if least_bits > LARGEST.bit_length():
            raise OverflowError
    result: Value | complex = base**exponent
    if isinstance(result, complex):
        raise ValueError
    return result


def _rounded(value: Value, digits: Value | None = None) -> Value:
    if digits is None:
        return round(value)
    if not isinstance(digits, int) or abs(digits) >= LONGEST:
        raise ValueError
    return round(value, digits)


_FUNCTIONS = {
    "min": _Function(min, 2, LONGEST),
    "max": _Function(max, 2, LONGEST),
    "sqrt": _Function(math.sqrt),
    "log2": _Function(math.log2),
    "ceil": _Function(math.ceil),
    "floor": _Function(math.floor),
    "round": _Function(_rounded, 1, 2),
}
_OPERATORS: Mapping[type[ast.operator], Callable[..., Value]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: _power,
}
_SIGNS: Mapping[type[ast.unaryop], Callable[..., Value]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}

_NAME = r"[^\W\d²³][^\W²³]*"
_ADMITTED = re.compile(
    rf"(?:\s|[-+*/%(),]|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?(?![\w.])|{_NAME})*"
)
_NAMES = re.compile(rf"(?<![\w.]){_NAME}")
_FIRST = re.compile(r"[\w.]+|\S")
_GROUPED = re.compile(r"[0-9],[0-9]")
_UNGROUPED = "write digits without commas, as 12288"
_ALL = f"numbers, names from `vary`, + - * / // % ** ( ), {' '.join(_FUNCTIONS)}: nothing else"
_INSTEAD = {
    "^": "write ** for ^",
    "×": "write * for ×",
    "·": "write * for ·",
    "÷": "write / for ÷",
    "−": "write - for −",
    "²": "write **2 for ²",
    "³": "write **3 for ³",
    "=": "write only what stands right of the equals sign",
}


def is_name(name: str) -> bool:
    """Whether a value may be called so in a formula."""
    is_plain = name.isidentifier() and unicodedata.is_normalized("NFKC", name)
    return is_plain and not iskeyword(name) and name not in _FUNCTIONS


class Formula:
    """A formula over values by name. Raises FormulaError for the first thing wrong in its text."""

    def __init__(self, text: str, names: Collection[str]) -> None:
        if len(text) > LONGEST:
            message = f"the formula has {len(text):,} characters, and {LONGEST} are the most"
            raise FormulaError(message, "leave out what is not asked for")
        rest = text[_end_of_admitted(text) :]
        if sign := _FIRST.match(rest):
            raise _foreign(sign[0])
        for name in _NAMES.findall(text):
            if name not in names and name not in _FUNCTIONS:
                hint = f"there are {', '.join(names)} and the functions {', '.join(_FUNCTIONS)}"
                raise FormulaError(f"`{name}` is not in `vary`", hint)
        try:
            tree = ast.parse(text.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            hint = "see that each bracket has its twin, and each operator a number on both sides"
            if _GROUPED.search(text):
                hint = _UNGROUPED
            raise FormulaError(f"`{text}` is no formula", hint) from None
        self._evaluate = _step(tree, 0)

    def __call__(self, values: Mapping[str, Value]) -> Value:
        """The result, exact where all steps are whole; FormulaError where there is none."""
        try:
            return _checked(self._evaluate(values))
        except ZeroDivisionError:
            message = "divides by zero"
        except OverflowError:
            message = "goes beyond 10^40"
        except ValueError:
            message = "has no real value"
        hint = "change the formula, or the values in `vary`"
        raise FormulaError(f"`compute` {message}", hint)


def _foreign(sign: str) -> FormulaError:
    if sign[0].isdecimal():
        hint = "write * between a number and a name, as 12 * n"
        return FormulaError(f"`{sign}` is no number", hint)
    hint = _INSTEAD.get(sign, f"it may hold {_ALL}")
    return FormulaError(f"`{sign}` has no place in a formula", hint)


def _end_of_admitted(text: str) -> int:
    found = _ADMITTED.match(text)
    return found.end() if found else 0


def _step(node: ast.expr, depth: int) -> _Step:
    """What evaluates a part of a formula."""
    if depth > DEEPEST:
        raise FormulaError("the formula has too many steps", "leave out what is not asked for")
    match node:
        case ast.Constant(value=int() | float() as value):
            return lambda _: value
        case ast.Name(id=name) if name not in _FUNCTIONS:
            return lambda values: values[name]
        case ast.UnaryOp(op=sign, operand=operand) if type(sign) in _SIGNS:
            return _applied(_SIGNS[type(sign)], [_step(operand, depth + 1)])
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            sides = [_step(side, depth + 1) for side in (left, right)]
            return _applied(_OPERATORS[type(op)], sides)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _FUNCTIONS:
            function = _FUNCTIONS[name]
            if function.fewest <= len(args) <= function.most:
                return _applied(function.call, [_step(arg, depth + 1) for arg in args])
    raise _misplaced(node)


def _applied(call: Callable[..., Value], arguments: Sequence[_Step]) -> _Step:
    return lambda values: _checked(call(*[argument(values) for argument in arguments]))


def _checked(result: Value) -> Value:
    if -LARGEST <= result <= LARGEST:
        return result
    raise OverflowError


def _misplaced(node: ast.expr) -> FormulaError:
    """What to say of a part that is no arithmetic."""
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in _FUNCTIONS:
            takes = {1: "one number", 2: "one number or two", LONGEST: "two numbers or more"}
            message = f"`{name}` takes {takes[_FUNCTIONS[name].most]}"
            return FormulaError(message, f"write them behind one another: {name}(...)")
        case ast.Call():
            return FormulaError(
                f"`{ast.unparse(node)}` calls what is no function", "write * before the bracket"
            )
        case ast.Name(id=name):
            return FormulaError(f"`{name}` is a function", f"write {name}(...)")
        case ast.Tuple():
            return FormulaError("a comma stands outside the brackets of a function", _UNGROUPED)
    return FormulaError(f"`{ast.unparse(node)}` has no place in a formula", f"it may hold {_ALL}")


# Values


_SPELT = re.compile(r"[-+]?[0-9.][0-9A-Za-z., ^+-]*%?")


def amount(text: str) -> Value:
    """The number that is written under `vary`: `12288`, `12,288`, `0.5`, `7B`, `15%`, `1e-3`.

    Raises FormulaError for what is none: a text, one with a unit, or one with two readings (`2k`).
    """
    found = number(text) if _SPELT.fullmatch(text) else None
    if found is None or found.unit or abs(found.value) > LARGEST:
        raise FormulaError(
            f"`{text}` is no number", "write it plainly, without a unit, as 12288, 0.5 or 7B"
        )
    if found.binary is not None:
        hint = f"write {found.value:,f} or {found.binary:,f}"
        raise FormulaError(f"`{text}` may be two numbers", hint)
    is_whole = found.value == found.value.to_integral_value()
    return int(found.value) if is_whole else float(found.value)


Vary = Mapping[str, Sequence[str]]
"""The values of each name, as they are written."""


def attempt(formula: Formula, vary: Vary) -> None:
    """Raises FormulaError for the first values for which the formula has no result.

    Tried are all combinations, or, of very many, those of the smallest and largest values and
    some others.
    """
    amounts = [[amount(text) for text in texts] for texts in vary.values()]
    for values in _combinations(amounts):
        try:
            formula(dict(zip(vary, values, strict=True)))
        except FormulaError as error:
            shown = ", ".join(f"{name} = {value}" for name, value in zip(vary, values, strict=True))
            raise FormulaError(f"{error.message} for {shown}", error.hint) from None


def _combinations(amounts: Sequence[Sequence[Value]]) -> Iterable[tuple[Value, ...]]:
    if math.prod(map(len, amounts)) <= _TRIED:
        return product(*amounts)
    ends = product(*({min(several), max(several)} for several in amounts))
    rng = Random(0)
    others = (tuple(map(rng.choice, amounts)) for _ in range(_TRIED))
    return chain(ends, others)


# Instances


_BRACED = re.compile(rf"(?:(?P<tex>\\[A-Za-z]+)|(?P<held>(?<=[\^_}}\]])))?\{{(?P<name>{_NAME})\}}")


def braced(question: str) -> set[str]:
    """The names that stand in braces in a question."""
    return {found["name"] for found in _BRACED.finditer(question)}


def drawn(card: Card, rng: Random) -> Card:
    """The card with numbers: in its question, as its answer, and worked out first in its `why`.

    The same for the same state of `rng`. A card in which nothing varies stays as it is.
    """
    if not card.vary:
        return card
    vary = dict(card.vary)
    formula = Formula(card.compute, vary)
    spelt, result = _draw(formula, vary, rng)
    shown, is_exact = _shown(result)
    answer = shown + card.unit if card.unit == "%" else f"{shown} {card.unit}".rstrip()
    worked = f"`{_worked(card.compute, spelt)} {'=' if is_exact else '≈'} {answer}`"
    return card._replace(
        question=_filled(card.question, spelt),
        answer=answer,
        tolerance=card.tolerance or ("" if is_exact else _ROUNDED),
        why="\n\n".join(filter(None, (worked, card.why))),
        vary=(),
    )


def example(card: Card) -> Card:
    """One instance of a card, always the same."""
    return drawn(card, Random(card.id))


def _draw(formula: Formula, vary: Vary, rng: Random) -> tuple[dict[str, str], Value]:
    """Values for which there is a result, as they are written, and that result."""
    for _ in range(_DRAWS):
        spelt = {name: rng.choice(texts) for name, texts in vary.items()}
        try:
            return spelt, formula({name: amount(text) for name, text in spelt.items()})
        except FormulaError:
            continue
    spelt = {name: min(texts, key=amount) for name, texts in vary.items()}
    return spelt, formula({name: amount(text) for name, text in spelt.items()})


def _filled(question: str, spelt: Mapping[str, str]) -> str:
    """The question with values for names; braces that TeX needs stay."""

    def value(found: re.Match[str]) -> str:
        text = spelt.get(found["name"])
        if text is None:
            return found[0]
        if found["tex"] is None and found["held"] is None:
            return text
        return f"{found['tex'] or ''}{{{text}}}"

    return _BRACED.sub(value, question)


_UNBROKEN = re.compile(r"[\w.]+")


def _worked(formula: str, spelt: Mapping[str, str]) -> str:
    """The formula with values for names."""

    def value(found: re.Match[str]) -> str:
        text = spelt.get(found[0], found[0]).replace(",", "")
        return text if _UNBROKEN.fullmatch(text) else f"({text})"

    return _NAMES.sub(value, formula)


_DIGITS = 6


def _shown(result: Value) -> tuple[str, bool]:
    """A result as it is read, and whether that is all of it; else it has six digits."""
    if isinstance(result, int):
        return f"{result:,}", True
    size = abs(result)
    if size and not 1e-4 <= size < 1e15:
        text = f"{result:.{_DIGITS}g}"
    else:
        decimals = max(0, _DIGITS - 1 - math.floor(math.log10(size))) if size else 0
        text = f"{result:,.{decimals}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    return text, math.isclose(float(text.replace(",", "")), result, rel_tol=1e-12)
