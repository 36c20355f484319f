"""Which cards that appeared are cards that vanished."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from quizzer.identity.renamed import Peers, Renaming
from quizzer.identity.reworded import Asked, Rewording, asked, siblings
from quizzer.identity.said import Said


class Matching(NamedTuple):
    """What came of a comparison: `pairs` (old, new) are sure and no card is in two of them.

    `doubts` are pairs that only the learner can decide about, the likeliest first.
    """

    pairs: list[tuple[Said, Said]]
    doubts: list[tuple[Said, Said]]

    @property
    def rows(self) -> dict[str, str]:
        """The rows of tables that have another name: the new one by the old."""
        return {
            old.row: new.row
            for old, new in self.pairs
            if old.kind and old.row and new.row and old.row != new.row
        }


def match(
    gone: Sequence[Said], come: Sequence[Said], peers: Peers, before: Container[str] = ()
) -> Matching:
    """Match the cards that vanished with those that appeared; `peers` gives all that a deck has.

    Those that vanished `before` (by id), and not as the others appeared, must be more alike.

    First parts are sought that have another name (outermost first: deck, heading, row or term,
    column), then questions that moved or were put in other words.
    """
    renaming = Renaming(gone, come, peers)
    pairs = list(renaming.pairs)
    left_old, left_new = _left(gone, pairs, 0), _left(come, pairs, 1)
    rewording = Rewording(asked(left_old), asked(left_new), peers, before)
    for old, new in rewording.pairs:
        pairs += siblings(old, new)
    known, taken = {old.id for old, _ in pairs}, {new.id for _, new in pairs}
    doubts = [
        (old, new)
        for old, new in (*_renamed(gone, renaming), *_reworded(rewording.doubts))
        if old.id not in known and new.id not in taken
    ]
    return Matching(pairs, list(dict.fromkeys(doubts)))


def rematch(old: Sequence[Said], new: Sequence[Said]) -> list[tuple[Said, Said]]:
    """The cards of a cloze text whose id stayed, paired again as its marks are other ones."""
    (before,), (after,) = asked(old), asked(new)
    return siblings(before, after)


def _left(cards: Iterable[Said], pairs: Iterable[tuple[Said, Said]], side: int) -> list[Said]:
    had = {pair[side].id for pair in pairs}
    return [said for said in cards if said.id not in had]


def _renamed(gone: Iterable[Said], renaming: Renaming) -> Iterator[tuple[Said, Said]]:
    for said in gone:
        for other in renaming.doubts.get(said.id, ()):
            yield said, other


def _reworded(doubts: Iterable[tuple[Asked, list[Asked]]]) -> Iterator[tuple[Said, Said]]:
    for old, several in doubts:
        for new in several:
            yield from siblings(old, new)
