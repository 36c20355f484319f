"""The Textual application: themes, keys, and which screen comes first."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path

from textual import on, work
from textual.app import App
from textual.binding import Binding
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.theme import Theme

from quizzer.errors import QuizzerError
from quizzer.study import Study
from quizzer.terminal import visible
from quizzer.tui.live import Reloaded, Saved

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


def run_app(study: Study, *, in_session: bool) -> None:
    """Run Quizzer until the learner leaves; raises the QuizzerError that ended it, if one did."""
    app = QuizzerApp(study, in_session=in_session)
    app.run()
    if app.fault is not None:
        raise app.fault


class QuizzerApp(App[None]):
    """Quizzer in the terminal: home, or straight into the session that the study has begun."""

    TITLE = "Quizzer"
    BINDINGS = [
        Binding("question_mark", "keys", "Keys", id="app.keys", tooltip="These keys"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (12, "-tall")]

    def __init__(self, study: Study, *, in_session: bool = False) -> None:
        first = "review" if in_session else "home"
        super().__init__(css_path=["app.tcss", f"screens/{first}.tcss"])
        self.study = study
        self._in_session = in_session
        self._watched: tuple[list[Path], list[Path]] = ([], [])
        for theme in THEMES:
            self.register_theme(theme)
        wanted = study.config.theme
        self.theme = wanted if wanted in self.available_themes else THEMES[0].name

    @work(exclusive=True, group="watch")
    async def _watch(self) -> None:
        """Let the screens know of every deck and note that is saved."""
        from quizzer.tui.watching import changes

        self._watched = await asyncio.to_thread(self.study.editing.watched)
        async for paths in changes(*self._watched):
            self.post_message(Saved(frozenset(paths)))

    @on(Saved)
    def _reload(self, event: Saved) -> None:
        try:
            self.study.refresh(event.paths, event.spot)
        except QuizzerError as error:
            self.notify(str(error), severity="error")
        if event.paths or self.study.library.changed or self.study.faults:
            for screen in self.screen_stack:
                screen.post_message(Reloaded())
        if self._watched != self.study.editing.watched():
            self._watch()

    def action_keys(self) -> None:
        """Show the keys of the screen one is on."""
        from quizzer.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.screen))

    def get_default_screen(self) -> Screen[None]:
        """Home, or the session that the study has begun."""
        if self._in_session:
            from quizzer.tui.screens.review import ReviewScreen

            return ReviewScreen(self.study)
        from quizzer.tui.screens.home import HomeScreen

        return HomeScreen(self.study)

    def on_mount(self) -> None:
        """Give actions the learner's keys, and say so if their theme is unknown."""
        gc.freeze()
        gc.enable()
        self.call_after_refresh(self._watch)
        self.set_keymap(dict(self.study.config.keys))
        wanted = self.study.config.theme
        if wanted and wanted != self.theme:
            self.notify(f"No theme {wanted!r} in config.toml; using {self.theme}.")

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
