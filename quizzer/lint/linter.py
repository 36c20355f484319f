"""Holds a deck against the rules, and makes problems of what they find."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from quizzer.errors import Problem, UsageError
from quizzer.lint.off import switched_off
from quizzer.lint.page import Finding, Page
from quizzer.lint.place import Source
from quizzer.lint.rule import Rule
from quizzer.lint.table import OF_HISTORY, RULES


class Told(NamedTuple):
    """A finding and the rule that it is of."""

    rule: Rule
    finding: Finding


def lint(page: Page, rules: Collection[Rule] = RULES) -> list[Told]:
    """What these rules tell of a page; what siblings share is told once.

    A rule that a card's `lint` key switches off says nothing of that card, nor of its siblings.
    """
    of_history = [rule for rule in rules if rule in OF_HISTORY]
    if of_history and page.history:
        broken: defaultdict[str, list[str]] = defaultdict(list)
        for rule, finding in _found(page, [rule for rule in RULES if rule not in OF_HISTORY]):
            broken[finding.card.entry].append(rule.id)
        page = replace(page, broken={one: tuple(dict.fromkeys(ids)) for one, ids in broken.items()})
    off = {card.entry: switched_off(card.lint) for card in page.deck.cards if card.lint}
    return [
        told
        for told in _found(page, rules)
        if told.rule.id not in off.get(told.finding.card.entry, ())
    ]


def _found(page: Page, rules: Iterable[Rule]) -> Iterator[Told]:
    for rule in rules:
        seen: set[tuple[str, str, str]] = set()
        for finding in rule.find(page):
            key = finding.card.entry, finding.text, finding.message
            if key not in seen:
                seen.add(key)
                yield Told(rule, finding)


def problems(told: Sequence[Told], page: Page, path: str, text: str) -> list[Problem]:
    """What was told of a page as problems of the file that it is in."""
    source = Source(path, text, (card.line for card in page.deck.cards))
    return [
        Problem(
            path,
            *source.find(finding),
            rule.id,
            finding.message,
            finding.hint,
            rule.severity,
            finding.card.id,
        )
        for rule, finding in told
    ]


_OF_READING = re.compile(r"[YFNGL]\d{0,2}")
"""Ids, and beginnings of ids, of what is said where a file cannot be read as it should."""


def chosen(select: Iterable[str], ignore: Iterable[str]) -> Callable[[str], bool]:
    """Whether a rule was chosen, by ids and beginnings of ids; the longer of two has its way.

    Raises UsageError for one that no rule has.
    """
    wanted, unwanted = (tuple(_ids(names)) for names in (select, ignore))

    def is_chosen(rule: str) -> bool:
        for_it = max((len(one) for one in wanted if rule.startswith(one)), default=-1)
        against = max((len(one) for one in unwanted if rule.startswith(one)), default=-1)
        return (for_it >= 0 or not wanted) and (against < 0 or for_it > against)

    return is_chosen


def _ids(names: Iterable[str]) -> Iterator[str]:
    known = [rule.id for rule in RULES]
    for name in names:
        for one in filter(None, re.split(r"[\s,]+", name.upper())):
            if not _OF_READING.fullmatch(one) and not any(rule.startswith(one) for rule in known):
                raise UsageError(f"no rule {one!r}", _nearest(one))
            yield one


def _nearest(name: str) -> str:
    near = get_close_matches(name, [rule.id for rule in RULES], 1, 0.3)
    return f"did you mean {near[0]}?" if near else "the rules are " + _all_ids()


def _all_ids() -> str:
    return ", ".join(rule.id for rule in RULES)


def explained(name: str) -> str:
    """A rule in words: why there is one, what breaks it and what to write instead.

    Raises UsageError, with the nearest id, where there is no such rule.
    """
    wanted = name.strip().upper()
    rule = next((rule for rule in RULES if rule.id == wanted), None)
    if rule is None:
        if re.fullmatch(r"[YFNGL]\d\d", wanted):
            raise UsageError(
                f"{wanted} is about what can be read", "its message says what to write instead"
            )
        raise UsageError(f"no rule {name!r}", _nearest(wanted))
    return (
        f"{rule.id} ({rule.severity}): {rule.title}\n\n{_section(rule.id)}\n\n"
        f"For one card it is switched off by `lint: off {rule.id} REASON`, in a note by\n"
        f"<!-- quizzer: lint off {rule.id} REASON --> above the block.\n"
    )


def _section(rule: str) -> str:
    """What rules.md says of a rule."""
    text = Path(__file__).with_name("rules.md").read_text(encoding="utf-8")
    return text.partition(f"\n## {rule}\n")[2].partition("\n## ")[0].strip()
