"""How sure the learner was, held against how often they were right. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt
from typing import Literal, NamedTuple

LEVELS = (0.25, 0.50, 0.75, 0.95)
"""How sure one can say to be: the probability of being right.

They span the whole range, since what is recalled, unlike one of two options, may well be less than
half sure; 0.25 is what a blind choice among four gets. The last is short of 1, since people who say
that they are certain are wrong too often for that (Fischhoff, Slovic & Lichtenstein, Knowing with
certainty, 1977). A face shows the number with its word: words alone are read in different ways
(Budescu, Por & Broomell, Effective communication of uncertainty in the IPCC reports, 2012).
"""

FEW = 20
"""With fewer answers nothing is said of a leaning: where half of 20 are right, the share in the
long run lies within 20 points either way, and two levels are hardly further apart.
"""

_Z = 1.96
"""Standard deviations to either side that hold 95% of a normal distribution."""

Leaning = Literal["overconfident", "underconfident", "calibrated", "unknown"]


class Claim(NamedTuple):
    """An answer to a card (uid) at a time (UTC ms): how sure the learner was, and if it was right.

    `sure` is a probability; `asked` is what was asked and what was right, if the card has fresh
    numbers each time.
    """

    card: str
    at: int
    sure: float
    right: bool
    asked: tuple[str, str] | None = None


class Level(NamedTuple):
    """The answers of which the learner was about so sure, and how many of them were right.

    The share of right ones lies, with 95% confidence, from `low` to `high` in the long run.
    """

    sure: float
    answers: int
    right: int
    low: float
    high: float


class Calibration(NamedTuple):
    """What the learner's claims are worth.

    Of all answers, `sure` is the mean claim and `share` the part that was right; `brier` is the
    mean squared difference between a claim and what came of it, 1 for right and 0 for wrong, so 0
    at best and 0.25 for who always says one half (Brier, Verification of forecasts expressed in
    terms of probability, 1950, where it is twice that). All three are None before there are
    answers. `mistakes` are the cards of which the learner was as sure as can be and wrong, each
    with its latest such answer, latest first.
    """

    answers: int
    sure: float | None
    share: float | None
    brier: float | None
    leaning: Leaning
    levels: tuple[Level, ...]
    mistakes: tuple[Claim, ...]


def calibration(claims: Iterable[Claim]) -> Calibration:
    """Hold claims, in the order of the log, against what came of them."""
    claims = list(claims)
    answers, right = len(claims), sum(claim.right for claim in claims)
    sure = sum(claim.sure for claim in claims) / answers if answers else None
    return Calibration(
        answers=answers,
        sure=sure,
        share=right / answers if answers else None,
        brier=sum((c.sure - c.right) ** 2 for c in claims) / answers if answers else None,
        leaning=_leaning(sure, right, answers),
        levels=_by_level(claims),
        mistakes=_mistakes(claims),
    )


def _leaning(sure: float | None, right: int, answers: int) -> Leaning:
    """Which way the mean claim lies outside of what the answers bear out."""
    if sure is None or answers < FEW:
        return "unknown"
    low, high = wilson(right, answers)
    if sure > high:
        return "overconfident"
    return "underconfident" if sure < low else "calibrated"


def _nearest(claim: Claim) -> float:
    return min(LEVELS, key=lambda level: abs(level - claim.sure))


def _by_level(claims: Iterable[Claim]) -> tuple[Level, ...]:
    came: dict[float, list[bool]] = {level: [] for level in LEVELS}
    for claim in claims:
        came[_nearest(claim)].append(claim.right)
    return tuple(
        Level(sure, len(ends), sum(ends), *wilson(sum(ends), len(ends)))
        for sure, ends in came.items()
    )


def _mistakes(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    wrong = [claim for claim in claims if _nearest(claim) == LEVELS[-1] and not claim.right]
    latest = {claim.card: claim for claim in wrong}
    return tuple(claim for claim in reversed(wrong) if latest[claim.card] is claim)


def wilson(right: int, answers: int) -> tuple[float, float]:
    """Where the share of right ones lies with 95% confidence; anywhere, if there are no answers.

    The score interval of Wilson, Probable inference, the law of succession, and statistical
    inference, 1927: it holds for few answers, and for shares near 0 and 1.
    """
    if not answers:
        return 0.0, 1.0
    among = answers + _Z**2
    middle = (right + _Z**2 / 2) / among
    half = _Z / among * sqrt(right * (answers - right) / answers + _Z**2 / 4)
    return max(0.0, middle - half), min(1.0, middle + half)


_TENTHS = 10
"""Rows above the lowest one, a tenth of the answers each."""

_ACROSS = 48
"""Columns from a claim of 0 to one of 1."""

_BEFORE = 7
"""Columns that the axis and its numbers take."""


def curve(levels: Sequence[Level], names: Sequence[str]) -> str:
    """The calibration curve in 56 columns: how sure goes across, how often right goes up.

    Each level has a `●` at the share that was right and a line over its interval; claims that hold
    lie on the dots. Below stand the `names` of the levels, the shares, and of how many answers.
    """
    rows = [[" "] * (_ACROSS + 1) for _ in range(_TENTHS + 1)]
    for column in range(0, _ACROSS + 1, 2):
        rows[_rounded(column / _ACROSS * _TENTHS)][column] = "·"
    for level in levels:
        if level.answers:
            column = _rounded(level.sure * _ACROSS)
            for row, cells in enumerate(rows):
                cells[column] = _whisker(row, level) or cells[column]
            rows[_rounded(level.right / level.answers * _TENTHS)][column] = "●"
    lines = [f"{_scale(row):>5} ┤{''.join(rows[row])}" for row in range(_TENTHS, -1, -1)]
    counts = [str(level.answers) for level in levels]
    shares = [f"{n.right / n.answers:.0%}" if n.answers else "-" for n in levels]
    return "\n".join(
        line.rstrip()
        for line in (
            *lines,
            _below(f"{'':5} └", levels, [f"{level.sure:.0%}" for level in levels], "─"),
            _below("", levels, names),
            _below("right", levels, shares),
            _below("of", levels, counts),
        )
    )


def _rounded(value: float) -> int:
    return int(value + 0.5)


def _scale(row: int) -> str:
    return f"{row / _TENTHS:.0%}" if row % (_TENTHS // 2) == 0 else ""


def _whisker(row: int, level: Level) -> str:
    """What a level's interval fills of the cell that stands for so many tenths."""
    below, above = (
        level.low * _TENTHS <= row + part <= level.high * _TENTHS for part in (-0.25, 0.25)
    )
    return {(True, True): "│", (True, False): "╷", (False, True): "╵"}.get((below, above), "")


def _below(begin: str, levels: Sequence[Level], texts: Sequence[str], fill: str = " ") -> str:
    """A line with a text in the middle below each level."""
    line = list(begin.ljust(_BEFORE) + fill * (_ACROSS + 1))
    for level, text in zip(levels, texts, strict=True):
        first = _BEFORE + _rounded(level.sure * _ACROSS) - len(text) // 2
        line[first : first + len(text)] = text
    return "".join(line)
