"""A learner at a real terminal: studies, undoes, leaves, comes back."""

from __future__ import annotations

import json
import sqlite3

import pytest

DECK = "deck: Letters\norder: -1\ncards:\n" + "".join(
    f"  - q: Which letter has number {number}?\n    a: {chr(96 + number)}\n"
    for number in range(1, 21)
)


@pytest.fixture
def letters(own_home):
    """The learner's own deck of twenty cards; the shipped ones are off."""
    folder = own_home / "decks"
    folder.mkdir(parents=True)
    (folder / "letters.yaml").write_text(DECK, encoding="utf-8")
    return folder


def log(own_home):
    connection = sqlite3.connect(own_home / "data" / "progress.db")
    try:
        undone = {
            json.loads(data)["seq"]
            for (data,) in connection.execute("SELECT data FROM acts WHERE kind = 'undo'")
        }
        rows = connection.execute("SELECT seq, card, rating FROM reviews ORDER BY seq")
        return [(card, rating) for seq, card, rating in rows if seq not in undone]
    finally:
        connection.close()


def test_study_ten_cards_undo_two_quit_and_come_back(terminal, quizzer, letters, own_home):
    screen = terminal("review", "letters")
    ratings = [3, 1, 2, 4, 3, 3, 4, 1, 3, 2]
    for number, rating in enumerate(ratings, 1):
        screen.wait(f"number {number}?", "Space shows")
        screen.send(" ")
        screen.wait("1 Again", f"{chr(96 + number)}")
        screen.send(str(rating))
    screen.wait("number 11?")
    screen.send("u")
    screen.wait("number 10?")
    screen.send("u")
    screen.wait("number 9?")
    screen.send("\x1b")
    screen.wait("8 answers on 8 cards")
    screen.send("\r")
    assert screen.end() == 0

    assert [rating for _, rating in log(own_home)] == ratings[:8]
    due = json.loads(quizzer("due", "letters", "--json").stdout)
    assert (due["new"], due["learning"], due["due"]) == (12, 6, 0)
    stats = json.loads(quizzer("stats", "--json").stdout)
    assert stats["reviews"] == stats["reviews_today"] == 8
    assert quizzer("doctor").stdout == "progress is sound: the log and what follows from it agree\n"

    screen = terminal("review", "letters")
    screen.wait("number 9?", "12 new · 6 learning · 0 due")


@pytest.mark.parametrize(
    ("keys", "changes"),
    [
        ([], {0}),
        ([" "], {0}),
        ([" ", "3"], {0, 1}),
        (["u"], {0, -1}),
        (["-"], {0}),
        (["\x1b"], {0}),
    ],
    ids=["nothing", "shown", "rated", "undone", "buried", "left"],
)
def test_kill_loses_no_answer_that_was_followed_by_a_card(
    terminal, letters, own_home, keys, changes
):
    screen = terminal("review", "letters")
    for number in (1, 2):
        screen.wait(f"number {number}?", "Space shows")
        screen.send(" ")
        screen.wait("1 Again")
        screen.send("4")
    screen.wait("number 3?", "Space shows")
    screen.send(*keys)
    screen.kill()
    assert len(log(own_home)) - 2 in changes


def test_home_shows_the_decks_and_first_asks_for_topics(terminal, letters):
    screen = terminal()
    screen.wait("Welcome to Quizzer", "Which topics")
    screen.send("\r")
    screen.wait("Study today's cards", "Letters", "20 new")
    screen.send("?")
    screen.wait("Keys of this screen", "home.switch")
    screen.send("\x1b")
    screen.wait("Study today's cards", gone="Keys of this screen")
    screen.send("q")
    assert screen.end() == 0
    again = terminal()
    assert "Welcome" not in again.wait("Study today's cards")


@pytest.mark.parametrize("size", [(20, 5), (60, 20), (120, 36)])
def test_any_size_of_terminal_can_be_studied_in(terminal, letters, own_home, size):
    screen = terminal("review", "letters", size=size)
    asked = screen.wait("number 1?" if size[0] > 20 else "1")
    screen.send(" ")
    shown = screen.wait("1 Again" if size[0] > 20 else "1", other_than=asked)
    screen.send("3")
    screen.wait("2", other_than=shown)
    screen.send("\x1b")
    screen.wait("Done")
    screen.send("\r")
    assert screen.end() == 0
    assert len(log(own_home)) == 1
