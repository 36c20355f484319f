"""What a session asks next, and how it goes back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizzer.card import Slot
from quizzer.schedule.steps import Memory, State
from quizzer.session import Allowance, Portion, Session, apart, covers, mixed, portion, taking_turns

NOW = 1_000_000
ENDS = NOW + 86_400_000


def slot(name: str, deck: str = "d", entry: str = "", near: str = "") -> Slot:
    return Slot(name, entry or name, deck, near)


def slots(names: str, deck: str = "d") -> list[Slot]:
    return [slot(name, deck) for name in names.split()]


def learning(due: int) -> Memory:
    return Memory(State.LEARNING, 0, 1.0, 5.0, due, 0, NOW, 0, 1, 0)


REVIEW = Memory(State.REVIEW, 0, 9.0, 5.0, 12, 0, NOW, 0, 1, 0)
FREE = (Allowance(99, {}), Allowance(99, {}))


def names(cards: list[Slot]) -> str:
    return " ".join(card.uid for card in cards)


def test_the_limits_hold_in_all_and_for_decks_that_begin_so():
    new = slots("a b c", "topic/one") + slots("d e", "topic/two") + slots("f g", "other")
    held = portion(new, [], [], [], Allowance(4, {"topic": 3, "topic/one": 2}), Allowance(9, {}))
    assert names(held.new) == "a b d f"


def test_what_today_has_brought_counts_towards_the_limits():
    left = Allowance(3, {"d": 2})
    left.spend("d")
    assert names(portion(slots("a b c"), [], [], [], left, Allowance(0, {})).new) == "a"


def test_a_limit_of_nothing_brings_nothing():
    held = portion(slots("a"), slots("b"), [], [], Allowance(0, {}), Allowance(0, {}))
    assert held == Portion([], [], [])


def test_a_limit_covers_a_deck_and_what_lies_below_it_and_no_other():
    assert covers("", "any")
    assert covers("topic", "topic")
    assert covers("topic", "topic/one")
    assert covers("topic/", "topic/one")
    assert not covers("topic", "topical")


def test_of_siblings_one_comes_a_day():
    new = [slot("t~term", entry="t"), slot("t~definition", entry="t"), slot("u")]
    assert names(portion(new, [], [], [], *FREE).new) == "t~term u"


def test_a_sibling_of_what_was_answered_today_waits_until_tomorrow():
    new = [slot("t~term", entry="t"), slot("u")]
    assert names(portion(new, [], [], ["t"], *FREE).new) == "u"


def test_learning_cards_come_whatever_the_limits():
    held = portion([], [], [(5, slot("a"))], ["a"], Allowance(0, {}), Allowance(0, {}))
    assert held.learning == [(5, slot("a"))]


def test_own_and_shipped_new_cards_take_turns():
    assert names(list(taking_turns(slots("o1 o2 o3"), slots("s1")))) == "o1 s1 o2 o3"


def test_new_cards_are_read_no_further_than_needed():
    def endless():
        number = 0
        while True:
            number += 1
            yield slot(str(number))

    held = portion(endless(), [], [], [], Allowance(3, {}), Allowance(9, {}))
    assert names(held.new) == "1 2 3"


def test_new_cards_are_spread_among_the_reviews():
    order = [item.slot.uid for item in mixed(slots("n1 n2"), slots("r1 r2 r3 r4 r5 r6"))]
    assert order == "r1 r2 n1 r3 r4 n2 r5 r6".split()


@given(st.lists(st.sampled_from(["", "gpt-2", "bert", "t5"])))
def test_moving_rows_apart_loses_and_doubles_nothing(rows):
    items = mixed([slot(str(n), near=row) for n, row in enumerate(rows)], [])
    assert sorted(apart(items)) == sorted(items)


def test_cards_of_one_row_are_kept_apart():
    rows = ["gpt-2", "gpt-2", "bert", "t5", "palm", "gemma"]
    items = mixed([slot(str(n), near=row) for n, row in enumerate(rows)], [])
    places = [n for n, item in enumerate(items) if item.slot.near == "gpt-2"]
    assert places[1] - places[0] > 3


def session(new: str = "", due: str = "", **learning: int) -> Session:
    cards = [(due, slot(name)) for name, due in learning.items()]
    return Session(Portion(slots(new), slots(due), cards))


def test_a_learning_card_that_is_due_comes_first():
    study = session(due="a b", x=NOW - 1, y=NOW + 60_000)
    assert study.advance(NOW).slot.uid == "x"


def test_a_card_in_learning_comes_back_in_the_session():
    study = session(new="a", due="b c d")
    study.advance(NOW)
    first = study.current.slot.uid
    study.answered(1, 5, learning(NOW + 60_000), ENDS, "t1")
    assert study.advance(NOW).slot.uid != first
    study.answered(3, 5, REVIEW, ENDS, "t2")
    assert study.advance(NOW + 60_000).slot.uid == first


def test_when_only_learning_cards_are_left_one_can_wait_or_have_them_now():
    study = session(x=NOW + 60_000, y=NOW + 90_000)
    assert study.advance(NOW) is None
    assert study.waiting == (NOW + 60_000, 2)
    assert study.advance(NOW, early=True).slot.uid == "x"
    assert study.waiting is None


def test_early_does_not_overtake_what_is_due_now():
    study = session(due="a", x=NOW + 60_000)
    assert study.advance(NOW, early=True).slot.uid == "a"


def test_a_step_that_ends_tomorrow_leaves_the_session():
    study = session(new="a")
    study.advance(NOW)
    study.answered(1, 5, learning(ENDS), ENDS, "t")
    assert study.advance(NOW) is None
    assert study.waiting is None


def test_answering_buries_the_siblings_in_the_queue():
    study = Session(Portion(due=[slot("t~1", entry="t"), slot("u"), slot("t~2", entry="t")]))
    study.advance(NOW)
    study.answered(3, 5, REVIEW, ENDS, "t")
    assert study.advance(NOW).slot.uid == "u"
    study.answered(3, 5, REVIEW, ENDS, "t")
    assert study.advance(NOW) is None


def test_in_practice_a_failed_card_comes_again_at_the_end():
    study = Session(Portion(due=slots("a b")), practice=True, ordered=True)
    study.advance(NOW)
    study.answered(1, 5, None, ENDS, "t")
    assert study.advance(NOW).slot.uid == "b"
    study.answered(3, 5, None, ENDS, "t")
    assert study.advance(NOW).slot.uid == "a"


def state(study: Session) -> tuple:
    waiting = study.left, study.waiting, study.current
    return waiting, tuple(study._ahead()), study._learning, study.summary()


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 90_000)), max_size=15), st.integers(0, 15)
)
def test_undo_of_any_number_of_steps_goes_back_exactly(script, depth):
    study = session(new="a b c", due="d e f", x=NOW + 5_000)
    now, seen = NOW, []
    for rating, passed in script:
        now += passed
        if study.current is None and study.advance(now, early=True) is None:
            break
        seen.append(state(study))
        if rating == 0:
            study.put_aside("token")
        else:
            memory = learning(now + 60_000) if rating < 3 else REVIEW
            study.answered(rating, passed, memory, ENDS, "token")
    for _ in range(min(depth, len(seen))):
        study.undo()
        assert state(study) == seen.pop()


def test_the_token_of_the_last_step_tells_what_to_undo_in_the_log():
    study = session(due="a b")
    study.advance(NOW)
    study.answered(3, 5, REVIEW, ENDS, "first")
    study.advance(NOW)
    study.put_aside("second")
    assert study.last().token == "second"
    study.undo()
    assert study.last().token == "first"


def test_a_new_day_brings_its_own_portion_and_leaves_the_card_on_screen():
    study = session(due="a b c")
    shown = study.advance(NOW)
    study.turn(Portion(new=slots("n"), due=slots("a z")))
    assert study.current == shown
    study.answered(3, 5, REVIEW, ENDS, "t")
    assert {study.advance(NOW).slot.uid, study.advance(NOW).slot.uid} == {"n", "z"}


def test_the_summary_leaves_undone_steps_out():
    study = session(new="a", due="b")
    for rating, took in ((3, 2_000), (1, 1_000)):
        study.advance(NOW)
        study.answered(rating, took, REVIEW, ENDS, "t")
    summary = study.summary()
    assert (summary.answers, summary.cards, summary.new, summary.took) == (
        (1, 0, 1, 0),
        2,
        1,
        3_000,
    )
    study.undo()
    assert study.summary().answers == (0, 0, 1, 0)
