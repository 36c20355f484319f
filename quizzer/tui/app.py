"""The Textual application of a learner: which screen comes first, and what is seen of saves."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.screen import Screen

from quizzer.errors import QuizzerError
from quizzer.study import Study
from quizzer.tui.live import Reloaded, Saved
from quizzer.tui.shell import Shell

if TYPE_CHECKING:
    from quizzer.study.quizzing import Quiz


def run_app(study: Study, *, in_session: bool = False, quiz: Quiz | None = None) -> None:
    """Run Quizzer until the learner leaves; raises the QuizzerError that ended it, if one did."""
    app = QuizzerApp(study, in_session=in_session, quiz=quiz)
    app.run()
    if app.fault is not None:
        raise app.fault


class QuizzerApp(Shell):
    """Quizzer in the terminal: home, or straight into the session or quiz that has begun."""

    def __init__(self, study: Study, *, in_session: bool = False, quiz: Quiz | None = None) -> None:
        first = "quiz" if quiz else "review" if in_session else "home"
        super().__init__(study.config, ["app.tcss", f"screens/{first}.tcss"])
        self.study = study
        self._in_session = in_session
        self._quiz = quiz
        self._watched: tuple[list[Path], list[Path]] = ([], [])

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

    def get_default_screen(self) -> Screen[None]:
        """Home, or the session or quiz that has begun."""
        if self._quiz:
            from quizzer.tui.screens.quiz import QuizScreen

            return QuizScreen(self.study, self._quiz)
        if self._in_session:
            from quizzer.tui.screens.review import ReviewScreen

            return ReviewScreen(self.study)
        from quizzer.tui.screens.home import HomeScreen

        return HomeScreen(self.study)

    def on_mount(self) -> None:
        """Watch the decks, once the first screen is there."""
        super().on_mount()
        self.call_after_refresh(self._watch)
