"""Two spellings of one answer, or of one item of it, in words or as a formula."""

from __future__ import annotations

import re

from quizzer.marking import formulas, signs, words
from quizzer.values import same_amount

_LEAD = re.compile(
    r"(?:it(?:'s| is| was)?|they(?: are)?|the answer is|when|if|because|by|to) (?=\S)",
    re.IGNORECASE,
)
_TEX = re.compile(r"\$[^$]+\$|\\")


def same(spelling: str, reply: str) -> bool:
    """Whether a reply says what the spelling says; what makes of it the end of a sentence, as
    `When n < d` or `It grows` do, may stand in either."""
    pairs = ((spelling, reply), (_without_lead(spelling), reply), (spelling, _without_lead(reply)))
    return any(_same(*pair) for pair in dict.fromkeys(pairs))


def _same(spelling: str, reply: str) -> bool:
    if _TEX.search(spelling) or _TEX.search(reply):
        return formulas.same(spelling, reply)
    if ("/" in spelling) == ("/" in reply) and same_amount(spelling, reply):
        return True
    if signs.is_interval(spelling) or signs.is_interval(reply):
        return formulas.same(spelling, reply)
    if not words.same(spelling, reply) or not signs.agree(spelling, reply):
        return False
    is_formula = signs.is_formula(spelling) or (spelling.islower() and signs.is_formula(reply))
    return not is_formula or formulas.same(spelling, reply)


def _without_lead(text: str) -> str:
    return _LEAD.sub("", text, count=1) if _LEAD.match(text) else text
