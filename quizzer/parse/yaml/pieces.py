"""The pieces a YAML text is read in: all of it at once or, after an error, what follows."""

from __future__ import annotations

import re
from bisect import bisect
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from quizzer.parse.yaml.tree import Spot


class Piece(NamedTuple):
    """A part of a text that is parsed in one go.

    It begins at the offset `start` with the line numbered `line`, counted from 0; `in_list`
    tells that it holds nothing but items of the list that an error interrupted.
    """

    start: int
    line: int
    end: int
    in_list: bool = False


class Stream:
    """A piece as the stream that a parser reads, so that a piece costs only what is read of it."""

    def __init__(self, text: str, piece: Piece) -> None:
        self._text = text
        self._at = piece.start
        self._end = piece.end

    def read(self, size: int = 1 << 14) -> str:
        """The next characters, at most `size`; none at the end."""
        start, self._at = self._at, min(self._at + size, self._end)
        return self._text[start : self._at]


_KEY = re.compile(r"""^(?:\w[^\n:]*|"[^"\n]*"|'[^'\n]*'):(?=\s|$)""", re.MULTILINE)
_DASH_OR_KEY = re.compile(r"(?P<dash> *)-(?:\s|$)|[\w\"']")


class Text:
    """A text and its lines, counted from 0."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return self.text.split("\n")

    @cached_property
    def _offsets(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.lines)]

    def line(self, number: int) -> str:
        """A line; empty behind the end."""
        return self.lines[number] if number < len(self.lines) else ""

    def dash(self, line: int) -> Spot | None:
        """Where from a line on the first item of a list begins, if no key comes before it."""
        for number in range(line, len(self.lines)):
            if found := _DASH_OR_KEY.match(self.lines[number]):
                return None if found["dash"] is None else Spot(number, len(found["dash"]))
        return None

    def rest(self, piece: Piece, line: int, dash: int | None, keys: bool) -> list[Piece]:
        """What is left of a piece after an error in a line: first the items of the list whose
        dashes stand in the column `dash`, then, if there are `keys`, the file's next keys.
        """
        begin = min(self._offsets[min(line + 1, len(self.lines))], piece.end)
        starts = [_KEY.pattern] * keys
        if dash is not None:
            starts.append(rf"^ {{{dash}}}-(?!-)")
        first = starts and re.compile("|".join(starts), re.MULTILINE).search(
            self.text, begin, piece.end
        )
        if not first:
            return []
        if piece.in_list or not first[0].endswith("-"):
            return [self._piece(first.start(), piece.end, piece.in_list)]
        key = _KEY.search(self.text, first.end(), piece.end) if keys else None
        if key is None:
            return [self._piece(first.start(), piece.end, in_list=True)]
        return [
            self._piece(first.start(), key.start(), in_list=True),
            self._piece(key.start(), piece.end),
        ]

    def _piece(self, start: int, end: int, in_list: bool = False) -> Piece:
        return Piece(start, bisect(self._offsets, start) - 1, end, in_list)
