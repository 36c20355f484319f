"""Reads a number however it is put: `12`, `twelve`, `3/4`, `three quarters`."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from quizzer.values.numbers import Number, number


class Amount(NamedTuple):
    """A number, and whether it was written as a fraction, which decimals may only come near."""

    number: Number
    is_fraction: bool = False


_FROM_ZERO = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
NUMBER_WORDS = {word: value for value, word in enumerate(_FROM_ZERO.split())}
_DIGITS = [word for word, value in NUMBER_WORDS.items() if 0 < value < 10]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = "|".join(sorted([*NUMBER_WORDS, "none"], key=len, reverse=True))
_ONE = f"an?|{'|'.join(_DIGITS)}"
_SPELT = re.compile(
    rf"(?:(?P<hundreds>{_ONE}) hundred(?: and)?\b ?)?"
    rf"(?:(?:(?P<tens>{'|'.join(_TENS)})(?:[ -](?P<ones>{'|'.join(_DIGITS)}))?|(?P<small>{_SMALL}))"
    r"(?![\w-]))?",
    re.IGNORECASE,
)
_SCALE = re.compile(r"an? (?=(?:thousand|[mbtr]+illion)\b)", re.IGNORECASE)
_WORDED = re.compile(r"thousand|million", re.IGNORECASE)
_FACTOR = re.compile(r"(?<=[0-9]) ?[xX×]$")
_MINUS = re.compile(r"(?:minus|negative) (?=\S)", re.IGNORECASE)
_FRACTION = re.compile(
    r"(?P<sign>[-+]?)(?:(?P<whole>[0-9]{1,9}) )?(?P<above>[0-9]{1,9}) ?[/⁄] ?(?P<below>[0-9]{1,9})"
)
_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6}
_PARTS |= {"eighth": 8, "tenth": 10, "hundredth": 100, "thousandth": 1000}
_SPELT_FRACTION = re.compile(
    rf"(?:(?P<above>{_ONE})[ -])?(?P<part>{'|'.join(_PARTS)})s?", re.IGNORECASE
)


def in_figures(text: str) -> str:
    """A text that is shown, with the number that it begins with in figures."""
    text = _SCALE.sub("1 ", _FACTOR.sub(" times", text), count=1)
    sign = _MINUS.match(text)
    if sign:
        text = text[sign.end() :]
    return "-" * bool(sign) + (_fraction(text) or _cardinal(text))


def _fraction(text: str) -> str:
    found = _SPELT_FRACTION.fullmatch(text)
    if found is None or not (found["above"] or found["part"].casefold() == "half"):
        return ""
    return f"{_value(found['above'] or 'a')}/{_PARTS[found['part'].casefold()]}"


def _cardinal(text: str) -> str:
    found = _SPELT.match(text)
    if found is None or not found[0]:
        return text
    value = 100 * _value(found["hundreds"]) + _value(found["ones"]) + _value(found["small"])
    if found["tens"]:
        value += 20 + 10 * _TENS.index(found["tens"].casefold())
    return f"{value} {text[found.end() :].strip()}".strip()


def _value(word: str | None) -> int:
    word = (word or "").casefold()
    return 1 if word in ("a", "an") else NUMBER_WORDS.get(word, 0)


def amount(figures: str) -> Amount | None:
    """The number that a text in figures is as a whole; a thousand is no 1,024, as 1k may be."""
    if found := number(figures):
        return Amount(replace(found, binary=None) if _WORDED.search(figures) else found)
    part = _FRACTION.fullmatch(figures)
    if part is None or not int(part["below"]):
        return None
    value = int(part["whole"] or 0) + Decimal(part["above"]) / Decimal(part["below"])
    return Amount(Number(-value if part["sign"] == "-" else value), is_fraction=True)
