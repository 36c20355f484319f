"""What the tables of a deck say, column by column, as far as it is certain.

Nothing is decided by undisclosed and unconfirmed values, by numbers of different units (`60%` and
`50`) or with readings in common (`2k` and `2,048`), by an estimate near another number, nor by
lists that share an item.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from quizzer import distractors
from quizzer.card import Answer, Card, Deck, Form
from quizzer.key import digest, slug
from quizzer.prompts import Prompts
from quizzer.values import Aliases, equal, is_open, number, overlap, parts

Kind = Literal["contrast", "larger", "first", "order", "share", "odd"]
"""What a drill asks: whose value this is, which of two rows has the larger value or comes first,
in which order rows come, which two share a value, and which one differs from the others.

The `place` of the first is a contrast, that of all others a drill. A drill has no history of its
own; its `entry` is the card of a value that is right, or comes first.
"""

_UNSURE = ("unconfirmed", "unknown")
_DATE = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?")
_ABOUT_TIME = re.compile(
    r"\b(?:year|date|time|when|month|since|born|founded|released?|published)\b", re.IGNORECASE
)
_ESTIMATE = re.compile(
    r"\s*(?:\$?\s*(?:~|≈|\\approx)|(?:about|around|roughly|approx|circa|ca)\b)", re.IGNORECASE
)


class Amount(NamedTuple):
    """A number or date as far as it is certain: from where to where it may lie, in its unit."""

    unit: str
    low: Decimal
    high: Decimal

    def below(self, other: Amount) -> bool:
        """Whether it is certainly less than another one, of the same unit."""
        return self.unit == other.unit and self.high < other.low


@dataclass(frozen=True, slots=True)
class Cell:
    """What a row says in one column, and the amount that this is, if it is one."""

    card: Card
    row: str
    value: str
    amount: Amount | None

    def below(self, other: Cell) -> bool:
        """Whether the amount is certainly less than that of another one."""
        return bool(self.amount and other.amount and self.amount.below(other.amount))


@dataclass(frozen=True, slots=True)
class Column:
    """The cells of a column, in the table's order, and how its deck spells values.

    `compared` and `ordered` are cards by which the author of the table lets its rows be compared
    or put in order, in words of their own; drills take these words.
    """

    deck: str
    cells: tuple[Cell, ...]
    aliases: Aliases
    compared: Card | None = None
    ordered: Card | None = None

    @property
    def name(self) -> str:
        """What the column is called."""
        place = self.cells[0].card.place
        return place.column if place else ""

    def prompts(self, cells: Iterable[Cell]) -> Prompts:
        """How some of its cells are asked about."""
        return Prompts(self.name, all(cell.amount and not cell.amount.unit for cell in cells))

    def same(self, one: Cell, other: Cell) -> bool:
        """Whether two cells certainly say the same; a spelling in common does not make it so."""
        if one.amount and other.amount:
            return one.amount == other.amount
        return equal(one.value, other.value) and len(parts(one.value)) == 1

    def differ(self, one: Cell, other: Cell) -> bool:
        """Whether what one cell says is certainly not true for the other one, and vice versa."""
        if one.amount and other.amount:
            return one.below(other) or other.below(one)
        if one.amount or other.amount:
            text = other.value if one.amount else one.value
            said = any(map(str.isdigit, text)) or overlap(one.value, other.value, self.aliases)
            return not said
        items = parts(one.value), parts(other.value)
        return not any(
            overlap(a, b, self.aliases)
            for a in (one.value, *items[0])
            for b in (other.value, *items[1])
        )

    def are_dates(self, cells: Iterable[Cell]) -> bool:
        """Whether the amounts of these cells are months or days, or years by what is asked."""
        if all(_DATE.fullmatch(cell.value.strip()) for cell in cells):
            return True
        if not _ABOUT_TIME.search(f"{self.name} {self.cells[0].card.question}"):
            return False
        return all(
            distractors.kind(cell.card) == "year" or _DATE.fullmatch(cell.value.strip())
            for cell in self.cells
            if cell.amount
        )

    def comparison(self, lower: Cell, higher: Cell) -> tuple[str, Cell]:
        """Which of two rows wins: the question, and the right one."""
        names = by_lot(lower.row, higher.row, self.name)
        if self.compared and (asked := self._asked_of(self.compared, names)):
            wins_low = self._rises((str(self.compared.answer), *self.compared.wrong))
            if wins_low is not None:
                return asked, lower if wins_low else higher
        between = " or ".join(names)
        if self.are_dates((lower, higher)):
            return self.prompts((lower, higher)).first(between), lower
        return self.prompts((lower, higher)).larger(between), higher

    def order(self, rising: Sequence[Cell]) -> tuple[str, list[Cell]]:
        """In which order some rows come, of which the lowest is given first: the question, and the
        rows as they are right.
        """
        if self.ordered:
            rises = self._rises(tuple(map(str, self.ordered.answer)))
            if rises is not None:
                return self.ordered.question, list(rising if rises else reversed(rising))
        return self.prompts(rising).order(self.are_dates(rising)), list(rising)

    def _asked_of(self, card: Card, names: Sequence[str]) -> str:
        """The question of a card that compares two rows, asked of other ones; empty if it does not
        name its own just once each.
        """
        rows = [str(card.answer), *card.wrong]
        named = re.compile("|".join(map(re.escape, sorted(rows, key=len, reverse=True))))
        if sorted(named.findall(card.question)) != sorted(rows):
            return ""
        left = iter(names)
        return named.sub(lambda _: next(left), card.question)

    def _rises(self, rows: Sequence[str]) -> bool | None:
        """Whether the value of the first row is below that of the last; None: that is not sure."""
        by_row = {cell.row: cell for cell in self.cells}
        first, last = by_row.get(rows[0]), by_row.get(rows[-1])
        if first and last and (first.below(last) or last.below(first)):
            return first.below(last)
        return None

    def drill(
        self, kind: Kind, form: Form, question: str, answer: Answer, cells: Sequence[Cell]
    ) -> Card:
        """A question about some cells, those in the order in which its `why` gives them."""
        right = (answer,) if isinstance(answer, str) else answer
        first = next(cell.card for cell in cells if cell.row == right[0])
        where = "contrast" if kind == "contrast" else "drill"
        place = first.place._replace(row="", kind=where) if first.place else None
        heading = place.heading if place else ""
        names = [slug(text) for text in (heading, self.name) if text]
        parts_of_id = ("drill", *names, kind, *(slug(cell.row) for cell in cells))
        return Card(
            f"{self.deck}:{'/'.join(parts_of_id)}",
            form,
            question,
            answer,
            first.id,
            wrong=tuple(cell.row for cell in cells if cell.row not in right),
            why="; ".join(f"{cell.row}: {cell.value}" for cell in cells),
            source=first.source,
            tags=first.tags,
            place=place,
            line=first.line,
            column=first.column,
        )


def columns(deck: Deck) -> Iterator[Column]:
    """The columns of a deck that are asked row by row, with the cells that say something for
    certain. A row that stands twice in a column is left out.
    """
    found: defaultdict[tuple[str, ...], list[Cell]] = defaultdict(list)
    worded: dict[tuple[str, ...], Card] = {}
    for card in deck.cards:
        if (place := card.place) is None or not place.column:
            continue
        where: tuple[str, ...] = (place.note, place.heading, place.table, place.column)
        if place.row and distractors.column(card) and is_certain(card):
            value = str(card.answer)
            found[where].append(Cell(card, place.row, value, amount(value)))
        elif (card.form, place.kind) in (("choice", "compare"), ("order", "order")):
            worded.setdefault((*where, place.kind), card)
    aliases = distractors.joined(dict(deck.aliases))
    for where, cells in found.items():
        rows = Counter(slug(cell.row) for cell in cells)
        if once := tuple(cell for cell in cells if rows[slug(cell.row)] == 1):
            compared, ordered = (worded.get((*where, kind)) for kind in ("compare", "order"))
            yield Column(deck.id, once, aliases, compared, ordered)


def is_certain(card: Card) -> bool:
    """Whether the card asks for a value that is known."""
    if not isinstance(card.answer, str) or card.unconfirmed or card.suspended:
        return False
    return not is_open(card.answer) and not card.answer.strip().casefold().startswith(_UNSURE)


def amount(value: str) -> Amount | None:
    """The number, the month or the day that a value is as a whole; a tenth off for an estimate."""
    if found := _DATE.fullmatch(value.strip()):
        digits = Decimal("".join(filter(None, found.groups())))
        return Amount(f"date of {found.lastindex} parts", digits, digits)
    if (read := number(value)) is None:
        return None
    readings = read.readings()
    margin = max(map(abs, readings)) / 10 if _ESTIMATE.match(value) else Decimal(0)
    is_share = not read.unit and read.scale < 1
    unit = "%" if is_share else read.unit
    return Amount(unit, min(readings) - margin, max(readings) + margin)


def by_lot(one: str, other: str, what: str = "") -> list[str]:
    """Two names in an order that tells nothing, and is always the same where `what` is asked."""
    names = sorted((one, other))
    return names if int(digest(" ".join((*names, what))), 16) % 2 else names[::-1]
