"""Questions that compare the rows of a table, built only where the values decide."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from random import Random

from quizzer.card import Card, Deck
from quizzer.columns import Cell, Column, columns
from quizzer.values import normal

_MOST_ROWS = 12
"""Rows of a column that are held against each other at a time; of more, so many are drawn."""

_IN_ORDER = (3, 5)
_BESIDE_TWINS = (2, 3)
_MOST_ALIKE = 3


def compare(deck: Deck, rng: Random) -> Iterator[Card]:
    """Drills over the tables of a deck, drawn by `rng` and built as they are taken.

    As far as the values of a column decide, each of its rows meets another one, some rows are put
    in order, and of each value of several rows it is asked which share it and which one differs.
    Columns and kinds take turns.
    """
    found = list(columns(deck))
    rng.shuffle(found)
    seen = set()
    for card in _in_turn(_drills(column, rng) for column in found):
        if card.id not in seen:
            seen.add(card.id)
            yield card


def _drills(column: Column, rng: Random) -> Iterator[Card]:
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


def _pairs(column: Column, rng: Random) -> Iterator[Card]:
    """Which of two has the larger value, or comes first? Each row meets another one."""
    for cell in rng.sample(column.cells, len(column.cells)):
        rivals = [one for one in column.cells if cell.below(one) or one.below(cell)]
        if rivals:
            rival = rng.choice(rivals)
            lower, higher = (cell, rival) if cell.below(rival) else (rival, cell)
            asked, right = column.comparison(lower, higher)
            if right is lower:
                yield column.drill("first", "choice", asked, lower.row, (lower, higher))
            else:
                yield column.drill("larger", "choice", asked, higher.row, (higher, lower))


def _orders(column: Column, rng: Random) -> Iterator[Card]:
    """In which order do three to five rows come? One question for each unit."""
    by_unit: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in column.cells:
        if cell.amount:
            by_unit[cell.amount.unit].append(cell)
    for cells in by_unit.values():
        least, most = _IN_ORDER
        drawn = _drawn(cells, rng.randint(least, most), rng, lambda a, b: a.below(b) or b.below(a))
        if len(drawn) >= least:
            drawn.sort(key=lambda cell: cell.amount.low if cell.amount else Decimal(0))
            asked, ordered = column.order(drawn)
            rows = tuple(cell.row for cell in ordered)
            yield column.drill("order", "order", asked, rows, ordered)


def _shares(column: Column, rng: Random) -> Iterator[Card]:
    """Which two have the same value?"""
    least, most = _BESIDE_TWINS
    for twins in _twins(column):
        pair = rng.sample(twins, 2)
        shown = _drawn(column.cells, 2 + most, rng, column.differ, pair)
        if column.same(*pair) and len(shown) >= 2 + least:
            ordered = [cell for cell in column.cells if cell in shown]
            rows = tuple(cell.row for cell in ordered if cell in pair)
            asked = column.prompts(ordered).share(column.are_dates(ordered))
            yield column.drill("share", "choice", asked, rows, ordered)


def _odd_ones(column: Column, rng: Random) -> Iterator[Card]:
    """Which one has a value that none of the others has, which are all alike?"""
    for twins in _twins(column):
        alike = rng.sample(twins, min(_MOST_ALIKE, len(twins)))
        odd = [cell for cell in column.cells if all(column.differ(cell, one) for one in alike)]
        if odd and all(column.same(*pair) for pair in combinations(alike, 2)):
            right = rng.choice(odd)
            ordered = [cell for cell in column.cells if cell in (*alike, right)]
            asked = column.prompts(ordered).odd(column.are_dates(ordered))
            yield column.drill("odd", "choice", asked, right.row, ordered)


def _twins(column: Column) -> Iterator[list[Cell]]:
    """The cells of each value that more than one row has."""
    by_value: defaultdict[object, list[Cell]] = defaultdict(list)
    for cell in column.cells:
        by_value[cell.amount or normal(cell.value)].append(cell)
    return (cells for cells in by_value.values() if len(cells) > 1)


def _drawn(
    cells: Iterable[Cell],
    number: int,
    rng: Random,
    fits: Callable[[Cell, Cell], bool],
    first: Sequence[Cell] = (),
) -> list[Cell]:
    """At most so many cells, the `first` ones and others of which each `fits` all before it."""
    found = list(first)
    shuffled = list(cells)
    rng.shuffle(shuffled)
    for cell in shuffled:
        if len(found) < number and all(fits(cell, one) for one in found):
            found.append(cell)
    return found
