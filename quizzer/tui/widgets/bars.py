"""Scores side by side, to be compared at a glance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from textual.content import Content
from textual.widget import Widget

from quizzer.quiz import Score


class Bar(NamedTuple):
    """One score, what it is of (nothing that a terminal obeys), and what is to be noted of it."""

    name: str
    score: Score
    note: str = ""


class Bars(Widget):
    """Tables by title, all aligned; a row for each score: name, numbers, bar, share and note."""

    DEFAULT_CSS = """
    Bars { height: auto; }
    """

    def __init__(self, tables: Mapping[str, Sequence[Bar]]) -> None:
        super().__init__()
        named = {title: [(bar, Content(bar.name)) for bar in tables[title]] for title in tables}
        self._tables = {title: bars for title, bars in named.items() if bars}

    def render(self) -> Content:
        """The tables; a name is cut where the rest of its row needs the room."""
        rows = list(chain.from_iterable(self._tables.values()))
        cells = 20 if self.size.width >= 72 else 10
        right = max(len(str(bar.score.right)) for bar, _ in rows)
        of = max(len(str(bar.score.of)) for bar, _ in rows)
        notes = max(len(bar.note) for bar, _ in rows)
        room = max(8, self.size.width - right - of - cells - notes - 15)
        names = min(room, max(name.cell_length for _, name in rows))
        blocks = []
        for title, table in self._tables.items():
            lines = [Content.styled(title, "bold")]
            for bar, name in table:
                share = bar.score.right / bar.score.of
                filled = round(cells * share)
                name = name.truncate(names, ellipsis=True)
                lines.append(
                    Content.assemble(
                        name.pad_right(names - name.cell_length),
                        f"  {bar.score.right:>{right}} of {bar.score.of:<{of}}  ",
                        ("━" * filled, "$accent"),
                        ("─" * (cells - filled), "$foreground 20%"),
                        f" {share:>4.0%}",
                        (f"  {bar.note}".rstrip(), "dim"),
                    )
                )
            blocks.append(Content("\n").join(lines))
        return Content("\n\n").join(blocks)
