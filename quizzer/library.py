"""Finds decks and notes, reads those that changed, and gathers every problem they have."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Container, Iterable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar

from quizzer import __version__
from quizzer.cache import Cache, Fresh, Reading
from quizzer.card import Card, Deck, Slot
from quizzer.config import Config, Places
from quizzer.errors import Problem, UsageError

T = TypeVar("T")
Origin = Literal["shipped", "own", "registered", "given"]


class Folder(NamedTuple):
    """A folder whose decks belong to the library, and how it came to."""

    path: Path
    origin: Origin


class DeckFile(NamedTuple):
    """A deck of the library without its cards: where it is, and which shipped file it replaces.

    `number` names the version of the file that was read.
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
    replaces: Path | None = None


def shipped(name: Literal["decks", "notes"] = "decks") -> Path:
    """The folder of the decks or notes that come with Quizzer, installed or in a checkout."""
    package = Path(__file__).parent
    installed = package / name
    return installed if installed.is_dir() else package.parent / name


class Library:
    """Every deck below the given folders; a deck that is not shipped replaces a shipped namesake.

    `problems` are those of all files, `changed` the decks that the last refresh read anew.
    """

    def __init__(self, folders: Sequence[Folder], cache: Path) -> None:
        self._folders = folders
        self._cache = Cache(cache)
        self.decks: list[DeckFile] = []
        self.problems: list[Problem] = []
        self.changed: list[DeckFile] = []
        self.refresh()

    def refresh(self) -> None:
        """Look for decks again and read those whose files changed since."""
        try:
            self._refresh()
        except sqlite3.Error:
            self._cache.close()
            self._cache = Cache(None)
            self._refresh()

    def close(self) -> None:
        """Let go of the cache."""
        self._cache.close()

    def _refresh(self) -> None:
        self.problems = []
        origins: dict[Path, Origin] = {}
        readings: dict[Path, Reading] = {}
        fresh: dict[Path, Fresh] = {}
        for folder in self._folders:
            for path, stamp in self._walk(folder):
                if path in origins:
                    continue
                origins[path] = folder.origin
                if reading := self._cache.reading(str(path), stamp):
                    readings[path] = reading
                else:
                    deck, problems = read_deck(path, default_id(path, folder.path))
                    fresh[path] = Fresh(str(path), stamp, deck, problems)
        if fresh:
            readings.update(zip(fresh, self._cache.keep(fresh.values()), strict=True))
        found: dict[str, DeckFile] = {}
        for path, origin in origins.items():
            self._shelve(path, origin, readings[path], found)
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

    def _shelve(
        self, path: Path, origin: Origin, reading: Reading, found: dict[str, DeckFile]
    ) -> None:
        """Put a deck among those found, unless another of its id stands there already."""
        self.problems += reading.problems
        if reading.deck is None:
            return
        head = reading.deck._asdict() | {"tags": tuple(reading.deck.tags)}
        deck = DeckFile(path=path, origin=origin, number=reading.number, **head)
        other = found.setdefault(deck.id, deck)
        if other.origin == "shipped" != origin:
            found[deck.id] = deck._replace(replaces=other.path)
        elif other is not deck:
            self.problems.append(_taken(deck.id, path, other.path))

    def deck(self, deck: str) -> DeckFile | None:
        """The deck of this id, None where there is none."""
        return next((one for one in self.decks if one.id == deck), None)

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
        """The slots of a deck's cards in the deck's order, `but` those of some cards."""
        return self._cache.slots(deck.number, deck.id, but)

    def slots_of(
        self, cards: Iterable[tuple[str, T]], decks: Iterable[DeckFile]
    ) -> Iterator[tuple[Slot, T]]:
        """The slots of the cards that these decks have, each with what came with its id."""
        numbers = {deck.number: deck.id for deck in decks}
        for card, what in cards:
            if slot := self._cache.slot(card, numbers):
                yield slot, what

    def tagged(self, tag: str) -> set[str]:
        """The ids of all cards that bear a tag, by themselves or by their deck."""
        wanted = tag.casefold()
        return {
            card
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
        """The card itself, with its text. Raises LookupError when its deck no longer has it."""
        deck = self.deck(slot.deck)
        if deck is None:
            raise LookupError(slot.id)
        return self._cache.card(deck.number, slot.id)

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
        )

    def repeated_ids(self) -> list[Problem]:
        """Ids used in more than one deck, though an id is unique over the whole library."""
        decks = {deck.number: deck for deck in self.decks}
        found = []
        for card, numbers in self._cache.repeated(decks):
            first, *others = sorted((decks[one] for one in numbers), key=attrgetter("path"))
            for deck in others:
                where = self._cache.card(deck.number, card)
                found.append(_repeated(where, deck.path, first.path))
        return found


def open_library(places: Places, config: Config, given: Sequence[Path] = ()) -> Library:
    """All decks this learner has: shipped, own, registered, and those below `given`."""
    folders = [
        Folder(shipped(), "shipped"),
        Folder(places.decks, "own"),
        *(Folder(path.absolute(), "registered") for path in config.folders),
        *(Folder(path.absolute(), "given") for path in given),
    ]
    return Library(folders, places.cache / "decks.db")


def deck_files(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """Every file below a folder that may be a deck, sorted; hidden ones are passed over.

    What cannot be looked at, or has a name that no terminal should be shown, is a problem.
    """

    def report(error: OSError) -> None:
        problems.append(unreadable(Path(error.filename), error))

    for root, folders, names in os.walk(folder, onerror=report):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if name.startswith(".") or not name.lower().endswith((".yaml", ".yml", ".md")):
                continue
            if name.lower() == "readme.md" or (not path.is_file() and path.exists()):
                continue
            if str(path).isprintable():
                yield path
            else:
                problems.append(_unspeakable(path))


def _unspeakable(path: Path) -> Problem:
    shown = ascii(str(path)).strip("'")
    text = "its name holds bytes that are no text, or control characters"
    return Problem(shown, 1, 1, "L07", text, "rename it")


def default_id(path: Path, folder: Path) -> str:
    """The id of a deck that names none: its path below the deck folder, without the ending."""
    return path.relative_to(folder).with_suffix("").as_posix()


def read_deck(path: Path, deck_id: str) -> tuple[Deck | None, list[Problem]]:
    """Read a deck file, or a note that says `quizzer: true`; None where the file is no deck."""
    data, problems = contents(path)
    if problems:
        return None, problems
    if path.suffix.lower() == ".md":
        return _read_note(data, path, deck_id)
    from quizzer.parse import decks

    return decks.read(data, str(path), deck_id)


def contents(path: Path) -> tuple[bytes, list[Problem]]:
    """The bytes of a deck or note, or the problem why there are none."""
    from quizzer.parse.yaml.source import SIZE_LIMIT

    if path.exists() and not path.is_file():
        text = "is a folder" if path.is_dir() else "is no file that can be read"
        return b"", [Problem(str(path), 1, 1, "L03", text, "name a deck or note")]
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            text = f"{size // 10**6} MB is too large (at most {SIZE_LIMIT // 10**6} MB)"
            return b"", [Problem(str(path), 1, 1, "L04", text, "split it into several files")]
        return path.read_bytes(), []
    except OSError as error:
        return b"", [unreadable(path, error)]


def _read_note(data: bytes, path: Path, deck_id: str) -> tuple[Deck | None, list[Problem]]:
    front = data.removeprefix(b"\xef\xbb\xbf").split(b"\n---", 1)[0]
    if not front.startswith(b"---") or b"quizzer:" not in front:
        return None, []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        said = f"is not UTF-8 (byte {error.start + 1})"
        return None, [Problem(str(path), 1, 1, "L05", said, "save it as UTF-8")]
    from quizzer.parse import decks, notes

    reading = notes.read(text, f"{deck_id}.md", str(path))
    if not reading.is_deck:
        return None, []
    deck, problems = decks.deck_of(reading.draft, str(path), deck_id)
    return deck, [*reading.problems, *problems]


def check(paths: Iterable[Path]) -> list[Problem]:
    """Everything wrong with these decks and notes, and with those below the folders among them.

    Notes are read as `build` would, whether or not they say `quizzer: true`.
    """
    problems: list[Problem] = []
    decks: dict[str, Path] = {}
    cards: dict[str, Path] = {}
    seen: set[Path] = set()
    for path in paths:
        folder = path if path.is_dir() else path.parent
        for file in deck_files(path, problems) if path.is_dir() else [path]:
            if file.resolve() in seen:
                continue
            seen.add(file.resolve())
            deck, found = read_deck(file, default_id(file, folder))
            problems += found
            if deck is None:
                if file.suffix.lower() == ".md" and not found:
                    problems += _note_problems(file, folder)
                continue
            if decks.setdefault(deck.id, file) != file:
                problems.append(_taken(deck.id, file, decks[deck.id]))
            for card in deck.cards:
                if cards.setdefault(card.id, file) != file:
                    problems.append(_repeated(card, file, cards[card.id]))
    return problems


def _note_problems(path: Path, folder: Path) -> list[Problem]:
    from quizzer.build import read_note

    return read_note(path, folder)[1]


def _repeated(card: Card, path: Path, other: Path) -> Problem:
    text = f"the id {card.id!r} stands in {other}, too"
    hint = "give one of the two another `id:`; until then only the other one is asked"
    return Problem(str(path), card.line, card.column, "L06", text, hint, card=card.id)


def _taken(deck: str, path: Path, other: Path) -> Problem:
    text = f"the deck id {deck!r} is taken by {other}"
    hint = "give one of the two another `id:`; until then only the other one is used"
    return Problem(str(path), 1, 1, "L02", text, hint)


def missing(folder: Folder) -> Problem:
    """The problem of a deck folder that is not there."""
    way_out = {
        "registered": f"make it, or `quizzer decks remove {folder.path}`",
        "given": "check the path after --decks",
    }
    hint = way_out.get(folder.origin, "")
    return Problem(str(folder.path), 1, 1, "L01", "no such folder", hint)


def unreadable(path: Path, error: OSError) -> Problem:
    """The problem of a file that the system does not let us read."""
    text = f"cannot be read: {error.strerror}"
    return Problem(str(path), 1, 1, "L03", text, "check its permissions")


def _curriculum(deck: DeckFile) -> tuple[bool, float, str]:
    return deck.order is None, deck.order or 0.0, deck.id
