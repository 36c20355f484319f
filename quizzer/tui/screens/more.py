"""More than the day's portion, for who wants it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quizzer.study import MORE_NEW, Helping, Study
from quizzer.terminal import visible
from quizzer.wording import counted

_AHEAD_DAYS = (1, 3, 7)


class MoreScreen(ModalScreen[Helping | None]):
    """Offers further new cards, reviewing ahead, and practice; gives back what was chosen."""

    CSS_PATH = "more.tcss"
    BINDINGS = [
        Binding("j", "move(1)", "Down", id="more.down", show=False),
        Binding("k", "move(-1)", "Up", id="more.up", show=False),
        Binding("escape,q", "leave", "Back", id="more.leave", tooltip="Back home"),
    ]

    def __init__(self, study: Study, decks: tuple[str, ...]) -> None:
        super().__init__()
        where = "here" if decks else "of all decks that are on"
        self._offers: list[tuple[str, Helping]] = [
            (f"{MORE_NEW} more new cards {where}", Helping(decks, more_new=MORE_NEW)),
            *(
                (f"Review ahead {where}: due within {_days(days)}", Helping(decks, ahead=days))
                for days in _AHEAD_DAYS
            ),
            (f"Practise all cards {where}; the schedule stays", Helping(decks, practice=True)),
            *(
                (f"Practise what is tagged {visible(tag)}", Helping(practice=True, tag=tag))
                for tag in study.library.tags()
            ),
        ]

    def compose(self) -> ComposeResult:
        """The offers, one a line."""
        with Vertical(id="more"):
            yield Static("More", classes="title", markup=False)
            yield OptionList(
                *(Option(text, id=str(place)) for place, (text, _) in enumerate(self._offers)),
                markup=False,
            )
            yield Static("Enter begins · Esc back", classes="dim", markup=False)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._offers[event.option_index][1])

    def action_move(self, by: int) -> None:
        """Go a row down or up."""
        offers = self.query_one(OptionList)
        (offers.action_cursor_down if by > 0 else offers.action_cursor_up)()

    def action_leave(self) -> None:
        """Back home without a session."""
        self.dismiss(None)


def _days(days: int) -> str:
    return "a day" if days == 1 else counted(days, "day")
