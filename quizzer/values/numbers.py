"""Numbers, in whatever style they are written, and their units."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from quizzer.values.dates import MONTHS


@dataclass(frozen=True, slots=True)
class Number:
    """An exact amount and what it counts.

    `value` is in the base unit `unit` (`40 GB` is 40,000,000,000 byte), so that numbers of one
    unit can be sorted by it; `scale` is what one of the written unit is worth in base units
    (10^9 for GB, 0.01 for %). A share has no unit: `15%` is 0.15. `binary` is the second
    reading of a count in k or M, which is as often a power of two: `2k` is 2,000 or 2,048.
    """

    value: Decimal
    unit: str = ""
    scale: Decimal = Decimal(1)
    binary: Decimal | None = None

    def same(self, other: Number) -> bool:
        """Whether both can mean the same amount of the same thing."""
        return self.unit == other.unit and not self.readings().isdisjoint(other.readings())

    def readings(self) -> frozenset[Decimal]:
        """The one or two amounts that the number can mean."""
        return frozenset(v for v in (self.value, self.binary) if v is not None)


_MULTIPLIERS = {
    word: zeros
    for zeros, words in {
        3: "k thousand",
        6: "m million",
        9: "b bn billion",
        12: "t trillion",
    }.items()
    for word in words.split()
}
_PREFIXES = {
    prefix: zeros
    for zeros, prefixes in (
        (21, "Z zetta"),
        (18, "E exa"),
        (15, "P peta"),
        (12, "T tera"),
        (9, "G giga"),
        (6, "M mega"),
        (3, "k K kilo"),
        (-3, "m milli"),
        (-6, "µ micro"),
        (-9, "n nano"),
    )
    for prefix in prefixes.split()
} | {"": 0}
_BINARY_PREFIXES = {
    prefix: times
    for times, prefixes in enumerate(("Ki kibi", "Mi mebi", "Gi gibi", "Ti tebi"), 1)
    for prefix in prefixes.split()
}
_BASE_UNITS = {
    symbol: base
    for base, symbols in {
        "byte": "B byte Byte",
        "bit": "bit",
        "second": "s second",
        "hertz": "Hz hertz",
        "watt": "W watt",
        "metre": "m metre meter",
        "gram": "g gram",
        "flop": "FLOP flop",
        "flop/s": "FLOPS",
    }.items()
    for symbol in symbols.split()
}
_OTHER_UNITS = {"dollar": "$", "usd": "$", "euro": "€", "eur": "€", "percent": "%", "per cent": "%"}
_OTHER_UNITS |= {"tok": "token", "param": "parameter"}
_RATE = re.compile(r"(?P<what>.+?)(?: ?/ ?| per | an? )(?P<time>s|secs?|seconds?)")

_LONG_UNITS = {
    unit: Decimal(seconds)
    for seconds, units in {
        60: "min minute",
        3600: "h hr hour",
        86_400: "day",
        604_800: "week",
    }.items()
    for unit in units.split()
}
"""Units of time in seconds; they take no prefix."""

_LONGEST_NUMBER = 80
_SIGNED = r"[-+]?[0-9]{1,3}"
_NUMBER = re.compile(
    r"(?:(?:~|≈|about|around|roughly|approx\.?|approximately|circa|ca\.) ?)?"
    r"(?P<sign>[-+]?)(?P<currency>[$€£]?)"
    rf"(?:(?P<base>[0-9]{{1,4}})(?:\^|\*\*)\{{?(?P<exponent>{_SIGNED})\}}?"
    r"|(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?"
    r"|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
    rf"(?:[eE](?P<e>{_SIGNED})| ?[x×*·] ?10(?:\^|\*\*)\{{?(?P<ten>{_SIGNED})\}}?)?)"
    r"(?: ?(?P<times>[kKMBTb]|(?i:bn|thousand|[mbtr]+illion))(?![^\W\d_]))?"
    r"(?:[ -]?(?P<unit>%|°?[^\W\d_]+(?:[ /-][^\W\d_]+){0,2}))?"
)
_NOT_A_UNIT = re.compile(
    rf"\b(?:and|at|for|in|of|or|to|with|x|st|nd|rd|th|{'|'.join(MONTHS)})\b", re.IGNORECASE
)
_TEX = (
    (re.compile(r"\\[,;:! ]|[~ ]?\\ "), " "),
    (re.compile(r"\{,\}"), ","),
    (re.compile(r"\\%"), "%"),
    (re.compile(r"\\(?:times|cdot)(?![A-Za-z])"), "×"),
    (re.compile(r"\\approx(?![A-Za-z])"), "≈"),
)
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_SPACES = re.compile(r"\s+")


def margin(tolerance: str, answer: Number, reading: Number | None = None) -> Decimal:
    """How far off a number may be: a share of it, or an amount in the unit of the answer.

    `reading` is the answer in another unit, if it is that which the number is held against.
    """
    reading = reading or answer
    allowed = number(tolerance)
    if allowed is None:
        return Decimal(0)
    if "%" in tolerance:
        return abs(reading.value) * allowed.value
    if allowed.unit or not answer.value:
        return allowed.value
    return allowed.value * answer.scale * abs(reading.value / answer.value)


def leeway(tolerance: str) -> str:
    """A tolerance that leaves room; empty for one of nothing, where a number must be exact."""
    allowed = number(tolerance)
    return tolerance if allowed and allowed.value else ""


def folded(text: str) -> str:
    """One spelling for the many characters that look alike; case is kept, since units need it."""
    if not text.isascii():
        text = _RAISED.sub(lambda run: f"^{{{unicodedata.normalize('NFKC', run[0])}}}", text)
        text = unicodedata.normalize("NFKC", text).translate(_DASHES).replace("μ", "µ")
    return _SPACES.sub(" ", text).strip()


@lru_cache(maxsize=4096)
def number(text: str) -> Number | None:
    """The number that a text is as a whole, else None.

    Read are `1,500M`, `175 billion`, `1.75e11`, `3 x 10^8`, `$10^{-4}$`, `2^{20}`, `40 GB`,
    `4M tokens`, `15%`, `$4.6M` and `about 100k`. Ranges, lists and wrongly grouped digits
    (`8,62,540B`) are no numbers, nor is `0^0`, which has no value. A unit is not case-blind: MB and
    mb differ.
    """
    if len(text) > _LONGEST_NUMBER:
        return None
    text = text.strip().strip("*_`")
    if len(text) > 2 and text[0] == text[-1] == "$":
        text = text[1:-1]
    if "\\" in text or "{,}" in text:
        for pattern, plain in _TEX:
            text = pattern.sub(plain, text)
    found = _NUMBER.fullmatch(folded(text))
    if found is None or (found["unit"] and _NOT_A_UNIT.search(found["unit"])):
        return None
    unit, scale = _unit(found["unit"] or found["currency"] or "")
    if found["base"]:
        base, exponent = Decimal(found["base"]), int(found["exponent"])
        if not base and exponent <= 0:
            return None
        amount = base**exponent
    else:
        amount = Decimal(found["digits"].replace(",", "").replace(" ", ""))
        amount = amount.scaleb(int(found["e"] or found["ten"] or 0))
    if found["sign"] == "-":
        amount = -amount
    zeros = _MULTIPLIERS.get((found["times"] or "").casefold(), 0)
    binary = amount * 1024 ** (zeros // 3) * scale if zeros in (3, 6) else None
    if binary is not None and binary != binary.to_integral_value():
        binary = None
    return Number(amount.scaleb(zeros) * scale, unit, scale, binary)


@lru_cache(maxsize=256)
def _unit(written: str) -> tuple[str, Decimal]:
    """A unit's base unit and what the written one is worth in it."""
    if rate := _RATE.fullmatch(written):
        what, scale = _unit(rate["what"])
        return f"{what}/s", scale
    singular = re.sub(r"(?<=[^\WsS])[sS]$", "", written)
    name = singular.casefold()
    if seconds := _LONG_UNITS.get(name if len(name) > 1 else written):
        return "second", seconds
    for spelling in (written, singular, name):
        for symbol, base in _BASE_UNITS.items():
            if spelling.endswith(symbol):
                prefix = spelling[: len(spelling) - len(symbol)]
                if prefix in _PREFIXES:
                    return base, Decimal(1).scaleb(_PREFIXES[prefix])
                if prefix in _BINARY_PREFIXES:
                    return base, Decimal(1024 ** _BINARY_PREFIXES[prefix])
    name = _OTHER_UNITS.get(name, name)
    return ("", Decimal("0.01")) if name == "%" else (name, Decimal(1))
