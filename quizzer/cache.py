"""What was read from each deck file, kept in SQLite so that an unchanged deck is not read twice.

Disposable: a cache that is locked or not writable is done without, and so is a damaged one, which
the next start makes anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from quizzer.card import Card, Deck, Slot, restored
from quizzer.errors import Problem
from quizzer.identity.names import Names

_VERSION = 4
_TABLES = (
    "DROP TABLE IF EXISTS files",
    "DROP TABLE IF EXISTS cards",
    "DROP TABLE IF EXISTS bodies",
    "CREATE TABLE files (number INTEGER PRIMARY KEY, path TEXT, stamp TEXT, deck TEXT,"
    " problems TEXT, UNIQUE (path, stamp))",
    "CREATE TABLE cards (file INTEGER, position INTEGER, id TEXT, entry TEXT, near TEXT,"
    " suspended INTEGER, tags TEXT, PRIMARY KEY (file, position)) WITHOUT ROWID",
    "CREATE INDEX cards_id ON cards (id)",
    "CREATE TABLE bodies (file INTEGER, position INTEGER, asked INTEGER, column TEXT, kind TEXT,"
    " body TEXT, PRIMARY KEY (file, position)) WITHOUT ROWID",
    "CREATE INDEX bodies_asked ON bodies (asked)",
    "CREATE INDEX bodies_column ON bodies (file, column) WHERE column IS NOT NULL",
    "CREATE INDEX bodies_kind ON bodies (file, kind) WHERE kind IS NOT NULL",
    f"PRAGMA user_version = {_VERSION}",
)
_BOTH = "cards JOIN bodies USING (file, position)"
_WHOLE = f"SELECT id, entry, suspended, body FROM {_BOTH}"
_BESIDE = "SELECT position FROM bodies WHERE file = ?1 AND {0} = ?2 AND position"
_NEAR = (
    f"{_WHOLE} WHERE file = ?1 AND position IN ("
    f"SELECT * FROM ({_BESIDE} < ?3 ORDER BY position DESC LIMIT ?4) UNION ALL "
    f"SELECT * FROM ({_BESIDE} > ?3 ORDER BY position LIMIT ?4)) ORDER BY position"
)

_IN_COLUMN = 8
"""Cards of its column that are seen on either side of a card: the rows about it in the table."""

_OF_KIND = 5
"""Cards of its kind that are seen on either side of a card: the nearest are about the same."""

_PATIENCE = 2
"""Seconds to wait for another process that holds the cache."""

_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

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
    aliases: Sequence[tuple[str, Sequence[str]]] = ()


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
    """The cache in one file; None keeps it in memory.

    A file that fails later is given up: `reading` and `keep` raise sqlite3.Error, the others go on
    in memory with what `reread` brings, the readings whose numbers are in use.
    """

    def __init__(
        self,
        path: Path | None,
        reread: Callable[[], Iterable[tuple[int, Fresh]]] = tuple,
    ) -> None:
        self._path = path
        self._reread = reread
        self._db = _opened(path) if path else _created(":memory:")

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def give_up(self, error: sqlite3.Error) -> None:
        """Go on in memory, with nothing in it; the file is deleted unless it is just locked."""
        self._db.close()
        self._db = _created(":memory:")
        locked = getattr(error, "sqlite_errorcode", 0) & 0xFF in _LOCKED
        if self._path and not locked:
            with suppress(OSError):
                _delete(self._path)

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

    def _keep(self, fresh: Fresh, number: int | None = None) -> Reading:
        from quizzer.distractors import asked, column, kind

        head = header(fresh.deck)
        self._forget("path = ? AND stamp = ?", fresh.path, fresh.stamp)
        (number,) = self._db.execute(
            "INSERT INTO files VALUES (?, ?, ?, ?, ?) RETURNING number",
            (number, fresh.path, fresh.stamp, _json(head), _json(fresh.problems)),
        ).fetchone()
        cards = fresh.deck.cards if fresh.deck else ()
        self._db.executemany(
            "INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((number, place, *_slotted(card)) for place, card in enumerate(cards)),
        )
        self._db.executemany(
            "INSERT INTO bodies VALUES (?, ?, ?, ?, ?, ?)",
            (
                (
                    number,
                    place,
                    crc32(asked(card).encode()),
                    column(card) or None,
                    kind(card) or None,
                    _body(card),
                )
                for place, card in enumerate(cards)
            ),
        )
        last = "SELECT number FROM files WHERE path = ?1 ORDER BY number DESC LIMIT ?2"
        self._forget(f"path = ?1 AND number NOT IN ({last})", fresh.path, _VERSIONS_KEPT)
        return Reading(number, head, fresh.problems)

    def _forget(self, which: str, *values: object) -> None:
        numbers = f"SELECT number FROM files WHERE {which}"
        for table, column in (("cards", "file"), ("bodies", "file"), ("files", "number")):
            self._db.execute(f"DELETE FROM {table} WHERE {column} IN ({numbers})", values)

    def _rows(self, query: str, *values: object) -> Iterator[Any]:
        db, had = self._db, 0
        try:
            for row in db.execute(query, values):
                yield row
                had += 1
        except sqlite3.Error as error:
            if self._db is db:
                self.give_up(error)
                for number, fresh in self._reread():
                    self._keep(fresh, number)
            yield from islice(self._db.execute(query, values), had, None)

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

    def slot_at(self, number: int, position: int, deck: str, names: Names) -> Slot:
        """The slot of the card at a position of a deck, from 0. Raises LookupError for no card."""
        query = "SELECT id, entry, near, suspended FROM cards WHERE file = ? AND position = ?"
        row = next(self._rows(query, number, position), None)
        if row is None:
            raise LookupError(f"{deck} has no card {position}")
        card, entry, near, suspended = row
        return Slot(names.uid(card), entry or card, deck, near, bool(suspended))

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

    def alike(self, number: int, card: str, decks: Container[int]) -> tuple[list[Card], list[Card]]:
        """The nearest cards that ask for a value of the column, and for one of the kind, that this
        card of a deck asks for.

        With the second come those that ask the same question, in any of the readings `decks`.
        Raises LookupError when the card is not there.
        """
        query = f"SELECT position, column, kind, asked FROM {_BOTH} WHERE id = ? AND file = ?"
        row = next(self._rows(query, card, number), None)
        if row is None:
            raise LookupError(card)
        position, column, kind, asked = row
        in_column = self._near("column", column, number, position, _IN_COLUMN)
        of_kind = self._near("kind", kind, number, position, _OF_KIND)
        if in_column or of_kind:
            query = f"SELECT file, id, entry, suspended, body FROM {_BOTH} WHERE asked = ?"
            for file, *same in self._rows(query, asked):
                if file in decks and same[0] != card:
                    of_kind.append(_unpacked(*same))
        return in_column, of_kind

    def _near(
        self, by: str, value: str | None, number: int, position: int, most: int
    ) -> list[Card]:
        """The cards of one column or kind that stand nearest to a position in a deck."""
        if value is None:
            return []
        rows = self._rows(_NEAR.format(by), number, value, position, most)
        return [_unpacked(*row) for row in rows]

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
        deck.id,
        deck.title,
        len(deck.cards),
        deck.description,
        deck.order,
        deck.tags,
        deck.once,
        deck.aliases,
    )


def _opened(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _created(str(path))
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            _delete(path)
            return _created(str(path))
    except (OSError, sqlite3.Error):
        return _created(":memory:")


def _delete(path: Path) -> None:
    """Delete a cache, with what belongs to a transaction in it that was never finished."""
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


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


_APART = frozenset({"id", "entry", "suspended"})
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _json(value: Any) -> str:
    return _encoded(value) if value is not None else ""


_tagged = lru_cache(256)(_encoded)  # most cards of a deck bear the same tags


def _slotted(card: Card) -> tuple[Any, ...]:
    near = "/".join((card.place.table, card.place.row)) if card.place and card.place.row else ""
    entry = "" if card.entry == card.id else card.entry
    tags = _tagged(card.tags) if card.tags else ""
    return card.id, entry, near, card.suspended, tags


def _body(card: Card) -> str:
    said = zip(Card._fields, card, strict=True)
    return _json({name: value for name, value in said if value and name not in _APART})


def _unpacked(card: str, entry: str, suspended: int, body: str) -> Card:
    own = {"id": card, "entry": entry or card, "suspended": bool(suspended)}
    return restored({"question": "", "answer": "", **json.loads(body), **own})
