"""TeX formulas as Unicode for a terminal: one line inside text, two dimensions on their own.

`reader` makes a tree of a formula, `linear` writes it in one line, `layout` in two dimensions.
They are imported, and with them the libraries they need, when the first formula is shown.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from functools import lru_cache

_LONGEST = 4_000
_DEEPEST = 24
_NESTING = re.compile(
    r"(?P<down>\\(?:left|begin)(?![A-Za-z])|[{\[])|\\(?:right|end)(?![A-Za-z])|[}\]]|\\.", re.DOTALL
)


@lru_cache(maxsize=2048)
def inline(tex: str) -> str:
    """A formula in one line: `\\frac{a+b}{c+d}` is `(a + b)/(c + d)`.

    What cannot be shown stands as its TeX source: a command, or the whole formula if it is
    malformed, longer than 4,000 characters or nested deeper than 24 levels.
    """
    tex = _clean(tex)
    if not _bounded(tex):
        return tex
    from quizzer.maths import linear, reader

    try:
        return linear.write(reader.read(tex)) or tex
    except reader.MalformedTeXError:
        return tex


@lru_cache(maxsize=512)
def display(tex: str, width: int = 80) -> str:
    """A formula in two dimensions, in lines of at most `width` columns where that is possible.

    One that is too wide is written in a line as `inline` writes it, and broken at its operators.
    """
    tex = _clean(tex)
    if not _bounded(tex):
        return _wrapped(tex, width)
    from quizzer.maths import layout, linear, reader

    try:
        formula = reader.read(tex)
    except reader.MalformedTeXError:
        return _wrapped(tex, width)
    drawn = layout.draw(formula)
    if drawn and max(map(columns, drawn)) <= width:
        return "\n".join(drawn)
    lines = [line for text in linear.lines(formula) for line in _broken(text, width)]
    return "\n".join(lines) if any(map(str.strip, lines)) else _wrapped(tex, width)


@lru_cache(maxsize=2048)
def is_readable(tex: str) -> bool:
    """Whether a formula is sound TeX, short and shallow enough to be drawn; a command that is not
    known does not matter.
    """
    tex = _clean(tex)
    if not _bounded(tex):
        return False
    from quizzer.maths import reader

    try:
        reader.read(tex)
    except reader.MalformedTeXError:
        return False
    return True


def columns(text: str) -> int:
    """How many columns of a terminal a line takes; a combining mark takes none."""
    return sum(
        0 if unicodedata.category(char) in ("Mn", "Me") else 1 + _is_wide(char) for char in text
    )


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def _clean(tex: str) -> str:
    """The formula without control and format characters, which a terminal might obey."""
    return " ".join(
        "".join(
            char if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Cs") else " "
            for char in tex
        ).split()
    )


def _bounded(tex: str) -> bool:
    if len(tex) > _LONGEST:
        return False
    depth = 0
    for found in _NESTING.finditer(tex):
        if found["down"]:
            depth += 1
        elif found[0] in ("}", "]") or found[0][1:] in ("right", "end"):
            depth = max(depth - 1, 0)
        if depth > _DEEPEST:
            return False
    return True


_BEFORE_OPERATOR = re.compile(r" (?=[^\w\s(\[{,;.|] )")


def _broken(text: str, width: int) -> list[str]:
    """A line broken before operators, and anywhere where that does not do; the rest indented."""
    out = [""]
    for piece in _BEFORE_OPERATOR.split(text):
        joined = f"{out[-1]} {piece}" if out[-1] else piece
        if columns(joined) <= width or not out[-1]:
            out[-1] = joined
        else:
            out.append(f"  {piece}")
    return [line for piece in out for line in _wrapped(piece, width).split("\n")]


def _wrapped(text: str, width: int) -> str:
    if columns(text) <= width:
        return text
    return "\n".join(
        textwrap.wrap(text, max(width, 8), subsequent_indent="  ", break_on_hyphens=False)
    )
