"""A line to type the answer into."""

from __future__ import annotations

from textual.events import Key
from textual.widgets import Input


class Answer(Input):
    """`?` in an empty line shows the keys of the screen, as it does elsewhere."""

    how = "Enter answers, alone shows · Tab to the keys · ? keys · Esc leaves"

    def __init__(self) -> None:
        super().__init__(classes="reply")

    def close(self) -> None:
        """The question is answered: the line only shows what was typed."""
        self.disabled = True

    async def _on_key(self, event: Key) -> None:
        if event.key == "question_mark" and not self.value:
            event.prevent_default()
            event.stop()
            await self.app.run_action("keys")
        else:
            await super()._on_key(event)
