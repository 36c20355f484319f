"""Drills as questions of a quiz: drawn over the tables of decks, or given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from random import Random

from quizzer.card import Card, Deck, Slot
from quizzer.distractors import column
from quizzer.drills import compare
from quizzer.library import Library
from quizzer.question import ask
from quizzer.quiz import Item


class Drilling:
    """The drills of one quiz; its seed decides all that is left to chance."""

    def __init__(self, library: Library, seed: int) -> None:
        self._library = library
        self._seed = seed
        self._had: set[str] = set()

    def over(self, slot: Slot, topic: str) -> Item | None:
        """A drill over the column whose cell a card asks for, and the rows about it.

        There is none for a card outside tables, nor where the values do not decide, and none comes
        twice. The rest of the deck is not read.
        """
        card = self._library.card(slot)
        if not column(card):
            return None
        beside, *_ = self._library.alike(slot)
        deck = self._library.deck_of(slot)
        cells = sorted([card, *beside], key=lambda one: (one.line, one.column))
        rows = Deck(deck.id, deck.title, tuple(cells), aliases=deck.aliases)
        for drill in compare(rows, Random(f"{self._seed} drill {card.id}")):
            if drill.id not in self._had:
                self._had.add(drill.id)
                return next(self.items([drill], {deck.id: topic}), None)
        return None

    def items(self, drills: Iterable[Card], topics: Mapping[str, str]) -> Iterator[Item]:
        """Drills as questions; `topics` has those of all decks that they may be from.

        A drill has no history: what was missed is studied, and shown in its note, by the card of
        the value that is right, or comes first. Its own entry keeps it from being that card.
        """
        library = self._library
        uids = [(library.names.uid(drill.entry), drill) for drill in drills]
        for slot, drill in library.slots_of(uids, filter(None, map(library.deck, topics))):
            question = ask(drill, Random(f"{self._seed} {drill.id}"))
            yield Item(slot._replace(entry=drill.id), topics[slot.deck], question)
