"""A deck or note as the learner will see it, card after card, beside its source."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from quizzer import preview
from quizzer.config import Config
from quizzer.errors import QuizzerError
from quizzer.preview import Face, Preview
from quizzer.terminal import visible
from quizzer.tui.live import FaultLine, Saved
from quizzer.tui.shell import Shell
from quizzer.tui.widgets import faces
from quizzer.tui.widgets.answer import Answer
from quizzer.tui.widgets.choices import Choices
from quizzer.tui.widgets.foot import Foot
from quizzer.tui.widgets.status import StatusLine

_AROUND = 200
"""Lines of the source that are shown before a card, and as many after it."""

_WIDE = 110
"""Columns from which on the source stands beside the card and not below it."""


def run_preview(shown: Preview, config: Config) -> None:
    """Show the cards of a file, and show them anew whenever it is saved, until one leaves."""
    PreviewApp(shown, config).run()


class PreviewApp(Shell):
    """Quizzer with one file and without a learner: there is no library and no progress."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]

    def __init__(self, shown: Preview, config: Config) -> None:
        super().__init__(config, ["../app.tcss", "preview.tcss"])
        self._shown = shown

    def get_default_screen(self) -> Screen[None]:
        """The cards."""
        return PreviewScreen(self._shown)


class PreviewScreen(Screen[None]):
    """Shows one card after the other; a file that is saved with a fault changes nothing."""

    BINDINGS = [
        Binding("right,j", "go(1)", "Next", id="preview.next", priority=True,
                tooltip="Shows the next card"),
        Binding("left,k", "go(-1)", "Previous", id="preview.previous", priority=True,
                tooltip="Shows the card before"),
        Binding("space", "turn", "Turn", id="preview.turn",
                tooltip="Hides the answer, or shows it again"),
        Binding("n", "note", "Note", id="preview.note", tooltip="Shows the note to read"),
        Binding("e", "edit", "Edit", id="preview.edit",
                tooltip="Opens the card in your editor"),
        Binding("q,escape", "leave", "Leave", id="preview.leave", tooltip="Leaves the preview"),
    ]  # fmt: skip

    AUTO_FOCUS = "#body"

    def __init__(self, shown: Preview) -> None:
        super().__init__()
        self._shown = shown
        self._at = 0
        self._answered = True
        self._columns = 0

    def compose(self) -> ComposeResult:
        """Where one is, the card, its source, and the keys."""
        yield StatusLine()
        yield FaultLine()
        with Container(id="both"):
            yield VerticalScroll(id="body")
            yield Source()
        yield Foot()

    def on_mount(self) -> None:
        """Say what is wrong with the file, and watch it."""
        self._say_problems(self._shown)
        self._watch()

    async def on_resize(self) -> None:
        """Fit the card to its pane."""
        width = self.app.size.width
        columns = width if width < _WIDE else width * 3 // 5
        if columns != self._columns:
            self._columns = columns
            await self._show_card()

    @property
    def face(self) -> Face:
        """The card on screen."""
        return self._shown.faces[self._at]

    async def _show_card(self) -> None:
        """Draw the card, and let the lines around it follow."""
        widgets = faces.asking(self.face.question, self._columns)
        for widget in widgets:
            if isinstance(widget, Answer | Choices):
                widget.can_focus = False
                if self._answered:
                    widget.close()
        if self._answered:
            widgets += self._answering()
        body = self.query_one("#body")
        with self.app.batch_update():
            await body.remove_children()
            await body.mount_all(widgets)
        body.scroll_home(animate=False)
        status = self.query_one(StatusLine)
        status.deck = self._shown.title
        where = f"{self._shown.path.name}:{self.face.question.card.line}"
        status.counts = visible(f"{where} · {self._shown.place(self._at + 1)}")
        status.done, status.total = self._at + 1, len(self._shown.faces)
        turns = f"Space {'hides' if self._answered else 'shows'} the answer"
        self.query_one(Foot).keys = f"→ ← cards · {turns} · n note · e edit · ? keys · Esc leaves"
        self.query_one(Source).show(self._shown, self.face)

    def _answering(self) -> list[Widget]:
        """The gap filled, the answer, and the hint that a learner may ask for."""
        widgets: list[Widget] = []
        if self.face.filled:
            widgets.append(faces.text(self.face.filled, "filled", self._columns))
        widgets += faces.answering(self.face.question.card, None, self._columns)
        if self.face.hint:
            widgets.append(faces.text(self.face.hint, "hint dim", self._columns))
        return widgets

    # the file is saved

    @work(exclusive=True, group="watch")
    async def _watch(self) -> None:
        """Let the screen know whenever the file is saved."""
        from quizzer.tui.watching import changes

        path = self._shown.path.absolute()
        async for _ in changes((), [path]):
            self.post_message(Saved(frozenset([path])))

    async def on_saved(self) -> None:
        """Show the file as it is now, on the same card; if it has faults, what was sound stays."""
        try:
            found = preview.read(self._shown.path)
        except QuizzerError as error:
            self._say(str(error), kept=True)
            return
        kept = bool(found.faults) and not self._shown.faults
        self._say_problems(found, kept=kept)
        if kept or found == self._shown:
            return
        card = self.face.question.card.id
        ids = [face.question.card.id for face in found.faces]
        self._at = ids.index(card) if card in ids else min(self._at, len(ids) - 1)
        self._shown = found
        await self._show_card()

    def _say_problems(self, found: Preview, *, kept: bool = False) -> None:
        told = [problem for problem in found.problems if problem.severity != "info"]
        self._say(preview.said(told, found.path) if told else "", kept=kept)

    def _say(self, fault: str, *, kept: bool) -> None:
        stays = "\nUntil that is mended, the cards stay as they were." if kept else ""
        self.query_one(FaultLine).say(fault + stays)

    # what the author does

    async def action_go(self, step: int) -> None:
        """Show another card."""
        at = min(max(self._at + step, 0), len(self._shown.faces) - 1)
        if at != self._at:
            self._at = at
            await self._show_card()

    async def action_turn(self) -> None:
        """Hide the answer, or show it again, on this card and those to come."""
        self._answered = not self._answered
        await self._show_card()

    def action_note(self) -> None:
        """Show the note as it is read, at the card."""
        if self._shown.path.suffix.lower() != ".md":
            self.notify("This is a deck: there is no note to read.")
            return
        from quizzer.tui.screens.note import NoteScreen

        self.app.push_screen(NoteScreen(self._shown.path, self.face.question.card.line))

    async def action_edit(self) -> None:
        """Open the card in the author's editor, and come back to it as it is then."""
        from quizzer.tui.editor import edit

        if said := edit(self.app, self._shown.path, self.face.question.card.line):
            self.notify(said, severity="warning")
        await self.on_saved()

    def action_leave(self) -> None:
        """Leave the preview."""
        self.app.exit()


class Source(VerticalScroll):
    """The lines around a card with their numbers, its own marked, as the plain text they are."""

    def __init__(self) -> None:
        super().__init__(id="source")
        self._shown: tuple[Preview, Face] | None = None

    def compose(self) -> ComposeResult:
        """What is before the card's lines, these, and what is after them."""
        yield Static(id="before", classes="dim", markup=False)
        yield Static(id="lines", markup=False)
        yield Static(id="after", classes="dim", markup=False)

    def show(self, shown: Preview, face: Face) -> None:
        """Show the lines of a card."""
        self._shown = shown, face
        self._draw()

    def on_resize(self) -> None:
        """Fit the lines to the pane."""
        self._draw()

    def _draw(self) -> None:
        if self._shown is None:
            return
        shown, face = self._shown
        above = 0
        for name, begin, end in (
            ("before", max(1, face.begin - _AROUND), face.begin - 1),
            ("lines", face.begin, face.end),
            ("after", face.end + 1, min(len(shown.lines), face.end + _AROUND)),
        ):
            rows = self._rows(shown.lines, begin, end)
            above = above or len(rows)
            part = self.query_one(f"#{name}", Static)
            part.display = bool(rows)
            part.update(Content("\n").join(rows))
        above = 0 if face.begin == 1 else above
        self.call_after_refresh(self.scroll_to, y=max(0, above - 1), animate=False)

    def _rows(self, lines: Sequence[str], begin: int, end: int) -> list[Content]:
        """Lines from one number to another with these, broken to the pane's width."""
        digits = len(str(len(lines)))
        room = max(20, self.scrollable_content_region.width - digits - 3)
        rows = []
        for number in range(begin, end + 1):
            line = visible(lines[number - 1]).expandtabs(4)
            for at, part in enumerate(Content(line).wrap(room)):
                label = f"{number if at == 0 else '':>{digits}} "
                rows.append(Content.assemble((label, "dim"), part))
        return rows
