"""The learner's clock: now, here, and which of the learner's days it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from quizzer.schedule import days


def system() -> int:
    """The system's clock, UTC ms."""
    return time.time_ns() // 1_000_000


class Clock:
    """Reads the time; never goes behind `floor`, the last row of the log.

    A clock that was set back goes on from there at its own pace. `zone` is where the learner is,
    by default where the machine is; the learner's day begins at `starts` o'clock there.
    """

    def __init__(
        self,
        floor: Callable[[], int],
        starts: Callable[[], int],
        read: Callable[[], int] = system,
        zone: tzinfo | None = None,
    ) -> None:
        self._floor = floor
        self._starts = starts
        self._read = read
        self._zone = zone
        self._ahead = 0

    def moment(self) -> tuple[int, int]:
        """Now as UTC ms and the local offset in minutes."""
        now, floor = self._read(), self._floor()
        if now >= floor:
            self._ahead = 0
        else:
            self._ahead = max(self._ahead, floor - now)
        now += self._ahead
        return now, days.offset_min(now, self._zone)

    @property
    def now(self) -> int:
        """Now, UTC ms."""
        return self.moment()[0]

    @property
    def behind(self) -> int:
        """By how many ms the system's clock is behind the log: it has jumped back."""
        return max(0, self._floor() - self._read())

    @property
    def today(self) -> int:
        """The learner's day."""
        return self.day(*self.moment())

    def day(self, at: int, offset: int) -> int:
        """The learner's day at a moment."""
        return days.day(at, offset, self._starts())

    def begins(self, day: int) -> int:
        """When a learner's day begins (UTC ms), by the local time of that day itself."""
        return self._begins(day, self.moment()[1])

    def _begins(self, day: int, offset: int) -> int:
        about = days.start_ms(day, offset, self._starts())
        return days.start_ms(day, days.offset_min(about, self._zone), self._starts())

    @property
    def day_ends(self) -> int:
        """When the learner's day ends, UTC ms."""
        return self.ends(*self.moment())

    def ends(self, at: int, offset: int) -> int:
        """When the learner's day at a moment ends, UTC ms."""
        return self._begins(self.day(at, offset) + 1, offset)

    def local(self, at: int) -> datetime:
        """An instant (UTC ms) as local time with its offset."""
        zone = timezone(timedelta(minutes=days.offset_min(at, self._zone)))
        return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone)
