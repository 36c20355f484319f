"""Parts of notes and decks that have another name: most of what was under the old one reappears
unchanged under the new one, and so all of it moves.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache
from math import log2
from typing import NamedTuple

from quizzer.identity.likeness import alike
from quizzer.identity.said import Said
from quizzer.key import digest, slug

Peers = Callable[[str], Iterable[Said]]
"""The cards that a deck has now, by its id."""

_ENOUGH = 3.0
"""Bits of surprise at which it is no chance that most answers of a row reappear under another
name, in all tables of its deck, or those of a term or column.
"""

_ENOUGH_OF_ALL = 1.0
"""The same where none of the answers is another."""

_LONG = 24
"""Characters from which an answer is hardly that of another card by chance."""

_MOST = 50
"""So many places where an answer reappears are looked at; more would tell nothing."""

_SAME_NAME = 0.5
"""How alike two names are of which one is another spelling of the other."""


class Place(NamedTuple):
    """Where a card stands: `aspect` tells apart what one subject is asked, kind or sibling."""

    deck: str
    heading: str
    subject: str
    column: str
    aspect: str


Parts = tuple[str, ...]

_LEVELS: tuple[Parts, ...] = (
    ("deck",),
    ("deck", "heading"),
    ("deck", "heading", "subject"),
    ("deck", "heading", "column"),
)
"""The parts that may have another name, outermost first. A deck and a heading are known again
wherever they are now; a row, a term and a column only where they were.
"""

_slug = lru_cache(4096)(slug)


def place(said: Said) -> Place | None:
    """Where a card stands; None for one whose id was written, and so says nothing of it."""
    if not said.id.startswith(f"{said.deck}:"):
        return None
    heading = _slug(said.heading) if said.heading else ""
    if said.kind:
        row, column = (_slug(part) if part else "" for part in (said.row, said.column))
        return Place(said.deck, heading, row, column, said.kind)
    subject = said.entry.removeprefix(f"{said.deck}:").removeprefix(f"{heading}/")
    return Place(said.deck, heading, subject, "", said.id.removeprefix(said.entry))


def evidence(said: Said) -> str | None:
    """What must reappear of a card for it to count as unchanged, whatever its row is called; None
    where nothing tells.
    """
    if said.kind == "order" or said.id.endswith("~term"):
        return None
    if said.kind == "reverse":
        return digest(said.question)
    if said.kind == "compare":
        return digest(f"{said.question} {said.answer}".replace(said.row, "the row"))
    return digest(repr(said.answer))


class Renaming:
    """Matches what vanished with what appeared, level by level.

    `pairs` are the matches; `doubts` hold, by the id of a card that vanished, what it may be now.
    """

    def __init__(self, gone: Iterable[Said], come: Iterable[Said], peers: Peers) -> None:
        self.pairs: list[tuple[Said, Said]] = []
        self.doubts: defaultdict[str, list[Said]] = defaultdict(list)
        self._gone = {said.id: (said, where) for said in gone if (where := place(said))}
        self._come = {where: said for said in come if (where := place(said))}
        self._usual = _Usual(peers)
        for level in _LEVELS:
            self._match(level)

    def _match(self, level: Parts) -> None:
        inner = len(level) > 2
        rest = tuple(name for name in Place._fields if name != level[-1])
        rest = rest if inner else tuple(name for name in rest if name not in level)
        index: defaultdict[tuple[Parts, str | None], list[Place]] = defaultdict(list)
        for where, said in self._come.items():
            if not inner or _has_name(said):
                index[_parts(where, rest), evidence(said)].append(where)
        groups: defaultdict[Parts, list[Said]] = defaultdict(list)
        for said, where in self._gone.values():
            if not inner or _has_name(said):
                groups[_parts(where, level)].append(said)
        elected: list[tuple[Parts, Parts, list[Place], bool]] = []
        for old, members in groups.items():
            votes: defaultdict[Parts, list[Place]] = defaultdict(list)
            telling = [(said, found) for said in members if (found := evidence(said))]
            for said, found in telling:
                there = index.get((_parts(self._gone[said.id][1], rest), found), [])
                for where in there[:_MOST]:
                    votes[_parts(where, level)].append(where)
            new, unchanged = max(votes.items(), key=lambda vote: len(vote[1]), default=(old, []))
            if old[-1] and len(unchanged) * 2 > len(telling):
                elected.append((old, new, unchanged, len(unchanged) == len(telling)))
        surprise: defaultdict[tuple[str, str, str], float] = defaultdict(float)
        for old, new, unchanged, _ in elected if inner else ():
            for where in unchanged:
                surprise[old[0], old[-1], new[-1]] += self._usual.surprise(self._come[where])
        taken: set[Parts] = set()
        for old, new, _, whole in sorted(elected, key=lambda one: (-len(one[2]), one[0])):
            if inner and new in taken:
                continue
            taken.add(new)
            enough = _ENOUGH_OF_ALL if whole else _ENOUGH
            sure = not inner or alike(old[-1], new[-1]) >= _SAME_NAME
            sure = sure or surprise[old[0], old[-1], new[-1]] >= enough
            self._move(groups[old], dict(zip(level, new, strict=True)), sure)

    def _move(self, members: Iterable[Said], new: dict[str, str], sure: bool) -> None:
        for said in members:
            where = self._gone[said.id][1]._replace(**new)
            found = self._come.get(where)
            if not sure:
                self.doubts[said.id] += [found] if found else []
            elif found:
                del self._gone[said.id], self._come[where]
                self.pairs.append((said, found))
            else:
                self._gone[said.id] = said, where


class _Usual:
    """How usual an answer is where it stands."""

    def __init__(self, peers: Peers) -> None:
        self._peers = peers
        self._answers: dict[str, defaultdict[Parts, Counter[str | None]]] = {}

    def surprise(self, said: Said) -> float:
        """How surprising it is (in bits) to find this answer where it stands, by chance."""
        if isinstance(said.answer, str) and len(said.answer) > _LONG:
            return _ENOUGH
        answers = self._of(said.deck)[_column(said)]
        return log2(answers.total() / answers[evidence(said)])

    def _of(self, deck: str) -> defaultdict[Parts, Counter[str | None]]:
        if deck not in self._answers:
            found = self._answers[deck] = defaultdict(Counter)
            for said in self._peers(deck):
                found[_column(said)][evidence(said)] += 1
        return self._answers[deck]


def _column(said: Said) -> Parts:
    where = place(said)
    return (where.heading, where.column, where.aspect) if where else ()


def _has_name(said: Said) -> bool:
    """Whether a card is about something that has a name: a row or a term."""
    return bool(said.kind) or said.form == "term"


def _parts(where: Place, names: Parts) -> Parts:
    return tuple(getattr(where, name) for name in names)
