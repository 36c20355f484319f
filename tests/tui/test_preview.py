"""The preview: cards beside their source, live while the file is edited."""

from __future__ import annotations

import asyncio

import pytest

from quizzer import preview
from quizzer.config import Config
from quizzer.tui.live import FaultLine, Saved
from quizzer.tui.screens.help import HelpScreen
from quizzer.tui.screens.preview import PreviewApp, PreviewScreen

from .conftest import shown
from .test_looks import CARDS

ADAM = "  - q: Which optimiser keeps two moving averages?\n    a: Adam\n    hint: of 2014\n"
DROP = "  - q: What does dropout drop?\n    a: units\n    why: At random.\n"
CLOZE = "  - cloze: BERT selects ==15%::a share== of the tokens.\n"
WRONG = "  - q: c?\n    a: d\n    hnit: e\n"


def deck(*cards):
    return "deck: Training\ncards:\n" + "".join(cards)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "train.yaml"


@pytest.fixture
def app(path):
    """The preview of a file with some text."""

    def start(text, name=None, **config) -> PreviewApp:
        file = path.with_name(name) if name else path
        file.write_text(text, encoding="utf-8")
        return PreviewApp(preview.read(file), Config(**config))

    return start


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def save(pilot, path, text):
    """Save the file, and let the screen know as the watcher does."""
    path.write_text(text, encoding="utf-8")
    await told(pilot, path)


async def told(pilot, path):
    pilot.app.screen.post_message(Saved(frozenset([path])))
    await pilot.pause()
    await pilot.pause()


def fault(app):
    """What is said of the file's faults, in a line; empty if nothing is."""
    line = app.screen.query_one(FaultLine)
    return " ".join(str(line.render()).split()) if line.has_class("shown") else ""


def at(app):
    """The question of the card on screen."""
    return app.screen.face.question.card.question


# the cards


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 36)], ids=["80x24", "60x20", "120x36"])
async def test_a_card_stands_beside_its_source(app, snapshot, size):
    one = app(deck(ADAM, DROP, CLOZE))
    async with one.run_test(size=size) as pilot:
        await press(pilot, "right")
        assert shown(one) == snapshot


@pytest.mark.parametrize("form", CARDS)
async def test_what_each_form_looks_like(app, snapshot, form):
    one = app(f"deck: Looks\ncards:{CARDS[form]}")
    async with one.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        assert shown(one) == snapshot


@pytest.mark.parametrize(
    ("keys", "number"),
    [
        ([], 1),
        (["right"], 2),
        (["j"], 2),
        (["right", "right", "right", "right"], 3),
        (["j", "left"], 1),
        (["j", "k", "k"], 1),
    ],
)
async def test_from_card_to_card(app, keys, number):
    one = app(deck(ADAM, DROP, CLOZE))
    async with one.run_test() as pilot:
        await press(pilot, *keys)
        assert f"{number} of 3" in shown(one)


async def test_space_hides_the_answer_and_shows_it_again(app):
    one = app(deck(ADAM, DROP, CLOZE))

    async with one.run_test() as pilot:
        await pilot.pause()
        for part in ("Adam", "Hint: of 2014", "Space hides the answer"):
            assert part in shown(one)
        await press(pilot, "space")
        body = [str(widget.render()) for widget in one.screen.query("#body > *")]
        assert body == ["Which optimiser keeps two moving averages?"]
        assert "Space shows the answer" in shown(one)
        await press(pilot, "j", "j")
        assert "[a share]" in shown(one)
        assert len(one.screen.query("#body > .answer")) == 0
        await press(pilot, "space")
        assert len(one.screen.query("#body > .answer")) == 1
        assert len(one.screen.query("#body > .filled")) == 1


@pytest.mark.parametrize("form", ["typed", "choice", "order", "match"])
async def test_keys_are_for_the_preview_and_not_for_an_answer(app, form):
    one = app(deck(CARDS[form].lstrip("\n"), ADAM))
    async with one.run_test() as pilot:
        await press(pilot, "space", "tab", "a", "b", "enter", "j")
        assert at(one) == "Which optimiser keeps two moving averages?"


async def test_a_long_card_scrolls(app):
    why = "".join(f"      line {n}\n\n" for n in range(40))
    one = app(deck(f"  - q: a?\n    a: b\n    why: |-\n{why}"))
    async with one.run_test() as pilot:
        await press(pilot, "pagedown", "pagedown")
        assert one.screen.query_one("#body").scroll_y > 0


async def test_suspended_cards_are_told_from_others(app):
    one = app(deck("  - {q: a?, a: b, suspended: true}\n"))
    async with one.run_test() as pilot:
        await pilot.pause()
        assert "train.yaml:3 · 1 of 1, suspended" in shown(one)


# the source


async def test_the_card_is_marked_and_in_sight(app):
    one = app(deck(*(f"  - q: Number {n}?\n    a: answer {n}\n" for n in range(300))))
    async with one.run_test(size=(80, 24)) as pilot:
        one.screen._at = 249
        await press(pilot, "j")
        await pilot.pause()
        assert "▌503   - q: Number 250?" in shown(one)
        assert "▌504     a: answer 250" in shown(one)
        assert " 505   - q: Number 251?" in shown(one)
        assert " 502     a: answer 249" in shown(one)


async def test_source_is_plain_text(app):
    one = app("# [red]x[/] [@click=app.exit]y[/]\n" + deck("  - q: '[b]x[/]'\n    a: b\n"))
    async with one.run_test() as pilot:
        await pilot.pause()
        assert "# [red]x[/] [@click=app.exit]y[/]" in shown(one)
        assert "▌4   - q: '[b]x[/]'" in shown(one)


async def test_control_characters_of_the_source_never_reach_the_terminal(app):
    one = app("# \x9b31m\n" + deck(ADAM))
    async with one.run_test() as pilot:
        await pilot.pause()
        assert "# \\u009b31m" in shown(one)
        assert "\x9b" not in shown(one)


async def test_a_narrow_and_short_terminal_shows_the_card_alone(app):
    one = app(deck(ADAM))
    async with one.run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        assert "Which optimiser" in shown(one)
        assert "- q:" not in shown(one)
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert "- q:" in shown(one)


async def test_a_note_is_shown_beside_its_lines(app):
    one = app("# N\n\nQ: a?\n\nA: b\n\nprose\n", "note.md")
    async with one.run_test() as pilot:
        await pilot.pause()
        lines = [line.rstrip() for line in shown(one).split("\n")]
        assert {"  ▌3 Q: a?", "  ▌4", "  ▌5 A: b"} <= {f"  {line.strip()}" for line in lines}
        assert "note.md:3 · 1 of 1" in shown(one)


# live


async def test_a_saved_file_is_shown_anew(app, path):
    one = app(deck(ADAM, DROP))
    async with one.run_test() as pilot:
        await press(pilot, "j")
        await save(pilot, path, deck(ADAM, DROP.replace("units", "neurons")))
        assert "neurons" in shown(one)


async def test_the_watcher_sees_that_it_is_saved(app, path):
    one = app(deck(DROP))
    saved = asyncio.Event()

    def hook(message):
        if isinstance(message, Saved):
            saved.set()

    async with one.run_test(message_hook=hook) as pilot, asyncio.timeout(20):
        await pilot.pause()
        path.write_text(deck(DROP.replace("units", "neurons")), encoding="utf-8")
        while "neurons" not in shown(one):
            await saved.wait()
            saved.clear()
            await pilot.pause()


@pytest.mark.parametrize(
    ("cards", "now"),
    [
        ((DROP, ADAM, CLOZE), "Which optimiser keeps two moving averages?"),
        ((CLOZE, DROP), "What does dropout drop?"),
        ((DROP, ADAM.replace("optimiser", "method")), "Which method keeps two moving averages?"),
        ((DROP,), "What does dropout drop?"),
    ],
    ids=["before it", "by number", "reworded", "the last one"],
)
async def test_it_stays_on_the_same_card_or_else_in_the_same_place(app, path, cards, now):
    one = app(deck(CLOZE, ADAM, DROP))
    async with one.run_test() as pilot:
        await press(pilot, "j")
        assert at(one) == "Which optimiser keeps two moving averages?"
        await save(pilot, path, deck(*cards))
        assert at(one) == now


BROKEN = "Until that is mended, the cards stay as they were."


async def test_a_file_saved_with_a_fault_leaves_the_cards_as_they_were(app, path):
    one = app(deck(DROP))
    async with one.run_test() as pilot:
        await pilot.pause()
        await save(pilot, path, deck(DROP.replace("units", "neurons"), WRONG))
        assert fault(one) == f"{path}:8:5: unknown key `hnit`: did you mean `hint`? {BROKEN}"
        assert "units" in shown(one)
        await save(pilot, path, deck(DROP.replace("units", "neurons")))
        assert fault(one) == ""
        assert "neurons" in shown(one)


async def test_a_file_that_began_with_a_fault_shows_what_is_sound_of_it(app, path):
    one = app(deck(DROP, WRONG))
    async with one.run_test() as pilot:
        await pilot.pause()
        assert fault(one) == f"{path}:8:5: unknown key `hnit`: did you mean `hint`?"
        assert "1 of 1" in shown(one)
        await save(pilot, path, deck(ADAM, DROP, WRONG))
        assert "2 of 2" in shown(one)
        await save(pilot, path, deck(DROP))
        assert fault(one) == ""


async def test_a_note_says_what_is_no_card_in_it(app):
    one = app("# N\n\nQ: a?\n\nA: b\n\nQ: c?\n", "note.md")
    async with one.run_test() as pilot:
        await pilot.pause()
        assert "`Q:` has no `A:`" in fault(one)


def gone(path):
    path.unlink()


def a_folder(path):
    path.unlink()
    path.mkdir()


def a_loop(path):
    path.unlink()
    path.symlink_to(path)


def empty(path):
    path.write_bytes(b"")


def no_text(path):
    path.write_bytes(b"\xff\0")


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (gone, "no such file: {path}: check the path"),
        (a_folder, "{path} is a folder: name a deck or note in it"),
        (a_loop, "no such file: {path}: check the path"),
        (empty, "no card to show: {path}:1:1: "),
        (no_text, "no card to show: {path}:1:1: the file is binary, not text"),
    ],
)
async def test_whatever_happens_to_the_file_the_cards_stay(app, path, happens, said):
    one = app(deck(DROP, ADAM))
    async with one.run_test() as pilot:
        await pilot.pause()
        happens(path)
        await told(pilot, path)
        assert fault(one).startswith(said.format(path=path))
        assert fault(one).endswith(BROKEN)
        await press(pilot, "j")
        assert "Adam" in shown(one)


# keys


async def test_the_editor_opens_at_the_card_and_the_card_is_shown_as_it_is_then(
    app, path, monkeypatch
):
    one = app(deck(DROP, ADAM))
    called = []

    def edit(*arguments):
        called.append(arguments)
        path.write_text(deck(DROP, ADAM.replace("Adam", "AdamW")), encoding="utf-8")
        return ""

    monkeypatch.setattr("quizzer.tui.editor.edit", edit)
    async with one.run_test() as pilot:
        await press(pilot, "j", "e")
        assert called == [(one, path, 6)]
        assert "AdamW" in shown(one)


async def test_without_an_editor_it_says_where_the_card_is(app, path, monkeypatch):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    one = app(deck(DROP), "[b]one.yaml")
    async with one.run_test() as pilot:
        await press(pilot, "e")
        (told,) = one._notifications
        where = path.with_name("[b]one.yaml")
        assert told.message == f"Set $VISUAL or $EDITOR to edit it here; the card is in {where}:3"
        assert told.markup is False


async def test_the_keys_are_shown(app):
    one = app(deck(DROP))
    async with one.run_test() as pilot:
        await press(pilot, "question_mark")
        assert isinstance(one.screen, HelpScreen)
        text = shown(one)
        for part in ("right or j", "left or k", "Space", "q or Esc", "preview.turn"):
            assert part in text
        await press(pilot, "q")
        assert isinstance(one.screen, PreviewScreen)


@pytest.mark.parametrize("key", ["q", "escape"])
async def test_it_is_left(app, key):
    one = app(deck(DROP))
    async with one.run_test() as pilot:
        await press(pilot, key)
        assert one._exit


async def test_the_learner_has_their_keys_and_their_theme(app):
    one = app(deck(DROP, ADAM), keys={"preview.next": "n"}, theme="quizzer-light")
    async with one.run_test() as pilot:
        assert one.theme == "quizzer-light"
        await press(pilot, "n")
        assert "2 of 2" in shown(one)


async def test_an_unknown_theme_is_the_usual_one(app):
    one = app(deck(DROP), theme="sunset")
    async with one.run_test():
        assert one.theme == "quizzer"
