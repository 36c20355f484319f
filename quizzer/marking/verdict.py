"""What an answer is worth, and what was wrong in it."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["right", "nearly", "wrong"]


class Slip(NamedTuple):
    """One thing that was wrong: what was given, and what was expected there.

    Of an order `expected` belongs before `given`, which it was put right after; in a match
    `given` is the left side that `expected` goes with.
    """

    kind: Literal["typed", "chosen", "extra", "missing", "order", "match"]
    given: str = ""
    expected: str = ""


class Verdict(NamedTuple):
    """How an answer was marked: `nearly` is a slip that the learner is left to judge.

    `slips` say what was wrong, where something was answered.
    """

    kind: Kind
    slips: tuple[Slip, ...] = ()


RIGHT = Verdict("right")
