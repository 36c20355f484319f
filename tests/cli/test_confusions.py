"""`quizzer confusions --drill`: what was confused, side by side, in lines."""

from __future__ import annotations

import json
import re

import pytest

CELLS = {
    ("GPT-2", "Layers"): "48",
    ("GPT-3", "Layers"): "96",
    ("T5", "Layers"): "24",
    ("GPT-2", "Context"): "1,024",
    ("GPT-3", "Context"): "2,048",
}
MODELS = "deck: Models\ncards:\n" + "".join(
    f'  - {{q: "{row}: {column}?", a: "{value}", place: {{note: m.md, heading: Sizes,'
    f" table: Model, kind: ask, row: {row}, column: {column}}}}}\n"
    for (row, column), value in CELLS.items()
)
CHOICE = "deck: C\ncards:\n  - {q: Which?, a: GELU, wrong: [ReLU, Tanh], id: c}\n"


@pytest.fixture
def confused(quizzer, deck, config):
    """A learner who chose ReLU for GELU twice, and took GPT-3 for T5 and for GPT-2 once."""
    config('[study]\nformats = "card"\n')
    deck("choice.yaml", CHOICE)
    deck("models.yaml", MODELS)
    for _ in range(2):
        quizzer("review", "choice", "--plain", "--practice", typed="ReLU\n\n")
    for name in ("T5", "GPT-2"):
        listed = quizzer("quiz", "models", "--list", "--json", "--formats", "number", "--seed", "7")
        questions = json.loads(listed.stdout)["questions"]
        replies = ["96" if it["question"] == f"{name}: Layers?" else "" for it in questions]
        quizzer(
            *("quiz", "models", "--plain", "--formats", "number", "--seed", "7"),
            typed="".join(f"{reply}\n" for reply in replies),
        )


def test_wrong_answers_in_quizzes_are_listed_by_number(quizzer, confused):
    assert [re.sub("  .*", "", it) for it in quizzer("confusions").stdout.splitlines()] == [
        '1. ReLU for GELU on "Which?"',
        "2. GPT-3 for GPT-2 on Layers",
        "3. GPT-3 for T5 on Layers",
    ]


@pytest.mark.parametrize(
    ("words", "options", "questions"),
    [
        (["--drill", "2"], {"GPT-2", "GPT-3"}, ["layers", "context"]),
        (["--drill", "3"], {"T5", "GPT-3"}, ["layers"]),
        (["--drill=3"], {"T5", "GPT-3"}, ["layers"]),
        (["--drill"], {"GELU", "ReLU"}, ["Which?"]),
        (["models", "--drill"], {"GPT-2", "GPT-3"}, ["layers", "context"]),
    ],
    ids=["a number", "another", "with a sign", "the first", "of a deck"],
)
def test_a_drill_line_by_line(quizzer, confused, words, options, questions):
    lines = quizzer("confusions", *words, typed="a\n" * 9).stdout.splitlines()
    assert lines[0] == f"[1 of {len(questions)}]"
    asked = [lines[at + 2] for at, line in enumerate(lines) if line.startswith("[")]
    assert len(asked) == len(questions)
    assert all(any(name in line for line in asked) for name in questions)
    assert set(re.findall(r"(?m)^[ab]\) (.*)$", "\n".join(lines))) == options
    assert any(line in ("Right.", "Wrong.") or line.startswith("Wrong. ") for line in lines)
    assert re.fullmatch(f"Score: [0-2] of {len(questions)}", lines[-1])


def test_a_drill_of_two_terms_line_by_line(quizzer, deck):
    deck(
        "terms.yaml",
        "deck: Terms\ncards:\n"
        "  - {term: Pre-norm, definition: It comes first.}\n"
        "  - {term: Post-norm, definition: It comes last.}\n",
    )
    listed = quizzer("quiz", "--list", "--json", "--formats", "typed", "--seed", "7").stdout
    first, *_ = json.loads(listed)["questions"]
    other = {"Pre-norm": "Post-norm", "Post-norm": "Pre-norm"}[first["answer"]]
    quizzer("quiz", "--plain", "--formats", "typed", "--seed", "7", typed=f"{other}\n")
    shown = quizzer("confusions", "--drill", typed="a\n" * 4).stdout
    assert shown.count("Which term is this, P") >= 2
    assert "What does Pre-norm mean?" in shown
    assert "Seed" not in shown


def test_what_was_missed_in_a_drill_can_be_reviewed(quizzer, confused):
    lines = quizzer("confusions", "--drill", "3", typed="").stdout.splitlines()
    (value,) = re.findall("(?m)^Which has (.*) layers,", "\n".join(lines[:3]))
    (row,) = (row for (row, column), it in CELLS.items() if (column, it) == ("Layers", value))
    reviewed = quizzer("review", "--plain", "--missed", typed=":q\n").stdout
    assert f"{row}: Layers?" in reviewed.splitlines()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--drill 4", "nothing confused has the number 4: there are 3"),
        (
            "--drill 0",
            "Invalid value for '--drill': 0 is not in the range x>=1: "
            "see `quizzer confusions --help`",
        ),
        (
            "--drill -1",
            "No such option '-1': see `quizzer confusions --help`",
        ),
        (
            "--drill models",
            "Invalid value for '--drill': 'models' is not a valid integer range: "
            "see `quizzer confusions --help`",
        ),
        ("--drill --json", "--json and --drill exclude one another: give one of them"),
    ],
)
def test_what_cannot_be_drilled_is_said_in_a_line(quizzer, confused, words, said):
    result = quizzer("confusions", *words.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"quizzer: {said}\n"


def test_what_no_card_answers_cannot_be_drilled(quizzer, deck, config):
    config('[study]\nformats = "card"\n')
    deck("one.yaml", "deck: One\ncards:\n  - {q: Who?, a: Google, accept: [google ai], id: c}\n")
    quizzer("review", "--plain", "--practice", typed="no idea\n\n")
    assert quizzer("confusions").stdout.startswith('1. no idea for Google on "Who?"')
    for words in (["--drill"], ["--drill", "1"]):
        result = quizzer("confusions", *words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == (
            "quizzer: no question tells these apart: "
            "no card has what you answered, or nothing says that it is wrong there\n"
        )


def test_before_anything_is_confused_there_is_nothing_to_drill(quizzer, deck):
    deck("models.yaml", MODELS)
    result = quizzer("confusions", "--drill")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Nothing is confused so far. ")
