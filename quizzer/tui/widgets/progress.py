"""How far a session has come, as a thin line."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class ProgressLine(Widget):
    """A line filled to `done` of `total`."""

    DEFAULT_CSS = """
    ProgressLine { height: 1; }
    """
    done: reactive[int] = reactive(0)
    total: reactive[int] = reactive(0)

    def render(self) -> Content:
        """The line at the widget's width."""
        width = self.size.width
        filled = round(width * self.done / self.total) if self.total else 0
        return Content.assemble(
            ("━" * filled, "$accent"), ("─" * (width - filled), "$foreground 20%")
        )
