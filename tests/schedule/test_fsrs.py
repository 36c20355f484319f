import datetime as dt
import random

import fsrs as py_fsrs
import fsrs_rs_python as fsrs_rs
import pytest
from fsrs import scheduler
from hypothesis import given
from hypothesis import strategies as st

from quizzer.schedule import fsrs
from quizzer.schedule.fsrs import DEFAULT_PARAMETERS, MAX_STABILITY, MIN_STABILITY, Trace

OTHER_PARAMETERS = (
    *(0.4, 0.9, 3.1, 14.7, 7.0, 0.6, 2.1, 0.02, 1.5, 0.2, 1.1),
    *(1.9, 0.1, 0.35, 2.2, 0.3, 2.6, 0.7, 0.2, 0.15, 0.25),
)
BOTH = pytest.mark.parametrize("w", [DEFAULT_PARAMETERS, OTHER_PARAMETERS])

stabilities = st.floats(MIN_STABILITY, MAX_STABILITY)
traces = st.builds(Trace, stabilities, st.floats(1, 10))
ratings = st.integers(1, 4)
elapsed = st.integers(0, 50_000)
retentions = st.floats(0.7, 0.99)


def histories(count, seed):
    """Random histories: (rating, whole days since the answer before), the first after 0 days."""
    rng = random.Random(seed)
    for _ in range(count):
        gaps = [rng.choice((0, 0, 1, rng.randint(1, 10), rng.randint(1, 400))) for _ in range(29)]
        length = rng.randint(1, 30)
        yield [(rng.choices((1, 2, 3, 4), (2, 2, 5, 1))[0], gap) for gap in ([0, *gaps][:length])]


def replayed(history, w):
    (rating, _), *rest = history
    states = [fsrs.first(rating, w)]
    for rating, gap in rest:
        states.append(fsrs.after(states[-1], rating, gap, w))
    return states


@BOTH
def test_memory_agrees_with_py_fsrs(w):
    peer = py_fsrs.Scheduler(parameters=w, enable_fuzzing=False)
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    for history in histories(1000, seed=1):
        card, at = py_fsrs.Card(card_id=1), start
        for (rating, gap), ours in zip(history, replayed(history, w), strict=True):
            at += dt.timedelta(days=gap)
            card, _ = peer.review_card(card, py_fsrs.Rating(rating), at)
            card.stability = min(card.stability, MAX_STABILITY)  # it knows no upper bound
            assert ours == pytest.approx((card.stability, card.difficulty), rel=1e-9, abs=1e-9)


@BOTH
def test_memory_agrees_with_fsrs_rs(w):
    peer = fsrs_rs.FSRS(list(w))
    for history in histories(1000, seed=2):
        item = fsrs_rs.FSRSItem([fsrs_rs.FSRSReview(*review) for review in history])
        theirs = peer.historical_memory_states(item)
        for state, ours in zip(theirs, replayed(history, w), strict=True):
            assert ours == pytest.approx((state.stability, state.difficulty), rel=1e-4)


@BOTH
def test_intervals_agree_with_fsrs_rs(w):
    peer = fsrs_rs.FSRS(list(w))
    for stability in (0.001, 0.5, 1.0, 10.0, 365.0, 36500.0):
        for retention in (0.7, 0.8, 0.9, 0.95, 0.99):
            theirs = peer.next_interval(stability, retention, 3)
            assert fsrs.interval(stability, retention, w) == pytest.approx(theirs, rel=1e-4)


def test_a_life():
    """Learnt, remembered twice, forgotten, and learnt again on the same day."""
    history = [(3, 0), (3, 0), (3, 3), (3, 12), (1, 40), (3, 0)]
    assert [
        (round(stability, 2), round(difficulty, 2))
        for stability, difficulty in replayed(history, DEFAULT_PARAMETERS)
    ] == [(2.31, 2.12), (2.31, 2.11), (13.84, 2.1), (52.44, 2.1), (3.0, 7.39), (3.0, 7.38)]


def test_stability_is_the_time_until_recall_falls_to_nine_tenths():
    assert fsrs.retrievability(10, 10) == pytest.approx(0.9)
    assert fsrs.interval(10, 0.9) == pytest.approx(10)


def test_an_answer_before_the_last_one_counts_as_the_same_day():
    trace = fsrs.first(3)
    assert fsrs.after(trace, 4, -2) == fsrs.after(trace, 4, 0) != fsrs.after(trace, 4, 1)
    assert fsrs.retrievability(10, -2) == 1


def test_stability_stays_within_its_bounds():
    strong, weak = Trace(MAX_STABILITY, 1), Trace(MIN_STABILITY, 10)
    assert fsrs.after(strong, 4, 36500).stability == MAX_STABILITY == 36500
    assert fsrs.after(weak, 1, 1).stability == MIN_STABILITY == 0.001


@given(traces, ratings, elapsed)
def test_a_trace_is_always_in_range(trace, rating, days):
    stability, difficulty = fsrs.after(trace, rating, days)
    assert MIN_STABILITY <= stability <= MAX_STABILITY
    assert 1 <= difficulty <= 10


@given(traces, elapsed)
def test_a_better_answer_never_leaves_a_weaker_or_a_harder_memory(trace, days):
    states = [fsrs.after(trace, rating, days) for rating in (1, 2, 3, 4)]
    assert [s.stability for s in states] == sorted(s.stability for s in states)
    assert [s.difficulty for s in states] == sorted((s.difficulty for s in states), reverse=True)


@given(stabilities, retentions)
def test_recall_has_fallen_to_the_wanted_retention_when_the_interval_is_over(stability, retention):
    days = fsrs.interval(stability, retention)
    assert fsrs.retrievability(stability, days) == pytest.approx(retention)


@given(stabilities, stabilities, retentions)
def test_the_stronger_the_memory_the_longer_the_interval(one, other, retention):
    weaker, stronger = sorted((one, other))
    assert fsrs.interval(weaker, retention) <= fsrs.interval(stronger, retention)


@given(stabilities, elapsed, elapsed)
def test_recall_only_ever_fades(stability, one, other):
    sooner, later = sorted((one, other))
    assert 0 < fsrs.retrievability(stability, later) <= fsrs.retrievability(stability, sooner) <= 1


@pytest.mark.parametrize("rating", [0, 5, -1])
def test_there_are_four_ratings(rating):
    for review in (lambda: fsrs.first(rating), lambda: fsrs.after(Trace(1, 5), rating, 1)):
        with pytest.raises(ValueError, match=f"^a rating is 1, 2, 3 or 4, not {rating}$"):
            review()


def test_the_published_parameters_are_good():
    assert DEFAULT_PARAMETERS == scheduler.DEFAULT_PARAMETERS
    assert fsrs.check(DEFAULT_PARAMETERS) == []
    assert fsrs.check(OTHER_PARAMETERS) == []


def test_a_wrong_number_of_parameters_is_said():
    assert fsrs.check(DEFAULT_PARAMETERS[:19]) == ["FSRS-6 takes 21 parameters, not 19"]


def test_every_bad_parameter_is_named():
    bad = [-1.0, *DEFAULT_PARAMETERS[1:4], float("nan"), *DEFAULT_PARAMETERS[5:20], 0.9]
    assert fsrs.check(bad) == [
        "w[0] is -1.0 and must be from 0.001 to 100",
        "w[4] is nan and must be from 1 to 10",
        "w[20] is 0.9 and must be from 0.1 to 0.8",
    ]


def test_the_bounds_are_those_of_py_fsrs():
    lowest, highest = scheduler.LOWER_BOUNDS_PARAMETERS, scheduler.UPPER_BOUNDS_PARAMETERS
    assert fsrs.check(lowest) == fsrs.check(highest) == []
    assert len(fsrs.check([bound - 1e-6 for bound in lowest])) == 21
    assert len(fsrs.check([bound + 1e-6 for bound in highest])) == 21
