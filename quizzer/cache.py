"""What was read from each deck file, kept in SQLite so that an unchanged deck is not read twice.

Disposable: a cache that is damaged, locked or not writable is done without.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from quizzer.card import Card, Deck, Place, Slot, frozen
from quizzer.errors import AccessError, Problem
from quizzer.identity.names import Names

_VERSION = 3
_TABLES = (
    "DROP TABLE IF EXISTS files",
    "DROP TABLE IF EXISTS cards",
    "DROP TABLE IF EXISTS bodies",
    "CREATE TABLE files (number INTEGER PRIMARY KEY, path TEXT, stamp TEXT, deck TEXT,"
    " problems TEXT, UNIQUE (path, stamp))",
    "CREATE TABLE cards (file INTEGER, position INTEGER, id TEXT, entry TEXT, near TEXT,"
    " suspended INTEGER, tags TEXT, PRIMARY KEY (file, position)) WITHOUT ROWID",
    "CREATE INDEX cards_id ON cards (id)",
    "CREATE TABLE bodies (file INTEGER, position INTEGER, body TEXT,"
    " PRIMARY KEY (file, position)) WITHOUT ROWID",
    f"PRAGMA user_version = {_VERSION}",
)
_WHOLE = "SELECT id, entry, suspended, body FROM cards JOIN bodies USING (file, position)"

_PATIENCE = 2
"""Seconds to wait for another process that holds the cache."""

_VERSIONS_KEPT = 3
"""Of each file so many readings stay, since another Quizzer may be in a session on one of them."""


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
    """What came of reading a file: `deck` is None where it is none, `number` names the reading."""

    number: int
    deck: Header | None
    problems: list[Problem]


class Fresh(NamedTuple):
    """A file just read: `stamp` tells its version, and the id it has if it names none."""

    path: str
    stamp: str
    deck: Deck | None
    problems: list[Problem]


class Cache:
    """The cache in one file; None keeps it in memory. Raises sqlite3.Error when it fails later."""

    def __init__(self, path: Path | None) -> None:
        self._db = _opened(path) if path else _created(":memory:")

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def reading(self, path: str, stamp: str) -> Reading | None:
        """What came of reading this version of a file, None if it was not read yet."""
        query = "SELECT number, deck, problems FROM files WHERE path = ? AND stamp = ?"
        row = self._db.execute(query, (path, stamp)).fetchone()
        if row is None:
            return None
        number, deck, problems = row
        head = Header(*json.loads(deck)) if deck else None
        return Reading(number, head, [Problem(*one) for one in json.loads(problems)])

    def keep(self, read: Iterable[Fresh]) -> list[Reading]:
        """Remember files just read; return what `reading` will give for each."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            return [self._keep(one) for one in read]

    def _keep(self, fresh: Fresh) -> Reading:
        head = header(fresh.deck)
        self._forget("path = ? AND stamp = ?", fresh.path, fresh.stamp)
        (number,) = self._db.execute(
            "INSERT INTO files (path, stamp, deck, problems) VALUES (?, ?, ?, ?) RETURNING number",
            (fresh.path, fresh.stamp, _json(head), _json(fresh.problems)),
        ).fetchone()
        cards = fresh.deck.cards if fresh.deck else ()
        self._db.executemany(
            "INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((number, place, *_slotted(card)) for place, card in enumerate(cards)),
        )
        self._db.executemany(
            "INSERT INTO bodies VALUES (?, ?, ?)",
            ((number, place, _body(card)) for place, card in enumerate(cards)),
        )
        last = "SELECT number FROM files WHERE path = ?1 ORDER BY number DESC LIMIT ?2"
        self._forget(f"path = ?1 AND number NOT IN ({last})", fresh.path, _VERSIONS_KEPT)
        return Reading(number, head, fresh.problems)

    def _forget(self, which: str, *values: object) -> None:
        numbers = f"SELECT number FROM files WHERE {which}"
        for table, column in (("cards", "file"), ("bodies", "file"), ("files", "number")):
            self._db.execute(f"DELETE FROM {table} WHERE {column} IN ({numbers})", values)

    def _rows(self, query: str, *values: object) -> Iterator[Any]:
        try:
            yield from self._db.execute(query, values)
        except sqlite3.Error as error:
            where = self._db.execute("PRAGMA database_list").fetchone()[2]
            hint = f"delete {where}: it only saves time"
            raise AccessError(f"the cache of decks is damaged ({error})", hint) from error

    def slots(
        self, number: int, deck: str, names: Names, but: Container[str] = ()
    ) -> Iterator[Slot]:
        """The slots of a deck in order, `but` those of some cards, named by uid."""
        query = "SELECT id, entry, near, suspended FROM cards WHERE file = ? ORDER BY position"
        moved = bool(names)
        for card, entry, near, suspended in self._rows(query, number):
            uid = names.uid(card) if moved else card
            if uid not in but:
                yield Slot(uid, entry or card, deck, near, bool(suspended))

    def ids(self, numbers: Iterable[int]) -> Iterator[str]:
        """The ids of all cards of these readings."""
        among = ", ".join(map(str, numbers))
        for (card,) in self._rows(f"SELECT id FROM cards WHERE file IN ({among})"):
            yield card

    def tags(self, number: int) -> Iterator[tuple[str, list[str]]]:
        """The id and tags of each card of a deck that bears any."""
        query = "SELECT id, tags FROM cards WHERE file = ? AND tags <> ''"
        for card, tags in self._rows(query, number):
            yield card, json.loads(tags)

    def slot(self, card: str, uid: str, decks: Mapping[int, str]) -> Slot | None:
        """The slot of a card; `decks` maps the readings that count to their deck ids."""
        query = "SELECT file, entry, near, suspended FROM cards WHERE id = ?"
        for number, entry, near, suspended in self._rows(query, card):
            if number in decks:
                return Slot(uid, entry or card, decks[number], near, bool(suspended))
        return None

    def cards(self, number: int) -> list[Card]:
        """The cards of a deck, in order."""
        query = f"{_WHOLE} WHERE file = ? ORDER BY position"
        return [_unpacked(*row) for row in self._rows(query, number)]

    def card(self, number: int, card: str) -> Card:
        """One card of a deck. Raises LookupError when it is not there."""
        query = f"{_WHOLE} WHERE id = ? AND file = ?"
        row = next(self._rows(query, card, number), None)
        if row is None:
            raise LookupError(card)
        return _unpacked(*row)

    def repeated(self, numbers: Iterable[int]) -> list[tuple[str, list[int]]]:
        """Ids that stand in more than one of these readings, with the numbers of those."""
        among = ", ".join(map(str, numbers))
        query = (
            f"SELECT id, json_group_array(file) FROM cards WHERE file IN ({among})"
            " GROUP BY id HAVING count(*) > 1 ORDER BY id"
        )
        return [(card, json.loads(files)) for card, files in self._rows(query)]


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
    db = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA synchronous = OFF")
        if _version(db) != _VERSION:
            with db:
                db.execute("BEGIN IMMEDIATE")
                if _version(db) != _VERSION:
                    for statement in _TABLES:
                        db.execute(statement)
    except BaseException:
        db.close()
        raise
    return db


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


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
    values["answer"] = frozen(values.get("answer", ""))
    for name in _LISTS & values.keys():
        values[name] = tuple(values[name])
    if "place" in values:
        values["place"] = Place(*values["place"])
    values.setdefault("question", "")
    return Card(id=card, entry=entry or card, suspended=bool(suspended), **values)
