"""Marks an answer that was typed."""

from __future__ import annotations

import re

from quizzer import values
from quizzer.card import Card
from quizzer.marking import lists, numbers
from quizzer.marking.slips import is_slip
from quizzer.marking.spellings import same
from quizzer.marking.text import seen, shown
from quizzer.marking.verdict import RIGHT, Slip, Verdict

_LONGEST = 400
_SHOWN = 80
_GLOSS = re.compile(r"([^()]{2,}) \(([^()]{2,})\)\.?")


def typed(card: Card, reply: str) -> Verdict:
    """Marks an answer that was typed; a number as one, within the card's `tolerance`.

    Case, accents, punctuation, articles, spacing, hyphens, plurals, British or American spelling,
    the style and unit of a number, range or date, a hedge before it (`over 7,000`), TeX against
    Unicode, and the order of a list unless the question asks for it, do not matter; the signs of
    code and formulas do. Nearly right are a slip of the finger that makes no other word, more than
    half of a list, and a number that lacks its unit or is rounded. Any other difference is wrong.
    """
    answer = str(card.answer)
    given = seen(reply)
    nearly = None
    for spelling in (answer, *card.accept):
        if reply.strip() == spelling.strip() != "":
            return RIGHT
        verdict = _against(card, seen(spelling), given) if given else Verdict("wrong")
        if verdict.kind == "right":
            return RIGHT
        nearly = nearly or (verdict if verdict.kind == "nearly" else None)
    glossed = _GLOSS.fullmatch(given)
    if glossed and all(typed(card, part).kind == "right" for part in glossed.groups()):
        return RIGHT
    if nearly is None or any(same(wrong, given) for wrong in card.wrong):
        return Verdict("wrong", _mistyped(given or reply.strip(), answer))
    return nearly


def _against(card: Card, spelling: str, given: str) -> Verdict:
    """What a reply is worth if this is how the answer is spelt."""
    wrong, nearly = Verdict("wrong"), Verdict("nearly", _mistyped(given, spelling))
    if len(given) > _LONGEST + 4 * len(spelling):
        return wrong
    asked = f"{card.question} in {card.unit}" if card.unit else card.question
    kind = numbers.marked(spelling, given, card.tolerance, asked)
    if kind == "right" or kind == "nearly":
        return RIGHT if kind == "right" else nearly
    if not values.number(spelling):
        if same(spelling, given):
            return RIGHT
        listed = lists.marked(lists.items(spelling), lists.items(given), card.question)
        if listed:
            return listed
        gloss = _GLOSS.fullmatch(spelling)
        if gloss and same(gloss[1], given):
            return nearly
    return nearly if is_slip(spelling, given) else wrong


def _mistyped(given: str, expected: str) -> tuple[Slip, ...]:
    """A reply against what was expected, as both are shown; nothing for an empty reply."""
    given = shown(given[:_LONGEST])
    if len(given) > _SHOWN:
        given = f"{given[:_SHOWN]}…"
    return (Slip("typed", given, shown(expected)),) if given else ()
