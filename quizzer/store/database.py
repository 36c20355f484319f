"""The progress database: appends to its log, keeps the projection in step, answers questions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple, Self

from quizzer.identity.names import Names
from quizzer.schedule.steps import Memory, Settings, State
from quizzer.store import log, projection
from quizzer.store.contents import Contents
from quizzer.store.opening import connect, said
from quizzer.store.rows import Act, Review, Stamp, Standing

_MEMORY = len(Memory._fields)
_COLUMNS = ", ".join((*Memory._fields, "suspended", "buried"))
_UPSERT = (
    f"INSERT OR REPLACE INTO memory (card, {_COLUMNS}) VALUES ({', '.join('?' * (_MEMORY + 3))})"
)
_NEVER = Memory(State.NEW, 0, 0.0, 0.0, 0, 0, 0, 0, 0, 0)


class Due(NamedTuple):
    """A card that was answered and when it is due: a learner's day in review, else UTC ms.

    `suspended` and `buried` are as in Standing.
    """

    card: str
    due: int
    suspended: bool | None
    buried: int


Judge = Literal["match", "learner"]
"""Who said that a history belongs to a card: the matching of cards, or the learner."""


class Store:
    """One learner's progress. Every change is one durable transaction; rows of the log stay.

    `contents` is what the cards said when they were last read.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self._path = path
        self._device: str = self._value("SELECT value FROM meta WHERE key = 'device'")
        self._seen = -1
        self._settings = Settings()
        self._last = (0, 0)
        self.contents = Contents(connection, lambda: said(path), self.writing)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the progress at `path`, or begin it there, readable by its owner alone.

        Raises AccessError when that cannot be done, with what to do about it.
        """
        db = connect(path)
        try:
            with said(path):
                return cls(db, path)
        except BaseException:
            db.close()
            raise

    def close(self) -> None:
        """Fold the write-ahead log into the database and let go of it."""
        with said(self._path):
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # the log

    def record(self, review: Review, at: int, offset: int) -> tuple[Stamp, Standing]:
        """Append an answer given at `at` (UTC ms); return its stamp and where the card stands now.

        A time before this device's last row is moved up to that row's.
        """
        with self.writing():
            stamp = self._stamp(at, offset)
            log.append(self._db, stamp, review)
            return stamp, self._apply(stamp, review)

    def act(self, act: Act, at: int, offset: int) -> tuple[Stamp, Standing]:
        """Append an act; return its stamp and where its card (if it names one) stands now."""
        with self.writing():
            stamp = self._append(act, at, offset)
            if act.kind == "deck":
                self._db.execute(
                    "INSERT OR REPLACE INTO switches VALUES (?, ?)",
                    (act.data["deck"], int(act.data["on"])),
                )
            return stamp, self._apply(stamp, act) if act.card else Standing()

    def undo(self, target: Stamp, at: int, offset: int) -> Standing:
        """Take back an answer or an act on a card; return where that card stands now.

        The card's own rows are replayed without those taken back, so nothing else is touched.
        """
        with self.writing():
            card = log.card_of(self._db, target)
            data = {"device": target.device, "seq": target.seq}
            self._append(Act("undo", card, data), at, offset)
            rows = log.rows(self._db, "WHERE card = ?", (card,)) + self._settings_acts()
            rows.sort(key=log.in_order)
            standing = projection.folded(rows).standings.get(card, Standing())
            self._put(card, standing)
            return standing

    def _append(self, act: Act, at: int, offset: int) -> Stamp:
        stamp = self._stamp(at, offset)
        log.append(self._db, stamp, act)
        return stamp

    def _stamp(self, at: int, offset: int) -> Stamp:
        self._look()
        last_at, last_seq = self._last
        self._last = (max(at, last_at), last_seq + 1)
        return Stamp(self._last[0], self._device, self._last[1], offset)

    def _look(self) -> None:
        """Read the end of the log and the settings again if another process wrote since."""
        version = self._value("PRAGMA data_version")
        if version == self._seen:
            return
        self._seen = version
        self._last = log.end(self._db, self._device)
        self._settings = Settings()
        for _, act in self._settings_acts():
            self._settings = projection.settings_from(act.data)

    def last_at(self) -> int:
        """When this device last wrote to the log (UTC ms), 0 for never."""
        with said(self._path):
            self._look()
            return self._last[0]

    def _apply(self, stamp: Stamp, row: Review | Act) -> Standing:
        before = self._standing(row.card)
        after = projection.applied(before, stamp, row, self.settings())
        if after != before:
            self._put(row.card, after)
        return after

    def _put(self, card: str, standing: Standing) -> None:
        if standing == Standing():
            self._db.execute("DELETE FROM memory WHERE card = ?", (card,))
        else:
            self._db.execute(_UPSERT, _packed(card, standing))

    # which card has which history

    def names(self) -> Names:
        """Which card has which history."""
        with said(self._path):
            return Names(self._db.execute("SELECT card, id FROM names"))

    def relink(self, moves: Iterable[tuple[str, str]], by: Judge, at: int, offset: int) -> Names:
        """Let each uid's history be that of the card with the id beside it; return all names.

        It is logged who said so, and where the history was before.
        """
        with self.writing():
            names = self.names()
            for uid, card in moves:
                data = {"id": card, "from": names.id(uid), "by": by}
                self._append(Act("relink", uid, data), at, offset)
                names.move(uid, card)
            self._put_names(names)
            return names

    def _put_names(self, names: Names) -> None:
        self._db.execute("DELETE FROM names")
        self._db.executemany("INSERT INTO names VALUES (?, ?)", names.moves().items())

    def apart(self) -> set[tuple[str, str]]:
        """The uids and ids of which the learner said that they are not one card."""
        return {
            (act.card, act.data["id"] if act.kind == "apart" else act.data["from"])
            for _, act in self.acts("apart", "relink")
            if act.kind == "apart" or act.data["by"] == "learner"
        }

    # settings and switches

    def settings(self) -> Settings:
        """The scheduling settings in force, as the log has them."""
        self._look()
        return self._settings

    def use(self, settings: Settings, at: int, offset: int) -> None:
        """Let `settings` be in force from now on; logged only when they differ."""
        with said(self._path):
            if projection.settings_data(settings) == projection.settings_data(self.settings()):
                return
        self.act(Act("settings", "", projection.settings_data(settings)), at, offset)
        self._settings = settings

    def switches(self) -> dict[str, bool]:
        """Which decks the learner switched on or off."""
        with said(self._path):
            return {deck: bool(on) for deck, on in self._db.execute("SELECT * FROM switches")}

    def did(self, kind: str) -> bool:
        """Whether an act of this kind was ever logged."""
        with said(self._path):
            query = "SELECT EXISTS (SELECT 1 FROM acts WHERE kind = ?)"
            return bool(self._value(query, (kind,)))

    # where the cards stand

    def standing(self, card: str) -> Standing:
        """Where one card stands."""
        with said(self._path):
            return self._standing(card)

    def _standing(self, card: str) -> Standing:
        row = self._db.execute(f"SELECT {_COLUMNS} FROM memory WHERE card = ?", (card,)).fetchone()
        return _unpacked(row) if row else Standing()

    def standings(self) -> dict[str, Standing]:
        """Where every card stands that was ever answered or put aside."""
        with said(self._path):
            rows = self._db.execute(f"SELECT card, {_COLUMNS} FROM memory")
            return {row[0]: _unpacked(row[1:]) for row in rows}

    def touched(self) -> set[str]:
        """The cards that were ever answered."""
        with said(self._path):
            return {card for (card,) in self._db.execute("SELECT card FROM memory WHERE state > 0")}

    def due(self, day: int) -> Iterator[Due]:
        """The cards in review that are due by a learner's day, longest due first."""
        query = (
            "SELECT card, due, suspended, buried FROM memory"
            " WHERE state = 2 AND due <= ? ORDER BY due, card"
        )
        with said(self._path):
            yield from map(Due._make, self._db.execute(query, (day,)))

    def learning(self, before: int) -> list[Due]:
        """The cards in learning or relearning that are due before a time (UTC ms)."""
        with said(self._path):
            query = (
                "SELECT card, due, suspended, buried FROM memory WHERE state IN (1, 3) AND due < ?"
            )
            return [Due(*row) for row in self._db.execute(query, (before,))]

    def answered_on(self, day: int) -> list[tuple[str, bool]]:
        """Cards answered on a learner's day, each with whether that was its first day."""
        with said(self._path):
            query = "SELECT card, first = day FROM memory WHERE day = ? AND state > 0"
            return [(card, bool(first)) for card, first in self._db.execute(query, (day,))]

    def put_aside(self, day: int) -> dict[str, Standing]:
        """Cards about which the learner said something: suspended or not, or buried for `day`."""
        with said(self._path):
            rows = self._db.execute(
                f"SELECT card, {_COLUMNS} FROM memory WHERE suspended IS NOT NULL OR buried >= ?",
                (day,),
            )
            return {row[0]: _unpacked(row[1:]) for row in rows}

    # the log, read

    def log(self) -> Iterator[tuple[Stamp, Review]]:
        """Every answer that was not taken back, practice included, in order."""
        with said(self._path):
            rows = log.rows(self._db)
        gone = projection.undone(rows)
        for stamp, row in rows:
            if isinstance(row, Review) and (stamp.device, stamp.seq) not in gone:
                yield stamp, row

    def wrong_replies(self) -> list[tuple[str, str, str]]:
        """What was typed or chosen where the answer was rated Again: card (uid), format, reply."""
        query = "SELECT card, asked, reply FROM reviews WHERE rating = 1 AND reply <> ''"
        with said(self._path):
            return list(self._db.execute(query))

    def acts(self, *kinds: str) -> list[tuple[Stamp, Act]]:
        """All acts of these kinds, in order."""
        marks = ", ".join("?" * len(kinds))
        with said(self._path):
            return log.acts(self._db, f"WHERE kind IN ({marks})", kinds)

    def open_acts(self, kind: str, end: str) -> list[tuple[Stamp, Act]]:
        """The acts of a kind, in order, that no act of the kind `end` names by device and seq."""
        ended = "SELECT json_extract(data, '$.device'), json_extract(data, '$.seq') FROM acts"
        query = f"WHERE kind = ? AND (device, seq) NOT IN ({ended} WHERE kind = ?)"
        with said(self._path):
            return log.acts(self._db, query, (kind, end))

    def _settings_acts(self) -> list[tuple[Stamp, Act]]:
        return log.acts(self._db, "WHERE kind = 'settings'")

    # care

    def faults(self) -> list[str]:
        """What is wrong: damage to the file, or a projection that differs from the log."""
        with said(self._path):
            self._db.execute("BEGIN")
            try:
                return self._faults()
            finally:
                self._db.rollback()

    def _faults(self) -> list[str]:
        lines = [row[0] for row in self._db.execute("PRAGMA integrity_check")]
        found = [] if lines == ["ok"] else [f"database damaged: {line}" for line in lines]
        standings, switches, names = self._folded()
        kept = {row[0]: row for row in self._db.execute(f"SELECT card, {_COLUMNS} FROM memory")}
        right = {card: _packed(card, standing) for card, standing in standings.items()}
        differ = sorted(
            card for card in kept.keys() | right.keys() if kept.get(card) != right.get(card)
        )
        if differ:
            found.append(f"memory differs from the log for {len(differ)} cards: {differ[0]}")
        rows = self._db.execute("SELECT * FROM switches")
        if {deck: bool(on) for deck, on in rows} != switches:
            found.append("decks are switched otherwise than the log says")
        if self.names().moves() != names.moves():
            found.append("histories belong to other cards than the log says")
        return found

    def rebuild(self) -> None:
        """Make the projection anew from the log alone."""
        with self.writing():
            standings, switches, names = self._folded()
            self._db.execute("DELETE FROM memory")
            self._db.execute("DELETE FROM switches")
            self._db.executemany(_UPSERT, (_packed(*item) for item in standings.items()))
            self._db.executemany(
                "INSERT INTO switches VALUES (?, ?)",
                ((deck, int(on)) for deck, on in switches.items()),
            )
            self._put_names(names)

    def back_up(self, path: Path) -> None:
        """Write a copy of all progress to a file that does not exist yet."""
        with said(self._path), closing(sqlite3.connect(path)) as copy:
            self._db.backup(copy)

    def _folded(self) -> projection.Projection:
        return projection.folded(log.rows(self._db))

    def checkpoint(self) -> None:
        """Fold the write-ahead log in now, while nobody waits for an answer to be kept."""
        with said(self._path):
            self._db.execute("PRAGMA wal_checkpoint(PASSIVE)")

    # transactions

    def _value(self, query: str, values: Sequence[Any] = ()) -> Any:
        return self._db.execute(query, values).fetchone()[0]

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction of all that is written inside; it is kept whole or not at all."""
        if self._db.in_transaction:
            yield
            return
        with said(self._path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                self._db.rollback()
                self._seen = -1
                raise


def _packed(card: str, standing: Standing) -> tuple[Any, ...]:
    said = None if standing.suspended is None else int(standing.suspended)
    return (card, *(standing.memory or _NEVER), said, standing.buried)


def _unpacked(row: Sequence[Any]) -> Standing:
    memory = Memory(State(row[0]), *row[1:_MEMORY]) if row[0] else None
    suspended = None if row[_MEMORY] is None else bool(row[_MEMORY])
    return Standing(memory, suspended, row[_MEMORY + 1])
