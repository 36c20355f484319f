"""What the cards said when they were last read, and what the learner has yet to say to a change.

Kept with the progress, since nothing else remembers what a card said before it was edited.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, NamedTuple

from quizzer.card import Answer, frozen

if TYPE_CHECKING:
    from quizzer.identity.said import Said


class Content(NamedTuple):
    """What a card says, a digest of all of it, and since when (UTC ms)."""

    said: Said
    digest: str
    changed: int


class Edition(NamedTuple):
    """A version of a deck; `path` is where it is if its folder was named for one run only."""

    version: str
    path: str = ""


class Contents:
    """A part of the progress database; `reading` and `writing` guard what is done to it."""

    def __init__(
        self,
        db: sqlite3.Connection,
        reading: Callable[[], AbstractContextManager[None]],
        writing: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._db = db
        self._reading = reading
        self._writing = writing

    def editions(self) -> dict[str, Edition]:
        """The version of each deck that was last read."""
        with self._reading():
            rows = self._db.execute("SELECT deck, version, path FROM editions")
            return {deck: Edition(*edition) for deck, *edition in rows}

    def keep_editions(self, editions: Mapping[str, Edition]) -> None:
        """Remember that these versions, and no other decks, were read."""
        with self._writing():
            self._db.execute("DELETE FROM editions")
            rows = ((deck, *edition) for deck, edition in editions.items())
            self._db.executemany("INSERT INTO editions VALUES (?, ?, ?)", rows)

    def digests(self) -> dict[str, tuple[str, str, int]]:
        """Of every card that was ever read its deck, digest, and when that changed (UTC ms)."""
        with self._reading():
            rows = self._db.execute("SELECT id, deck, digest, changed FROM contents")
            return {card: (deck, digest, changed) for card, deck, digest, changed in rows}

    def said(self, cards: Collection[str]) -> dict[str, Said]:
        """What those of these cards said that were ever read."""
        from quizzer.identity.said import Said

        with self._reading():
            query = "SELECT id, deck, said FROM contents WHERE id = ?"
            rows = (self._db.execute(query, (card,)).fetchone() for card in cards)
            return {row[0]: Said.unpacked(*row) for row in rows if row}

    def keep(self, contents: Iterable[Content]) -> None:
        """Remember what these cards say."""
        with self._writing():
            self._db.executemany(
                "INSERT OR REPLACE INTO contents VALUES (?, ?, ?, ?, ?, 0)",
                (
                    (said.id, said.deck, digest, said.packed(), changed)
                    for said, digest, changed in contents
                ),
            )

    def copy(self, card: str, other: str) -> None:
        """Remember under another id, too, what a card said."""
        with self._writing():
            self._db.execute(
                "INSERT OR REPLACE INTO contents"
                " SELECT ?, deck, digest, said, changed, gone FROM contents WHERE id = ?",
                (other, card),
            )

    def gone(self) -> set[str]:
        """The cards that were in no deck when the decks were last read, by id."""
        with self._reading():
            return {card for (card,) in self._db.execute("SELECT id FROM contents WHERE gone")}

    def keep_gone(self, cards: Collection[str]) -> None:
        """Remember that these cards, and no others, are in no deck."""
        with self._writing():
            self._db.execute("UPDATE contents SET gone = 0 WHERE gone")
            rows = ((card,) for card in cards)
            self._db.executemany("UPDATE contents SET gone = 1 WHERE id = ?", rows)

    def drop(self, cards: Iterable[str]) -> None:
        """Forget what these cards, by id, said."""
        with self._writing():
            self._db.executemany("DELETE FROM contents WHERE id = ?", ((card,) for card in cards))

    # answers that are other ones now

    def superseded(self, card: str) -> Answer | None:
        """The answer of a card (uid) that the learner knows, if it is another one now."""
        with self._reading():
            query = "SELECT answer FROM superseded WHERE card = ?"
            row = self._db.execute(query, (card,)).fetchone()
            return frozen(json.loads(row[0])) if row else None

    def supersede(self, answers: Iterable[tuple[str, Answer]]) -> None:
        """The answers of these cards (uids) are other ones now; the first known one counts."""
        with self._writing():
            rows = ((card, json.dumps(answer, ensure_ascii=False)) for card, answer in answers)
            self._db.executemany("INSERT OR IGNORE INTO superseded VALUES (?, ?)", rows)

    def settle(self, card: str) -> None:
        """The learner knows what the card (uid) says now."""
        with self._writing():
            self._db.execute("DELETE FROM superseded WHERE card = ?", (card,))

    # what cards that vanished may be

    def doubts(self) -> dict[str, list[str]]:
        """The cards (uids) that vanished, each with the ids of those it may be now."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        with self._reading():
            for card, other in self._db.execute("SELECT card, id FROM doubts ORDER BY card, id"):
                found[card].append(other)
        return dict(found)

    def doubt(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Leave it to the learner whether these uids are the cards with these ids."""
        with self._writing():
            self._db.executemany("INSERT OR IGNORE INTO doubts VALUES (?, ?)", pairs)

    def resolve(self, uid: str, card: str = "") -> None:
        """There is no doubt left about a uid, nor about a card (id)."""
        with self._writing():
            self._db.execute("DELETE FROM doubts WHERE card = ? OR id = ?", (uid, card))
