"""Cards held against one rule."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest

from quizzer.lint import RULES, Page, lint, problems
from quizzer.parse import decks


def deck_of(cards: str) -> tuple[str, Page]:
    """A deck of these cards, in which nothing is wrong but how they are put."""
    text = f"deck: Cards\ncards:\n{indent(dedent(cards).strip(), '  ')}\n"
    deck, faults = decks.read(text.encode(), "cards.yaml", "cards")
    assert deck is not None
    assert faults == []
    return text, Page(deck)


@pytest.fixture
def found():
    """What a rule says of cards in YAML, as problems."""

    def run(rule: str, cards: str, **known):
        text, page = deck_of(cards)
        page = Page(page.deck, **known)
        told = lint(page, [one for one in RULES if one.id == rule])
        return problems(told, page, "cards.yaml", text)

    return run


@pytest.fixture
def says(found):
    """The messages of a rule on cards in YAML, in the order of the deck."""

    def run(rule: str, cards: str, **known):
        return [problem.message for problem in found(rule, cards, **known)]

    return run
