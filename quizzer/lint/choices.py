"""Rules on multiple choice."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from quizzer.lint.page import Face, Finding, Page
from quizzer.lint.prose import fingerprint
from quizzer.values import Aliases, normal, parts, spans

FEWEST = 3
"""Options from which on a guess is more often wrong than right."""
LONGER = 2
"""How many times as long as the longest wrong answer the right one may be, and by how many
characters longer it may always be.
"""
MARGIN = 20


def _right(face: Face) -> tuple[str, ...]:
    answer = face.card.answer
    return (answer,) if isinstance(answer, str) else tuple(map(str, answer))


def _options(face: Face) -> tuple[str, ...]:
    return (*_right(face), *face.card.wrong)


def _written(page: Page) -> Iterator[Face]:
    """The choices that somebody wrote; those of a table take their options from it."""
    return (face for face in page.of("choice") if not face.is_built)


def too_few(page: Page) -> Iterator[Finding]:
    """A choice between two that the question does not name itself."""
    for face in _written(page):
        if isinstance(face.card.answer, str) and len(_options(face)) < FEWEST:
            if _names_options(face):
                continue
            yield Finding(
                face.card,
                "wrong",
                face.card.wrong[0],
                "of two options every second guess is right",
                "add a wrong answer that somebody might give, or take `wrong` out",
            )


def _names_options(face: Face) -> bool:
    """Whether the question itself names what is to be chosen: which came first, BERT or T5?"""
    asked = face.front.text.casefold()
    options = [option.strip("`. ").casefold() for option in _options(face)]
    return all(option in asked for option in options) and options[0] not in _POLAR


_POLAR = ("yes", "no", "true", "false")


def same_options(page: Page) -> Iterator[Finding]:
    """Two options that say the same in other words."""
    for face in _written(page):
        seen: dict[object, str] = {}
        in_order = not any(map(_JOINED.search, _options(face)))
        for option in _options(face):
            meant = _meanings(option, page.aliases, in_order=in_order)
            twin = next((seen[one] for one in meant if one in seen), option)
            seen.update(dict.fromkeys(meant, option))
            if twin != option:
                yield Finding(
                    face.card,
                    "wrong",
                    option,
                    f"the options `{twin}` and `{option}` say the same",
                    "replace one of them",
                )


def _meanings(option: str, aliases: Aliases, *, in_order: bool = True) -> list[object]:
    """What an option can mean, in one spelling: a number in k or M has two meanings.

    Of anything but words and amounts each sign counts: it may be code. So do the zeros of `0.50`,
    and a fraction that is not reduced, which may be what is asked.
    """
    text = option.strip()
    if not _PROSE.fullmatch(text) or _is_unreduced(text):
        return [option]
    if found := [span for span in spans(text) if span.is_bounded]:
        return list(found)
    items = [normal(item.replace("-", " "), aliases) for item in parts(text)]
    return [tuple(items if in_order else sorted(items))]


def _is_unreduced(text: str) -> bool:
    if found := _FRACTION.fullmatch(text):
        return math.gcd(int(found[1]), int(found[2])) != 1
    return _TRAILING.fullmatch(text) is not None


_PROSE = re.compile(
    r"[~≈]?[$€£]?[^\W_]+(?:(?:%?[,;]? |%? ?[-–] ?|['’]|(?<=\d)[.,/](?=\d)|,? & )[$€£]?[^\W_]+)*"
    r"%?\+?[.!?]?"
)
_FRACTION = re.compile(r"([0-9]{1,9})/([0-9]{1,9})")
_TRAILING = re.compile(r"[0-9]+\.[0-9]*0")
_JOINED = re.compile(r"\s(?:and|&)\s")


def also_right(page: Page) -> Iterator[Finding]:
    """A wrong answer that another card calls right."""
    right: dict[tuple[str, object], Face] = {}
    for face in page.of("qa", "choice"):
        question = fingerprint(face.card.question)
        for answer in _right(face):
            for meant in _meanings(answer, page.aliases):
                right.setdefault((question, meant), face)
    for face in _written(page):
        question = fingerprint(face.card.question)
        for wrong in face.card.wrong:
            keys = [(question, meant) for meant in _meanings(wrong, page.aliases)]
            other = next((right[key] for key in keys if key in right), face)
            if other is not face:
                yield Finding(
                    face.card,
                    "wrong",
                    wrong,
                    f"`{wrong}` is wrong here, and right for the same question in line"
                    f" {other.card.line}",
                    "replace it, or say in the questions what tells them apart",
                )


def about_options(page: Page) -> Iterator[Finding]:
    """An option about the other options."""
    for face in _written(page):
        for option in _options(face):
            if _ABOUT_OPTIONS.search(option):
                yield Finding(
                    face.card,
                    "",
                    option,
                    f"`{option}` speaks of options that are shuffled each time",
                    "replace it, or let `a` be the list of all that are right",
                )
                break


_ABOUT_OPTIONS = re.compile(
    r"(?i:^\W*(?:all|none|any|both|neither|each)(?: of)?(?: the)? (?:above|foregoing"
    r"|(?:options|answers|choices)(?: above)?|(?:these|them|those)\W*$)(?!\w)|\bof the above\b)"
    r"|^\W*(?:(?i:both|neither|only|either) )?\(?[A-F]\)? (?i:and|or|nor|&) \(?[A-F]\)?\W*$"
)


def longest_is_right(page: Page) -> Iterator[Finding]:
    """A right answer that its length gives away."""
    for face in _written(page):
        right = _right(face)
        longest = max(map(len, face.card.wrong))
        if len(right) == 1 and len(face.card.wrong) > 1:
            length = len(right[0])
            if length > LONGER * longest and length > longest + MARGIN:
                yield Finding(
                    face.card,
                    "a",
                    right[0],
                    "the right answer is by far the longest, which gives it away",
                    "move what explains it into `why:`, or make the wrong ones as exact",
                )


def negative(page: Page) -> Iterator[Finding]:
    """A question for what is not so, where `not` is easily read over."""
    for face in _written(page):
        if found := _NEGATIVE.search(face.card.question):
            yield Finding(
                face.card,
                "q",
                found["no"],
                f"`{found['no']}` is easily read over",
                f"write `**{found['no'].upper()}**`, or ask for what is so",
            )


_NEGATIVE = re.compile(
    r"(?:^|[.?!]\s+)\W*(?i:(?:in |of |for )?which|who|(?:all|each) of)\b"
    r"(?:(?!\b(?:if|when|while|because|but|although|that|to|why|how|where|and|or)\b)[^?.!;:(])*?"
    r"(?<![*_`>])\b(?P<no>not|except)\b(?![*_]| allowed| permitted)"
)
