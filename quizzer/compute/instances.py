"""Cards with numbers: a question filled in, its answer, and how that comes about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random

from quizzer.card import Card
from quizzer.compute.formula import NAME, NAMES, Formula
from quizzer.compute.result import otherwise, shown, tolerated
from quizzer.compute.vary import draw

_BRACED = re.compile(rf"(?:(?P<tex>\\[A-Za-z]+)|(?P<held>(?<=[\^_}}\]])))?\{{(?P<name>{NAME})\}}")


def braced(question: str) -> set[str]:
    """The names that stand in braces in a question."""
    return {found["name"] for found in _BRACED.finditer(question)}


def drawn(card: Card, rng: Random) -> Card:
    """The card with numbers: in its question, as its answer, and worked out first in its `why`.

    The same for the same state of `rng`. A card in which nothing varies stays as it is.
    """
    if not card.vary:
        return card
    vary = dict(card.vary)
    spelt, result = draw(Formula(card.compute, vary), vary, rng)
    found = shown(result, card.tolerance)
    answer = _with_unit(found.text, card.unit)
    also = ", ".join(otherwise(result, card.unit))
    worked = f"`{_worked(card.compute, spelt)} {'=' if found.is_exact else '≈'} {answer}`"
    worked += f" ({also})" if also else ""
    return card._replace(
        question=_filled(card.question, spelt),
        answer=answer,
        tolerance=tolerated(result, card.tolerance),
        why="\n\n".join(filter(None, (worked, card.why))),
        vary=(),
    )


def example(card: Card) -> Card:
    """One instance of a card, always the same."""
    return drawn(card, Random(card.id))


def _with_unit(number: str, unit: str) -> str:
    return number + unit if unit == "%" else f"{number} {unit}".rstrip()


def _filled(question: str, spelt: Mapping[str, str]) -> str:
    """The question with values for names; braces that TeX needs stay."""

    def value(found: re.Match[str]) -> str:
        text = spelt.get(found["name"])
        if text is None:
            return found[0]
        if found["tex"] is None and found["held"] is None:
            return text
        return f"{found['tex'] or ''}{{{text}}}"

    return _BRACED.sub(value, question)


_UNBROKEN = re.compile(r"[\w.]+")


def _worked(formula: str, spelt: Mapping[str, str]) -> str:
    """The formula with values for names."""

    def value(found: re.Match[str]) -> str:
        text = spelt.get(found[0], found[0]).replace(",", "")
        return text if _UNBROKEN.fullmatch(text) else f"({text})"

    return NAMES.sub(value, formula)
