"""A card's two faces as widgets: what is asked, and what is shown once it was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget
from textual.widgets import Static

from quizzer.tui.widgets.card_text import card_text
from quizzer.wording import about_text, answer_text, asked_for, question_text, verdict_line

if TYPE_CHECKING:
    from quizzer.card import Card
    from quizzer.marking import Verdict
    from quizzer.question import Question

_WIDEST = 92
"""Columns beyond which lines grow no longer, so that they can still be read."""


def asking(question: Question, columns: int) -> list[Widget]:
    """The question and, last, what an answer is given with; `columns` is the terminal's width."""
    widgets: list[Widget] = []
    if says := asked_for(question):
        widgets.append(Static(says, classes="asked dim", markup=False))
    widgets.append(text(question_text(question.card), "question", columns))
    if question.format in ("typed", "number"):
        from quizzer.tui.widgets.answer import Answer

        widgets.append(Answer())
    elif question.options:
        from quizzer.tui.widgets.choices import Choices

        widgets.append(Choices(question))
    return widgets


def answering(card: Card, verdict: Verdict | None, columns: int) -> list[Widget]:
    """The verdict, if there is one, the answer, and what is to be said about it."""
    widgets: list[Widget] = []
    if verdict:
        widgets.append(Static(verdict_line(verdict), classes="verdict", markup=False))
    if answer := answer_text(card, markdown=True):
        widgets.append(text(answer, "answer", columns))
    if about := about_text(card):
        widgets.append(text(about, "extra dim", columns))
    return widgets


def text(content: str, classes: str, columns: int) -> Widget:
    """Card text that fits beside the margins of a screen so wide."""
    return card_text(content, min(columns, _WIDEST) - 12, classes=classes)
