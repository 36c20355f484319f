"""Home: what today holds, and the decks by topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quizzer.errors import AccessError, UsageError
from quizzer.study import DeckState, Helping, Study
from quizzer.terminal import visible
from quizzer.wording import counted, topic_of, when

if TYPE_CHECKING:
    from quizzer.study.quizzing import Quiz

_TODAY = "today"


class HomeScreen(Screen[None]):
    """The deck tree with counts; Enter studies the row one is on."""

    CSS_PATH = "home.tcss"
    BINDINGS = [
        Binding("space", "switch", "On or off", id="home.switch",
                tooltip="Switches a deck, or all of a topic, on or off"),
        Binding("j", "move(1)", "Down", id="home.down", show=False),
        Binding("k", "move(-1)", "Up", id="home.up", show=False),
        Binding("left,right", "fold", "Fold", id="home.fold",
                tooltip="Folds or unfolds a topic"),
        Binding("z", "quiz", "Quiz", id="home.quiz",
                tooltip="Takes a quiz, or goes on with the one that was interrupted"),
        Binding("m", "more", "More", id="home.more",
                tooltip="More than today's cards: new ones, ahead, practice"),
        Binding("s", "suspended", "Suspended", id="home.suspended",
                tooltip="Lists suspended cards and brings them back"),
        Binding("d", "doubts", "Decide", id="home.doubts",
                tooltip="Decides which cards are reworded ones"),
        Binding("c", "calibration", "Calibration", id="home.calibration",
                tooltip="Shows how sure you were, and how often right"),
        Binding("x", "confusions", "Confused", id="home.confusions",
                tooltip="Shows what you take for what, and drills it"),
        Binding("q,escape", "leave", "Quit", id="home.leave", tooltip="Leaves Quizzer"),
    ]  # fmt: skip

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.study = study
        self._folded: set[str] = set()
        self._states: list[DeckState] = []

    def compose(self) -> ComposeResult:
        """Today, the tree, and the keys."""
        yield Static(id="today", markup=False)
        yield OptionList(id="decks", markup=False)
        yield Static(id="pace", classes="dim", markup=False)
        yield Static(
            "Enter studies · Space on/off · m more · z quiz · ? keys · q quits",
            id="keys",
            classes="dim",
            markup=False,
        )

    def on_mount(self) -> None:
        """Ask for topics when nobody has yet."""
        self.query_one(OptionList).focus()
        if not self.study.welcomed:
            from quizzer.tui.screens.welcome import WelcomeScreen

            self.app.push_screen(WelcomeScreen(self.study))

    def on_screen_resume(self) -> None:
        """Count again: the learner comes back from studying."""
        self.refresh_counts()

    def on_reloaded(self) -> None:
        """Decks were saved: count again, unless that is done when one comes back."""
        if self.is_current:
            self.refresh_counts()

    def refresh_counts(self) -> None:
        """Read what today holds and draw the rows anew, staying on the same one."""
        self._states = self.study.agenda.deck_states()
        today = self.study.agenda.today()
        if today.total:
            text = f"Today: {today.new} new · {today.learning} learning · {today.due} due"
        elif today.next_due:
            now = self.study.clock.local(self.study.clock.now)
            text = f"Done for now. Next {when(today.next_due, now)}."
        elif any(state.on for state in self._states):
            text = "Nothing to study today: m offers more."
        else:
            text = "Nothing to study: switch a deck on with Space."
        self.query_one("#today", Static).update(text)
        self._draw()
        self._say_pace()

    def _say_pace(self) -> None:
        lines = []
        if quiz := self.study.quizzing.unfinished():
            answered = f"{len(quiz.answers)} of {len(quiz.questions)} answered"
            lines.append(f"A quiz was interrupted ({answered}): z goes on with it.")
        if seen := self.study.agenda.all_seen_by(self._states):
            lines.append(f"At this pace all seen by {seen.day} {seen:%B %Y}.")
        if doubts := len(self.study.histories.doubts()):
            are = "1 card is" if doubts == 1 else f"{doubts} cards are"
            lines.append(f"{are} gone and may only be reworded: d decides.")
        if faults := [one for one in self.study.problems() if one.severity == "error"]:
            lines.append(
                f"{counted(len(faults), 'problem')} in the decks: `quizzer check` names them."
            )
        self.query_one("#pace", Static).update("\n".join(lines))

    def on_resize(self) -> None:
        """Fit the rows to the width."""
        self._draw()

    def _draw(self) -> None:
        tree = self.query_one(OptionList)
        width = max(20, self.size.width - 6)
        row = tree.highlighted_option.id if tree.highlighted_option else _TODAY
        tree.clear_options()
        tree.add_option(Option(_row(width, "Study today's cards", style="bold"), id=_TODAY))
        for topic, states in self._topics():
            if topic:
                tree.add_option(Option(self._topic_row(width, topic, states), id=f"topic {topic}"))
            if topic not in self._folded:
                indent = "    " if topic else "  "
                tree.add_options(
                    Option(_deck_row(width, state, indent), id=f"deck {state.file.id}")
                    for state in states
                )
        ids = [option.id for option in tree.options]
        tree.highlighted = ids.index(row) if row in ids else 0

    def _topics(self) -> list[tuple[str, list[DeckState]]]:
        """The decks by topic, in curriculum order; one without a topic stands alone."""
        topics: dict[str, list[DeckState]] = {}
        for state in self._states:
            topics.setdefault(topic_of(state.file) or state.file.id, []).append(state)
        return [(topic_of(states[0].file), states) for states in topics.values()]

    def _topic_row(self, width: int, topic: str, states: list[DeckState]) -> Content:
        on = [state for state in states if state.on]
        sign = "▸" if topic in self._folded else "▾"
        return _row(
            width,
            f"{sign} {topic}",
            sum(state.new for state in on),
            sum(state.learning for state in on),
            sum(state.due for state in on),
        )

    def _here(self) -> list[DeckState]:
        """The decks of the row one is on; none on the row of today."""
        option = self.query_one(OptionList).highlighted_option
        kind, _, name = (option.id or "" if option else "").partition(" ")
        if kind == "deck":
            return [state for state in self._states if state.file.id == name]
        return [state for state in self._states if kind == "topic" and topic_of(state.file) == name]

    @on(OptionList.OptionSelected)
    def _study(self) -> None:
        self._begin(Helping(tuple(state.file.id for state in self._here())))

    def _begin(self, helping: Helping | None) -> None:
        if helping is None:
            return
        try:
            session = self.study.begin(helping)
        except (AccessError, UsageError) as error:
            self.notify(str(error), severity="error")
            return
        if not any(session.left):
            self.notify("Nothing to study there today; m offers more.")
            return
        from quizzer.tui.screens.review import ReviewScreen

        self.app.push_screen(ReviewScreen(self.study))

    def action_move(self, by: int) -> None:
        """Go a row down or up."""
        tree = self.query_one(OptionList)
        (tree.action_cursor_down if by > 0 else tree.action_cursor_up)()

    def action_fold(self) -> None:
        """Fold or unfold the topic of the row one is on."""
        if here := self._here():
            self._folded ^= {topic_of(here[0].file)} - {""}
            self._draw()

    def action_switch(self) -> None:
        """Switch the deck, or all decks of the topic, on or off."""
        if here := self._here():
            try:
                self.study.agenda.switch(
                    [state.file for state in here], not all(s.on for s in here)
                )
            except AccessError as error:
                self.notify(str(error), severity="error")
            self.refresh_counts()

    def action_more(self) -> None:
        """Offer more than today's cards."""
        from quizzer.tui.screens.more import MoreScreen

        here = tuple(state.file.id for state in self._here())
        self.app.push_screen(MoreScreen(self.study, here), self._begin)

    def action_quiz(self) -> None:
        """Go on with the quiz that was interrupted, or set one."""
        try:
            quiz = self.study.quizzing.unfinished()
        except AccessError as error:
            self.notify(str(error), severity="error")
            return
        if quiz is not None:
            self._take(quiz)
            return
        from quizzer.tui.screens.quiz_setup import QuizSetupScreen

        self.app.push_screen(QuizSetupScreen(self.study, *self._place()), self._take)

    def _place(self) -> tuple[str, tuple[str, ...]]:
        """The row one is on, and its decks as a quiz names them; nothing on the row of today."""
        here, option = self._here(), self.query_one(OptionList).highlighted_option
        if not here or option is None:
            return "", ()
        deck = here[0].file
        if option.id == f"deck {deck.id}":
            return deck.title, (deck.id,)
        folders = {state.file.id.rpartition("/")[0] + "/" for state in here}
        return topic_of(deck), tuple(sorted(folders))

    def _take(self, quiz: Quiz | None) -> None:
        if quiz is not None:
            from quizzer.tui.screens.quiz import QuizScreen

            self.app.push_screen(QuizScreen(self.study, quiz))

    def action_suspended(self) -> None:
        """List the suspended cards."""
        from quizzer.tui.screens.suspended import SuspendedScreen

        self.app.push_screen(SuspendedScreen(self.study))

    def action_doubts(self) -> None:
        """Decide which cards that vanished are which of today's."""
        if not self.study.histories.doubts():
            self.notify("Nothing to decide: no card is gone that may only be reworded.")
            return
        from quizzer.tui.screens.doubts import DoubtsScreen

        self.app.push_screen(DoubtsScreen(self.study))

    def action_calibration(self) -> None:
        """Show how sure the learner was, and how often right."""
        from quizzer.tui.screens.calibration import CalibrationScreen

        self.app.push_screen(CalibrationScreen(self.study))

    def action_confusions(self) -> None:
        """Show what the learner takes for what."""
        from quizzer.tui.screens.confusions import ConfusionsScreen

        self.app.push_screen(ConfusionsScreen(self.study))

    def action_leave(self) -> None:
        """Leave Quizzer."""
        self.app.exit()


_COUNT = 9


def _row(width: int, name: str, *counts: int, style: str = "") -> Content:
    """A name and up to three counts in columns; what is nothing is left blank."""
    words = zip(counts, ("new", "learn", "due"), strict=False)
    cells = "".join(f"{n} {word}".rjust(_COUNT) if n else " " * _COUNT for n, word in words)
    room = width - len(cells)
    title = Content(visible(name)).truncate(room, ellipsis=True)
    return Content.assemble((title.plain, style), " " * (room - title.cell_length), cells)


def _deck_row(width: int, state: DeckState, indent: str) -> Content:
    if not state.on:
        return _row(width, f"{indent}○ {state.file.title} (off)", style="dim")
    name = f"{indent}● {state.file.title}"
    return _row(width, name, state.new, state.learning, state.due)
