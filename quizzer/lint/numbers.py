"""Rules on numbers: how they are written, and columns of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from quizzer import marking
from quizzer.lint.page import Face, Finding, Page
from quizzer.markup import without_verbatim
from quizzer.values import Number, number

SIBLINGS = 4
"""Rows of a column from which it is said what is usual there."""


def misgrouped(page: Page) -> Iterator[Finding]:
    """Digits grouped as in no number."""
    for face in page.faces:
        for side, prose in (("a", face.back), ("q", face.front)):
            for found in _GROUPED.finditer(without_verbatim(prose.text)):
                if _is_wrong(found["digits"].split(",")[1:], with_unit=bool(found["unit"])):
                    yield Finding(
                        face.card,
                        "q" if side == "q" else "a",
                        found[0].strip(),
                        f"`{found[0].strip()}` is no number: digits are grouped by three",
                        "write the number that is meant, or a space after each comma of a list",
                    )


_GROUPED = re.compile(
    r"(?<![\w.,])(?P<digits>\d{1,3}(?:,\d+)+)(?:\.\d+)?"
    r"(?P<unit> ?(?:[kKMBT]|bn|million|billion|trillion)\b|%)?(?![\w,])"
)


def _is_wrong(groups: Sequence[str], *, with_unit: bool) -> bool:
    """Whether groups of digits are those of no number; without a unit it may be a list."""
    if with_unit:
        return any(len(group) != 3 for group in groups)
    return len(groups) > 1 and any(len(one) > 3 and one[0] == "0" for one in groups)


def _amounts(column: list[Face]) -> list[tuple[Face, Number]]:
    return [(face, value) for face in column if (value := number(face.back.text))]


def without_unit(page: Page) -> Iterator[Finding]:
    """A number without the unit that the rest of its column has, or in another notation."""
    for column in page.columns:
        amounts = _amounts(column)
        if len(amounts) < SIBLINGS:
            continue
        unit, count = Counter(value.unit for _, value in amounts).most_common(1)[0]
        for face, value in amounts:
            if unit and not value.unit and count > len(amounts) // 2:
                text = face.back.text
                message = f"`{text}` has no unit, and most of its column counts in {unit}"
                yield Finding(face.card, "a", text, message, "write the unit")


def mixed_notation(page: Page) -> Iterator[Finding]:
    """`2k` in a column of `2,048`: which of the two it means is left open."""
    for column in page.columns:
        short = [face for face in column if _SHORT.fullmatch(face.back.text.strip())]
        full = [face for face in column if _FULL.fullmatch(face.back.text.strip())]
        if short and full and len(column) >= SIBLINGS:
            fewer, more = sorted((short, full), key=len)
            for face in fewer:
                text, other = face.back.text.strip(), more[0].back.text.strip()
                message = f"`{text}` stands in one column with `{other}`"
                yield Finding(face.card, "a", text, message, "write all of them in one way")


_SHORT = re.compile(r"\d+(?:\.\d+)? ?[kK]")
_FULL = re.compile(r"\d{1,3}(?:,\d{3})+|\d{4,}")


def tolerant(page: Page) -> Iterator[Finding]:
    """A tolerance within which the answer of another row lies."""
    for column in page.columns:
        amounts = sorted(_amounts(column), key=lambda pair: pair[1].value)
        for (lower, low), (upper, high) in pairwise(amounts):
            if low.same(high):
                continue
            for face, other in ((lower, upper), (upper, lower)):
                if not face.card.tolerance:
                    continue
                if marking.typed(face.card, other.back.text).kind == "right":
                    theirs = other.card.place.row if other.card.place else ""
                    yield Finding(
                        face.card,
                        "tolerance",
                        face.card.tolerance,
                        f"`{face.card.tolerance}` lets `{other.back.text}` pass, the answer for"
                        f" {theirs}",
                        "make it narrower",
                    )
