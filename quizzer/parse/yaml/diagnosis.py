"""What is wrong with a line of YAML, in an author's words instead of a parser's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from quizzer.parse.yaml.source import CONTROL
from quizzer.parse.yaml.tree import Mark, Spot


class Diagnosis(NamedTuple):
    """Where the author went wrong, what is wrong there and what to write instead."""

    spot: Spot
    message: str
    hint: str


_SHOWN = 60
_PAIR = re.compile(r"(?P<before> *(?:- +)*)(?P<key>[^\s:#'\"\[{-][^:]*?):[ \t]+(?P<value>\S.*)")
_ITEM = re.compile(r" *(?:- +)+(?P<value>\S.*)")
_TIGHT_COLON = re.compile(r"(?P<before> *(?:- +)*)(?P<key>\w+):(?P<value>[^\s:/].*)")
_TIGHT_DASH = re.compile(r"(?P<before> *)-(?P<value>[^\s-].*)")
_BARE_WORD = re.compile(r"(?P<before> *(?:- +)*)(?P<key>\w+) *$")
_OPENS_VALUE = re.compile(r"(?:^|[-:?,\[{])[ \t]*$")
_SPECIAL = "`@%*&!|>-?,"


def single(text: str) -> str:
    """The text in single quotes, as YAML wants it; a long one shortened."""
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
    return "'" + short.replace("'", "''") + "'"


def diagnose(
    lines: Sequence[str],
    problem: str,
    spot: Spot,
    context: str,
    opened: Spot | None,
    quote: Mark | None,
) -> Diagnosis:
    """Explains a syntax error from what stands around it.

    `problem` at `spot` and `context`, which began at `opened`, are what the parser says (libyaml
    and PyYAML's own parser word them differently, so as little as possible is made of them);
    `quote` is where the last quoted text began.
    """
    line, before, char = _around(lines, spot)
    if "\t" in line[: spot.column + 1] and not line[: spot.column + 1].strip():
        column = line.index("\t")
        return Diagnosis(Spot(spot.line, column), "a tab indents this line", "indent with spaces")
    if "escape" in problem or "hexdecimal" in problem:
        return _escape(line, spot, opened)
    if "values are not allowed" in problem:
        return _stray_colon(lines, spot)
    if opened and "quoted scalar" in context:
        mark = _around(lines, opened)[2]
        hint = f"close it with {mark}"
        if mark == "'":
            hint += "; inside single quotes an apostrophe is written twice: 'it''s'"
        return Diagnosis(opened, f"the quote {mark} that opens here is never closed", hint)
    if opened and "simple key" in context:
        word = _short(lines[opened.line].strip())
        hint = "write `key: text`, or indent the line deeper if it continues the text above"
        return Diagnosis(opened, f"no colon follows `{word}`", hint)
    start = opened if opened and re.search(r"alias|anchor|tag|block scalar", context) else spot
    if found := _special_start(lines, start):
        return found
    if opened and _around(lines, opened)[2] in ("[", "{"):
        return _unclosed(lines, spot, opened)
    if before.rstrip()[-1:] in ("]", "}", "'", '"'):
        return _after_closing(line, before, spot, quote)
    if "YAML document" in problem:
        return Diagnosis(spot, "this version of YAML is not known", "delete the line")
    if char and char in "]}":
        return Diagnosis(spot, f"`{char}` closes nothing", "delete it, or quote the text")
    if "document start" in problem:
        return Diagnosis(spot, "text after the end of the document", "delete the line `...`")
    if context.startswith("while parsing a block"):
        return misplaced(lines, spot)
    pair = _PAIR.match(line)
    if pair and pair["value"][0] in "[{":
        spot = Spot(spot.line, pair.start("value"))
        problem = f"a text that begins with {pair['value'][0]} must be quoted"
    return Diagnosis(spot, problem, f"put it in single quotes: {quoted(line)}")


def _around(lines: Sequence[str], spot: Spot) -> tuple[str, str, str]:
    """The line of a spot, what stands before the spot, and the character at it."""
    line = lines[spot.line] if spot.line < len(lines) else ""
    return line, line[: spot.column], line[spot.column : spot.column + 1]


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"


def quoted(line: str) -> str:
    """The pair or item on a line, its value in single quotes."""
    if found := _PAIR.match(line):
        return f"{found['key']}: {single(_uncommented(found['value']))}"
    if found := _ITEM.match(line):
        return f"- {single(_uncommented(found['value']))}"
    return single(_uncommented(line.strip()))


def _uncommented(value: str) -> str:
    return value.split(" #", 1)[0].rstrip()


def _escape(line: str, spot: Spot, opened: Mark | None) -> Diagnosis:
    """A backslash that double quotes do not know, or that they would not hold if closed in time."""
    column = max(line.rfind("\\", 0, spot.column + 1), 0)
    escape = line[column : column + 2]
    hint = "use single quotes, which leave a backslash alone"
    if opened and opened.line < spot.line:
        message = f"`{escape}` in line {spot.line + 1} means nothing in the quotes that open here"
        return Diagnosis(Spot(opened.line, opened.column), message, f"close them, or {hint}")
    if opened and (end := line.rfind('"')) > column:
        hint += f": {single(line[opened.column + 1 : end])}"
    return Diagnosis(Spot(spot.line, column), f"`{escape}` means nothing in double quotes", hint)


def _stray_colon(lines: Sequence[str], spot: Spot) -> Diagnosis:
    """A colon where no key can be: inside a text, or after a key that is not one because the
    line before it lacks its colon or a space.
    """
    line, before, _ = _around(lines, spot)
    if _PAIR.match(before):
        message = "a colon and a space inside a text that is not quoted"
        return Diagnosis(spot, message, f"put the text in single quotes: {quoted(line)}")
    above = next((at for at in range(spot.line - 1, -1, -1) if lines[at].strip()), spot.line)
    written = lines[above]

    def there(found: re.Match[str], group: str, message: str, hint: str) -> Diagnosis:
        return Diagnosis(Spot(above, found.start(group)), message, hint)

    if found := _TIGHT_DASH.match(written):
        at = Spot(above, len(found["before"]))
        return Diagnosis(at, "no space after the dash", f"write `- {_short(found['value'])}`")
    if found := _TIGHT_COLON.match(written):
        hint = f"write `{found['key']}: {_short(found['value'])}`"
        return there(found, "key", f"no space after the colon of `{found['key']}`", hint)
    if found := _BARE_WORD.match(written):
        word = found["key"]
        return there(found, "key", f"no colon follows `{word}`", f"write `{word}: ` and the text")
    key = before.strip()
    if re.fullmatch(r"\w+", key) and (found := _PAIR.match(written)):
        message = f"`{key}` is indented deeper than `{found['key']}` above it"
        at = Spot(spot.line, len(before) - len(before.lstrip()))
        return Diagnosis(at, message, f"begin it in column {len(found['before']) + 1}")
    message = "a colon and a space inside a text that is not quoted"
    return Diagnosis(spot, message, "put the whole text in single quotes, or under `key: |`")


def _special_start(lines: Sequence[str], spot: Spot) -> Diagnosis | None:
    """A text that begins with a character that means something else to YAML."""
    line, before, char = _around(lines, spot)
    if not char or char not in _SPECIAL or not _OPENS_VALUE.search(before):
        return None
    if char == "-" and not before.strip():
        return None
    message = f"a text that begins with {char} must be quoted"
    return Diagnosis(spot, message, f"put it in single quotes: {quoted(line)}")


def _unclosed(lines: Sequence[str], spot: Spot, opened: Spot) -> Diagnosis:
    """A list in brackets or a map in braces that goes wrong."""
    line, _, bracket = _around(lines, opened)
    closing = "}" if bracket == "{" else "]"
    if spot.line == opened.line and closing in line[opened.column :]:
        hint = f"quote a text between {bracket} and {closing} that holds a comma, colon or bracket"
        return Diagnosis(spot, f"a comma or `{closing}` is missing before this", hint)
    hint = f"close it with {closing}; a text that begins with {bracket} must be quoted"
    return Diagnosis(opened, f"the `{bracket}` that opens here is never closed", hint)


def _after_closing(line: str, before: str, spot: Spot, quote: Mark | None) -> Diagnosis:
    mark = before.rstrip()[-1]
    if mark in "'\"" and quote and quote.line < spot.line:
        message = f"the quote that opens here closes only in line {spot.line + 1}"
        return Diagnosis(Spot(quote.line, quote.column), message, "close it where the text ends")
    message = f"text after the closing `{mark}`"
    hint = f"put the whole text in single quotes: {quoted(line)}"
    if mark == "'" and before.endswith(mark) and line[spot.column : spot.column + 1].isalnum():
        hint = "inside single quotes an apostrophe is written twice: 'it''s'"
    return Diagnosis(spot, message, hint)


def misplaced(lines: Sequence[str], spot: Spot) -> Diagnosis:
    """A line that begins in a column where nothing above it does."""
    line = _around(lines, spot)[0]
    if found := _TIGHT_DASH.match(line):
        hint = f"write `- {_short(found['value'])}`"
        return Diagnosis(spot, "no space after the dash", hint)
    hint = "the dashes of a list stand in one column, and so do the keys of a card"
    if line.lstrip(" ").startswith("- "):
        above = (lines[at] for at in range(spot.line - 1, -1, -1))
        if dashed := next((it for it in above if it.lstrip(" ").startswith("- ")), ""):
            hint = f"the dash above it stands in column {dashed.index('-') + 1}"
    return Diagnosis(spot, "the indentation of this line fits nothing above it", hint)


_ESCAPE = re.compile(r"\\(?:x(..)|u(.{4})|U(.{8})|.)", re.DOTALL)
_ESCAPED_CONTROL = "0abtvfreNLP\t"
_TEX_N = re.compile(
    r"n(?:abla|atural|cong|e|eg|eq|earrow|exists|geq|gtr|i|leftarrow|leq|less|mid|ot|otin"
    r"|parallel|rightarrow|sim|subseteq|u|warrow)(?![A-Za-z])"
)


def in_double_quotes(raw: str, spot: Spot) -> Diagnosis | None:
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
            hint = "use single quotes, which leave a backslash alone"
            if "\n" not in raw:
                hint += f": {single(raw[1:-1])}"
            message = f"`{found[0]}` in double quotes is {what}"
            return Diagnosis(Spot(spot.line + breaks, column), message, hint)
    return None
