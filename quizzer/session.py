"""The queue of a study session: what comes next, what an answer does to it, undo, summary.

Pure: the clock is passed in as `now` (UTC ms), chance as an order decided by the caller.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, zip_longest
from typing import Any, Literal, NamedTuple

from quizzer.card import Slot
from quizzer.schedule.steps import Memory, State

_APART = 3
"""Cards of one table row have at least this many places between them where that can be."""


class Allowance:
    """How many more cards today may bring: in all, and for decks that begin with certain ids."""

    def __init__(self, total: int, decks: Mapping[str, int]) -> None:
        self._left = {"": total, **decks}

    def _limits(self, deck: str) -> list[str]:
        return [name for name in self._left if covers(name, deck)]

    def spend(self, deck: str) -> None:
        """Count a card of this deck that today has already brought."""
        for name in self._limits(deck):
            self._left[name] -= 1

    def take(self, deck: str) -> bool:
        """Whether one more card of this deck may come; if so it is counted."""
        if any(self._left[name] <= 0 for name in self._limits(deck)):
            return False
        self.spend(deck)
        return True

    @property
    def spent(self) -> bool:
        """Whether nothing more may come, whatever its deck."""
        return self._left[""] <= 0


def covers(name: str, deck: str) -> bool:
    """Whether `name` is the deck's id or the beginning of it, at a folder's end; empty is all."""
    return not name or deck == name or deck.startswith(name.rstrip("/") + "/")


class Portion(NamedTuple):
    """What a day (or an extra helping) brings; `learning` has the ms at which each is due."""

    new: Sequence[Slot] = ()
    due: Sequence[Slot] = ()
    learning: Sequence[tuple[int, Slot]] = ()

    def by_deck(self) -> dict[str, tuple[int, int, int]]:
        """Counts of new, learning and due cards for each deck that has any."""
        counts = [
            Counter(slot.deck for slot in self.new),
            Counter(slot.deck for _, slot in self.learning),
            Counter(slot.deck for slot in self.due),
        ]
        decks = sorted(set().union(*counts))
        return {deck: (counts[0][deck], counts[1][deck], counts[2][deck]) for deck in decks}


def portion(
    new: Iterable[Slot],
    due: Iterable[Slot],
    learning: Iterable[tuple[int, Slot]],
    answered: Iterable[str],
    new_allowance: Allowance,
    due_allowance: Allowance,
) -> Portion:
    """Today's cards within the limits, at most one of each entry, none whose entry had its turn.

    `new` is in curriculum order and read no further than it must be; `due` is in the order of
    urgency; `answered` are the entries answered today. Learning cards always come.
    """
    learning = sorted(learning)
    had = {*answered, *(slot.entry for _, slot in learning)}

    def within(slots: Iterable[Slot], allowance: Allowance) -> list[Slot]:
        taken: list[Slot] = []
        if allowance.spent:
            return taken
        for slot in slots:
            if slot.entry not in had and allowance.take(slot.deck):
                had.add(slot.entry)
                taken.append(slot)
                if allowance.spent:
                    break
        return taken

    reviews = within(due, due_allowance)
    return Portion(within(new, new_allowance), reviews, learning)


def taking_turns(own: Iterable[Slot], shipped: Iterable[Slot]) -> Iterator[Slot]:
    """The learner's own new cards and those of the shipped curriculum, one of each in turn."""
    for pair in zip_longest(own, shipped):
        yield from (slot for slot in pair if slot is not None)


class Item(NamedTuple):
    """A card that waits its turn in a session, and what brought it there."""

    slot: Slot
    kind: Literal["new", "learning", "due"]


def mixed(new: Sequence[Slot], due: Sequence[Slot]) -> list[Item]:
    """Reviews with the new cards spread evenly among them, cards of one table row kept apart."""
    items = [
        *(((n + 1) / (len(new) + 1), 1, Item(slot, "new")) for n, slot in enumerate(new)),
        *(((n + 1) / (len(due) + 1), 0, Item(slot, "due")) for n, slot in enumerate(due)),
    ]
    return apart([item for _, _, item in sorted(items, key=lambda entry: entry[:2])])


def apart(items: Iterable[Item]) -> list[Item]:
    """The same items, those of one table row moved apart as far as that goes."""
    out: list[Item] = []
    held: deque[Item] = deque()

    def near(item: Item) -> bool:
        return bool(item.slot.near) and any(
            item.slot.near == other.slot.near for other in out[-_APART:]
        )

    for item in items:
        while held and not near(held[0]):
            out.append(held.popleft())
        if near(item):
            held.append(item)
        else:
            out.append(item)
    return out + list(held)


class Step(NamedTuple):
    """One thing done in a session: how the queue stood before, and what undoes it.

    `token` is the caller's; `rating` 0 stands for burying or suspending.
    """

    item: Item
    queue: tuple[Item, ...]
    place: int
    learning: tuple[tuple[int, Slot], ...]
    done: frozenset[str]
    rating: int
    took: int
    token: Any


class Summary(NamedTuple):
    """What was done: answers by rating (1 to 4), distinct cards, and time in ms."""

    answers: tuple[int, int, int, int]
    cards: int
    new: int
    took: int

    @property
    def total(self) -> int:
        """All answers."""
        return sum(self.answers)


class Session:
    """A queue of cards with one of them current; answering, putting aside and undoing move on.

    All of its state is in values that never change in place, so that a step back is one
    assignment; `_done` are the entries whose siblings had their turn.
    """

    def __init__(self, portion: Portion, *, practice: bool = False, ordered: bool = False) -> None:
        self.practice = practice
        self.current: Item | None = None
        self._steps: list[Step] = []
        self._fill(portion, ordered)

    def _fill(self, portion: Portion, ordered: bool = False) -> None:
        plain = [Item(slot, "due") for slot in portion.due]
        plain += [Item(slot, "new") for slot in portion.new]
        self._queue = tuple(plain if ordered else mixed(portion.new, portion.due))
        self._place = 0
        self._learning = tuple(sorted(portion.learning))
        self._done: frozenset[str] = frozenset()

    def _ahead(self) -> Iterator[Item]:
        """What is still to come from the queue."""
        ahead = islice(self._queue, self._place, None)
        return (item for item in ahead if item.slot.entry not in self._done)

    def advance(self, now: int, *, early: bool = False) -> Item | None:
        """Make the next card current: a learning card that is due, else the queue's first.

        None when nothing is left, or when only learning cards are left whose time has not come
        (see `waiting`); with `early` the first of those comes at once.
        """
        self.current = self._learned(now) or self._queued()
        if self.current is None and early:
            self.current = self._learned(None)
        return self.current

    def _learned(self, now: int | None) -> Item | None:
        """Take the first learning card, if it is due by `now`."""
        if not self._learning or (now is not None and self._learning[0][0] > now):
            return None
        (_, slot), *rest = self._learning
        self._learning = tuple(rest)
        return Item(slot, "learning")

    def _queued(self) -> Item | None:
        """Take the queue's first card whose entry has not had its turn."""
        while self._place < len(self._queue):
            item = self._queue[self._place]
            self._place += 1
            if item.slot.entry not in self._done:
                return item
        return None

    @property
    def waiting(self) -> tuple[int, int] | None:
        """When the next learning card is due (ms) and their number, if only those are left."""
        if self.current or not self._learning or next(self._ahead(), None):
            return None
        return self._learning[0][0], len(self._learning)

    def answered(
        self, rating: int, took: int, memory: Memory | None, day_ends: int, token: Any
    ) -> None:
        """The current card was rated and now has `memory`; it comes back if it is due today.

        Its siblings have had their turn for today. In practice a card rated Again comes last.
        """
        item = self._leave(rating, took, token)
        if self.practice:
            if rating == 1:
                self._queue = (*self._queue, item._replace(kind="due"))
            return
        self._done |= {item.slot.entry}
        if memory and memory.state != State.REVIEW and memory.due < day_ends:
            self._learning = tuple(sorted([*self._learning, (memory.due, item.slot)]))

    def put_aside(self, token: Any) -> None:
        """The current card was buried or suspended: it leaves the session."""
        self._leave(0, 0, token)

    def postpone(self, token: Any) -> None:
        """The current card comes last."""
        item = self._leave(0, 0, token)
        self._queue = (*self._queue, item)

    def restart(self, token: Any) -> None:
        """The current card stays; what was done to it can be undone."""
        self.current = self._leave(0, 0, token)

    def _leave(self, rating: int, took: int, token: Any) -> Item:
        item = self.current
        assert item is not None
        before = (self._queue, self._place, self._learning, self._done)
        self._steps.append(Step(item, *before, rating, took, token))
        self.current = None
        return item

    @property
    def can_undo(self) -> bool:
        """Whether anything was done that can be taken back."""
        return bool(self._steps)

    def last(self) -> Step:
        """The step that `undo` would take back. Raises IndexError when there is none."""
        return self._steps[-1]

    def undo(self) -> Item:
        """Take the last step back: its card is current again, the queue as it was before."""
        step = self._steps.pop()
        self._queue, self._place, self._learning, self._done = step[1:5]
        self.current = step.item
        return step.item

    def turn(self, portion: Portion) -> None:
        """A new day has begun: its portion takes the place of what was left of the old one."""
        self._fill(portion)
        if self.current:
            entry = self.current.slot.entry
            self._done = frozenset([entry])
            self._learning = tuple(pair for pair in self._learning if pair[1].entry != entry)

    @property
    def left(self) -> tuple[int, int, int]:
        """New, learning and due cards still to come, the current one among them."""
        items = [*self._ahead(), *([self.current] if self.current else [])]
        count = Counter(item.kind for item in items)
        return count["new"], count["learning"] + len(self._learning), count["due"]

    def summary(self) -> Summary:
        """What was done so far, undone steps left out."""
        done = [step for step in self._steps if step.rating]
        count = Counter(step.rating for step in done)
        return Summary(
            (count[1], count[2], count[3], count[4]),
            len({step.item.slot.uid for step in done}),
            len({step.item.slot.uid for step in done if step.item.kind == "new"}),
            sum(step.took for step in done),
        )
