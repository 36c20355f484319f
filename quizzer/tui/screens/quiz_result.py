"""What came of a quiz: the score, by topic and by format, earlier ones, and the mistakes."""

from __future__ import annotations

import shlex

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from quizzer.errors import AccessError, UsageError
from quizzer.quiz import COUNT, Mistake, Result, Wanted
from quizzer.study import Helping, Study
from quizzer.study.quizzing import Quiz
from quizzer.terminal import visible
from quizzer.tui.source import show_source
from quizzer.tui.widgets import faces
from quizzer.tui.widgets.bars import Bar, Bars
from quizzer.tui.widgets.foot import Foot
from quizzer.wording import counted, question_text, reply_text, score_text, topic_name

_EARLIER = 5
"""So many earlier attempts are shown."""


class QuizResultScreen(Screen[None]):
    """Shows a quiz or drill that is over; dismissed when one leaves it."""

    CSS_PATH = "quiz_result.tcss"
    BINDINGS = [
        Binding("space", "page_down", "Page down", id="quiz_result.down",
                tooltip="Shows what is below"),
        Binding("j", "go(1)", "Next mistake", id="quiz_result.next",
                tooltip="The next mistake (Tab, too)"),
        Binding("k", "go(-1)", "Mistake before", id="quiz_result.back",
                tooltip="Mistake before (Shift+Tab, too)"),
        Binding("n", "note", "Note", id="quiz_result.note",
                tooltip="Shows the note of this mistake"),
        Binding("s", "study", "Study", id="quiz_result.study",
                tooltip="Studies what you missed"),
        Binding("escape,q", "dismiss", "Leave", id="quiz_result.leave",
                tooltip="Leaves the result"),
    ]  # fmt: skip

    AUTO_FOCUS = "#body"

    def __init__(self, study: Study, quiz: Quiz, result: Result) -> None:
        super().__init__()
        self.study = study
        self.quiz = quiz
        self.result = result

    def compose(self) -> ComposeResult:
        """The score; what it is made of and the mistakes, to scroll through; the keys."""
        result, missed = self.result, self.result.mistakes
        time_over = "Time is over. " if self.quiz.left_ms == 0 else ""
        yield Static(f"{time_over}Score: {score_text(result.score)}", id="title", markup=False)
        with VerticalScroll(id="body"):
            yield Static(self._about(), classes="dim about", markup=False)
            yield self._scores()
            if missed:
                yield Static("What you missed", classes="title", markup=False)
                for mistake in missed:
                    topic = topic_name(mistake.item.topic, self.study.library.decks)
                    yield MistakeView(mistake, topic, self.app.size.width)
        yield Foot()

    def on_mount(self) -> None:
        """Say the keys."""
        keys = "s studies what you missed · n note · j k mistakes · "
        self.query_one(Foot).keys = f"{keys if self.result.mistakes else ''}? keys · Esc leaves"

    def _about(self) -> str:
        wanted = self.quiz.wanted
        mode = "Drill" if wanted.is_drill else "Exam" if wanted.exam else "Practice"
        questions = counted(len(self.quiz.questions), "question")
        limit = f" of {wanted.minutes}:00" if wanted.minutes else ""
        about = f"{mode} · {questions} · {_time(self.result.took)}{limit}"
        return about if wanted.is_drill else f"{about}\nThe same again: {command(wanted)}"

    def _scores(self) -> Bars:
        """The score by topic and by format, and beside those of earlier quizzes."""
        result, decks = self.result, self.study.library.decks
        earlier = [
            Bar(self._day(it.at), it.score, "same questions" if it.same else "")
            for it in result.earlier[-_EARLIER:]
        ]
        return Bars(
            {
                "By topic": [Bar(topic_name(it, decks), of) for it, of in result.by_topic.items()],
                "By format": [Bar(it, of) for it, of in result.by_format.items()],
                "Compared with earlier ones": [*earlier, Bar("this one", result.score)]
                if earlier
                else [],
            }
        )

    def _day(self, at: int) -> str:
        """When a quiz ended, as one would say it."""
        clock = self.study.clock
        moment, now = clock.local(at), clock.local(clock.now)
        if moment.date() == now.date():
            return f"today at {moment:%H:%M}"
        return f"{moment.day} {moment:%b %Y}"

    # what the learner does

    def action_page_down(self) -> None:
        """Show what is below."""
        self.query_one("#body").scroll_page_down(animate=False)

    def action_go(self, by: int) -> None:
        """Go to the next mistake, or the one before."""
        views = list(self.query(MistakeView))
        here = next((number for number, view in enumerate(views) if view.has_focus), None)
        if views:
            following = views[0 if here is None else min(max(here + by, 0), len(views) - 1)]
            following.focus(scroll_visible=False)
            self.query_one("#body").scroll_to_widget(following, animate=False)

    def action_note(self) -> None:
        """Show the passage that the mistake one is on is about, or the first."""
        views = list(self.query(MistakeView))
        here = next((view for view in views if view.has_focus), views[0] if views else None)
        if here is not None:
            show_source(self.app, self.study, here.mistake.item.slot)

    def action_study(self) -> None:
        """Study what was missed; then come back."""
        try:
            session = self.study.begin(Helping(missed=True))
        except (AccessError, UsageError) as error:
            self.notify(str(error), severity="error")
            return
        if not any(session.left):
            self.notify("Nothing that was missed is left to study.")
            return
        from quizzer.tui.screens.review import ReviewScreen

        self.app.push_screen(ReviewScreen(self.study))


class MistakeView(Vertical, can_focus=True):
    """One mistake in full: the question, what the learner said, the answer and why."""

    def __init__(self, mistake: Mistake, topic: str, columns: int) -> None:
        super().__init__()
        self.mistake = mistake
        self._topic = topic
        self._columns = columns

    def compose(self) -> ComposeResult:
        """Number, topic and format, the question, both answers, and what is to be said about it."""
        number, item, answer = self.mistake
        question = item.question
        yield Static(f"{number} · {self._topic} · {question.format}", classes="dim", markup=False)
        yield faces.text(question_text(question.card), "question", self._columns)
        said = "Not answered."
        if answer and answer.reply:
            nearly = "Nearly" if answer.verdict.kind == "nearly" else "Wrong"
            said = f"{nearly}. Your answer: {reply_text(question, answer.reply)}"
        yield Static(said, classes="verdict", markup=False)
        yield from faces.answering(question.card, None, self._columns)


def command(wanted: Wanted) -> str:
    """What sets this quiz again, for the learner or for whoever has the same decks."""
    words = ["quizzer", "quiz", *map(shlex.quote, wanted.decks)]
    if wanted.count != COUNT:
        words += ["--count", str(wanted.count)]
    if wanted.minutes:
        words += ["--minutes", str(wanted.minutes)]
    if wanted.formats:
        words += ["--formats", ",".join(wanted.formats)]
    words += ["--seed", str(wanted.seed)]
    return visible(" ".join(words + ["--exam"] * wanted.exam))


def _time(ms: int) -> str:
    """A time that is over, in minutes and seconds."""
    minutes, seconds = divmod(ms // 1000, 60)
    return f"{minutes}:{seconds:02}"
