"""Texts word by word, whatever their spelling, and the other spellings of a deck."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

from quizzer.values.figures import NUMBER_WORDS
from quizzer.values.numbers import Number, folded, number

Token = str | Number

_CHUNK = re.compile(r"\$[^$]+\$|(?:[^\s()\[\]{}/,;:$]|(?<=\d),(?=\d))+|\$")
_EMPHASIS = re.compile(r"(\*{1,2})([^*]+)\1")
_PUNCTUATION = re.compile(
    r"(?<!\d)[-.,:;]+|[-.,:;]+(?!\d)"  # not in 2-3 and 12:30
    r"|[!?'\"“”‘’`$()\[\]{}]"
)
_MULTIPLIER_WORD = re.compile(r"(?i:thousand|million|billion|trillion|bn|[kmbt])")

_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_NTH = "first second third fourth fifth sixth seventh eighth ninth tenth"
_NUMERALS = "II III IV VI VII VIII IX XI XII XIII XIV XVI"
ORDINALS = {f"{n}{_ENDINGS.get(n, 'th')}": word for n, word in enumerate(_NTH.split(), 1)}
"""`1st` to `10th`, in words."""
_WORDS: dict[str, Token] = {
    **{word: Number(Decimal(value)) for word, value in NUMBER_WORDS.items()},
    **ORDINALS,
}
_ROMAN = {
    numeral: Number(Decimal(value))
    for numeral, value in zip(
        _NUMERALS.split(), (2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14, 16), strict=True
    )
}


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[Token, ...]:
    """The words and numbers of a text; a hyphenated compound is one word, TeX stands as it is.

    `two` is 2, `2nd` is `second`, and the `II` behind another word (`World War II`) is 2.
    """
    out: list[Token] = []
    chunks: list[str] = []
    for chunk in _CHUNK.findall(_EMPHASIS.sub(r"\2", folded(text))):
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
        elif out and (numeral := _ROMAN.get(chunk.rstrip("."))):
            out.append(numeral)
        elif word := _PUNCTUATION.sub("", _figured(chunk)).strip("_").casefold():
            out.append(_WORDS.get(word, word))
    return tuple(out) or tuple(text.casefold().split())  # nothing but punctuation


def _figured(compound: str) -> str:
    """A compound with its number words in figures: `zero-shot` as `0-shot`."""
    if "-" not in compound:
        return compound
    words = compound.split("-")
    return "-".join(str(NUMBER_WORDS.get(word.casefold(), word)) for word in words)


class Aliases:
    """Values and their other spellings, `{"BPE": ("byte-pair encoding",)}`, made ready once for
    any number of comparisons.
    """

    def __init__(self, spellings: Mapping[str, Iterable[str]]) -> None:
        others = [(one, value) for value, several in spellings.items() for one in several]
        values: dict[tuple[Token, ...], tuple[Token, ...]] = {}
        for spelling, value in (*others, *((value, value) for value in spellings)):
            for written in (spelling, spelling.replace("-", " ")):
                values.setdefault(_tokens(written), _tokens(value))
        values.pop((), None)
        self._values = values
        self._lengths = sorted(set(map(len, values)), reverse=True)
        self._values = {
            spelling: self._replaced(value, value) for spelling, value in values.items()
        }
        self._read: dict[str, tuple[Token, ...]] = {}

    def words(self, text: str) -> tuple[Token, ...]:
        """The tokens of a text, every other spelling, the longest first, replaced by its value.

        A value that contains an other spelling of its own stays as it is: `byte-level BPE` with
        the alias `BPE`.
        """
        if not self._values:
            return _tokens(text)
        if text not in self._read:
            self._read[text] = self._replaced(_tokens(text))
        return self._read[text]

    def _replaced(
        self, tokens: tuple[Token, ...], but: tuple[Token, ...] | None = None
    ) -> tuple[Token, ...]:
        """The tokens with values for their other spellings, `but` for those of one value."""
        out: list[Token] = []
        at = 0
        while at < len(tokens):
            for length in self._lengths:
                value = self._values.get(tokens[at : at + length])
                if value is not None and value != but:
                    out += value
                    at += length
                    break
            else:
                out.append(tokens[at])
                at += 1
        return tuple(out)


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


def same(one: Token, other: Token) -> bool:
    """Whether two tokens say the same."""
    if isinstance(one, Number) and isinstance(other, Number):
        return one.same(other)
    return one == other


def closed_up(tokens: tuple[Token, ...]) -> str:
    """Words written together (`pre norm` as `prenorm`), numbers kept apart."""
    return re.sub(r"(?<!\d) | (?!\d)", "", " ".join(map(_spelt, tokens)))
