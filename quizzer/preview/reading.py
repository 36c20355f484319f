"""A deck or note read as what the learner will see of it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from quizzer.card import Deck
from quizzer.disk import contents
from quizzer.errors import AccessError, Problem, QuizzerError, UsageError
from quizzer.preview import extent
from quizzer.question import Question, ask
from quizzer.terminal import visible
from quizzer.wording import first_fault, question_text

_ENDINGS = (".yaml", ".yml", ".md")


class NoCardsError(QuizzerError):
    """A note is there to be read alone: nothing in it is a card, and nothing is wrong with it."""


class Face(NamedTuple):
    """A card as it is asked, and the lines from `begin` to `end` (1-based, both included) of
    its file that it comes from.
    """

    question: Question
    begin: int
    end: int

    @property
    def filled(self) -> str:
        """The text of a cloze card with its gap filled; empty for any other card."""
        card = self.question.card
        return question_text(card, shown=True) if card.form == "cloze" else ""

    @property
    def hint(self) -> str:
        """The hint, which a learner sees who asks for it, in a line; empty without one."""
        hint = self.question.card.hint
        return visible(f"Hint: {hint}") if hint else ""


class Preview(NamedTuple):
    """The cards that a file makes, in its order, its lines, and what is wrong with it."""

    path: Path
    title: str
    lines: tuple[str, ...]
    faces: tuple[Face, ...]
    problems: tuple[Problem, ...]

    @property
    def faults(self) -> list[Problem]:
        """The problems that keep something of the file from being asked."""
        return [problem for problem in self.problems if problem.severity == "error"]

    def place(self, number: int) -> str:
        """Which of the cards one is (from 1), and whether it is one that is not asked."""
        suspended = self.faces[number - 1].question.card.suspended
        return f"{number} of {len(self.faces)}{', suspended' if suspended else ''}"

    def excerpt(self, face: Face) -> list[tuple[int, str]]:
        """The lines of a card, each with its number."""
        numbers = range(face.begin, face.end + 1)
        return [(number, self.lines[number - 1]) for number in numbers]


def read(path: Path) -> Preview:
    """Read a deck, or a note as `build` would, whether or not it says that it is a deck.

    Cards that are sound are there, whatever is wrong with others. Options stand in the same order
    each time. Raises UsageError if the path leads to no deck or note, AccessError if it cannot be
    read, and QuizzerError if there is no card in it, which is NoCardsError for a sound note.
    """
    try:
        data = _data(path)
    except OSError as error:
        raise _unreadable(path, f"cannot be read: {error.strerror}") from error
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    is_note = path.suffix.lower() == ".md"
    deck, problems = _note(path) if is_note else _deck(path, data)
    if deck is None or not deck.cards:
        raise _no_cards(path, is_note, problems)
    lines = text.removesuffix("\n").split("\n")
    extents = extent.in_note(deck.cards, text) if is_note else extent.in_deck(deck.cards, lines)
    last = len(lines)  # a note may have grown since
    faces = (
        Face(ask(card, random.Random(card.id)), min(begin, last), min(end, last))
        for card, (begin, end) in zip(deck.cards, extents, strict=True)
    )
    return Preview(path, deck.title, tuple(lines), tuple(faces), tuple(problems))


def _data(path: Path) -> bytes:
    if path.is_dir():
        raise UsageError(f"{path} is a folder", "name a deck or note in it")
    if not path.exists():
        raise UsageError(f"no such file: {path}", "check the path")
    if path.suffix.lower() not in _ENDINGS:
        hint = "a deck ends in .yaml or .yml, a note in .md"
        raise UsageError(f"{path} is neither a deck nor a note", hint)
    data, problems = contents(path)
    if problems:
        raise _unreadable(path, problems[0].message, problems[0].hint)
    return data


def _unreadable(path: Path, why: str, hint: str = "check its permissions") -> AccessError:
    return AccessError(f"{path}: {why}", hint)


def _deck(path: Path, data: bytes) -> tuple[Deck | None, list[Problem]]:
    from quizzer.parse import decks

    return decks.read(data, str(path), path.stem)


def _note(path: Path) -> tuple[Deck | None, list[Problem]]:
    from quizzer.build import read_note
    from quizzer.parse import decks

    draft, problems = read_note(path, path.parent)
    if draft is None:
        return None, problems
    return decks.deck_of(draft, str(path), path.stem)[0], problems


def _no_cards(path: Path, is_note: bool, problems: Sequence[Problem]) -> QuizzerError:
    if problems:
        return QuizzerError(f"no card to show: {said(problems, path)}")
    said_so = f"{path} holds no cards"
    if is_note:
        return NoCardsError(said_so, "a question is a paragraph `Q: ...` and one `A: ...`")
    return QuizzerError(said_so, "`quizzer new` begins a deck that shows how they are written")


def said(problems: Sequence[Problem], path: Path) -> str:
    """The first and worst problem of a file in a line, and how many more there are."""
    severities = ("error", "warning", "info")
    worst = sorted(problems, key=lambda problem: severities.index(problem.severity))
    return first_fault(worst, f"quizzer check {quote(str(path))}")
