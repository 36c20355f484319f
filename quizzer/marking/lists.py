"""Answers of several items: marked whatever their order, unless the question asks for one."""

from __future__ import annotations

import re

from quizzer import values
from quizzer.marking import words
from quizzer.marking.slips import is_slip
from quizzer.marking.spellings import same
from quizzer.marking.verdict import RIGHT, Slip, Verdict

_MOST = 20
_BULLET = re.compile(r"(?:[-*•]|\d+[.)]) ")
_JOINED = re.compile(r"\n|,? (?:and|&|plus) ", re.IGNORECASE)
_SIGNED = re.compile(r" ?/ ?| \+ ")
_IN_ORDER = re.compile(r"\border\b(?! to\b| of magnitude)|\brespectively\b", re.IGNORECASE)


def items(text: str) -> list[str]:
    """What a text lists, by commas, semicolons, lines, or `and`; any other text itself."""
    lines = text.split("\n")
    if len(lines) > 1:
        text = "\n".join(_BULLET.sub("", line, count=1) for line in lines)
    return list(values.parts(_JOINED.sub(", ", text.strip().removeprefix("both "))))


def marked(expected: list[str], given: list[str], question: str) -> Verdict | None:
    """Marks the items given; more than half of them, or a slip in one, is nearly right, one too
    many wrong.

    None if that does not tell what the reply is worth.
    """
    if len(given) == 1 and not any("/" in item for item in expected):
        given = _SIGNED.split(given[0])
    if not 1 < len(given) <= len(expected) <= _MOST:
        return None
    if _IN_ORDER.search(question):
        is_same = len(given) == len(expected) and all(map(same, expected, given))
        return RIGHT if is_same else None
    head = _asked_head(expected, question)
    nearly = None
    for ours, theirs in (
        (expected, given),
        _without_head(expected, given),
        (_headless(expected, head), _headless(given, head)),
    ):
        if (found := _compared(ours, theirs)) is None:
            continue
        slipped, missing = found
        if not slipped and not missing:
            return RIGHT
        if nearly is None and len(slipped) <= 1 and len(missing) < len(theirs):
            nearly = Verdict("nearly", (*slipped, *missing))
    return nearly


def _compared(ours: list[str], theirs: list[str]) -> tuple[list[Slip], list[Slip]] | None:
    """The items in which there is a slip, and those that are missing; None if one is wrong."""
    missing, slipped = list(ours), []
    for item in theirs:
        twin = next((one for one in missing if same(one, item)), None)
        if twin is None:
            twin = next((one for one in missing if is_slip(one, item)), None)
            if twin is None:
                return None
            slipped.append(Slip("typed", item, twin))
        missing.remove(twin)
    return slipped, [Slip("missing", expected=item.rstrip(".")) for item in missing]


def _without_head(one: list[str], other: list[str]) -> tuple[list[str], list[str]]:
    """Two lists without the words that end the last item of both: in `token and position
    embeddings` the first item shares its noun with the last."""
    last, twin = one[-1].split(), other[-1].split()
    count = 0
    while count < min(len(last), len(twin)) - 1 and words.same(last[~count], twin[~count]):
        count += 1
    head = last[len(last) - count :]
    return _headless(one, head), _headless(other, head)


def _asked_head(expected: list[str], question: str) -> list[str]:
    """The noun that ends the last item, if the question has it: `Which gates has an LSTM?`"""
    last = expected[-1].rstrip(".").split()[-1:]
    said = re.findall(r"[^\W\d_]{4,}", question.casefold())
    return [head for head in last if any(words.same_word(head.casefold(), word) for word in said)]


def _headless(several: list[str], head: list[str]) -> list[str]:
    """The items, without the head where they end in it."""
    cut = -len(head)
    return [
        " ".join(parts[:cut])
        if len(parts := item.split()) > len(head) > 0
        and words.same(" ".join(head), " ".join(parts[cut:]))
        else item
        for item in several
    ]
