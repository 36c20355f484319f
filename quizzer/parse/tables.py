"""Comparison tables: a row is a subject, a column a property, a cell a fact that can be asked."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b
from itertools import islice, pairwise

from quizzer.card import LETTERS, Form
from quizzer.errors import Severity
from quizzer.key import slug
from quizzer.parse.directives import At, Context, Placed
from quizzer.parse.forms import Entry, Value
from quizzer.parse.markdown import Block, plain
from quizzer.parse.table_directive import Settings, falls, filled, higher_wins, settings
from quizzer.values import Aliases, Number, equal, is_open, number, overlap

WRONG_ROWS = 8
"""Rows offered as wrong answers: those that stand nearest in the table."""
ORDERED_ROWS = 4
"""Rows that an order card takes; three where the column has no more different values."""
MOST_ROWS = 300
"""Rows of the largest table in which each value is held against each other one."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """What a row says in one column; `value` is empty where nothing can be asked."""

    row: str
    line: int
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class _Column:
    """A column and what cards of it have in common."""

    name: str
    cells: tuple[_Cell, ...]
    table: Block
    context: Context
    aliases: Aliases

    @property
    def known(self) -> list[_Cell]:
        """The cells that say something."""
        return [cell for cell in self.cells if cell.value]

    @property
    def at(self) -> At:
        return At(self.table.line)

    def entry(
        self, form: Form, kind: str, row: str, at: Placed, values: Mapping[str, Value]
    ) -> Entry:
        """A card about a row; about the column as a whole if `row` is empty."""
        where = {"table": plain(self.table.rows[0].cells[0]), "row": row, "column": self.name}
        return self.context.entry(form, at, values, **where, kind=kind)


def table(block: Block, context: Context) -> Iterator[Entry]:
    """The cards of a table whose first column names what each row is about."""
    names = [plain(cell) for cell in block.rows[0].cells]
    directive = context.directive("table")
    if len(names) < 2 or _is_misshapen(block, names, context, asked=directive is not None):
        return
    wanted = settings(directive, names, context) if directive else Settings()
    aliases = Aliases(context.aliases)
    for at, name in enumerate(names[1:], 1):
        if not name or name in wanted.skip:
            continue
        asked = bool(wanted.question("ask", name))
        cells = tuple(
            _Cell(key, row.line, row.cells[at].strip(), _value(row.cells[at].strip(), asked))
            for row in block.rows[1:]
            if (key := _subject(row.cells[0].strip()))
        )
        column = _Column(name, cells, block, context, aliases)
        elsewhere = any(wanted.question(kind, name) for kind in ("reverse", "compare", "order"))
        if question := wanted.question("ask", name, "" if elsewhere else "{key}: {column}?"):
            yield from _ask(column, question)
        if question := wanted.question("reverse", name):
            yield from _reverse(column, question)
        if question := wanted.question("compare", name):
            yield from _compare(column, question)
        if question := wanted.question("order", name):
            yield from _order(column, question)
        if wanted.undisclosed:
            yield from _undisclosed(column)


def _is_misshapen(block: Block, names: Sequence[str], context: Context, asked: bool) -> bool:
    """Whether the table cannot be read as rows about subjects, which is told."""
    at: Placed = block
    severity: Severity = "error" if asked else "warning"
    rows = {row.line: name for row in block.rows[1:] if (name := _subject(row.cells[0]))}
    if twice := _repeated(enumerate(filter(None, names))):
        message = f"two columns are named `{twice[1]}`"
    elif twice := _repeated(rows.items()):
        at, message = At(twice[0]), f"two rows are named `{twice[1]}`"
    elif not asked and [*rows.values()] == [str(n + 1) for n in range(len(rows))]:
        severity, message = "info", "the first column only counts the rows"
    else:
        return False
    hint = "name each row and column, or put <!-- quizzer: skip --> above it"
    context.report(at, "G02", f"{message}: the table makes no cards", hint, severity)
    return True


def _repeated(names: Iterable[tuple[int, str]]) -> tuple[int, str] | None:
    """The first name that stands for the second time, and its number."""
    seen: set[str] = set()
    for place, name in names:
        if slug(name) in seen:
            return place, name
        seen.add(slug(name))
    return None


# What a cell says

_LINK = re.compile(r"\[(?P<text>[^\[\]]*)\]\([^()]*\)")
_ADDRESS = re.compile(r"<?https?://\S+>?|:\w+:")
_EMPHASIS = re.compile(r"(\*\*|__|\*|_)(?P<text>[^*_]+)\1")
_UNCONFIRMED = re.compile(r"\bunconfirmed:", re.IGNORECASE)


def _subject(cell: str) -> str:
    """A row's name without the emphasis and link around it; empty if it is silent or a picture."""
    text = cell.strip()
    if is_picture(text) or is_open(text):
        return ""
    text = _LINK.sub(r"\g<text>", text)
    emphasised = _EMPHASIS.fullmatch(text)
    return emphasised["text"] if emphasised else text


def is_picture(text: str) -> bool:
    """Whether an image, a badge or signs such as ✓ and ★ are all there is."""
    kinds = {unicodedata.category(sign) for sign in text if not sign.isspace()}
    return (
        "![" in text or "<img" in text or ("So" in kinds and not any(k[0] in "LN" for k in kinds))
    )


def _value(cell: str, asked: bool) -> str:
    """What a cell says, as it stands; a mere link says something only where it was `asked` for."""
    text = cell.strip()
    if is_open(text) or _UNCONFIRMED.search(text) or is_picture(text):
        return ""
    return "" if is_link(text) and not asked else text


def is_link(text: str) -> bool:
    """Whether a link, or an emoji by its name (`:tada:`), is all there is."""
    return bool(_LINK.fullmatch(text) or _ADDRESS.fullmatch(text))


# The cards


def _ask(column: _Column, question: str) -> Iterator[Entry]:
    """What does this row say?"""
    for cell in column.known:
        values = {"q": filled(question, key=cell.row, column=column.name), "a": cell.value}
        yield column.entry("qa", "ask", cell.row, cell, values)


def _reverse(column: _Column, question: str) -> Iterator[Entry]:
    """Which row says this, or which rows?

    A value of one row belongs to that row's cell. A value of several asks for the set of them,
    and is known by itself, since it belongs to no single row.
    """
    if len(column.known) > MOST_ROWS:
        message = f"`reverse` takes tables of at most {MOST_ROWS} rows"
        column.context.report(column.at, "G05", message, "split the table")
        return
    left = column.known
    while left:
        cell = left[0]
        right = [other for other in left if equal(other.value, cell.value, column.aliases)]
        left = [other for other in left if other not in right]
        row = cell.row if len(right) == 1 else cell.value
        q = filled(question, value=cell.value, column=column.name)
        yield from _which(column, "reverse", row, cell, q, right)


def _undisclosed(column: _Column) -> Iterator[Entry]:
    """Which rows did not say?"""
    right = [cell for cell in column.cells if cell.text.casefold().startswith("undisclosed")]
    if right:
        q = f"For which of these is {column.name} undisclosed?"
        yield from _which(column, "ask", "", column.at, q, right)


def _which(
    column: _Column, kind: str, row: str, at: Placed, q: str, right: Sequence[_Cell]
) -> Iterator[Entry]:
    """A question for rows, unless too few others are left that certainly are not among them."""
    wrong = _wrong(column, right)
    if wrong and len(right) + len(wrong) >= 3 and len(right) < len(LETTERS):
        rows = tuple(cell.row for cell in right)
        a = rows[0] if len(rows) == 1 else rows
        yield column.entry("choice", kind, row, at, {"q": q, "a": a, "wrong": wrong})


def _wrong(column: _Column, right: Sequence[_Cell]) -> tuple[str, ...]:
    """The nearest rows of which what is right of those cannot be true as well."""
    value, line = right[0].value, right[0].line
    certain = (
        cell
        for cell in sorted(column.known, key=lambda cell: abs(cell.line - line))
        if cell not in right and not overlap(cell.value, value, column.aliases)
    )
    chosen = sorted(islice(certain, WRONG_ROWS), key=lambda cell: cell.line)
    return tuple(cell.row for cell in chosen)


def _compare(column: _Column, question: str) -> Iterator[Entry]:
    """Which of two rows wins? Each row meets one whose value is the next higher.

    A card belongs to the cell of the lower row: a row put in between changes whom that row
    meets, but no id, and no other card.
    """
    groups = _ranked(column)
    if len(groups) < 2:
        _tell_unsortable(column, "compare", 2)
    for lower, upper in pairwise(groups):
        for cell in lower:
            lots = {_lot(cell.row, other.row): other for other in upper}
            rival = lots[min(lots)]
            winner, loser = (rival, cell) if higher_wins(question) else (cell, rival)
            a, b = sorted((cell.row, rival.row), key=lambda row: _lot(row, column.name))
            q = filled(question, a=a, b=b, column=column.name)
            values: dict[str, Value] = {"q": q, "a": winner.row, "wrong": (loser.row,)}
            yield column.entry("choice", "compare", cell.row, cell, values)


def _order(column: _Column, question: str) -> Iterator[Entry]:
    """In which order do these rows come? They are drawn by lot, which another row seldom upsets."""
    groups = _ranked(column)
    if len(groups) < 3:
        _tell_unsortable(column, "order", 3)
        return
    lots = [min((_lot(cell.row), rank, cell.row) for cell in g) for rank, g in enumerate(groups)]
    drawn = sorted(sorted(lots)[:ORDERED_ROWS], key=lambda lot: lot[1], reverse=falls(question))
    q = filled(question, column=column.name)
    rows = tuple(row for *_, row in drawn)
    yield column.entry("order", "order", "", column.at, {"q": q, "order": rows})


def _ranked(column: _Column) -> list[list[_Cell]]:
    """The cells with an amount of the column's usual unit, lowest first, equal ones together."""
    amounts = [(amount, cell) for cell in column.known if (amount := _amount(cell.value))]
    units = Counter(amount.unit for amount, _ in amounts)
    usual = max(units, key=lambda unit: units[unit], default="")
    groups: list[list[_Cell]] = []
    last: Number | None = None
    for amount, cell in sorted(amounts, key=lambda pair: pair[0].value):
        if amount.unit != usual:
            continue
        if last and amount.same(last):
            groups[-1].append(cell)
        else:
            groups.append([cell])
        last = amount
    return groups


def _amount(text: str) -> Number | None:
    """The number or the ISO date (`2018-10` or `2018-10-11`) that a cell is."""
    parts = re.fullmatch(r"(\d{4})-(\d\d)(-\d\d)?", text)
    if parts:
        return Number(Decimal(text.replace("-", "")), "day" if parts[3] else "month")
    return number(text)


def _lot(*texts: str) -> bytes:
    """A number that looks drawn by lot and is the same for the same texts everywhere."""
    return blake2b("\0".join(texts).encode("utf-8", "replace"), digest_size=8).digest()


def _tell_unsortable(column: _Column, kind: str, needed: int) -> None:
    message = f"`{kind}` finds fewer than {needed} different numbers or dates in `{column.name}`"
    hint = "one number a cell, with one unit throughout, can be compared"
    column.context.report(column.at, "G05", message, hint)
