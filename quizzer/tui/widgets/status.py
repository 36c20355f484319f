"""Where a session stands: the deck, what is left, and how far one has come."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from quizzer.terminal import visible


class StatusLine(Widget):
    """Two lines: deck and counts, and below them a thin line filled to `done` of `total`."""

    DEFAULT_CSS = """
    StatusLine { height: 2; color: $text-muted; }
    """
    deck: reactive[str] = reactive("")
    counts: reactive[str] = reactive("")
    done: reactive[int] = reactive(0)
    total: reactive[int] = reactive(0)

    def render(self) -> Content:
        """Both lines at the widget's width, the deck's title cut where it must be."""
        width = self.size.width
        counts = Content(self.counts)
        room = max(0, width - counts.cell_length - 2)
        deck = Content(visible(self.deck)).truncate(room, ellipsis=True)
        gap = " " * max(0, width - deck.cell_length - counts.cell_length)
        filled = round(width * self.done / self.total) if self.total else 0
        return Content.assemble(
            f"{deck.plain}{gap}{counts.plain}",
            "\n",
            ("━" * filled, "$accent"),
            ("─" * (width - filled), "$foreground 20%"),
        )
