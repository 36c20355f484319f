"""Formulas: arithmetic as Python writes it, read and evaluated within bounds.

Python's parser sees a formula only when nothing stands in it but numbers, known names, operators
and brackets; its syntax tree is checked before it is evaluated, and each result on the way before
the next step. So no formula takes noticeable time or memory.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from keyword import iskeyword

from quizzer.compute.arithmetic import (
    FUNCTIONS,
    MANY,
    OPERATORS,
    SIGNS,
    NoResultError,
    Value,
    bounded,
    exact,
)

LONGEST = 300
"""Characters of a formula."""
DEEPEST = 50
"""Steps of a formula that wait for one another, as in a sum of so many terms."""

_STEPS = (ast.BinOp, ast.UnaryOp, ast.Call)
_Step = Callable[[Mapping[str, Value]], Value]


class FormulaError(ValueError):
    """What is wrong with a formula, a value or a name, and what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


NAME = r"[^\W\d²³][^\W²³]*"
_ADMITTED = re.compile(
    rf"(?:\s|[-+*/%(),]|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?(?![\w.])|{NAME})*"
)
NAMES = re.compile(rf"(?<![\w.]){NAME}")
_FIRST = re.compile(r"[\w.]+|\S")
_GROUPED = re.compile(r"[0-9],[0-9]")
_UNGROUPED = "write digits without commas, as 12288"
_ALL = f"numbers, names from `vary`, + - * / // % ** ( ), {' '.join(FUNCTIONS)}: nothing else"
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
    return is_plain and not iskeyword(name) and name not in FUNCTIONS


class Formula:
    """A formula over values by name. Raises FormulaError for the first thing wrong in its text.

    `steps` counts its operations.
    """

    def __init__(self, text: str, names: Collection[str]) -> None:
        if len(text) > LONGEST:
            message = f"the formula has {len(text):,} characters, and {LONGEST} are the most"
            raise FormulaError(message, "leave out what is not asked for")
        rest = text[_end_of_admitted(text) :]
        if sign := _FIRST.match(rest):
            raise _foreign(sign[0])
        for name in NAMES.findall(text):
            if name not in names and name not in FUNCTIONS:
                hint = f"there are {', '.join(names)} and the functions {', '.join(FUNCTIONS)}"
                raise FormulaError(f"`{name}` is not in `vary`", hint)
        try:
            tree = ast.parse(text.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            hint = "see that each bracket has its twin, and each operator a number on both sides"
            if _GROUPED.search(text):
                hint = _UNGROUPED
            raise FormulaError(f"`{text}` is no formula", hint) from None
        self.steps = sum(isinstance(node, _STEPS) for node in ast.walk(tree))
        try:
            self._evaluate = _step(tree, 0, text.strip())
        except NoResultError as error:
            hint = "write another number"
            raise FormulaError(f"a number in the formula {error}", hint) from None

    def __call__(self, values: Mapping[str, Value]) -> Value:
        """The result, exact where all steps are rational; FormulaError where there is none."""
        try:
            return self._evaluate(values)
        except ZeroDivisionError:
            why = "divides by zero"
        except NoResultError as error:
            why = str(error)
        raise FormulaError(f"`compute` {why}", "change the formula, or the values in `vary`")


def _foreign(sign: str) -> FormulaError:
    if sign[0].isdecimal():
        hint = "write * between a number and a name, as 12 * n"
        return FormulaError(f"`{sign}` is no number", hint)
    hint = _INSTEAD.get(sign, f"it may hold {_ALL}")
    return FormulaError(f"`{sign}` has no place in a formula", hint)


def _end_of_admitted(text: str) -> int:
    found = _ADMITTED.match(text)
    return found.end() if found else 0


def _step(node: ast.expr, depth: int, text: str) -> _Step:
    """What evaluates a part of a formula."""
    if depth > DEEPEST:
        raise FormulaError("the formula has too many steps", "leave out what is not asked for")
    match node:
        case ast.Constant(value=int() | float()):
            value = exact(Decimal(ast.get_source_segment(text, node) or ""))
            return lambda _: value
        case ast.Name(id=name) if name not in FUNCTIONS:
            return lambda values: values[name]
        case ast.UnaryOp(op=sign, operand=operand) if type(sign) in SIGNS:
            return _applied(SIGNS[type(sign)], [_step(operand, depth + 1, text)])
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            sides = [_step(side, depth + 1, text) for side in (left, right)]
            return _applied(OPERATORS[type(op)], sides)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
            function = FUNCTIONS[name]
            if function.fewest <= len(args) <= function.most:
                return _applied(function.call, [_step(arg, depth + 1, text) for arg in args])
    raise _misplaced(node)


def _applied(call: Callable[..., Value], arguments: Sequence[_Step]) -> _Step:
    return lambda values: bounded(call(*[argument(values) for argument in arguments]))


def _misplaced(node: ast.expr) -> FormulaError:
    """What to say of a part that is no arithmetic."""
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in FUNCTIONS:
            takes = {1: "one number", 2: "one number or two", MANY: "two numbers or more"}
            message = f"`{name}` takes {takes[FUNCTIONS[name].most]}"
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
