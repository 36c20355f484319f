"""What no terminal may be told to obey, and how the app leaves when progress cannot be kept."""

from __future__ import annotations

import pytest

from quizzer.errors import AccessError
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
    monkeypatch.setattr(one.library, "decks", files)
    monkeypatch.setattr(one, "refresh", lambda *_: None)
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


@pytest.fixture
def leaves_in_silence(capsys):
    """Whether the app ends with FULL after some keys, and prints nothing itself."""

    async def ends(app, *keys):
        with pytest.raises(AccessError, match="disk is full"):
            async with app.run_test() as pilot:
                await press(pilot, *keys)
        return app.fault is FULL and capsys.readouterr() == ("", "")

    return ends


@pytest.mark.parametrize("keys", [["escape"], ["space", "4"], ["space", "4", "escape"]])
async def test_a_session_that_cannot_be_finished_ends_without_a_traceback(
    review, monkeypatch, keys, leaves_in_silence
):
    app = review(deck("a"))
    monkeypatch.setattr(app.study.store, "checkpoint", full)
    assert await leaves_in_silence(app, *keys)


async def test_a_choice_of_topics_that_cannot_be_kept_ends_without_a_traceback(
    study, monkeypatch, leaves_in_silence
):
    one = study(deck("a"), origin="shipped")
    monkeypatch.setattr(one.store, "act", full)
    assert await leaves_in_silence(QuizzerApp(one), "enter")


async def test_counts_that_cannot_be_read_end_without_a_traceback(
    study, monkeypatch, leaves_in_silence
):
    one = study(deck("a"))
    one.welcome([])
    monkeypatch.setattr(one.store, "standings", full)
    assert await leaves_in_silence(QuizzerApp(one))


def test_the_fault_that_ended_the_app_is_raised_to_whoever_ran_it(study, monkeypatch):
    monkeypatch.setattr(QuizzerApp, "run", lambda app: app._handle_exception(FULL))
    with pytest.raises(AccessError, match="disk is full"):
        run_app(study(deck("a")), in_session=False)


async def test_a_fault_of_the_program_has_its_traceback(study, monkeypatch, capsys):
    one = study(deck("a"))
    one.welcome([])
    monkeypatch.setattr(one, "problems", lambda: 1 / 0)
    app = QuizzerApp(one)
    with pytest.raises(ZeroDivisionError):
        async with app.run_test():
            pass
    assert app.fault is None
    assert "division by zero" in capsys.readouterr().err
