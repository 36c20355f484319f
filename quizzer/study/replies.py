"""What a learner answered: marked, and written down for the log."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import cast

from quizzer import marking
from quizzer.marking import Verdict
from quizzer.question import Question

Reply = str | Sequence[str] | Sequence[tuple[str, str]]
"""A text typed, options chosen or ordered, or pairs matched."""


def mark(question: Question, reply: Reply) -> Verdict:
    """What a reply is worth."""
    if isinstance(reply, str):
        return marking.typed(question.card, reply)
    if question.format == "match":
        return marking.matched(question, cast("Sequence[tuple[str, str]]", reply))
    given = cast("Sequence[str]", reply)
    if question.format == "order":
        return marking.ordered(question, given)
    return marking.chosen(question, given)


def logged(reply: Reply) -> str:
    """A reply as the log keeps it: a text as it is, options and pairs as JSON."""
    return reply if isinstance(reply, str) else json.dumps(list(reply), ensure_ascii=False)
