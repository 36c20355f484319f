"""When a card comes back: short steps while it is learnt, then FSRS's intervals of whole days.

The behaviour is Anki's with FSRS switched on. Intervals of days are fuzzed, so that cards learnt
together drift apart, but not by chance: the same card with as many answers behind it always gets
the same interval, and a log replayed gives the same due dates.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from quizzer.schedule import days, fsrs
from quizzer.schedule.fsrs import Rating, Trace

_DAY = 86_400
_YEAR = 365 * _DAY
_MONTH = _YEAR / 12
_UNITS = (
    ("s", 1, 60, 0),
    ("m", 60, 3600, 0),
    ("h", 3600, _DAY, 1),
    ("d", _DAY, _MONTH, 0),
    ("mo", _MONTH, _YEAR, 1),
    ("y", _YEAR, float("inf"), 1),
)


class Settings(NamedTuple):
    """What the learner can set: the steps are in seconds, the intervals in days.

    `retention` is the probability of recall at which a card is to come back; the learner's day
    begins at `day_starts` o'clock.
    """

    parameters: tuple[float, ...] = fsrs.DEFAULT_PARAMETERS
    retention: float = 0.9
    learning: tuple[int, ...] = (60, 600)
    relearning: tuple[int, ...] = (600,)
    maximum_interval: int = 36500
    day_starts: int = days.STARTS
    fuzz: bool = True


class State(IntEnum):
    """How far a card has come."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


_UNLEARNT = (State.NEW, State.LEARNING)

MATURE = 21
"""Days of stability from which a card is mature, as Anki counts it."""

GUESSED = frozenset({"choice"})
"""The formats, as the log names them, in which a right answer may well be a guess."""


class Memory(NamedTuple):
    """Where an answered card stands.

    `due` is an instant (ms since 1970, UTC) in learning and relearning and a learner's day in
    review; `day` and `at` are the learner's day and the instant of the last answer, `first` the
    day of the first one. `step` counts from 0 and is 0 in review. `reps` counts all answers,
    `lapses` those that sent the card from review back to relearning.
    """

    state: State
    step: int
    stability: float
    difficulty: float
    due: int
    day: int
    at: int
    first: int
    reps: int
    lapses: int


def answer(
    memory: Memory | None,
    rating: int,
    at_ms: int,
    offset_min: int,
    settings: Settings,
    uid: str,
    asked: str = "recall",
) -> Memory:
    """Where a card stands after an answer (1 again to 4 easy), early, late or on its day.

    `memory` is None for a card that was never answered. What was `asked` in a way that can be
    guessed brings a card to maturity, but makes no mature card's stability or interval longer.
    Raises ValueError for any other rating.
    """
    today = days.day(at_ms, offset_min, settings.day_starts)
    before = memory or Memory(State.NEW, 0, 0.0, 0.0, at_ms, today, at_ms, today, 0, 0)
    elapsed = days.elapsed(before.day, before.at, today, at_ms)
    trace = _trace(before, rating, elapsed, settings)
    if asked in GUESSED:
        most = max(before.stability, MATURE)
        trace = trace._replace(stability=min(trace.stability, most))
    taken = _step(before, rating, settings)
    if taken is None:
        state, step = State.REVIEW, 0
        draw = _draw(uid, before.reps) if settings.fuzz else None
        due = today + _interval(before, rating, trace, elapsed, settings, draw)
        if asked in GUESSED and before.state == State.REVIEW:
            due = min(due, today + _longest_guessed(before, settings))
    else:
        step, seconds = taken
        state = State.LEARNING if before.state in _UNLEARNT else State.RELEARNING
        due = _moment(at_ms + 1000 * seconds, today, offset_min, settings.day_starts)
    lapsed = before.state == State.REVIEW and rating == Rating.AGAIN
    return Memory(
        state,
        step,
        *trace,
        due,
        today,
        at_ms,
        before.first,
        before.reps + 1,
        before.lapses + lapsed,
    )


def preview(
    memory: Memory | None,
    at_ms: int,
    offset_min: int,
    settings: Settings,
    uid: str,
    asked: str = "recall",
) -> tuple[Memory, Memory, Memory, Memory]:
    """What `answer` would give for again, hard, good and easy."""
    again, hard, good, easy = (
        answer(memory, rating, at_ms, offset_min, settings, uid, asked) for rating in Rating
    )
    return again, hard, good, easy


def wait(memory: Memory) -> int:
    """The seconds from a card's last answer until it is due; whole days for a card in review."""
    if memory.state == State.REVIEW:
        return (memory.due - memory.day) * _DAY
    return (memory.due - memory.at) // 1000


def fuzz_range(ideal: float, least: int, most: int) -> tuple[int, int]:
    """The shortest and longest interval in days that an ideal one may be fuzzed to.

    As in Anki: nothing below 2.5 days; from there a day either way and 15 % of what lies between
    2.5 and 7 days, 10 % up to 20, 5 % beyond; never below `least` or above `most`, which wins.
    """
    ideal = min(max(ideal, least), most)
    spread = 0.0
    if ideal >= 2.5:
        spread = 1 + 0.15 * (min(ideal, 7) - 2.5)
        spread += 0.1 * max(min(ideal, 20) - 7, 0) + 0.05 * max(ideal - 20, 0)
    low, high = _round(ideal - spread), _round(ideal + spread)
    return min(max(low, least), most), min(max(high, least), most)


def interval_text(seconds: float) -> str:
    """A length of time as on Anki's buttons: 30s, 10m, 1.5h, 3d, 2.5mo, 1.2y."""
    unit, size, _, decimals = next(row for row in _UNITS if seconds < row[2])
    scale = 10**decimals
    return f"{_round(seconds / size * scale) / scale:.{decimals}f}".removesuffix(".0") + unit


def _trace(before: Memory, rating: int, elapsed: int, settings: Settings) -> Trace:
    if before.state == State.NEW:
        return fsrs.first(rating, settings.parameters)
    trace = Trace(before.stability, before.difficulty)
    return fsrs.after(trace, rating, elapsed, settings.parameters)


def _step(before: Memory, rating: int, settings: Settings) -> tuple[int, int] | None:
    """The step that an answer leads to and its seconds; None if it leads to an interval of days.

    A card whose step no longer exists, because the learner now has fewer, is on the last one.
    """
    steps = settings.learning if before.state in _UNLEARNT else settings.relearning
    passed_review = before.state == State.REVIEW and rating != Rating.AGAIN
    if not steps or passed_review or rating == Rating.EASY:
        return None
    if rating == Rating.AGAIN:
        return 0, steps[0]
    step = min(before.step, len(steps) - 1)
    if rating == Rating.HARD:
        return step, steps[step] if step else _hard_first_step(steps)
    return (step + 1, steps[step + 1]) if step + 1 < len(steps) else None


def _hard_first_step(steps: tuple[int, ...]) -> int:
    """Between again and good, or half as much again where there is one step; whole days if long."""
    if len(steps) > 1:
        seconds = (steps[0] + steps[1]) // 2
    else:
        seconds = min(steps[0] * 3 // 2, steps[0] + _DAY)
    return seconds if seconds <= _DAY else _round(seconds / _DAY) * _DAY


def _moment(due_ms: int, today: int, offset_min: int, starts: int) -> int:
    """When a step ends; one that reaches into another day ends as that day begins."""
    day = days.day(due_ms, offset_min, starts)
    return due_ms if day == today else days.start_ms(day, offset_min, starts)


def _interval(
    before: Memory, rating: int, trace: Trace, elapsed: int, settings: Settings, draw: int | None
) -> int:
    """Days until the next review, at least one more than the next lower passing rating gives."""
    ideal = fsrs.interval(trace.stability, settings.retention, settings.parameters)
    most = settings.maximum_interval
    least = 1
    if before.state == State.REVIEW and rating != Rating.AGAIN:
        least = _least(ideal, before.due - before.day, most)
    if rating == Rating.EASY or (
        rating == Rating.GOOD and _step(before, Rating.HARD, settings) is None
    ):
        lower = _trace(before, rating - 1, elapsed, settings)
        least = max(least, _interval(before, rating - 1, lower, elapsed, settings, draw) + 1)
    if draw is None:
        return min(max(_round(ideal), least), most)
    shortest, longest = fuzz_range(ideal, least, most)
    return shortest + (draw * (longest - shortest + 1) >> 64)


def _longest_guessed(before: Memory, settings: Settings) -> int:
    """The longest interval in days after an answer that may have been a guess."""
    previous = before.due - before.day
    if before.stability >= MATURE:
        return previous
    return max(previous, _round(fsrs.interval(MATURE, settings.retention, settings.parameters)))


def _least(ideal: float, previous: int, most: int) -> int:
    """Keeps fuzz from shortening an interval that FSRS would not: `previous` is the last one."""
    if _round(ideal) > previous:
        return previous + 1
    return previous if previous <= fuzz_range(ideal, 1, most)[1] else 1


def _draw(uid: str, reps: int) -> int:
    """64 bits that look drawn at random, but are the card's own at this count of answers."""
    from hashlib import blake2b

    return int.from_bytes(blake2b(f"{uid} {reps}".encode(), digest_size=8).digest(), "big")


def _round(number: float) -> int:
    """To the nearest whole number, a half upwards."""
    return int(number + 0.5)
