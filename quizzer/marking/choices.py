"""Marks options that were chosen, put in order or matched."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from quizzer.marking.verdict import RIGHT, Slip, Verdict
from quizzer.question import Question


def chosen(question: Question, replies: Sequence[str]) -> Verdict:
    """Marks a choice of one or several options; more than half of the right ones, and no other,
    is nearly right, as it is where a list is typed."""
    answer = question.card.answer
    if isinstance(answer, str):
        if list(replies) == [answer]:
            return RIGHT
        return Verdict("wrong", tuple(Slip("chosen", one, answer) for one in replies))
    right = [str(item) for item in answer if item in question.options]
    extra = tuple(Slip("extra", given=one) for one in replies if one not in right)
    missing = tuple(Slip("missing", expected=one) for one in right if one not in replies)
    if not extra and not missing:
        return RIGHT
    most = 2 * len(missing) < len(right)
    return Verdict("nearly" if most and not extra else "wrong", extra + missing)


def ordered(question: Question, replies: Sequence[str]) -> Verdict:
    """Marks the items that were asked, put in order, all of them; two neighbours of three or
    more that changed places are nearly right."""
    right = [str(item) for item in question.card.answer if item in question.options]
    given = list(replies)
    if given == right:
        return RIGHT
    if sorted(given) != sorted(right):
        return Verdict("wrong")
    swapped = any(
        given == [*right[:at], right[at + 1], right[at], *right[at + 2 :]]
        for at in range(len(right) - 1)
    )
    slips = tuple(
        Slip("order", one, other)
        for one, other in pairwise(given)
        if right.index(other) < right.index(one)
    )
    return Verdict("nearly" if swapped and len(right) > 2 else "wrong", slips)


def matched(question: Question, pairs: Sequence[tuple[str, str]]) -> Verdict:
    """Marks the pairs that were asked, all of them; two of four or more exchanged are nearly
    right."""
    right = {str(pair[0]): str(pair[1]) for pair in question.card.answer}
    given = dict(pairs)
    if given.keys() != set(question.left):
        return Verdict("wrong")
    slips = tuple(
        Slip("match", left, right[left]) for left, side in given.items() if side != right[left]
    )
    if not slips:
        return RIGHT
    return Verdict("nearly" if len(slips) <= 2 and len(given) >= 4 else "wrong", slips)
