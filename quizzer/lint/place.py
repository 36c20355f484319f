"""Where in the source of a deck or note the words stand that a rule speaks of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from pathlib import PurePath

from quizzer.lint.page import Finding, Side

_KEYS: dict[Side, str] = {
    "q": "q|term|cloze|Q",
    "a": "a|definition|order|match|A",
    "wrong": "wrong",
    "hint": "hint|Hint",
    "why": "why|Why",
    "source": "source",
    "tolerance": "tolerance",
    "lint": "lint",
}
_LABELS = {
    side: re.compile(rf"(?:^|(?<=[\s{{,])|(?<=- ))(?:{keys})(?=:\s| off)", re.MULTILINE)
    for side, keys in _KEYS.items()
}
_QUOTED = {"'": "'{1,2}", '"': r'\\?"', "\\": r"\\{1,2}"}
"""How a sign may stand in quoted YAML."""
_ENOUGH = 80
"""Characters of a text by which it is found."""


class Source:
    """The text of a file, in which cards begin at certain lines."""

    def __init__(self, path: str, text: str, lines: Iterable[int]) -> None:
        self._text = text
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self._lines = sorted(set(lines))
        self._is_note = PurePath(path).suffix.lower() == ".md"

    def find(self, finding: Finding) -> tuple[int, int]:
        """The line and column of the offending words, else those of the card."""
        card = finding.card
        here = bisect_right(self._lines, card.line)
        start = self._start(card.line)
        end = self._start(self._lines[here]) if here < len(self._lines) else len(self._text)
        at = self._within(finding, start, end)
        if at is None and self._is_note:  # in a directive above the block
            above = self._start(self._lines[here - 2]) if here > 1 else 0
            at = self._within(finding, above, start)
        if at is None:
            return card.line, card.column
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

    def _start(self, line: int) -> int:
        return self._starts[min(line, len(self._starts)) - 1]

    def _within(self, finding: Finding, start: int, end: int) -> int | None:
        label = _LABELS[finding.side].search(self._text, start, end) if finding.side else None
        if not finding.text:
            return label.start() if label else None
        wanted = _written(finding.text)
        found = wanted.search(self._text, label.end() if label else start, end)
        return found.start() if found else None


def _written(text: str) -> re.Pattern[str]:
    """The beginning of a text, however lines are broken and signs are quoted."""
    words = [
        "".join(_QUOTED.get(sign) or re.escape(sign) for sign in word)
        for word in text[:_ENOUGH].split()
    ]
    before = r"(?<!\w)" if text[:1].isalnum() else ""
    after = r"(?!\w)" if text[:_ENOUGH][-1:].isalnum() and len(text) <= _ENOUGH else ""
    return re.compile(before + r"\s+".join(words) + after)
