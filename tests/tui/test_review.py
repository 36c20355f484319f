"""The review screen: keys pressed, rows written."""

from __future__ import annotations

import pytest
from textual.events import Paste

from quizzer.errors import AccessError
from quizzer.question import LETTERS
from quizzer.study import Helping
from quizzer.tui.widgets.pause import Pause

from .conftest import deck, shown

FORM = {
    "typed": "deck: T\ncards:\n  - q: Who made GPT-2?\n    a: OpenAI\n    accept: [open ai]\n",
    "number": "deck: N\ncards:\n  - q: How many?\n    a: 1.5B\n    tolerance: 5%\n",
    "choice": "deck: C\ncards:\n  - q: Which?\n    a: GELU\n    wrong: [ReLU, Tanh]\n",
    "choose-all": "deck: A\ncards:\n  - q: Which?\n    a: [PaLM, LLaMA]\n    wrong: [BERT]\n",
    "order": "deck: O\ncards:\n  - q: Order.\n    order: [GPT-1, GPT-2, GPT-3]\n",
    "match": "deck: M\ncards:\n  - q: Match.\n    match: {BERT: encoder, GPT: decoder}\n",
}


def log(app):
    return [(row.asked, row.rating, row.reply) for _, row in app.study.store.log()]


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def test_space_shows_and_then_rates_good(review):
    app = review(deck("a", "b"))
    async with app.run_test() as pilot:
        assert "What is a?" in shown(app)
        assert "the answer" not in shown(app)
        await press(pilot, "space")
        assert "the answer to a" in shown(app)
        assert "3 Good* 10m" in shown(app)
        assert log(app) == []
        await press(pilot, "space")
        assert log(app) == [("recall", 3, "")]
        assert "What is b?" in shown(app)


@pytest.mark.parametrize("rating", [1, 2, 3, 4])
async def test_digits_rate_once_the_answer_is_shown(review, rating):
    app = review(deck("a", "b"))
    async with app.run_test() as pilot:
        await press(pilot, str(rating))
        assert log(app) == []
        await press(pilot, "enter", str(rating))
        assert log(app) == [("recall", rating, "")]


async def test_u_undoes_as_far_as_the_session_goes(review):
    app = review(deck("a", "b", "c"))
    async with app.run_test() as pilot:
        await press(pilot, *["space", "1"] * 2, "u", "u")
        assert log(app) == []
        assert "What is a?" in shown(app)
        await press(pilot, "u")
        assert log(app) == []
        await press(pilot, "space", "4")
        assert log(app) == [("recall", 4, "")]


async def test_bury_and_suspend(review):
    app = review(deck("a", "b", "c"))
    async with app.run_test() as pilot:
        await press(pilot, "minus", "at")
        assert "What is c?" in shown(app)
        standings = list(app.study.store.standings().values())
        assert [(one.suspended, one.buried > 0) for one in standings] == [
            (None, True),
            (True, False),
        ] or [(one.suspended, one.buried > 0) for one in standings] == [(True, False), (None, True)]
        await press(pilot, "u", "u")
        assert app.study.store.standings() == {}


async def test_the_hint_is_shown_on_demand(review):
    text = "deck: H\ncards:\n  - q: What?\n    a: this\n    hint: Begins with t.\n"
    app = review({"h.yaml": text})
    async with app.run_test() as pilot:
        assert "Begins with" not in shown(app)
        await press(pilot, "h")
        assert "Begins with t." in shown(app)


@pytest.mark.parametrize(
    ("typed", "verdict", "rating"),
    [("open ai", "Right.", 3), ("google", "Wrong.", 1)],
)
async def test_a_typed_answer_is_marked_and_a_rating_suggested(review, typed, verdict, rating):
    app = review({"t.yaml": FORM["typed"]})
    async with app.run_test() as pilot:
        await press(pilot, *[" " if key == " " else key for key in typed], "enter")
        assert verdict in shown(app)
        await press(pilot, "space")
        assert log(app) == [("typed", rating, typed)]


async def test_an_empty_answer_shows_the_card_unanswered(review):
    app = review({"n.yaml": FORM["number"]})
    async with app.run_test() as pilot:
        await press(pilot, "enter")
        assert "1.5B" in shown(app)
        assert "Wrong" not in shown(app)
        await press(pilot, "2")
        assert log(app) == [("number", 2, "")]


async def test_a_question_mark_in_an_empty_answer_shows_the_keys(review):
    app = review({"n.yaml": FORM["number"]})
    async with app.run_test() as pilot:
        await press(pilot, "question_mark")
        assert "Keys of this screen" in shown(app)


def letter(app, option: str) -> str:
    from quizzer.tui.widgets.choices import Choices

    return LETTERS[app.screen.query_one(Choices).question.options.index(option)]


async def test_a_choice_is_made_by_its_letter(review):
    app = review({"c.yaml": FORM["choice"]})
    async with app.run_test() as pilot:
        await press(pilot, letter(app, "Tanh"))
        assert "Wrong." in shown(app)
        assert "✗" in shown(app)
        assert "✓" in shown(app)
        await press(pilot, "space")
        assert log(app) == [("choice", 1, '["Tanh"]')]


async def test_all_that_are_right_are_chosen(review):
    app = review({"a.yaml": FORM["choose-all"]})
    async with app.run_test() as pilot:
        await press(pilot, letter(app, "LLaMA"), letter(app, "BERT"), letter(app, "BERT"))
        await press(pilot, letter(app, "PaLM"), "enter", "space")
        assert log(app) == [("choose-all", 3, '["LLaMA", "PaLM"]')]


async def test_items_are_put_in_order_and_taken_back(review):
    app = review({"o.yaml": FORM["order"]})
    async with app.run_test() as pilot:
        await press(pilot, letter(app, "GPT-3"), "backspace")
        await press(pilot, *(letter(app, f"GPT-{n}") for n in (1, 2, 3)), "enter", "space")
        assert log(app) == [("order", 3, '["GPT-1", "GPT-2", "GPT-3"]')]


@pytest.mark.parametrize(
    ("form", "said"),
    [("order", "Place all 3 first, or none"), ("match", "Place all 2 first, or none")],
)
async def test_an_answer_in_part_is_not_taken(review, form, said):
    app = review({"p.yaml": FORM[form]})
    async with app.run_test() as pilot:
        await press(pilot, "b", "enter")
        assert [note.message for note in app._notifications] == [f"{said} to see the answer."]
        assert "3 Good" not in shown(app)
        await press(pilot, "backspace", "enter")
        assert "3 Good*" in shown(app)
        assert "Right" not in shown(app)


async def test_what_was_wrong_is_said(review):
    app = review({"m.yaml": FORM["match"]})
    async with app.run_test() as pilot:
        await press(pilot, letter(app, "decoder"), letter(app, "decoder"), "enter")
        assert 'Wrong. "BERT" goes with "encoder".' in shown(app)


async def test_pairs_are_matched_in_turn(review):
    app = review({"m.yaml": FORM["match"]})
    async with app.run_test() as pilot:
        await press(pilot, letter(app, "encoder"), letter(app, "decoder"), "enter", "space")
        assert log(app) == [("match", 3, '[["BERT", "encoder"], ["GPT", "decoder"]]')]


async def test_a_letter_that_is_no_option_does_nothing(review):
    app = review({"c.yaml": FORM["choice"]})
    async with app.run_test() as pilot:
        await press(pilot, "f")
        assert "Wrong" not in shown(app)
        await press(pilot, "enter")
        assert "3 Good*" in shown(app)


async def test_cards_in_learning_can_be_waited_for_or_had_now(review, watch):
    app = review(deck("a"))
    async with app.run_test() as pilot:
        await press(pilot, "space", "1")
        assert "One card comes back today, the first in 1m." in shown(app)
        await press(pilot, "space")
        assert "What is a?" in shown(app)
        await press(pilot, "space", "1")
        watch.now += 60_000
        app.screen.query_one(Pause).tick()
        await pilot.pause()
        await pilot.pause()
        assert "What is a?" in shown(app)


async def test_a_finished_session_ends_with_a_summary(review, watch):
    app = review(deck("a", "b"))
    async with app.run_test() as pilot:
        await press(pilot, "space", "4")
        watch.now += 30_000
        await press(pilot, "space", "4")
        assert "2 answers on 2 cards, 2 of them new, in 30 s: Easy 2." in shown(app)
        await press(pilot, "enter")
    assert app._exit


async def test_escape_sums_up_and_leaves(review):
    app = review(deck("a", "b"))
    async with app.run_test() as pilot:
        await press(pilot, "space", "3", "escape")
        assert "1 answer on 1 card" in shown(app)
        assert "Left for today: 2." in shown(app)
        await press(pilot, "escape")
    assert app._exit


async def test_an_answer_that_could_not_be_saved_keeps_the_card(review, monkeypatch):
    app = review(deck("a", "b"))

    def full(*_):
        raise AccessError("progress in p.db: database or disk is full", "make room")

    async with app.run_test() as pilot:
        await press(pilot, "space")
        monkeypatch.setattr(app.study.store, "record", full)
        await press(pilot, "3")
        assert [note.message for note in app._notifications] == [
            "progress in p.db: database or disk is full: make room"
        ]
        monkeypatch.undo()
        await press(pilot, "3")
        assert log(app) == [("recall", 3, "")]
        assert "What is b?" in shown(app)


async def test_practice_shows_no_intervals(review):
    app = review(deck("a"), Helping(practice=True))
    async with app.run_test() as pilot:
        assert "1 left" in shown(app)
        await press(pilot, "space")
        assert "10m" not in shown(app)
        await press(pilot, "3")
        assert [row.practice for _, row in app.study.store.log()] == [True]


async def test_keys_can_be_given_to_actions_in_the_configuration(review):
    app = review(deck("a", "b"), keys={"review.undo": "z"})
    async with app.run_test() as pilot:
        await press(pilot, "space", "3", "u")
        assert len(log(app)) == 1
        await press(pilot, "z")
        assert log(app) == []


HOSTILE = r"""
deck: "[red]Bold[/red] [link=file:///x]deck[/link]"
cards:
  - q: "[bold]What[/] is [@click=app.exit]this[/]? [1;31m <b>x</b> {{x}}"
    a: "[blink]a[/] &lt; [/nonsense] [x](javascript:alert(1))"
    why: "[/] </script> [#ff0000]why"
    hint: "[/hint] [b]"
"""


async def test_deck_text_is_shown_as_it_is_never_obeyed(review):
    app = review({"h.yaml": HOSTILE})
    async with app.run_test(size=(100, 24)) as pilot:
        await press(pilot, "h", "space")
        text = shown(app)
        for part in ("[bold]What[/]", "[@click=app.exit]this[/]", "<b>x</b>", "[blink]a[/]"):
            assert part in text
        assert "[/hint] [b]" in text
        assert "[red]Bold[/red]" in text
        assert "</script> [#ff0000]why" in text


async def test_a_paste_of_several_lines_stays_whole_in_the_line(review):
    app = review({"t.yaml": "deck: T\ncards:\n  - {q: Which?, a: GELU, accept: [gelu]}\n"})
    async with app.run_test() as pilot:
        await pilot.pause()
        app.screen.query_one("Answer").post_message(Paste("one\ntwo\r\n\n  three"))
        await pilot.pause()
        assert app.screen.query_one("Answer").value == "one two three"
