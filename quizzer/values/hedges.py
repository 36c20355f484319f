"""Takes off a number what hedges it: `about 12`, `over 7,000`, `at most 2`, `12 or more`."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Side = Literal["", "over", "under"]


class Hedged(NamedTuple):
    """A text without its hedges, and on which side of the number they put the amount."""

    text: str
    side: Side = ""


_OVER = r"over|above|(?:more|greater) than|at least|(?:no|not) (?:less|fewer) than|upwards of"
_UNDER = (
    r"under|below|(?:less|fewer) than|at most|(?:no|not) more than|up to|nearly|almost|not quite"
)
_NEITHER = (
    "it is|it's|it was|in|on|by|at|about|around|roughly|approximately|exactly|just|slightly|well"
)
_LEAD = re.compile(
    rf"(?:(?P<over>(?:{_OVER}) |[>≥]=? ?)|(?P<under>(?:{_UNDER}) |[<≤]=? ?)|(?:{_NEITHER}) )+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?P<over>,? or (?:more|above|over)\b|(?<=[\dkKMBT])\+(?= \D|$))"
    r"|(?P<under>,? or (?:less|fewer|below|under)\b)",
    re.IGNORECASE,
)


def unhedged(text: str) -> Hedged:
    """A number without `in`, `about` or `over` before it or `or more` behind it; two hedges that
    contradict each other stay."""
    lead, tail = _LEAD.match(text), _TAIL.search(text)
    found = [match for match in (lead, tail) if match]
    over, under = (any(match[side] for match in found) for side in ("over", "under"))
    if over and under:
        return Hedged(text)
    start = lead.end() if lead else 0
    text = _TAIL.sub("", text[start:], count=1)
    return Hedged(text, "over" if over else "under" if under else "")
