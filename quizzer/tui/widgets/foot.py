"""The last line of a session: the keys, or the four ratings with their intervals."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from quizzer.wording import RATINGS


class Foot(Widget):
    """`intervals`, in the order Again to Easy, turn it into ratings; empty, it says `keys`.

    `suggested` (1 to 4) is the rating that Space gives.
    """

    DEFAULT_CSS = """
    Foot { height: 1; color: $text-muted; }
    """
    keys: reactive[str] = reactive("")
    intervals: reactive[tuple[str, ...]] = reactive(())
    suggested: reactive[int] = reactive(3)

    def render(self) -> Content:
        """One line; the suggested rating is starred, so that colour alone says nothing."""
        if not self.intervals:
            return Content(self.keys)
        width = max(14, self.size.width // 4)
        parts = []
        for number, (name, interval) in enumerate(zip(RATINGS, self.intervals, strict=True), 1):
            suggested = number == self.suggested
            name = f"{number} {name}{'*' if suggested else ''}"
            label = Content.assemble(
                (name, "bold $accent" if suggested else "$foreground"), f" {interval}"
            )
            parts.append(label.pad_right(max(0, width - label.cell_length)))
        return Content("").join(parts)
