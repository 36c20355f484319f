"""The four ratings with the time after which each would bring the card back."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

NAMES = ("Again", "Hard", "Good", "Easy")


class Ratings(Widget):
    """`intervals` in the order Again to Easy; `suggested` (1 to 4) is the one Space gives."""

    DEFAULT_CSS = """
    Ratings { height: 1; }
    """
    intervals: reactive[tuple[str, ...]] = reactive(())
    suggested: reactive[int] = reactive(3)

    def render(self) -> Content:
        """One line, the suggested rating starred."""
        width = max(14, self.size.width // 4)
        parts: list[Content] = []
        for number, (name, interval) in enumerate(zip(NAMES, self.intervals, strict=False), 1):
            star = "*" if number == self.suggested else ""
            style = "bold $accent" if number == self.suggested else "$foreground"
            label = Content.assemble((f"{number} {name}{star}", style), (f" {interval}", "dim"))
            parts.append(label.pad_right(max(0, width - label.cell_length)))
        return Content("").join(parts)
