"""The way from a card to the note that it is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quizzer.errors import QuizzerError

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
