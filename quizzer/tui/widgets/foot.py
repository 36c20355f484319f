"""The last line of a session: the keys, or the four ratings with their intervals."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from quizzer.wording import RATINGS

_ROOM = 14
"""Columns that a rating takes with its name."""


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
            return self._keys()
        width = self.size.width // 4
        parts = []
        for number, (name, interval) in enumerate(zip(RATINGS, self.intervals, strict=True), 1):
            suggested = number == self.suggested
            name = f"{number} {name}" if width >= _ROOM else str(number)
            style = "bold $accent" if suggested else "$foreground"
            label = Content.assemble((f"{name}{'*' * suggested}", style), f" {interval} ")
            parts.append(label.pad_right(max(0, width - label.cell_length)))
        return Content("").join(parts)

    def _keys(self) -> Content:
        """The first key and the last two, and as many of the others as there is room for."""
        keys = self.keys.split(" · ")
        while len(keys) > 3 and Content(" · ".join(keys)).cell_length > self.size.width:
            del keys[-3]
        return Content(" · ".join(keys))
