"""What the learner takes for what, the most often first, and a drill to tell it apart."""

from __future__ import annotations

from collections.abc import Sequence

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
_HEAD = ("asked", "taken", "on", "times", "last")
_ROOMY = 72
"""Columns from which a month is written out."""


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
        width = max(30, self.size.width - 3)
        cells = [_HEAD, *(self._cells(width, one) for one in self._found)]
        head, *lines = _table(cells, width)
        self.query_one("#columns", Static).update(head if self._found else NO_CONFUSIONS)
        self.query_one("#whole", Static).update("")
        rows.clear_options()
        rows.add_options(map(Option, lines))
        if self._found:
            rows.highlighted = min(place, len(self._found) - 1)

    def _cells(self, width: int, one: Confusion) -> tuple[str, ...]:
        clock = self.study.clock
        last, now = clock.local(one.last), clock.local(clock.now)
        day = day_text(last, now)
        if width < _ROOMY:
            day = f"{last.day} {last:%b}" + ("" if last.year == now.year else f" {last.year}")
        return one_line(one.asked), taken_text(one), on_text(one), str(one.times), day

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


def _table(rows: Sequence[Sequence[str]], width: int) -> list[Content]:
    """Rows as lines whose columns are as wide as what is in them, where there is room for that.

    Where there is not, what it was confused on gives way first, down to a quarter of what there is
    for texts, and then the names, each down to half of what is left.
    """
    cells = [[Content(text) for text in row] for row in rows]
    asked, taken, on, times, last = (
        max(cell.cell_length for cell in column) for column in zip(*cells, strict=True)
    )
    room = width - times - last - 4 * _GAP
    on = min(on, max(room - asked - taken, room // 4))
    names = room - on
    asked = min(asked, max(names - taken, names // 2))
    taken = min(taken, names - asked)
    return [_line(row, (asked, taken, on, times, last)) for row in cells]


def _line(cells: Sequence[Content], sizes: Sequence[int]) -> Content:
    """A line of the table: numbers to the right, everything else to the left and cut."""
    parts = []
    for name, cell, size in zip(_HEAD, cells, sizes, strict=True):
        text = cell.truncate(size, ellipsis=True)
        space = " " * (size - text.cell_length)
        parts.append(f"{space}{text.plain}" if name == "times" else f"{text.plain}{space}")
    return Content((" " * _GAP).join(parts).rstrip())
