"""`<!-- quizzer: lint off C04 REASON -->` in a note: the key `lint` of the cards below."""

from __future__ import annotations

import pytest

from quizzer.parse import notes

CARD = "Q: What?\n\nA: x\n"


def read(text: str):
    reading = notes.read(f"# T\n\n{text}", "n.md")
    return [entry.values.get("lint") for entry in reading.draft.entries], reading.problems


@pytest.mark.parametrize(
    "block",
    [
        CARD,
        "A ==gap==.\n",
        "- **Term**: definition\n",
        "| A | B |\n|---|---|\n| x | y |\n",
    ],
)
def test_the_cards_below_have_what_it_says(block):
    lints, problems = read(f"<!-- quizzer: lint off C04 as in the law -->\n\n{block}")
    assert (set(lints), problems) == ({"off C04 as in the law"}, [])


def test_it_goes_with_other_directives_and_for_one_block():
    text = "<!-- quizzer: card\nhint: h\n-->\n<!-- quizzer: lint off C04 x -->\n"
    lints, problems = read(f"{text}\n{CARD}\n{CARD.replace('What', 'Why')}")
    assert (lints, problems) == (["off C04 x", None], [])


def test_several_lines_switch_off_several_rules():
    lints, _ = read(f"<!-- quizzer: lint off C04 x\n  off C09 y\n-->\n\n{CARD}")
    assert lints == ["off C04 x\noff C09 y"]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            f"<!-- quizzer: lint -->\n\n{CARD}",
            "this `lint` says nothing",
            "write `<!-- quizzer: lint off C04 REASON -->`",
        ),
        (
            "<!-- quizzer: lint off C04 x -->\n\nProse.\n",
            "the block below this `lint` makes no card",
            "move or delete it",
        ),
        (
            "<!-- quizzer: lint off C04 x -->\n",
            "no block follows this `lint`",
            "put it right above the block it is meant for",
        ),
        (
            f"<!-- quizzer: lint off C04 x -->\n<!-- quizzer: lint off C05 x -->\n\n{CARD}",
            "`lint` is what the block below says already",
            "keep it in one place",
        ),
    ],
)
def test_one_that_is_wrong_is_told(text, message, hint):
    _, (problem,) = read(text)
    assert (problem.message, problem.hint, problem.line) == (message, hint, 3 + text.count("C05"))
