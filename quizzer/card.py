"""The card and its deck: plain values that every other room speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

Form = Literal["qa", "term", "cloze", "choice", "order", "match", "compute"]
Answer = str | tuple[str, ...] | tuple[tuple[str, str], ...]

LETTERS = "abcdef"
"""What the options of a question are called, and so how many there may be."""

HIDDEN = "[...]"
"""What stands for the hidden part of a cloze card in its question."""


class Place(NamedTuple):
    """Where in a note a built card comes from.

    `kind` is ask, reverse, compare or order for a card of a table, contrast or drill for what is
    asked across its rows, and empty outside tables.
    """

    note: str = ""
    heading: str = ""
    table: str = ""
    row: str = ""
    column: str = ""
    kind: str = ""


class Card(NamedTuple):
    """One thing to remember, as it is asked; a term or a text with several marks gives several.

    `answer` is a string; for order and choose-all a tuple of strings; for match a tuple of
    (left, right) pairs. `entry` is the id that sibling cards share. For a cloze card `text` is
    the whole text with its marks, `hole` the 1-based number of the mark that is asked and `cue`
    the hint written inside that mark. For a card with fresh numbers `vary` holds the names in
    its question, each with its values, `compute` the formula of its answer and `unit` the
    answer's unit; `answer` is the formula, too, until `compute.drawn` has drawn numbers.
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
    vary: tuple[tuple[str, tuple[str, ...]], ...] = ()
    compute: str = ""
    unit: str = ""

    @property
    def hints(self) -> str:
        """The hint inside a cloze mark and the card's own, as one text."""
        return "; ".join(filter(None, (self.cue, self.hint)))


def frozen(value: Any) -> Any:
    """An answer, or another value of a card, from JSON, which has lists for tuples."""
    return tuple(map(frozen, value)) if isinstance(value, list) else value


_FIELDS = frozenset(Card._fields)


def restored(values: Mapping[str, Any]) -> Card:
    """A card from what JSON keeps of its fields; what this version does not know is passed over."""
    known: dict[str, Any] = {
        name: value if isinstance(value, str) else frozen(value)
        for name, value in values.items()
        if name in _FIELDS
    }
    if "place" in known:
        known["place"] = Place(*known["place"])
    return Card(**known)


class Deck(NamedTuple):
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

    `uid` is the card's first id, by which its history is known. Cards of one `entry` are
    siblings; cards of one `near` (a table's row) are kept apart.
    """

    uid: str
    entry: str
    deck: str
    near: str = ""
    suspended: bool = False
