"""A card whose answer was edited: what it was, what it is, and what the learner says to it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quizzer.card import Answer, Card
from quizzer.tui.widgets.card_text import card_text
from quizzer.wording import (
    CHANGED,
    CHANGED_WAYS,
    new_answer_text,
    old_answer_text,
    question_text,
)

_WIDEST = 78


class ChangedScreen(ModalScreen[str | None]):
    """Shows both answers; gives back keep, relearn or suspend, None if the session is left."""

    CSS_PATH = "changed.tcss"
    BINDINGS = [
        Binding("k", "say('keep')", "Keep", id="changed.keep", tooltip=CHANGED_WAYS[0][1]),
        Binding("r", "say('relearn')", "Relearn", id="changed.relearn", tooltip=CHANGED_WAYS[1][1]),
        Binding("s,at", "say('suspend')", "Suspend", id="changed.suspend",
                tooltip=CHANGED_WAYS[2][1]),
        Binding("escape", "leave", "Leave", id="changed.leave", tooltip="Ends the session"),
    ]  # fmt: skip

    def __init__(self, card: Card, before: Answer) -> None:
        super().__init__()
        self._card = card
        self._before = before

    def compose(self) -> ComposeResult:
        """Question, both answers, and the three ways on."""
        width = min(self.app.size.width - 8, _WIDEST)
        was, now = old_answer_text(self._card, self._before), new_answer_text(self._card)
        with Vertical(id="changed"):
            yield Static(CHANGED, classes="title", markup=False)
            with VerticalScroll(can_focus=False):
                yield card_text(question_text(self._card), width, classes="question")
                yield Static("It was", classes="dim", markup=False)
                yield card_text(was, width, classes="before")
                yield Static("It is", classes="dim", markup=False)
                yield card_text(now, width, classes="now")
            yield OptionList(
                *(Option(f"{way[0]}  {way}: {means}", id=way) for way, means in CHANGED_WAYS),
                markup=False,
            )
            yield Static("Enter chooses · Esc leaves", classes="dim", markup=False)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def action_say(self, way: str) -> None:
        """Choose one of the ways."""
        self.dismiss(way)

    def action_leave(self) -> None:
        """Leave it for another time."""
        self.dismiss(None)
