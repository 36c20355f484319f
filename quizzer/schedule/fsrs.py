"""FSRS-6, the Free Spaced Repetition Scheduler: how a memory strengthens and fades.

The equations and the default parameters are those published by Jarrett Ye and the
open-spaced-repetition project, as fsrs-rs and Anki compute them:
https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm

Ratings are 1 again, 2 hard, 3 good, 4 easy; times are in days. `w` stands for the 21 parameters,
as it does in the publication.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

DEFAULT_PARAMETERS: tuple[float, ...] = (
    *(0.212, 1.2931, 2.3065, 8.2956),  # first stability, by rating
    *(6.4133, 0.8334, 3.0194, 0.001),  # difficulty
    *(1.8722, 0.1666, 0.796),  # stability after recall
    *(1.4835, 0.0614, 0.2629, 1.6483),  # stability after forgetting
    *(0.6014, 1.8729),  # hard and easy
    *(0.5425, 0.0912, 0.0658),  # stability within a day
    0.1542,  # how the forgetting curve decays
)
"""The published defaults, fitted to the reviews of many learners."""

_BOUNDS = (
    *((0.001, 100.0),) * 4,
    *((1.0, 10.0), (0.001, 4.0), (0.001, 4.0), (0.001, 0.75)),
    *((0.0, 4.5), (0.0, 0.8), (0.001, 3.5)),
    *((0.001, 5.0), (0.001, 0.25), (0.001, 0.9), (0.0, 4.0)),
    *((0.0, 1.0), (1.0, 6.0)),
    *((0.0, 2.0), (0.0, 2.0), (0.0, 0.8)),
    (0.1, 0.8),
)

MIN_STABILITY, MAX_STABILITY = 0.001, 36500.0
MIN_DIFFICULTY, MAX_DIFFICULTY = 1.0, 10.0


class Rating(IntEnum):
    """How an answer went, in the learner's own judgement."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Trace(NamedTuple):
    """What is left in memory of a card.

    `stability` is the time in days after which it is recalled with a probability of 0.9, from
    0.001 to 36500; `difficulty` runs from 1 to 10.
    """

    stability: float
    difficulty: float


def check(parameters: Sequence[float]) -> list[str]:
    """Every fault of a set of parameters, said in a line each; the bounds are those of py-fsrs."""
    if len(parameters) != len(_BOUNDS):
        return [f"FSRS-6 takes {len(_BOUNDS)} parameters, not {len(parameters)}"]
    return [
        f"w[{number}] is {value} and must be from {low:g} to {high:g}"
        for number, (value, (low, high)) in enumerate(zip(parameters, _BOUNDS, strict=True))
        if not low <= value <= high
    ]


def first(rating: int, w: Sequence[float] = DEFAULT_PARAMETERS) -> Trace:
    """The trace that the first answer leaves. Raises ValueError if `rating` is not 1 to 4."""
    _known(rating)
    return _trace(w[rating - 1], _first_difficulty(rating, w))


def after(
    trace: Trace, rating: int, elapsed_days: float, w: Sequence[float] = DEFAULT_PARAMETERS
) -> Trace:
    """The trace that a further answer leaves, `elapsed_days` after the last one.

    On the same day (less than 1, or negative) the short-term equation holds. Raises ValueError
    if `rating` is not 1 to 4.
    """
    _known(rating)
    if elapsed_days < 1:
        stability = _same_day(trace.stability, rating, w)
    elif rating == Rating.AGAIN:
        stability = _forgotten(trace, retrievability(trace.stability, elapsed_days, w), w)
    else:
        stability = _recalled(trace, retrievability(trace.stability, elapsed_days, w), rating, w)
    return _trace(stability, _next_difficulty(trace.difficulty, rating, w))


def retrievability(
    stability: float, elapsed_days: float, w: Sequence[float] = DEFAULT_PARAMETERS
) -> float:
    """The probability (0 to 1) of recalling a card `elapsed_days` after its last answer."""
    return math.pow(1 + _factor(w) * max(elapsed_days, 0) / stability, -w[20])


def interval(stability: float, retention: float, w: Sequence[float] = DEFAULT_PARAMETERS) -> float:
    """The days after which the probability of recall has fallen to `retention` (0 to 1)."""
    return stability / _factor(w) * (math.pow(retention, -1 / w[20]) - 1)


def _known(rating: int) -> None:
    if rating not in (1, 2, 3, 4):
        raise ValueError(f"a rating is 1, 2, 3 or 4, not {rating}")


def _factor(w: Sequence[float]) -> float:
    """Scales the forgetting curve so that it passes 0.9 when the stability has gone by."""
    return math.pow(0.9, -1 / w[20]) - 1


def _trace(stability: float, difficulty: float) -> Trace:
    return Trace(
        min(max(stability, MIN_STABILITY), MAX_STABILITY),
        min(max(difficulty, MIN_DIFFICULTY), MAX_DIFFICULTY),
    )


def _first_difficulty(rating: int, w: Sequence[float]) -> float:
    return w[4] - math.exp(w[5] * (rating - 1)) + 1


def _next_difficulty(difficulty: float, rating: int, w: Sequence[float]) -> float:
    """A step away from good, damped towards 10, then drawn a little towards an easy card's."""
    stepped = difficulty - w[6] * (rating - 3) * (10 - difficulty) / 9
    return w[7] * _first_difficulty(Rating.EASY, w) + (1 - w[7]) * stepped


def _same_day(stability: float, rating: int, w: Sequence[float]) -> float:
    growth = math.exp(w[17] * (rating - 3 + w[18])) * math.pow(stability, -w[19])
    return stability * (growth if rating == Rating.AGAIN else max(growth, 1.0))


def _recalled(trace: Trace, recall: float, rating: int, w: Sequence[float]) -> float:
    stability, difficulty = trace
    growth = math.exp(w[8]) * (11 - difficulty) * math.pow(stability, -w[9])
    growth *= math.exp(w[10] * (1 - recall)) - 1
    if rating == Rating.HARD:
        growth *= w[15]
    elif rating == Rating.EASY:
        growth *= w[16]
    return stability * (1 + growth)


def _forgotten(trace: Trace, recall: float, w: Sequence[float]) -> float:
    stability, difficulty = trace
    left = w[11] * math.pow(difficulty, -w[12]) * (math.pow(stability + 1, w[13]) - 1)
    return min(left * math.exp(w[14] * (1 - recall)), stability / math.exp(w[17] * w[18]))
