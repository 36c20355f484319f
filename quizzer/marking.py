"""Whether a typed or chosen answer is right, and where it slipped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

from quizzer import maths, values
from quizzer.card import Card
from quizzer.question import Question
from quizzer.values import Number, number


class Slip(NamedTuple):
    """One thing that was wrong: what was given, and what was expected there.

    Of an order `expected` belongs before `given`, which it was put right after; in a match
    `given` is the left side that `expected` goes with.
    """

    kind: Literal["typed", "chosen", "extra", "missing", "order", "match"]
    given: str = ""
    expected: str = ""


class Verdict(NamedTuple):
    """How an answer was marked: `nearly` is a slip that the learner is left to judge.

    `slips` say what was wrong, where something was answered.
    """

    kind: Literal["right", "nearly", "wrong"]
    slips: tuple[Slip, ...] = ()


_RIGHT = Verdict("right")


def typed(card: Card, reply: str) -> Verdict:
    """Marks an answer that was typed; a number as one, within the card's `tolerance`.

    Case, accents, punctuation, a leading article, spacing, hyphens, a plural, list order, the
    style of a number and TeX against Unicode do not matter; any other difference does.
    """
    answer = str(card.answer)
    accepted = (answer, *card.accept)
    if any(_same(spelling, reply) for spelling in accepted):
        return _RIGHT
    if card.tolerance or number(answer):
        kind = _number(card, answer, reply)
        return _RIGHT if kind == "right" else Verdict(kind, _mistyped(reply, answer))
    near = next((spelling for spelling in accepted if _slipped(spelling, reply)), None)
    if near is None or any(_same(wrong, reply) for wrong in card.wrong):
        return Verdict("wrong", _mistyped(reply, answer))
    return Verdict("nearly", _mistyped(reply, near))


def chosen(card: Card, replies: Sequence[str]) -> Verdict:
    """Marks a choice of one or several options; only some of the right ones is nearly right."""
    if isinstance(card.answer, str):
        if list(replies) == [card.answer]:
            return _RIGHT
        return Verdict("wrong", tuple(Slip("chosen", one, card.answer) for one in replies))
    right = list(map(str, card.answer))
    extra = tuple(Slip("extra", given=one) for one in replies if one not in right)
    missing = tuple(Slip("missing", expected=one) for one in right if one not in replies)
    if not extra and not missing:
        return _RIGHT
    return Verdict("wrong" if extra or not replies else "nearly", extra + missing)


def ordered(question: Question, replies: Sequence[str]) -> Verdict:
    """Marks the items that were asked, put in order, all of them; two neighbours of three or
    more that changed places are nearly right."""
    right = [str(item) for item in question.card.answer if item in question.options]
    given = list(replies)
    if given == right:
        return _RIGHT
    if sorted(given) != sorted(right):
        return Verdict("wrong")
    swapped = any(
        given == [*right[:at], right[at + 1], right[at], *right[at + 2 :]]
        for at in range(len(right) - 1)
    )
    slips = tuple(
        Slip("order", one, other)
        for one, other in pairwise(given)
        if right.index(other) < right.index(one)
    )
    return Verdict("nearly" if swapped and len(right) > 2 else "wrong", slips)


def matched(question: Question, pairs: Sequence[tuple[str, str]]) -> Verdict:
    """Marks the pairs that were asked, all of them; two of four or more exchanged are nearly
    right."""
    right = {str(pair[0]): str(pair[1]) for pair in question.card.answer}
    given = dict(pairs)
    if given.keys() != set(question.left):
        return Verdict("wrong")
    slips = tuple(
        Slip("match", left, right[left]) for left, side in given.items() if side != right[left]
    )
    if not slips:
        return _RIGHT
    return Verdict("nearly" if len(slips) <= 2 and len(given) >= 4 else "wrong", slips)


_TEX = re.compile(r"\$([^$]+)\$")
_ARTICLE = re.compile(r"(?:an?|the) (?=\w)")
_PUNCTUATION = re.compile(
    r"(?<!\d)[.,:;]|[.,:;](?!\d)"  # not in 1.5 and 12:30
    r"|(?<=[^\W\d_])[-_]+|(?<=\d)[-_]+(?=[^\W\d_])"  # GPT-2 and 2-layer, but not 2-3
    r"|[!?'\"“”‘’«»()\[\]{}]"
)
_SIGNS = str.maketrans(
    {"×": "x", "√": "sqrt", "≤": "<=", "≥": ">=", "≠": "!=", "→": "->", "·": "*", "−": "-"}
    | dict.fromkeys("‐‑‒–—", "-")
)
_LONGEST = 400
_SHOWN = 80


def _plain(text: str) -> str:
    """The text as it is shown: TeX as Unicode, no emphasis."""
    text = _TEX.sub(lambda found: maths.inline(found[1]), text)
    text = maths.inline(text) if "\\" in text else text
    return " ".join(text.replace("**", "").replace("`", "").split())


def _words(text: str, formula: bool) -> list[str]:
    """The words of a text, folded as far as two spellings of one answer may differ.

    In a formula hyphens, brackets and accents have a meaning, and stay.
    """
    text = unicodedata.normalize("NFKC" if formula else "NFKD", _marked(_plain(text))).casefold()
    text = "".join(map(_letter, text.translate(_SIGNS)))
    if formula:
        return re.sub(r"\((\w+)\)", r"\1", re.sub(r"[_{}\s]", "", text)).split()
    text = "".join(char for char in text if not unicodedata.combining(char))
    return _PUNCTUATION.sub("", _ARTICLE.sub("", text.strip(), count=1)).split()


def _marked(text: str) -> str:
    """The text with `^` before what is raised, so that x² and x₂ stay apart when folded."""
    raised = [unicodedata.decomposition(char).startswith("<super>") for char in text]
    return "".join(
        f"^{char}" if up and not before else char
        for char, up, before in zip(text, raised, [False, *raised], strict=False)
    )


def _letter(char: str) -> str:
    """Greek letters by their names, so that `sigma` may be typed."""
    name = unicodedata.name(char, "")
    return name.rpartition(" ")[2].casefold() if name.startswith("GREEK SMALL LETTER") else char


def _same(spelling: str, reply: str) -> bool:
    if not reply.strip() or len(reply) > len(spelling) * 4 + _LONGEST:
        return False
    if values.equal(spelling.replace(" and ", ", "), reply.replace(" and ", ", ")):
        return True
    if number(spelling):
        return False
    one, other = (_words(text, "$" in spelling) for text in (spelling, reply))
    if len(one) == len(other) and all(map(_same_word, one, other)):
        return True
    return bool(one) and _same_word(_closed_up(one), _closed_up(other))


def _closed_up(words: list[str]) -> str:
    return re.sub(r"(?<!\d) | (?!\d)", "", " ".join(words))


def _same_word(one: str, other: str) -> bool:
    """Whether two words are the same, or one is a plural of the other."""
    short, long = sorted((one, other), key=len)
    if one == other or len(short) < 3 or not short.isalpha():
        return one == other
    return long in (f"{short}s", f"{short}es", f"{short.removesuffix('y')}ies")


def _slipped(spelling: str, reply: str) -> bool:
    """Whether a reply is the spelling with a slip of the finger in one word, or two of many.

    A short word, an acronym, a number and a first letter leave no room for a slip: there the
    difference is as likely another answer (MQA and GQA, GPT-2 and GPT-3, encoder and decoder).
    """
    if len(reply) > _LONGEST or "$" in spelling:
        return False
    one, other = _words(spelling, False), _words(reply, False)
    if len(one) != len(other):
        one, other = ["".join(one)], ["".join(other)]
    unequal = [pair for pair in zip(one, other, strict=True) if not _same_word(*pair)]
    acronyms = {word.casefold() for word in re.findall(r"\w+", spelling) if _is_acronym(word)}
    return 0 < len(unequal) <= 1 + len(one) // 4 and all(
        right not in acronyms and _is_slip(right, given) for right, given in unequal
    )


def _is_acronym(word: str) -> bool:
    return sum(char.isupper() for char in word) > 1


def _is_slip(right: str, given: str) -> bool:
    """Whether one letter is wrong, missing or too many, or two neighbours changed places."""
    if min(len(right), len(given)) < 5 or not (right + given).isalpha() or right[0] != given[0]:
        return False
    start = next((n for n, (a, b) in enumerate(zip(right, given, strict=False)) if a != b), -1)
    left, right = given[start:], right[start:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    return max(len(left), len(right)) <= 1 or (len(left) == 2 and left == right[::-1])


def _mistyped(reply: str, expected: str) -> tuple[Slip, ...]:
    """A reply against what was expected, as both are shown; nothing for an empty reply."""
    given = _plain(reply[:_LONGEST])
    if len(given) > _SHOWN:
        given = f"{given[:_SHOWN]}…"
    return (Slip("typed", given, _plain(expected)),) if given else ()


def _number(card: Card, answer: str, reply: str) -> Literal["right", "nearly", "wrong"]:
    """Marks a number within a tolerance. A unit may be left out; a missing `B` or `million` is
    a slip."""
    expected = number(answer)
    if expected is None:
        return "wrong"
    margin = _margin(card.tolerance, expected)
    readings = [found for text in (reply, reply.upper()) if (found := number(text))]
    if any(
        _within(candidate, expected, margin)
        for given in readings
        for candidate in _in_unit(given, expected, reply, card.question)
    ):
        return "right"
    completed = number(f"{reply.strip()} {answer.lstrip('+-~≈ .,0123456789')}")
    if completed and _within(completed, expected, margin):
        return "nearly"
    return "wrong"


def _margin(tolerance: str, expected: Number) -> Decimal:
    """How far off an answer may be: a share of it, or an amount in its unit."""
    allowed = number(tolerance)
    if allowed is None:
        return Decimal(0)
    if "%" in tolerance:
        return abs(expected.value) * allowed.value
    return allowed.value if allowed.unit else allowed.value * expected.scale


def _in_unit(given: Number, expected: Number, reply: str, question: str) -> list[Number]:
    """The number as it may be meant: as it stands, in the unit of the answer if it names none,
    and without its unit if it is the question that names that."""
    meant = [given]
    if not given.unit:
        meant.append(Number(given.value * expected.scale, expected.unit))
    unit = re.search(r"[^\W\d_]+$", reply.strip())
    if unit and not expected.unit:
        named = re.escape(unit[0].casefold().removesuffix("s"))
        if re.search(rf"\b{named}", question.casefold()):
            meant.append(Number(given.value / given.scale))
    return meant


def _within(given: Number, expected: Number, margin: Decimal) -> bool:
    return given.unit == expected.unit and any(
        abs(one - other) <= margin for one in given.readings() for other in expected.readings()
    )
