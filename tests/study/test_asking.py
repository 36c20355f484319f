"""In which format a card is asked, by how well it is known and by what the learner decided."""

from __future__ import annotations

import random

import pytest

from quizzer.card import Slot
from quizzer.config import Config
from quizzer.parse.decks import read
from quizzer.schedule.steps import Memory, State
from quizzer.study.asking import Asking
from quizzer.values import NO_ALIASES

DECK = """
deck: Models
cards:
  - {id: gelu, q: Which activation does GPT-2 use?, a: GELU, wrong: [ReLU, SwiGLU, Tanh]}
  - {id: among, q: Which of these is an encoder?, a: BERT, wrong: [GPT-2, GPT-3, PaLM]}
  - {id: openai, q: Who released GPT-2?, a: OpenAI, accept: [Open AI Inc]}
  - {id: layers, q: How many layers has GPT-2?, a: "48"}
  - {id: why, q: Why is warm-up needed?, a: At first the gradients near the output are large.}
  - {id: cloze, cloze: BERT masks ==15%== of the tokens.}
  - {id: order, q: Order them., order: [GPT-1, BERT, GPT-2]}
"""


class Alone:
    """A library in which no card has another beside it, and a log without mistakes."""

    def alike(self, _):
        return [], [], NO_ALIASES

    def wrong_replies(self):
        return []


@pytest.fixture
def cards():
    deck, problems = read(DECK.encode(), "models.yaml", "models")
    assert problems == []
    return {card.id: card for card in deck.cards}


def memory(state=State.REVIEW, stability=5.0):
    return Memory(state, 0, stability, 5.0, 0, 0, 0, 0, 3, 0)


KNOWN = {
    "new": None,
    "learning": memory(State.LEARNING),
    "growing": memory(),
    "relearning": memory(State.RELEARNING, 60.0),
    "mature": memory(stability=21.0),
}


def asked(card, known="new", **formats):
    asking = Asking(Alone(), Alone(), Config(formats=formats))
    slot = Slot(card.id, card.entry, "models/gpt")
    return asking.question(slot, card, KNOWN[known], random.Random(1)).format


@pytest.mark.parametrize(
    ("name", "formats"),
    [
        ("gelu", ["choice", "choice", "typed", "typed", "recall"]),
        ("among", ["choice"] * 5),
        ("openai", ["typed"] * 5),
        ("layers", ["recall", "recall", "number", "number", "recall"]),
        ("why", ["recall"] * 5),
        ("cloze~1", ["cloze"] * 5),
        ("order", ["order"] * 5),
    ],
)
def test_the_format_follows_mastery(cards, name, formats):
    assert [asked(cards[name], known) for known in KNOWN] == formats


@pytest.mark.parametrize(
    ("rule", "formats"),
    [
        ("card", ["choice", "typed", "recall", "cloze"]),
        ("choice", ["choice", "typed", "recall", "cloze"]),
        ("typed", ["typed", "typed", "number", "number"]),
        ("recall", ["recall", "recall", "recall", "cloze"]),
    ],
)
@pytest.mark.parametrize("known", KNOWN)
def test_the_learner_can_fix_it(cards, rule, formats, known):
    names = ["gelu", "openai", "layers", "cloze~1"]
    assert [asked(cards[name], known, **{"": rule}) for name in names] == formats


def test_the_nearest_rule_holds_for_a_deck(cards):
    rules = {"": "choice", "models": "recall", "models/gpt": "typed", "models/gpt-2": "card"}
    assert asked(cards["gelu"], **rules) == "typed"
    del rules["models/gpt"]
    assert asked(cards["gelu"], **rules) == "recall"
    del rules["models"]
    assert asked(cards["gelu"], **rules) == "choice"


TABLE = """---
quizzer: true
---

# Models

| Model | Layers |
|---|---|
| GPT-1 | 12 |
| GPT-2 | 48 |
| GPT-3 | 96 |
| BERT | 24 |
| PaLM | 118 |
| LLaMA | 80 |
"""


def test_a_new_cell_is_a_choice_among_its_column_and_a_confusion_comes_back(learner):
    study = learner({"own/models.md": TABLE})
    study.begin()
    question = study.advance()
    assert question.card.answer == "12"
    assert question.format == "choice"
    assert len(question.options) == 4
    assert set(question.options) <= {"12", "48", "96", "24", "118", "80"}
    study.answer(1, "choice", '["118"]')
    again = Asking(study.library, study.store, study.config)
    slot = next(iter(study.library.slots(study.library.decks[0])))
    for seed in range(10):
        shown = again.question(slot, question.card, None, random.Random(seed))
        assert "118" in shown.options
