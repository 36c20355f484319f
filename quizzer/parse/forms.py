"""The forms a card can be written in and the keys each may carry, in one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizzer.card import Form

Value = str | tuple[str, ...] | Mapping[str, str]


@dataclass(slots=True)
class Entry:
    """One item under `cards:` as its author wrote it: the values by key, texts kept as text.

    A list is a tuple of strings, a map (`match`, `place`) a mapping of strings. `line` and
    `column` (1-based) say where the entry begins in the deck or note.
    """

    form: Form
    values: dict[str, Value]
    line: int = 1
    column: int = 1


@dataclass(slots=True)
class Draft:
    """A deck as written, before its entries are made into cards.

    `values` holds the keys of the deck itself: deck, id, description, order, tags; `aliases`
    maps a value to its other spellings.
    """

    values: dict[str, Value]
    entries: list[Entry]
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
