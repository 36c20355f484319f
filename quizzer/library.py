"""Which decks and cards there are: the files that changed are read, every problem is gathered."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from quizzer import __version__
from quizzer.cache import Cache, Fresh, Reading
from quizzer.card import Card, Deck, Slot
from quizzer.config import Config
from quizzer.disk import (
    Folder,
    Origin,
    deck_files,
    deck_folders,
    default_id,
    missing,
    read_deck,
    unreadable,
)
from quizzer.errors import Problem, UsageError
from quizzer.identity.names import Names
from quizzer.places import Places

if TYPE_CHECKING:
    from quizzer.values import Aliases

T = TypeVar("T")


class DeckFile(NamedTuple):
    """A deck of the library without its cards: where it is, and which shipped file it replaces.

    `number` names the reading of the file and `version` what was read, which is `sound` if there
    was no error in it.
    """

    id: str
    title: str
    path: Path
    origin: Origin
    number: int
    cards: int
    description: str = ""
    order: float | None = None
    tags: tuple[str, ...] = ()
    once: bool = False
    aliases: tuple[tuple[str, tuple[str, ...]], ...] = ()
    replaces: Path | None = None
    version: str = ""
    sound: bool = True


class Library:
    """Every deck below the given folders; a deck that is not shipped replaces a shipped namesake.

    `problems` are those of all files, `changed` the decks that the last refresh read anew. A deck
    that is saved with an error stays what it was before, as long as the library is open. `names`
    leads from the cards to their histories and back.
    """

    def __init__(self, folders: Sequence[Folder], cache: Path) -> None:
        self._folders = folders
        self._cache = Cache(cache, self._read_again)
        self.decks: list[DeckFile] = []
        self.problems: list[Problem] = []
        self.changed: list[DeckFile] = []
        self.names = Names()
        self.refresh()

    def refresh(self) -> None:
        """Look for decks again and read those whose files changed since."""
        try:
            self._refresh()
        except sqlite3.Error as error:
            self._cache.give_up(error)
            self._refresh()

    def _read_again(self) -> Iterator[tuple[int, Fresh]]:
        for deck in self.decks:
            read, problems = read_deck(deck.path, deck.id)
            yield deck.number, Fresh(str(deck.path), deck.version, read, problems)

    def close(self) -> None:
        """Let go of the cache."""
        self._cache.close()

    def _refresh(self) -> None:
        self.problems = []
        before = {deck.path: deck for deck in self.decks}
        files: dict[Path, tuple[Origin, str]] = {}
        readings: dict[Path, Reading] = {}
        fresh: dict[Path, Fresh] = {}
        for folder in self._folders:
            for path, stamp in self._walk(folder):
                if path in files:
                    continue
                files[path] = folder.origin, stamp
                if reading := self._cache.reading(str(path), stamp):
                    readings[path] = reading
                    continue
                deck, problems = read_deck(path, default_id(path, folder.path))
                if path in before and not _is_sound(problems):
                    readings[path] = Reading(0, None, problems)
                else:
                    fresh[path] = Fresh(str(path), stamp, deck, problems)
        if fresh:
            readings.update(zip(fresh, self._cache.keep(fresh.values()), strict=True))
        found: dict[str, DeckFile] = {}
        for path, (origin, stamp) in files.items():
            reading = readings[path]
            self.problems += reading.problems
            sound = _is_sound(reading.problems)
            if path in before and before[path].version != stamp and not sound:
                self._shelve(before[path]._replace(replaces=None), found)
            elif reading.deck:
                head = reading.deck._asdict() | {
                    "tags": tuple(reading.deck.tags),
                    "aliases": tuple((one, tuple(them)) for one, them in reading.deck.aliases),
                }
                file = DeckFile(path=path, origin=origin, number=reading.number, **head)
                self._shelve(file._replace(version=stamp, sound=sound), found)
        self.decks = sorted(found.values(), key=_curriculum)
        self.changed = [deck for deck in self.decks if deck.path in fresh]

    def _walk(self, folder: Folder) -> Iterator[tuple[Path, str]]:
        if not folder.path.is_dir():
            if folder.origin in ("registered", "given"):
                self.problems.append(missing(folder))
            return
        for path in deck_files(folder.path, self.problems):
            try:
                status = path.stat()
            except OSError as error:
                self.problems.append(unreadable(path, error))
            else:
                version = f"{__version__} {status.st_mtime_ns} {status.st_size}"
                yield path, f"{version} {default_id(path, folder.path)}"

    def _shelve(self, deck: DeckFile, found: dict[str, DeckFile]) -> None:
        """Put a deck among those found, unless another of its id stands there already."""
        other = found.setdefault(deck.id, deck)
        if other.origin == "shipped" != deck.origin:
            found[deck.id] = deck._replace(replaces=other.path)
        elif other is not deck:
            self.problems.append(taken(deck.id, deck.path, other.path))

    @property
    def folders(self) -> Sequence[Folder]:
        """The folders whose decks these are."""
        return self._folders

    def deck(self, deck: str) -> DeckFile | None:
        """The deck of this id, None where there is none."""
        return next((one for one in self.decks if one.id == deck), None)

    def is_whole(self, deck: str) -> bool:
        """Whether all cards are seen that a deck of this id has; none if it is certainly gone."""
        if found := self.deck(deck):
            return found.sound
        read = {str(one.path) for one in self.decks}
        return all(it.severity != "error" or it.path in read for it in self.problems)

    def named(self, names: Iterable[str]) -> list[DeckFile]:
        """The decks with these ids, beginnings of ids, or paths, in the library's order.

        Raises UsageError, with the nearest id, for a name that fits none.
        """
        chosen: set[str] = set()
        for name in names:
            path = Path(os.path.normpath(Path(name).absolute()))
            found = {deck.id for deck in self.decks if deck.id == name or deck.path == path}
            found = found or {deck.id for deck in self.decks if deck.id.startswith(name)}
            if not found:
                from difflib import get_close_matches

                near = get_close_matches(name, [deck.id for deck in self.decks], 1)
                hint = f"did you mean {near[0]}?" if near else "`quizzer decks` lists them"
                raise UsageError(f"no deck {name!r}", hint)
            chosen |= found
        return [deck for deck in self.decks if deck.id in chosen]

    def slots(self, deck: DeckFile, but: Container[str] = ()) -> Iterator[Slot]:
        """The slots of a deck's cards in the deck's order, `but` those of some uids."""
        return self._cache.slots(deck.number, deck.id, self.names, but)

    def slot_at(self, deck: DeckFile, position: int) -> Slot:
        """The slot of the card at a position of a deck, from 0, without those before it."""
        return self._cache.slot_at(deck.number, position, deck.id, self.names)

    def slots_of(
        self, uids: Iterable[tuple[str, T]], decks: Iterable[DeckFile]
    ) -> Iterator[tuple[Slot, T]]:
        """The slots of the cards that these decks have, each with what came with its uid."""
        numbers = {deck.number: deck.id for deck in decks}
        for uid, what in uids:
            card = self.names.id(uid) if self.names else uid
            if slot := self._cache.slot(card, uid, numbers):
                yield slot, what

    def ids(self) -> set[str]:
        """The ids of all cards."""
        return set(self._cache.ids(deck.number for deck in self.decks))

    def tagged(self, tag: str) -> set[str]:
        """The uids of all cards that bear a tag, by themselves or by their deck."""
        wanted = tag.casefold()
        return {
            self.names.uid(card)
            for deck in self.decks
            for card, tags in self._cache.tags(deck.number)
            if wanted in map(str.casefold, tags)
        }

    def tags(self) -> list[str]:
        """Every tag of a deck or card, sorted."""
        found = {
            tag for deck in self.decks for _, tags in self._cache.tags(deck.number) for tag in tags
        }
        return sorted(found, key=str.casefold)

    def card(self, slot: Slot) -> Card:
        """The card itself, wherever it is now. Raises LookupError where it is nowhere."""
        return self._found(slot)[1]

    def deck_of(self, slot: Slot) -> DeckFile:
        """The deck that the card is in now. Raises LookupError where it is in none."""
        return self._found(slot)[0]

    def _found(self, slot: Slot) -> tuple[DeckFile, Card]:
        card = self.names.id(slot.uid)
        for deck in self._from(slot.deck):
            with suppress(LookupError):
                return deck, self._cache.card(deck.number, card)
        raise LookupError(card)

    def _from(self, first: str) -> list[DeckFile]:
        """All decks, that of this id first."""
        return sorted(self.decks, key=lambda deck: deck.id != first)

    def alike(self, slot: Slot) -> tuple[list[Card], list[Card], Aliases]:
        """The cards of its deck nearest to one that ask for a value of the same column, and for one
        of the same kind, those with the same question in any deck among them; and how else values
        are spelt in that deck.

        Raises LookupError where the card is nowhere.
        """
        card = self.names.id(slot.uid)
        numbers = {deck.number for deck in self.decks}
        for deck in self._from(slot.deck):
            with suppress(LookupError):
                return *self._cache.alike(deck.number, card, numbers), _aliases(deck.aliases)
        raise LookupError(card)

    def cards(self, deck: DeckFile) -> list[Card]:
        """All cards of a deck with their text, in the deck's order."""
        return self._cache.cards(deck.number)

    def whole(self, deck: DeckFile) -> Deck:
        """A deck with all its cards."""
        return Deck(
            deck.id,
            deck.title,
            tuple(self.cards(deck)),
            deck.description,
            deck.order,
            deck.tags,
            deck.once,
            deck.aliases,
        )

    def repeated_ids(self) -> list[Problem]:
        """Ids used in more than one deck, though an id is unique over the whole library."""
        decks = {deck.number: deck for deck in self.decks}
        found = []
        for card, numbers in self._cache.repeated(decks):
            first, *others = sorted((decks[one] for one in numbers), key=attrgetter("path"))
            for deck in others:
                where = self._cache.card(deck.number, card)
                found.append(repeated(where, deck.path, first.path))
        return found


def open_library(places: Places, config: Config, given: Sequence[Path] = ()) -> Library:
    """All decks this learner has: shipped, own, registered, and those below `given`."""
    return Library(deck_folders(places, config, given), places.cache / "decks.db")


def repeated(card: Card, path: Path, other: Path) -> Problem:
    """The problem of a card whose id stands in another file, too."""
    text = f"the id {card.id!r} stands in {other}, too"
    hint = "give one of the two another `id:`; until then only the other one is asked"
    return Problem(str(path), card.line, card.column, "L06", text, hint, card=card.id)


def taken(deck: str, path: Path, other: Path) -> Problem:
    """The problem of a deck whose id another file has already."""
    text = f"the deck id {deck!r} is taken by {other}"
    hint = "give one of the two another `id:`; until then only the other one is used"
    return Problem(str(path), 1, 1, "L02", text, hint)


@lru_cache(maxsize=64)
def _aliases(spellings: tuple[tuple[str, tuple[str, ...]], ...]) -> Aliases:
    from quizzer.distractors import joined

    return joined(dict(spellings))


def _is_sound(problems: Iterable[Problem]) -> bool:
    return all(problem.severity != "error" for problem in problems)


def _curriculum(deck: DeckFile) -> tuple[bool, float, str]:
    return deck.order is None, deck.order or 0.0, deck.id
