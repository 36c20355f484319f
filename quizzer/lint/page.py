"""What a rule sees: a deck with its cards, what stands around it, and how cards were answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from quizzer.card import Card, Deck, Form
from quizzer.lint.prose import Prose
from quizzer.values import Aliases

Side = Literal["q", "a", "wrong", "hint", "why", "source", "tolerance", "lint", ""]
"""Which part of a card something stands in, by its key; empty for the card as a whole."""


class Finding(NamedTuple):
    """What a rule says of a card: `text` is what offends, as it stands on that `side` of the card,
    and `hint` says what to write instead.
    """

    card: Card
    side: Side
    text: str
    message: str
    hint: str


class Record(NamedTuple):
    """How a learner fared with a card: lapses, and for each answer its rating (1 is Again) and
    the time it took in milliseconds.
    """

    lapses: int
    answers: tuple[tuple[int, int], ...]


class Face(NamedTuple):
    """A card with both its sides as prose; `back` holds the items of a list one a line."""

    card: Card
    front: Prose
    back: Prose

    @property
    def is_built(self) -> bool:
        """Whether a table made the card in a way that has rules of its own."""
        place = self.card.place
        return bool(place and place.kind not in ("", "ask"))

    @property
    def is_reversed(self) -> bool:
        """Whether it asks for a term by its definition; its sibling asks for the definition."""
        return self.card.form == "term" and self.card.id.endswith("~term")


def _nothing_known(_: str) -> None:
    return None


@dataclass(frozen=True)
class Page:
    """A deck, or a note as the deck it makes.

    `anchors` gives the headings of a note that a source names, None where there is no such note;
    `exists` tells whether there is a file of that name, None where that cannot be known.
    `history` is what the learner did with the cards, by id; `broken` the rules that cards break,
    by the id that siblings share.
    """

    deck: Deck
    anchors: Callable[[str], frozenset[str] | None] = _nothing_known
    exists: Callable[[str], bool | None] = _nothing_known
    history: Mapping[str, Record] = field(default_factory=dict)
    broken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def faces(self) -> tuple[Face, ...]:
        """The cards with their sides as prose."""
        return tuple(
            Face(card, Prose(card.question), Prose(answer_lines(card))) for card in self.deck.cards
        )

    @cached_property
    def aliases(self) -> Aliases:
        """The other spellings of values that the deck names."""
        return Aliases(dict(self.deck.aliases))

    def of(self, *forms: Form) -> Iterator[Face]:
        """The cards of these forms."""
        return (face for face in self.faces if face.card.form in forms)

    @cached_property
    def columns(self) -> list[list[Face]]:
        """The cards that ask for the cells of a table's column, a list for each column."""
        found: dict[tuple[str, ...], list[Face]] = {}
        for face in self.faces:
            place = face.card.place
            if place and place.kind == "ask" and place.row:
                key = place.note, place.heading, place.table, place.column
                found.setdefault(key, []).append(face)
        return list(found.values())


def answer_lines(card: Card) -> str:
    """The answer as one text, the items of a list one a line."""
    if isinstance(card.answer, str):
        return card.answer
    return "\n".join(one if isinstance(one, str) else " ".join(one) for one in card.answer)
