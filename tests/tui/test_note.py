"""The note behind a card, read without leaving the terminal."""

from __future__ import annotations

import pytest

from quizzer import preview
from quizzer.config import Config
from quizzer.tui.screens.note import NoteApp, NoteScreen
from quizzer.tui.screens.preview import PreviewApp, PreviewScreen
from quizzer.tui.screens.review import ReviewScreen

from .conftest import deck, shown

NOTE = r"""---
title: Attention
quizzer: true
---

# Attention

A query is compared with every key:

$$\mathrm{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V$$

| Model | Positional encoding | Normalisation | Activation | Attention | Company |
|---|---|---|---|---|---|
| LLaMA | RoPE | RMSNorm | SwiGLU | multi-head | Meta |

BERT selects ==15%::a share== of the tokens.

<!-- quizzer: card
wrong: [tanh, ReLU, softplus]
-->
Q: Which function turns scores into weights?

A: the softmax

Q: What is $d_k$?

A: the width of a key
"""


def told(app):
    """What the app has notified of."""
    return " ".join(note.message for note in app._notifications)


async def pressed(pilot, *keys):
    """Press keys, and wait until a note that they opened is on screen."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
    await pilot.pause()


@pytest.fixture
def note(tmp_path):
    path = tmp_path / "attention.md"
    path.write_text(NOTE, encoding="utf-8")
    return path


async def test_a_note_is_read_with_its_formulas_drawn_and_without_its_directives(note, snapshot):
    app = PreviewApp(preview.read(note), Config())
    async with app.run_test(size=(60, 60)) as pilot:
        await pressed(pilot, "n")
        assert isinstance(app.screen, NoteScreen)
        assert shown(app) == snapshot
        await pressed(pilot, "escape")
        assert isinstance(app.screen, PreviewScreen)


async def test_a_note_is_open_at_the_card_that_one_came_from(note):
    app = PreviewApp(preview.read(note), Config())
    async with app.run_test(size=(80, 12)) as pilot:
        await pressed(pilot, "right", "right", "right", "right", "right", "right", "right", "n")
        (here,) = app.screen.query(".here")
        assert here.source == "Q: What is $d_k$?\n"
        assert "Q: What is dₖ?" in shown(app)
        assert "A query is compared" not in shown(app)


async def test_a_deck_has_no_note(tmp_path):
    path = tmp_path / "plain.yaml"
    path.write_text(deck("GELU")["plain.yaml"], encoding="utf-8")
    app = PreviewApp(preview.read(path), Config())
    async with app.run_test() as pilot:
        await pressed(pilot, "n")
        assert isinstance(app.screen, PreviewScreen)
        assert told(app) == "This is a deck: there is no note to read."


async def test_in_a_review_the_note_is_shown_after_the_answer(review, note):
    app = review({"attention.md": NOTE})
    async with app.run_test() as pilot:
        await pressed(pilot, "n")
        assert isinstance(app.screen, ReviewScreen)
        await pressed(pilot, "space", "n")
        assert isinstance(app.screen, NoteScreen)
        assert "Attention" in shown(app)
        await pressed(pilot, "n")
        assert isinstance(app.screen, ReviewScreen)
        assert app.screen._phase == "shown"


async def test_in_a_review_a_card_without_a_note_says_so(review):
    app = review(deck("GELU"))
    async with app.run_test() as pilot:
        await pressed(pilot, "space", "n")
        assert isinstance(app.screen, ReviewScreen)
        assert told(app) == "This card was not made from a note."


async def test_a_note_that_cannot_be_read_is_said(review, tmp_path):
    app = review({"attention.md": NOTE})
    async with app.run_test() as pilot:
        await pressed(pilot, "space")
        (tmp_path / "decks" / "attention.md").unlink()
        await pressed(pilot, "n")
        assert isinstance(app.screen, ReviewScreen)
        assert "attention.md cannot be read: No such file or directory" in told(app)


async def test_a_note_without_cards_is_read_alone(tmp_path):
    path = tmp_path / "courses.md"
    path.write_text("---\nquizzer: skip\n---\n\n# Courses\n\nThree are good.\n", encoding="utf-8")
    with pytest.raises(preview.NoCardsError):
        preview.read(path)
    app = NoteApp(path, Config())
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Three are good." in shown(app)
        assert not app.query(".here")
        await pilot.press("escape")
        await pilot.pause()
        assert app._exit
