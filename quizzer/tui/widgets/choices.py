"""Options chosen, ordered or matched with the keyboard."""

from __future__ import annotations

import json
from dataclasses import dataclass

from textual.binding import Binding
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.widget import Widget

from quizzer.card import LETTERS
from quizzer.question import Question
from quizzer.study.replies import Reply
from quizzer.wording import one_line

_HOW = {
    "choice": "a letter chooses · Enter alone shows the answer",
    "choose-all": "letters choose all that are right · Enter answers",
    "order": "letters in the right order · Backspace takes one back · Enter answers",
    "match": "a letter for each line · Backspace takes one back · Enter answers",
}


class Choices(Widget, can_focus=True):
    """The options of a question under letters; picking is by letter, answering by Enter."""

    DEFAULT_CSS = """
    Choices { height: auto; }
    """
    BINDINGS = [
        Binding("enter", "submit", "Answer", id="choices.submit", show=False),
        Binding("backspace", "back", "Take one back", id="choices.back", show=False),
    ]

    @dataclass
    class Answered(Message):
        """The learner answered with the options picked, or the pairs; with none to see it."""

        choices: Choices
        reply: Reply

        @property
        def control(self) -> Choices:
            """The widget that asked."""
            return self.choices

    def __init__(self, question: Question) -> None:
        super().__init__(classes="reply")
        self.question = question
        self._options = [one_line(option) for option in question.options]
        self._left = [one_line(left) for left in question.left]
        self._picked: list[int] = []
        self._open = True

    @property
    def how(self) -> str:
        """One line that says which keys answer."""
        return _HOW[self.question.format]

    def close(self) -> None:
        """The question is answered: letters do nothing more."""
        self._open = False
        self.can_focus = False
        self.refresh()

    def restore(self, reply: str) -> None:
        """Pick what was answered before, given as the log keeps it."""
        items = json.loads(reply) if reply else []
        texts = [item[1] if isinstance(item, list) else item for item in items]
        self._picked = [self.question.options.index(text) for text in texts]

    def on_key(self, event: Key) -> None:
        """A letter picks its option."""
        if not self._open or len(event.key) != 1 or event.key not in LETTERS:
            return
        place = LETTERS.index(event.key)
        if place >= len(self._options):
            return
        event.stop()
        self._pick(place)
        self.refresh(layout=True)

    def _pick(self, place: int) -> None:
        form = self.question.format
        if form == "choice":
            self._picked = [place]
            self.action_submit()
        elif form == "match":
            if len(self._picked) < len(self._left):
                self._picked.append(place)
        elif place in self._picked:
            self._picked.remove(place)
        else:
            self._picked.append(place)

    def action_back(self) -> None:
        """Take the last pick back."""
        if self._open and self._picked:
            self._picked.pop()
            self.refresh(layout=True)

    def action_submit(self) -> None:
        """Answer with what is picked; nothing picked shows the answer, a part is no answer."""
        asked = len(self._left) or len(self._options)
        in_part = self.question.format in ("order", "match") and 0 < len(self._picked) < asked
        if self._open and in_part:
            self.notify(f"Place all {asked} first, or none to see the answer.")
        elif self._open:
            self.post_message(self.Answered(self, self._reply()))

    def _reply(self) -> Reply:
        texts = [self.question.options[place] for place in self._picked]
        if self.question.format == "match":
            return list(zip(self.question.left, texts, strict=False))
        return texts

    def _right(self, place: int) -> bool:
        """Whether the option at `place` is the answer or one of several."""
        answer = self.question.card.answer
        return self.question.options[place] in ((answer,) if isinstance(answer, str) else answer)

    def _pair_right(self, number: int) -> bool:
        pair = (self.question.left[number], self.question.options[self._picked[number]])
        return pair in self.question.card.answer

    def _numbered(self, place: int) -> str:
        """Where an option was put in an order, and then whether it belongs there."""
        at = self._picked.index(place)
        if self._open:
            return f"{at + 1} "
        right = [item for item in self.question.card.answer if item in self.question.options]
        return f"{'✓' if right[at] == self.question.options[place] else '✗'} {at + 1} "

    def render(self) -> Content:
        """The options, one a line; what is picked, and then what was right, is said by a sign."""
        lines = [self._pair(number) for number in range(len(self._left))]
        if lines:
            lines.append(Content(""))
        return Content("\n").join([*lines, *map(self._option, range(len(self._options)))])

    def _pair(self, number: int) -> Content:
        here = self._open and number == len(self._picked)
        mark, chosen, right = "› " if here else "  ", "?", ""
        if number < len(self._picked):
            place = self._picked[number]
            chosen, right = f"{LETTERS[place]})", f" {self._options[place]}"
            if not self._open:
                mark = "✓ " if self._pair_right(number) else "✗ "
        left = (self._left[number], "bold" if here else "")
        return Content.assemble(mark, left, ("  →  ", "dim"), (chosen, "$accent"), right)

    def _option(self, place: int) -> Content:
        picked = place in self._picked
        form = self.question.format
        mark, style = "  ", "bold $accent" if picked and (self._open or form != "match") else ""
        if form == "order":
            mark = self._numbered(place) if picked else "  "
        elif form == "match":
            mark = "• " if picked and self._open else "  "
        elif self._open:
            mark = "• " if picked else "  "
        elif self._right(place):
            mark = "✓ "
        elif picked:
            mark = "✗ "
        return Content.assemble(
            (mark, style), (f"{LETTERS[place]}) ", "dim"), (self._options[place], style)
        )
