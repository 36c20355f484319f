"""Whether a reply is the answer with a slip of the finger, or another word that is close."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from quizzer.marking.words import folded, same_word, without_and

if TYPE_CHECKING:
    from spellchecker import SpellChecker

_SHORTEST = 4
_SHORTEST_COINED = 6
_RARE = 50
_COMMON = 5000
_CLOSE = (
    "adamw bloomz convnet convnext llava mistral mixtral resnest resnet resnext selu silu winograd"
    " winogrande"
)
_NAMES = frozenset(_CLOSE.split())
"""Names of the field that a list of English words lacks, and that are one letter from another."""

_VOWELS = frozenset("aeiouy")
_SOUNDS = tuple(map(frozenset, ("cks", "sz", "ts", "gj", "fv", "iy", "cq", "kq", "uw")))
_ENDING = re.compile(r"(?:[tndls]e|l|n)?s?")
"""What follows the vowel that makes a term: -ate or -ite, -ane or -ene, -ol or -al, -e or -a."""
_KEYS = {
    letter: (row, place + row / 4)
    for row, letters in enumerate(("qwertyuiop", "asdfghjkl", "zxcvbnm"))
    for place, letter in enumerate(letters)
}


def is_slip(spelling: str, reply: str) -> bool:
    """Whether a reply is the spelling with a slip in one word, or in two of many."""
    if "$" in spelling:
        return False
    one, other = (without_and(folded(text, " ")) for text in (spelling, reply))
    unequal = _unequal(one, other)
    coined = {
        word.casefold()
        for word in re.findall(r"[^\W\d_]+", spelling)
        if sum(map(str.isupper, word)) > 1
    }
    return 0 < len(unequal) <= 1 + len(one) // 4 and all(
        _is_slip(right, given, is_coined=right in coined) for right, given in unequal
    )


def _unequal(one: list[str], other: list[str]) -> list[tuple[str, str]]:
    """The words in which two texts differ; those of a compound as one where only one of the texts
    has it in several words."""
    start = _agreeing(one, other)
    one, other = one[start:], other[start:]
    end = _agreeing(one[::-1], other[::-1])
    one, other = one[: len(one) - end], other[: len(other) - end]
    if len(one) != len(other):
        return [("".join(one), "".join(other))]
    return [pair for pair in zip(one, other, strict=True) if not same_word(*pair)]


def _agreeing(one: list[str], other: list[str]) -> int:
    pairs = zip(one, other, strict=False)
    return len(list(takewhile(lambda pair: same_word(*pair), pairs)))


def _is_slip(right: str, given: str, *, is_coined: bool) -> bool:
    """Whether a word is another one mistyped.

    A short word, an acronym and a number leave no room for a slip: there the difference is as
    likely another answer (MQA and GQA, GPT-2 and GPT-3), and so it is in the first letter (typical
    and atypical).
    """
    shortest = _SHORTEST_COINED if is_coined else _SHORTEST
    return (
        min(len(right), len(given)) >= shortest
        and right.isalpha()
        and given.isalpha()
        and (right[0] == given[0] or right[1::-1] + right[2:] == given)
        and _is_one_edit(right.replace("z", "s"), given.replace("z", "s"))
        and not _is_contrast(right, given)
        and not _is_another(given, right)
    )


def _is_one_edit(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing or too many, or two neighbours changed places."""
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return abs(len(one) - len(other)) <= 1
    one, other = one[start:], other[start:]
    return (
        one[1:] == other[1:]
        or one[1:] == other
        or one == other[1:]
        or (one[:2] == other[1::-1] and one[2:] == other[2:])
    )


def _is_contrast(right: str, given: str) -> bool:
    """Whether one letter stands for another one that no finger slips to and that sounds unlike it
    (isotope and isotone), or where it makes the word (phosphate and phosphite, macro and micro);
    in a common word, as `definate`, a vowel does not.
    """
    changed = [at for at, pair in enumerate(zip(right, given, strict=False)) if len(set(pair)) > 1]
    if len(right) != len(given) or len(changed) != 1:
        return False
    at = changed[0]
    pair = {right[at], given[at]}
    if pair <= _VOWELS:
        is_term = _english()[right] < _COMMON and _ENDING.fullmatch(right[at + 1 :])
        return bool(is_term) or {right[:5], given[:5]} == {"macro", "micro"}
    return not any(pair <= alike for alike in _SOUNDS) and not _are_neighbours(*pair)


def _are_neighbours(one: str, other: str) -> bool:
    """Whether two letters are side by side on a keyboard; those with accents may be anywhere."""
    if one not in _KEYS or other not in _KEYS:
        return True
    (row, place), (other_row, other_place) = _KEYS[one], _KEYS[other]
    return abs(row - other_row) <= 1 and abs(place - other_place) <= 1


def _is_another(given: str, right: str) -> bool:
    """Whether a word means something else.

    A word that is rare and closely like a common one is taken for a misspelling.
    """
    if given in _NAMES:
        return True
    count = _english()[given]
    return count > _RARE or 0 < count >= _english()[right]


@lru_cache(maxsize=1)
def _english() -> SpellChecker:
    """How often English words occur; read (in a tenth of a second) when a reply comes close."""
    from spellchecker import SpellChecker

    return SpellChecker("en")
