"""A learner at work: a session over the agenda, every answer kept before the next card."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from quizzer.card import Answer, Card, Deck, Slot
from quizzer.config import Config
from quizzer.errors import Problem
from quizzer.library import DeckFile, Library, open_library
from quizzer.places import Places
from quizzer.schedule import steps
from quizzer.schedule.fsrs import Rating
from quizzer.session import Item, Portion, Session, Summary
from quizzer.store import Act, Review, Stamp, Store
from quizzer.study.agenda import Agenda
from quizzer.study.clock import Clock, system
from quizzer.study.helping import TODAY, Helping, cards, on_a_new_day
from quizzer.study.recognition import recognise

if TYPE_CHECKING:
    from random import Random

    from quizzer.marking import Verdict
    from quizzer.question import Question
    from quizzer.stats import Stats
    from quizzer.study.asking import Asking
    from quizzer.study.claims import Claims
    from quizzer.study.confusions import Confusions
    from quizzer.study.editing import Editing, Spot
    from quizzer.study.histories import Histories
    from quizzer.study.quizzes import Quizzing

LONGEST_ANSWER = 60_000
"""An answer that took longer (ms) is logged as this: the learner was away."""

Token = tuple[Stamp | None, int, tuple[str, Answer] | None]
"""What undoes a step: its row of the log, the learner's day it was done on, and the answer of a
card (uid) that is not settled then.
"""


class Study:
    """A learner at work: their library, their progress, and at most one session at a time.

    `superseded` is the answer of the current card that the learner knows, if the card was edited
    and says something else now: `keep`, `relearn` or `suspend` is then to be called, not `answer`.
    """

    def __init__(
        self,
        library: Library,
        store: Store,
        config: Config,
        read_clock: Callable[[], int] = system,
        zone: tzinfo | None = None,
        rng: Random | None = None,
    ) -> None:
        self.library = library
        self.store = store
        self.config = config
        self.clock = Clock(store.last_at, lambda: store.settings().day_starts, read_clock, zone)
        store.use(config.schedule(), *self.clock.moment())
        self.agenda = Agenda(library, store, config, self.clock)
        self._rng = rng
        self.session = Session(Portion())
        self._helping = TODAY
        self._day = self.clock.today
        self._shown = 0
        self._asked: Question | None = None
        self.superseded: Answer | None = None
        self.faults: list[Problem] = []
        self._known = list(library.problems)
        recognise(library, store, self.clock)

    @classmethod
    def open(cls, places: Places, config: Config, given: Sequence[Path] = ()) -> Self:
        """Open the library and progress of this learner, with the decks below `given` as well."""
        store = Store.open(places.progress)
        try:
            return cls(open_library(places, config, given), store, config)
        except BaseException:
            store.close()
            raise

    def close(self) -> None:
        """Let go of the progress and the cache."""
        if "editing" in vars(self):
            self.editing.tidy()
        self.store.close()
        self.library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def histories(self) -> Histories:
        """Which card has which history."""
        from quizzer.study.histories import Histories

        return Histories(self.library, self.store, self.clock)

    @cached_property
    def confusions(self) -> Confusions:
        """What is taken for what."""
        from quizzer.study.confusions import Confusions

        return Confusions(self.library, self.store, self._rng)

    @cached_property
    def claims(self) -> Claims:
        """How sure the learner was of their answers."""
        from quizzer.study.claims import Claims

        return Claims(self.library, self.store)

    @cached_property
    def asking(self) -> Asking:
        """How the cards are asked."""
        from quizzer.study.asking import Asking

        return Asking(self.library, self.store, self.config)

    @cached_property
    def quizzing(self) -> Quizzing:
        """The quizzes."""
        from quizzer.study.quizzes import Quizzing

        return Quizzing(self.library, self.store, self.agenda, self.asking, self.clock, self._rng)

    @cached_property
    def editing(self) -> Editing:
        """Where the cards are written."""
        from quizzer.study.editing import Editing

        return Editing(self.library)

    def refresh(self, saved: Iterable[Path] = (), edited: Spot | None = None) -> None:
        """Read the decks that changed, those built from notes that were `saved` among them.

        If what is new is just what stands where the current card was `edited`, it is that card,
        with its siblings. `faults` are then the errors that came with it; what has one stays as it
        was before.
        """
        before = self.library.ids() if edited else set()
        self.editing.rebuild(saved)
        self.library.refresh()
        recognise(self.library, self.store, self.clock)
        if edited and self.session.current:
            slot = self.session.current.slot
            found = self.editing.found(edited, slot.deck)
            if found and {card.id for card in found} == self.library.ids() - before:
                self.histories.follow(slot.entry, found[0].entry, before)
        errors = [one for one in self.library.problems if one.severity == "error"]
        self.faults = [*self.editing.faults, *(one for one in errors if one not in self._known)]

    # the first run

    @property
    def welcomed(self) -> bool:
        """Whether the first run has been through."""
        return self.store.did("welcome")

    def welcome(self, chosen: Iterable[DeckFile]) -> None:
        """The first run is done: of the shipped decks the learner chose these."""
        wanted = {deck.id for deck in chosen}
        for deck in self.library.decks:
            if deck.origin == "shipped":
                self.agenda.switch([deck], deck.id in wanted)
        self.store.act(Act("welcome"), *self.clock.moment())

    # a session

    def begin(self, helping: Helping = TODAY) -> Session:
        """Begin a session; the one before it is over. Raises UsageError for no such deck or tag."""
        portion = self._cards(helping)
        decks = tuple(deck.id for deck in self.library.named(helping.decks))
        self._helping, self._day = helping._replace(decks=decks), self.clock.today
        if helping.practice:
            portion = portion._replace(due=self._shuffled(portion.due))
        ordered = helping.practice or bool(helping.ahead)
        self.session = Session(portion, practice=helping.practice, ordered=ordered)
        return self.session

    def _shuffled(self, slots: Sequence[Slot]) -> list[Slot]:
        from random import Random

        return (self._rng or Random()).sample(slots, len(slots))

    def _cards(self, helping: Helping) -> Portion:
        return cards(helping, self.library, self.agenda, lambda decks: self.quizzing.missed(decks))

    def advance(self, *, early: bool = False) -> Question | None:
        """The next question; None if nothing is left but learning cards whose time has not come.

        With `early` the first of those comes at once.
        """
        today = self.clock.today
        if today != self._day and not self.session.practice:
            self._day = today
            rest = on_a_new_day(self._helping, self.library)
            self.session.turn(self._cards(rest) if rest else Portion())
        while item := self.session.advance(self.clock.now, early=early):
            with suppress(LookupError):  # its deck was changed meanwhile and has it no more
                return self._begin(item)
        return None

    def _begin(self, item: Item) -> Question:
        self._shown = self.clock.now
        return self._ask(item)

    def _ask(self, item: Item) -> Question:
        from random import Random

        memory = self.store.standing(item.slot.uid).memory
        card = self.library.card(item.slot)
        self.superseded = None if self.session.practice else self._superseded(item.slot, card)
        again = self._shown if self.session.practice else memory.reps if memory else 0
        rng = Random(f"{item.slot.uid} {again}")
        self._asked = self.asking.question(item.slot, card, memory, rng)
        return self._asked

    def _superseded(self, slot: Slot, card: Card) -> Answer | None:
        old = self.store.contents.superseded(slot.uid)
        if old is None:
            return None
        from quizzer.identity.said import same_answer

        if same_answer(old, card.answer, card.form):
            self.store.contents.settle(slot.uid)
            return None
        return old

    def reread(self) -> Question | None:
        """The question for the current card as its deck has it now, None if it has it no more.

        Raises LookupError if no card is being asked.
        """
        current = self._current()
        with suppress(LookupError):
            return self._ask(current)
        return None

    def _current(self) -> Item:
        if self.session.current is None:
            raise LookupError("no card is being asked")
        return self.session.current

    def preview(self) -> tuple[str, str, str, str]:
        """After how long the current card would come back for each of the four ratings."""
        card = self._current().slot.uid
        memory = self.store.standing(card).memory
        asked = self._asked.format if self._asked else "recall"
        settings = self.store.settings()
        outcomes = steps.preview(memory, *self.clock.moment(), settings, card, asked)
        again, hard, good, easy = (steps.interval_text(steps.wait(after)) for after in outcomes)
        return again, hard, good, easy

    def suggested(self, verdict: Verdict | None) -> int:
        """The rating to suggest for the current card, if it is answered now."""
        if verdict is None or self._asked is None:
            return Rating.GOOD
        from quizzer.rating import suggested

        return suggested(self._asked.format, verdict, self.clock.now - self._shown)

    def asks_how_sure(self, reply: str) -> bool:
        """Whether the learner is to say how sure they are of a reply, before its verdict is shown.

        Where one is typed or chosen there must be one; else the answer is in the learner's head.
        """
        if not self.config.confidence or self._asked is None:
            return False
        return bool(reply) or self._asked.format in ("recall", "cloze")

    def answer(
        self,
        rating: int,
        asked: str,
        reply: str = "",
        *,
        sure: float | None = None,
        verdict: Verdict | None = None,
    ) -> None:
        """Rate the current card (1 to 4); it is in the log when this returns. Then `advance`.

        How `sure` (0 to 1) the learner was of it is logged right before it, with whether it was
        right if a `verdict` settled that, so that taking the answer back takes both.
        """
        card = self._current().slot.uid
        now, offset = self.clock.moment()
        took = min(max(0, now - self._shown), LONGEST_ANSWER)
        review = Review(card, rating, asked, took, reply, self.session.practice)
        with self.store.writing():
            if sure is not None:
                self.store.act(self.claims.act(card, sure, verdict, self._asked), now, offset)
            stamp, standing = self.store.record(review, now, offset)
        self.session.answered(
            rating, took, standing.memory, self.clock.ends(now, offset), (stamp, self._day, None)
        )

    def undo(self) -> Question | None:
        """Take back the last answer, burial or suspension; its card is asked again.

        If that is in no deck any more, the next one is asked, as by `advance`.
        """
        if not self.session.can_undo:
            return None
        stamp, self._day, superseded = self.session.last().token
        with self.store.writing():
            if stamp is not None:
                self.store.undo(stamp, *self.clock.moment())
            if superseded is not None:
                self.store.contents.supersede([superseded])
        with suppress(LookupError):
            return self._begin(self.session.undo())
        return self.advance()

    def bury(self) -> None:
        """Put the current card aside until tomorrow; in practice, for this session."""
        if self.session.practice:
            self.session.put_aside((None, self._day, None))
            return
        self._put_aside(Act("bury", self._current().slot.uid, {"day": self.clock.today}))

    def suspend(self) -> None:
        """Put the current card aside until it is brought back."""
        self._put_aside(Act("suspend", self._current().slot.uid))

    def _put_aside(self, act: Act) -> None:
        stamp, _ = self.store.act(act, *self.clock.moment())
        self.session.put_aside((stamp, self._day, None))

    # an answer that is another one now

    def keep(self) -> None:
        """What was remembered holds for the new answer, too; the card is asked at the end."""
        self.session.postpone(self._settled("keep"))

    def relearn(self) -> None:
        """The current card is learnt from the start; it is still the one being asked."""
        self.session.restart(self._settled("relearn"))
        self.superseded = None

    def _settled(self, kind: Literal["keep", "relearn"]) -> Token:
        uid, old = self._current().slot.uid, self.superseded
        assert old is not None
        with self.store.writing():
            stamp, _ = self.store.act(Act(kind, uid, {"old": old}), *self.clock.moment())
            self.store.contents.settle(uid)
        return stamp, self._day, (uid, old)

    def finish(self) -> Summary:
        """End the session and say what was done in it."""
        self.agenda.retire()
        self.store.checkpoint()
        return self.session.summary()

    # numbers and contents

    def stats(self) -> Stats:
        """The learner's numbers, from the log."""
        from quizzer.stats import Answered, stats

        answers = (
            Answered(
                row.card,
                self.clock.day(stamp.at, stamp.offset),
                row.rating,
                row.took,
                row.practice,
            )
            for stamp, row in self.store.log()
        )
        cards = sum(deck.cards for deck in self.library.decks)
        return stats(answers, self.clock.today, cards)

    def problems(self) -> list[Problem]:
        """Everything that is wrong with the library's files."""
        return [*self.library.problems, *self.library.repeated_ids()]

    def exported(self, named: Iterable[str] = ()) -> list[Deck]:
        """The decks named, or all, with their cards; of cards with one id only the first."""
        named = list(named)
        chosen = self.library.named(named) if named else self.library.decks
        had: set[str] = set()
        decks = []
        for deck in map(self.library.whole, chosen):
            cards = tuple(card for card in deck.cards if card.id not in had)
            had.update(card.id for card in cards)
            decks.append(deck._replace(cards=cards))
        return decks

    def last_changes(self) -> dict[str, int]:
        """Since when (UTC ms) each card says what it says, by id."""
        return {card: changed for card, (_, _, changed) in self.store.contents.digests().items()}
