"""A learner takes a quiz: set, answered, interrupted and resumed, finished and compared.

All of it is in the log, every answer before the next question, as acts: `quiz` or `drill` (what was
wanted, and the questions in full), `quiz-answer` and `quiz-flag` (by number), `quiz-end` (the
score). None of them changes what is remembered of a card or when it is due.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from random import Random
from typing import Any

from quizzer import quiz
from quizzer.card import Card, Slot
from quizzer.errors import UsageError
from quizzer.library import DeckFile, Library
from quizzer.marking import Slip, Verdict
from quizzer.quiz import CONTRAST, Answer, Attempt, Item, Paper, Result, Score, Wanted
from quizzer.schedule.steps import State
from quizzer.session import Item as Queued
from quizzer.session import Portion, apart
from quizzer.store import Act, Stamp, Standing, Store
from quizzer.study.agenda import Agenda, is_suspended
from quizzer.study.asking import Asking
from quizzer.study.clock import Clock
from quizzer.study.drilling import Drilling
from quizzer.study.replies import Reply, logged, mark

_BEGUN = ("quiz", "drill")
"""The acts that begin a quiz; a drill is never gone on with."""
_MINUTE = 60_000
_Rows = list[tuple[Stamp, Act]]


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
        topics = quiz.topics([deck.id for deck in decks])
        pools: dict[str, list[tuple[DeckFile, int]]] = {topic: [] for topic in topics.values()}
        for deck in decks:
            pools[topics[deck.id]] += [(deck, position) for position in range(deck.cards)]
        aside = self._store.put_aside(self._clock.today)

        def left_out(slot: Slot) -> bool:
            return is_suspended(slot, aside.get(slot.uid, Standing()))

        def item(slot: Slot) -> Item | None:
            if left_out(slot):
                return None
            card = self._library.card(slot)
            formats = quiz.askable(card, wanted.formats or quiz.FORMATS)
            question = self._asking.question_in(slot, card, formats, Random(f"{seed} {card.id}"))
            return Item(slot, topics[slot.deck], question) if question else None

        def slot_of(place: tuple[DeckFile, int]) -> Slot:
            return self._library.slot_at(*place)

        def drill(slot: Slot) -> Item | None:
            return None if left_out(slot) else drilling.over(slot, topics[slot.deck])

        drilling = Drilling(self._library, seed)
        items = []
        if wanted.formats != ("compare",):
            items = quiz.draw(pools, wanted.count, seed, slot_of, item)
        if "compare" in (wanted.formats or quiz.FORMATS):
            items = quiz.with_drills(items, seed, drill)
        if "compare" in wanted.formats and not items:
            items = quiz.draw(pools, wanted.count, seed, slot_of, drill)
        if not items:
            hint = "try other --formats" if wanted.formats else "`quizzer decks` lists others"
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
        topics = quiz.topics([deck.id for deck in self._library.decks])
        items = list(Drilling(self._library, seed).items(cards, topics))
        if not items:
            raise UsageError(
                "nothing tells these apart", "it takes two rows of a table with values that differ"
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
        rows = _of(self._store.acts("quiz-answer", "quiz-flag"), stamp)
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
        begun = next(row for row in self._store.acts(*_BEGUN) if _of([(ended, end)], row[0]))
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


class Quiz:
    """A quiz being taken. Questions go by their numbers from 1; `at` is the one being asked.

    `wanted` has the seed, `answers` what was answered, `flagged` what the learner means to come
    back to; `begun` is when it was set (UTC ms), `resumed` whether it was interrupted since. Time
    passes only while the quiz is open: of what went by before a crash, as much counts as was kept
    with the last answer or flag.
    """

    def __init__(
        self, paper: Paper, stamp: Stamp, rows: _Rows | None, store: Store, clock: Clock
    ) -> None:
        self.wanted = paper.wanted
        self.questions: Mapping[int, Item] = dict(enumerate(paper.items, 1))
        self.answers: dict[int, Answer] = {}
        self.flagged: set[int] = set()
        self.at = 1
        self.begun = stamp.at
        self.resumed = rows is not None
        self._stamp = stamp
        self._store = store
        self._clock = clock
        self._opened = self._shown = clock.now
        self._before = 0
        self._result: Result | None = None
        for _, act in rows or ():
            self._replay(act.kind, act.data)
        if self.answers:
            self.advance()

    def _replay(self, kind: str, data: Mapping[str, Any]) -> None:
        number, self._before = data["number"], data["spent"]
        if kind == "quiz-answer":
            verdict = Verdict(data["verdict"], tuple(Slip(*slip) for slip in data["slips"]))
            answer = Answer(data["reply"], verdict, data["took"], data["accepted"])
            self.answers[number] = answer
            self.at = number
        else:
            self.flagged ^= {number}

    def _keep(self, kind: str, card: str = "", **data: Any) -> None:
        of = {"device": self._stamp.device, "seq": self._stamp.seq, "spent": self.spent}
        self._store.act(Act(kind, card, of | data), *self._clock.moment())

    # where one is

    @property
    def spent(self) -> int:
        """How long the quiz was open (ms), its limit at most."""
        spent = self._before + self._clock.now - self._opened
        return min(spent, self._limit) if self._limit else spent

    @property
    def left_ms(self) -> int | None:
        """How much time is left, None where there is no limit; at 0 the quiz is over."""
        return self._limit - self.spent if self._limit else None

    @property
    def _limit(self) -> int:
        return self.wanted.minutes * _MINUTE

    def go(self, number: int) -> None:
        """Ask this question now; the time for its answer begins. LookupError: there is none."""
        if number not in self.questions:
            raise LookupError(f"no question {number}")
        self.at, self._shown = number, self._clock.now

    def advance(self) -> bool:
        """Go to the next question without an answer, after the last to the first; False: none."""
        numbers = [*range(self.at + 1, len(self.questions) + 1), *range(1, self.at + 1)]
        following = next((it for it in numbers if it not in self.answers), None)
        if following is not None:
            self.go(following)
        return following is not None

    # what the learner does

    def answer(self, number: int, reply: Reply) -> Verdict | None:
        """Mark a reply; it is in the log when this returns. None: its time is over, it counts not.

        In an exam another answer takes its place; in practice it raises ValueError. An empty
        reply is wrong.
        """
        if number in self.answers and not self.wanted.exam:
            raise ValueError(f"question {number} is answered")
        if self._result or self.left_ms == 0:
            return None
        verdict = mark(self.questions[number].question, reply)
        self._answered(number, Answer(logged(reply), verdict, self._clock.now - self._shown))
        return verdict

    def accept(self, number: int) -> None:
        """The learner says that an answer that was nearly right counts; not so in an exam.

        Raises ValueError for any other answer.
        """
        answer = self.answers.get(number)
        settled = self.wanted.exam or self._result
        if answer is None or answer.verdict.kind != "nearly" or settled:
            raise ValueError(f"the answer to question {number} cannot be accepted")
        self._answered(number, answer._replace(accepted=True))

    def _answered(self, number: int, answer: Answer) -> None:
        item = self.questions[number]
        self._keep(
            "quiz-answer",
            item.slot.uid,
            number=number,
            asked=item.question.format,
            reply=answer.reply,
            verdict=answer.verdict.kind,
            slips=answer.verdict.slips,
            took=answer.took,
            accepted=answer.accepted,
        )
        self.answers[number] = answer

    def flag(self, number: int) -> None:
        """Flag a question to come back to, or take its flag away."""
        self._keep("quiz-flag", number=number)
        self.flagged ^= {number}

    # what came of it

    @property
    def result(self) -> Result:
        """What came of it so far; what is not answered counts as missed."""
        return quiz.result(list(self.questions.values()), self.answers, self.spent)

    def finish(self) -> Result:
        """End the quiz, once and for all.

        `earlier` are the finished quizzes over the same decks in the same formats and mode. Seed,
        count and limit may differ: shares can be compared all the same, and the more attempts
        there are to compare with the better.
        """
        if self._result is None:
            found = self.result._replace(earlier=tuple(self._attempts()))
            self._keep("quiz-end", right=found.score.right, of=found.score.of)
            self._result = found
        return self._result

    def _attempts(self) -> Iterable[Attempt]:
        begun = {(stamp.device, stamp.seq): act.data for stamp, act in self._store.acts(*_BEGUN)}
        mine = begun[self._stamp.device, self._stamp.seq]
        for stamp, end in self._store.acts("quiz-end"):
            other = begun[end.data["device"], end.data["seq"]]
            if all(other[name] == mine[name] for name in ("decks", "formats", "exam")):
                score = Score(end.data["right"], end.data["of"])
                yield Attempt(stamp.at, score, other["questions"] == mine["questions"])


def _of(rows: _Rows, stamp: Stamp) -> _Rows:
    """The rows that are about the quiz that began with a stamp."""
    return [
        row
        for row in rows
        if (row[1].data["device"], row[1].data["seq"]) == (stamp.device, stamp.seq)
    ]


def _in_order(items: Iterable[Item], seed: int) -> list[Item]:
    """The questions in an order where each has a place of its own, those of one row apart."""
    shuffled = sorted(items, key=lambda item: Random(f"{seed} {item.question.card.id}").random())
    by_slot = {item.slot: item for item in shuffled}
    return [by_slot[queued.slot] for queued in apart(Queued(slot, "due") for slot in by_slot)]
