"""Two spellings of one formula: TeX, Unicode, or as it is typed."""

from __future__ import annotations

import re
import unicodedata

from quizzer.marking.text import shown, spelt_out, with_carets

_POWER = re.compile(r"(?<=\w)\*\*(?=[-\w(])")
_ARTICLE = re.compile(r"(?:an?|the) (?=\w)", re.IGNORECASE)
_SPELT = (
    (re.compile(r"\bminus (?=\w)", re.IGNORECASE), "-"),
    (re.compile("infinity|infty"), "inf"),
)
_TIMES = re.compile(r"(?<=\d) ?[x*] ?(?=\d)")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_RAISED = re.compile("[⁺⁻⁰¹²³⁴-⁹ᴬ-ᵡⁱⁿˣʸᶻᶜᶠᶿ]{3,}")


def same(spelling: str, reply: str) -> bool:
    """Whether a reply is the formula. Brackets, signs and accents have a meaning, spaces and the
    sign of a product have none."""
    if not spelling.startswith("$"):  # in $A x$ the A is a matrix
        spelling, reply = (_ARTICLE.sub("", text, count=1) for text in (spelling, reply))
    return bool(one := _folded(spelling)) and one == _folded(_POWER.sub("^", reply))


def _folded(text: str) -> str:
    text = _RAISED.sub(lambda run: _bracketed(run[0]), shown(text))
    text = spelt_out(unicodedata.normalize("NFKC", with_carets(text)))
    for pattern, sign in _SPELT:
        text = pattern.sub(sign, text)
    text = re.sub(r"\^\{([^{}]*)\}", r"^(\1)", text).rstrip(".")
    text = _TIMES.sub("x", _GROUPED.sub("", re.sub(r"[_{}]", "", text)))
    return re.sub(r"\(([-+]?\w)\)|\((\w+)\)", r"\1\2", re.sub(r"\s|\*", "", text))


def _bracketed(raised: str) -> str:
    """A sum that is raised, in brackets: xⁿ⁺¹ is not xⁿ+1."""
    return f"⁽{raised}⁾" if re.search("[^⁺⁻][⁺⁻]", raised) else raised
