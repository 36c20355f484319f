"""From where to where an amount may lie: a number, a hedged one, a range, a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from quizzer.values.dates import days
from quizzer.values.figures import NUMBER_WORDS, amount, in_figures
from quizzer.values.hedges import unhedged
from quizzer.values.numbers import folded

_LONGEST = 80
_FIGURE = re.compile(
    rf"\d|[¼-¾⅐-⅞]|\b(?:half|(?:{'|'.join(NUMBER_WORDS)}|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundred|thousand|[mbtr]+illion)(?:s|th)?|third|quarters?)\b",
    re.IGNORECASE,
)
_ESTIMATE = re.compile(
    r"\s*(?:\$?\s*(?:~|≈|\\approx)|(?:about|around|roughly|approx|circa|ca|nearly|almost)\b)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:from|between) (?=\S)", re.IGNORECASE)
_TO = re.compile(
    r"(?<=[\w%]) ?(?:-|\.\.\.?) ?(?=\S)|(?<=\S) (?:to|and|through|until|till) (?=\S)", re.IGNORECASE
)
_PLAIN = re.compile(r"[$€£]?[0-9][0-9.,]*")
_FOREVER = Decimal("Infinity")
_TENTH = Decimal("0.1")


class Span(NamedTuple):
    """The amounts from `low` to `high`, both among them, of one unit, or the days of `date`."""

    unit: str
    low: Decimal
    high: Decimal

    @property
    def is_bounded(self) -> bool:
        """Whether it has a beginning and an end."""
        return -self.low < _FOREVER > self.high

    def meets(self, other: Span) -> bool:
        """Whether something of it is in another one."""
        return self.unit == other.unit and self.low <= other.high and other.low <= self.high


@lru_cache(maxsize=4096)
def spans(text: str) -> tuple[Span, ...]:
    """Each reading of a text that is as a whole an amount (`one minute`, `1/2`), more or less than
    one (`over 90`), a range (`12 to 24`) or a date; () for any other text.

    `2k` has two readings, and `2018` is both a number and a year.
    """
    if len(text) > _LONGEST or not _FIGURE.search(text):
        return ()
    plain, side = unhedged(folded(text).strip("*_`").rstrip("."))
    found = tuple(_single(plain)) or tuple(_range(plain))
    if side == "over":
        return tuple(span._replace(high=_FOREVER) for span in found)
    if side == "under":
        return tuple(span._replace(low=-_FOREVER) for span in found)
    return found


def loosely(text: str) -> tuple[Span, ...]:
    """The readings of a text, the amount of an estimate (`about 12`) a tenth wider either way."""
    found = spans(text)
    if not found or not _ESTIMATE.match(text):
        return found
    return tuple(span if span.unit == "date" else _widened(span) for span in found)


def _widened(span: Span) -> Span:
    return span._replace(
        low=span.low - abs(span.low) * _TENTH, high=span.high + abs(span.high) * _TENTH
    )


def _single(text: str) -> Iterator[Span]:
    if found := days(text):
        unit = "day of the year" if found.yearly else "date"
        yield Span(unit, Decimal(found.first), Decimal(found.last))
    if figure := amount(in_figures(text)):
        for value in sorted(figure.number.readings()):
            yield Span(figure.number.unit, value, value)


def _range(text: str) -> Iterator[Span]:
    """From the one amount to the other, of which the first may leave its unit to the second."""
    is_named = _BETWEEN.match(text)
    text = text[is_named.end() :] if is_named else text
    for to in _TO.finditer(text):
        if to[0].strip() == "and" and not is_named:
            continue
        low, high = text[: to.start()], text[to.end() :]
        ends = tuple(_single(high))
        if not ends:
            continue
        figure = _PLAIN.match(high)
        unit = high[figure.end() :] if figure and _PLAIN.fullmatch(low) else ""
        for start in tuple(_single(low + unit)) or _single(low):
            for end in ends:
                if start.unit == end.unit and start.low < end.high:
                    yield Span(start.unit, start.low, end.high)
        return
