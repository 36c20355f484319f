"""What a card said when it was last read, and whether two answers mean the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple, Self

from quizzer.card import Answer, Card, Form, frozen


class Said(NamedTuple):
    """A card as it was last read: enough to know it again when its id is another.

    `text` is a cloze card's whole text with its marks; `heading`, `row`, `column` and `kind` are
    its place in a note, as in `card.Place`.
    """

    id: str
    deck: str
    entry: str
    form: Form
    question: str
    answer: Answer
    text: str = ""
    heading: str = ""
    row: str = ""
    column: str = ""
    kind: str = ""

    @classmethod
    def by(cls, card: Card, deck: str) -> Self:
        """What a card of this deck says."""
        place = card.place
        where = (place.heading, place.row, place.column, place.kind) if place else ()
        said = (card.form, card.question, card.answer, card.text)
        return cls(card.id, deck, card.entry, *said, *where)

    def packed(self) -> str:
        """All but id and deck, as one text."""
        return json.dumps(self[2:], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def unpacked(cls, card: str, deck: str, packed: str) -> Self:
        """What `packed` made a text of."""
        entry, form, question, answer, *rest = json.loads(packed)
        return cls(card, deck, entry, form, question, frozen(answer), *rest)


def same_answer(
    old: Answer, new: Answer, form: Form, renamed: Mapping[str, str] | None = None
) -> bool:
    """Whether an answer means what it meant: case, spacing, markup, the spelling of numbers and
    units, and the order of what has none, do not count; nor do the new names of renamed rows.
    Of a formula every sign but spaces counts.
    """
    if form == "compute":
        return "".join(str(old).split()) == "".join(str(new).split())
    before, after = list(_items(old, renamed or {})), list(_items(new, {}))
    if before == after:
        return True
    if len(before) != len(after):
        return False
    if form == "order":
        return all(map(_same, before, after))
    for item in before:
        twin = next((other for other in after if _same(item, other)), None)
        if twin is None:
            return False
        after.remove(twin)
    return True


def _items(answer: Answer, renamed: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for item in (answer,) if isinstance(answer, str) else answer:
        sides = (item,) if isinstance(item, str) else item
        yield tuple(renamed.get(side, side) for side in sides)


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len(one) == len(other) and all(map(_means, one, other))


def _means(one: str, other: str) -> bool:
    from quizzer.values import equal

    return " ".join(one.split()) == " ".join(other.split()) or equal(one, other)
