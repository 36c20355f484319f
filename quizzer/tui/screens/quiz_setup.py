"""What a quiz is to be: decks, questions, time, mode, seed and formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quizzer.errors import QuizzerError
from quizzer.quiz import COUNT, FORMATS, Wanted, Way
from quizzer.study import Study
from quizzer.study.quizzing import Quiz
from quizzer.terminal import visible

_STEPS = {"count": (5, 10, 15, 20, 30, 50, 100), "minutes": (0, 5, 10, 15, 20, 30, 45, 60, 90)}
_LEAST = {"count": 1, "minutes": 0, "seed": 0}
_MOST = {"count": 999, "minutes": 999, "seed": 999_999_999}
_UNSET: dict[str, int | None] = {"count": COUNT, "minutes": 0, "seed": None}


class QuizSetupScreen(ModalScreen[Quiz | None]):
    """Sets a quiz; gives back the one that was begun.

    It is about `decks`, as a quiz names them, which are called `name`, or about all that are on.
    """

    CSS_PATH = "quiz_setup.tcss"
    BINDINGS = [
        Binding("right", "change(1)", "More", id="quiz_setup.more",
                tooltip="The next value of the row"),
        Binding("left", "change(-1)", "Less", id="quiz_setup.less",
                tooltip="The value before it"),
        Binding("space", "change(1)", "On or off", id="quiz_setup.switch",
                tooltip="Switches a format on or off"),
        Binding("backspace", "unset", "As it was", id="quiz_setup.unset",
                tooltip="Gives the row the value it had at first"),
        Binding("j", "move(1)", "Down", id="quiz_setup.down", show=False),
        Binding("k", "move(-1)", "Up", id="quiz_setup.up", show=False),
        Binding("escape,q", "dismiss(None)", "Back", id="quiz_setup.leave", tooltip="Back home"),
        Binding("question_mark", "app.keys", "Keys", id="quiz_setup.keys", tooltip="These keys"),
    ]  # fmt: skip

    def __init__(self, study: Study, name: str = "", decks: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.study = study
        self._called = name
        self._decks = decks
        self._here = bool(decks)
        self._exam = False
        self._numbers = dict(_UNSET)
        self._formats: set[Way] = set(FORMATS)
        self._typing = ""

    def compose(self) -> ComposeResult:
        """The rows and the keys."""
        with Vertical(id="setup"):
            yield Static("Quiz", classes="title", markup=False)
            yield OptionList(*(Option(text, id=name) for name, text in self._rows()), markup=False)
            yield Static(
                "Enter begins · ← → change · digits set a number\nSpace on/off · ? keys · Esc back",
                classes="dim",
                markup=False,
            )

    # the rows

    def _rows(self) -> Iterator[tuple[str, Content]]:
        """The id of each row, and what it says."""
        here, minutes, seed = self._called, self._numbers["minutes"], self._numbers["seed"]
        drawn = "drawn; the result tells it"
        yield "decks", _row("Decks", here if self._here else "all that are on", bool(self._decks))
        yield "count", _row("Questions", str(self._numbers["count"]))
        yield "minutes", _row("Minutes", str(minutes) if minutes else "no limit")
        yield (
            "mode",
            _row(
                "Mode", "exam, feedback at the end" if self._exam else "practice, feedback at once"
            ),
        )
        yield "seed", _row("Seed", drawn if seed is None else str(seed), False)
        for number, name in enumerate(FORMATS):
            sign = "●" if name in self._formats else "○"
            yield name, _row("" if number else "Formats", f"{sign} {name}", False)

    def _draw(self) -> None:
        rows = self.query_one(OptionList)
        for name, text in self._rows():
            rows.replace_option_prompt(name, text)

    @property
    def _at(self) -> str:
        option = self.query_one(OptionList).highlighted_option
        return option.id or "" if option else ""

    @on(OptionList.OptionHighlighted)
    def _arrived(self) -> None:
        self._typing = ""

    # what the learner does

    def action_move(self, by: int) -> None:
        """Go a row down or up."""
        rows = self.query_one(OptionList)
        (rows.action_cursor_down if by > 0 else rows.action_cursor_up)()

    def action_change(self, by: int) -> None:
        """Give the row its next value, or the one before."""
        row, self._typing = self._at, ""
        if row == "decks":
            self._here = not self._here and bool(self._decks)
        elif row == "mode":
            self._exam = not self._exam
        elif row in _STEPS:
            self._numbers[row] = _stepped(_STEPS[row], self._numbers[row] or 0, by)
        self._formats ^= {name for name in FORMATS if name == row}
        self._draw()

    def action_unset(self) -> None:
        """Give a number the value it had at first."""
        if (row := self._at) in _UNSET:
            self._numbers[row], self._typing = _UNSET[row], ""
            self._draw()

    def on_key(self, event: Key) -> None:
        """A digit is typed into a number."""
        row = self._at
        if row not in _UNSET or not (event.key.isascii() and event.key.isdecimal()):
            return
        event.stop()
        self._typing += event.key
        self._numbers[row] = min(max(int(self._typing), _LEAST[row]), _MOST[row])
        self._draw()

    @on(OptionList.OptionSelected)
    def _begin(self) -> None:
        if not self._formats:
            self.notify("Switch at least one format on.", severity="warning")
            return
        chosen = tuple(name for name in FORMATS if name in self._formats)
        wanted = Wanted(
            decks=self._decks if self._here else (),
            count=self._numbers["count"] or COUNT,
            minutes=self._numbers["minutes"] or 0,
            formats=() if chosen == FORMATS else chosen,
            seed=self._numbers["seed"],
            exam=self._exam,
        )
        try:
            self.dismiss(self.study.quizzing.begin(wanted))
        except QuizzerError as error:
            self.notify(str(error), severity="error")


def _row(label: str, value: str, changes: bool = True) -> Content:
    value = visible(value)
    return Content(f"{label:<11}" + (f"‹ {value} ›" if changes else f"  {value}"))


def _stepped(steps: Sequence[int], now: int, by: int) -> int:
    """The step after a value, or before it; the value itself where there is none."""
    if by > 0:
        return next((step for step in steps if step > now), now)
    return next((step for step in reversed(steps) if step < now), now)
