"""What card text holds beside Markdown: cloze marks and formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quizzer.card import HIDDEN


class Mark(NamedTuple):
    """A cloze mark `==hidden::cue==` and the span it takes in the text, marks included."""

    hidden: str
    cue: str
    start: int
    end: int


_VERBATIM = (
    r"^(?P<tick>```+|~~~+).*?(?:^(?P=tick)\s*?$|\Z)"  # a fence
    r"|(?<!`)(?P<run>`+)(?!`).+?(?<!`)(?P=run)(?!`)"  # a code span
    r"|\$\$(?P<display>.+?)\$\$"
    r"|(?<![\\$])\$(?=\S)(?P<inline>[^$\n]*?)(?<=\S)\$(?!\d)"
)
_MARK = r"(?<!=)==(?=[^\s=])(?P<hidden>(?:`[^`]+`|\$[^$\n]+\$|(?!==).)+?)(?<=[^\s=])==(?!=)"
_TOKEN = re.compile(f"{_MARK}|{_VERBATIM}", re.MULTILINE | re.DOTALL)


def marks(text: str) -> Iterator[Mark]:
    """The cloze marks of a text, in order; what stands inside code or TeX is text, not a mark."""
    if "==" not in text:
        return
    for found in _TOKEN.finditer(text):
        hidden = found["hidden"]
        if hidden is not None:
            before, split, cue = hidden.rpartition("::")
            if split and before.strip() and cue.strip():
                hidden = before.rstrip()
            else:
                cue = ""
            yield Mark(hidden, cue.strip(), found.start(), found.end())


class Formula(NamedTuple):
    """A formula `$tex$` or, displayed, `$$tex$$`, and the span it takes, dollars included."""

    tex: str
    displayed: bool
    start: int
    end: int


_FORMULA = re.compile(_VERBATIM, re.MULTILINE | re.DOTALL)


def formulas(text: str) -> Iterator[Formula]:
    """The formulas of a text, in order; what stands inside code is none."""
    if "$" not in text:
        return
    for found in _FORMULA.finditer(text):
        tex = found["display"] or found["inline"]
        if tex:
            yield Formula(tex, bool(found["display"]), found.start(), found.end())


def hide(text: str, hole: int) -> str:
    """The cloze text as a question: mark number `hole` hidden, the others shown (0 hides all)."""
    out, last = [], 0
    for number, mark in enumerate(marks(text), 1):
        out += [text[last : mark.start], HIDDEN if hole in (0, number) else mark.hidden]
        last = mark.end
    return "".join(out) + text[last:]
