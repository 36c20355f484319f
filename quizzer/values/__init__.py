"""What a value is: numbers with units, ranges, dates, lists and other spellings."""

from quizzer.values.comparing import contains, equal, is_open, overlap, same_amount
from quizzer.values.lists import parts
from quizzer.values.numbers import Number, leeway, margin, number
from quizzer.values.spans import Span, spans
from quizzer.values.texts import NO_ALIASES, Aliases, normal

__all__ = [
    "NO_ALIASES",
    "Aliases",
    "Number",
    "Span",
    "contains",
    "equal",
    "is_open",
    "leeway",
    "margin",
    "normal",
    "number",
    "overlap",
    "parts",
    "same_amount",
    "spans",
]
