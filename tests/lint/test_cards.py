"""Cards that rules must find, and near misses that they must leave alone."""

from __future__ import annotations

import pytest

from . import on_answers, on_choices, on_questions

TABLES = (on_answers, on_choices, on_questions)


@pytest.mark.parametrize(
    ("rule", "cards", "message"), [case for table in TABLES for case in table.BAD]
)
def test_these_are_told(says, rule, cards, message):
    assert says(rule, cards) == [message]


@pytest.mark.parametrize(("rule", "cards"), [case for table in TABLES for case in table.GOOD])
def test_these_are_left_alone(says, rule, cards):
    assert says(rule, cards) == []
