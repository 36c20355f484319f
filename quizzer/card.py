"""The card, its identity and its deck: plain values that every other room speaks of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal, NamedTuple

Form = Literal["qa", "term", "cloze", "choice", "order", "match", "compute"]
Answer = str | tuple[str, ...] | tuple[tuple[str, str], ...]

HIDDEN = "[...]"
"""What stands for the hidden part of a cloze card in its question."""


class Place(NamedTuple):
    """Where in a note a built card comes from.

    `kind` is ask, reverse, compare or order for a card of a table, and empty outside tables.
    """

    note: str = ""
    heading: str = ""
    table: str = ""
    row: str = ""
    column: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to remember, as it is asked; a term or a text with several marks gives several.

    `answer` is a string; for order and choose-all a tuple of strings; for match a tuple of
    (left, right) pairs. `entry` is the id that sibling cards share. For a cloze card `text` is
    the whole text with its marks, `hole` the 1-based number of the mark that is asked and `cue`
    the hint written inside that mark.
    """

    id: str
    form: Form
    question: str
    answer: Answer
    entry: str
    text: str = ""
    hole: int = 0
    cue: str = ""
    wrong: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    tolerance: str = ""
    why: str = ""
    hint: str = ""
    source: str = ""
    as_of: str = ""
    tags: tuple[str, ...] = ()
    unconfirmed: bool = False
    suspended: bool = False
    lint: str = ""
    place: Place | None = None
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Deck:
    """A titled list of cards.

    `order` is its place in the curriculum; None comes after those that have one, by path. A deck
    that is for `once` (a tutorial) is switched off when a card of each entry has been answered.
    """

    id: str
    title: str
    cards: tuple[Card, ...]
    description: str = ""
    order: float | None = None
    tags: tuple[str, ...] = ()
    once: bool = False
    aliases: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Slot(NamedTuple):
    """A card's place in a deck without its text: enough to decide what is studied when.

    Cards of one `entry` are siblings; cards of one `near` (a table's row) are kept apart.
    """

    id: str
    entry: str
    deck: str
    near: str = ""
    suspended: bool = False


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


_NOT_WORD = re.compile(r"[\W_]+")
_FOLDED = re.compile(r"[\s.,;:!?'\"“”‘’*_`]+")
_FOLDED_ASCII = bytes(b" "[0] if _FOLDED.match(chr(code)) else code for code in range(256))


def slug(text: str) -> str:
    """A text as a part of an id: case, markup, punctuation and no-break spaces folded away.

    `+` and `#` are spelt out (C, C++ and C# are three terms); a text of symbols alone is known
    by its digest.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    out = _NOT_WORD.sub("-", folded.replace("+", "plus").replace("#", "sharp")).strip("-")
    return out or digest(text)


def digest(question: str) -> str:
    """Ten characters for a question, whatever its case, spacing, emphasis and sentence marks."""
    folded = unicodedata.normalize("NFKC", question).casefold()
    if folded.isascii():
        words = b" ".join(folded.encode().translate(_FOLDED_ASCII).split())
    else:
        words = _FOLDED.sub(" ", folded).strip().encode()
    return blake2b(words, digest_size=5).hexdigest()


class CardKey(NamedTuple):
    """The parts of an id that was not written: where a card stands and what it is about.

    Never what it answers, so that answers may be rewritten freely. `subject` is a table's row,
    a term, or the digest of a question; `aspect` a table's column and kind.
    """

    deck: str
    heading: str
    subject: str
    aspect: str = ""

    def __str__(self) -> str:
        return f"{self.deck}:" + "/".join(filter(None, self[1:]))
