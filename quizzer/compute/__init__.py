"""Cards with fresh numbers: the formula checked, and numbers drawn and worked out. Pure."""

from quizzer.compute.arithmetic import LARGEST
from quizzer.compute.formula import Formula, FormulaError, is_name
from quizzer.compute.instances import braced, drawn, example
from quizzer.compute.vary import MOST_NAMES, MOST_VALUES, amount, attempt

__all__ = [
    "LARGEST",
    "MOST_NAMES",
    "MOST_VALUES",
    "Formula",
    "FormulaError",
    "amount",
    "attempt",
    "braced",
    "drawn",
    "example",
    "is_name",
]
