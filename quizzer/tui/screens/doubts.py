"""Cards that vanished and may only be reworded: the learner says which they are now."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quizzer.errors import AccessError
from quizzer.study import Study
from quizzer.tui.widgets.card_text import card_text
from quizzer.wording import answer_text, counted, one_line, question_text

_WIDEST = 92


class DoubtsScreen(Screen[None]):
    """Asks of one history after the other whether it belongs to a card that is there now."""

    CSS_PATH = "doubts.tcss"
    BINDINGS = [
        Binding("y", "same", "The same", id="doubts.same",
                tooltip="It is this card: the history goes on (Enter does, too)"),
        Binding("n", "other", "None of them", id="doubts.other",
                tooltip="None of these: they are new cards, and the history is kept apart"),
        Binding("j", "move(1)", "Down", id="doubts.down", show=False),
        Binding("k", "move(-1)", "Up", id="doubts.up", show=False),
        Binding("escape,q", "leave", "Later", id="doubts.leave", tooltip="Decides later"),
    ]  # fmt: skip

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.study = study
        self._doubts = study.histories.doubts()

    def compose(self) -> ComposeResult:
        """What the card said, and what it may be now."""
        yield Static(id="title", markup=False)
        yield VerticalScroll(id="said", can_focus=False)
        yield Static("Is it one of these cards?", classes="dim", markup=False)
        yield OptionList(markup=False)
        yield Static(
            "Enter or y: it is this one · n none of them · Esc decides later",
            id="keys",
            classes="dim",
            markup=False,
        )

    async def on_mount(self) -> None:
        """Show the first."""
        await self._show()

    async def _show(self) -> None:
        if not self._doubts:
            self.dismiss()
            return
        orphan = self._doubts[0]
        left = counted(len(self._doubts), "card")
        self.query_one("#title", Static).update(f"Reworded, or another one? ({left} to decide)")
        said = self.query_one("#said")
        width = min(self.app.size.width, _WIDEST) - 8
        answers = f"{counted(orphan.answers, 'answer')}, the last on {orphan.last:%d %B %Y}"
        await said.remove_children()
        await said.mount(Static(f"In no deck any more ({answers}):", classes="dim", markup=False))
        if orphan.said:
            await said.mount(card_text(orphan.said.question, width, classes="question"))
            await said.mount(card_text(answer_text(orphan.said), width, classes="answer"))
        offers = self.query_one(OptionList)
        offers.clear_options()
        cards = [self.study.histories.card(card) for card in orphan.perhaps]
        offers.add_options(
            Option(f"{one_line(question_text(card))}\n   {one_line(answer_text(card))}", card.id)
            for card in cards
        )
        offers.highlighted = 0
        offers.focus()

    @on(OptionList.OptionSelected)
    async def action_same(self) -> None:
        """The card one is on is the one that vanished."""
        option = self.query_one(OptionList).highlighted_option
        if option is not None and option.id:
            await self._decide(option.id)

    async def action_other(self) -> None:
        """None of the cards is."""
        await self._decide("")

    async def _decide(self, card: str) -> None:
        orphan = self._doubts[0]
        try:
            if card:
                self.study.histories.adopt(orphan, card)
            else:
                self.study.histories.tell_apart(orphan)
        except AccessError as error:
            self.notify(str(error), severity="error")
            return
        self._doubts = self.study.histories.doubts()
        await self._show()

    def action_move(self, by: int) -> None:
        """Go a card down or up."""
        offers = self.query_one(OptionList)
        (offers.action_cursor_down if by > 0 else offers.action_cursor_up)()

    def action_leave(self) -> None:
        """Leave the rest for another time."""
        self.dismiss()
