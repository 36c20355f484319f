"""What there is to study: the decks that are on, what today holds, and more for who wants it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import blake2b

from quizzer.card import Slot
from quizzer.config import Config
from quizzer.library import DeckFile, Library
from quizzer.schedule.steps import Memory, State
from quizzer.session import Allowance, Portion, portion, taking_turns
from quizzer.store import Act, Standing, Store
from quizzer.study.clock import Clock

_NEW = Standing()


@dataclass(frozen=True, slots=True)
class Today:
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


@dataclass(frozen=True, slots=True)
class DeckState:
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
        """Switch off the decks that are for once and of whose every entry a card was answered."""
        for deck in self.active():
            if deck.once:
                seen, slots = self._store.touched(), list(self._library.slots(deck))
                if {slot.entry for slot in slots} == {s.entry for s in slots if s.id in seen}:
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
            standing = standings.get(slot.id, _NEW)
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
        return self._clock.local(self._clock.now).date() + timedelta(days=(left - 1) // pace)

    # portions

    def today(self, named: Iterable[str] = ()) -> Today:
        """What is to be done today, in all and by deck, after the limits."""
        decks = self.active(named)
        cards = self.portion(decks)
        at = self._next_due(cards, decks)
        return Today(
            len(cards.new),
            len(cards.learning),
            len(cards.due),
            None if at is None else self._clock.local(at),
            cards.by_deck(),
        )

    def portion(self, decks: Sequence[DeckFile], more_new: int = 0) -> Portion:
        """Today's cards of these decks after the limits; `more_new` replaces that on new ones."""
        today = self._clock.today
        due: list[tuple[int, bytes, Slot]] = []
        learning: list[tuple[int, Slot]] = []
        for slot, memory in self._scheduled(decks, today):
            if memory.state == State.REVIEW:
                due.append((memory.due, _shuffled(slot.id, today), slot))
            else:
                learning.append((memory.due, slot))
        answered, new_left, due_left = self._done(today)
        if more_new:
            new_left = Allowance(more_new, {})
        ordered = [slot for _, _, slot in sorted(due)]
        return portion(self._new(decks, today), ordered, learning, answered, new_left, due_left)

    def ahead(self, decks: Sequence[DeckFile], within: int) -> Portion:
        """Cards in review due within so many days from today, soonest first."""
        today = self._clock.today
        due = sorted(
            (memory.due, slot)
            for slot, memory in self._scheduled(decks, today + within)
            if memory.state == State.REVIEW
        )
        return Portion(due=[slot for _, slot in due])

    def practice(self, decks: Sequence[DeckFile], tag: str) -> Portion:
        """All cards of these decks, or those of them that bear a tag, whatever their schedule."""
        standings = self._store.standings()
        tagged = self._library.tagged(tag) if tag else None
        return Portion(
            due=[
                slot
                for deck in decks
                for slot in self._library.slots(deck)
                if (tagged is None or slot.id in tagged)
                and not is_suspended(slot, standings.get(slot.id, _NEW))
            ]
        )

    def _scheduled(self, decks: Iterable[DeckFile], day: int) -> Iterator[tuple[Slot, Memory]]:
        """The answered cards of these decks due by `day`, or in learning due before today ends."""
        wanted, today = {deck.id for deck in decks}, self._clock.today
        standings = self._store.due(day, self._clock.day_ends)
        slots = self._library.slots_of(card for card, _ in standings)
        for card, standing in standings:
            slot = slots.get(card)
            if slot is None or slot.deck not in wanted or _is_aside(slot, standing, today):
                continue
            if standing.memory:
                yield slot, standing.memory

    def _done(self, today: int) -> tuple[set[str], Allowance, Allowance]:
        """The entries answered today, and what the limits leave for the rest of the day."""
        limits = self._config.limits.items()
        new = {name: limit.new for name, limit in limits if limit.new is not None}
        due = {name: limit.reviews for name, limit in limits if limit.reviews is not None}
        new_left = Allowance(self._config.new_per_day, new)
        due_left = Allowance(self._config.reviews_per_day, due)
        answered = self._store.answered_on(today)
        slots = self._library.slots_of(card for card, _ in answered)
        for card, first in answered:
            deck = slots[card].deck if card in slots else ""
            (new_left if first else due_left).spend(deck)
        return {slot.entry for slot in slots.values()}, new_left, due_left

    def _new(self, decks: Sequence[DeckFile], today: int) -> Iterator[Slot]:
        seen, aside = self._store.touched(), self._store.put_aside(today)

        def unseen(own: bool) -> Iterator[Slot]:
            for deck in decks:
                if (deck.origin != "shipped") is own:
                    for slot in self._library.slots(deck):
                        standing = aside.get(slot.id, _NEW)
                        if slot.id not in seen and not _is_aside(slot, standing, today):
                            yield slot

        return taking_turns(unseen(own=True), unseen(own=False))

    def _next_due(self, cards: Portion, decks: Iterable[DeckFile]) -> int | None:
        now = self._clock.now
        if cards.new or cards.due:
            return now
        if cards.learning:
            return max(now, cards.learning[0][0])
        wanted = {deck.id for deck in decks}
        standings = self._store.standings()
        slots = self._library.slots_of(standings)
        later = [
            self._clock.begins(memory.due) if memory.state == State.REVIEW else memory.due
            for card, slot in slots.items()
            if slot.deck in wanted
            and (memory := standings[card].memory)
            and not is_suspended(slot, standings[card])
        ]
        return max(min(later), self._clock.day_ends) if later else None


def is_suspended(slot: Slot, standing: Standing) -> bool:
    """Whether a card is suspended: as the learner said or else as its author wrote."""
    return slot.suspended if standing.suspended is None else standing.suspended


def _is_aside(slot: Slot, standing: Standing, today: int) -> bool:
    return is_suspended(slot, standing) or standing.buried >= today


def _shuffled(card: str, day: int) -> bytes:
    """A key that puts a day's cards in an order of its own, the same all day."""
    return blake2b(f"{day} {card}".encode(), digest_size=8).digest()
