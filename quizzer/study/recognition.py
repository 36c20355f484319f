"""Cards known again after their decks were edited: histories move with them, doubts are kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from quizzer.library import Library
from quizzer.store import Edition, Store
from quizzer.study.clock import Clock


def recognise(library: Library, store: Store, clock: Clock) -> None:
    """Bring what is known of the cards up to what the library's decks say now.

    Histories of cards that have another id go to it, answers that mean something else are noted
    for the learner to see, and so is what only the learner can decide. Does nothing where no
    deck was changed since the last time.
    """
    known = store.contents.editions()
    if _editions(library, known) != known:
        from quizzer.study.changes import Changes

        with store.writing():  # and nobody else is, who may have done the same just now
            library.names = store.names()
            known = store.contents.editions()
            editions = _editions(library, known)
            fresh = [deck for deck in library.decks if editions.get(deck.id) != known.get(deck.id)]
            elsewhere = {deck for deck, one in known.items() if is_elsewhere(library, one)}
            waiting = Changes(library, store, clock, fresh, elsewhere).settle()
            kept = {deck: one for deck, one in editions.items() if deck not in waiting}
            store.contents.keep_editions(kept)
    library.names = store.names()


def _editions(library: Library, known: Mapping[str, Edition]) -> dict[str, Edition]:
    """What is known of the decks once they are all read.

    A deck with an error is known as it was before; so is one whose folder is not looked at now.
    """
    editions = {deck: one for deck, one in known.items() if is_elsewhere(library, one)}
    for deck in library.decks:
        if deck.sound:
            path = str(deck.path) if deck.origin == "given" else ""
            editions[deck.id] = Edition(deck.version, path)
        elif deck.id in known:
            editions[deck.id] = known[deck.id]
    return editions


def is_elsewhere(library: Library, edition: Edition) -> bool:
    """Whether a deck is in a folder that was named with --decks, and is not now."""
    path = Path(edition.path)
    return bool(edition.path) and not any(
        path.is_relative_to(folder.path) for folder in library.folders
    )
