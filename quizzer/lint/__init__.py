"""Card-writing rules: what makes a card hard to learn or impossible to rate, and how to mend it.

Whether a deck can be read at all is not their business; see `quizzer.parse`.
"""

from __future__ import annotations

from quizzer.lint.linter import Told, chosen, explained, lint, problems
from quizzer.lint.nearby import Nearby
from quizzer.lint.page import Page, Record
from quizzer.lint.rule import Rule
from quizzer.lint.table import ERRORS, RULES

__all__ = [
    "ERRORS",
    "RULES",
    "Nearby",
    "Page",
    "Record",
    "Rule",
    "Told",
    "chosen",
    "explained",
    "lint",
    "problems",
]
