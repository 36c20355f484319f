"""Decks as JSON: an entry a card, as it is asked, in keys that scripts may rely on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TextIO

from quizzer import __version__
from quizzer.card import Answer, Card, Deck
from quizzer.compute import example

FORMAT = 1
"""Counts the changes that a reader of an earlier file would notice; keys are only ever added."""


def write(decks: Sequence[Deck], out: TextIO) -> None:
    """Write decks as one JSON object, one entry a card, with only the keys that the card has.

    Of a card with fresh numbers it is one instance, here as in every format.
    """
    content = {
        "format": FORMAT,
        "quizzer": __version__,
        "decks": [{"id": deck.id, "title": deck.title, "cards": _cards(deck)} for deck in decks],
    }
    json.dump(content, out, ensure_ascii=False, indent=2)
    out.write("\n")


def _cards(deck: Deck) -> list[dict[str, Any]]:
    return [_card(example(card)) for card in deck.cards]


def _card(card: Card) -> dict[str, Any]:
    place = card.place._asdict() if card.place else {}
    optional = {
        "wrong": card.wrong,
        "accept": card.accept,
        "tolerance": card.tolerance,
        "why": card.why,
        "hint": card.hints,
        "source": card.source,
        "as_of": card.as_of,
        "tags": card.tags,
        "unconfirmed": card.unconfirmed,
        "suspended": card.suspended,
        "place": {part: value for part, value in place.items() if value},
    }
    return {
        "id": card.id,
        "form": card.form,
        "question": card.question,
        "answer": _answer(card.answer),
        **{key: value for key, value in optional.items() if value},
    }


def _answer(answer: Answer) -> str | list[str] | dict[str, str]:
    if isinstance(answer, str):
        return answer
    pairs = {item[0]: item[1] for item in answer if isinstance(item, tuple)}
    return pairs or [item for item in answer if isinstance(item, str)]
