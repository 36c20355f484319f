"""Rules on how the learner fared with a card."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from quizzer.lint.page import Finding, Page

LAPSES = 6
"""Times a card was forgotten after which it is better rewritten than repeated."""
REVIEWS, RETENTION = 8, 0.6
"""Answers from which on a share of right ones says something, and the share that is too low."""
SECONDS = 30
"""Seconds after which an answer was worked out, not remembered."""


def leech(page: Page) -> Iterator[Finding]:
    """A card that is forgotten again and again."""
    for card in page.deck.cards:
        record = page.history.get(card.id)
        if record is None:
            continue
        answers = len(record.answers)
        right = sum(rating > 1 for rating, _ in record.answers)
        if record.lapses >= LAPSES:
            message = f"forgotten {record.lapses} times"
        elif answers >= REVIEWS and right < RETENTION * answers:
            message = f"remembered {right} times of {answers}"
        else:
            continue
        if broken := ", ".join(page.broken.get(card.entry, ())):
            hint = f"rewrite it: it breaks {broken}, which `quizzer check --explain ID` explains"
        else:
            hint = "make it smaller, add what tells it apart from others, or suspend it"
        yield Finding(card, "", "", message, hint)


def slow(page: Page) -> Iterator[Finding]:
    """A card that takes long to answer."""
    for card in page.deck.cards:
        record = page.history.get(card.id)
        if record and len(record.answers) >= 3:
            seconds = median(took for _, took in record.answers) / 1000
            if seconds > SECONDS:
                yield Finding(
                    card,
                    "",
                    "",
                    f"half of its answers took more than {seconds:.0f} s",
                    "ask for less on one card",
                )
