"""Questions put in other words, or asked elsewhere, known again one by one."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import chain
from typing import Literal, NamedTuple, Self

from quizzer.card import Answer
from quizzer.identity.likeness import (
    alike,
    another_subject,
    only_slips,
    same_frame,
    same_matter,
    same_name,
    words,
)
from quizzer.identity.renamed import Peers
from quizzer.identity.said import Said
from quizzer.key import digest
from quizzer.markup import marks

_SURE = 0.15
"""How alike two questions of the same answer are at least, if no others have that answer."""

_ALIKE = 0.35
"""How alike they are at least if others have it too; less is no more than a doubt."""

_DOUBTFUL = 0.6
"""The rank from which the learner is asked."""

_AHEAD = 0.12
"""By how much the likeness must exceed that of the runner-up."""

_BONUS = 0.3
"""What a common answer adds to a likeness, and another subject takes away."""

_DISTINCTIVE = 24
"""Characters from which an answer that is nobody else's tells enough by itself."""

_AND = " / "
"""Stands between the parts of an answer that has several."""

_NEAREST = 5
"""To so many questions that share so many of its rarest words each one is compared."""

_MOST = 64
"""Of the questions that share a word so many are looked at."""


class Asked(NamedTuple):
    """An entry as what is asked and what is answered, and its cards.

    `kind` tells which entries can be the same one: questions, terms, cloze texts, cells.
    """

    kind: str
    question: str
    answer: str
    cards: tuple[Said, ...]

    @property
    def deck(self) -> str:
        """The deck it is in."""
        return self.cards[0].deck

    @property
    def heading(self) -> str:
        """The heading it stands under."""
        return self.cards[0].heading


def asked(cards: Iterable[Said]) -> list[Asked]:
    """The entries of these cards; a cell's kinds of card are an entry each."""
    entries: defaultdict[tuple[str, str], list[Said]] = defaultdict(list)
    for said in cards:
        entries[said.deck, said.entry + said.kind].append(said)
    return [
        _asked(tuple(sorted(found, key=lambda said: (len(said.id), said.id))))
        for found in entries.values()
    ]


def _shown(text: str) -> str:
    """A cloze text with nothing hidden."""
    out, last = [], 0
    for mark in marks(text):
        out += [text[last : mark.start], mark.hidden]
        last = mark.end
    return "".join(out) + text[last:]


def _folded(answer: Answer) -> str:
    """An answer whatever its case and spacing."""
    texts = chain.from_iterable((it,) if isinstance(it, str) else it for it in answer)
    whole = answer if isinstance(answer, str) else _AND.join(texts)
    return " ".join(whole.casefold().split())


def _asked(cards: tuple[Said, ...]) -> Asked:
    first = cards[0]
    if first.kind:
        return Asked(f"cell {first.kind}", first.question, _folded(first.answer), cards)
    if first.form == "term":
        term, definition = first.question, str(first.answer)
        if first.id.endswith("~term"):
            term, definition = definition, term
        return Asked("term", definition, _folded(term), cards)
    if first.form == "cloze":
        hidden = tuple(mark.hidden for mark in marks(first.text))
        return Asked("cloze", _shown(first.text), _folded(hidden), cards)
    return Asked("question", first.question, _folded(first.answer), cards)


class Rewording:
    """Matches what vanished with what appeared, entry by entry.

    `pairs` are the matches; `doubts` hold entries that vanished, each with those it may be now.
    Cards that vanished `before` (by id) were not edited just now.
    """

    def __init__(
        self,
        gone: Sequence[Asked],
        come: Sequence[Asked],
        peers: Peers,
        before: Container[str] = (),
    ) -> None:
        self._before = before
        self.pairs: list[tuple[Asked, Asked]] = []
        self.doubts: list[tuple[Asked, list[Asked]]] = []
        self._gone = dict(enumerate(gone))
        self._come = dict(enumerate(come))
        self._peers = peers
        self._answers: dict[str, Counter[str]] = {}
        self._moved()
        self._reworded()

    def _pair(self, old: int, new: int) -> None:
        self.pairs.append((self._gone.pop(old), self._come.pop(new)))

    def _moved(self) -> None:
        """The same question stands elsewhere: with the same answer if it stands there twice, and
        then in the same deck, under the same heading.
        """
        for parts in (("answer", "deck", "heading"), ("answer", "deck"), ("answer",), ()):
            old, new = _by_question(self._gone, parts), _by_question(self._come, parts)
            for key in sorted(old.keys() & new.keys()):
                if len(old[key]) == len(new[key]) == 1:
                    one, other = old[key][0], new[key][0]
                    if parts or not _of_another_row(self._gone[one], self._come[other]):
                        self._pair(one, other)

    def _reworded(self) -> None:
        likely = sorted(self._likenesses(), reverse=True)
        left = -1
        while left != len(likely):
            left = len(likely)
            old, new = _best(likely, "old"), _best(likely, "new")
            for one in likely:
                if one.old in self._gone and one.new in self._come:
                    rival = max(_rival(old[one.old], one), _rival(new[one.new], one))
                    if self._is_sure(one, ahead=one.rank - rival >= _AHEAD):
                        self._pair(one.old, one.new)
            likely = [one for one in likely if one.old in self._gone and one.new in self._come]
        perhaps: defaultdict[int, list[int]] = defaultdict(list)
        for one in likely:
            if one.rank >= _DOUBTFUL:
                perhaps[one.old].append(one.new)
        self.doubts = [
            (self._gone[old], [self._come[new] for new in several])
            for old, several in perhaps.items()
        ]

    def _likenesses(self) -> Iterator[_Likeness]:
        """How alike the questions are that share their answer or some of their rarest words."""
        index: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        answers: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for new, entry in self._come.items():
            answers[entry.kind, entry.answer].append(new)
            for word in _terms(entry):
                index[entry.kind, word].append(new)
        for old, entry in self._gone.items():
            if entry.kind.startswith("cell"):
                continue
            shared = Counter[int]()
            known = (found for word in _terms(entry) if (found := index.get((entry.kind, word))))
            for several in sorted(known, key=len)[:_NEAREST]:
                shared.update(several[:_MOST])
            near = {new for new, _ in shared.most_common(_NEAREST)}
            near.update(answers[entry.kind, entry.answer][:_NEAREST])
            for new in near:
                other = self._come[new]
                yield _Likeness.of(entry, other, old, new)

    def _is_sure(self, one: _Likeness, *, ahead: bool) -> bool:
        old, new = self._gone[one.old], self._come[one.new]
        if not one.same:
            return ahead and only_slips(old.question, new.question)
        if old.kind == "term":
            return ahead and one.likeness >= _SURE
        alone = self._bearers(new) == 1 and self._bearers(old) <= 1
        if alone and len(old.answer) > _DISTINCTIVE:
            return True
        if one.another or not same_matter(old.question, new.question):
            return only_slips(old.question, new.question)
        if not self._in_place(old, new) and same_frame(old.question, new.question):
            return False
        return one.likeness >= _SURE if alone else ahead and one.likeness >= _ALIKE

    def _in_place(self, old: Asked, new: Asked) -> bool:
        """Whether one vanished as the other appeared, in one deck, or in one that has moved."""
        moved = old.deck != new.deck and not any(self._peers(old.deck))
        return (old.deck == new.deck or moved) and old.cards[0].id not in self._before

    def _bearers(self, entry: Asked) -> int:
        """How many entries of its deck have this entry's answer now."""
        if entry.deck not in self._answers:
            found = asked(self._peers(entry.deck))
            self._answers[entry.deck] = Counter(it.answer for it in found)
        return self._answers[entry.deck][entry.answer]


class _Likeness(NamedTuple):
    """How alike two questions are; `rank` also counts whether the answer is the `same`, and
    whether they are about `another` subject.
    """

    rank: float
    likeness: float
    same: bool
    another: bool
    old: int
    new: int

    @classmethod
    def of(cls, one: Asked, other: Asked, old: int, new: int) -> Self:
        likeness = alike(one.question, other.question)
        another = another_subject(one.question, other.question)
        if one.kind == "term":
            same, bonus = (
                same_name(one.answer, other.answer),
                2 * _BONUS * alike(one.answer, other.answer),
            )
        else:
            same = _same(one, other)
            bonus = _BONUS if same else 0.0
        rank = likeness + bonus - (_BONUS if another else 0.0)
        return cls(rank, likeness, same, another, old, new)


def _of_another_row(old: Asked, new: Asked) -> bool:
    """Whether a value that picks out one row of a table picks out another one now."""
    rows = (old.cards[0].answer, new.cards[0].answer)
    return old.kind == "cell reverse" and all(isinstance(row, str) for row in rows)


def _best(likely: Iterable[_Likeness], side: Literal["old", "new"]) -> dict[int, list[_Likeness]]:
    """For each entry of one side the two likeliest; they come in order of rank."""
    found: defaultdict[int, list[_Likeness]] = defaultdict(list)
    for one in likely:
        best = found[getattr(one, side)]
        if len(best) < 2:
            best.append(one)
    return found


def _rival(best: Sequence[_Likeness], one: _Likeness) -> float:
    """The highest rank of another than this one, below all ranks where there is none."""
    return next((other.rank for other in best if other is not one), -1.0)


def _same(one: Asked, other: Asked) -> bool:
    """Whether the answer is the same; of a cloze text, whether most of what was hidden still is."""
    if one.kind != "cloze":
        return one.answer == other.answer
    before, after = (Counter(entry.answer.split(_AND)) for entry in (one, other))
    return 2 * (before & after).total() >= before.total()


def _terms(entry: Asked) -> set[str]:
    return {word.casefold() for word in words(entry.question)}


def _by_question(
    entries: dict[int, Asked], parts: Sequence[str]
) -> dict[tuple[str, ...], list[int]]:
    found: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, entry in entries.items():
        place = tuple(getattr(entry, part) for part in parts)
        found[entry.kind, digest(entry.question), *place].append(number)
    return found


def siblings(old: Asked, new: Asked) -> list[tuple[Said, Said]]:
    """The cards of one entry, each with the one it is now; marks go by what they hide."""
    if old.kind != "cloze":
        return _zipped(old.cards, new.cards, lambda said: said.id.removeprefix(said.entry))
    pairs = _zipped(old.cards, new.cards, lambda said: digest(str(said.answer)))
    if len(old.cards) == len(new.cards):
        had = {said.id for pair in pairs for said in pair}
        pairs += (
            (one, other)
            for one, other in zip(old.cards, new.cards, strict=True)
            if not {one.id, other.id} & had
        )
    return pairs


def _zipped(
    old: Iterable[Said], new: Iterable[Said], key: Callable[[Said], str]
) -> list[tuple[Said, Said]]:
    """Pairs of equal keys; of several with one key the first goes with the first."""
    waiting: defaultdict[str, deque[Said]] = defaultdict(deque)
    for said in new:
        waiting[key(said)].append(said)
    return [(said, waiting[key(said)].popleft()) for said in old if waiting[key(said)]]
