"""Questions that hold the rows of a table against each other, built only where the values decide.

Nothing is decided by undisclosed and unconfirmed values, by numbers of different units (`60%` and
`50`) or with readings in common (`2k` and `2,048`), by an estimate near another number, nor by
lists that share an item.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from random import Random
from typing import Literal

from quizzer import distractors
from quizzer.card import Answer, Card, Deck, Form
from quizzer.key import digest, slug
from quizzer.values import Aliases, contains, equal, is_open, number, parts

Kind = Literal["contrast", "larger", "first", "order", "share", "odd"]
"""What a drill asks: whose value this is, which of two rows has the larger value or came first,
in which order rows come, which two share a value, and which one differs from the others.

The `place` of the first is a contrast, that of all others a drill. A drill has no history of its
own; its `entry` is the card of a value that is right, or comes first.
"""

_MOST_ROWS = 40
"""Rows of a column that are held against each other at a time; of more, so many are drawn."""

_IN_ORDER = (3, 5)
_BESIDE_TWINS = (2, 3)
_MOST_ALIKE = 3


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number or date as far as it is certain: from where to where it may lie, in its unit."""

    unit: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class _Cell:
    """What a row says in one column, and the amount that this is, if it is one."""

    card: Card
    row: str
    value: str
    amount: _Amount | None

    def below(self, other: _Cell) -> bool:
        """Whether the amount is certainly less than another one of the same unit."""
        one, two = self.amount, other.amount
        return bool(one and two and one.unit == two.unit and one.high < two.low)


@dataclass(frozen=True, slots=True)
class _Column:
    """The cells of a column, in the table's order, and how its deck spells values."""

    deck: str
    cells: tuple[_Cell, ...]
    aliases: Aliases

    @property
    def name(self) -> str:
        place = self.cells[0].card.place
        return place.column if place else ""

    def same(self, one: _Cell, other: _Cell) -> bool:
        """Whether two cells certainly say the same."""
        if not equal(one.value, other.value, self.aliases):
            return False
        if one.amount and other.amount:
            return one.amount == other.amount
        return len(parts(one.value)) == 1

    def differ(self, one: _Cell, other: _Cell) -> bool:
        """Whether what one cell says is certainly not true for the other one, and vice versa."""
        if one.amount and other.amount:
            return one.below(other) or other.below(one)
        if one.amount or other.amount:
            text = other.value if one.amount else one.value
            return not any(map(str.isdigit, text))
        items = parts(one.value), parts(other.value)
        return not any(
            contains(a, b, self.aliases) or contains(b, a, self.aliases)
            for a in (one.value, *items[0])
            for b in (other.value, *items[1])
        )

    def drill(
        self, kind: Kind, form: Form, asks: str, answer: Answer, cells: Sequence[_Cell]
    ) -> Card:
        """A question about some cells, those in the order in which its `why` gives them."""
        right = (answer,) if isinstance(answer, str) else answer
        first = next(cell.card for cell in cells if cell.row == right[0])
        where = "contrast" if kind == "contrast" else "drill"
        place = first.place._replace(row="", kind=where) if first.place else None
        heading = place.heading if place else ""
        names = [slug(text) for text in (heading, self.name) if text]
        parts_of_id = ("drill", *names, kind, *(slug(cell.row) for cell in cells))
        key = f"{self.deck}:{'/'.join(parts_of_id)}"
        return Card(
            key,
            form,
            f"{self.name.rstrip(' :?.')}: {asks}",
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


def contrast(deck: Deck, one: str, other: str, rng: Random) -> list[Card]:
    """Two rows of a deck's tables side by side: for each column the value of one, to be told
    whose it is. Columns in which their values do not decide are left out.
    """
    found = []
    for column in _columns(deck):
        pair = [cell for cell in column.cells if cell.row in (one, other)]
        if len(pair) == 2 and column.differ(*pair) and not _tells(pair, column.aliases):
            right, wrong = rng.sample(pair, 2)
            names = _by_lot(pair, column.name)
            asks = f"{right.value.rstrip('.')}. Which of these is it, {names}?"
            found.append(column.drill("contrast", "choice", asks, right.row, (right, wrong)))
    return found


def compare(deck: Deck, rng: Random) -> Iterator[Card]:
    """Drills over the tables of a deck, drawn by `rng` and built as they are taken.

    As far as the values of a column decide, each of its rows meets another one, some rows are put
    in order, and of each value of several rows it is asked which share it and which one differs.
    Columns and kinds take turns.
    """
    columns = list(_columns(deck))
    rng.shuffle(columns)
    seen = set()
    for card in _in_turn(_drills(column, rng) for column in columns):
        if card.id not in seen:
            seen.add(card.id)
            yield card


def _drills(column: _Column, rng: Random) -> Iterator[Card]:
    """The drills of a column."""
    cells = column.cells
    if len(cells) > _MOST_ROWS:
        drawn = sorted(rng.sample(range(len(cells)), _MOST_ROWS))
        column = replace(column, cells=tuple(cells[at] for at in drawn))
    kinds = rng.sample((_pairs, _orders, _shares, _odd_ones), 4)
    yield from _in_turn(kind(column, rng) for kind in kinds)


def _in_turn(sources: Iterable[Iterator[Card]]) -> Iterator[Card]:
    waiting = deque(sources)
    while waiting:
        source = waiting.popleft()
        if card := next(source, None):
            yield card
            waiting.append(source)


def _pairs(column: _Column, rng: Random) -> Iterator[Card]:
    """Which of two has the larger value, or came first? Each row meets another one."""
    for cell in rng.sample(column.cells, len(column.cells)):
        rivals = [one for one in column.cells if cell.below(one) or one.below(cell)]
        if rivals:
            rival = rng.choice(rivals)
            lower, higher = (cell, rival) if cell.below(rival) else (rival, cell)
            names = _by_lot((cell, rival), column.name)
            if _are_dates(column, (cell, rival)):
                asks = f"which of these came first, {names}?"
                yield column.drill("first", "choice", asks, lower.row, (lower, higher))
            else:
                asks = f"which of these has the larger value, {names}?"
                yield column.drill("larger", "choice", asks, higher.row, (higher, lower))


def _orders(column: _Column, rng: Random) -> Iterator[Card]:
    """In which order do three to five rows come? One question for each unit."""
    by_unit: defaultdict[str, list[_Cell]] = defaultdict(list)
    for cell in column.cells:
        if cell.amount:
            by_unit[cell.amount.unit].append(cell)
    for cells in by_unit.values():
        least, most = _IN_ORDER
        drawn = _drawn(cells, rng.randint(least, most), rng, lambda a, b: a.below(b) or b.below(a))
        if len(drawn) >= least:
            drawn.sort(key=lambda cell: cell.amount.low if cell.amount else Decimal(0))
            rows = tuple(cell.row for cell in drawn)
            way = "earliest first" if _are_dates(column, drawn) else "smallest value first"
            yield column.drill("order", "order", f"put these in order, {way}.", rows, drawn)


def _shares(column: _Column, rng: Random) -> Iterator[Card]:
    """Which two have the same value?"""
    least, most = _BESIDE_TWINS
    for twins in _twins(column):
        pair = rng.sample(twins, 2)
        shown = _drawn(column.cells, 2 + most, rng, column.differ, pair)
        if column.same(*pair) and len(shown) >= 2 + least:
            ordered = [cell for cell in column.cells if cell in shown]
            rows = tuple(cell.row for cell in ordered if cell in pair)
            asks = "which two of these have the same value?"
            yield column.drill("share", "choice", asks, rows, ordered)


def _odd_ones(column: _Column, rng: Random) -> Iterator[Card]:
    """Which one has a value that none of the others has, which are all alike?"""
    for twins in _twins(column):
        alike = rng.sample(twins, min(_MOST_ALIKE, len(twins)))
        odd = [cell for cell in column.cells if all(column.differ(cell, one) for one in alike)]
        if odd and all(column.same(*pair) for pair in combinations(alike, 2)):
            right = rng.choice(odd)
            ordered = [cell for cell in column.cells if cell in (*alike, right)]
            asks = "which of these differs from the others?"
            yield column.drill("odd", "choice", asks, right.row, ordered)


def _twins(column: _Column) -> Iterator[list[_Cell]]:
    """The cells of each value that more than one row has."""
    left = list(column.cells)
    while left:
        twins = [cell for cell in left if cell is left[0] or column.same(cell, left[0])]
        if len(twins) > 1:
            yield twins
        left = [cell for cell in left if cell not in twins]


def _drawn(
    cells: Iterable[_Cell],
    number: int,
    rng: Random,
    fits: Callable[[_Cell, _Cell], bool],
    first: Sequence[_Cell] = (),
) -> list[_Cell]:
    """At most so many cells, the `first` ones and others of which each `fits` all before it."""
    found = list(first)
    shuffled = list(cells)
    rng.shuffle(shuffled)
    for cell in shuffled:
        if len(found) < number and all(fits(cell, one) for one in found):
            found.append(cell)
    return found


# what the tables of a deck say

_UNSURE = ("unconfirmed", "unknown")
_DATE = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?")
_ABOUT_TIME = re.compile(
    r"\b(?:year|date|time|when|month|since|born|founded|released?|published)\b", re.IGNORECASE
)
_ESTIMATE = re.compile(
    r"\s*(?:\$?\s*(?:~|≈|\\approx)|(?:about|around|roughly|approx|circa|ca)\b)", re.IGNORECASE
)


def _columns(deck: Deck) -> Iterator[_Column]:
    """The columns of a deck that are asked row by row, with the cells that say something for
    certain. A row that stands twice in a column is left out.
    """
    found: defaultdict[str, list[_Cell]] = defaultdict(list)
    for card in deck.cards:
        column = distractors.column(card)
        if column and card.place and card.place.row and _is_certain(card):
            value = str(card.answer)
            found[column].append(_Cell(card, card.place.row, value, _amount(value)))
    aliases = distractors.joined(dict(deck.aliases))
    for cells in found.values():
        rows = Counter(slug(cell.row) for cell in cells)
        if once := tuple(cell for cell in cells if rows[slug(cell.row)] == 1):
            yield _Column(deck.id, once, aliases)


def _is_certain(card: Card) -> bool:
    """Whether the card asks for a value that is known."""
    if not isinstance(card.answer, str) or card.unconfirmed or card.suspended:
        return False
    return not is_open(card.answer) and not card.answer.strip().casefold().startswith(_UNSURE)


def _amount(value: str) -> _Amount | None:
    """The number, the month or the day that a value is as a whole; a tenth off for an estimate."""
    if found := _DATE.fullmatch(value.strip()):
        digits = Decimal("".join(filter(None, found.groups())))
        return _Amount(f"date of {found.lastindex} parts", digits, digits)
    if (amount := number(value)) is None:
        return None
    readings = amount.readings()
    margin = max(map(abs, readings)) / 10 if _ESTIMATE.match(value) else Decimal(0)
    is_share = not amount.unit and amount.scale < 1
    unit = "%" if is_share else amount.unit
    return _Amount(unit, min(readings) - margin, max(readings) + margin)


def _are_dates(column: _Column, cells: Iterable[_Cell]) -> bool:
    """Whether the amounts of these cells are months or days, or years by what is asked."""
    if all(_DATE.fullmatch(cell.value.strip()) for cell in cells):
        return True
    if not _ABOUT_TIME.search(f"{column.name} {column.cells[0].card.question}"):
        return False
    amounts = [cell for cell in column.cells if cell.amount]
    return all(
        distractors.kind(cell.card) == "year" or _DATE.fullmatch(cell.value.strip())
        for cell in amounts
    )


def _tells(cells: Iterable[_Cell], aliases: Aliases) -> bool:
    """Whether a value names one of the rows, which would give it away."""
    cells = tuple(cells)
    return any(contains(one.value, other.row, aliases) for one in cells for other in cells)


def _by_lot(pair: Sequence[_Cell], column: str) -> str:
    """`A or B`, in an order that tells nothing and is always the same."""
    return " or ".join(sorted((cell.row for cell in pair), key=lambda row: digest(row + column)))
