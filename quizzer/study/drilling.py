"""Drills as questions of a quiz: drawn over the tables of decks, or given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random

from quizzer.card import Card, Deck, Place, Slot
from quizzer.distractors import column
from quizzer.drills import compare
from quizzer.key import CardKey, slug
from quizzer.library import DeckFile, Library
from quizzer.question import Format, ask
from quizzer.quiz import Item

_NEAREST = 2
"""So many rows are looked at for words of the author's: only the lowest of a column has none."""


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
        card, deck = self._library.card(slot), self._library.deck(slot.deck)
        if deck is None or not column(card):
            return None
        beside, *_ = self._library.alike(slot)
        cells = sorted([card, *beside], key=lambda one: (one.line, one.column))
        cards = (*cells, *self._worded(deck, card, beside))
        rows = Deck(deck.id, deck.title, cards, aliases=deck.aliases)
        for drill in compare(rows, Random(f"{self._seed} drill {card.id}")):
            if drill.id not in self._had:
                self._had.add(drill.id)
                return next(self.items([drill], {deck.id: topic}), None)
        return None

    def _worded(self, deck: DeckFile, cell: Card, beside: Sequence[Card]) -> Iterator[Card]:
        """The cards that say how the author of a table has its rows compared and put in order."""
        place = cell.place or Place()
        order = CardKey(deck.id, slug(place.heading), slug(place.column), "order")
        compared = (f"{one.entry}/compare" for one in (cell, *beside[:_NEAREST]))
        for card in (*compared, str(order)):
            for slot, _ in self._library.slots_of([(self._library.names.uid(card), None)], [deck]):
                yield self._library.card(slot)

    def items(self, drills: Iterable[Card], topics: Mapping[str, str]) -> Iterator[Item]:
        """Drills as questions; `topics` has those of all decks that they may be from.

        A drill has no history: what was missed is studied, and shown in its note, by the card of
        the value that is right, or comes first. Its own entry keeps it from being that card.
        """
        library = self._library
        uids = [(library.names.uid(drill.entry), drill) for drill in drills]
        for slot, drill in library.slots_of(uids, filter(None, map(library.deck, topics))):
            asked: Format | None = "choice" if isinstance(drill.answer, str) else None
            question = ask(drill, Random(f"{self._seed} {drill.id}"), asked)
            yield Item(slot._replace(entry=drill.id), topics[slot.deck], question)
