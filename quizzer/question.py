"""How a card is put to the learner: its format, the options shown, and replies by letter."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from quizzer.card import LETTERS, Card
from quizzer.markup import formulas
from quizzer.values import number

Format = Literal["recall", "typed", "number", "cloze", "choice", "choose-all", "order", "match"]
"""How a card is asked, as the log names it."""

_MOST_OPTIONS = len(LETTERS)
_FEWEST_WRONG = 2
_MOST_WORDS = 3
_VARIABLE = re.compile(r"(?<![\\A-Za-z])[A-Za-z]")
_AMONG = re.compile(r"\b(?:these|the following|below)\b", re.IGNORECASE)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question:
    """A card as it is asked this time.

    `options` are what the letters stand for, in the order shown: the choices, the items to put
    in order, or the right sides of a match, whose left sides are `left`.
    """

    card: Card
    format: Format
    options: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def possible(card: Card, wrong: Sequence[str] = ()) -> tuple[Format, ...]:
    """The ways a card can be asked, its author's own first.

    A choice needs two `wrong` options or more. Only a number, or an answer of at most three words
    that is neither a formula nor a sentence, can be typed. A question that speaks of its options
    is never asked without.
    """
    own = _own(card, wrong)
    speaks_of_options = own == "choice" and _AMONG.search(card.question)
    if not isinstance(card.answer, str) or card.form == "compute" or speaks_of_options:
        return (own,)
    ways: dict[Format, None] = {own: None, "cloze" if card.form == "cloze" else "recall": None}
    if _is_number(card.answer):
        ways["number"] = None
    elif _can_be_typed(card.answer):
        ways["typed"] = None
    if len(wrong) >= _FEWEST_WRONG:
        ways["choice"] = None
    return tuple(ways)


def _own(card: Card, wrong: Sequence[str]) -> Format:
    """How the author of a card has it asked."""
    match card.form:
        case "choice" if wrong:
            return "choice" if isinstance(card.answer, str) else "choose-all"
        case "order" | "match" | "cloze":
            return card.form
        case "compute":
            return "number"
        case "qa" if card.tolerance:
            return "number"
        case "qa" if card.accept:
            return "typed"
    return "recall"


def _is_number(answer: str) -> bool:
    letters = any(_VARIABLE.search(formula.tex) for formula in formulas(answer))
    return not letters and number(answer) is not None


def _can_be_typed(answer: str) -> bool:
    is_sentence = answer.endswith((".", "!", "?"))
    return len(answer.split()) <= _MOST_WORDS and not is_sentence and not set("$`\n") & set(answer)


def ask(
    card: Card, rng: random.Random, asked: Format | None = None, wrong: Sequence[str] | None = None
) -> Question:
    """The question for a card, `asked` in one of its `possible` ways, else in its author's.

    It is the same for the same state of `rng`. Where there are more items than letters some are
    drawn, the answer to a choice always among them, or of many right ones some; a choice without
    wrong options is asked for recall. `wrong` are the options beside the answer, if they are not
    the card's own.
    """
    wrong = card.wrong if wrong is None else wrong
    match asked or _own(card, wrong):
        case "choice" | "choose-all":
            return _choice(card, wrong, rng)
        case "order":
            items = tuple(str(item) for item in _drawn(tuple(card.answer), _MOST_OPTIONS, rng))
            return Question(card, "order", _disordered(items, rng))
        case "match":
            pairs = _drawn(tuple(card.answer), _MOST_OPTIONS, rng)
            right = list(dict.fromkeys(pair[1] for pair in pairs))
            rng.shuffle(right)
            return Question(card, "match", tuple(right), tuple(pair[0] for pair in pairs))
        case "number":
            if card.vary:
                from quizzer.compute import drawn

                card = drawn(card, rng)
            return Question(card, "number")
        case answered:
            return Question(card, answered)


def _choice(card: Card, offered: Sequence[str], rng: random.Random) -> Question:
    several = not isinstance(card.answer, str)
    right = tuple(map(str, card.answer)) if several else (str(card.answer),)
    wrong = tuple(option for option in dict.fromkeys(offered) if option not in right)
    if not wrong:
        return Question(card, "recall")
    right = _drawn(right, _MOST_OPTIONS - min(_FEWEST_WRONG, len(wrong)), rng)
    options = [*right, *_drawn(wrong, _MOST_OPTIONS - len(right), rng)]
    rng.shuffle(options)
    return Question(card, "choose-all" if several else "choice", tuple(options))


def _drawn(items: tuple[T, ...], most: int, rng: random.Random) -> tuple[T, ...]:
    """At most so many of the items, in the order they have."""
    if len(items) <= most:
        return items
    return tuple(items[at] for at in sorted(rng.sample(range(len(items)), most)))


def _disordered(items: tuple[str, ...], rng: random.Random) -> tuple[str, ...]:
    """The items in another order; two of them in either, or the one shown would tell the other."""
    shuffled = tuple(rng.sample(items, len(items)))
    return shuffled if shuffled != items or len(items) == 2 else (*items[1:], *items[:1])


_SEPARATORS = re.compile(r"[\s,;.):=\-]+")
_PAIR = re.compile(r"([0-9]+)([a-z])")


def read_letters(question: Question, text: str) -> list[str] | list[tuple[str, str]] | None:
    """What a reply by letters means, or None if it does not fit the question.

    `b` is one option, `a c` several, `b a d c` an order; `1b 2a` gives the pairs of a match, and
    so does `b a`. Case, commas and missing spaces do not matter. A choice may be typed out.
    """
    reply = _SEPARATORS.sub("", text.casefold())
    if question.format == "match":
        return _read_pairs(question, reply)
    by_letter = dict(zip(LETTERS, question.options, strict=False))
    chosen = [by_letter[letter] for letter in dict.fromkeys(reply) if letter in by_letter]
    if set(reply) <= by_letter.keys():
        if question.format == "choice" and len(reply) == 1:
            return chosen
        if question.format == "choose-all" and chosen:
            return chosen
        if question.format == "order" and len(reply) == len(chosen) == len(question.options):
            return chosen
    if question.format == "choice":
        typed = [o for o in question.options if o.casefold().strip() == text.casefold().strip()]
        return typed or None
    return None


def _read_pairs(question: Question, reply: str) -> list[tuple[str, str]] | None:
    by_letter = dict(zip(LETTERS, question.options, strict=False))
    if reply.isascii() and reply.isalpha():
        reply = "".join(f"{number}{letter}" for number, letter in enumerate(reply, 1))
    pairs = _PAIR.findall(reply)
    numbers = [str(n) for n in range(1, len(question.left) + 1)]
    letters = dict(pairs)
    complete = sorted(number for number, _ in pairs) == sorted(numbers)
    fits = complete and _PAIR.sub("", reply) == "" and set(letters.values()) <= by_letter.keys()
    if not fits:
        return None
    return [(left, by_letter[letters[n]]) for n, left in zip(numbers, question.left, strict=True)]


def how_to_reply(question: Question) -> str:
    """What to say to a reply by letters that does not fit: what would, with an example."""
    letters = LETTERS[: len(question.options)]
    last = letters[-1:]
    match question.format:
        case "choice":
            return f"Type one letter from a to {last}."
        case "choose-all":
            return f"Type every letter that is right, from a to {last}, such as: a {last}"
        case "order":
            return f"Type each letter from a to {last} once, first to last, such as: " + " ".join(
                reversed(letters)
            )
        case "match":
            example = " ".join(
                f"{n}{letters[-n % len(letters)]}" for n in range(1, len(question.left) + 1)
            )
            count = len(question.left)
            return f"Type a letter for each number from 1 to {count}, such as: {example}"
    return "Type the answer."
