"""What every app of Quizzer's has: themes, the learner's keys, and words for what went wrong."""

from __future__ import annotations

import gc
from pathlib import PurePath

from textual.app import App
from textual.binding import Binding
from textual.notifications import SeverityLevel
from textual.theme import Theme

from quizzer.config import Config
from quizzer.errors import QuizzerError
from quizzer.terminal import visible

THEMES = (
    Theme(
        name="quizzer",
        primary="#8ab4d8",
        accent="#8ab4d8",
        foreground="#d8d8d4",
        background="#16181b",
        surface="#1d2024",
        panel="#262a30",
        success="#93c18a",
        warning="#d9b36c",
        error="#e08f86",
        dark=True,
    ),
    Theme(
        name="quizzer-light",
        primary="#1f5f96",
        accent="#1f5f96",
        foreground="#22252a",
        background="#fbfaf7",
        surface="#f3f1ec",
        panel="#e7e4dc",
        success="#2f6f2b",
        warning="#8a5a00",
        error="#a8322a",
        dark=False,
    ),
)


class Shell(App[None]):
    """An app that looks and answers as the learner has it in config.toml."""

    TITLE = "Quizzer"
    BINDINGS = [
        Binding("question_mark", "keys", "Keys", id="app.keys", tooltip="These keys"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (12, "-tall")]

    def __init__(self, config: Config, css: list[str | PurePath]) -> None:
        super().__init__(css_path=css)
        self._config = config
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = config.theme if config.theme in self.available_themes else THEMES[0].name

    def on_mount(self) -> None:
        """Give actions the learner's keys, and say so if their theme is unknown."""
        gc.freeze()
        gc.enable()
        self.set_keymap(dict(self._config.keys))
        wanted = self._config.theme
        if wanted and wanted != self.theme:
            self.notify(f"No theme {wanted!r} in config.toml; using {self.theme}.")

    def action_keys(self) -> None:
        """Show the keys of the screen one is on."""
        from quizzer.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.screen))

    def action_help_quit(self) -> None:
        """Say how to leave to somebody who presses Ctrl+C."""
        self.notify("Escape goes back, and leaves; Ctrl+Q quits at once.")

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002
    ) -> None:
        """Say a text for a while as it is: in no message of Quizzer's is there markup."""
        super().notify(
            visible(message),
            title=visible(title),
            severity=severity,
            timeout=timeout,
            markup=False,
        )

    @property
    def fault(self) -> QuizzerError | None:
        """The error that ended the app, if it is one that a line says to the learner."""
        return self._exception if isinstance(self._exception, QuizzerError) else None

    def _fatal_error(self) -> None:
        """Leave an error that no action caught to `run_app`; others get Textual's traceback."""
        if self.fault is not None:
            self.panic()
        else:
            super()._fatal_error()
