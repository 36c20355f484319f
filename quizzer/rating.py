"""How an answer becomes the rating that is suggested for it.

| verdict | asked by choice | asked otherwise |
|---|---|---|
| right | Good | Good |
| right after more than 30 s | Hard | Good |
| right after more than 90 s | Hard | Hard |
| nearly | Hard | Hard |
| wrong | Again | Again |

A right choice is weaker evidence than a right recall: of four options every fourth guess is right.
So, whatever it is rated, it brings a card to maturity and no further (`schedule.steps`). What is
answered in the head has no verdict; Good is suggested, and Easy always is the learner's to say.
"""

from __future__ import annotations

from quizzer.marking import Verdict
from quizzer.question import Format
from quizzer.schedule.fsrs import Rating

_SLOW = {"choice": 30_000}
_SLOW_ELSE = 90_000
"""Milliseconds after which a right answer was found rather than known."""


def suggested(asked: Format, verdict: Verdict, took: int) -> Rating:
    """The rating for an answer that took so many ms."""
    if verdict.kind == "wrong":
        return Rating.AGAIN
    slow = took > _SLOW.get(asked, _SLOW_ELSE)
    return Rating.HARD if slow or verdict.kind == "nearly" else Rating.GOOD
