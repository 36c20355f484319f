"""What the log adds up to."""

from __future__ import annotations

import pytest

from quizzer.stats import Answered, stats

TODAY = 100


def answer(card: str, day: int, rating: int = 3, took: int = 30_000, practice: bool = False):
    return Answered(card, day, rating, took, practice)


def test_an_empty_log():
    found = stats([], TODAY, cards=7)
    assert found == (7, 0, 0, 0, 0.0, None, 0)


def test_answers_and_minutes_of_today():
    found = stats([answer("a", 99), answer("b", TODAY), answer("c", TODAY)], TODAY, 3)
    assert (found.reviews, found.reviews_today, found.minutes_today) == (3, 2, 1.0)
    assert found.seen == 3


def test_retention_looks_at_the_first_answer_of_a_later_day_only():
    log = [
        answer("a", 90, 1),
        answer("a", 90, 3),
        answer("a", 95, 1),
        answer("a", 95, 3),
        answer("b", 90, 3),
        answer("b", 97, 2),
    ]
    assert stats(log, TODAY, 2).true_retention == 0.5


def test_practice_counts_as_an_answer_but_says_nothing_of_retention():
    found = stats([answer("a", 90), answer("a", 95, 1, practice=True)], TODAY, 1)
    assert (found.reviews, found.true_retention) == (2, None)


@pytest.mark.parametrize(
    ("days", "streak"),
    [([100, 99, 98, 96], 3), ([99, 98], 2), ([98, 97], 0), ([100], 1)],
)
def test_a_streak_ends_with_today_or_yesterday(days, streak):
    log = [answer("a", day) for day in sorted(days)]
    assert stats(log, TODAY, 1).streak == streak
