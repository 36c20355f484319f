"""What was read from each deck file, kept in SQLite so that an unchanged deck is not read twice.

Disposable: a cache that is damaged, locked or not writable is done without.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from quizzer.card import Answer, Card, Deck, Place, Slot
from quizzer.errors import Problem

_VERSION = 1
_TABLES = (
    "DROP TABLE IF EXISTS files",
    "DROP TABLE IF EXISTS cards",
    "CREATE TABLE files (path TEXT PRIMARY KEY, stamp TEXT, deck TEXT, problems TEXT)"
    " WITHOUT ROWID",
    "CREATE TABLE cards (path TEXT, position INTEGER, id TEXT, entry TEXT, near TEXT,"
    " suspended INTEGER, tags TEXT, body TEXT, PRIMARY KEY (path, position)) WITHOUT ROWID",
    "CREATE INDEX cards_id ON cards (id)",
    f"PRAGMA user_version = {_VERSION}",
)


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
        return {
            path: Reading(
                stamp,
                Header(*json.loads(deck)) if deck else None,
                [Problem(*row) for row in json.loads(problems)],
            )
            for path, stamp, deck, problems in self._db.execute("SELECT * FROM files")
        }

    def keep(self, read: Iterable[tuple[str, str, Deck | None, list[Problem]]]) -> None:
        """Remember (path, stamp, deck, problems) of files just read."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            for path, stamp, deck, problems in read:
                self._db.execute(
                    "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)",
                    (path, stamp, _json(header(deck)), _json([_row(one) for one in problems])),
                )
                self._db.execute("DELETE FROM cards WHERE path = ?", (path,))
                self._db.executemany(
                    "INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        (path, n, *_packed(card))
                        for n, card in enumerate(deck.cards if deck else ())
                    ),
                )

    def slots(self, path: str, deck: str) -> Iterator[Slot]:
        """The slots of a deck, in order."""
        query = "SELECT id, entry, near, suspended FROM cards WHERE path = ? ORDER BY position"
        for card, entry, near, suspended in self._db.execute(query, (path,)):
            yield Slot(card, entry or card, deck, near, bool(suspended))

    def tags(self, path: str) -> Iterator[tuple[str, list[str]]]:
        """The id and tags of each card of a deck that bears any."""
        query = "SELECT id, tags FROM cards WHERE path = ? AND tags <> '' ORDER BY position"
        for card, tags in self._db.execute(query, (path,)):
            yield card, json.loads(tags)

    def slots_of(self, ids: Iterable[str], decks: Mapping[str, str]) -> dict[str, Slot]:
        """The slots of some cards, by id; `decks` maps the paths that count to their deck ids."""
        query = "SELECT path, entry, near, suspended FROM cards WHERE id = ?"
        found: dict[str, Slot] = {}
        for card in ids:
            for path, entry, near, suspended in self._db.execute(query, (card,)):
                if path in decks:
                    found[card] = Slot(card, entry or card, decks[path], near, bool(suspended))
                    break
        return found

    def cards(self, path: str) -> list[Card]:
        """The cards of a deck, in order."""
        query = "SELECT id, entry, suspended, body FROM cards WHERE path = ? ORDER BY position"
        return [_unpacked(*row) for row in self._db.execute(query, (path,))]

    def card(self, path: str, card: str) -> Card:
        """One card of a deck. Raises LookupError when it is not there."""
        query = "SELECT id, entry, suspended, body FROM cards WHERE id = ? AND path = ?"
        row = self._db.execute(query, (card, path)).fetchone()
        if row is None:
            raise LookupError(card)
        return _unpacked(*row)

    def repeated(self) -> list[tuple[str, list[str]]]:
        """Ids that stand in more than one file, with the paths of those files."""
        query = (
            "SELECT id, json_group_array(path) FROM cards"
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


def _row(problem: Problem) -> list[Any]:
    return [getattr(problem, name) for name in Problem.__slots__]


def _packed(card: Card) -> tuple[Any, ...]:
    body = {name: value for name in _BODY if (value := getattr(card, name))}
    near = "/".join((card.place.table, card.place.row)) if card.place and card.place.row else ""
    entry = "" if card.entry == card.id else card.entry
    tags = _json(card.tags) if card.tags else ""
    return card.id, entry, near, card.suspended, tags, _json(body)


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
