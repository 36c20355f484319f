"""Rules that compare cards: what they must find, and what they must leave alone."""

from __future__ import annotations

import pytest

GELU = "".join(f"- {{q: Which activation has model {n}?, a: GELU {n}}}\n" for n in range(4))
CAUSAL = "".join(f"- {{q: What is causal in decoder {n}?, a: x}}\n" for n in range(4))

BAD = [
    # C02
    (
        "C02",
        "- {q: Which activation?, id: one, a: GELU}\n- {q: which activation, id: two, a: ReLU}",
        "the same is asked in line 3, with another answer",
    ),
    (
        "C02",
        """\
        - {q: How large?, a: 1B, place: {note: n.md, heading: GPT-2}}
        - {q: How large?, a: 2B, place: {note: n.md, heading: GPT-3}}
        """,
        "the same is asked in line 3, with another answer",
    ),
    (
        "C02",
        """\
        - {term: Dropout, definition: Sets units to zero}
        - {term: Masking, definition: Sets units to zero}
        """,
        "the same is asked in line 3, with another answer",
    ),
    # C19
    ("C19", GELU + "- {q: Which has GPT-3?, a: GLEU}", "two letters exchanged"),
    ("C19", CAUSAL + "- {q: What is casual attention?, a: x}", "two letters exchanged"),
    ("C19", CAUSAL + "- {q: Which is which?, a: a deocder of text}", "two letters exchanged"),
]

GOOD = [
    (
        "C02",
        "- {q: Which activation has BERT?, a: GELU}\n- {q: Which activation has PaLM?, a: Swish}",
    ),
    ("C02", "- {q: Which?, id: one, a: 1.5B}\n- {q: Which?, id: two, a: 1.5 billion}"),
    (
        "C02",
        """\
        - {q: Which is prime?, id: one, a: '7', wrong: ['8', '9']}
        - {q: Which is prime?, id: two, a: '5', wrong: ['6', '9']}
        """,
    ),
    (
        "C02",
        """\
        - {cloze: It has ==12== layers., place: {note: n.md, heading: BERT}}
        - {cloze: It has ==48== layers., place: {note: n.md, heading: GPT-2}}
        """,
    ),
    (
        "C02",
        "- {q: What is `\\pi`?, a: ratio, id: one}\n- {q: What is `\\Pi`?, a: product, id: two}",
    ),
    ("C02", "- {cloze: It has ==12::layers==, id: a}\n- {cloze: It has ==16::heads==, id: b}"),
    ("C19", GELU + "- {q: Which has T5?, a: ReLU}"),
    ("C19", GELU.replace("GELU", "form") + "- {q: Where from?, a: from here}"),
    ("C19", CAUSAL.replace("causal", "united") + "- {q: What is untied?, a: the knot}"),
    ("C19", CAUSAL.replace("causal", "centre") + "- {q: Where is the center?, a: x}"),
    ("C19", GELU[: GELU.rindex("-")] + "- {q: Which has GPT-3?, a: GLEU}"),
    ("C19", GELU + "- {q: Which has GPT-3?, a: '`GLEU`'}"),
]


@pytest.mark.parametrize(("rule", "cards", "message"), BAD)
def test_these_are_told(says, rule, cards, message):
    (said,) = says(rule, cards)
    assert said.endswith(message)


@pytest.mark.parametrize(("rule", "cards"), GOOD)
def test_these_are_left_alone(says, rule, cards):
    assert says(rule, cards) == []


def test_a_misspelt_word_is_shown_as_it_is_written_and_as_it_should_be(found):
    (problem,) = found("C19", GELU + "- {q: Which has GPT-3?, a: GLEU}")
    assert problem.message == "`GLEU` looks like `GELU` with two letters exchanged"
    assert problem.hint == "write `GELU`"
    assert (problem.line, problem.column) == (7, 30)
