"""Which cards a quiz asks, and how many of each topic."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.card import Slot
from quizzer.drawing import blueprint, draw, topics

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


def drawn(pools, count, seed=7, unfit=()):
    ask = lambda slot: None if slot.uid in unfit else slot.uid  # noqa: E731
    return draw(sizes(pools), count, seed, lambda topic, at: pools[topic][at], ask)


def sizes(pools):
    return {topic: len(pool) for topic, pool in pools.items()}


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
    draw({"a": 500, "b": 500}, 50, 7, lambda *of: read.append(of) or Slot(f"{of}", f"{of}", ""), id)
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


def test_each_card_is_drawn_once_until_none_is_left():
    found = drawn({"a": slots("a", 200)}, 200)
    assert sorted(found) == sorted(slot.uid for slot in slots("a", 200))


def test_a_seed_that_was_shared_gives_the_same_cards_in_later_versions():
    pools = {"a": slots("a", 60), "b": slots("b", 40)}
    assert drawn(pools, 6, seed=7) == "a39~0 a58~0 a56~0 a20~0 b35~0 b1~0".split()
