"""A learner at work: portions, sessions, the day turning, and a newcomer's first deck."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quizzer.config import Limits
from quizzer.errors import UsageError
from quizzer.study import Helping, Study
from quizzer.study.replies import logged, mark

from .conftest import answer_all, at, deck


def test_a_newcomers_two_cards_are_asked_in_the_first_session(learner):
    shipped = {f"shipped/{n}.yaml": deck(str(n), "a b c d e f", f"order: {n}\n") for n in range(9)}
    study = learner(shipped | {"own/mine.yaml": deck("Mine", "mine1 mine2")})
    study.begin()
    asked = answer_all(study)
    assert len(asked) == 20
    assert {"What is mine1?", "What is mine2?"} <= set(asked)
    assert asked[0] == "What is mine1?"


def test_a_deck_added_after_the_days_limit_is_reached_comes_tomorrow_or_as_more(learner, watch):
    study = learner({"shipped/a.yaml": deck("A", "a b c")}, new_per_day=2)
    study.begin()
    assert len(answer_all(study)) == 2
    study.begin(Helping(more_new=10))
    assert answer_all(study) == ["What is c?"]


def test_limits_hold_for_a_deck_and_below_a_folder(learner):
    study = learner(
        {"own/x/a.yaml": deck("A", "a b c"), "own/x/b.yaml": deck("B", "d e f")},
        limits={"x": Limits(new=4), "x/a": Limits(new=1)},
    )
    assert study.agenda.today().decks == {"x/a": (1, 0, 0), "x/b": (3, 0, 0)}


def test_what_was_answered_today_counts_towards_the_limits(learner):
    study = learner({"own/a.yaml": deck("A", "a b c d")}, new_per_day=3)
    study.begin()
    study.advance()
    study.answer(4, "recall")
    assert study.agenda.today().new == 2
    study.undo()
    assert study.agenda.today().new == 3


def test_due_cards_come_back_on_their_day_from_four_in_the_morning(learner, watch):
    study = learner({"own/a.yaml": deck("A", "a")})
    study.begin()
    study.advance()
    study.answer(4, "recall")
    days = study.store.standings().popitem()[1].memory.due - study.clock.today
    watch.wait((days - 1) * 86_400)
    assert study.agenda.today().due == 0
    next_due = study.agenda.today().next_due
    assert (next_due.hour, next_due.minute) == (4, 0)
    watch.now = int(next_due.timestamp() * 1000) - 1
    assert study.agenda.today().due == 0
    watch.now += 1
    assert study.agenda.today().due == 1


def test_a_learning_card_can_be_waited_for_or_had_at_once(learner, watch):
    study = learner({"own/a.yaml": deck("A", "a")})
    study.begin()
    study.advance()
    study.answer(1, "recall")
    assert study.advance() is None
    assert study.session.waiting == (watch.now + 60_000, 1)
    watch.wait(60)
    assert study.advance().card.question == "What is a?"
    study.answer(1, "recall")
    assert study.advance() is None
    assert study.advance(early=True) is not None


def test_the_day_may_turn_in_mid_session(learner, watch):
    watch.set("2026-11-25 03:50")
    study = learner({"own/a.yaml": deck("A", "a b c d e")}, new_per_day=2)
    study.begin()
    for _ in range(2):
        study.advance()
        study.answer(4, "recall")
    assert study.advance() is None
    watch.set("2026-11-25 04:05")
    assert study.advance().card.question == "What is c?"
    assert study.session.left == (2, 0, 0)


def test_evening_and_next_morning_are_two_days(learner, watch):
    watch.set("2026-11-24 22:00")
    study = learner({"own/a.yaml": deck("A", "a")})
    study.begin()
    study.advance()
    study.answer(3, "recall")
    watch.set("2026-11-25 08:00")
    study.begin()
    study.advance()
    study.answer(3, "recall")
    memory = study.store.standings().popitem()[1].memory
    assert memory.day - memory.first == 1


def test_review_ahead_brings_what_is_due_soon_soonest_first(learner, watch):
    study = learner({"own/a.yaml": deck("A", "a b c")})
    study.begin()
    answer_all(study)
    assert answer_all_asked(study, Helping(ahead=30)) == []
    watch.set("2026-11-25 09:00")
    assert answer_all_asked(study, Helping(ahead=1)) == []
    memories = study.store.standings()
    soonest = sorted(memories, key=lambda card: memories[card].memory.due)
    study.begin(Helping(ahead=30))
    assert study.advance().card.id == soonest[0]
    study.answer(3, "recall")
    assert len(answer_all(study)) == 2


def answer_all_asked(study: Study, helping: Helping) -> list[str]:
    study.begin(helping)
    return answer_all(study)


def test_practice_leaves_the_schedule_alone(learner):
    study = learner({"own/a.yaml": deck("A", "a b c"), "own/b.yaml": deck("B", "d")})
    before = study.store.standings()
    asked = answer_all_asked(study, Helping(("a",), practice=True))
    assert sorted(asked) == ["What is a?", "What is b?", "What is c?"]
    assert study.store.standings() == before == {}
    assert [row.practice for _, row in study.store.log()] == [True] * 3


def test_practice_draws_fresh_numbers_each_time(learner, watch):
    card = '{q: "What is {n} + 1?", vary: {n: [1, 2, 3, 4, 5, 6, 7, 8, 9]}, compute: n + 1}'
    study = learner({"own/a.yaml": f"deck: A\ncards:\n  - {card}\n"})
    asked = set()
    for _ in range(5):
        study.begin(Helping(practice=True))
        question = study.advance()
        assert study.reread() == question
        asked.add(question.card.question)
        study.answer(3, "number", "x")
        watch.wait(1)
    assert len(asked) > 1


def test_burying_in_practice_leaves_the_schedule_alone(learner):
    study = learner({"own/a.yaml": deck("A", "a b")})
    study.begin(Helping(practice=True))
    asked = study.advance().card.question
    study.bury()
    assert study.advance().card.question != asked
    assert study.undo().card.question == asked
    assert study.agenda.today().new == 2
    assert study.store.standings() == {}


def test_review_ahead_brings_the_cards_in_learning_as_well(learner, watch):
    study = learner({"own/a.yaml": deck("A", "a")})
    study.begin()
    study.advance()
    study.answer(1, "recall")
    study.begin(Helping(ahead=3))
    assert study.advance(early=True).card.question == "What is a?"


def test_of_cards_with_one_id_only_the_first_is_exported(learner):
    text = "deck: {0}\ncards:\n  - q: What is {0}?\n    a: x\n    id: mine\n"
    study = learner({"own/a.yaml": text.format("A"), "own/b.yaml": text.format("B")})
    questions = [card.question for one in study.exported() for card in one.cards]
    assert questions == ["What is A?"]


def test_practice_of_a_tag(learner):
    tagged = "deck: T\ntags: [deep]\ncards:\n  - q: What is x?\n    a: y\n"
    study = learner({"own/a.yaml": deck("A", "a"), "own/t.yaml": tagged})
    assert study.library.tags() == ["deep"]
    assert answer_all_asked(study, Helping(practice=True, tag="Deep")) == ["What is x?"]


def test_undo_goes_back_over_buries_and_suspensions(learner):
    study = learner({"own/a.yaml": deck("A", "a b c d")})
    study.begin()
    study.advance()
    study.answer(1, "recall")
    study.advance()
    study.bury()
    study.advance()
    study.suspend()
    study.advance()
    assert [study.undo().card.question for _ in range(3)] == [
        "What is c?",
        "What is b?",
        "What is a?",
    ]
    assert study.undo() is None
    assert study.store.standings() == {}
    assert study.agenda.today().new == 4


def test_buried_until_tomorrow_suspended_until_brought_back(learner, watch):
    study = learner({"own/a.yaml": deck("A", "a b c")})
    study.begin()
    study.advance()
    study.bury()
    study.advance()
    study.suspend()
    assert study.agenda.today().new == 1
    watch.set("2026-11-25 09:00")
    assert study.agenda.today().new == 2
    card = study.agenda.suspended()
    assert [one.question for one in card] == ["What is b?"]
    study.agenda.unsuspend([card[0].id])
    assert study.agenda.today().new == 3


def test_a_card_suspended_by_its_author_can_be_brought_back(learner):
    text = "deck: A\ncards:\n  - q: What is a?\n    a: b\n    suspended: true\n"
    study = learner({"own/a.yaml": text})
    assert study.agenda.today().new == 0
    study.agenda.unsuspend([study.agenda.suspended()[0].id])
    assert study.agenda.today().new == 1


def test_a_deck_that_is_off_is_left_alone_unless_it_is_named(learner):
    study = learner({"own/a.yaml": deck("A", "a"), "own/b.yaml": deck("B", "b")})
    study.agenda.switch(study.library.named(["a"]), False)
    assert study.agenda.today().decks == {"b": (1, 0, 0)}
    assert study.agenda.today(["a"]).decks == {"a": (1, 0, 0)}


def test_the_first_run_switches_off_the_shipped_decks_not_chosen(learner):
    study = learner({"shipped/s.yaml": deck("S", "s"), "own/a.yaml": deck("A", "a")})
    assert not study.welcomed
    study.welcome([])
    assert study.welcomed
    assert study.agenda.today().decks == {"a": (1, 0, 0)}


def test_a_deck_for_once_retires_after_its_session(learner):
    text = deck("Tutorial", "a b", "once: true\n") + "  - term: T\n    definition: D\n"
    study = learner({"shipped/t.yaml": text})
    study.begin()
    study.advance()
    study.answer(4, "recall")
    study.finish()
    assert study.agenda.today().new == 2
    study.begin()
    answer_all(study)
    study.finish()
    assert study.agenda.deck_states()[0].on is False


def test_an_own_deck_replaces_the_shipped_one_of_its_id(learner):
    study = learner({"shipped/x.yaml": deck("Old", "a"), "own/x.yaml": deck("New", "b")})
    only = study.library.decks
    assert [(one.title, one.replaces.name) for one in only] == [("New", "x.yaml")]


def test_two_own_decks_of_one_id_are_a_problem_that_names_both(learner, tmp_path):
    study = learner(
        {"own/a.yaml": deck("A", "a", "id: same\n"), "own/b.yaml": deck("B", "b", "id: same\n")}
    )
    (problem,) = study.problems()
    assert str(problem) == (
        f"{tmp_path}/own/b.yaml:1:1: error L02: the deck id 'same' is taken by "
        f"{tmp_path}/own/a.yaml\n    give one of the two another `id:`; "
        "until then only the other one is used"
    )
    assert [one.title for one in study.library.decks] == ["A"]


def test_an_id_in_two_decks_is_a_problem_and_the_card_comes_once(learner, tmp_path):
    text = "deck: {}\ncards:\n  - q: What is it?\n    a: x\n    id: mine\n"
    study = learner({"own/a.yaml": text.format("A"), "own/b.yaml": text.format("B")})
    (problem,) = study.problems()
    assert problem[:3] == (f"{tmp_path}/own/b.yaml", 3, 5)
    assert problem.message == f"the id 'mine' stands in {tmp_path}/own/a.yaml, too"
    assert study.agenda.today().new == 1


def test_a_broken_deck_leaves_the_others_usable(learner, tmp_path):
    study = learner({"own/a.yaml": deck("A", "a"), "own/b.yaml": "deck: [\n"})
    assert study.agenda.today().decks == {"a": (1, 0, 0)}
    assert {problem.path for problem in study.problems()} == {f"{tmp_path}/own/b.yaml"}


def test_a_deck_is_named_by_id_beginning_or_path(learner, tmp_path):
    study = learner({"own/x/a.yaml": deck("A", "a"), "own/x/b.yaml": deck("B", "b")})

    def ids(name):
        return [one.id for one in study.library.named([name])]

    assert ids("x/a") == ids(str(tmp_path / "own/x/a.yaml")) == ["x/a"]
    assert ids("x") == ids("x/") == ["x/a", "x/b"]
    with pytest.raises(UsageError, match=r"no deck 'x/c': did you mean x/[ab]\?"):
        ids("x/c")


def test_a_clock_that_jumped_back_loses_nothing(learner, watch):
    study = learner({"own/a.yaml": deck("A", "a b")})
    study.begin()
    study.advance()
    study.answer(4, "recall")
    watch.set("2026-11-20 09:00")
    assert study.clock.behind == 4 * 86_400_000
    study.advance()
    study.answer(4, "recall")
    stamps = [stamp.at for stamp, _ in study.store.log()]
    assert stamps == sorted(stamps)
    assert study.stats().streak == 1


def test_contents_are_dated_when_they_were_seen_to_change(learner, tmp_path, watch):
    study = learner({"own/a.yaml": deck("A", "a b")})
    first = study.last_changes()
    watch.wait(3600)
    (tmp_path / "own/a.yaml").write_text(deck("A", "a b").replace("answer b", "better b"))
    study.refresh()
    second = study.last_changes()
    assert set(first.values()) == {at("2026-11-24 09:00")}
    assert sorted(second.values()) == [at("2026-11-24 09:00"), at("2026-11-24 10:00")]


def test_all_are_seen_by_a_day_at_this_pace(learner):
    study = learner({"own/a.yaml": deck("A", "a b c d e")}, new_per_day=2)
    states = study.agenda.deck_states()
    assert study.agenda.all_seen_by(states).isoformat() == "2026-11-26"


def test_what_was_chosen_is_logged_and_marked(learner):
    text = "deck: A\ncards:\n  - q: Which?\n    a: right\n    wrong: [bad, worse]\n"
    study = learner({"own/a.yaml": text})
    study.begin()
    question = study.advance()
    assert mark(question, ["bad"]).kind == "wrong"
    study.answer(1, question.format, logged(["bad"]))
    assert [(row.asked, row.reply) for _, row in study.store.log()] == [("choice", '["bad"]')]


def test_times_are_local_with_their_offset(learner, watch):
    study = learner()
    assert study.clock.local(at("2026-07-01 12:00")).isoformat() == "2026-07-01T12:00:00+02:00"
    utc = datetime(2026, 1, 1, tzinfo=UTC)
    assert study.clock.local(int(utc.timestamp() * 1000)).isoformat() == "2026-01-01T01:00:00+01:00"


def test_a_sibling_of_what_was_answered_today_is_not_reviewed_ahead(learner, watch):
    study = learner({"own/a.yaml": "deck: A\ncards:\n  - term: T\n    definition: D\n"})
    study.begin()
    answer_all(study)
    watch.set("2026-11-25 09:00")
    study.begin()
    assert len(answer_all(study)) == 1
    assert answer_all_asked(study, Helping(ahead=60)) == []


def test_tomorrows_new_cards_count_as_what_comes_next(learner):
    study = learner({"own/a.yaml": deck("A", "a b c")}, new_per_day=2)
    study.begin()
    answer_all(study)
    assert study.agenda.today().next_due.isoformat() == "2026-11-25T04:00:00+01:00"


def test_a_buried_card_comes_next_tomorrow(learner):
    study = learner({"own/a.yaml": deck("A", "a")})
    study.begin()
    study.advance()
    study.bury()
    assert study.agenda.today().next_due.isoformat() == "2026-11-25T04:00:00+01:00"


@pytest.mark.parametrize(
    ("now", "tomorrow"),
    [
        ("2026-03-28 12:00", "2026-03-29T04:00:00+02:00"),
        ("2026-10-24 12:00", "2026-10-25T04:00:00+01:00"),
        ("2026-11-24 12:00", "2026-11-25T04:00:00+01:00"),
    ],
)
def test_a_day_begins_at_four_by_its_own_local_time(learner, watch, now, tomorrow):
    watch.set(now)
    study = learner()
    assert study.clock.local(study.clock.day_ends).isoformat() == tomorrow


def test_a_clock_that_was_set_back_goes_on_from_the_log(learner, watch):
    study = learner({"own/a.yaml": deck("A", "a")})
    study.begin()
    study.advance()
    study.answer(1, "recall")
    watch.set("2025-11-24 09:00")
    assert study.advance() is None
    watch.wait(61)
    assert study.advance().card.question == "What is a?"
    watch.wait(86_400)
    assert study.clock.today - study.clock.day(at("2026-11-24 09:00"), 60) == 1


def test_undo_over_the_turn_of_the_day_brings_the_new_day_again(learner, watch):
    watch.set("2026-11-25 03:50")
    study = learner({"own/a.yaml": deck("A", "a b c d e f")}, new_per_day=3)
    study.begin()
    for _ in range(3):
        study.advance()
        study.answer(4, "recall")
    watch.set("2026-11-25 04:05")
    assert study.advance().card.question == "What is d?"
    assert study.undo().card.question == "What is c?"
    study.answer(4, "recall")
    study.advance()
    assert study.session.left == (2, 0, 0)


def test_a_card_whose_deck_was_changed_meanwhile_is_passed_over(learner, tmp_path):
    study = learner({"own/a.yaml": deck("A", "a b c")})
    study.begin()
    study.advance()
    study.answer(4, "recall")
    (tmp_path / "own/a.yaml").write_text(deck("A", "a c"), encoding="utf-8")
    study.library.refresh()
    assert study.advance().card.question == "What is c?"


def test_another_quizzer_reading_a_changed_deck_takes_no_card_from_this_session(learner, tmp_path):
    study = learner({"own/a.yaml": deck("A", "a b")})
    study.begin()
    (tmp_path / "own/a.yaml").write_text(deck("A", "x"), encoding="utf-8")
    other = learner()
    assert [slot.uid for slot in other.library.slots(other.library.decks[0])]
    assert study.advance().card.question == "What is a?"


def test_an_id_in_two_decks_counts_in_the_one_that_is_on(learner):
    text = "deck: {}\ncards:\n  - q: What is it?\n    a: x\n    id: mine\n"
    study = learner({"own/a.yaml": text.format("A"), "own/b.yaml": text.format("B")})
    study.agenda.switch(study.library.named(["a"]), False)
    study.begin()
    study.advance()
    study.answer(1, "recall")
    assert study.agenda.today().decks == {"b": (0, 1, 0)}


def test_a_tag_that_no_card_bears_is_said(learner):
    study = learner({"own/a.yaml": deck("A", "a", "tags: [deep]\n")})
    with pytest.raises(UsageError, match="no card bears the tag 'deap': tags: deep"):
        study.begin(Helping(practice=True, tag="deap"))


def test_a_tutorial_switched_on_again_stays_on(learner):
    study = learner({"shipped/t.yaml": deck("T", "a", "once: true\n")})
    study.begin()
    answer_all(study)
    study.finish()
    study.agenda.switch(study.library.decks, True)
    study.finish()
    assert study.agenda.deck_states()[0].on is True


def test_what_is_shown_is_what_is_used_though_another_quizzer_changed_the_settings(learner):
    study = learner({"own/a.yaml": deck("A", "a")})
    study.begin()
    study.advance()
    other = learner(steps=(30,))
    assert other.store.settings() == study.store.settings()
    assert study.preview()[0] == "30m"


def test_undo_of_a_card_that_is_gone_asks_the_next(learner, tmp_path):
    study = learner({"own/a.yaml": deck("A", "a b c")})
    study.begin()
    study.advance()
    study.answer(3, "recall")
    (tmp_path / "own/a.yaml").write_text(deck("A", "c"), encoding="utf-8")
    study.refresh()
    assert study.undo().card.question == "What is c?"
    assert list(study.store.log()) == []


def test_a_day_turns_though_the_deck_of_the_session_is_gone(learner, tmp_path, watch):
    study = learner({"own/a.yaml": deck("A", "a b c"), "own/b.yaml": deck("B", "d")})
    study.begin(Helping(("a",)))
    study.advance()
    study.answer(3, "recall")
    (tmp_path / "own/a.yaml").unlink()
    study.refresh()
    watch.set("2026-11-25 09:00")
    assert study.advance() is None


def test_a_save_does_not_restart_the_clock_of_an_answer(learner, tmp_path, watch):
    study = learner({"own/a.yaml": deck("A", "a b")})
    study.begin()
    study.advance()
    watch.wait(30)
    (tmp_path / "own/a.yaml").write_text(deck("A", "a b c"), encoding="utf-8")
    study.refresh()
    study.reread()
    study.answer(3, "recall")
    assert [row.took for _, row in study.store.log()] == [30_000]
