"""How alike two texts are, and whether they differ by slips of the pen or in their subject."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import takewhile

from quizzer.key import slug

_WORD = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*\+*#?")


@lru_cache(maxsize=8192)
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
    places, or by accents; digits are no letters, and a short word must keep its letters.
    """
    a, b = _plain(one), _plain(other)
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


def _plain(word: str) -> str:
    """A word whatever its case and accents."""
    if word.isascii():
        return word.casefold()
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def only_slips(one: str, other: str) -> bool:
    """Whether two texts say the same word by word and sign by sign, but for slips in words."""
    a, b = words(one), words(other)
    same_signs = _signs(one) == _signs(other)
    return same_signs and len(a) == len(b) and all(map(is_slip, a, b))


def same_name(one: str, other: str) -> bool:
    """Whether one name is the other with more words, other endings or slips."""
    a, b = words(one), words(other)
    gone = [word for word in a if not any(_same_stem(word, it) for it in b)]
    come = [word for word in b if not any(_same_stem(word, it) for it in a)]
    return bool(a and b) and not (gone and come) and len(gone) < len(a) and len(come) < len(b)


def _same_stem(one: str, other: str) -> bool:
    pair = one.casefold(), other.casefold()
    common = takewhile(lambda letters: letters[0] == letters[1], zip(*pair, strict=False))
    stem = sum(1 for _ in common)
    return is_slip(one, other) or stem >= max(4, 0.6 * max(len(one), len(other)))


def _signs(text: str) -> str:
    """The signs of a text that are more than punctuation and emphasis."""
    return re.sub(r"[\s.,;:!?'\"“”‘’*_`-]+", "", _WORD.sub("", unicodedata.normalize("NFKC", text)))


def another_subject(one: str, other: str) -> bool:
    """Whether a number or a name that only one text has stands against one that only the other
    has.
    """
    return bool(_missing(one, other) and _missing(other, one))


def _missing(text: str, other: str) -> list[str]:
    """The numbers and names of a text that the other one has not, not even with a slip."""
    known = {_bare(word) for word in words(other)}
    telling = (_bare(found[0]) for found in _WORD.finditer(text) if _tells(found))
    return [
        word
        for word in telling
        if word not in known and not any(is_slip(word, other) for other in known)
    ]


_FUNCTION_WORDS = frozenset(
    words(
        "a about after all an and any are as at be been before between but by can could did do "
        "does each every for from had has have how if in into is it its many more most much "
        "name no not of on one or over said say should so some such than that the their them "
        "then there these they this those to under up use used uses was were what when where "
        "which who whom whose why will with would"
    )
)
"""Words that tell nothing of what an English question is about."""

_FRAME = 3
"""Words that two questions share at most if one that stands against another may make them two."""


def same_matter(one: str, other: str) -> bool:
    """Whether two questions share a word that tells what they are about."""
    return any(_same_stem(word, it) for word in _contents(one) for it in _contents(other))


def same_frame(one: str, other: str) -> bool:
    """Whether two questions differ in one such word alone (`Where does translation happen?`)."""
    a, b = _contents(one), _contents(other)
    gone = [word for word in a if not any(_same_stem(word, it) for it in b)]
    come = [word for word in b if not any(_same_stem(word, it) for it in a)]
    return len(gone) == len(come) == 1 and len(a) - len(gone) <= _FRAME


def _contents(text: str) -> list[str]:
    return [word for word in map(_bare, words(text)) if word not in _FUNCTION_WORDS]


def _tells(found: re.Match[str]) -> bool:
    """Whether a word is a number or a name, not only the first word of a sentence."""
    word, before = found[0], found.string[: found.start()].rstrip(" \n\"'“‘([*_$`")
    if any(map(str.isdigit, word)) or word[1:] != word[1:].lower():
        return True
    return word[0].isupper() and bool(before) and before[-1] not in ".?!:"


def _bare(word: str) -> str:
    """A word without what makes it a genitive."""
    return word.replace("’", "'").removesuffix("'s").removesuffix("'").casefold()
