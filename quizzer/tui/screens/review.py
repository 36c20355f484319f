"""A session: the question, the learner's answer and how sure, the card's, the rating; the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widget import Widget

from quizzer.errors import AccessError
from quizzer.study import Study
from quizzer.tui.live import FaultLine
from quizzer.tui.source import edit_source, show_source
from quizzer.tui.widgets import faces
from quizzer.tui.widgets.card_view import CardView
from quizzer.tui.widgets.foot import Foot
from quizzer.tui.widgets.pause import Pause
from quizzer.tui.widgets.status import StatusLine
from quizzer.tui.widgets.summary import ending
from quizzer.wording import SURE, SURE_KEYS, plain

if TYPE_CHECKING:
    from textual.binding import ActiveBinding
    from textual.widgets import Input

    from quizzer.card import Answer, Card
    from quizzer.marking import Verdict
    from quizzer.question import Question
    from quizzer.study.replies import Reply
    from quizzer.tui.widgets.choices import Choices

Phase = Literal["asking", "sure", "shown", "waiting", "over"]

_KEYS: dict[Phase, str] = {
    "asking": "Space shows · h hint · u undo · e edit · - bury · @ suspend · ? keys · Esc leaves",
    "sure": SURE_KEYS,
    "shown": "",
    "waiting": "Space shows it now · u undo · Esc leaves",
    "over": "Enter goes on · u undo",
}

_TIPS_WHEN_SURE = {
    "go": "Shows the answer without saying how sure you are",
    **{f"rate({key})": f"Says that you are {name}" for key, name in enumerate(SURE, 1)},
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
        Binding("n", "note", "Note", id="review.note",
                tooltip="Shows, after the answer, the note that the card is made from"),
        Binding("e", "edit", "Edit", id="review.edit",
                tooltip="Opens the card in your editor, where it is written"),
        Binding("escape", "leave", "Leave", id="review.leave", tooltip="Ends the session"),
    ]  # fmt: skip

    AUTO_FOCUS = None

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.study = study
        self._phase: Phase = "asking"
        self._question: Question | None = None
        self._reply = ""
        self._verdict: Verdict | None = None
        self._sure: float | None = None
        self._suggested = 3
        self._is_gone = False

    def compose(self) -> ComposeResult:
        """Status above, the card in the middle, ratings or keys below."""
        yield StatusLine()
        yield FaultLine()
        yield CardView(self._next_widgets())
        yield Foot()

    def on_mount(self) -> None:
        """Let the keys go to the first card."""
        self._settle()

    # what is on screen

    @property
    def _view(self) -> CardView:
        return self.query_one(CardView)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys, each with what it does at this moment."""
        found = super().active_bindings
        if self._phase != "sure":
            return found
        return {
            key: active._replace(tooltip=_TIPS_WHEN_SURE.get(active.binding.action, active.tooltip))
            for key, active in found.items()
        }

    async def _next(self, *, early: bool = False) -> None:
        await self._fill(self._next_widgets(early=early))

    def _next_widgets(self, *, early: bool = False) -> list[Widget]:
        """Advance, and say what is to be shown: the next card, a pause, or the summary."""
        question = self.study.advance(early=early)
        if question is not None:
            return self._asking(question)
        self._question = None
        if self.study.session.waiting:
            self._phase = "waiting"
            return [Pause(self.study)]
        return self._ending()

    def _asking(self, question: Question) -> list[Widget]:
        self._phase, self._question, self._is_gone = "asking", question, False
        self._reply, self._verdict, self._sure = "", None, None
        if self.study.superseded is not None:
            self.call_later(self._ask_about_change, question.card, self.study.superseded)
        return faces.asking(question, self.app.size.width)

    def _ending(self) -> list[Widget]:
        self._phase, self._question = "over", None
        return list(ending(self.study.finish(), self.study))

    async def _fill(self, widgets: list[Widget]) -> None:
        await self._view.fill(widgets)
        self._settle()

    def _settle(self) -> None:
        """Let the keys go where the answer is given, and bring the lines around up to date."""
        reply = self._view.reply if self._phase == "asking" else None
        self.set_focus(reply or self._view)
        session = self.study.session
        new, learning, due = session.left
        status = self.query_one(StatusLine)
        deck = self.study.library.deck(session.current.slot.deck) if session.current else None
        status.deck = deck.title if deck else ""
        status.done, left = session.summary().total, new + learning + due
        status.total = status.done + left
        status.counts = (
            f"{left} left" if session.practice else f"{new} new · {learning} learning · {due} due"
        )
        foot = self.query_one(Foot)
        foot.keys = reply.how if reply else _KEYS[self._phase]
        foot.suggested = self._suggested
        foot.intervals = ()
        if self._phase == "shown":
            foot.intervals = ("",) * 4 if session.practice else self.study.preview()

    async def _given(self, verdict: Verdict | None) -> None:
        """The learner has an answer: ask how sure they are, where they want that, or reveal it."""
        self._suggested = self.study.suggested(verdict)
        if not self.study.asks_how_sure(self._reply):
            await self._reveal(verdict)
            return
        self._phase, self._verdict = "sure", verdict
        await self._view.ask_how_sure()
        self._settle()

    async def _reveal(self, verdict: Verdict | None) -> None:
        assert self._question is not None
        self._phase, self._verdict = "shown", verdict
        await self._view.reveal(self._question.card, verdict)
        self._settle()

    # a card that was edited

    async def on_reloaded(self) -> None:
        """Decks were saved: show the card as it is now, in place."""
        from textual.widgets import Input

        self.query_one(FaultLine).show(self.study.faults)
        if self._phase not in ("asking", "sure", "shown") or self._question is None:
            return
        from quizzer.tui.screens.changed import ChangedScreen

        before, phase = self._question, self._phase
        asks_about_change = isinstance(self.app.screen, ChangedScreen)
        try:
            question = self.study.reread()
        except AccessError as error:
            self._not_saved(error)
            return
        changed = self.study.superseded is not None
        if question and changed == asks_about_change and _alike(question.card, before.card):
            self._question = question
            return
        if asks_about_change:
            self.app.pop_screen()
        if question is None:
            if not self._is_gone:
                self.notify("This card is in no deck any more; what you answer is kept.")
            self._is_gone = True
        else:
            reply, verdict, sure = self._reply, self._verdict, self._sure
            typed = [line.value for line in self.query(Input)]
            await self._fill(self._asking(question))
            if phase == "shown":
                self._reply, self._sure = reply, sure
                await self._reveal(verdict)
            else:
                for line, value in zip(self.query(Input), typed, strict=False):
                    line.value = value

    async def _ask_about_change(self, card: Card, before: Answer) -> None:
        from quizzer.tui.screens.changed import ChangedScreen

        self.app.push_screen(ChangedScreen(card, before), self._changed)

    async def _changed(self, way: str | None) -> None:
        if self.study.superseded is None:
            return
        try:
            if way == "keep":
                self.study.keep()
            elif way == "relearn":
                self.study.relearn()
        except AccessError as error:
            self._not_saved(error)
            return
        if way == "keep":
            await self._next()
        elif way == "suspend":
            await self.action_suspend()
        elif way is None:
            await self.action_leave()

    def action_note(self) -> None:
        """Show the passage that the card is made from; it may hold the answer, so not before it."""
        current = self.study.session.current
        if current is not None and self._phase == "shown":
            show_source(self.app, self.study, current.slot)

    def action_edit(self) -> None:
        """Open the card in the learner's editor, and come back to it as it is then."""
        if current := self.study.session.current:
            edit_source(self.app, self.study, current.slot)

    # what the learner does

    async def action_go(self) -> None:
        """Show the answer; then rate as suggested; at the end go home."""
        if self._phase == "asking":
            await self._given(None)
        elif self._phase == "sure":
            await self._reveal(self._verdict)
        elif self._phase == "shown":
            await self.action_rate(self._suggested)
        elif self._phase == "waiting":
            await self._next(early=True)
        else:
            self._go_home()

    async def action_rate(self, rating: int) -> None:
        """Rate the card that is shown; it is kept before the next one is asked.

        Before it is shown, the same keys say how sure the learner is.
        """
        if self._phase == "sure":
            from quizzer.calibration import LEVELS

            self._sure = LEVELS[rating - 1]
            await self._reveal(self._verdict)
            return
        if self._phase != "shown" or self._question is None:
            return
        try:
            self.study.answer(
                rating,
                self._question.format,
                self._reply,
                sure=self._sure,
                verdict=self._verdict,
            )
        except AccessError as error:
            self._not_saved(error)
            return
        await self._next()

    async def action_undo(self) -> None:
        """Take the last answer, burial or suspension back and ask that card again."""
        if not self.study.session.can_undo:
            self.notify("Nothing to undo in this session.")
            return
        try:
            question = self.study.undo()
        except AccessError as error:
            self._not_saved(error)
            return
        await (self._fill(self._asking(question)) if question else self._next())

    async def action_bury(self) -> None:
        """Put the card aside for today."""
        await self._put_aside(self.study.bury, "Buried until tomorrow; u undoes.")

    async def action_suspend(self) -> None:
        """Put the card aside until it is brought back."""
        await self._put_aside(self.study.suspend, "Suspended; u undoes, home lists them.")

    async def _put_aside(self, put: Callable[[], None], said: str) -> None:
        if self._phase not in ("asking", "sure", "shown"):
            return
        try:
            put()
        except AccessError as error:
            self._not_saved(error)
            return
        self.notify(said)
        await self._next()

    def _not_saved(self, error: AccessError) -> None:
        self.notify(str(error), title="Not saved", severity="error")

    async def action_hint(self) -> None:
        """Show the card's hint."""
        if self._phase == "asking" and self._question is not None:
            hint = plain(self._question.card.hint)
            await self._view.add_hint(hint or "This card has no hint.")

    async def action_leave(self) -> None:
        """End the session; what was answered is kept. From the summary, go on."""
        if self._phase == "over" or not self.study.session.can_undo:
            self.study.finish()
            self._go_home()
        else:
            await self._fill(self._ending())

    def _go_home(self) -> None:
        if len(self.app.screen_stack) > 1:
            self.dismiss()
        else:
            self.app.exit()

    @on(Pause.Over)
    async def _go_on(self) -> None:
        if self._phase == "waiting":
            await self._next()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """The learner typed an answer."""
        await self._answered(event.value.strip())

    async def on_choices_answered(self, event: Choices.Answered) -> None:
        """The learner chose, ordered or matched."""
        await self._answered(event.reply)

    async def _answered(self, reply: Reply) -> None:
        if self._phase == "asking" and self._question is not None:
            from quizzer.study.replies import logged, mark

            self._reply = logged(reply) if reply else ""
            await self._given(mark(self._question, reply) if reply else None)


def _alike(one: Card, other: Card) -> bool:
    """Whether two cards are the same on screen; where they stand in their file does not matter."""
    return one._replace(line=1, column=1) == other._replace(line=1, column=1)
