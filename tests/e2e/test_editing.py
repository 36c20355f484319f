"""Decks that are edited while a session is open, at a real terminal."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

DECK = """\
deck: Training
cards:
  - q: What does dropot switch off?
    a: units
  - q: Which optimiser keeps two moving averages?
    a: Adam
"""
NOTE = """\
# Training

Q: What does dropot switch off?

A: units
"""
WRITER = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_text(sys.argv[2], encoding='utf-8')"
MENDER = """\
import pathlib, sys
print(*sys.argv[1:], file=open(__file__ + ".log", "w"))
path = pathlib.Path(sys.argv[-1])
text = path.read_text(encoding="utf-8")
path.write_text(text.replace("dropot", "dropout") + "\\n", encoding="utf-8")
"""


def save(path, text):
    """Save a file from another process, as an editor does."""
    subprocess.run([sys.executable, "-c", WRITER, str(path), text], check=True)


@pytest.fixture
def train(own_home):
    """A deck of two cards, one of them with a typo."""
    path = own_home / "decks" / "train.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(DECK, encoding="utf-8")
    return path


@pytest.fixture
def editor(tmp_path, environ):
    """$VISUAL is a script that mends the typo; it notes what it was called with."""
    script = tmp_path / "vi"
    script.write_text(f"#!{sys.executable}\n{MENDER}", encoding="utf-8")
    script.chmod(0o755)
    environ["VISUAL"] = str(script)
    return script


def leave(screen):
    """End a session in which something was answered."""
    while "Done" not in screen.text:
        screen.send("\x1b")
        for _ in range(6):
            screen.wait()
    screen.send("\r")
    screen.end()


def called(script):
    return script.with_name("vi.log").read_text(encoding="utf-8").split()


def test_a_deck_saved_by_another_process_changes_the_card_on_screen(terminal, train):
    screen = terminal("review", "train")
    screen.wait("What does dropot switch off?")
    save(train, DECK.replace("dropot", "dropout"))
    screen.wait("What does dropout switch off?")
    screen.send(" ")
    screen.wait("units", "1 Again")
    save(train, DECK.replace("dropot", "dropout").replace("units", "some units"))
    screen.wait("some units", "1 Again")
    screen.send("3")
    screen.wait("two moving averages?")


def test_saved_broken_the_session_goes_on_and_says_so(terminal, train):
    screen = terminal("review", "train")
    screen.wait("What does dropot switch off?")
    save(train, DECK.replace("    a: units", "    b: units"))
    screen.wait("train.yaml:4:5: unknown key", "the deck stays as it was")
    screen.send(" ", "3")
    screen.wait("two moving averages?", "train.yaml:4:5")
    save(train, DECK.replace("Adam", "AdamW"))
    screen.wait("two moving averages?", gone="train.yaml")
    screen.send(" ")
    screen.wait("AdamW")


@pytest.mark.parametrize("way", ["removed", "a folder", "a loop", "half a file"])
def test_what_happens_to_a_deck_takes_no_answer_with_it(terminal, quizzer, train, way):
    screen = terminal("review", "train")
    screen.wait("What does dropot switch off?")
    train.unlink()
    if way == "a folder":
        train.mkdir()
    elif way == "a loop":
        train.symlink_to(train)
    elif way == "half a file":
        train.write_bytes(DECK.encode()[:60])
    screen.send(" ")
    screen.wait("1 Again")
    screen.send("3")
    if "Done" not in screen.wait(gone="1 Again"):
        screen.send("\x1b")
    screen.wait("Done")
    screen.send("\r")
    assert screen.end() == 0
    assert json.loads(quizzer("stats", "--json").stdout)["reviews"] == 1
    assert "is sound" in quizzer("doctor").stdout


def test_e_opens_the_editor_at_the_card_and_comes_back_to_it_mended(
    terminal, quizzer, train, editor
):
    screen = terminal("review", "train")
    screen.wait("What does dropot switch off?")
    screen.send(" ", "1")
    screen.wait("two moving averages?")
    screen.send("u")
    screen.wait("What does dropot switch off?")
    screen.send(" ")
    screen.wait("1 Again")
    screen.send("2")
    screen.wait("two moving averages?")
    screen.send(" ", "4", "\r")
    screen.wait("What does dropot switch off?")
    screen.send("e")
    screen.wait("What does dropout switch off?")
    assert called(editor) == ["+3", str(train)]
    screen.send(" ")
    screen.wait("1 Again")
    screen.send("3")
    screen.wait("back today")
    leave(screen)
    assert json.loads(quizzer("stats", "--json").stdout)["reviews"] == 3
    (known,) = json.loads(quizzer("relink", "--json").stdout)
    assert known["by"] == "match"
    assert quizzer("orphans", "list").stdout == "every history has its card\n"


def test_e_on_a_built_card_opens_its_note_and_the_deck_is_built_anew(
    terminal, quizzer, tmp_path, editor
):
    notes, decks = tmp_path / "notes", tmp_path / "decks"
    notes.mkdir()
    (notes / "train.md").write_text(NOTE, encoding="utf-8")
    assert quizzer("build", str(notes), "-o", str(decks)).returncode == 0
    screen = terminal("--decks", str(decks), "review", "train")
    screen.wait("What does dropot switch off?")
    screen.send("e")
    screen.wait("What does dropout switch off?")
    assert called(editor) == ["+3", str(notes / "train.md")]
    assert "dropout" in (decks / "train.yaml").read_text(encoding="utf-8")
    save(notes / "train.md", NOTE.replace("dropot", "a dropout layer"))
    screen.wait("What does a dropout layer switch off?")
    screen.send("\x1b")
    screen.end()
    assert quizzer("build", str(notes), "-o", str(decks), "--check").returncode == 0


@pytest.mark.parametrize(
    ("deck", "ending"), [("getting-started", ".yaml"), ("0-fundamentals/2-attention", ".md")]
)
def test_e_on_a_shipped_card_opens_a_copy_that_takes_its_place(
    terminal, quizzer, own_home, editor, deck, ending
):
    screen = terminal("review", deck)
    screen.wait("Space shows")
    screen.send(" ")
    screen.wait("1 Again")
    screen.send("3")
    screen.wait("Space shows")
    before = screen.text
    screen.send("e")
    copy = own_home / "decks" / f"{deck}{ending}"
    while not copy.exists() or not screen.text.strip():
        screen.wait()
    screen.wait("Space shows")
    assert screen.text == before
    leave(screen)
    line, path = called(editor)
    assert path == str(copy)
    assert line.startswith("+")
    assert int(line[1:]) > 1
    listed = json.loads(quizzer("decks", "--json").stdout)
    (found,) = [one for one in listed if one["id"] == deck]
    assert found["path"] == str(copy)
    assert found["learning"] == 1
    assert json.loads(quizzer("relink", "--json").stdout) == []
    assert quizzer("orphans", "list").stdout == "every history has its card\n"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("", "Set $VISUAL or $EDITOR"),
        ("no-such-editor", "no-such-editor could not be started"),
        ("false", "false ended with status 1"),
        ("'", "is no command"),
    ],
)
def test_an_editor_that_does_not_do(terminal, train, environ, command, said):
    environ.pop("VISUAL", None)
    environ["EDITOR"] = command
    screen = terminal("review", "train", size=(120, 24))
    screen.wait("What does dropot switch off?")
    screen.send("e")
    screen.wait(said, "What does dropot switch off?")
    screen.send(" ")
    screen.wait("1 Again")


def test_an_editor_with_a_window_returns_at_once_and_what_it_saves_is_seen(
    terminal, train, environ
):
    environ["VISUAL"] = "true"
    screen = terminal("review", "train")
    screen.wait("What does dropot switch off?")
    screen.send("e")
    save(train, DECK.replace("dropot", "dropout"))
    screen.wait("What does dropout switch off?")
