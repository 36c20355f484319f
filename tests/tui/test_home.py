"""First run, Home, More and the suspended cards."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from quizzer.tui.app import QuizzerApp
from quizzer.tui.screens.review import ReviewScreen

from .conftest import deck, shown

TOPICS = {
    "0-fundamentals/1-rnn.yaml": "deck: RNN\norder: 1\ncards:\n  - q: What is r?\n    a: R\n",
    "0-fundamentals/2-attention.yaml": "deck: Attention\ntags: [deep]\norder: 2\ncards:\n"
    "  - q: What is s?\n    a: S\n  - q: What is t?\n    a: T\n",
    "tables.yaml": "deck: Tables\norder: 190\ncards:\n  - q: What is u?\n    a: U\n",
}


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def test_the_first_run_explains_grading_and_asks_for_topics(study):
    app = QuizzerApp(study(TOPICS, origin="shipped"))
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        text = shown(app)
        assert "Again means you did not remember" in text
        assert "Fundamentals" in text
        assert "Tables" in text
        await press(pilot, "space", "enter")
        assert app.study.store.switches() == {
            "0-fundamentals/1-rnn": False,
            "0-fundamentals/2-attention": False,
        }
        assert "Study today's cards" in shown(app)
        assert "RNN (off)" in shown(app)


async def test_home_shows_the_deck_tree_with_counts_and_what_today_holds(study):
    one = study(TOPICS, new_per_day=3)
    one.welcome(one.library.decks)
    app = QuizzerApp(one)
    async with app.run_test() as pilot:
        await pilot.pause()
        text = shown(app)
        assert "Today: 3 new · 0 learning · 0 due" in text
        assert "▾ Fundamentals" in text
        assert "● Attention" in text
        assert "2 new" in text
        assert "At this pace all seen by 22 September 2026." in text


async def test_enter_studies_today_or_the_deck_one_is_on(study):
    one = study(TOPICS)
    one.welcome(one.library.decks)
    app = QuizzerApp(one)
    async with app.run_test() as pilot:
        await press(pilot, "down", "down", "down", "enter")
        assert isinstance(app.screen, ReviewScreen)
        assert one.session.left == (2, 0, 0)
        await press(pilot, "escape")
        assert "Study today's cards" in shown(app)
        await press(pilot, "home", "enter")
        assert one.session.left == (4, 0, 0)


async def test_counts_are_new_when_one_comes_back(study):
    one = study(deck("a", "b"))
    one.welcome([])
    app = QuizzerApp(one)
    async with app.run_test() as pilot:
        await press(pilot, "enter", "space", "4", "escape", "enter")
        assert "Today: 1 new · 0 learning · 0 due" in shown(app)


async def test_space_switches_a_deck_and_a_topic(study):
    one = study(TOPICS)
    one.welcome(one.library.decks)
    app = QuizzerApp(one)
    async with app.run_test() as pilot:
        await press(pilot, "down", "space")
        assert one.store.switches() == {
            "0-fundamentals/1-rnn": False,
            "0-fundamentals/2-attention": False,
        }
        await press(pilot, "down", "space")
        assert one.store.switches()["0-fundamentals/1-rnn"] is True
        assert "Today: 2 new" in shown(app)


async def test_a_topic_folds(study):
    one = study(TOPICS)
    one.welcome(one.library.decks)
    app = QuizzerApp(one)
    async with app.run_test() as pilot:
        await press(pilot, "j", "left")
        assert "▸ Fundamentals" in shown(app)
        assert "Attention" not in shown(app)
        await press(pilot, "right")
        assert "Attention" in shown(app)


async def test_nothing_to_study_says_so(study):
    one = study(deck("a"), new_per_day=0)
    one.welcome([])
    app = QuizzerApp(one)
    async with app.run_test() as pilot:
        await press(pilot, "enter")
        assert not isinstance(app.screen, ReviewScreen)
        notes = [note.message for note in app._notifications]
        assert notes == ["Nothing to study there today; m offers more."]


@pytest.mark.parametrize(
    ("on", "says"),
    [
        (True, "Nothing to study today: m offers more."),
        (False, "Nothing to study: switch a deck on with Space."),
    ],
)
async def test_home_says_why_there_is_nothing_to_study(study, on, says):
    one = study(deck("a"), new_per_day=0)
    one.welcome([])
    one.agenda.switch(one.library.decks, on)
    app = QuizzerApp(one)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert says in shown(app)


async def test_more_offers_new_cards_ahead_practice_and_tags(study):
    one = study(TOPICS, new_per_day=0)
    one.welcome(one.library.decks)
    app = QuizzerApp(one)
    async with app.run_test() as pilot:
        await press(pilot, "m")
        text = shown(app)
        for offer in ("10 more new cards", "due within 3 days", "Practise all", "tagged deep"):
            assert offer in text
        await press(pilot, "enter")
        assert one.session.left == (4, 0, 0)
        await press(pilot, "escape", "m", "end", "enter")
        assert one.session.practice
        assert one.session.left == (0, 0, 2)


async def test_suspended_cards_are_listed_and_brought_back(study):
    one = study(deck("a", "b"))
    one.welcome([])
    app = QuizzerApp(one)
    async with app.run_test() as pilot:
        await press(pilot, "enter", "at", "at", "enter", "s")
        assert "2 suspended cards" in shown(app)
        assert "What is a?" in shown(app)
        await press(pilot, "enter")
        assert "1 suspended card" in shown(app)
        await press(pilot, "a")
        assert "No suspended cards" in shown(app)
        await press(pilot, "escape")
        assert "Today: 2 new" in shown(app)


async def test_problems_in_decks_are_counted_on_home(study, tmp_path):
    one = study(deck("a"))
    one.welcome([])
    (tmp_path / "decks" / "broken.yaml").write_text("deck: [\n", encoding="utf-8")
    one.library.refresh()
    app = QuizzerApp(one)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "in the decks: `quizzer check`" in shown(app)


async def test_the_keys_say_how_to_change_them(study):
    one = study(deck("a"))
    one.welcome([])
    app = QuizzerApp(one)
    async with app.run_test(size=(90, 34)) as pilot:
        await press(pilot, "question_mark")
        assert '[keys] "review.undo" = "z"' in shown(app)


async def test_every_screen_shows_its_keys_and_is_left_with_escape(study):
    one = study(TOPICS)
    one.welcome(one.library.decks)
    app = QuizzerApp(one)
    async with app.run_test(size=(90, 34)) as pilot:
        for keys, name in (
            ([], "home.switch"),
            (["s"], "suspended.back"),
            (["enter"], "review.undo"),
        ):
            await press(pilot, *keys, "question_mark")
            assert name in shown(app)
            await press(pilot, "escape")
            assert name not in shown(app)
            if keys:
                await press(pilot, "escape")
        assert "Study today's cards" in shown(app)
        await press(pilot, "escape")
    assert app._exit


async def test_titles_and_questions_are_never_markup(study):
    one = study({"h.yaml": 'deck: "[red]T[/]"\ncards:\n  - q: "[b]What[/x]?"\n    a: "[/]"\n'})
    one.welcome([])
    app = QuizzerApp(one)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "[red]T[/]" in shown(app)
        await press(pilot, "enter", "at", "enter", "s")
        assert "[b]What[/x]?" in shown(app)
        assert app.screen.query_one(OptionList).option_count == 1


async def test_a_topic_is_never_markup(study):
    one = study({"[b]x/h.yaml": "deck: T\ncards:\n  - q: Q?\n    a: A\n"}, origin="shipped")
    app = QuizzerApp(one)
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        assert "[b]x" in shown(app)
