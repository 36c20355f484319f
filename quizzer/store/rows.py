"""The rows of the log, and where a card stands because of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from quizzer.schedule.steps import Memory


class Stamp(NamedTuple):
    """When and where a row was written; rows are ordered by (at, device, seq).

    `at` is UTC in milliseconds, `offset` local time minus UTC in minutes.
    """

    at: int
    device: str
    seq: int
    offset: int


class Review(NamedTuple):
    """One answer: `took` is the time from question to rating in milliseconds.

    `asked` names the format (recall, typed, choice, ...), `reply` is what was typed or chosen;
    `practice` leaves the card's memory as it is.
    """

    card: str
    rating: int
    asked: str
    took: int
    reply: str = ""
    practice: bool = False


class Act(NamedTuple):
    """Anything but an answer that changes what is due or remembered.

    `kind` is undo, suspend, unsuspend, bury, deck, settings, welcome; relink (the card's history
    is that of the card with the id in `data`) or apart (it is not); keep or relearn (what the
    learner said to another answer); forget. Some change nothing that is due: confidence (how sure
    the learner was of the next answer), and quiz, drill, quiz-answer, quiz-flag, quiz-pause,
    quiz-end.
    """

    kind: str
    card: str = ""
    data: Mapping[str, Any] = {}


class Standing(NamedTuple):
    """Where a card stands: its memory (None: never answered), and whether it is put aside.

    `suspended` is what the learner said, None where nothing was said; `buried` is the learner's
    day for which the card is put aside, 0 for none.
    """

    memory: Memory | None = None
    suspended: bool | None = None
    buried: int = 0
