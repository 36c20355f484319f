"""Which cards a quiz asks, how many of each topic, and what came of it."""

from __future__ import annotations

import json
from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.card import Slot
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
    askable,
    blueprint,
    draw,
    packed,
    result,
    topics,
    unpacked,
)

# how many of each topic


@pytest.mark.parametrize(
    ("sizes", "count", "shares"),
    [
        ({"a": 50, "b": 30, "c": 20}, 10, {"a": 5, "b": 3, "c": 2}),
        ({"a": 47, "b": 33, "c": 20}, 10, {"a": 5, "b": 3, "c": 2}),
        ({"a": 10, "b": 10, "c": 10}, 10, {"a": 4, "b": 3, "c": 3}),
        ({"a": 97, "b": 2, "c": 1}, 10, {"a": 8, "b": 1, "c": 1}),
        ({"a": 97, "b": 2, "c": 1}, 3, {"a": 1, "b": 1, "c": 1}),
        ({"a": 97, "b": 2, "c": 1}, 2, {"a": 2, "b": 0, "c": 0}),
        ({"a": 2, "b": 1}, 20, {"a": 2, "b": 1}),
        ({"a": 3, "b": 0}, 2, {"a": 2, "b": 0}),
    ],
    ids=[
        "in proportion",
        "by largest remainder",
        "the first of equals",
        "one at least",
        "one each",
        "too few for one each",
        "all there are",
        "nothing of an empty topic",
    ],
)
def test_topics_get_their_share(sizes, count, shares):
    assert blueprint(sizes, count) == shares


@given(st.dictionaries(st.text("abcdef", min_size=1), st.integers(1, 500)), st.integers(1, 300))
def test_shares_add_up_and_none_is_more_than_there_is(sizes, count):
    shares = blueprint(sizes, count) if sizes else {}
    total = sum(sizes.values())
    assert sum(shares.values()) == min(count, total)
    for topic, share in shares.items():
        assert share <= sizes[topic]
        if count >= len(sizes):
            assert share >= 1
        if all(min(count, total) * size >= total for size in sizes.values()):
            assert abs(share - min(count, total) * sizes[topic] / total) < 1


@pytest.mark.parametrize(
    ("decks", "named"),
    [
        (["a/x", "a/y", "b/z"], ["a", "a", "b"]),
        (["a/x", "mine"], ["a", "mine"]),
        (["a/x", "a/y"], ["a/x", "a/y"]),
        (["one", "two"], ["one", "two"]),
        (["a/b/x", "a/y"], ["a/b", "a"]),
    ],
)
def test_a_topic_is_a_folder_or_in_one_folder_a_deck(decks, named):
    assert topics(decks) == dict(zip(decks, named, strict=True))


# which cards


def slots(topic: str, number: int, each: int = 1) -> list[Slot]:
    """So many entries of a topic, with so many cards each."""
    return [
        Slot(f"{topic}{entry}~{card}", f"{topic}{entry}", topic)
        for entry in range(number)
        for card in range(each)
    ]


def itself(slot):
    return slot


def drawn(pools, count, seed=7, unfit=()):
    return draw(pools, count, seed, itself, lambda slot: None if slot.uid in unfit else slot.uid)


def test_a_seed_decides_what_is_drawn():
    pools = {"a": slots("a", 60), "b": slots("b", 40)}
    first = drawn(pools, 20)
    assert first == drawn(pools, 20)
    assert Counter(uid[0] for uid in first) == {"a": 12, "b": 8}
    assert set(first) != set(drawn(pools, 20, seed=8))


def test_every_card_has_the_same_chance():
    pools = {"a": slots("a", 10)}
    found = Counter(uid for seed in range(2000) for uid in drawn(pools, 3, seed))
    expected = 2000 * 3 / 10
    assert sum((found[slot.uid] - expected) ** 2 / expected for slot in pools["a"]) < 27.9  # p .001


def test_of_one_entry_one_card_is_asked():
    found = drawn({"a": slots("a", 10, each=4)}, 10)
    assert len({uid.partition("~")[0] for uid in found}) == len(found) == 10


def test_only_what_is_asked_is_read():
    read = []
    pools = {"a": slots("a", 500), "b": slots("b", 500)}
    draw(pools, 50, 7, itself, lambda slot: read.append(slot) or 1)
    assert len(read) == 50


def test_a_card_that_cannot_be_asked_changes_one_question_and_no_more():
    pools = {"a": slots("a", 60), "b": slots("b", 40)}
    whole = drawn(pools, 20)
    without = drawn(pools, 20, unfit={whole[3]})
    assert len(without) == 20
    assert set(whole) - set(without) == {whole[3]}


def test_what_a_topic_cannot_give_others_do():
    pools = {"a": slots("a", 10), "b": slots("b", 10), "c": slots("c", 10)}
    unfit = {slot.uid for slot in pools["a"][1:]}
    found = Counter(uid[0] for uid in drawn(pools, 15, unfit=unfit))
    assert found == {"a": 1, "b": 7, "c": 7}


def test_a_quiz_has_no_more_questions_than_there_are():
    pools = {"a": slots("a", 3, each=2)}
    assert len(drawn(pools, 20)) == 3
    assert drawn(pools, 20, unfit={slot.uid for slot in pools["a"]}) == []
    assert drawn({}, 20) == []


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
