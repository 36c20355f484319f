"""Marks a number: within its tolerance, and in any unit of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from quizzer.marking.text import shown
from quizzer.marking.verdict import Kind
from quizzer.values import Number, margin
from quizzer.values.figures import Amount, amount, in_figures
from quizzer.values.hedges import unhedged

_HAS_UNIT = re.compile(r"[^\W\d_]|[%$€£°]")
_CHOICE = re.compile(r"\b[^\W\d_]+ or (?:in )?[^\W\d_]+", re.IGNORECASE)
_PHRASE = re.compile(
    r"\b(?:how (?:many|much)|number of|in) ([^\W\d_]+(?: [^\W\d_]+){0,2})", re.IGNORECASE
)
_PERCENT = re.compile(r"\bper ?cent", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_POINTING = frozenset(("the", "all", "it", "their", "them"))
_HUNDREDTH = Decimal("0.01")
_SCALES = ("thousand", "million", "billion", "trillion")
_FACTOR = ("x", "time", "times", "fold")
_FIGURE = re.compile(r"[0-9][0-9.,]*")
_LAST_WORD = re.compile(r"(?<=[0-9])[ -]?(?P<unit>[^\W\d_]{3,})$")


def marked(spelling: str, reply: str, tolerance: str, question: str) -> Kind | None:
    """What a reply is worth where the answer is a number; None where it is none.

    The unit, or `million`, may be left out if the question names it, and else its lack is a slip.
    So is a decimal rounded to two digits or more. A hedge may be left out of a count, but of a
    share (`over half`) its lack is a slip, as is one too many; `under` for `over` is wrong.
    """
    ours, theirs = (unhedged(shown(text).rstrip(".?")) for text in (spelling, reply))
    asked = _Asked(question)
    kind = _marked(ours.text, asked.figures(theirs.text), tolerance, asked)
    if kind is None or ours.side == theirs.side:
        return kind
    if ours.side and theirs.side:
        return "wrong"
    is_slip = kind == "right" and (theirs.side or _is_share(amount(asked.figures(ours.text))))
    return "nearly" if is_slip else kind


def _marked(spelling: str, theirs: str, tolerance: str, asked: _Asked) -> Kind | None:
    ours = asked.figures(spelling)
    answer = amount(ours)
    if answer is None:
        return None
    expected, given = [answer], list(_cased(theirs))
    if _HAS_UNIT.search(ours):
        given += asked.completed(theirs)
    else:
        expected += asked.completed(ours)
    plain = [asked.plain(one) for one in given]
    for one in expected:
        off = margin(tolerance, answer.number, one.number)
        if any(_within(other, asked.plain(one), off) for other in plain):
            return "right"
    exact = asked.plain(answer).number
    if any(_is_rounding(one.number, exact) or _is_rounding(exact, one.number) for one in plain):
        return "nearly"
    off = margin(tolerance, answer.number)
    almost = _almost(spelling, answer, theirs, asked)
    return "nearly" if any(_within(other, answer, off) for other in almost) else "wrong"


def _cased(figures: str) -> Iterator[Amount]:
    """A number as it stands; one without a known unit also as that may be meant: `40 gb`."""
    found = amount(figures)
    if found:
        yield found
    if (found is None or found.number.scale == 1) and (
        meant := amount(figures.upper().replace("IB", "iB"))
    ):
        yield meant


class _Asked:
    """The unit that a question asks for; none where it leaves a choice (`in words or in tokens`).

    A unit that it names is dropped from both sides: `How many layers` makes `96 layers` 96.
    """

    def __init__(self, question: str) -> None:
        question = _CHOICE.sub("", question)
        phrases = [phrase.split() for phrase in _PHRASE.findall(question)]
        self.units = [self._unit(phrase) for phrase in phrases]
        self.units += ["%"] * bool(_PERCENT.search(question))
        said = _WORD.findall(question)
        self._said = {_singular(word) for word in said}
        words = [word for phrase in phrases for word in phrase]
        self._named = {_singular(word) for word in words} or self._said

    def _unit(self, phrase: list[str]) -> str:
        first, *others = [word for word in phrase if word != "of"] or [""]
        scale = _singular(first)
        return " ".join([scale, *others[:1]]) if scale in _SCALES else first

    def figures(self, text: str) -> str:
        """A text in figures; a share without what it is a share of, if the question says that."""
        part, of, whole = text.partition(" of ")
        if of and _is_share(amount(in_figures(part))):
            words = {_singular(word) for word in whole.split()}
            text = part if words - _POINTING <= self._said else text
        return in_figures(text)

    def names(self, unit: str) -> bool:
        """Whether a unit says no more than the question, or how many times something is."""
        words = [_singular(word) for word in unit.replace("/s", " second").split()]
        return unit in _FACTOR or (bool(words) and self._named.issuperset(words))

    def completed(self, figures: str) -> list[Amount]:
        """What a number without a unit may mean."""
        return [found for unit in self.units if (found := amount(f"{figures} {unit}"))]

    def plain(self, given: Amount) -> Amount:
        """An amount without a unit that goes without saying."""
        named = self.names(given.number.unit)
        return given._replace(number=replace(given.number, unit="")) if named else given


def _is_share(found: Amount | None) -> bool:
    return found is not None and (found.is_fraction or found.number.scale == _HUNDREDTH)


def _singular(word: str) -> str:
    return word.casefold().removesuffix("s")


def _within(given: Amount, expected: Amount, off: Decimal) -> bool:
    """Whether two amounts are no further `off` each other; a decimal may be a fraction rounded."""
    one, other = given.number, expected.number
    if given.is_fraction != expected.is_fraction:
        rounded, exact = (other, one) if given.is_fraction else (one, other)
        if _is_rounding(rounded, exact):
            return True
    return one.unit == other.unit and any(
        abs(a - b) <= off for a in one.readings() for b in other.readings()
    )


def _is_rounding(rounded: Number, exact: Number) -> bool:
    """Whether a decimal is a number rounded to two digits or more."""
    one, other = rounded.value, exact.value
    place = one.as_tuple().exponent
    return (
        rounded.unit == exact.unit
        and isinstance(place, int)
        and place < min(0, other.adjusted())
        and one.adjusted() == other.adjusted()  # 1.00 says less of 0.999 than 0.99 does
        and abs(one - other) <= Decimal(5).scaleb(place - 1)
    )


def _almost(spelling: str, answer: Amount, theirs: str, asked: _Asked) -> Iterator[Amount]:
    """A reply with the unit or scale of the answer that it lacks, or without a unit too many."""
    last = _LAST_WORD.search(theirs)
    bare = theirs[: last.start()] if last and asked.names(last["unit"]) else theirs
    figure = _FIGURE.search(spelling)
    rest = spelling[figure.end() :] if figure and not answer.is_fraction else ""
    if rest and (completed := amount(f"{bare} {rest.strip()}")):
        yield completed
    for one in _cased(theirs):
        if not one.number.unit:
            yield one._replace(number=replace(one.number, unit=answer.number.unit))
        elif not answer.number.unit and not asked.units:
            yield Amount(Number(one.number.value / one.number.scale))
