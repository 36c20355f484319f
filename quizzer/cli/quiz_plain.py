"""A quiz as lines in and lines out."""

from __future__ import annotations

from typing import TextIO

from quizzer.cli.lines import Left, Lines, is_command
from quizzer.marking import Verdict
from quizzer.question import Question, how_to_reply, read_letters
from quizzer.quiz import Mistake
from quizzer.study import Study
from quizzer.study.quizzing import Quiz
from quizzer.study.replies import Reply
from quizzer.wording import (
    about_text,
    answer_text,
    attempt_text,
    fewer_text,
    open_text,
    place_text,
    plain,
    question_text,
    reply_text,
    score_text,
    topic_name,
    verdict_line,
)

_EARLIER = 5
"""So many earlier attempts are shown."""

_COMMANDS = (":f", ":h")
_HELP = ":h hints, :q ends the quiz"
_HELP_IN_EXAM = ":3 goes to question 3, :f flags a question to come back to, :q ends the exam"
_NEARLY = "y counts it as right; an empty line does not"
_BACK = "A number goes back to a question; an empty line ends the exam."


def quiz_plain(study: Study, quiz: Quiz, lines: TextIO, out: TextIO) -> None:
    """Take a quiz from where it stands until it is over, by its time, too, or by `:q`."""
    _Taking(study, quiz, Lines(lines, out)).run()


class _Taking:
    def __init__(self, study: Study, quiz: Quiz, lines: Lines) -> None:
        self._study = study
        self._quiz = quiz
        self._lines = lines
        self._say = lines.say
        self._exam = quiz.wanted.exam
        self._numbers = {str(number): number for number in quiz.questions}

    def run(self) -> None:
        quiz = self._quiz
        self._begin()
        queue = [it for it in quiz.questions if it >= quiz.at and it not in quiz.answers]
        try:
            while queue or (self._exam and (queue := self._back())):
                jump = self._ask(queue[0])
                queue = [jump, *(it for it in queue if it != jump)] if jump else queue[1:]
        except Left:
            pass
        self._end()

    def _begin(self) -> None:
        quiz = self._quiz
        if not quiz.wanted.is_drill:
            self._say(f"Seed: {quiz.wanted.seed}")
        if fewer := fewer_text(quiz.wanted.count, len(quiz.questions)):
            self._say(fewer)
        if quiz.resumed:
            begun = self._study.clock.local(quiz.begun)
            done = f"{len(quiz.answers)} of {len(quiz.questions)} answered"
            self._say(f"Going on with the quiz of {begun.day} {begun:%B %Y}: {done}.")

    def _read(self) -> str:
        if self._quiz.left_ms != 0:
            return self._lines.read()
        raise self._over()

    def _over(self) -> Left:
        self._say("Time is over.")
        return Left()

    # one question

    def _ask(self, number: int) -> int | None:
        """Ask a question until it is answered or left; or say which is to be asked before it."""
        quiz, question = self._quiz, self._quiz.questions[number].question
        quiz.go(number)
        self._say(f"[{place_text(number, len(quiz.questions), quiz.left_ms)}]")
        self._lines.ask(question)
        if number in quiz.answers:
            self._say(f"Your answer: {reply_text(question, quiz.answers[number].reply)}")
        while True:
            line = self._read()
            if self._exam and line.startswith(":") and line[1:] in self._numbers:
                return self._numbers[line[1:]]
            if self._is_command(line, question):
                self._obey(line, number)
                continue
            reply = read_letters(question, line) if line and question.options else line
            if reply is None:
                self._say(how_to_reply(question))
                continue
            self._take(number, reply)
            return None

    def _is_command(self, line: str, question: Question) -> bool:
        """Whether a line is no reply."""
        goes_to = self._exam and line.startswith(":") and line[1:].isdigit()
        return line in _COMMANDS or goes_to or is_command(line, question)

    def _obey(self, command: str, number: int) -> None:
        quiz = self._quiz
        if command == ":f" and self._exam:
            quiz.flag(number)
            self._say("Flagged." if number in quiz.flagged else "The flag is gone.")
        elif command == ":h" and not self._exam:
            hint = quiz.questions[number].question.card.hint
            self._say(plain(hint) or "This card has no hint.")
        else:
            self._say(_HELP_IN_EXAM if self._exam else _HELP)

    def _take(self, number: int, reply: Reply) -> None:
        if not self._exam:
            self._mark(number, reply)
        elif not reply:
            self._say("Left as it is.")
        else:
            self._answer(number, reply)
            self._say("Noted.")

    def _answer(self, number: int, reply: Reply) -> Verdict:
        verdict = self._quiz.answer(number, reply)
        if verdict is None:
            raise self._over()
        return verdict

    def _mark(self, number: int, reply: Reply) -> None:
        """Say whether a reply is right, and what is."""
        verdict = self._answer(number, reply)
        self._say(verdict_line(verdict) if reply else "Wrong: not answered.")
        self._explain(number)
        if verdict.kind == "nearly":
            self._say(_NEARLY)
            while (said := self._read().lower()) not in ("", "n", "no", "y", "yes"):
                self._say(_NEARLY)
            if said.startswith("y"):
                self._quiz.accept(number)

    def _explain(self, number: int) -> None:
        card = self._quiz.questions[number].question.card
        self._say(plain(answer_text(card)))
        if about := about_text(card):
            self._say(plain(about))

    def _back(self) -> list[int]:
        """After the last question of an exam: one to go back to, none at its end."""
        quiz = self._quiz
        self._say(open_text(set(quiz.questions) - set(quiz.answers), quiz.flagged))
        self._say(_BACK)
        while line := self._read():
            if line.removeprefix(":") in self._numbers:
                return [self._numbers[line.removeprefix(":")]]
            self._say(_BACK)
        return []

    # what came of it

    def _end(self) -> None:
        result = self._quiz.finish()
        self._say("By topic:")
        for topic, score in result.by_topic.items():
            self._say(f"  {topic_name(topic, self._study.library.decks)}: {score_text(score)}")
        self._say("By format:")
        for asked, score in result.by_format.items():
            self._say(f"  {asked}: {score_text(score)}")
        if result.mistakes:
            self._say("Missed:")
            for mistake in result.mistakes:
                self._missed(mistake)
            self._say("`quizzer review --missed` studies what you missed.")
        for attempt in result.earlier[-_EARLIER:]:
            self._say(attempt_text(attempt, self._study.clock.local(attempt.at)))
        self._say(f"Score: {result.score.right} of {result.score.of}")

    def _missed(self, mistake: Mistake) -> None:
        answer = mistake.answer
        self._say(f"{mistake.number}. {plain(question_text(mistake.item.question.card))}")
        replied = answer is not None and answer.reply
        self._say(verdict_line(answer.verdict) if answer and replied else "Not answered.")
        self._explain(mistake.number)
