"""Decks edited before and during a session, as the screens show it and ask about it."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from quizzer.study import Helping
from quizzer.tui.app import QuizzerApp
from quizzer.tui.live import FaultLine, Saved
from quizzer.tui.screens.changed import ChangedScreen
from quizzer.tui.screens.doubts import DoubtsScreen
from quizzer.tui.screens.review import ReviewScreen

from .conftest import shown

ADAM = "  - q: Which optimiser keeps two moving averages?\n    a: Adam\n"
DROP = "  - q: What does dropout drop?\n    a: units\n"


def text(*cards):
    return "deck: Training\ncards:\n" + "".join(cards)


def said(app):
    """What was said for a while in a corner of the screen."""
    return "\n".join(notification.message for notification in app._notifications)


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


@pytest.fixture
def save(tmp_path):
    """Save a deck; of an app also tell it, as the watcher does."""

    async def write(pilot, content, name="train.yaml"):
        path = tmp_path / "decks" / name
        path.write_text(content, encoding="utf-8")
        pilot.app.post_message(Saved(frozenset([path])))
        await pilot.pause()
        await pilot.pause()

    return write


@pytest.fixture
def learnt(study, tmp_path, watch):
    """A learner who knows the cards of a deck that was then edited; a month went by."""

    def start(before, after):
        one = study({"train.yaml": before})
        one.begin()
        while question := one.advance():
            one.answer(4, question.format)
        (tmp_path / "decks" / "train.yaml").write_text(after, encoding="utf-8")
        one.refresh()
        watch.now += 40 * 86_400_000
        return one

    return start


# an answer that is another one now


@pytest.fixture
def changed(learnt):
    """The app in a session on a card whose answer was edited."""
    one = learnt(text(DROP), text(DROP.replace("units", "units, at random")))
    one.begin()
    return QuizzerApp(one, in_session=True)


async def test_old_and_new_answer_are_shown_before_the_card_is_asked(changed):
    async with changed.run_test() as pilot:
        await pilot.pause()
        assert isinstance(changed.screen, ChangedScreen)
        text = shown(changed)
        for part in ("was edited", "What does dropout drop?", "It was", "units", "at random"):
            assert part in text


@pytest.mark.parametrize(
    ("keys", "acts", "reps", "over"),
    [
        (["k"], ["keep"], 1, False),
        (["enter"], ["keep"], 1, False),
        (["r"], ["relearn"], 0, False),
        (["down", "enter"], ["relearn"], 0, False),
        (["s"], ["suspend"], 1, True),
        (["at"], ["suspend"], 1, True),
    ],
)
async def test_what_the_learner_says_to_it(changed, keys, acts, reps, over):
    async with changed.run_test() as pilot:
        await pilot.pause()
        uid = changed.study.session.current.slot.uid
        await press(pilot, *keys)
        await pilot.pause()
        assert isinstance(changed.screen, ReviewScreen)
        assert [act.kind for _, act in changed.study.store.acts(*acts)] == acts
        memory = changed.study.store.standing(uid).memory
        assert (memory.reps if memory else 0) == reps
        assert ("Done" in shown(changed)) is over


async def test_leaving_leaves_it_for_another_time(changed):
    async with changed.run_test() as pilot:
        await pilot.pause()
        await press(pilot, "escape")
        assert changed.study.store.contents.superseded(next(iter(changed.study.store.standings())))


async def test_a_save_while_it_is_asked_about_a_change_asks_once(changed, save):
    async with changed.run_test() as pilot:
        await pilot.pause()
        await save(pilot, text(DROP.replace("units", "units, by chance")))
        assert isinstance(changed.screen, ChangedScreen)
        assert "by chance" in shown(changed)
        assert len(changed.screen_stack) == 2
        await save(pilot, text(DROP))
        assert isinstance(changed.screen, ReviewScreen)
        await press(pilot, "space", "3")
        assert len(list(changed.study.store.log())) == 2


# cards that may be reworded ones


@pytest.fixture
def doubtful(learnt):
    """The app at home, with one card gone that may be another one now."""
    one = learnt(text(ADAM), text(ADAM.replace("averages?\n    a: Adam", "means?\n    a: AdamW")))
    one.welcome([])
    return QuizzerApp(one)


async def test_home_says_that_there_is_something_to_decide(doubtful):
    async with doubtful.run_test() as pilot:
        await pilot.pause()
        assert "1 card is gone and may only be reworded: d decides." in shown(doubtful)
        await press(pilot, "d")
        assert isinstance(doubtful.screen, DoubtsScreen)
        for part in ("two moving averages?", "Adam", "two moving means?", "AdamW", "1 answer"):
            assert part in shown(doubtful)


@pytest.mark.parametrize(
    ("key", "orphans", "reps"), [("y", 0, [1]), ("enter", 0, [1]), ("n", 1, [])]
)
async def test_it_is_the_same_or_it_is_not(doubtful, key, orphans, reps):
    async with doubtful.run_test() as pilot:
        await pilot.pause()
        await press(pilot, "d", key)
        study = doubtful.study
        assert not isinstance(doubtful.screen, DoubtsScreen)
        assert "reworded" not in shown(doubtful)
        assert len(study.histories.orphans()) == orphans
        slots = study.library.slots(study.library.decks[0])
        memories = [study.store.standing(slot.uid).memory for slot in slots]
        assert [memory.reps for memory in memories if memory] == reps


async def test_it_can_be_decided_later(doubtful):
    async with doubtful.run_test() as pilot:
        await pilot.pause()
        await press(pilot, "d", "escape", "d")
        assert isinstance(doubtful.screen, DoubtsScreen)


async def test_nothing_to_decide(study):
    one = study({"train.yaml": text(ADAM)})
    one.welcome([])
    app = QuizzerApp(one)
    async with app.run_test() as pilot:
        await press(pilot, "d")
        assert "Nothing to decide" in said(app)


# a deck saved while a card of it is on screen


async def test_the_card_changes_in_place(review, save):
    app = review({"train.yaml": text(DROP, ADAM)})
    async with app.run_test() as pilot:
        assert "What does dropout drop?" in shown(app)
        await save(
            pilot, text(ADAM, DROP.replace("does dropout drop", "does a dropout layer drop"))
        )
        assert "What does a dropout layer drop?" in shown(app)
        await press(pilot, "space", "3")
        assert len(list(app.study.store.log())) == 1
        assert app.study.histories.relinked()


async def test_the_answer_that_is_shown_changes_in_place(review, save):
    app = review({"train.yaml": text(DROP)})
    async with app.run_test() as pilot:
        await press(pilot, "space")
        await save(pilot, text(DROP.replace("units", "whole units")))
        assert "whole units" in shown(app)
        assert "3 Good*" in shown(app)
        await press(pilot, "3")
        assert [row.rating for _, row in app.study.store.log()] == [3]


async def test_what_was_typed_so_far_stays(review, save):
    typed = "  - q: Who made GPT-2?\n    a: OpenAI\n    accept: [open ai]\n"
    app = review({"train.yaml": text(typed)})
    async with app.run_test() as pilot:
        await press(pilot, "o", "p", "e")
        await save(pilot, text(typed.replace("Who made", "Who has made")))
        assert "Who has made GPT-2?" in shown(app)
        assert app.screen.query_one(".reply").value == "ope"


async def test_a_save_with_an_error_is_said_and_the_session_goes_on(review, save):
    app = review({"train.yaml": text(DROP, ADAM)})
    async with app.run_test(size=(100, 24)) as pilot:
        await save(pilot, text(DROP.replace("    a: units", "    b: units"), ADAM))
        assert "train.yaml:4:5: unknown key `b`" in shown(app)
        assert "What does dropout drop?" in shown(app)
        await press(pilot, "space", "3")
        assert "two moving averages" in shown(app)
        assert "train.yaml:4:5" in shown(app)
        await save(pilot, text(DROP, ADAM))
        assert "train.yaml" not in shown(app)
        assert not app.screen.query_one(FaultLine).display


@pytest.mark.parametrize("become", ["deleted", "a folder", "a loop", "a pipe of itself"])
async def test_a_deck_that_is_gone_takes_no_answer_with_it(review, tmp_path, become):
    app = review({"train.yaml": text(DROP, ADAM)})
    path = tmp_path / "decks" / "train.yaml"
    async with app.run_test() as pilot:
        path.unlink()
        if become == "a folder":
            path.mkdir()
        elif become == "a loop":
            path.symlink_to(path)
        elif become == "a pipe of itself":
            path.write_bytes(b"\x00\x01")
        app.post_message(Saved(frozenset([path])))
        await pilot.pause()
        await pilot.pause()
        await press(pilot, "space", "3", "space", "3", "enter")
        assert len(list(app.study.store.log())) >= 1
        assert app.study.store.faults() == []


# the editor

EDITOR = """\
import pathlib, sys
path = pathlib.Path(sys.argv[-1])
text = path.read_text(encoding="utf-8")
path.write_text(text.replace("dropot", "dropout"), encoding="utf-8")
"""


@pytest.fixture
def editor(tmp_path, monkeypatch):
    """$EDITOR is a script that mends a typo."""

    def use(script=EDITOR):
        path = tmp_path / "editor.py"
        path.write_text(script, encoding="utf-8")
        monkeypatch.setenv("VISUAL", f"{sys.executable} {path}")
        return path

    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    return use


async def test_without_an_editor_it_says_where_the_card_is(review, editor, tmp_path):
    app = review({"train.yaml": text(ADAM, DROP)})
    async with app.run_test(size=(200, 24)) as pilot:
        await press(pilot, "e")
        assert f"the card is in {tmp_path / 'decks' / 'train.yaml'}:3" in said(app)


async def test_watching_ends_with_the_app(review):
    app = review({"train.yaml": text(ADAM)})
    async with app.run_test() as pilot:
        await pilot.pause()
    async with asyncio.timeout(2):
        while [task for task in asyncio.all_tasks() if "watching.py" in repr(task)]:
            await asyncio.sleep(0.01)


async def test_a_save_on_disk_is_seen(review, tmp_path):
    app = review({"train.yaml": text(DROP)})
    async with app.run_test() as pilot:
        await pilot.pause()
        path = Path(tmp_path / "decks" / "train.yaml")
        path.write_text(text(DROP.replace("dropout drop", "dropout switch off")), encoding="utf-8")
        async with asyncio.timeout(5):
            while "switch off" not in shown(app):
                await asyncio.sleep(0.02)


def test_practice_asks_nothing_about_changed_answers(learnt):
    one = learnt(text(DROP), text(DROP.replace("units", "units, at random")))
    one.begin(Helping(practice=True))
    assert one.advance()
    assert one.superseded is None
