"""The way from a card to the note that it is made from, and to the file that it is written in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quizzer.errors import QuizzerError
from quizzer.tui.live import Saved

if TYPE_CHECKING:
    from textual.app import App

    from quizzer.card import Slot
    from quizzer.study import Study


def show_source(app: App[Any], study: Study, slot: Slot) -> None:
    """Show the passage that a card is made from; say so where there is none."""
    from quizzer.tui.screens.note import NoteScreen

    try:
        spot = study.editing.spot(slot, own=False)
        if spot.path.suffix.lower() == ".md":
            app.push_screen(NoteScreen(*spot))
        else:
            app.notify("This card was not made from a note.")
    except LookupError:
        app.notify("This card is in no deck any more.")
    except QuizzerError as error:
        app.notify(str(error), severity="error")


def edit_source(app: App[Any], study: Study, slot: Slot) -> None:
    """Open the file that a card is written in, in the learner's editor, and say that it was saved;
    say so where that cannot be.
    """
    from quizzer.tui.editor import chosen, edit

    try:
        spot = study.editing.spot(slot, own=bool(chosen()))
    except (QuizzerError, LookupError) as error:
        app.notify(str(error), severity="error")
        return
    if said := edit(app, spot.path, spot.line):
        app.notify(said, severity="warning")
    app.post_message(Saved(frozenset([spot.path]), spot))
