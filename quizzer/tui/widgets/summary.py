"""What is shown at the end of a session."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.widget import Widget
from textual.widgets import Static

from quizzer.wording import summary_line, when

if TYPE_CHECKING:
    from quizzer.session import Summary
    from quizzer.study import Study


def ending(summary: Summary, study: Study) -> Iterator[Widget]:
    """What was done, and what is left for today or comes next."""
    yield Static("Done", classes="question title", markup=False)
    yield _line(summary_line(summary))
    today = study.agenda.today()
    if today.total:
        yield _line(f"Left for today: {today.total}.")
    elif today.next_due:
        yield _line(f"Next {when(today.next_due, study.clock.local(study.clock.now))}.")


def _line(text: str) -> Widget:
    return Static(text, classes="line", markup=False)
