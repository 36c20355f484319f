"""A session as lines in and lines out: for screen readers, pipes and terminals that can no more."""

from __future__ import annotations

from typing import TextIO

from quizzer.card import Answer
from quizzer.cli.lines import Left, Lines, is_command
from quizzer.marking import Verdict
from quizzer.question import Question, how_to_reply, read_letters
from quizzer.schedule.steps import interval_text
from quizzer.study import Study
from quizzer.study.replies import Reply, logged, mark
from quizzer.wording import (
    CHANGED,
    CHANGED_WAYS,
    RATINGS,
    SURE,
    about_text,
    answer_text,
    new_answer_text,
    old_answer_text,
    plain,
    question_text,
    summary_line,
    verdict_line,
)

_COMMANDS = (":u", ":b", ":s")
_HELP = ":u undoes, :b buries, :s suspends, :h hints, :q quits"
_RATINGS = {
    word: number for number, name in enumerate(RATINGS, 1) for word in (str(number), name.lower())
}


def review_plain(study: Study, lines: TextIO, out: TextIO) -> None:
    """Run the session that was begun, until it is over or left; what was answered is kept."""
    _Plain(study, Lines(lines, out)).run()


class _Plain:
    def __init__(self, study: Study, lines: Lines) -> None:
        self.study = study
        self._lines = lines
        self._say = lines.say
        self._read = lines.read

    def run(self) -> None:
        question = self.study.advance()
        try:
            while True:
                if question is None:
                    question = self._wait()
                    if question is None:
                        break
                question = self._card(question)
        except Left:
            pass
        self._say(summary_line(self.study.finish()))

    def _wait(self) -> Question | None:
        waiting = self.study.session.waiting
        if waiting is None:
            return None
        due, count = waiting
        when = interval_text(max(0, due - self.study.clock.now) / 1000)
        cards = "1 card comes" if count == 1 else f"{count} cards come"
        self._say(f"{cards} back soon, the first in {when}. Enter: now; :w waits; :q stops")
        while True:
            reply = self._read()
            if reply == ":u":
                return self._undo() or self._wait()
            if reply in ("", ":w"):
                if reply:
                    self._sleep_until(due)
                return self.study.advance(early=True)
            self._say("Enter: now; :w waits; :u undoes; :q stops")

    def _sleep_until(self, due: int) -> None:
        import time

        while (left := due - self.study.clock.now) > 0:
            time.sleep(min(left / 1000, 1))

    def _card(self, question: Question) -> Question | None:
        """Ask one card; return the next question."""
        new, learning, due = self.study.session.left
        self._say(f"[{new} new, {learning} learning, {due} due]")
        if self.study.superseded is not None:
            return self._changed(question, self.study.superseded)
        self._lines.ask(question)
        while True:
            reply = self._read()
            if reply in _COMMANDS:
                return self._command(reply, question)
            if reply == ":h":
                self._say(plain(question.card.hint) or "This card has no hint.")
                continue
            if is_command(reply, question):
                self._say(_HELP)
                continue
            given = self._given(question, reply)
            if given is None:
                self._say(how_to_reply(question))
                continue
            return self._rate(question, mark(question, given) if given else None, logged(given))

    def _changed(self, question: Question, before: Answer) -> Question | None:
        """Show what the answer was and is, and take what the learner says to it."""
        card = question.card
        self._say(CHANGED)
        self._say(plain(question_text(card)))
        for when, text in (("was", old_answer_text(card, before)), ("is", new_answer_text(card))):
            self._say(f"It {when}: {plain(text)}")
        for way, means in CHANGED_WAYS:
            self._say(f"{way[0]}) {way}: {means}")
        while True:
            reply = self._read().lower()
            if reply in _COMMANDS:
                return self._command(reply, question)
            if reply in ("", "k", "keep"):
                self.study.keep()
                return self.study.advance()
            if reply in ("r", "relearn"):
                self.study.relearn()
                return question
            if reply in ("s", "suspend"):
                return self._command(":s", question)
            self._say("k keeps, r relearns, s suspends; an empty line keeps")

    def _given(self, question: Question, line: str) -> Reply | None:
        """What a line answers: nothing where the learner answers in the head, None if unfit."""
        if not line or question.format in ("recall", "cloze"):
            return ""
        return read_letters(question, line) if question.options else line

    def _how_sure(self) -> float | str | None:
        """How sure the learner is, None where they do not say; or else the command they gave."""
        from quizzer.calibration import LEVELS

        keys = ", ".join(f"{key} {name}" for key, name in enumerate(SURE, 1))
        shares = ", ".join(f"{level:.0%}" for level in LEVELS)
        levels: dict[str, float | None] = {"": None}
        for key, (name, level) in enumerate(zip(SURE, LEVELS, strict=True), 1):
            levels |= {str(key): level, name: level}
        self._say(f"How sure? {keys} ({shares})")
        while True:
            reply = self._read().lower()
            if reply in _COMMANDS:
                return reply
            if reply in levels:
                return levels[reply]
            self._say(f"{keys}; an empty line skips")

    def _rate(self, question: Question, verdict: Verdict | None, kept: str) -> Question | None:
        """Show the answer and take the rating; return the next question."""
        card, suggested = question.card, self.study.suggested(verdict)
        sure = self._how_sure() if self.study.asks_how_sure(kept) else None
        if isinstance(sure, str):
            return self._command(sure, question)
        if verdict:
            self._say(verdict_line(verdict))
        self._say(plain(answer_text(card)))
        if about := about_text(card):
            self._say(plain(about))
        self._say(self._ratings(suggested))
        while True:
            reply = self._read().lower()
            if reply in _COMMANDS:
                return self._command(reply, question)
            rating = _RATINGS.get(reply, suggested if not reply else 0)
            if rating:
                self.study.answer(rating, question.format, kept, sure=sure, verdict=verdict)
                return self.study.advance()
            self._say("1 again, 2 hard, 3 good, 4 easy; an empty line takes the starred one")

    def _ratings(self, suggested: int) -> str:
        practice = self.study.session.practice
        intervals = ("",) * 4 if practice else self.study.preview()
        parts = []
        for number, (name, interval) in enumerate(zip(RATINGS, intervals, strict=True), 1):
            star = "*" if number == suggested else ""
            parts.append(f"{number}{star} {name.lower()} {interval}".rstrip())
        return "  ".join(parts)

    def _command(self, command: str, question: Question) -> Question | None:
        if command == ":u":
            return self._undo() or question
        (self.study.bury if command == ":b" else self.study.suspend)()
        self._say("Buried until tomorrow." if command == ":b" else "Suspended.")
        return self.study.advance()

    def _undo(self) -> Question | None:
        can_undo = self.study.session.can_undo
        question = self.study.undo()
        self._say("Taken back." if can_undo else "Nothing to undo in this session.")
        return question
