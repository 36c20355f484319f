"""What there is to study: the decks that are on, what today holds, and more for who wants it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple
from zlib import crc32

from quizzer.card import Card, Slot
from quizzer.config import Config
from quizzer.library import DeckFile, Library
from quizzer.schedule import days
from quizzer.schedule.steps import State
from quizzer.session import Allowance, Portion, portion, taking_turns
from quizzer.store import Act, Due, Standing, Store
from quizzer.study.clock import Clock

_NEW = Standing()


class Today(NamedTuple):
    """What is to be done today after the limits, in all and by deck (new, learning, due).

    `next_due` is when there will be something to do: now if there is something already.
    """

    new: int
    learning: int
    due: int
    next_due: datetime | None
    decks: dict[str, tuple[int, int, int]]

    @property
    def total(self) -> int:
        """All of today's cards."""
        return self.new + self.learning + self.due


class DeckState(NamedTuple):
    """A deck and how the learner stands with it, before today's limits."""

    file: DeckFile
    on: bool
    new: int
    learning: int
    due: int
    suspended: int


class Agenda:
    """Brings library and progress together to say what is to be studied."""

    def __init__(self, library: Library, store: Store, config: Config, clock: Clock) -> None:
        self._library = library
        self._store = store
        self._config = config
        self._clock = clock

    # decks

    def active(self, named: Iterable[str] = ()) -> list[DeckFile]:
        """The decks named (see Library.named), or those that are on."""
        if named := list(named):
            return self._library.named(named)
        switches = self._store.switches()
        return [deck for deck in self._library.decks if switches.get(deck.id, True)]

    def switch(self, decks: Iterable[DeckFile], on: bool) -> None:
        """Switch decks on or off for this learner."""
        switches = self._store.switches()
        for deck in decks:
            if switches.get(deck.id, True) != on:
                act = Act("deck", "", {"deck": deck.id, "on": on})
                self._store.act(act, *self._clock.moment())

    def retire(self) -> None:
        """Switch off the decks that are for once and of whose every entry a card was answered.

        One that the learner switched on again stays on.
        """
        switches = self._store.switches()
        for deck in self.active():
            if deck.once and deck.id not in switches:
                seen, slots = self._store.touched(), list(self._library.slots(deck))
                if {slot.entry for slot in slots} == {s.entry for s in slots if s.uid in seen}:
                    self.switch([deck], False)

    def deck_states(self) -> list[DeckState]:
        """Every deck with its counts before today's limits."""
        switches, standings = self._store.switches(), self._store.standings()
        return [
            DeckState(deck, switches.get(deck.id, True), *self._counts(deck, standings))
            for deck in self._library.decks
        ]

    def _counts(
        self, deck: DeckFile, standings: Mapping[str, Standing]
    ) -> tuple[int, int, int, int]:
        today = self._clock.today
        new = learning = due = suspended = 0
        for slot in self._library.slots(deck):
            standing = standings.get(slot.uid, _NEW)
            if is_suspended(slot, standing):
                suspended += 1
            elif standing.memory is None:
                new += 1
            elif standing.memory.state != State.REVIEW:
                learning += 1
            else:
                due += standing.memory.due <= today
        return new, learning, due, suspended

    def all_seen_by(self, states: Iterable[DeckState]) -> date | None:
        """At the configured pace, the day on which the last new card of the decks on is seen."""
        left, pace = sum(state.new for state in states if state.on), self._config.new_per_day
        if not left or not pace:
            return None
        return days.date(self._clock.today + (left - 1) // pace)

    # cards put aside

    def suspended(self) -> list[Card]:
        """All suspended cards of the library, in its order."""
        standings = self._store.standings()
        return [
            self._library.card(slot)
            for deck in self._library.decks
            for slot in self._library.slots(deck)
            if is_suspended(slot, standings.get(slot.uid, _NEW))
        ]

    def unsuspend(self, cards: Iterable[str]) -> None:
        """Bring suspended cards back, named by their ids."""
        for card in cards:
            uid = self._library.names.uid(card)
            self._store.act(Act("unsuspend", uid), *self._clock.moment())

    # portions

    def today(self, named: Iterable[str] = ()) -> Today:
        """What is to be done today, in all and by deck, after the limits."""
        decks = self.active(named)
        cards = self.portion(decks)
        at, counts = self._next_due(cards, decks), cards.by_deck()
        return Today(
            len(cards.new),
            len(cards.learning),
            len(cards.due),
            None if at is None else self._clock.local(at),
            {deck.id: counts[deck.id] for deck in decks if deck.id in counts},
        )

    def portion(self, decks: Sequence[DeckFile], more_new: int = 0) -> Portion:
        """Today's cards of these decks after the limits; `more_new` replaces that on new ones."""
        today = self._clock.today
        answered, new_left, due_left = self._done(today)
        if more_new:
            new_left = Allowance(more_new, {})
        return portion(
            self._new(decks, today),
            (slot for slot, _ in self._slots(decks, self._due(today))),
            self._in_learning(decks),
            answered,
            new_left,
            due_left,
        )

    def _due(self, today: int) -> Iterator[Due]:
        """The cards due by today, longest due first, those of one day shuffled for today."""
        for _, rows in groupby(self._store.due(today), key=attrgetter("due")):
            yield from sorted(rows, key=lambda row: _shuffled(row.card, today))

    def _in_learning(self, decks: Sequence[DeckFile]) -> list[tuple[int, Slot]]:
        """The cards in learning whose time comes today, each with its moment."""
        rows = self._store.learning(self._clock.day_ends)
        return [(row.due, slot) for slot, row in self._slots(decks, rows)]

    def ahead(self, decks: Sequence[DeckFile], within: int) -> Portion:
        """Cards due within so many days from today, soonest first, and today's learning cards."""
        due = self._store.due(self._clock.today + within)
        slots = (slot for slot, _ in self._slots(decks, due))
        answered, _, _ = self._done(self._clock.today)
        unlimited = Allowance(sys.maxsize, {})
        return portion((), slots, self._in_learning(decks), answered, Allowance(0, {}), unlimited)

    def practice(self, decks: Sequence[DeckFile], tag: str) -> Portion:
        """All cards of these decks, or those of them that bear a tag, whatever their schedule."""
        standings = self._store.standings()
        tagged = self._library.tagged(tag) if tag else None
        return Portion(
            due=[
                slot
                for deck in decks
                for slot in self._library.slots(deck)
                if (tagged is None or slot.uid in tagged)
                and not is_suspended(slot, standings.get(slot.uid, _NEW))
            ]
        )

    def _slots(self, decks: Iterable[DeckFile], rows: Iterable[Due]) -> Iterator[tuple[Slot, Due]]:
        """The rows whose cards are in these decks and not put aside, with their slots."""
        today = self._clock.today
        found = self._library.slots_of(((row.card, row) for row in rows), decks)
        return ((slot, row) for slot, row in found if not _is_aside(slot, row, today))

    def _done(self, today: int) -> tuple[set[str], Allowance, Allowance]:
        """The entries answered today, and what the limits leave for the rest of the day."""
        entries: set[str] = set()
        limits = self._config.limits.items()
        new = {name: limit.new for name, limit in limits if limit.new is not None}
        due = {name: limit.reviews for name, limit in limits if limit.reviews is not None}
        new_left = Allowance(self._config.new_per_day, new)
        due_left = Allowance(self._config.reviews_per_day, due)
        answered = dict(self._store.answered_on(today))
        for slot, first in self._library.slots_of(answered.items(), self._library.decks):
            (new_left if first else due_left).spend(slot.deck)
            entries.add(slot.entry)
        return entries, new_left, due_left

    def _new(self, decks: Sequence[DeckFile], today: int) -> Iterator[Slot]:
        seen, aside = self._store.touched(), self._store.put_aside(today)

        def unseen(own: bool) -> Iterator[Slot]:
            for deck in decks:
                if (deck.origin != "shipped") is own:
                    for slot in self._library.slots(deck, but=seen):
                        if not _is_aside(slot, aside.get(slot.uid, _NEW), today):
                            yield slot

        return taking_turns(unseen(own=True), unseen(own=False))

    def _next_due(self, cards: Portion, decks: Iterable[DeckFile]) -> int | None:
        now = self._clock.now
        if cards.new or cards.due:
            return now
        if cards.learning:
            return max(now, cards.learning[0][0])
        memories = (
            (card, standing)
            for card, standing in self._store.standings().items()
            if standing.memory
        )
        later = [
            self._clock.begins(memory.due) if memory.state == State.REVIEW else memory.due
            for slot, standing in self._library.slots_of(memories, decks)
            if (memory := standing.memory) and not is_suspended(slot, standing)
        ]
        if self._config.new_per_day and self._any_new(decks):
            later.append(self._clock.day_ends)
        return max(min(later), self._clock.day_ends) if later else None

    def _any_new(self, decks: Iterable[DeckFile]) -> bool:
        """Whether a card of these decks is still to be seen, today or later."""
        seen, standings = self._store.touched(), self._store.standings()
        return any(
            not is_suspended(slot, standings.get(slot.uid, _NEW))
            for deck in decks
            for slot in self._library.slots(deck, but=seen)
        )


def is_suspended(slot: Slot, standing: Standing | Due) -> bool:
    """Whether a card is suspended: as the learner said or else as its author wrote."""
    return slot.suspended if standing.suspended is None else bool(standing.suspended)


def _is_aside(slot: Slot, standing: Standing | Due, today: int) -> bool:
    return is_suspended(slot, standing) or standing.buried >= today


def _shuffled(card: str, day: int) -> int:
    """A key that puts a day's cards in an order of its own, the same all day."""
    return crc32(f"{day} {card}".encode())
