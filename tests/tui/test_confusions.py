"""What is taken for what on a screen, and the way from there to a drill and back."""

from __future__ import annotations

import json

import pytest
from textual.widgets import OptionList

from quizzer.quiz import Wanted
from quizzer.study import Helping
from quizzer.tui.app import QuizzerApp
from quizzer.tui.screens.confusions import _HEAD, ConfusionsScreen, _table
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
            'GELU [bold]ReLU[/] "Which of these activations do the feed-forward layers of …'
            " 1 21 September",
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


async def test_what_is_in_no_table_is_drilled_too(confused):
    app = confused(TERM)
    async with app.run_test() as pilot:
        await press(pilot, "x", "enter")
        assert isinstance(app.screen, QuizScreen)
        questions = [item.question for item in app.screen.quiz.questions.values()]
        assert [sorted(it.options) for it in questions].count(
            ["Cross-attention", "Self-attention"]
        ) == 2


async def test_what_is_the_answer_of_no_card_cannot_be_drilled_and_that_is_said(confused):
    app = confused(("GPT-3: Layers?", "number", "47", 1))
    async with app.run_test() as pilot:
        await press(pilot, "x", "enter")
        assert isinstance(app.screen, ConfusionsScreen)
        assert "no question tells these apart: no card has what you answered" in said(app)
        assert app.study.store.acts("quiz", "drill") == []


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


@pytest.mark.parametrize("width", [40, 60, 80])
async def test_every_row_is_one_line_at_any_width(confused, width):
    replies = [
        ("Llama 2 (7B): Layers?", "number", "48", 1),
        ("GPT-2: Context?", "number", "2048", 1),
    ]
    app = confused(GPT3, TERM, MARKUP, *replies)
    async with app.run_test(size=(width, 20)) as pilot:
        await press(pilot, "x")
        lines = shown(app).splitlines()
        head = next(number for number, line in enumerate(lines) if line.split()[:1] == ["asked"])
        names = [line.split()[0][:4] for line in lines[head + 1 : head + 6]]
        assert names == ["GPT-", "Self", "GPT-", "Llam", "GELU"]


async def test_a_drill_tells_no_seed_and_does_not_promise_to_go_on(confused):
    app = confused(GPT3)
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, "x", "enter", "question_mark")
        assert "a quiz goes on another time, a drill not" in " ".join(shown(app).split())
        await press(pilot, "escape", "o")
        assert "y ends the drill, what is open is missed" in shown(app)
        assert "seed" not in shown(app)
        await press(pilot, "y")
        assert "Drill · 2 questions · 0:00" in shown(app)
        assert "seed" not in shown(app)
        assert "? keys · Esc leaves" in shown(app)


LONG = "Which of these activations is it?"


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (("GPT-3", "GPT-2", "Layers"), "GPT-3  GPT-2  Layers      2  3 May"),
        (("Self-attention", "BERT", LONG), "Self-attention  BERT   Which of …      2  3 May"),
        (("Self-attention", "x" * 20, LONG), "Self-atten…  xxxxxxxxxx…  Which …      2  3 May"),
        (("y" * 20, "x" * 20, "on"), "yyyyyyyyyyyy…  xxxxxxxxxxxxx…  on      2  3 May"),
        (("自注意", "BERT", LONG), "自注意  BERT   Which of these ac…      2  3 May"),
    ],
)
def test_columns_are_as_wide_as_what_is_in_them_where_there_is_room(row, line):
    head, found = _table([_HEAD, (*row, "2", "3 May")], 47)
    assert found.plain == line
    assert found.cell_length <= 47
    assert head.plain.split() == list(_HEAD)


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
