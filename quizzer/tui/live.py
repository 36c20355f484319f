"""Decks and notes saved while Quizzer is open: seen, read again, and told to the screens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.message import Message
from textual.widgets import Static

from quizzer.errors import Problem
from quizzer.study.editing import Spot
from quizzer.terminal import visible
from quizzer.wording import first_fault


@dataclass
class Saved(Message):
    """These files were saved, removed or replaced; the learner was at `spot` to edit a card."""

    paths: frozenset[Path]
    spot: Spot | None = None


class Reloaded(Message):
    """The library was read again."""


class FaultLine(Static):
    """Says which file was saved with a fault; takes no room where there is none."""

    DEFAULT_CSS = """
    FaultLine { height: auto; max-height: 4; color: $error; display: none; }
    FaultLine.shown { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, faults: Sequence[Problem]) -> None:
        """Say the first of these faults, and how many more there are."""
        named = [fault._replace(path=Path(fault.path).name) for fault in faults]
        stays = "\nUntil that is mended, the deck stays as it was."
        self.say(first_fault(named) + stays if named else "")

    def say(self, text: str) -> None:
        """Say what is wrong; an empty text says that nothing is."""
        self.set_class(bool(text), "shown")
        self.update(visible(text))
