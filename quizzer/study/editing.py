"""Where a card is edited, and what follows when that file was saved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from quizzer.card import Card, Slot
from quizzer.disk import shipped
from quizzer.errors import AccessError, Problem, QuizzerError
from quizzer.files import real, replace_file
from quizzer.generated import note_of
from quizzer.library import DeckFile, Library


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
        self._found: dict[Path, _Note | None] = {}
        self._copies: dict[Path, bytes] = {}

    def spot(self, slot: Slot, *, own: bool = True) -> Spot:
        """Where the card is written: in its deck, or in the note that its deck is built from.

        With `own`, what is shipped is copied into the learner's own folder first, where it takes
        the place of the shipped deck. Raises QuizzerError where there is nothing to edit,
        LookupError where the card is in no deck.
        """
        deck = self._library.deck_of(slot)
        if self._found.get(deck.path) is None:
            self._found[deck.path] = _note(deck)
        note = self._found[deck.path]
        if note is None and _note_named(deck):
            message = f"{deck.path} was built, and no note near it makes it as it stands"
            raise QuizzerError(message, "edit the note where it is, and run `quizzer build`")
        if deck.origin == "shipped" and own:
            path = self._copied(deck, note)
        elif note:
            path = note.path
        else:
            return Spot(deck.path, self._library.card(slot).line)
        card = self._library.names.id(slot.uid)
        lines = (one.line for one in _cards(path, deck.id) if one.id == card)
        return Spot(path, next(lines, 1))

    def found(self, spot: Spot, deck: str) -> list[Card]:
        """The cards that are written at a spot now, in a deck of this id."""
        return [card for card in _cards(spot.path, deck) if card.line == spot.line]

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
            self._copies[target] = (_as_deck(text) if note else text).encode()
            replace_file(target, self._copies[target])
        except OSError as error:
            reason = f"{target} cannot be written: {error.strerror}"
            raise AccessError(reason, "check the folder's permissions") from error
        return target

    def tidy(self) -> None:
        """Remove the copies of shipped decks that nobody changed."""
        for copy, content in self._copies.items():
            with suppress(OSError):
                if copy.read_bytes() == content:
                    copy.unlink()

    # what was saved

    def watched(self) -> tuple[list[Path], list[Path]]:
        """The folders, and the files elsewhere, of which a change may change a card."""
        folders = [folder.path for folder in self._library.folders]
        return folders, sorted({note.path for note in self._notes()})

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
        """The notes of the learner's built decks; each deck is looked at once."""
        decks = [deck for deck in self._library.decks if deck.origin != "shipped"]
        for deck in decks:
            if deck.path not in self._found:
                self._found[deck.path] = _note(deck)
        return [note for deck in decks if (note := self._found[deck.path])]


def _note_named(deck: DeckFile) -> str | None:
    """The note, below the folder of notes, that a deck says it is built from."""
    with suppress(OSError):
        return None if deck.path.suffix.lower() == ".md" else note_of(deck.path)
    return None


def _note(deck: DeckFile) -> _Note | None:
    """The note of a built deck, None for any other.

    The deck names it, but not where the notes are: it is the one near the deck that makes the
    deck as it stands, if there is one such note and no more.
    """
    name = _note_named(deck)
    if name is None:
        return None
    if deck.origin == "shipped":
        note = shipped("notes") / name
        return _Note(note, shipped("notes"), deck) if note.is_file() else None
    from quizzer.build import is_built_from

    found = []
    for folder in _near(deck.path, name):
        note = folder / name
        with suppress(OSError, ValueError):
            if note.is_file() and is_built_from(deck.path, note, folder):
                found.append(_Note(note, folder, deck))
    return found[0] if len(found) == 1 else None


def _near(deck: Path, name: str) -> list[Path]:
    """The folders that the notes of a folder of decks may be: it, those above, and beside."""
    decks = deck.parents[len(PurePosixPath(name).parts) - 1]
    above = [decks.parent, decks.parent.parent]
    beside: list[Path] = []
    for folder in above:
        with suppress(OSError):
            beside += (path for path in folder.iterdir() if path.is_dir())
    return sorted({decks, *above, *beside})


def _cards(path: Path, deck: str) -> Sequence[Card]:
    """The cards of a deck file or note, with the lines they have there."""
    if path.suffix.lower() == ".md":
        from quizzer.build import read_note
        from quizzer.parse.decks import deck_of

        draft, _ = read_note(path, path.parent)
        return deck_of(draft, str(path), deck)[0].cards if draft else ()
    from quizzer.disk import read_deck

    found, _ = read_deck(path, deck)
    return found.cards if found else ()


_FRONT = re.compile(r"---[ \t]*\r?\n")


def _as_deck(note: str) -> str:
    """A note that says of itself that it is a deck, and so needs no building."""
    if front := _FRONT.match(note):
        return f"{front[0]}quizzer: true\n{note[front.end() :]}"
    return f"---\nquizzer: true\n---\n\n{note}"
