"""How sure one is, asked line by line; and `quizzer calibration`."""

from __future__ import annotations

import json

import pytest

CAPITALS = """\
deck: Capitals
cards:
  - {q: What is the capital of Peru?, a: Lima, id: peru}
  - {q: What is the capital of Chad?, a: N'Djamena, id: chad, accept: [Ndjamena]}
"""
HOW_SURE = "How sure? 1 guessing, 2 unsure, 3 fairly sure, 4 sure (25%, 50%, 75%, 95%)"
WAYS = "1 guessing, 2 unsure, 3 fairly sure, 4 sure; an empty line skips"


@pytest.fixture
def review(quizzer, deck, config, watch):
    """Review two capitals with these replies, one a line; return the lines that were written."""
    config('[study]\nconfidence = true\nformats = "card"\n')
    deck("capitals.yaml", CAPITALS)

    def run(*replies: str) -> list[str]:
        result = quizzer("review", "--plain", typed="".join(f"{reply}\n" for reply in replies))
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout.splitlines()

    return run


@pytest.fixture
def found(quizzer):
    """What `quizzer calibration --json` has."""
    return lambda: json.loads(quizzer("calibration", "--json").stdout)


def test_it_is_asked_between_question_and_answer(review):
    assert review("", "4", "1", ":q")[:7] == [
        "[2 new, 0 learning, 0 due]",
        "What is the capital of Peru?",
        "> ",
        HOW_SURE,
        "> ",
        "Lima",
        "1 again 1m  2 hard 6m  3* good 10m  4 easy 6d",
    ]


def test_it_is_asked_between_a_reply_and_its_verdict(review):
    lines = review("", "", "4", "cairo", "4", "", ":q")
    at = lines.index("What is the capital of Chad?")
    assert lines[at + 2] == HOW_SURE
    assert lines[at + 4].startswith("Wrong.")


def test_the_verdict_counts_whatever_the_rating(review, found):
    review("", "", "4", "cairo", "4", "good", ":q")
    assert (found()["answers"], found()["share"]) == (1, 0.0)


def test_who_gives_no_answer_is_not_asked(review):
    lines = review("", "", "4", "", ":q")
    assert lines[lines.index("What is the capital of Chad?") + 2] == "N'Djamena"


@pytest.mark.parametrize(
    ("reply", "sure"),
    [("1", 0.25), ("2", 0.5), ("3", 0.75), ("4", 0.95), ("Fairly sure", 0.75), ("sure", 0.95)],
)
def test_a_level_is_a_digit_or_a_word(review, found, reply, sure):
    review("", reply, "3", ":q")
    assert (found()["answers"], found()["sure"]) == (1, sure)


def test_an_empty_line_skips(review, found):
    lines = review("", "", "3", ":q")
    assert "Lima" in lines
    assert found()["answers"] == 0


@pytest.mark.parametrize("reply", ["5", "0", "good", "95", "12", ":w"])
def test_what_is_no_level_is_asked_for_again(review, found, reply):
    lines = review("", reply, "4", "3", ":q")
    assert WAYS in lines
    assert found()["sure"] == 0.95


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (":u", "Nothing to undo in this session."),
        (":b", "Buried until tomorrow."),
        (":s", "Suspended."),
    ],
)
def test_commands_work_there_too(review, found, command, said):
    lines = review("", command, ":q")
    assert lines[5] == said
    assert "Lima" not in lines
    assert found()["answers"] == 0


def test_undo_takes_the_claim_back(review, found):
    review("", "4", "1", ":u", "", "1", "3", ":q")
    assert (found()["answers"], found()["sure"], found()["share"]) == (1, 0.25, 1.0)


def test_without_the_setting_nothing_more_is_asked(review, config, found):
    config('[study]\nformats = "card"\n')
    lines = review("", "4", "cairo", "", ":q")
    assert not any("How sure" in line for line in lines)
    assert found()["answers"] == 0


def test_the_curve_and_the_mistakes(review, quizzer):
    review("", "4", "1", "cairo", "4", "", ":q")
    lines = quizzer("calibration").stdout.splitlines()
    assert lines[:4] == [
        "2 answers: 95% sure on average, 0% right.",
        "Too few yet to say which way you lean.",
        "Brier score 0.90; 0 is best, always saying 50% has 0.25.",
        "",
    ]
    assert lines[4].startswith(" 100% ┤")
    assert lines[-6:] == [
        "",
        "You were sure of these, and wrong:",
        "2026-11-24  What is the capital of Chad?",
        "            N'Djamena",
        "2026-11-24  What is the capital of Peru?",
        "            Lima",
    ]


def test_as_json(review, found):
    review("", "4", "1", "cairo", "1", "", ":q")
    everything = found()
    mistakes, levels = everything.pop("mistakes"), everything.pop("levels")
    assert everything == {
        "answers": 2,
        "sure": 0.6,
        "share": 0.0,
        "brier": pytest.approx(0.4825),
        "leaning": "unknown",
    }
    assert [(it["sure"], it["answers"], it["right"]) for it in levels] == [
        (0.25, 1, 0),
        (0.5, 0, 0),
        (0.75, 0, 0),
        (0.95, 1, 0),
    ]
    assert levels[0]["low"] == 0.0
    assert levels[0]["high"] == pytest.approx(0.7935, abs=1e-4)
    assert mistakes == [
        {
            "card": "peru",
            "question": "What is the capital of Peru?",
            "answer": "Lima",
            "at": "2026-11-24T09:00:00+00:00",
        }
    ]


def test_before_there_is_a_claim(quizzer, found):
    assert quizzer("calibration").stdout == (
        "No answer yet of which you said how sure you were.\n"
        "You are asked if config.toml has `confidence = true` below [study].\n"
    )
    assert found()["brier"] is None
