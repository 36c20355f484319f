"""The editor that a card is opened in: how it is called, and what comes of it."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.app import App

from quizzer.tui.editor import command, edit

PATH = Path("/my decks/training.yaml").absolute()


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("vi", ["vi", "+7", "PATH"]),
        ("nvim", ["nvim", "+7", "PATH"]),
        ("vim.basic", ["vim.basic", "+7", "PATH"]),
        ("nano", ["nano", "+7", "PATH"]),
        ("/usr/bin/emacs-29.1 -nw", ["/usr/bin/emacs-29.1", "-nw", "+7", "PATH"]),
        ("emacsclient -t -a ''", ["emacsclient", "-t", "-a", "", "+7", "PATH"]),
        ("micro", ["micro", "+7", "PATH"]),
        ("kak", ["kak", "+7", "PATH"]),
        ("code --wait", ["code", "--wait", "--goto", "PATH:7"]),
        ("code-insiders -w", ["code-insiders", "-w", "--goto", "PATH:7"]),
        ("codium", ["codium", "--goto", "PATH:7"]),
        ("cursor", ["cursor", "--goto", "PATH:7"]),
        ("hx", ["hx", "PATH:7"]),
        ("subl -w", ["subl", "-w", "PATH:7"]),
        ("zed --wait", ["zed", "--wait", "PATH:7"]),
        ("kate -b", ["kate", "-b", "--line", "7", "PATH"]),
        ("idea --wait", ["idea", "--wait", "--line", "7", "PATH"]),
        ("'/opt/my editor/vim' -n", ["/opt/my editor/vim", "-n", "+7", "PATH"]),
        ("notepad", ["notepad", "PATH"]),
        ("my-editor --fast", ["my-editor", "--fast", "PATH"]),
        ("env TERM=vt100 vi", ["env", "TERM=vt100", "vi", "PATH"]),
    ],
)
def test_how_an_editor_is_told_the_line(editor, words):
    assert command(editor, PATH, 7) == [word.replace("PATH", str(PATH)) for word in words]


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        (r'"C:\My Vim\gvim.exe" -n', [r"C:\My Vim\gvim.exe", "-n", "+7", "PATH"]),
        (r"C:\bin\code.cmd --wait", [r"C:\bin\code.cmd", "--wait", "--goto", "PATH:7"]),
        (r'"D:\Notepad++\notepad++.exe"', [r"D:\Notepad++\notepad++.exe", "-n7", "PATH"]),
    ],
)
def test_backslashes_and_quotes_as_windows_has_them(monkeypatch, editor, words):
    monkeypatch.setattr("quizzer.tui.editor._BACKSLASHES", True)
    assert command(editor, PATH, 7) == [word.replace("PATH", str(PATH)) for word in words]


def test_a_relative_path_is_never_taken_for_an_option():
    assert command("vi", Path("+x.md"), 7) == ["vi", "+7", str(Path("+x.md").absolute())]


class Suspending(App[None]):
    """An app whose terminal can be lent, though a test has none."""

    suspended = 0

    @contextmanager
    def suspend(self):
        self.suspended += 1
        yield


MENDER = """\
import pathlib, sys
path = pathlib.Path(sys.argv[-1])
path.write_text(path.read_text(encoding="utf-8").replace("dropot", "dropout"), encoding="utf-8")
"""


@pytest.fixture
def script(tmp_path):
    """Write a Python script; return the command that runs it."""

    def write(text):
        path = tmp_path / "an editor.py"
        path.write_text(text, encoding="utf-8")
        return f'"{sys.executable}" "{path}"'

    return write


@pytest.fixture
def deck(tmp_path):
    path = tmp_path / "my deck.yaml"
    path.write_text("deck: dropot", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["VISUAL", "EDITOR"])
async def test_the_editor_has_the_terminal_and_mends_the_file(script, deck, name):
    app = Suspending()
    async with app.run_test():
        assert edit(app, deck, 1, {"VISUAL": "", name: script(MENDER)}) == ""
    assert deck.read_text(encoding="utf-8") == "deck: dropout"
    assert app.suspended == 1


async def test_visual_goes_before_editor(script, deck):
    app = Suspending()
    async with app.run_test():
        assert edit(app, deck, 1, {"VISUAL": script(""), "EDITOR": "no-such-editor"}) == ""


@pytest.mark.parametrize(
    ("env", "said", "suspended"),
    [
        ({}, "Set $VISUAL or $EDITOR to edit it here; ", 0),
        ({"VISUAL": " ", "EDITOR": ""}, "Set $VISUAL or $EDITOR to edit it here; ", 0),
        (
            {"EDITOR": "no-such-editor -w"},
            "no-such-editor could not be started: there is no such program; ",
            0,
        ),
        ({"EDITOR": "vi 'x"}, "vi 'x is no command (No closing quotation); ", 0),
        ({"EDITOR": "''"}, "'' could not be started: there is no such program; ", 0),
        ({"EDITOR": "FAILING"}, "FAILING ended with status 3; ", 1),
    ],
)
async def test_what_can_go_wrong_is_said_with_the_place_of_the_card(
    script, deck, env, said, suspended
):
    failing = script("raise SystemExit(3)")
    env = {name: value.replace("FAILING", failing) for name, value in env.items()}
    app = Suspending()
    async with app.run_test():
        told = edit(app, deck, 12, {**env, "PATH": os.environ["PATH"]})
    assert told == said.replace("FAILING", failing) + f"the card is in {deck}:12"
    assert app.suspended == suspended


async def test_a_terminal_that_cannot_be_lent(script, deck):
    app = App()
    async with app.run_test():
        told = edit(app, deck, 12, {"EDITOR": script(MENDER)})
    assert told == f"An editor cannot be opened from here; the card is in {deck}:12"
    assert deck.read_text(encoding="utf-8") == "deck: dropot"


APP = """\
import sys
from pathlib import Path
from textual.app import App
from textual.widgets import Static
from quizzer.tui.editor import edit

class Lending(App):
    BINDINGS = [("e", "edit", "Edit"), ("q", "quit", "Quit")]

    def compose(self):
        yield Static("ready")

    def action_edit(self):
        said = edit(self, Path(sys.argv[1]), 3)
        self.query_one(Static).update(f"back: {said}")

Lending().run()
"""


@pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal")
def test_on_a_terminal_ctrl_c_ends_the_editor_and_not_what_waits_for_it(script, deck):
    import pexpect

    waiting = script("import sys, time; print('editing', sys.argv[1:]); time.sleep(60)")
    lending = deck.with_name("lending.py")
    lending.write_text(APP, encoding="utf-8")
    environ = {**os.environ, "VISUAL": waiting, "TERM": "xterm-256color"}
    command = [str(lending), str(deck)]
    child = pexpect.spawn(sys.executable, command, env=environ, timeout=20, dimensions=(10, 200))
    try:
        child.expect("ready")
        child.send("e")
        child.expect(re.escape(f"editing ['{deck}']"))
        child.sendintr()
        child.expect("back: .* ended with status -2; the card is in")
        child.send("q")
        child.expect(pexpect.EOF)
    finally:
        child.close(force=True)
    assert child.exitstatus == 0
