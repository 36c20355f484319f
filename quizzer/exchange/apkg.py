"""Anki packages in the legacy form, which every Anki reads.

Such a package is a zip of `collection.anki2`, an SQLite database of Anki's schema 11 in which
note types, decks and options are JSON, and of `media`, a JSON map.
"""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from hashlib import blake2b, sha1
from html import escape
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

from quizzer.card import Deck
from quizzer.errors import AccessError
from quizzer.exchange.anki.notes import Note, notes, text_of
from quizzer.exchange.anki.notetypes import IDS, models, resource
from quizzer.files import replace_file

ROOT = "Quizzer"
"""The deck in Anki under which all others stand."""

_CREATED = 1735704000
"""The collection's age in seconds: a constant, so that equal decks make equal files."""


def write(
    decks: Sequence[Deck],
    path: Path,
    changed: Mapping[str, int],
    uids: Mapping[str, str],
) -> None:
    """Write decks as a package; a later one of the same cards updates it, without duplicates.

    `changed` maps a card's id to when its content was last seen to change (UTC milliseconds):
    Anki replaces a note only by a newer one, and keeps the learner's scheduling. `uids` maps a
    card's id to its first id, by which Anki knows it. A card missing there counts as never
    changed or never renamed. The file appears whole or not at all; raises AccessError.
    """
    package = BytesIO()
    try:
        with tempfile.TemporaryDirectory(prefix="quizzer-") as folder:
            database = Path(folder, "collection.anki2")
            _write_collection(database, decks, changed, uids)
            collection = database.read_bytes()
        with zipfile.ZipFile(package, "w") as zipped:
            for name, content in (("collection.anki2", collection), ("media", b"{}")):
                zipped.writestr(_entry(name), content, zipfile.ZIP_DEFLATED)
        replace_file(path, package.getvalue())
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        hint = "choose another file with -o"
        raise AccessError(f"{path} cannot be written: {reason}", hint) from error


def _entry(name: str) -> zipfile.ZipInfo:
    """Undated, and the same on every system."""
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    return entry


def _write_collection(
    database: Path, decks: Sequence[Deck], changed: Mapping[str, int], uids: Mapping[str, str]
) -> None:
    names = _names(decks)
    ids, positions = count(_CREATED * 1000), count(1)
    note_rows: list[tuple[int | str, ...]] = []
    card_rows: list[tuple[int, ...]] = []
    for deck, note in notes(decks, changed, uids):
        note_id = next(ids)
        note_rows.append(_note_row(note_id, note))
        for ordinal, suspended in note.cards:
            place = (next(ids), note_id, _deck_id(names[deck.id]), ordinal)
            card_rows.append((*place, note.modified, -suspended, next(positions)))
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF")
        connection.executescript(resource("schema11.sql"))
        connection.execute("BEGIN")
        connection.execute(
            "INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')",
            (
                *(_CREATED, _CREATED * 1000, _CREATED * 1000),
                *map(json.dumps, (_PREFERENCES, models(), _decks(decks, names), _OPTIONS)),
            ),
        )
        connection.executemany(
            "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')", note_rows
        )
        connection.executemany(
            "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')",
            card_rows,
        )
        connection.execute("COMMIT")


def _note_row(note_id: int, note: Note) -> tuple[int | str, ...]:
    first = text_of(note.fields[0])
    checksum = int(sha1(first.encode(), usedforsecurity=False).hexdigest()[:8], 16)
    tags = f" {' '.join(note.tags)} " if note.tags else ""
    fields = "\x1f".join(note.fields)
    kind = IDS[note.kind]
    return (note_id, note.guid, kind, note.modified, tags, fields, first, checksum)


def _names(decks: Sequence[Deck]) -> dict[str, str]:
    """Anki's name of each deck, by id: the folders of its id, then its title."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for deck in decks:
        *folders, last = deck.id.split("/")
        name = "::".join((ROOT, *(_part(_spoken(folder)) for folder in folders), _part(deck.title)))
        if deck.id not in names:
            while name.casefold() in taken:
                name += f" ({_part(last)})"
            taken.add(name.casefold())
            names[deck.id] = name
    return names


def _spoken(folder: str) -> str:
    words = re.sub(r"[-_]+", " ", folder).strip()
    return words[:1].upper() + words[1:]


def _part(text: str) -> str:
    """A level of a deck's name in the form that Anki would give it."""
    words = "".join(c for c in unicodedata.normalize("NFC", text) if c.isprintable() or c == " ")
    return re.sub(r":{2,}", ":", words).strip(" :") or "Untitled"


def _decks(decks: Sequence[Deck], names: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """All decks and those above them as Anki's schema 11 holds them, keyed by their ids."""
    described = {names[deck.id]: escape(deck.description) for deck in decks}
    tree = {"Default": ""}
    for name, description in described.items():
        levels = name.split("::")
        for depth in range(1, len(levels)):
            tree.setdefault("::".join(levels[:depth]), "")
        tree[name] = description
    return {str(_deck_id(name)): _deck(name, description) for name, description in tree.items()}


def _deck_id(name: str) -> int:
    """Below 2**53, which is as far as a script counts; 1 is the deck that is always there.

    Anki tells decks apart by their names, without regard to case.
    """
    if name == "Default":
        return 1
    digest = blake2b(name.casefold().encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big") + 2**41


def _deck(name: str, description: str) -> dict[str, Any]:
    today = dict.fromkeys(("newToday", "revToday", "lrnToday", "timeToday"), (0, 0))
    return today | {
        "id": _deck_id(name),
        "name": name,
        "desc": description,
        "mod": _CREATED,
        "usn": -1,
        "dyn": 0,
        "conf": 1,
        "collapsed": False,
        "browserCollapsed": False,
        "extendNew": 0,
        "extendRev": 0,
    }


_PREFERENCES = {
    "activeDecks": [1],
    "addToCur": True,
    "collapseTime": 1200,
    "curDeck": 1,
    "curModel": IDS["basic"],
    "dueCounts": True,
    "estTimes": True,
    "newSpread": 0,
    "nextPos": 1,
    "schedVer": 2,
    "sortBackwards": False,
    "sortType": "noteFld",
    "timeLim": 0,
}
_OPTIONS = {
    "1": {
        "id": 1,
        "name": "Default",
        "mod": 0,
        "usn": 0,
        "maxTaken": 60,
        "autoplay": True,
        "timer": 0,
        "replayq": True,
        "dyn": False,
        "new": {
            "bury": True,
            "delays": [1, 10],
            "initialFactor": 2500,
            "ints": [1, 4, 7],
            "order": 1,
            "perDay": 20,
            "separate": True,
        },
        "rev": {
            "bury": True,
            "ease4": 1.3,
            "fuzz": 0.05,
            "ivlFct": 1,
            "maxIvl": 36500,
            "minSpace": 1,
            "perDay": 200,
        },
        "lapse": {"delays": [10], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0},
    }
}
