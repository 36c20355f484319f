"""Which questions of a quiz are answered, flagged and open; where it is ended."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quizzer.study.quizzing import Quiz
from quizzer.wording import one_line, question_text

END = 0
"""Given back where the quiz is to be ended."""

_SIGNS = {"right": "✓ right", "nearly": "~ nearly", "wrong": "✗ wrong"}


class QuizOverviewScreen(ModalScreen[int | None]):
    """Lists the questions of a quiz; gives back the number of the one to go to, or `END`."""

    CSS_PATH = "quiz_overview.tcss"
    BINDINGS = [
        Binding("y", "dismiss(0)", "End", id="quiz_overview.end",
                tooltip="Ends the quiz; what is open counts as missed"),
        Binding("j", "move(1)", "Down", id="quiz_overview.down", show=False),
        Binding("k", "move(-1)", "Up", id="quiz_overview.up", show=False),
        Binding("escape,q,o,ctrl+o", "dismiss(None)", "Back", id="quiz_overview.leave",
                tooltip="Back to the question"),
    ]  # fmt: skip

    def __init__(self, quiz: Quiz) -> None:
        super().__init__()
        self._quiz = quiz

    def compose(self) -> ComposeResult:
        """How many are open, the questions, one a line, and the keys."""
        quiz = self._quiz
        opened, flagged = len(quiz.questions) - len(quiz.answers), len(quiz.flagged)
        title = f"{opened} open" if opened else "All questions are answered"
        title = f"{title}, {flagged} flagged" if flagged else title
        what = "drill"
        if not quiz.wanted.is_drill:
            what, title = "quiz", f"{title} · seed {quiz.wanted.seed}"
        ends = f"y ends the {what}" + (", what is open is missed" if opened else "")
        with Vertical(id="overview"):
            yield Static(title, classes="title", markup=False)
            yield OptionList(*(Option(row) for row in self._rows()), markup=False)
            yield Static(
                f"{ends}\nEnter goes to a question · Esc goes on",
                classes="dim",
                markup=False,
            )

    def on_mount(self) -> None:
        """Begin where something is open, or where the learner is."""
        quiz = self._quiz
        numbers = sorted((quiz.questions.keys() - quiz.answers.keys()) | quiz.flagged)
        following = [number for number in numbers if number >= quiz.at]
        self.query_one(OptionList).highlighted = [*following, *numbers, quiz.at][0] - 1

    def _rows(self) -> Iterator[Content]:
        quiz = self._quiz
        for number, item in quiz.questions.items():
            flag = "flagged" if number in quiz.flagged else ""
            question = one_line(question_text(item.question.card))
            line = f"{number:>3}  {self._state(number):<8}  {flag:<7}  {question}"
            yield Content(line)

    def _state(self, number: int) -> str:
        answer = self._quiz.answers.get(number)
        if answer is None:
            return "open"
        if self._quiz.wanted.exam:
            return "answered"
        return _SIGNS["right" if answer.right else answer.verdict.kind]

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index + 1)

    def action_move(self, by: int) -> None:
        """Go a row down or up."""
        rows = self.query_one(OptionList)
        (rows.action_cursor_down if by > 0 else rows.action_cursor_up)()
