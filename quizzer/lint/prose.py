"""Card text as a reader's eye takes it: its words, with code, formulas and markup put aside."""

from __future__ import annotations

import re
from functools import cached_property

from quizzer.key import digest
from quizzer.markup import without_verbatim

THING = "□"
"""Stands for a piece of code or a formula, which counts as no word."""

_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_ITEM = re.compile(r"^(?:[-*+]|\d{1,3}[.)])[ \t]+\S", re.MULTILINE)


class Prose:
    """A text and what its words are."""

    __slots__ = ("__dict__", "text")

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def plain(self) -> str:
        """The text without emphasis, tags, images and addresses; code and formulas as □."""
        text = without_verbatim(self.text, THING)
        text = _TAG.sub("", text) if "<" in text else text
        if "](" in text:
            text = _LINK.sub(r"\1", _IMAGE.sub("", text))
        return text.replace("*", "") if "*" in text else text

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words, folded to lower case."""
        return tuple(_WORD.findall(self.plain.casefold()))

    @cached_property
    def items(self) -> int:
        """How many items its Markdown lists have, those inside others left out."""
        return len(_ITEM.findall(self.text))


def shortened(text: str) -> str:
    """A text in a line of at most 60 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def fingerprint(text: str) -> str:
    """The same for texts that read the same: case and punctuation only matter beside code."""
    exact = " ".join(text.split()) if "`" in text or "$" in text else ""
    return digest(text) + exact
