"""What is wrong with a line of YAML, in an author's words instead of a parser's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.parse.yaml.escapes import unknown_escape
from quizzer.parse.yaml.layout import (
    cut_list,
    misplaced,
    misplaced_dash,
    misplaced_key,
)
from quizzer.parse.yaml.lines import (
    DASH,
    KEY,
    LOOK_BACK,
    PAIR,
    Diagnosis,
    above,
    bad_start,
    line_start,
    no_key,
    quoted,
    short,
    single,
    uncommented,
    value,
)
from quizzer.parse.yaml.tree import Mark, Spot

_MARKED = re.compile(r"alias|anchor|tag|directive|block scalar")
_SIGN = re.compile(r"(?<![^\s\[{,])[!&*][^\s,\[\]{}]*[ \t]*$")
_SPECIAL = "`@%*&!|>-?"
_OPENS_VALUE = re.compile(r"(?:^|[-:?,\[{])[ \t]*$")
_BRACKETED = re.compile(r"\[[^\]]*\]?|\{[^}]*\}?")
_PART = re.compile(r"[^,\]}]*")
_OPENS_COMMENT = re.compile(r"(?:^|[\s\[{,])(#)")


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
    spot = Spot(min(spot.line, len(lines) - 1), spot.column)
    line, before, char = _around(lines, spot)
    lead = line[: spot.column + 1]
    if "\t" in lead and not lead.strip(" \t-"):
        message = "a tab follows the dash" if "-" in lead else "a tab indents this line"
        return Diagnosis(Spot(spot.line, line.index("\t")), message, "type spaces instead")
    if "escape" in problem or "hexdecimal" in problem:
        return unknown_escape(line, spot, opened)
    if opened and "quoted scalar" in context:
        return _unclosed_quote(lines, opened)
    if opened and "simple key" in context:
        return _no_colon(lines, opened.line)
    if found := bad_start(line, spot.line):
        return found
    if "values are not allowed" in problem:
        return _stray_colon(lines, spot)
    begin = opened if opened and _MARKED.search(context) else spot
    if sign := _SIGN.search(before):  # and something behind it that it cannot stand before
        begin = Spot(spot.line, sign.start())
    if found := _special_start(lines, begin):
        return found
    bracket = opened if opened and _around(lines, opened)[2] in ("[", "{") else None
    if bracket or ("flow" in context and (bracket := _open_bracket(lines, spot))):
        return _unclosed(lines, spot, bracket)
    if _around(lines, begin)[1].rstrip()[-1:] in ("]", "}", "'", '"'):
        return _after_closing(lines, begin, quote)
    if "YAML document" in problem:
        return Diagnosis(spot, "this version of YAML is not known", "delete the line")
    if char and char in "]}":
        return Diagnosis(spot, f"`{char}` closes nothing", "delete it, or quote the text")
    if context.startswith("while parsing a block") or "document start" in problem:
        return misplaced(lines, spot.line)
    if bracket := _open_bracket(lines, begin):
        return Diagnosis(begin, "this cannot stand between brackets", _in_brackets(lines, bracket))
    hint = f"put the text in single quotes: {quoted(line)}"
    return Diagnosis(begin, "this is neither a key nor a text", hint)


def reserved(line: str, spot: Spot) -> Diagnosis:
    """An alias, an anchor or a tag of YAML, whether it was meant as one or as text."""
    sign = line[spot.column : spot.column + 1]
    kind = {"*": "aliases", "&": "anchors"}.get(sign, "tags")
    hint = f"put it in single quotes: {_quoted_at(line, spot)}; YAML's own {kind} are not for decks"
    return Diagnosis(spot, f"a text that begins with {sign} must be quoted", hint)


def bracketed_key(line: str, spot: Spot) -> Diagnosis:
    """A list or map where a key should be: `{{n}}` is a map with a map for its key."""
    if line[: spot.column + 1].endswith("{{"):
        spot, text = Spot(spot.line, spot.column - 1), quoted(line)
    elif found := _BRACKETED.match(line, spot.column):
        text = single(found[0])
    else:
        spot, text = Spot(spot.line, len(line) - len(line.lstrip())), single(line.strip())
    message = f"a text that begins with {line[spot.column : spot.column + 1]} must be quoted"
    return Diagnosis(spot, message, f"put it in single quotes: {text}")


def _around(lines: Sequence[str], spot: Mark) -> tuple[str, str, str]:
    """The line of a spot, what stands before the spot, and the character at it."""
    line = lines[spot.line] if spot.line < len(lines) else ""
    return line, line[: spot.column], line[spot.column : spot.column + 1]


def _unclosed_quote(lines: Sequence[str], opened: Spot) -> Diagnosis:
    mark = _around(lines, opened)[2]
    hint = f"close it with {mark}"
    if mark == "'":
        hint += "; inside single quotes an apostrophe is written twice: 'it''s'"
    return Diagnosis(opened, f"the quote {mark} that opens here is never closed", hint)


def _stray_colon(lines: Sequence[str], spot: Spot) -> Diagnosis:
    """A colon where no key can be: inside a text, or behind a key that is taken for text because
    the line before it lacks its colon or a space.
    """
    line, before, _ = _around(lines, spot)
    if pair := PAIR.match(before):
        return _colon_in_text(lines, spot, pair["key"], len(pair["before"]), quoted(line))
    first = _text_start(lines, spot.line)
    if found := bad_start(lines[first], first):
        return found
    key = KEY.match(lines[first])
    if not key:
        return _keyless(lines, first)
    at, opened = line_start(lines, spot.line), list(above(lines, spot.line))
    if DASH.match(line):
        if found := cut_list(lines, at, opened):
            return found
        found = misplaced_dash(lines, at, opened)
        hint = f"{found.hint}, or `{key['key']}: |` above it if it is part of the text"
        return found._replace(hint=hint, dash=None)
    if re.fullmatch(r"\w+", before.strip()):
        return cut_list(lines, at, opened) or misplaced_key(at, before.strip(), opened)
    return _colon_in_text(lines, spot, key["key"])


def _text_start(lines: Sequence[str], number: int) -> int:
    """The line in which the text begins that a line continues."""
    first = number
    for at in range(number - 1, max(number - LOOK_BACK, 0) - 1, -1):
        if lines[at].strip():
            first = at
        if DASH.match(lines[at]) or KEY.match(lines[at]) or bad_start(lines[at], at):
            break
    return first


def _colon_in_text(
    lines: Sequence[str], spot: Spot, key: str, column: int = -1, instead: str = ""
) -> Diagnosis:
    """A colon that makes a key of a text, which is to be written `instead` if it is of one line;
    its own key begins in `column`.
    """
    after = next(filter(str.strip, lines[spot.line + 1 : spot.line + 3]), "")
    continues = len(after) - len(after.lstrip(" ")) > column and not KEY.match(after)
    ends = not lines[spot.line][spot.column + 1 :]
    what = "a colon at a line's end" if ends else "a colon and a space"
    hint = f"put the text in single quotes: {instead}"
    if not instead or continues:
        hint = f"write `{key}: |`, and the whole text below it, indented"
    return Diagnosis(spot, f"{what} inside a text that is not quoted", hint)


def _keyless(lines: Sequence[str], number: int) -> Diagnosis:
    """An item, or a file, that begins with a text where a key should be."""
    line = lines[number]
    if not DASH.match(line):
        return _no_colon(lines, number)
    if found := no_key(line, number):
        return found
    text = uncommented(line.strip(" -"))
    spot = Spot(number, line.index(text))
    if re.fullmatch(r"\w+", text):
        return Diagnosis(spot, f"no colon follows `{text}`", f"write `{text}: ` and the text")
    return Diagnosis(spot, "no key stands before this text", f"write `q: {short(text)}`")


def _no_colon(lines: Sequence[str], number: int) -> Diagnosis:
    """A line without a colon in the column of the keys."""
    line = lines[number]
    if found := no_key(line, number):
        return found
    text, spot = short(line.strip()), line_start(lines, number)
    hint = "write `key: text`, or indent the line deeper if it continues the text above"
    return Diagnosis(spot, f"no colon follows `{text}`", hint)


def _special_start(lines: Sequence[str], spot: Spot) -> Diagnosis | None:
    """A text that begins with a character that means something else to YAML."""
    line, before, char = _around(lines, spot)
    if not char or not _OPENS_VALUE.search(before):
        return None
    pair = PAIR.match(line)
    if char == "," and _is_bracketed(line, spot):
        return Diagnosis(spot, "nothing stands before this comma", "delete it")
    if char not in _SPECIAL or (char == "-" and not before.strip()):
        return None
    if found := no_key(line, spot.line):
        return found
    hint = f"put it in single quotes: {_quoted_at(line, spot)}"
    if char in "|>" and pair:
        hint += f"; a text of several lines begins in the line below `{pair['key']}: |`"
    elif not before.strip() and (key := next(above(lines, spot.line), None)) and key.key:
        hint = f"write `{key.key}: |` above it, or put it in single quotes"
    return Diagnosis(spot, f"a text that begins with {char} must be quoted", hint)


def _is_bracketed(line: str, spot: Spot) -> bool:
    """Whether a spot is in the brackets or braces of its line."""
    pair = PAIR.match(line)
    return bool(pair and pair["value"][0] in "[{" and spot.column > pair.start("value"))


def _quoted_at(line: str, spot: Spot) -> str:
    """What to write for a text that begins at a spot."""
    if _is_bracketed(line, spot) and (part := _PART.match(line, spot.column)):
        return single(part[0].rstrip())
    return quoted(line)


def _unclosed(lines: Sequence[str], spot: Spot, opened: Spot) -> Diagnosis:
    """A list in brackets or a map in braces that goes wrong."""
    line, _, bracket = _around(lines, opened)
    closing = "}" if bracket == "{" else "]"
    inside = lines[spot.line][spot.column :]
    if comment := _OPENS_COMMENT.search(line, opened.column):
        at = Spot(opened.line, comment.start(1))
        part = _PART.match(line, at.column)
        hint = f"put the text in single quotes: {single(part[0].rstrip() if part else '#')}"
        return Diagnosis(at, f"`#` begins a comment, which hides the `{closing}`", hint)
    if spot.line == opened.line and closing in line[opened.column :]:
        message = f"a comma or `{closing}` is missing before this"
        return Diagnosis(spot, message, _in_brackets(lines, opened))
    if inside.startswith(("{", "[", '"', "'")) and spot.line > opened.line:
        hint = "write it at the end of the line above"
        return Diagnosis(spot, "a comma is missing before this", hint)
    hint = f"close it with {closing}; a text that begins with {bracket} must be quoted"
    return Diagnosis(opened, f"the `{bracket}` that opens here is never closed", hint)


def _in_brackets(lines: Sequence[str], opened: Spot) -> str:
    bracket = _around(lines, opened)[2]
    between = "{ and }" if bracket == "{" else "[ and ]"
    return f"quote a text between {between} that holds a comma, colon or bracket"


def _open_bracket(lines: Sequence[str], spot: Spot) -> Spot | None:
    """Where the list in brackets or the map in braces begins that is open at a spot."""
    number = spot.line if _around(lines, spot)[1].strip() else spot.line - 1
    for at in range(number, max(number - LOOK_BACK, -1), -1):
        if text := value(lines[at]):
            if text[0] in "[{":
                return Spot(at, lines[at].index(text))
            if PAIR.match(lines[at]):
                return None
    return None


def _after_closing(lines: Sequence[str], spot: Spot, quote: Mark | None) -> Diagnosis:
    line, before, _ = _around(lines, spot)
    mark = before.rstrip()[-1]
    if mark in "'\"" and quote and quote.line < spot.line:
        message = f"the quote that opens here closes only in line {spot.line + 1}"
        return Diagnosis(Spot(quote.line, quote.column), message, "close it where the text ends")
    text = value(line)
    if mark == "'" == text[0] and before.endswith(mark) and line[spot.column :][:1].isalnum():
        whole = single(text.strip("'").replace("''", "'"))
        hint = f"write it twice: {whole}"
        return Diagnosis(Spot(spot.line, spot.column - 1), "an apostrophe closes the quotes", hint)
    hint = f"put the whole text in single quotes: {quoted(line)}"
    return Diagnosis(spot, f"text after the closing `{mark}`", hint)
