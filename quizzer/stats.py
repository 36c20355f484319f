"""What the log of answers adds up to. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Answered(NamedTuple):
    """One answer of the log: its card, learner's day, rating, ms taken, and if it was practice."""

    card: str
    day: int
    rating: int
    took: int
    practice: bool


class Stats(NamedTuple):
    """The learner's numbers.

    `reviews` counts answers not taken back. `true_retention` is the share of cards that were
    remembered when they came back on a later day (the first answer of that day was not Again),
    None before there was any. `streak` is the number of days in a row with an answer, up to
    today, or to yesterday while today has none.
    """

    cards: int
    seen: int
    reviews: int
    reviews_today: int
    minutes_today: float
    true_retention: float | None
    streak: int


def stats(answers: Iterable[Answered], today: int, cards: int) -> Stats:
    """Add up answers, in the order of the log, for a library of so many cards."""
    last: dict[str, int] = {}
    days: set[int] = set()
    reviews = reviews_today = ms_today = asked_again = kept = 0
    for answer in answers:
        reviews += 1
        days.add(answer.day)
        if answer.day == today:
            reviews_today += 1
            ms_today += answer.took
        if answer.practice:
            continue
        if last.get(answer.card, answer.day) < answer.day:
            asked_again += 1
            kept += answer.rating > 1
        last[answer.card] = answer.day
    return Stats(
        cards=cards,
        seen=len(last),
        reviews=reviews,
        reviews_today=reviews_today,
        minutes_today=ms_today / 60_000,
        true_retention=kept / asked_again if asked_again else None,
        streak=_streak(days, today),
    )


def _streak(days: set[int], today: int) -> int:
    day = today if today in days else today - 1
    length = 0
    while day - length in days:
        length += 1
    return length
