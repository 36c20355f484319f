"""Decks edited between sessions and during them: where the histories go."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzer.errors import UsageError

from .conftest import answer_all

ADAM = "  - q: Which optimiser keeps two moving averages?\n    a: Adam\n"
DROP = "  - q: What does dropout drop?\n    a: units\n"
NORM = "  - q: What does layer norm divide by?\n    a: the standard deviation\n"


def deck(*cards, title="A"):
    return f"deck: {title}\ncards:\n" + "".join(cards)


@pytest.fixture
def edited(learner, tmp_path):
    """A learner who answered all cards of a deck, and what the decks become then."""

    def start(before, after, rating=4):
        study = learner(before)
        study.begin()
        answer_all(study, rating)
        save(study, after)
        return study

    def save(study, files):
        for name, text in files.items():
            path = tmp_path / name
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        study.refresh()

    start.save = save
    return start


def histories(study):
    """How often each card was answered, by its question."""
    return {
        study.library.card(slot).question: memory.reps if memory else 0
        for deck in study.library.decks
        for slot in study.library.slots(deck)
        for memory in [study.store.standing(slot.uid).memory]
    }


def test_a_reworded_card_keeps_its_history_and_the_log_says_so(edited):
    after = deck(DROP, ADAM.replace("optimiser keeps", "optimizer has"))
    study = edited({"own/a.yaml": deck(ADAM, DROP)}, {"own/a.yaml": after})
    assert set(histories(study).values()) == {1}
    (relinked,) = study.histories.relinked()
    assert relinked.by == "match"
    assert study.store.faults() == []
    study.begin()
    assert study.advance() is None


def test_a_new_card_is_new(edited):
    study = edited({"own/a.yaml": deck(ADAM)}, {"own/a.yaml": deck(NORM, ADAM)})
    assert list(histories(study).values()) == [0, 1]


def test_a_card_moved_to_another_deck_keeps_its_history(edited):
    study = edited(
        {"own/a.yaml": deck(ADAM, DROP)},
        {"own/a.yaml": deck(ADAM), "own/b/c.yaml": deck(DROP, title="C")},
    )
    assert set(histories(study).values()) == {1}


def test_cut_and_saved_and_then_pasted_elsewhere_and_saved(edited):
    study = edited({"own/a.yaml": deck(ADAM, DROP)}, {"own/a.yaml": deck(ADAM)})
    assert [orphan.answers for orphan in study.histories.orphans()] == [1]
    edited.save(study, {"own/b.yaml": deck(DROP, title="B")})
    assert set(histories(study).values()) == {1}
    assert study.histories.orphans() == []


CHAMBERS = "  - q: How many chambers has the heart?\n    a: 4\n"
BASES = "  - q: How many bases has DNA?\n    a: 4\n"
INSULIN = "  - q: Which organ makes insulin?\n    a: The pancreas\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [(CHAMBERS, BASES), (INSULIN, INSULIN.replace("insulin", "glucagon"))],
    ids=["nothing in common", "one frame"],
)
def test_another_fact_of_the_same_answer_elsewhere_is_another_card(edited, old, new):
    study = edited({"own/a.yaml": deck(old, DROP)}, {"own/a.yaml": deck(DROP)})
    edited.save(study, {"own/b.yaml": deck(new, title="B")})
    assert list(histories(study).values()) == [1, 0]
    edited.save(study, {"own/b.yaml": deck(NORM, title="B")})
    edited.save(study, {"own/a.yaml": deck(DROP, new)})
    assert [orphan.answers for orphan in study.histories.orphans()] == [1]


def test_copied_and_saved_and_then_cut_and_saved(edited):
    both = {"own/a.yaml": deck(ADAM, DROP), "own/b.yaml": deck(DROP, title="B")}
    study = edited({"own/a.yaml": deck(ADAM, DROP)}, both)
    edited.save(study, {"own/a.yaml": deck(ADAM)})
    assert set(histories(study).values()) == {1}
    assert study.histories.orphans() == []


def test_what_appears_goes_before_a_copy_that_was_there(edited):
    copy = {"own/b.yaml": deck(ADAM, DROP, title="B")}
    study = edited({"own/a.yaml": deck(ADAM, DROP)}, copy)
    edited.save(study, {"own/a.yaml": None, "own/z/a.yaml": deck(ADAM, DROP)})
    (renamed,) = (one for one in study.library.decks if one.id == "z/a")
    slots = study.library.slots(renamed)
    assert [study.store.standing(slot.uid).memory.reps for slot in slots] == [1, 1]


def test_a_deck_that_was_copied_and_then_removed(edited):
    study = edited({"own/a.yaml": deck(ADAM, DROP)}, {"own/b.yaml": deck(ADAM, DROP)})
    edited.save(study, {"own/a.yaml": None})
    assert list(histories(study).values()) == [1, 1]


def test_a_deck_that_comes_back_finds_its_histories(edited):
    study = edited({"own/a.yaml": deck(ADAM, DROP)}, {"own/a.yaml": None})
    assert len(study.histories.orphans()) == 2
    edited.save(study, {"own/a.yaml": deck(ADAM, DROP)})
    assert set(histories(study).values()) == {1}
    assert study.histories.relinked() == []


@pytest.mark.parametrize("on", [True, False])
def test_a_deck_with_another_name_stays_on_or_off(edited, on):
    study = edited({"own/a.yaml": deck(ADAM, DROP)}, {})
    study.agenda.switch(study.library.decks, False)
    study.agenda.switch(study.library.decks, on)
    edited.save(study, {"own/a.yaml": None, "own/new/b.yaml": deck(DROP, ADAM)})
    assert [(one.file.id, one.on) for one in study.agenda.deck_states()] == [("new/b", on)]
    assert study.store.faults() == []


def test_an_error_makes_no_orphans(learner, tmp_path):
    study = learner({"own/a.yaml": deck(ADAM, DROP), "own/b.yaml": deck(NORM, title="B")})
    study.begin()
    answer_all(study)
    study.close()
    (tmp_path / "own" / "a.yaml").write_text(deck(ADAM, DROP.replace("    a:", "    b:")))
    (tmp_path / "own" / "b.yaml").write_text("half: [a")
    again = learner({"own/c.yaml": deck(DROP, NORM, title="C")})
    assert again.histories.orphans() == []
    assert again.histories.relinked() == []


def test_reworded_while_its_deck_has_an_error_elsewhere(learner, tmp_path):
    study = learner({"own/a.yaml": deck(ADAM, DROP)})
    study.begin()
    answer_all(study)
    study.close()
    better = ADAM.replace("optimiser keeps", "optimizer has")
    broken = learner({"own/a.yaml": deck(better, DROP.replace("    a:", "    b:"))})
    assert broken.histories.orphans() == []
    broken.close()
    again = learner({"own/a.yaml": deck(better, DROP)})
    assert set(histories(again).values()) == {1}
    assert again.store.faults() == []


def test_moved_while_the_deck_it_was_in_has_an_error(learner, tmp_path):
    study = learner({"own/a.yaml": deck(ADAM, DROP), "own/b.yaml": deck(NORM, title="B")})
    study.begin()
    answer_all(study)
    study.close()
    broken = {"own/a.yaml": deck(ADAM.replace("    a:", "    b:"))}
    learner(broken | {"own/b.yaml": deck(NORM, DROP, title="B")}).close()
    again = learner({"own/a.yaml": deck(ADAM)})
    assert set(histories(again).values()) == {1}
    assert again.histories.orphans() == []


def test_decks_of_one_run_leave_no_orphans_in_the_next(learner, tmp_path):
    study = learner({"given/a.yaml": deck(ADAM, DROP)}, given="given")
    study.begin()
    answer_all(study)
    study.close()
    without = learner({"own/c.yaml": deck(ADAM, NORM, title="C")})
    assert without.histories.orphans() == without.histories.relinked() == []
    without.close()
    again = learner(given="given")
    slots = again.library.slots(again.library.deck("a"))
    assert [again.store.standing(slot.uid).memory.reps for slot in slots] == [1, 1]


def test_a_history_is_not_taken_from_a_card_that_was_answered_meanwhile(edited, watch):
    study = edited({"own/a.yaml": deck(ADAM)}, {"own/a.yaml": deck(DROP)})
    study.begin()
    answer_all(study)
    edited.save(study, {"own/a.yaml": deck(ADAM.replace("optimiser keeps", "optimizer has"))})
    assert list(histories(study).values()) == [1]
    assert len(study.histories.orphans()) == 1


def test_adopting_goes_by_the_history_and_not_by_its_name(edited):
    study = edited({"own/a.yaml": deck(ADAM, DROP)}, {"own/a.yaml": deck(ADAM, NORM)})
    (orphan,) = study.histories.orphans()
    adam, norm = study.library.slots(study.library.decks[0])
    study.histories.relink(orphan.id, adam.uid)
    (replaced,) = study.histories.orphans()
    study.histories.adopt(replaced, norm.uid)
    assert set(histories(study).values()) == {1}
    assert study.histories.orphans() == []
    with pytest.raises(UsageError, match="no card 'a:nothing'"):
        study.histories.adopt(replaced, "a:nothing")


def test_a_deck_saved_with_an_error_stays_what_it_was(edited):
    study = edited({"own/a.yaml": deck(ADAM, DROP)}, {"own/a.yaml": "deck: A\ncards:\n  - q: [\n"})
    assert len(histories(study)) == 2
    assert study.faults
    for number in range(5):
        edited.save(study, {"own/a.yaml": f"deck: A\ncards:\n  - q{number}: [\n"})
    assert len(histories(study)) == 2
    edited.save(study, {"own/a.yaml": deck(ADAM, NORM)})
    assert study.faults == []
    assert list(histories(study).values()) == [1, 0]


def test_a_doubt_is_the_learners_to_decide(edited):
    after = ADAM.replace("Adam", "AdamW").replace("moving averages", "moving means of gradients")
    study = edited({"own/a.yaml": deck(ADAM)}, {"own/a.yaml": deck(after)})
    assert list(histories(study).values()) == [0]
    (doubt,) = study.histories.doubts()
    assert study.histories.card(doubt.perhaps[0]).answer == "AdamW"
    study.histories.adopt(doubt, doubt.perhaps[0])
    assert list(histories(study).values()) == [1]
    assert study.histories.doubts() == study.histories.orphans() == []
    assert study.store.faults() == []


def test_what_was_told_apart_is_not_asked_again(edited):
    after = ADAM.replace("Adam", "AdamW").replace("moving averages", "moving means of gradients")
    study = edited({"own/a.yaml": deck(ADAM)}, {"own/a.yaml": deck(after)})
    study.histories.tell_apart(study.histories.doubts()[0])
    assert study.histories.doubts() == []
    edited.save(study, {"own/a.yaml": deck(NORM)})
    edited.save(study, {"own/a.yaml": deck(after)})
    assert study.histories.doubts() == []
    assert len(study.histories.orphans()) == 1


def test_a_match_can_be_taken_back_for_good(edited):
    after = deck(ADAM.replace("optimiser keeps", "optimizer has"))
    study = edited({"own/a.yaml": deck(ADAM)}, {"own/a.yaml": after})
    (done,) = study.histories.relinked()
    study.histories.relink(done.new, done.old)
    assert list(histories(study).values()) == [0]
    assert [orphan.id for orphan in study.histories.orphans()] == [done.old]
    edited.save(study, {"own/a.yaml": deck(NORM)})
    edited.save(study, {"own/a.yaml": after})
    assert list(histories(study).values()) == [0]
    study.histories.relink(done.old, done.new)
    assert list(histories(study).values()) == [1]
    assert study.store.faults() == []


def test_the_history_that_made_way_is_not_lost(edited):
    study = edited({"own/a.yaml": deck(ADAM, DROP)}, {"own/a.yaml": deck(ADAM)})
    (orphan,) = study.histories.orphans()
    (slot,) = study.library.slots(study.library.decks[0])
    study.histories.relink(orphan.id, slot.uid)
    (replaced,) = study.histories.orphans()
    assert (replaced.id, replaced.said) == (f"{slot.uid} (replaced)", None)
    study.histories.relink(slot.uid, orphan.id)
    assert set(histories(study).values()) == {1}
    assert [one.id for one in study.histories.orphans()] == [orphan.id]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{card}0", "a:other", "0': did you mean 'a:"),
        ("{card}", "b:other", "no card 'b:other': `quizzer orphans list` lists orphans"),
        ("{card}", "{card}", "has this history already: nothing is to be done"),
    ],
)
def test_relinking_says_what_it_does_not_know(learner, old, new, message):
    study = learner({"own/a.yaml": deck(ADAM)})
    (card,) = study.library.ids()
    with pytest.raises(UsageError) as caught:
        study.histories.relink(old.format(card=card), new.format(card=card))
    assert message in str(caught.value)


def test_forgotten_is_forgotten(edited):
    study = edited({"own/a.yaml": deck(ADAM, DROP)}, {"own/a.yaml": deck(ADAM)})
    study.histories.forget(study.histories.orphans())
    assert study.histories.orphans() == []
    assert len(list(study.store.log())) == 2
    edited.save(study, {"own/a.yaml": deck(ADAM, DROP)})
    assert list(histories(study).values()) == [1, 0]
    assert study.store.faults() == []


def test_a_new_card_with_the_id_of_a_renamed_one_begins_anew(edited):
    study = edited(
        {"own/a.yaml": deck(ADAM.replace("- q", "- id: x\n    q"))},
        {"own/a.yaml": deck(ADAM.replace("- q", "- id: y\n    q"))},
    )
    named = [ADAM.replace("- q", "- id: y\n    q"), NORM.replace("- q", "- id: x\n    q")]
    edited.save(study, {"own/a.yaml": deck(*named)})
    assert list(histories(study).values()) == [1, 0]
    study.begin()
    assert answer_all(study) == ["What does layer norm divide by?"]
    assert list(histories(study).values()) == [1, 1]
    assert study.store.faults() == []


def test_marks_of_a_card_with_a_written_id_are_paired_by_what_they_hide(edited):
    cloze = "  - id: m\n    cloze: BERT masks ==15%== of its tokens.\n"
    study = edited(
        {"own/a.yaml": deck(cloze)},
        {"own/a.yaml": deck(cloze.replace("BERT", "==BERT=="))},
    )
    assert histories(study) == {
        "[...] masks 15% of its tokens.": 0,
        "BERT masks [...] of its tokens.": 1,
    }


# an answer that is another one now


def test_a_changed_answer_is_shown_before_the_card_is_asked(edited, watch):
    study = edited(
        {"own/a.yaml": deck(ADAM, DROP)}, {"own/a.yaml": deck(ADAM.replace("Adam", "AdamW"), DROP)}
    )
    watch.wait(30 * 86_400)
    study.begin()
    asked = {}
    while question := study.advance():
        asked[question.card.answer] = study.superseded
        if study.superseded:
            study.keep()
        else:
            study.answer(3, "recall")
    assert asked == {"units": None, "AdamW": None}
    assert study.superseded is None


def changed(edited, watch):
    study = edited({"own/a.yaml": deck(ADAM)}, {"own/a.yaml": deck(ADAM.replace("Adam", "AdamW"))})
    watch.wait(30 * 86_400)
    study.begin()
    question = study.advance()
    assert study.superseded == "Adam"
    return study, question


def test_keep_leaves_the_schedule_and_asks_at_the_end(edited, watch):
    study, question = changed(edited, watch)
    before = study.store.standing(study.session.current.slot.uid)
    study.keep()
    assert study.advance().card == question.card
    assert study.superseded is None
    assert study.store.standing(study.session.current.slot.uid) == before


def test_relearn_begins_anew(edited, watch):
    study, _ = changed(edited, watch)
    uid = study.session.current.slot.uid
    study.relearn()
    assert study.superseded is None
    assert study.store.standing(uid).memory is None
    study.answer(3, "recall")
    assert study.store.standing(uid).memory.reps == 1
    assert study.store.faults() == []


def test_suspended_it_is_asked_about_when_it_comes_back(edited, watch):
    study, question = changed(edited, watch)
    study.suspend()
    assert study.advance() is None
    study.agenda.unsuspend([question.card.id])
    study.begin()
    study.advance()
    assert study.superseded == "Adam"


@pytest.mark.parametrize("way", ["keep", "relearn", "suspend"])
def test_what_was_said_to_it_can_be_undone(edited, watch, way):
    study, question = changed(edited, watch)
    uid = study.session.current.slot.uid
    before = study.store.standing(uid)
    getattr(study, way)()
    assert study.undo().card == question.card
    assert study.superseded == "Adam"
    assert study.store.standing(uid) == before
    assert study.store.faults() == []


def test_what_the_learner_decides_tells_of_another_answer_too(edited, watch):
    after = ADAM.replace("Adam", "AdamW").replace("moving averages", "moving means of gradients")
    study = edited({"own/a.yaml": deck(ADAM)}, {"own/a.yaml": deck(after)})
    (doubt,) = study.histories.doubts()
    study.histories.adopt(doubt, doubt.perhaps[0])
    watch.wait(30 * 86_400)
    study.begin()
    assert study.advance().card.answer == "AdamW"
    assert study.superseded == "Adam"


def test_an_answer_that_came_back_to_what_it_was_is_not_asked_about(edited, watch):
    study = edited({"own/a.yaml": deck(ADAM)}, {"own/a.yaml": deck(ADAM.replace("Adam", "AdamW"))})
    edited.save(study, {"own/a.yaml": deck(ADAM.replace("Adam", "RMSProp"))})
    edited.save(study, {"own/a.yaml": deck(ADAM.replace("Adam", "adam"))})
    watch.wait(30 * 86_400)
    study.begin()
    assert study.advance()
    assert study.superseded is None


def test_a_card_never_answered_has_nothing_to_decide(learner, tmp_path):
    study = learner({"own/a.yaml": deck(ADAM)})
    (tmp_path / "own/a.yaml").write_text(deck(ADAM.replace("Adam", "AdamW")))
    study.refresh()
    study.begin()
    study.advance()
    assert study.superseded is None


def test_a_renamed_row_is_no_changed_answer_of_other_rows(edited, watch):
    note = (
        "---\nquizzer: true\n---\n\n# Models\n\n<!-- quizzer: table\nreverse:\n"
        '  Maker: "Which came from {value}?"\n-->\n\n| Model | Maker | Size |\n|---|---|---|\n'
        "| GPT-2 | OpenAI | 1.5B |\n| GPT-3 | OpenAI | 175B |\n| BERT | Google | 340M |\n"
        "| T5 | Google | 11B |\n| LLaMA | Meta | 65B |\n"
    )
    study = edited({"own/a.md": note}, {"own/a.md": note.replace("GPT-2", "GPT-2 XL")})
    assert set(histories(study).values()) == {1}
    edited.save(study, {"own/a.md": note.replace("GPT-2", "Zephyr").replace("T5", "Flan")})
    assert set(histories(study).values()) == {1}
    assert study.store._value("SELECT count(*) FROM superseded") == 0


# no edit attaches one history to two cards, or moves one without a row in the log

EDITS = st.lists(
    st.tuples(
        st.sampled_from(["drop", "add", "question", "answer", "move", "swap", "id", "break"]),
        st.integers(0, 6),
        st.integers(0, 6),
    ),
    min_size=1,
    max_size=8,
)
WORDS = "alpha beta gamma delta epsilon zeta eta theta iota kappa".split()


def scripted(cards, edit, number):
    """The cards, each (deck, question, answer, id), after one more edit."""
    kind, at, other = edit
    cards = [list(card) for card in cards]
    if kind == "add" or not cards:
        return [*cards, [at % 2, f"What is {WORDS[number % 10]} of {WORDS[other]}?", WORDS[at], ""]]
    one, two = cards[at % len(cards)], cards[other % len(cards)]
    if kind == "drop":
        cards.remove(one)
    elif kind == "question":
        one[1] = f"{one[1][:-1]} {WORDS[other]}?"
    elif kind == "answer":
        one[2] = WORDS[other]
    elif kind == "move":
        one[0] = 1 - one[0]
    elif kind == "swap":
        one[1], two[1] = two[1], one[1]
    elif kind == "id":
        one[3] = f"id{other}"
    return cards


def written(cards, number, broken):
    lines = [f"deck: D{number}", "cards:"]
    for home, question, answer, name in cards:
        if home == number:
            lines += [
                f"  - q: {question}",
                f"    a: {answer}",
                *([f"    id: {name}"] if name else []),
            ]
    return "\n".join(lines) + ("\n  - q: [\n" if broken else "\n")


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_no_edit_gives_a_history_to_two_cards_or_moves_it_unlogged(edits, tmp_path_factory):
    home = tmp_path_factory.mktemp("edits")
    study = opened(home)
    cards = [[n % 2, f"What is {word}?", f"the {word}", ""] for n, word in enumerate(WORDS[:5])]
    for number, edit in enumerate([("none", 0, 0), *edits]):
        cards = scripted(cards, edit, number) if number else cards
        for deck_number in (0, 1):
            text = written(cards, deck_number, edit[0] == "break" and edit[1] % 2 == deck_number)
            (home / "own" / f"{deck_number}.yaml").write_text(text, encoding="utf-8")
        before = {slot.uid: study.library.names.id(slot.uid) for slot in slots(study)}
        logged = len(study.histories.relinked())
        study.refresh()
        now = list(slots(study))
        assert len({slot.uid for slot in now}) == len({study.library.names.id(s.uid) for s in now})
        moves = {one.uid: one.new for one in study.histories.relinked()[logged:]}
        for slot in now:
            card = study.library.names.id(slot.uid)
            if slot.uid in before and before[slot.uid] != card:
                assert moves[slot.uid] == card
        study.begin()
        answer_all(study)
        assert study.store.faults() == []
    answers = sum(memory.reps for one in study.store.standings().values() if (memory := one.memory))
    assert answers == len(list(study.store.log()))
    study.close()


def slots(study):
    return (slot for deck in study.library.decks for slot in study.library.slots(deck))


def opened(home):
    import random

    from quizzer.config import Config
    from quizzer.disk import Folder
    from quizzer.library import Library
    from quizzer.store import Store
    from quizzer.study import Study

    from .conftest import BERLIN, Watch

    (home / "own").mkdir()
    library = Library([Folder(home / "own", "own")], home / "decks.db")
    store = Store.open(home / "progress.db")
    clock = Watch("2026-11-24 09:00")
    return Study(library, store, Config(), clock, BERLIN, random.Random(1))
