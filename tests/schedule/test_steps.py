from collections import Counter
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.schedule import days, fsrs, steps
from quizzer.schedule.steps import Memory, Settings, State, answer, preview, wait

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000

TODAY = 20_600
DAWN = days.start_ms(TODAY, 0)
"""When the learner's day begins; local time is UTC where nothing else is said."""

EXACT = Settings(fuzz=False)
UID = "deck:heading/question"


def studied(*answers, settings=EXACT):
    """A card after some answers, each a rating and the days since the one before."""
    memory, at = None, DAWN
    for rating, gap in answers:
        at += gap * DAY
        memory = answer(memory, rating, at, 0, settings, UID)
    return memory


def buttons(memory, settings=EXACT, at=None):
    """What the four ratings would say."""
    if at is None:
        at = memory.at if memory else DAWN
    return " ".join(steps.interval_text(wait(m)) for m in preview(memory, at, 0, settings, UID))


# Learning


@pytest.mark.parametrize(
    ("learning", "ratings", "shown"),
    [
        ((60, 600), [], "1m 6m 10m 8d"),
        ((60, 600), [AGAIN], "1m 6m 10m 2d"),
        ((60, 600), [HARD], "1m 6m 10m 2d"),
        ((60, 600), [GOOD], "1m 10m 2d 4d"),
        ((60, 600), [GOOD, HARD], "1m 10m 2d 4d"),
        ((60, 600), [GOOD, AGAIN], "1m 6m 10m 2d"),
        ((60, 600, 6000), [GOOD], "1m 10m 1.7h 4d"),
        ((60, 600, 6000), [GOOD, GOOD], "1m 1.7h 2d 4d"),
        ((600,), [], "10m 15m 2d 8d"),
        ((86_400,), [], "1d 2d 2d 8d"),
        ((3 * 86_400,), [], "3d 4d 2d 8d"),
        ((600, 3 * 86_400), [], "10m 2d 3d 8d"),
        ((), [], "1d 1d 2d 8d"),
    ],
)
def test_learning_steps(learning, ratings, shown):
    settings = EXACT._replace(learning=learning)
    memory = studied(*((rating, 0) for rating in ratings), settings=settings)
    assert buttons(memory, settings) == shown


def test_a_card_is_learnt():
    learning = studied((GOOD, 0))
    assert learning == Memory(
        state=State.LEARNING,
        step=1,
        stability=2.3065,
        difficulty=pytest.approx(2.1181, abs=1e-4),
        due=DAWN + 10 * MINUTE,
        day=TODAY,
        at=DAWN,
        first=TODAY,
        reps=1,
        lapses=0,
    )
    review = answer(learning, GOOD, DAWN + 12 * MINUTE, 0, EXACT, UID)
    assert (review.state, review.step, review.due) == (State.REVIEW, 0, TODAY + 2)
    assert (review.day, review.first, review.reps, review.lapses) == (TODAY, TODAY, 2, 0)


@pytest.mark.parametrize("rating", [AGAIN, HARD, GOOD, EASY])
def test_without_steps_any_answer_ends_learning(rating):
    assert studied((rating, 0), settings=EXACT._replace(learning=())).state == State.REVIEW


def test_a_card_on_a_step_that_is_gone_is_on_the_last_one():
    memory = studied((GOOD, 0), (GOOD, 0), settings=EXACT._replace(learning=(60, 600, 6000)))
    assert memory.step == 2
    assert buttons(memory, EXACT._replace(learning=(60, 600))) == "1m 10m 2d 4d"


@pytest.mark.parametrize(
    ("step", "local", "due"),
    [
        (600, "22:00", "22:10"),
        (600, "03:49", "03:59"),
        (600, "03:55", "04:00"),
        (6 * 3600, "23:00", "04:00"),
        (86_400, "09:00", "04:00"),
        (2 * 86_400, "09:00", "04:00"),
    ],
)
@pytest.mark.parametrize("offset", [0, 120, -480])
def test_a_step_into_another_day_ends_as_that_day_begins(step, local, due, offset):
    def clock(hours_and_minutes):
        hours, minutes = map(int, hours_and_minutes.split(":"))
        return ((hours - 4) % 24) * HOUR + minutes * MINUTE

    dawn = days.start_ms(TODAY, offset)
    at = dawn + clock(local)
    memory = answer(None, AGAIN, at, offset, EXACT._replace(learning=(step,)), UID)
    later_days = (at + step * 1000 - dawn) // DAY
    assert memory.due == dawn + later_days * DAY + clock(due)


# Reviewing


@pytest.mark.parametrize(
    ("elapsed", "shown"),
    [
        (0, "10m 8d 9d 13d"),
        (1, "10m 11d 13d 18d"),
        (4, "10m 19d 26d 1.4mo"),
        (8, "10m 27d 1.3mo 2.2mo"),
        (80, "10m 2.3mo 3.7mo 6.6mo"),
    ],
)
def test_a_review_early_in_time_and_late(elapsed, shown):
    memory = studied((EASY, 0))
    assert memory.due == TODAY + 8
    assert buttons(memory, at=DAWN + elapsed * DAY) == shown


def test_a_review_early_keeps_the_date_that_was_promised():
    memory = studied((EASY, 0))
    for rating in (HARD, GOOD, EASY):
        again = answer(memory, rating, DAWN + DAY, 0, EXACT, UID)
        assert again.due > memory.due


def test_hard_good_and_easy_are_a_day_apart_up_to_the_longest_interval():
    memory = studied((GOOD, 0), (GOOD, 0))
    assert buttons(memory, at=DAWN + 2 * DAY) == "10m 8d 11d 19d"
    assert buttons(memory, EXACT._replace(maximum_interval=10), DAWN + 2 * DAY) == "10m 8d 10d 10d"
    assert buttons(memory, EXACT._replace(maximum_interval=1), DAWN + 2 * DAY) == "10m 1d 1d 1d"
    assert buttons(memory, EXACT._replace(retention=0.99), DAWN + 2 * DAY) == "10m 1d 2d 3d"


def test_the_first_day_and_the_count_of_answers_are_kept():
    memory = studied((GOOD, 0), (GOOD, 0), (HARD, 2), (AGAIN, 9), (EASY, 0))
    assert (memory.first, memory.day, memory.reps) == (TODAY, TODAY + 11, 5)


def test_a_lapse_is_relearnt():
    lapsed = studied((EASY, 0), (AGAIN, 8))
    assert (lapsed.state, lapsed.step, lapsed.lapses) == (State.RELEARNING, 0, 1)
    assert lapsed.due == lapsed.at + 10 * MINUTE
    assert buttons(lapsed) == "10m 15m 1d 2d"

    failed_again = answer(lapsed, AGAIN, lapsed.due, 0, EXACT, UID)
    assert (failed_again.state, failed_again.lapses) == (State.RELEARNING, 1)
    assert answer(failed_again, GOOD, failed_again.due, 0, EXACT, UID).state == State.REVIEW


def test_relearning_in_several_steps():
    settings = EXACT._replace(relearning=(300, 1200))
    lapsed = studied((EASY, 0), (AGAIN, 8), settings=settings)
    assert buttons(lapsed, settings) == "5m 13m 20m 2d"
    assert buttons(answer(lapsed, GOOD, lapsed.due, 0, settings, UID), settings) == "5m 20m 1d 3d"


def test_without_relearning_steps_a_lapse_comes_back_another_day():
    settings = EXACT._replace(relearning=())
    lapsed = studied((EASY, 0), (AGAIN, 8), settings=settings)
    assert (lapsed.state, lapsed.lapses, lapsed.due) == (State.REVIEW, 1, TODAY + 8 + 1)

    strong = studied((EASY, 0))._replace(stability=300.0, due=TODAY + 6)
    lapsed = answer(strong, AGAIN, DAWN + 6 * DAY, 0, settings, UID)
    assert lapsed.due - lapsed.day == 5, "a lapse may shorten an interval that fuzz may not"


@pytest.mark.parametrize("rating", [0, 5])
def test_there_are_four_ratings(rating):
    for memory in (None, studied((EASY, 0))):
        with pytest.raises(ValueError, match=f"^a rating is 1, 2, 3 or 4, not {rating}$"):
            answer(memory, rating, DAWN, 0, EXACT, UID)


# Days


def test_an_evening_and_the_next_morning_are_a_day_apart():
    evening = DAWN + 18 * HOUR
    memory = answer(None, EASY, evening, 0, EXACT, UID)
    at_night, in_the_morning = (
        answer(memory, GOOD, evening + hours * HOUR, 0, EXACT, UID) for hours in (5, 10)
    )
    before = fsrs.first(EASY)
    assert at_night.stability == fsrs.after(before, GOOD, 0).stability
    assert in_the_morning.stability == fsrs.after(before, GOOD, 1).stability


@pytest.mark.parametrize(
    ("home", "leaves", "abroad", "hours", "dates", "counted"),
    [
        ("Asia/Tokyo", 5, "America/Los_Angeles", 11, -1, 0),
        ("Pacific/Auckland", 5, "Pacific/Honolulu", 9, -1, 0),
        ("Pacific/Honolulu", 20, "Pacific/Auckland", 10, 2, 1),
    ],
)
def test_a_journey_neither_loses_nor_doubles_a_day(home, leaves, abroad, hours, dates, counted):
    """Where the dates and the clock disagree, the clock is right."""
    here, there = (days.offset_min(DAWN, ZoneInfo(zone)) for zone in (home, abroad))
    departure = days.start_ms(TODAY, here, starts=leaves)
    memory = answer(None, EASY, departure, here, EXACT, UID)
    landed = answer(memory, EASY, departure + hours * HOUR, there, EXACT, UID)
    assert landed.day - memory.day == dates
    assert landed.stability == fsrs.after(fsrs.first(EASY), EASY, counted).stability

    next_day = answer(landed, EASY, landed.at + DAY, there, EXACT, UID)
    trace = fsrs.Trace(landed.stability, landed.difficulty)
    assert next_day.stability == fsrs.after(trace, EASY, 1).stability


# Fuzz


@pytest.mark.parametrize(
    ("ideal", "least", "most", "shortest", "longest"),
    [
        (1, 1, 36500, 1, 1),
        (2.49, 1, 36500, 2, 2),
        (2.5, 1, 36500, 2, 4),
        (7, 1, 36500, 5, 9),
        (15, 1, 36500, 13, 17),
        (20, 1, 36500, 17, 23),
        (100, 1, 36500, 93, 107),
        (1000, 1, 36500, 948, 1052),
        (100, 98, 36500, 98, 107),
        (100, 1, 99, 92, 99),
        (100, 120, 36500, 120, 128),
        (2, 3, 36500, 3, 4),
        (2, 3, 3, 3, 3),
        (5, 9, 7, 7, 7),
        (1e9, 1, 36500, 34673, 36500),
    ],
)
def test_fuzz_range(ideal, least, most, shortest, longest):
    assert steps.fuzz_range(ideal, least, most) == (shortest, longest)


def test_fuzz_is_the_cards_own_and_every_length_is_as_likely():
    memory = studied((EASY, 0), (GOOD, 8))
    at = DAWN + 34 * DAY
    lengths = Counter(
        wait(answer(memory, EASY, at, 0, Settings(), f"deck:{n}")) // 86_400 for n in range(3000)
    )
    exact = wait(answer(memory, EASY, at, 0, EXACT, UID)) // 86_400
    shortest, longest = steps.fuzz_range(exact, 1, 36500)
    assert set(lengths) == set(range(shortest, longest + 1))
    mean = 3000 / len(lengths)
    assert all(0.6 * mean < count < 1.4 * mean for count in lengths.values())


@pytest.mark.parametrize(
    ("previous", "possible"),
    [(10, {11, 12, 13}), (12, {12, 13, 14}), (14, {9, 10, 11, 12, 13})],
)
def test_fuzz_does_not_take_back_what_was_gained(previous, possible):
    """A card that FSRS would see again in 11 days, by the interval it had before."""
    memory = studied((EASY, 0))._replace(stability=11.0, due=TODAY + previous)
    cards = [answer(memory, HARD, DAWN, 0, Settings(), f"deck:{n}") for n in range(200)]
    assert {wait(card) // 86_400 for card in cards} == possible


def test_fuzz_never_changes_from_one_machine_or_version_to_the_next():
    """A log replayed anywhere gives these very intervals."""
    memory, day, intervals = studied((EASY, 0), settings=Settings()), TODAY, []
    for _ in range(6):
        intervals.append(memory.due - day)
        day = memory.due
        memory = answer(memory, GOOD, days.start_ms(day, 0), 0, Settings(), UID)
    assert intervals == [10, 45, 182, 572, 1697, 4439]


# Texts


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0s"),
        (30, "30s"),
        (60, "1m"),
        (90, "2m"),
        (600, "10m"),
        (3600, "1h"),
        (5400, "1.5h"),
        (86_400, "1d"),
        (3 * 86_400, "3d"),
        (30 * 86_400, "30d"),
        (31 * 86_400, "1mo"),
        (76 * 86_400, "2.5mo"),
        (364 * 86_400, "12mo"),
        (365 * 86_400, "1y"),
        (438 * 86_400, "1.2y"),
        (36_500 * 86_400, "100y"),
    ],
)
def test_interval_text(seconds, text):
    assert steps.interval_text(seconds) == text


# Laws

lengths = st.lists(st.integers(1, 3 * 86_400), max_size=4).map(tuple)
all_settings = st.builds(
    Settings,
    parameters=st.just(fsrs.DEFAULT_PARAMETERS),
    retention=st.floats(0.7, 0.99),
    learning=lengths,
    relearning=lengths,
    maximum_interval=st.integers(1, 36_500),
    day_starts=st.integers(0, 23),
    fuzz=st.booleans(),
)
offsets = st.integers(-12 * 60, 14 * 60)
answers = st.tuples(st.integers(1, 4), st.integers(0, 100 * DAY), offsets)


@st.composite
def moments(draw):
    """A card with any history, and a moment at which it is asked again."""
    settings, uid = draw(all_settings), draw(st.text(max_size=9))
    memory, at = None, DAWN
    for rating, gap, offset in draw(st.lists(answers, max_size=12)):
        at += gap
        memory = answer(memory, rating, at, offset, settings, uid)
    return memory, at + draw(st.integers(0, 400 * DAY)), draw(offsets), settings, uid


@given(moments())
def test_what_is_shown_is_what_is_used(moment):
    memory, at, offset, settings, uid = moment
    shown = preview(*moment)
    for rating in (AGAIN, HARD, GOOD, EASY):
        assert shown[rating - 1] == answer(memory, rating, at, offset, settings, uid)


@given(moments())
def test_no_card_is_due_before_it_is_answered(moment):
    _, at, offset, settings, _ = moment
    today = days.day(at, offset, settings.day_starts)
    for memory in preview(*moment):
        assert memory.due > (today if memory.state == State.REVIEW else at)
        assert 0 <= wait(memory) <= 86_400 * max(settings.maximum_interval, 4)


@given(moments())
def test_a_better_answer_comes_back_later(moment):
    _, hard, good, easy = preview(*moment)
    most = moment[3].maximum_interval * 86_400
    passed = [wait(m) for m in (hard, good, easy) if m.state == State.REVIEW]
    assert passed == sorted(passed)
    assert all(later > sooner or later == most for sooner, later in pairwise(passed))


@given(moments())
def test_memory_is_fsrs_of_the_days_between(moment):
    memory, at, offset, settings, _ = moment
    for rating, after in enumerate(preview(*moment), 1):
        if memory is None:
            trace = fsrs.first(rating)
        else:
            elapsed = days.elapsed(memory.day, memory.at, after.day, at)
            trace = fsrs.after(fsrs.Trace(memory.stability, memory.difficulty), rating, elapsed)
        assert (after.stability, after.difficulty) == trace
        assert after.day == days.day(at, offset, settings.day_starts)
        assert after.reps == (memory.reps if memory else 0) + 1
