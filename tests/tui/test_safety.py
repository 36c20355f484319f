"""What no terminal may be told to obey, and how the app leaves when progress cannot be kept."""

from __future__ import annotations

import pytest

from quizzer.errors import AccessError
from quizzer.study import Helping
from quizzer.tui.app import QuizzerApp, run_app

from .conftest import deck, shown

FULL = AccessError("progress in p.db: database or disk is full", "make room")
HOSTILE = "\x1b]0;pwn\x07 x"
VISIBLE = r"\u001b]0;pwn\u0007 x"


def full(*_):
    raise FULL


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def is_safe(app):
    text = shown(app)
    return not any(char in text for char in "\x1b\x07\x9b")


async def test_control_characters_of_names_never_reach_the_terminal(study, monkeypatch):
    one = study(deck("a"), origin="shipped")
    files = [
        file._replace(id=f"{HOSTILE}/plain", title=f"T {HOSTILE}") for file in one.library.decks
    ]
    monkeypatch.setattr(type(one.library), "decks", files)
    app = QuizzerApp(one)
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        assert VISIBLE in shown(app)
        assert is_safe(app)
        monkeypatch.setattr(one, "welcome", lambda _: None)
        await press(pilot, "enter")
        assert f"▾ {VISIBLE}" in shown(app)
        assert f"T {VISIBLE}" in shown(app)
        assert is_safe(app)


async def test_control_characters_of_decks_cards_and_errors_never_reach_the_terminal(
    review, monkeypatch
):
    app = review(deck("a"))
    library = app.study.library
    file, card = library.decks[0], library.card
    monkeypatch.setattr(library, "deck", lambda _: file._replace(title=HOSTILE))
    monkeypatch.setattr(
        library, "card", lambda slot: card(slot)._replace(question=HOSTILE, hint=HOSTILE)
    )
    app.study.begin()
    async with app.run_test() as pilot:
        await press(pilot, "h")
        app.notify(HOSTILE, title=HOSTILE)
        await pilot.pause()
        text = shown(app)
        assert text.count(VISIBLE) >= 3
        assert is_safe(app)
        (note,) = app._notifications
        assert (note.title, note.message, note.markup) == (VISIBLE, VISIBLE, False)
        await press(pilot, "at")
        assert is_safe(app)


async def left_with(app, *keys):
    """The fault that ended the app after these keys."""
    async with app.run_test() as pilot:
        await pilot.pause()
        for key in keys:
            if app._exit:
                break
            await pilot.press(key)
            await pilot.pause()
    assert app._exit
    assert app._exit_renderables == []
    return app.fault


@pytest.mark.parametrize("keys", [["escape"], ["space", "4"], ["space", "4", "escape"]])
async def test_a_session_that_cannot_be_finished_ends_without_a_traceback(
    review, monkeypatch, keys
):
    app = review(deck("a"))
    monkeypatch.setattr(app.study.store, "checkpoint", full)
    assert await left_with(app, *keys) is FULL


async def test_nor_does_one_that_was_empty(review, monkeypatch):
    app = review(deck("a"), Helping(practice=True, tag="none"))
    monkeypatch.setattr(app.study.store, "checkpoint", full)
    assert await left_with(app) is FULL


async def test_a_choice_of_topics_that_cannot_be_kept_ends_without_a_traceback(study, monkeypatch):
    one = study(deck("a"), origin="shipped")
    monkeypatch.setattr(one.store, "act", full)
    assert await left_with(QuizzerApp(one), "enter") is FULL


async def test_counts_that_cannot_be_read_end_without_a_traceback(study, monkeypatch):
    one = study(deck("a"))
    one.welcome([])
    monkeypatch.setattr(one.store, "standings", full)
    assert await left_with(QuizzerApp(one)) is FULL


def test_the_fault_that_ended_the_app_is_raised_to_whoever_ran_it(study, monkeypatch):
    def run(app):
        app.fault = FULL

    monkeypatch.setattr(QuizzerApp, "run", run)
    with pytest.raises(AccessError, match="disk is full"):
        run_app(study(deck("a")), in_session=False)
