import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.identity.likeness import alike, another_subject, is_slip, only_slips

TEXTS = st.text(max_size=40)


@given(TEXTS, TEXTS)
def test_likeness_is_a_share_and_has_no_direction(one, other):
    assert 0 <= alike(one, other) == alike(other, one) <= 1


@given(TEXTS)
def test_a_text_is_like_itself_whatever_its_case(text):
    assert alike(text, text) == pytest.approx(1)


def test_words_that_change_places_keep_a_text_alike():
    divide = "What does attention divide the scores by?"
    assert alike(divide, "By what does attention divide the scores?") > 0.8
    assert alike(divide, "Who released GPT-2?") < 0.15


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("optimzer", "optimizer"),
        ("wieght", "weight"),
        ("wait", "wit"),
        ("sofmax", "softmax"),
        ("gradiants", "gradients"),
        ("GTP-2", "GPT-2"),
        ("Peru", "Perú"),
    ],
)
def test_slips(one, other):
    assert is_slip(one, other)
    assert is_slip(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPT-2", "GPT-3"),
        ("1969", "1968"),
        ("19", "190"),
        ("encoder", "decoder"),
        ("BERT", "BART"),
        ("min", "max"),
        ("gain", "loss"),
    ],
)
def test_other_words(one, other):
    assert not is_slip(one, other)
    assert not is_slip(other, one)


def test_only_slips():
    assert only_slips("What doess a wieght do?", "What does a weight do?")
    assert not only_slips("What does a weight do?", "What does no weight do?")
    assert not only_slips("Who wrote it?", "Who wrote it first?")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Who released GPT-2?", "Who released GPT-3?"),
        ("Which norm has BERT?", "Which norm has T5?"),
        ("In which year did the First World War end?", "In which year did the Korean War end?"),
    ],
)
def test_another_subject(one, other):
    assert another_subject(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Who released GPT-2?", "Which company released GPT-2?"),
        ("Who released GTP-2?", "Who released GPT-2?"),
        ("What divides the scores?", "By what does attention divide the scores?"),
        ("Who made BERT?", "Who made the encoder BERT in 2018?"),
    ],
)
def test_the_same_subject(one, other):
    assert not another_subject(one, other)
