"""Days, months and years, in whatever style they are written."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
MONTHS = (
    {name: number for number, name in enumerate(_NAMES, 1)}
    | {name[:3]: number for number, name in enumerate(_NAMES, 1)}
    | {"sept": 9}
)
"""Months by their names in lower case, whole or of three letters."""

_YEAR = r"(?P<year>1[0-9]{3}|20[0-9]{2}|2100)"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_STYLES = tuple(
    re.compile(style)
    for style in (
        rf"{_YEAR}(?:([-/.])(?P<month>[0-9]{{1,2}})(?:\2(?P<day>[0-9]{{1,2}}))?)?",
        rf"(?:(?:the )?{_DAY}(?: of)? )?{_MONTH}(?:,? {_YEAR})?",
        rf"{_MONTH} (?:the )?{_DAY}(?:,? {_YEAR})?",
    )
)


class Days(NamedTuple):
    """The first and the last day that a text can mean, as ordinals; of a day without a year
    (`11 June`), one of the year 4, and `yearly`."""

    first: int
    last: int
    yearly: bool = False


def days(text: str) -> Days | None:
    """The day, month or year that a text is as a whole: `2018-06-11`, `11 June 2018`, `June 11th,
    2018`, `June 2018`, `2018`, `11 June`."""
    found = next((found for style in _STYLES if (found := style.fullmatch(text))), None)
    if found is None:
        return None
    named, written = found["month"] or "", found["day"]
    month = int(named) if named.isdecimal() else MONTHS.get(named.casefold(), 0)
    if not found["year"] and not written:
        return None
    year = int(found["year"] or 4)  # a leap year
    if not named:
        return Days(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())
    if not 1 <= month <= 12:
        return None
    first = date(year, month, 1).toordinal()
    last = date(year + month // 12, month % 12 + 1, 1).toordinal() - 1
    if not written:
        return Days(first, last)
    day = first + int(written) - 1
    return Days(day, day, not found["year"]) if first <= day <= last else None
