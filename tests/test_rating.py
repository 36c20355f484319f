"""From answers to suggested ratings, and what choosing instead of recalling does to intervals."""

from __future__ import annotations

import random
from statistics import mean

import pytest

from quizzer.marking import Verdict
from quizzer.rating import suggested
from quizzer.schedule import fsrs, steps
from quizzer.schedule.fsrs import Rating
from quizzer.schedule.steps import MATURE, Memory, Settings, State

DAY_MS = 86_400_000
SETTINGS = Settings()


def memory(state=State.REVIEW, stability=30.0):
    return Memory(state, 0, stability, 5.0, 20_030, 20_000, 20_000 * DAY_MS, 19_900, 6, 0)


@pytest.mark.parametrize(
    ("asked", "kind", "seconds", "rating"),
    [
        ("choice", "right", 5, Rating.GOOD),
        ("choice", "right", 40, Rating.HARD),
        ("choice", "wrong", 5, Rating.AGAIN),
        ("typed", "right", 40, Rating.GOOD),
        ("typed", "right", 100, Rating.HARD),
        ("typed", "nearly", 5, Rating.HARD),
        ("number", "wrong", 5, Rating.AGAIN),
        ("choose-all", "right", 40, Rating.GOOD),
        ("order", "nearly", 5, Rating.HARD),
    ],
)
def test_format_verdict_and_time_make_a_rating(asked, kind, seconds, rating):
    assert suggested(asked, Verdict(kind), seconds * 1000) == rating


@pytest.mark.parametrize("rating", [Rating.HARD, Rating.GOOD, Rating.EASY])
@pytest.mark.parametrize("late", [-20, 0, 300])
def test_a_choice_never_makes_a_mature_card_come_back_later_whatever_the_learner_says(rating, late):
    before = memory()
    at = (before.due + late) * DAY_MS + DAY_MS // 2
    chosen = steps.answer(before, rating, at, 0, SETTINGS, "card", "choice")
    recalled = steps.answer(before, rating, at, 0, SETTINGS, "card", "recall")
    assert steps.wait(chosen) <= steps.wait(recalled)
    assert chosen.due - chosen.day <= before.due - before.day
    assert chosen.stability <= before.stability
    assert chosen.difficulty == recalled.difficulty


@pytest.mark.parametrize("rating", [Rating.HARD, Rating.GOOD, Rating.EASY])
def test_a_choice_brings_a_card_to_maturity_and_no_further(rating):
    before = memory(stability=MATURE - 1)._replace(due=20_018)
    at = before.due * DAY_MS
    chosen = steps.answer(before, rating, at, 0, SETTINGS, "card", "choice")
    assert steps.answer(before, rating, at, 0, SETTINGS, "card").stability > MATURE
    assert chosen.stability == MATURE
    assert chosen.due - chosen.day <= MATURE


def test_a_choice_teaches_a_young_card_as_recall_does():
    before = memory(stability=2.0)._replace(due=20_002)
    at = before.due * DAY_MS
    chosen = steps.answer(before, Rating.GOOD, at, 0, SETTINGS, "card", "choice")
    assert chosen == steps.answer(before, Rating.GOOD, at, 0, SETTINGS, "card", "recall")


# Learners who guess


GUESS = 0.25
REVIEWS = 15
LEARNERS = 400


class Course:
    """One card's reviews by one learner: intervals before and after each, and what was known."""

    def __init__(self, asked, seed):
        self.rng = random.Random(seed)
        self.asked = asked
        self.longer_by_guess = 0
        self.final = 0.0
        self.known: list[bool] = []

    def run(self):
        now = 20_000 * DAY_MS
        mind = seen = None
        for _ in range(REVIEWS):
            knows = mind is not None and self.rng.random() < self._recall(mind, now)
            guesses = self.asked == "choice" and self.rng.random() < GUESS
            self.known.append(knows)
            verdict = Verdict("right" if knows or guesses else "wrong")
            rating = suggested(self.asked, verdict, 5000)
            after = steps.answer(seen, rating, now, 0, SETTINGS, "card", self.asked)
            mature = seen is not None and seen.state == State.REVIEW and seen.stability >= MATURE
            if mature and guesses and not knows:
                self.longer_by_guess += after.due - after.day > seen.due - seen.day
            honest = Rating.GOOD if knows else Rating.AGAIN
            mind = steps.answer(mind, honest, now, 0, SETTINGS, "mind")
            seen = after
            now = seen.due * DAY_MS if seen.state == State.REVIEW else max(seen.due, now + 1)
        self.final = seen.stability
        return self

    def _recall(self, mind, now):
        elapsed = (now - mind.at) / DAY_MS
        return fsrs.retrievability(mind.stability, elapsed, SETTINGS.parameters)


def test_guessing_never_gives_a_mature_card_a_longer_interval(capsys):
    found = {
        asked: [Course(asked, seed).run() for seed in range(LEARNERS)]
        for asked in ("choice", "recall")
    }
    with capsys.disabled():
        print(f"\n{LEARNERS} learners, {REVIEWS} reviews of a card, every fourth guess right:")
        for asked, courses in found.items():
            known = mean(mean(course.known[1:]) for course in courses)
            final = mean(course.final for course in courses)
            longest = max(course.final for course in courses)
            print(
                f"  {asked + '-only':<12} known when asked {known:.0%}, stability at the end"
                f" {final:.0f} days on average, {longest:.0f} at most; mature cards that a guess"
                f" put off: {sum(course.longer_by_guess for course in courses)}"
            )
    assert sum(course.longer_by_guess for course in found["choice"]) == 0
    assert mean(c.final for c in found["choice"]) < mean(c.final for c in found["recall"])
