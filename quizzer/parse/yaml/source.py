"""The bytes of a file as a text that a parser may read."""

from __future__ import annotations

import re

from quizzer.errors import Problem

SIZE_LIMIT = 10_000_000
"""Bytes a file may have."""
VALUE_LIMIT = 1_000_000
"""Values a YAML file may have, estimated from its punctuation; bounds memory and time."""

_TURNS = "\u202a-\u202e\u2066-\u2069"
CONTROL = re.compile(f"[\0-\b\v-\x1f\x7f-\x9f\u2028\u2029{_TURNS}\ud800-\udfff\ufeff\ufffe\uffff]")
"""What no text may hold: any control character but line break and tab. Among them are those that
turn the direction of writing, behind which a text is not what it looks like; writing that runs
from right to left by itself needs none.
"""
BLOT = "\U0010ffff"
"""Written over a control character, which no YAML parser lets pass."""

_STOWAWAYS = re.compile(f"[\x85\u2028\u2029{_TURNS}\ufeff]")
_MOST_BLOTS = 100
_UTF_16 = "the file is UTF-16, not UTF-8", "save it as UTF-8"
_BINARY = "the file is binary, not text", "a deck is a text file in UTF-8"


def decode(data: bytes, path: str) -> tuple[str | None, list[Problem]]:
    """The text of a YAML file, its lines ended by `\n`; None, and a Problem, if the file is not
    to be read at all.
    """

    def refused(message: str, hint: str, line: int = 1, column: int = 1) -> list[Problem]:
        return [Problem(path, line, column, "Y01", message, hint)]

    if len(data) > SIZE_LIMIT:
        size, limit = len(data) // 1_000_000, SIZE_LIMIT // 1_000_000
        return None, refused(f"the file is too large: {size} MB, of at most {limit} MB", "split it")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, refused(*_UTF_16)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" in data:
            return None, refused(*_BINARY)
        line, column = _place(data[: error.start].decode("utf-8-sig"))
        message = f"the file is not UTF-8: byte 0x{data[error.start]:02X}"
        return None, refused(message, "save it as UTF-8", line, column)
    if "\0" in text[:2]:
        return None, refused(*_UTF_16)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if sum(map(text.count, "\n,:-?[{")) > VALUE_LIMIT:
        return None, refused(f"the file holds more than {VALUE_LIMIT:,} values", "split it")
    return text, []


def has_stowaways(text: str) -> bool:
    """Whether a text holds a character of `CONTROL` that YAML parsers let pass, three of them as
    line breaks that no editor counts.
    """
    return not text.isascii() and _STOWAWAYS.search(text) is not None


def blotted(text: str, path: str) -> tuple[str | None, list[Problem]]:
    """The text with a blot for each control character, and a Problem; None if they are too many
    for a text.
    """
    problems: list[Problem] = []
    for found in CONTROL.finditer(text):
        if len(problems) == _MOST_BLOTS:
            return None, [Problem(path, 1, 1, "Y01", *_BINARY)]
        line, column = _place(text[: found.start()])
        message = f"U+{ord(found[0]):04X} is a control character"
        problems.append(Problem(path, line, column, "Y03", message, "delete it"))
    return CONTROL.sub(BLOT, text), problems


def _place(before: str) -> tuple[int, int]:
    """Line and column, from 1, of what follows a text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")
