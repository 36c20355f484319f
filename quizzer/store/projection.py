"""What the log means: rows folded, in order, into where each card and deck stands.

The same fold serves a single new row and a rebuild from the first one, so that both give the
same result to the last bit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from quizzer.schedule import steps
from quizzer.schedule.steps import Settings
from quizzer.store.rows import Act, Review, Stamp, Standing

Row = tuple[Stamp, Review | Act]


def settings_data(settings: Settings) -> dict[str, Any]:
    """Settings as the log keeps them."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in settings._asdict().items()
    }


def settings_from(data: Mapping[str, Any]) -> Settings:
    """Settings as the log kept them; what this version does not know is passed over."""
    known: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in data.items()
        if name in Settings._fields
    }
    return Settings(**known)


def applied(standing: Standing, stamp: Stamp, row: Review | Act, settings: Settings) -> Standing:
    """Where a card stands after one more row of its log."""
    if isinstance(row, Review):
        if row.practice:
            return standing
        memory = steps.answer(
            standing.memory, row.rating, stamp.at, stamp.offset, settings, row.card
        )
        return standing._replace(memory=memory)
    if row.kind == "suspend":
        return standing._replace(suspended=True)
    if row.kind == "unsuspend":
        return standing._replace(suspended=False)
    if row.kind == "bury":
        return standing._replace(buried=int(row.data["day"]))
    return standing


def undone(rows: Iterable[Row]) -> set[tuple[str, int]]:
    """The (device, seq) of every row that a later one took back."""
    return {
        (row.data["device"], row.data["seq"])
        for _, row in rows
        if isinstance(row, Act) and row.kind == "undo"
    }


def folded(rows: Iterable[Row]) -> tuple[dict[str, Standing], dict[str, bool]]:
    """Every card's standing and every deck's switch, from the whole log in order."""
    rows = list(rows)
    gone = undone(rows)
    settings = Settings()
    standings: dict[str, Standing] = {}
    switches: dict[str, bool] = {}
    for stamp, row in rows:
        if (stamp.device, stamp.seq) in gone:
            continue
        if isinstance(row, Act) and row.kind == "settings":
            settings = settings_from(row.data)
        elif isinstance(row, Act) and row.kind == "deck":
            switches[row.data["deck"]] = bool(row.data["on"])
        elif row.card:
            before = standings.get(row.card, Standing())
            after = applied(before, stamp, row, settings)
            if after != Standing():
                standings[row.card] = after
    return standings, switches


def act_from(kind: str, card: str, data: str) -> Act:
    """An act as the log keeps it."""
    return Act(kind, card, json.loads(data))
