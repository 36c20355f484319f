"""Where the lines of YAML begin, and where they should."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from quizzer.parse.yaml.lines import (
    DASH,
    KEY,
    LOOK_BACK,
    Diagnosis,
    Open,
    above,
    bad_start,
    is_conflict,
    line_start,
    short,
)
from quizzer.parse.yaml.tree import Spot

_CONFLICT_END = re.compile(r">{7}(?: |$)")
_LONGEST_CONFLICT = 300


def conflict_end(lines: Sequence[str], number: int) -> int:
    """The last line of the conflict that a line marks; the line itself if it marks none."""
    if is_conflict(lines[number]):
        for at in range(number, min(number + _LONGEST_CONFLICT, len(lines))):
            if _CONFLICT_END.match(lines[at]):
                return at
    return number


def misplaced(lines: Sequence[str], number: int) -> Diagnosis:
    """A line that begins in a column where nothing above it does."""
    line, spot = lines[number], line_start(lines, number)
    if found := bad_start(line, number):
        return found
    passed = range(number - 1, max(number - LOOK_BACK, -1), -1)
    before = next((at for at in passed if lines[at].strip()), 0)
    if found := bad_start(lines[before], before):
        return found._replace(dash=spot.column if DASH.match(line) else None)
    opened = list(above(lines, number))
    if DASH.match(line):
        return cut_list(lines, spot, opened) or misplaced_dash(lines, spot, opened)
    if not (pair := KEY.match(line)):
        return _stray_text(lines, spot)
    key = pair["key"]
    for inner, dash in pairwise(opened):
        if not dash.key and dash.column == spot.column:
            written = (KEY.match(it) for it in lines[dash.line : number])
            if any(it and it["key"] == key for it in written):
                return _no_dash(line, spot)
            hint = f"begin it in column {inner.column + 1}"
            return Diagnosis(spot, f"`{key}` stands in the column of the dashes", hint)
    return misplaced_key(spot, key, opened)


def misplaced_dash(lines: Sequence[str], spot: Spot, opened: Sequence[Open]) -> Diagnosis:
    """A dash that stands in the column of no other."""
    dashes = [it for it in opened if not it.key]
    owner = opened[0] if opened else None
    is_owner = owner and owner.key and lines[owner.line].rstrip().endswith(":")
    if owner and is_owner and owner.column > spot.column:
        message = f"the list of `{owner.key}` stands further left than its key"
        return Diagnosis(spot, message, f"begin it in column {owner.column + 1}")
    if not KEY.match(lines[spot.line]):  # no card
        dashes = dashes[:1]
    if owner and owner.column == spot.column > 0 and not dashes:
        return _dashless(lines, owner)
    if not dashes:
        hint = "write `cards:` in a line above it"
        return Diagnosis(spot, "no key stands above this list", hint)
    meant, columns = _nearest(spot, dashes)
    if meant.column == spot.column:
        return _unfit(spot)
    message = f"this dash is indented {_way(spot, meant)} than the one above it"
    return Diagnosis(spot, message, f"begin it in column {columns}", meant.column)


def _dashless(lines: Sequence[str], last: Open) -> Diagnosis:
    """The keys of an item without a dash, the last of them given."""
    first = last.line
    for number in range(last.line, max(last.line - LOOK_BACK, -1), -1):
        line = lines[number]
        if line.strip() and line_start(lines, number).column < last.column:
            break
        if (found := KEY.match(line)) and found.end("before") == last.column:
            first = number
    return _no_dash(lines[first], Spot(first, last.column))


def _no_dash(line: str, spot: Spot) -> Diagnosis:
    key = short(line.strip())
    message = f"no dash stands before `{key.partition(':')[0]}`"
    return Diagnosis(spot, message, f"write `- {key}`", spot.column)


def misplaced_key(spot: Spot, key: str, opened: Sequence[Open]) -> Diagnosis:
    """A key that stands in the column of no other."""
    keys = [it for it in opened if it.key]
    if not keys or any(it.column == spot.column for it in keys):
        return _unfit(spot)
    meant, columns = _nearest(spot, keys)
    message = f"`{key}` is indented {_way(spot, meant)} than `{meant.key}` above it"
    return Diagnosis(spot, message, f"begin it in column {columns}")


def _nearest(spot: Spot, opened: Sequence[Open]) -> tuple[Open, str]:
    """What begins nearest to a column, and all columns that are as near, as a text."""
    nearest = min(abs(it.column - spot.column) for it in opened)
    near = [it for it in opened if abs(it.column - spot.column) == nearest]
    return near[0], " or ".join(str(it.column + 1) for it in near)


def _way(spot: Spot, meant: Open) -> str:
    return "deeper" if spot.column > meant.column else "less"


def cut_list(lines: Sequence[str], spot: Spot, opened: Sequence[Open]) -> Diagnosis | None:
    """A key that ends a list before its next dash or, if it stands left of the other keys of its
    item, before the next of those.
    """
    stray = next((it for it in opened if it.key and it.column <= spot.column), None)
    is_dash = DASH.match(lines[spot.line])
    for inner, dash in pairwise(above(lines, stray.line) if stray else ()):
        column = dash.column if is_dash else inner.column
        if stray and not dash.key and column == spot.column:
            message = f"`{stray.key}` stands among the dashes of a list, and ends it"
            hint = f"begin it in column {inner.column + 1}, or put it above the list"
            return Diagnosis(Spot(stray.line, stray.column), message, hint, dash.column)
    return None


def _stray_text(lines: Sequence[str], spot: Spot) -> Diagnosis:
    """A line of text that is part of none."""
    for number in range(spot.line - 1, max(spot.line - 3, -1), -1):
        line = lines[number].strip()
        if line.startswith("#"):
            message = f"`{short(line)}` is a comment, and ends the text above it"
            key = next((it.key for it in above(lines, number) if it.key), "key")
            hint = f"write `{key}: |`, and the whole text below it, indented"
            return Diagnosis(line_start(lines, number), message, hint)
    return _unfit(spot)


def _unfit(spot: Spot) -> Diagnosis:
    message = "the indentation of this line fits nothing above it"
    hint = "indent it deeper than the key whose text it continues"
    return Diagnosis(spot, message, hint)
