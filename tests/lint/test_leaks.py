"""Rules on leaks and gaps: what they must find, and what they must leave alone."""

from __future__ import annotations

import pytest

BAD = [
    # C01
    (
        "C01",
        "- cloze: ==The encoder reads in both directions.==",
        ["the whole text is hidden, so that the question is a gap and nothing else"],
    ),
    (
        "C01",
        "- cloze: '**==GELU==**.'",
        ["the whole text is hidden, so that the question is a gap and nothing else"],
    ),
    (
        "C01",
        "- cloze: '- ==GELU==!'",
        ["the whole text is hidden, so that the question is a gap and nothing else"],
    ),
    # C10
    (
        "C10",
        "- {term: Beam search, definition: 'Decoding by beam search, keeping k beginnings'}",
        ["the question says the answer, `Beam search`"],
    ),
    (
        "C10",
        "- {q: Which company released OpenAI's GPT-2?, a: OpenAI's}",
        ["the question says the answer, `OpenAI's`"],
    ),
    (
        "C10",
        "- {q: Who invented dropout?, a: Hinton, hint: a pupil of Hinton}",
        ["the hint says the answer, `Hinton`"],
    ),
    (
        "C10",
        "- {cloze: '==Dropout== is called so since dropout drops units.'}",
        ["the question says the answer, `Dropout`"],
    ),
    # C11
    (
        "C11",
        "- cloze: Attention ==looks at all states of the encoder and weighs them==.",
        ["a gap of 10 words can be filled in many ways"],
    ),
    (
        "C11",
        "- cloze: It is ==the mean of all rows==.",
        ["more of the text is hidden than is left to go by"],
    ),
    (
        "C11",
        "- cloze: In a Transformer a layer ==adds input to output and then normalises their sum==.",
        ["a gap of 9 words can be filled in many ways"],
    ),
]

GOOD = [
    ("C01", "- cloze: The encoder reads ==both ways==."),
    ("C01", "- cloze: ==Paris::capital of France=="),
    ("C01", "- cloze: ==GELU== and ==ReLU=="),
    ("C10", "- {term: Beam search, definition: Decoding that keeps the k best beginnings}"),
    ("C10", "- {q: 'Which came first, dropout or batch norm?', a: dropout}"),
    ("C10", "- {q: 'Inversion: perfect', a: Perfect}"),
    ("C10", "- {q: 'What is \"hotel\" in German?', a: Hotel}"),
    ("C10", "- {q: What is the capital of Monaco?, a: Monaco}"),
    ("C10", "- {q: Use (Redis|Memcached) for encryption., a: Redis}"),
    ("C10", "- {q: 'Where is it valid? a.) Worldwide b.) In Germany', a: b.) In Germany}"),
    ("C10", "- {q: How many of 12 heads are pruned?, a: '12'}"),
    ("C10", "- {q: What does `dropout` do?, a: '`dropout`'}"),
    (
        "C10",
        "- {q: Is GPT-2 above BERT?, a: GPT-2, wrong: [BERT], place: {row: BERT, kind: compare}}",
    ),
    ("C10", "- {q: Which search keeps k beginnings?, a: beam search, hint: a kind of search}"),
    ("C11", "- cloze: Attention weighs all states of the encoder by a ==score==."),
    ("C11", "- cloze: The answer to what is asked here is ==the mean of all the rows==."),
    ("C11", "- cloze: Noble gases are ==He==, ==Ne==, ==Ar==, ==Kr==, ==Xe== and ==Rn=="),
]


@pytest.mark.parametrize(("rule", "cards", "messages"), BAD)
def test_these_are_told(says, rule, cards, messages):
    assert says(rule, cards) == messages


@pytest.mark.parametrize(("rule", "cards"), GOOD)
def test_these_are_left_alone(says, rule, cards):
    assert says(rule, cards) == []
