"""A quiz: one question after the other, in practice each with what came of it, in an exam not."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from quizzer.errors import AccessError
from quizzer.quiz import Answer as Answered
from quizzer.quiz import Item
from quizzer.study import Study
from quizzer.study.quizzing import Quiz
from quizzer.tui.screens.quiz_overview import END, QuizOverviewScreen
from quizzer.tui.source import show_source
from quizzer.tui.widgets import faces
from quizzer.tui.widgets.foot import Foot
from quizzer.tui.widgets.status import StatusLine
from quizzer.wording import fewer_text, place_text, plain, question_text, topic_name

if TYPE_CHECKING:
    from quizzer.study.replies import Reply
    from quizzer.tui.widgets.answer import Answer
    from quizzer.tui.widgets.choices import Choices

_HOW = {
    "choice": "a letter answers",
    "choose-all": "letters choose, Enter answers",
    "order": "letters in order, Enter answers",
    "match": "a letter a line, Enter answers",
}
_KEYS = "o overview · ← → questions · f flag · ? keys · Esc leaves"


class QuizScreen(Screen[None]):
    """Takes a quiz from where it stands; its result is shown when it is over, and then home."""

    CSS_PATH = "quiz.tcss"
    BINDINGS = [
        Binding("space,enter", "next", "Next", id="quiz.next",
                tooltip="Goes on once a question is answered"),
        Binding("y", "accept", "Accept", id="quiz.accept",
                tooltip="Counts an answer that is nearly right as right, in practice"),
        Binding("n", "note", "Note", id="quiz.note",
                tooltip="Shows, after the answer, the note that the card is made from"),
        Binding("h", "hint", "Hint", id="quiz.hint",
                tooltip="Shows the card's hint, in practice"),
        Binding("right,ctrl+n", "go(1)", "Forward", id="quiz.forward",
                tooltip="The question after this one"),
        Binding("left,ctrl+l", "go(-1)", "Back", id="quiz.back",
                tooltip="The question before this one"),
        Binding("f,ctrl+f", "flag", "Flag", id="quiz.flag",
                tooltip="Flags a question to come back to, or takes the flag away"),
        Binding("o,ctrl+o", "overview", "Overview", id="quiz.overview",
                tooltip="Shows what is answered, flagged and open, and ends the quiz"),
        Binding("escape", "leave", "Leave", id="quiz.leave",
                tooltip="Leaves; a quiz goes on another time, a drill not"),
    ]  # fmt: skip

    AUTO_FOCUS = None

    def __init__(self, study: Study, quiz: Quiz) -> None:
        super().__init__()
        self.study = study
        self.quiz = quiz
        self._timer: Timer | None = None
        self._shown = quiz.at
        self._drafts: dict[int, str] = {}

    def compose(self) -> ComposeResult:
        """Where one is above, the question in the middle, the keys below."""
        yield StatusLine()
        with VerticalScroll(id="body"):
            yield from self._widgets()
        yield Foot()

    def on_mount(self) -> None:
        """Let the keys go to the question, and time pass."""
        quiz = self.quiz
        self._settle()
        if quiz.left_ms is not None:
            self._timer = self.set_interval(1, self._tick)
            self.call_after_refresh(self._tick)
        fewer = fewer_text(quiz.wanted.count, len(quiz.questions))
        if fewer and not quiz.resumed:
            self.notify(fewer)

    # what is on screen

    @property
    def _item(self) -> Item:
        return self.quiz.questions[self.quiz.at]

    @property
    def _settled(self) -> Answered | None:
        """The answer to the question one is on, where it cannot be changed any more."""
        return None if self.quiz.wanted.exam else self.quiz.answers.get(self.quiz.at)

    @property
    def _is_nearly(self) -> bool:
        """Whether the learner can still count the answer as right."""
        settled = self._settled
        return settled is not None and settled.verdict.kind == "nearly" and not settled.accepted

    def _widgets(self) -> list[Widget]:
        """The question as it was left: open, or with its answer and what is to be said of it."""
        question, settled = self._item.question, self._settled
        columns = self.app.size.width
        widgets = faces.asking(question, columns)
        if question.format == "cloze":
            from quizzer.tui.widgets.answer import Answer

            widgets.append(Answer())
        given = cast("Answer | Choices", widgets[-1])
        if answer := self.quiz.answers.get(self.quiz.at):
            given.restore(answer.reply)
        elif draft := self._drafts.get(self.quiz.at):
            given.restore(draft)
        if settled:
            given.close()
            if question.format == "cloze":
                filled = question_text(question.card, shown=True)
                widgets[-2] = faces.text(filled, "question", columns)
            widgets += faces.answering(question.card, settled.verdict, columns)
            if settled.accepted:
                said = Static("It counts as right.", classes="accepted", markup=False)
                widgets.insert(widgets.index(given) + 2, said)
        return widgets

    async def _show(self) -> None:
        """Show the question one is on; what was typed to the one before, and not sent, is kept."""
        body = self.query_one("#body")
        for line in body.query("Answer").results(Input):
            self._drafts[self._shown] = line.value
        self._shown = self.quiz.at
        with self.app.batch_update():
            await body.remove_children()
            await body.mount_all(self._widgets())
        body.scroll_home(animate=False)
        self._settle()
        if self._settled:
            self.call_after_refresh(
                body.scroll_to_widget, self.query_one(".verdict"), animate=False
            )

    def _settle(self) -> None:
        """Let the keys go where the answer is given, and bring the lines around up to date."""
        quiz, settled = self.quiz, self._settled
        self.set_focus(self.query_one("#body" if settled else ".reply"))
        status = self.query_one(StatusLine)
        status.deck = topic_name(self._item.topic, self.study.library.decks)
        status.done, status.total = len(quiz.answers), len(quiz.questions)
        self._tell_time()
        if settled:
            keys = ["y accepts it"] * self._is_nearly + ["Space goes on", "n note"]
        elif how := _HOW.get(self._item.question.format):
            keys = [how, self._alone]
        else:
            keys = ["Enter answers", "Tab to the keys", self._alone]
        self.query_one(Foot).keys = " · ".join([*keys, _KEYS])

    @property
    def _alone(self) -> str:
        """What Enter does where nothing was chosen or typed."""
        return "Enter alone skips" if self.quiz.wanted.exam else "Enter alone shows it"

    def _tell_time(self) -> None:
        quiz = self.quiz
        place = place_text(quiz.at, len(quiz.questions), quiz.left_ms)
        flagged = "flagged · " if quiz.at in quiz.flagged else ""
        self.query_one(StatusLine).counts = f"{flagged}{place}"

    # time

    def _tick(self) -> None:
        self._tell_time()
        if self.quiz.left_ms == 0:
            self._end()

    def _end(self) -> None:
        """End the quiz and show what came of it; where that cannot be kept, nothing is lost."""
        if self._timer is not None:
            self._timer.stop()
        try:
            result = self.quiz.finish()
        except AccessError as error:
            self._not_saved(error)
            return
        from quizzer.tui.screens.quiz_result import QuizResultScreen

        while self.app.screen is not self:
            self.app.pop_screen()
        shown = QuizResultScreen(self.study, self.quiz, result)
        self.app.push_screen(shown, lambda _: self.action_leave())

    # what the learner does

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """The learner typed an answer."""
        await self._answer(event.value.strip())

    async def on_choices_answered(self, event: Choices.Answered) -> None:
        """The learner chose, ordered or matched."""
        await self._answer(event.reply)

    async def _answer(self, reply: Reply) -> None:
        """Keep an answer; in an exam nothing is no answer, and the next question follows."""
        quiz = self.quiz
        if self._settled:
            return
        if reply or not quiz.wanted.exam:
            try:
                verdict = quiz.answer(quiz.at, reply)
            except AccessError as error:
                self._not_saved(error)
                return
            if verdict is None:
                self._end()
                return
        await (self._next() if quiz.wanted.exam else self._show())

    async def _next(self) -> None:
        """Go to the next question that is open; where there is none, it is time to end."""
        quiz, here = self.quiz, self.quiz.at
        if quiz.advance() and quiz.at != here:
            await self._show()
        elif quiz.wanted.exam or quiz.flagged:
            self._settle()
            self.action_overview()
        else:
            self._end()

    async def action_next(self) -> None:
        """Go on, once the question is answered."""
        if self._settled:
            await self._next()

    async def action_accept(self) -> None:
        """Count the answer as right, which is nearly right."""
        if self._is_nearly:
            try:
                self.quiz.accept(self.quiz.at)
            except AccessError as error:
                self._not_saved(error)
                return
            await self._show()

    async def action_go(self, by: int) -> None:
        """Go to the question after this one, or the one before."""
        if self.quiz.at + by in self.quiz.questions:
            self.quiz.go(self.quiz.at + by)
            await self._show()

    def action_flag(self) -> None:
        """Flag the question, or take its flag away."""
        try:
            self.quiz.flag(self.quiz.at)
        except AccessError as error:
            self._not_saved(error)
            return
        self._tell_time()

    def action_overview(self) -> None:
        """Show what is answered, flagged and open."""
        self.app.push_screen(QuizOverviewScreen(self.quiz), self._chosen)

    async def _chosen(self, number: int | None) -> None:
        if number == END:
            self._end()
        elif number is not None:
            self.quiz.go(number)
            await self._show()

    async def action_hint(self) -> None:
        """Show the card's hint; an exam gives none."""
        if self.quiz.wanted.exam or self._settled or self.query(".hint"):
            return
        hint = plain(self._item.question.card.hint) or "This card has no hint."
        await self.query_one("#body").mount(
            Static(hint, classes="hint dim", markup=False), after=self.query_one(".question")
        )

    def action_note(self) -> None:
        """Show the passage that the card is made from; it may hold the answer, so not before it."""
        if self._settled:
            show_source(self.app, self.study, self._item.slot)

    def action_leave(self) -> None:
        """Leave the quiz as it stands."""
        with suppress(AccessError):
            self.quiz.pause()
        if len(self.app.screen_stack) > 1:
            self.dismiss()
        else:
            self.app.exit()

    def _not_saved(self, error: AccessError) -> None:
        self.notify(str(error), title="Not saved", severity="error")
