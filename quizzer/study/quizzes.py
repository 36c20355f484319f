"""Sets quizzes and drills for a learner, and finds the one that was interrupted or missed on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from random import Random

from quizzer import drawing, quiz
from quizzer.card import Card, Slot
from quizzer.errors import UsageError
from quizzer.library import DeckFile, Library
from quizzer.quiz import CONTRAST, Item, Paper, Wanted
from quizzer.schedule.steps import State
from quizzer.session import Item as Queued
from quizzer.session import Portion, apart
from quizzer.store import Act, Stamp, Standing, Store
from quizzer.study.agenda import Agenda, is_suspended
from quizzer.study.asking import Asking
from quizzer.study.clock import Clock
from quizzer.study.drilling import Drilling
from quizzer.study.quizzing import BEGUN, Quiz, of_quiz


class Quizzing:
    """Sets quizzes, finds the one that was interrupted, and the cards the last one was missed on.

    `rng` draws the seeds of quizzes that name none, and nothing else.
    """

    def __init__(
        self,
        library: Library,
        store: Store,
        agenda: Agenda,
        asking: Asking,
        clock: Clock,
        rng: Random | None = None,
    ) -> None:
        self._library = library
        self._store = store
        self._agenda = agenda
        self._asking = asking
        self._clock = clock
        self._rng = rng or Random()

    def draw(self, wanted: Wanted) -> Paper:
        """The quiz of these wishes, not begun; of one seed and the same decks always the same.

        It asks cards seen and unseen alike, and those that are not due: it is about the decks, not
        about the schedule, so a deck can be tried before it is studied, and whoever is given the
        seed gets the same quiz. Only suspended cards are left out, and, unless they are named,
        tutorials. Where they are wanted among others, drills that compare rows take some places of
        questions on tables; where nothing else can be asked, all. Fewer questions than wanted come
        where there are no more; UsageError is raised where there is none, or no such deck.
        """
        seed = self._rng.randrange(quiz.SEEDS) if wanted.seed is None else wanted.seed
        wanted = replace(wanted, seed=seed)
        active = self._agenda.active(wanted.decks)
        decks = [deck for deck in active if wanted.decks or not deck.once]
        topics = drawing.topics([deck.id for deck in decks])
        by_topic: defaultdict[str, list[DeckFile]] = defaultdict(list)
        for deck in decks:
            by_topic[topics[deck.id]].append(deck)
        sizes = {topic: sum(deck.cards for deck in them) for topic, them in by_topic.items()}
        aside = self._store.put_aside(self._clock.today)

        def left_out(slot: Slot) -> bool:
            return is_suspended(slot, aside.get(slot.uid, Standing()))

        def item(slot: Slot) -> Item | None:
            if left_out(slot):
                return None
            card = self._library.card(slot)
            formats = drawing.askable(card, wanted.formats or quiz.FORMATS)
            question = self._asking.question_in(slot, card, formats, Random(f"{seed} {card.id}"))
            return Item(slot, topics[slot.deck], question) if question else None

        def slot_of(topic: str, number: int) -> Slot:
            for deck in by_topic[topic]:
                if number < deck.cards:
                    return self._library.slot_at(deck, number)
                number -= deck.cards
            raise LookupError(topic)

        def drill(slot: Slot) -> Item | None:
            return None if left_out(slot) else drilling.over(slot, topics[slot.deck])

        drilling = Drilling(self._library, seed)
        items = []
        if wanted.formats != ("compare",):
            items = drawing.draw(sizes, wanted.count, seed, slot_of, item)
        if "compare" in (wanted.formats or quiz.FORMATS):
            items = drawing.with_drills(items, seed, drill)
        if "compare" in wanted.formats and not items:
            items = drawing.draw(sizes, wanted.count, seed, slot_of, drill)
        if not items:
            hint = "ask for other formats" if wanted.formats else "`quizzer decks` lists others"
            raise UsageError("these decks have no card that a quiz can ask", hint)
        return Paper(wanted, tuple(_in_order(items, seed)))

    def begin(self, wanted: Wanted) -> Quiz:
        """Set a quiz, as `draw`, and begin it; one that was interrupted can be gone on with."""
        return self._begun(self.draw(wanted))

    def drill(self, cards: list[Card]) -> Quiz:
        """Begin a quiz in practice of drills like those of `Confusions.contrast`.

        What was interrupted before can be gone on with afterwards, and the drill itself not.
        Raises UsageError if there is none of them.
        """
        seed = self._rng.randrange(quiz.SEEDS)
        topics = drawing.topics([deck.id for deck in self._library.decks])
        items = list(Drilling(self._library, seed).items(cards, topics))
        if not items:
            raise UsageError(
                "no question tells these apart",
                "no card has what you answered, or nothing says that it is wrong there",
            )
        decks = tuple(sorted({item.slot.deck for item in items}))
        wanted = Wanted(decks, len(items), formats=CONTRAST, seed=seed)
        return self._begun(Paper(wanted, tuple(_in_order(items, seed))))

    def _begun(self, paper: Paper) -> Quiz:
        kind = "drill" if paper.wanted.is_drill else "quiz"
        stamp, _ = self._store.act(Act(kind, "", quiz.packed(paper)), *self._clock.moment())
        return Quiz(paper, stamp, None, self._store, self._clock)

    def unfinished(self, is_meant: Callable[[Wanted], bool] = lambda _: True) -> Quiz | None:
        """The last quiz that is not finished, as it stood when it was interrupted; None if there
        is none, or none that is meant by what was wanted of it. A drill is not gone on with.
        """
        begun = self._store.open_acts("quiz", "quiz-end")
        meant = (row for row in reversed(begun) if is_meant(quiz.wanted(row[1].data)))
        last = next(meant, None)
        return self._quiz(*last) if last else None

    def _quiz(self, stamp: Stamp, act: Act) -> Quiz:
        rows = of_quiz(self._store.acts("quiz-answer", "quiz-flag", "quiz-pause"), stamp)
        return Quiz(quiz.unpacked(act.data), stamp, rows, self._store, self._clock)

    def missed(self, decks: Iterable[DeckFile]) -> Portion:
        """The cards of these decks that the last finished quiz was missed on, to study now.

        Of a drill that is the card of the value that is right, or comes first. Those rated better
        than Again since are left out, and so are suspended ones. Raises UsageError if no quiz was
        finished yet.
        """
        ends = self._store.acts("quiz-end")
        if not ends:
            raise UsageError("no quiz was finished yet", "`quizzer quiz` takes one")
        ended, end = ends[-1]
        begun = next(row for row in self._store.acts(*BEGUN) if of_quiz([(ended, end)], row[0]))
        taken = self._quiz(*begun)
        known = {row.card for at, row in self._store.log() if at > ended and row.rating > 1}
        uids = dict.fromkeys(it.item.slot.uid for it in taken.result.mistakes)
        missed = [uid for uid in uids if uid not in known]
        new, due, learning = [], [], []
        for slot, uid in self._library.slots_of(zip(missed, missed, strict=True), decks):
            standing = self._store.standing(uid)
            if is_suspended(slot, standing):
                continue
            if standing.memory is None:
                new.append(slot)
            elif standing.memory.state == State.REVIEW:
                due.append(slot)
            else:
                learning.append((standing.memory.due, slot))
        return Portion(new, due, learning)


def _in_order(items: Iterable[Item], seed: int) -> list[Item]:
    """The questions in an order where each has a place of its own, those of one row apart."""
    shuffled = sorted(items, key=lambda item: Random(f"{seed} {item.question.card.id}").random())
    by_slot = {item.slot: item for item in shuffled}
    return [by_slot[queued.slot] for queued in apart(Queued(slot, "due") for slot in by_slot)]
