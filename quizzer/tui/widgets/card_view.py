"""The middle of a session: a card, asked and then with its answer, or what is said between two."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from quizzer.tui.widgets import faces
from quizzer.wording import how_sure, question_text

if TYPE_CHECKING:
    from quizzer.card import Card
    from quizzer.marking import Verdict
    from quizzer.tui.widgets.answer import Answer
    from quizzer.tui.widgets.choices import Choices


class CardView(VerticalScroll):
    """Scrolls to what was added last, so that on a small screen nobody looks for the answer."""

    def __init__(self, widgets: Iterable[Widget]) -> None:
        super().__init__(*widgets, id="body")

    @property
    def reply(self) -> Answer | Choices | None:
        """What the answer is given with; None where it is given in the learner's head."""
        found = self.query(".reply")
        return cast("Answer | Choices", found.first()) if found else None

    async def fill(self, widgets: Iterable[Widget]) -> None:
        """Show these widgets, such as those of `faces.asking`, instead of what is shown now."""
        with self.app.batch_update():
            await self.remove_children()
            await self.mount_all(widgets)
        self.scroll_home(animate=False)

    async def add_hint(self, text: str) -> None:
        """Show a hint below the question, once."""
        if not self.query(".hint"):
            hint = Static(text, classes="hint dim", markup=False)
            await self.mount(hint, after=self.query_one(".question"))

    async def ask_how_sure(self) -> None:
        """Ask how sure the learner is of the answer that stands."""
        if reply := self.reply:
            reply.can_focus = False
        asked = Static(how_sure(), classes="sure dim", markup=False)
        await self.mount(asked)
        self.call_after_refresh(self.scroll_to_widget, asked, animate=False)

    async def reveal(self, card: Card, verdict: Verdict | None) -> None:
        """Show the answer, and what came of the learner's."""
        columns = self.app.size.width
        shown = faces.answering(card, verdict, columns)
        with self.app.batch_update():
            if reply := self.reply:
                reply.close()
            if card.form == "cloze":
                old = self.query_one(".question")
                filled = faces.text(question_text(card, shown=True), "question", columns)
                await self.mount(filled, after=old)
                await old.remove()
            await self.query(".sure").remove()
            await self.mount_all(shown)
        if shown:
            self.call_after_refresh(self.scroll_to_widget, shown[0], animate=False)
