"""A verb pays for what it uses and for nothing else: what a process of its own has imported."""

from __future__ import annotations

import subprocess
import sys

import pytest

DECK = "deck: One\ncards:\n  - {q: 'What is $x^2$?', a: y, id: one}\n"
SCRIPT = """
import sys
from quizzer.cli import cli

try:
    cli({words})
finally:
    roots = {{name.partition(".")[0] for name in sys.modules}}
    print(*sorted(roots), file=sys.stderr)
"""


def imported(*words: str) -> set[str]:
    """The top-level modules that a verb leaves imported."""
    script = SCRIPT.format(words=list(words))
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, input="", timeout=60
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


def test_the_version_costs_neither_a_database_nor_a_parser():
    found = imported("--version")
    assert "click" in found
    assert not found & {"sqlite3", "textual", "rich", "yaml", "markdown_it", "platformdirs"}


@pytest.mark.parametrize("words", [["--help"], ["where"]])
def test_nor_does_what_needs_no_deck(words):
    assert not imported(*words) & {"textual", "rich", "yaml", "markdown_it"}


@pytest.mark.parametrize(
    "words",
    [
        ["due"],
        ["due", "--json"],
        ["decks"],
        ["stats"],
        ["calibration"],
        ["confusions"],
        ["suspended"],
        ["export", "--to=csv", "-o-"],
    ],
)
def test_unchanged_decks_are_not_parsed_again(deck, words):
    deck("one.yaml", DECK)
    assert "yaml" in imported("due")
    found = imported(*words)
    assert "sqlite3" in found
    assert not found & {"textual", "rich", "yaml", "markdown_it"}


def test_no_verb_that_prints_imports_the_interface(deck, tmp_path):
    path = deck("one.yaml", DECK)
    note = tmp_path / "notes" / "note.md"
    note.parent.mkdir()
    note.write_text("# N\n\nQ: a?\n\nA: b\n")
    for words in (
        ["review", "--plain"],
        ["quiz", "--plain"],
        ["check", str(path)],
        ["preview", str(path)],
        ["preview", "--html", str(note)],
        ["build", str(note.parent), "-o", str(tmp_path / "built")],
        ["doctor"],
        ["export", "--to=apkg", "-o", str(tmp_path / "x.apkg")],
        ["completion", "zsh"],
    ):
        assert not imported(*words) & {"textual", "rich"}
