"""Where a card is edited, and what follows when that file was saved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from quizzer.card import Card, Slot
from quizzer.errors import AccessError, Problem, QuizzerError
from quizzer.files import real, replace_file
from quizzer.generated import note_of
from quizzer.library import DeckFile, Library, shipped

_LEVELS = 4
"""So many folders above a built deck are searched for its note."""


class Spot(NamedTuple):
    """A line (1-based) of a file."""

    path: Path
    line: int


class _Note(NamedTuple):
    """The note that a deck is built from, and the folder of notes that it is in."""

    path: Path
    folder: Path
    deck: DeckFile


class Editing:
    """Leads from cards to the files that their authors write, and back when those were saved."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._faults: dict[Path, list[Problem]] = {}

    def spot(self, slot: Slot) -> Spot:
        """Where the card is written: in its deck, or in the note that its deck is built from.

        What is shipped is copied into the learner's own folder first, where it takes the place
        of the shipped deck. Raises QuizzerError where there is nothing to edit.
        """
        deck = self._library.deck_of(slot)
        note = self._note(deck)
        if deck.origin == "shipped":
            path = self._copied(deck, note)
        elif note:
            path = note.path
        else:
            return Spot(deck.path, self._library.card(slot).line)
        card = self._library.names.id(slot.uid)
        lines = (one.line for one in _cards(path, deck.id) if one.id == card)
        return Spot(path, next(lines, 1))

    def found(self, spot: Spot, deck: str) -> str | None:
        """The id of the card that is written at a spot now, if one is; in a deck of this id."""
        ids = (card.id for card in _cards(spot.path, deck) if card.line == spot.line)
        return next(ids, None)

    def _note(self, deck: DeckFile) -> _Note | None:
        """The note of a built deck, None for any other deck.

        It is looked for near the deck: the deck names it, but not where the notes are.
        """
        name = None if deck.path.suffix.lower() == ".md" else note_of(deck.path)
        if name is None:
            return None
        for folder in _near(deck):
            if (folder / name).is_file():
                return _Note(folder / name, folder, deck)
        hint = "put it beside the decks, or edit it where it is and run `quizzer build`"
        raise QuizzerError(f"{deck.path} is built from {name}, which is not near it", hint)

    def _copied(self, deck: DeckFile, note: _Note | None) -> Path:
        """The learner's own copy of a shipped deck; of a built one, a copy of its note."""
        own = next(folder.path for folder in self._library.folders if folder.origin == "own")
        target = own / deck.path.relative_to(shipped())
        if note:
            target = target.with_suffix(".md")
        try:
            text = (note.path if note else deck.path).read_text(encoding="utf-8")
            if target.exists():
                raise AccessError(f"{target} is there already", "mend it, or move it aside")
            target.parent.mkdir(parents=True, exist_ok=True)
            replace_file(target, (_as_deck(text) if note else text).encode())
        except OSError as error:
            reason = f"{target} cannot be written: {error.strerror}"
            raise AccessError(reason, "check the folder's permissions") from error
        return target

    # what was saved

    def watched(self) -> tuple[list[Path], list[Path]]:
        """The folders, and the files elsewhere, of which a change may change a card."""
        notes = {note.path for note in self._notes()}
        links = {real(deck.path) for deck in self._library.decks if deck.path.is_symlink()}
        return [folder.path for folder in self._library.folders], sorted(notes | links)

    def rebuild(self, paths: Iterable[Path]) -> None:
        """Build the decks anew of those of these files that are notes; `faults` tells of errors.

        Raises AccessError where a deck cannot be written.
        """
        from quizzer.build import rebuild

        saved = set(map(real, paths))
        for note in self._notes() if saved else ():
            if real(note.path) in saved:
                problems = rebuild(note.path, note.folder, note.deck.path)
                self._faults[note.path] = [one for one in problems if one.severity == "error"]

    @property
    def faults(self) -> list[Problem]:
        """The errors of the notes that were saved with any."""
        return [fault for faults in self._faults.values() for fault in faults]

    def _notes(self) -> list[_Note]:
        found = []
        for deck in self._library.decks:
            try:
                note = self._note(deck)
            except (QuizzerError, OSError):
                continue
            if note:
                found.append(note)
        return found


def _cards(path: Path, deck: str) -> Sequence[Card]:
    """The cards of a deck file or note, with the lines they have there."""
    if path.suffix.lower() == ".md":
        from quizzer.build import read_note
        from quizzer.parse.decks import deck_of

        draft, _ = read_note(path, path.parent)
        return deck_of(draft, str(path), deck)[0].cards if draft else ()
    from quizzer.library import read_deck

    found, _ = read_deck(path, deck)
    return found.cards if found else ()


def _near(deck: DeckFile) -> list[Path]:
    """The folders that the note of a deck may be in, nearest first."""
    if deck.origin == "shipped":
        return [shipped("notes")]
    found: list[Path] = []
    for above in list(deck.path.parents)[:_LEVELS]:
        try:
            beside = sorted(path for path in above.iterdir() if path.is_dir())
        except OSError:
            beside = []
        found += [above, *beside]
    return found


_FRONT = re.compile(r"---[ \t]*\r?\n")


def _as_deck(note: str) -> str:
    """A note that says of itself that it is a deck, and so needs no building."""
    if front := _FRONT.match(note):
        return f"{front[0]}quizzer: true\n{note[front.end() :]}"
    return f"---\nquizzer: true\n---\n\n{note}"
