"""What a drill asks on a column, from its name."""

from __future__ import annotations

import pytest

from quizzer.prompts import Prompts


@pytest.mark.parametrize(
    ("column", "numeric", "value", "asked"),
    [
        ("Layers", True, "48", "Which has 48 layers, A or B?"),
        ("Layers (largest)", True, "48", "Which has 48 layers (largest), A or B?"),
        ("Tokens per batch", True, "4M", "Which has 4M tokens per batch, A or B?"),
        ("Layers", False, "48 layers", "Whose layers are 48 layers, A or B?"),
        ("Vocabulary", True, "30k", "Whose vocabulary is 30k, A or B?"),
        ("Corpus", True, "30k", "Whose corpus is 30k, A or B?"),
        ("Data:", False, "WebText.", "Whose data is WebText, A or B?"),
        ("BLEU score", True, "28.4", "Whose BLEU score is 28.4, A or B?"),
        ("$d$", True, "512", "Whose $d$ is 512, A or B?"),
        ("Trained on", False, "C4", "Trained on: C4. Which of these is it, A or B?"),
        ("How wide?", True, "9", "How wide: 9. Which of these is it, A or B?"),
        ("Released", False, "2018", "Released: 2018. Which of these is it, A or B?"),
        ("Data", False, "w" * 60, f"Whose data is this, A or B?\n\n{'w' * 60}"),
        ("Data", False, "- a\n- b", "Whose data is this, A or B?\n\n- a\n- b"),
        ("?", False, "9", ": 9. Which of these is it, A or B?"),
    ],
)
def test_whose_value_this_is(column, numeric, value, asked):
    assert Prompts(column, numeric).whose(value, "A or B") == asked


@pytest.mark.parametrize(
    ("column", "numeric", "larger", "first"),
    [
        ("Layers", True, "Which has more layers, A or B?", "Whose layers are earlier, A or B?"),
        ("Layers", False, "Whose layers are larger, A or B?", "Whose layers are earlier, A or B?"),
        ("Size", True, "Whose size is larger, A or B?", "Whose size is earlier, A or B?"),
        ("Year", True, "Whose year is larger, A or B?", "Which came first, A or B?"),
        (
            "Released",
            True,
            "Released: which of these has the larger value, A or B?",
            "Which was released first, A or B?",
        ),
        (
            "Known since, at",
            True,
            "Known since, at: which of these has the larger value, A or B?",
            "Known since, at: which of these came first, A or B?",
        ),
    ],
)
def test_which_is_larger_or_came_first(column, numeric, larger, first):
    prompts = Prompts(column, numeric)
    assert (prompts.larger("A or B"), prompts.first("A or B")) == (larger, first)


@pytest.mark.parametrize(
    ("column", "numeric", "dated", "asked"),
    [
        ("Layers", True, False, "Put these in order of layers, fewest first."),
        ("Size", True, False, "Put these in order of size, smallest first."),
        ("Year", True, True, "Put these in order, earliest first."),
        ("Release date", False, True, "Put these in order of release date, earliest first."),
        ("Released", True, True, "Released: put these in order, earliest first."),
        ("Trained on", True, False, "Trained on: put these in order, smallest first."),
    ],
)
def test_in_which_order_they_come(column, numeric, dated, asked):
    assert Prompts(column, numeric).order(dated) == asked


@pytest.mark.parametrize(
    ("column", "numeric", "share", "odd"),
    [
        ("Layers", True, "have the same number of layers", "others in number of layers"),
        ("Activation", False, "have the same activation", "others in activation"),
    ],
)
def test_which_share_a_value_and_which_differs(column, numeric, share, odd):
    prompts = Prompts(column, numeric)
    assert prompts.share() == f"Which two of these {share}?"
    assert prompts.odd() == f"Which of these differs from the {odd}?"


@pytest.mark.parametrize("column", ["Time", "year"])
def test_which_came_at_the_same_time(column):
    prompts = Prompts(column, True)
    assert prompts.share(dated=True) == "Which two of these came at the same time?"
    assert prompts.odd(dated=True) == "Which of these came at another time than the others?"
    assert prompts.share() == f"Which two of these have the same {column.lower()}?"


def test_which_share_a_value_of_a_column_that_is_no_noun():
    prompts = Prompts("Trained on")
    assert prompts.share() == "Trained on: which two of these have the same value?"
    assert prompts.odd() == "Trained on: which of these differs from the others?"
