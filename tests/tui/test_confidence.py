"""How sure one is, said before the answer is shown; and what came of it."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from quizzer.card import LETTERS
from quizzer.errors import AccessError
from quizzer.tui.app import QuizzerApp
from quizzer.tui.live import Reloaded
from quizzer.tui.screens.calibration import CalibrationScreen
from quizzer.tui.widgets.choices import Choices
from quizzer.tui.widgets.foot import Foot

from .conftest import deck, shown

TYPED = {
    "t.yaml": "deck: T\ncards:\n  - q: Who made GPT-2?\n    a: OpenAI\n    accept: [open ai]\n"
}
CHOICE = {"c.yaml": "deck: C\ncards:\n  - q: Which?\n    a: GELU\n    wrong: [ReLU, Tanh]\n"}
KEYS = "1 guessing · 2 unsure · 3 fairly sure · 4 sure"


@pytest.fixture
def asked(review):
    """The app in a session that asks how sure one is."""
    return lambda decks, **config: review(decks, confidence=True, **config)


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def claims(app):
    return [
        (act.data, row.rating, row.reply) for act, row in zip(acts(app), rows(app), strict=True)
    ]


def acts(app):
    return [act for _, act in app.study.store.acts("confidence")]


def rows(app):
    return [row for _, row in app.study.store.log()]


async def test_space_asks_how_sure_a_digit_shows_the_answer_and_the_next_rates(asked):
    app = asked(deck("a", "b"))
    async with app.run_test() as pilot:
        await press(pilot, "space")
        assert "How sure are you? Space skips." in shown(app)
        assert "guessing 25%, unsure 50%, fairly sure 75%, sure 95%" in shown(app)
        assert app.screen.query_one(Foot).keys == KEYS
        assert "the answer" not in shown(app)
        await press(pilot, "4")
        assert "the answer to a" in shown(app)
        assert "How sure" not in shown(app)
        assert rows(app) == []
        await press(pilot, "1")
        assert claims(app) == [({"sure": 0.95}, 1, "")]
        assert "What is b?" in shown(app)


@pytest.mark.parametrize(("key", "sure"), [("1", 0.25), ("2", 0.5), ("3", 0.75), ("4", 0.95)])
async def test_each_digit_is_a_level(asked, key, sure):
    app = asked(deck("a", "b"))
    async with app.run_test() as pilot:
        await press(pilot, "space", key, "space")
        assert claims(app) == [({"sure": sure}, 3, "")]


async def test_space_skips(asked):
    app = asked(deck("a", "b"))
    async with app.run_test() as pilot:
        await press(pilot, "space", "space")
        assert "the answer to a" in shown(app)
        await press(pilot, "space")
        assert len(rows(app)) == 1
        assert acts(app) == []


async def test_a_claim_is_not_taken_for_the_next_card(asked):
    app = asked(deck("a", "b", "c"))
    async with app.run_test() as pilot:
        await press(pilot, "space", "4", "3", "space", "space", "3")
        assert len(rows(app)) == 2
        assert len(acts(app)) == 1


async def test_without_the_setting_no_key_is_asked_for(review):
    app = review(deck("a", "b"))
    async with app.run_test() as pilot:
        await press(pilot, "space", "space")
        assert len(rows(app)) == 1
        assert acts(app) == []


async def test_a_typed_answer_is_claimed_before_its_verdict(asked):
    app = asked(TYPED)
    async with app.run_test() as pilot:
        await press(pilot, *"google", "enter")
        assert "How sure" in shown(app)
        assert "google" in shown(app)
        assert "Wrong" not in shown(app)
        await press(pilot, "4")
        assert 'Wrong. You typed "google"' in shown(app)
        await press(pilot, "space")
        assert claims(app) == [({"sure": 0.95, "right": False}, 1, "google")]


async def test_a_choice_is_claimed_before_its_signs_and_stands(asked):
    app = asked(CHOICE)
    async with app.run_test() as pilot:
        await press(pilot, "b")
        before = shown(app)
        assert "How sure" in before
        assert "✓" not in before
        assert "✗" not in before
        assert before.count("• b)") == 1
        await press(pilot, "tab", "a", "c")
        assert shown(app) == before
        await press(pilot, "2")
        assert "✓" in shown(app)
        await press(pilot, "space")
        ((data, _, reply),) = claims(app)
        assert data == {"sure": 0.5, "right": reply == '["GELU"]'}


async def test_the_time_to_say_how_sure_does_not_count_as_time_to_answer(asked, watch):
    app = asked(CHOICE)
    async with app.run_test() as pilot:
        right = app.screen.query_one(Choices).question.options.index("GELU")
        await press(pilot, LETTERS[right])
        watch.now += 60_000
        await press(pilot, "4")
        assert "3 Good*" in shown(app)


async def test_the_keys_say_what_they_do_at_this_moment(asked):
    app = asked(deck("a"))
    async with app.run_test(size=(100, 36)) as pilot:
        await press(pilot, "space", "question_mark")
        keys = " ".join(shown(app).split())
        assert "Enter Shows the answer without saying how sure you are review.go" in keys
        assert "1 Says that you are guessing review.again" in keys
        assert "4 Says that you are sure review.easy" in keys
        await press(pilot, "escape", "4", "question_mark")
        keys = " ".join(shown(app).split())
        assert "1 Again: not remembered review.again" in keys
        assert "4 Easy: at once review.easy" in keys


@pytest.mark.parametrize("decks", [TYPED, CHOICE], ids=["typed", "choice"])
async def test_who_gives_no_answer_is_shown_it(asked, decks):
    app = asked(decks)
    async with app.run_test() as pilot:
        await press(pilot, "enter")
        assert "How sure" not in shown(app)
        assert "3 Good*" in shown(app)


async def test_undo_asks_the_card_before_again_and_how_sure(asked):
    app = asked(deck("a", "b"))
    async with app.run_test() as pilot:
        await press(pilot, "space", "4", "1", "space", "u")
        assert "What is a?" in shown(app)
        assert "How sure" not in shown(app)
        assert app.study.claims.calibration().answers == 0
        await press(pilot, "space", "2", "3")
        found = app.study.claims.calibration()
        assert (found.answers, found.sure, found.share) == (1, 0.5, 1.0)


async def test_escape_leaves(asked):
    app = asked(deck("a", "b"))
    async with app.run_test() as pilot:
        await press(pilot, "space", "escape")
    assert app._exit
    assert acts(app) == []


@pytest.mark.parametrize("key", ["minus", "at"])
async def test_a_card_is_put_aside(asked, key):
    app = asked(deck("a", "b"))
    async with app.run_test() as pilot:
        await press(pilot, "space", key)
        assert "What is b?" in shown(app)
        assert "How sure" not in shown(app)
        assert acts(app) == []


@pytest.fixture
def edit(tmp_path):
    """Give the typed card a hint, as in an editor beside the session."""

    async def save(app, pilot):
        path = tmp_path / "decks" / "t.yaml"
        path.write_text(path.read_text().replace("a: OpenAI", "a: OpenAI\n    hint: Not Google."))
        app.study.refresh()
        app.screen.post_message(Reloaded())
        await pilot.pause()
        await pilot.pause()

    return save


async def test_a_card_that_is_edited_meanwhile_is_asked_again(asked, edit):
    app = asked(TYPED)
    async with app.run_test() as pilot:
        await press(pilot, *"google", "enter")
        await edit(app, pilot)
        assert "How sure" not in shown(app)
        assert app.screen.query_one(Input).value == "google"
        await press(pilot, "enter", "1", "space")
        assert claims(app) == [({"sure": 0.25, "right": False}, 1, "google")]


async def test_a_claim_holds_when_the_card_is_edited_after_it(asked, edit):
    app = asked(TYPED)
    async with app.run_test() as pilot:
        await press(pilot, *"google", "enter", "4")
        await edit(app, pilot)
        await press(pilot, "space")
        assert claims(app) == [({"sure": 0.95, "right": False}, 1, "google")]


async def test_a_claim_that_could_not_be_saved_waits_with_its_card(asked, monkeypatch):
    app = asked(deck("a", "b"))

    def full(*_):
        raise AccessError("disk full", "make room")

    async with app.run_test() as pilot:
        await press(pilot, "space", "4")
        with monkeypatch.context() as patch:
            patch.setattr(app.study.store, "record", full)
            await press(pilot, "3")
        assert acts(app) == []
        await press(pilot, "3")
        assert claims(app) == [({"sure": 0.95}, 3, "")]


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (60, 10)], ids=["80x24", "60x20", "60x10"])
@pytest.mark.parametrize(
    ("decks", "keys"),
    [(deck("a"), ["space"]), (TYPED, [*"google", "enter"]), (CHOICE, ["b"])],
    ids=["recall", "typed", "choice"],
)
async def test_how_it_looks(asked, snapshot, decks, keys, size):
    app = asked(decks)
    async with app.run_test(size=size) as pilot:
        await press(pilot, *keys)
        assert shown(app) == snapshot


@pytest.fixture
def claimed(study, watch):
    """Home of a learner who answered 24 cards, sure of 16 and wrong about 4 of those."""

    def start() -> QuizzerApp:
        one = study(deck(*(f"card {n}" for n in range(24))), confidence=True)
        one.welcome([])
        one.begin()
        for n in range(24):
            question = one.advance()
            sure, right = (0.95, n % 4 > 0) if n < 16 else ((0.25, 0.75)[n % 2], n % 3 > 0)
            one.answer(4 if right else 1, question.format, sure=sure)
            watch.now += 1
        return QuizzerApp(one)

    return start


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 36)], ids=["80x24", "60x20", "120x36"])
async def test_the_curve_and_the_mistakes(claimed, snapshot, size):
    app = claimed()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "c")
        assert isinstance(app.screen, CalibrationScreen)
        assert shown(app) == snapshot(name="above")
        await press(pilot, "space")
        assert shown(app) == snapshot(name="below")
        await press(pilot, "escape")
        assert "Study today's cards" in shown(app)


async def test_before_there_is_a_claim_the_way_to_one_is_said(study):
    one = study(deck("a"))
    one.welcome([])
    app = QuizzerApp(one)
    async with app.run_test() as pilot:
        await press(pilot, "c")
        assert "You are asked if config.toml has `confidence = true`" in shown(app)
        assert "100%" not in shown(app)
        assert "scroll" not in shown(app)


async def test_a_mistake_is_shown_as_it_is_never_obeyed(study):
    text = (
        "deck: H\ncards:\n  - q: '[bold]What[/] is [@click=app.exit]this[/]?'\n    a: '[/] <b>x'\n"
    )
    one = study({"h.yaml": text}, confidence=True)
    one.welcome([])
    one.begin()
    one.answer(1, one.advance().format, sure=0.95)
    app = QuizzerApp(one)
    async with app.run_test(size=(80, 36)) as pilot:
        await press(pilot, "c")
        assert "[bold]What[/] is [@click=app.exit]this[/]?" in shown(app)
        assert "[/] <b>x" in shown(app)
