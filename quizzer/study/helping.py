"""What a session is to hold, and the cards that this brings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from quizzer.errors import UsageError
from quizzer.library import DeckFile, Library
from quizzer.session import Portion
from quizzer.study.agenda import Agenda

MORE_NEW = 10
"""How many new cards one extra helping brings."""


class Helping(NamedTuple):
    """What a session is to hold: by default today's cards of all decks that are on.

    `decks` narrows it to some; `more_new` brings so many new cards beyond the day's limit,
    `ahead` the cards due within so many days, `missed` those that the last quiz was missed on;
    `practice` takes all cards, or those of a `tag`, and leaves the schedule alone.
    """

    decks: tuple[str, ...] = ()
    more_new: int = 0
    ahead: int = 0
    practice: bool = False
    tag: str = ""
    missed: bool = False


TODAY = Helping()


def cards(
    helping: Helping,
    library: Library,
    agenda: Agenda,
    missed: Callable[[Sequence[DeckFile]], Portion],
) -> Portion:
    """The cards of a helping; `missed` gives those of some decks that the last quiz was missed on.

    Raises UsageError for no such deck or tag.
    """
    if (helping.tag or helping.missed) and not helping.decks:
        decks = library.decks
    else:
        decks = agenda.active(helping.decks)
    if helping.tag and helping.tag.casefold() not in map(str.casefold, library.tags()):
        known = ", ".join(library.tags()) or "no card bears any"
        raise UsageError(f"no card bears the tag {helping.tag!r}", f"tags: {known}")
    if helping.practice:
        return agenda.practice(decks, helping.tag)
    if helping.missed:
        return missed(decks)
    if helping.ahead:
        return agenda.ahead(decks, helping.ahead)
    return agenda.portion(decks, helping.more_new)


def on_a_new_day(helping: Helping, library: Library) -> Helping | None:
    """What is still to be had of a helping when the day turns; None if its decks are gone."""
    decks = tuple(deck for deck in helping.decks if library.deck(deck))
    if helping.decks and not decks:
        return None
    return helping._replace(decks=decks, more_new=0, ahead=0)
