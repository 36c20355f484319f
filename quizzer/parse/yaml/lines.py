"""What a line of YAML looks like to its author, and what keeps it from being what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unicodedata import name

from quizzer.parse.yaml.tree import Spot

LOOK_BACK = 100
"""Lines looked at above a fault; bounds the time that very many faults take."""
_SHOWN = 60

_BEFORE = r"(?P<before> *(?:- +)*)"
_NAME = r"(?P<key>[^\s:#'\"\[{-][^:]*|\"[^\"]*\"|'[^']*'):"
PAIR = re.compile(rf"{_BEFORE}{_NAME}[ \t]+(?P<value>\S.*)")
"""A key and its text, after dashes or none."""
KEY = re.compile(rf"{_BEFORE}{_NAME}(?=[ \t]|$)")
"""A key, with or without a text."""
DASH = re.compile(r" *(?P<at>-)(?=[ \t]|$)")
_ITEM = re.compile(r" *(?:- +)+(?P<value>\S.*)")
_LEAD = re.compile(r" *(?:- +)*(?:-$)?")
_CONFLICT = re.compile(r"(?P<at>(?:<{7}|\|{7}|={7}|>{7})(?: |$))")

ODD_SPACES = "\u00a0\u00ad\u1680\u202f\u205f\u2060\u3000" + "".join(map(chr, range(0x2000, 0x200C)))
"""What looks like a space, or like nothing, and is neither to YAML."""
FALSE_DASHES = "‐‑‒–—―−•‣◦∙·▪"
"""What word processors and other programs begin the items of a list with."""


class Diagnosis(NamedTuple):
    """Where the author went wrong, what is wrong there and what to write instead.

    `dash` is the column (from 0) of the list of which the line should begin an item, if it should.
    """

    spot: Spot
    message: str
    hint: str
    dash: int | None = None


class _Slip(NamedTuple):
    """What a line looks like that is not what was meant, and what to say of it.

    It is wrong where the group `at` is. The words may name the groups, `{sign}` for the name of
    `at`, and `{remedy}` for what to do about it.
    """

    pattern: re.Pattern[str]
    message: str
    hint: str
    is_item: bool = False


_BAD_STARTS = (
    _Slip(
        _CONFLICT,
        "a merge left two versions of these lines",
        "keep one, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>",
    ),
    _Slip(re.compile(rf" *(?P<at>[{ODD_SPACES}])"), "{sign} indents this line", "{remedy}"),
    _Slip(re.compile(rf" *-[ -]*(?P<at>[{ODD_SPACES}])"), "{sign} follows the dash", "{remedy}"),
    _Slip(
        re.compile(rf"{_BEFORE}(?P<key>\w+):[ \t]*(?P<at>[{ODD_SPACES}])"),
        "{sign} follows `{key}:`",
        "{remedy}",
    ),
    _Slip(
        re.compile(rf" *(?P<at>[{FALSE_DASHES}*+])\s*(?:- +)*(?P<pair>\w+:(?:\s.*)?$)"),
        "`{at}` is not the dash of a list",
        "write `- {pair}`",
        is_item=True,
    ),
    _Slip(
        re.compile(r" *(?P<at>-)(?P<pair>\w+(?::.*)?$)"),
        "no space after the dash",
        "write `- {pair}`",
        is_item=True,
    ),
    _Slip(
        re.compile(r" *(?P<at>-{3,}|\.{3}) *$"),
        "`{at}` divides no cards",
        "delete the line",
        is_item=True,
    ),
)
_NO_KEYS = (
    _Slip(
        re.compile(rf"{_BEFORE}(?P<at>(?P<key>[^\W\d]\w*)):(?P<value>[^\s:/].*)"),
        "no space after the colon of `{key}`",
        "write `{key}: {value}`",
    ),
    _Slip(
        re.compile(rf"{_BEFORE}(?P<key>\w+) *(?P<at>[：﹕︓])\s*(?P<value>.*)"),
        "`{at}` is not the colon of a key",
        "write `{key}: {value}`",
    ),
    _Slip(
        re.compile(rf"{_BEFORE}(?P<at>[`*]+(?P<key>\w+)(?:[`*]+:|:[`*]+))\s*(?P<value>.*)"),
        "no signs may stand around the key `{key}`",
        "write `{key}: {value}`",
    ),
    _Slip(
        re.compile(r" *(?:- +)+(?P<at>(?P<key>q|term|cloze))(?: ?[=;!.,–-])? +(?P<value>.*)"),
        "no colon follows `{key}`",
        "write `{key}: {value}`",
    ),
)


def bad_start(line: str, number: int) -> Diagnosis | None:
    """What is no line of a deck, or only looks like the spaces or the dash that one begins with."""
    return _first(_BAD_STARTS, line, number)


def no_key(line: str, number: int) -> Diagnosis | None:
    """What keeps a line that should begin with a key from doing so."""
    return bad_start(line, number) or _first(_NO_KEYS, line, number)


def _first(slips: Sequence[_Slip], line: str, number: int) -> Diagnosis | None:
    for slip in slips:
        if found := slip.pattern.match(line):
            at, column = found["at"], found.start("at")
            parts = {part: short(text) for part, text in found.groupdict().items()}
            parts["sign"] = sign_name(at[0])
            parts["remedy"] = "type an ordinary space instead" if at.isspace() else "delete it"
            message, hint = slip.message.format(**parts), slip.hint.format(**parts)
            return Diagnosis(Spot(number, column), message, hint, column if slip.is_item else None)
    return None


def is_conflict(line: str) -> bool:
    """Whether a line is one of those that mark the conflict of a merge."""
    return _CONFLICT.match(line) is not None


def line_start(lines: Sequence[str], number: int) -> Spot:
    """Where a line begins."""
    return Spot(number, len(lines[number]) - len(lines[number].lstrip()))


class Open(NamedTuple):
    """A key, or a dash (then without `key`), that a later line stands below."""

    line: int
    column: int
    key: str = ""


def above(lines: Sequence[str], number: int) -> Iterator[Open]:
    """The keys and dashes that a line stands below, the innermost first."""
    least = -1
    for at in range(number - 1, max(number - LOOK_BACK, 0) - 1, -1):
        line = lines[at]
        lead = _LEAD.match(line)
        if not lead or not line.strip() or line.lstrip().startswith("#"):
            continue
        starts = [Open(at, column) for column, sign in enumerate(lead[0]) if sign == "-"]
        if found := KEY.match(line):
            starts.append(Open(at, lead.end(), found["key"]))
        for start in reversed(starts):
            if least < 0 or start.column < least:
                least = start.column
                yield start
        if least == 0:
            return


def sign_name(sign: str) -> str:
    """What to call a character that cannot be seen."""
    return f"U+{ord(sign):04X} ({name(sign).lower()})"


def short(text: str) -> str:
    """The text, or its beginning if it is long."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"


def single(text: str) -> str:
    """The text in single quotes, as YAML wants it; a long one shortened."""
    return "'" + short(text).replace("'", "''") + "'"


def quoted(line: str) -> str:
    """The pair or item on a line, its value in single quotes."""
    if found := PAIR.match(line):
        return f"{found['key']}: {single(uncommented(found['value']))}"
    if found := _ITEM.match(line):
        return f"- {single(uncommented(found['value']))}"
    return single(uncommented(line.strip()))


def value(line: str) -> str:
    """What stands behind the key or dash of a line, or all of it."""
    found = PAIR.match(line) or _ITEM.match(line)
    return uncommented(found["value"] if found else line.strip())


def uncommented(value: str) -> str:
    """A value without the comment behind it."""
    return value.split(" #", 1)[0].rstrip()
