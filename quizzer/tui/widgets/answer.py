"""A line to type the answer into."""

from __future__ import annotations

from textual.events import Key, Paste
from textual.widgets import Input


class Answer(Input):
    """In an empty line `?` shows the keys of the screen, and left and right are the screen's.

    What is pasted stands in it whole, its lines one after the other.
    """

    how = "Enter answers, alone shows · Tab to the keys · ? keys · Esc leaves"

    def __init__(self) -> None:
        super().__init__(classes="reply")

    def close(self) -> None:
        """The question is answered: the line only shows what was typed."""
        self.disabled = True

    def restore(self, reply: str) -> None:
        """Show what was typed before."""
        self.value = reply

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys that move in the line to the screen where there is nothing to move in."""
        if action in ("cursor_left", "cursor_right") and not self.value:
            return False
        return super().check_action(action, parameters)

    def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        super()._on_paste(Paste(" ".join(event.text.split())))

    async def _on_key(self, event: Key) -> None:
        if event.key == "question_mark" and not self.value:
            event.prevent_default()
            event.stop()
            await self.app.run_action("keys")
        else:
            await super()._on_key(event)
