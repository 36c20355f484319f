"""Rules on how a card was answered."""

from __future__ import annotations

import pytest

from quizzer.lint import Record

CARD = "- {q: Which activation has BERT?, id: card, a: GELU}"
FAULTY = "- {q: Describe LoRA., id: card, a: yes}"
GOOD, AGAIN = (3, 5_000), (1, 5_000)


def said(says, rule: str, lapses: int, *answers: tuple[int, int]) -> list[str]:
    return says(rule, CARD, history={"card": Record(lapses, answers)})


@pytest.mark.parametrize(
    ("lapses", "answers", "message"),
    [
        (6, [GOOD] * 20, "forgotten 6 times"),
        (9, [AGAIN] * 9, "forgotten 9 times"),
        (0, [AGAIN] * 4 + [GOOD] * 4, "remembered 4 times of 8"),
    ],
)
def test_a_card_forgotten_again_and_again_is_told(says, lapses, answers, message):
    assert said(says, "D01", lapses, *answers) == [message]


@pytest.mark.parametrize(
    ("lapses", "answers"),
    [(5, [GOOD] * 20), (0, [AGAIN] * 7), (3, [AGAIN] * 4 + [GOOD] * 6), (0, [])],
)
def test_a_card_that_is_learnt_is_left_alone(says, lapses, answers):
    assert said(says, "D01", lapses, *answers) == []


def test_a_card_that_was_never_answered_is_left_alone(says):
    history = {"another": Record(9, (AGAIN,) * 9)}
    assert says("D01", CARD, history=history) == []
    assert says("D02", CARD, history=history) == []


def test_the_rules_that_a_leech_breaks_are_named_even_if_they_are_off(found):
    history = {"card": Record(6, (GOOD,))}
    hint = "rewrite it: it breaks C07, C08, which `quizzer check --explain ID` explains"
    assert [problem.hint for problem in found("D01", FAULTY, history=history)] == [hint]
    off = FAULTY[:-1] + ", lint: off C08 as in the book}"
    assert [problem.hint for problem in found("D01", off, history=history)] == [hint]
    hint = "make it smaller, add what tells it apart from others, or suspend it"
    assert [problem.hint for problem in found("D01", CARD, history=history)] == [hint]


@pytest.mark.parametrize(
    ("seconds", "messages"),
    [
        ((31, 31, 31), ["half of its answers took more than 31 s"]),
        ((5, 40, 50), ["half of its answers took more than 40 s"]),
        ((5, 35, 36, 37), ["half of its answers took more than 36 s"]),
        ((5, 6, 60), []),
        ((30, 30, 30), []),
        ((60, 60), []),
    ],
)
def test_a_card_that_takes_long_is_told(says, seconds, messages):
    answers = tuple((3, 1000 * one) for one in seconds)
    assert said(says, "D02", 0, *answers) == messages
