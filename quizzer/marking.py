"""Whether a typed or chosen answer is right, and where it slipped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from quizzer import maths, values
from quizzer.card import Card
from quizzer.values import Number, number


class Change(NamedTuple):
    """A step from what was given to what was expected, named as difflib names it."""

    tag: Literal["equal", "replace", "delete", "insert"]
    given: str
    expected: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an answer was marked: `nearly` is a slip that the learner is left to judge.

    `expected` is the answer as its author wrote it, or the accepted spelling that was nearest.
    `diff` leads from what was given to it; it is empty for a right answer.
    """

    kind: Literal["right", "nearly", "wrong"]
    expected: str
    diff: tuple[Change, ...] = ()

    @property
    def rating(self) -> int:
        """The rating to suggest: 3 Good, 2 Hard or 1 Again."""
        return {"right": 3, "nearly": 2, "wrong": 1}[self.kind]


def typed(card: Card, reply: str) -> Verdict:
    """Marks an answer that was typed; a number as one, within the card's `tolerance`.

    Case, accents, punctuation, a leading article, spacing, hyphens, a plural, list order, the
    style of a number and TeX against Unicode do not matter; any other difference does.
    """
    answer = str(card.answer)
    accepted = (answer, *card.accept)
    if any(_same(spelling, reply) for spelling in accepted):
        return Verdict("right", answer)
    if card.tolerance or number(answer):
        return _number(card, answer, reply)
    near = next((spelling for spelling in accepted if _slipped(spelling, reply)), None)
    if near is None or any(_same(wrong, reply) for wrong in card.wrong):
        return Verdict("wrong", answer, _diff(reply, answer))
    return Verdict("nearly", near, _diff(reply, near))


def chosen(card: Card, replies: Sequence[str]) -> Verdict:
    """Marks a choice of one or several options; only some of the right ones is nearly right."""
    right = [card.answer] if isinstance(card.answer, str) else list(map(str, card.answer))
    expected = ", ".join(right)
    extra = [option for option in replies if option not in right]
    missing = [option for option in right if option not in replies]
    if not extra and not missing:
        return Verdict("right", expected)
    diff = (
        *(Change("equal", option, option) for option in replies if option in right),
        *(Change("delete", option, "") for option in extra),
        *(Change("insert", "", option) for option in missing),
    )
    return Verdict("wrong" if extra or not replies else "nearly", expected, diff)


def ordered(card: Card, replies: Sequence[str]) -> Verdict:
    """Marks items put in order, all of them or those that were asked; two neighbours that
    changed places are nearly right."""
    right = [str(item) for item in card.answer if item in replies]
    given, expected = list(replies), " → ".join(right)
    if given == right:
        return Verdict("right", expected)
    swapped = any(
        given == [*right[:at], right[at + 1], right[at], *right[at + 2 :]]
        for at in range(len(right) - 1)
    )
    changes = SequenceMatcher(None, given, right, autojunk=False).get_opcodes()
    diff = tuple(
        Change(tag, ", ".join(given[i:j]), ", ".join(right[k:m])) for tag, i, j, k, m in changes
    )
    return Verdict("nearly" if swapped and len(right) > 2 else "wrong", expected, diff)


def matched(card: Card, pairs: Sequence[tuple[str, str]]) -> Verdict:
    """Marks pairs, all of them or those that were asked; two of four or more exchanged are
    nearly right."""
    right = {str(pair[0]): str(pair[1]) for pair in card.answer}
    wrong = [(left, side) for left, side in pairs if right.get(left) != side]
    expected = ", ".join(f"{left}: {right.get(left, '')}" for left, _ in pairs)
    if not wrong:
        return Verdict("right", expected)
    diff = tuple(
        Change("replace", f"{left}: {side}", f"{left}: {right.get(left, '')}")
        for left, side in wrong
    )
    return Verdict("nearly" if len(wrong) <= 2 and len(pairs) >= 4 else "wrong", expected, diff)


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


def _diff(reply: str, expected: str) -> tuple[Change, ...]:
    """The steps from a reply to what was expected, as both are shown, whatever their case."""
    given, wanted = _plain(reply), _plain(expected)
    if max(len(given), len(wanted)) > _LONGEST:
        return (Change("replace", given[:_LONGEST], wanted[:_LONGEST]),)
    matcher = SequenceMatcher(None, given.lower(), wanted.lower(), autojunk=False)
    return tuple(Change(tag, given[i:j], wanted[k:m]) for tag, i, j, k, m in matcher.get_opcodes())


def _number(card: Card, answer: str, reply: str) -> Verdict:
    """Marks a number within a tolerance. A unit may be left out; a missing `B` or `million` is
    a slip."""
    wrong = Verdict("wrong", answer, _diff(reply, answer))
    expected = number(answer)
    if expected is None:
        return wrong
    margin = _margin(card.tolerance, expected)
    readings = [found for text in (reply, reply.upper()) if (found := number(text))]
    if any(
        _within(candidate, expected, margin)
        for given in readings
        for candidate in _in_unit(given, expected, reply, card.question)
    ):
        return Verdict("right", answer)
    completed = number(f"{reply.strip()} {answer.lstrip('+-~≈ .,0123456789')}")
    if completed and _within(completed, expected, margin):
        return Verdict("nearly", answer, wrong.diff)
    return wrong


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
