import datetime as dt
import time
from itertools import groupby, pairwise, product
from operator import itemgetter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.schedule import days

HOUR = 3_600_000

instants = st.integers(0, 4_000_000_000_000)
offsets = st.integers(-12 * 60, 14 * 60)
hours = st.integers(0, 23)


def instant(zone, local):
    return round(dt.datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


def day_of(zone, local, starts=4):
    at = instant(zone, local)
    return days.day(at, days.offset_min(at, ZoneInfo(zone)), starts)


def elapsed(before, after):
    """The days counted between two answers, each given as (zone, local time)."""
    return days.elapsed(day_of(*before), instant(*before), day_of(*after), instant(*after))


@pytest.mark.parametrize(
    ("zone", "local", "starts", "date"),
    [
        ("UTC", "1970-01-01 04:00", 4, "1970-01-01"),
        ("UTC", "1970-01-01 03:59", 4, "1969-12-31"),
        ("Europe/Berlin", "2026-06-10 22:00", 4, "2026-06-10"),
        ("Europe/Berlin", "2026-06-11 03:59", 4, "2026-06-10"),
        ("Europe/Berlin", "2026-06-11 04:00", 4, "2026-06-11"),
        ("Europe/Berlin", "2026-06-11 00:00", 0, "2026-06-11"),
        ("Asia/Kathmandu", "2026-06-11 22:59", 23, "2026-06-10"),
        ("America/St_Johns", "2026-01-01 04:00", 4, "2026-01-01"),
    ],
)
def test_a_day_turns_at_the_set_hour_of_local_time(zone, local, starts, date):
    assert days.date(day_of(zone, local, starts)) == dt.date.fromisoformat(date)


@given(st.integers(-20_000, 40_000), offsets, hours)
def test_a_day_begins_where_the_one_before_it_ends(day, offset, starts):
    begin = days.start_ms(day, offset, starts)
    assert days.day(begin, offset, starts) == day
    assert days.day(begin - 1, offset, starts) == day - 1


@pytest.mark.parametrize(
    ("zone", "changes"),
    [
        ("Europe/Berlin", "2026-03-29"),
        ("Europe/Berlin", "2026-10-25"),
        ("America/New_York", "2026-03-08"),
        ("America/New_York", "2026-11-01"),
    ],
)
@pytest.mark.parametrize("starts", [0, 2, 3, 4])
def test_when_the_clocks_change_no_day_is_lost_or_doubled(zone, changes, starts):
    """Five days around the change, half-hour by half-hour."""
    midday = instant(zone, f"{changes} 12:00")
    answers = [
        (days.day(at, days.offset_min(at, ZoneInfo(zone)), starts), at)
        for at in range(midday - 60 * HOUR, midday + 60 * HOUR, HOUR // 2)
    ]
    by_day = [list(group) for _, group in groupby(answers, key=itemgetter(0))]
    assert [group[0][0] for group in by_day] == list(range(answers[0][0], answers[-1][0] + 1))
    for today, tomorrow in pairwise(by_day):
        for before, after in product((today[0], today[-1]), (tomorrow[0], tomorrow[-1])):
            assert days.elapsed(*before, *after) == 1
        assert days.elapsed(*today[0], *today[-1]) == 0


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [
        # a night at home is a day, however short
        (("Europe/Berlin", "2026-06-10 22:00"), ("Europe/Berlin", "2026-06-11 08:00"), 1),
        (("Europe/Berlin", "2026-06-10 08:00"), ("Europe/Berlin", "2026-06-11 03:00"), 0),
        (("Europe/Berlin", "2026-06-10 12:00"), ("Europe/Berlin", "2026-06-20 12:00"), 10),
        # eastwards over the date line a date comes twice
        (("Asia/Tokyo", "2026-05-10 20:00"), ("America/Los_Angeles", "2026-05-10 16:00"), 0),
        (("Asia/Tokyo", "2026-05-10 09:00"), ("America/Los_Angeles", "2026-05-10 03:00"), 0),
        (("Asia/Tokyo", "2026-05-10 20:00"), ("America/Los_Angeles", "2026-05-11 08:00"), 1),
        (("Pacific/Auckland", "2026-07-10 10:00"), ("Pacific/Honolulu", "2026-07-09 21:00"), 0),
        (("Pacific/Auckland", "2026-07-10 10:00"), ("Pacific/Honolulu", "2026-07-10 09:00"), 0),
        (("Pacific/Honolulu", "2026-07-09 21:00"), ("Pacific/Honolulu", "2026-07-10 09:00"), 1),
        (("Pacific/Auckland", "2026-07-10 08:00"), ("Pacific/Honolulu", "2026-07-10 23:00"), 1),
        (("Pacific/Auckland", "2026-07-10 08:00"), ("Pacific/Honolulu", "2026-07-10 11:00"), 0),
        (("Pacific/Auckland", "2026-07-10 08:00"), ("Pacific/Honolulu", "2026-07-10 13:00"), 1),
        # westwards over it a date is skipped
        (("America/Los_Angeles", "2026-05-10 12:00"), ("Asia/Tokyo", "2026-05-11 16:00"), 1),
        (("Pacific/Honolulu", "2026-07-09 20:00"), ("Pacific/Auckland", "2026-07-11 08:00"), 1),
        (("Pacific/Honolulu", "2026-07-09 20:00"), ("Pacific/Auckland", "2026-07-12 08:00"), 2),
        # a journey that stays on one side of it
        (("America/New_York", "2026-06-10 22:00"), ("Europe/London", "2026-06-11 10:00"), 1),
        (("Europe/London", "2026-06-10 10:00"), ("America/New_York", "2026-06-10 14:00"), 0),
        # a clock set back
        (("Europe/Berlin", "2026-06-10 12:00"), ("Europe/Berlin", "2026-06-01 12:00"), 0),
    ],
)
def test_days_between_two_answers(before, after, count):
    assert elapsed(before, after) == count


@given(instants, instants, offsets, st.integers(-120, 120), hours)
def test_at_home_only_the_dates_count(one, other, offset, clock_change, starts):
    at, later = sorted((one, other))
    day = days.day(at, offset, starts)
    later_day = days.day(later, offset + clock_change, starts)
    assert days.elapsed(day, at, later_day, later) == max(0, later_day - day)


@given(instants, st.integers(0, 100), offsets, offsets, hours)
def test_no_journey_gains_or_loses_more_than_a_night(at, passed, offset, later_offset, starts):
    later = at + passed * HOUR
    count = days.elapsed(
        days.day(at, offset, starts), at, days.day(later, later_offset, starts), later
    )
    assert count >= 0
    assert passed - 26 < 24 * count <= passed + 26


@pytest.mark.parametrize(
    ("zone", "utc", "minutes"),
    [
        ("UTC", "2026-01-01 00:00", 0),
        ("Asia/Kolkata", "2026-01-01 00:00", 330),
        ("America/St_Johns", "2026-01-01 00:00", -210),
        ("Europe/Berlin", "2026-03-29 00:59", 60),
        ("Europe/Berlin", "2026-03-29 01:00", 120),
        ("Europe/Berlin", "2026-10-25 00:59", 120),
        ("Europe/Berlin", "2026-10-25 01:00", 60),
    ],
)
def test_offset_of_a_zone(zone, utc, minutes):
    assert days.offset_min(instant("UTC", utc), ZoneInfo(zone)) == minutes


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be set for one process")
def test_offset_is_this_machines_where_no_zone_is_given(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert days.offset_min(instant("UTC", "2026-01-01 00:00")) == 9 * 60
    finally:
        monkeypatch.undo()
        time.tzset()
