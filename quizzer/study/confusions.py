"""What the learner takes for what, from the answers in the log, and drills to tell it apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from random import Random
from typing import NamedTuple

from quizzer.card import Card, Slot
from quizzer.confusion import Confusion, Mistake, confusions, mistakes, owners
from quizzer.contrasts import contrast
from quizzer.library import DeckFile, Library
from quizzer.quiz import unpacked
from quizzer.schedule.fsrs import Rating
from quizzer.store import Store


class _Given(NamedTuple):
    """A reply that is kept, whether or not it is right; `contrast` is the drill it was given to."""

    uid: str
    asked: str
    reply: str
    at: int
    passed: bool
    contrast: Card | None = None


class Confusions:
    """What is taken for what by this learner; answers that were undone do not count.

    `rng` draws whose values are asked in drills.
    """

    def __init__(self, library: Library, store: Store, rng: Random | None = None) -> None:
        self._library = library
        self._store = store
        self._rng = rng or Random()

    def found(self, decks: Iterable[str] = ()) -> list[Confusion]:
        """Everything that was taken for something else, in these decks or in all, the most often
        confused first. Raises UsageError for no such deck.
        """
        named = list(decks)
        among = self._library.named(named) if named else self._library.decks
        replies: defaultdict[str, list[_Given]] = defaultdict(list)
        for given in (*self._replies(), *self._replies_in_quizzes()):
            replies[given.uid].append(given)
        made: defaultdict[str, list[Mistake]] = defaultdict(list)
        for slot, given_to_card in self._library.slots_of(replies.items(), among):
            card = self._library.card(slot)
            for given in given_to_card:
                asked = given.contrast or card
                made[slot.deck] += (
                    mistake._replace(card=card)
                    for mistake in mistakes(
                        asked, given.asked, given.reply, given.at, passed=given.passed
                    )
                )
        return confusions(
            one
            for deck in among
            if made[deck.id]
            for one in owners(made[deck.id], self._library.whole(deck))
        )

    def _replies(self) -> Iterator[_Given]:
        """Every reply in reviews that is kept of what was chosen or typed."""
        for stamp, row in self._store.log():
            if row.reply:
                passed = row.rating >= Rating.GOOD
                yield _Given(row.card, row.asked, row.reply, stamp.at, passed)

    def _replies_in_quizzes(self) -> Iterator[_Given]:
        """The last reply to each question of each quiz, but for drills that compare values: to say
        which is larger takes nothing for another.
        """
        items = {
            (stamp.device, stamp.seq): unpacked(act.data).items
            for stamp, act in self._store.acts("quiz", "drill")
        }
        last = {
            (act.data["device"], act.data["seq"], act.data["number"]): (stamp, act)
            for stamp, act in self._store.acts("quiz-answer")
        }
        for (device, seq, number), (stamp, act) in last.items():
            card = items[device, seq][number - 1].question.card
            kind = card.place.kind if card.place else ""
            if kind != "drill":
                given = _Given(
                    act.card, act.data["asked"], act.data["reply"], stamp.at, act.data["accepted"]
                )
                yield given._replace(contrast=card) if kind == "contrast" else given

    def contrast(self, confusion: Confusion) -> list[Card]:
        """Questions that put what was taken beside what was asked, see `contrasts.contrast`; none
        where nothing tells them apart for certain.
        """
        among: defaultdict[DeckFile, list[Card]] = defaultdict(list)
        for card in confusion.cards:
            slot = Slot(self._library.names.uid(card.id), card.entry, "")
            among[self._library.deck_of(slot)].append(card)
        return [
            drill
            for deck, cards in among.items()
            for other in confusion.taken
            for drill in contrast(
                self._library.whole(deck), cards, confusion.asked, other, self._rng
            )
        ]
