"""A session: the question, the learner's answer, the card's, the rating; then the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Key
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, Static

from quizzer.errors import AccessError
from quizzer.marking import Verdict
from quizzer.question import Question
from quizzer.schedule.steps import interval_text
from quizzer.study import Study, logged, mark
from quizzer.tui.widgets.card_text import CardText
from quizzer.tui.widgets.choices import Choices
from quizzer.tui.widgets.progress import ProgressLine
from quizzer.tui.widgets.ratings import Ratings
from quizzer.wording import (
    about_text,
    answer_text,
    asked_for,
    plain,
    question_text,
    summary_line,
    verdict_line,
    when,
)

Phase = Literal["asking", "shown", "waiting", "over"]

_KEYS = {
    "asking": "Space shows · h hint · u undo · - bury · @ suspend · ? keys · Esc leaves",
    "waiting": "Space shows it now · u undo · Esc leaves",
    "over": "Enter goes on · u undo",
}


class ReviewScreen(Screen[None]):
    """Runs the session that the study has begun; dismissed when it is left or over."""

    CSS_PATH = "review.tcss"
    BINDINGS = [
        Binding("space,enter", "go", "Show, then Good", id="review.go",
                tooltip="Shows the answer, then rates it as suggested (Good)"),
        Binding("1", "rate(1)", "Again", id="review.again", tooltip="Again: not remembered"),
        Binding("2", "rate(2)", "Hard", id="review.hard", tooltip="Hard: remembered, with effort"),
        Binding("3", "rate(3)", "Good", id="review.good", tooltip="Good: remembered"),
        Binding("4", "rate(4)", "Easy", id="review.easy", tooltip="Easy: at once"),
        Binding("u", "undo", "Undo", id="review.undo", tooltip="Takes the last answer back"),
        Binding("h", "hint", "Hint", id="review.hint", tooltip="Shows the card's hint"),
        Binding("minus", "bury", "Bury", id="review.bury", tooltip="Buries: not again today"),
        Binding("at", "suspend", "Suspend", id="review.suspend",
                tooltip="Suspends: not again until you bring it back"),
        Binding("question_mark", "help", "Keys", id="review.help", tooltip="These keys"),
        Binding("escape", "leave", "Leave", id="review.leave", tooltip="Ends the session"),
    ]  # fmt: skip

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.study = study
        self._phase: Phase = "asking"
        self._question: Question | None = None
        self._reply = ""
        self._verdict: Verdict | None = None
        self._done = 0
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Status above, the card in the middle, ratings or keys below."""
        with Horizontal(id="status"):
            yield Static(id="deck", markup=False)
            yield Static(id="counts", markup=False)
        yield ProgressLine()
        with VerticalScroll(id="body"), Vertical(id="card"):
            yield Static(id="asked", classes="dim", markup=False)
            yield CardText(id="question")
            yield Static(id="hint", classes="dim", markup=False)
            yield Vertical(id="reply")
            yield Static(id="verdict", markup=False)
            yield CardText(id="answer")
            yield CardText(id="extra")
        yield Ratings()
        yield Static(id="keys", classes="dim", markup=False)

    async def on_mount(self) -> None:
        """Ask the first card."""
        await self._next()

    # what is on screen

    async def _next(self, *, early: bool = False) -> None:
        self._stop_waiting()
        question = self.study.advance(early=early)
        if question is not None:
            await self._ask(question)
        elif self.study.session.waiting:
            await self._wait()
        else:
            await self._over()

    async def _ask(self, question: Question) -> None:
        self._question, self._reply, self._verdict = question, "", None
        self._phase = "asking"
        await self._show(question_text(question.card))
        self._say("#asked", asked_for(question))
        await self._open_reply(question)
        self._status()

    async def _show(self, text: str, answer: str = "", extra: str = "") -> None:
        with self.app.batch_update():
            for name, content in (("#question", text), ("#answer", answer), ("#extra", extra)):
                widget = self.query_one(name, CardText)
                await widget.update(content)
                widget.display = bool(content)
            for name in ("#asked", "#hint", "#verdict"):
                self._say(name, "")
            await self.query_one("#reply").remove_children()
        self.query_one("#body").scroll_home(animate=False)

    def _say(self, name: str, text: str) -> None:
        widget = self.query_one(name, Static)
        widget.update(text)
        widget.display = bool(text)

    async def _open_reply(self, question: Question) -> None:
        reply = self.query_one("#reply")
        widget: Input | Choices | None = None
        if question.format in ("typed", "number"):
            widget = _Answer()
        elif question.options:
            widget = Choices(question)
        if widget is None:
            self.set_focus(self.query_one("#body"))
        else:
            await reply.mount(widget)
            self.set_focus(widget)

    async def _reveal(self, verdict: Verdict | None) -> None:
        question = self._question
        assert question is not None
        self._phase, self._verdict = "shown", verdict
        for choices in self.query(Choices):
            choices.close()
        for line in self.query(_Answer):
            line.disabled = True
        with self.app.batch_update():
            await self.query_one("#question", CardText).update(
                question_text(question.card, shown=True)
            )
            card = question.card
            for name, text in (("#answer", answer_text(card)), ("#extra", about_text(card))):
                widget = self.query_one(name, CardText)
                await widget.update(text)
                widget.display = bool(text)
            self._say("#verdict", verdict_line(verdict) if verdict else "")
        self.set_focus(self.query_one("#body"))
        self._status()
        self.call_after_refresh(self._to_answer)

    def _to_answer(self) -> None:
        for name in ("#verdict", "#answer"):
            widget = self.query_one(name)
            if widget.display:
                self.query_one("#body").scroll_to_widget(widget, animate=False)
                return

    def _status(self) -> None:
        session = self.study.session
        new, learning, due = session.left
        left = new + learning + due
        done = session.summary().total
        line = self.query_one(ProgressLine)
        line.done, line.total = done, done + left
        deck = self.study.library.deck(session.current.slot.deck) if session.current else None
        self.query_one("#deck", Static).update(deck.title if deck else "")
        kind = "practice" if session.practice else f"{new} new · {learning} learning · {due} due"
        self.query_one("#counts", Static).update(f"{left} left" if session.practice else kind)
        ratings, keys = self.query_one(Ratings), self.query_one("#keys", Static)
        ratings.display = self._phase == "shown"
        keys.display = self._phase != "shown"
        if self._phase == "shown":
            practice = session.practice
            ratings.intervals = ("",) * 4 if practice else self.study.preview()
            ratings.suggested = self._verdict.rating if self._verdict else 3
        else:
            how = self.query(Choices)
            text = _KEYS[self._phase]
            if self._phase == "asking" and how:
                text = how.first().how
            elif self._phase == "asking" and self.query(_Answer):
                text = "Enter answers; alone it shows the answer, and then all keys work"
            keys.update(text)

    # waiting, and the end

    async def _wait(self) -> None:
        self._phase, self._question = "waiting", None
        await self._show("")
        self._status()
        self._tick()
        self._timer = self.set_interval(1, self._tick)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _tick(self) -> None:
        waiting = self.study.session.waiting
        if waiting is None:
            return
        due, count = waiting
        left = due - self.study.clock.now
        if left <= 0:
            self.run_worker(self._next(), exclusive=True)
            return
        cards = "One card comes" if count == 1 else f"{count} cards come"
        self._say("#asked", f"{cards} back today, the first in {interval_text(left / 1000)}.")

    async def _over(self) -> None:
        self._phase, self._question = "over", None
        await self._show(self._summary())
        self._status()

    def _summary(self) -> str:
        line = summary_line(self.study.finish())
        today = self.study.agenda.today()
        lines = ["## Done", line]
        if today.total:
            lines.append(f"Left for today: {today.total}.")
        elif today.next_due:
            lines.append(
                f"Next {when(today.next_due, self.study.clock.local(self.study.clock.now))}."
            )
        return "\n\n".join(lines)

    # what the learner does

    async def action_go(self) -> None:
        """Show the answer; then rate as suggested; at the end go home."""
        if self._phase == "asking":
            await self._reveal(None)
        elif self._phase == "shown":
            await self.action_rate(self._verdict.rating if self._verdict else 3)
        elif self._phase == "waiting":
            await self._next(early=True)
        else:
            self.dismiss()

    async def action_rate(self, rating: int) -> None:
        """Rate the card that is shown; it is kept before the next one is asked."""
        if self._phase != "shown" or self._question is None:
            return
        try:
            self.study.answer(rating, self._question.format, self._reply)
        except AccessError as error:
            self._not_saved(error)
            return
        await self._next()

    async def action_undo(self) -> None:
        """Take the last answer, burial or suspension back and ask that card again."""
        self._stop_waiting()
        try:
            question = self.study.undo()
        except AccessError as error:
            self._not_saved(error)
            return
        if question is None:
            self.notify("Nothing to undo in this session.")
        else:
            await self._ask(question)

    async def action_bury(self) -> None:
        """Put the card aside for today."""
        await self._put_aside(self.study.bury, "Buried until tomorrow; u undoes.")

    async def action_suspend(self) -> None:
        """Put the card aside until it is brought back."""
        await self._put_aside(self.study.suspend, "Suspended; u undoes, home lists them.")

    async def _put_aside(self, put: Callable[[], None], said: str) -> None:
        if self._phase not in ("asking", "shown"):
            return
        try:
            put()
        except AccessError as error:
            self._not_saved(error)
            return
        self.notify(said)
        await self._next()

    def _not_saved(self, error: AccessError) -> None:
        self.notify(str(error), title="Not saved", severity="error", markup=False)

    def action_hint(self) -> None:
        """Show the card's hint."""
        if self._phase == "asking" and self._question is not None:
            self._say("#hint", plain(self._question.card.hint) or "This card has no hint.")

    def action_help(self) -> None:
        """Show the keys of this screen."""
        from quizzer.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self))

    async def action_leave(self) -> None:
        """End the session; what was answered is kept. From the summary, go on."""
        self._stop_waiting()
        if self._phase == "over" or not self.study.session.can_undo:
            self.study.finish()
            self.dismiss()
        else:
            await self._over()

    @on(Input.Submitted)
    async def _typed(self, event: Input.Submitted) -> None:
        question = self._question
        if self._phase != "asking" or question is None:
            return
        self._reply = event.value.strip()
        await self._reveal(mark(question, self._reply) if self._reply else None)

    @on(Choices.Answered)
    async def _chosen(self, event: Choices.Answered) -> None:
        question = self._question
        if self._phase != "asking" or question is None:
            return
        self._reply = logged(event.reply) if event.reply else ""
        await self._reveal(mark(question, event.reply) if event.reply else None)


class _Answer(Input):
    """A line to type the answer into; `?` in an empty one shows the keys, as elsewhere."""

    async def _on_key(self, event: Key) -> None:
        if event.key == "question_mark" and not self.value:
            event.prevent_default()
            event.stop()
            await self.screen.run_action("help")
        else:
            await super()._on_key(event)
