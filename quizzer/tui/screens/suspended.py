"""The suspended cards, and the way back for each."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quizzer.errors import AccessError
from quizzer.study import Study
from quizzer.wording import counted, one_line


class SuspendedScreen(Screen[None]):
    """Lists suspended cards; Enter or Space brings one back."""

    CSS_PATH = "suspended.tcss"
    BINDINGS = [
        Binding("space", "back", "Bring back", id="suspended.back",
                tooltip="Brings the card back (Enter does, too)"),
        Binding("a", "all", "All", id="suspended.all", tooltip="Brings all of them back"),
        Binding("escape,q", "leave", "Home", id="suspended.leave", tooltip="Back home"),
    ]  # fmt: skip

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.study = study

    def compose(self) -> ComposeResult:
        """A title, the cards, the keys."""
        yield Static(id="title", markup=False)
        yield OptionList(markup=False)
        yield Static(
            "Enter brings a card back · a all of them · ? keys · Esc home",
            id="keys",
            classes="dim",
            markup=False,
        )

    def on_mount(self) -> None:
        """List them."""
        self._list()

    def _list(self) -> None:
        cards = self.study.agenda.suspended()
        listed = self.query_one(OptionList)
        place = listed.highlighted or 0
        listed.clear_options()
        listed.add_options(Option(one_line(card.question), id=card.id) for card in cards)
        if cards:
            listed.highlighted = min(place, len(cards) - 1)
        title = counted(len(cards), "suspended card") if cards else "No suspended cards"
        self.query_one("#title", Static).update(title)
        listed.focus()

    def _bring_back(self, cards: list[str]) -> None:
        try:
            self.study.agenda.unsuspend(cards)
        except AccessError as error:
            self.notify(str(error), severity="error")
        self._list()

    @on(OptionList.OptionSelected)
    def action_back(self) -> None:
        """Bring the card one is on back."""
        option = self.query_one(OptionList).highlighted_option
        if option is not None and option.id:
            self._bring_back([option.id])

    def action_all(self) -> None:
        """Bring all of them back."""
        self._bring_back([option.id for option in self.query_one(OptionList).options if option.id])

    def action_leave(self) -> None:
        """Back home."""
        self.dismiss()
