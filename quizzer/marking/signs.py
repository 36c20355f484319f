"""Signs that mean something: those of `n!`, `-x` and `[0, 1)`, but not that of `Yes!`."""

from __future__ import annotations

import re
import unicodedata

from quizzer.marking.text import shown

_SIGNS = re.compile(
    r"(?P<negation>\u0338|!=)"
    r"|(?P<bang>(?<![^\W\d_]{2})(?<!!)!+|!+(?=[^\s'\")\].!]))"  # no end of a sentence
    r"|(?P<query>\?(?=\w))"
    r"|(?P<prime>(?<=[^\W\d_])(?<!['\w].)'+(?!\w)|(?<=\))'+(?!\w))"  # of f, not of Adams
    r"|(?P<flag>(?<!\S)-[^\W\d_]{1,2}(?![^\W_]))"  # in which case counts
    r"|(?P<minus>(?<![\w)\]}'])-(?=[\w∞(√.-]))"
    r"|(?P<charge>(?<=\w)(?<![a-z]{3})-(?!\S)(?! (?:and|or|to|&) ))"  # not in pre- and post-
    r"|(?P<colon>:(?=[:=]))"
)
_ALIKE = str.maketrans(dict.fromkeys("‐‑‒–−", "-") | dict.fromkeys("’‘′", "'") | {"″": "''"})
_TAG = re.compile(r"<\|?\w+\|?>")
_END = r"[-+]?(?:[0-9.]+|[^\W\d_]|∞|inf(?:inity|ty)?)"
_INTERVAL = re.compile(rf"[\[\](){{}}] ?{_END} ?[,;] ?{_END} ?[\[\](){{}}]")
_OPERATOR = re.compile(r"[=<>≤≥+*/^]|[^\W_][\[(]|[\])][^\W_]")
_DIFFERENCE = re.compile(r"(?<![^\W_])[a-z]-[0-9A-Za-z](?![^\W_])")
_WORD = re.compile(r"[^\W\d_]{4}")


def agree(one: str, other: str) -> bool:
    """Whether two texts have the same signs, as far as these have a meaning where they stand."""
    return _meant(one) == _meant(other)


def _meant(text: str) -> list[str]:
    text = _TAG.sub("", unicodedata.normalize("NFD", shown(text)).translate(_ALIKE))
    signs = []
    for found in _SIGNS.finditer(text):
        is_literal = found.lastgroup in ("flag", "prime")
        sign = "-" if found.lastgroup == "charge" else found.lastgroup or ""
        signs.append(found[0] if is_literal else sign)
    return signs


def is_interval(text: str) -> bool:
    """Whether a text is two numbers or letters in brackets, whose shape has a meaning."""
    return _INTERVAL.fullmatch(text.strip()) is not None


def is_formula(text: str) -> bool:
    """Whether a text is a formula or an expression: letters and numbers with operators, and no
    words."""
    text = _TAG.sub("", text)
    if _WORD.search(text):
        return False
    return _OPERATOR.search(text) is not None or _DIFFERENCE.search(text) is not None
