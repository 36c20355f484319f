"""How sure the learner was and how often right, and what they were sure of and wrong about."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from quizzer.calibration import curve
from quizzer.study import Study
from quizzer.wording import SURE, answer_text, calibration_lines, one_line, question_text


class CalibrationScreen(Screen[None]):
    """The calibration curve, in words and drawn, and below it the mistakes, latest first."""

    CSS_PATH = "calibration.tcss"
    BINDINGS = [
        Binding("space", "page_down", "Page down", id="calibration.down",
                tooltip="Shows what is below"),
        Binding("escape,q", "dismiss", "Home", id="calibration.leave", tooltip="Back home"),
    ]  # fmt: skip

    AUTO_FOCUS = "#body"

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.study = study

    def compose(self) -> ComposeResult:
        """The title, everything else to scroll through, and the keys."""
        found = self.study.claims.calibration()
        yield Static("How sure, and how often right", id="title", markup=False)
        with VerticalScroll(id="body"):
            yield Static("\n".join(calibration_lines(found)), markup=False)
            if found.answers:
                yield Static(curve(found.levels, SURE), id="curve", markup=False)
            if mistakes := self.study.claims.with_cards(found.mistakes):
                yield Static("You were sure of these, and wrong:", classes="title", markup=False)
                for _, card in mistakes:
                    yield Static(one_line(question_text(card)), classes="question", markup=False)
                    yield Static(one_line(answer_text(card)), classes="answer", markup=False)
        scroll = "↑ ↓ Space scroll · " if found.answers else ""
        yield Static(f"{scroll}? keys · Esc home", id="keys", classes="dim", markup=False)

    def action_page_down(self) -> None:
        """Show what is below."""
        self.query_one("#body").scroll_page_down(animate=False)
