from hypothesis import given
from hypothesis import strategies as st

from quizzer.identity.names import Names

IDS = st.sampled_from(["a", "b", "c", "d"])


def test_nothing_moved():
    names = Names()
    assert not names
    assert names.uid("a") == names.id("a") == "a"


def test_a_card_was_renamed():
    names = Names([("old", "new")])
    assert names.uid("new") == "old"
    assert names.id("old") == "new"
    assert names.moves() == {"old": "new"}


def test_renamed_again_and_back():
    names = Names([("a", "b"), ("a", "c")])
    assert names.uid("c") == "a"
    assert names.uid("b") == "b"
    names.move("a", "a")
    assert not names.moves()


def test_a_new_card_with_the_id_of_a_renamed_one_has_a_history_of_its_own():
    names = Names([("a", "b")])
    fresh = names.uid("a")
    assert fresh not in ("a", "b")
    assert names.id(fresh) == "a"
    names.move(fresh, "c")
    assert names.uid("c") == fresh
    assert names.uid("a") not in ("a", "b", fresh)


def test_a_history_whose_card_was_given_to_another_is_nowhere():
    names = Names([("a", "b")])
    assert names.id("b") == ""
    names.move("c", "b")
    assert names.uid("b") == "c"
    assert names.id("a") == ""


def test_two_cards_change_places():
    names = Names([("a", "b"), ("b", "a")])
    assert (names.uid("a"), names.uid("b")) == ("b", "a")


@given(st.lists(st.tuples(IDS, IDS), max_size=12))
def test_no_two_cards_have_one_history_and_no_history_two_cards(moves):
    names = Names()
    for card, to in moves:
        names.move(names.uid(card), to)
        uids = [names.uid(card) for card in "abcd"]
        assert len(set(uids)) == len(uids)
        assert [names.id(uid) for uid in uids] == list("abcd")
        for uid, card in names.moves().items():
            assert not card or names.uid(card) == uid


@given(st.lists(st.tuples(IDS, IDS), max_size=12))
def test_the_moves_that_are_kept_are_all_there_is_to_keep(moves):
    names = Names()
    for card, to in moves:
        names.move(names.uid(card), to)
    again = Names(names.moves().items())
    assert [again.uid(card) for card in "abcd"] == [names.uid(card) for card in "abcd"]
    assert again.moves() == names.moves()
