"""What double quotes and `>` do to a text that was to stay as it is."""

from __future__ import annotations

import re
from itertools import pairwise

from quizzer.parse.yaml.lines import Diagnosis, single
from quizzer.parse.yaml.source import CONTROL
from quizzer.parse.yaml.tree import Spot

_KEPT = "use single quotes, which leave a backslash alone"
_ESCAPE = re.compile(r"\\(?:x(..)|u(.{4})|U(.{8})|.)", re.DOTALL)
_ESCAPED_CONTROL = "0abtvfreNLP\t"
_TEX_N = re.compile(
    r"n(?:abla|atural|cong|e|eg|eq|earrow|exists|geq|gtr|i|leftarrow|leq|less|mid|ot|otin"
    r"|parallel|rightarrow|sim|subseteq|u|warrow)(?![A-Za-z])"
)


def unknown_escape(line: str, spot: Spot, opened: Spot | None) -> Diagnosis:
    """A backslash that double quotes do not know, or that they would not hold if closed in time."""
    column = max(line.rfind("\\", 0, spot.column + 1), 0)
    escape = line[column : column + 2]
    if opened and opened.line < spot.line:
        message = f"`{escape}` in line {spot.line + 1} means nothing in the quotes that open here"
        return Diagnosis(opened, message, f"close them, or {_KEPT}")
    hint = _KEPT
    if opened and (end := line.rfind('"')) > column:
        hint += f": {single(line[opened.column + 1 : end])}"
    return Diagnosis(Spot(spot.line, column), f"`{escape}` means nothing in double quotes", hint)


def spoilt(raw: str, spot: Spot) -> Diagnosis | None:
    """The first escape in a double-quoted text, given as written, that was surely meant as TeX or
    makes a control character: `"$\\theta$"` holds a tab.
    """
    has_tex = "$" in raw
    for found in _ESCAPE.finditer(raw):
        what = ""
        number = found[1] or found[2] or found[3]
        if number:
            code = int(number, 16)
            if code == 9 or CONTROL.match(chr(code)):
                what = f"the control character U+{code:04X}"
        elif found[0][1] in "t\t":
            what = "a tab"
        elif found[0][1] in _ESCAPED_CONTROL:
            what = "a control character"
        elif has_tex and _TEX_N.match(raw, found.start() + 1):
            what = "a line break"
        if what:
            before = raw[: found.start()]
            breaks = before.count("\n")
            column = len(before) - before.rfind("\n") - 1 if breaks else spot.column + len(before)
            text = raw[1:-1].replace("\\\\", "\\").replace('\\"', '"')
            hint = _KEPT if "\n" in raw else f"{_KEPT}: {single(text)}"
            message = f"`{found[0]}` in double quotes is {what}"
            return Diagnosis(Spot(spot.line + breaks, column), message, hint)
    return None


_LINE_OF_ITS_OWN = re.compile(r" *(?P<sign>```|~~~|\$\$|\||[-*+] |1[.)] )")
"""A line that Markdown does not join to the line before it: of code, a formula, a table, a list."""


def folded(raw: str, spot: Spot, is_item: bool) -> Diagnosis | None:
    """A text of several lines, given as written, of which Markdown needs the lines, though YAML
    joins them.

    One line of a list or table may be prose that was broken there, unless the text `is_item` of
    a list of YAML.
    """
    is_block = raw.startswith(">")
    lines = raw.split("\n")
    margin = len(lines[1]) - len(lines[1].lstrip(" ")) if is_block and len(lines) > 1 else -1
    found = [
        (number, sign)
        for number, (before, line) in enumerate(pairwise(lines), 1)
        if before.strip() and number > is_block and (sign := _LINE_OF_ITS_OWN.match(line))
        if not is_block or sign.start("sign") == margin  # it keeps what is indented deeper
    ]
    if not found or (len(found) == 1 and found[0][1]["sign"][0] in "|-*+1" and not is_item):
        return None
    if is_block:
        message = "`>` joins the lines below it into one"
        return Diagnosis(spot, message, "write `|` instead, which keeps them apart")
    number, sign = found[0]
    hint = "write `|` behind the key, and the whole text below it, indented"
    if is_item:
        hint = f"begin its dash in column {spot.column - 1}"
    at = Spot(spot.line + number, sign.start("sign"))
    return Diagnosis(at, "this line is joined to the one above it", hint)
