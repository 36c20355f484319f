"""What is shown while the cards that are being learned have not come back yet."""

from __future__ import annotations

from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from quizzer.schedule.steps import interval_text
from quizzer.study import Study


class Pause(Static):
    """Counts down to the first card that comes back, and posts `Over` when its time is there."""

    class Over(Message):
        """The time of a card has come."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._timer: Timer | None = None
        super().__init__(self._text(), id="waiting", classes="dim", markup=False)

    def on_mount(self) -> None:
        """Let time pass."""
        self._timer = self.set_interval(1, self.tick)

    def tick(self) -> None:
        """Say how long it still takes, or that it is over."""
        waiting = self._study.session.waiting
        if waiting and waiting[0] > self._study.clock.now:
            self.update(self._text())
        elif waiting and self._timer is not None:
            self._timer.stop()
            self._timer = None
            self.post_message(self.Over())

    def _text(self) -> str:
        due, count = self._study.session.waiting or (0, 0)
        left = interval_text(max(0, due - self._study.clock.now) / 1000)
        cards = "One card comes" if count == 1 else f"{count} cards come"
        return f"{cards} back today, the first in {left}."
