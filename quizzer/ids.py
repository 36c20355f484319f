"""Gives the cards of a deck ids of their own, by inserting lines and touching no other byte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quizzer.card import Card, Deck
from quizzer.errors import Problem
from quizzer.parse import decks, yaml


class Named(NamedTuple):
    """A deck file in which `added` cards have got an `id:` line.

    `problems` tells which others cannot have one, as warnings; an error tells why `data` is as
    it was.
    """

    data: bytes
    added: int
    problems: list[Problem]


def with_ids(data: bytes, path: str, default_id: str) -> Named:
    """The YAML of a deck with an `id:` line in each entry that lacks one.

    The id is the one that the entry has anyway, so that its history stays; `default_id` is that
    of a deck that names none. What was inserted is read again, and dropped if any card changed.
    """
    deck, problems = decks.read(data, path, default_id)
    tree, _ = yaml.read(data, path)
    if problems or deck is None or not isinstance(tree, yaml.Mapping):
        return Named(data, 0, problems)
    ids = {(card.line, card.column): _entry_id(card) for card in deck.cards}
    lines = data.decode("utf-8").splitlines(keepends=True)
    insertions: dict[int, str] = {}
    for entry, stop in _entries(tree, len(lines)):
        if "id" in entry:
            continue
        text = yaml.dump({"id": ids[entry.line, entry.column]}).rstrip("\n")
        if entry.flow:
            told, hint = "no line can be inserted in a card in braces", f"write `{text}` there"
            problems.append(Problem(path, entry.line, entry.column, "I01", told, hint, "warning"))
            continue
        at = _end(lines, entry, stop)
        insertions[at] = _line(lines, at, " " * (entry.column - 1) + text)
    whole = (insertions.get(at, "") + line for at, line in enumerate([*lines, ""]))
    named = "".join(whole).encode()
    again, faults = decks.read(named, path, default_id)
    if faults or again is None or _unplaced(again) != _unplaced(deck):
        told = "an inserted id would change a card: nothing is inserted"
        return Named(data, 0, [Problem(path, 1, 1, "I02", told, "write the ids by hand")])
    return Named(named, len(insertions), problems)


def _entry_id(card: Card) -> str:
    """What an entry is known by, as its cards' ids begin."""
    return card.id.rpartition("~")[0] if card.form in ("term", "cloze") else card.id


def _entries(tree: yaml.Mapping, end: int) -> Iterator[tuple[yaml.Mapping, int]]:
    """The entries of a deck, each with the line (from 0) at which something else has begun."""
    cards = tree["cards"]
    assert isinstance(cards, yaml.Sequence)
    entries = [entry for entry in cards if isinstance(entry, yaml.Mapping)]
    below = (mark.line for mark in tree.marks.values() if mark.line > tree.marks["cards"].line)
    stops = [entry.mark.line for entry in entries[1:]] + [min(below, default=end)]
    return zip(entries, stops, strict=True)


_BETWEEN = re.compile(r"(?P<indent> *)(?:#|-\s*(?:#|$)|\.\.\.)")


def _end(lines: list[str], entry: yaml.Mapping, stop: int) -> int:
    """The line (from 0) behind the last one of an entry.

    Comments that are indented no deeper than its keys, and a dash without a card beside it,
    belong to what follows.
    """
    while stop > entry.line:
        last = lines[stop - 1]
        between = _BETWEEN.match(last)
        if last.strip() and not (between and len(between["indent"]) < entry.column):
            break
        stop -= 1
    return stop


def _line(lines: list[str], at: int, text: str) -> str:
    """A text as a line to insert, ended as the one before it is; the file's end may end none."""
    if ending := _ending(lines[at - 1]):
        return text + ending
    return (_ending(lines[0]) or "\n") + text


def _ending(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def _unplaced(deck: Deck) -> Deck:
    """A deck without what a line inserted, or an id written, changes."""
    cards = (card._replace(line=0, column=0, entry="") for card in deck.cards)
    return deck._replace(cards=tuple(cards))
