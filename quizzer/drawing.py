"""Which cards a quiz asks, and how many of each topic.

Pure: cards are read by the caller, and chance is the quiz's seed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from random import Random
from typing import TypeVar

from quizzer.card import Card, Slot
from quizzer.distractors import column
from quizzer.question import Format, possible
from quizzer.quiz import Item, Way

_DRILLS = 5
"""Of so many questions of decks with tables, one at most is a drill."""

T = TypeVar("T")


def topics(decks: Collection[str]) -> dict[str, str]:
    """The topic of each of these decks: its folder, or itself if it has none or all share one."""
    folders = {deck: deck.rpartition("/")[0] for deck in decks}
    apart = len(set(folders.values())) > 1
    return {deck: (folder if apart else "") or deck for deck, folder in folders.items()}


def blueprint(sizes: Mapping[str, int], count: int) -> dict[str, int]:
    """How many questions each topic gets, in proportion to what it could give at most.

    Every topic gets one where the count allows; the rest goes by the largest remainder (Hamilton's
    method), and between equals to the topic that comes first. Whole numbers decide, so that every
    machine comes to the same.
    """
    total = sum(sizes.values())
    count = min(count, total)
    least = int(count >= sum(map(bool, sizes.values())))
    shares = {
        topic: max(count * size // total, least if size else 0) for topic, size in sizes.items()
    }

    def behind(topic: str) -> int:
        return count * sizes[topic] - shares[topic] * total

    while (given := sum(shares.values())) != count:
        if given < count:
            shares[max(shares, key=behind)] += 1
        else:
            shares[min((it for it in shares if shares[it] > least), key=behind)] -= 1
    return shares


def draw(
    sizes: Mapping[str, int],
    count: int,
    seed: int,
    slot_of: Callable[[str, int], Slot],
    ask: Callable[[Slot], T | None],
) -> list[T]:
    """So many questions, drawn by a seed from topics of these sizes, of each entry one at most.

    Cards are asked until there are enough: where `ask` has None for one the next takes its place,
    and what a topic cannot give others do. So a card that one learner has suspended changes one
    question for them, and not all that follow. `slot_of` finds a card by its topic and its number
    there, from 0; it is called for those alone that are drawn.
    """
    left = {topic: _Lots(size, Random(f"{seed} {topic}")) for topic, size in sizes.items()}
    had: set[str] = set()
    found: list[T] = []
    while len(found) < count and any(lots.size for lots in left.values()):
        still = {topic: lots.size for topic, lots in left.items()}
        for topic, share in blueprint(still, count - len(found)).items():
            wanted = len(found) + share
            while left[topic].size and len(found) < wanted:
                slot = slot_of(topic, left[topic].drawn())
                if slot.entry not in had and (question := ask(slot)) is not None:
                    had.add(slot.entry)
                    found.append(question)
    return found


class _Lots:
    """The numbers below a size, drawn one by one (a Fisher-Yates shuffle, as far as it is needed:
    only numbers that were moved are kept).
    """

    def __init__(self, size: int, chance: Random) -> None:
        self.size = size
        self._chance = chance
        self._moved: dict[int, int] = {}

    def drawn(self) -> int:
        """One of those left."""
        at = self._chance.randrange(self.size)
        self.size -= 1
        number = self._moved.get(at, at)
        self._moved[at] = self._moved.get(self.size, self.size)
        return number


def askable(card: Card, formats: Collection[Way]) -> tuple[Format, ...]:
    """Those of these formats that a quiz can ask a card in: a gap must be one that can be typed."""
    typed = {"typed", "number"} & set(possible(card))
    return tuple(
        it for it in formats if it != "compare" and it != "contrast" and (it != "cloze" or typed)
    )


def with_drills(
    items: Sequence[Item], seed: int, drill: Callable[[Slot], Item | None]
) -> list[Item]:
    """The same questions, but that drills take the places of some that ask for a cell of a table.

    They are at most a fifth of the questions of the decks that have such. `drill` gives one for a
    cell's slot, or None, and is called until there are enough.
    """
    cells = [item for item in items if column(item.question.card)]
    with_tables = {item.slot.deck for item in cells}
    most = sum(item.slot.deck in with_tables for item in items) // _DRILLS
    cells.sort(key=lambda item: Random(f"{seed} drill {item.question.card.id}").random())
    found: dict[Slot, Item] = {}
    for item in cells:
        if len(found) < most and (drilled := drill(item.slot)):
            found[item.slot] = drilled
    return [found.get(item.slot, item) for item in items]
