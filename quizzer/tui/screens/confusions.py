"""What the learner takes for what, the most often first, and a drill to tell it apart."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quizzer.confusion import Confusion
from quizzer.errors import QuizzerError
from quizzer.study import Study
from quizzer.wording import (
    NO_CONFUSIONS,
    confusion_text,
    day_text,
    on_text,
    one_line,
    taken_text,
)

_GAP = 2
_TIMES = 5
_LAST = _GAP + len("24 September 2026")
_ISO = _GAP + len("2026-09-24")
_ROOMY = 72
"""Columns from which a day is written out."""


class ConfusionsScreen(Screen[None]):
    """Lists what was taken for what; Enter drills the row one is on."""

    CSS_PATH = "confusions.tcss"
    BINDINGS = [
        Binding("j", "move(1)", "Down", id="confusions.down", show=False),
        Binding("k", "move(-1)", "Up", id="confusions.up", show=False),
        Binding("space", "drill", "Drill", id="confusions.drill",
                tooltip="Puts both side by side, and asks which is which (Enter does, too)"),
        Binding("escape,q", "dismiss", "Home", id="confusions.leave", tooltip="Back home"),
    ]  # fmt: skip

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.study = study
        self._found: list[Confusion] = []

    def compose(self) -> ComposeResult:
        """The title, the columns' names, the rows, the row one is on in full, and the keys."""
        yield Static("What you take for what", id="title", markup=False)
        yield Static(id="columns", classes="dim", markup=False)
        yield OptionList(markup=False)
        yield Static(id="whole", markup=False)
        yield Static(id="keys", classes="dim", markup=False)

    def on_screen_resume(self) -> None:
        """Count again: the learner may come back from a drill."""
        self._list()

    def on_reloaded(self) -> None:
        """Decks were saved: count again, unless that is done when one comes back."""
        if self.is_current:
            self._list()

    def on_resize(self) -> None:
        """Fit the columns to the width."""
        self._draw()

    def _list(self) -> None:
        try:
            self._found = self.study.confusions.found()
        except QuizzerError as error:
            self.notify(str(error), severity="error")
        keys = "? keys · Esc home"
        drills = "Enter drills the row · " if self._found else ""
        self.query_one("#keys", Static).update(f"{drills}{keys}")
        self.query_one("#columns").set_class(bool(self._found), "dim")
        self._draw()
        self.query_one(OptionList).focus()

    def _draw(self) -> None:
        rows = self.query_one(OptionList)
        place = rows.highlighted or 0
        width = max(40, self.size.width - 3)
        head = _row(width, "asked", "taken", "on", "times", "last")
        self.query_one("#columns", Static).update(head if self._found else NO_CONFUSIONS)
        self.query_one("#whole", Static).update("")
        rows.clear_options()
        rows.add_options(Option(self._row(width, one)) for one in self._found)
        if self._found:
            rows.highlighted = min(place, len(self._found) - 1)

    def _row(self, width: int, one: Confusion) -> Content:
        clock = self.study.clock
        last, now = clock.local(one.last), clock.local(clock.now)
        day = day_text(last, now) if width >= _ROOMY else f"{last:%Y-%m-%d}"
        return _row(width, one_line(one.asked), taken_text(one), on_text(one), str(one.times), day)

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        """Say the row one is on in full."""
        here = self.query_one(OptionList).highlighted
        if here is not None:
            self.query_one("#whole", Static).update(confusion_text(self._found[here]))

    # what the learner does

    def action_move(self, by: int) -> None:
        """Go a row down or up."""
        rows = self.query_one(OptionList)
        (rows.action_cursor_down if by > 0 else rows.action_cursor_up)()

    @on(OptionList.OptionSelected)
    def action_drill(self) -> None:
        """Drill the row one is on; then come back."""
        here = self.query_one(OptionList).highlighted
        if here is None:
            return
        try:
            cards = self.study.confusions.contrast(self._found[here])
            quiz = self.study.quizzing.drill(cards)
        except LookupError:
            self.notify("Its cards are in no deck any more.")
            return
        except QuizzerError as error:
            self.notify(str(error), severity="error")
            return
        from quizzer.tui.screens.quiz import QuizScreen

        self.app.push_screen(QuizScreen(self.study, quiz))


def _row(width: int, asked: str, taken: str, on: str, times: str, last: str) -> Content:
    """A line of five columns; the three of text share what the others leave."""
    end = _LAST if width >= _ROOMY else _ISO
    size = (width - _TIMES - end) // 3
    cells = (Content(text).truncate(size - _GAP, ellipsis=True) for text in (asked, taken, on))
    words = "".join(f"{cell.plain}{' ' * (size - cell.cell_length)}" for cell in cells)
    return Content(f"{words}{times:>{_TIMES}}{' ' * _GAP}{last}")
