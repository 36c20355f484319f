"""How sure, held against how often right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.calibration import FEW, LEVELS, Claim, calibration, curve, wilson
from quizzer.wording import SURE, calibration_lines

GUESSING, UNSURE, FAIRLY, SURELY = LEVELS


def claims(*counts: tuple[float, int, int]) -> list[Claim]:
    """Of each level so many answers, of which so many are right, each to another card."""
    ends = [(sure, place < right) for sure, of, right in counts for place in range(of)]
    return [Claim(f"card {at}", at, sure, right) for at, (sure, right) in enumerate(ends)]


ANY = st.builds(
    Claim,
    st.sampled_from("abc"),
    st.integers(0, 9),
    st.floats(0, 1),
    st.booleans(),
)


@pytest.mark.parametrize(
    ("right", "answers", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (20, 20, 0.8389, 1.0),
        (0, 0, 0.0, 1.0),
    ],
)
def test_the_interval_is_wilsons(right, answers, low, high):
    """As in Newcombe, Two-sided confidence intervals for the single proportion, 1998, method 3."""
    assert wilson(right, answers) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share(counts):
    right, answers = counts
    low, high = wilson(right, answers)
    assert 0 <= low <= right / answers + 1e-9
    assert right / answers - 1e-9 <= high <= 1


@pytest.mark.parametrize(
    ("given", "brier"),
    [
        (claims((0.50, 4, 1)), 0.25),
        (claims((0.75, 1, 1), (0.25, 1, 0)), 0.0625),
        (claims((0.95, 1, 0)), 0.9025),
        (claims((0.25, 2, 1)), (0.75**2 + 0.25**2) / 2),
        ([], None),
    ],
)
def test_the_brier_score_is_the_mean_squared_difference(given, brier):
    assert calibration(given).brier == (brier if brier is None else pytest.approx(brier))


@pytest.mark.parametrize(
    ("given", "leaning"),
    [
        (claims((SURELY, 40, 30)), "overconfident"),
        (claims((UNSURE, 40, 36)), "underconfident"),
        (claims((FAIRLY, 40, 30)), "calibrated"),
        (claims((FAIRLY, 20, 15), (SURELY, 20, 19)), "calibrated"),
        (claims((SURELY, FEW - 1, 0)), "unknown"),
        (claims((SURELY, FEW, 0)), "overconfident"),
        ([], "unknown"),
    ],
)
def test_a_leaning_is_said_where_the_answers_bear_it_out(given, leaning):
    assert calibration(given).leaning == leaning


@given(st.lists(ANY))
def test_every_claim_counts_at_one_level(given):
    found = calibration(given)
    assert tuple(level.sure for level in found.levels) == LEVELS
    assert sum(level.answers for level in found.levels) == found.answers == len(given)
    assert sum(level.right for level in found.levels) == sum(claim.right for claim in given)


def test_mistakes_are_what_one_was_sure_of_and_wrong_the_latest_first():
    found = calibration(
        [
            Claim("a", 1, SURELY, False),
            Claim("b", 2, SURELY, True),
            Claim("c", 3, FAIRLY, False),
            Claim("d", 4, SURELY, False),
            Claim("a", 5, SURELY, False),
            Claim("a", 6, SURELY, True),
        ]
    )
    assert [(claim.card, claim.at) for claim in found.mistakes] == [("a", 5), ("d", 4)]


def test_the_curve_is_drawn_with_intervals_against_the_claims_that_hold():
    found = calibration(claims((GUESSING, 9, 4), (FAIRLY, 35, 17), (SURELY, 99, 99)))
    assert curve(found.levels, SURE) == (
        " 100% ┤                                              ● ·\n"
        "      ┤                                          · ·\n"
        "      ┤                                    · · ·\n"
        "      ┤            │                   · ·\n"
        "      ┤            │               · ·     │\n"
        "  50% ┤            │         · · ·         ●\n"
        "      ┤            ●     · ·               │\n"
        "      ┤            │ · ·\n"
        "      ┤        · · ╵\n"
        "      ┤    · ·\n"
        "   0% ┤· ·\n"
        "      └───────────25%─────────50%─────────75%───────95%─\n"
        "               guessing     unsure    fairly sure  sure\n"
        "right             44%          -          49%      100%\n"
        "of                 9           0          35        99"
    )


@given(st.lists(ANY))
def test_the_curve_fits_into_sixty_columns(given):
    lines = curve(calibration(given * 1000).levels, SURE).splitlines()
    assert len(lines) == 15
    assert max(map(len, lines)) <= 56


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            claims((SURELY, 30, 15)),
            "30 answers: 95% sure on average, 50% right.\n"
            "You are overconfident.\n"
            "Brier score 0.45; 0 is best, always saying 50% has 0.25.",
        ),
        (
            claims((GUESSING, 30, 15)),
            "30 answers: 25% sure on average, 50% right.\n"
            "You are underconfident.\n"
            "Brier score 0.31; 0 is best, always saying 50% has 0.25.",
        ),
        (
            claims((FAIRLY, 20, 15)),
            "20 answers: 75% sure on average, 75% right.\n"
            "You are about as sure as you should be.\n"
            "Brier score 0.19; 0 is best, always saying 50% has 0.25.",
        ),
        (
            claims((SURELY, 1, 0)),
            "1 answer: 95% sure on average, 0% right.\n"
            "Too few yet to say which way you lean.\n"
            "Brier score 0.90; 0 is best, always saying 50% has 0.25.",
        ),
        (
            [],
            "No answer yet of which you said how sure you were.\n"
            "You are asked if config.toml has `confidence = true` below [study].",
        ),
    ],
)
def test_what_claims_are_worth_in_words(given, said):
    assert "\n".join(calibration_lines(calibration(given))) == said
