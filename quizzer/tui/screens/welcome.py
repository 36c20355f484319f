"""The first run: what grading means, and which topics."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import SelectionList, Static
from textual.widgets.selection_list import Selection

from quizzer.study import Study
from quizzer.terminal import visible
from quizzer.wording import GRADING, topic_of


class WelcomeScreen(Screen[None]):
    """Asks once which of the shipped topics the learner wants."""

    CSS_PATH = "welcome.tcss"
    AUTO_FOCUS = None
    BINDINGS = [
        Binding("enter", "begin", "Begin", id="welcome.begin", priority=True,
                tooltip="Begins with the topics that are marked"),
        Binding("escape", "begin", "Begin", id="welcome.leave", show=False),
    ]  # fmt: skip

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.study = study

    def compose(self) -> ComposeResult:
        """A few sentences, then the topics, those marked of which any deck is on."""
        on = self.study.agenda.active()
        topics: dict[str, bool] = {}
        for deck in self.study.library.decks:
            if deck.origin == "shipped":
                topic = topic_of(deck) or deck.title
                topics[topic] = topics.get(topic, False) or deck in on
        with VerticalScroll(id="welcome", can_focus=False):
            yield Static("Welcome to Quizzer", classes="title", markup=False)
            yield Static(
                "It shows a question; you answer in your head, or as it asks; Space shows the "
                "answer, and you say how it went. From that it knows when to ask again.",
                classes="lines",
                markup=False,
            )
            yield Static("\n".join(GRADING), classes="lines", markup=False)
            yield Static(
                "Which topics do you want to learn? Space marks, Enter begins.", markup=False
            )
            yield SelectionList(
                *(Selection(Content(visible(topic)), topic, on) for topic, on in topics.items())
            )
            yield Static("Home lets you change this at any time.", classes="dim", markup=False)

    def on_mount(self) -> None:
        """Let the keys go to the topics."""
        self.query_one(SelectionList).focus(scroll_visible=False)
        self.call_after_refresh(self.query_one("#welcome").scroll_home, animate=False)

    def action_begin(self) -> None:
        """Keep the choice and go home."""
        wanted = set(self.query_one(SelectionList).selected)
        decks = [
            deck
            for deck in self.study.library.decks
            if (topic_of(deck) or deck.title) in wanted and deck.origin == "shipped"
        ]
        self.study.welcome(decks)
        self.dismiss()
