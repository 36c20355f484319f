"""A quiz: kept whole, and what came of it."""

from __future__ import annotations

import json
from random import Random

import pytest

from quizzer.card import Slot
from quizzer.drawing import askable
from quizzer.marking import Slip, Verdict
from quizzer.parse.decks import read
from quizzer.question import Question, ask
from quizzer.quiz import (
    FORMATS,
    Answer,
    Item,
    Mistake,
    Paper,
    Score,
    Wanted,
    packed,
    result,
    unpacked,
)

FORMS = r"""
deck: Forms
cards:
  - {q: Who released BERT?, a: Google, accept: [google ai], why: It says so., id: typed}
  - {q: How many?, a: 1.5B, tolerance: 5%, hint: Many., source: 'notes.md#many', id: number}
  - {cloze: 'BERT selects ==15%::a share== of them.', id: share}
  - {cloze: 'It ==looks at all of the tokens at once==.', id: long}
  - {cloze: 'Divide by ==$\sqrt{d_k}$==.', id: formula}
  - {q: Which activation?, a: GELU, wrong: [ReLU, SwiGLU, Tanh], id: choice, tags: [x]}
  - {q: Which use RoPE?, a: [PaLM, LLaMA], wrong: [BERT, GPT-2], id: several}
  - {q: Order these., order: [GPT-1, BERT, GPT-2, GPT-3], id: order}
  - {q: Match these., match: {BERT: encoder, GPT-2: decoder, T5: both}, id: match}
  - {term: Logit, definition: A score before the softmax., id: term}
"""


@pytest.fixture(scope="module")
def cards():
    deck, problems = read(FORMS.encode(), "forms.yaml", "forms")
    assert problems == []
    return {card.id: card for card in deck.cards}


@pytest.mark.parametrize(
    ("name", "asked"), [("share~1", True), ("long~1", False), ("formula~1", False)]
)
def test_a_gap_is_asked_only_where_it_can_be_typed(cards, name, asked):
    assert ("cloze" in askable(cards[name], FORMATS)) is asked
    assert set(askable(cards[name], FORMATS)) | {"cloze", "compare"} == set(FORMATS)


# as the log keeps it


def test_a_quiz_is_kept_whole(cards):
    items = [
        Item(Slot(card.id, card.entry, "forms", near="t/r"), "topic", ask(card, Random(3)))
        for card in cards.values()
    ]
    paper = Paper(Wanted(("forms",), 10, 5, ("choice", "order"), 7, exam=True), tuple(items))
    assert unpacked(json.loads(json.dumps(packed(paper)))) == paper


def test_what_a_later_version_kept_of_a_card_is_passed_over(cards):
    item = Item(Slot("typed", "typed", "forms"), "forms", Question(cards["typed"], "typed"))
    paper = Paper(Wanted(seed=1), (item,))
    data = json.loads(json.dumps(packed(paper)))
    data["questions"][0]["card"]["mnemonic"] = "BooGle"
    assert unpacked(data) == paper


# what came of it


def test_the_result_by_topic_and_by_format(cards):
    def item(name: str, topic: str) -> Item:
        card = cards[name]
        return Item(Slot(card.id, card.entry, topic), topic, ask(card, Random(1)))

    items = [item("typed", "b"), item("number", "a"), item("choice", "b"), item("order", "a")]
    slip = Verdict("nearly", (Slip("typed", "Gogle", "Google"),))
    answers = {
        1: Answer("Gogle", slip, 900, accepted=True),
        2: Answer("1.5B", Verdict("right"), 800),
        3: Answer('["ReLU"]', Verdict("wrong"), 700),
    }
    found = result(items, answers, took=2400)
    assert found.score == Score(2, 4)
    assert found.by_topic == {"a": Score(1, 2), "b": Score(1, 2)}
    assert list(found.by_topic) == ["a", "b"]
    assert found.by_format == {
        "choice": Score(0, 1),
        "typed": Score(1, 1),
        "number": Score(1, 1),
        "order": Score(0, 1),
    }
    assert found.mistakes == (Mistake(3, items[2], answers[3]), Mistake(4, items[3], None))


@pytest.mark.parametrize(
    ("kind", "accepted", "right"),
    [
        ("right", False, True),
        ("nearly", False, False),
        ("nearly", True, True),
        ("wrong", False, False),
    ],
)
def test_nearly_right_counts_if_the_learner_says_so(kind, accepted, right):
    assert Answer("x", Verdict(kind), 1, accepted).right is right
