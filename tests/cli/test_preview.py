"""`quizzer preview` where standard output is no terminal."""

from __future__ import annotations

import pytest

DECK = "deck: One\ncards:\n  - q: What is $x^2$?\n    a: y\n"
WRONG = "  - q: c?\n    a: d\n    hnit: e\n"


def test_cards_are_printed_with_their_place(quizzer, deck):
    path = deck("one.yaml", DECK)
    done = quizzer("preview", path)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"{path}:3: 1 of 1\nWhat is x²?\nAnswer:\ny\n"


def test_a_page_is_printed(quizzer, deck):
    done = quizzer("preview", "--html", deck("one.yaml", DECK))
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("<!DOCTYPE html>\n")
    assert done.stdout.endswith("</html>\n")
    assert "What is x²?" in done.stdout


@pytest.mark.parametrize("option", [[], ["--html"]])
def test_progress_and_cache_are_not_touched(quizzer, tmp_path, own_home, option):
    path = tmp_path / "one.yaml"
    path.write_text(DECK, encoding="utf-8")
    assert quizzer("preview", *option, path).exit_code == 0
    assert not own_home.exists()


@pytest.mark.parametrize("option", [[], ["--html"]])
def test_faults_are_one_line_and_the_sound_cards_are_shown(quizzer, deck, option):
    path = deck("one.yaml", DECK + WRONG + WRONG)
    done = quizzer("preview", *option, path)
    assert done.exit_code == 1
    assert "What is x²?" in done.stdout
    assert done.stderr == (
        f"quizzer: {path}:7:5: unknown key `hnit`: did you mean `hint`?"
        f" (and 1 more: `quizzer check {path}`)\n"
    )


def test_what_a_note_has_that_is_no_card_is_said_and_no_error(quizzer, tmp_path):
    path = tmp_path / "note.md"
    path.write_text("# N\n\nQ: a?\n\nA: b\n\nQ: c?\n", encoding="utf-8")
    done = quizzer("preview", path)
    assert done.exit_code == 0
    assert done.stdout == (f"{path}:3: 1 of 1\na?\nAnswer:\nb\nSource: note.md#n\n")
    assert done.stderr == (
        f"quizzer: {path}:7:1: `Q:` has no `A:`: the answer begins with `A:`,"
        " on a line of its own\n"
    )


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("gone.yaml", 2, "no such file: {path}: check the path"),
        ("", 2, "{path} is a folder: name a deck or note in it"),
        (
            "none.yaml",
            1,
            "{path} holds no cards: `quizzer new` begins a deck that shows how they are written",
        ),
    ],
)
def test_no_card_to_show_is_said_in_a_line(process, tmp_path, name, code, said):
    (tmp_path / "none.yaml").write_text("deck: D\ncards: []\n", encoding="utf-8")
    path = tmp_path / name
    done = process("preview", path)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr == f"quizzer: {said.format(path=path)}\n"
