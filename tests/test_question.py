from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.card import Card
from quizzer.question import Question, ask, how_to_reply, possible, read_letters


def card(form, answer, **more):
    return Card("deck:1", form, "What?", answer, "deck:1", **more)


CHOICE = card("choice", "GELU", wrong=("ReLU", "SwiGLU", "Tanh"))
CHOOSE_ALL = card("choice", ("MLM", "NSP"), wrong=("CLM", "SFT"))
ORDER = card("order", ("GPT-1", "BERT", "GPT-2", "GPT-3"))
MATCH = card("match", (("BERT", "encoder"), ("GPT-2", "decoder"), ("GPT-3", "decoder")))


@pytest.mark.parametrize(
    ("asked", "wrong", "ways"),
    [
        (card("qa", "GELU"), (), ("recall", "typed")),
        (card("qa", "GELU"), ("ReLU",), ("recall", "typed")),  # one wrong option is too few
        (card("qa", "GELU"), ("ReLU", "Tanh"), ("recall", "typed", "choice")),
        (card("qa", "48"), (), ("recall", "number")),
        (card("qa", "$3 \\times 10^{23}$"), (), ("recall", "number")),
        (card("qa", "$2L$"), (), ("recall",)),  # two of something is no number
        (card("qa", "To remove code."), (), ("recall",)),  # a sentence has many wordings
        (card("qa", "1.5 billion parameters"), (), ("recall", "number")),
        (card("qa", "the softmax of scores"), (), ("recall",)),  # four words
        (card("qa", "$x$"), (), ("recall",)),
        (card("qa", "`[CLS]`"), (), ("recall",)),
        (card("qa", "GELU", accept=("gelu",)), (), ("typed", "recall")),
        (card("qa", "48", tolerance="1"), (), ("number", "recall")),
        (card("term", "Overfitting"), (), ("recall", "typed")),
        (card("cloze", "15%", text="==15%=="), (), ("cloze", "number")),
        (CHOICE, CHOICE.wrong, ("choice", "recall", "typed")),
        (CHOICE, (), ("recall", "typed")),
        (CHOOSE_ALL, CHOOSE_ALL.wrong, ("choose-all",)),
        (ORDER, (), ("order",)),
        (MATCH, ("decoder", "MLP"), ("match",)),
        (CHOICE._replace(question="Which of these?"), CHOICE.wrong, ("choice",)),
    ],
)
def test_the_ways_a_card_can_be_asked(asked, wrong, ways):
    assert possible(asked, wrong) == ways
    for way in ways:
        assert ask(asked, random.Random(1), way, wrong).format == way


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (card("qa", "a"), "recall"),
        (card("qa", "a", accept=("b",)), "typed"),
        (card("qa", "12", tolerance="5%"), "number"),
        (card("qa", "12", tolerance="5%", accept=("a dozen",)), "number"),
        (card("term", "a"), "recall"),
        (card("cloze", "a", text="==a== b", hole=1), "cloze"),
        (CHOICE, "choice"),
        (CHOOSE_ALL, "choose-all"),
        (ORDER, "order"),
        (MATCH, "match"),
        (card("choice", "a"), "recall"),  # nothing to choose from
        (card("choice", tuple("abcdef"), wrong=("g",)), "choose-all"),
    ],
)
def test_format(asked, name):
    assert ask(asked, random.Random(1)).format == name


@given(st.integers())
def test_the_same_seed_asks_the_same_question(seed):
    for asked in (CHOICE, CHOOSE_ALL, ORDER, MATCH):
        assert ask(asked, random.Random(seed)) == ask(asked, random.Random(seed))


@given(st.integers(), st.integers(1, 20))
def test_the_answer_is_among_six_options_at_most(seed, count):
    wrong = tuple(f"wrong {n}" for n in range(count))
    one = ask(card("choice", "right", wrong=wrong), random.Random(seed))
    assert "right" in one.options
    assert len(one.options) == len(set(one.options)) == min(6, count + 1)
    several = ask(card("choice", ("p", "q", "r"), wrong=wrong), random.Random(seed))
    assert {"p", "q", "r"} <= set(several.options)
    assert len(several.options) == min(6, count + 3)


@given(st.integers(), st.integers(2, 12), st.integers(1, 5))
def test_many_right_options_leave_room_for_wrong_ones(seed, count, others):
    right = tuple(f"right {n}" for n in range(count))
    wrong = tuple(f"wrong {n}" for n in range(others))
    options = ask(card("choice", right, wrong=wrong), random.Random(seed)).options
    assert len(options) == len(set(options)) == min(6, count + others)
    assert len(set(options) & set(wrong)) >= min(2, others)


def test_every_option_comes_first_at_times():
    first = {ask(CHOICE, random.Random(seed)).options[0] for seed in range(100)}
    assert first == {"GELU", "ReLU", "SwiGLU", "Tanh"}


def test_a_wrong_option_that_is_right_is_left_out():
    options = ask(card("choice", "a", wrong=("a", "b", "b")), random.Random(1)).options
    assert sorted(options) == ["a", "b"]


def test_two_to_put_in_order_come_in_either_order():
    orders = {ask(card("order", ("a", "b")), random.Random(seed)).options for seed in range(20)}
    assert orders == {("a", "b"), ("b", "a")}


@given(st.integers(), st.integers(3, 9))
def test_an_order_never_comes_out_right(seed, count):
    items = tuple(f"item {n}" for n in range(count))
    options = ask(card("order", items), random.Random(seed)).options
    assert len(options) == min(6, count)
    assert set(options) <= set(items)
    assert list(options) != [item for item in items if item in options]


@given(st.integers(), st.integers(1, 9))
def test_a_match_shows_both_sides_of_what_it_asks(seed, count):
    pairs = tuple((f"left {n}", f"right {n % 4}") for n in range(count))
    question = ask(card("match", pairs), random.Random(seed))
    assert len(question.left) == min(6, count)
    assert list(question.left) == [left for left, _ in pairs if left in question.left]
    assert {dict(pairs)[left] for left in question.left} == set(question.options)
    assert len(question.options) == len(set(question.options))


ABCD = ("first", "second", "third", "fourth")


@pytest.mark.parametrize(
    ("name", "reply", "meaning"),
    [
        ("choice", "b", ["second"]),
        ("choice", " B) ", ["second"]),
        ("choice", "second", ["second"]),
        ("choice", "Second ", ["second"]),
        ("choice", "e", None),
        ("choice", "a b", None),
        ("choice", "", None),
        ("choice", "2", None),
        ("choose-all", "a c", ["first", "third"]),
        ("choose-all", "AC", ["first", "third"]),
        ("choose-all", "c, a", ["third", "first"]),
        ("choose-all", "a a", ["first"]),
        ("choose-all", "a e", None),
        ("choose-all", "", None),
        ("order", "b a d c", ["second", "first", "fourth", "third"]),
        ("order", "badc", ["second", "first", "fourth", "third"]),
        ("order", "B,A,D,C", ["second", "first", "fourth", "third"]),
        ("order", "b a d", None),
        ("order", "b a d d", None),
        ("order", "b a d c c", None),
        ("order", "a b c e", None),
        ("order", "ä", None),
    ],
)
def test_reply_by_letters(name, reply, meaning):
    assert read_letters(Question(CHOICE, name, ABCD), reply) == meaning


@pytest.mark.parametrize(
    ("reply", "sides"),
    [
        ("1b 2a", "yx"),
        ("2a 1b", "yx"),
        ("1B,2A", "yx"),
        ("1b2a", "yx"),
        ("1-b 2-a", "yx"),
        ("1: b, 2: a", "yx"),
        ("b a", "yx"),
        ("1a 2a", "xx"),
        ("1b", None),
        ("1b 2c", None),
        ("1b 1a", None),
        ("1b 2a 3a", None),
        ("b a a", None),
        ("1 2", None),
        ("", None),
        ("1b 2a !", None),
    ],
)
def test_reply_to_a_match(reply, sides):
    question = Question(MATCH, "match", ("x", "y"), ("one", "two"))
    expected = None if sides is None else list(zip(("one", "two"), sides, strict=True))
    assert read_letters(question, reply) == expected


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (Question(CHOICE, "choice", ABCD), "Type one letter from a to d."),
        (
            Question(CHOOSE_ALL, "choose-all", ABCD),
            "Type every letter that is right, from a to d, such as: a d",
        ),
        (
            Question(ORDER, "order", ABCD),
            "Type each letter from a to d once, first to last, such as: d c b a",
        ),
        (
            Question(MATCH, "match", ("x", "y"), ("one", "two", "three")),
            "Type a letter for each number from 1 to 3, such as: 1b 2a 3b",
        ),
        (Question(card("qa", "a"), "typed"), "Type the answer."),
    ],
)
def test_what_to_say_to_a_reply_that_does_not_fit(question, message):
    assert how_to_reply(question) == message


@given(st.sampled_from([CHOICE, CHOOSE_ALL, ORDER, MATCH]), st.integers())
def test_the_example_given_fits(asked, seed):
    question = ask(asked, random.Random(seed))
    example = how_to_reply(question).rpartition(": ")[2] if asked is not CHOICE else "a"
    assert read_letters(question, example) is not None
