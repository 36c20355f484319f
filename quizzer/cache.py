"""What was read from each deck file, kept in SQLite so that an unchanged deck is not read twice.

Disposable: a cache that is damaged, locked or not writable is done without.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from quizzer.card import Answer, Card, Deck, Place, Slot
from quizzer.errors import Problem

_VERSION = 2
_TABLES = (
    "DROP TABLE IF EXISTS files",
    "DROP TABLE IF EXISTS cards",
    "DROP TABLE IF EXISTS bodies",
    "CREATE TABLE files (number INTEGER PRIMARY KEY, path TEXT UNIQUE, stamp TEXT, deck TEXT,"
    " problems TEXT)",
    "CREATE TABLE cards (file INTEGER, position INTEGER, id TEXT, entry TEXT, near TEXT,"
    " suspended INTEGER, tags TEXT, PRIMARY KEY (file, position)) WITHOUT ROWID",
    "CREATE INDEX cards_id ON cards (id)",
    "CREATE TABLE bodies (file INTEGER, position INTEGER, body TEXT,"
    " PRIMARY KEY (file, position)) WITHOUT ROWID",
    f"PRAGMA user_version = {_VERSION}",
)
_FILE = "(SELECT number FROM files WHERE path = ?)"
_WHOLE = "SELECT id, entry, suspended, body FROM cards JOIN bodies USING (file, position)"


class Header(NamedTuple):
    """A deck without its cards."""

    id: str
    title: str
    cards: int
    description: str = ""
    order: float | None = None
    tags: Sequence[str] = ()
    once: bool = False


class Reading(NamedTuple):
    """What came of reading a file: `deck` is None where it is none."""

    stamp: str
    deck: Header | None
    problems: list[Problem]


class Cache:
    """The cache in one file; None keeps it in memory. Raises sqlite3.Error when it fails later."""

    def __init__(self, path: Path | None) -> None:
        self._db = _opened(path) if path else _created(":memory:")

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def files(self) -> dict[str, Reading]:
        """What is known of each file, by its path."""
        rows = self._db.execute("SELECT path, stamp, deck, problems FROM files")
        return {
            path: Reading(
                stamp,
                Header(*json.loads(deck)) if deck else None,
                [Problem(*row) for row in json.loads(problems)],
            )
            for path, stamp, deck, problems in rows
        }

    def keep(self, read: Iterable[tuple[str, str, Deck | None, list[Problem]]]) -> None:
        """Remember (path, stamp, deck, problems) of files just read."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            for path, stamp, deck, problems in read:
                (number,) = self._db.execute(
                    "INSERT INTO files (path, stamp, deck, problems) VALUES (?, ?, ?, ?)"
                    " ON CONFLICT (path) DO UPDATE SET"
                    " stamp = excluded.stamp, deck = excluded.deck, problems = excluded.problems"
                    " RETURNING number",
                    (path, stamp, _json(header(deck)), _json(problems)),
                ).fetchone()
                self._db.execute("DELETE FROM cards WHERE file = ?", (number,))
                self._db.execute("DELETE FROM bodies WHERE file = ?", (number,))
                cards = deck.cards if deck else ()
                self._db.executemany(
                    "INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?)",
                    ((number, place, *_slotted(card)) for place, card in enumerate(cards)),
                )
                self._db.executemany(
                    "INSERT INTO bodies VALUES (?, ?, ?)",
                    ((number, place, _body(card)) for place, card in enumerate(cards)),
                )

    def slots(self, path: str, deck: str, but: Container[str] = ()) -> Iterator[Slot]:
        """The slots of a deck in order, `but` those of some cards."""
        query = (
            f"SELECT id, entry, near, suspended FROM cards WHERE file = {_FILE} ORDER BY position"
        )
        for card, entry, near, suspended in self._db.execute(query, (path,)):
            if card not in but:
                yield Slot(card, entry or card, deck, near, bool(suspended))

    def tags(self, path: str) -> Iterator[tuple[str, list[str]]]:
        """The id and tags of each card of a deck that bears any."""
        query = f"SELECT id, tags FROM cards WHERE file = {_FILE} AND tags <> ''"
        for card, tags in self._db.execute(query, (path,)):
            yield card, json.loads(tags)

    def slot(self, card: str, decks: Mapping[str, str]) -> Slot | None:
        """The slot of a card; `decks` maps the paths that count to their deck ids."""
        query = (
            "SELECT path, entry, near, suspended FROM cards"
            " JOIN files ON file = number WHERE id = ?"
        )
        for path, entry, near, suspended in self._db.execute(query, (card,)):
            if path in decks:
                return Slot(card, entry or card, decks[path], near, bool(suspended))
        return None

    def cards(self, path: str) -> list[Card]:
        """The cards of a deck, in order."""
        query = f"{_WHOLE} WHERE file = {_FILE} ORDER BY position"
        return [_unpacked(*row) for row in self._db.execute(query, (path,))]

    def card(self, path: str, card: str) -> Card:
        """One card of a deck. Raises LookupError when it is not there."""
        query = f"{_WHOLE} WHERE id = ? AND file = {_FILE}"
        row = self._db.execute(query, (card, path)).fetchone()
        if row is None:
            raise LookupError(card)
        return _unpacked(*row)

    def repeated(self) -> list[tuple[str, list[str]]]:
        """Ids that stand in more than one file, with the paths of those files."""
        query = (
            "SELECT id, json_group_array(path) FROM cards JOIN files ON file = number"
            " WHERE id IN (SELECT id FROM cards GROUP BY id HAVING count(*) > 1)"
            " GROUP BY id ORDER BY id"
        )
        return [(card, sorted(json.loads(paths))) for card, paths in self._db.execute(query)]


def header(deck: Deck | None) -> Header | None:
    """A deck without its cards."""
    if deck is None:
        return None
    return Header(
        deck.id, deck.title, len(deck.cards), deck.description, deck.order, deck.tags, deck.once
    )


def _opened(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _created(str(path))
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            path.unlink()
            return _created(str(path))
    except (OSError, sqlite3.Error):
        return _created(":memory:")


def _created(path: str) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=2, isolation_level=None, check_same_thread=False)
    db.execute("PRAGMA synchronous = OFF")
    if db.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
        with db:
            db.execute("BEGIN IMMEDIATE")
            for statement in _TABLES:
                db.execute(statement)
    return db


_BODY = (
    "form",
    "question",
    "answer",
    "text",
    "hole",
    "cue",
    "wrong",
    "accept",
    "tolerance",
    "why",
    "hint",
    "source",
    "as_of",
    "tags",
    "unconfirmed",
    "lint",
    "place",
    "line",
    "column",
)
_LISTS = frozenset({"wrong", "accept", "tags"})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value is not None else ""


def _slotted(card: Card) -> tuple[Any, ...]:
    near = "/".join((card.place.table, card.place.row)) if card.place and card.place.row else ""
    entry = "" if card.entry == card.id else card.entry
    tags = _json(card.tags) if card.tags else ""
    return card.id, entry, near, card.suspended, tags


def _body(card: Card) -> str:
    return _json({name: value for name in _BODY if (value := getattr(card, name))})


def _unpacked(card: str, entry: str, suspended: int, body: str) -> Card:
    values = json.loads(body)
    values["answer"] = _answer(values.get("answer", ""))
    for name in _LISTS & values.keys():
        values[name] = tuple(values[name])
    if "place" in values:
        values["place"] = Place(*values["place"])
    values.setdefault("question", "")
    return Card(id=card, entry=entry or card, suspended=bool(suspended), **values)


def _answer(value: Any) -> Answer:
    if isinstance(value, str):
        return value
    return tuple(tuple(item) if isinstance(item, list) else item for item in value)
