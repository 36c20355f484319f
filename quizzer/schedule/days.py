"""The learner's day: it turns at a set hour of local time, wherever the learner is.

A day is a plain number, the days since 1970-01-01 of its local date. It is counted from an instant
(milliseconds since 1970, UTC) and the local offset from UTC at that instant (minutes, east
positive), so what was logged keeps its day when the learner moves or the clocks change.
"""

from __future__ import annotations

import datetime as dt

STARTS = 4
"""The hour at which a day begins if the learner set no other."""

_MINUTE = 60_000
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR
_CLOCK_CHANGE = 2 * _HOUR
_EPOCH = dt.date(1970, 1, 1).toordinal()


def day(at_ms: int, offset_min: int, starts: int = STARTS) -> int:
    """The learner's day at an instant; before `starts` o'clock it is still the day before."""
    return (at_ms + offset_min * _MINUTE - starts * _HOUR) // _DAY


def start_ms(day: int, offset_min: int, starts: int = STARTS) -> int:
    """The instant at which a learner's day begins where local time is `offset_min` from UTC."""
    return day * _DAY + starts * _HOUR - offset_min * _MINUTE


def date(day: int) -> dt.date:
    """The calendar date of a learner's day."""
    return dt.date.fromordinal(_EPOCH + day)


def elapsed(day: int, at_ms: int, later_day: int, later_ms: int) -> int:
    """How many days an answer is after the one before it, each given by its day and its instant.

    The learner's days tell: an evening and the next morning are a day apart. Only a journey over
    the date line makes local dates disagree with the clock, by skipping one or living through one
    twice; then the count is held to what the time that went by allows. Never negative.
    """
    past = later_ms - at_ms
    least = (past - _CLOCK_CHANGE) // _DAY
    most = (past + _CLOCK_CHANGE) // _DAY + 1
    return max(0, least, min(later_day - day, most))


def offset_min(at_ms: int, zone: dt.tzinfo | None = None) -> int:
    """Local time minus UTC at an instant, in minutes; the zone is this machine's if none is given.

    Nothing else in this package knows of the machine's zone.
    """
    utc = dt.datetime.fromtimestamp(at_ms / 1000, dt.UTC)
    offset = utc.astimezone(zone).utcoffset()
    return int(offset.total_seconds() // 60) if offset else 0
