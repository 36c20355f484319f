"""Which history belongs to which card: uids, under which the log keeps them, and ids of today."""

from __future__ import annotations

from collections.abc import Iterable

_AGAIN = "\n"
"""Parts the name of an id from its count in a uid; an id, being one line, never holds it."""


class Names:
    """Leads from a card's id to its uid and back; they differ only for cards that were renamed.

    A uid is the first id a card had. Moving a uid to an id that another one holds leaves that
    one nowhere, so that two histories never have one card. An id whose own uid moved away is a
    new card's: it gets a uid that no other card has.
    """

    def __init__(self, moves: Iterable[tuple[str, str]] = ()) -> None:
        self._ids: dict[str, str] = {}
        self._uids: dict[str, str] = {}
        for uid, card in moves:
            self.move(uid, card)

    def __bool__(self) -> bool:
        return bool(self._ids)

    def move(self, uid: str, card: str) -> None:
        """Let the history of `uid` be that of the card with this id from now on."""
        before = self._ids.pop(uid, uid)
        if self._uids.get(before) == uid:
            del self._uids[before]
        other = self._uids.pop(card, None)
        if other is not None:
            self._ids[other] = ""
        if card != uid:
            self._ids[uid] = card
            self._uids[card] = uid

    def moves(self) -> dict[str, str]:
        """The uids that are not their own ids, each with its id, or empty where it is nowhere."""
        return dict(self._ids)

    def uid(self, card: str) -> str:
        """The uid of the card with this id."""
        if card in self._uids:
            return self._uids[card]
        if card not in self._ids:
            return card
        count = 2
        while f"{card}{_AGAIN}{count}" in self._ids:
            count += 1
        return f"{card}{_AGAIN}{count}"

    def id(self, uid: str) -> str:
        """The id of the card that has this history; empty where another history has its place."""
        if uid in self._ids:
            return self._ids[uid]
        if uid in self._uids:
            return ""
        card, split, _ = uid.rpartition(_AGAIN)
        return card if split and self.uid(card) == uid else uid
