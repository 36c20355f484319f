"""A learner at the terminal interface, with a clock and chance that stand still."""

from __future__ import annotations

import random
from zoneinfo import ZoneInfo

import pytest

from quizzer.config import Config
from quizzer.disk import Folder
from quizzer.library import Library
from quizzer.store import Store
from quizzer.study import Helping, Study
from quizzer.tui.app import QuizzerApp

NOON = 1_790_000_000_000


class Watch:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def study(tmp_path, watch):
    """Open a study over decks given as {file: text}."""
    opened = []

    def start(decks: dict[str, str], origin="own", **config) -> Study:
        for name, text in decks.items():
            path = tmp_path / "decks" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        library = Library([Folder(tmp_path / "decks", origin)], tmp_path / "cache" / "decks.db")
        assert library.problems == []
        store = Store.open(tmp_path / "progress.db")
        defaults = {"new_per_day": 50, "formats": {"": "card"}}
        config = Config(**(defaults | config))
        opened.append(Study(library, store, config, watch, ZoneInfo("UTC"), random.Random(1)))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


@pytest.fixture
def review(study):
    """The app in a session on some decks."""

    def start(decks: dict[str, str], helping: Helping | None = None, **config) -> QuizzerApp:
        one = study(decks, **config)
        one.begin(helping or Helping())
        return QuizzerApp(one, in_session=True)

    return start


def deck(*questions: str) -> dict[str, str]:
    """A deck of plain questions, each answered by the word after `the answer to`."""
    cards = "".join(f"  - q: What is {name}?\n    a: the answer to {name}\n" for name in questions)
    return {"plain.yaml": f"deck: Plain\ncards:\n{cards}"}


def shown(app: QuizzerApp) -> str:
    """What the screen shows, as text."""
    height = app.size.height
    lines = app.screen._compositor.render_strips() if height else []
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in lines)
