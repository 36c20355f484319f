"""Tables for which a screen is too narrow, as lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from quizzer.maths import columns

_BORDERS = 3
"""Columns that a cell takes beside its text."""


class _Row(NamedTuple):
    """A row: the tokens within its cells, and the lines of the note it stands on."""

    cells: list[list[Token]]
    lines: list[int] | None


def narrowed(tokens: Sequence[Token], width: int) -> Iterator[Token]:
    """The tokens, each table in which words would be cut at `width` columns as a list.

    The first cell of a row heads the others, each of which follows the name of its column.
    """
    table: list[Token] = []
    for token in tokens:
        if not table and token.type != "table_open":
            yield token
            continue
        table.append(token)
        if token.type == "table_close":
            header, *rows = _rows(table)
            needed = sum(map(_longest, zip(*(row.cells for row in (header, *rows)), strict=True)))
            if rows and needed + _BORDERS * len(header.cells) + 1 > width:
                for row in rows:
                    yield from _listed(header, row)
            else:
                yield from table
            table = []


def _rows(table: Sequence[Token]) -> Iterator[_Row]:
    cells: list[list[Token]] = []
    lines = table[0].map
    for token in table:
        if token.type == "tr_open":
            cells, lines = [], token.map or table[0].map
        elif token.type == "inline":
            cells.append(token.children or [])
        elif token.type == "tr_close":
            yield _Row(cells, lines)


def _longest(cells: Iterable[list[Token]]) -> int:
    """How wide the longest word of a column is."""
    texts = ("".join(token.content for token in cell) for cell in cells)
    return max((columns(word) for text in texts for word in text.split()), default=0)


def _listed(header: _Row, row: _Row) -> Iterator[Token]:
    first, *others = row.cells
    yield from _paragraph([Token("strong_open", "strong", 1), *first, _closed("strong")], row)
    yield Token("bullet_list_open", "ul", 1, map=row.lines)
    for name, cell in zip(header.cells[1:], others, strict=False):
        if cell:
            yield Token("list_item_open", "li", 1, map=row.lines)
            yield from _paragraph([*name, Token("text", "", 0, content=": "), *cell], row)
            yield _closed("list_item", "li")
    yield _closed("bullet_list", "ul")


def _paragraph(children: list[Token], row: _Row) -> Iterator[Token]:
    yield Token("paragraph_open", "p", 1, map=row.lines)
    yield Token("inline", "", 0, map=row.lines, children=children)
    yield _closed("paragraph", "p")


def _closed(name: str, tag: str = "") -> Token:
    return Token(f"{name}_close", tag or name, -1)
