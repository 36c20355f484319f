"""Decks as CSV, a row a card, for spreadsheets."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from typing import TextIO

from quizzer.card import Answer, Card, Deck
from quizzer.compute import example

COLUMNS = (
    *("id", "deck", "form", "question", "answer", "hint", "why", "source", "tags"),
    *("wrong", "accept", "tolerance", "as_of", "unconfirmed"),
)
"""The header, in order; columns are only ever added, at the end."""

_FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")
_NUMBER = re.compile(r"[+-]?(?:\d[\d,]*(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?\s?%?")


def write(decks: Sequence[Deck], out: TextIO) -> None:
    """Write decks as RFC 4180 CSV with a header; open `out` with `newline=""`.

    The items of a list are joined by "; ". A cell that a spreadsheet would take for a formula
    gets an apostrophe in front (OWASP, "CSV Injection"); a plain number, signed or not, stays.
    """
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for deck in decks:
        cards = map(example, deck.cards)
        rows.writerows([_defused(cell) for cell in _cells(deck, card)] for card in cards)


def _cells(deck: Deck, card: Card) -> tuple[str, ...]:
    return (
        card.id,
        deck.id,
        card.form,
        card.question,
        _joined(card.answer),
        card.hints,
        card.why,
        card.source,
        _joined(card.tags),
        _joined(card.wrong),
        _joined(card.accept),
        card.tolerance,
        card.as_of,
        "true" if card.unconfirmed else "",
    )


def _joined(answer: Answer) -> str:
    if isinstance(answer, str):
        return answer
    return "; ".join(item if isinstance(item, str) else " = ".join(item) for item in answer)


def _defused(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
