"""The log in SQLite: rows are appended and read in order, never changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from quizzer.store.projection import Row
from quizzer.store.rows import Act, Review, Stamp


def append(db: sqlite3.Connection, stamp: Stamp, row: Review | Act) -> None:
    """Write a row at the end of the log."""
    head = (stamp.device, stamp.seq, stamp.at, stamp.offset)
    if isinstance(row, Review):
        db.execute(
            "INSERT INTO reviews VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *head,
                row.card,
                row.rating,
                row.asked,
                row.took,
                row.reply,
                int(row.practice),
            ),
        )
    else:
        data = json.dumps(dict(row.data), sort_keys=True, ensure_ascii=False)
        values = (*head, row.kind, row.card, data)
        db.execute("INSERT INTO acts VALUES (?, ?, ?, ?, ?, ?, ?)", values)


def end(db: sqlite3.Connection, device: str) -> tuple[int, int]:
    """When a device wrote last (UTC ms) and the number of that row; zeros for never."""
    ends = [
        db.execute(
            f"SELECT at, seq FROM {table} WHERE device = ? ORDER BY seq DESC LIMIT 1", (device,)
        ).fetchone()
        for table in ("reviews", "acts")
    ]
    return max((found for found in ends if found), key=itemgetter(1), default=(0, 0))


def card_of(db: sqlite3.Connection, target: Stamp) -> str:
    """The card that a row is about. Raises LookupError where there is no such row."""
    key = (target.device, target.seq)
    for table in ("reviews", "acts"):
        query = f"SELECT card FROM {table} WHERE device = ? AND seq = ?"
        if found := db.execute(query, key).fetchone():
            return str(found[0])
    raise LookupError(f"no row {key} in the log")


def rows(db: sqlite3.Connection, where: str = "", values: Sequence[Any] = ()) -> list[Row]:
    """The answers and acts that a condition of SQL picks out, in order."""
    found: list[Row] = [
        (Stamp(at, device, seq, offset), Review(card, rating, asked, took, reply, bool(practice)))
        for device, seq, at, offset, card, rating, asked, took, reply, practice in (
            db.execute(f"SELECT * FROM reviews {where}", values)
        )
    ]
    found += acts(db, where, values)
    return sorted(found, key=in_order)


def acts(
    db: sqlite3.Connection, where: str = "", values: Sequence[Any] = ()
) -> list[tuple[Stamp, Act]]:
    """The acts that a condition of SQL picks out, in order."""
    found = [
        (Stamp(at, device, seq, offset), Act(kind, card, json.loads(data)))
        for device, seq, at, offset, kind, card, data in (
            db.execute(f"SELECT * FROM acts {where}", values)
        )
    ]
    return sorted(found, key=in_order)


def in_order(row: Row) -> tuple[int, str, int]:
    """Rows are in order by this."""
    return row[0][:3]
