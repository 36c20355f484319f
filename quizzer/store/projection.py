"""What the log means: rows folded, in order, into where each card and deck stands.

The same fold serves a single new row and a rebuild from the first one, so that both give the
same result to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from quizzer.identity.names import Names
from quizzer.schedule import steps
from quizzer.schedule.steps import Settings
from quizzer.store.rows import Act, Review, Stamp, Standing

Row = tuple[Stamp, Review | Act]


class Projection(NamedTuple):
    """Where every card and deck stands, and which card has which history."""

    standings: dict[str, Standing]
    switches: dict[str, bool]
    names: Names


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
            standing.memory, row.rating, stamp.at, stamp.offset, settings, row.card, row.asked
        )
        return standing._replace(memory=memory)
    if row.kind == "suspend":
        return standing._replace(suspended=True)
    if row.kind == "unsuspend":
        return standing._replace(suspended=False)
    if row.kind == "bury":
        return standing._replace(buried=int(row.data["day"]))
    if row.kind == "relearn":
        return standing._replace(memory=None)
    if row.kind == "forget":
        return Standing()
    return standing


def undone(rows: Iterable[Row]) -> set[tuple[str, int]]:
    """The (device, seq) of every row that a later one took back."""
    return {
        (row.data["device"], row.data["seq"])
        for _, row in rows
        if isinstance(row, Act) and row.kind == "undo"
    }


def folded(rows: Iterable[Row]) -> Projection:
    """What follows from the whole log, or from the rows of one card, in order."""
    rows = list(rows)
    gone = undone(rows)
    settings = Settings()
    found = Projection({}, {}, Names())
    for stamp, row in rows:
        if (stamp.device, stamp.seq) in gone:
            continue
        if isinstance(row, Act) and row.kind == "settings":
            settings = settings_from(row.data)
        elif isinstance(row, Act) and row.kind == "deck":
            found.switches[row.data["deck"]] = bool(row.data["on"])
        elif isinstance(row, Act) and row.kind == "relink":
            found.names.move(row.card, row.data["id"])
        elif row.card:
            before = found.standings.get(row.card, Standing())
            found.standings[row.card] = applied(before, stamp, row, settings)
            if found.standings[row.card] == Standing():
                del found.standings[row.card]
    return found
