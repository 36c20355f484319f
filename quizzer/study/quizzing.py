"""A learner takes a quiz: answered, left and gone on with, ended and compared.

All of it is in the log, every answer before the next question, as acts: `quiz` or `drill` (what was
wanted, and the questions in full), `quiz-answer` and `quiz-flag` (by number), `quiz-pause` (how
much time went by), `quiz-end` (the score). None of them changes what is remembered of a card or
when it is due.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from quizzer import quiz
from quizzer.marking import Slip, Verdict
from quizzer.quiz import Answer, Attempt, Item, Paper, Result, Score
from quizzer.store import Act, Stamp, Store
from quizzer.study.clock import Clock
from quizzer.study.replies import Reply, logged, mark

BEGUN = ("quiz", "drill")
"""The acts that begin a quiz; a drill is never gone on with."""

_MINUTE = 60_000
Rows = list[tuple[Stamp, Act]]


class Quiz:
    """A quiz being taken. Questions go by their numbers from 1; `at` is the one being asked.

    `wanted` has the seed, `answers` what was answered, `flagged` what the learner means to come
    back to; `begun` is when it was set (UTC ms), `resumed` whether it was interrupted since. Time
    passes only while the quiz is open: of what went by before a crash, as much counts as was kept
    with the last answer, flag or pause.
    """

    def __init__(
        self, paper: Paper, stamp: Stamp, rows: Rows | None, store: Store, clock: Clock
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
        self._before = data["spent"]
        if kind == "quiz-pause":
            return
        number = data["number"]
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
        """Mark a reply; it is in the log when this returns. None: the quiz is over, it counts not.

        In an exam another answer takes its place; in practice it raises ValueError. An empty
        reply is wrong.
        """
        if number in self.answers and not self.wanted.exam:
            raise ValueError(f"question {number} is answered")
        if self._result or self.left_ms == 0 or self._is_ended:
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

    def pause(self) -> None:
        """Keep how much of a limited time went by, before the quiz is left to be gone on with."""
        if self._limit and not self._result:
            self._keep("quiz-pause")

    # what came of it

    @property
    def result(self) -> Result:
        """What came of it so far; what is not answered counts as missed."""
        return quiz.result(list(self.questions.values()), self.answers, self.spent)

    def finish(self) -> Result:
        """End the quiz, once and for all; one that is open twice ends with the first of them.

        `earlier` are the finished quizzes over the same decks in the same formats and mode. Seed,
        count and limit may differ: shares can be compared all the same, and the more attempts
        there are to compare with the better. Drills, each of another pair, are not compared.
        """
        if self._result is None:
            found = self.result._replace(earlier=tuple(self._attempts()))
            if not self._is_ended:
                self._keep("quiz-end", right=found.score.right, of=found.score.of)
            self._result = found
        return self._result

    @property
    def _is_ended(self) -> bool:
        """Whether the quiz was ended, here or wherever else it was open."""
        return bool(of_quiz(self._store.acts("quiz-end"), self._stamp))

    def _attempts(self) -> Iterable[Attempt]:
        begun = {(stamp.device, stamp.seq): act.data for stamp, act in self._store.acts(*BEGUN)}
        mine = begun[self._stamp.device, self._stamp.seq]
        for stamp, end in self._store.acts("quiz-end"):
            other = begun[end.data["device"], end.data["seq"]]
            same = other["questions"] == mine["questions"]
            alike = all(other[name] == mine[name] for name in ("decks", "formats", "exam"))
            if other is not mine and alike and not self.wanted.is_drill:
                yield Attempt(stamp.at, Score(end.data["right"], end.data["of"]), same)


def of_quiz(rows: Rows, stamp: Stamp) -> Rows:
    """The rows that are about the quiz that began with a stamp."""
    return [
        row
        for row in rows
        if (row[1].data["device"], row[1].data["seq"]) == (stamp.device, stamp.seq)
    ]
