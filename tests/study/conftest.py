"""A learner at work, with a clock that the test sets."""

from __future__ import annotations

import random
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from quizzer.config import Config
from quizzer.disk import Folder
from quizzer.library import Library
from quizzer.store import Store
from quizzer.study import Study

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> int:
    """A moment in Berlin as UTC ms."""
    return int(datetime.fromisoformat(text).replace(tzinfo=BERLIN).timestamp() * 1000)


class Watch:
    """A clock that the test sets."""

    def __init__(self, now: str) -> None:
        self.now = at(now)

    def __call__(self) -> int:
        return self.now

    def set(self, now: str) -> None:
        self.now = at(now)

    def wait(self, seconds: int) -> None:
        self.now += seconds * 1000


def deck(title: str, questions: str, more: str = "") -> str:
    cards = "".join(f"  - q: What is {name}?\n    a: answer {name}\n" for name in questions.split())
    return f"deck: {title}\n{more}cards:\n{cards}"


@pytest.fixture
def watch():
    return Watch("2026-11-24 09:00")


@pytest.fixture
def learner(tmp_path, watch):
    """Open a learner's study; decks are given as {file: text}, shipped ones under shipped/."""
    opened = []

    def start(decks: dict[str, str] | None = None, given: str = "", **config) -> Study:
        for name, text in (decks or {}).items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        folders = [Folder(tmp_path / "shipped", "shipped"), Folder(tmp_path / "own", "own")]
        folders += [Folder(tmp_path / given, "given")] if given else []
        library = Library(folders, tmp_path / "cache" / "decks.db")
        store = Store.open(tmp_path / "progress.db")
        study = Study(library, store, Config(**config), watch, BERLIN, random.Random(1))
        opened.append(study)
        return study

    yield start
    for study in opened:
        study.close()


def answer_all(study: Study, rating: int = 4) -> list[str]:
    asked = []
    question = study.advance()
    while question:
        asked.append(question.card.question)
        study.answer(rating, question.format)
        question = study.advance()
    return asked
