"""The note that a card comes from, to read."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Markdown
from textual.widgets.markdown import MarkdownBlock

from quizzer.config import Config
from quizzer.errors import AccessError
from quizzer.parse.readable import readable
from quizzer.terminal import visible
from quizzer.tui.shell import Shell
from quizzer.tui.widgets.card_text import card_text
from quizzer.tui.widgets.foot import Foot
from quizzer.tui.widgets.status import StatusLine

_WIDEST = 88
"""Columns of text at most, so that lines can still be read."""


def run_note(path: Path, config: Config) -> None:
    """Show a note alone, from its beginning, until one leaves."""
    NoteApp(path, config).run()


class NoteApp(Shell):
    """Quizzer with one note to read."""

    def __init__(self, path: Path, config: Config) -> None:
        super().__init__(config, ["../app.tcss", "note.tcss"])
        self._path = path

    def get_default_screen(self) -> Screen[None]:
        """The note."""
        return NoteScreen(self._path, 0)


class NoteScreen(Screen[None]):
    """Shows a whole note, the block on `line` (1-based, 0 for none) marked and in the middle.

    Raises AccessError if the note cannot be read.
    """

    CSS_PATH = "note.tcss"
    BINDINGS = [
        Binding("space", "page_down", "Page down", id="note.down", tooltip="Shows what is below"),
        Binding("escape,n,q", "leave", "Back", id="note.leave", tooltip="Back to the card"),
    ]

    AUTO_FOCUS = "#note"

    def __init__(self, path: Path, line: int) -> None:
        super().__init__()
        try:
            self._text = readable(path.read_text(encoding="utf-8-sig", errors="replace"))
        except OSError as error:
            raise AccessError(f"{path} cannot be read: {error.strerror}") from error
        self._called = path.name
        self._line = line
        self._columns = 0

    def compose(self) -> ComposeResult:
        """Which note it is, the note, and the keys."""
        yield StatusLine()
        yield VerticalScroll(id="note")
        yield Foot()

    def on_mount(self) -> None:
        """Say which note it is."""
        self.query_one(StatusLine).deck = self._called
        self.query_one(Foot).keys = "↑ ↓ Space scroll · ? keys · Esc goes back"

    async def on_resize(self) -> None:
        """Fit the note to the screen."""
        columns = self.app.size.width
        if columns != self._columns:
            self._columns = columns
            note = self.query_one("#note")
            await note.remove_children()
            await note.mount(card_text(visible(self._text), min(columns - 4, _WIDEST), classes=""))

    @on(Markdown.TableOfContentsUpdated)
    def find(self) -> None:
        """Scroll to the line, now that the note's blocks are there, and mark where it is."""
        blocks = self.query_one(Markdown).children
        above = [
            block
            for block in blocks
            if isinstance(block, MarkdownBlock) and block.source_range[0] < self._line
        ]
        if above:
            above[-1].add_class("here")
            note = self.query_one("#note")
            note.call_after_refresh(note.scroll_to_center, above[-1], animate=False)

    def action_leave(self) -> None:
        """Go back to the card, or leave a note that was opened alone."""
        if len(self.app.screen_stack) > 1:
            self.dismiss()
        else:
            self.app.exit()

    def action_page_down(self) -> None:
        """Show what is below."""
        self.query_one("#note").scroll_page_down(animate=False)
