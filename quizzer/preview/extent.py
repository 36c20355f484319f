"""Which lines of a file a card comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizzer.card import Card

if TYPE_CHECKING:
    from quizzer.parse.markdown import Block


def in_deck(cards: Sequence[Card], lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The lines of each card's entry: those indented as its keys are, up to the next entry.

    Comments that are indented less belong to what follows, unless the entry goes on below.
    """
    starts = sorted({card.line for card in cards})
    nexts = dict(zip(starts, [*starts[1:], len(lines) + 1], strict=True))
    for card in cards:
        end = card.line
        for number in range(card.line + 1, nexts[card.line]):
            line = lines[number - 1]
            if not line.strip():
                continue
            if len(line) - len(line.lstrip()) >= card.column - 1:
                end = number
            elif not line.lstrip().startswith("#"):
                break
        yield card.line, end


def in_note(cards: Sequence[Card], text: str) -> Iterator[tuple[int, int]]:
    """The lines of each card's block: a row, a table, a list, a paragraph, or a question's sides.

    A directive right above a block belongs to it; one above a table is for all of its rows.
    """
    from quizzer.parse.markdown import document

    extents: dict[tuple[int, bool], tuple[int, int]] = {}
    for section in document(text).sections:
        _measure(section.blocks, extents)
    for card in cards:
        is_list = card.form == "order" and not (card.place and card.place.kind)
        yield extents.get((card.line, is_list), (card.line, card.line))


def _measure(blocks: Sequence[Block], extents: dict[tuple[int, bool], tuple[int, int]]) -> None:
    """Note the lines of what cards come from, by its first line and whether it is a list."""
    from quizzer.parse.directives import PATTERN

    for at, block in enumerate(blocks):
        line, begin = block.line, block.line
        if at and PATTERN.match(blocks[at - 1].text.lstrip()):
            begin = blocks[at - 1].line
        if block.kind == "table":
            extents[line, False] = line, block.end
            extents |= {(row.line, False): (row.line, row.line) for row in block.rows[1:]}
        elif block.kind == "numbers":
            extents[line, True] = begin, block.end
        elif block.kind == "paragraph":
            firsts = [line + n for n, words in enumerate(block.text.split("\n")) if _asks(words)]
            lasts = [first - 1 for first in firsts[1:]]
            extents[line, False] = begin, block.end
            for first, last in zip(firsts, [*lasts, _end_of_sides(blocks, at)], strict=False):
                extents[first, False] = (begin if first == line else first), last
        _measure(block.blocks, extents)


def _asks(line: str) -> bool:
    from quizzer.parse.note_rules import LABEL

    found = LABEL.match(line)
    return found is not None and found["label"] == "Q"


def _end_of_sides(blocks: Sequence[Block], at: int) -> int:
    """The last line of the question whose paragraph is block number `at`."""
    from quizzer.parse.note_rules import LABEL

    end = blocks[at].end
    for block in blocks[at + 1 :]:
        is_side = block.kind == "paragraph" and LABEL.match(block.text) and not _asks(block.text)
        if not is_side and block.kind not in ("bullets", "numbers", "code", "maths", "table"):
            break
        end = block.end
    return end
