"""Wrong options for a card that are really wrong, drawn from what other cards answer."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from quizzer.card import Card
from quizzer.values import (
    NO_ALIASES,
    Aliases,
    Number,
    equal,
    is_open,
    margin,
    number,
    overlap,
)

MOST = 3
"""Wrong options that a question takes."""

_NEAREST = 4
"""Each option is drawn from so many that are nearest to the answer."""

_FAR = math.log(100)
"""The ratio beyond which a number of another column is no serious option."""

_LONGEST = 160
"""Characters of an answer that can still be read beside three others."""


def column(card: Card) -> str:
    """The column of a table whose cell a card asks for, wherever it is; "" for any other card."""
    place = card.place
    if card.form != "qa" or place is None or place.kind != "ask":
        return ""
    return "\n".join((place.note, place.heading, place.table, place.column))


def kind(card: Card) -> str:
    """The kind of value that a card asks for, if the others of it in the deck are wrong answers.

    That is `term`, `definition`, `year`, or `number` and its unit. Any other text has none, "":
    nobody can know that what answers one question does not answer another one, too. Four bare
    digits are a year from 1900 until 2047, since 2048 is more often a power of two.
    """
    if not isinstance(card.answer, str) or card.form == "compute":
        return ""
    if card.form == "term":
        return card.id.rpartition("~")[2]
    return "year" if _YEAR.fullmatch(card.answer) else _counted(card.answer)


_YEAR = re.compile(r"19[0-9]{2}|20(?:[0-3][0-9]|4[0-7])")
_ONES = str.maketrans("023456789", "111111111")


def _counted(text: str) -> str:
    """`number` and its unit; "" for a text that is no number."""
    found = number(text.translate(_ONES))  # few shapes for many numbers: `number` remembers them
    if found is None:
        return ""
    share = not found.unit and found.scale < 1
    return f"number {'%' if share else found.unit}".rstrip()


def asked(card: Card) -> str:
    """A card's question, whatever its case and spacing."""
    return " ".join(card.question.casefold().split())


def joined(spellings: Mapping[str, Iterable[str]]) -> Aliases:
    """Values and their other spellings, those that have a spelling in common taken for one."""
    owner: dict[str, str] = {}
    names: dict[str, list[str]] = {}
    for value, others in spellings.items():
        own = [value, *others]
        first = next((owner[name] for name in map(str.casefold, own) if name in owner), value)
        names.setdefault(first, []).extend(name for name in own if name != first)
        for name in own:
            owner.setdefault(name.casefold(), first)
    return Aliases(names) if names else NO_ALIASES


def wrong(
    card: Card,
    same_column: Sequence[Card],
    same_kind: Sequence[Card],
    aliases: Aliases,
    rng: random.Random,
    confused: Sequence[str] = (),
) -> tuple[str, ...]:
    """At most `MOST` wrong options for a card, the same for the same state of `rng`.

    With fewer than two, no choice can be offered. The author's own stand alone, since the question
    may speak of them. Else they are what other cards answer, those of the same column before those
    of the same kind; first of all comes what the learner `confused` with the answer. Near ones are
    likelier than far ones, and the answer is the smallest number or the shortest text as often as
    the largest or the longest, as far as there are others.
    """
    source = _Source(card, same_column, same_kind, aliases)
    pools = source.pools()
    if confused:
        known = dict.fromkeys(option for pool in pools for option in pool)
        pools.insert(0, [o for o in known if any(equal(o, it, aliases) for it in confused)])
    smaller = rng.randrange(MOST + 1)
    picked: list[str] = []
    for pool in pools:
        left = sorted((option for option in pool if option not in picked), key=source.distance)
        while left and len(picked) < MOST:
            wanted = sum(map(source.is_smaller, picked)) < smaller
            side = [option for option in left if source.is_smaller(option) == wanted]
            option = rng.choice((side or left)[:_NEAREST])
            left.remove(option)
            if source.is_wrong(option) and source.is_new(option, picked):
                picked.append(option)
    return tuple(picked)


def possible(
    card: Card, same_column: Sequence[Card], same_kind: Sequence[Card], aliases: Aliases
) -> tuple[str, ...]:
    """Every option that `wrong` can give."""
    source = _Source(card, same_column, same_kind, aliases)
    options = dict.fromkeys(option for pool in source.pools() for option in pool)
    return tuple(filter(source.is_wrong, options))


class _Source:
    """Where the options for a card come from, and how they stand to its answer."""

    def __init__(
        self,
        card: Card,
        same_column: Sequence[Card],
        same_kind: Sequence[Card],
        aliases: Aliases,
    ) -> None:
        self._card = card
        self._same_column = [other for other in same_column if other.entry != card.entry]
        self._same_kind = [other for other in same_kind if other.entry != card.entry]
        self._aliases = aliases
        self._right = _texts(card)
        self._true = (*self._right, *card.accept, *self._also_true())
        self._answer = max(self._right, key=len)
        self._sizes: dict[str, float] = {}
        self._size = self._size_of(self._answer)

    def _also_true(self) -> Iterator[str]:
        """What other cards say of the same row, or answer to the same question."""
        card, question = self._card, asked(self._card)
        for other in self._same_column:
            if card.place and other.place and card.place.row == other.place.row != "":
                yield from _texts(other)
        for other in (*self._same_column, *self._same_kind):
            if asked(other) == question:
                yield from _texts(other)

    def pools(self) -> list[list[str]]:
        """The options that fit in with the answer, the better ones first."""
        if self._card.wrong:
            options = [one for one in dict.fromkeys(self._card.wrong) if one not in self._right]
            if len(options) <= MOST:
                return [options]
            apart = [one for one in options if not self._is_one_of(one, self._right)]
            return [apart] if len(apart) >= MOST else [apart, options]
        if _is_settled(self._card):
            kin = self._fitting(self._same_kind)
            near = [one for one in kin if not number(one) or self.distance(one) <= _FAR]
            return [self._fitting(self._same_column), near]
        return []

    def _fitting(self, others: Iterable[Card]) -> list[str]:
        """The answers that are of the sort of the right one, and close to it in length."""
        told = dict.fromkeys(str(one.answer) for one in others if _is_settled(one))
        counted = _counted(self._answer)
        look = _look(self._answer, bool(counted))
        return [
            text
            for text in told
            if _close(text, self._answer)
            and _counted(text) == counted
            and _look(text, bool(counted)) == look
        ]

    def is_wrong(self, option: str) -> bool:
        """Whether an option is no answer to the question; the author's word is taken for it."""
        return bool(self._card.wrong) or not self._is_one_of(option, self._true)

    def is_new(self, option: str, picked: Iterable[str]) -> bool:
        """Whether an option says something else than those picked."""
        return bool(self._card.wrong) or not self._is_one_of(option, picked)

    def _is_one_of(self, option: str, texts: Iterable[str]) -> bool:
        """Whether an option says the same as one of the texts, more, or less."""
        return any(self._overlap(option, text) for text in texts)

    def _overlap(self, one: str, other: str) -> bool:
        a, b = number(one), number(other)
        if a and b and self._tolerates(a, b):
            return True
        return overlap(one, other, self._aliases)

    def _tolerates(self, given: Number, expected: Number) -> bool:
        if not self._card.tolerance or given.unit != expected.unit:
            return False
        off = margin(self._card.tolerance, expected)
        return any(abs(one - expected.value) <= off for one in given.readings())

    def is_smaller(self, option: str) -> bool:
        """Whether an option is a smaller number than the answer, or a shorter text."""
        return self._size_of(option) < self._size

    def distance(self, option: str) -> float:
        """How far an option is from the answer: for numbers the logarithm of the ratio."""
        return abs(self._size_of(option) - self._size)

    def _size_of(self, text: str) -> float:
        if text not in self._sizes:
            found = number(text)
            self._sizes[text] = _magnitude(found) if found else float(len(text))
        return self._sizes[text]


def _texts(card: Card) -> tuple[str, ...]:
    """What a card is answered with, each right answer for itself."""
    return (card.answer,) if isinstance(card.answer, str) else tuple(map(str, card.answer))


def _is_settled(card: Card) -> bool:
    """Whether a card has one answer, which is confirmed and does not leave the value open."""
    if not isinstance(card.answer, str) or card.unconfirmed:
        return False
    return not is_open(card.answer) and "unconfirmed:" not in card.answer.casefold()


def _close(one: str, other: str) -> bool:
    """Whether two texts are so close in length that neither stands out, and short enough."""
    short, long = sorted((len(one), len(other)))
    return long <= min(2 * short + 8, _LONGEST) and "\n" not in one + other


_TEX = re.compile(r"\$[^$]+\$")
_BRACKET = re.compile(r"[(\[{]")
_DIGIT = re.compile(r"[0-9]")


def _look(text: str, is_number: bool) -> tuple[object, ...]:
    """What would set a text apart among others: formulas, code and brackets; in a number how it
    begins and ends (`about 1T`) and whether it is a fraction; in another text whether it is a
    sentence, and digits, which are nothing special in a name of at most three words.
    """
    signs = _TEX.search(text) is not None, "`" in text, _BRACKET.search(text) is not None
    if is_number:
        fraction = text[-1].isdecimal() and "." in text
        return *signs, _sort(text[0]), _sort(text[-1]), fraction
    digits = len(text.split()) > 3 and _DIGIT.search(text) is not None
    return *signs, text.endswith((".", "!", "?")), digits


def _sort(sign: str) -> str:
    """`0` for a digit, `a` for a letter, any other sign for itself."""
    return "0" if sign.isdecimal() else "a" if sign.isalpha() else sign


def _magnitude(found: Number) -> float:
    """The logarithm of an amount, less than 0 for a negative one."""
    return math.asinh(float(found.value) * 1e12)
