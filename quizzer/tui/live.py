"""Decks and notes saved while Quizzer is open: seen, read again, and told to the screens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from textual.message import Message
from textual.widgets import Static

from quizzer.errors import Problem
from quizzer.study.editing import Spot
from quizzer.terminal import visible


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

    def show(self, faults: Iterable[Problem]) -> None:
        """Say the first of these faults, and how many more there are."""
        first, *others = [*faults, None]
        self.set_class(first is not None, "shown")
        if first is not None:
            more = f" (and {len(others) - 1} more)" if len(others) > 1 else ""
            hint = f": {first.hint}" if first.hint else ""
            where = f"{Path(first.path).name}:{first.line}:{first.column}"
            stays = "Until that is mended, the deck stays as it was."
            self.update(visible(f"{where}: {first.message}{hint}{more}\n{stays}"))
