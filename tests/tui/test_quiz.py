"""A quiz: set, taken in practice and as an exam, interrupted, and what came of it."""

from __future__ import annotations

import shlex

import pytest
from textual.widget import Widget
from textual.widgets import Input, OptionList

from quizzer.cli.quiz import quiz as quiz_verb
from quizzer.errors import AccessError
from quizzer.quiz import COUNT, FORMATS, Wanted
from quizzer.study.editing import Spot
from quizzer.tui.app import QuizzerApp
from quizzer.tui.screens.home import HomeScreen
from quizzer.tui.screens.note import NoteScreen
from quizzer.tui.screens.quiz import QuizScreen
from quizzer.tui.screens.quiz_overview import QuizOverviewScreen
from quizzer.tui.screens.quiz_result import MistakeView, QuizResultScreen, command
from quizzer.tui.screens.quiz_setup import QuizSetupScreen
from quizzer.tui.screens.review import ReviewScreen
from quizzer.tui.widgets.status import StatusLine

from .conftest import shown

FULL = AccessError("progress in p.db: database or disk is full", "make room")
HOSTILE = "\x1b]0;pwn\x07 [bold]x[/]"

WORDS = {
    "models.yaml": """
deck: Models
cards:
  - q: Which organisation released GPT-2?
    a: OpenAI
    accept: [open ai]
    why: It was released in February 2019.
  - q: Which organisation released BERT?
    a: Google
    accept: [google ai]
    why: It was released in October 2018.
  - q: Which organisation released LLaMA?
    a: Meta AI
    accept: [fair]
    why: It was released in February 2023.
"""
}
"""A deck of which every card can be typed."""

CARDS = {
    "choice": """
  - q: Which activation does GPT-2 use?
    a: GELU
    wrong: [ReLU, SwiGLU, Tanh]
    why: "Its feed-forward layers use $\\\\mathrm{GELU}(x)$."
""",
    "choose-all": """
  - q: Which of these use RoPE?
    a: [PaLM, LLaMA]
    wrong: [BERT, GPT-2]
""",
    "typed": """
  - q: Which organisation released GPT-2?
    a: OpenAI
    accept: [open ai]
""",
    "number": """
  - q: How many layers has BERT large?
    a: "24"
    tolerance: "0"
""",
    "cloze": """
  - cloze: BERT selects ==15%::a share== of the tokens.
""",
    "order": """
  - q: Order these models by release.
    order: [GPT-1, BERT, GPT-2, GPT-3]
""",
    "match": """
  - q: Match each model to its architecture.
    match: {BERT: encoder, T5: encoder-decoder, GPT-2: decoder}
""",
}
KEYS = {
    "choice": ["b"],
    "choose-all": ["a", "b", "enter"],
    "order": ["a", "b", "c", "d", "enter"],
    "match": ["a", "b", "c", "enter"],
}
TYPED = {"typed": "opnai", "number": "12", "cloze": "15"}

CHOICES = {
    "choices.yaml": "deck: Choices\ncards:\n"
    + "".join(
        f"  - q: Which is {n}?\n    a: right {n}\n    wrong: [this {n}, that {n}, such {n}]\n"
        for n in ("one", "two", "three", "four")
    )
}


@pytest.fixture
def take(study):
    """The app in a quiz on some decks, by default on WORDS, typed, of a seed."""

    def start(decks=WORDS, **wanted) -> QuizzerApp:
        one = study(decks)
        one.welcome(one.library.decks)
        wanted = {"formats": ("typed",), "seed": 1} | wanted
        return QuizzerApp(one, quiz=one.quizzing.begin(Wanted(**wanted)))

    return start


async def press(pilot, *keys):
    await pilot.press(*keys)
    await pilot.pause()


def answer(app):
    return str(app.screen._item.question.card.answer)


async def reply(app, pilot, text, *keys):
    """Type a text at once, and then press Enter and some keys."""
    app.screen.query_one(Input).value = text
    await press(pilot, "enter", *keys)


async def respond(app, pilot, form):
    """Answer the card of CARDS of this form."""
    if form in TYPED:
        await reply(app, pilot, TYPED[form])
    else:
        await press(pilot, *KEYS[form])


def said(app):
    return " ".join(note.message for note in app._notifications)


def acts(app, *kinds):
    return [act.data for _, act in app.study.store.acts(*kinds)]


# setting it


async def test_enter_begins_a_quiz_with_what_is_set(study):
    one = study(WORDS)
    one.welcome(one.library.decks)
    app = QuizzerApp(one)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "z quiz" in shown(app)
        await press(pilot, "z")
        assert isinstance(app.screen, QuizSetupScreen)
        await press(pilot, "enter")
        assert isinstance(app.screen, QuizScreen)
        wanted = app.screen.quiz.wanted
        assert wanted == Wanted(seed=wanted.seed)
        assert "3 questions, not 20" in said(app)


async def test_every_row_of_the_setup_can_be_changed(study):
    one = study(WORDS)
    one.welcome(one.library.decks)
    app = QuizzerApp(one)
    async with app.run_test() as pilot:
        await pilot.pause()
        await press(pilot, "down", "z")
        assert "‹ Models ›" in shown(app)
        await press(pilot, "down", "3", "down", "right", "right", "down", "space", "down")
        await press(pilot, "4", "7", "backspace", "4", "2", "down", "space")
        await press(pilot, "enter")
        assert app.screen.quiz.wanted == Wanted(
            decks=("models",),
            count=3,
            minutes=10,
            formats=FORMATS[1:],
            seed=42,
            exam=True,
        )


async def test_a_topic_is_named_by_its_folder_and_all_decks_that_are_on_by_none(study):
    one = study({"0-start/models.yaml": WORDS["models.yaml"]})
    one.welcome(one.library.decks)
    app = QuizzerApp(one)
    async with app.run_test() as pilot:
        await pilot.pause()
        await press(pilot, "down", "z")
        assert app.screen._decks == ("0-start/",)
        assert "‹ Start ›" in shown(app)
        await press(pilot, "left", "enter")
        assert app.screen.quiz.wanted.decks == ()


@pytest.mark.parametrize(
    ("row", "typed", "value"),
    [(1, "0", 1), (1, "99999", 999), (2, "0", 0), (4, "9" * 12, 999_999_999), (4, "0", 0)],
)
async def test_numbers_stay_within_what_a_quiz_can_have(study, row, typed, value):
    one = study(WORDS)
    one.welcome(one.library.decks)
    app = QuizzerApp(one)
    async with app.run_test() as pilot:
        await pilot.pause()
        await press(pilot, "z", *["down"] * row, *typed)
        assert app.screen._numbers[app.screen._at] == value


async def test_a_number_is_typed_anew_when_one_comes_back_to_it(study):
    one = study(WORDS)
    one.welcome(one.library.decks)
    app = QuizzerApp(one)
    async with app.run_test() as pilot:
        await pilot.pause()
        await press(pilot, "z", "down", "1", "2", "down", "up", "3")
        assert app.screen._numbers["count"] == 3


async def test_what_cannot_be_asked_is_said_and_can_be_changed(study):
    one = study(WORDS)
    one.welcome(one.library.decks)
    app = QuizzerApp(one)
    async with app.run_test() as pilot:
        await pilot.pause()
        await press(pilot, "z", *["down"] * 5, *["space", "down"] * len(FORMATS), "up", "enter")
        assert "Switch at least one format on." in said(app)
        await press(pilot, "space", "enter")
        assert "these decks have no card that a quiz can ask" in said(app)
        assert isinstance(app.screen, QuizSetupScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        assert acts(app, "quiz") == []


# practice


async def test_practice_says_after_each_answer_what_was_right_and_why(take):
    app = take()
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "1 of 3" in shown(app)
        card = app.screen._item.question.card
        await reply(app, pilot, "wrong")
        text = shown(app)
        assert f'Wrong. You typed "wrong"; it is "{card.answer}".' in text
        assert card.why in text
        assert not app.screen.query_one(Input).has_focus
        await press(pilot, "space")
        assert "2 of 3" in shown(app)
        await reply(app, pilot, answer(app), "space")
        await reply(app, pilot, answer(app), "space")
        assert isinstance(app.screen, QuizResultScreen)
        assert "Score: 2 of 3 (67%)" in shown(app)
        assert [end["right"] for end in acts(app, "quiz-end")] == [2]
        assert list(app.study.store.log()) == []


async def test_an_answer_that_is_nearly_right_counts_once_it_is_accepted(take):
    app = take(count=1, formats=("typed",))
    async with app.run_test() as pilot:
        await pilot.pause()
        word = answer(app)
        await reply(app, pilot, word[:-2] + word[-1] + word[-2])
        assert "Nearly." in shown(app)
        assert "y accepts it" in shown(app)
        await press(pilot, "y")
        assert "It counts as right." in shown(app)
        assert "y accepts it" not in shown(app)
        await press(pilot, "space")
        assert "Score: 1 of 1 (100%)" in shown(app)


@pytest.mark.parametrize("form", CARDS)
async def test_a_question_one_comes_back_to_shows_what_was_answered(take, form):
    cards = "".join(CARDS.values())
    app = take({"all.yaml": f"deck: All\ncards:{cards}"}, formats=(form,))
    async with app.run_test() as pilot:
        await pilot.pause()
        await respond(app, pilot, form)
        before = shown(app)
        assert "Space goes on" in before
        assert app.screen.quiz.answers.keys() == {1}
        await press(pilot, "right", "left")
        assert shown(app) == before
        await press(pilot, *KEYS.get(form, ["enter"]))
        assert len(acts(app, "quiz-answer")) == 1


async def test_the_note_of_a_card_is_there_after_its_answer_and_not_before(take, tmp_path):
    app = take()
    async with app.run_test() as pilot:
        await pilot.pause()
        await press(pilot, "tab", "n")
        assert isinstance(app.screen, QuizScreen)
        assert "This card was not made from a note." not in said(app)
        await press(pilot, "tab", *"x", "enter", "n")
        assert "This card was not made from a note." in said(app)


async def test_a_hint_is_given_in_practice_and_not_in_an_exam(take):
    deck = {
        "h.yaml": "deck: H\ncards:\n  - q: Who?\n    a: Meta\n    accept: [x]\n    hint: four\n"
    }
    for exam in (False, True):
        app = take(deck, exam=exam)
        async with app.run_test() as pilot:
            await pilot.pause()
            await press(pilot, "tab", "h")
            assert ("four" in shown(app)) is not exam
        app.study.close()


# exam


async def test_an_exam_says_nothing_until_its_end_and_lets_answers_be_changed(take):
    app = take(exam=True)
    async with app.run_test() as pilot:
        await pilot.pause()
        await reply(app, pilot, "wrong")
        text = shown(app)
        assert "Wrong" not in text
        assert "2 of 3" in text
        await press(pilot, "left")
        assert app.screen.query_one(Input).value == "wrong"
        await reply(app, pilot, answer(app))
        await reply(app, pilot, answer(app))
        await reply(app, pilot, answer(app))
        assert isinstance(app.screen, QuizOverviewScreen)
        assert "All questions are answered" in shown(app)
        assert "✓" not in shown(app)
        await press(pilot, "y")
        assert "Score: 3 of 3 (100%)" in shown(app)


async def test_enter_alone_leaves_a_question_of_an_exam_open(take):
    app = take(exam=True)
    async with app.run_test() as pilot:
        await pilot.pause()
        await press(pilot, "enter")
        assert "2 of 3" in shown(app)
        assert app.screen.quiz.answers == {}
        await reply(app, pilot, "x")
        await reply(app, pilot, "x")
        assert "1 of 3" in shown(app)
        await press(pilot, "enter")
        assert "1 open" in shown(app)


async def test_flags_are_shown_and_what_is_open_is_confirmed_before_the_end(take):
    app = take(exam=True)
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        await press(pilot, "ctrl+f")
        assert "flagged · 1 of 3" in shown(app)
        await reply(app, pilot, "x", "ctrl+o")
        text = shown(app)
        assert "2 open, 1 flagged · seed 1" in text
        assert "y ends the quiz, what is open is missed" in text
        rows = [str(row.prompt) for row in app.screen.query_one(OptionList).options]
        assert rows[0].startswith("  1  answered  flagged  Which organisation")
        assert rows[1].startswith("  2  open               Which organisation")
        await press(pilot, "up", "enter")
        assert "flagged · 1 of 3" in shown(app)
        await press(pilot, "ctrl+f", "ctrl+o", "escape")
        assert app.screen.quiz.flagged == set()
        await press(pilot, "ctrl+o", "y")
        assert "Score: 0 of 3 (0%)" in shown(app)
        missed = [mistake.answer for mistake in app.screen.result.mistakes]
        assert [bool(answer) for answer in missed] == [True, False, False]
        assert "Not answered." in shown(app)


async def test_arrows_go_between_questions_and_move_within_what_is_typed(take):
    app = take()
    async with app.run_test() as pilot:
        await pilot.pause()
        await press(pilot, "right", "right", "right")
        assert app.screen.quiz.at == 3
        await press(pilot, "left")
        assert app.screen.quiz.at == 2
        await press(pilot, "a", "left", "b")
        assert app.screen.query_one(Input).value == "ba"
        await press(pilot, "ctrl+l")
        assert app.screen.quiz.at == 1
        await press(pilot, "ctrl+n")
        assert app.screen.quiz.at == 2


# time


async def test_time_is_told_and_ends_the_quiz_whatever_is_open(take, watch):
    app = take(minutes=1)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "1 of 3, 1:00 left" in shown(app)
        watch.now += 1_500
        app.screen._tick()
        await pilot.pause()
        assert "1 of 3, 0:59 left" in shown(app)
        await press(pilot, "ctrl+o", "question_mark")
        watch.now += 60_000
        app.screen_stack[0]._tick()
        await pilot.pause()
        assert [type(it) for it in app.screen_stack] == [QuizScreen, QuizResultScreen]
        assert "Time is over. Score: 0 of 3 (0%)" in shown(app)
        assert "Practice · 3 questions · 1:00 of 1:00" in shown(app)


async def test_leaving_stops_the_clock_and_does_not_set_it_back(take, watch):
    app = take(minutes=1)
    async with app.run_test() as pilot:
        watch.now += 40_000
        await press(pilot, "escape")
    assert app.study.quizzing.unfinished().left_ms == 20_000


async def test_what_is_typed_and_not_sent_is_there_when_one_comes_back(take):
    app = take(exam=True)
    async with app.run_test() as pilot:
        await press(pilot, *"Li", "ctrl+n")
        assert app.screen.query_one(Input).value == ""
        await press(pilot, "ctrl+l")
        assert app.screen.query_one(Input).value == "Li"


async def test_an_answer_that_comes_too_late_ends_the_quiz(take, watch):
    app = take(minutes=1)
    async with app.run_test() as pilot:
        await pilot.pause()
        watch.now += 60_001
        await reply(app, pilot, answer(app))
        assert "Time is over. Score: 0 of 3 (0%)" in shown(app)
        assert acts(app, "quiz-answer") == []


@pytest.mark.parametrize(("ms", "time"), [(999, "0:00"), (59_000, "0:59"), (3_905_000, "65:05")])
async def test_the_result_says_how_long_it_took(take, watch, ms, time):
    app = take()
    async with app.run_test() as pilot:
        await pilot.pause()
        watch.now += ms
        await press(pilot, "ctrl+o", "y")
        assert f"Practice · 3 questions · {time}\n" in shown(app)


async def test_the_clock_changes_the_line_above_and_nothing_else(take, watch, monkeypatch):
    app = take(minutes=1)
    async with app.run_test() as pilot:
        await pilot.pause()
        drawn, refresh = [], Widget.refresh

        def seen(widget, *regions, **how):
            drawn.append((type(widget), how))
            return refresh(widget, *regions, **how)

        monkeypatch.setattr(Widget, "refresh", seen)
        watch.now += 2_000
        app.screen._tick()
        await pilot.pause()
        ((widget, how),) = drawn
        assert widget is StatusLine
        assert not how.get("layout")


# interrupted


async def test_a_quiz_that_was_killed_goes_on_where_it_stood(take, study):
    app = take(CHOICES, exam=True, formats=("choice",))
    async with app.run_test() as pilot:
        await pilot.pause()
        await press(pilot, "f", "a", "b")
        before, flagged = shown(app), app.screen.quiz.flagged
        answers = dict(app.screen.quiz.answers)
    again = study(CHOICES)
    app = QuizzerApp(again)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "A quiz was interrupted (2 of 4 answered): z goes on with it." in shown(app)
        await press(pilot, "z")
        assert shown(app) == before
        assert app.screen.quiz.flagged == flagged == {1}
        assert app.screen.quiz.answers == answers
        await press(pilot, "left", "left")
        assert "• a) " in shown(app)


async def test_escape_leaves_a_quiz_that_goes_on_later(take):
    app = take()
    async with app.run_test() as pilot:
        await pilot.pause()
        await reply(app, pilot, answer(app), "escape")
    again = app.study.quizzing.unfinished()
    assert (again.at, again.answers.keys()) == (2, {1})


# what came of it


async def finished(app, pilot, *replies):
    """Answer each question, with "" for what is right, and end the quiz."""
    await pilot.pause()
    for text in replies:
        await reply(app, pilot, text or answer(app), "space")


async def test_the_result_lists_mistakes_with_both_answers_and_why(take):
    app = take()
    async with app.run_test(size=(80, 40)) as pilot:
        await finished(app, pilot, "", "Microsoft", "")
        text = shown(app)
        assert "Practice · 3 questions" in text
        assert "Models  2 of 3  ━━━━━━━━━━━━━───────  67%" in text
        assert "typed   2 of 3" in text
        assert "Compared" not in text
        mistake = app.screen.result.mistakes[0].item.question.card
        assert "2 · Models · typed" in text
        assert "Wrong. Your answer: Microsoft" in text
        assert str(mistake.answer) in text
        assert mistake.why in text


@pytest.mark.parametrize(
    ("wanted", "line"),
    [
        (Wanted(seed=7), "quizzer quiz --seed 7"),
        (
            Wanted(("1-parts/", "my deck"), 5, 10, ("choice", "typed"), 0, exam=True),
            "quizzer quiz 1-parts/ 'my deck' --count 5 --minutes 10 --formats choice,typed"
            " --seed 0 --exam",
        ),
    ],
)
async def test_the_result_says_the_command_that_sets_the_same_quiz(wanted, line):
    assert command(wanted) == line
    said = quiz_verb.make_context("quiz", shlex.split(line)[2:]).params
    assert wanted == Wanted(
        decks=said["decks"],
        count=said["count"] or COUNT,
        minutes=said["minutes"] or 0,
        formats=said["formats"],
        seed=said["seed"],
        exam=said["exam"],
    )


async def test_the_result_is_compared_with_earlier_ones(take, watch):
    app = take()
    earlier = app.study.quizzing.begin(Wanted(formats=("typed",), seed=1))
    earlier.finish()
    watch.now += 86_400_000
    app._quiz = app.study.quizzing.begin(Wanted(formats=("typed",), seed=1))
    async with app.run_test() as pilot:
        await finished(app, pilot, "", "", "")
        text = shown(app)
        assert "21 Sep 2026  0 of 3  ────────────────────   0%  same questions" in text
        assert "this one     3 of 3  ━━━━━━━━━━━━━━━━━━━━ 100%" in text
        assert "What you missed" not in text
        await press(pilot, "j", "n")
        assert isinstance(app.screen, QuizResultScreen)


async def test_what_was_missed_is_studied_and_then_the_result_is_there_again(take):
    app = take()
    async with app.run_test() as pilot:
        await finished(app, pilot, "", "x", "x")
        missed = {it.item.slot.uid for it in app.screen.result.mistakes}
        await press(pilot, "s")
        assert isinstance(app.screen, ReviewScreen)
        await press(pilot, "enter", "4", "enter", "4")
        assert {row.card for _, row in app.study.store.log()} == missed
        await press(pilot, "enter")
        assert isinstance(app.screen, QuizResultScreen)
        await press(pilot, "s")
        assert "Nothing that was missed is left to study." in said(app)


async def test_keys_go_from_mistake_to_mistake_and_open_the_note_of_each(
    take, monkeypatch, tmp_path
):
    note = tmp_path / "note.md"
    note.write_text("# Models\n\nMade by many.\n", encoding="utf-8")
    app = take()
    asked = []

    def spot(slot, *, own):
        asked.append((slot, own))
        return Spot(note, 3)

    async with app.run_test() as pilot:
        await finished(app, pilot, "x", "x", "x")
        monkeypatch.setattr(app.study.editing, "spot", spot)
        views = list(app.screen.query(MistakeView))
        await press(pilot, "j")
        assert views[0].has_focus
        await press(pilot, "j", "j", "j", "k", "n")
        assert isinstance(app.screen, NoteScreen)
        assert asked == [(views[1].mistake.item.slot, False)]
        await press(pilot, "escape", "escape")
    assert app.return_code == 0


# what can stand in the way


@pytest.mark.parametrize("keys", [["x", "enter"], ["ctrl+f"], ["ctrl+o", "y"]])
async def test_a_store_that_is_full_is_said_and_the_quiz_stays(take, monkeypatch, keys):
    def full(*_):
        raise FULL

    app = take()
    async with app.run_test() as pilot:
        await pilot.pause()
        with monkeypatch.context() as broken:
            broken.setattr(app.study.store, "act", full)
            await press(pilot, *keys)
            assert "database or disk is full" in said(app)
            assert isinstance(app.screen, QuizScreen)
        assert (app.screen.quiz.answers, app.screen.quiz.flagged) == ({}, set())
        await press(pilot, *keys)
        assert len(acts(app, "quiz-answer", "quiz-flag", "quiz-end")) == 1


async def test_a_store_that_is_full_lets_no_quiz_begin_and_leaves_no_answer_accepted(
    study, take, monkeypatch
):
    def full(*_):
        raise FULL

    app = take(count=1)
    async with app.run_test() as pilot:
        await pilot.pause()
        word = answer(app)
        await reply(app, pilot, word[:-2] + word[-1] + word[-2])
        monkeypatch.setattr(app.study.store, "act", full)
        await press(pilot, "y")
        assert "database or disk is full" in said(app)
        assert not app.screen.quiz.answers[1].accepted
        await press(pilot, "escape")
    monkeypatch.undo()
    app = QuizzerApp(app.study)
    app.study.quizzing.unfinished().finish()
    async with app.run_test() as pilot:
        monkeypatch.setattr(app.study.store, "act", full)
        await press(pilot, "z", "enter")
        assert "database or disk is full" in said(app)
        assert isinstance(app.screen, QuizSetupScreen)


async def test_text_of_decks_is_never_obeyed(take, monkeypatch):
    app = take(CHOICES, formats=("choice",))
    library = app.study.library
    files = [file._replace(title=HOSTILE) for file in library.decks]
    monkeypatch.setattr(library, "decks", files)
    items = app._quiz.questions
    for number, item in items.items():
        card = item.question.card._replace(question=HOSTILE, answer=HOSTILE, why=HOSTILE)
        options = (HOSTILE, *item.question.options[1:])
        items[number] = item._replace(question=type(item.question)(card, "choice", options))
    async with app.run_test() as pilot:
        app.push_screen(QuizSetupScreen(app.study, HOSTILE, ("choices",)))
        await pilot.pause()
        assert r"‹ \u001b]0;pwn\u0007 [bold]x[/] ›" in shown(app)
        await press(pilot, "escape")
        for keys in ([], ["b"], ["o"], ["y"], ["j"]):
            await press(pilot, *keys)
            text = shown(app)
            assert r"\u001b]0;pwn\u0007 [bold]x[/]" in text
            assert not any(char in text for char in "\x1b\x07\x9b")


@pytest.mark.parametrize(
    "screen", [HomeScreen, QuizScreen, QuizSetupScreen, QuizOverviewScreen, QuizResultScreen]
)
def test_every_key_has_an_id_to_change_it_by_and_says_what_it_does(screen):
    for binding in screen.BINDINGS:
        assert binding.id
        assert binding.tooltip or not binding.show


# looks


SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36), (60, 20)], ids="{0[0]}x{0[1]}".format)


@SIZES
async def test_the_setup_and_home(study, snapshot, size):
    one = study(WORDS | CHOICES)
    one.welcome(one.library.decks)
    app = QuizzerApp(one)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await press(pilot, "down", "z")
        assert shown(app) == snapshot(name="setup")
        one.quizzing.begin(Wanted(seed=1))
        await press(pilot, "escape")
        app.screen.refresh_counts()
        await pilot.pause()
        assert shown(app) == snapshot(name="home")


@pytest.mark.parametrize(
    ("form", "size"),
    [
        *((form, size) for form in CARDS for size in [(80, 24), (120, 36)]),
        *((form, (60, 20)) for form in ("typed", "match")),
    ],
    ids=lambda it: it if isinstance(it, str) else "{}x{}".format(*it),
)
async def test_a_question_asked_and_answered(take, snapshot, form, size):
    app = take({"looks.yaml": f"deck: Looks\ncards:{CARDS[form]}"}, formats=(form,), minutes=10)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert shown(app) == snapshot(name="asked")
        await respond(app, pilot, form)
        assert shown(app) == snapshot(name="answered")


@SIZES
async def test_the_overview_and_the_result(take, watch, snapshot, size):
    app = take(CHOICES | WORDS, formats=("choice", "typed"), count=7)
    app.study.quizzing.begin(app._quiz.wanted).finish()
    watch.now += 86_400_000
    app._quiz = app.study.quizzing.begin(app._quiz.wanted)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await press(pilot, "ctrl+f")
        for number in range(1, 6):
            app.screen.quiz.go(number)
            item = app.screen._item
            options = item.question.options
            reply = item.question.card.answer if number % 2 else "Microsoft"
            app.screen.quiz.answer(
                number, [reply if number % 2 else options[0]] if options else reply
            )
            watch.now += 20_000
        await press(pilot, "ctrl+o")
        assert shown(app) == snapshot(name="overview")
        await press(pilot, "y")
        assert shown(app) == snapshot(name="result")
        await press(pilot, "j")
        assert shown(app) == snapshot(name="mistakes")


async def test_the_setup_tells_its_keys(study):
    app = QuizzerApp(study(WORDS))
    async with app.run_test() as pilot:
        app.push_screen(QuizSetupScreen(app.study))
        await pilot.pause()
        await pilot.press("question_mark")
        await pilot.pause()
        assert "Switches a format on or off" in shown(app)
