"""What a rule of the linter is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from quizzer.errors import Severity
from quizzer.lint.page import Finding, Page

Find = Callable[[Page], Iterator[Finding]]
"""Finds the cards of a page that break a rule."""


class Rule(NamedTuple):
    """A rule on how cards are written; `title` says what it finds."""

    id: str
    severity: Severity
    title: str
    find: Find
