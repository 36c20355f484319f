"""What a value is: numbers with their units, lists and other spellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache


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
_BINARY_PREFIXES = {"Ki": 1, "Mi": 2, "Gi": 3, "Ti": 4}
_BASE_UNITS = {
    symbol: base
    for base, symbols in {
        "byte": "B byte",
        "bit": "bit",
        "second": "s second",
        "hertz": "Hz hertz",
        "watt": "W watt",
        "metre": "m metre meter",
        "gram": "g gram",
        "flop": "FLOP flop",
        "flop/s": "FLOPS FLOP/s",
    }.items()
    for symbol in symbols.split()
}
_OTHER_UNITS = {"dollar": "$", "usd": "$", "euro": "€", "eur": "€", "percent": "%", "per cent": "%"}

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
_NOT_A_UNIT = re.compile(r"\b(?:and|at|for|in|of|or|to|with|x)\b")
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


def is_open(text: str) -> bool:
    """Whether a text leaves open what the value is: empty, a dash, `n/a` or `undisclosed …`."""
    folded = text.strip().casefold()
    return folded in ("", "-", "–", "—", "n/a") or folded.startswith("undisclosed")


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


def _folded(text: str) -> str:
    """One spelling for the many characters that look alike; case is kept, since units need it."""
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
    for pattern, plain in _TEX:
        text = pattern.sub(plain, text)
    found = _NUMBER.fullmatch(_folded(text))
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
    singular = re.sub(r"(?<=[^\WsS])[sS]$", "", written)
    for spelling in (written, singular, singular.casefold()):
        for symbol, base in _BASE_UNITS.items():
            if spelling.endswith(symbol):
                prefix = spelling[: len(spelling) - len(symbol)]
                if prefix in _PREFIXES:
                    return base, Decimal(1).scaleb(_PREFIXES[prefix])
                if prefix in _BINARY_PREFIXES:
                    return base, Decimal(1024 ** _BINARY_PREFIXES[prefix])
    name = singular.casefold()
    name = _OTHER_UNITS.get(name, name)
    return ("", Decimal("0.01")) if name == "%" else (name, Decimal(1))


_SEPARATOR = re.compile(r"[;,](?:\s+and\s+)?")


def parts(text: str) -> tuple[str, ...]:
    """The items of a list value: `110M, 340M` gives two, any other value itself.

    Commas and semicolons separate, but not inside brackets, TeX or code, and no comma between
    two digits (`1,500M` is one value, and `8,62,540B` one mistake).
    """
    if not _SEPARATOR.search(text):
        return (text.strip(),) if text.strip() else ()
    out, start, depth, verbatim, position = [], 0, 0, "", 0
    while position < len(text):
        sign = text[position]
        if verbatim:
            verbatim = "" if sign == verbatim else verbatim
        elif sign in "$`" and text.find(sign, position + 1) > 0:
            verbatim = sign
        elif sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth = max(depth - 1, 0)
        elif depth == 0 and (found := _SEPARATOR.match(text, position)):
            around = text[max(position - 1, 0) : position + 2]
            if not re.fullmatch(r"\d,\d", around):
                out.append(text[start:position])
                start = position = found.end()
                continue
        position += 1
    out.append(text[start:])
    return tuple(item for item in map(str.strip, out) if item)


Token = str | Number

_CHUNK = re.compile(r"\$[^$]+\$|(?:[^\s()\[\]{}/,;:$]|(?<=\d),(?=\d))+|\$")
_EMPHASIS = re.compile(r"(\*{1,2})([^*]+)\1")
_PUNCTUATION = re.compile(
    r"(?<!\d)[-.,:;]+|[-.,:;]+(?!\d)"  # not in 2-3 and 12:30
    r"|[!?'\"“”‘’`$()\[\]{}]"
)
_MULTIPLIER_WORD = re.compile(r"(?i:thousand|million|billion|trillion|bn|[kmbt])")


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[Token, ...]:
    """The words and numbers of a text; a hyphenated compound is one word, TeX stands as it is."""
    out: list[Token] = []
    chunks: list[str] = []
    for chunk in _CHUNK.findall(_EMPHASIS.sub(r"\2", _folded(text))):
        if chunks and _MULTIPLIER_WORD.fullmatch(chunk) and number(chunks[-1]):
            chunks[-1] += f" {chunk}"
        else:
            chunks.append(chunk)
    for chunk in chunks:
        found = number(chunk) or number(chunk.rstrip(".!?"))
        if found and not found.unit:
            out.append(found)
        elif chunk[0] == chunk[-1] == "$":
            out.append(chunk.replace(" ", ""))
        elif word := _PUNCTUATION.sub("", chunk).strip("_").casefold():
            out.append(word)
    return tuple(out) or tuple(text.casefold().split())  # nothing but punctuation


class Aliases:
    """Values and their other spellings, `{"BPE": ("byte-pair encoding",)}`, made ready once for
    any number of comparisons.
    """

    def __init__(self, spellings: Mapping[str, Iterable[str]]) -> None:
        values: dict[tuple[Token, ...], tuple[Token, ...]] = {}
        for value, others in spellings.items():
            for spelling in others:
                for written in (spelling, spelling.replace("-", " ")):
                    values.setdefault(_tokens(written), _tokens(value))
        values.pop((), None)
        self._values = values
        self._lengths = sorted(set(map(len, values)), reverse=True)
        self._read: dict[str, tuple[Token, ...]] = {}

    def words(self, text: str) -> tuple[Token, ...]:
        """The tokens of a text, every other spelling, the longest first, replaced by its value."""
        if not self._values:
            return _tokens(text)
        if text not in self._read:
            self._read[text] = tuple(self._replaced(_tokens(text)))
        return self._read[text]

    def _replaced(self, tokens: tuple[Token, ...]) -> Iterator[Token]:
        at = 0
        while at < len(tokens):
            for length in self._lengths:
                value = self._values.get(tokens[at : at + length])
                if value is not None:
                    yield from value
                    at += length
                    break
            else:
                yield tokens[at]
                at += 1


NO_ALIASES = Aliases({})


def normal(text: str, aliases: Aliases = NO_ALIASES) -> str:
    """One spelling of a value: case, punctuation, hyphens, number style and aliases folded."""
    whole = number(text)
    tokens = (whole,) if whole else aliases.words(text)
    return " ".join(map(_spelt, tokens))


def _spelt(token: Token) -> str:
    if isinstance(token, str):
        return token
    value = f"{token.value:f}"
    value = value.rstrip("0").rstrip(".") if "." in value else value
    return f"{value} {token.unit}".rstrip()


def _same(one: Token, other: Token) -> bool:
    if isinstance(one, Number) and isinstance(other, Number):
        return one.same(other)
    return one == other


def _same_item(a: str, b: str, aliases: Aliases) -> bool:
    first, second = number(a), number(b)
    if first and second:
        return first.same(second)
    one = aliases.words(a)
    other = aliases.words(b)
    if len(one) == len(other) and all(map(_same, one, other)):
        return True
    return _closed_up(one) == _closed_up(other)


def _closed_up(tokens: tuple[Token, ...]) -> str:
    """Words written together (`pre norm` as `prenorm`), numbers kept apart."""
    return re.sub(r"(?<!\d) | (?!\d)", "", " ".join(map(_spelt, tokens)))


def equal(a: str, b: str, aliases: Aliases = NO_ALIASES) -> bool:
    """Whether two values say the same, whatever their spelling and the order of a list.

    A count in k or M equals both its decimal and its binary reading (`2k` is 2,000 and 2,048,
    which do not equal each other).
    """
    items, rest = parts(a), list(parts(b))
    if len(items) != len(rest) or not items:
        return False
    for item in items:
        twin = next((other for other in rest if _same_item(item, other, aliases)), None)
        if twin is None:
            return False
        rest.remove(twin)
    return True


def contains(a: str, b: str, aliases: Aliases = NO_ALIASES) -> bool:
    """Whether `a` says all that `b` says, word by word: `byte-level BPE` contains `BPE`.

    A hyphenated compound is one word, so `encoder-decoder` does not contain `decoder`.
    """
    whole = aliases.words(a)
    piece = aliases.words(b)
    if not piece:
        return False
    for at in range(len(whole) - len(piece) + 1):
        if all(map(_same, whole[at : at + len(piece)], piece)):
            return True
    items = parts(a)
    return all(any(_same_item(item, part, aliases) for item in items) for part in parts(b))
