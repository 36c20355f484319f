"""What is taken for what on a screen, and the way from there to a drill and back."""

from __future__ import annotations

import json

import pytest
from textual.widgets import OptionList

from quizzer.quiz import Wanted
from quizzer.study import Helping
from quizzer.tui.app import QuizzerApp
from quizzer.tui.screens.confusions import ConfusionsScreen
from quizzer.tui.screens.home import HomeScreen
from quizzer.tui.screens.quiz import QuizScreen
from quizzer.tui.screens.quiz_result import QuizResultScreen

from .conftest import shown

CELLS = {
    ("GPT-2", "Layers"): "48",
    ("GPT-3", "Layers"): "96",
    ("Llama 2 (7B)", "Layers"): "32",
    ("GPT-2", "Context"): "1,024",
    ("GPT-3", "Context"): "2,048",
}
DECKS = {
    "models.yaml": "deck: Models\ncards:\n"
    + "".join(
        f'  - {{q: "{row}: {column}?", a: "{value}", place: {{note: m.md, heading: Sizes,'
        f' table: Model, kind: ask, row: "{row}", column: {column}}}}}\n'
        for (row, column), value in CELLS.items()
    ),
    "terms.yaml": """\
deck: Terms
cards:
  - {term: Self-attention, definition: Looks at itself.}
  - {term: Cross-attention, definition: Looks elsewhere.}
  - q: Which of these activations do the feed-forward layers of this model use?
    a: GELU
    wrong: ["[bold]ReLU[/]", SwiGLU, Tanh]
""",
}


@pytest.fixture
def confused(study, watch):
    """Home of a learner who gave these wrong replies, each as often as it says."""

    def start(*replies: tuple[str, str, object, int]) -> QuizzerApp:
        one = study(DECKS)
        one.welcome(one.library.decks)
        for question, asked, given, times in replies:
            for _ in range(times):
                one.begin(Helping(practice=True))
                while one.advance().card.question != question:
                    one.bury()
                one.answer(1, asked, given if isinstance(given, str) else json.dumps(given))
                watch.now += 86_400_000
        return QuizzerApp(one)

    return start


GPT3 = ("GPT-3: Layers?", "number", "48", 3)
TERM = ("Self-attention", "choice", ["Looks elsewhere."], 2)
MARKUP = (
    "Which of these activations do the feed-forward layers of this model use?",
    "choice",
    ["[bold]ReLU[/]"],
    1,
)


async def press(pilot, *keys):
    for key in ("", *keys):
        if key:
            await pilot.press(key)
        await pilot.pause()


def said(app):
    return " ".join(note.message for note in app._notifications)


async def test_it_lists_what_was_taken_for_what_the_most_often_first(confused):
    app = confused(MARKUP, TERM, GPT3)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "x")
        assert isinstance(app.screen, ConfusionsScreen)
        options = app.screen.query_one(OptionList).options
        assert [" ".join(str(row.prompt).split()) for row in options] == [
            "GPT-3 GPT-2 Layers 3 26 September",
            "Self-attention Cross-attention 2 23 September",
            'GELU [bold]ReLU[/] "Which of these activation… 1 21 September',
        ]
        assert "GPT-2 for GPT-3 on Layers" in shown(app)
        await press(pilot, "j", "j")
        assert '[bold]ReLU[/] for GELU on "Which of these activations' in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_enter_drills_the_row_and_comes_back_to_the_list(confused):
    app = confused(GPT3)
    async with app.run_test() as pilot:
        await press(pilot, "x", "enter")
        assert isinstance(app.screen, QuizScreen)
        questions = [item.question for item in app.screen.quiz.questions.values()]
        assert {it.card.place.column for it in questions} == {"Layers", "Context"}
        for question in questions:
            assert set(question.options) == {"GPT-2", "GPT-3"}
            here = app.screen._item.question
            wrong = here.options.index(here.card.wrong[0])
            await press(pilot, "ab"[wrong], "space")
        assert isinstance(app.screen, QuizResultScreen)
        assert "Score: 0 of 2 (0%)" in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, ConfusionsScreen)
        assert sum(one.times for one in app.screen._found) == 5, "the drill's mistakes count, too"
        assert list(app.study.store.log())[3:] == []


async def test_what_is_in_no_table_cannot_be_drilled_and_that_is_said(confused):
    app = confused(TERM)
    async with app.run_test() as pilot:
        await press(pilot, "x", "enter")
        assert isinstance(app.screen, ConfusionsScreen)
        assert "nothing tells these apart: it takes two rows of a table with values" in said(app)
        assert app.study.store.acts("quiz") == []


async def test_a_drill_does_not_cost_the_quiz_that_was_interrupted(confused):
    app = confused(GPT3)
    quiz = app.study.quizzing.begin(Wanted(exam=True, seed=7))
    async with app.run_test() as pilot:
        await press(pilot, "x", "enter", "escape", "escape")
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "z")
        assert app.screen.quiz.questions == quiz.questions


async def test_a_deck_that_is_saved_meanwhile_is_seen(confused, tmp_path):
    app = confused(GPT3, TERM)
    async with app.run_test() as pilot:
        await press(pilot, "x", "j")
        (tmp_path / "decks/terms.yaml").write_text("deck: Terms\ncards:\n  - {q: A?, a: B}\n")
        app.study.refresh()
        app.screen.on_reloaded()
        await press(pilot)
        assert [one.asked for one in app.screen._found] == ["GPT-3"]
        await press(pilot, "enter")
        assert isinstance(app.screen, QuizScreen)


def test_every_key_has_an_id_to_change_it_by_and_says_what_it_does():
    for binding in ConfusionsScreen.BINDINGS:
        assert binding.id
        assert binding.tooltip or not binding.show


SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36), (60, 20)], ids="{0[0]}x{0[1]}".format)


@SIZES
async def test_the_list_and_before_there_is_one(confused, snapshot, size):
    app = confused()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "x")
        assert shown(app) == snapshot(name="empty")
    app.study.close()
    app = confused(GPT3, TERM, MARKUP)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "x")
        assert shown(app) == snapshot(name="list")
        await press(pilot, "enter")
        assert shown(app) == snapshot(name="drill")
