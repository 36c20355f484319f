"""Rules that a card switches off, and why: `lint: off C04 the exact wording matters`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import NamedTuple

from quizzer.lint.page import Finding, Page


class Off(NamedTuple):
    """What a card's `lint` key says: `off`, ids of rules, and the reason."""

    says_off: bool
    rules: tuple[str, ...]
    reason: str


_OFF = re.compile(
    r"(?P<off>off\b)?(?P<ids>(?:[\s,]*\b[A-Za-z]\d{2}\b)*)[\s,:;.–—-]*(?P<reason>.*)", re.DOTALL
)


def offs(lint: str) -> Iterator[Off]:
    """What a `lint` key says; each line that begins with `off` says something else."""
    for said in re.split(r"\n(?=off\b)", lint.strip()):
        found = _OFF.fullmatch(said)
        if found:
            yield Off(bool(found["off"]), tuple(re.findall(r"\w+", found["ids"])), found["reason"])


def switched_off(lint: str) -> frozenset[str]:
    """The ids of the rules that a card's `lint` key switches off; never what is wrong with it."""
    return frozenset(rule for off in offs(lint) if off.says_off for rule in off.rules) - {"C00"}


def faulty(page: Page, known: Collection[str]) -> Iterator[Finding]:
    """`lint` keys that switch nothing off, or do not say why."""
    told: set[str] = set()
    for card in page.deck.cards:
        if card.lint and card.entry not in told:
            told.add(card.entry)
            for off in offs(card.lint):
                for text, message, hint in _faults(off, known):
                    yield Finding(card, "lint", text, message, hint)


def _faults(off: Off, known: Collection[str]) -> Iterator[tuple[str, str, str]]:
    if not off.says_off or not off.rules:
        yield "", "`lint` switches no rule off", "write `lint: off C04 REASON`"
        return
    for rule in off.rules:
        if rule in known and rule != "C00":
            continue
        near = get_close_matches(rule.upper(), known, 1)
        hint = (
            f"did you mean `{near[0]}`?" if near else "`quizzer check` names the rule it tells of"
        )
        message = f"`{rule}` is no rule of how cards are written"
        if rule[0] in "YFNGL" or rule == "C00":
            message = f"`{rule}` cannot be switched off"
            hint = "take it out, and mend what it tells"
        yield rule, message, hint
    if not off.reason:
        ids = " ".join(off.rules)
        yield f"off {ids}", f"no reason is given for `off {ids}`", f"write `lint: off {ids} REASON`"
