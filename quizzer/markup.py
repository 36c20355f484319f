"""What card text holds beside Markdown: cloze marks and formulas."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from typing import NamedTuple

from quizzer.card import HIDDEN


class Mark(NamedTuple):
    """A cloze mark `==hidden::cue==` and the span it takes in the text, marks included."""

    hidden: str
    cue: str
    start: int
    end: int


def marks(text: str) -> Iterator[Mark]:
    """The cloze marks of a text, in order; what stands inside code or TeX is text, not a mark."""
    if "==" not in text:
        return
    opening = -1
    for sign in _signs(text):
        start, end = sign.span()
        closes = opening >= 0 and end - start == 2 and not text[start - 1].isspace()
        if closes:
            yield _mark(text, opening, end)
        opens = end - start == 2 and not text[end : end + 1].isspace()
        opening = start if opens and not closes else -1


_SIGN = re.compile("={2,}")


def _signs(text: str) -> Iterator[re.Match[str]]:
    """What can open or close a mark: the runs of equals signs outside code and TeX."""
    at = 0
    for start, end, _ in _code_and_tex(text):
        yield from _SIGN.finditer(text, at, start)
        at = end
    yield from _SIGN.finditer(text, at)


def _mark(text: str, start: int, end: int) -> Mark:
    hidden = text[start + 2 : end - 2]
    before, split, cue = hidden.rpartition("::")
    if split and before.strip() and cue.strip():
        return Mark(before.rstrip(), cue.strip(), start, end)
    return Mark(hidden, "", start, end)


class Formula(NamedTuple):
    """A formula `$tex$` or, displayed, `$$tex$$`, and the span it takes, dollars included."""

    tex: str
    displayed: bool
    start: int
    end: int


def formulas(text: str) -> Iterator[Formula]:
    """The formulas of a text, in order; what stands inside code is none."""
    if "$" not in text:
        return
    for start, end, found in _code_and_tex(text):
        tex = found["display"] or found["inline"]
        if tex:
            yield Formula(tex, bool(found["display"]), start, end)


def without_verbatim(text: str, instead: str = " ") -> str:
    """The text with `instead` in the place of each piece of code and each formula."""
    if "`" not in text and "$" not in text and "~~~" not in text:
        return text
    out, last = [], 0
    for start, end, _ in _code_and_tex(text):
        out += [text[last:start], instead]
        last = end
    return "".join(out) + text[last:]


_CODE_OR_TEX = re.compile(
    r"^(?P<fence>```+|~~~+).*?(?:^(?P=fence)\s*?$|\Z)"
    r"|(?P<ticks>`+)"
    r"|\$\$(?P<display>.+?)\$\$"
    r"|(?<![\\$])\$(?=\S)(?P<inline>[^$\n]*?)(?<=\S)\$(?!\d)",
    re.MULTILINE | re.DOTALL,
)
_TICKS = re.compile("`+")


def _code_and_tex(text: str) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Where code and formulas stand, each with the match that begins it.

    A code span ends at the next run of as many backticks as began it; without one, they are text.
    """
    runs: defaultdict[int, deque[int]] = defaultdict(deque)
    for run in _TICKS.finditer(text):
        runs[len(run[0])].append(run.start())
    at = 0
    while found := _CODE_OR_TEX.search(text, at):
        start, at = found.span()
        if found["ticks"]:
            length = at - start
            closings = runs[length]
            while closings and closings[0] < at:
                closings.popleft()
            if not closings:
                continue
            at = closings[0] + length
        yield start, at, found


def hide(text: str, hole: int) -> str:
    """The cloze text as a question: mark number `hole` hidden, the others shown (0 hides all)."""
    out, last = [], 0
    for number, mark in enumerate(marks(text), 1):
        out += [text[last : mark.start], HIDDEN if hole in (0, number) else mark.hidden]
        last = mark.end
    return "".join(out) + text[last:]


def reveal(text: str) -> str:
    """The cloze text with nothing hidden and no marks."""
    return hide(text, -1)


_STARTS_BLOCK = re.compile(r"(?:[-+*]|#{1,6})(?:\s|$)|>|([-*_])(?:\s*\1){2,}$")
_NUMBERED = re.compile(r"(\d{1,9})(?=[.)](?:\s|$))")


def in_line(text: str) -> str:
    """A text of one line so that Markdown takes its beginning for no list, heading or quote."""
    text = text.strip()
    if "\n" in text:
        return text
    if found := _NUMBERED.match(text):
        return f"{found[1]}\\{text[found.end() :]}"
    return f"\\{text}" if _STARTS_BLOCK.match(text) else text
