"""What can go wrong, said so that a person can mend it."""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "info"]


class QuizzerError(Exception):
    """Stops the present command: a line that says what and where, a hint that says what to do.

    `exit_code` is what the process ends with: 1 problems found, 2 wrong use, 3 could not read
    or write.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}: {self.hint}" if self.hint else self.message


class UsageError(QuizzerError):
    """The command or its arguments do not make sense as given."""

    exit_code = 2


class AccessError(QuizzerError):
    """A file, folder or database could not be read or written."""

    exit_code = 3


class Problem(NamedTuple):
    """One fault in a deck or note; problems are collected and reported whole.

    `line` and `column` are 1-based and count characters. `rule` is a stable id that scripts may
    rely on.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    card: str = ""

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}:{self.column}"
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{where}: {self.severity} {self.rule}: {self.message}{hint}"
