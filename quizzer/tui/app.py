"""The Textual application: themes, keys, and which screen comes first."""

from __future__ import annotations

from textual.app import App
from textual.theme import Theme

from quizzer.study import Study
from quizzer.tui.screens.review import ReviewScreen

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


class QuizzerApp(App[None]):
    """Quizzer in the terminal: home, or straight into the session that the study has begun."""

    TITLE = "Quizzer"
    CSS_PATH = "app.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (12, "-tall")]

    def __init__(self, study: Study, *, in_session: bool = False) -> None:
        super().__init__()
        self.study = study
        self._in_session = in_session

    def on_mount(self) -> None:
        """Take the learner's theme and keys, then show the first screen."""
        for theme in THEMES:
            self.register_theme(theme)
        wanted = self.study.config.theme
        self.theme = wanted if wanted in self.available_themes else THEMES[0].name
        if wanted and wanted != self.theme:
            self.notify(f"No theme {wanted!r} in config.toml; using {self.theme}.")
        self.set_keymap(dict(self.study.config.keys))
        if self._in_session:
            self.push_screen(ReviewScreen(self.study), lambda _: self.exit())
        else:
            from quizzer.tui.screens.home import HomeScreen

            self.push_screen(HomeScreen(self.study))
