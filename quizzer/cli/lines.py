"""Lines in and lines out, and nothing that a terminal would obey: what plain sessions share."""

from __future__ import annotations

import re
from typing import TextIO

from quizzer.card import LETTERS
from quizzer.question import Question
from quizzer.terminal import visible
from quizzer.wording import asked_for, one_line, plain, question_text

_COMMAND = re.compile(r":(?:[^\W\d_]+|\?)")


class Left(Exception):  # noqa: N818
    """The learner said `:q`, or their lines came to an end."""


class Lines:
    """Writes lines to `out` and reads replies from `lines`, each after `> `."""

    def __init__(self, lines: TextIO, out: TextIO) -> None:
        self._lines = lines
        self._out = out

    def say(self, text: str = "") -> None:
        """Write a line, or several."""
        self._out.write(visible(text) + "\n")

    def read(self) -> str:
        """The next reply without the space around it. Raises Left where there is none."""
        self._out.write("> ")
        self._out.flush()
        line = self._lines.readline()
        if not self._lines.isatty():
            self.say()
        if not line or line.strip() == ":q":
            raise Left
        return line.strip()

    def ask(self, question: Question) -> None:
        """Write a question, and what there is to choose, order or match."""
        if says := asked_for(question):
            self.say(says)
        self.say(plain(question_text(question.card)))
        for number, left in enumerate(question.left, 1):
            self.say(f"{number}) {one_line(left)}")
        for letter, option in zip(LETTERS, question.options, strict=False):
            self.say(f"{letter}) {one_line(option)}")


def is_command(line: str, question: Question) -> bool:
    """Whether a line is a command, known or not, and no reply.

    What is typed may well begin with a colon: there a command is letters behind one, and nothing
    else, on a card of which no answer begins so.
    """
    if question.options or question.format in ("recall", "number"):
        return line.startswith(":")
    answers = (str(question.card.answer), *question.card.accept)
    begins_so = any(answer.lstrip("`").startswith(":") for answer in answers)
    return not begins_so and _COMMAND.fullmatch(line) is not None
