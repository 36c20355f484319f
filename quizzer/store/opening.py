"""Opening the progress database: its schema, its migrations, and what can stand in the way."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from quizzer.errors import AccessError

VERSION = 2
"""The schema's version, kept in `user_version`; a higher one needs a newer Quizzer."""

_MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE names (card TEXT PRIMARY KEY, id TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE editions (deck TEXT PRIMARY KEY, version TEXT NOT NULL, path TEXT NOT NULL)
      STRICT, WITHOUT ROWID;
    CREATE TABLE superseded (card TEXT PRIMARY KEY, answer TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE doubts (card TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (card, id))
      STRICT, WITHOUT ROWID;
    ALTER TABLE contents RENAME TO contents_1;
    CREATE TABLE contents (id TEXT PRIMARY KEY, deck TEXT NOT NULL, digest TEXT NOT NULL,
      said TEXT NOT NULL, changed INTEGER NOT NULL, gone INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO contents
      SELECT card, substr(card, 1, instr(card, ':') - 1), digest,
        json_array(card, 'qa', question, json(answer)), changed, 0 FROM contents_1;
    DROP TABLE contents_1;
    """,
)
"""`_MIGRATIONS[n - 1]` is the SQL that takes a database from version n to n + 1."""

_CHECKPOINT_PAGES = 64
"""The write-ahead log is folded in when it has so many pages.

That takes half a millisecond, once in some twenty answers; a log that may grow makes every answer
slower, since a file that grows takes longer to flush than one that is written over.
"""

_PATIENCE = 5
"""Seconds to wait for another process that holds the database."""


def connect(path: Path) -> sqlite3.Connection:
    """A connection to the progress at `path`, begun if need be, readable by its owner alone.

    Raises AccessError when that cannot be done, with what to do about it.
    """
    with said(path):
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        db = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            _prepare(db, path)
        except BaseException:
            db.close()
            raise
        return db


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    """Set the connection up and bring the schema to VERSION."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise AccessError(
            f"{path} was written by a newer Quizzer (format {version}, this one knows {VERSION})",
            "update Quizzer",
        )
    _write_ahead(db)
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA recursive_triggers = ON")
    db.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
    if version < VERSION:
        db.execute("BEGIN IMMEDIATE")
        try:
            _migrate(db)
            db.execute("COMMIT")
        except BaseException:
            db.rollback()
            raise


def _write_ahead(db: sqlite3.Connection) -> None:
    """Switch to a write-ahead log, which SQLite refuses at once while another process does so."""
    until = time.monotonic() + _PATIENCE
    while db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


def _migrate(db: sqlite3.Connection) -> None:
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version == 0:
        if db.execute("SELECT EXISTS (SELECT 1 FROM sqlite_master)").fetchone()[0]:
            raise sqlite3.DatabaseError("not a database of Quizzer's")
        from importlib.resources import files

        script = files("quizzer.store").joinpath("schema.sql").read_text(encoding="utf-8")
        _execute_all(db, script)
        db.execute("INSERT INTO meta VALUES ('device', ?)", (os.urandom(4).hex(),))
        version = VERSION
    for script in _MIGRATIONS[version - 1 :]:
        _execute_all(db, script)
    db.execute(f"PRAGMA user_version = {VERSION}")


def _execute_all(db: sqlite3.Connection, script: str) -> None:
    """Run a script inside the present transaction, which `executescript` would commit."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""


_WAYS_OUT: Mapping[str, str] = {
    "locked": "another program holds it; close that one and try again",
    "busy": "another program holds it; close that one and try again",
    "full": "the disk is full; make room and answer again, nothing before was lost",
    "readonly": "it cannot be written; check its permissions and those of its folder",
    "read-only": "it cannot be written; check its permissions and those of its folder",
    "unable to open": "check that its folder exists and can be written",
    "no such table": "it is no Quizzer database; move it aside, or put a copy back in its place",
    "not a database": "it is no Quizzer database; move it aside, or put a copy back in its place",
    "malformed": "it is damaged; put a copy back in its place, or move it aside and begin anew",
    "disk i/o": "the disk could not be read or written; check it before going on",
}


@contextmanager
def said(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say into one line with a way out."""
    try:
        yield
    except sqlite3.Error as error:
        text = str(error)
        ways = (way for word, way in _WAYS_OUT.items() if word in text.lower())
        hint = next(chain(ways, ("run `quizzer doctor`",)))
        raise AccessError(f"progress in {path}: {text}", hint) from error
    except OSError as error:
        raise AccessError(f"progress in {path}: {error.strerror}", "check the folder") from error
