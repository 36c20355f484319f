"""How alike two texts are, and whether they differ by slips of the pen or in their subject."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from quizzer.key import slug

_WORD = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*\+*#?")


@lru_cache(maxsize=65536)
def _grams(text: str) -> Counter[str]:
    padded = f"  {slug(text).replace('-', ' ')} "
    return Counter(padded[at : at + 3] for at in range(len(padded) - 2))


def alike(one: str, other: str) -> float:
    """From 0 (nothing in common) to 1 (the same): Dice's coefficient of their trigrams.

    (Dice, Measures of the amount of ecologic association between species, 1945; trigrams of
    letters do not mind words that changed places.)
    """
    a, b = _grams(one), _grams(other)
    return 2 * sum(min(n, b[gram]) for gram, n in a.items()) / (a.total() + b.total())


def words(text: str) -> list[str]:
    """The words of a text, as they are written; a compound with hyphens is one."""
    return _WORD.findall(unicodedata.normalize("NFKC", text))


def is_slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter put in, left out or changed, or two that changed
    places; digits are no letters, and a short word must keep its letters.
    """
    a, b = one.casefold(), other.casefold()
    if a == b:
        return True
    while a and b and a[0] == b[0]:
        a, b = a[1:], b[1:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    if any(map(str.isdigit, a + b)):
        return False
    if len(a) == len(b) == 1:
        return min(len(one), len(other)) > 5
    return len(a) + len(b) == 1 or (len(a) == 2 and a == b[::-1])


def only_slips(one: str, other: str) -> bool:
    """Whether two texts say the same word by word, but for slips in some of them."""
    a, b = words(one), words(other)
    return len(a) == len(b) and all(map(is_slip, a, b))


def another_subject(one: str, other: str) -> bool:
    """Whether a number or a name in one text stands against another in the other."""
    a, b = Counter(_telling(one)), Counter(_telling(other))
    gone, come = list((a - b).elements()), list((b - a).elements())
    for word in list(gone):
        if twin := next((it for it in come if is_slip(word, it)), None):
            gone.remove(word)
            come.remove(twin)
    return bool(gone and come)


def _telling(text: str) -> list[str]:
    """The words of a text that tell what it is about, if any does: numbers and names."""
    found = words(text)
    return [
        word.casefold()
        for at, word in enumerate(found)
        if any(map(str.isdigit, word)) or word[1:] != word[1:].lower() or (at and word[0].isupper())
    ]
