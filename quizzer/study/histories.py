"""Histories without a card, and which card each may belong to: what the learner decides."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from quizzer.card import Card, Slot
from quizzer.errors import UsageError
from quizzer.identity.said import Said, same_answer
from quizzer.library import Library
from quizzer.store import Act, Store
from quizzer.study.clock import Clock
from quizzer.study.recognition import is_elsewhere

_REPLACED = " (replaced)"
"""Follows the uid of a history whose card has another one."""


class Orphan(NamedTuple):
    """A history whose card is in no deck any more: how often it was answered, and when last.

    `id` is the card's last one, `said` what it said; `perhaps` are the ids of cards that it may
    be now. One that made way for another history on its card is known by its uid.
    """

    uid: str
    id: str
    said: Said | None
    answers: int
    last: datetime
    perhaps: tuple[str, ...] = ()


class Relinking(NamedTuple):
    """A history that went from one id to another: when, and who said so."""

    at: datetime
    uid: str
    old: str
    new: str
    by: str


class Histories:
    """Which card has which history, as the learner sees and changes it."""

    def __init__(self, library: Library, store: Store, clock: Clock) -> None:
        self._library = library
        self._store = store
        self._clock = clock

    def orphans(self) -> list[Orphan]:
        """The histories without a card, by the cards' last ids.

        The cards of a deck that cannot be read as it is, or was there for one run, are not gone
        for certain.
        """
        names, here = self._library.names, self._library.ids()
        lost = {
            uid: standing.memory
            for uid, standing in self._store.standings().items()
            if standing.memory and names.id(uid) not in here
        }
        said = self._store.contents.said([names.id(uid) for uid in lost])
        doubts, unseen = self._store.contents.doubts(), self._unseen()
        found = []
        for uid, memory in lost.items():
            card = names.id(uid)
            known = said.get(card)
            if known and known.deck in unseen:
                continue
            perhaps = tuple(other for other in doubts.get(uid, ()) if other in here)
            last = self._clock.local(memory.at)
            found.append(
                Orphan(uid, card or f"{uid}{_REPLACED}", known, memory.reps, last, perhaps)
            )
        return sorted(found, key=lambda orphan: orphan.id)

    def _unseen(self) -> set[str]:
        """The decks whose cards cannot be seen just now, so that none of them is certainly gone."""
        editions = self._store.contents.editions()
        away = {deck for deck, one in editions.items() if is_elsewhere(self._library, one)}
        decks = {deck for deck, _, _ in self._store.contents.digests().values()}
        return away | {deck for deck in decks if not self._library.is_whole(deck)}

    def doubts(self) -> list[Orphan]:
        """The orphans that may be cards which are there, for the learner to decide."""
        if not self._store.contents.doubts():
            return []
        return [orphan for orphan in self.orphans() if orphan.perhaps]

    def has_answers(self, uid: str) -> bool:
        """Whether a card was ever answered."""
        return self._store.standing(uid).memory is not None

    def card(self, card: str) -> Card:
        """The card with this id. Raises LookupError where there is none."""
        return self._library.card(Slot(self._library.names.uid(card), card, ""))

    def relink(self, old: str, new: str) -> Relinking:
        """Let the history of the card or orphan `old` be that of the card `new`, by their ids.

        `new` may also be an id that this history had before: it is taken back then. Raises
        UsageError where either is not known.
        """
        names, here = self._library.names, self._library.ids()
        orphans = {orphan.id: orphan.uid for orphan in self.orphans()}
        if old not in here and old not in orphans:
            raise UsageError(f"no card or orphan {old!r}", _nearest(old, [*orphans, *here]))
        uid = names.uid(old) if old in here else orphans[old]
        before = {uid, *(one.old for one in self.relinked() if one.uid == uid)}
        if new not in here and new not in before:
            raise UsageError(f"no card {new!r}", _nearest(new, here))
        if names.id(uid) == new:
            raise UsageError(f"{new!r} has this history already", "nothing is to be done")
        self._relink(uid, new)
        return self.relinked()[-1]

    def adopt(self, orphan: Orphan, card: str) -> Relinking:
        """An orphan is this card: its history is the card's from now on.

        Raises UsageError where there is no such card.
        """
        here = self._library.ids()
        if card not in here:
            raise UsageError(f"no card {card!r}", _nearest(card, here))
        self._relink(orphan.uid, card)
        return self.relinked()[-1]

    def follow(self, entry: str, new: str, before: set[str]) -> None:
        """The learner edited an entry until it was another one: the histories of its cards go
        with it. `before` are the ids that there were before that.
        """
        names, here = self._library.names, self._library.ids()
        unknown = {card for card in here - before if names.uid(card) == card}
        for card in before - here:
            now = new + card.removeprefix(entry)
            if card.startswith(entry) and now in unknown:
                self._relink(names.uid(card), now)

    def _relink(self, uid: str, card: str) -> None:
        before = self._library.names.id(uid)
        said = self._store.contents.said([before, card])
        with self._store.writing():
            if card not in self._library.ids():
                self._store.contents.copy(before, card)
            elif before in said and card in said and self.has_answers(uid):
                old, new = said[before], said[card]
                if not same_answer(old.answer, new.answer, new.form):
                    self._store.contents.supersede([(uid, old.answer)])
            moment = self._clock.moment()
            self._library.names = self._store.relink([(uid, card)], "learner", *moment)
            self._store.contents.resolve(uid, card)

    def tell_apart(self, orphan: Orphan) -> None:
        """An orphan is none of the cards that it might have been."""
        with self._store.writing():
            for card in orphan.perhaps:
                act = Act("apart", orphan.uid, {"id": card})
                self._store.act(act, *self._clock.moment())
            self._store.contents.resolve(orphan.uid)

    def forget(self, orphans: Iterable[Orphan]) -> None:
        """Let go of these histories: the log keeps the answers, but no card will have them."""
        with self._store.writing():
            for orphan in orphans:
                self._store.act(Act("forget", orphan.uid), *self._clock.moment())
                self._store.contents.resolve(orphan.uid)
                self._store.contents.settle(orphan.uid)
                if orphan.said:
                    self._store.contents.drop([orphan.said.id])

    def relinked(self) -> list[Relinking]:
        """Every time a history went to another id, in order."""
        return [
            Relinking(
                self._clock.local(stamp.at),
                act.card,
                act.data["from"],
                act.data["id"],
                act.data["by"],
            )
            for stamp, act in self._store.acts("relink")
        ]


def _nearest(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), 1)
    return f"did you mean {near[0]!r}?" if near else "`quizzer orphans list` lists orphans"
