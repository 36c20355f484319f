"""How each card is put to the learner this time: by how well they know it, or as they decided."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from functools import cached_property
from random import Random

from quizzer.card import Card, Slot
from quizzer.config import Config
from quizzer.library import Library
from quizzer.question import Format, Question, ask, possible
from quizzer.schedule.steps import MATURE, Memory, State
from quizzer.session import covers
from quizzer.store import Store


class Asking:
    """Chooses the format of each question.

    While a card is learnt it is a choice, where there are good wrong options; then it is typed,
    where it can be; and a mature card is recalled. Cards that their author wants typed stay so.
    """

    def __init__(self, library: Library, store: Store, config: Config) -> None:
        self._library = library
        self._store = store
        self._config = config

    def question(self, slot: Slot, card: Card, memory: Memory | None, rng: Random) -> Question:
        """The question for a card in a review."""
        rule = self._rule(slot.deck)
        if rule == "card" or not isinstance(card.answer, str):
            return ask(card, rng)
        wanted = _by_mastery(card, memory) if rule == "mastery" else _FIXED[rule]
        wrong = card.wrong
        if "choice" in wanted:
            wrong = self._wrong(slot, card, rng, self._confused.get(slot.uid, ()))
        ways = possible(card, wrong)
        return ask(card, rng, next((way for way in wanted if way in ways), None), wrong)

    def question_in(
        self,
        slot: Slot,
        card: Card,
        formats: Collection[Format],
        rng: Random,
    ) -> Question | None:
        """The question for a card in one of some formats, None where it can be asked in none.

        It is the same for every learner, whatever they confuse.
        """
        wrong = self._wrong(slot, card, rng) if "choice" in formats else card.wrong
        ways = [way for way in possible(card, wrong) if way in formats]
        return ask(card, rng, rng.choice(ways), wrong) if ways else None

    def _wrong(
        self, slot: Slot, card: Card, rng: Random, confused: Sequence[str] = ()
    ) -> tuple[str, ...]:
        """The wrong options for a card."""
        if not isinstance(card.answer, str):
            return card.wrong
        from quizzer.distractors import wrong

        return wrong(card, *self._library.alike(slot), rng, confused)

    @cached_property
    def _confused(self) -> dict[str, list[str]]:
        """What this learner answered wrongly, by the card's uid."""
        found: dict[str, list[str]] = {}
        for card, asked, reply in self._store.wrong_replies():
            if asked == "choice":
                found.setdefault(card, []).extend(json.loads(reply))
            elif asked in _TYPED:
                found.setdefault(card, []).append(reply)
        return found

    def _rule(self, deck: str) -> str:
        """What holds for a deck: its own rule, or that of the nearest folder above it."""
        named = [name for name in self._config.formats if covers(name, deck)]
        return self._config.formats[max(named, key=len)] if named else "mastery"


_RECALLED: tuple[Format, ...] = ("cloze", "recall")
_TYPED: tuple[Format, ...] = ("number", "typed")
_FIXED: dict[str, tuple[Format, ...]] = {
    "choice": ("choice",),
    "typed": _TYPED,
    "recall": _RECALLED,
}
"""What is asked instead of what mastery suggests, by the rule's name."""


def _by_mastery(card: Card, memory: Memory | None) -> tuple[Format, ...]:
    """The formats that fit how well a card is known, the best first."""
    if memory is None or memory.state == State.LEARNING:
        return ("choice",)
    if card.accept or card.tolerance or memory.state != State.REVIEW or memory.stability < MATURE:
        return ("cloze", *_TYPED)
    return _RECALLED
