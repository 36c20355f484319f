"""A formula in two dimensions, laid out by TeXicode.

TeXicode sees structure only. Every character that is to be shown is handed to it as a letter it
knows nothing of, one letter a column, and put back when the layout is done; so neither its fonts
nor its choice of small letters nor its `?` for the unknown can change what a formula says.
"""

from __future__ import annotations

import unicodedata
from typing import Literal

from texicode.pipeline import render_tex

from quizzer.maths import linear
from quizzer.maths.formula import Atom, Fence, Frac, Grid, Node, Root, Row, Scripts

_FIRST_LETTER = 0x4E00  # ideographs: letters to Python, unknown to TeXicode's tables
_DELIMITERS = {
    "": ".",
    "(": "(",
    ")": ")",
    "[": "[",
    "]": "]",
    "{": r"\{",
    "}": r"\}",
    "|": "|",
    "‖": r"\Vert ",
    "⌊": r"\lfloor ",
    "⌋": r"\rfloor ",
    "⌈": r"\lceil ",
    "⌉": r"\rceil ",
}
_LINE_END = "\\\\ "  # without the space a command behind it would be read as a part of it
_GRIDS = {
    ("", ""): "matrix",
    ("(", ")"): "pmatrix",
    ("[", "]"): "bmatrix",
    ("{", "}"): "Bmatrix",
    ("|", "|"): "vmatrix",
    ("‖", "‖"): "Vmatrix",
    ("{", ""): "cases",
}


Where = Literal["outermost", "fenced", "small"]
"""TeXicode takes tables only outermost; limits stand beside their operator where it is small."""


def draw(node: Node) -> list[str] | None:
    """The lines of the formula, or None if TeXicode cannot lay it out."""
    page = _Page()
    tex = page.tex(node, "outermost")
    try:
        art = render_tex(tex, False, False, "raw", {"fonts": "normal"})
    except (LookupError, ValueError, TypeError):
        return None
    if art.startswith("TeXicode:"):
        return None
    lines = [line.translate(page.shown).rstrip() for line in art.split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    indent = min((len(line) - len(line.lstrip()) for line in lines if line), default=0)
    return [line[indent:] for line in lines]


class _Page:
    """A formula as TeXicode gets it, and what each of its letters stands for."""

    def __init__(self) -> None:
        self.shown: dict[int, str] = {}
        self._letters: dict[str, str] = {}

    def text(self, text: str) -> str:
        """The letters for a text, one a column; a wide character takes two."""
        columns: list[str] = []
        for char in text:
            if columns and unicodedata.category(char) in ("Mn", "Me"):
                columns[-1] += char
            else:
                columns.append(char)
                if unicodedata.east_asian_width(char) in "WF":
                    columns.append("")
        return "".join(map(self._letter, columns))

    def _letter(self, column: str) -> str:
        if column not in self._letters:
            code = _FIRST_LETTER + len(self._letters)
            self._letters[column] = chr(code)
            self.shown[code] = column
        return self._letters[column]

    def tex(self, node: Node, where: Where) -> str:
        """TeX for a node."""
        match node:
            case Atom(text):
                return self.text(text)
            case Row(items):
                return "".join(
                    self.text(gap) + self.tex(item, where) for gap, item in linear.spaced(items)
                )
            case Frac(top, bottom):
                return rf"\frac{{{self.tex(top, 'small')}}}{{{self.tex(bottom, 'small')}}}"
            case Root(body) if linear.is_single(body):
                return self.text(linear.write(node))
            case Root(body, degree):
                index = f"[{self.text(linear.script(degree))}]" if degree else ""
                return rf"\sqrt{index}{{{self.tex(body, 'small')}}}"
            case Scripts():
                return self._scripts(node, where)
            case Fence(left, body, right):
                inner = self.tex(body, "small" if where == "small" else "fenced")
                if left in _DELIMITERS and right in _DELIMITERS:
                    return rf"\left{_DELIMITERS[left]}{inner}\right{_DELIMITERS[right]}"
                return self.text(left) + inner + self.text(right)
            case Grid():
                name = "aligned" if node.aligned else _GRIDS.get((node.left, node.right))
                if where != "outermost" or name is None:
                    return self.text(linear.write(node))
                return self._grid(node, name)

    def _scripts(self, node: Scripts, where: Where) -> str:
        low = linear.script(node.low) if node.low is not None else ""
        high = linear.script(node.high) if node.high is not None else ""
        if node.limits and where != "small":
            stack = (high or " ", linear.write(node.base) or " ", low or " ")
            return r"\substack{" + _LINE_END.join(map(self.text, stack)) + "}"
        small_low, small_high = linear.lowered(low) or "", linear.raised(high) or ""
        base = self.tex(node.base, where) + self.text(small_low + small_high)
        hung = self._hung("_", low if not small_low else "")
        hung += self._hung("^", high if not small_high else "")
        return f"{{{base}}}{hung}" if hung else base

    def _hung(self, sign: str, text: str) -> str:
        return f"{sign}{{{self.text(text)}}}" if text else ""

    def _grid(self, node: Grid, name: str) -> str:
        rows = _LINE_END.join(
            "&".join(self._cell(cell, n, name) for n, cell in enumerate(row)) for row in node.rows
        )
        return rf"\begin{{{name}}}{rows}\end{{{name}}}"

    def _cell(self, cell: Node, number: int, name: str) -> str:
        """A cell with the space that TeXicode leaves out between it and the one before."""
        apart = name not in ("aligned", "cases") or linear.edges(cell)[0] in ("rel", "op")
        return self.text(" " if number and apart else "") + self.tex(cell, "fenced")
