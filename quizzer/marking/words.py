"""Two spellings of one answer in words."""

from __future__ import annotations

import re
import unicodedata

from quizzer import values
from quizzer.marking.text import shown, spelt_out, unaccented, with_carets
from quizzer.values.figures import NUMBER_WORDS
from quizzer.values.texts import ORDINALS

_ARTICLE = re.compile(r"(?:an?|the|its|their) (?=\w)")
_TAG = re.compile(r"<\|?(\w+)\|?>")
_PUNCTUATION = re.compile(
    r"(?<!\d)[.,:;]|[.,:;](?!\d)"  # not in 1.5 and 12:30
    r"|[!?'\"“”‘’«»()\[\]{}]"
)
_NUMBER_WORD = re.compile(rf"(?<![^\W_])(?:{'|'.join(NUMBER_WORDS)})(?![^\W_])")
_HYPHENS = re.compile(
    r"(?<=[^\W\d_])[-_]+|(?<=\d)[-_]+(?=[^\W\d_])"  # in GPT-2 and 2-layer, but not in 2-3
)
_AMERICAN = (
    (re.compile(r"(?<=\w\w)is(?=(?:e[drs]?|ers|ing|ations?|able)$)"), "iz"),  # normalise
    (re.compile(r"(?<=\w\w)ys(?=(?:e[dr]?|ing)$)"), "yz"),  # analyse
    (re.compile(r"(?<=\w{3})our(?=(?:s|ed|ing|al|able|ite)?$)"), "or"),  # behaviour
    (re.compile(r"(?<=\w{3}[ea])ll(?=(?:ed|ing|ers?)$)"), "l"),  # modelling
    (re.compile(r"(?<=\w[tb])re(?=s?$)"), "er"),  # centre
    (re.compile(r"(?<=\wog)ue(?=s?$)"), ""),  # catalogue
)
_PLURALS = (
    ("ix", "ices"),
    ("ex", "ices"),
    ("is", "es"),
    ("um", "a"),
    ("on", "a"),
    ("us", "i"),
    ("us", "ora"),
    ("o", "oes"),
)


def same(spelling: str, reply: str) -> bool:
    """Whether a reply says what the spelling says, word by word.

    Case, accents, punctuation, a leading article, spacing, hyphens, a plural, British and American
    spelling and the style of a number do not matter; any other difference does.
    """
    is_item = len(values.parts(spelling)) == len(values.parts(reply)) == 1
    if is_item and ("/" in spelling) == ("/" in reply) and values.equal(spelling, reply):
        return True
    one, other = folded(spelling), folded(reply)
    if not one or not other:
        return False
    if same_word(_closed_up(one), _closed_up(other)):
        return True
    one, other = without_and(one), without_and(other)
    return len(one) == len(other) and all(map(same_word, one, other))


def folded(text: str, hyphen: str = "") -> list[str]:
    """The words of a text, folded as far as two spellings of one answer may differ.

    A compound is one word, or with a space for its `hyphen` several.
    """
    text = unaccented(
        spelt_out(unicodedata.normalize("NFKD", with_carets(_TAG.sub(r"\1", shown(text)))))
    )
    text = _PUNCTUATION.sub("", _ARTICLE.sub("", text.strip(), count=1))
    text = _NUMBER_WORD.sub(lambda found: str(NUMBER_WORDS[found[0]]), text)
    return [_american(ORDINALS.get(word, word)) for word in _HYPHENS.sub(hyphen, text).split()]


def without_and(words: list[str]) -> list[str]:
    """The words of a list, however it is joined."""
    return [word for word in words if word not in ("and", "&")] or words


def _american(word: str) -> str:
    for pattern, american in _AMERICAN:
        word = pattern.sub(american, word)
    return word


def _closed_up(words: list[str]) -> str:
    return re.sub(r"(?<!\d) | (?!\d)", "", " ".join(words))


def same_word(one: str, other: str) -> bool:
    """Whether two folded words are the same, or one is a plural of the other."""
    return one == other or one in _plurals(other) or other in _plurals(one)


def _plurals(word: str) -> list[str]:
    if len(word) < 3 or not word.isalpha():
        return []
    irregular = [pair for pair in _PLURALS if len(word) > 3 and word.endswith(pair[0])]
    several = [word.removesuffix(one) + more for one, more in irregular]
    if word[-1] == "y":
        several.append(f"{word[:-1]}ies")
    if word[-1] in "sxzh":
        several.append(f"{word}es")
    if word[-1] != "s":
        several.append(f"{word}s")
    return several
